"""Questions to a regime."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vedette.regimes.load import load_regime
from vedette.regimes.query import (
    active_measures,
    charter_outcome,
    mandate_on,
    vote_counts,
    votes_between,
    votes_on,
)

PERMANENT = ("CN", "FR", "GB", "RU", "US")
MEMBERS = (*PERMANENT, "AA", "AB", "AC", "AD", "AE", "AF", "AG", "AH", "AI", "AJ")
ROLL_CALLS = st.fixed_dictionaries({member: st.sampled_from("YNAX") for member in MEMBERS})


def test_direction_takes_measures_of_both_directions_along() -> None:
    """Asking for one direction also gives the measures that hold in both."""
    found = active_measures(load_regime("UN-KP"), "2024-03-29", direction="from")
    assert {measure.direction for measure in found} == {"from", "both"}


def test_until_is_the_first_day_a_measure_no_longer_holds() -> None:
    """A measure is in force the day before its ``until`` and not on it."""
    regime = load_regime("UN-KP")
    ended = next(measure for measure in regime.measures if measure.valid_until == "2016-03-02")
    assert ended in active_measures(regime, "2016-03-01")
    assert ended not in active_measures(regime, "2016-03-02")


def test_measures_come_oldest_first() -> None:
    """The order is that of adoption, the same on every run."""
    days = [measure.valid_from for measure in active_measures(load_regime("UN-KP"), "2024-01-01")]
    assert days == sorted(days)


def test_an_unknown_body_has_no_mandate() -> None:
    """Asking for a body the regime does not know gives None, not an error."""
    assert mandate_on(load_regime("UN-KP"), "body:none", "2020-01-01") is None


def test_votes_are_found_by_day_and_by_period() -> None:
    """Both ends of a period count; one day can hold two votes."""
    mali = load_regime("UN-ML")
    assert len(votes_on(mali, "2023-08-30")) == 2
    assert votes_between(mali, "2023-08-31", "2024-12-31") == ()


@given(ROLL_CALLS)
def test_outcome_follows_the_charter(positions: dict[str, str]) -> None:
    """Adopted needs nine in favour and no permanent member against; nothing else decides."""
    outcome = charter_outcome(positions, PERMANENT)
    in_favour = sum(cast == "Y" for cast in positions.values())
    against = any(positions[member] == "N" for member in PERMANENT)
    assert (outcome == "adopted") == (in_favour >= 9 and not against)
    assert (outcome == "failed") == (in_favour < 9)


@given(ROLL_CALLS)
def test_abstention_of_a_permanent_member_is_no_veto(positions: dict[str, str]) -> None:
    """Turning the permanent members' votes against into abstentions never leaves a veto."""
    softened = {
        member: "A" if member in PERMANENT and cast == "N" else cast
        for member, cast in positions.items()
    }
    assert charter_outcome(softened, PERMANENT) != "vetoed"


def test_counts_add_up() -> None:
    """The vote of 28 March 2024 counts thirteen, one and one."""
    vote = votes_on(load_regime("UN-KP"), "2024-03-28")[0]
    assert vote_counts(vote.positions) == {"for": 13, "against": 1, "abstain": 1}
    assert len(vote.positions) == 15
