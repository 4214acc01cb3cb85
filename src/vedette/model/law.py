"""The law as data: instruments, measures, mandates and votes of one regime.

Days are ISO 8601. ``verification`` is one of ``verified`` (read in a document of the body
itself), ``transposed`` (read in a law that cites the paragraph), ``reported`` (read in press or
research) and ``unverified``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verification = Literal["verified", "transposed", "reported", "unverified"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Symbol and paragraph, and what was read to check it."""

    symbol: str
    paragraph: str
    verification: Verification
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A resolution or other act: its symbol, day and title."""

    symbol: str
    adopted_on: str
    title: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One duty or ban, valid from a day until a day (None: no end).

    ``kind`` groups measures across regimes (``arms_embargo``); ``verb`` is ``decides`` or
    ``calls_upon``; ``direction`` is ``to``, ``from``, ``both``, ``within`` or ``vessels``, seen
    from the target. ``until`` is exclusive: the first day it no longer holds.
    """

    measure_id: str
    kind: str
    verb: str
    direction: str
    subject: str
    valid_from: str
    valid_until: str | None
    exemption: str | None
    amends: tuple[str, ...]
    replaced_by: str | None
    citation: Citation
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """What a body was told to do, from a day until a day (its last day, inclusive)."""

    mandate_id: str
    body: str
    body_id: str
    valid_from: str
    valid_until: str | None
    instrument: str
    ended_by: str | None
    end_reason: str | None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote of a body, adopted or not. ``positions``: ISO state code to Y, N, A (abstained), X.

    ``outcome`` is computed by the Charter's Article 27(3) rule and compared with ``recorded``.
    """

    vote_id: str
    draft: str
    held_on: str
    meeting: str | None
    subject: str
    positions: dict[str, str]
    permanent: tuple[str, ...]
    n_for: int
    n_against: int
    n_abstain: int
    outcome: Literal["adopted", "vetoed", "failed"]
    recorded: str
    mandate_id: str | None
    effect: str | None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A sanctions regime as its data files tell it, with the data's own version."""

    regime_id: str
    prefix: str
    name: str
    target: str
    issuer: str
    committee: str
    data_version: str
    data_sha256: str
    aliases: tuple[str, ...]
    instruments: tuple[Instrument, ...]
    measures: tuple[Measure, ...]
    mandates: tuple[Mandate, ...]
    votes: tuple[Vote, ...]
