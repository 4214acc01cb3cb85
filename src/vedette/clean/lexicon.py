"""Words that organisations' names are made of, across languages: 광업, 矿业, горнорудный are *mining*.

A name in another language is cut into known words and runs that are names; the words are given in
English, the runs in Latin letters. An English name is brought to the same vocabulary (trade and
trading, DPRK and Choson), so that both can be compared. The words are ``data/name_words.yml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rigour.names import org_types
from rigour.territories import get_territories

from vedette.clean.arabic import folded
from vedette.clean.data_files import load_yaml
from vedette.clean.han import hangul_of, hangul_text, simplified
from vedette.clean.hangul import System, is_hangul, romanise_syllable, spoken, voiced

Role = Literal["word", "head", "form", "name"]
SMALL = frozenset(["of", "the", "and", "for", "in", "de", "a", "an", "to"])
_RUN_COST, _WORD_COST = 30, 10
# One syllable is a word only where nothing else can be meant: as the last word of a name.
_LONE_AT_START = frozenset("총핵")


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a name: a known word in English, or a run that is a name."""

    source: str
    english: tuple[str, ...]
    role: Role

    @property
    def is_known(self) -> bool:
        return bool(self.english)


@dataclass(frozen=True, slots=True)
class _Entry:
    english: tuple[str, ...]
    role: Role


@dataclass(frozen=True, slots=True)
class _Lexicon:
    english: dict[tuple[str, ...], _Entry]
    korean: dict[str, tuple[_Entry, ...]]
    chinese: dict[str, tuple[_Entry, ...]]
    kana: dict[str, _Entry]
    russian: dict[str, tuple[tuple[tuple[str, ...], _Entry], ...]]
    romanised: dict[str, _Entry]
    arabic: dict[str, _Entry]
    # How long a phrase may be that begins with a word; how romanised words begin.
    longest: dict[str, int]
    openings: frozenset[str]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    rows = load_yaml("vedette.clean", "name_words.yml")
    first_words = {
        word: row["en"][0] for row in reversed(rows) for word in row["en"] if " " not in word
    }
    english: dict[tuple[str, ...], _Entry] = {}
    korean: dict[str, tuple[_Entry, ...]] = {}
    chinese: dict[str, tuple[_Entry, ...]] = {}
    kana: dict[str, _Entry] = {}
    russian: dict[str, tuple[tuple[tuple[str, ...], _Entry], ...]] = {}
    romanised: dict[str, _Entry] = {}
    arabic: dict[str, _Entry] = {}
    for row in rows:
        role: Role = next((r for r in ("head", "form", "name") if row.get(r)), "word")
        own = row["en"][0].split()
        canonical = tuple(first_words.get(word, word) for word in own if word not in SMALL)
        entry = _Entry(canonical if len(canonical) > 1 else (row["en"][0],), role)
        if role != "name":
            for words in row["en"]:
                phrase = tuple(words.split())
                english.setdefault(phrase, entry)
                # Names are asked with and without their small words.
                english.setdefault(tuple(w for w in phrase if w not in SMALL) or phrase, entry)
        for word in row.get("ko", ()):
            korean[word] = (*korean.get(word, ()), entry)
            if len(word) > 1 and all(map(is_hangul, word)):
                for spelling in _romanisations(word):
                    romanised.setdefault(spelling, entry)
        for word in row.get("zh", ()):
            chinese[word] = (*chinese.get(word, ()), entry)
        for word in row.get("ja", ()):
            if any("\u30a0" <= char <= "\u30ff" for char in word):
                kana[word] = entry
            else:
                chinese.setdefault(simplified(word), (entry,))
        for stem in row.get("ru", ()):
            stems = tuple(stem.split())
            russian[stems[0][:2]] = (*russian.get(stems[0][:2], ()), (stems, entry))
        for word in row.get("ar", ()):
            arabic.setdefault(folded(word), entry)
    longest: dict[str, int] = {}
    for phrase in english:
        longest[phrase[0]] = max(len(phrase), longest.get(phrase[0], 0))
    openings = frozenset(spelling[:size] for spelling in romanised for size in (1, 2, 3))
    return _Lexicon(english, korean, chinese, kana, russian, romanised, arabic, longest, openings)


@lru_cache(maxsize=1)
def own_words() -> frozenset[str]:
    """Single words that mean themselves in a Latin name: the English ones, and names of states."""
    rows = load_yaml("vedette.clean", "states.yml")["states"]
    printed = {name for row in rows for part in ("adjectives", "capitals") for name in row[part]}
    printed |= {territory.name for territory in get_territories()}
    named = {word for name in printed for word in name.casefold().split()}
    return frozenset(named | {phrase[0] for phrase in _lexicon().english if len(phrase) == 1})


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """English words that say what kind of body it is or what it does; a body's own name is none."""
    known = _lexicon().english
    found = {word for phrase, entry in known.items() if entry.role != "name" for word in phrase}
    return frozenset(word for word in found if len(word) > 2 and word.isascii() and word.isalpha())


def _romanisations(word: str) -> set[str]:
    """One Korean word in each standard: letter by letter, stops voiced, and as it is spoken."""
    systems: tuple[System, ...] = ("dprk", "mr", "rr")
    found = {"".join(romanise_syllable(char, system) for char in word) for system in systems}
    found |= {voiced(form, system) for form in (word, spoken(word)) for system in systems[:2]}
    found.add("".join(romanise_syllable(char, "rr") for char in spoken(word)))
    return found


def english_words(tokens: Sequence[str], *, translate: bool = True) -> tuple[Piece, ...]:
    """The words of a Latin name in the common vocabulary, Korean words in Latin letters translated.

    Args:
        tokens: Lower-case ASCII words.
        translate: Whether romanised Korean words (*Unhaeng*, *Muyeok*) are read too.
    """
    pieces: list[Piece] = []
    at = 0
    while at < len(tokens):
        size, entry = _longest_phrase(tokens, at, translate)
        if entry is not None:
            pieces.append(Piece(" ".join(tokens[at : at + size]), entry.english, entry.role))
        elif tokens[at] not in SMALL:
            pieces.append(Piece(tokens[at], (), "name"))
        at += size
    return tuple(pieces)


def _longest_phrase(tokens: Sequence[str], at: int, translate: bool) -> tuple[int, _Entry | None]:
    """How many words from here are one known phrase, and which; one word where none is."""
    known = _lexicon()
    longest = known.longest.get(tokens[at], 0)
    if translate and tokens[at][:3] in known.openings:
        longest = max(longest, 3)
    for size in range(min(longest, len(tokens) - at), 0, -1):
        phrase = tuple(tokens[at : at + size])
        entry = known.english.get(phrase)
        if entry is None and translate:
            entry = known.romanised.get("".join(phrase))
        if entry is not None:
            return size, entry
    return 1, None


def hangul_words(text: str) -> tuple[Piece, ...]:
    """A Hangul name cut into known words and runs, longest words first where they leave least over."""
    return _cut(text, text)


def han_words(text: str) -> tuple[Piece, ...]:
    """A name in Chinese characters cut into words: China's own first, else Korea's reading of them."""
    return _cut(simplified(text), hangul_text(text))


@lru_cache(maxsize=16384)
def _cut(text: str, reading: str) -> tuple[Piece, ...]:
    """The cheapest way to cover a text; ``reading`` is the text in Hangul, character by character."""
    if len(text) != len(reading):
        reading = text
    known = _lexicon()
    size = len(text)
    best: list[tuple[int, int, tuple[_Entry, ...]]] = [(0, 0, ())] * (size + 1)
    for start in range(size - 1, -1, -1):
        cost, into = best[start + 1][0] + _RUN_COST, start + 1
        entries: tuple[_Entry, ...] = ()
        for end in range(start + 1, min(size, start + 14) + 1):
            found = known.chinese.get(text[start:end]) or known.korean.get(reading[start:end])
            if not found or (end - start == 1 and not _may_stand_alone(reading, start, end)):
                continue
            # One character that is a word costs more, so that two-character words win.
            price = best[end][0] + _WORD_COST + (12 if end - start == 1 else 0)
            if price < cost:
                cost, into, entries = price, end, found
        best[start] = (cost, into, entries)
    pieces: list[Piece] = []
    at, run = 0, 0
    while at < size:
        _, into, chosen = best[at]
        if chosen:
            if run < at:
                pieces.append(Piece(text[run:at], (), "name"))
            pieces.append(Piece(text[at:into], chosen[0].english, chosen[0].role))
            run = into
        at = into
    if run < size:
        pieces.append(Piece(text[run:], (), "name"))
    return tuple(pieces)


def _may_stand_alone(reading: str, start: int, end: int) -> bool:
    if end == len(reading):
        return start >= 2
    return reading[start] in _LONE_AT_START or (start > 0 and reading[start - 1].isdigit())


def other_heads(source: str) -> tuple[tuple[str, ...], ...]:
    """What else a word of many meanings may be in English: 부 is a department or a ministry."""
    known = _lexicon()
    reading = hangul_text(source)
    entries = (*known.chinese.get(simplified(source), ()), *known.korean.get(reading, ()))
    return tuple(dict.fromkeys(entry.english for entry in entries))


def kana_word(word: str) -> tuple[str, ...]:
    """A katakana word in English, where it is a known one."""
    entry = _lexicon().kana.get(word)
    return entry.english if entry else ()


def russian_words(words: Sequence[str]) -> tuple[Piece, ...]:
    """A Russian name word by word: known stems in English, the rest as it stands."""
    pieces: list[Piece] = []
    at = 0
    while at < len(words):
        best: tuple[int, tuple[str, ...], _Entry] | None = None
        for stems, entry in _lexicon().russian.get(words[at][:2], ()):
            if len(stems) > len(words) - at:
                continue
            fits = all(_has_stem(words[at + i], stem) for i, stem in enumerate(stems))
            weight = sum(map(len, stems))
            if fits and (best is None or weight > best[0]):
                best = (weight, stems, entry)
        if best:
            source = " ".join(words[at : at + len(best[1])])
            pieces.append(Piece(source, best[2].english, best[2].role))
            at += len(best[1])
        else:
            pieces.append(Piece(words[at], (), "name"))
            at += 1
    return tuple(pieces)


_ARABIC_PREFIXES = ("وال", "بال", "لل", "ال", "و")


def arabic_words(words: Sequence[str]) -> tuple[Piece, ...]:
    """An Arabic or Persian name word by word: known words in English, article and *and* taken off."""
    known = _lexicon().arabic
    pieces = []
    for word in map(folded, words):
        bare = next(
            (word.removeprefix(p) for p in _ARABIC_PREFIXES if word.removeprefix(p) in known), ""
        )
        entry = known.get(word) or known.get(bare)
        pieces.append(Piece(word, entry.english, entry.role) if entry else Piece(word, (), "name"))
    return tuple(pieces)


def _has_stem(word: str, stem: str) -> bool:
    """Whether a Russian word begins with a stem; a short stem takes a short ending only."""
    if not word.startswith(stem):
        return False
    return len(word) - len(stem) <= (2 if len(stem) < 4 else 3 if len(stem) == 4 else 8)


def without_legal_forms(text: str) -> str:
    """A name without the legal forms of any country, as ``rigour`` knows them."""
    shorter = str(org_types.remove_org_types(text.casefold()))
    return shorter if any(char.isalnum() for char in shorter) else text


def flatten(pieces: Iterable[Piece], *, forms: bool = False) -> tuple[str, ...]:
    """The English words of known pieces; with ``forms`` legal forms stay."""
    return tuple(w for p in pieces if forms or p.role != "form" for w in p.english)


__all__ = [
    "Piece",
    "english_words",
    "generic_words",
    "han_words",
    "hangul_of",
    "hangul_words",
    "is_hangul",
    "kana_word",
    "other_heads",
    "own_words",
    "russian_words",
    "voiced",
    "without_legal_forms",
]
