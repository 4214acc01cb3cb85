"""The UN Security Council Consolidated List in XML, both renderings and the older schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Complaints, Draft, Raw
from vedette.extract.lists.parts import Parts
from vedette.extract.lists.xml import root_of, text_of

_ROOT = re.compile(rb"<CONSOLIDATED_LIST\b")
_QUOTES = "\"'“”‘’"
# Entities' free text: IMO numbers there are company numbers, which are no ship numbers.
_COMPANY = re.compile(r"\bIMO(?: company)?(?: number| no\.?)?\s*:?\s*(\d{7})\b", re.I)
_SWIFT = re.compile(
    r"\b(?:SWIFT|BIC)(?:/BIC)?(?: code)?\s*:?\s*([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b"
)
_EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_SHORT = re.compile(r"\(([A-Z][A-Z0-9&.\- ]{1,14})\)")
# What a note says of a document that is not the bearer's own.
_PRESENTED = re.compile(r"\b(?:false|fake|forged|counterfeit|fraudulent\w*|misuse|stolen)\b", re.I)


def looks_like_un_xml(data: bytes) -> bool:
    """Whether the bytes begin as the consolidated list does."""
    return bool(_ROOT.search(data[:4096]))


def read_un_xml(parts: Parts) -> Raw:
    """Read the list: the day it was generated, its records, and what was odd.

    Raises:
        MalformedInput: Not well-formed XML; names line and column.
    """
    part = parts["main"]
    root = root_of(part.data, part.name)
    complaints = Complaints()
    for child in root:
        if child.tag not in {"INDIVIDUALS", "ENTITIES"}:
            complaints.add(f"section {child.tag} is not known and was not read", "the file")
    drafts = [
        draft
        for tag in ("INDIVIDUAL", "ENTITY")
        for node in root.iterfind(f"*/{tag}")
        if (draft := _record(node, tag, complaints))
    ]
    return Raw(drafts, complaints, _day(root.get("dateGenerated")), "content")


def _record(node: Any, tag: str, complaints: Complaints) -> Draft | None:
    ref = text_of(node, "REFERENCE_NUMBER")
    locator = f"{tag}[DATAID={text_of(node, 'DATAID')}]"
    if not ref:
        complaints.add("it has no reference number and was left out", locator)
        return None
    draft = Draft(ref, "person" if tag == "INDIVIDUAL" else "organisation", locator, complaints)
    _complain(node, tag, draft)
    table = load_yaml("vedette.extract", "lists.yml")
    prefix = ref[:2].upper()
    draft.regime = table["regimes"].get(prefix, f"UN-{prefix}")
    draft.programme(text_of(node, "UN_LIST_TYPE"))
    _days(node, draft)
    if tag == "INDIVIDUAL":
        _individual(node, draft)
    else:
        _entity(node, draft)
    draft.name(text_of(node, "NAME_ORIGINAL_SCRIPT"), "strong", "original", note="original script")
    _aliases(node, f"{tag}_ALIAS", draft)
    for address in node.iterfind(f"{tag}_ADDRESS"):
        _address(address, draft)
    draft.remark(text_of(node, "COMMENTS1"))
    return draft


def _individual(node: Any, draft: Draft) -> None:
    parts = [text_of(node, f"{at}_NAME") for at in ("FIRST", "SECOND", "THIRD", "FOURTH")]
    # Korean names stand family name first; elsewhere the first field is a given name, mostly.
    first = load_yaml("vedette.extract", "lists.yml")["un_family_first"]
    apart = draft.list_ref[:2].upper() in first and bool(parts[0] and parts[1])
    draft.name(
        " ".join(part for part in parts if part),
        "primary",
        "name",
        family=parts[0] if apart else None,
        given=" ".join(part for part in parts[1:] if part) if apart else None,
    )
    for birth in node.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        _birth(birth, draft)
    for value in _values(node, "NATIONALITY"):
        draft.tie(value, "nationality")
    for value in _values(node, "NATIONALITY2"):
        draft.tie(value, "nationality")
    for document in node.iterfind("INDIVIDUAL_DOCUMENT"):
        _document(document, draft)
    for place in node.iterfind("INDIVIDUAL_PLACE_OF_BIRTH"):
        draft.tie(text_of(place, "COUNTRY"), "birth")
        draft.detail("birth_place", _joined(place))
    for key, field in (("position", "DESIGNATION"), ("title", "TITLE")):
        for value in _values(node, field):
            draft.detail(key, value)
    draft.detail("gender", text_of(node, "GENDER"))


def _entity(node: Any, draft: Draft) -> None:
    """An entity's name may hold several, parted by semicolons, and a short form in brackets."""
    printed = text_of(node, "FIRST_NAME")
    for at, value in enumerate(part.strip() for part in printed.split(";")):
        draft.name(value, "strong" if at else "primary", "alias" if at else "name")
        _short_forms(value, draft)
    comments = text_of(node, "COMMENTS1")
    for number in _COMPANY.findall(comments):
        draft.identify("imo_company", number, note="in the comments")
    for code in _SWIFT.findall(comments):
        draft.identify("swift", code, note="in the comments")
    for address in _EMAIL.findall(comments):
        draft.identify("email", address, note="in the comments")


def _short_forms(value: str, draft: Draft) -> None:
    """The name without its bracketed short form, and the short form, which alone accuses nobody."""
    for short in _SHORT.findall(value):
        draft.name(value.replace(f"({short})", " "), "strong", "variation", note="without brackets")
        draft.name(short, "weak", "alias", note="short form in the listed name")


def _complain(node: Any, tag: str, draft: Draft) -> None:
    table = load_yaml("vedette.extract", "lists.yml")["un_fields"]
    for child in node:
        inner = table[tag.lower()].get(child.tag)
        if inner is None:
            if child.tag not in table["left_out"] and "".join(child.itertext()).strip():
                draft.complain(f"field {child.tag} is not known and was not read")
            continue
        for grandchild in child:
            if grandchild.tag not in inner and "".join(grandchild.itertext()).strip():
                draft.complain(f"field {child.tag}/{grandchild.tag} is not known and was not read")


def _days(node: Any, draft: Draft) -> None:
    draft.listed_on = _read(text_of(node, "LISTED_ON"), "LISTED_ON", draft)
    draft.delisted_on = _read(text_of(node, "DELISTED_ON"), "DELISTED_ON", draft)
    for value in _values(node, "LAST_DAY_UPDATED"):
        draft.amend(_read(value, "LAST_DAY_UPDATED", draft))


def _aliases(node: Any, tag: str, draft: Draft) -> None:
    """Aliases; one element may hold several, parted by semicolons; empty ones are placeholders."""
    for alias in node.iterfind(tag):
        printed = text_of(alias, "ALIAS_NAME")
        if not printed:
            continue
        quality = text_of(alias, "QUALITY").casefold()
        if quality not in {"", "good", "low", "a.k.a.", "f.k.a."}:
            draft.complain(f"alias quality {quality!r} is not known; taken as good")
        born = _read(text_of(alias, "DATE_OF_BIRTH"), "ALIAS/DATE_OF_BIRTH", draft)
        facts = [text_of(alias, "NOTE"), quality if "k.a." in quality else ""]
        facts += [f"born {born}" if born else ""]
        facts += [text_of(alias, f"{place}_OF_BIRTH") for place in ("CITY", "COUNTRY")]
        note = ", ".join(fact for fact in facts if fact)
        for value in printed.split(";"):
            clean = value.strip(" .,").strip(_QUOTES).strip()
            strength = "weak" if quality == "low" else "strong"
            former = quality == "f.k.a." or "formerly" in note or "previously" in note
            draft.name(clean, strength, "former" if former else "alias", note=note)  # type: ignore[arg-type]
            _short_forms(clean, draft)
        if born:
            draft.detail("birth_date_of_alias", f"{born} ({printed})")


def _birth(node: Any, draft: Draft) -> None:
    """A birth date: exact, about (~), or an interval; a year is a year even when "EXACT"."""
    kind = text_of(node, "TYPE_OF_DATE").upper()
    note = text_of(node, "NOTE")
    low, high = text_of(node, "FROM_YEAR"), text_of(node, "TO_YEAR")
    if low or high:
        draft.born(edtf_of(f"{low} to {high}") if low and high else edtf_of(low or high))
        return
    printed = text_of(node, "DATE") or text_of(node, "YEAR")
    if not printed:
        # Seven births of the real list stand in the note alone.
        found = edtf_of(note) if note else None
        draft.born(found)
        if note and not found:
            draft.detail("birth_note", note)
        return
    day = _read(printed, "DATE_OF_BIRTH", draft)
    if _PRESENTED.search(note):
        draft.detail("birth_date_presented", f"{day} ({note})")
        return
    about = kind.startswith("APPROX") or note.casefold().startswith("approx")
    draft.born(f"{day}~" if day and about else day)
    if note and not about:
        draft.detail("birth_note", note)


def _document(node: Any, draft: Draft) -> None:
    """One document; its kind comes in three languages and in two fields."""
    number = text_of(node, "NUMBER")
    if not number:
        return
    printed = text_of(node, "TYPE_OF_DOCUMENT") or text_of(node, "TYPE_OF_DOCUMENT2")
    second = text_of(node, "TYPE_OF_DOCUMENT2")
    note = text_of(node, "NOTE")
    facts = [second if second.casefold() != printed.casefold() else "", note]
    for label, field in (("issued", "DATE_OF_ISSUE"), ("at", "CITY_OF_ISSUE")):
        value = text_of(node, field)
        facts.append(f"{label} {value}" if value else "")
    country = text_of(node, "ISSUING_COUNTRY") or text_of(node, "COUNTRY_OF_ISSUE")
    draft.identify(
        _scheme(f"{printed} {second}"),
        number,
        note=", ".join(fact for fact in facts if fact),
        country=country,
        standing="presented" if _PRESENTED.search(f"{note} {second}") else "genuine",
    )


def _scheme(printed: str) -> str:
    words = printed.casefold()
    if "pass" in words or "pasaporte" in words:
        return "passport"
    return "national_id" if "identi" in words or "tazkira" in words else "document"


def _address(node: Any, draft: Draft) -> None:
    country = text_of(node, "COUNTRY")
    draft.tie(country, "residence")
    draft.detail("address", _joined(node))


def _joined(node: Any) -> str:
    fields = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
    return ", ".join(value for field in fields if (value := text_of(node, field)))


def _values(node: Any, tag: str) -> Iterator[str]:
    for holder in node.iterfind(tag):
        for value in holder.iterfind("VALUE"):
            text = " ".join((value.text or "").split())
            if text:
                yield text


def _read(printed: str, field: str, draft: Draft) -> str | None:
    if not printed:
        return None
    found = edtf_of(printed)
    if not found:
        draft.complain(f"{field} {printed[:40]!r} is no day")
    return found


def _day(text: str | None) -> str | None:
    found = edtf_of((text or "")[:10])
    return found if found and len(found) == 10 else None
