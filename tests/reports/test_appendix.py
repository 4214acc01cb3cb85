"""Cutting a report's text where footnotes begin and end."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from vedette.model.evidence import Span
from vedette.reports.appendix import mark_documents
from vedette.reports.nouns import DocumentEntry, Extract, SpanNote

TEXT = "Alpha beta gamma.\nDelta epsilon zeta eta theta.\nIota"


def document(*extracts: Extract) -> DocumentEntry:
    return DocumentEntry(
        number=1,
        layer_id="tl_1",
        version_id="dv_1",
        title=None,
        outlet=None,
        agency=None,
        byline=None,
        published=None,
        language="en",
        address="a",
        name="a",
        captured_at="2024-05-05T09:00:00Z",
        sha256="0" * 64,
        size=1,
        extractor="hand 1",
        text_sha256="0" * 64,
        n_furniture=0,
        extracts=extracts,
        text=TEXT,
    )


def note(start: int, end: int) -> SpanNote:
    return SpanNote(
        document=1, span=Span(layer_id="tl_1", start=start, end=end, quote=TEXT[start:end])
    )


BODY = Extract(kind="paragraph", start=18, end=47)
offsets = st.tuples(st.integers(18, 46), st.integers(1, 20)).map(
    lambda pair: (pair[0], min(47, pair[0] + pair[1]))
)


@given(st.lists(offsets, max_size=6, unique=True))
def test_segments_are_the_text_and_nothing_else(pairs: list[tuple[int, int]]) -> None:
    """However spans overlap, the segments join to the paragraph and mark exactly the spans."""
    notes = [note(*pair) for pair in pairs]
    (marked,) = mark_documents([document(BODY)], notes)[1]
    assert "".join(segment.text for segment in marked.segments) == TEXT[18:47]
    for one in notes:
        anchor = f"d1-{one.span.start}-{one.span.end}"
        covered = "".join(s.text for s in marked.segments if anchor in s.marks)
        assert covered == one.span.quote
        assert sum(anchor in s.anchors for s in marked.segments) == 1


def test_words_outside_the_printed_parts_get_a_part_of_their_own() -> None:
    """A footnote into page furniture still leads somewhere."""
    parts = mark_documents([document(BODY)], [note(48, 52)])[1]
    assert [part.kind for part in parts] == ["paragraph", "elsewhere"]


def test_a_credit_inside_a_dateline_is_printed_once() -> None:
    """Parts that lie within another are not repeated."""
    inner = Extract(kind="credit", start=24, end=31)
    parts = mark_documents([replace(document(BODY, inner))], [note(24, 31)])[1]
    assert [part.kind for part in parts] == ["paragraph"]
