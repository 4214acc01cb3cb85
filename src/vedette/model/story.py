"""Reports beside each other: same event, same copy, what they share and where they differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vedette.model.evidence import Span

DifferenceKind = Literal["shared", "differs", "contradicts", "only"]
OriginMethod = Literal["credit", "dateline", "copy", "press-release", "outlet"]
_SINCE_3 = {"since": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A run of paragraphs of one report that tell one event; a report may hold several.

    ``paragraphs`` are ordinals of its body paragraphs; ``lead`` is the first one's span.
    """

    strand_id: str
    layer_id: str
    paragraphs: tuple[int, ...]
    lead: Span
    refs: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event as told by one or more reports.

    ``title`` is a headline or lead taken from ``title_span``. ``terms`` are what holds the
    strands together, strongest first. ``judged`` names the corrections that shaped it.
    """

    story_id: str
    title: str
    title_span: Span
    strand_ids: tuple[str, ...]
    layer_ids: tuple[str, ...]
    first_on: str | None
    last_on: str | None
    terms: tuple[str, ...]
    reason: str
    judged: tuple[str, ...] = field(default=(), metadata=_SINCE_3)


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGroup:
    """Reports of one story whose text comes from one hand.

    ``evidence`` are the credit lines, datelines or copied passages that show it.
    ``containment`` is the share of the shorter text's 4-grams found in the other, furniture and
    quotations cut, for ``copy`` groups; else None.
    """

    origin_id: str
    story_id: str
    name: str
    ref: str
    method: OriginMethod
    layer_ids: tuple[str, ...]
    evidence: tuple[Span, ...]
    containment: float | None
    reason: str
    judged: tuple[str, ...] = field(default=(), metadata=_SINCE_3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing told in a story, with who stands behind it.

    Args:
        kind: ``statement`` (that somebody said it) or ``event`` (that it happened).
        text: The clause, verbatim from ``span``.
        speaker_ref: For statements, who said it.
        member_ids: The statements or events that are this claim, one or more per report.
        spans: Where each member stands.
        witnesses: Origin ids that independently report it (that it was said / that it happened).
        primary_sources: Refs of those whose word it rests on (the ministry, KCNA); empty when the
            reports tell it in their own voice.
        n_origins_of_report: How many independent origins witness it.
        n_origins_of_content: How many independent sources stand behind what was said; one
            ministry quoted by two agencies is one.
        sentence: The count in words.
    """

    claim_id: str
    story_id: str
    kind: Literal["statement", "event"]
    text: str
    speaker_ref: str | None
    member_ids: tuple[str, ...]
    spans: tuple[Span, ...]
    witnesses: tuple[str, ...]
    primary_sources: tuple[str, ...]
    n_origins_of_report: int
    n_origins_of_content: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Two clauses set beside each other, or one that stands alone.

    ``slot`` names what was compared: number, date, place, actor, polarity, modality, manner or
    clause. ``left`` and ``right`` are spans of different reports; ``right`` is None for ``only``.
    """

    difference_id: str
    story_id: str
    kind: DifferenceKind
    slot: str
    left_layer: str
    left: Span
    left_value: str | None
    right_layer: str | None
    right: Span | None
    right_value: str | None
    similarity: float | None
    sentence: str
