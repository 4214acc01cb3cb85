"""Which occasion a report tells of: the days it states at its top, and the counts it prints there.

Launches, votes and reports to a committee come again in nearly the same words. What tells two of them
apart is what words alone do not weigh: "on Friday" of one week against "on Friday" of another, 300 km
against 600, resolution 2627 against 2680.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import exp

from vedette.clean.data_files import load_yaml
from vedette.clean.dates import MONTHS, WEEKDAYS, first_day, last_day, resolve
from vedette.stories.words import is_stopword, stem, thresholds

# The top of a report tells its own event; further down stand those before it.
_TOP_WORDS = 70
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_STATED = re.compile(
    rf"\b(?:(?:{_MONTH})\.? \d{{1,2}}\b(?:,? (?:19|20)\d\d\b)?|\d{{1,2}} (?:{_MONTH})\b(?: (?:19|20)\d\d\b)?"
    r"|(?:19|20)\d\d-\d\d-\d\d|yesterday|today|"
    rf"(?<!next )(?:{'|'.join(name for name in WEEKDAYS if len(name) > 5)})\b)",
    re.I,
)
_SIGN_DAY = re.compile(
    r"(?<![\d年년])(?:(?P<month>\d{1,2})\s?[月월]\s?)?(?P<day>\d{1,2})[日일](?![間간])"
)
_AMOUNT = re.compile(
    r"(?P<before>[^\W\d_]+)?\s*(?<![\w.,-])(?P<number>\d[\d,]*(?:\.\d+)?)(?![\w%])"
    r"\s*(?P<scale>million|billion|thousand)?[\s-]*(?P<after>[^\W\d_]+)?(?:[\s-]+(?P<next>[^\W\d_]+))?"
)
_INSTRUMENTS = frozenset({"resolution", "decision", "regulation", "order", "flight", "article"})
_NO_UNIT = frozenset(MONTHS) | {"per", "am", "pm"}
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What ties a report to one occasion.

    Args:
        days: Days stated in the headline and the top of the body, as proleptic ordinals.
        amounts: Counts by what is counted (stemmed): ``{"km": {"300"}, "balloon": {"260"}}``.
    """

    days: frozenset[int] = frozenset()
    amounts: Mapping[str, frozenset[str]] | None = None


def occasion_of(title: str, lead: str, on: str | None) -> Occasion:
    """The occasion the top of a report tells.

    Args:
        title: The headline.
        lead: The body's text; only its top is looked at.
        on: The report's day (EDTF), against which weekdays are resolved; None if unknown.
    """
    words = list(_WORD.finditer(lead))
    top = lead[: words[_TOP_WORDS].start()] if len(words) > _TOP_WORDS else lead
    text = f"{title} . {top}"
    return Occasion(_stated_days(text, first_day(on)), _amounts(text))


def _stated_days(text: str, on: str | None) -> frozenset[int]:
    days = set()
    for found in _STATED.finditer(text):
        read = resolve(found.group(), on)
        if read and on:
            first, last = first_day(read.edtf), last_day(read.edtf)
            # What is far from the report's own day is background or a term to come.
            if first and first == last and abs(_ordinal(first) - _ordinal(on)) <= 10:
                days.add(_ordinal(first))
    return frozenset(days | (_abroad(text, date.fromisoformat(on)) if on else set()))


def _abroad(text: str, on: date) -> set[int]:
    """Days stated as "18日" or as a weekday of another language: the latest such day by the report's."""
    days = set()
    for found in _SIGN_DAY.finditer(text):
        back = next((on - timedelta(n) for n in range(11) if _fits(found, on - timedelta(n))), None)
        if back:
            days.add(back.toordinal())
    for found in _weekdays()[0].finditer(text.casefold()):
        wanted = _weekdays()[1][found.group(1)]
        days.add(on.toordinal() - (on.weekday() - wanted) % 7)
    return days


def _fits(found: re.Match[str], day: date) -> bool:
    return day.day == int(found["day"]) and found["month"] in {None, str(day.month)}


@lru_cache(maxsize=1)
def _weekdays() -> tuple[re.Pattern[str], dict[str, int]]:
    table = load_yaml("vedette.stories", "stories.yml")["weekdays"]
    number = {name: day for names in table.values() for day, name in enumerate(names)}
    return re.compile(rf"\b({'|'.join(sorted(number, key=len, reverse=True))})\w{{0,3}}\b"), number


def _ordinal(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _amounts(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for match in _AMOUNT.finditer(text.casefold()):
        number = match["number"].replace(",", "") + (match["scale"] or "")[:1]
        before, after = match["before"] or "", match["after"] or ""
        if before in _INSTRUMENTS:
            found.setdefault(before, set()).add(number)
            continue
        if before in MONTHS or re.fullmatch(r"(?:19|20)\d\d", number):
            continue
        unit = after if not is_stopword(after) else match["next"] or ""
        if unit and unit not in _NO_UNIT and not is_stopword(unit):
            found.setdefault(stem(unit), set()).add(number)
    return {unit: frozenset(values) for unit, values in found.items()}


def agreement(left: Occasion, right: Occasion) -> float:
    """How far two reports can be of one occasion: 1 where nothing speaks against it, towards 0.

    Disjoint stated days weigh by the gap between them, disjoint counts of one thing by a factor for each;
    what one of the two leaves open says nothing. On one day a count that differs speaks for no other
    event: tolls rise, and desks estimate.
    """
    if left.days & right.days:
        return 1.0
    limit = thresholds()
    factor = 1.0
    if left.days and right.days:
        gap = min(abs(a - b) for a in left.days for b in right.days)
        factor *= exp(-max(0, gap - 1) / limit["occasion_days"])
    ours, theirs = left.amounts or {}, right.amounts or {}
    clashes = sum(not ours[unit] & theirs[unit] for unit in ours.keys() & theirs.keys())
    meets = sum(bool(ours[unit] & theirs[unit]) for unit in ours.keys() & theirs.keys())
    return factor * limit["occasion_count"] ** max(0, clashes - meets)


def best_agreement(one: Occasion, others: Iterable[Occasion]) -> float:
    """The agreement with the member of a story that fits best; 1 where there is none."""
    return max((agreement(one, other) for other in others), default=1.0)
