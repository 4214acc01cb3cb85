"""Clauses contradict in one slot with all else equal; everything less is a difference, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.stories.clause_slots import meet

DELIVERED = "the cargo ship had delivered coal to the port of Nampo"


@pytest.mark.parametrize(
    ("left", "right", "slot"),
    [
        (DELIVERED, "the cargo ship had not delivered coal to the port of Nampo", "polarity"),
        (DELIVERED, "the cargo ship had delivered no coal to the port of Nampo", "polarity"),
        ("eleven states signed the final report", "nine states signed the final report", "number"),
        ("the court fined the bank 18 million euros", "the court fined the bank €80 million", "number"),
        ("the court fined the bank on March 3", "the court fined the bank on March 9", "date"),
    ],
)  # fmt: skip
def test_one_slot_with_all_else_equal_contradicts(left: str, right: str, slot: str) -> None:
    """Polarity, a count or a day alone apart cannot both hold, from either side."""
    for one, other in ((left, right), (right, left)):
        met = meet(one, other)
        assert met is not None
        assert (met.outcome, met.slots[0][0]) == ("contradicts", slot)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("the ship may have delivered coal to the port of Nampo", DELIVERED),
        ("about 300 people were hurt at the yard", "some 500 people were hurt at the yard"),
        ("12 ships called at the port in May", "19 ships called at the port in June"),
        ("the ship did not stop at Busan in the north", "the ship did stop at Ulsan in the north"),
        ("the first convoy held 34 wagons of shells", "the last convoy held 21 wagons of shells"),
    ],
)
def test_another_scope_or_room_only_differs(left: str, right: str) -> None:
    """Rounding, modality, another time, place or part never accuse a report."""
    met = meet(left, right)
    assert met is not None
    assert met.outcome == "differs"


def test_a_denial_is_a_negation_that_its_cue_brings() -> None:
    """Who denies that it delivered and who says that it did not agree; who says that it did does not."""
    negated = "the cargo ship had not delivered coal to the port of Nampo"
    agreed = meet(DELIVERED, negated, left_denied=True)
    clash = meet(DELIVERED, DELIVERED, left_denied=True)
    assert agreed is not None
    assert agreed.outcome == "same"
    assert clash is not None
    assert clash.outcome == "contradicts"


def test_rounded_and_converted_words_are_the_same() -> None:
    """What another house rounds or writes as a word is no disagreement."""
    met = meet(
        "the missile flew 1,001 km for eleven minutes over the sea",
        "the missile flew about 1,000 kilometres over the sea for 11 minutes",
    )
    assert met is not None
    assert met.outcome == "same"


def test_two_things_are_not_set_beside_each_other() -> None:
    """Clauses that share a word or two tell two things."""
    assert meet(DELIVERED, "the port of the capital was closed for repairs") is None


@given(st.text(max_size=120), st.text(max_size=120), st.booleans(), st.booleans())
def test_the_side_does_not_matter(left: str, right: str, one: bool, other: bool) -> None:
    """Any two clauses meet alike from both sides, and a clause never contradicts itself."""
    there = meet(left, right, left_denied=one, right_denied=other)
    back = meet(right, left, left_denied=other, right_denied=one)
    assert (there and there.outcome) == (back and back.outcome)
    alone = meet(left, left)
    assert alone is None or alone.outcome == "same"
