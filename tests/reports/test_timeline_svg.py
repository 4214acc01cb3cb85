"""Laying the timeline out."""

from __future__ import annotations

from vedette.reports.nouns import Row, Sentence, TimelineEntry
from vedette.reports.timeline_svg import LEFT, MAX_LANES, RIGHT, WIDTH, draw


def entry(
    earliest: str | None, latest: str | None, *reported: str, words: str = "a day"
) -> TimelineEntry:
    return TimelineEntry(
        kind="event",
        earliest=earliest,
        latest=latest,
        reported=reported,
        label="Something",
        row=Row((Sentence(words, ()),)),
    )


def test_no_days_no_drawing() -> None:
    """Where nothing has a day and no report has one, nothing is drawn."""
    assert draw([entry(None, None)]) is None
    assert draw([]) is None


def test_an_open_day_has_no_bar() -> None:
    """An event without a day is a lane without a bar, with the day of its report."""
    drawing = draw([entry(None, None, "2024-03-29"), entry("2024-03-28", "2024-03-28")])
    assert drawing is not None
    assert drawing.marks[0].x is None
    assert len(drawing.marks[0].reports) == 1
    assert drawing.marks[1].x is not None


def test_half_open_intervals_have_soft_ends() -> None:
    """An end the text leaves open is drawn as open, and only that end."""
    drawing = draw([entry(None, "2024-03-28", "2024-03-29"), entry("2024-03-20", "2024-03-28")])
    assert drawing is not None
    assert (drawing.marks[0].open_start, drawing.marks[0].open_end) == (True, False)
    assert (drawing.marks[1].open_start, drawing.marks[1].open_end) == (False, False)


def test_long_ago_is_an_arrow_at_the_edge() -> None:
    """A day of years ago does not press the rest together; it is named at the edge."""
    drawing = draw(
        [
            entry("2006-10-09", "2006-10-09", "2024-03-29", words="9 October 2006"),
            entry("2024-03-28", "2024-03-28", "2024-03-29"),
        ]
    )
    assert drawing is not None
    assert drawing.marks[0].x is None
    assert drawing.marks[0].beyond == "◂ 9 October 2006"
    assert drawing.marks[1].x is not None


def test_everything_stays_inside() -> None:
    """Bars and ticks lie between the labels and the right edge."""
    drawing = draw([entry("2024-03-01", "2024-03-28", "2024-03-29"), entry("2024-04-30", None)])
    assert drawing is not None
    for mark in drawing.marks:
        if mark.x is not None:
            assert mark.x >= LEFT
            assert mark.x + mark.width <= WIDTH - RIGHT + 6
    assert all(LEFT <= x <= WIDTH - RIGHT for x, _ in drawing.ticks)
    assert len(drawing.ticks) <= 9


def test_a_long_timeline_says_what_it_left_out() -> None:
    """More entries than lanes are counted, not dropped in silence."""
    drawing = draw([entry("2024-03-28", "2024-03-28")] * (MAX_LANES + 3))
    assert drawing is not None
    assert drawing.left_out == 3
