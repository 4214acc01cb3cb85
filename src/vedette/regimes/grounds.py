"""What one measure says to one trade: the word, whether it is certain, and what it turns on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vedette.errors import UsageError
from vedette.model.law import VERIFICATIONS, Cap, Exemption, Measure, Regime, Verification, WindDown
from vedette.regimes.amounts import share_of_cap
from vedette.regimes.goods import Coverage

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One trade: a code, a direction seen from the target, a day, and what else is known.

    ``origin`` and ``target`` are ISO 3166 codes; ``contracted_on`` is the day of the written
    contract; ``quantity`` is in ``unit``.
    """

    code: str
    direction: str
    on: str
    target: str | None
    quantity: float | None = None
    unit: str | None = None
    origin: str | None = None
    contracted_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What one measure says to the case, and why that is certain or not.

    ``coverage`` is how its goods cover the code, one per group; ``readings`` every authority's
    reading behind that. ``share`` is the quantity over the cap's, alone.
    """

    measure: Measure
    word: Word
    certain: bool
    qualifier: str | None
    coverage: tuple[Coverage, ...]
    readings: tuple[Coverage, ...] = ()
    cap: Cap | None = None
    share: float | None = None
    exemptions: tuple[Exemption, ...] = ()

    @property
    def verification(self) -> Verification:
        """The flag of the weakest fact it stands on.

        That is the paragraph, its wind-down while that decides, and who reads the goods so.
        Where several authorities read a group alike, the best verified of them counts.
        """
        flags = [self.measure.citation.verification]
        if self.measure.wind_down and self.word == "prohibited after wind-down":
            flags.append(self.measure.wind_down.verification)
        for group in self.coverage:
            behind = [item for item in self.readings if item.goods_id == group.goods_id]
            told = [item.citation.verification for item in behind or [group]]
            flags.append(_strongest(told) if group.extent == "whole" else _weakest(told))
        return _weakest(flags)


def rank(ground: Ground) -> tuple[int, bool, str, str]:
    """Sort key: the strictest first, the certain before the uncertain, then the oldest."""
    return (
        STRICTNESS.index(ground.word),
        not ground.certain,
        ground.measure.valid_from,
        ground.measure.measure_id,
    )


def find_grounds(
    regime: Regime,
    case: Case,
    coverage: Iterable[Coverage],
    readings: Sequence[Coverage],
    names: Mapping[str, str],
) -> list[Ground]:
    """What every goods measure in force says to the case, by :func:`rank`.

    Args:
        regime: The regime.
        case: The trade; its quantity is not looked at, see :func:`weigh_quantity`.
        coverage: How each group of goods covers the code, one per group.
        readings: Every authority's reading of the code.
        names: Goods id to name.
    """
    groups = {item.goods_id: item for item in coverage}
    if not groups:
        return []
    found = []
    for measure in regime.measures:
        if not measure.reaches_goods or not measure.holds(case.on):
            continue
        if measure.direction not in {case.direction, "both"}:
            continue
        mine = [groups[goods_id] for goods_id in measure.goods if goods_id in groups]
        if mine:
            touched = {item.goods_id for item in mine}
            behind = tuple(item for item in readings if item.goods_id in touched)
            found.append(_ground(measure, case, mine, behind, names))
    return sorted(found, key=rank)


def counted(grounds: Sequence[Ground]) -> Ground | None:
    """The ground whose cap a quantity is told as a share of, or None."""
    capped = [ground for ground in grounds if ground.cap]
    return min(capped, key=rank) if capped else None


def weigh_quantity(grounds: Sequence[Ground], case: Case, *, decided: bool) -> list[Ground]:
    """The grounds once the quantity is held against every cap, by :func:`rank`.

    Args:
        grounds: As :func:`find_grounds` gives them.
        case: The trade, with quantity and unit.
        decided: Whether something stricter than any cap is certain: then a unit that cannot be
            turned into a cap's is no trouble.

    Raises:
        UsageError: The unit cannot be turned into that of a cap the answer rests on.
    """
    if case.quantity is None or case.unit is None:
        return list(grounds)
    return sorted((_weighed(ground, case, decided=decided) for ground in grounds), key=rank)


def _weighed(ground: Ground, case: Case, *, decided: bool) -> Ground:
    if ground.cap is None or case.quantity is None or case.unit is None:
        return ground
    try:
        share = share_of_cap(ground.cap, case.quantity, case.unit)
    except UsageError:
        if decided:
            return ground
        raise
    if share is None or share <= 1:
        return replace(ground, share=share)
    word: Word = "exempt on approval" if ground.cap.over == "approval" else "prohibited"
    said = _joined(["this quantity alone is above the cap", ground.qualifier])
    return replace(ground, share=share, word=word, qualifier=said)


def _ground(
    measure: Measure,
    case: Case,
    coverage: list[Coverage],
    readings: tuple[Coverage, ...],
    names: Mapping[str, str],
) -> Ground:
    exemptions = tuple(item for item in measure.exemptions if _applies(item, case.on))
    word, qualifier, certain, cap = _effect(measure, case, exemptions)
    if not any(item.extent == "whole" for item in coverage):
        certain = False
        parts = [_part_words(item, names) for item in coverage]
        qualifier = _joined([*parts, qualifier])
    return Ground(
        measure=measure,
        word=word,
        certain=certain,
        qualifier=qualifier or None,
        coverage=tuple(coverage),
        readings=readings,
        cap=cap,
        exemptions=exemptions,
    )


def _part_words(item: Coverage, names: Mapping[str, str]) -> str:
    name = names[item.goods_id]
    if item.extent == "wider":
        return f"this code is wider than {name} ({item.of})"
    if item.extent in {"differing", "unread"}:
        return f"{name}: {item.of}"
    of = "" if item.of in {None, name} else f" ({item.of})"
    return f"this code is only in part {name}{of}"


def _effect(
    measure: Measure, case: Case, exemptions: Sequence[Exemption]
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
            return "prohibited", f"turns on an exemption: {other[0].what}", False, None
    for cap in measure.caps:
        if cap.starts <= case.on and (cap.ends is None or case.on <= cap.ends):
            return "capped", "", True, cap
    open_ways = [
        item
        for item in exemptions
        if item.mode == "state_determines" or _touches(item.codes, case.code)
    ]
    if open_ways:
        return "prohibited", f"turns on an exemption: {open_ways[0].what}", False, None
    if measure.wind_down:
        return _wound_down(measure.wind_down, case, exemptions)
    return _plain_word(exemptions), "", True, None


def _wound_down(
    wind_down: WindDown, case: Case, exemptions: Sequence[Exemption]
) -> tuple[Word, str, bool, Cap | None]:
    """A ban that lets older contracts run for a while; no contract day given leaves both open."""
    before, until = wind_down.contracts_before, wind_down.until
    signed = case.contracted_on
    if signed is not None and signed >= before:
        said = f"the contract is not older than {before}, so no wind-down"
        return _plain_word(exemptions), said, True, None
    if case.on > until:
        said = f"the wind-down for older contracts ended on {until}" if signed else ""
        return _plain_word(exemptions), said, True, None
    notice = f", told to the Committee by {wind_down.notify_by}" if wind_down.notify_by else ""
    if signed is not None:
        said = f"the contract is older than {before}: allowed through {until}{notice}"
    else:
        said = (
            f"written contracts made before {before} may be carried out through {until}{notice}; "
            "without one it is prohibited already"
        )
    return "prohibited after wind-down", said, True, None


def _plain_word(exemptions: Sequence[Exemption]) -> Word:
    """A ban the Committee may lift for a case is exempt on approval, else flat."""
    asks = {"case_by_case", "no_objection"}
    granted = any(item.by == "committee" and item.mode in asks for item in exemptions)
    return "exempt on approval" if granted else "prohibited"


def exempted(regime: Regime, code: str) -> frozenset[str]:
    """The measures an exemption of which is for goods a code may be."""
    return frozenset(
        measure.measure_id
        for measure in regime.measures
        for item in measure.exemptions
        if _touches(item.codes, code)
    )


def _touches(codes: Iterable[str], code: str) -> bool:
    """Whether a code is or lies under one of some prefixes.

    A wider code is not opened by them: what it holds besides is banned, and the exemption is told.
    """
    return any(code.startswith(prefix) for prefix in codes)


def _applies(exemption: Exemption, on: str) -> bool:
    return (exemption.valid_from or "") <= on and (
        exemption.valid_until is None or on < exemption.valid_until
    )


def _joined(texts: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _weakest(flags: Iterable[Verification]) -> Verification:
    return max(flags, key=VERIFICATIONS.index)


def _strongest(flags: Iterable[Verification]) -> Verification:
    return min(flags, key=VERIFICATIONS.index)
