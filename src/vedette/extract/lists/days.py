"""Days as lists print them, as EDTF; a placeholder for an unknown part leaves the part open.

A wrong day is worse than an open one: what is not understood gives None, and the reader complains.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from vedette.clean.dates import MONTHS

_OLDEST, _NEWEST = 1800, 2100
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ][\d:.]+)?(?:Z|[+-]\d\d:?\d\d)?$")
# The unknown parts of 00/00/1968 and dd/mm/1968 are placeholders.
_DAY_FIRST = re.compile(r"(\d{1,2}|dd)[./-](\d{1,2}|mm)[./-](\d{4})$", re.I)
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})$")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ .-]+)?([A-Za-z]{3,9})\.?,?[ .-]+(\d{4})$")
_WORDS_US = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
_YEAR = re.compile(r"(\d{4})$")
_ABOUT = re.compile(r"^(?:possibly|circa|approximately|approx\.?|about|ca?\.|c\.)\s*", re.I)
_ABOUT_AFTER = re.compile(r"\s*\((?:approximately|approx\.?|circa|about)\)$", re.I)
_RANGE = re.compile(r"^(?:between\s+|from\s+)?(.+?)\s*(?:\s-\s|–|\bto\b|\band\b)\s*(.+)$", re.I)
_YEARS = re.compile(r"^(\d{4})\s*[-–/]\s*(\d{4})$")


@lru_cache(maxsize=65536)
def edtf_of(text: str, *, month_first: bool = False) -> str | None:
    """Read one printed day, month, year, "circa …" or range; None where it is not understood.

    Args:
        text: As printed.
        month_first: ``01/08/2026`` is 8 January, as OFAC writes it.
    """
    words = " ".join(text.split()).strip(" .,;")
    if not words or len(words) > 60:
        return None
    plain = _single(words, month_first)
    if plain:
        return plain
    years = _YEARS.match(words)
    if years:
        return _interval(years[1], years[2])
    bare = _ABOUT_AFTER.sub("", _ABOUT.sub("", words)).strip()
    about = bare != words
    span = _RANGE.match(bare)
    if span and not _single(bare, month_first):
        low, high = (edtf_of(part, month_first=month_first) for part in span.groups())
        return _interval(low, high) if low and high else None
    found = _single(bare, month_first)
    return f"{found}~" if found and about else found


def _single(words: str, month_first: bool) -> str | None:
    if found := _ISO.match(words):
        return _made(found[1], found[2], found[3])
    if month_first and (found := _MONTH_FIRST.match(words)):
        return _made(found[3], found[1], found[2])
    if found := _DAY_FIRST.match(words):
        return _made(found[3], found[2], found[1])
    if found := _MONTH_YEAR.match(words):
        return _made(found[2], found[1], None)
    if found := _WORDS_US.match(words):
        return _made(found[3], _month(found[1]), found[2])
    if found := _WORDS.match(words):
        return _made(found[3], _month(found[2]), found[1])
    if found := _YEAR.match(words):
        return _made(found[1], None, None)
    return None


def _month(word: str) -> str:
    return str(MONTHS.get(word.casefold(), "x"))


def _made(year: str, month: str | None, day: str | None) -> str | None:
    """Put the parts together; unknown ones (``00``, ``mm``) open the rest; impossible ones refuse."""
    if not _OLDEST <= int(year) <= _NEWEST:
        return None
    year = f"{int(year):04d}"  # digits of other scripts become plain ones
    if month is None or month in {"mm", "MM"} or (month.isdigit() and int(month) == 0):
        return year
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return None
    if day is None or day in {"dd", "DD"} or (day.isdigit() and int(day) == 0):
        return f"{year}-{int(month):02d}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _interval(low: str | None, high: str | None) -> str | None:
    if not low or not high or "/" in low or "/" in high:
        return None
    low, high = low.rstrip("~"), high.rstrip("~")
    if low == high:
        return low
    return f"{low}/{high}" if low < high else None


_IN_NAME = re.compile(r"(?<!\d)(20\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


def day_in_name(name: str) -> str | None:
    """The day a file's name carries (``sdn_2024-05-03.csv``), or None."""
    for found in _IN_NAME.finditer(name):
        try:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:
            continue
    return None
