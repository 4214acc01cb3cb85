"""The EU's consolidated list of financial sanctions, in its official XML and CSV forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.extract.lists import eu_fields as eu
from vedette.extract.lists.cells import Grid, cells
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Complaints, Draft, Raw
from vedette.extract.lists.parts import Parts
from vedette.extract.lists.xml import root_of, text_of

_ROOT = re.compile(rb"<(?:\w+:)?export\b[^>]*(?:generationDate|fpi/fsd/export)")
_INNER = frozenset({"remark", "regulationSummary", "publicationUrl", "contactInfo"})
Take = Callable[[Draft, Mapping[str, str], str], None]
# Element -> the CSV's column prefix, and what takes it.
_TAKERS: dict[str, tuple[str, Take]] = {
    "nameAlias": ("NameAlias", eu.take_name),
    "birthdate": ("BirthDate", eu.take_birth),
    "identification": ("Identification", eu.take_identification),
    "address": ("Address", eu.take_address),
    "citizenship": ("Citizenship", eu.take_citizenship),
}
# Columns whose attribute is not simply the column with a small first letter.
_RENAMED = {
    "BirthDate": {
        "BirthDate": "birthdate",
        "Day": "dayOfMonth",
        "Month": "monthOfYear",
    },
    "Identification": {
        "TypeCode": "identificationTypeCode",
        "TypeDescription": "identificationTypeDescription",
    },
}


def looks_like_eu_xml(data: bytes) -> bool:
    """Whether the bytes begin as the EU's XML export does."""
    return bool(_ROOT.search(data[:4096]))


def looks_like_eu_csv(data: bytes) -> bool:
    """Whether the first line has the EU's columns."""
    return b"Entity_LogicalId" in data[:2000] and b"NameAlias_WholeName" in data[:8000]


def read_eu_xml(parts: Parts) -> Raw:
    """Read a release from its XML.

    Raises:
        MalformedInput: Not well-formed XML; names line and column.
    """
    part = parts["main"]
    root = root_of(part.data, part.name)
    complaints = Complaints()
    drafts = [
        draft for node in root.iterfind("sanctionEntity") if (draft := _entity(node, complaints))
    ]
    day = edtf_of((root.get("generationDate") or "")[:10])
    return Raw(drafts, complaints, day, "content" if day else "none")


def _entity(node: Any, complaints: Complaints) -> Draft | None:
    ref = node.get("euReferenceNumber") or node.get("logicalId")
    locator = f"sanctionEntity[logicalId={node.get('logicalId')}]"
    if not ref:
        complaints.add("it has no number and was left out", locator)
        return None
    subject = node.find("subjectType")
    code = subject.get("code", "") if subject is not None else ""
    draft = Draft(ref, eu.kind_of(code), locator, complaints)
    if draft.kind == "unknown":
        draft.complain(f"subject type {code!r} is not known; taken as unknown")
    _complain(node, draft)
    eu.take_entity(draft, node.attrib, "; ".join(_texts(node, "remark")))
    for child in node:
        if child.tag == "regulation":
            eu.take_regulation(draft, child.attrib, text_of(child, "publicationUrl"))
        elif child.tag in _TAKERS:
            _TAKERS[child.tag][1](draft, child.attrib, "; ".join(_texts(child, "remark")))
            for contact in child.iterfind("contactInfo"):
                _contact(draft, contact.get("key", ""), contact.get("value", ""))
    eu.settle_kind(draft)
    return draft


def _contact(draft: Draft, key: str, value: str) -> None:
    scheme = {"EMAIL": "email", "WEB": "website", "PHONE": "phone"}.get(key.upper())
    if scheme:
        draft.identify(scheme, value)
    else:
        draft.detail("contact", f"{key} {value}")


def _texts(node: Any, tag: str) -> list[str]:
    return [" ".join((child.text or "").split()) for child in node.iterfind(tag) if child.text]


def _complain(node: Any, draft: Draft) -> None:
    known = load_yaml("vedette.extract", "lists.yml")["eu_xml_fields"]
    for element in (node, *node):
        if element.tag not in known:
            draft.complain(f"element {element.tag} is not known and was not read")
            continue
        for attribute, value in element.attrib.items():
            if attribute not in known[element.tag] and value.strip():
                draft.complain(f"attribute {element.tag}@{attribute} is not known; not read")
    for child in node:
        for inner in child:
            if inner.tag not in _INNER:
                draft.complain(f"element {child.tag}/{inner.tag} is not known and was not read")


def read_eu_csv(parts: Parts) -> Raw:
    """Read a release from its CSV: several rows a party, each with one name, address or document.

    Raises:
        MalformedInput: The file breaks, or its last row is cut short.
    """
    part = parts["main"]
    complaints = Complaints()
    complaints.add("the EU's CSV does not say which aliases are weak; its XML does", "the release")
    grid = Grid(
        cells(part.data, part.name, delimiter=";"),
        part.name,
        complaints,
        needed=("Entity_LogicalId", "NameAlias_WholeName", "Entity_SubjectType"),
        known=_columns(),
    )
    drafts: dict[str, Draft] = {}
    day = None
    for number, row in grid:
        day = day or edtf_of(row.get("fileGenerationDate", ""))
        logical = row["Entity_LogicalId"].strip()
        if not logical:
            complaints.add("it has no number and was left out", f"row {number}")
            continue
        if logical not in drafts:
            drafts[logical] = _first(row, logical, complaints)
        _row(drafts[logical], row)
    for draft in drafts.values():
        eu.settle_kind(draft)
    return Raw(
        drafts.values(), complaints, day, "content" if day else "none", n_rows={"main": grid.n_rows}
    )


def _first(row: Mapping[str, str], logical: str, complaints: Complaints) -> Draft:
    codes = (row["Entity_SubjectType"], row.get("Entity_SubjectType_ClassificationCode", ""))
    kind = eu.kind_of(codes[0])
    if kind == "unknown":
        kind = eu.kind_of(codes[1])
    ref = row.get("Entity_EU_ReferenceNumber", "").strip() or logical
    draft = Draft(ref, kind, f"sanctionEntity[logicalId={logical}]", complaints)
    if kind == "unknown":
        draft.complain(f"subject type {codes[0]!r} is not known; taken as unknown")
    return draft


def _row(draft: Draft, row: Mapping[str, str]) -> None:
    entity = {
        "designationDate": row.get("Entity_DesignationDate", ""),
        "designationDetails": row.get("Entity_DesignationDetails", ""),
        "unitedNationId": row.get("Entity_UnitedNationId", ""),
    }
    if any(entity.values()) or row.get("Entity_Remark"):
        eu.take_entity(draft, entity, row.get("Entity_Remark", ""))
    regulation = _attrs(row, "Entity_Regulation")
    if any(regulation.values()):
        eu.take_regulation(draft, regulation, regulation.get("publicationUrl", ""))
    for prefix, take in _TAKERS.values():
        attrs = _attrs(row, prefix)
        if any(attrs.values()):
            take(draft, attrs, attrs.get("remark", ""))


def _attrs(row: Mapping[str, str], prefix: str) -> dict[str, str]:
    renamed, cut = _RENAMED.get(prefix, {}), len(prefix) + 1
    return {
        renamed.get(column[cut:], column[cut : cut + 1].lower() + column[cut + 1 :]): value.strip()
        for column, value in row.items()
        if column.startswith(f"{prefix}_")
        and (prefix == "Entity_Regulation" or "_Regulation_" not in column)
        and column[cut:] not in {"LogicalId", "RegulationLanguage"}
    }


def _columns() -> set[str]:
    table = load_yaml("vedette.extract", "lists.yml")["eu_csv_columns"]
    regulation = [f"Regulation_{name}" for name in table["regulation"]]
    found = {"fileGenerationDate", *(f"Entity_{name}" for name in [*table["Entity"], *regulation])}
    for prefix, _ in _TAKERS.values():
        names = [*table[prefix], *table["shared"], *regulation]
        found |= {f"{prefix}_{name}" for name in names}
    return found
