"""Refuse a dossier that says what it cannot show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vedette.reports.casebook import named_by
from vedette.reports.nouns import (
    BasisNote,
    DocumentEntry,
    Dossier,
    ListingNote,
    Section,
    Sentence,
    SpanNote,
    Table,
)
from vedette.reports.roster import Roster
from vedette.reports.wording import LOOSE_MARK, QUOTATION, bare, fold, hedge, refusals, scales


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason not to write the dossier.

    ``rule`` is ``uncited``, ``span``, ``quotation``, ``person``, ``wording``, ``hedge``,
    ``scales`` or ``document``.
    """

    rule: str
    section: str
    text: str
    what: str

    def __str__(self) -> str:
        return f"[{self.rule}] {self.section}: {self.what} — in: {self.text[:160]}"


def lint(dossier: Dossier) -> tuple[Problem, ...]:
    """Check every sentence of a dossier.

    Refused are: a sentence without a footnote; a footnote whose quote is not the text at its
    offsets; words in quotation marks that no footnote holds; a person named without words that
    name them; words that say more than the reports (``data/wording.yml``); likelihood and
    confidence in one sentence.

    Returns:
        Every problem, in reading order; empty when the dossier may be written.
    """
    return tuple(_Linter(dossier).problems())


class _Linter:
    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.roster = Roster(dossier.persons)
        self.documents: Mapping[int, DocumentEntry] = {d.number: d for d in dossier.documents}
        self._true_spans: dict[SpanNote, str | None] = {}

    def problems(self) -> Iterator[Problem]:
        """Every problem of every sentence."""
        for section, sentence in self.dossier.all_sentences():
            for rule, what in self._of(sentence):
                yield Problem(rule, section, sentence.text, what)
        for part in self.dossier.sections:
            for heading in _headings(part):
                if LOOSE_MARK.search(heading):
                    yield Problem("uncited", part.section_id, heading, "a heading quotes")

    def _of(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        if not sentence.footnotes:
            yield "uncited", "it has no footnote"
        for note in sentence.footnotes:
            if isinstance(note, SpanNote) and (wrong := self._span(note)):
                yield "span", wrong
        yield from self._quotations(sentence)
        yield from self._persons(sentence)
        yield from _wording(sentence)

    def _span(self, note: SpanNote) -> str | None:
        if note not in self._true_spans:
            self._true_spans[note] = self._compare(note)
        return self._true_spans[note]

    def _compare(self, note: SpanNote) -> str | None:
        document = self.documents.get(note.document)
        if document is None or document.layer_id != note.span.layer_id:
            return f"report {note.document} of the evidence list is not {note.span.layer_id}"
        found = document.text[note.span.start : note.span.end]
        if not found or found != note.span.quote:
            return (
                f"report {note.document} at {note.span.start}–{note.span.end} has "
                f"{found[:60]!r}, the footnote says {note.span.quote[:60]!r}"
            )
        return None

    def _quotations(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        held = [fold(words) for words in _held_words(sentence)]
        for quote in sentence.quotes:
            if not any(fold(quote) in words for words in held):
                yield "quotation", f"no footnote holds the words “{quote[:80]}”"
        for piece in _own_quotations(sentence):
            if piece is None:
                yield "quotation", "a quotation mark stands without its twin"
            elif not any(fold(bare(piece)) in words for words in held):
                yield "quotation", f"no footnote holds the words “{piece[:80]}”"

    def _persons(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        shown = named_by(self.roster, sentence.footnotes)
        for candidates in self.roster.named_in(sentence.text):
            if not candidates & shown:
                names = " or ".join(sorted(candidates))
                yield "person", f"it names {names}, and no footnote leads to words that do"


def own_words(sentence: Sentence) -> str:
    """What the dossier says itself: the text with the verbatim words cut out."""
    text = sentence.text
    for quote in sorted(sentence.quotes, key=len, reverse=True):
        text = text.replace(f"“{quote}”", " ")
    for term in sorted(sentence.terms, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(term)}(?!\w)", " ", text, flags=re.IGNORECASE)
    return text


def _headings(section: Section) -> Iterator[str]:
    yield section.title
    for block in section.blocks:
        if isinstance(block, Table):
            yield block.caption
            yield from block.columns
    for inner in section.subsections:
        yield from _headings(inner)


def _own_quotations(sentence: Sentence) -> Iterator[str | None]:
    """Words in quotation marks that were not declared verbatim; None for a mark left over."""
    text = own_words(sentence)
    for found in QUOTATION.finditer(text):
        yield next((group for group in found.groups() if group is not None), "")
    if LOOSE_MARK.search(QUOTATION.sub(" ", text)):
        yield None


def _held_words(sentence: Sentence) -> Iterator[str]:
    for note in sentence.footnotes:
        if isinstance(note, SpanNote):
            yield note.span.quote
        elif isinstance(note, ListingNote):
            yield from note.names
        elif isinstance(note, BasisNote):
            yield from note.values


def _wording(sentence: Sentence) -> Iterator[tuple[str, str]]:
    own = own_words(sentence)
    for refusal in refusals():
        applies = not refusal.modalities or sentence.modality in refusal.modalities
        if applies and (found := refusal.pattern.search(own)):
            yield "wording", f"“{found.group()}” is refused ({refusal.reason})"
    needed = hedge(sentence.modality)
    if needed and not needed.search(own):
        yield "hedge", f"it is about something {sentence.modality} and does not say so"
    likelihood, confidence = scales()
    if likelihood.search(own) and confidence.search(own):
        yield "scales", "likelihood and confidence stand in one sentence"
