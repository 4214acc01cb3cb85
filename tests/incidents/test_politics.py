"""Votes and mandates behind what reports tell; never incidents."""

from __future__ import annotations

import pytest

from tests.incidents.conftest import Desk

VETO = "Russia vetoed the renewal of the panel of experts on North Korea."
SLOTS = [("actor", "Russia"), ("object", "the renewal of the panel of experts")]


def test_a_dated_veto_is_tied_exactly(desk: Desk) -> None:
    """The day in the text is the day in the record; the mandate's end comes from the data."""
    report = desk.report(VETO)
    report.event("veto", "vetoed", SLOTS, modality="asserted", occurred="2024-03-28")
    result = desk.assess(report)
    (link,) = result.political_links
    assert (link.vote_id, link.mandate_ended_on) == ("UN-KP/vote-2024-03-28", "2024-04-30")
    assert "dates it to 2024-03-28" in link.reason
    assert not result.incidents


def test_an_undated_veto_is_tied_by_words_and_nearness(desk: Desk) -> None:
    """The reason says that the text leaves the day open; the event stays undated."""
    report = desk.report(VETO)
    report.event("veto", "vetoed", SLOTS, modality="asserted")
    (link,) = desk.assess(report).political_links
    assert "leaves the day open" in link.reason
    assert "1 day after 2024-03-28" in link.reason


@pytest.mark.parametrize("occurred", ["2024-03", "2024", "2024-03-25/2024-03-29"])
def test_a_period_that_holds_the_day_ties(desk: Desk, occurred: str) -> None:
    """A month or year in which the vote was held is enough with the right words."""
    report = desk.report(VETO, on="2024-11-02")
    report.event("veto", "vetoed", SLOTS, modality="asserted", occurred=occurred)
    assert desk.assess(report).political_links[0].vote_id == "UN-KP/vote-2024-03-28"


@pytest.mark.parametrize(
    ("sentence", "slots", "occurred", "on", "modality"),
    [
        (VETO, SLOTS, "2024-03-22", "2024-03-29", "asserted"),  # another day
        (VETO, SLOTS, None, "2024-03-20", "asserted"),  # before the vote
        (VETO, SLOTS, None, "2024-11-20", "asserted"),  # too long after
        (VETO, SLOTS, "2024-03-28", "2024-03-20", "planned"),
        (
            "Washington vetoed the renewal of the panel of experts on North Korea.",
            [("actor", "Washington"), ("object", "the renewal of the panel of experts")],
            "2024-03-28",
            "2024-03-29",
            "asserted",
        ),
        (
            "Russia vetoed a draft on a ceasefire.",
            [("actor", "Russia"), ("object", "a draft on a ceasefire")],
            "2024-03-28",
            "2024-03-29",
            "asserted",
        ),
    ],
)
def test_what_does_not_fit_is_not_tied(
    desk: Desk,
    sentence: str,
    slots: list[tuple[str, str]],
    occurred: str | None,
    on: str,
    modality: str,
) -> None:
    """Another day, another time, another voter, another matter or a mere plan tie nothing."""
    report = desk.report(sentence, on=on)
    report.event("veto", "vetoed", slots, modality=modality, occurred=occurred)
    assert not desk.assess(report).political_links


def test_the_other_veto_is_told_apart(desk: Desk) -> None:
    """A veto of new measures in May 2022 is tied to that vote and ended no mandate."""
    report = desk.report("China vetoed further measures on North Korea.", on="2022-05-27")
    slots = [("actor", "China"), ("object", "further measures on North Korea")]
    report.event("veto", "vetoed", slots, modality="asserted", occurred="2022-05-26")
    (link,) = desk.assess(report).political_links
    assert (link.vote_id, link.mandate_id) == ("UN-KP/vote-2022-05-26", None)


def test_the_end_of_a_mandate_is_tied_to_the_vote(desk: Desk) -> None:
    """A mandate that runs out on its last day leads to the vote that did not extend it."""
    sentence = "The mandate of the panel of experts on North Korea expired on Tuesday."
    report = desk.report(sentence, on="2024-05-01")
    slots = [("object", "The mandate of the panel of experts")]
    report.event("mandate_end", "expired", slots, modality="asserted", occurred="2024-04-30")
    (link,) = desk.assess(report).political_links
    assert link.vote_id == "UN-KP/vote-2024-03-28"


def test_mentions_in_several_reports_are_one_link(desk: Desk) -> None:
    """One vote, one link, with every span that tells it."""
    reports = [desk.report(VETO, name=name, agency=f"agency:{name}") for name in ("r1", "r2")]
    reports[0].event("veto", "vetoed", SLOTS, modality="asserted", occurred="2024-03-28")
    reports[1].event("veto", "vetoed", SLOTS, modality="asserted")
    (link,) = desk.assess(*reports).political_links
    assert len(link.spans) == len(link.event_ids) == 2
    assert "1 of 2 mentions: the text dates it to 2024-03-28" in link.reason
    assert "1 of 2 mentions: the text leaves the day open" in link.reason
