"""Organisations' words in other languages, written in Latin letters: *zavod* is a plant, OOO an LLC.

The same body stands on one list as *Kazanskii zavod*, on another as *Kazan Plant*; a third writes its
legal form out. Words are matched by a rough spelling (:func:`rough`), because every list romanises
in its own way. The tables are ``data/foreign_words.yml`` and ``data/legal_forms.yml``, beside the
legal forms that ``rigour`` knows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rigour.names import org_types

from vedette.clean.data_files import load_yaml

_STEPS: tuple[tuple[str, str], ...] = (
    ("shch|sch|sh", "S"),
    ("zh|dj", "Z"),
    ("ch", "C"),
    ("kh|gh(?=[aeiouy])", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ts|tz|c(?=[eiy])", "s"),
    ("ks|x", "ks"),
    ("[cq]", "k"),
    ("w", "v"),
    ("ou|oo", "u"),
    ("ee", "i"),
    ("[yj]", "i"),
    ("i(?=[aeiou])", ""),
    (r"(.)\1+", r"\1"),
    ("(?<=.)h$", ""),
)
_ROUGH = tuple((re.compile(pattern), stands) for pattern, stands in _STEPS)
# The classes `rigour` tells apart, as the words of an index have them.
_RIGOUR = frozenset(["llc", "jsc", "lp", "llp"])
_KEY = 2
_ADJECTIVE = re.compile(r"s[ck](?:y|i|iy|ii|yi|yy|ij|aya|aia|oe|oye|oie|ogo|oi|oy|oho|a|e|yj)$")
_LEAST_PLACE = 4
# Shorter words of the tables are met letter by letter: ASA is no Asia.
_EXACT = 6
_LEAST_STEM = 3
_LONG_STEM, _LONGEST_ENDING = 6, 8


@dataclass(frozen=True, slots=True)
class _Written:
    """One word of the tables: roughly spelt, or letter by letter where it is short."""

    text: str
    is_stem: bool

    def is_met_by(self, token: str) -> bool:
        if self.is_stem:
            return _begins(rough(token), self.text)
        return token == self.text if len(self.text) < _EXACT else rough(token) == rough(self.text)


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[_Written, ...]
    stands: tuple[str, ...]
    is_name: bool = False

    def fits(self, tokens: Sequence[str], at: int) -> bool:
        """Whether the words after the first, which is known to fit, stand there."""
        if len(self.words) > len(tokens) - at:
            return False
        return all(self.words[i].is_met_by(tokens[at + i]) for i in range(1, len(self.words)))


_Table = dict[str, list[_Phrase]]


@lru_cache(maxsize=65536)
def rough(word: str) -> str:
    """A word as every romanisation of it might be written; for comparing only, never shown."""
    for pattern, stands in _ROUGH:
        word = pattern.sub(stands, word)
    return word


def _begins(word: str, stem: str) -> bool:
    """Whether a word begins with a stem; a short stem takes a grammatical ending only."""
    if not word.startswith(stem):
        return False
    if len(stem) < _LONG_STEM:
        return word == stem or word[len(stem) :] in _endings()
    return len(word) - len(stem) <= _LONGEST_ENDING


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(load_yaml("vedette.clean", "foreign_words.yml")["small"].split())


@lru_cache(maxsize=1)
def _endings() -> frozenset[str]:
    return frozenset(load_yaml("vedette.clean", "foreign_words.yml")["endings"].split())


@lru_cache(maxsize=1)
def _words() -> _Table:
    table = load_yaml("vedette.clean", "foreign_words.yml")
    found = _table(table["words"])
    for key, phrases in _table(table["names"], is_name=True).items():
        found.setdefault(key, []).extend(phrases)
    return found


@lru_cache(maxsize=1)
def _forms() -> _Table:
    return _table(load_yaml("vedette.clean", "legal_forms.yml"), as_one=True)


@lru_cache(maxsize=1)
def _openers() -> dict[str, tuple[str, ...]]:
    rows = load_yaml("vedette.clean", "foreign_words.yml")["openers"]
    return {
        word.strip(): tuple(english.split())
        for english, row in rows.items()
        for word in row.split(",")
    }


def _table(rows: dict[str, Any], *, as_one: bool = False, is_name: bool = False) -> _Table:
    """Phrases by how their first word begins, the longest first."""
    found: _Table = {}
    for english, row in rows.items():
        stands = ("".join(english.split()),) if as_one else tuple(english.split())
        for phrase in str(row).split(","):
            written = [word for word in phrase.split() if word not in _small()]
            if not written:
                continue
            row_phrase = _Phrase(tuple(map(_written, written)), stands, is_name)
            found.setdefault(rough(row_phrase.words[0].text)[:_KEY], []).append(row_phrase)
    for phrases in found.values():
        phrases.sort(key=lambda p: (-len(p.words), -sum(len(word.text) for word in p.words)))
    return found


def _written(word: str) -> _Written:
    if not word.endswith("*"):
        return _Written(word, is_stem=False)
    # An i before an ending's vowel is not heard.
    spelt = rough(word[:-1])
    if len(spelt) < _LEAST_STEM:
        return _Written(word[:-1], is_stem=False)
    return _Written(spelt.rstrip("i") if len(spelt) > 3 else spelt, is_stem=True)


def without_small(tokens: Iterable[str]) -> tuple[str, ...]:
    """The words of a name without articles, prepositions and *and* of many languages."""
    return tuple(token for token in tokens if token not in _small())


def without_forms(tokens: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name without its legal forms, and the classes of these; one word stays."""
    bare = without_small(tokens)
    rest: list[str] = []
    classes: list[str] = []
    for phrase, words in _walk(bare, is_form=True):
        if phrase is None:
            rest.extend(words)
        else:
            classes.extend(phrase.stands)
    if rest:
        rest, known = _without_known(rest)
        classes += known
    if not rest:
        return bare, ()
    return tuple(rest), tuple(dict.fromkeys(classes))


def _without_known(words: list[str]) -> tuple[list[str], list[str]]:
    """The same for the legal forms of `rigour`; state bodies are left out, half of them are none."""
    found = org_types.extract_org_types(" ".join(words), generic=True)
    classes = []
    for written, standard in found:
        phrase = written.split()
        places = [i for i in range(len(words)) if words[i : i + len(phrase)] == phrase]
        # Two letters are more often initials.
        if len(written) < 3 or standard not in _RIGOUR:
            continue
        if places and len(words) > len(phrase):
            words = words[: places[-1]] + words[places[-1] + len(phrase) :]
            classes.append(standard)
    return words, classes


def in_english(
    tokens: Sequence[str], kept: Container[str] = (), *, names: bool = False
) -> tuple[str, ...]:
    """The words of a name with those known in another language in English.

    Args:
        tokens: Lower-case words without legal forms.
        kept: Words that alone mean themselves: English ones, and the names of states.
        names: Whether words that bodies are called by (star, hope) are told in English too.
    """
    found: list[str] = []
    for phrase, words in _walk(tokens, is_form=False):
        is_kept = len(words) == 1 and words[0] in kept
        if is_kept or phrase is None or phrase.is_name > names:
            found.extend(words if is_kept else map(_of_place, words))
        else:
            found.extend(phrase.stands)
    opener = _openers().get(tokens[0]) if len(tokens) > 1 else None
    if opener and found[:1] == [tokens[0]]:
        found[:1] = opener
    return tuple(found)


def _of_place(word: str) -> str:
    """An Eastern Slavic adjective as the name it is made of: Kazanskii is of Kazan."""
    found = _ADJECTIVE.search(word)
    return word[: found.start()] if found and found.start() >= _LEAST_PLACE else word


@lru_cache(maxsize=65536)
def _opened_by(token: str, *, is_form: bool) -> tuple[_Phrase, ...]:
    """The phrases of a table that may begin with a word, the longest first."""
    table = _forms() if is_form else _words()
    return tuple(p for p in table.get(rough(token)[:_KEY], ()) if p.words[0].is_met_by(token))


def _walk(
    tokens: Sequence[str], *, is_form: bool
) -> Iterator[tuple[_Phrase | None, tuple[str, ...]]]:
    """Each known phrase with its words, and each word that is none."""
    at = 0
    while at < len(tokens):
        opened = _opened_by(tokens[at], is_form=is_form)
        phrase = next((p for p in opened if p.fits(tokens, at)), None)
        size = len(phrase.words) if phrase else 1
        yield phrase, tuple(tokens[at : at + size])
        at += size


__all__ = ["in_english", "rough", "without_forms", "without_small"]
