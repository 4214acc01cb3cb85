"""A report's own words as copy detection sees them: respellings levelled, quotations set apart.

A shared statement is no copy, so words between quotation marks are not a report's own; what one report
quotes and another prints without marks (a statement set as a block, a posting) is nobody's own either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vedette.clean.data_files import load_yaml
from vedette.stories.words import tokens

GRAM = 4
Gram = tuple[str, ...]
# A quotation that is opened and not closed runs to the end of its paragraph, as printers do it.
_QUOTED = re.compile(r"[\"“«„「『][^\"”»「」『』]{0,2000}(?:[\"”»」』]|$)")
# An embedded posting: "Name (@handle) May 5, 2024". A longer paragraph only mentions one.
_POSTING = re.compile(r"\(@\w+\)")
_POSTING_CHARS = 500
# A caption that stands among the paragraphs: agencies' pictures travel without their texts.
_CAPTION = re.compile(
    r"^(?:\(?file\)?\s*(?:photo\b|[-–—:])|photo(?:graph)?:|pictured?:)|\bin this .{0,60}\bphoto\b|\(\w+ photo\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"”»]?\s+(?=[A-ZА-ЯЁÀ-Þ\d\"“«])|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one sentence outside quotation marks.

    ``paragraph`` is the ordinal of its paragraph, ``words`` are levelled words in order.
    """

    paragraph: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Print:
    """What one report has to compare.

    Args:
        pieces: Its own words, sentence by sentence.
        grams: Groups of :data:`GRAM` words inside the pieces.
        quoted: The same groups inside its quotations.
        n_words: How many words of its own it has.
    """

    pieces: tuple[Piece, ...]
    grams: frozenset[Gram]
    quoted: frozenset[Gram]
    n_words: int


def print_of(paragraphs: Sequence[str], stock: frozenset[str] = frozenset()) -> Print:
    """The print of a report's body.

    Args:
        paragraphs: Its body paragraphs, furniture cut.
        stock: Sentences (as :func:`sentence_key` gives them) that stand in reports of many events and
            show no common hand.
    """
    pieces: list[Piece] = []
    quoted: set[Gram] = set()
    for number, paragraph in enumerate(paragraphs):
        if len(paragraph) <= _POSTING_CHARS and _CAPTION.search(paragraph):
            continue
        if len(paragraph) <= _POSTING_CHARS and _POSTING.search(paragraph):
            quoted.update(grams_of(levelled(paragraph)))
            continue
        for quotation in _QUOTED.finditer(paragraph):
            quoted.update(grams_of(levelled(quotation.group())))
        for sentence in sentences_of(paragraph):
            if stock and sentence_key(sentence) in stock:
                continue
            for part in _QUOTED.split(sentence):
                words = levelled(part)
                if words:
                    pieces.append(Piece(number, words))
    grams = frozenset(gram for piece in pieces for gram in grams_of(piece.words))
    return Print(tuple(pieces), grams, frozenset(quoted), sum(len(piece.words) for piece in pieces))


def sentences_of(paragraph: str) -> list[str]:
    """A paragraph's sentences, cut at closing marks; quotations are kept whole where they are closed."""
    found, held = [], ""
    for part in _SENTENCE.split(paragraph):
        held = f"{held} {part}" if held else part
        # An odd number of marks: the sentence ends inside a quotation that goes on.
        if held.count('"') % 2 == 0 and held.count("“") <= held.count("”"):
            found.append(held)
            held = ""
    return [sentence for sentence in [*found, held] if sentence.strip()]


def sentence_key(sentence: str) -> str:
    """What makes two printed sentences the same sentence."""
    return " ".join(tokens(sentence))


def grams_of(words: Sequence[str]) -> Iterable[Gram]:
    """Groups of :data:`GRAM` words in a row."""
    return (tuple(words[i : i + GRAM]) for i in range(len(words) - GRAM + 1))


def levelled(text: str) -> tuple[str, ...]:
    """A text's words with the spelling habits of houses levelled: British and American, digits and words."""
    return tuple(_level(word) for word in tokens(text))


@lru_cache(maxsize=65536)
def _level(word: str) -> str:
    endings, words = _spellings()
    if word in words:
        return words[word]
    for pattern, replacement in endings:
        made, count = pattern.subn(replacement, word)
        if count:
            return made
    return word.removesuffix("'s")


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[tuple[re.Pattern[str], str], ...], dict[str, str]]:
    table = load_yaml("vedette.stories", "spellings.yml")
    endings = tuple((re.compile(row["ends"]), row["becomes"]) for row in table["endings"])
    return endings, {str(word): str(made) for word, made in table["words"].items()}
