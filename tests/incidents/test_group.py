"""What is one incident and what are two, on every run."""

from __future__ import annotations

from tests.incidents.conftest import Desk, Report

SENT = [("actor", "North Korea"), ("object", "shells"), ("target", "Russia")]


def told(desk: Desk, name: str, day: str | None, on: str = "2024-03-29") -> Report:
    """A report of the transfer on a day."""
    report = desk.report("North Korea sent shells to Russia.", name=name, on=on)
    report.event("arms_transfer", "sent", SENT, occurred=day)
    return report


def test_overlapping_days_are_one_incident(desk: Desk) -> None:
    """A day inside the interval of another report is the same deed; the precise day is kept."""
    reports = told(desk, "r1", "2024-03-12"), told(desk, "r2", "2024-03-10/2024-03-16")
    (incident,) = desk.assess(*reports).incidents
    assert incident.occurred == "2024-03-12"
    assert len(incident.event_ids) == 2


def test_days_apart_are_two(desk: Desk) -> None:
    """Transfers of different days are different incidents with numbers in order of their law."""
    incidents = desk.assess(
        told(desk, "r1", "2024-03-20"), told(desk, "r2", "2024-03-12")
    ).incidents
    assert [(i.incident_id, i.occurred) for i in incidents] == [
        ("KP-2024-0001", "2024-03-12"),
        ("KP-2024-0002", "2024-03-20"),
    ]


def test_an_undated_mention_joins_the_dated_case_of_its_story(desk: Desk) -> None:
    """In one story with one dated deed, the undated mention is about that one."""
    (incident,) = desk.assess(told(desk, "r1", "2024-03-12"), told(desk, "r2", None)).incidents
    assert incident.occurred == "2024-03-12"


def test_an_undated_mention_elsewhere_stands_alone(desk: Desk) -> None:
    """In another story it is not taken to be the same."""
    stories = {"sy_1": ["r1"], "sy_2": ["r2"]}
    reports = told(desk, "r1", "2024-03-12"), told(desk, "r2", None)
    assert len(desk.assess(*reports, stories=stories).incidents) == 2


def test_a_year_does_not_swallow_its_days(desk: Desk) -> None:
    """Two dated deeds and one told of the whole year are three incidents."""
    days = ["2024-03-12", "2024-05-12", "2024"]
    reports = [told(desk, f"r{n}", day) for n, day in enumerate(days)]
    assert len(desk.assess(*reports).incidents) == 3


def test_an_event_with_fewer_parties_joins_its_story(desk: Desk) -> None:
    """ "North Korea sold arms" in a story on arms to Russia belongs to that incident."""
    report = desk.report("North Korea sent shells to Russia.", "North Korea has sold arms.")
    report.event("arms_transfer", "sent", SENT)
    report.event("arms_transfer", "sold", [("actor", "North Korea")], paragraph=1)
    (incident,) = desk.assess(report).incidents
    assert incident.parties == ("state:KP", "state:RU")


def test_other_parties_are_another_incident(desk: Desk) -> None:
    """Arms to Iran are not arms to Russia."""
    report = desk.report("North Korea sent shells to Russia.", "North Korea sent shells to Iran.")
    report.event("arms_transfer", "sent", SENT)
    to_iran = [("actor", "North Korea"), ("object", "shells"), ("target", "Iran")]
    report.event("arms_transfer", "sent", to_iran, paragraph=1)
    assert len(desk.assess(report).incidents) == 2


def test_the_key_does_not_hang_on_the_story_or_its_reports(desk: Desk) -> None:
    """More reports in a story leave the key of an undated allegation as it was."""
    first = told(desk, "r1", None)
    (alone,) = desk.assess(first).incidents
    (both,) = desk.assess(first, told(desk, "r2", None, on="2024-04-02")).incidents
    assert alone.key == both.key


def test_both_ways_are_two_incidents(desk: Desk) -> None:
    """Arms from the target and arms to it are different allegations between the same parties."""
    report = desk.report(
        "North Korea sent shells to Russia.", "Russia sent rockets to North Korea."
    )
    report.event("arms_transfer", "sent", SENT)
    back = [("actor", "Russia"), ("object", "rockets"), ("target", "North Korea")]
    report.event("arms_transfer", "sent", back, paragraph=1)
    incidents = desk.assess(report).incidents
    assert {tuple(sorted(m.paragraph for m in one.measures)) for one in incidents} == {
        ("8(b)", "9"),
        ("6", "8(a)(i)"),
    }


def test_an_open_direction_takes_the_one_its_story_tells(desk: Desk) -> None:
    """A passing mention joins the directed allegation and adds no measures to it."""
    report = desk.report(
        "North Korea sent shells to Russia.", "Arms deals of Moscow and Pyongyang."
    )
    report.event("arms_transfer", "sent", SENT)
    parties = [("party", "Moscow"), ("party", "Pyongyang")]
    report.event("arms_transfer", "deals", parties, paragraph=1)
    (incident,) = desk.assess(report).incidents
    assert {measure.paragraph for measure in incident.measures} == {"8(b)", "9"}
    assert len(incident.finding_ids) == 2
