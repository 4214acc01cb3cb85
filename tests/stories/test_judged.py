"""Groups under judgements: the newest holds, nothing is lost, and only what was judged moves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vedette.model.correction import Tie
from vedette.stories.judged import parted, regroup


def tie(number: int, left: str, right: str, *, one: bool, join: bool = False) -> Tie:
    return Tie(
        correction_id=f"co_{number}",
        thing="story",
        is_one=one,
        is_join=join,
        left=tuple((key, 0) for key in left),
        right=tuple((key, 0) for key in right),
        says="judged",
    )


def laid(groups: list[str], *ties: Tie) -> list[str]:
    known = set("".join(groups))
    made, _ = regroup(
        [list(group) for group in groups], ties, lambda at: {key for key, _ in at if key in known}
    )
    return sorted("".join(sorted(group)) for group in made)


def test_a_merge_brings_all_of_both_a_joining_report_comes_alone() -> None:
    """Stories judged one keep every report; a report that joins leaves its companions behind."""
    assert laid(["ab", "cd", "e"], tie(1, "a", "c", one=True)) == ["abcd", "e"]
    assert laid(["ab", "cd", "e"], tie(1, "ab", "c", one=True, join=True)) == ["abc", "d", "e"]
    assert laid(["ab", "c"], tie(1, "ab", "c", one=True, join=True)) == ["abc"]


def test_those_that_leave_leave_together() -> None:
    """Two reports judged to tell another story make one story of their own, not two."""
    assert laid(["abcd"], tie(1, "bc", "ad", one=False)) == ["ad", "bc"]


def test_the_newest_judgement_holds() -> None:
    """Told apart and joined again is one; joined and told apart is two."""
    apart, one = tie(1, "a", "b", one=False), tie(2, "a", "b", one=True)
    assert laid(["ab"], apart, one) == ["ab"]
    assert laid(["ab"], one, apart) == ["a", "b"]
    assert parted([apart]) == {frozenset("ab")}
    assert parted([apart, one]) == frozenset()


def test_a_judgement_whose_reports_are_gone_changes_nothing() -> None:
    """With one side not among the reports, the machine's groups stay."""
    assert laid(["ab", "c"], tie(1, "x", "a", one=True), tie(2, "a", "y", one=False)) == ["ab", "c"]


KEYS = "abcdef"
SIDES = st.text(alphabet=KEYS + "xy", min_size=1, max_size=3)


@given(
    st.lists(st.integers(0, 3), min_size=6, max_size=6),
    st.lists(st.tuples(SIDES, SIDES, st.booleans(), st.booleans()), max_size=6),
)
def test_every_report_stays_in_exactly_one_group(
    homes: list[int], made: list[tuple[str, str, bool, bool]]
) -> None:
    """Whatever is judged in whatever order, no report is lost, doubled or left in an empty group."""
    groups = [
        "".join(k for k, h in zip(KEYS, homes, strict=True) if h == home) for home in range(4)
    ]
    ties = [
        tie(n, left, right, one=one, join=join) for n, (left, right, one, join) in enumerate(made)
    ]
    after = laid([group for group in groups if group], *ties)
    assert sorted("".join(after)) == list(KEYS)
    assert all(after)
