"""A list of one's own: a CSV with documented columns; ``vedette lists template`` writes an empty one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from vedette.clean.data_files import load_yaml
from vedette.clean.identifiers import is_imo_ship_number
from vedette.errors import MalformedInput
from vedette.extract.lists.cells import Grid, cells, decoded
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Complaints, Draft, Raw, tidy
from vedette.extract.lists.eu_fields import un_reference
from vedette.extract.lists.parts import Parts
from vedette.model.listing import PartyKind

_KINDS: dict[str, PartyKind] = {
    "person": "person",
    "individual": "person",
    "organisation": "organisation",
    "organization": "organisation",
    "company": "organisation",
    "entity": "organisation",
    "vessel": "vessel",
    "ship": "vessel",
    "aircraft": "aircraft",
    "unknown": "unknown",
    "": "unknown",
}


def looks_like_own(data: bytes) -> bool:
    """Whether the first line has the columns every list of one's own has."""
    head = data[:4000].decode("utf-8", errors="replace").lstrip("\ufeff").split("\n", 1)[0]
    columns = {cell.strip().strip('"').casefold() for cell in head.replace(";", ",").split(",")}
    return {"name", "kind"} <= columns


def columns() -> dict[str, str]:
    """The columns of a list of one's own, and what each takes."""
    return dict(load_yaml("vedette.extract", "lists.yml")["own_columns"])


def template() -> str:
    """An empty list of one's own: the header, and a line that says what each column takes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns())
    writer.writerow([f"# {explanation}" for explanation in columns().values()])
    return text.getvalue()


def read_own(parts: Parts) -> Raw:
    """Read a list; rows whose ``ref`` is empty are known by their name.

    Raises:
        MalformedInput: It breaks, lacks a column, or is parted by semicolons.
    """
    part = parts["main"]
    complaints = Complaints()
    first = decoded(part.data, part.name).lstrip("\ufeff").split("\n", 1)[0]
    if first.count(";") > first.count(","):
        raise MalformedInput(
            part.name,
            "its columns are parted by semicolons",
            "Save it with commas between the columns; semicolons part values inside one cell",
        )
    grid = Grid(
        cells(part.data, part.name),
        part.name,
        complaints,
        needed=("name", "kind"),
        known=columns(),
        fold=True,
    )
    drafts: dict[str, Draft] = {}
    for number, row in grid:
        if next(iter(row.values()), "").startswith("# "):
            continue
        _record(row, f"row {number}", drafts, complaints)
    return Raw(drafts.values(), complaints, n_rows={"main": grid.n_rows})


def _record(
    row: Mapping[str, str], where: str, drafts: dict[str, Draft], complaints: Complaints
) -> None:
    name = tidy(row["name"])
    if not name:
        complaints.add("it has no name and was left out", where)
        return
    ref = tidy(row.get("ref")) or f"NAME:{name.upper()}"
    if ref in drafts:
        complaints.add(f"{ref[:60]!r} stands twice; the second was left out", where)
        return
    printed = row["kind"].strip().casefold()
    kind = _KINDS.get(printed)
    if kind is None:
        complaints.add(f"kind {row['kind'][:40]!r} is not known; taken as unknown", where)
    draft = drafts[ref] = Draft(ref, kind or "unknown", where, complaints)
    draft.name(name, "primary", "name")
    _names(draft, row)
    for value in _several(row.get("birth_date", "")):
        draft.born(_day(draft, value))
    draft.listed_on = _day(draft, row.get("listed_on", ""))
    draft.delisted_on = _day(draft, row.get("delisted_on", ""))
    for column, role in (("nationality", "nationality"), ("country", "tie"), ("flag", "flag")):
        for value in _several(row.get(column, "")):
            draft.tie(value, role)  # type: ignore[arg-type]
    _identifiers(draft, row)
    draft.programme(row.get("programme"))
    draft.regime = tidy(row.get("programme")) or "OWN"
    draft.remark(row.get("remarks"))


def _names(draft: Draft, row: Mapping[str, str]) -> None:
    for column, quality, role in (
        ("aliases", "strong", "alias"),
        ("weak_aliases", "weak", "alias"),
        ("former_names", "strong", "former"),
        ("original_script", "strong", "original"),
    ):
        for value in _several(row.get(column, "")):
            draft.name(value, quality, role)  # type: ignore[arg-type]


def _identifiers(draft: Draft, row: Mapping[str, str]) -> None:
    for scheme in ("imo", "mmsi", "call_sign", "passport", "national_id", "registration"):
        for value in _several(row.get(scheme, "")):
            if scheme == "imo" and not is_imo_ship_number(value):
                draft.complain(f"{value[:30]!r} is no IMO ship number; not read")
                continue
            draft.identify(scheme, value.removeprefix("IMO").strip() if scheme == "imo" else value)
    for value in _several(row.get("un_ref", "")):
        draft.identify("un_ref", un_reference(value))
    for column in ("identifiers", "presented_identifiers"):
        for value in _several(row.get(column, "")):
            scheme, colon, number = value.partition(":")
            if not colon:
                draft.complain(f"{value[:40]!r} is not written as scheme:value; not read")
            elif column == "identifiers":
                draft.identify(scheme.strip().casefold(), number)
            else:
                draft.identify(scheme.strip().casefold(), number, standing="presented")


def _day(draft: Draft, printed: str) -> str | None:
    if not printed.strip():
        return None
    found = edtf_of(printed)
    if not found:
        draft.complain(f"{printed[:40]!r} is no day")
    return found


def _several(cell: str) -> Iterator[str]:
    for value in cell.split(";"):
        if value.strip():
            yield value.strip()
