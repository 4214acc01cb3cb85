"""Was this trade prohibited on that day, by which paragraph, and what would decide an open case?

The answer is one of six words. It never says more than text and code allow: where a code is wider
than the goods meant, where authorities read the goods differently, or where the paragraph turns on
something no customs row shows, the answer is that the text cannot decide, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vedette.errors import UsageError
from vedette.model.law import Goods, Measure, Regime, Verification
from vedette.regimes.amounts import UNITS, parse_quantity, parse_unit, share_of_cap
from vedette.regimes.goods import TEXT_AUTHORITY, Coverage, GoodsIndex
from vedette.regimes.grounds import (
    STRICTNESS,
    UNDECIDED,
    Case,
    Ground,
    Word,
    counted,
    find_grounds,
    weigh_quantity,
)
from vedette.regimes.inputs import direction_between, iso_day, parse_country, parse_direction
from vedette.regimes.nomenclature import check_revision, is_national, parse_code

__all__ = [
    "STRICTNESS",
    "UNDECIDED",
    "UNITS",
    "Ground",
    "Said",
    "Verdict",
    "Word",
    "check",
    "direction_between",
    "goods_index",
    "iso_day",
    "parse_country",
    "share_of_cap",
]
NEITHER = "neither"
ROUTE = "exemption_route"
# Kinds that reach goods of any code, by what they are, their use or their end user.
CATCH_ALLS = frozenset(
    {"arms_catch_all", "arms_embargo", "arms_items", "luxury_goods", "wmd_catch_all", "wmd_items"}
)
_NATIONAL = "chapters 98 and 99 are for national use and say nothing of the goods"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The answer one authority's reading of the goods alone would give.

    Codes the text itself names bind every authority. Where the data does not hold what an
    authority reads a group to be, that leaves its answer open.
    """

    authority: str
    word: Word
    at_least: Word
    qualifier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer for one code, direction and day.

    ``at_least`` is the verdict that holds whatever decides an open case; ``share_of_cap`` the
    quantity over the cap's, alone and before anything else that went in the period; ``said`` what
    each authority's reading alone would give; ``remaining`` the catch-alls to weigh besides, by
    use and end user; ``routes`` the general exemptions in force.
    """

    word: Word
    code: str
    direction: str
    on: str
    grounds: tuple[Ground, ...]
    n_leading: int
    qualifier: str | None
    at_least: Word
    share_of_cap: float | None
    said: tuple[Said, ...]
    remaining: tuple[Measure, ...]
    routes: tuple[Measure, ...]

    @property
    def leading(self) -> tuple[Ground, ...]:
        """The grounds that give the verdict; the others only stand beside it."""
        return self.grounds[: self.n_leading]

    @property
    def deciding(self) -> Ground | None:
        """The first ground that gives the verdict, or None where nothing covers the case."""
        return self.grounds[0] if self.grounds else None

    @property
    def readings(self) -> dict[str, Word]:
        """Authority to the word its reading alone gives."""
        return {item.authority: item.word for item in self.said}

    @property
    def verification(self) -> Verification | None:
        """The flag of the weakest fact the verdict rests on; None where nothing covers the case."""
        return self.deciding.verification if self.deciding else None


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
        quantity: Zero or more, in ``unit``; used where a cap applies.
        unit: One of :data:`vedette.regimes.amounts.UNITS`.
        origin: ISO 3166 code of the goods' origin, where known.
        contracted_on: The day of the written contract, where known.
        authority: Only this authority's reading of the goods, and the codes the text names.

    Raises:
        UsageError: A value is impossible; names which.
        HsCodeError: The code is none, or its heading is younger than the day.
    """
    case = Case(
        code=parse_code(hs),
        direction=parse_direction(direction),
        on=iso_day("on", on),
        target=regime.target_code,
        quantity=parse_quantity(quantity),
        unit=parse_unit(unit, quantity),
        origin=origin,
        contracted_on=iso_day("contracted_on", contracted_on) if contracted_on else None,
    )
    check_revision(case.code, case.on)
    every = goods_index(regime).coverage(case.code)
    asked = _relevant(regime, case, every)
    if authority is not None:
        _known_authority(regime, authority)
        return _verdict(regime, case, _by(regime, authority, asked), asked, ())
    return _verdict(regime, case, _deciding(regime, asked), asked, _all_said(regime, case, asked))


def outside(regime: Regime, code: str, on: str) -> Verdict:
    """The verdict on a trade that neither comes from the target nor goes there."""
    return Verdict(
        word="not covered",
        code=code,
        direction=NEITHER,
        on=on,
        grounds=(),
        n_leading=0,
        qualifier=f"neither side is {regime.target_code}, the target of {regime.regime_id}",
        at_least="not covered",
        share_of_cap=None,
        said=(),
        remaining=(),
        routes=(),
    )


def _verdict(
    regime: Regime,
    case: Case,
    deciding: Sequence[Coverage],
    every: Sequence[Coverage],
    said: tuple[Said, ...],
) -> Verdict:
    found = _decide(regime, case, deciding, every)
    national = is_national(case.code)
    rest = [ground for ground in found.grounds if ground not in found.leading]
    return Verdict(
        word=UNDECIDED if national else found.word,
        code=case.code,
        direction=case.direction,
        on=case.on,
        grounds=(*found.leading, *rest),
        n_leading=len(found.leading),
        qualifier=_NATIONAL if national else found.qualifier,
        at_least=found.floor,
        share_of_cap=found.share,
        said=said,
        remaining=tuple(
            _catch_alls(regime, case, {item.measure.measure_id for item in found.grounds})
        ),
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

    @property
    def qualifier(self) -> str | None:
        told = dict.fromkeys(ground.qualifier for ground in self.leading if ground.qualifier)
        return "; ".join(told) or None


def _decide(
    regime: Regime,
    case: Case,
    coverage: Sequence[Coverage],
    every: Sequence[Coverage],
    *,
    lenient: bool = False,
) -> _Found:
    """Weigh all grounds; ``lenient``: a cap the unit cannot be measured against stays a cap."""
    names = goods_index(regime).names
    grounds = find_grounds(regime, case, coverage, every, names)
    share = None
    if case.quantity is not None and (cap := counted(grounds)):
        decided = lenient or is_stricter(_floor(grounds), "capped")
        grounds = weigh_quantity(grounds, case, decided=decided)
        share = next(item.share for item in grounds if item.measure is cap.measure)
    floor = _floor(grounds)
    stricter = [item for item in grounds if not item.certain and is_stricter(item.word, floor)]
    if stricter:
        return _Found(UNDECIDED, floor, stricter, grounds, share)
    leading = [item for item in grounds if item.certain and item.word == floor]
    return _Found(floor, floor, leading, grounds, share)


def _floor(grounds: Sequence[Ground]) -> Word:
    """The strictest word that is certain, whatever decides the rest."""
    return next((ground.word for ground in grounds if ground.certain), "not covered")


def is_stricter(word: Word, other: Word) -> bool:
    """Whether one word of :data:`STRICTNESS` is stricter than another."""
    return STRICTNESS.index(word) < STRICTNESS.index(other)


def _relevant(regime: Regime, case: Case, every: Sequence[Coverage]) -> tuple[Coverage, ...]:
    """The readings of groups that some binding measure in force touches in this direction."""
    if not every:
        return ()
    asked = {
        goods_id
        for measure in regime.measures
        if measure.reaches_goods
        and measure.holds(case.on)
        and measure.direction in {case.direction, "both"}
        for goods_id in measure.goods
    }
    return tuple(item for item in every if item.goods_id in asked)


def _known_authority(regime: Regime, authority: str) -> None:
    known = {reading.authority for goods in regime.goods for reading in goods.readings}
    if authority not in known:
        raise UsageError(
            f"authority {authority}",
            "no reading of this authority is in the data",
            f"Known: {', '.join(sorted(known))}",
        )


def _all_said(regime: Regime, case: Case, every: Sequence[Coverage]) -> tuple[Said, ...]:
    touched = {item.goods_id for item in every}
    authorities = {
        reading.authority
        for goods in regime.goods
        if goods.goods_id in touched
        for reading in goods.readings
    }
    found = []
    for authority in sorted(authorities):
        # What one authority alone would say is told beside the verdict and cannot refuse it.
        answer = _decide(regime, case, _by(regime, authority, every), every, lenient=True)
        found.append(
            Said(
                authority=authority,
                word=answer.word,
                at_least=answer.floor,
                qualifier=answer.qualifier,
            )
        )
    return tuple(found)


def _by(regime: Regime, authority: str, every: Sequence[Coverage]) -> list[Coverage]:
    """One authority's coverage of every group that some authority reads the code to be in.

    Codes the text names bind it too; a group it has no full reading of stays open.
    """
    found: list[Coverage] = []
    for goods in regime.goods:
        mine = [item for item in every if item.goods_id == goods.goods_id]
        if not mine:
            continue
        by_text = [reading for reading in goods.readings if reading.authority == TEXT_AUTHORITY]
        wanted = TEXT_AUTHORITY if by_text else authority
        own = [item for item in mine if item.authority == wanted]
        complete = any(
            reading.complete for reading in goods.readings if reading.authority == wanted
        )
        if complete or any(item.extent != "wider" for item in own):
            found.extend(own)
        elif authority == TEXT_AUTHORITY:
            said = "the text names no customs codes"
            found.append(Coverage(goods.goods_id, authority, "unread", said, mine[0].citation))
        else:
            said = f"what {authority} reads it to be is not in the data"
            found.append(Coverage(goods.goods_id, authority, "unread", said, mine[0].citation))
    return found


def _deciding(regime: Regime, every: Sequence[Coverage]) -> list[Coverage]:
    """One coverage per group: the text's own codes if it names any, else what all readings share.

    Where the readings of several authorities differ, the group is covered in part: not the code,
    the choice between readings decides.
    """
    found: list[Coverage] = []
    for goods in regime.goods:
        mine = _speaking(goods, every)
        if not mine:
            continue
        named = {reading.authority for reading in goods.readings if reading.complete}
        named |= {item.authority for item in mine}
        text = [item for item in mine if item.authority == TEXT_AUTHORITY]
        if TEXT_AUTHORITY in named:
            found.extend(text)
        elif len(mine) == len(named) and len({item.extent == "whole" for item in mine}) == 1:
            found.append(mine[0])
        else:
            found.append(_differing(mine, named))
    return found


def _speaking(goods: Goods, every: Sequence[Coverage]) -> list[Coverage]:
    """The readings of a group that speak for or against a code.

    A list held only in part is silent on what it does not name, so that a code which is wider than
    its entries is not by that read otherwise than by others.
    """
    mine = [item for item in every if item.goods_id == goods.goods_id]
    whole = {reading.authority for reading in goods.readings if reading.complete}
    said = [item for item in mine if item.extent != "wider" or item.authority in whole]
    return said or mine


def _differing(mine: Sequence[Coverage], named: set[str]) -> Coverage:
    said = {
        item.authority: "covered" if item.extent == "whole" else "covered in part" for item in mine
    }
    told = ", ".join(f"{name}: {said.get(name, 'not covered')}" for name in sorted(named))
    first = mine[0]
    words = f"readings differ ({told})"
    return Coverage(first.goods_id, first.authority, "differing", words, first.citation)


def _catch_alls(regime: Regime, case: Case, told: set[str]) -> Iterable[Measure]:
    for measure in regime.measures:
        if (
            measure.kind in CATCH_ALLS
            and measure.measure_id not in told
            and measure.binding
            and measure.holds(case.on)
            and measure.direction in {case.direction, "both"}
        ):
            yield measure


def read_in_part(regime: Regime, direction: str, on: str) -> tuple[str, ...]:
    """Goods restricted in a direction on a day of which no authority's list is held in full.

    A code that is missing from such a list says nothing.
    """
    asked = {
        goods_id
        for measure in regime.measures
        if measure.binding and measure.holds(on) and measure.direction in {direction, "both"}
        for goods_id in measure.goods
    }
    return tuple(
        goods.name
        for goods in regime.goods
        if goods.goods_id in asked and not any(reading.complete for reading in goods.readings)
    )
