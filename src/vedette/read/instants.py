"""Instants as pages print them: "Published March 29, 2024 | 04:50 PM" to ISO 8601.

A zone is given only where one is printed; a time without one stays local to nobody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from vedette.clean.dates import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = (
    rf"(?:(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>(?:19|20)\d\d)"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\.?,?\s+(?P<y2>(?:19|20)\d\d)"
    r"|(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d))"
)
_TIME = (
    r"(?:[T\s|,·•@-]*(?:at\s+)?(?P<h>\d{1,2}):(?P<min>\d\d)(?::(?P<s>\d\d))?(?:\.\d+)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z\b|GMT(?:[+-]\d{1,2}(?::?\d\d)?)?|UTC|[+-]\d\d:?\d\d)?)?"
)
_INSTANT = re.compile(
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,?\s+)?{_DAY}{_TIME}", re.I
)
_LABEL = re.compile(
    r"(?P<label>last (?:updated|modified)|updated(?: on| at)?|published(?: on| at)?|posted(?: on| at)?"
    r"|date published|publication date|first published|date|release date)\s*[:|-]?\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Instant:
    """A printed instant: offsets in the line, the EDTF value, and the label before it, if any."""

    start: int
    end: int
    value: str
    label: str | None

    @property
    def is_update(self) -> bool:
        return bool(self.label and ("updat" in self.label or "modif" in self.label))


def find_instant(line: str) -> Instant | None:
    """The first complete date in a line, with its time and zone where printed."""
    for found in _INSTANT.finditer(line):
        value = _value(found)
        if value:
            label = _LABEL.search(line[: found.start()])
            end = found.end() if found["h"] else _day_end(found)
            return Instant(found.start(), end, value, label["label"].casefold() if label else None)
    return None


def iso_instant(text: str | None) -> str | None:
    """Read a machine's timestamp (``2024-03-29T09:00:00+06:00``); None if it is none."""
    found = find_instant(text) if text else None
    return found.value if found else None


def _day_end(found: re.Match[str]) -> int:
    groups = ("y1", "y2", "d3")
    return max(found.end(name) for name in groups if found[name])


def _value(found: re.Match[str]) -> str | None:
    year = found["y1"] or found["y2"] or found["y3"]
    month = found["m1"] or found["m2"] or found["m3"]
    day = found["d1"] or found["d2"] or found["d3"]
    number = int(month) if month.isdigit() else MONTHS[month.casefold()]
    try:
        on = date(int(year), number, int(day))
    except ValueError:
        return None
    if not found["h"]:
        return on.isoformat()
    hour = int(found["h"])
    half = (found["half"] or "").casefold().replace(".", "")
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    try:
        at = datetime(on.year, on.month, on.day, hour, int(found["min"]), int(found["s"] or 0))  # noqa: DTZ001  # the zone is a matter of what is printed
    except ValueError:
        return on.isoformat()
    return at.isoformat() + _zone(found["zone"])


def _zone(printed: str | None) -> str:
    if not printed:
        return ""
    zone = printed.upper().replace("GMT", "").replace("UTC", "").replace(":", "")
    if zone in {"", "Z"}:
        return "Z"
    sign, digits = zone[0], zone[1:]
    hours, minutes = (digits[:2], digits[2:]) if len(digits) == 4 else (digits.zfill(2), "00")
    return f"{sign}{hours}:{minutes}"
