"""How precise a day is."""

from __future__ import annotations

import pytest

from vedette.clean.dates import overlap
from vedette.incidents.days import is_narrow, length_days, may_be_one_day

WHEN = [
    None,
    "2024-03-12",
    "2024-03",
    "2024",
    "2024-03-10/2024-03-16",
    "2023-03-12",
    "../2024-01-01",
]


@pytest.mark.parametrize(
    ("when", "narrow"),
    [
        ("2024-03-12", True),
        ("2024-03", True),
        ("2024", False),
        ("2023-12/2024-02", False),
        (None, False),
    ],
)
def test_a_month_is_narrow_and_a_year_is_not(when: str | None, narrow: bool) -> None:
    """What is told of a month can be one deed; an open or yearly date tells nothing apart."""
    assert is_narrow(when) is narrow


def test_length_counts_days_between() -> None:
    """One day has length 0, a week 6, an open end none."""
    found = [length_days(when) for when in ("2024-03-12", "2024-03-10/2024-03-16", "2024-01-01/..")]
    assert found == [0, 6, None]


@pytest.mark.parametrize("left", WHEN)
@pytest.mark.parametrize("right", WHEN)
def test_the_cached_overlap_agrees_with_the_plain_one(left: str | None, right: str | None) -> None:
    """Caching changes no answer."""
    assert may_be_one_day(left, right) == overlap(left, right)
