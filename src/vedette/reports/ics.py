"""A calendar of the law as an iCalendar file, for any calendar program.

Source of the format: RFC 5545 (iCalendar).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from vedette.model.law import Regime
from vedette.regimes.changes import Entry

# Days before, on which a calendar program reminds.
_WARNINGS = {
    "mandate_ends": (90, 30, 7),
    "measure_ends": (90, 30, 7),
    "report_due": (14,),
    "review": (30,),
    "duty": (14,),
}


def calendar_file(entries: Iterable[Entry], regimes: Sequence[Regime]) -> bytes:
    """The entries as all-day events; the same entries give the same bytes.

    Args:
        entries: Days of the law.
        regimes: Those they come from; their data versions stand in the file and date its events.
    """
    versions = {law.regime_id: law.data_version for law in regimes}
    calendar = Calendar()
    told = ", ".join(f"{name} data {version}" for name, version in sorted(versions.items()))
    calendar.add("prodid", f"-//Vedette//{told}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Vedette: calendar of the law")
    for entry in entries:
        event = Event()
        key = hashlib.sha256(f"{entry.entry_id} {entry.words}".encode()).hexdigest()[:32]
        event.add("uid", f"{key}@vedette")
        event.add("dtstamp", _stamp(versions.get(entry.regime_id, "")))
        day = date.fromisoformat(entry.on)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        words = f"{entry.regime_id}: {entry.words}"
        event.add("summary", words)
        cited = entry.citation
        event.add(
            "description", f"{cited.words}. Verification: {cited.verification} ({cited.source})"
        )
        event.add("categories", [entry.kind.replace("_", " ")])
        event.add("transp", "TRANSPARENT")
        for n_days in _WARNINGS.get(entry.kind, ()):
            event.add_component(_alarm(words, n_days))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(words: str, n_days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"in {n_days} days: {words}")
    alarm.add("trigger", timedelta(days=-n_days))
    return alarm


def _stamp(version: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(version[:10]), datetime.min.time(), UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
