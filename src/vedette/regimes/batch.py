"""The verdict for every row of a customs table, column by column.

A row's verdict depends on its code, direction, origin and day only through a few hundred
combinations: which groups of goods the code may be, and between which two days on which law changed
the trade lies. Each combination is answered once by :func:`vedette.regimes.verdict.check`; the rows
then share the answers by index. So a batch says word for word what a single question says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from vedette.errors import UsageError
from vedette.model.law import Cap, Regime
from vedette.regimes.goods import Coverage
from vedette.regimes.nomenclature import (
    HsCodeError,
    first_revision,
    is_national,
    parse_code,
    revision_days,
)
from vedette.regimes.verdict import (
    UNITS,
    Verdict,
    cap_that_counts,
    check,
    direction_between,
    goods_index,
    parse_country,
    parse_unit,
    share_of_cap,
)

Indexes = npt.NDArray[np.int32]
_Fault = tuple[str, str, str]
COLUMNS = ("hs", "direction", "from", "to", "on", "quantity", "unit", "origin", "contracted_on")
ANSWERS = (
    "verdict",
    "at_least",
    "measure_id",
    "paragraph",
    "verification",
    "qualifier",
    "share_of_cap",
)
_EPOCH = date(1970, 1, 1)
_NEITHER = "neither"
_PART = 1 << 20
_MOST_KNOWN = 500_000
_MOST_DAYS = 200_000
_MOST_COMBINATIONS = 4_000_000


@dataclass(frozen=True)
class Checked:
    """The rows with their verdicts, and the rows that could not be checked.

    ``rows`` are the good input rows with :data:`ANSWERS` behind them; ``bad`` the others, with
    ``row`` (counted from one, headers not counted), ``column``, ``what`` and ``remedy``.
    """

    rows: pa.Table
    bad: pa.Table


@dataclass
class _Column:
    """What each distinct value of a column means, and which row holds which.

    ``meanings`` ends with the meaning of an empty value.
    """

    meanings: list[Any]
    faults: dict[int, UsageError | HsCodeError]
    index: Indexes


class _Reader:
    """Parses each distinct text of a column once, for all parts of a long table."""

    def __init__(self, name: str, parse: Callable[[str], Any], *, optional: bool = False) -> None:
        self.name = name
        self._parse = parse
        self._optional = optional
        self._known: dict[str, Any] = {}

    def read(self, column: pa.ChunkedArray, bad: dict[int, _Fault]) -> _Column:
        """The column's values; faults are noted for every row that holds one."""
        values, index = _encode(column)
        found = _Column([], {}, index)
        for position, value in enumerate([*values, None]):
            meaning = self._meaning("" if value is None else str(value).strip())
            if isinstance(meaning, UsageError | HsCodeError):
                found.faults[position] = meaning
                meaning = None
            found.meanings.append(meaning)
        for position, error in found.faults.items():
            for row in np.flatnonzero(index == position).tolist():
                bad.setdefault(row, (self.name, _said(error), getattr(error, "remedy", "")))
        return found

    def _meaning(self, text: str) -> Any:
        if text in self._known:
            return self._known[text]
        try:
            if not text and not self._optional:
                raise UsageError("value", "it is empty", "Give a value")
            found = self._parse(text) if text else None
        except (UsageError, HsCodeError) as error:
            found = error
        if len(self._known) < _MOST_KNOWN:
            self._known[text] = found
        return found


class BatchChecker:
    """Checks tables against one regime; keeps what it has answered for the next table.

    Args:
        regime: The regime.
        authority: Only this authority's reading of the goods.
    """

    def __init__(self, regime: Regime, authority: str | None = None) -> None:
        self.regime = regime
        self.authority = authority
        self.n_rows = 0
        self._changes = sorted({*_changes(regime), *revision_days()})
        self._spans: list[str | None] = ["1900-01-01", *self._changes, None]
        self._answers: dict[tuple[Any, ...], int] = {}
        self._verdicts: list[Verdict | HsCodeError | None] = []
        self._kind_of: dict[str | None, int] = {}
        self._kinds: dict[tuple[tuple[Coverage, ...], bool, str] | None, int] = {}
        self._samples: list[str | None] = []
        self._readers = {
            "hs": _Reader("hs", parse_code),
            "on": _Reader("on", _day_number),
            "direction": _Reader("direction", _way),
            "from": _Reader("from", parse_country),
            "to": _Reader("to", parse_country),
            "origin": _Reader("origin", parse_country, optional=True),
            "contracted_on": _Reader("contracted_on", _day_number, optional=True),
            "unit": _Reader("unit", lambda text: parse_unit(text, None), optional=True),
            "quantity": _Reader("quantity", _number, optional=True),
        }

    def check(self, table: pa.Table) -> Checked:
        """Verdicts for one table; call again for the next part of a long one.

        Args:
            table: Columns ``hs``, ``on`` and either ``direction`` or ``from`` and ``to``; if
                present also ``quantity`` with ``unit``, ``origin``, ``contracted_on``. Others are
                carried along.

        Raises:
            UsageError: A column that is needed is missing.
        """
        _need_columns(table.column_names)
        index = np.empty(table.num_rows, dtype=np.int32)
        share = np.full(table.num_rows, np.nan)
        bad: dict[int, _Fault] = {}
        for start in range(0, table.num_rows, _PART):
            part = table.slice(start, _PART)
            end = start + part.num_rows
            found: dict[int, _Fault] = {}
            index[start:end] = self._check_part(part, share[start:end], found)
            bad.update((start + row, fault) for row, fault in found.items())
        first_row = self.n_rows + 1
        self.n_rows += table.num_rows
        answered = _append(table, self._verdicts, index, share)
        if bad:
            good = np.ones(table.num_rows, dtype=bool)
            good[list(bad)] = False
            answered = answered.filter(pa.array(good))
        return Checked(answered, _bad_rows(table, bad, first_row))

    def _check_part(
        self, part: pa.Table, share: npt.NDArray[np.float64], bad: dict[int, _Fault]
    ) -> Indexes:
        names = part.column_names
        keys = [
            self._kinds_of_code(self._readers["hs"].read(part["hs"], bad)),
            self._spans_of_day("on", part["on"], bad),
            self._ways(part, bad),
        ]
        if "origin" in names:
            origin = self._readers["origin"].read(part["origin"], bad)
            keys.append((origin.index, origin.meanings))
        if "contracted_on" in names:
            keys.append(self._spans_of_day("contracted_on", part["contracted_on"], bad))
        index = self._answer_all(keys, has_origin="origin" in names)
        self._note_refused(index, bad)
        if "quantity" in names:
            self._weigh_quantities(part, index, share, bad)
        return index

    def _kinds_of_code(self, hs: _Column) -> tuple[Indexes, list[Any]]:
        """Codes that may be the same goods are one kind; each is asked by one code of it."""
        index = goods_index(self.regime)
        kind_of = np.empty(len(hs.meanings), dtype=np.int32)
        for position, code in enumerate(hs.meanings):
            kind = self._kind_of.get(code)
            if kind is None:
                signature = (
                    (index.coverage(code), is_national(code), first_revision(code))
                    if code is not None
                    else None
                )
                kind = self._kinds.setdefault(signature, len(self._samples))
                if kind == len(self._samples):
                    self._samples.append(code)
                self._kind_of[code] = kind
            kind_of[position] = kind
        return kind_of[hs.index], self._samples

    def _spans_of_day(
        self, name: str, column: pa.ChunkedArray, bad: dict[int, _Fault]
    ) -> tuple[Indexes, list[Any]]:
        """Days between the same two changes of law are one span, asked by its first day."""
        nothing = len(self._spans) - 1
        if pa.types.is_date(column.type) and not column.null_count:
            days = pc.cast(column, pa.date32()).cast(pa.int32()).to_numpy()
            low, high = (int(days.min()), int(days.max())) if len(days) else (0, 0)
            if high - low < _MOST_DAYS:
                spans = self._span_numbers(range(low, high + 1))
                return spans[days - low], self._spans
        read = self._readers[name].read(column, bad)
        spans = self._span_numbers(read.meanings)
        spans[[value is None for value in read.meanings]] = nothing
        return spans[read.index], self._spans

    def _span_numbers(self, days: Iterable[int | None]) -> Indexes:
        told = np.array([_iso(day) for day in days], dtype="U10")
        changes = np.array(self._changes, dtype="U10")
        return np.searchsorted(changes, told, side="right").astype(np.int32)

    def _ways(self, part: pa.Table, bad: dict[int, _Fault]) -> tuple[Indexes, list[Any]]:
        if "direction" in part.column_names:
            way = self._readers["direction"].read(part["direction"], bad)
            return way.index, way.meanings
        sender = self._readers["from"].read(part["from"], bad)
        receiver = self._readers["to"].read(part["to"], bad)
        ways = [
            _NEITHER
            if first is None or second is None
            else direction_between(self.regime, first, second) or _NEITHER
            for first in sender.meanings
            for second in receiver.meanings
        ]
        pairs = sender.index.astype(np.int32) * len(receiver.meanings) + receiver.index
        return pairs, ways

    def _answer_all(
        self, keys: Sequence[tuple[Indexes, list[Any]]], *, has_origin: bool
    ) -> Indexes:
        """Number every combination that occurs and answer each once."""
        sizes = [len(meanings) for _, meanings in keys]
        space = math.prod(sizes)
        key: npt.NDArray[Any] = keys[0][0].astype(np.int64 if space >= 2**31 else np.int32)
        for (values, _), size in zip(keys[1:], sizes[1:], strict=True):
            np.multiply(key, size, out=key)
            np.add(key, values, out=key)
        if space > _MOST_COMBINATIONS:
            uniques, inverse = np.unique(key, return_inverse=True)
            answers = self._ask_all(uniques, keys, has_origin=has_origin)
            return np.take(answers, inverse)
        lookup = np.zeros(space, dtype=np.int32)
        lookup[key] = 1
        uniques = np.flatnonzero(lookup)
        lookup[uniques] = self._ask_all(uniques, keys, has_origin=has_origin)
        return np.take(lookup, key)

    def _ask_all(
        self,
        uniques: npt.NDArray[Any],
        keys: Sequence[tuple[Indexes, list[Any]]],
        *,
        has_origin: bool,
    ) -> Indexes:
        found = np.empty(len(uniques), dtype=np.int32)
        for position, number in enumerate(uniques.tolist()):
            values: list[Any] = []
            for _, meanings in reversed(keys):
                number, place = divmod(number, len(meanings))
                values.append(meanings[place])
            code, on, way, *rest = reversed(values)
            origin = rest.pop(0) if has_origin else None
            case = (code, on, way, origin, rest[0] if rest else None)
            known = self._answers.get(case)
            if known is None:
                known = self._keep(case, self._ask(*case))
            found[position] = known
        return found

    def _note_refused(self, index: Indexes, bad: dict[int, _Fault]) -> None:
        """Rows whose code and day do not go together."""
        refused = {
            answer: error
            for answer, error in enumerate(self._verdicts)
            if isinstance(error, HsCodeError)
        }
        if refused:
            for row in np.flatnonzero(np.isin(index, list(refused))).tolist():
                error = refused[int(index[row])]
                bad.setdefault(row, ("hs", _said(error), error.remedy))

    def _keep(self, case: tuple[Any, ...], verdict: Verdict | HsCodeError | None) -> int:
        self._answers[case] = len(self._verdicts)
        self._verdicts.append(verdict)
        return self._answers[case]

    def _ask(
        self,
        code: str | None,
        on: str | None,
        way: str | None,
        origin: str | None,
        contracted_on: str | None,
    ) -> Verdict | HsCodeError | None:
        if code is None or on is None or way is None:
            return None
        if way == _NEITHER:
            return _outside(code, on)
        try:
            return check(
                self.regime,
                hs=code,
                direction=way,
                on=on,
                origin=origin,
                contracted_on=contracted_on,
                authority=self.authority,
            )
        except HsCodeError as error:
            return error

    def _weigh_quantities(
        self,
        part: pa.Table,
        index: Indexes,
        share: npt.NDArray[np.float64],
        bad: dict[int, _Fault],
    ) -> None:
        """Shares of caps, and the verdicts of quantities that are above one alone."""
        if "unit" not in part.column_names:
            raise UsageError("columns", "quantity without unit", "Give a column unit")
        numbers = self._quantities(part["quantity"], bad)
        units = self._readers["unit"].read(part["unit"], bad)
        given = ~np.isnan(numbers)
        bare = np.array([unit is None for unit in units.meanings])
        for row in np.flatnonzero(given & bare[units.index]).tolist():
            bad.setdefault(row, ("unit", "a quantity without a unit", "Give t, kg, bbl, m3 or l"))
        caps = {
            answer: cap
            for answer, verdict in enumerate(self._verdicts)
            if (cap := _cap_of(verdict)) is not None
        }
        is_capped = np.zeros(len(self._verdicts), dtype=bool)
        is_capped[list(caps)] = True
        rows = np.flatnonzero(is_capped[index] & given & (numbers > 0))
        cases = index[rows].astype(np.int64) * len(units.meanings) + units.index[rows]
        for case in np.unique(cases).tolist():
            answer, position = divmod(case, len(units.meanings))
            unit, mine = units.meanings[position], rows[cases == case]
            if unit is None:
                continue
            try:
                one = share_of_cap(caps[answer], 1.0, unit)
            except UsageError as error:
                for row in mine.tolist():
                    bad.setdefault(row, ("unit", _said(error), error.remedy))
                continue
            if one is not None:
                share[mine] = numbers[mine] * one
                above = mine[share[mine] > 1]
                if len(above):
                    index[above] = self._above(answer, unit, one)

    def _quantities(
        self, column: pa.ChunkedArray, bad: dict[int, _Fault]
    ) -> npt.NDArray[np.float64]:
        """Amounts, NaN where there is none."""
        if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
            numbers: npt.NDArray[np.float64] = pc.cast(column, pa.float64()).to_numpy().copy()
            for row in np.flatnonzero((numbers < 0) | np.isinf(numbers)).tolist():
                what = f"{float(numbers[row])!r} is no amount"
                bad.setdefault(row, ("quantity", what, "A number not below zero"))
            return numbers
        read = self._readers["quantity"].read(column, bad)
        values = [np.nan if value is None else value for value in read.meanings]
        return np.array(values, dtype=np.float64)[read.index]

    def _above(self, answer: int, unit: str, one: float) -> int:
        known = self._answers.get(("above", answer, unit))
        if known is not None:
            return known
        capped = self._verdicts[answer]
        assert isinstance(capped, Verdict)
        verdict = check(
            self.regime,
            hs=capped.code,
            direction=capped.direction,
            on=capped.on,
            quantity=2 / one,
            unit=unit,
            authority=self.authority,
        )
        return self._keep(("above", answer, unit), verdict)


def check_table(regime: Regime, table: pa.Table, *, authority: str | None = None) -> Checked:
    """Verdicts for every row of one table; see :class:`BatchChecker`."""
    return BatchChecker(regime, authority).check(table)


def _need_columns(names: Iterable[str]) -> None:
    have = set(names)
    for needed in ("hs", "on"):
        if needed not in have:
            raise UsageError("columns", f"{needed!r} is missing", f"Known: {', '.join(COLUMNS)}")
    if "direction" not in have and not {"from", "to"} <= have:
        raise UsageError("columns", "'direction' is missing", "Give direction, or from and to")
    taken = have & set(ANSWERS)
    if taken:
        raise UsageError("columns", f"{', '.join(sorted(taken))} would be written", "Rename them")


def _encode(column: pa.ChunkedArray) -> tuple[list[Any], Indexes]:
    """The distinct values of a column and the row's value numbers; empty is the last number."""
    if pa.types.is_floating(column.type):
        column = pc.cast(column, pa.int64(), safe=False)
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


def _said(error: Exception) -> str:
    if isinstance(error, UsageError):
        return f"{error.where}: {error.what}" if error.where != "value" else error.what
    return str(error)


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", ""))
    except ValueError as error:
        raise UsageError("quantity", f"{text!r} is no number", "A number") from error
    if not 0 <= value < float("inf"):
        raise UsageError("quantity", f"{text!r} is no amount", "A number not below zero")
    return value


def _day_number(text: str) -> int:
    try:
        return (date.fromisoformat(text[:10] if len(text) > 10 else text) - _EPOCH).days
    except ValueError as error:
        raise UsageError(repr(text), f"this is no day ({error})", "Write YYYY-MM-DD") from error


def _way(text: str) -> str:
    way = text.casefold()
    if way not in {"to", "from"}:
        raise UsageError(repr(text), "goods go to or from the target", "Write to or from")
    return way


def _iso(day: int | None) -> str:
    return "" if day is None else (_EPOCH + timedelta(days=day)).isoformat()


def _outside(code: str, on: str) -> Verdict:
    return Verdict(
        word="not covered",
        code=code,
        direction=_NEITHER,
        on=on,
        grounds=(),
        qualifier="neither side is the target",
        at_least="not covered",
        share_of_cap=None,
        readings={},
        remaining=(),
        routes=(),
    )


def _changes(regime: Regime) -> list[str]:
    """Every day from which the answer to the same question can differ from the day before."""

    def after(day: str | None) -> Iterator[str]:
        if day:
            yield (date.fromisoformat(day) + timedelta(days=1)).isoformat()

    days: set[str] = set()
    for measure in regime.measures:
        days.add(measure.valid_from)
        if measure.valid_until:
            days.add(measure.valid_until)
        if measure.wind_down:
            days.add(measure.wind_down.contracts_before)
            days.update(after(measure.wind_down.until))
        for cap in measure.caps:
            days.add(cap.starts)
            days.update(after(cap.ends))
        for span in measure.undecided:
            days.update(day for day in (span.valid_from, span.valid_until) if day)
        for exemption in measure.exemptions:
            days.update(day for day in (exemption.valid_from, exemption.valid_until) if day)
    return sorted(days)


def _cap_of(verdict: Verdict | HsCodeError | None) -> Cap | None:
    """The cap a quantity is measured against, as the single question takes it."""
    return (
        cap_that_counts(verdict.grounds, verdict.at_least) if isinstance(verdict, Verdict) else None
    )


def _append(
    table: pa.Table,
    verdicts: Sequence[Verdict | HsCodeError | None],
    index: Indexes,
    share: npt.NDArray[np.float64],
) -> pa.Table:
    codes = pa.array(index, type=pa.int32())
    for name, tell in _TELL.items():
        texts = [tell(verdict) if isinstance(verdict, Verdict) else None for verdict in verdicts]
        column = pa.DictionaryArray.from_arrays(codes, pa.array(texts or [None], type=pa.string()))
        table = table.append_column(name, column)
    return table.append_column("share_of_cap", pa.array(share, from_pandas=True))


_TELL: Mapping[str, Callable[[Verdict], str | None]] = {
    "verdict": lambda verdict: verdict.word,
    "at_least": lambda verdict: verdict.at_least,
    "measure_id": lambda verdict: verdict.deciding.measure.measure_id if verdict.deciding else None,
    "paragraph": lambda verdict: (
        verdict.deciding.measure.citation.words if verdict.deciding else None
    ),
    "verification": lambda verdict: (
        verdict.deciding.measure.citation.verification if verdict.deciding else None
    ),
    "qualifier": lambda verdict: verdict.qualifier,
}


def _bad_rows(table: pa.Table, bad: Mapping[int, _Fault], first_row: int) -> pa.Table:
    rows = sorted(bad)
    kept = table.take(pa.array(rows, type=pa.int64())) if rows else table.slice(0, 0)
    told = {
        "row": pa.array([first_row + row for row in rows], type=pa.int64()),
        "column": pa.array([bad[row][0] for row in rows], type=pa.string()),
        "what": pa.array([bad[row][1] for row in rows], type=pa.string()),
        "remedy": pa.array([bad[row][2] for row in rows], type=pa.string()),
    }
    # The reader's own columns may bear one of these names.
    for name, values in told.items():
        kept = kept.append_column(f"bad_{name}" if name in kept.column_names else name, values)
    return kept


__all__ = ["ANSWERS", "COLUMNS", "UNITS", "BatchChecker", "Checked", "check_table"]
