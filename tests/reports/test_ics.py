"""The calendar of the law as an iCalendar file."""

from __future__ import annotations

from icalendar import Calendar

from vedette.regimes.changes import agenda
from vedette.regimes.load import load_regime
from vedette.reports.ics import calendar_file

REGIME = load_regime("UN-KP")
ENTRIES = agenda(REGIME, "2024-01-01", "2024-12-31")


def test_a_calendar_program_reads_every_entry_once() -> None:
    """Each entry is an all-day event with an id of its own, its paragraph and its flag."""
    events = Calendar.from_ical(calendar_file(ENTRIES, [REGIME])).walk("VEVENT")
    assert len(events) == len(ENTRIES) == len({str(event["uid"]) for event in events})
    for event, entry in zip(events, ENTRIES, strict=True):
        assert event["dtstart"].dt.isoformat() == entry.on
        assert entry.citation.words in event["description"]
        assert entry.citation.verification in event["description"]


def test_the_end_of_a_term_reminds_before_it_comes() -> None:
    """The last day of the Panel's last term has reminders 90, 30 and 7 days before."""
    events = Calendar.from_ical(calendar_file(ENTRIES, [REGIME])).walk("VEVENT")
    (last,) = [event for event in events if "last day of the term" in event["summary"]]
    before = sorted(-alarm["trigger"].dt.days for alarm in last.walk("VALARM"))
    assert before == [7, 30, 90]


def test_the_same_calendar_gives_the_same_bytes() -> None:
    """A calendar that is subscribed to does not change when the law does not."""
    assert calendar_file(ENTRIES, [REGIME]) == calendar_file(ENTRIES, [REGIME])
