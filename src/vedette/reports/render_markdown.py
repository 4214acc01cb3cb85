"""A dossier as Markdown with footnotes, for people who write on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vedette.reports.notes import in_words
from vedette.reports.nouns import (
    Block,
    DocumentEntry,
    Dossier,
    Footnote,
    Paragraph,
    Points,
    Section,
    Sentence,
    Table,
    Timeline,
)
from vedette.reports.numbering import Numbering
from vedette.reports.wording import fold

# Captured text is data: nothing in it may become a heading, link, image, tag or footnote.
_LIVE = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$|[-=+])")


def render_markdown(dossier: Dossier) -> str:
    """Write a dossier as Markdown (CommonMark with ``[^n]`` footnotes and pipe tables)."""
    return "\n".join(_Writer(dossier).lines()).rstrip() + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _LINE_START.sub(r"\1\\\2", _LIVE.sub(r"\\\1", fold(text)))


class _Writer:
    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.numbering = Numbering.of(dossier)
        self.documents = {document.number: document for document in dossier.documents}

    def lines(self) -> Iterator[str]:
        """The whole dossier, line by line."""
        yield f"# {self._sentence(self.dossier.title)}"
        yield ""
        for section in self.dossier.sections:
            yield from self._section(section, 2)
        yield "## Appendix: the reports' text"
        yield ""
        for document in self.dossier.documents:
            yield from _document(document)
        yield "## Footnotes"
        yield ""
        for number, note in enumerate(self.numbering.notes, start=1):
            yield f"[^{number}]: {self._note(note)}"

    def _section(self, section: Section, level: int) -> Iterator[str]:
        yield f"{'#' * level} {escaped(section.title)}"
        yield ""
        for block in section.blocks:
            yield from self._block(block)
            yield ""
        for inner in section.subsections:
            yield from self._section(inner, level + 1)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Paragraph):
            yield self._run(block.sentences)
        elif isinstance(block, Points):
            yield from (f"- {self._run(item)}" for item in block.items)
        elif isinstance(block, Table):
            if block.caption:
                yield f"**{escaped(block.caption)}**"
                yield ""
            yield from self._table(block.columns, [row.cells for row in block.rows])
        elif isinstance(block, Timeline):
            yield from self._table(block.columns, [entry.row.cells for entry in block.entries])

    def _table(self, columns: tuple[str, ...], rows: list[tuple[Sentence, ...]]) -> Iterator[str]:
        yield f"| {' | '.join(escaped(column) for column in columns)} |"
        yield f"|{'---|' * len(columns)}"
        for cells in rows:
            yield f"| {' | '.join(self._sentence(cell) for cell in cells)} |"

    def _run(self, sentences: tuple[Sentence, ...]) -> str:
        return " ".join(self._sentence(sentence) for sentence in sentences)

    def _sentence(self, sentence: Sentence) -> str:
        references = "".join(f"[^{number}]" for number in self.numbering.numbers(sentence))
        return escaped(sentence.text) + references

    def _note(self, note: Footnote) -> str:
        words = in_words(note, self.documents)
        if not words.quote:
            return escaped(words.lead)
        before, quote, after = (escaped(t) for t in (words.before, words.quote, words.after))
        space_before = " " if words.before.endswith(" ") else ""
        space_after = " " if words.after.startswith(" ") else ""
        lead = escaped(words.lead)
        return f"{lead} {before}{space_before}**{quote}**{space_after}{after}".rstrip()


def _document(document: DocumentEntry) -> Iterator[str]:
    yield f"### Report {document.number}"
    yield ""
    yield f"{escaped(document.address)}; SHA-256 {document.sha256}"
    yield ""
    for extract in document.extracts:
        yield f"> ({extract.kind}, characters {extract.start}–{extract.end}) " + escaped(
            document.text[extract.start : extract.end]
        )
        yield ">"
    yield ""
