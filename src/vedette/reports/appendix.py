"""The text of each report cut where footnotes begin and end, so that each can be marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vedette.reports.notes import anchor_of
from vedette.reports.nouns import DocumentEntry, Extract, Footnote, SpanNote


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text; ``anchors`` begin here, ``marks`` cover it, ``numbers`` end here."""

    text: str
    anchors: tuple[str, ...]
    marks: tuple[str, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MarkedExtract:
    """One part of a report in segments."""

    kind: str
    segments: tuple[Segment, ...]


def mark_documents(
    documents: Sequence[DocumentEntry], notes: Sequence[Footnote]
) -> Mapping[int, tuple[MarkedExtract, ...]]:
    """Cut every document's parts at the spans of its footnotes.

    Args:
        notes: In the order of their numbers, from 1.

    Returns:
        By document number. Spans outside the printed parts get a part of their own, so that no
        footnote leads nowhere.
    """
    by_document: dict[int, list[tuple[int, SpanNote]]] = defaultdict(list)
    for number, note in enumerate(notes, start=1):
        if isinstance(note, SpanNote):
            by_document[note.document].append((number, note))
    return {
        document.number: tuple(_marked(document, by_document[document.number]))
        for document in documents
    }


def _marked(
    document: DocumentEntry, spans: Sequence[tuple[int, SpanNote]]
) -> Iterator[MarkedExtract]:
    extracts = _without_nested(document.extracts)
    homeless = [
        Extract(kind="elsewhere", start=note.span.start, end=note.span.end)
        for _, note in spans
        if not any(e.start <= note.span.start and note.span.end <= e.end for e in extracts)
    ]
    for extract in (*extracts, *_without_nested(sorted(homeless, key=lambda e: e.start))):
        inside = [
            (number, note)
            for number, note in spans
            if extract.start <= note.span.start and note.span.end <= extract.end
        ]
        yield MarkedExtract(extract.kind, tuple(_segments(document.text, extract, inside)))


def _without_nested(extracts: Sequence[Extract]) -> list[Extract]:
    """Parts that lie inside another (a credit within a dateline) are printed with it."""
    return [
        extract
        for extract in dict.fromkeys(extracts)
        if not any(
            other != extract and other.start <= extract.start and extract.end <= other.end
            for other in extracts
            if (other.start, other.end) != (extract.start, extract.end) or other.kind < extract.kind
        )
    ]


def _segments(
    text: str, extract: Extract, spans: Sequence[tuple[int, SpanNote]]
) -> Iterator[Segment]:
    cuts = {extract.start, extract.end}
    for _, note in spans:
        cuts |= {note.span.start, note.span.end}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        covering = [note for _, note in spans if note.span.start <= start and end <= note.span.end]
        yield Segment(
            text=text[start:end],
            anchors=tuple(anchor_of(note) for _, note in spans if note.span.start == start),
            marks=tuple(sorted(anchor_of(note) for note in covering)),
            numbers=tuple(number for number, note in spans if note.span.end == end),
        )
