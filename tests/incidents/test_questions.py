"""What is still to be asked."""

from __future__ import annotations

from tests.incidents.conftest import Desk
from vedette.clean.data_files import load_yaml
from vedette.incidents.questions import _FACTS


def test_every_question_has_its_fact_and_every_fact_its_question() -> None:
    """The table and the code know the same facts; ids are unique."""
    rows = load_yaml("vedette.incidents", "questions.yml")["questions"]
    assert {row["fact"] for row in rows} == set(_FACTS)
    assert len({row["id"] for row in rows}) == len(rows)


def test_a_passing_mention_raises_all_the_basic_questions(desk: Desk) -> None:
    """Who, when, what, who supplied whom, which shipment, first hand, reply."""
    report = desk.report(
        "There is a probe into alleged arms transfers between Moscow and Pyongyang."
    )
    slots = [("party", "Moscow"), ("party", "Pyongyang"), ("object", "arms")]
    report.event("arms_transfer", "transfers", slots)
    asked = " ".join(desk.assess(report).incidents[0].open_questions)
    for words in (
        "Who alleges",
        "who conducts",
        "When is",
        "What goods",
        "Who supplied whom",
        "Which shipment",
        "first-hand",
        "No reply is found from North Korea or Russia",
    ):
        assert words in asked


def test_what_is_answered_is_not_asked(desk: Desk) -> None:
    """With claimant, day, goods, direction and a reply told, those questions go."""
    report = desk.report(
        "Washington said North Korea sent 3,000 shells to Russia on 12 March.",
        "Moscow denied having got shells.",
    )
    said = report.says("Washington", "North Korea sent 3,000 shells", ref="state:US")
    slots = [
        ("actor", "North Korea"),
        ("object", "3,000 shells"),
        ("quantity", "3,000"),
        ("target", "Russia"),
    ]
    report.event("arms_transfer", "sent", slots, occurred="2024-03-12", by=said)
    report.says("Moscow", "having got shells", cue="deny", paragraph=1, ref="state:RU")
    asked = " ".join(desk.assess(report).incidents[0].open_questions)
    for words in ("Who alleges", "When is", "What goods", "What quantity", "Who supplied"):
        assert words not in asked
    assert "No reply is found from North Korea." in asked
    assert "It is denied" in asked
