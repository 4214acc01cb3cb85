"""What the UK list's two forms share: names in six columns, regimes, ships' numbers, days."""

from __future__ import annotations

import re

from vedette.clean.data_files import load_yaml
from vedette.clean.identifiers import is_imo_ship_number
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Draft, tidy
from vedette.extract.lists.eu_fields import un_reference
from vedette.model.listing import NameQuality, NameRole, PartyKind

KINDS: dict[str, PartyKind] = {
    "individual": "person",
    "entity": "organisation",
    "ship": "vessel",
}
_UN = re.compile(r"\b([A-Z]{2}[ie]\.\d{3})\b", re.I)
_PRESENTED = re.compile(r"\b(?:false|fake|forged|counterfeit|fraudulent\w*|stolen)\b", re.I)
# "(1) 123 (2) 456" and "123; 456" are several numbers in one cell.
_COUNTED = re.compile(r"\(\d{1,2}\)\s*|\s*;\s*")


def take_name(
    draft: Draft, given: list[str], family: str, kind: str, strength: str, note: str = ""
) -> None:
    """One name of six columns; an entity's whole name stands in the last-name column.

    Args:
        given: Names 1 to 5.
        family: Name 6.
        kind: ``Primary Name``, ``Primary Name Variation``, ``Alias`` (in any spelling of case).
        strength: ``Good quality a.k.a``, ``Low quality a.k.a`` or nothing.
    """
    first = " ".join(part for value in given if (part := tidy(value)))
    last = tidy(family)
    words = kind.casefold().replace("_", " ").replace(" name", "").strip()
    weak = "low" in strength.casefold()
    table: dict[str, tuple[NameQuality, NameRole]] = {
        "primary": ("primary", "name"),
        "primary variation": ("strong", "variation"),
        "alias": ("strong", "alias"),
    }
    if words not in table:
        draft.complain(f"name type {kind!r} is not known; taken as an alias")
    quality, role = table.get(words, ("strong", "alias"))
    if quality == "primary" and any(n.quality == "primary" for n in draft.names.values()):
        quality = "strong"
    person = draft.kind == "person"
    draft.name(
        f"{first} {last}".strip(),
        "weak" if weak and quality != "primary" else quality,
        role,
        family=last if person and first else None,
        given=first if person and last else None,
        note=", ".join(part for part in (strength.replace("_", " "), note) if part),
    )


def take_reference(draft: Draft, un_ref: str, unique_id: str) -> None:
    """The UN reference and the regime, which the first letters of the id name."""
    for found in _UN.findall(un_ref):
        draft.identify("un_ref", un_reference(found))
    if un_ref.strip() and not _UN.search(un_ref):
        draft.complain(f"{un_ref[:30]!r} is no UN reference")
    regimes = load_yaml("vedette.extract", "lists.yml")["uk_regimes"]
    prefix = re.match(r"[A-Z]+", unique_id)
    key = prefix[0] if prefix else ""
    draft.regime = regimes.get(key, f"UK-{key}")


def take_number(draft: Draft, kind: str, value: str, note: str) -> None:
    """A number of the four kinds the list has."""
    schemes = load_yaml("vedette.extract", "lists.yml")["uk_identifiers"]
    scheme = schemes.get(kind)
    if scheme is None:
        draft.complain(f"identifier type {kind!r} is not known")
        scheme = "other_id"
    for number in _COUNTED.split(value):
        text = tidy(number).strip("' ")
        if not text:
            continue
        if scheme == "imo":
            _imo(draft, text)
            continue
        false = _PRESENTED.search(f"{note} {text}")
        draft.identify(scheme, text, note=note, standing="presented" if false else "genuine")


def _imo(draft: Draft, text: str) -> None:
    digits = re.sub(r"^\s*IMO\s*:?\s*", "", text, flags=re.I)
    if draft.kind != "vessel":
        draft.identify("imo_company", digits)
    elif is_imo_ship_number(digits):
        draft.identify("imo", digits)
    else:
        draft.detail("imo_note", text)
        draft.complain(f"{text[:30]!r} is no IMO ship number")


def take_day(draft: Draft, printed: str, field: str) -> str | None:
    """A day, ``dd/mm/yyyy``; complained about where it is none."""
    if not printed.strip():
        return None
    found = edtf_of(printed)
    if not found:
        draft.complain(f"{field} {printed[:30]!r} is no day")
    return found
