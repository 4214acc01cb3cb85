"""What is known of words before any list is read: light words, forms of one word, Korean syllables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.clean.korean import readings, surname_spellings, surnames_of
from vedette.clean.lexicon import generic_words
from vedette.screen.rules import BY_NAME

_ONSETS = [
    "k",
    "kk",
    "kh",
    "g",
    "gg",
    "n",
    "t",
    "tt",
    "th",
    "d",
    "r",
    "rh",
    "l",
    "m",
    "p",
    "pp",
    "ph",
    "b",
    "s",
    "ss",
    "sh",
    "j",
    "jj",
    "ch",
    "tch",
    "h",
]
_VOWELS = [
    "a",
    "ae",
    "ai",
    "ya",
    "yae",
    "eo",
    "o",
    "oh",
    "e",
    "ye",
    "yeo",
    "yo",
    "oe",
    "oi",
    "we",
    "u",
    "oo",
    "ou",
    "wo",
    "eu",
    "ui",
    "i",
    "ee",
    "wi",
    "wa",
    "yu",
    "yoo",
    "woo",
]
_CODAS = ["", *["k", "g", "n", "ng", "l", "m", "p", "b", "t"]]
_LONGEST_SYLLABLE = 7


@dataclass(frozen=True, slots=True)
class WordClass:
    """Words that may stand for one another, by which rule."""

    rule: int
    weight: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words known beforehand.

    ``light`` words say little; ``generic`` ones say what a body does, which many do.
    """

    light: frozenset[str]
    generic: frozenset[str]
    forms: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of this release."""
    table = load_yaml("vedette.screen", "words.yml")
    light = frozenset(
        word for row in ("titles", "particles", "legal") for word in table[row].split()
    )
    return Lexicon(
        light, generic_words() - light, tuple(tuple(str(row).split()) for row in table["forms"])
    )


@lru_cache(maxsize=1)
def _grid() -> tuple[str, ...]:
    """Spellings of Korean syllables, wide enough for what the standards and the press write."""
    return tuple(o + v + c for o in ("", *_ONSETS) for v in _VOWELS for c in _CODAS)


@lru_cache(maxsize=1)
def known_syllables() -> frozenset[str]:
    """Spellings that stand for a Korean syllable."""
    return frozenset(word for word in _grid() if readings(word))


def is_syllable(word: str) -> bool:
    """Whether a word is written like one Korean syllable, or a Korean family name."""
    if len(word) > _LONGEST_SYLLABLE or not word.isalpha():
        return False
    return bool(readings(word)) or bool(surnames_of(word))


def classes_of(words: Iterable[str]) -> list[WordClass]:
    """The classes of all these words, of the forms of one word, and of the spellings of syllables."""
    known = {word for word in words if is_syllable(word)} | known_syllables()
    known |= {word for word in surname_spellings() if word.isascii() and word.isalpha()}
    standard: defaultdict[Any, list[str]] = defaultdict(list)
    press: defaultdict[Any, list[str]] = defaultdict(list)
    surnames: defaultdict[Any, list[str]] = defaultdict(list)
    for word in sorted(known):
        for syllable, grade in readings(word):
            press[syllable].append(word)
            if grade == 1:
                standard[syllable].append(word)
        for surname in surnames_of(word):
            surnames[surname].append(word)
    found = [_class("equivalent", row) for row in lexicon().forms]
    for rule, groups in (
        ("surname-spelling", surnames),
        ("syllable", standard),
        ("syllable-vowel", press),
    ):
        found += [_class(rule, group) for group in groups.values() if len(group) > 1]
    return found


def _class(rule: str, words: Iterable[str]) -> WordClass:
    row = BY_NAME[rule]
    return WordClass(row.code, row.weight or 0, tuple(words))
