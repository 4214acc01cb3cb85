"""Check whole customs files: rows in, the same rows out with verdicts, bad rows beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pcsv
import pyarrow.parquet as pq

from vedette.errors import UnreadableInput, UsageError
from vedette.model.law import Regime
from vedette.regimes.batch import COLUMNS, BatchChecker

_BLOCK_BYTES = 16 << 20
_BATCH_ROWS = 1 << 20


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
    report: Callable[[int], None] = lambda _n_rows: None,
) -> FileChecked:
    """Check a CSV or Parquet file part by part; memory does not grow with it.

    Args:
        regime: The regime.
        source: ``.csv`` (comma, header, UTF-8) or ``.parquet``; columns as
            :class:`vedette.regimes.batch.BatchChecker` takes them.
        target: Where the rows go, in the format its ending names. Bad rows go beside it, with
            ``.bad`` before the ending. Both appear only when complete.
        authority: Only this authority's reading.
        report: Told the number of rows done.

    Raises:
        UnreadableInput: The file is missing or of no kind known here.
        UsageError: A needed column is missing.
    """
    checker = BatchChecker(regime, authority)
    malformed: list[tuple[int | None, str]] = []
    bad_path = target.with_name(f"{target.stem}.bad{target.suffix}")
    tally: dict[str, int] = {}
    n_rows = n_bad = 0
    with ExitStack() as files:
        good = files.enter_context(_Writer(target))
        bad = files.enter_context(_Writer(bad_path))
        for part in _parts(source, malformed):
            checked = checker.check(part)
            good.write(checked.rows)
            if checked.bad.num_rows:
                bad.write(checked.bad)
            n_rows += part.num_rows
            n_bad += checked.bad.num_rows
            for row in checked.rows["verdict"].combine_chunks().value_counts().to_pylist():
                tally[row["values"]] = tally.get(row["values"], 0) + row["counts"]
            report(n_rows)
        if malformed:
            bad.write(_malformed_rows(bad.schema, malformed))
            n_bad += len(malformed)
            n_rows += len(malformed)
    return FileChecked(
        path=target,
        bad_path=bad_path if n_bad else None,
        n_rows=n_rows,
        n_bad=n_bad,
        verdicts=dict(sorted(tally.items())),
    )


def _parts(source: Path, malformed: list[tuple[int | None, str]]) -> Iterator[pa.Table]:
    try:
        if source.suffix.casefold() == ".parquet":
            with pq.ParquetFile(source) as file:
                for batch in file.iter_batches(_BATCH_ROWS):
                    yield pa.Table.from_batches([batch])
            return
        if source.suffix.casefold() != ".csv":
            raise UnreadableInput(
                str(source), "neither .csv nor .parquet", "Save it as one of both"
            )

        def note(row: Any) -> str:
            what = f"{row.actual_columns} fields where {row.expected_columns} are expected"
            malformed.append((row.number, f"{what}: {(row.text or '')[:80]}"))
            return "skip"

        with pcsv.open_csv(
            source,
            read_options=pcsv.ReadOptions(block_size=_BLOCK_BYTES, use_threads=False),
            parse_options=pcsv.ParseOptions(invalid_row_handler=note, newlines_in_values=True),
            convert_options=pcsv.ConvertOptions(
                column_types=dict.fromkeys(COLUMNS, pa.string()), strings_can_be_null=True
            ),
        ) as reader:
            for batch in reader:
                yield pa.Table.from_batches([batch])
    except FileNotFoundError as error:
        raise UnreadableInput(str(source), "there is no such file", "Name a file") from error
    except (pa.ArrowInvalid, OSError) as error:
        what = str(error).splitlines()[0]
        raise UnreadableInput(
            str(source), f"it cannot be read as a table ({what})", "Save it as UTF-8 CSV or Parquet"
        ) from error


def _malformed_rows(schema: pa.Schema | None, malformed: list[tuple[int | None, str]]) -> pa.Table:
    told: dict[str, Any] = {
        "row": pa.array([number for number, _ in malformed], type=pa.int64()),
        "column": pa.array(["line"] * len(malformed)),
        "what": pa.array([what for _, what in malformed]),
        "remedy": pa.array(["Quote the fields"] * len(malformed)),
    }
    if schema is None:
        return pa.table(told)
    n_rows = len(malformed)
    return pa.table(
        {name: told.get(name, pa.nulls(n_rows, schema.field(name).type)) for name in schema.names},
        schema=schema,
    )


class _Writer:
    """Writes a table part by part under another name, and gives it its own when complete."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.schema: pa.Schema | None = None
        self._unfinished = path.with_name(f".{path.name}.unfinished")
        self._writer: Any = None
        if path.suffix.casefold() not in {".csv", ".parquet"}:
            raise UsageError(str(path), "neither .csv nor .parquet", "Name the output so")

    def __enter__(self) -> _Writer:
        return self

    def write(self, table: pa.Table) -> None:
        if self._writer is None:
            is_csv = self.path.suffix.casefold() == ".csv"
            schema = pa.schema(
                [
                    pa.field(item.name, pa.string())
                    if pa.types.is_dictionary(item.type) and is_csv
                    else item
                    for item in table.schema
                ]
            )
            self.path.parent.mkdir(parents=True, exist_ok=True)
            make = pcsv.CSVWriter if is_csv else pq.ParquetWriter
            self._writer = make(str(self._unfinished), schema)
            self.schema = schema
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
