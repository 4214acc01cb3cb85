"""How much may be said: modality, status, independence."""

from __future__ import annotations

import pytest

from tests.incidents.conftest import Desk, Report

SENT = [("actor", "North Korea"), ("object", "shells"), ("target", "Russia")]


def told(
    desk: Desk,
    name: str,
    agency: str,
    *,
    speaker: str | None = None,
    sentence: str = "North Korea sent shells to Russia in spring.",
    modality: str = "alleged",
) -> Report:
    """A report that tells the transfer, by a speaker or in its own words."""
    report = desk.report(sentence, name=name, agency=agency)
    said = report.says(speaker, sentence[:30], ref=speaker) if speaker else None
    report.event("arms_transfer", "sent", SENT, modality=modality, by=said)
    return report


def test_repetition_never_lifts_an_allegation(desk: Desk) -> None:
    """Three independent origins repeating one allegation leave it alleged, and open at most."""
    agencies = ["agency:afp", "agency:reuters", "agency:ap"]
    reports = [told(desk, f"r{n}", agency) for n, agency in enumerate(agencies)]
    (incident,) = desk.assess(*reports).incidents
    assert (incident.modality, incident.status, incident.n_origins) == ("alleged", "open", 3)


def test_copies_of_one_agency_are_one_origin(desk: Desk) -> None:
    """The same agency in two reports counts once."""
    (incident,) = desk.assess(*(told(desk, name, "agency:afp") for name in ("r1", "r2"))).incidents
    assert incident.n_origins == 1


def test_a_named_claimant_and_goods_open_it(desk: Desk) -> None:
    """One named speaker with goods told is enough to open, not more."""
    (incident,) = desk.assess(told(desk, "r1", "agency:afp", speaker="state:US")).incidents
    assert incident.status == "open"
    assert not any("Who alleges it" in question for question in incident.open_questions)


def test_a_claimant_without_goods_or_day_does_not(desk: Desk) -> None:
    """Somebody alleging "arms transfers" without goods or day leaves it insufficient."""
    report = desk.report("Washington spoke of arms transfers between Moscow and Pyongyang.")
    said = report.says("Washington", "arms transfers", ref="state:US")
    report.event(
        "arms_transfer", "transfers", [("party", "Moscow"), ("party", "Pyongyang")], by=said
    )
    (incident,) = desk.assess(report).incidents
    assert incident.status == "insufficient"


@pytest.mark.parametrize(
    ("speakers", "status"),
    [(("state:KR", "state:JP"), "corroborated"), (("state:KR", "state:KR"), "open")],
)
def test_corroboration_needs_two_first_hand_sources(
    desk: Desk, speakers: tuple[str, str], status: str
) -> None:
    """Two states that detected it corroborate; two organs of one state are one source."""
    words = "A transfer was detected: North Korea sent shells to Russia."
    reports = [
        told(desk, f"r{n}", f"agency:{n}", speaker=speaker, sentence=words)
        for n, speaker in enumerate(speakers)
    ]
    (incident,) = desk.assess(*reports).incidents
    assert incident.status == status
    assert incident.modality == "alleged"


def test_own_words_of_all_reports_are_asserted(desk: Desk) -> None:
    """Where every report tells it as fact and nobody denies it, it is asserted."""
    (incident,) = desk.assess(told(desk, "r1", "agency:afp", modality="asserted")).incidents
    assert incident.modality == "asserted"


def test_one_report_that_only_alleges_holds_the_others_back(desk: Desk) -> None:
    """Reports that disagree on how sure it is leave it alleged."""
    sure = told(desk, "r1", "agency:afp", modality="asserted")
    (incident,) = desk.assess(sure, told(desk, "r2", "agency:ap")).incidents
    assert incident.modality == "alleged"


def test_a_denial_holds_an_assertion_back(desk: Desk) -> None:
    """An assertion that is denied becomes an allegation."""
    report = desk.report("North Korea sent shells to Russia.", "Moscow denied having got shells.")
    report.event("arms_transfer", "sent", SENT, modality="asserted")
    report.says("Moscow", "having got shells", cue="deny", paragraph=1, ref="state:RU")
    (incident,) = desk.assess(report).incidents
    assert incident.modality == "alleged"
    assert any(link.stance == "contradicts" for link in incident.evidence)


def test_an_admission_is_asserted(desk: Desk) -> None:
    """A party that tells its own act is a first-hand source."""
    admitted = told(desk, "r1", "agency:kcna", speaker="state:KP", modality="asserted")
    (incident,) = desk.assess(admitted, told(desk, "r2", "agency:ap")).incidents
    assert incident.modality == "asserted"
    assert any("own act" in link.reason for link in incident.evidence)
