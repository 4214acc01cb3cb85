"""Answers in lines of English."""

from __future__ import annotations

from vedette.regimes.changes import difference
from vedette.regimes.history import history
from vedette.regimes.load import load_regime
from vedette.regimes.query import active_measures, standing
from vedette.regimes.tell import Line, standing_lines, verdict_lines
from vedette.regimes.tell_changes import difference_lines
from vedette.regimes.verdict import check

REGIME = load_regime("UN-KP")


def told(hs: str, direction: str, on: str) -> list[Line]:
    """The lines of one check."""
    verdict = check(REGIME, hs=hs, direction=direction, on=on)
    return list(verdict_lines(REGIME, verdict, history(REGIME, hs=hs, direction=direction)))


def holds(lines: list[Line], *words: str) -> bool:
    """Whether one line has all the words."""
    return any(all(word in line.text for word in words) for line in lines)


def test_a_check_says_what_a_lawyer_asks() -> None:
    """Paragraph, grace and whether it runs, exemption and who grants it, before and after."""
    lines = told("6203", "from", "2017-09-20")
    assert lines[0].text.endswith("PROHIBITED AFTER WIND-DOWN")
    assert holds(lines, "S/RES/2375 (2017) para. 16")
    assert holds(lines, "wind-down (running)", "2017-09-11", "2017-12-10", "2018-01-24")
    assert holds(lines, "exemption by the Committee, case by case")
    assert holds(lines, "before, to 2017-09-10: not covered")
    assert holds(lines, "after, from 2017-12-11")


def test_a_grace_from_memory_is_flagged_apart_from_its_ban() -> None:
    """Seafood's ban is verified and its thirty days are not: the verdict of those days is not."""
    lines = told("0307", "from", "2017-08-20")
    grace = next(line for line in lines if line.text.startswith("wind-down"))
    ban = next(line for line in lines if line.text.startswith("S/RES/2371 (2017) para. 9"))
    assert (grace.flag, ban.flag) == ("unverified", "verified")
    during = check(REGIME, hs="0307", direction="from", on="2017-08-20")
    after = check(REGIME, hs="0307", direction="from", on="2017-09-05")
    assert (during.verification, after.verification) == ("unverified", "verified")


def test_nothing_covered_names_the_lists_that_are_silent() -> None:
    """A code no list names is told with the lists that are held only in part."""
    lines = told("8001", "from", "2018-03-01")
    assert lines[0].text.endswith("NOT COVERED")
    assert holds(lines, "lists held only in part")


def test_each_measure_in_force_says_its_days_and_flag() -> None:
    """Every measure of a day is told with paragraph, first day and flag."""
    day = "2018-03-01"
    for measure in active_measures(REGIME, day):
        lines = list(standing_lines(REGIME, standing(REGIME, measure, day), day))
        assert measure.citation.words in lines[0].text
        assert lines[0].flag == measure.citation.verification
        assert holds(lines, f"in force from {measure.valid_from}")


def test_a_difference_tells_every_change_once() -> None:
    """As many change lines as changes, each day once, replacements with what was before."""
    found = difference(REGIME, "2017-08-04", "2017-12-22")
    lines = list(difference_lines(found))
    assert sum(line.depth == 2 for line in lines) == len(found.changes)
    days = [line.text for line in lines if line.depth == 0 and line.text[:4] == "2017"]
    assert days == sorted(set(days))
    assert holds(lines, "was S/RES/2321 (2016) para. 26")
