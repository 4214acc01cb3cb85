"""FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes its datasets.

The schema is a table in ``lists.yml``; a test holds it against the followthemoney library, which
itself is not needed to read a file. Parties are targets; the sanctions and identity documents that
hang on them are read into them; everything else is counted and left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.errors import EmptyInput, MalformedInput
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Complaints, Draft, Raw, tidy
from vedette.extract.lists.eu_fields import un_reference
from vedette.extract.lists.parts import Parts

_AGAIN = "Get the file again; the list in use stays"


def looks_like_ftm(data: bytes) -> bool:
    """Whether the first line is an entity: an object with an id, a schema and properties."""
    head = data[:65536].lstrip()
    return (
        head.startswith(b"{")
        and all(key in head for key in (b'"id"', b'"schema"', b'"properties"'))
        and b'"entities"' not in head[:200]
    )


def read_ftm(parts: Parts) -> Raw:
    """Read a dataset.

    Raises:
        MalformedInput: A line is no JSON object; names it. A cut last line is one.
    """
    part = parts["main"]
    complaints = Complaints()
    drafts: dict[str, Draft] = {}
    hanging: list[Mapping[str, Any]] = []
    left_out: Counter[str] = Counter()
    seen: list[str] = []
    n_rows = 0
    for number, entity in _lines(part.data, part.name):
        n_rows += 1
        schema = str(entity.get("schema", ""))
        table = load_yaml("vedette.extract", "lists.yml")["ftm"]
        if isinstance(entity.get("last_seen"), str):
            seen.append(entity["last_seen"][:10])
        if schema in table["hanging"]:
            hanging.append(entity)
        elif schema not in table["kinds"]:
            if schema not in table["schemata_left_out"]:
                complaints.add(f"schema {schema[:40]!r} is not known; left out", f"line {number}")
            left_out[schema] += 1
        elif entity.get("target") is False:
            left_out["no target"] += 1
        else:
            draft = draft_of(entity, complaints)
            if draft:
                drafts[draft.list_ref] = draft
    for entity in hanging:
        _hang(entity, drafts)
    day = max(seen, default=None)
    found = edtf_of(day) if day else None
    return Raw(
        drafts.values(),
        complaints,
        found,
        "content" if found else "none",
        n_rows={"main": n_rows},
    )


def _lines(data: bytes, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if not data.strip():
        raise EmptyInput(name, "the file is empty: a failed download looks like this", _AGAIN)
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise MalformedInput(
                name, f"line {number} is no JSON object ({str(error)[:80]})", _AGAIN
            ) from error
        if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
            raise MalformedInput(name, f"line {number} is no entity with properties", _AGAIN)
        yield number, entity


def draft_of(entity: Mapping[str, Any], complaints: Complaints) -> Draft | None:
    """One party; the caption is the name it is filed under where it is one of its names."""
    table = load_yaml("vedette.extract", "lists.yml")["ftm"]
    ref = tidy(str(entity.get("id", "")))
    if not ref:
        complaints.add("an entity without an id was left out", "the file")
        return None
    draft = Draft(ref, table["kinds"][entity["schema"]], f"entity {ref}", complaints)
    names = [tidy(value) for value in values(entity, "name")]
    caption = tidy(str(entity.get("caption") or ""))
    first = caption if caption in names else next(iter(names), caption)
    draft.name(first, "primary", "name")
    for key in entity["properties"]:
        _property(draft, key, values(entity, key), table)
    if "last_change" in entity:
        draft.amend(edtf_of(str(entity["last_change"])[:10]))
    for dataset in entity.get("datasets") or ():
        draft.detail("dataset", str(dataset))
    return draft


def values(entity: Mapping[str, Any], key: str) -> list[str]:
    """The values of a property; a stray scalar counts as one."""
    found = entity["properties"].get(key) or []
    listed = found if isinstance(found, list) else [found]
    return [str(value) for value in listed if isinstance(value, str | int | float)]


def _property(draft: Draft, key: str, found: list[str], table: Mapping[str, Any]) -> None:
    for value in found:
        if key in table["names"]:
            quality, role = table["names"][key]
            draft.name(value, quality, role)
        elif key in table["identifiers"]:
            draft.identify(table["identifiers"][key], value, note=key)
        elif key in table["presented"]:
            draft.identify(table["presented"][key], value, note=key, standing="presented")
        elif key in table["countries"]:
            draft.tie(value, table["countries"][key])
        elif key == "birthDate":
            day = edtf_of(value)
            draft.born(day)
            if not day:
                draft.detail("birth_note", value)
        elif key in table["remarks"]:
            draft.remark(value)
        elif key in {"program", "programId"}:
            draft.programme(value)
        elif key == "unscId":
            draft.identify("un_ref", un_reference(value))
        elif key in table["details"]:
            draft.detail(table["details"][key], value)
        elif key not in table["left_out"]:
            draft.complain(f"property {key!r} is not known and was not read")


def _hang(entity: Mapping[str, Any], drafts: Mapping[str, Draft]) -> None:
    """Read a sanction or an identity document into the party it hangs on."""
    for owner in [*values(entity, "entity"), *values(entity, "holder")]:
        draft = drafts.get(tidy(owner))
        if draft is None:
            continue
        if entity["schema"] == "Sanction":
            _sanction(draft, entity)
            continue
        scheme = "passport" if entity["schema"] == "Passport" else "document"
        country = next(iter(values(entity, "country")), None)
        note = ", ".join(values(entity, "type"))
        for number in [*values(entity, "number"), *values(entity, "passportNumber")]:
            draft.identify(scheme, number, note=note, country=country)


def _sanction(draft: Draft, entity: Mapping[str, Any]) -> None:
    for value in [*values(entity, "programId"), *values(entity, "program")]:
        draft.programme(value)
    days = [edtf_of(day) for day in [*values(entity, "listingDate"), *values(entity, "startDate")]]
    known = [day for day in (*days, draft.listed_on) if day]
    draft.listed_on = min(known, default=None)
    ends = [day for value in values(entity, "endDate") if (day := edtf_of(value))]
    draft.delisted_on = max([*ends, *filter(None, [draft.delisted_on])], default=None)
    for value in values(entity, "unscId"):
        draft.identify("un_ref", un_reference(value))
    for key in ("authority", "authorityId", "provisions", "status"):
        for value in values(entity, key):
            draft.detail(f"sanction_{key}", value)
    for value in values(entity, "reason"):
        draft.remark(value)
