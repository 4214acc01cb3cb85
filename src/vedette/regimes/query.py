"""Questions to a regime: what was in force on a day, who had a mandate, how a vote ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from vedette.model.law import Mandate, Measure, Regime, Vote

NEEDED_VOTES = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A measure in force on a day, with what came before it and what came after.

    ``winding_down`` says whether older contracts may still be carried out on that day.
    """

    measure: Measure
    before: Measure | None
    after: Measure | None
    winding_down: bool
    amended_by: tuple[Measure, ...]


def active_measures(
    regime: Regime, on: str, *, kind: str | None = None, direction: str | None = None
) -> tuple[Measure, ...]:
    """The measures of a regime in force on a day, oldest first.

    Args:
        regime: The regime.
        on: A day (ISO 8601).
        kind: Only of this kind.
        direction: Only of this direction; measures for ``both`` directions always count.
    """
    found = (
        measure
        for measure in regime.measures
        if measure.holds(on)
        and (kind is None or measure.kind == kind)
        and (direction is None or measure.direction in {direction, "both"})
    )
    return tuple(sorted(found, key=lambda measure: (measure.valid_from, measure.measure_id)))


def standing(regime: Regime, measure: Measure, on: str) -> Standing:
    """A measure with its neighbours in its chain and what amended it by a day."""
    chain = [other for other in regime.measures if measure.chain and other.chain == measure.chain]
    ordered = sorted(chain, key=lambda other: other.valid_from)
    place = ordered.index(measure) if measure in ordered else -1
    wind_down = measure.wind_down
    return Standing(
        measure=measure,
        before=ordered[place - 1] if place > 0 else None,
        after=ordered[place + 1] if 0 <= place < len(ordered) - 1 else None,
        winding_down=bool(wind_down and on <= wind_down.until),
        amended_by=tuple(
            other
            for other in regime.measures
            if measure.measure_id in other.amends
            and other.valid_from <= on
            and other.chain != measure.chain
        ),
    )


def mandate_on(regime: Regime, body_id: str, on: str) -> Mandate | None:
    """The mandate a body had on a day, or None: its last day counts."""
    for mandate in regime.mandates:
        if mandate.body_id == body_id and mandate.runs(on):
            return mandate
    return None


def votes_between(regime: Regime, first: str, last: str) -> tuple[Vote, ...]:
    """Votes held from one day to another, both included."""
    return tuple(vote for vote in regime.votes if first <= vote.held_on <= last)


def votes_on(regime: Regime, on: str) -> tuple[Vote, ...]:
    """Votes held on a day; a body can vote on several drafts in one meeting."""
    return votes_between(regime, on, on)


def vote_counts(positions: Mapping[str, str]) -> dict[str, int]:
    """How many voted for and against and abstained."""
    counts = Counter(positions.values())
    return {"for": counts["Y"], "against": counts["N"], "abstain": counts["A"]}


def charter_outcome(
    positions: Mapping[str, str], permanent: Iterable[str], *, n_for: int | None = None
) -> Literal["adopted", "vetoed", "failed"]:
    """How a vote on a matter that is not procedural ends.

    Nine in favour and no permanent member against; a permanent member's abstention is no veto.

    Args:
        positions: ISO state code to Y, N, A or X.
        permanent: The permanent members.
        n_for: The votes in favour, where not all positions are known.

    Source: Charter of the United Nations, Article 27(3), and the Council's practice on abstention.
    """
    in_favour = vote_counts(positions)["for"] if n_for is None else n_for
    if in_favour < NEEDED_VOTES:
        return "failed"
    against = any(positions.get(member) == "N" for member in permanent)
    return "vetoed" if against else "adopted"
