"""Organisations' words in other languages, written in Latin letters: *zavod* is a plant, OOO an LLC.

The same body stands on one list as *Kazanskii zavod*, on another as *Kazan Plant*; a third writes its
legal form out. Words are matched by a rough spelling (:func:`rough`), because every list romanises
in its own way. The tables are ``data/foreign_words.yml`` and ``data/legal_forms.yml``, beside the
legal forms that ``rigour`` knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
_LONGEST = 6
_KEY = 2


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[tuple[str, bool], ...]
    stands: tuple[str, ...]

    def fits(self, rough_words: Sequence[str], at: int) -> bool:
        if len(self.words) > len(rough_words) - at:
            return False
        return all(
            _begins(rough_words[at + i], stem) if is_stem else rough_words[at + i] == stem
            for i, (stem, is_stem) in enumerate(self.words)
        )


_Table = dict[str, list[_Phrase]]


@lru_cache(maxsize=65536)
def rough(word: str) -> str:
    """A word as every romanisation of it might be written; for comparing only, never shown."""
    for pattern, stands in _ROUGH:
        word = pattern.sub(stands, word)
    return word


def _begins(word: str, stem: str) -> bool:
    """Whether a word begins with a stem; a short stem takes a short ending only."""
    return word.startswith(stem) and len(word) - len(stem) <= (
        1 if len(stem) < 3 else 2 if len(stem) == 3 else 3 if len(stem) == 4 else 8
    )


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(load_yaml("vedette.clean", "foreign_words.yml")["small"].split())


@lru_cache(maxsize=1)
def _words() -> _Table:
    return _table(load_yaml("vedette.clean", "foreign_words.yml")["words"])


@lru_cache(maxsize=1)
def _forms() -> _Table:
    return _table(load_yaml("vedette.clean", "legal_forms.yml"), as_one=True)


@lru_cache(maxsize=1)
def _openers() -> dict[str, tuple[str, ...]]:
    rows = load_yaml("vedette.clean", "foreign_words.yml")["openers"]
    return {
        rough(word.strip()): tuple(english.split())
        for english, row in rows.items()
        for word in row.split(",")
    }


def _table(rows: dict[str, Any], *, as_one: bool = False) -> _Table:
    """Phrases by how their first word begins, the longest first."""
    found: _Table = {}
    for english, row in rows.items():
        stands = ("".join(english.split()),) if as_one else tuple(english.split())
        for phrase in str(row).split(","):
            written = [word for word in phrase.split() if word.rstrip("*") not in _small()]
            if not written:
                continue
            words = tuple(_stem(word) for word in written)
            found.setdefault(words[0][0][:_KEY], []).append(_Phrase(words, stands))
    for phrases in found.values():
        phrases.sort(key=lambda p: (-len(p.words), -sum(len(stem) for stem, _ in p.words)))
    return found


def _stem(word: str) -> tuple[str, bool]:
    """A word of the tables roughly spelt, and whether any ending may follow."""
    if not word.endswith("*"):
        return rough(word), False
    # An i before an ending's vowel is not heard.
    spelt = rough(word[:-1])
    return (spelt.rstrip("i") if len(spelt) > 3 else spelt), True


def without_small(tokens: Iterable[str]) -> tuple[str, ...]:
    """The words of a name without articles, prepositions and *and* of many languages."""
    return tuple(token for token in tokens if token not in _small())


def without_forms(tokens: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a name without its legal forms, and the classes of these; one word stays."""
    bare = without_small(tokens)
    rest: list[str] = []
    classes: list[str] = []
    for phrase, words in _walk(bare, _forms()):
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


def in_english(tokens: Sequence[str]) -> tuple[str, ...]:
    """The words of a name with those known in another language in English."""
    found: list[str] = []
    for phrase, words in _walk(tokens, _words()):
        found.extend(words if phrase is None else phrase.stands)
    opener = _openers().get(rough(tokens[0])) if len(tokens) > 1 else None
    if opener and found[:1] == [tokens[0]]:
        found[:1] = opener
    return tuple(found)


def _walk(tokens: Sequence[str], table: _Table) -> Iterable[tuple[_Phrase | None, tuple[str, ...]]]:
    """Each known phrase with its words, and each word that is none."""
    rough_words = [rough(token) for token in tokens]
    at = 0
    while at < len(tokens):
        phrase = next(
            (p for p in table.get(rough_words[at][:_KEY], ()) if p.fits(rough_words, at)), None
        )
        size = len(phrase.words) if phrase else 1
        yield phrase, tuple(tokens[at : at + size])
        at += size


__all__ = ["in_english", "rough", "without_forms", "without_small"]
