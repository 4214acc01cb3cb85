"""What a reader sees in a report: its parts, each where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vedette.model.evidence import Span

PassageKind = Literal[
    "title",
    "byline",
    "outlet",
    "credit",
    "photo_credit",
    "dateline",
    "published",
    "updated",
    "paragraph",
    "caption",
    "furniture",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One part of a report.

    Args:
        kind: ``credit`` names the agency the text is taken from; ``photo_credit`` names who took
            the picture and says nothing about the text; ``dateline`` is the place, day and agency
            printed before the first sentence; ``furniture`` is the page around the report.
        ordinal: Place among the passages of the same kind, from 0.
        span: The words. A paragraph's span starts after its dateline.
        value: The normalised reading: an agency id for credits (``agency:reuters``), ISO 8601
            for times, ``PLACE|YYYY-MM-DD`` for datelines; for furniture that is remembered the reason
            ("seen in 12 of 14 reports of this outlet"); else None.
        rule: The id of the rule that found it.
    """

    passage_id: str
    layer_id: str
    kind: PassageKind
    ordinal: int
    span: Span
    value: str | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A report as read, once per text layer; what is not printed is None, never guessed.

    ``published`` is EDTF (``2024-03-29`` or ``2024-03-29T16:50:00`` with ``Z`` or an offset only
    if printed). ``reference_on`` is the day weekday words are resolved against: the dateline's
    day if there is one, else the published day. ``agency`` is the credited agency's id.
    ``titles`` holds every headline, the main one first. ``judged`` names the corrections it carries.
    """

    layer_id: str
    version_id: str
    address: str
    language: str | None
    titles: tuple[str, ...]
    byline: str | None
    outlet: str | None
    agency: str | None
    agency_basis: str | None
    dateline_place: str | None
    published: str | None
    reference_on: str | None
    n_paragraphs: int
    n_furniture: int
    judged: tuple[str, ...] = field(default=(), metadata={"since": 3})
