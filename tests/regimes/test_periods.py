"""Periods of a cap: every day in exactly one, by each count."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.model.law import Cap, Citation, Counting
from vedette.regimes.periods import BY_TEXT, periods_on

CITED = Citation(symbol="a law", paragraph="", verification="transposed", source="read")
DAYS = st.dates(date(2016, 1, 1), date(2031, 12, 31))


def cap(per: str, starts: str, ends: str | None = None, *, other: str | None = None) -> Cap:
    """A cap with one other count, if its day is given."""
    counted = (Counting(authority="CN", starts=other, citation=CITED),) if other else ()
    return Cap(
        starts=starts,
        ends=ends,
        per=per,
        quantity=1.0,
        unit="t",
        over="prohibited",
        counted_by=counted,
    )


@given(DAYS, DAYS, st.sampled_from(["calendar_year", "rolling_year"]))
def test_a_day_lies_in_its_period_and_the_next_period_follows(
    begins: date, day: date, per: str
) -> None:
    """First and last day hold the day; the day after the last starts another period."""
    found = periods_on(cap(per, begins.isoformat()), day.isoformat())
    if day < begins:
        assert found == ()
        return
    (period,) = found
    assert period.first <= day.isoformat() <= period.last
    n_days = (date.fromisoformat(period.last) - date.fromisoformat(period.first)).days + 1
    assert n_days in {365, 366} or (per == "calendar_year" and period.first == begins.isoformat())
    after = (date.fromisoformat(period.last) + timedelta(days=1)).isoformat()
    (following,) = periods_on(cap(per, begins.isoformat()), after)
    assert following.first == after


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2020-02-29", "2020-02-29", "2021-02-28"),
        ("2021-02-28", "2020-02-29", "2021-02-28"),
        ("2021-03-01", "2021-03-01", "2022-02-28"),
        ("2024-02-29", "2024-02-29", "2025-02-28"),
    ],
)
def test_a_year_from_the_last_of_february_has_no_hole(day: str, first: str, last: str) -> None:
    """Where there is no 29 February the year turns on 1 March."""
    (period,) = periods_on(cap("rolling_year", "2020-02-29"), day)
    assert (period.first, period.last) == (first, last)


def test_a_cap_for_once_has_one_period_and_nothing_after_it() -> None:
    """Before its first and after its last day there is none."""
    once = cap("once", "2017-10-01", "2017-12-31")
    assert periods_on(once, "2017-09-30") == periods_on(once, "2018-01-01") == ()
    (period,) = periods_on(once, "2017-11-15")
    assert (period.first, period.last) == ("2017-10-01", "2017-12-31")


def test_who_counts_otherwise_is_named_with_its_law() -> None:
    """The text comes first; another count is cited and may put the same day in another year."""
    text, china = periods_on(cap("rolling_year", "2017-12-22", other="2017-12-23"), "2018-12-22")
    assert (text.authority, text.first, text.citation) == (BY_TEXT, "2018-12-22", None)
    assert (china.authority, china.first, china.citation) == ("CN", "2017-12-23", CITED)
