"""The UN 1718 Committee's designated vessels as CSV: one row per vessel."""

from __future__ import annotations

import re
from collections.abc import Mapping

from vedette.clean.data_files import load_yaml
from vedette.clean.identifiers import is_imo_ship_number
from vedette.extract.lists.cells import Grid, cells
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Complaints, Draft, Raw
from vedette.extract.lists.parts import Parts

_FORMER = re.compile(r"\(([^()]+)\)")
_PARTS = re.compile(r"[|;]")


def looks_like_vessels(data: bytes) -> bool:
    """Whether the first line names an IMO and a vessel name column."""
    head = data[:2000].decode("utf-8", errors="replace").lstrip("\ufeff").split("\n", 1)[0]
    columns = {cell.strip().strip('"').casefold() for cell in head.split(",")}
    table = load_yaml("vedette.extract", "lists.yml")["vessel_columns"]
    return (
        bool(columns & set(table["imo"]))
        and bool(columns & set(table["name"]))
        and "kind" not in columns
    )


def read_un_vessels(parts: Parts) -> Raw:
    """Read the vessels; the same hull on several rows is one listing with all its days.

    Raises:
        MalformedInput: The text is no CSV in UTF-8.
    """
    part = parts["main"]
    complaints = Complaints()
    table = load_yaml("vedette.extract", "lists.yml")["vessel_columns"]
    kinds = {column: kind for kind, columns in table.items() for column in columns}
    grid = Grid(
        cells(part.data, part.name), part.name, complaints, needed=(), known=kinds, fold=True
    )
    drafts: dict[str, Draft] = {}
    for number, row in grid:
        _record(row, number, kinds, drafts, complaints)
    for draft in drafts.values():
        days = sorted(draft.amended)
        if days:
            draft.listed_on = days[0]
            draft.amended = dict.fromkeys(days[1:])
    return Raw(drafts.values(), complaints, n_rows={"main": grid.n_rows})


def _record(
    row: Mapping[str, str],
    number: int,
    kinds: Mapping[str, str],
    drafts: dict[str, Draft],
    complaints: Complaints,
) -> None:
    taken: dict[str, list[str]] = {}
    for column, value in row.items():
        kind = kinds.get(column)
        if kind and value.strip():
            taken.setdefault(kind, []).append(value.strip())
    printed = next(iter(taken.get("name", ())), "")
    where = f"row {number}"
    if not printed:
        complaints.add("it has no name and was left out", where)
        return
    imo = next(iter(taken.get("imo", ())), "")
    digits = re.sub(r"\D", "", imo)
    genuine = digits if is_imo_ship_number(digits) else ""
    if imo and not genuine:
        complaints.add(f"{imo!r} is no IMO ship number; {printed} is listed by name", where)
    ref = f"IMO{genuine}" if genuine else f"NAME:{printed.upper()}"
    draft = drafts.setdefault(ref, Draft(ref, "vessel", where, complaints, regime="UN-KP"))
    draft.identify("imo", genuine)
    _take(draft, printed, taken)


def _take(draft: Draft, printed: str, taken: Mapping[str, list[str]]) -> None:
    """The present name, and former names in brackets."""
    draft.name(_FORMER.sub("", printed).strip() or printed, "primary", "name")
    for inner in _FORMER.findall(printed):
        draft.name(inner, "strong", "former", note="in brackets")
    for scheme in ("mmsi", "call_sign"):
        for value in taken.get(scheme, ()):
            draft.identify(scheme, value)
    for value in taken.get("flag", ()):
        draft.tie(value, "flag")
    for value in taken.get("owner", ()):
        draft.detail("owner", value)
    for cell in taken.get("listed_on", ()):
        for day in _PARTS.split(cell):
            found = edtf_of(day)
            if found:
                draft.amend(found)
            elif day.strip():
                draft.complain(f"{day.strip()!r} is no day")
    for value in taken.get("measures", ()):
        for measure in _PARTS.split(value):
            draft.detail("measure", measure)
            draft.remark(measure)
    for value in taken.get("remarks", ()):
        draft.remark(value)
