"""What is asked of the screener and what it answers, whichever door the question came through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vedette.model.listing import Alignment, Coverage, Identifier, PartyKind, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One party to screen: a name in any script and whatever else is known.

    Args:
        name: As met.
        kind: None where it is not known; every kind is then searched.
        birth_on: EDTF: a day, a year, about a year.
        countries: ISO 3166-1 alpha-2.
        identifiers: What the party calls its own (passport, IMO number …).
        ref: What the asker calls the party (a customer number); decisions are remembered by it.
    """

    name: str
    kind: PartyKind | None = None
    birth_on: str | None = None
    countries: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something besides the name that the question and a listing both tell.

    ``speaks`` is ``for``, ``against``, or ``weak`` for what alone decides nothing.
    """

    what: Literal["birth date", "country", "identifier"]
    speaks: Literal["for", "against", "weak"]
    asked: str
    listed: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One listed party that a question may mean.

    Args:
        name: What the list files the party under; ``listed_name`` is the name that met.
        read_as: The words the question was compared as, and by which reading of it.
        score: 0 to 1, of the names alone; says nothing without ``verdict`` and reasons.
        alerts_per_10k: How many of 10,000 customers of its kind, on no list, would score as much or
            more on this index; None where it was not calibrated.
        against: Each a sentence; empty only for a hit.
    """

    listing_id: str
    list_id: str
    list_ref: str
    kind: PartyKind
    name: str
    listed_name: str
    quality: str
    read_as: str
    verdict: Verdict
    score: float
    alerts_per_10k: float | None
    alignment: tuple[Alignment, ...]
    facts: tuple[Fact, ...]
    against: tuple[str, ...]
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that screening one question gave, best first, and over which lists."""

    question: Question
    found: tuple[Found, ...]
    coverage: Coverage

    @property
    def is_alert(self) -> bool:
        """Whether anything is more than a near miss."""
        return any(item.verdict != "near_miss" for item in self.found)
