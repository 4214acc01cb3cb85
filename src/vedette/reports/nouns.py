"""What a dossier is made of: sentences, their footnotes, and the blocks that hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from vedette.model.evidence import Span
from vedette.model.law import Citation

SCHEMA = "vedette.dossier/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanNote:
    """Points to words in a report. ``document`` is its number in the evidence list."""

    document: int
    span: Span
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawNote:
    """Points to a paragraph, and says how far the reading of it was checked."""

    citation: Citation
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingNote:
    """Points to one record of one list release; ``names`` are the names it carries."""

    list_id: str
    list_title: str
    list_ref: str
    names: tuple[str, ...]
    locator: str
    release_id: str
    blob_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisNote:
    """Points to a computation: the named rule or stage, and the rows it worked on.

    ``values`` are words the rows hold that the sentence repeats in quotation marks.
    """

    rule: str
    rows: tuple[str, ...]
    says: str = ""
    values: tuple[str, ...] = ()


Footnote = SpanNote | LawNote | ListingNote | BasisNote


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing the dossier says, and what it stands on.

    Args:
        text: Plain text; words taken over verbatim stand in “ ”.
        footnotes: What the sentence rests on; empty only where the linter will refuse it.
        quotes: The verbatim words in ``text``, white space folded, without their marks.
        terms: Names, addresses and law data in ``text`` that are not the dossier's own wording.
        modality: How the reports hold what this sentence is about, if it is about an event.
    """

    text: str
    footnotes: tuple[Footnote, ...]
    quotes: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    modality: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that run on."""

    sentences: tuple[Sentence, ...]

    def all_sentences(self) -> Iterator[Sentence]:
        """Every sentence in it."""
        yield from self.sentences


@dataclass(frozen=True, slots=True)
class Points:
    """A list; each point is one or more sentences."""

    items: tuple[tuple[Sentence, ...], ...]

    def all_sentences(self) -> Iterator[Sentence]:
        """Every sentence in it."""
        for item in self.items:
            yield from item


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table. ``tone`` names its kind for colour; the words say it too.

    A cell without footnotes of its own stands on those of its row.
    """

    cells: tuple[Sentence, ...]
    tone: str = ""

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """What the row as a whole stands on."""
        return tuple(note for cell in self.cells for note in cell.footnotes)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads. ``style`` picks a layout: ``plain``, ``facts``, ``sides``."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    style: str = "plain"

    def all_sentences(self) -> Iterator[Sentence]:
        """Every cell, with its row's footnotes where it has none of its own."""
        for row in self.rows:
            for cell in row.cells:
                yield cell if cell.footnotes else replace(cell, footnotes=row.footnotes)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One line of the timeline.

    ``earliest`` and ``latest`` are ISO days, None where open at that end; both None: the text
    leaves the day open. ``reported`` are the days of the reports that tell it. ``kind`` is
    ``event`` or ``law``.
    """

    kind: str
    earliest: str | None
    latest: str | None
    reported: tuple[str, ...]
    label: str
    row: Row


@dataclass(frozen=True, slots=True)
class Timeline:
    """What happened when, by the event's day, the open ones last."""

    columns: tuple[str, ...]
    entries: tuple[TimelineEntry, ...]

    def all_sentences(self) -> Iterator[Sentence]:
        """Every cell of every entry."""
        yield from Table("", self.columns, tuple(e.row for e in self.entries)).all_sentences()


Block = Paragraph | Points | Table | Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it. Headings are fixed words, numbers and ids only."""

    section_id: str
    title: str
    blocks: tuple[Block, ...] = ()
    subsections: tuple[Section, ...] = ()

    def all_blocks(self) -> Iterator[Block]:
        """Its blocks and those of its subsections, in reading order."""
        yield from self.blocks
        for section in self.subsections:
            yield from section.all_blocks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A part of a report as the appendix prints it, by offsets into the document's text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """One report of the evidence list, with the text its footnotes point into.

    Times are UTC, ISO 8601 with ``Z``; ``size`` is in bytes; ``sha256`` is of the bytes captured.
    """

    number: int
    layer_id: str
    version_id: str
    title: str | None
    outlet: str | None
    agency: str | None
    byline: str | None
    published: str | None
    language: str | None
    address: str
    name: str
    captured_at: str
    sha256: str
    size: int
    extractor: str
    text_sha256: str
    n_furniture: int
    extracts: tuple[Extract, ...]
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """A person the reports name, and the words they name them with."""

    name: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything a dossier says, before it has a form."""

    schema: str
    title: Sentence
    scope: str
    generated_on: str
    knowledge_time: str
    vedette_version: str
    regimes: tuple[tuple[str, str, str], ...]
    sections: tuple[Section, ...]
    documents: tuple[DocumentEntry, ...]
    persons: tuple[Person, ...]

    def all_sentences(self) -> Iterator[tuple[str, Sentence]]:
        """Every sentence, with the id of the section it stands in."""
        yield "title", self.title
        for section in self.sections:
            for block in section.all_blocks():
                for sentence in block.all_sentences():
                    yield section.section_id, sentence
