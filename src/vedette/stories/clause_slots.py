"""Two clauses of one voice beside each other: the same, different in a slot, or in contradiction.

"Contradicts" accuses one of two reports of being wrong, so it is kept for one slot (polarity, a count, a
day) with everything else equal: the same words, places, scope and modality. All other disagreement is a difference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from vedette.clean.data_files import load_yaml
from vedette.clean.dates import MONTHS, WEEKDAYS
from vedette.stories.prints import levelled
from vedette.stories.words import is_negated, is_stopword, negations, overlap, stem, thresholds

Outcome = Literal["same", "differs", "contradicts"]
Slot = Literal["clause", "polarity", "number", "date", "modality"]
_NUMBER = re.compile(
    r"(?P<sign>US\$|\$|€|£)?\s?(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<th>st|nd|rd|th)?\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6}
_SIGNS = {"$": "dollar", "us$": "dollar", "€": "euro", "£": "pound"}
_CURRENCIES = frozenset(_SIGNS.values())
_SAME_SHARE = 0.02
_MIN_CORE = 3


@dataclass(frozen=True, slots=True)
class Amount:
    """A count or sum: what is counted, how many, whether the words leave room, and how it is printed."""

    unit: str
    value: float
    is_exact: bool
    printed: str


@dataclass(frozen=True, slots=True)
class Slots:
    """What of a clause is compared slot by slot; ``core`` is what is left: its words, without these."""

    core: tuple[str, ...]
    is_negated: bool
    amounts: tuple[Amount, ...]
    dates: Mapping[str, frozenset[str]]
    modality: frozenset[str]
    names: frozenset[str]
    scope: frozenset[str]


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two clauses that tell one thing make of each other.

    Args:
        outcome: ``same``, ``differs`` or ``contradicts``.
        slots: The slots in which they do not agree, with both values; empty for ``same``.
        similarity: How much of their words meets, slots left out (0 to 1).
    """

    outcome: Outcome
    slots: tuple[tuple[Slot, str, str], ...]
    similarity: float


def meet(
    left: str, right: str, *, left_denied: bool = False, right_denied: bool = False
) -> Meeting | None:
    """Set two clauses of one voice beside each other; None where they do not tell one thing.

    Args:
        left: A clause.
        right: A clause of another report.
        left_denied: The cue that brings it takes it back ("denied that …"); ``right_denied`` likewise.
    """
    ours, theirs = slots_of(left, denied=left_denied), slots_of(right, denied=right_denied)
    similarity = _similarity(left, right, ours, theirs)
    if similarity < thresholds()["align"]:
        return None
    found: list[tuple[Slot, str, str]] = []
    if ours.is_negated != theirs.is_negated:
        found.append(("polarity", _polarity(ours), _polarity(theirs)))
    numbers, room = _numbers(ours.amounts, theirs.amounts)
    found += numbers
    found += _dates(ours, theirs)
    if ours.modality != theirs.modality:
        found.append(("modality", _listed(ours.modality), _listed(theirs.modality)))
    if not found:
        return Meeting("same", (), similarity)
    strict = len(found) == 1 and found[0][0] != "modality" and not room
    clash = strict and _is_same_scope(ours, theirs, similarity)
    return Meeting("contradicts" if clash else "differs", tuple(found), similarity)


def _similarity(left: str, right: str, ours: Slots, theirs: Slots) -> float:
    """How much of the words meets, slots left out; of a clause that is hardly more than slots, all its words."""
    if min(len(set(ours.core)), len(set(theirs.core))) >= _MIN_CORE:
        return overlap(list(ours.core), list(theirs.core))
    words = [[w for w in levelled(text) if not is_stopword(w)] for text in (left, right)]
    is_near = overlap(*words) >= thresholds()["align"]
    return 1.0 if is_near and ours.core and set(ours.core) == set(theirs.core) else 0.0


@lru_cache(maxsize=8192)
def slots_of(text: str, *, denied: bool = False) -> Slots:
    """A clause's slots."""
    words = levelled(text)
    table = _table()
    dated = frozenset(MONTHS) | frozenset(WEEKDAYS)
    plain = dated | table["rounding"] | _modal().keys() | negations() | _SCALES.keys()
    core = tuple(
        _meaning(word)
        for word in words
        if not is_stopword(word)
        and not word[0].isdigit()
        and word not in plain
        and word not in _number_words()
        # "€80 million" and "80 million euros": a currency is its sum's unit, not a word of the clause.
        and _meaning(word) not in _CURRENCIES
    )
    return Slots(
        core=core,
        is_negated=is_negated(text) != denied,
        amounts=_amounts(text),
        dates=_dated(text),
        modality=_modality(words),
        names=frozenset(
            found.group().casefold()
            for found in re.finditer(r"(?<!^)(?<![.!?]\s)\b[A-Z][a-z]{2,}", text)
            if found.group().casefold() not in dated
        ),
        scope=frozenset(table["scope"] & set(words)),
    )


def _meaning(word: str) -> str:
    """What two wordings of one clause share of a word: its stem, irregular forms and near synonyms as one."""
    cut = stem(_irregular().get(word, word))
    return _table_units().get(cut, cut)


def _modality(words: tuple[str, ...]) -> frozenset[str]:
    """The kinds of modality a clause prints: possible, ahead, duty, condition."""
    found = {_modal()[word] for word in words if word in _modal()}
    if any(pair in {("has", "to"), ("have", "to"), ("had", "to")} for pair in pairwise(words)):
        found.add("duty")
    return frozenset(found)


def _is_same_scope(left: Slots, right: Slots, similarity: float) -> bool:
    """The same words and nothing that narrows one of the two: both cannot hold."""
    ours, theirs = set(left.core), set(right.core)
    if left.names != right.names or left.scope != right.scope:
        return False
    # A word that only one of them has narrows it ("the deputy minister", "with coal"): both may hold.
    return similarity >= thresholds()["same_scope"] and ours == theirs


def _amounts(text: str) -> tuple[Amount, ...]:
    plain = " ".join(_plain_number(word) for word in text.split())
    found = []
    for match in _NUMBER.finditer(plain):
        number = match["number"].replace(",", "")
        before = [w.casefold() for w in _WORD.findall(plain[: match.start()])[-3:]]
        after = [w.casefold() for w in _WORD.findall(plain[match.end() : match.end() + 60])]
        if match["th"]:
            found.append(Amount("ordinal", float(number), True, match.group().strip()))
            continue
        if (before and before[-1] in MONTHS) or re.fullmatch(r"(?:19|20)\d\d", number):
            continue
        value, shown = float(number), match.group().strip()
        if after and after[0] in _SCALES:
            shown += f" {after[0]}"
            value *= _SCALES[after.pop(0)]
        after = [word for word in after if not is_stopword(word)]
        sign = (match["sign"] or "").casefold()
        unit = _SIGNS.get(sign) or (stem(levelled(after[0])[0]) if after else "")
        unit = _table_units().get(unit, unit)
        exact = not set(before) & _table()["rounding"] and not (
            len(after) > 1 and "more" in plain[match.end() :].split()[:4]
        )
        if after and not match["sign"]:
            shown += f" {after[0]}"
        found.append(Amount(unit, value, exact, shown))
    return tuple(found)


def _plain_number(word: str) -> str:
    bare = word.casefold().strip(",.;:")
    made = _number_words().get(bare)
    return made if made else word


def _numbers(
    left: tuple[Amount, ...], right: tuple[Amount, ...]
) -> tuple[list[tuple[Slot, str, str]], bool]:
    """Counts of one thing that do not agree, and whether their words leave room for both."""
    found: list[tuple[Slot, str, str]] = []
    room = False
    for unit in sorted({a.unit for a in left} & {a.unit for a in right}):
        ours = [a for a in left if a.unit == unit]
        theirs = [a for a in right if a.unit == unit]
        if any(_agree(a, b) for a in ours for b in theirs):
            continue
        found.append(("number", _shown(ours), _shown(theirs)))
        room = room or not all(a.is_exact for a in (*ours, *theirs))
    return found, room


def _agree(left: Amount, right: Amount) -> bool:
    gap = abs(left.value - right.value)
    if left.is_exact and right.is_exact:
        # Large measures are rounded without a word; small counts and places in a row are not.
        is_large = left.unit != "ordinal" and max(left.value, right.value) >= 100
        return gap <= (_SAME_SHARE * max(left.value, right.value) if is_large else 0)
    # "About 1,000" is 1,001 but not 1,600: half of its last printed place.
    return gap <= max(_step(a.value) for a in (left, right) if not a.is_exact) / 2.1


def _step(value: float) -> float:
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def _shown(amounts: list[Amount]) -> str:
    return ", ".join(amount.printed for amount in amounts)


def _dated(text: str) -> dict[str, frozenset[str]]:
    folded = text.casefold()
    months = "|".join(sorted((m for m in MONTHS if len(m) > 3), key=len, reverse=True))
    days = {
        f"{MONTHS[m['month']]}-{m['day']}"
        for m in re.finditer(rf"\b(?P<month>{months})\.? (?P<day>\d{{1,2}})\b", folded)
    }
    days |= {
        f"{MONTHS[m['month']]}-{m['day']}"
        for m in re.finditer(rf"\b(?P<day>\d{{1,2}}) (?P<month>{months})\b", folded)
    }
    named = {m.group() for m in re.finditer(rf"\b(?:{months})\b", folded)} - (
        {"may"} if "May" not in text else set()
    )
    week = {w for w in WEEKDAYS if len(w) > 5 and re.search(rf"\b{w}\b", folded)}
    years = set(re.findall(r"\b(?:19|20)\d\d\b", folded))
    return {"day": frozenset(days), "month": frozenset(named), "weekday": frozenset(week), "year": frozenset(years)}  # fmt: skip


def _dates(left: Slots, right: Slots) -> list[tuple[Slot, str, str]]:
    for grain in ("year", "month", "day", "weekday"):
        ours, theirs = left.dates[grain], right.dates[grain]
        if ours and theirs and not ours & theirs:
            return [("date", _listed(ours), _listed(theirs))]
    return []


def _listed(values: frozenset[str]) -> str:
    return ", ".join(sorted(values)) or "asserted"


def _polarity(slots: Slots) -> str:
    return "negated" if slots.is_negated else "affirmed"


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    rows = load_yaml("vedette.stories", "clauses.yml")
    return {name: frozenset(map(str, rows[name])) for name in ("rounding", "scope", "ordinals")}


@lru_cache(maxsize=1)
def _modal() -> dict[str, str]:
    rows = load_yaml("vedette.stories", "clauses.yml")["modal"]
    return {str(word): kind for kind, words in rows.items() for word in words}


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    rows = load_yaml("vedette.stories", "clauses.yml")["irregular"]
    return {str(form): str(word) for form, word in rows.items()}


@lru_cache(maxsize=1)
def _number_words() -> dict[str, str]:
    rows = load_yaml("vedette.stories", "clauses.yml")
    ordinals = {str(word): f"{n}th" for word, n in rows["ordinals"].items()}
    return {str(word): str(n) for word, n in rows["numbers"].items()} | ordinals


@lru_cache(maxsize=1)
def _table_units() -> dict[str, str]:
    rows = load_yaml("vedette.stories", "clauses.yml")["units"]
    return {str(word): str(unit) for word, unit in rows.items()}
