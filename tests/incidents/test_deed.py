"""Who moved what to whom, as the words say it."""

from __future__ import annotations

import pytest

from tests.incidents.conftest import Desk, Report
from vedette.incidents.corpus import Corpus
from vedette.incidents.deed import Deed, deed_of, first_hand_sign
from vedette.incidents.rules import rule_table


def deed(report: Report) -> Deed:
    """The deed of a report's only event."""
    corpus = Corpus([report.bundle()], (), (), (), (), ())
    return deed_of(report.events[0], corpus, rule_table())


@pytest.mark.parametrize(
    ("sentence", "trigger", "slots", "supplier", "recipient"),
    [
        (
            "North Korea sent shells to Russia.",
            "sent",
            [("actor", "North Korea"), ("target", "Russia")],
            "KP",
            "RU",
        ),
        (
            "Russia bought shells from North Korea.",
            "bought",
            [("actor", "Russia"), ("source", "North Korea")],
            "KP",
            "RU",
        ),
        ("Russia imported rockets made abroad.", "imported", [("actor", "Russia")], None, "RU"),
        (
            "The shipment of shells from North Korea to Russia.",
            "shipment",
            [("actor", "North Korea"), ("target", "Russia")],
            "KP",
            "RU",
        ),
        (
            "Imports of shells by Russia from North Korea.",
            "Imports",
            [("actor", "Russia"), ("actor", "North Korea")],
            "KP",
            "RU",
        ),
        (
            "Arms transfers between Moscow and Pyongyang.",
            "transfers",
            [("party", "Moscow"), ("party", "Pyongyang")],
            None,
            None,
        ),
        (
            "An arms deal of Russia with North Korea.",
            "deal",
            [("actor", "Russia"), ("target", "North Korea")],
            None,
            None,
        ),
        (
            "Russia received North Korean shells.",
            "received",
            [("actor", "Russia"), ("object", "North Korean shells")],
            "KP",
            "RU",
        ),
    ],
)
def test_direction(
    desk: Desk,
    sentence: str,
    trigger: str,
    slots: list[tuple[str, str]],
    supplier: str | None,
    recipient: str | None,
) -> None:
    """The preposition decides, then the verb, then what the goods are called; else it is open."""
    report = desk.report(sentence)
    report.event("arms_transfer", trigger, slots)
    found = deed(report)
    assert (found.supplier, found.recipient) == (
        f"state:{supplier}" if supplier else None,
        f"state:{recipient}" if recipient else None,
    )


@pytest.mark.parametrize(
    ("words", "goods"),
    [
        ("crude oil", {"crude"}),
        ("ballistic missiles", {"ballistic_missiles"}),
        ("artillery shells", {"heavy_arms", "ammunition"}),
        ("arms", {"unspecific"}),
        ("bread", set()),
    ],
)
def test_goods_are_the_longest_words_that_fit(desk: Desk, words: str, goods: set[str]) -> None:
    """Overlapping finds give the longest: crude oil is crude, not oil."""
    report = desk.report(f"Russia moved a lot of {words} on.")
    report.event("shipment", "moved", [("actor", "Russia"), ("object", words)])
    assert deed(report).goods == goods


def test_unspecific_arms_are_no_goods_told(desk: Desk) -> None:
    """An allegation of "arms" has not said what goods."""
    report = desk.report("Russia moved arms on.")
    report.event("arms_transfer", "moved", [("actor", "Russia"), ("object", "arms")])
    assert "goods" not in deed(report).told


def test_what_the_law_forbids_is_no_deed(desk: Desk) -> None:
    """A sentence about the ban is told apart from a sentence about a breach."""
    ban = desk.report("Resolutions ban all arms exports by North Korea.")
    ban.event("arms_transfer", "exports", [("actor", "North Korea")], modality="asserted")
    breach = desk.report("North Korea exports arms in spite of resolutions that ban it.")
    breach.event("arms_transfer", "exports", [("actor", "North Korea")], modality="asserted")
    assert deed(ban).is_law
    assert not deed(breach).is_law


def test_a_year_tells_a_date_and_no_day(desk: Desk) -> None:
    """A year dates an event without telling one deed from another."""
    report = desk.report("North Korea exported coal in 2019.")
    report.event("shipment", "exported", [("actor", "North Korea")], occurred="2019")
    told = deed(report).told
    assert "date" in told
    assert "day" not in told


def test_first_hand_signs_can_be_denied() -> None:
    """A sign that is said to be missing is no sign."""
    table = rule_table()
    assert first_hand_sign("Satellite images show containers.", table) == "Satellite images"
    assert first_hand_sign("There are no satellite images of it.", table) is None
    assert first_hand_sign("Officials believe so.", table) is None


@pytest.mark.parametrize(
    ("sentence", "trigger", "modality"),
    [
        ("Russia sold arms to North Korea.", "sold", "asserted"),
        ("Russia sold arms to North Korea, an envoy told reporters.", "sold", "alleged"),
        ("Moscow does not rule out supplying arms to North Korea.", "supplying", "planned"),
        ("Moscow could supply arms to North Korea.", "supply", "planned"),
        ("Japan called on Russia to stop arms transfers to North Korea.", "transfers", "alleged"),
        ("There is no evidence of arms sales by Russia to North Korea.", "sales", "negated"),
        ("It may rain. Russia sold arms to North Korea.", "sold", "asserted"),
    ],
)
def test_words_around_it_hold_an_assertion_back(
    desk: Desk, sentence: str, trigger: str, modality: str
) -> None:
    """What is hedged, attributed or taken for granted is never called asserted."""
    report = desk.report(sentence)
    report.event("arms_transfer", trigger, [("target", "North Korea")], modality="asserted")
    assert deed(report).modality == modality


def test_denials_and_negations_are_left_as_read(desk: Desk) -> None:
    """Holding back never turns a denial into anything else."""
    report = desk.report("Moscow said it could never sell arms to North Korea.")
    report.event("arms_transfer", "sell", [("target", "North Korea")], modality="negated")
    assert deed(report).modality == "negated"


def test_a_party_that_calls_it_groundless_denies_it(desk: Desk) -> None:
    """The accused is never counted as the one who alleges."""
    report = desk.report("Moscow called reports of arms sales to North Korea groundless.")
    said = report.says("Moscow", "reports of arms sales to North Korea groundless", ref="state:RU")
    slots = [("actor", "Moscow"), ("target", "North Korea")]
    report.event("arms_transfer", "sales", slots, modality="alleged", by=said)
    assert deed(report).modality == "denied"
