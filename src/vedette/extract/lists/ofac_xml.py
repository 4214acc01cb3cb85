"""OFAC's SDN and non-SDN lists as XML (``sdnList``), which carry their own date and count."""

from __future__ import annotations

import re
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Complaints, Draft, Raw
from vedette.extract.lists.ofac_remarks import regime_of, take_id, take_remarks
from vedette.extract.lists.parts import Parts
from vedette.extract.lists.xml import root_of, text_of
from vedette.model.listing import NameRole, PartyKind

_ROOT = re.compile(rb"<sdnList\b")
_KINDS: dict[str, PartyKind] = {
    "individual": "person",
    "entity": "organisation",
    "vessel": "vessel",
    "aircraft": "aircraft",
}


def looks_like_ofac_xml(data: bytes) -> bool:
    """Whether the bytes begin as an OFAC list in the classic XML does."""
    return bool(_ROOT.search(data[:4096]))


def read_ofac_xml(parts: Parts) -> Raw:
    """Read a release; its stated count is checked by the door.

    Raises:
        MalformedInput: Not well-formed XML; names line and column.
    """
    part = parts["main"]
    root = root_of(part.data, part.name)
    complaints = Complaints()
    drafts = [draft for node in root.iterfind("sdnEntry") if (draft := _record(node, complaints))]
    # The publisher's own spelling of the element.
    published = text_of(root, "publshInformation/Publish_Date")
    count = text_of(root, "publshInformation/Record_Count")
    day = edtf_of(published, month_first=True) if published else None
    return Raw(
        drafts,
        complaints,
        day,
        "content" if day else "none",
        stated=int(count) if count.isdigit() else None,
    )


def _record(node: Any, complaints: Complaints) -> Draft | None:
    ref = text_of(node, "uid")
    if not ref:
        complaints.add("it has no number and was left out", f"line {node.sourceline}")
        return None
    printed = text_of(node, "sdnType")
    kind = _KINDS.get(printed.casefold(), "unknown")
    draft = Draft(ref, kind, f"ent_num {ref}", complaints)
    if kind == "unknown":
        draft.complain(f"type {printed!r} is not known; taken as unknown")
    _complain(node, draft)
    _name(draft, node, "primary", "name", None)
    for programme in node.iterfind("programList/program"):
        draft.programme(programme.text)
    draft.regime = regime_of(list(draft.programmes))
    for aka in node.iterfind("akaList/aka"):
        _alias(draft, aka)
    for born in node.iterfind("dateOfBirthList/dateOfBirthItem"):
        value = text_of(born, "dateOfBirth")
        found = edtf_of(value) if value else None
        draft.born(found)
        if value and not found:
            draft.detail("birth_note", value)
    _places(draft, node)
    for item in node.iterfind("idList/id"):
        _identifier(draft, item)
    draft.detail("position", text_of(node, "title"))
    take_remarks(draft, text_of(node, "remarks"))
    _vessel(draft, node)
    return draft


def _name(draft: Draft, node: Any, quality: str, role: NameRole, note: str | None) -> None:
    family, given = text_of(node, "lastName"), text_of(node, "firstName")
    draft.name(
        f"{family}, {given}" if given else family,
        quality,  # type: ignore[arg-type]
        role,
        family=family if given else None,
        given=given or None,
        note=note,
    )


def _alias(draft: Draft, aka: Any) -> None:
    kind = text_of(aka, "type")
    quality = "weak" if text_of(aka, "category") == "weak" else "strong"
    _name(draft, aka, quality, "former" if kind.startswith("f") else "alias", kind or None)


def _places(draft: Draft, node: Any) -> None:
    for path, role in (
        ("nationalityList/nationality", "nationality"),
        ("citizenshipList/citizenship", "nationality"),
    ):
        for item in node.iterfind(path):
            draft.tie(text_of(item, "country"), role)  # type: ignore[arg-type]
    for item in node.iterfind("placeOfBirthList/placeOfBirthItem"):
        draft.detail("birth_place", text_of(item, "placeOfBirth"))
    for item in node.iterfind("addressList/address"):
        fields = (
            "address1",
            "address2",
            "address3",
            "city",
            "stateOrProvince",
            "postalCode",
            "country",
        )
        draft.detail("address", ", ".join(v for f in fields if (v := text_of(item, f))))
        draft.tie(text_of(item, "country"), "residence")


def _identifier(draft: Draft, item: Any) -> None:
    facts = [
        f"{word} {value}"
        for word, field in (("issued", "issueDate"), ("expires", "expirationDate"))
        if (value := text_of(item, field))
    ]
    label = text_of(item, "idType")
    note = ", ".join([label.rstrip(":"), *facts])
    take_id(draft, label, text_of(item, "idNumber"), text_of(item, "idCountry") or None, note)


def _vessel(draft: Draft, node: Any) -> None:
    vessel = node.find("vesselInfo")
    if vessel is None:
        return
    draft.identify("call_sign", text_of(vessel, "callSign"))
    draft.tie(text_of(vessel, "vesselFlag"), "flag")
    for key, field in (
        ("vessel_type", "vesselType"),
        ("owner", "vesselOwner"),
        ("tonnage_dwt", "tonnage"),
        ("tonnage_grt", "grossRegisteredTonnage"),
    ):
        draft.detail(key, text_of(vessel, field))


def _complain(node: Any, draft: Draft) -> None:
    known = load_yaml("vedette.extract", "lists.yml")["ofac_xml_fields"]
    for child in node:
        if child.tag not in known:
            draft.complain(f"field {child.tag} is not known and was not read")
            continue
        for item in child:
            for field in item:
                if field.tag not in known[child.tag]:
                    draft.complain(f"field {child.tag}/{field.tag} is not known and was not read")
