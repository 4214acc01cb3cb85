"""The same trade on every day."""

from __future__ import annotations

from itertools import pairwise

from vedette.regimes.days import day_after
from vedette.regimes.history import history
from vedette.regimes.load import load_regime
from vedette.regimes.verdict import check

REGIME = load_regime("UN-KP")


def test_coal_went_through_its_regimes() -> None:
    """Coal was free, then open, then capped, then banned, each by its resolution."""
    told = [(era.word, era.paragraphs[:1]) for era in history(REGIME, hs="2701", direction="from")]
    words = list(dict.fromkeys(word for word, _ in told))
    assert words == ["not covered", "the text cannot decide", "capped", "prohibited"]
    assert [by[0][:10] for _, by in told if by][-1] == "S/RES/2371"


def test_eras_leave_no_day_out_and_none_twice() -> None:
    """Each era begins on the day after the one before; the first and last are open."""
    for code in ("270900", "271019", "6203", "8901", "0307"):
        for direction in ("to", "from"):
            eras = history(REGIME, hs=code, direction=direction)
            assert eras[0].starts is None
            assert eras[-1].ends is None
            for one, other in pairwise(eras):
                assert one.ends is not None
                assert day_after(one.ends) == other.starts


def test_an_era_says_what_a_question_on_its_days_says() -> None:
    """On its first and last day the single question gives the era's word."""
    for era in history(REGIME, hs="271019", direction="to"):
        for day in (era.starts, era.ends):
            if day:
                assert check(REGIME, hs="271019", direction="to", on=day).word == era.word
                assert era.holds(day)
