"""Which period of a cap a day falls in, by the text and by those who count otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from vedette.model.law import Cap, Citation

BY_TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period of a cap: its first and its last day (ISO 8601), and who counts so.

    ``authority`` is :data:`BY_TEXT` or that of a law that counts from another day; ``citation`` is
    None for the text itself.
    """

    authority: str
    first: str
    last: str
    citation: Citation | None = None


def periods_on(cap: Cap, on: str) -> tuple[Period, ...]:
    """The period of a cap that holds a day, by the text first and then by each other count.

    Args:
        cap: The cap.
        on: A day (ISO 8601).

    Returns:
        One period for everybody who has one on that day: none before a first day, and after the
        last day of a cap for once.
    """
    return tuple(_found(cap, on))


def periods_words(cap: Cap, on: str) -> str | None:
    """The periods of a day in words, or None where it has none; other counts only if they differ."""
    found = periods_on(cap, on)
    told = [f"{item.first} to {item.last}" for item in found if item.authority == BY_TEXT]
    told += [
        f"by {item.authority}'s count {item.first} to {item.last}"
        for item in found
        if item.authority != BY_TEXT
    ]
    return "; ".join(told) or None


def _found(cap: Cap, on: str) -> Iterator[Period]:
    counts: list[tuple[str, str, Citation | None]] = [(BY_TEXT, cap.starts, None)]
    counts += [(item.authority, item.starts, item.citation) for item in cap.counted_by]
    for authority, starts, citation in counts:
        if on < starts or (cap.ends is not None and on > cap.ends):
            continue
        first, last = _bounds(cap, starts, on)
        yield Period(authority=authority, first=first, last=last, citation=citation)


def _bounds(cap: Cap, starts: str, on: str) -> tuple[str, str]:
    if cap.per == "once":
        return starts, cap.ends or on
    if cap.per == "calendar_year":
        return max(starts, f"{on[:4]}-01-01"), f"{on[:4]}-12-31"
    begin, year = date.fromisoformat(starts), int(on[:4])
    if _anniversary(begin, year).isoformat() > on:
        year -= 1
    last = _anniversary(begin, year + 1) - timedelta(days=1)
    return _anniversary(begin, year).isoformat(), last.isoformat()


def _anniversary(day: date, year: int) -> date:
    """The day in another year; 29 February falls on 1 March where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
