"""Reports beside each other: same event, same copy, what they share and where they differ."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vedette.model.evidence import Span

DifferenceKind = Literal["shared", "differs", "contradicts", "only"]
Confidence = Literal["certain", "likely", "possible"]
KinKind = Literal["copy", "partial", "press_release", "shared_quote", "translation", "independent"]
OriginMethod = Literal["credit", "dateline", "copy", "press-release", "outlet", "judged"]
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
class TextKin:
    """How the texts of two reports of one story are related, with what shows it.

    Args:
        kind: ``copy``, ``partial`` (paragraphs of one stand in the other), ``press_release`` (both print one
            written statement), ``shared_quote`` (both quote the same words), ``translation``.
        confidence: A translation is never more than ``likely``; what stands word for word is ``certain``.
        left: The passage of one report that shows it, ``right`` that of the other.
        containment: Share of the smaller text's groups of four words found in the other, quotations cut; None
            across languages.
        longest_run: Most words in a row that both print, quotations cut; None across languages.
        aligned: Share of the shorter text in sentences with a twin in the other (across languages: share of
            the names, values and concepts that meet in aligned sentences).
        reason: What was seen, in words.
    """

    kin_id: str
    story_id: str
    kind: KinKind
    confidence: Confidence
    left_layer: str
    right_layer: str
    left: Span
    right: Span
    containment: float | None
    longest_run: int | None
    aligned: float | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGroup:
    """Reports of one story whose text comes from one hand.

    ``evidence`` are the credit lines, datelines or copied passages that show it.
    ``containment`` is the share of the shorter text's 4-grams found in the other, furniture and
    quotations cut, for ``copy`` groups; else None. ``part_layer_ids`` are reports of other hands that
    hold paragraphs of this one's text; ``possibly_of`` are origins of the same story this one may not
    be independent of (its text is likely a translation of theirs).
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
    part_layer_ids: tuple[str, ...] = field(default=(), metadata={"since": 4})
    possibly_of: tuple[str, ...] = field(default=(), metadata={"since": 4})


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
        n_possibly_derived: How many of the witnesses may not be independent of another witness.
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
    n_possibly_derived: int = field(default=0, metadata={"since": 4})


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
