"""Check whole customs files: rows in, the same rows out with verdicts, bad rows beside them."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from vedette.errors import UnreadableInput, UsageError
from vedette.model.law import Regime
from vedette.regimes.batch import BatchChecker

_BLOCK_BYTES = 4 << 20
_BATCH_ROWS = 1 << 17
_HEADER_BYTES = 1 << 20
_KINDS = frozenset({".csv", ".parquet"})
# What a spreadsheet takes for a formula; a plain number may begin with a sign.
_STARTS = ("=", "@", "\t", "\r", "+", "-")
_NUMBER = r"^[+-][0-9.]+([eE][+-]?[0-9]+)?$"
Report = Callable[[int, int], None]
_Part = tuple[pa.Table, npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChecked:
    """What became of a file: counts, and where the rows went (``bad_path`` None: none were bad)."""

    path: Path
    bad_path: Path | None
    n_rows: int
    n_bad: int
    verdicts: dict[str, int]


def check_file(
    regime: Regime,
    source: Path,
    target: Path,
    *,
    authority: str | None = None,
    report: Report = lambda _done, _total: None,
) -> FileChecked:
    """Check a CSV or Parquet file part by part; memory does not grow with it.

    Every column of a CSV file is carried along as the text it is; a cell that a spreadsheet would
    run as a formula is written with ``'`` before it.

    Args:
        regime: The regime.
        source: ``.csv`` (comma, semicolon or tab, header, UTF-8) or ``.parquet``; columns as
            :class:`vedette.regimes.batch.BatchChecker` takes them.
        target: Where the rows go, in the format its ending names. Bad rows go beside it, with
            ``.bad`` before the ending. Both appear only when complete.
        authority: Only this authority's reading.
        report: Told how much is done of how much: rows of Parquet, bytes of CSV.

    Raises:
        UnreadableInput: The file is missing or of no kind known here.
        UsageError: A needed column is missing, or the target is the source.
    """
    if target.resolve() == source.resolve():
        raise UsageError(str(target), "it is the input itself", "Name another file")
    if source.suffix.casefold() not in _KINDS:
        raise UnreadableInput(str(source), "neither .csv nor .parquet", "Save it as one of both")
    checker = BatchChecker(regime, authority)
    parts = _Parts(source)
    bad_path = target.with_name(f"{target.stem}.bad{target.suffix}")
    tally: dict[str, int] = {}
    n_rows = n_bad = 0
    with ExitStack() as files:
        good = files.enter_context(_Writer(target))
        bad = files.enter_context(_Writer(bad_path))
        for part, numbers in parts.read(report):
            checked = checker.check(part, numbers)
            good.write(checked.rows)
            if checked.bad.num_rows:
                bad.write(checked.bad)
            n_rows += part.num_rows
            n_bad += checked.bad.num_rows
            for row in checked.rows["verdict"].value_counts().to_pylist():
                tally[row["values"]] = tally.get(row["values"], 0) + row["counts"]
        if parts.malformed:
            bad.write(_malformed_rows(bad.schema, parts.malformed))
            n_bad += len(parts.malformed)
            n_rows += len(parts.malformed)
    return FileChecked(
        path=target,
        bad_path=bad_path if n_bad else None,
        n_rows=n_rows,
        n_bad=n_bad,
        verdicts=dict(sorted(tally.items())),
    )


@dataclass
class _Parts:
    """Reads a file part by part, with the number of each row in the file."""

    source: Path
    malformed: dict[int, str] = field(default_factory=dict)

    def read(self, report: Report) -> Iterator[_Part]:
        try:
            is_parquet = self.source.suffix.casefold() == ".parquet"
            yield from self._parquet(report) if is_parquet else self._csv(report)
        except FileNotFoundError as error:
            raise UnreadableInput(str(self.source), "there is no such file", "Name one") from error
        except (pa.ArrowInvalid, OSError, UnicodeDecodeError) as error:
            what = str(error).splitlines()[0]
            raise UnreadableInput(
                str(self.source),
                f"it cannot be read as a table ({what})",
                "Save it as UTF-8 CSV or Parquet",
            ) from error

    def _parquet(self, report: Report) -> Iterator[_Part]:
        done = 0
        with pq.ParquetFile(self.source) as file:
            total = file.metadata.num_rows
            for batch in file.iter_batches(_BATCH_ROWS):
                yield pa.Table.from_batches([batch]), np.arange(done, done + len(batch)) + 1
                done += len(batch)
                report(done, total)
            if not total:
                yield file.schema_arrow.empty_table(), np.zeros(0, dtype=np.int64)

    def _csv(self, report: Report) -> Iterator[_Part]:
        with self.source.open("rb") as file:
            header, mark = _header(file.read(_HEADER_BYTES))
            total = file.seek(0, os.SEEK_END)
            file.seek(0)
            n_read = 0
            with pcsv.open_csv(
                file,
                read_options=pcsv.ReadOptions(block_size=_BLOCK_BYTES, use_threads=False),
                parse_options=pcsv.ParseOptions(
                    delimiter=mark, invalid_row_handler=self._note, newlines_in_values=True
                ),
                # Every cell stays the text it is: NA is Namibia, 0303 a code, and null a word.
                convert_options=pcsv.ConvertOptions(
                    column_types=dict.fromkeys(header, pa.string()),
                    strings_can_be_null=True,
                    null_values=[""],
                ),
            ) as reader:
                for batch in reader:
                    numbers = self._numbers(n_read, len(batch))
                    n_read = int(numbers[-1]) if len(batch) else n_read
                    yield pa.Table.from_batches([batch]), numbers
                    report(min(file.tell(), total), total)
                if not n_read:
                    yield reader.schema.empty_table(), np.zeros(0, dtype=np.int64)

    def _note(self, row: Any) -> str:
        what = f"{row.actual_columns} fields where {row.expected_columns} are expected"
        # Arrow counts the header as the first row.
        self.malformed[row.number - 1] = f"{what}: {(row.text or '')[:80]}"
        return "skip"

    def _numbers(self, after: int, n_rows: int) -> npt.NDArray[np.int64]:
        """The numbers of the next good rows, those of malformed ones passed over."""
        many = np.arange(after + 1, after + 1 + n_rows + len(self.malformed))
        good = many[~np.isin(many, list(self.malformed))] if self.malformed else many
        return good[:n_rows]


def _header(data: bytes) -> tuple[list[str], str]:
    """The column names of a CSV file, and what stands between its fields."""
    line = data.decode("utf-8-sig", errors="replace").splitlines()[:1]
    if not line:
        return [], ","
    mark = max(",;\t", key=line[0].count)
    return next(csv.reader(line, delimiter=mark)), mark


def _malformed_rows(schema: pa.Schema | None, malformed: dict[int, str]) -> pa.Table:
    told: dict[str, Any] = {
        "row": pa.array(list(malformed), type=pa.int64()),
        "column": pa.array(["line"] * len(malformed)),
        "what": pa.array(list(malformed.values())),
        "remedy": pa.array(["Quote the fields"] * len(malformed)),
    }
    if schema is None:
        return pa.table(told)
    n_rows = len(malformed)
    columns = {}
    for item in schema:
        own = f"bad_{item.name}" in schema.names
        values = None if own else told.get(item.name.removeprefix("bad_"))
        columns[item.name] = pa.nulls(n_rows, item.type) if values is None else values
    return pa.table(columns, schema=schema)


class _Writer:
    """Writes a table part by part under another name, and gives it its own when complete."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.schema: pa.Schema | None = None
        self._unfinished = path.with_name(f".{path.name}.unfinished")
        self._writer: Any = None
        if path.suffix.casefold() not in _KINDS:
            raise UsageError(str(path), "neither .csv nor .parquet", "Name the output so")
        self._is_csv = path.suffix.casefold() == ".csv"

    def __enter__(self) -> _Writer:
        return self

    def write(self, table: pa.Table) -> None:
        if self._is_csv:
            table = _harmless(table)
        if self._writer is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            make = pcsv.CSVWriter if self._is_csv else pq.ParquetWriter
            self._writer = make(str(self._unfinished), table.schema)
            self.schema = table.schema
        self._writer.write_table(table.cast(self.schema))

    def __exit__(self, kind: object, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()
        if kind is not None:
            self._unfinished.unlink(missing_ok=True)
        elif self._writer is not None:
            os.replace(self._unfinished, self.path)
        else:
            self.path.unlink(missing_ok=True)


def _harmless(table: pa.Table) -> pa.Table:
    """A table for CSV: texts without dictionaries, none of which a spreadsheet would run."""
    for place, item in enumerate(table.schema):
        column = table[item.name]
        if pa.types.is_dictionary(item.type) and pa.types.is_string(item.type.value_type):
            column = column.cast(pa.string())
        if not pa.types.is_string(column.type):
            continue
        table = table.set_column(place, item.name, _escaped(column))
    return table


def _escaped(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts with ``'`` before those that would run."""
    first = pc.utf8_slice_codeunits(column, 0, 1)
    risky = pc.is_in(first, value_set=pa.array(_STARTS))
    if not pc.any(risky).as_py():
        return column
    number = pc.fill_null(pc.match_substring_regex(column, _NUMBER), False)
    risky = pc.and_(risky, pc.invert(number))
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)
