"""The timeline as a drawing: one lane per entry, soft ends where a day is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vedette.reports.nouns import TimelineEntry

WIDTH, LEFT, RIGHT, LANE, TOP = 760, 250, 24, 24, 30
# Days of long ago ("since the war of …") would press everything else together: what ended more
# than this before the first report is an arrow at the edge.
REACH_DAYS = 60
MAX_LANES = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """One lane: pixel offsets of its bar, of its reports, and what its ends are like."""

    number: int
    label: str
    title: str
    kind: str
    y: int
    x: float | None
    width: float
    open_start: bool
    open_end: bool
    beyond: str | None
    reports: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws; ``left_out`` entries stand in the table only."""

    width: int
    height: int
    left: int
    right: int
    ticks: tuple[tuple[float, str], ...]
    marks: tuple[Mark, ...]
    left_out: int


def draw(entries: Sequence[TimelineEntry]) -> Drawing | None:
    """Lay a timeline out; None when no entry has a day of any kind."""
    shown = entries[:MAX_LANES]
    window = _window(shown)
    if window is None:
        return None
    scale = _Scale(*window)
    marks = tuple(_mark(entry, number, scale) for number, entry in enumerate(shown, start=1))
    return Drawing(
        width=WIDTH,
        height=TOP + LANE * len(marks) + 8,
        left=LEFT,
        right=WIDTH - RIGHT,
        ticks=tuple(scale.ticks()),
        marks=marks,
        left_out=len(entries) - len(shown),
    )


class _Scale:
    """Days to pixels."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.per_day = (WIDTH - LEFT - RIGHT) / ((last - first).days + 1)

    def x(self, day: date) -> float:
        """The left edge of a day."""
        return round(LEFT + (day - self.first).days * self.per_day, 1)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """At most eight days to print along the axis."""
        days = (self.last - self.first).days + 1
        step = next((n for n in (1, 2, 7, 14, 30, 61, 91, 182, 365) if days / n <= 8), 730)
        for offset in range(0, days, step):
            day = self.first + timedelta(days=offset)
            yield self.x(day), f"{day.day} {day:%b} {day.year if offset == 0 else ''}".strip()


def _window(entries: Sequence[TimelineEntry]) -> tuple[date, date] | None:
    reports = [date.fromisoformat(day) for entry in entries for day in entry.reported]
    known = [
        date.fromisoformat(day)
        for entry in entries
        for day in (entry.earliest, entry.latest)
        if day
    ]
    if not known and not reports:
        return None
    floor = min(reports or known) - timedelta(days=REACH_DAYS)
    ceiling = max(reports or known) + timedelta(days=REACH_DAYS)
    inside = [day for day in known if floor <= day <= ceiling] + reports
    first, last = min(inside or known), max(inside or known)
    if (last - first).days < 6:
        first, last = first - timedelta(days=2), last + timedelta(days=2)
    return first, last


def _mark(entry: TimelineEntry, number: int, scale: _Scale) -> Mark:
    start = date.fromisoformat(entry.earliest) if entry.earliest else None
    end = date.fromisoformat(entry.latest) if entry.latest else None
    low = max(start or scale.first, scale.first)
    high = min(end or scale.last, scale.last)
    beyond = None
    if end and end < scale.first:
        beyond = f"◂ {entry.row.cells[0].text}"
    elif start and start > scale.last:
        beyond = f"{entry.row.cells[0].text} ▸"
    is_drawn = beyond is None and (start or end)
    return Mark(
        number=number,
        label=_short(entry.label),
        title=f"{entry.label}: {entry.row.cells[0].text}",
        kind=entry.kind,
        y=TOP + LANE * (number - 1),
        x=scale.x(low) if is_drawn else None,
        width=round(max(6.0, ((high - low).days + 1) * scale.per_day), 1) if is_drawn else 0,
        open_start=start is None or start < scale.first,
        open_end=end is None or end > scale.last,
        beyond=beyond,
        reports=tuple(
            round(scale.x(date.fromisoformat(day)) + scale.per_day / 2, 1)
            for day in sorted(set(entry.reported))
        ),
    )


def _short(label: str) -> str:
    return label if len(label) <= 34 else f"{label[:33].rstrip()}…"
