"""DPRK Reports (RUSI): parties named in the Panel's reports, as one JSON of entities and edges.

Nobody on it is listed by being on it. What a party used to deceive (``fraudImoNumber``,
``fraudMmsi``, ``fraudFlag``, ``fraudAlias``) is kept as *presented*: it belongs to another, or to
nobody, and never becomes a name, a number or a flag of the party.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.errors import EmptyInput, MalformedInput
from vedette.extract.lists.draft import Complaints, Draft, Raw, tidy
from vedette.extract.lists.ftm import draft_of, values
from vedette.extract.lists.parts import Parts

_AGAIN = "Get the file again; the list in use stays"
_EDGE = frozenset({"id", "schema", "source", "target", "role", "relationship"})


def looks_like_rusi(data: bytes) -> bool:
    """Whether the file is one object that holds entities and edges."""
    head, tail = data[:4096].lstrip(), data
    return head.startswith(b"{") and b'"entities"' in head and b'"edges"' in tail


def read_rusi(parts: Parts) -> Raw:
    """Read the network: parties, and who is tied to whom.

    Raises:
        MalformedInput: It is no JSON, or not of this shape.
    """
    part = parts["main"]
    if not part.data.strip():
        raise EmptyInput(part.name, "the file is empty: a failed download looks like this", _AGAIN)
    try:
        body = json.loads(part.data)
    except (ValueError, RecursionError) as error:
        raise MalformedInput(part.name, f"this is no JSON ({str(error)[:80]})", _AGAIN) from error
    entities = body.get("entities") if isinstance(body, dict) else None
    edges = body.get("edges") if isinstance(body, dict) else None
    if not isinstance(entities, list) or not isinstance(edges, list):
        raise MalformedInput(part.name, "it does not hold entities and edges", _AGAIN)
    complaints = Complaints()
    drafts: dict[str, Draft] = {}
    for number, entity in enumerate(entities):
        _entity(entity, f"entity {number}", drafts, complaints)
    for number, edge in enumerate(edges):
        _edge(edge, f"edge {number}", drafts, complaints)
    for draft in drafts.values():
        draft.regime = "RUSI-KP"
    return Raw(drafts.values(), complaints, n_rows={"main": len(entities), "edges": len(edges)})


def _entity(entity: Any, where: str, drafts: dict[str, Draft], complaints: Complaints) -> None:
    table = load_yaml("vedette.extract", "lists.yml")["ftm"]
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        complaints.add("it is no entity with properties and was left out", where)
        return
    schema = str(entity.get("schema", ""))
    if schema not in table["kinds"]:
        if schema not in {*table["schemata_left_out"], *table["hanging"]}:
            complaints.add(f"schema {schema[:40]!r} is not known; left out", where)
        return
    numbers = entity["properties"].pop("idNumber", None)
    draft = draft_of(entity, complaints)
    if draft is None:
        return
    for value in values({"properties": {"idNumber": numbers}}, "idNumber"):
        scheme, colon, number = value.partition(":")
        known = table["id_schemes"].get(scheme.strip().casefold(), "other_id")
        draft.identify(known, number if colon else value, note=scheme.strip() if colon else None)
    drafts[draft.list_ref] = draft


def _edge(edge: Any, where: str, drafts: Mapping[str, Draft], complaints: Complaints) -> None:
    """Note on both ends who the other is; the network itself is not a list's matter."""
    if not isinstance(edge, dict):
        complaints.add("it is no edge and was left out", where)
        return
    for key in set(edge) - _EDGE:
        complaints.add(f"edge field {key[:40]!r} is not known and was not read", where)
    ends = [drafts.get(tidy(str(edge.get(end, "")))) for end in ("source", "target")]
    facts = [tidy(str(edge.get(key) or "")) for key in ("schema", "role", "relationship")]
    for own, other in (ends, ends[::-1]):
        if own is not None and other is not None and other.names:
            name = next(iter(other.names))
            said = ", ".join(fact for fact in facts if fact)
            own.detail("linked", f"{name} [{other.list_ref}]: {said}")
