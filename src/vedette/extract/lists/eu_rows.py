"""EU Regulations transcribed from the Official Journal, one row per party, annex and measure.

Record numbers restart in every annex and are not UN references. The same ship stands in two
annexes for two measures: one listing with both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vedette.clean.data_files import load_yaml
from vedette.clean.identifiers import is_imo_ship_number
from vedette.extract.lists.cells import Grid, cells
from vedette.extract.lists.days import edtf_of
from vedette.extract.lists.draft import Complaints, Draft, Raw, tidy
from vedette.extract.lists.eu_fields import regime_of
from vedette.extract.lists.parts import Parts
from vedette.model.listing import PartyKind

_KINDS: dict[str, PartyKind] = {
    "Person": "person",
    "LegalEntity": "organisation",
    "Company": "organisation",
    "Organization": "organisation",
    "PublicBody": "organisation",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
_FORMER = re.compile(r"\(?\b(?:f\.?k\.?a\.?|formerly(?: known as)?)\s*:?\s*([^()]+?)\)?$", re.I)
_BRACKETS = re.compile(r"\(([^()]+)\)")
_BIRTHS = re.compile(r";|,|\bor\b|\(|\s/\s|\b[a-d]\)\s")
_BEHIND = re.compile(r"\b(?:POB|Gender|Nationality|Place of birth)\b", re.I)
_LOOSE = re.compile(r"(\d\.)\s+(?=\d)")
_QUOTES = "\"'“”‘’«»"


def looks_like_eu_rows(data: bytes) -> bool:
    """Whether the first line has the transcription's columns."""
    head = data[:1000].split(b"\n", 1)[0]
    return b"celex" in head and b"recordId" in head and b"programKey" in head


def read_eu_rows(parts: Parts) -> Raw:
    """Read one or several Regulations (each file is one part).

    Raises:
        MalformedInput: A file breaks, or its last row is cut short.
    """
    complaints = Complaints()
    drafts: dict[str, Draft] = {}
    counts: dict[str, int] = {}
    own = ""
    known = load_yaml("vedette.extract", "lists.yml")["eu_row_columns"]
    for role, part in parts.items():
        needed = ("celex", "recordId", "annex", "schema", "name")
        rows = cells(part.data, part.name)
        grid = Grid(rows, part.name, complaints, needed=needed, known=known)
        for number, row in grid:
            own = own or row["celex"]
            _record(row, own, f"{part.name} row {number}", drafts, complaints)
        counts[role] = grid.n_rows
    return Raw(drafts.values(), complaints, n_rows=counts)


def _record(
    row: Mapping[str, str],
    own: str,
    where: str,
    drafts: dict[str, Draft],
    complaints: Complaints,
) -> None:
    name = tidy(row["name"])
    if not name:
        complaints.add("it has no name and was left out", where)
        return
    kind = _KINDS.get(row["schema"])
    if kind is None:
        complaints.add(f"kind {row['schema']!r} is not known; taken as unknown", where)
        kind = "unknown"
    imo = tidy(row.get("imoNumber"))
    ship = kind == "vessel" and is_imo_ship_number(imo)
    number = tidy(row["recordId"]) or name.upper()
    ref = f"IMO{imo}" if ship else f"{row['annex']}.{number}"
    if row["celex"] != own:
        ref = f"{row['celex']}:{ref}"
    if ref in drafts and not ship and name not in drafts[ref].names:
        # Two parties under one number of one annex: the name keeps them apart.
        ref = f"{ref}:{name.upper()}"
    draft = drafts.get(ref)
    if draft is None:
        draft = drafts[ref] = Draft(
            ref, kind, f"{row['celex']} {row['annex']} {number}", complaints
        )
    _take(draft, row, name, imo)


def _take(draft: Draft, row: Mapping[str, str], name: str, imo: str) -> None:
    draft.programme(row.get("programKey"))
    draft.regime = draft.regime or regime_of(row.get("programKey", ""))
    _names(draft, row, name)
    start = edtf_of(row["startDate"]) if row.get("startDate") else None
    if row.get("startDate") and not start:
        draft.complain(f"startDate {row['startDate'][:40]!r} is no day")
    if start and draft.listed_on and start != draft.listed_on:
        draft.amend(max(start, draft.listed_on))
    draft.listed_on = min(filter(None, (start, draft.listed_on)), default=None)
    _ship(draft, imo)
    _born(draft, row.get("birthDate", ""))
    for column, role in (("nationality", "nationality"), ("country", "tie")):
        for value in _split(row.get(column, "")):
            draft.tie(value, role)  # type: ignore[arg-type]
    draft.tie(row.get("jurisdiction"), "registration")
    draft.tie(row.get("flag"), "flag")
    table = load_yaml("vedette.extract", "lists.yml")
    for column, scheme in table["eu_row_identifiers"].items():
        for value in _split(row.get(column, "")):
            draft.identify(scheme, value)
    for column, key in table["eu_row_details"].items():
        draft.detail(key, row.get(column))
    draft.remark(row.get("reason"))
    draft.remark(row.get("notes"))


def _names(draft: Draft, row: Mapping[str, str], name: str) -> None:
    """The name, with former names taken out of it; ships carry them in brackets."""
    former = _FORMER.search(name)
    if former:
        name = name[: former.start()].strip(" ,;(") or name
        draft.name(former[1], "strong", "former")
    if draft.kind == "vessel":
        for inner in _BRACKETS.findall(name):
            draft.name(inner, "strong", "former", note="in brackets")
        name = _BRACKETS.sub("", name).strip() or name
    draft.name(name, "primary" if not draft.names or not _has_primary(draft) else "strong", "name")
    for column, quality, role in (
        ("alias", "strong", "alias"),
        ("weakAlias", "weak", "alias"),
        ("previousName", "strong", "former"),
    ):
        for value in _aliases(row.get(column, ""), draft.kind):
            found = _FORMER.search(value)
            text = found[1] if found and found.start() == 0 else value
            draft.name(text, quality, "former" if found else role)  # type: ignore[arg-type]


def _has_primary(draft: Draft) -> bool:
    return any(name.quality == "primary" for name in draft.names.values())


def _ship(draft: Draft, imo: str) -> None:
    if not imo:
        return
    if draft.kind == "vessel" and is_imo_ship_number(imo):
        draft.identify("imo", imo)
    elif draft.kind == "vessel":
        draft.detail("imo_note", imo)
        draft.complain(f"{imo[:40]!r} is no IMO ship number; the ship is listed by name")
    else:
        draft.identify("imo_company", imo)


def _born(draft: Draft, printed: str) -> None:
    """Several dates stand in a cell in many ways, and other fields behind them."""
    for value in _BIRTHS.split(_BEHIND.split(printed)[0]):
        text = _LOOSE.sub(r"\1", value).strip(" ()")
        if text:
            found = edtf_of(text)
            draft.born(found)
            if not found:
                draft.detail("birth_note", value)


def _aliases(cell: str, kind: PartyKind) -> Iterator[str]:
    """Aliases; commas part persons' too, where both sides are whole names ("Chang, Myong Ho")."""
    for value in _split(cell):
        parts = [part.strip() for part in value.split(",")]
        if kind == "person" and len(parts) > 1 and all(" " in part for part in parts):
            yield from parts
        else:
            yield value


def _split(cell: str) -> Iterator[str]:
    """A cell's values; the transcription parts them by semicolons."""
    for value in cell.strip().strip('"').split(";"):
        text = value.strip().strip(_QUOTES).strip()
        if text:
            yield text
