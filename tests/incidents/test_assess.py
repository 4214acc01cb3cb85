"""What becomes an incident, what does not, and how much is said of it."""

from __future__ import annotations

from tests.incidents.conftest import Desk

PROBE = "There is a probe into alleged arms transfers between Moscow and Pyongyang."
BETWEEN = [("party", "Moscow"), ("party", "Pyongyang"), ("object", "arms")]


def test_a_passing_mention_is_an_incident_with_too_little_to_say(desk: Desk) -> None:
    """Nobody named, no day, no goods: the incident stands as insufficient and alleged."""
    report = desk.report(PROBE)
    report.event("arms_transfer", "transfers", BETWEEN)
    (incident,) = desk.assess(report).incidents
    assert incident.incident_id == "KP-2024-0001"
    assert (incident.status, incident.modality) == ("insufficient", "alleged")
    assert incident.parties == ("state:KP", "state:RU")
    assert incident.occurred is None
    assert incident.law_on == "2024-03-29"


def test_an_unclear_direction_engages_both(desk: Desk) -> None:
    """Where the text does not say who supplied whom, the bans of both directions are listed."""
    report = desk.report(PROBE)
    report.event("arms_transfer", "transfers", BETWEEN)
    (incident,) = desk.assess(report).incidents
    cited = {(m.symbol.split()[0], m.paragraph) for m in incident.measures}
    assert cited == {
        ("S/RES/1718", "8(a)(i)"),
        ("S/RES/1718", "8(b)"),
        ("S/RES/1874", "9"),
        ("S/RES/2270", "6"),
    }
    assert all("does not say who supplied whom" in m.reason for m in incident.measures)


def test_a_known_direction_engages_one(desk: Desk) -> None:
    """Arms from the target engage the bans on its exports only."""
    report = desk.report("North Korea sent shells to Russia.")
    report.event(
        "arms_transfer",
        "sent",
        [("actor", "North Korea"), ("object", "shells"), ("target", "Russia")],
    )
    (incident,) = desk.assess(report).incidents
    assert {m.paragraph for m in incident.measures} == {"8(b)", "9"}


def test_the_law_is_that_of_the_day(desk: Desk) -> None:
    """Small arms to the target fell under another paragraph before March 2016."""
    report = desk.report("Iran sold rifles to North Korea on 1 March 2016.")
    slots = [("actor", "Iran"), ("object", "rifles"), ("target", "North Korea")]
    report.event("arms_transfer", "sold", slots, occurred="2016-03-01")
    (incident,) = desk.assess(report).incidents
    assert {m.paragraph for m in incident.measures} == {"8(a)(i)", "10"}
    assert any("small arms and light weapons" in m.reason for m in incident.measures)
    assert incident.incident_id == "KP-2016-0001"


def test_before_the_law_there_is_no_incident(desk: Desk) -> None:
    """The same sale in 2005 engages nothing."""
    report = desk.report("Iran sold rifles to North Korea in 2005.")
    slots = [("actor", "Iran"), ("object", "rifles"), ("target", "North Korea")]
    report.event("arms_transfer", "sold", slots, occurred="2005-05-01")
    result = desk.assess(report)
    assert not result.incidents
    assert not result.findings


def test_without_the_target_there_is_no_incident(desk: Desk) -> None:
    """Arms between states that no regime targets concern nobody here."""
    report = desk.report("Washington sent shells to Japan while North Korea protested.")
    report.event(
        "arms_transfer",
        "sent",
        [("actor", "Washington"), ("object", "shells"), ("target", "Japan")],
    )
    assert not desk.assess(report).incidents


def test_meetings_and_refusals_make_no_incident(desk: Desk) -> None:
    """A visit or talks turned down are no breach."""
    report = desk.report(
        "Russia's spy chief visited North Korea.", "North Korea rejects talks with Japan."
    )
    report.event(
        "meeting", "visited", [("actor", "Russia"), ("target", "North Korea")], modality="asserted"
    )
    report.event(
        "refusal_of_talks", "rejects", [("actor", "North Korea"), ("target", "Japan")], paragraph=1
    )
    assert not desk.assess(report).incidents


def test_a_test_of_long_ago_is_context_only(desk: Desk) -> None:
    """A background event under a law of its day is a finding of context and no incident."""
    report = desk.report("North Korea carried out a nuclear test on 3 September 2017.")
    report.event(
        "nuclear_test",
        "test",
        [("actor", "North Korea")],
        modality="background",
        occurred="2017-09-03",
    )
    result = desk.assess(report)
    assert not result.incidents
    assert [finding.claim_type for finding in result.findings] == ["context"]


def test_tests_in_general_are_no_incident(desk: Desk) -> None:
    """Sanctions "over its nuclear tests" tell no test of any day."""
    report = desk.report("North Korea is under sanctions over its nuclear tests.")
    report.event("nuclear_test", "tests", [("actor", "North Korea")], modality="asserted")
    assert not desk.assess(report).incidents


def test_a_launch_of_the_day_is_an_incident(desk: Desk) -> None:
    """A dated launch by the target engages the ban on launches."""
    report = desk.report("North Korea fired a ballistic missile on Tuesday.")
    slots = [("actor", "North Korea"), ("object", "a ballistic missile")]
    report.event("missile_launch", "fired", slots, modality="asserted", occurred="2024-03-26")
    (incident,) = desk.assess(report).incidents
    assert incident.kind == "missile_launch"
    assert incident.parties == ("state:KP",)
    assert {m.kind for m in incident.measures} == {"tests_ban"}


def test_a_plan_is_an_attempt_and_says_so(desk: Desk) -> None:
    """What is only planned is called planned, and its finding an attempt."""
    report = desk.report("North Korea plans to send shells to Russia.")
    slots = [("actor", "North Korea"), ("object", "shells"), ("target", "Russia")]
    report.event("arms_transfer", "send", slots, modality="planned")
    result = desk.assess(report)
    assert result.incidents[0].modality == "planned"
    assert result.findings[0].claim_type == "attempt"
    assert any("carried out" in question for question in result.incidents[0].open_questions)


def test_a_negation_alone_is_no_incident(desk: Desk) -> None:
    """A report that only tells what did not happen alleges nothing."""
    report = desk.report("North Korea has not sent arms to Russia.")
    report.event(
        "arms_transfer",
        "sent",
        [("actor", "North Korea"), ("target", "Russia")],
        modality="negated",
    )
    assert not desk.assess(report).incidents


def test_a_denial_alone_stays_a_denial(desk: Desk) -> None:
    """Where only a denial is read, the incident is called denied and insufficient."""
    report = desk.report("Russia denied having bought arms from North Korea.")
    denial = report.says(
        "Russia", "having bought arms from North Korea", cue="deny", ref="state:RU"
    )
    slots = [("actor", "Russia"), ("source", "North Korea")]
    report.event("arms_transfer", "bought", slots, modality="denied", by=denial)
    (incident,) = desk.assess(report).incidents
    assert (incident.modality, incident.status) == ("denied", "insufficient")
    assert [link.stance for link in incident.evidence] == ["contradicts"]


def test_without_any_day_no_law_can_be_named(desk: Desk) -> None:
    """An undated event in an undated report is tested against nothing."""
    report = desk.report(PROBE, on="")
    event = report.event("arms_transfer", "transfers", BETWEEN)
    report.events[0] = type(event)(
        **{name: getattr(event, name) for name in event.__dataclass_fields__ if name != "law_on"},
        law_on=None,
    )
    assert not desk.assess(report).findings


def test_coal_and_fuel_are_two_incidents(desk: Desk) -> None:
    """Goods under different rules do not become one shipment."""
    report = desk.report(
        "North Korea shipped coal to China.", "China shipped diesel to North Korea."
    )
    coal = [("actor", "North Korea"), ("object", "coal"), ("target", "China")]
    fuel = [("actor", "China"), ("object", "diesel"), ("target", "North Korea")]
    report.event("shipment", "shipped", coal, occurred="2021-05-01")
    report.event("shipment", "shipped", fuel, paragraph=1, occurred="2021-05-01")
    incidents = desk.assess(report).incidents
    assert {m.kind for i in incidents for m in i.measures} == {"coal_iron", "refined_petroleum"}
    assert len(incidents) == 2


def test_nothing_assumes_one_regime(desk: Desk) -> None:
    """Arms to Mali engage nothing, for it was under no arms embargo; its vote is tied."""
    report = desk.report(
        "Russia sent arms to Mali.",
        "Russia vetoed the renewal of the panel on Mali.",
        on="2023-08-31",
    )
    report.event(
        "arms_transfer", "sent", [("actor", "Russia"), ("target", "Mali")], modality="asserted"
    )
    slots = [("actor", "Russia"), ("object", "the renewal of the panel")]
    report.event("veto", "vetoed", slots, paragraph=1, modality="asserted", occurred="2023-08-30")
    result = desk.assess(report)
    assert not result.incidents
    assert [link.vote_id for link in result.political_links] == ["UN-ML/vote-2023-08-30"]


def test_the_same_input_gives_the_same_rows(desk: Desk) -> None:
    """Order of the reports and repetition change nothing."""
    one, two = desk.report(PROBE), desk.report(PROBE, name="r2", agency="agency:reuters")
    for report in (one, two):
        report.event("arms_transfer", "transfers", BETWEEN)
    assert desk.assess(one, two).incidents == desk.assess(one, two).incidents
    ids = {incident.key: incident.n_origins for incident in desk.assess(two, one).incidents}
    assert ids == {incident.key: incident.n_origins for incident in desk.assess(one, two).incidents}


def test_findings_name_rule_regime_version_and_law(desk: Desk) -> None:
    """A finding can be checked: which rule, which data, which day."""
    report = desk.report(PROBE)
    event = report.event("arms_transfer", "transfers", BETWEEN)
    (finding,) = desk.assess(report).findings
    assert finding.rule == "arms-direction-open"
    assert finding.event_id == event.event_id
    assert finding.regime_version
    assert (finding.law_on, finding.law_basis) == ("2024-03-29", "the day of the report")
