"""Files of parties to screen: rows in, questions and bad rows out; results that no sheet will run.

CSV is read byte-safe, so that one broken row is one bad row. Every kind of file is read some thousands
of rows at a time and checked column by column; a file of any length takes the same memory.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, get_args

from vedette.clean.dates import first_day
from vedette.clean.identifiers import is_imo_ship_number
from vedette.errors import UnreadableInput, UsageError
from vedette.model.listing import Identifier, PartyKind
from vedette.model.screening import Question

if TYPE_CHECKING:
    import pyarrow as pa

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
_LETTER = re.compile(r"[^\W_]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BATCH_ROWS = 4096
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, the question it asks, or what is wrong with it."""

    number: int
    question: Question | None
    column: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file, column by column, since most of them never become a question.

    Args:
        numbers: The numbers of the rows that ask.
        cells: Their columns, by the names of :data:`COLUMNS`; without spaces at either end.
        kinds: What each of them is.
        bad: The rows that are wrong.
        share: How much of the file is read with this batch, 0 to 1.
    """

    numbers: Sequence[int]
    cells: Mapping[str, Sequence[str]]
    kinds: Sequence[PartyKind | None]
    bad: Sequence[Row]
    share: float

    def question(self, place: int) -> Question:
        """What the row at this place of the batch asks."""
        cells = {field: column[place] for field, column in self.cells.items()}
        return Question(
            name=cells["name"],
            kind=self.kinds[place],
            birth_on=cells.get("birth_on") or None,
            countries=tuple(
                part.upper() for part in cells.get("countries", "").replace(";", " ").split()
            ),
            identifiers=tuple(
                Identifier(scheme=scheme, value=cells[scheme])
                for scheme in _SCHEMES
                if cells.get(scheme)
            ),
            ref=cells.get("ref") or str(self.numbers[place]),
        )

    def with_numbers(self) -> list[int]:
        """Places of the rows that tell an identifier."""
        told = [self.cells[scheme] for scheme in _SCHEMES if scheme in self.cells]
        return [place for place, values in enumerate(zip(*told, strict=True)) if any(values)]


@dataclass(frozen=True, slots=True)
class _Raw:
    """Rows as a file gives them: cells by field, and what could not be split into cells."""

    numbers: Sequence[int]
    cells: Mapping[str, Sequence[str]]
    broken: Sequence[Row]
    share: float


def read_rows(
    path: Path, *, columns: Mapping[str, str] | None = None, kind: PartyKind | None = None
) -> Iterator[Row]:
    """The rows of a file of parties, one by one, in order; see :func:`read_batches`."""
    for batch in read_batches(path, columns=columns, kind=kind):
        good = (Row(n, batch.question(place)) for place, n in enumerate(batch.numbers))
        yield from sorted([*good, *batch.bad], key=lambda row: row.number)


def read_batches(
    path: Path, *, columns: Mapping[str, str] | None = None, kind: PartyKind | None = None
) -> Iterator[Batch]:
    """The rows of a file of parties, some thousands at a time.

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
    reader = _arrow_batches if suffix in {".parquet", ".arrow", ".feather"} else _csv_batches
    places: dict[str, str] = {}

    def choose(header: Sequence[str]) -> Mapping[str, str]:
        places.update(_places(path, header, columns or {}))
        return places

    for raw in reader(path, choose):
        yield _checked(raw, places, kind)


_Choose = Callable[[Sequence[str]], Mapping[str, str]]


def _csv_batches(path: Path, choose: _Choose) -> Iterator[_Raw]:
    csv.field_size_limit(1 << 20)
    size = path.stat().st_size
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        head = file.readline(1 << 20)
        mark = max(",;\t|", key=head.count)
        header = next(csv.reader([head], delimiter=mark), [])
        # Of two columns of one name the last is taken.
        at = {name: place for place, name in enumerate(header)}
        fields = {field: at[name] for field, name in choose(list(at)).items()}
        lines = _lines(csv.reader(_without_nul(file), delimiter=mark))
        done = 0
        while some := list(islice(lines, _BATCH_ROWS)):
            numbers: Sequence[int] = range(done + 1, done + 1 + len(some))
            done += len(some)
            broken = [
                _broken(number, row, header)
                for number, row in zip(numbers, some, strict=True)
                if len(row) != len(header)
            ]
            if broken:
                gone = {row.number for row in broken}
                some = [row for n, row in zip(numbers, some, strict=True) if n not in gone]
                numbers = [n for n in numbers if n not in gone]
            columns = list(zip(*some, strict=True)) or [()] * len(header)
            yield _Raw(
                numbers,
                {field: [cell.strip() for cell in columns[i]] for field, i in fields.items()},
                broken,
                min(1.0, os.lseek(file.fileno(), 0, os.SEEK_CUR) / size),
            )


class _Unread(list[str]):
    """In the place of a line that cannot be read: no cells, and why."""

    why = ""


def _lines(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The lines that are not empty; one that cannot be read is an :class:`_Unread`."""
    while True:
        try:
            yield from filter(None, reader)
        except csv.Error as error:
            torn = _Unread()
            torn.why = str(error)
            yield torn
        else:
            return


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    """The csv module of some Pythons stops at a NUL; here it is a broken character as any other."""
    return (line.replace("\0", "\ufffd") if "\0" in line else line for line in lines)


def _arrow_batches(path: Path, choose: _Choose) -> Iterator[_Raw]:
    import pyarrow as pa

    try:
        schema, n_rows, batches = _open_arrow(path)
        fields = {
            field: schema.get_all_field_indices(name)[-1]
            for field, name in choose(list(dict.fromkeys(schema.names))).items()
        }
        done = 0
        for batch in batches:
            numbers = range(done + 1, done + 1 + batch.num_rows)
            done += batch.num_rows
            cells = {field: _texts(batch.column(i)) for field, i in fields.items()}
            yield _Raw(numbers, cells, (), done / n_rows)
    except (pa.ArrowInvalid, OSError) as error:
        what = str(error).splitlines()[0]
        raise UnreadableInput(
            str(path), f"it cannot be read as a table ({what})", "Save it as Parquet or CSV"
        ) from error


def _open_arrow(path: Path) -> tuple[pa.Schema, int, Iterator[pa.RecordBatch]]:
    """The columns, the number of rows, and the rows some thousands at a time."""
    import pyarrow.feather as feather
    import pyarrow.parquet as pq

    if path.suffix.casefold() == ".parquet":
        file = pq.ParquetFile(path)
        return file.schema_arrow, file.metadata.num_rows, file.iter_batches(_BATCH_ROWS)
    table = feather.read_table(path, memory_map=True)
    return table.schema, table.num_rows, iter(table.to_batches(_BATCH_ROWS))


def _texts(column: pa.Array) -> list[str]:
    """The cells of a column as text; bytes that are no UTF-8 stay apart as they do in CSV."""
    import pyarrow as pa

    try:
        values = column.to_pylist()
    except UnicodeDecodeError:
        raw = column.cast(pa.large_binary()).to_pylist()
        values = [v if v is None else v.decode("utf-8", "surrogateescape") for v in raw]
    return ["" if value is None else str(value).strip() for value in values]


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


def _checked(raw: _Raw, places: Mapping[str, str], kind: PartyKind | None) -> Batch:
    """The rows that ask apart from those that are wrong, each for the first thing wrong in it."""
    wrong: dict[int, Row] = {}
    for field, says in _WRONG.items():
        column = raw.cells.get(field, ())
        told = {cell: what for cell in set(column) if (what := says(cell))}
        if told:
            for place, cell in enumerate(column):
                if cell in told and place not in wrong:
                    wrong[place] = Row(raw.numbers[place], None, places[field], told[cell])
    numbers, cells = raw.numbers, raw.cells
    if wrong:
        good = [place for place in range(len(numbers)) if place not in wrong]
        numbers = [numbers[place] for place in good]
        cells = {field: [column[p] for p in good] for field, column in cells.items()}
    bad = sorted([*raw.broken, *wrong.values()], key=lambda row: row.number)
    kinds = [kind] * len(numbers)
    if "kind" in cells:
        known = {cell: _kind_of(cell) or kind for cell in set(cells["kind"])}
        kinds = [known[cell] for cell in cells["kind"]]
    return Batch(numbers, cells, kinds, bad, raw.share)


def _kind_of(cell: str) -> PartyKind | None:
    told = cell.casefold()
    return _KINDS.get(told, told) or None  # type: ignore[return-value]


def _wrong_name(name: str) -> str:
    if not _LETTER.search(name):
        return "the name is empty or has no letters"
    if len(name) > MAX_NAME_CHARS:
        return f"the name has {len(name)} characters"
    if not name.isascii() and _SURROGATE.search(name):
        return "the name is not valid UTF-8"
    return ""


def _wrong_kind(cell: str) -> str:
    told = _kind_of(cell)
    return f"{told} is no kind of party" if told and told not in get_args(PartyKind) else ""


def _wrong_birth(cell: str) -> str:
    if not cell or first_day(cell) is not None:
        return ""
    return f"{cell} is no date (YYYY-MM-DD, YYYY-MM or YYYY)"


def _wrong_imo(cell: str) -> str:
    if not cell or is_imo_ship_number(cell):
        return ""
    return f"{cell} is no IMO ship number (the check digit)"


# What a field may have wrong, in the order it is told; an empty text where nothing is.
_WRONG: dict[str, Callable[[str], str]] = {
    "name": _wrong_name,
    "kind": _wrong_kind,
    "birth_on": _wrong_birth,
    "imo": _wrong_imo,
}


def _broken(number: int, row: list[str], header: Sequence[str]) -> Row:
    if isinstance(row, _Unread):
        return Row(number, None, "line", f"the line cannot be read ({row.why})")
    return Row(number, None, "line", f"{len(row)} fields where {len(header)} are expected")


def safe_cell(value: object) -> object:
    """A cell that a spreadsheet will show and not run."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


class RowWriter:
    """Writes rows to ``.csv``, ``.jsonl`` or ``.parquet``; the file appears only when complete.

    Args:
        path: Where to; what stands there stays until the new file is complete.
        columns: The columns in order.
        types: The types of those that are no text; needed for Parquet only.
    """

    def __init__(
        self, path: Path, columns: Sequence[str], types: Mapping[str, type] | None = None
    ) -> None:
        self.path, self.columns, self.n_rows = path, tuple(columns), 0
        self._temporary = path.with_name(f".{path.name}.part")
        self._suffix = path.suffix.casefold()
        if self._suffix not in {".csv", ".jsonl", ".parquet"}:
            raise UsageError(str(path), "neither .csv, .jsonl nor .parquet", "Name it so")
        self._types = dict(types or {})
        self._sink: _Sink | None = None

    def write(self, row: Mapping[str, Any]) -> None:
        """Add one row."""
        self.n_rows += 1
        self._open().write(row)

    def _open(self) -> _Sink:
        if self._sink is None:
            if self._suffix == ".parquet":
                self._sink = _ParquetSink(self._temporary, self.columns, self._types)
            else:
                self._sink = _TextSink(self._temporary, self.columns, self._suffix == ".csv")
        return self._sink

    def close(self) -> None:
        """Finish the file and put it in its place."""
        self._open().close()
        self._temporary.replace(self.path)

    def drop(self) -> None:
        """Give up: what was written goes, what stood in its place stays."""
        if self._sink is not None:
            self._sink.close()
        self._temporary.unlink(missing_ok=True)


class _Sink(Protocol):
    def write(self, row: Mapping[str, Any]) -> None: ...
    def close(self) -> None: ...


class _TextSink:
    """CSV, or a JSON object on each line."""

    def __init__(self, path: Path, columns: Sequence[str], is_csv: bool) -> None:
        self._columns = columns
        self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="")
        self._csv = csv.writer(self._file) if is_csv else None
        if self._csv:
            self._csv.writerow(columns)

    def write(self, row: Mapping[str, Any]) -> None:
        if self._csv:
            self._csv.writerow([safe_cell(row.get(name)) for name in self._columns])
        else:
            self._file.write(json.dumps(dict(row), ensure_ascii=False) + "\n")

    def close(self) -> None:
        self._file.flush()
        # Renamed without it, a file may be there and empty after the power fails.
        os.fsync(self._file.fileno())
        self._file.close()


class _ParquetSink:
    """Parquet, a row group for some thousands of rows, so that no more are held."""

    def __init__(self, path: Path, columns: Sequence[str], types: Mapping[str, type]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        arrow = {int: pa.int64(), float: pa.float64(), str: pa.string()}
        self._schema = pa.schema([(name, arrow[types.get(name, str)]) for name in columns])
        self._types = types
        self._rows: list[dict[str, Any]] = []
        self._path = path
        self._writer = pq.ParquetWriter(path, self._schema)

    def write(self, row: Mapping[str, Any]) -> None:
        self._rows.append({name: self._cell(name, row.get(name)) for name in self._schema.names})
        if len(self._rows) >= _BATCH_ROWS:
            self._flush()

    def _cell(self, name: str, value: object) -> object:
        if value is None or name in self._types:
            return value
        return str(value).encode("utf-8", "backslashreplace").decode("utf-8")

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
            self._rows.clear()

    def close(self) -> None:
        self._flush()
        self._writer.close()
        with self._path.open("rb") as file:
            os.fsync(file.fileno())
