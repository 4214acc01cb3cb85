"""The columns of a customs table: each distinct text is read once, faults are told by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from vedette.errors import UsageError
from vedette.regimes.nomenclature import HsCodeError

Indexes = npt.NDArray[np.int32]
Fault = tuple[str, str, str]
EPOCH = date(1970, 1, 1)
_MOST_KNOWN = 100_000
# A comma is a thousands mark or nothing: 1,5 may be one and a half, and is refused.
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+|(?=\.\d))(\.\d*)?([eE][+-]?\d+)?", re.ASCII)


@dataclass
class Column:
    """What each distinct value of a column means, and which row holds which.

    ``meanings`` ends with the meaning of an empty value.
    """

    meanings: list[Any]
    index: Indexes


class Reader:
    """Parses each distinct text of a column once, for all parts of a long table.

    Args:
        name: The column.
        parse: Text to meaning; raises UsageError or HsCodeError.
        optional: Whether an empty value is fine.
    """

    def __init__(self, name: str, parse: Callable[[str], Any], *, optional: bool = False) -> None:
        self.name = name
        self._parse = parse
        self._optional = optional
        self._known: dict[str, Any] = {}

    def read(self, column: pa.ChunkedArray, bad: dict[int, Fault]) -> Column:
        """The column's values; faults are noted for every row that holds one."""
        values, index = encode(column)
        meanings: list[Any] = []
        faults: dict[int, UsageError | HsCodeError] = {}
        for position, value in enumerate([*values, None]):
            meaning = self._meaning("" if value is None else str(value).strip())
            if isinstance(meaning, UsageError | HsCodeError):
                faults[position] = meaning
                meaning = None
            meanings.append(meaning)
        note_faults(self.name, faults, index, bad)
        return Column(meanings, index)

    def _meaning(self, text: str) -> Any:
        if text in self._known:
            return self._known[text]
        try:
            if not text and not self._optional:
                raise UsageError("value", "it is empty", "Give a value")
            found = self._parse(text) if text else None
        except (UsageError, HsCodeError) as error:
            forget(error)
            found = error
        if len(self._known) < _MOST_KNOWN:
            self._known[text] = found
        return found


def forget(error: UsageError | HsCodeError) -> None:
    """Make an error fit to be kept: its traceback would keep whole tables alive."""
    error.__cause__ = error.__context__ = error.__traceback__ = None


def note_faults(
    name: str,
    faults: dict[int, UsageError | HsCodeError],
    index: npt.NDArray[Any],
    bad: dict[int, Fault],
) -> None:
    """Note a fault for every row whose value number has one; a row keeps its first."""
    if not faults:
        return
    is_faulty = np.zeros(max(int(index.max(initial=0)), *faults) + 1, dtype=bool)
    is_faulty[list(faults)] = True
    for row in np.flatnonzero(is_faulty[index]).tolist():
        error = faults[int(index[row])]
        bad.setdefault(row, (name, said(error), error.remedy))


def encode(column: pa.ChunkedArray) -> tuple[list[Any], Indexes]:
    """The distinct values of a column and the row's value numbers; empty is the last number."""
    if pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_nan(column), pa.scalar(None, column.type), column)
    if not pa.types.is_dictionary(column.type):
        column = pc.dictionary_encode(column)
    column = column.unify_dictionaries()
    chunks = [chunk for chunk in column.chunks if len(chunk)]
    values = chunks[0].dictionary.to_pylist() if chunks else []
    parts = [
        (chunk.indices.fill_null(len(values)) if chunk.null_count else chunk.indices).to_numpy(
            zero_copy_only=False
        )
        for chunk in chunks
    ]
    if not parts:
        return values, np.zeros(0, dtype=np.int32)
    return values, parts[0] if len(parts) == 1 else np.concatenate(parts)


def said(error: UsageError | HsCodeError) -> str:
    """What is wrong with a value, for a table of bad rows."""
    if isinstance(error, UsageError):
        return f"{error.where}: {error.what}" if error.where != "value" else error.what
    return str(error)


def number(text: str) -> float:
    """An amount as text.

    Raises:
        UsageError: It is none, or below zero.
    """
    if not _NUMBER.fullmatch(text):
        remedy = "A number such as 1410.5 or 1,410.5"
        raise UsageError("quantity", f"{text!r} is no number", remedy)
    value = float(text.replace(",", ""))
    if not 0 <= value < float("inf"):
        raise UsageError("quantity", f"{text!r} is no amount", "A number not below zero")
    return value


def numbers(column: pa.ChunkedArray, reader: Reader, bad: dict[int, Fault]) -> npt.NDArray[Any]:
    """Amounts, NaN where there is none."""
    if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
        found: npt.NDArray[np.float64] = pc.cast(column, pa.float64()).to_numpy().copy()
        for row in np.flatnonzero((found < 0) | np.isinf(found)).tolist():
            what = f"{float(found[row])!r} is no amount"
            bad.setdefault(row, ("quantity", what, "A number not below zero"))
        return found
    read = reader.read(column, bad)
    values = [np.nan if value is None else value for value in read.meanings]
    return np.array(values, dtype=np.float64)[read.index]


def day_number(text: str) -> int:
    """A day as days since 1970; of an instant only the day counts.

    Raises:
        UsageError: It is none.
    """
    day = text[:10] if text[10:11] in {"T", " "} else text
    try:
        return (date.fromisoformat(day) - EPOCH).days
    except ValueError as error:
        raise UsageError(repr(text), f"this is no day ({error})", "Write YYYY-MM-DD") from error


def way(text: str) -> str:
    """``to`` or ``from``, in any case.

    Raises:
        UsageError: It is neither.
    """
    found = text.casefold()
    if found not in {"to", "from"}:
        raise UsageError(repr(text), "goods go to or from the target", "Write to or from")
    return found


def day_numbers(days: Iterable[str]) -> npt.NDArray[np.int32]:
    """ISO 8601 days as days since 1970."""
    return np.array([(date.fromisoformat(day) - EPOCH).days for day in days], dtype=np.int32)
