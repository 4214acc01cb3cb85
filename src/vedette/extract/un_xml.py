"""The UN Security Council Consolidated List in XML, both renderings and the older schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from vedette.clean.data_files import load_yaml
from vedette.errors import MalformedInput
from vedette.model.listing import Identifier, ListedName

_ROOT = re.compile(rb"<CONSOLIDATED_LIST\b")
_DAY = re.compile(r"^\d{4}(?:-\d{2}(?:-\d{2})?)?")
_SPACE = re.compile(r"\s+")

Raw = tuple[str | None, tuple[dict[str, Any], ...], tuple[str, ...]]


def looks_like_un_xml(data: bytes) -> bool:
    """Whether the bytes begin as the consolidated list does."""
    return bool(_ROOT.search(data[:4096]))


def read_un_xml(data: bytes, name: str) -> Raw:
    """Read the list: the day it was generated, its records, and what was odd.

    Raises:
        MalformedInput: Not well-formed XML; names line and column.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedInput(
            name,
            f"the XML breaks at line {error.lineno}, column {error.offset} ({error.msg})",
            "Get the file again; the list in use stays",
        ) from error
    warnings: list[str] = []
    records = [
        *(_individual(node, warnings) for node in root.iterfind("INDIVIDUALS/INDIVIDUAL")),
        *(_entity(node, warnings) for node in root.iterfind("ENTITIES/ENTITY")),
    ]
    generated = _day(root.get("dateGenerated"))
    return generated, tuple(record for record in records if record), tuple(warnings)


def _individual(node: Any, warnings: list[str]) -> dict[str, Any] | None:
    parts = [_text(node, f"{place}_NAME") for place in ("FIRST", "SECOND", "THIRD", "FOURTH")]
    record = _common(node, "INDIVIDUAL", " ".join(part for part in parts if part), warnings)
    if record is None:
        return None
    record["birth_dates"] = tuple(
        dict.fromkeys(
            day for birth in node.iterfind("INDIVIDUAL_DATE_OF_BIRTH") if (day := _birth(birth))
        )
    )
    record["nationalities"] = tuple(_values(node, "NATIONALITY"))
    record["identifiers"] = tuple(_documents(node))
    return record


def _entity(node: Any, warnings: list[str]) -> dict[str, Any] | None:
    return _common(node, "ENTITY", _text(node, "FIRST_NAME"), warnings)


def _common(node: Any, tag: str, name: str, warnings: list[str]) -> dict[str, Any] | None:
    ref = _text(node, "REFERENCE_NUMBER")
    locator = f"{tag}[DATAID={_text(node, 'DATAID')}]"
    if not ref or not name:
        warnings.append(
            f"{locator}: it has no {'name' if ref else 'reference number'} and was left out"
        )
        return None
    _complain(node, tag, locator, warnings)
    table = load_yaml("vedette.extract", "lists.yml")
    original = _text(node, "NAME_ORIGINAL_SCRIPT")
    names = [ListedName(value=name, quality="primary")]
    if original:
        names.append(ListedName(value=original, quality="strong", note="original script"))
    names += _aliases(node, f"{tag}_ALIAS")
    return {
        "list_ref": ref,
        "kind": "person" if tag == "INDIVIDUAL" else "organisation",
        "name": name,
        "names": tuple(dict.fromkeys(names)),
        "identifiers": (),
        "birth_dates": (),
        "nationalities": (),
        "regime": table["regimes"].get(ref[:2].upper(), f"UN-{ref[:2].upper()}"),
        "listed_on": _day(_text(node, "LISTED_ON")),
        "amended_on": tuple(
            day for value in _values(node, "LAST_DAY_UPDATED") if (day := _day(value))
        ),
        "remarks": _text(node, "COMMENTS1") or None,
        "locator": locator,
    }


def _complain(node: Any, tag: str, locator: str, warnings: list[str]) -> None:
    table = load_yaml("vedette.extract", "lists.yml")
    known = {*table[f"{tag.lower()}_taken"], *table["left_out"]}
    for child in node:
        if (
            isinstance(child.tag, str)
            and child.tag not in known
            and "".join(child.itertext()).strip()
        ):
            warnings.append(f"{locator}: field {child.tag} is not known and was not read")


def _aliases(node: Any, tag: str) -> Iterator[ListedName]:
    """Aliases; one element may hold several, parted by semicolons; empty ones are placeholders."""
    for alias in node.iterfind(tag):
        quality = _text(alias, "QUALITY").casefold()
        note = _text(alias, "NOTE") or (quality if quality in {"f.k.a.", "a.k.a."} else "")
        for value in _text(alias, "ALIAS_NAME").split(";"):
            clean = value.strip(" .,")
            if clean:
                strength: Literal["weak", "strong"] = "weak" if quality == "low" else "strong"
                yield ListedName(value=clean, quality=strength, note=note or None)


def _birth(node: Any) -> str | None:
    """A birth date as EDTF: exact, about (~), or an interval; a year is a year even when "EXACT"."""
    kind = _text(node, "TYPE_OF_DATE").upper()
    day = _day(_text(node, "DATE")) or _day(_text(node, "YEAR"))
    if kind == "BETWEEN" or _text(node, "FROM_YEAR"):
        low, high = _day(_text(node, "FROM_YEAR")), _day(_text(node, "TO_YEAR"))
        return f"{low}/{high}" if low and high else low or high
    if not day:
        return None
    return f"{day}~" if kind.startswith("APPROX") else day


def _documents(node: Any) -> Iterator[Identifier]:
    for document in node.iterfind("INDIVIDUAL_DOCUMENT"):
        number = _text(document, "NUMBER")
        if number:
            scheme = _text(document, "TYPE_OF_DOCUMENT").casefold() or "document"
            yield Identifier(scheme=scheme, value=number, note=_text(document, "NOTE") or None)


def _values(node: Any, tag: str) -> Iterator[str]:
    for holder in node.iterfind(tag):
        for value in holder.iterfind("VALUE"):
            text = _SPACE.sub(" ", value.text or "").strip()
            if text:
                yield text


def _text(node: Any, tag: str) -> str:
    return _SPACE.sub(" ", node.findtext(tag) or "").strip()


def _day(text: str | None) -> str | None:
    found = _DAY.match(text or "")
    return found.group() if found else None
