"""The verdict for every row of a customs table, column by column.

A row's verdict depends on its code, direction, origin and days only through a few hundred
combinations: which groups of goods the code may be, and between which two days on which law changed
the trade lies. Each combination is answered once by :func:`vedette.regimes.verdict.check`; the rows
then share the answers by index. So a batch says word for word what a single question says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from vedette.errors import UsageError
from vedette.model.law import Regime
from vedette.regimes.amounts import UNITS, parse_unit, share_of_cap
from vedette.regimes.columns import (
    Column,
    Fault,
    Indexes,
    Reader,
    day_number,
    day_numbers,
    forget,
    note_faults,
    number,
    numbers,
    said,
    way,
)
from vedette.regimes.days import change_days, contract_days
from vedette.regimes.goods import Coverage
from vedette.regimes.grounds import counted, exempted
from vedette.regimes.inputs import direction_between, parse_country
from vedette.regimes.nomenclature import (
    HsCodeError,
    first_revision,
    is_national,
    parse_code,
    revision_days,
    revisions,
)
from vedette.regimes.verdict import NEITHER, Verdict, check, goods_index, is_stricter, outside
from vedette.regimes.words import exemption_words, fact_words

COLUMNS = ("hs", "direction", "from", "to", "on", "quantity", "unit", "origin", "contracted_on")
_PART = 1 << 20
_MOST_DAYS = 200_000
_MOST_COMBINATIONS = 4_000_000
_OTHER = "another country"
_Answer = Verdict | HsCodeError | UsageError | None
# What two codes must share to be the same goods in every answer.
_Signature = tuple[tuple[Coverage, ...], bool, str, frozenset[str]]


@dataclass(frozen=True)
class Checked:
    """The rows with their verdicts, and the rows that could not be checked.

    ``rows`` are the good input rows with :data:`ANSWERS` behind them; ``bad`` the others, with
    ``row`` (counted from one, headers not counted), ``column``, ``what`` and ``remedy``.
    """

    rows: pa.Table
    bad: pa.Table


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
        self._spans = _Spans(sorted({*change_days(regime), *revision_days()}))
        self._contracts = _Spans(contract_days(regime))
        self._answers: dict[tuple[Any, ...], int] = {}
        self._verdicts: list[_Answer] = []
        self._cases: list[tuple[Any, ...]] = []
        self._texts = {name: _Texts() for name in _TELL}
        self._kind_of: dict[str | None, int] = {}
        self._kinds: dict[_Signature | None, int] = {}
        self._samples: list[str | None] = []
        self._readers = {
            "hs": Reader("hs", parse_code),
            "on": Reader("on", day_number),
            "direction": Reader("direction", way),
            "from": Reader("from", parse_country),
            "to": Reader("to", parse_country),
            "origin": Reader("origin", parse_country, optional=True),
            "contracted_on": Reader("contracted_on", day_number, optional=True),
            "unit": Reader("unit", lambda text: parse_unit(text, None), optional=True),
            "quantity": Reader("quantity", number, optional=True),
        }

    def check(self, table: pa.Table, row_numbers: npt.NDArray[np.int64] | None = None) -> Checked:
        """Verdicts for one table; call again for the next part of a long one.

        Args:
            table: Columns ``hs``, ``on`` and either ``direction`` or ``from`` and ``to``; if
                present also ``quantity`` with ``unit``, ``origin``, ``contracted_on``. Others are
                carried along.
            row_numbers: What bad rows are called; counted on from the last call when None.

        Raises:
            UsageError: A column that is needed is missing.
        """
        _need_columns(table.column_names)
        index = np.empty(table.num_rows, dtype=np.int32)
        share = np.full(table.num_rows, np.nan)
        bad: dict[int, Fault] = {}
        for start in range(0, table.num_rows, _PART):
            part = table.slice(start, _PART)
            end = start + part.num_rows
            found: dict[int, Fault] = {}
            index[start:end] = self._check_part(part, share[start:end], found)
            bad.update((start + row, fault) for row, fault in found.items())
        if row_numbers is None:
            row_numbers = np.arange(self.n_rows + 1, self.n_rows + 1 + table.num_rows)
        self.n_rows += table.num_rows
        kept = table
        if bad:
            good = np.ones(table.num_rows, dtype=bool)
            good[list(bad)] = False
            kept, index, share = _filtered(table, good), index[good], share[good]
        return Checked(self._append(kept, index, share), _bad_rows(table, bad, row_numbers))

    def _check_part(
        self, part: pa.Table, share: npt.NDArray[np.float64], bad: dict[int, Fault]
    ) -> Indexes:
        names = part.column_names
        hs = self._readers["hs"].read(part["hs"], bad)
        keys = [
            self._kinds_of_code(hs),
            self._spans_of_day("on", part["on"], bad),
            self._ways(part, bad),
        ]
        if "origin" in names:
            keys.append(self._origins(self._readers["origin"].read(part["origin"], bad)))
        if "contracted_on" in names:
            keys.append(self._spans_of_day("contracted_on", part["contracted_on"], bad))
        index = self._answer_all(keys, has_origin="origin" in names)
        self._note_refused(index, hs, bad)
        if "quantity" in names:
            self._weigh_quantities(part, index, share, bad)
        return index

    def _kinds_of_code(self, hs: Column) -> tuple[Indexes, list[Any]]:
        """Codes that may be the same goods are one kind; each is asked by one code of it."""
        index = goods_index(self.regime)
        kind_of = np.empty(len(hs.meanings), dtype=np.int32)
        for position, code in enumerate(hs.meanings):
            kind = self._kind_of.get(code)
            if kind is None:
                signature = (
                    (
                        index.coverage(code),
                        is_national(code),
                        first_revision(code),
                        exempted(self.regime, code),
                    )
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
        self, name: str, column: pa.ChunkedArray, bad: dict[int, Fault]
    ) -> tuple[Indexes, list[Any]]:
        """Days between the same two changes of law are one span, asked by its first day."""
        spans = self._spans if name == "on" else self._contracts
        if pa.types.is_date(column.type) and not column.null_count:
            days = pc.cast(column, pa.date32()).cast(pa.int32()).to_numpy()
            low, high = (int(days.min()), int(days.max())) if len(days) else (0, 0)
            if high - low < _MOST_DAYS:
                return np.take(spans.of_range(low, high), days - low), spans.firsts
        read = self._readers[name].read(column, bad)
        found = spans.of_days(read.meanings)
        return found[read.index], spans.firsts

    def _origins(self, origin: Column) -> tuple[Indexes, list[Any]]:
        """Only whether goods originate in the target matters, not where else."""
        target = self.regime.target_code
        meanings = [target, _OTHER, None]
        places = [
            2 if code is None else 0 if code == target and target is not None else 1
            for code in origin.meanings
        ]
        return np.array(places, dtype=np.int32)[origin.index], meanings

    def _ways(self, part: pa.Table, bad: dict[int, Fault]) -> tuple[Indexes, list[Any]]:
        if "direction" in part.column_names:
            read = self._readers["direction"].read(part["direction"], bad)
            return read.index, read.meanings
        sender = self._readers["from"].read(part["from"], bad)
        receiver = self._readers["to"].read(part["to"], bad)
        ways: list[str | None] = []
        faults: dict[int, UsageError | HsCodeError] = {}
        for first in sender.meanings:
            for second in receiver.meanings:
                try:
                    known = first is not None and second is not None
                    found = direction_between(self.regime, first, second) if known else None
                    ways.append((found or NEITHER) if known else None)
                except UsageError as error:
                    forget(error)
                    faults[len(ways)] = error
                    ways.append(None)
        pairs = sender.index.astype(np.int32) * len(receiver.meanings) + receiver.index
        note_faults("from", faults, pairs, bad)
        places = {found: place for place, found in enumerate(dict.fromkeys(ways))}
        return np.array([places[found] for found in ways], dtype=np.int32)[pairs], list(places)

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
        for position, mixed in enumerate(uniques.tolist()):
            values: list[Any] = []
            for _, meanings in reversed(keys):
                mixed, place = divmod(mixed, len(meanings))
                values.append(meanings[place])
            code, on, direction, *rest = reversed(values)
            origin = rest.pop(0) if has_origin else None
            case = (code, on, direction, origin, rest[0] if rest else None)
            known = self._answers.get(case)
            if known is None:
                known = self._keep(case, self._ask(*case))
            found[position] = known
        return found

    def _note_refused(self, index: Indexes, hs: Column, bad: dict[int, Fault]) -> None:
        """Rows whose code and day do not go together."""
        refused = np.array([isinstance(answer, HsCodeError) for answer in self._verdicts])
        if not refused.any():
            return
        for row in np.flatnonzero(refused[index]).tolist():
            code = hs.meanings[int(hs.index[row])]
            what = f"heading {code[:4]} stands since {revisions(code)[0]}, which is after this day"
            bad.setdefault(row, ("hs", what, "Look at the day, or give the code of that day"))

    def _keep(self, case: tuple[Any, ...], answer: _Answer) -> int:
        self._answers[case] = len(self._verdicts)
        self._verdicts.append(answer)
        self._cases.append(case)
        for name, tell in _TELL.items():
            self._texts[name].add(tell(answer) if isinstance(answer, Verdict) else None)
        return self._answers[case]

    def _ask(
        self,
        code: str | None,
        on: str | None,
        direction: str | None,
        origin: str | None,
        contracted_on: str | None,
        quantity: float | None = None,
        unit: str | None = None,
    ) -> _Answer:
        """The single question's answer; None where the row is bad anyway."""
        if code is None or on is None or direction is None:
            return None
        if direction == NEITHER:
            return outside(self.regime, code, on)
        try:
            return check(
                self.regime,
                hs=code,
                direction=direction,
                on=on,
                quantity=quantity,
                unit=unit,
                origin=origin,
                contracted_on=contracted_on,
                authority=self.authority,
            )
        except HsCodeError as error:
            forget(error)
            return error

    def _weigh_quantities(
        self,
        part: pa.Table,
        index: Indexes,
        share: npt.NDArray[np.float64],
        bad: dict[int, Fault],
    ) -> None:
        """Shares of caps, and the verdicts of quantities that are above one alone."""
        if "unit" not in part.column_names:
            raise UsageError("columns", "quantity without unit", "Give a column unit")
        amounts = numbers(part["quantity"], self._readers["quantity"], bad)
        units = self._readers["unit"].read(part["unit"], bad)
        given = ~np.isnan(amounts)
        bare = np.array([unit is None for unit in units.meanings])
        for row in np.flatnonzero(bare[units.index]).tolist():
            if given[row]:
                said_so = "a quantity without a unit"
                bad.setdefault(row, ("unit", said_so, "Give t, kg, bbl, m3 or l"))
        is_capped = np.array([_has_cap(answer) for answer in self._verdicts], dtype=bool)
        rows = np.flatnonzero(is_capped[index] & given & (amounts >= 0))
        mixed = index[rows].astype(np.int64) * len(units.meanings) + units.index[rows]
        order = np.argsort(mixed, kind="stable")
        cases, starts = np.unique(mixed[order], return_index=True)
        for case, mine in zip(cases.tolist(), _split(rows[order], starts), strict=True):
            answer, position = divmod(case, len(units.meanings))
            unit = units.meanings[position]
            if unit is None:
                continue
            try:
                self._weigh(answer, unit, amounts, mine, index, share)
            except UsageError as error:
                for row in mine.tolist():
                    bad.setdefault(row, ("unit", said(error), error.remedy))

    def _weigh(
        self,
        answer: int,
        unit: str,
        amounts: npt.NDArray[np.float64],
        rows: npt.NDArray[np.int64],
        index: Indexes,
        share: npt.NDArray[np.float64],
    ) -> None:
        """Rows of one answer and unit fall into bands: how many of its caps each is above."""
        base = self._verdicts[answer]
        assert isinstance(base, Verdict)
        mine = counted(base.grounds)
        decided = is_stricter(base.at_least, "capped")
        band = np.zeros(len(rows), dtype=np.int32)
        for ground in base.grounds:
            if ground.cap is None:
                continue
            try:
                found = share_of_cap(ground.cap, amounts[rows], unit)
            except UsageError:
                if decided:
                    continue
                raise
            if found is not None:
                band += found > 1
                if mine is not None and ground.measure is mine.measure:
                    share[rows] = found
        for height in np.unique(band[band > 0]).tolist():
            above = rows[band == height]
            key = ("above", answer, unit, height)
            known = self._answers.get(key)
            if known is None:
                code, on, direction, origin, contracted_on = self._cases[answer]
                amount = float(amounts[above[0]])
                asked = self._ask(code, on, direction, origin, contracted_on, amount, unit)
                known = self._keep(key, asked)
            index[above] = known

    def _append(self, table: pa.Table, index: Indexes, share: npt.NDArray[np.float64]) -> pa.Table:
        for name, texts in self._texts.items():
            table = table.append_column(name, texts.column(index))
        table = table.append_column("share_of_cap", pa.array(share, from_pandas=True))
        nought = pa.array(np.zeros(table.num_rows, dtype=np.int8))
        version = f"{self.regime.regime_id} {self.regime.data_version}"
        named = pa.DictionaryArray.from_arrays(nought, pa.array([version]))
        return table.append_column("data_version", named)


class _Texts:
    """One answer column: the distinct texts, and which of them each answer has."""

    def __init__(self) -> None:
        self._places: dict[str | None, int] = {}
        self._of_answer: list[int] = []

    def add(self, text: str | None) -> None:
        """The text of the next answer."""
        self._of_answer.append(self._places.setdefault(text, len(self._places)))

    def column(self, answers: Indexes) -> pa.DictionaryArray:
        """The texts of rows by their answers; an answer without text gives null."""
        texts = list(self._places) or [None]
        narrow = np.int8 if len(texts) < 128 else np.int32
        places = np.array(self._of_answer or [0], dtype=narrow)
        found = np.take(places, answers)
        told = pa.array([text or "" for text in texts], type=pa.string())
        nothing = self._places.get(None)
        # Built from its buffers: half the time of an array with a mask.
        is_text = None if nothing is None else np.packbits(found != nothing, bitorder="little")
        buffers = [None if is_text is None else pa.py_buffer(is_text), pa.py_buffer(found)]
        kind = pa.from_numpy_dtype(found.dtype)
        indices = pa.Array.from_buffers(kind, len(found), buffers)
        return pa.DictionaryArray.from_arrays(indices, told)


class _Spans:
    """The days between two changes are one span; spans are numbered from the oldest."""

    def __init__(self, changes: Sequence[str]) -> None:
        self._changes = day_numbers(changes)
        # The first day of each, and of no day at all.
        self.firsts: list[str | None] = ["1900-01-01", *changes, None]

    def of_range(self, low: int, high: int) -> Indexes:
        """The span of every day from one to another, both included."""
        days = np.arange(low, high + 1, dtype=np.int32)
        return np.searchsorted(self._changes, days, side="right").astype(np.int32)

    def of_days(self, days: Sequence[int | None]) -> Indexes:
        """The span of each day; None has the last number."""
        nothing = np.array([day is None for day in days], dtype=bool)
        told = np.array([day or 0 for day in days], dtype=np.int64)
        found = np.searchsorted(self._changes, told, side="right").astype(np.int32)
        found[nothing] = len(self.firsts) - 1
        return found


def check_table(regime: Regime, table: pa.Table, *, authority: str | None = None) -> Checked:
    """Verdicts for every row of one table; see :class:`BatchChecker`."""
    return BatchChecker(regime, authority).check(table)


def _need_columns(names: Sequence[str]) -> None:
    have = set(names)
    for needed in ("hs", "on"):
        if needed not in have:
            raise UsageError("columns", f"{needed!r} is missing", f"Known: {', '.join(COLUMNS)}")
    if "direction" not in have and not {"from", "to"} <= have:
        raise UsageError("columns", "'direction' is missing", "Give direction, or from and to")
    taken = have & set(ANSWERS)
    if taken:
        raise UsageError("columns", f"{', '.join(sorted(taken))} would be written", "Rename them")
    twice = sorted({name for name in have if names.count(name) > 1})
    if twice:
        raise UsageError("columns", f"{', '.join(twice)} stands twice", "Rename one")


def _split(rows: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]) -> list[Any]:
    """Rows cut where each group starts; no rows make no group."""
    return np.split(rows, starts[1:]) if len(starts) else []


def _filtered(table: pa.Table, good: npt.NDArray[np.bool_]) -> pa.Table:
    """The good rows; column by column takes half the time of the whole table."""
    mask = pa.array(good)
    columns = [column.filter(mask) for column in table.columns]
    return pa.Table.from_arrays(columns, schema=table.schema)


def _has_cap(answer: _Answer) -> bool:
    return isinstance(answer, Verdict) and any(ground.cap for ground in answer.grounds)


def _facts(verdict: Verdict) -> str | None:
    """Every fact the verdict rests on, with its flag."""
    cited = [
        citation
        for ground in verdict.leading
        for citation in (
            ground.measure.citation,
            *(item.citation for item in ground.readings or ground.coverage),
        )
    ]
    return "; ".join(dict.fromkeys(fact_words(citation) for citation in cited)) or None


def _exemptions(verdict: Verdict) -> str | None:
    found = [item for ground in verdict.leading for item in ground.exemptions]
    return "; ".join(dict.fromkeys(map(exemption_words, found))) or None


def _readings(verdict: Verdict) -> str | None:
    return "; ".join(f"{item.authority}: {item.word}" for item in verdict.said) or None


_TELL: Mapping[str, Callable[[Verdict], str | None]] = {
    "verdict": lambda verdict: verdict.word,
    "at_least": lambda verdict: verdict.at_least,
    "measure_id": lambda verdict: verdict.deciding.measure.measure_id if verdict.deciding else None,
    "paragraph": lambda verdict: (
        verdict.deciding.measure.citation.words if verdict.deciding else None
    ),
    "verification": lambda verdict: verdict.verification,
    "qualifier": lambda verdict: verdict.qualifier,
    "exemption": _exemptions,
    "readings": _readings,
    "facts": _facts,
}
ANSWERS = (*_TELL, "share_of_cap", "data_version")


def _bad_rows(
    table: pa.Table, bad: Mapping[int, Fault], row_numbers: npt.NDArray[np.int64]
) -> pa.Table:
    rows = sorted(bad)
    kept = table.take(pa.array(rows, type=pa.int64())) if rows else table.slice(0, 0)
    told = {
        "row": pa.array([int(row_numbers[row]) for row in rows], type=pa.int64()),
        "column": pa.array([bad[row][0] for row in rows], type=pa.string()),
        "what": pa.array([bad[row][1] for row in rows], type=pa.string()),
        "remedy": pa.array([bad[row][2] for row in rows], type=pa.string()),
    }
    # The reader's own columns may bear one of these names.
    for name, values in told.items():
        kept = kept.append_column(f"bad_{name}" if name in kept.column_names else name, values)
    return kept


__all__ = ["ANSWERS", "COLUMNS", "UNITS", "BatchChecker", "Checked", "check_table"]
