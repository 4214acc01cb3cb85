"""Files of parties to screen: rows in, questions and bad rows out; results that no sheet will run.

CSV is read row by row and byte-safe, so that one broken row is one bad row; Parquet and Arrow batch
by batch.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from vedette.clean.dates import first_day
from vedette.clean.identifiers import is_imo_ship_number
from vedette.errors import UnreadableInput, UsageError
from vedette.model.listing import Identifier, PartyKind
from vedette.model.screening import Question

# The columns a question is made of, and what they may be called.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "full_name", "fullname", "customer_name", "party", "party_name", "vessel"),
    "ref": ("ref", "id", "customer_id", "customer", "number", "account"),
    "kind": ("kind", "type", "schema", "entity_type"),
    "birth_on": ("birth_on", "birth_date", "date_of_birth", "dob", "birthdate"),
    "countries": ("countries", "country", "nationality", "nationalities"),
    "imo": ("imo", "imo_number"),
    "mmsi": ("mmsi",),
    "call_sign": ("call_sign", "callsign"),
    "passport": ("passport", "passport_number"),
    "lei": ("lei",),
}
_SCHEMES = ("imo", "mmsi", "call_sign", "passport", "lei")
_KINDS = {
    "individual": "person", "natural person": "person", "entity": "organisation",
    "company": "organisation", "organization": "organisation", "legalentity": "organisation",
    "ship": "vessel",
}  # fmt: skip
MAX_NAME_CHARS = 10_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, the question it asks, or what is wrong with it."""

    number: int
    question: Question | None
    column: str = ""
    wrong: str = ""


def read_rows(
    path: Path, *, columns: Mapping[str, str] | None = None, kind: PartyKind | None = None
) -> Iterator[Row]:
    """The rows of a file of parties, in order.

    Args:
        path: ``.csv`` (comma, semicolon, tab or pipe), ``.parquet`` or ``.arrow``.
        columns: What a column is called here, by the names of :data:`COLUMNS`.
        kind: What rows are that do not say.

    Raises:
        UnreadableInput: There is no such file, or it is of no kind known here.
        UsageError: It has no column with names; says which columns it has.
    """
    if not path.is_file():
        raise UnreadableInput(str(path), "there is no such file", "Name one")
    suffix = path.suffix.casefold()
    if suffix in {".parquet", ".arrow", ".feather"}:
        rows: Iterable[tuple[int, Mapping[str, Any] | str]] = _arrow_rows(path)
    else:
        rows = _csv_rows(path)
    places: dict[str, str] | None = None
    for number, values in rows:
        if isinstance(values, str):
            yield Row(number, None, "line", values)
            continue
        if places is None:
            places = _places(path, list(values), columns or {})
        if number:
            yield _row(number, values, places, kind)


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    csv.field_size_limit(1 << 20)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        head = file.readline(1 << 20)
        mark = max(",;\t|", key=head.count)
        header = next(csv.reader([head], delimiter=mark), [])
        yield 0, dict.fromkeys(header, "")
        reader = csv.reader(_without_nul(file), delimiter=mark)
        number = 0
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                number += 1
                yield number, f"the line cannot be read ({error})"
                continue
            if not cells:
                continue
            number += 1
            if len(cells) != len(header):
                yield number, f"{len(cells)} fields where {len(header)} are expected"
            else:
                yield number, dict(zip(header, cells, strict=True))


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    """The csv module of some Pythons stops at a NUL; here it is a broken character as any other."""
    return (line.replace("\0", "\ufffd") if "\0" in line else line for line in lines)


def _arrow_rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    import pyarrow as pa
    import pyarrow.feather as feather
    import pyarrow.parquet as pq

    try:
        if path.suffix.casefold() == ".parquet":
            file = pq.ParquetFile(path)
            names, batches = file.schema_arrow.names, file.iter_batches(8192)
        else:
            table = feather.read_table(path)
            names, batches = table.column_names, table.to_batches(8192)
        yield 0, dict.fromkeys(names, "")
        number = 0
        for batch in batches:
            for values in batch.to_pylist():
                number += 1
                yield number, values
    except (pa.ArrowInvalid, OSError) as error:
        what = str(error).splitlines()[0]
        raise UnreadableInput(
            str(path), f"it cannot be read as a table ({what})", "Save it as Parquet or CSV"
        ) from error


def _places(path: Path, header: Sequence[str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Which column of the file holds what."""
    known = {name.strip().casefold().replace(" ", "_"): name for name in header}
    found = {}
    for field, names in COLUMNS.items():
        asked = wanted.get(field)
        if asked is not None:
            if asked not in header:
                raise UsageError(
                    str(path), f"it has no column {asked}", f"Its columns: {', '.join(header)}"
                )
            found[field] = asked
            continue
        column = next((known[name] for name in names if name in known), None)
        if column is not None:
            found[field] = column
    unknown = sorted(set(wanted) - set(COLUMNS))
    if unknown:
        raise UsageError("--column", f"{unknown[0]} is no field", f"One of: {', '.join(COLUMNS)}")
    if "name" not in found:
        told = ", ".join(header[:12]) or "none"
        hint = "Name it with --column name=COLUMN"
        if len(header) == 1:
            hint += (
                "; with one column only, the fields may be parted by another mark than , ; tab or |"
            )
        raise UsageError(str(path), f"no column of it holds names (its columns: {told})", hint)
    return found


def _row(
    number: int, values: Mapping[str, Any], places: Mapping[str, str], kind: PartyKind | None
) -> Row:
    cells = {field: _text(values[column]) for field, column in places.items()}
    name = cells["name"]
    if not any(char.isalnum() for char in name):
        return Row(number, None, places["name"], "the name is empty or has no letters")
    if len(name) > MAX_NAME_CHARS:
        return Row(number, None, places["name"], f"the name has {len(name)} characters")
    if any("\ud800" <= char <= "\udfff" for char in name):
        return Row(number, None, places["name"], "the name is not valid UTF-8")
    told = cells.get("kind", "").casefold()
    told = _KINDS.get(told, told)
    if told and told not in get_args(PartyKind):
        return Row(number, None, places["kind"], f"{told} is no kind of party")
    birth = cells.get("birth_on", "")
    if birth and first_day(birth) is None:
        return Row(
            number, None, places["birth_on"], f"{birth} is no date (YYYY-MM-DD, YYYY-MM or YYYY)"
        )
    imo = cells.get("imo", "")
    if imo and not is_imo_ship_number(imo):
        return Row(number, None, places["imo"], f"{imo} is no IMO ship number (the check digit)")
    question = Question(
        name=name,
        kind=told or kind,  # type: ignore[arg-type]
        birth_on=birth or None,
        countries=tuple(
            part.upper() for part in cells.get("countries", "").replace(";", " ").split()
        ),
        identifiers=tuple(
            Identifier(scheme=scheme, value=cells[scheme])
            for scheme in _SCHEMES
            if cells.get(scheme)
        ),
        ref=cells.get("ref", "") or str(number),
    )
    return Row(number, question)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def safe_cell(value: object) -> object:
    """A cell that a spreadsheet will show and not run."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


class RowWriter:
    """Writes rows to ``.csv``, ``.jsonl`` or ``.parquet``; the file appears only when complete."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.path, self.columns, self.n_rows = path, tuple(columns), 0
        self._temporary = path.with_name(f".{path.name}.part")
        self._rows: list[dict[str, Any]] = []
        self._suffix = path.suffix.casefold()
        if self._suffix not in {".csv", ".jsonl", ".parquet"}:
            raise UsageError(str(path), "neither .csv, .jsonl nor .parquet", "Name it so")
        self._file: io.TextIOWrapper | None = None

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self.n_rows += 1
        if self._suffix == ".parquet":
            self._rows.append({name: row.get(name) for name in self.columns})
            return
        if self._file is None:
            self._file = self._open()
        if self._suffix == ".csv":
            csv.writer(self._file).writerow([safe_cell(row.get(name)) for name in self.columns])
        else:
            import json

            self._file.write(json.dumps(dict(row), ensure_ascii=False) + "\n")

    def _open(self) -> io.TextIOWrapper:
        file = self._temporary.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        if self._suffix == ".csv":
            csv.writer(file).writerow(self.columns)
        return file

    def close(self) -> None:
        """Finish the file and put it in its place."""
        if self._suffix == ".parquet":
            import pyarrow as pa
            import pyarrow.parquet as pq

            table = pa.table({name: [row[name] for row in self._rows] for name in self.columns})
            pq.write_table(table, self._temporary)
        else:
            (self._file or self._open()).close()
        self._temporary.replace(self.path)
