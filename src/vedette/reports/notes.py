"""What a footnote says, in words, the same in every form of the dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vedette.reports.nouns import (
    BasisNote,
    DocumentEntry,
    Footnote,
    LawNote,
    ListingNote,
    SpanNote,
)
from vedette.reports.wording import fold

# Enough to see how words were used; the appendix has the rest.
CONTEXT_CHARS = 80
SHOWN_ROWS = 6
# The one basis that is no computation.
JUDGEMENT = "judgement"
_CHECKED = {
    "verified": "read in a document of the body itself",
    "transposed": "read in a law that cites the paragraph",
    "reported": "read in press or research",
    "unverified": "not checked",
}


@dataclass(frozen=True, slots=True)
class Words:
    """A footnote in words: what leads to the quote, what stands before it, and what after it.

    For notes that are no span, everything stands in ``lead``.
    """

    lead: str
    before: str = ""
    quote: str = ""
    after: str = ""
    anchor: str | None = None


def in_words(note: Footnote, documents: Mapping[int, DocumentEntry]) -> Words:
    """Say where a footnote leads."""
    if isinstance(note, SpanNote):
        return _span(note, documents[note.document])
    if isinstance(note, LawNote):
        return Words(_law(note))
    if isinstance(note, ListingNote):
        return Words(
            f"{note.list_title}, {note.list_ref} at {note.locator} "
            f"(release {note.release_id}, SHA-256 {note.blob_sha256}): {'; '.join(note.names)}"
        )
    return Words(_basis(note))


def anchor_of(note: SpanNote) -> str:
    """The name of a span's place in the appendix."""
    return f"d{note.document}-{note.span.start}-{note.span.end}"


def _span(note: SpanNote, document: DocumentEntry) -> Words:
    start, end = note.span.start, note.span.end
    inside = next((e for e in document.extracts if e.start <= start and end <= e.end), None)
    low = max(inside.start if inside else start, start - CONTEXT_CHARS)
    high = min(inside.end if inside else end, end + CONTEXT_CHARS)
    cut_before = "…" if inside and low > inside.start else ""
    cut_after = "…" if inside and high < inside.end else ""
    label = f" ({note.label})" if note.label else ""
    return Words(
        lead=f"Report {note.document}, characters {start}–{end}{label}: ",
        before=cut_before + _edge(document.text[low:start], cut=bool(cut_before), left=True),
        quote=fold(note.span.quote),
        after=_edge(document.text[end:high], cut=bool(cut_after), left=False) + cut_after,
        anchor=anchor_of(note),
    )


def _edge(text: str, *, cut: bool, left: bool) -> str:
    """Context folded, its cut word dropped, the space towards the quote kept."""
    if cut and left:
        text = text.partition(" ")[2]
    elif cut:
        text = text.rpartition(" ")[0]
    folded = fold(text)
    if not folded:
        return " " if text else ""
    if left:
        return folded + (" " if text[-1:].isspace() else "")
    return (" " if text[:1].isspace() else "") + folded


def _law(note: LawNote) -> str:
    citation = note.citation
    checked = _CHECKED[citation.verification]
    return (
        f"{citation.symbol}, paragraph {citation.paragraph}: {fold(note.says)} "
        f"({citation.verification}: {checked}; {citation.source})"
    )


def _basis(note: BasisNote) -> str:
    rows = ", ".join(note.rows[:SHOWN_ROWS])
    if len(note.rows) > SHOWN_ROWS:
        rows += f" and {len(note.rows) - SHOWN_ROWS} more, all in the JSON form"
    over = f" over {rows}" if rows else ""
    says = f": {fold(note.says)}" if note.says else ""
    if note.rule == JUDGEMENT:
        return f"Judged by a person{over.replace(' over', ',', 1)}{says}"
    return f"Computed by {note.rule}{over}{says}"
