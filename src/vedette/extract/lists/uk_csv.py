"""The UK Sanctions List as its official CSV: many rows a designation, under a "Report Date" line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vedette.clean.data_files import load_yaml
from vedette.extract.lists.cells import Grid, cells
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Complaints, Draft, Raw
from vedette.extract.lists.parts import Parts
from vedette.extract.lists.uk_names import (
    KINDS,
    take_day,
    take_name,
    take_number,
    take_reference,
)

_REPORT = re.compile(r"Report Date\s*:?\s*(?P<day>[\w/ -]+)", re.I)


def looks_like_uk_csv(data: bytes) -> bool:
    """Whether one of the first lines has the list's columns."""
    head = data[:4000]
    return b"Unique ID" in head and b"OFSI Group ID" in head and b"Name 6" in head


def read_uk_csv(parts: Parts) -> Raw:
    """Read a release; a designation's rows are every combination of its names and addresses.

    Raises:
        MalformedInput: The file breaks, its header is missing, or its last row is cut short.
    """
    part = parts["main"]
    complaints = Complaints()
    rows = cells(part.data, part.name)
    day, rows = _preamble(rows)
    known = load_yaml("vedette.extract", "lists.yml")["uk_csv_columns"]
    needed = ("Unique ID", "Name 6", "Name type", "Designation Type")
    grid = Grid(rows, part.name, complaints, needed=needed, known=known)
    drafts: dict[str, Draft] = {}
    for number, row in grid:
        ref = row["Unique ID"].strip()
        if not ref:
            complaints.add("it has no unique id and was left out", f"row {number}")
            continue
        if ref not in drafts:
            drafts[ref] = _first(row, ref, complaints)
        _take(drafts[ref], row)
    return Raw(
        drafts.values(), complaints, day, "content" if day else "none", n_rows={"main": grid.n_rows}
    )


def _preamble(rows: Iterator[list[str]]) -> tuple[str | None, Iterator[list[str]]]:
    """The report's day, and the rows from the header on."""
    day: str | None = None
    for row in rows:
        found = _REPORT.match(row[0].lstrip("\ufeff"))
        if found:
            day = edtf_of(found["day"])
            continue
        return day, _with(row, rows)
    return day, rows


def _with(first: list[str], rest: Iterator[list[str]]) -> Iterator[list[str]]:
    yield first
    yield from rest


def _first(row: Mapping[str, str], ref: str, complaints: Complaints) -> Draft:
    kind = KINDS.get(row["Designation Type"].strip().casefold())
    draft = Draft(ref, kind or "unknown", ref, complaints)
    if kind is None:
        draft.complain(f"type {row['Designation Type']!r} is not known; taken as unknown")
    take_reference(draft, row.get("UN Reference Number", ""), ref)
    draft.listed_on = take_day(draft, row.get("Date Designated", ""), "Date Designated")
    return draft


def _take(draft: Draft, row: Mapping[str, str]) -> None:
    given = [row.get(f"Name {number}", "") for number in range(1, 6)]
    take_name(draft, given, row["Name 6"], row["Name type"], row.get("Alias strength", ""))
    language = row.get("Non-latin script language", "")
    draft.name(row.get("Name non-latin script"), "strong", "original", note=language)
    draft.amend(take_day(draft, row.get("Last Updated", ""), "Last Updated"))
    draft.programme(row.get("Regime Name"))
    for value in _several(row.get("D.O.B", "")):
        draft.born(take_day(draft, value, "D.O.B"))
    for value in _several(row.get("Nationality(/ies)", "")):
        draft.tie(value, "nationality")
    _numbers(draft, row)
    _ship(draft, row)
    lines = [row.get(f"Address Line {number}", "") for number in range(1, 7)]
    lines += [row.get("Address Postal Code", ""), row.get("Address Country", "")]
    draft.detail("address", ", ".join(line.strip() for line in lines if line.strip()))
    draft.tie(row.get("Address Country"), "residence")
    draft.tie(row.get("Country of birth"), "birth")
    table = load_yaml("vedette.extract", "lists.yml")["uk_csv_details"]
    for column, key in table.items():
        draft.detail(key, row.get(column))
    draft.remark(row.get("UK Statement of Reasons"))
    draft.remark(row.get("Other Information"))


def _numbers(draft: Draft, row: Mapping[str, str]) -> None:
    for kind, column, more in (
        ("national", "National Identifier number", "National Identifier additional information"),
        ("passport", "Passport number", "Passport additional information"),
        ("business_registration_numbers", "Business registration number (s)", ""),
        ("imo", "IMO number", ""),
        ("hin", "Hull identification number (HIN)", ""),
    ):
        if row.get(column, "").strip():
            take_number(draft, kind, row[column], row.get(more, "").strip())
    for column, scheme in (
        ("Phone number", "phone"),
        ("Website", "website"),
        ("Email address", "email"),
    ):
        for value in _several(row.get(column, "")):
            draft.identify(scheme, value)


def _ship(draft: Draft, row: Mapping[str, str]) -> None:
    draft.tie(row.get("Current believed flag of ship"), "flag")
    for value in _several(row.get("Previous flags", "")):
        draft.tie(value, "former")


def _several(cell: str) -> Iterator[str]:
    """The values of a cell: "(1) … (2) …" or parted by semicolons or bars."""
    for value in re.split(r"\(\d{1,2}\)\s*|[;|]", cell):
        if value.strip():
            yield value.strip()
