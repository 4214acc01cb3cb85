"""Incidents: alleged breaches tested against the measures of their day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vedette.model.evidence import Span

Stance = Literal["supports", "contradicts", "context"]
IncidentStatus = Literal["insufficient", "open", "corroborated", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule fired on one event under the law of its day."""

    finding_id: str
    rule: str
    regime_id: str
    regime_version: str
    event_id: str
    measure_ids: tuple[str, ...]
    law_on: str
    law_basis: str
    claim_type: Literal["apparent_breach", "attempt", "facilitation", "context"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLink:
    """A span that speaks for, against, or about an incident, and why it does."""

    stance: Stance
    layer_id: str
    span: Span
    origin: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagedMeasure:
    """A measure in force on the incident's day, and how the facts meet it."""

    measure_id: str
    kind: str
    symbol: str
    paragraph: str
    verb: str
    subject: str
    verification: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An alleged breach. ``modality`` never says more than its best evidence.

    ``key`` makes it the same incident on the next run; ``incident_id`` (``KP-2024-0001``) is
    given out once per workspace and never reused.
    """

    incident_id: str
    key: str
    regime_id: str
    regime_version: str
    title: str
    kind: str
    status: IncidentStatus
    modality: str
    parties: tuple[str, ...]
    party_names: tuple[str, ...]
    occurred: str | None
    law_on: str
    law_basis: str
    measures: tuple[EngagedMeasure, ...]
    evidence: tuple[EvidenceLink, ...]
    finding_ids: tuple[str, ...]
    event_ids: tuple[str, ...]
    story_ids: tuple[str, ...]
    n_origins: int
    open_questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliticalLink:
    """A political event (a veto) tied to the vote and the mandate it ended. Not an incident."""

    link_id: str
    event_ids: tuple[str, ...]
    story_ids: tuple[str, ...]
    regime_id: str
    regime_version: str
    vote_id: str
    mandate_id: str | None
    mandate_body: str | None
    mandate_ended_on: str | None
    spans: tuple[Span, ...]
    reason: str
