"""A dossier as one HTML file: no scripts, no network, no fonts of others; fit for print."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from vedette.reports.appendix import mark_documents
from vedette.reports.days import day_in_words, instant_in_words
from vedette.reports.notes import Words, in_words
from vedette.reports.nouns import Dossier, Sentence, SpanNote
from vedette.reports.numbering import Numbering
from vedette.reports.timeline_svg import draw

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# More ways back than letters help nobody.
_MAX_BACKLINKS = len(_LETTERS)


def render_html(dossier: Dossier) -> str:
    """Write a dossier as one self-contained HTML file.

    Captured text is escaped everywhere; a content security policy in the file forbids scripts and
    every request.
    """
    page = _Page(dossier)
    return (
        _environment()
        .get_template("dossier.html.j2")
        .render(
            dossier=dossier,
            page=page,
            notes=page.notes(),
            marked=mark_documents(dossier.documents, page.numbering.notes),
        )
    )


class _Page:
    """What the template calls: sentences with their references, notes with their ways back."""

    def __init__(self, dossier: Dossier) -> None:
        self.numbering = Numbering.of(dossier)
        self.documents = {document.number: document for document in dossier.documents}
        self._cited: dict[int, int] = {}
        self._words = [in_words(note, self.documents) for note in self.numbering.notes]

    def sentence(self, sentence: Sentence) -> Markup:
        """The sentence, its verbatim words set apart, and its footnote numbers."""
        return self._text(sentence) + self._references(sentence)

    def _text(self, sentence: Sentence) -> Markup:
        text, out = sentence.text, Markup("")
        for quote in sentence.quotes:
            before, mark, after = text.partition(f"“{quote}”")
            if mark:
                out += escape(before) + Markup('<span class="v">{}</span>').format(mark)
                text = after
        return out + escape(text)

    def _references(self, sentence: Sentence) -> Markup:
        numbers = self.numbering.numbers(sentence)
        links = [self._reference(number) for number in numbers]
        if not links:
            return Markup("")
        return Markup('<sup class="r">{}</sup>').format(Markup(" ").join(links))

    def _reference(self, number: int) -> Markup:
        self._cited[number] = turn = self._cited.get(number, 0) + 1
        words = self._words[number - 1]
        hint = f"{words.lead}{words.quote}"[:300]
        return Markup('<a href="#n{0}" id="r{0}-{1}" title="{2}">{0}</a>').format(
            number, turn, hint
        )

    def notes(self) -> list[tuple[int, Words, str, list[tuple[str, str]]]]:
        """Number, words, kind and ways back of each footnote."""
        return [
            (number, words, _kind(note), self._ways_back(number))
            for number, (note, words) in enumerate(
                zip(self.numbering.notes, self._words, strict=True), start=1
            )
        ]

    def _ways_back(self, number: int) -> list[tuple[str, str]]:
        cited = min(self.numbering.citations[number], _MAX_BACKLINKS)
        if cited == 1:
            return [(f"r{number}-1", "back")]
        return [(f"r{number}-{turn}", _LETTERS[turn - 1]) for turn in range(1, cited + 1)]


def _kind(note: object) -> str:
    return (
        "span" if isinstance(note, SpanNote) else type(note).__name__.removesuffix("Note").lower()
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("vedette.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=day_in_words, instant=instant_in_words)
    environment.globals.update(draw=draw)
    environment.tests.update(
        kind=lambda block, name: type(block).__name__ == name  # the blocks are a closed set
    )
    return environment
