"""What is known of words before any list is read: light words, forms of one word, Korean syllables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.clean.hangul import spelling_index
from vedette.clean.korean import readings, surname_spellings, surnames_of
from vedette.clean.lexicon import generic_words
from vedette.screen.rules import BY_NAME

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
def known_syllables() -> frozenset[str]:
    """Spellings that stand for a Korean syllable: by the standards, or with one part as the press has it."""
    index = spelling_index()
    standard, press = [], []
    for part in ("onsets", "vowels", "codas"):
        grades = {spelling: min(letters.values()) for spelling, letters in index[part].items()}
        standard.append([spelling for spelling, grade in grades.items() if grade == 1])
        press.append([spelling for spelling, grade in grades.items() if grade > 1])
    found: set[str] = set()
    for loose in (None, 0, 1, 2):
        rows = [press[at] if at == loose else standard[at] for at in range(3)]
        found.update(map("".join, product(*rows)))
    return frozenset(word for word in found if len(word) <= _LONGEST_SYLLABLE and readings(word))


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
