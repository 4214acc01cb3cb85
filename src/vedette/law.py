"""The law from Python: ask every regime at once, get typed tables.

>>> from vedette import law
>>> law.check(hs="2701", sender="KP", receiver="CN", on="2017-09-20")[0].word
'prohibited'
>>> law.in_force("2017-09-20", goods="6203").to_polars()

Every table converts with ``to_arrow()``, ``to_polars()`` and ``to_pandas()`` and shows itself in a
notebook; every row names its regime, the version of its data and the flag of the weakest fact it
rests on. One regime's desk, with more questions, is ``vedette.regime("UN-KP")``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from vedette.api.law import LawDesk, open_desks, trading_desks
from vedette.api.law_rows import (
    Answer,
    ChangeRow,
    EntryRow,
    EraRow,
    InForce,
    MandateRow,
    VoteRow,
    answer_row,
    change_row,
    entry_row,
    era_row,
    in_force_row,
    mandate_row,
    vote_row,
)
from vedette.engine.tables import Table
from vedette.errors import UsageError
from vedette.regimes.history import Era
from vedette.regimes.inputs import direction_between, iso_day
from vedette.regimes.nomenclature import parse_code

if TYPE_CHECKING:
    import pyarrow as pa

    from vedette.api.customs import FileChecked
    from vedette.regimes.batch import Checked

__all__ = [
    "calendar",
    "check",
    "check_file",
    "check_table",
    "diff",
    "history",
    "in_force",
    "mandates",
    "timeline",
    "votes",
]


def check(
    *,
    hs: str,
    on: str,
    direction: str | None = None,
    sender: str | None = None,
    receiver: str | None = None,
    quantity: float | None = None,
    unit: str | None = None,
    origin: str | None = None,
    contracted_on: str | None = None,
    authority: str | None = None,
    regime: str | None = None,
    as_known_on: str | None = None,
) -> Table[Answer]:
    """Was this trade prohibited on that day?

    Args:
        hs: A customs code of 2 to 10 digits.
        on: The day of the trade (ISO 8601).
        direction: ``to`` or ``from`` the target; or give ``sender`` and ``receiver``.
        sender: ISO 3166 code of the sending country.
        receiver: ISO 3166 code of the receiving country.
        quantity: With ``unit``.
        unit: ``t``, ``kg``, ``bbl``, ``m3``, ``l`` or ``usd`` where a cap is asked.
        origin: ISO 3166 code of the goods' origin.
        contracted_on: The day of the written contract.
        authority: Only this authority's reading of the goods, such as ``EU``.
        regime: Only this one; all that the two countries touch when None.
        as_known_on: A day or a data version: answer from the data as it stood.

    Returns:
        One answer per regime asked.

    Raises:
        UsageError: A value is impossible; names which.
    """

    def one(desk: LawDesk) -> Answer:
        verdict = desk.check(
            hs=hs,
            on=on,
            direction=direction,
            sender=sender,
            receiver=receiver,
            quantity=quantity,
            unit=unit,
            origin=origin,
            contracted_on=contracted_on,
            authority=authority,
        )

        def eras() -> Table[Era]:
            return desk.history(
                hs=hs,
                direction=direction,
                sender=sender,
                receiver=receiver,
                origin=origin,
                contracted_on=contracted_on,
                authority=authority,
            )

        return answer_row(desk.regime, verdict, eras)

    found = trading_desks(regime, sender=sender, receiver=receiver, as_known_on=as_known_on)
    return Table(Answer, [one(desk) for desk in found])


def history(
    *,
    hs: str,
    direction: str | None = None,
    sender: str | None = None,
    receiver: str | None = None,
    origin: str | None = None,
    contracted_on: str | None = None,
    authority: str | None = None,
    regime: str | None = None,
    as_known_on: str | None = None,
) -> Table[EraRow]:
    """The answers to one question on all days, oldest first; arguments as for :func:`check`."""
    found: list[EraRow] = []
    for desk in trading_desks(regime, sender=sender, receiver=receiver, as_known_on=as_known_on):
        eras = desk.history(
            hs=hs,
            direction=direction,
            sender=sender,
            receiver=receiver,
            origin=origin,
            contracted_on=contracted_on,
            authority=authority,
        )
        way = direction or direction_between(desk.regime, sender or "", receiver or "") or ""
        found.extend(era_row(desk.regime, parse_code(hs), way, era) for era in eras)
    return Table(EraRow, found)


def check_table(
    table: pa.Table,
    *,
    regime: str | None = None,
    authority: str | None = None,
    as_known_on: str | None = None,
) -> Checked:
    """Verdicts for every row of an Arrow table; see :class:`vedette.regimes.batch.BatchChecker`.

    Raises:
        UsageError: A needed column is missing, or several regimes tell goods and none is named.
    """
    (desk,) = trading_desks(regime, as_known_on=as_known_on)
    return desk.check_table(table, authority=authority)


def check_file(
    source: Path | str,
    target: Path | str,
    *,
    regime: str | None = None,
    authority: str | None = None,
    as_known_on: str | None = None,
    report: Callable[[int, int], None] = lambda _done, _total: None,
) -> FileChecked:
    """Verdicts for every row of a CSV or Parquet file; see :func:`vedette.api.customs.check_file`.

    Raises:
        UnreadableInput: The file cannot be read as a table.
        UsageError: A needed column is missing, or several regimes tell goods and none is named.
    """
    from vedette.api.customs import check_file as check_one

    (desk,) = trading_desks(regime, as_known_on=as_known_on)
    return check_one(desk.regime, Path(source), Path(target), authority=authority, report=report)


def in_force(
    on: str | None = None,
    *,
    goods: str | None = None,
    kind: str | None = None,
    direction: str | None = None,
    regime: str | None = None,
    as_known_on: str | None = None,
) -> Table[InForce]:
    """Measures in force on a day, today when None; see :meth:`LawDesk.in_force`.

    Asked of all regimes, a kind or a name of goods that only some know is no mistake.

    Raises:
        UsageError: A day, kind, direction or name of goods that no regime asked knows.
    """
    day = iso_day("on", on or today())
    found: list[InForce] = []
    desks = open_desks(regime, as_known_on=as_known_on)
    faults = []
    for desk in desks:
        try:
            rows = desk.in_force(day, goods=goods, kind=kind, direction=direction)
        except UsageError as error:
            faults.append(error)
            continue
        found.extend(in_force_row(desk.regime, row, day) for row in rows)
    if faults and len(faults) == len(desks):
        # The one that knows most says best what could have been asked.
        raise max(faults, key=lambda fault: len(fault.remedy))
    return Table(InForce, found)


def diff(regime: str, first: str, last: str, *, as_known_on: str | None = None) -> Table[ChangeRow]:
    """What changed in law after one day, up to and including another.

    Raises:
        UnknownId: There is no such regime.
        UsageError: A day is none, or the days run backwards.
    """
    desk = LawDesk.open(regime, as_known_on=as_known_on)
    found = desk.diff(first, last).changes
    return Table(ChangeRow, [change_row(desk.regime, change) for change in found])


def mandates(
    on: str | None = None, *, regime: str | None = None, as_known_on: str | None = None
) -> Table[MandateRow]:
    """Who was told to monitor what, until when; all terms, or those that run on a day."""
    rows = [
        mandate_row(desk.regime, mandate)
        for desk in open_desks(regime, as_known_on=as_known_on)
        for mandate in desk.mandates(on)
    ]
    return Table(MandateRow, rows)


def votes(*, regime: str | None = None, as_known_on: str | None = None) -> Table[VoteRow]:
    """Every vote, adopted or not, oldest first within its regime."""
    rows = [
        vote_row(desk.regime, vote)
        for desk in open_desks(regime, as_known_on=as_known_on)
        for vote in desk.votes()
    ]
    return Table(VoteRow, rows)


def calendar(
    first: str | None = None,
    last: str | None = None,
    *,
    regime: str | None = None,
    as_known_on: str | None = None,
) -> Table[EntryRow]:
    """What falls due from one day to another; from today, for a year, when None."""
    begin = iso_day("from", first or today())
    end = iso_day("to", last) if last else year_after(begin)
    rows = [
        entry_row(desk.regime, entry)
        for desk in open_desks(regime, as_known_on=as_known_on)
        for entry in desk.calendar(begin, end)
    ]
    return Table(EntryRow, sorted(rows, key=lambda row: (row.on, row.regime_id, row.kind)))


def timeline(
    regime: str,
    path: Path | str,
    *,
    first: str | None = None,
    last: str | None = None,
    as_known_on: str | None = None,
) -> Path:
    """Draw a regime as a picture; the ending of the path says which kind (SVG, PNG, PDF)."""
    desk = LawDesk.open(regime, as_known_on=as_known_on)
    return desk.timeline(path, first=first, last=last or today())


def today() -> str:
    """The day it is, by UTC."""
    return datetime.now(UTC).date().isoformat()


def year_after(day: str, n_days: int = 365) -> str:
    """A day so many days later, a year if not said."""
    return (date.fromisoformat(day) + timedelta(days=n_days)).isoformat()
