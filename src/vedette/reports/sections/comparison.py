"""The reports of a story side by side: shared, different, contradicting, told by one only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vedette.model.reading import Statement
from vedette.model.story import Difference, Story
from vedette.reports.casebook import Casebook, basis, quoted
from vedette.reports.nouns import Block, Paragraph, Points, Row, Section, Sentence, Table
from vedette.reports.wording import fold, one_sided_words, reading_words, slot_words, told_words

_ORDER = ("contradicts", "differs", "shared", "only")
_WORDS = {
    "contradicts": "They contradict each other: {slot}",
    "differs": "They differ: {slot}",
    "shared": "Both tell the same: {slot}",
}


def section(book: Casebook) -> Section:
    """Pairs of reports, story by story."""
    return Section(
        section_id="comparison",
        title="The reports side by side",
        subsections=tuple(
            Section(
                section_id=f"comparison-{number}",
                title=f"Story {number}",
                blocks=tuple(_of_story(book, story)),
            )
            for number, story in enumerate(book.stories, start=1)
        ),
    )


def _of_story(book: Casebook, story: Story) -> Iterator[Block]:
    rows = book.differences_of.get(story.story_id, ())
    if len(story.layer_ids) < 2 or not rows:
        yield Paragraph((_alone(book, story),))
    pairs: dict[tuple[int, int], list[Difference]] = defaultdict(list)
    alone: dict[int, list[Difference]] = defaultdict(list)
    for row in rows:
        if not book.holds(row.left_layer):
            continue
        left = book.number(row.left_layer)
        if row.right is None or row.right_layer is None:
            alone[left].append(row)
        elif book.holds(row.right_layer):
            ordered = row if left < book.number(row.right_layer) else _swapped(row)
            pair = (book.number(ordered.left_layer), book.number(ordered.right_layer or ""))
            pairs[pair].append(ordered)
    for (left, right), found in sorted(pairs.items()):
        yield _beside(book, left, right, found)
    for left, found in sorted(alone.items()):
        yield from _only(book, left, found)


def _swapped(row: Difference) -> Difference:
    """The same difference with its sides changed, so that a pair of reports has one table."""
    assert row.right is not None
    assert row.right_layer is not None
    return replace(
        row,
        left_layer=row.right_layer,
        left=row.right,
        left_value=row.right_value,
        right_layer=row.left_layer,
        right=row.left,
        right_value=row.left_value,
    )


def _alone(book: Casebook, story: Story) -> Sentence:
    one = len(story.layer_ids) < 2
    text = (
        "One report tells this story, so there is nothing to set beside it."
        if one
        else "The comparison found nothing to set side by side."
    )
    return book.say(text, basis("stories.compare", [story.story_id, *story.layer_ids]))


def _beside(book: Casebook, left: int, right: int, rows: Sequence[Difference]) -> Table:
    ordered = sorted(rows, key=lambda row: (_ORDER.index(row.kind), row.left.start))
    return Table(
        f"Report {left} and report {right}",
        ("What was found", f"Report {left}", f"Report {right}"),
        tuple(_row(book, row) for row in ordered),
        style="sides",
    )


def _row(book: Casebook, row: Difference) -> Row:
    finding = _WORDS[row.kind].format(slot=slot_words(row.slot))
    if row.kind == "differs" and "open" in {row.left_value, row.right_value}:
        finding = one_sided_words(row.slot)
    note = basis(f"stories.compare {row.slot}", [row.difference_id], row.sentence)
    return Row(
        (
            book.say(f"{finding}.", note),
            _side(book, row, "left"),
            _side(book, row, "right"),
        ),
        tone=row.kind,
    )


def _side(book: Casebook, row: Difference, side: str) -> Sentence:
    span = row.left if side == "left" else row.right
    value = row.left_value if side == "left" else row.right_value
    assert span is not None  # rows with one side are told by _only
    words, pieces = quoted(span)
    values = []
    if value and row.slot != "clause" and fold(value) not in words:
        words += f" ({reading_words(fold(value))})"
        values = [basis(f"stories.compare {row.slot}", [row.difference_id], f"read as {value}")]
    read = [reading_words(fold(value))] if value else []
    return book.say(words, *book.notes([span]), *values, quotes=pieces, terms=read)


def _only(book: Casebook, left: int, rows: Sequence[Difference]) -> Iterator[Block]:
    yield Paragraph(
        (
            book.say(
                f"Only report {left} tells:",
                basis("stories.compare only", [row.difference_id for row in rows]),
            ),
        )
    )
    points = []
    for row in sorted(rows, key=lambda row: row.left.start):
        shown = book.spoken_at(row.left)
        words, pieces = quoted(shown)
        speaker = _speaker_of(book, row)
        event = next((e for e in book.by_layer[row.left_layer].events if e.span == row.left), None)
        told = f"{speaker.speaker_name}: {words}" if speaker else words
        if event and event.modality != "asserted":
            told = f"{told_words([event.modality])}: {told}"
        notes = book.notes([speaker.speaker] if speaker and speaker.speaker else [], "the speaker")
        points.append(
            (
                book.say(
                    told,
                    *book.notes([shown]),
                    *notes,
                    quotes=pieces,
                    terms=[speaker.speaker_name] if speaker else [],
                    modality=event.modality if event else None,
                ),
            )
        )
    yield Points(tuple(points))


def _speaker_of(book: Casebook, row: Difference) -> Statement | None:
    """The statement that told words are part of, if somebody named says them."""
    return next(
        (
            one
            for one in book.by_layer[row.left_layer].statements
            if one.speaker_name
            and any(p.start <= row.left.start and row.left.end <= p.end for p in one.content)
        ),
        None,
    )
