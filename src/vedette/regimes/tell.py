"""Answers in lines of plain English, the same at the command line and in a notebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from vedette.model.law import Cap, Citation, Measure, Regime, Verification
from vedette.regimes.goods import Coverage
from vedette.regimes.grounds import UNDECIDED, Ground, Word
from vedette.regimes.history import Era
from vedette.regimes.nomenclature import chapter_name
from vedette.regimes.periods import periods_words
from vedette.regimes.query import Standing, standing
from vedette.regimes.verdict import NEITHER, Verdict, read_in_part
from vedette.regimes.words import (
    cap_words,
    direction_words,
    period_words,
    route_words,
    through_words,
)

_GLOSS: dict[Word, str] = {
    "prohibited": "banned; only the general routes below could lift it",
    "exempt on approval": "banned unless the Committee approves this case in advance",
    "capped": "allowed up to the cap, all supplies of all States together; theirs are not counted here",
    "not covered": "no goods paragraph in force on that day reaches this code in this direction",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: how deep it stands, its words, and the flag of the fact it tells (None: no fact).

    ``style`` is ``head`` for what is looked for first, ``plain``, or ``aside``.
    """

    depth: int
    text: str
    style: Literal["head", "plain", "aside"] = "plain"
    flag: Verification | None = None


def verdict_lines(regime: Regime, verdict: Verdict, eras: Sequence[Era] = ()) -> Iterator[Line]:
    """A verdict with every ground, reading, exemption and flag it rests on.

    Args:
        regime: The regime asked.
        verdict: Its answer.
        eras: The answers on all days, to say what came before and after; may be empty.
    """
    target = regime.target_code or "the target"
    way = (
        f"{verdict.direction} {target}"
        if verdict.direction != NEITHER
        else "between other countries"
    )
    told = f"HS {verdict.code} ({chapter_name(verdict.code)}) {way} on {verdict.on}"
    yield Line(0, f"{told}: {verdict.word.upper()}", "head")
    if verdict.word == UNDECIDED and verdict.at_least != "not covered":
        yield Line(1, f"at least {verdict.at_least}, whatever decides the rest")
    if verdict.qualifier:
        yield Line(1, f"because: {verdict.qualifier}")
    elif verdict.word in _GLOSS:
        yield Line(1, _GLOSS[verdict.word])
    if verdict.direction == NEITHER:
        return
    yield from _near_lines(verdict, eras)
    for place, ground in enumerate(verdict.grounds):
        if place == verdict.n_leading:
            yield Line(0, "")
            yield Line(1, "beside it, without deciding:", "aside")
        yield Line(0, "")
        yield from _ground_lines(regime, ground, verdict)
    yield from _end_lines(regime, verdict)


def _near_lines(verdict: Verdict, eras: Sequence[Era]) -> Iterator[Line]:
    """What the same question was answered before these days, and after them."""
    place = next((at for at, era in enumerate(eras) if era.holds(verdict.on)), None)
    if place is None:
        return
    if place > 0:
        yield Line(1, f"before, {era_words(eras[place - 1])}", "aside")
    if place + 1 < len(eras):
        yield Line(1, f"after, {era_words(eras[place + 1])}", "aside")
    elif verdict.grounds:
        yield Line(1, "after: no change in the data", "aside")


def era_words(era: Era) -> str:
    """``2016-11-30 to 2017-08-04: capped (S/RES/2321 (2016) para. 26)``."""
    days = f"from {era.starts}" if era.ends is None else f"{era.starts or ''} to {era.ends}".strip()
    return f"{days}: {era.word}{f' ({by})' if (by := grounds_words(era)) else ''}"


def grounds_words(era: Era) -> str:
    """The paragraphs that decide an era, and those that stand beside them."""
    told = [*era.paragraphs]
    if era.beside:
        told.append(f"beside {', '.join(era.beside)}")
    return "; ".join(told)


def _ground_lines(regime: Regime, ground: Ground, verdict: Verdict) -> Iterator[Line]:
    measure, on = ground.measure, verdict.on
    sure = ground.word if ground.certain else f"perhaps {ground.word}"
    cited = measure.citation
    yield Line(1, f"{cited.words}: {sure}", "head", cited.verification)
    yield Line(2, measure.subject)
    if ground.qualifier and not ground.certain and ground.qualifier != verdict.qualifier:
        yield Line(2, f"open: {ground.qualifier}")
    yield Line(2, f"in force {through_words(measure.valid_from, measure.valid_until)}")
    for goods_id, found in groupby(ground.readings, key=lambda item: item.goods_id):
        name = next(goods.name for goods in regime.goods if goods.goods_id == goods_id)
        for item in found:
            yield _reading_line(name, item)
    if ground.cap:
        yield Line(2, f"cap: {cap_words(ground.cap)}")
        if periods := periods_words(ground.cap, on):
            yield Line(2, f"this day's period: {periods}")
        yield from _count_lines(ground.cap, 2)
        if ground.cap.factor_source:
            yield Line(2, f"conversion: {ground.cap.factor_source}", "aside")
    if ground.share is not None:
        yield Line(2, f"this quantity alone is {ground.share:.2%} of the cap")
    yield from _rest_lines(standing(regime, measure, on), on, only=ground.exemptions)


def _count_lines(cap: Cap, depth: int) -> Iterator[Line]:
    """Who counts the periods of a cap from another day than the text."""
    for counting in cap.counted_by:
        cited = counting.citation
        said = f"{counting.authority} counts from {counting.starts} ({cited.words})"
        yield Line(depth, said, "aside", cited.verification)


def _reading_line(name: str, item: Coverage) -> Line:
    how = {
        "whole": "the whole code",
        "part": f"part of the code{f' ({item.of})' if item.of and item.of != name else ''}",
        "wider": f"only {item.of} within the code",
    }.get(item.extent, item.extent)
    cited = item.citation
    said = f"{item.authority} reads {name}: {how} ({cited.words})"
    return Line(2, said, "aside", cited.verification)


def _rest_lines(
    found: Standing, on: str, *, only: Sequence[object] | None = None
) -> Iterator[Line]:
    """Wind-down, exemptions, duties, neighbours and notes of a measure."""
    measure = found.measure
    if measure.wind_down:
        state = "running" if found.winding_down else "over"
        by = measure.wind_down.notify_by
        notice = f", told to the Committee by {by}" if by else ""
        yield Line(
            2,
            f"wind-down ({state}): contracts made before {measure.wind_down.contracts_before} "
            f"through {measure.wind_down.until}{notice}",
            flag=measure.wind_down.verification,
        )
    for exemption in measure.exemptions:
        if only is not None and exemption not in only:
            continue
        cited = exemption.citation
        said = f"exemption by {route_words(exemption)}: {exemption.what} ({cited.words})"
        yield Line(2, said, flag=cited.verification)
    for duty in measure.duties:
        when = f", by {duty.due}" if duty.due else ""
        when += f", {period_words(duty.every)}" if duty.every else ""
        cited = duty.citation
        said = f"duty of {duty.who}: {duty.what}{when} ({cited.words})"
        yield Line(2, said, flag=cited.verification)
    for word, other in (("before", found.before), ("after", found.after)):
        if other:
            yield Line(2, f"{word}: {_neighbour_words(other)}", "aside", _flag(other))
    for other in found.amended_by:
        said = f"amended by {other.citation.words}: {other.subject}"
        yield Line(2, said, "aside", _flag(other))
    if measure.notes:
        yield Line(2, f"note: {measure.notes}", "aside")


def _neighbour_words(measure: Measure) -> str:
    days = through_words(measure.valid_from, measure.valid_until)
    return f"{measure.citation.words}, {days}: {measure.subject}"


def _flag(measure: Measure) -> Verification:
    return measure.citation.verification


def _end_lines(regime: Regime, verdict: Verdict) -> Iterator[Line]:
    if verdict.said:
        yield Line(0, "")
        yield Line(1, "by each authority's reading of the goods alone:")
        for item in verdict.said:
            why = f": {item.qualifier}" if item.qualifier else ""
            yield Line(2, f"{item.authority}: {item.word}{why}")
    if verdict.word == "not covered":
        gaps = read_in_part(regime, verdict.direction, verdict.on)
        if gaps:
            said = f"lists held only in part, whose silence says nothing: {'; '.join(gaps)}"
            yield Line(1, said, "aside")
    for measure in verdict.routes:
        said = f"general route: {measure.citation.words}: {measure.subject}"
        yield Line(1, said, flag=_flag(measure))
    if verdict.remaining:
        yield Line(1, "to weigh besides, whatever the code, by what it is, its use and its user:")
        ordered = sorted(verdict.remaining, key=lambda measure: measure.kind)
        for kind, found in groupby(ordered, key=lambda measure: measure.kind):
            cited = "; ".join(_cited(measure.citation) for measure in found)
            yield Line(2, f"{kind.replace('_', ' ')}: {cited}", "aside")


def _cited(citation: Citation) -> str:
    """A citation; its flag only where it warns."""
    weak = citation.verification == "unverified"
    return f"{citation.words} (UNVERIFIED)" if weak else citation.words


def standing_lines(regime: Regime, found: Standing, on: str) -> Iterator[Line]:
    """A measure in force with everything that qualifies it."""
    measure = found.measure
    force = "" if measure.binding else f", {measure.verb.replace('_', ' ')} only"
    kind = measure.kind.replace("_", " ")
    said = f"{measure.citation.words}: {kind}, {direction_words(measure, regime)}{force}"
    yield Line(0, said, "head", _flag(measure))
    yield Line(1, measure.subject)
    yield Line(1, f"in force {through_words(measure.valid_from, measure.valid_until)}")
    for cap in measure.caps:
        running = cap.starts <= on and (cap.ends is None or on <= cap.ends)
        yield Line(1, f"cap{'' if running else ' (not on this day)'}: {cap_words(cap)}")
        yield from _count_lines(cap, 1)
    for span in measure.undecided:
        days = through_words(span.valid_from, span.valid_until)
        yield Line(1, f"open {days}: {span.why}")
    if measure.turns_on:
        yield Line(1, f"turns on {measure.turns_on}")
    for line in _rest_lines(found, on):
        yield Line(1, line.text, line.style, line.flag)


def weakest_words(flags: Iterable[Verification]) -> str | None:
    """A warning where a fact told is unverified, else None."""
    n_weak = sum(flag == "unverified" for flag in flags)
    if not n_weak:
        return None
    return f"{n_weak} of the facts told are UNVERIFIED: check them against the document"
