"""Was this trade prohibited on that day, by which paragraph, and what would decide an open case?

The answer is one of six words. It never says more than text and code allow: where a code is wider
than the goods meant, where authorities read the goods differently, or where the paragraph turns on
something no customs row shows, the answer is that the text cannot decide, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from vedette.errors import UsageError
from vedette.model.law import Cap, Exemption, Measure, Regime
from vedette.regimes.goods import TEXT_AUTHORITY, Coverage, GoodsIndex
from vedette.regimes.nomenclature import check_revision, is_national, parse_code

Word = Literal[
    "prohibited",
    "prohibited after wind-down",
    "capped",
    "exempt on approval",
    "not covered",
    "the text cannot decide",
]
# From the strictest to none; "the text cannot decide" stands outside this order.
STRICTNESS: tuple[Word, ...] = (
    "prohibited",
    "prohibited after wind-down",
    "exempt on approval",
    "capped",
    "not covered",
)
UNDECIDED: Word = "the text cannot decide"
BARRELS_PER_CUBIC_METRE = 6.28981077
# Unit as customs files write it: (dimension, how much of t or bbl one of it is).
UNITS: dict[str, tuple[str, float]] = {
    "t": ("mass", 1.0),
    "tonne": ("mass", 1.0),
    "tonnes": ("mass", 1.0),
    "mt": ("mass", 1.0),
    "kg": ("mass", 0.001),
    "kgs": ("mass", 0.001),
    "g": ("mass", 0.000001),
    "bbl": ("volume", 1.0),
    "barrel": ("volume", 1.0),
    "barrels": ("volume", 1.0),
    "m3": ("volume", BARRELS_PER_CUBIC_METRE),
    "l": ("volume", BARRELS_PER_CUBIC_METRE / 1000),
    "usd": ("value", 1.0),
    "u": ("count", 1.0),
    "pcs": ("count", 1.0),
    "nos": ("count", 1.0),
    "no": ("count", 1.0),
}
# Kinds that reach any goods when their use or end user is of a kind no customs row shows.
ROUTE = "exemption_route"
CATCH_ALLS = frozenset({"arms_catch_all", "wmd_catch_all", "wmd_items", "arms_embargo"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What one measure says to the case, and why that is certain or not."""

    measure: Measure
    word: Word
    certain: bool
    qualifier: str | None
    coverage: tuple[Coverage, ...]
    cap: Cap | None = None
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer for one code, direction and day.

    ``at_least`` is the verdict that holds whatever decides an open case; ``share_of_cap`` the
    quantity over the cap's, alone and before anything else that went in the period; ``readings``
    the answer each authority's reading alone would give; ``remaining`` the catch-alls to weigh
    besides; ``routes`` the general exemptions in force.
    """

    word: Word
    code: str
    direction: str
    on: str
    grounds: tuple[Ground, ...]
    qualifier: str | None
    at_least: Word
    share_of_cap: float | None
    readings: dict[str, Word]
    remaining: tuple[Measure, ...]
    routes: tuple[Measure, ...]

    @property
    def deciding(self) -> Ground | None:
        """The first ground that gives the verdict, or None where nothing covers the case."""
        return self.grounds[0] if self.grounds else None


@dataclass(frozen=True)
class _Case:
    code: str
    direction: str
    on: str
    target: str | None
    quantity: float | None = None
    unit: str | None = None
    origin: str | None = None
    contracted_on: str | None = None


_INDEXES: dict[int, GoodsIndex] = {}


def goods_index(regime: Regime) -> GoodsIndex:
    """The index of a regime's goods, made once as long as the regime is the same object."""
    index = _INDEXES.get(id(regime.goods))
    if index is None or index.goods is not regime.goods:
        if len(_INDEXES) >= 64:
            _INDEXES.clear()
        index = _INDEXES[id(regime.goods)] = GoodsIndex(regime.goods)
    return index


def check(
    regime: Regime,
    *,
    hs: str,
    direction: str,
    on: str,
    quantity: float | None = None,
    unit: str | None = None,
    origin: str | None = None,
    contracted_on: str | None = None,
    authority: str | None = None,
) -> Verdict:
    """What a regime's goods measures say to one trade.

    Args:
        regime: The regime.
        hs: A customs code of 2 to 10 digits.
        direction: ``to`` or ``from``, seen from the target.
        on: The day of the trade (ISO 8601).
        quantity: Above zero, in ``unit``; used where a cap applies.
        unit: One of :data:`UNITS`.
        origin: ISO 3166 code of the goods' origin, where known.
        contracted_on: The day of the written contract, where known.
        authority: Only this authority's reading of the goods.

    Raises:
        UsageError: A value is impossible; names which.
        HsCodeError: The code is none, or its heading is younger than the day.
    """
    case = _Case(
        parse_code(hs),
        _direction(direction),
        iso_day("on", on),
        regime.target_code,
        parse_quantity(quantity),
        parse_unit(unit, quantity),
        origin,
        iso_day("contracted_on", contracted_on) if contracted_on else None,
    )
    check_revision(case.code, case.on)
    coverage = goods_index(regime).coverage(case.code)
    if authority is not None:
        known = {reading.authority for goods in regime.goods for reading in goods.readings}
        if authority not in known:
            raise UsageError(
                f"authority {authority}",
                "no reading of this authority is in the data",
                f"Known: {', '.join(sorted(known))}",
            )
        return _answer(regime, case, [item for item in coverage if item.authority == authority], ())
    return _answer(regime, case, _deciding(regime, coverage), coverage)


def _answer(
    regime: Regime, case: _Case, deciding: Sequence[Coverage], every: Sequence[Coverage]
) -> Verdict:
    found = _decide(regime, case, deciding)
    qualifier = _qualifier(found.leading, found.above)
    word = found.word
    if is_national(case.code):
        word = UNDECIDED
        qualifier = "chapters 98 and 99 are for national use and say nothing of the goods"
    rest = [ground for ground in found.grounds if ground not in found.leading]
    return Verdict(
        word=word,
        code=case.code,
        direction=case.direction,
        on=case.on,
        grounds=(*found.leading, *rest),
        qualifier=qualifier,
        at_least=found.floor,
        share_of_cap=found.share,
        readings=_by_authority(regime, case, every),
        remaining=tuple(_catch_alls(regime, case)),
        routes=tuple(
            measure
            for measure in regime.measures
            if measure.kind == ROUTE and measure.holds(case.on)
        ),
    )


@dataclass(frozen=True)
class _Found:
    word: Word
    floor: Word
    leading: list[Ground]
    grounds: list[Ground]
    share: float | None
    above: bool


def _decide(regime: Regime, case: _Case, coverage: Sequence[Coverage]) -> _Found:
    grounds = sorted(_grounds(regime, case, coverage), key=_rank)
    word, floor, leading = _weigh(grounds)
    cap = cap_that_counts([*leading, *grounds], floor)
    share = share_of_cap(cap, case.quantity, case.unit or "") if cap and case.quantity else None
    above = share is not None and share > 1
    if cap and above and word == "capped":
        word = floor = "exempt on approval" if cap.over == "approval" else "prohibited"
    return _Found(word, floor, leading, grounds, share, above)


def cap_that_counts(grounds: Sequence[Ground], at_least: Word) -> Cap | None:
    """The cap a quantity is measured against, or None.

    Where a stricter reading is open, the quantity is still measured against the cap below it.
    """
    if at_least != "capped":
        return None
    return next((ground.cap for ground in grounds if ground.certain and ground.cap), None)


def _by_authority(regime: Regime, case: _Case, every: Sequence[Coverage]) -> dict[str, Word]:
    """The word each authority's reading alone gives; codes the text itself names bind them all."""
    touched = {item.goods_id for item in every}
    said: dict[str, Word] = {}
    for goods in regime.goods:
        if goods.goods_id not in touched:
            continue
        for reading in goods.readings:
            authority = reading.authority
            mine = [item for item in every if item.authority in {authority, TEXT_AUTHORITY}]
            own = any(item.authority == authority for item in mine)
            if authority not in said and (reading.complete or own):
                said[authority] = _decide(regime, case, mine).word
    return dict(sorted(said.items()))


def _deciding(regime: Regime, coverage: Sequence[Coverage]) -> list[Coverage]:
    """One coverage per group: the text's own codes if it names any, else what all readings share.

    Where the readings of several authorities differ, the group is covered in part: not the code,
    the choice between readings decides.
    """
    found: list[Coverage] = []
    for goods in regime.goods:
        mine = [item for item in coverage if item.goods_id == goods.goods_id]
        if not mine:
            continue
        named = {reading.authority for reading in goods.readings if reading.complete}
        named |= {item.authority for item in mine}
        text = [item for item in mine if item.authority == TEXT_AUTHORITY]
        if TEXT_AUTHORITY in named:
            found.extend(text)
        elif len(mine) == len(named) and len({item.extent for item in mine}) == 1:
            found.append(mine[0])
        else:
            found.append(_differing(mine, named))
    return found


def _differing(mine: Sequence[Coverage], named: set[str]) -> Coverage:
    words = {"whole": "covered", "part": "covered in part"}
    said = {item.authority: words[item.extent] for item in mine}
    told = ", ".join(f"{name}: {said.get(name, 'not covered')}" for name in sorted(named))
    first = mine[0]
    return Coverage(
        first.goods_id, first.authority, "part", f"readings differ ({told})", first.citation
    )


def _grounds(regime: Regime, case: _Case, coverage: Sequence[Coverage]) -> Iterable[Ground]:
    groups = {item.goods_id: item for item in coverage}
    if not groups:
        return
    for measure in regime.measures:
        if not measure.binding or not measure.holds(case.on):
            continue
        if measure.direction not in {case.direction, "both"}:
            continue
        mine = [groups[goods_id] for goods_id in measure.goods if goods_id in groups]
        if mine:
            yield _ground(measure, case, mine)


def _ground(measure: Measure, case: _Case, coverage: list[Coverage]) -> Ground:
    whole = any(item.extent == "whole" for item in coverage)
    parts = [item.of for item in coverage if item.extent == "part" and item.of]
    exemptions = tuple(item for item in measure.exemptions if _applies(item, case.on))
    word, qualifier, certain, cap = _effect(measure, case, exemptions)
    if not whole:
        certain = False
        qualifier = "; ".join(_unique([*(f"only in part: {part}" for part in parts), qualifier]))
    return Ground(
        measure=measure,
        word=word,
        certain=certain,
        qualifier=qualifier or None,
        coverage=tuple(coverage),
        cap=cap,
        exemptions=exemptions,
    )


def _effect(
    measure: Measure, case: _Case, exemptions: Sequence[Exemption]
) -> tuple[Word, str, bool, Cap | None]:
    """What the measure does to goods it covers: the word, a qualifier, whether that is certain."""
    for span in measure.undecided:
        if span.valid_from <= case.on and (span.valid_until is None or case.on < span.valid_until):
            return "prohibited", span.why, False, None
    if measure.turns_on:
        return _plain_word(exemptions), f"turns on {measure.turns_on}", False, None
    if case.origin and case.origin != case.target:
        other = [item for item in exemptions if item.other_origin]
        if other:
            return "prohibited", f"goods of other origin: {other[0].what}", False, None
    by_state = [item for item in exemptions if item.mode == "state_determines"]
    for cap in measure.caps:
        if cap.starts <= case.on and (cap.ends is None or case.on <= cap.ends):
            return "capped", "", True, cap
    if by_state:
        return "prohibited", f"turns on an exemption: {by_state[0].what}", False, None
    wind_down = measure.wind_down
    if wind_down and case.on <= wind_down.until:
        if case.contracted_on is None:
            said = f"contracts made before {wind_down.contracts_before}: through {wind_down.until}"
            return "prohibited after wind-down", said, True, None
        if case.contracted_on < wind_down.contracts_before:
            return "prohibited after wind-down", f"allowed through {wind_down.until}", True, None
    return _plain_word(exemptions), "", True, None


def _plain_word(exemptions: Sequence[Exemption]) -> Word:
    """A ban the Committee may lift for a case is exempt on approval, else flat."""
    asks = {"case_by_case", "no_objection"}
    granted = any(item.by == "committee" and item.mode in asks for item in exemptions)
    return "exempt on approval" if granted else "prohibited"


def _applies(exemption: Exemption, on: str) -> bool:
    return (exemption.valid_from or "") <= on and (
        exemption.valid_until is None or on < exemption.valid_until
    )


def _rank(ground: Ground) -> tuple[int, bool, str, str]:
    return (
        STRICTNESS.index(ground.word),
        not ground.certain,
        ground.measure.valid_from,
        ground.measure.measure_id,
    )


def _weigh(grounds: Sequence[Ground]) -> tuple[Word, Word, list[Ground]]:
    """The verdict, what holds at least, and the grounds that give it.

    The strictest certain ground stands; an uncertain one that would be stricter leaves the case
    open.
    """
    certain = [ground for ground in grounds if ground.certain]
    floor: Word = certain[0].word if certain else "not covered"
    stricter = [
        ground
        for ground in grounds
        if not ground.certain and STRICTNESS.index(ground.word) < STRICTNESS.index(floor)
    ]
    if stricter:
        return UNDECIDED, floor, stricter
    return floor, floor, [ground for ground in certain if ground.word == floor]


def share_of_cap(cap: Cap, quantity: float, unit: str) -> float | None:
    """A quantity as a share of what a cap lets go in its period; None where it has no number.

    Raises:
        UsageError: The unit cannot be turned into one of the cap's.
    """
    dimension, factor = UNITS[unit]
    shares = []
    if dimension == "value" and cap.value_usd:
        shares.append(quantity * factor / cap.value_usd)
    tonnes = quantity * factor if dimension == "mass" else None
    barrels = quantity * factor if dimension == "volume" else None
    if barrels is None and tonnes is not None and cap.bbl_per_t:
        barrels = tonnes * cap.bbl_per_t
    if tonnes is None and barrels is not None and cap.bbl_per_t:
        tonnes = barrels / cap.bbl_per_t
    limit_t = cap.quantity_t or (cap.quantity if cap.unit == "t" else None)
    limit_bbl = cap.quantity if cap.unit == "bbl" else None
    if barrels is not None and limit_bbl:
        shares.append(barrels / limit_bbl)
    elif tonnes is not None and limit_t:
        shares.append(tonnes / limit_t)
    if shares:
        return max(shares)
    if cap.quantity is None:
        return None
    raise UsageError(
        f"unit {unit}",
        f"it cannot be turned into {cap.unit}, the unit of the cap",
        "Give t, kg, bbl, m3 or l",
    )


def _qualifier(leading: Sequence[Ground], above: bool) -> str | None:
    said = _unique(ground.qualifier for ground in leading)
    if above:
        said.insert(0, "this quantity alone is above the cap")
    return "; ".join(said) or None


def _unique(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _catch_alls(regime: Regime, case: _Case) -> Iterable[Measure]:
    for measure in regime.measures:
        if (
            measure.kind in CATCH_ALLS
            and measure.binding
            and measure.holds(case.on)
            and measure.direction in {case.direction, "both"}
        ):
            yield measure


def iso_day(what: str, text: str) -> str:
    """A day as ISO 8601.

    Raises:
        UsageError: It is none.
    """
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise UsageError(f"{what} {text!r}", f"this is no day ({error})", "YYYY-MM-DD") from error


def _direction(text: str) -> str:
    if text not in {"to", "from"}:
        raise UsageError(f"direction {text!r}", "goods go to or from the target", "to or from")
    return text


def direction_between(regime: Regime, sender: str, receiver: str) -> str | None:
    """``to``, ``from``, or None where neither side is the target.

    Raises:
        UsageError: A code is of no country.
    """
    codes = [parse_country(sender), parse_country(receiver)]
    if regime.target_code == codes[1]:
        return "to"
    return "from" if regime.target_code == codes[0] else None


@lru_cache(maxsize=1024)
def parse_country(text: str) -> str:
    """An ISO 3166 alpha-2 code from a code of two or three letters.

    Raises:
        UsageError: It is of no country.
    """
    from rigour.territories import get_territory

    code = text.strip()
    found = get_territory(code.casefold()) if code else None
    if found is None and len(code) == 3:
        found = next((item for item in _territories() if item[0] == code.upper()), (None, None))[1]
        return found or _no_country(text)
    if found is None or len(found.code) != 2:
        return _no_country(text)
    return str(found.code).upper()


def _no_country(text: str) -> str:
    raise UsageError(f"country {text!r}", "no country has this code", "Use ISO 3166, such as KP")


@lru_cache(maxsize=1)
def _territories() -> tuple[tuple[str, str], ...]:
    from rigour.territories import get_territories

    return tuple(
        (item.alpha3, item.code.upper())
        for item in get_territories()
        if getattr(item, "alpha3", None) and len(item.code) == 2
    )


def parse_unit(unit: str | None, quantity: float | None) -> str | None:
    """A unit in the spelling of :data:`UNITS`; a quantity needs one.

    Raises:
        UsageError: It is unknown, or missing beside a quantity.
    """
    if unit is None or not unit.strip():
        if quantity is None:
            return None
        raise UsageError("unit", "a quantity without a unit", "Give t, kg, bbl, m3 or l")
    found = unit.strip().casefold().rstrip(".")
    if found not in UNITS:
        raise UsageError(f"unit {unit!r}", "this unit is unknown", f"One of {', '.join(UNITS)}")
    return found


def parse_quantity(quantity: float | None) -> float | None:
    """A quantity, zero or more.

    Raises:
        UsageError: It is negative or no number.
    """
    if quantity is None:
        return None
    if not 0 <= quantity < float("inf"):
        raise UsageError(f"quantity {quantity}", "this is no amount", "A number not below zero")
    return quantity
