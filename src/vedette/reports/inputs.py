"""What a dossier is built from, and which part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vedette.model.bundle import Bundle
from vedette.model.correction import Correction
from vedette.model.incident import Finding, Incident, PoliticalLink
from vedette.model.law import Regime
from vedette.model.listing import Coverage, Listing, ListRelease, Match
from vedette.model.story import Claim, Difference, OriginGroup, Story, Strand


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """The captured bytes behind one document version; ``size`` in bytes, ``captured_at`` UTC."""

    version_id: str
    sha256: str
    size: int
    name: str
    address: str
    captured_at: str
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A correction and how it stands: ``applied``, ``waiting`` or ``adrift``; ``rows`` carry it."""

    correction: Correction
    state: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a dossier is about: everything, one story, or one incident (by its id)."""

    kind: Literal["all", "story", "incident"] = "all"
    key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierInputs:
    """All rows of the workspace that a dossier may draw on.

    Args:
        sources: By version id.
        listings: At least those that ``matches`` name.
        knowledge_time: Up to when the workspace's knowledge counts, UTC ISO 8601.
        generated_on: The day printed on the dossier, given by the caller; no clock is read.
    """

    bundles: Sequence[Bundle]
    sources: Mapping[str, SourceFile]
    strands: Sequence[Strand] = ()
    stories: Sequence[Story] = ()
    origins: Sequence[OriginGroup] = ()
    claims: Sequence[Claim] = ()
    differences: Sequence[Difference] = ()
    matches: Sequence[Match] = ()
    coverage: Sequence[Coverage] = ()
    releases: Sequence[ListRelease] = ()
    listings: Sequence[Listing] = ()
    findings: Sequence[Finding] = ()
    incidents: Sequence[Incident] = ()
    political_links: Sequence[PoliticalLink] = ()
    regimes: Sequence[Regime] = ()
    judged: Sequence[Judged] = ()
    scope: Scope = field(default_factory=Scope)
    knowledge_time: str
    vedette_version: str
    generated_on: str
