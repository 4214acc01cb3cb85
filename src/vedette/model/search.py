"""What a search gives: reports with the words found in them, and how they spread."""

from __future__ import annotations

from dataclasses import dataclass, field

from vedette.model.article import PassageKind
from vedette.model.evidence import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words found in a report.

    Args:
        span: The words, in the report's text.
        passage_kind: The part of the report they stand in.
        ordinal: Which of the parts of that kind, from 0.
        before: Text of the same part before the words, cut to a line.
        after: Text of the same part after them.
    """

    span: Span
    passage_kind: PassageKind
    ordinal: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A report that holds what was asked.

    ``score`` orders the hits of one search (BM25, higher first) and means nothing outside it.
    ``link`` opens the report at the first words found where its address can.
    """

    layer_id: str
    version_id: str
    address: str
    link: str
    title: str
    outlet: str | None
    agency: str | None
    language: str | None
    published_on: str | None
    score: float
    n_places: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """The answer to one search.

    ``facets`` count all reports found, not only those shown: by outlet, agency, language and month.
    ``n_searched`` says in how many reports was looked.
    """

    query: str
    n_found: int
    n_searched: int
    hits: tuple[Hit, ...]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
