"""What changed in law, in lines of plain English: day by day, instrument by instrument."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from vedette.model.law import Regime
from vedette.regimes.changes import Change, Difference
from vedette.regimes.days import day_after
from vedette.regimes.tell import Line
from vedette.regimes.words import cap_words, direction_words, route_words

_CHANGES = {
    "begins": "new",
    "replaced": "replaces",
    "ends": "ended",
    "wind_down_ends": "wind-down over",
    "cap_begins": "cap begins",
    "cap_ends": "cap ended",
    "exemption_begins": "new exemption",
    "exemption_ends": "exemption ended",
}


def difference_lines(found: Difference) -> Iterator[Line]:
    """What changed in law, day by day and instrument by instrument."""
    regime = found.regime
    days = sorted(
        {change.on for change in found.changes}
        | {vote.held_on for vote in found.votes}
        | {mandate.valid_from for mandate in found.mandates_begun}
        | {
            day_after(mandate.valid_until)
            for mandate in found.mandates_ended
            if mandate.valid_until
        }
    )
    counts = Counter(_CHANGES[change.what] for change in found.changes)
    told = ", ".join(f"{n} {word}" for word, n in counts.items())
    days_words = f"after {found.first} through {found.last}"
    yield Line(0, f"{regime.regime_id}: what changed {days_words}: {told or 'nothing'}", "head")
    acts = {act.symbol: act for act in regime.instruments}
    for day in days:
        yield Line(0, "")
        yield Line(0, day, "head")
        for vote in found.votes:
            if vote.held_on == day:
                count = f"{vote.n_for}-{vote.n_against}-{vote.n_abstain}"
                said = f"vote on {vote.draft}, {vote.subject}: {vote.outcome} ({count})"
                yield Line(1, said, flag=vote.citation.verification)
        today = [change for change in found.changes if change.on == day]
        for symbol, changes in groupby(today, key=lambda change: change.citation.symbol):
            act = acts.get(symbol)
            made = act is not None and act.adopted_on == day
            occasion = f", {act.occasion}" if act is not None and act.occasion and made else ""
            yield Line(1, f"{symbol}{occasion}" if made else f"{symbol}, set earlier", "head")
            for change in changes:
                yield from _change_lines(change, regime)
        yield from _term_lines(found, day)


def _change_lines(change: Change, regime: Regime) -> Iterator[Line]:
    now = change.successor or change.measure
    cited = change.citation
    paragraph = cited.words.removeprefix(cited.symbol).strip(" ,")
    force = "" if now.binding else f", {now.verb.replace('_', ' ')} only"
    way = direction_words(now, regime)
    said = change.words if change.successor is None else now.subject
    yield Line(
        2,
        f"{_CHANGES[change.what]}: {paragraph}: {said} ({way}{force})",
        flag=cited.verification,
    )
    if change.successor:
        old = change.measure
        yield Line(
            3, f"was {old.citation.words}: {old.subject}", "aside", old.citation.verification
        )
        for item in change.lost:
            yield Line(3, f"exempt before: {item.what} ({item.citation.words})", "aside")
        for item in change.gained:
            yield Line(3, f"exempt now: {item.what} ({item.citation.words})", "aside")
    if change.what not in {"begins", "replaced"}:
        return
    for cap in now.caps:
        yield Line(3, f"cap: {cap_words(cap)}", "aside")
    if now.wind_down:
        wound = now.wind_down
        said = f"contracts made before {wound.contracts_before} through {wound.until}"
        yield Line(3, f"wind-down: {said}", "aside")
    if change.successor is None:
        for item in now.exemptions:
            if item.valid_from is None or item.valid_from <= change.on:
                yield Line(3, f"exempt by {route_words(item)}: {item.what}", "aside")


def _term_lines(found: Difference, day: str) -> Iterator[Line]:
    for mandate in found.mandates_ended:
        if mandate.valid_until and day_after(mandate.valid_until) == day:
            why = f" ({mandate.end_reason})" if mandate.end_reason else ""
            said = f"{mandate.body}: term over since {mandate.valid_until}{why}"
            yield Line(1, said, flag=mandate.citation.verification)
    for mandate in found.mandates_begun:
        if mandate.valid_from == day:
            until = f" through {mandate.valid_until}" if mandate.valid_until else ", no end"
            said = f"{mandate.body}: term begins{until} ({mandate.citation.words})"
            yield Line(1, said, flag=mandate.citation.verification)
