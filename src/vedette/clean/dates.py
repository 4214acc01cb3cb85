"""Days as reports print them, resolved against the day of the report; EDTF out.

A wrong day is worse than an open one: words that leave the day open give an interval, or None.
EDTF is the Extended Date/Time Format (Library of Congress, ISO 8601-2).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

Tense = Literal["past", "future"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thurs thur",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_WEEKDAY = r"(?P<weekday>" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\.?"
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


@dataclass(frozen=True, slots=True)
class Resolved:
    """What date words mean: an EDTF day or interval, and how it was worked out."""

    edtf: str
    basis: str


def resolve(words: str, reference_on: str | None, *, tense: Tense = "past") -> Resolved | None:
    """Read date words.

    Args:
        words: The words alone: "on Thursday", "12 March 2024", "earlier this week", "in 2006".
        reference_on: The day of the report (ISO), which relative words need; None if unknown.
        tense: A bare weekday in the past is the latest one at or before the report, in the future
            the next one after it.

    Returns:
        The day or interval, or None where the words or the missing reference leave it open.
    """
    text = " ".join(words.casefold().replace(",", " ").split()).strip(" .")
    reference = _day(reference_on)
    for pattern, read in _READERS:
        found = pattern.search(text)
        if found:
            return read(found, reference, tense)
    return None


def first_day(edtf: str | None) -> str | None:
    """The first day an EDTF day, month, year or interval can mean (ISO), or None."""
    return _bounds(edtf)[0]


def last_day(edtf: str | None) -> str | None:
    """The last day an EDTF day, month, year or interval can mean (ISO), or None."""
    return _bounds(edtf)[1]


def overlap(left: str | None, right: str | None) -> bool:
    """Whether two EDTF values can mean a day in common; open values can mean any day."""
    (a, b), (c, d) = _bounds(left), _bounds(right)
    return not ((b and c and b < c) or (d and a and d < a))


_PLAIN = re.compile(r"([1-9]\d{3})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?~?", re.ASCII)


@lru_cache(maxsize=65536)
def _bounds(edtf: str | None) -> tuple[str | None, str | None]:
    if not edtf:
        return None, None
    low, slash, high = edtf.partition("/")
    first = _plain_bounds(low)
    last = _plain_bounds(high) if slash else first
    if first and last:
        return first[0], last[1]
    return _parsed_bounds(edtf)


def _plain_bounds(edtf: str) -> tuple[str, str] | None:
    """The bounds of a day, month or year, which is what lists print: the full parser takes 5 ms."""
    found = _PLAIN.fullmatch(edtf)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if not month:
        return f"{year}-01-01", f"{year}-12-31"
    last = monthrange(year, month)[1]
    if found[3] is None:
        return f"{year}-{month:02d}-01", f"{year}-{month:02d}-{last:02d}"
    if not 1 <= day <= last:
        return None
    return (edtf.rstrip("~"),) * 2


def _parsed_bounds(edtf: str) -> tuple[str | None, str | None]:
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parsed = parse_edtf(edtf[:10] if "T" in edtf else edtf)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
    except EDTFParseException:
        return None, None
    return _iso(lower), _iso(upper)


def _iso(moment: object) -> str | None:
    try:
        year, month, day = moment[:3]  # type: ignore[index]
        return date(year, month, day).isoformat()
    except (TypeError, ValueError):
        return None


def _day(iso: str | None) -> date | None:
    try:
        return datetime.fromisoformat(iso).date() if iso else None
    except ValueError:
        return None


_Reader = Callable[[re.Match[str], date | None, Tense], Resolved | None]


def _full(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    try:
        on = date(int(found["year"]), MONTHS[found["month"]], int(found["day"]))
    except ValueError:
        return None
    return Resolved(on.isoformat(), "the day is printed in full")


def _iso_day(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    on = _day(found["iso"])
    return Resolved(on.isoformat(), "the day is printed in full") if on else None


def _month_day(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    if reference is None:
        return None
    try:
        on = date(reference.year, MONTHS[found["month"]], int(found["day"]))
        # A report looks back further than it looks ahead: half a year decides the missing year.
        if tense == "past" and (on - reference).days > 31:
            on = on.replace(year=on.year - 1)
        elif tense == "future" and (reference - on).days > 31:
            on = on.replace(year=on.year + 1)
    except ValueError:
        return None
    return Resolved(on.isoformat(), f"year taken from the report's day {reference}")


def _month_year(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    year, month = int(found["year"]), MONTHS[found["month"]]
    part = found["part"] or ""
    last = monthrange(year, month)[1]
    bounds = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}
    if part in bounds:
        low, high = bounds[part]
        edtf = f"{year}-{month:02d}-{low:02d}/{year}-{month:02d}-{high:02d}"
        return Resolved(edtf, f"{part} month read as its third")
    return Resolved(f"{year}-{month:02d}", "the month is printed")


def _month_only(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    if reference is None:
        return None
    year, month = reference.year, MONTHS[found["month"]]
    if tense == "past" and (year, month) > (reference.year, reference.month):
        year -= 1
    elif tense == "future" and month < reference.month:
        year += 1
    return Resolved(f"{year}-{month:02d}", f"year taken from the report's day {reference}")


def _year_only(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    return Resolved(found["year"], "the year is printed")


def _weekday(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    if reference is None:
        return None
    wanted = WEEKDAYS[found["weekday"]]
    which = found["which"]
    if which == "next" or (tense == "future" and which != "last"):
        ahead = (wanted - reference.weekday() - 1) % 7 + 1
        on = reference + timedelta(days=ahead)
        basis = f"the next such day after the report's day {reference}"
        if which == "next" and ahead < 7 - reference.weekday():
            # "next Friday" said on a Monday can mean either of two Fridays.
            return Resolved(f"{on}/{on + timedelta(days=7)}", basis + ", or the one after it")
    elif which == "last":
        on = reference - timedelta(days=(reference.weekday() - wanted - 1) % 7 + 1)
        basis = f"the latest such day before the report's day {reference}"
    else:
        on = reference - timedelta(days=(reference.weekday() - wanted) % 7)
        basis = f"the latest such day at or before the report's day {reference}"
    return Resolved(on.isoformat(), basis)


def _near(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    if reference is None:
        return None
    shift = {"today": 0, "tonight": 0, "yesterday": -1, "overnight": 0, "tomorrow": 1}
    on = reference + timedelta(days=shift[found["near"]])
    if found["near"] == "overnight":
        return Resolved(
            f"{on - timedelta(days=1)}/{on}", f"the night to the report's day {reference}"
        )
    return Resolved(on.isoformat(), f"counted from the report's day {reference}")


def _span_of(reference: date, unit: str, which: str) -> tuple[date, date]:
    step = {"last": -1, "past": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        start = reference - timedelta(days=reference.weekday()) + timedelta(days=7 * step)
        return start, start + timedelta(days=6)
    if unit == "month":
        index = reference.year * 12 + reference.month - 1 + step
        year, month = divmod(index, 12)
        return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
    year = reference.year + step
    return date(year, 1, 1), date(year, 12, 31)


def _relative(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    if reference is None:
        return None
    unit, which = found["unit"], found["which"]
    start, end = _span_of(reference, unit, which)
    if found["part"] == "earlier" or (which == "this" and tense == "past"):
        end = min(end, reference)
    elif found["part"] == "later" or (which == "this" and tense == "future"):
        start = max(start, reference)
    basis = f"counted from the report's day {reference}"
    if found["part"] in {"earlier", "later"} or unit == "week" or which == "this":
        return Resolved(f"{start}/{end}" if start != end else f"{start}", basis)
    return Resolved(f"{start:%Y-%m}" if unit == "month" else f"{start:%Y}", basis)


def _ago(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    if reference is None:
        return None
    count = _NUMBERS.get(found["count"]) or int(found["count"])
    unit = found["unit"]
    basis = f"counted back from the report's day {reference}"
    if unit == "day":
        return Resolved((reference - timedelta(days=count)).isoformat(), basis)
    if unit == "week":
        on = reference - timedelta(weeks=count)
        return Resolved(f"{on - timedelta(days=3)}/{on + timedelta(days=3)}", basis)
    if unit == "month":
        year, month = divmod(reference.year * 12 + reference.month - 1 - count, 12)
        return Resolved(f"{year}-{month + 1:02d}", basis)
    return Resolved(f"{reference.year - count}", basis)


def _between(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    right = resolve(found["right"], reference.isoformat() if reference else None, tense=tense)
    year = re.search(_YEAR, found["right"])
    left_words = found["left"]
    if year and not re.search(_YEAR, left_words):
        left_words = f"{left_words} {year['year']}"
    left = resolve(left_words, reference.isoformat() if reference else None, tense=tense)
    if not left or not right:
        return None
    start, end = first_day(left.edtf), last_day(right.edtf)
    return Resolved(f"{start}/{end}", "both ends are printed") if start and end else None


def _since(found: re.Match[str], reference: date | None, tense: Tense) -> Resolved | None:
    start = resolve(found["rest"], reference.isoformat() if reference else None, tense="past")
    begin = first_day(start.edtf) if start else None
    if begin is None:
        return None
    end = reference.isoformat() if reference else ".."
    return Resolved(f"{begin}/{end}", "from the start that is printed to the report's day")


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"\b(?:between|from) (?P<left>.+?) (?:and|to|until) (?P<right>.+)", _between),
        (r"\bsince (?P<rest>.+)", _since),
        (r"(?P<iso>\d{4}-\d{2}-\d{2})", _iso_day),
        (rf"\b{_DAY} (?:of )?{_MONTH} {_YEAR}\b", _full),
        (rf"\b{_MONTH} {_DAY} {_YEAR}\b", _full),
        (rf"\b(?:(?P<part>early|mid|late)[- ](?:in )?)?{_MONTH}(?: of)? {_YEAR}\b", _month_year),
        (rf"\b{_MONTH} {_DAY}\b", _month_day),
        (rf"\b{_DAY} (?:of )?{_MONTH}(?![a-z])", _month_day),
        (r"\b(?P<near>today|tonight|yesterday|overnight|tomorrow)\b", _near),
        (rf"\b(?:(?P<which>last|next|this) )?{_WEEKDAY}\b(?! and)", _weekday),
        (
            r"\b(?:(?P<part>earlier|later) )?(?P<which>this|last|past|next) "
            r"(?P<unit>week|month|year)\b",
            _relative,
        ),
        (
            r"\b(?P<count>\d{1,2}|one|two|three|four|five|six|seven|ten) "
            r"(?P<unit>day|week|month|year)s? (?:ago|earlier|before)\b",
            _ago,
        ),
        (rf"(?:^|\b(?:in|of|during|last|this) ){_MONTH}(?![a-z])", _month_only),
        (rf"\b(?:in|of|during|since|by|from|year)? ?{_YEAR}\b", _year_only),
    )
)
DATE_WORDS = re.compile(
    r"\b(?:(?:on|in|since|during|by|until|from|between)\s+)?(?:"
    r"(?:(?:last|next|this|early|late)\s+|mid-)?"
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"|(?:early|mid|late)?[- ]?(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
    r"(?:\s+\d{1,2}(?:st|nd|rd|th)?\b)?(?:,?\s+(?:of\s+)?(?:19|20)\d{2}\b)?"
    r"|\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)(?:,?\s+(?:19|20)\d{2})?\b"
    r"|(?:earlier|later)?\s*(?:this|last|past|next)\s+(?:week|month|year)\b"
    r"|(?:yesterday|today|tonight|tomorrow|overnight)\b"
    r"|(?:\d{1,2}|one|two|three|four|five|six|seven|ten)\s+(?:day|week|month|year)s?\s+(?:ago|earlier)\b"
    r"|(?:19|20)\d{2}\b(?![-–]\d)"
    r")"
)
