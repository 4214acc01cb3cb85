"""What changed in a regime between two days, and what falls due when."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vedette.errors import UsageError
from vedette.model.law import Citation, Duty, Exemption, Mandate, Measure, Regime, Vote
from vedette.regimes.days import day_after
from vedette.regimes.words import cap_words, period_words

# A recurring duty without a bound would fill any calendar.
MOST_ENTRIES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of law: ``what`` is ``begins``, ``ends``, ``replaced``, ``wind_down_ends``,

    ``cap_begins``, ``cap_ends``, ``exemption_begins`` or ``exemption_ends``. ``measure`` is the one
    that changes, ``successor`` what replaces it; ``gained`` and ``lost`` are exemptions that only
    the one or only the other has.
    """

    on: str
    what: str
    words: str
    measure: Measure
    successor: Measure | None
    citation: Citation
    gained: tuple[Exemption, ...] = ()
    lost: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed after one day, up to and including another."""

    regime: Regime
    first: str
    last: str
    changes: tuple[Change, ...]
    mandates_begun: tuple[Mandate, ...]
    mandates_ended: tuple[Mandate, ...]
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One day of the calendar. ``kind`` is ``mandate_begins``, ``mandate_ends``, ``report_due``,

    ``review``, ``duty``, ``recurring_duty``, ``wind_down_ends``, ``measure_begins``,
    ``measure_ends``, ``cap_period_begins`` or ``vote``. ``lapsed`` marks a mandate that ended
    without renewal.
    """

    on: str
    kind: str
    words: str
    regime_id: str
    entry_id: str
    citation: Citation
    lapsed: bool = False


def difference(regime: Regime, first: str, last: str) -> Difference:
    """The changes of law after ``first``, up to and including ``last`` (days, ISO 8601).

    Raises:
        UsageError: The last day is before the first.
    """
    if last < first:
        raise UsageError(f"{first} to {last}", "the days run backwards", "Put the earlier first")
    changes = sorted(
        (change for change in _changes(regime) if first < change.on <= last),
        key=lambda change: (
            change.on,
            change.citation.symbol,
            _natural(change.citation.paragraph),
            change.what,
            change.measure.measure_id,
        ),
    )
    return Difference(
        regime=regime,
        first=first,
        last=last,
        changes=tuple(changes),
        mandates_begun=tuple(
            mandate for mandate in regime.mandates if first < mandate.valid_from <= last
        ),
        mandates_ended=tuple(
            mandate
            for mandate in regime.mandates
            if mandate.valid_until and first <= mandate.valid_until < last
        ),
        votes=tuple(vote for vote in regime.votes if first < vote.held_on <= last),
    )


def _changes(regime: Regime) -> Iterator[Change]:
    by_id = {measure.measure_id: measure for measure in regime.measures}
    replacing = {measure.replaced_by for measure in regime.measures if measure.replaced_by}
    for measure in regime.measures:

        def change(
            on: str,
            what: str,
            words: str,
            successor: Measure | None = None,
            citation: Citation | None = None,
            owner: Measure = measure,
        ) -> Change:
            old, new = owner.exemptions, successor.exemptions if successor else owner.exemptions
            return Change(
                on=on,
                what=what,
                words=words,
                measure=owner,
                successor=successor,
                citation=citation or (successor or owner).citation,
                gained=_without(new, old),
                lost=_without(old, new),
            )

        if measure.measure_id not in replacing:
            yield change(measure.valid_from, "begins", measure.subject)
        if measure.valid_until:
            successor = by_id.get(measure.replaced_by or "")
            if successor:
                words = f"{measure.subject} → {successor.subject}"
                yield change(measure.valid_until, "replaced", words, successor)
            else:
                yield change(measure.valid_until, "ends", measure.subject)
        if measure.wind_down:
            words = f"{measure.subject}: no more deliveries under older contracts"
            yield change(day_after(measure.wind_down.until), "wind_down_ends", words)
        for cap in measure.caps:
            if cap.starts != measure.valid_from:
                yield change(cap.starts, "cap_begins", f"{measure.subject}: {cap_words(cap)}")
            if cap.ends and day_after(cap.ends) != measure.valid_until:
                words = f"{measure.subject}: {cap_words(cap)}"
                yield change(day_after(cap.ends), "cap_ends", words)
        for exemption in measure.exemptions:
            if exemption.valid_from and exemption.valid_from != measure.valid_from:
                words = f"{measure.subject}: {exemption.what}"
                yield change(
                    exemption.valid_from, "exemption_begins", words, citation=exemption.citation
                )
            if exemption.valid_until and exemption.valid_until != measure.valid_until:
                words = f"{measure.subject}: {exemption.what}"
                yield change(
                    exemption.valid_until, "exemption_ends", words, citation=exemption.citation
                )


def _without(some: Sequence[Exemption], others: Sequence[Exemption]) -> tuple[Exemption, ...]:
    known = {(item.what, item.by, item.mode) for item in others}
    return tuple(item for item in some if (item.what, item.by, item.mode) not in known)


def _natural(paragraph: str) -> list[tuple[int, str]]:
    """Sort key of a paragraph: 8 before 12, 8(a) before 8(b)."""
    return [
        (int(piece), "") if piece.isdigit() else (0, piece)
        for piece in re.split(r"(\d+)", paragraph)
        if piece
    ]


def agenda(regime: Regime, first: str, last: str) -> tuple[Entry, ...]:
    """Everything that falls on a day from ``first`` to ``last``, both included, in order.

    Raises:
        UsageError: The last day is before the first, or recurring duties would fill more than
            :data:`MOST_ENTRIES` entries.
    """
    if last < first:
        raise UsageError(f"{first} to {last}", "the days run backwards", "Put the earlier first")
    found: list[Entry] = []
    for entry in _entries(regime, first, last):
        if first <= entry.on <= last:
            found.append(entry)
        if len(found) > MOST_ENTRIES:
            raise UsageError(
                f"{first} to {last}", f"more than {MOST_ENTRIES} entries", "Ask for fewer years"
            )
    return tuple(sorted(found, key=lambda entry: (entry.on, entry.kind, entry.entry_id)))


def _entries(regime: Regime, first: str, last: str) -> Iterator[Entry]:
    def entry(on: str, kind: str, words: str, key: str, citation: Citation, **more: bool) -> Entry:
        return Entry(
            on=on,
            kind=kind,
            words=words,
            regime_id=regime.regime_id,
            entry_id=f"{key}#{kind}-{on}",
            citation=citation,
            **more,
        )

    successors = {mandate.mandate_id for mandate in regime.mandates}
    for mandate in regime.mandates:
        key, cited = mandate.mandate_id, mandate.citation
        yield entry(
            mandate.valid_from, "mandate_begins", f"{mandate.body}: term begins", key, cited
        )
        if mandate.valid_until:
            renewed = mandate.ended_by in successors
            # Of what came after the last day sources were read for, the data knows nothing.
            unread = not mandate.ended_by and mandate.valid_until > (regime.checked_until or "")
            gap = f"what followed was not read, sources end on {regime.checked_until}"
            why = mandate.end_reason or (gap if unread else "no renewal in the data")
            words = f"{mandate.body}: last day of the term ({why})"
            lapsed = not renewed and not unread
            yield entry(mandate.valid_until, "mandate_ends", words, key, cited, lapsed=lapsed)
        if mandate.review_by:
            words = f"{mandate.body}: mandate to be reviewed by this day"
            yield entry(mandate.review_by, "review", words, key, cited)
        for report in mandate.reports_due:
            source = Citation(
                symbol=cited.symbol,
                paragraph=cited.paragraph,
                verification=report.verification,
                source=report.source,
            )
            words = f"{mandate.body}: {report.what} to the {report.to}"
            yield entry(report.due, "report_due", words, f"{key}/{report.to}", source)
    for measure in regime.measures:
        key, cited = measure.measure_id, measure.citation
        yield entry(measure.valid_from, "measure_begins", measure.subject, key, cited)
        if measure.valid_until:
            yield entry(measure.valid_until, "measure_ends", measure.subject, key, cited)
        if measure.wind_down:
            words = f"last day for older contracts: {measure.subject}"
            yield entry(measure.wind_down.until, "wind_down_ends", words, key, cited)
        for cap in measure.caps:
            ends = min(cap.ends or last, measure.valid_until or last, last)
            if cap.per == "once":
                days: Iterator[str] = iter((cap.starts,))
            elif cap.per == "calendar_year":
                days = (f"{year}-01-01" for year in range(int(cap.starts[:4]), int(ends[:4]) + 1))
            else:
                days = _recurring(cap.starts, "P12M", ends)
            for day in days:
                words = f"{measure.subject}: a new period of the cap begins"
                yield entry(day, "cap_period_begins", words, key, cited)
            for counting in cap.counted_by:
                words = f"{measure.subject}: a new period by {counting.authority}'s count begins"
                other = f"{key}/{counting.authority}"
                for day in _recurring(counting.starts, "P12M", ends):
                    yield entry(day, "cap_period_begins", words, other, counting.citation)
        for duty in measure.duties:
            yield from _duty_entries(duty, measure, regime, first, last)
    for vote in regime.votes:
        words = f"vote on {vote.draft}: {vote.subject} ({vote.outcome})"
        yield entry(vote.held_on, "vote", words, vote.vote_id, vote.citation)


def _duty_entries(
    duty: Duty, measure: Measure, regime: Regime, first: str, last: str
) -> Iterator[Entry]:
    often = f", {period_words(duty.every)}" if duty.every else ""
    words = f"{duty.who}: {duty.what}{often}"
    days: list[tuple[str, str]] = []
    if duty.due:
        days.append((duty.due, "duty"))
    if duty.every:
        ends = min(last, measure.valid_until or last)
        starts = duty.starts or measure.valid_from
        due = _recurring(starts, duty.every, ends, skip_to=first)
        days.extend((day, "recurring_duty") for day in due if day > starts)
    for day, kind in days:
        yield Entry(
            on=day,
            kind=kind,
            words=words,
            regime_id=regime.regime_id,
            entry_id=f"{measure.measure_id}#{kind}-{day}",
            citation=duty.citation,
        )


def _recurring(starts: str, every: str, ends: str, *, skip_to: str = "") -> Iterator[str]:
    """Days from ``starts`` in steps of an ISO 8601 period, through ``ends``."""
    found = re.fullmatch(r"P(\d+)([DMY])", every)
    assert found, every
    step, unit = int(found[1]), found[2]
    begin, end = date.fromisoformat(starts), date.fromisoformat(ends)
    n_steps = 0
    if unit == "D" and skip_to > starts:
        n_steps = max(0, (date.fromisoformat(skip_to) - begin).days // step)
    while True:
        months = step * n_steps * (12 if unit == "Y" else 1)
        day = begin + timedelta(days=step * n_steps) if unit == "D" else _add_months(begin, months)
        if day > end:
            return
        yield day.isoformat()
        n_steps += 1


def _add_months(day: date, n_months: int) -> date:
    years, month = divmod(day.month - 1 + n_months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
