"""For, against, around: every piece with its span and reason."""

from __future__ import annotations

from tests.incidents.conftest import Desk

SENT = [("actor", "North Korea"), ("object", "shells"), ("target", "Russia")]


def test_all_sides_are_kept_in_order(desk: Desk) -> None:
    """Support, denial and surroundings stand beside each other; each span is in its text."""
    report = desk.report(
        "North Korea sent shells to Russia, Washington said.",
        "Moscow denied having got shells.",
        "Japan said the shells were a danger to North Korea's neighbours.",
        "Russia's spy chief visited Pyongyang.",
        "North Korea carried out a nuclear test in 2006.",
        "Russia vetoed the renewal of the panel of experts on North Korea.",
    )
    said = report.says("Washington", "North Korea sent shells to Russia", ref="state:US")
    report.event("arms_transfer", "sent", SENT, by=said)
    report.says("Moscow", "having got shells", cue="deny", paragraph=1, ref="state:RU")
    report.says("Japan", "the shells were a danger", paragraph=2, ref="state:JP")
    report.event("meeting", "visited", [("actor", "Russia"), ("target", "Pyongyang")], paragraph=3)
    report.event(
        "nuclear_test",
        "test",
        [("actor", "North Korea")],
        paragraph=4,
        modality="background",
        occurred="2006",
    )
    slots = [("actor", "Russia"), ("object", "the renewal of the panel of experts")]
    report.event("veto", "vetoed", slots, paragraph=5, modality="asserted", occurred="2024-03-28")
    (incident,) = desk.assess(report).incidents
    assert [link.stance for link in incident.evidence] == ["supports", "contradicts"] + [
        "context"
    ] * 4
    for link in incident.evidence:
        assert link.span.checked(report.text)
        assert link.reason
    reasons = [link.reason for link in incident.evidence]
    assert "a party to it, turns it down" in reasons[1]
    assert any("does not tie it" in reason for reason in reasons)
    assert any("2024-04-30" in reason for reason in reasons)


def test_other_stories_stay_out(desk: Desk) -> None:
    """A visit told in another story is no context of this one."""
    report = desk.report("North Korea sent shells to Russia.")
    report.event("arms_transfer", "sent", SENT)
    other = desk.report("Russia's spy chief visited Pyongyang.", name="r2")
    other.event("meeting", "visited", [("actor", "Russia"), ("target", "Pyongyang")])
    (incident,) = desk.assess(report, other, stories={"sy_1": ["r1"], "sy_2": ["r2"]}).incidents
    assert [link.stance for link in incident.evidence] == ["supports"]


def test_a_denial_in_another_story_counts_when_it_names_all_parties(desk: Desk) -> None:
    """A denial of the same transfer is evidence wherever it is printed."""
    report = desk.report("North Korea sent shells to Russia.")
    report.event("arms_transfer", "sent", SENT)
    other = desk.report("North Korea has never sold arms to Russia.", name="r2")
    slots = [("actor", "North Korea"), ("target", "Russia")]
    other.event("arms_transfer", "sold", slots, modality="negated")
    (incident,) = desk.assess(report, other, stories={"sy_1": ["r1"], "sy_2": ["r2"]}).incidents
    assert [link.stance for link in incident.evidence] == ["supports", "contradicts"]


def test_an_accuser_without_an_event_supports(desk: Desk) -> None:
    """A charge on the matter by somebody else is support with its name."""
    report = desk.report(
        "North Korea sent shells to Russia.", "Japan accused Moscow over the shells."
    )
    report.event("arms_transfer", "sent", SENT)
    report.says("Japan", "over the shells", cue="accuse", paragraph=1, ref="state:JP")
    (incident,) = desk.assess(report).incidents
    assert [link.stance for link in incident.evidence] == ["supports", "supports"]
    assert incident.status == "open"
