"""What comes again in the same words is told apart by its days and counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.stories.items import Item
from vedette.stories.occasions import Occasion, agreement, occasion_of
from vedette.stories.similar import group

LAUNCH = (
    "Norland fired {n} short-range rockets off its east coast on {day}, the Joint Chiefs of Staff "
    "said. They flew about {km} km."
)


def launch(key: str, on: str, day: str, n: int, km: int) -> Item:
    text = LAUNCH.format(day=day, n=n, km=km)
    return Item(key, "Norland fires short-range rockets into sea", text, (), on, key, "en")


def test_two_launches_weeks_apart_in_one_wording_are_two_stories() -> None:
    """Reports alike in every word but day and counts are of two events; same day and counts, of one."""
    items = [
        launch("a", "2024-05-17", "Friday", 3, 300),
        launch("b", "2024-05-18", "Friday", 3, 300),
        launch("c", "2024-06-28", "Friday", 10, 350),
        launch("d", "2024-06-28", "Friday", 10, 350),
    ]
    assert group(items) == [[0, 1], [2, 3]]


@pytest.mark.parametrize(
    ("text", "on", "days"),
    [
        ("It was launched on Tuesday night.", "2024-05-30", ["2024-05-28"]),
        ("It left on May 28.", "2024-05-30", ["2024-05-28"]),
        ("It will be asked again next Friday, unlike in 2017.", "2024-05-30", []),
        ("국방부는 28일 발사했다고 밝혔다. 10일간 4번째다.", "2024-05-30", ["2024-05-28"]),
        ("Ракета запущена во вторник.", "2024-05-30", ["2024-05-28"]),
        ("Le tir a eu lieu mardi.", "2024-05-30", ["2024-05-28"]),
    ],
)
def test_the_days_a_report_states(text: str, on: str, days: list[str]) -> None:
    """Days are read at the top of a report in several languages; a term to come is none of them."""
    from datetime import date

    found = occasion_of("", text, on).days
    assert sorted(date.fromordinal(day).isoformat() for day in found) == days


def test_a_rising_toll_on_one_day_speaks_for_no_second_event() -> None:
    """Counts that differ say nothing where the stated days meet, and much where they do not."""
    early, late = (
        occasion_of("", f"A blast on Monday killed {n} people.", "2024-06-05") for n in (12, 31)
    )
    other = occasion_of("", "A blast killed 70 people.", "2024-06-05")
    assert agreement(early, late) == 1.0
    assert agreement(early, other) < 0.5


@given(st.text(max_size=300), st.text(max_size=300))
def test_agreement_is_even_handed(left: str, right: str) -> None:
    """Any two texts agree equally both ways, between 0 and 1, and each wholly with itself."""
    one, other = occasion_of(left, right, "2024-01-09"), occasion_of(right, left, "2024-02-11")
    assert agreement(one, other) == agreement(other, one)
    assert 0 <= agreement(one, other) <= 1
    assert agreement(one, one) == 1.0


def test_nothing_stated_says_nothing() -> None:
    """An empty occasion agrees with all."""
    assert agreement(Occasion(), occasion_of("", "On Monday 5 ships left.", "2024-01-09")) == 1.0
