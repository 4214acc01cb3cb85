"""Days: what an open date can mean at the earliest and the latest."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.clean.dates import _parsed_bounds, _plain_bounds, first_day, last_day, overlap

years = st.integers(1800, 2099)
days = st.one_of(
    years.map(str),
    st.tuples(years, st.integers(1, 12)).map(lambda part: f"{part[0]}-{part[1]:02d}"),
    st.dates().filter(lambda day: 1800 <= day.year < 2100).map(str),
)


@settings(max_examples=60, deadline=None)
@given(low=days, high=days, about=st.booleans(), is_interval=st.booleans())
def test_the_short_way_gives_what_the_library_gives(
    low: str, high: str, about: bool, is_interval: bool
) -> None:
    """Days, months, years, about and intervals have the bounds the EDTF library gives them."""
    edtf = f"{low}/{high}" if is_interval else f"{low}~" if about else low
    if is_interval and low > high:
        return
    assert (first_day(edtf), last_day(edtf)) == _parsed_bounds(edtf)


@pytest.mark.parametrize("edtf", ["1962?", "19XX", "1962-13", "2023-02-29", "..", "2006/..", "x"])
def test_other_forms_go_the_long_way(edtf: str) -> None:
    """What is no plain day, month or year is left to the library."""
    assert _plain_bounds(edtf) is None


def test_open_dates_can_mean_a_day_in_common() -> None:
    """A year overlaps a day in it; two days do not overlap; an unknown day overlaps all."""
    assert overlap("1964", "1964-04-02")
    assert overlap("1960/1963", "1963~")
    assert not overlap("1964-04-02", "1964-04-03")
    assert overlap(None, "1964")
