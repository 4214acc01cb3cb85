"""CSV as lists come in: decoded, rectangular, bounded; a file cut short is refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping

from vedette.errors import EmptyInput, MalformedInput
from vedette.extract.lists.draft import Complaints

# One cell of an EU statement of reasons has 9,000 characters; a megabyte is a lost quote.
csv.field_size_limit(1 << 20)
_AGAIN = "Get the file again; the list in use stays"


def decoded(data: bytes, name: str) -> str:
    """The text of a file in UTF-8 (or UTF-16 with its mark), without DOS's end-of-file sign.

    Raises:
        EmptyInput: Nothing, or nothing but white space.
        MalformedInput: Not in that encoding; names the line.
    """
    body = data.rstrip(b"\x1a\r\n \t\x00")
    if not body:
        raise EmptyInput(name, "the file is empty: a failed download looks like this", _AGAIN)
    encoding = "utf-16" if body[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return (data.rstrip(b"\x1a") if encoding == "utf-16" else body).decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise MalformedInput(name, f"line {line} is not UTF-8 ({error.reason})", _AGAIN) from error


def cells(data: bytes, name: str, *, delimiter: str = ",") -> Iterator[list[str]]:
    """The rows of a CSV file, blank ones left out.

    Raises:
        MalformedInput: A quote is never closed, or a cell is above a megabyte.
    """
    text = io.StringIO(decoded(data, name), newline="")
    # Strict: otherwise a quote that is never closed swallows the rest without a word.
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        raise MalformedInput(
            name, f"the CSV breaks at line {reader.line_num} ({error})", _AGAIN
        ) from error


class Grid:
    """The rows under a header as dicts, with what does not fit complained about.

    Args:
        rows: Rows, the header first.
        needed: Columns without which the file cannot be read.
        known: Columns the reader takes or leaves out on purpose; others are complained about.
        fold: Column names are read without regard to case.

    Raises:
        MalformedInput: A needed column is missing, or the last row is cut short.
    """

    def __init__(
        self,
        rows: Iterator[list[str]],
        name: str,
        complaints: Complaints,
        *,
        needed: Collection[str],
        known: Collection[str],
        fold: bool = False,
    ) -> None:
        self._rows, self._name, self._complaints = rows, name, complaints
        self.columns = [column.strip().lstrip("\ufeff") for column in next(rows, [])]
        if fold:
            self.columns = [column.casefold() for column in self.columns]
        missing = [column for column in needed if column not in self.columns]
        if missing:
            raise MalformedInput(
                name, f"the columns {', '.join(sorted(missing))} are missing", _AGAIN
            )
        self._unknown = [
            (at, column) for at, column in enumerate(self.columns) if column and column not in known
        ]
        self.n_rows = 0

    def __iter__(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Yields the row number (the header is row 1) and the row."""
        width, odd = len(self.columns), None
        for number, row in enumerate(self._rows, start=2):
            if odd:
                self._complaints.add(odd, f"row {number - 1}")
            odd = None
            self.n_rows += 1
            if len(row) != width and any(cell.strip() for cell in row[width:]):
                odd = "it has more cells than there are columns; the rest was not read"
            elif len(row) < width:
                odd = "it has fewer cells than there are columns and was left out"
                continue
            for at, column in self._unknown:
                if row[at].strip():
                    self._complaints.add(
                        f"column {column!r} is not known and was not read", f"row {number}"
                    )
            yield number, dict(zip(self.columns, row, strict=False))
        if odd and "fewer" in odd:
            raise MalformedInput(
                self._name, "the last row is cut short: the download did not finish", _AGAIN
            )
