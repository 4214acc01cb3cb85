"""OFAC's remarks and identifiers: labels and values, the same in the CSV and the XML files."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from vedette.clean.data_files import load_yaml
from vedette.clean.identifiers import is_imo_ship_number
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Draft
from vedette.model.listing import NameRole

_PARTS = re.compile(r";\s+|;$")
_AKA = re.compile(r"^(?:alt\. )?(?P<kind>[afn])\.k\.a\.:? ['\"](?P<name>.+?)['\"]?\.?$")
_ALT = re.compile(r"^(?:alt\.|Alt\.|\.)\s*")
# "Passport 123 (Iraq) issued 01 Jan 2010 expires …"
_VALUE = re.compile(
    r"^(?P<value>.+?)(?:\s+\((?P<country>[^()]+(?:\([^()]*\))?)\))?"
    r"(?P<rest>(?:[,;]?\s+(?:issued|expires|expired|exp\.|Date of Issue|Issue Date).*)?)$"
)
_PRESENTED = re.compile(r"\b(?:false|fake|forged|counterfeit|fraudulent|stolen)\b", re.I)
_ROLES: dict[str, NameRole] = {"a": "alias", "f": "former", "n": "alias"}
# What the last sentence of a record may still be, besides a field.
_FIELD = re.compile(r"^[A-Z][\w.'/&#() -]{2,60}?(?: (?:No\.|Number|ID|Code|#))\s*:?\s*(?=\S*\d)")


def take_remarks(draft: Draft, text: str) -> None:
    """Part a remarks cell into fields; what is no field stays free text."""
    for part in _PARTS.split(text):
        clean = part.strip()
        if not clean:
            continue
        aka = _AKA.match(clean)
        if aka:
            # OFAC prints its weak aliases, and only them, in the remarks, in quotes.
            role = _ROLES[aka["kind"]]
            draft.name(aka["name"], "weak", role, note=f"{aka['kind']}.k.a., weak")
            continue
        _take(draft, _ALT.sub("", clean).removesuffix("."), clean)


def _take(draft: Draft, part: str, printed: str) -> None:
    for prefix, kind, key in _fields_of(part):
        if part.startswith(prefix):
            value = part[len(prefix) :].strip(" :-")
            if value:
                take_field(draft, kind, key, value, prefix)
                return
    found = _FIELD.match(part)
    if found:
        label = found.group().strip(" :")
        _identifier(draft, "other_id", part[found.end() :], label)
        return
    draft.remark(printed)


def take_field(draft: Draft, kind: str, key: str, value: str, label: str) -> None:
    """Put one labelled value where it belongs. ``kind`` and ``key`` are of ``ofac_fields``."""
    if kind == "id":
        _identifier(draft, key, value, label)
    elif kind == "imo":
        _imo(draft, value, label)
    elif kind == "born":
        found = edtf_of(value)
        draft.born(found)
        if not found:
            draft.detail("birth_note", value)
    elif kind == "country":
        draft.tie(value, key)  # type: ignore[arg-type]
    elif kind == "crypto":
        coin, _, address = value.partition(" ")
        draft.identify("crypto", address or coin, note=coin if address else None)
    else:
        draft.detail(key, value)


def _imo(draft: Draft, value: str, label: str) -> None:
    """Ships' and companies' IMO numbers, and ships' numbers in national registers, share a label."""
    number = value.removeprefix("IMO").strip().split(" ")[0].strip(".,;")
    if draft.kind != "vessel":
        draft.identify("imo_company", number)
    elif is_imo_ship_number(number):
        draft.identify("imo", number)
    elif re.fullmatch(r"\d{7}", number):
        draft.detail("imo_note", value)
        draft.complain(f"{number!r} is no IMO ship number")
    else:
        _identifier(draft, "registration", value, label)


def take_id(
    draft: Draft, label: str, value: str, country: str | None, note: str | None = None
) -> None:
    """An identifier of the XML files, whose label and value come apart already."""
    printed = f"{label} {value}"
    for prefix, kind, key in _fields_of(printed):
        if printed.startswith(prefix):
            rest = printed[len(prefix) :].strip(" :-")
            if kind == "id":
                draft.identify(
                    key,
                    rest or value,
                    note=note or prefix,
                    country=country,
                    standing=_standing(note),
                )
            else:
                take_field(draft, kind, key, rest or value, prefix)
            return
    if any(ch.isdigit() for ch in value) and not label.endswith(":"):
        draft.identify("other_id", value, note=label, country=country, standing=_standing(note))
    else:
        draft.remark(f"{label} {value}")


def _identifier(draft: Draft, scheme: str, text: str, label: str) -> None:
    found = _VALUE.match(text)
    if not found:
        draft.remark(f"{label} {text}")
        return
    rest = found["rest"].strip(" ,;")
    note = ", ".join(fact for fact in (label, rest) if fact)
    draft.identify(
        scheme, found["value"], note=note, country=found["country"], standing=_standing(text)
    )


def _standing(text: str | None) -> Literal["genuine", "presented"]:
    return "presented" if text and _PRESENTED.search(text) else "genuine"


_Field = tuple[str, str, str]


def _fields_of(text: str) -> list[_Field]:
    """The known fields a text can begin with, the longest first."""
    return _fields().get(text[:3], [])


@lru_cache(maxsize=1)
def _fields() -> dict[str, list[_Field]]:
    """Prefix, kind and key of every known field, by their first three letters."""
    table = load_yaml("vedette.extract", "lists.yml")["ofac_fields"]
    rows = [
        (prefix, kind, key)
        for kind, keys in table.items()
        for key, prefixes in keys.items()
        for prefix in prefixes
    ]
    found: dict[str, list[_Field]] = {}
    for row in sorted(rows, key=lambda row: -len(row[0])):
        found.setdefault(row[0][:3], []).append(row)
    return found


def regime_of(programmes: list[str]) -> str:
    """The regime of the programmes: a known one, or the first in OFAC's words."""
    table = load_yaml("vedette.extract", "lists.yml")["ofac_regimes"]
    for start, regime in table.items():
        if any(programme.startswith(start) for programme in programmes):
            return str(regime)
    return f"US-{programmes[0]}" if programmes else "US"
