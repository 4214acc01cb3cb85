"""What the EU's financial sanctions files say of a party, the same in their XML and CSV forms.

Each function takes one element as a mapping of its attributes, named as the XML names them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from vedette.clean.data_files import load_yaml
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Draft
from vedette.model.listing import NameRole, PartyKind

Attrs = Mapping[str, str]
_IMO = re.compile(r"\b(?:IMO(?: number| no\.?)?:?\s*)(\d{7})\b", re.I)
_UN = re.compile(r"\b([A-Z]{2}[ie]\.\d{3})\b", re.I)


def kind_of(code: str) -> PartyKind:
    """The EU knows persons and enterprises; ships are told by their number (``settle_kind``)."""
    if code in {"person", "P"}:
        return "person"
    return "organisation" if code in {"enterprise", "E"} else "unknown"


def take_entity(draft: Draft, entity: Attrs, remark: str) -> None:
    """The designation's days, the UN reference, and the free text."""
    listed_on = _day(draft, entity.get("designationDate", ""), "designationDate")
    draft.listed_on = draft.listed_on or listed_on
    reference = f"{entity.get('unitedNationId', '')} {entity.get('designationDetails', '')}"
    for found in _UN.findall(reference):
        draft.identify("un_ref", un_reference(found))
    if entity.get("unitedNationId", "").strip() and not _UN.search(reference):
        draft.detail("un_id", entity["unitedNationId"])
    draft.detail("designation_details", entity.get("designationDetails"))
    draft.remark(remark)


def take_regulation(draft: Draft, regulation: Attrs, url: str) -> None:
    """The programme, and the acts the listing rests on."""
    programme = regulation.get("programme", "")
    draft.programme(programme)
    if programme and not draft.regime:
        draft.regime = regime_of(programme)
    title = regulation.get("numberTitle", "")
    published = _day(draft, regulation.get("publicationDate", ""), "publicationDate")
    draft.detail("act", ", ".join(fact for fact in (title, published or "") if fact))
    draft.detail("act_url", url)
    draft.amend(published)


def take_name(draft: Draft, alias: Attrs, remark: str) -> None:
    """One name; the first of the record is the name it is filed under."""
    parts = [alias.get(key, "").strip() for key in ("firstName", "middleName", "lastName")]
    whole = alias.get("wholeName", "").strip() or " ".join(part for part in parts if part)
    first = not draft.names
    weak = alias.get("strong", "") == "false"
    role: NameRole = "name" if first else "alias"
    if re.search(r"\bf\.?k\.?a\b|\bformer", remark, re.I):
        role = "former"
    draft.name(
        whole,
        "primary" if first else "weak" if weak else "strong",
        role,
        family=parts[2] or None,
        given=" ".join(part for part in parts[:2] if part) or None,
        note=", ".join(fact for fact in (alias.get("nameLanguage", ""), remark) if fact),
    )
    draft.detail("gender", alias.get("gender"))
    draft.detail("title", alias.get("title"))
    draft.detail("position", alias.get("function"))
    draft.detail("name_remark", remark)


def take_birth(draft: Draft, birth: Attrs, remark: str) -> None:
    """A day, its parts, a year or a range of years; ``circa`` makes it about."""
    low, high = birth.get("yearRangeFrom", ""), birth.get("yearRangeTo", "")
    parts = [birth.get(key, "") for key in ("dayOfMonth", "monthOfYear", "year")]
    printed = birth.get("birthdate", "") or _joined_day(parts)
    found = edtf_of(printed) if printed else None
    if not found and low and high:
        found = edtf_of(f"{low} to {high}") if low != high else edtf_of(low)
    calendar = birth.get("calendarType", "")
    if calendar not in {"", "GREGORIAN"}:
        draft.detail("birth_note", f"{printed} ({calendar} calendar)")
        found = None
    elif printed and not found:
        draft.complain(f"birth date {printed[:40]!r} is no day")
    about = birth.get("circa", "") == "true"
    draft.born(f"{found}~" if found and about and "/" not in found else found)
    _country(draft, birth, "birth")
    fields = ("place", "city", "region", "zipCode")
    draft.detail("birth_place", ", ".join(v for key in fields if (v := birth.get(key, "").strip())))
    draft.detail("birth_note", remark)


def _joined_day(parts: list[str]) -> str:
    day, month, year = parts
    if not year:
        return ""
    if (month or "0").isdecimal() and (day or "0").isdecimal():
        return f"{int(day or 0):02d}/{int(month or 0):02d}/{year}"
    return year


def take_identification(draft: Draft, document: Attrs, remark: str) -> None:
    """A document or number; one the EU knows to be false was only presented."""
    scheme = load_yaml("vedette.extract", "lists.yml")["eu_identifications"].get(
        document.get("identificationTypeCode", ""), "other_id"
    )
    flags = {
        "knownFalse": "known to be false",
        "knownExpired": "expired",
        "reportedLost": "reported lost",
        "revokedByIssuer": "revoked by its issuer",
        "diplomatic": "diplomatic",
    }
    said = [words for key, words in flags.items() if document.get(key, "") == "true"]
    facts = [
        document.get("identificationTypeDescription", ""),
        f"on the name {document['nameOnDocument']}" if document.get("nameOnDocument") else "",
        f"issued by {document['issuedBy']}" if document.get("issuedBy") else "",
        *(
            f"{words} {document[key]}"
            for key, words in (
                ("issuedDate", "issued"),
                ("validFrom", "valid from"),
                ("validTo", "valid to"),
            )
            if document.get(key)
        ),
        *said,
        remark,
    ]
    number = document.get("number", "") or document.get("latinNumber", "")
    country = document.get("countryIso2Code", "")
    ship = _IMO.search(f"{number} {remark}") if scheme in {"other_id", "imo"} else None
    draft.identify(
        "imo" if ship or scheme == "imo" else scheme,
        ship[1] if ship else number,
        note=", ".join(fact for fact in facts if fact),
        country=None if country in {"", "00"} else country,
        standing="presented" if document.get("knownFalse", "") == "true" else "genuine",
    )


def take_address(draft: Draft, address: Attrs, remark: str) -> None:
    """Where the party is, or was when listed."""
    fields = ("street", "poBox", "place", "city", "zipCode", "region")
    parts = [value for key in fields if (value := address.get(key, "").strip())]
    country = address.get("countryDescription", "")
    if address.get("countryIso2Code", "") not in {"", "00"}:
        parts.append(country or address["countryIso2Code"])
        _country(draft, address, "residence")
    draft.detail("address", ", ".join([*parts, *([remark] if remark else [])]))
    draft.detail("contact", address.get("contactInfo"))


def take_citizenship(draft: Draft, citizenship: Attrs, remark: str) -> None:
    """A nationality."""
    _country(draft, citizenship, "nationality")
    draft.detail("nationality_note", remark)


def _country(draft: Draft, attrs: Attrs, role: str) -> None:
    code, printed = attrs.get("countryIso2Code", ""), attrs.get("countryDescription", "")
    if code not in {"", "00"} or (printed and printed != "UNKNOWN"):
        draft.tie(code if code not in {"", "00"} else printed, role)  # type: ignore[arg-type]


def settle_kind(draft: Draft) -> None:
    """An enterprise with a ship's IMO number is a ship: the EU has no kind for them."""
    has_ship = any(i.scheme == "imo" for i in draft.identifiers)
    if draft.kind == "organisation" and has_ship:
        draft.kind = "vessel"


def regime_of(programme: str) -> str:
    """The regime of an EU programme (``PRK``)."""
    table = load_yaml("vedette.extract", "lists.yml")["eu_regimes"]
    return str(table.get(programme.removeprefix("EU-"), f"EU-{programme.removeprefix('EU-')}"))


def un_reference(printed: str) -> str:
    """A UN reference as the UN writes it: lists differ in the case of its letters."""
    text = printed.strip()
    return f"{text[:2].upper()}{text[2:3].lower()}{text[3:]}"


def _day(draft: Draft, printed: str, field: str) -> str | None:
    if not printed.strip():
        return None
    found = edtf_of(printed)
    if not found:
        draft.complain(f"{field} {printed[:40]!r} is no day")
    return found
