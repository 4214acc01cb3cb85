"""Where a text in another script than Latin may name a listed party: the windows worth asking.

A window is cut out where a cheap look-up fires: syllables that some listed Korean name may be read
from, a run of capitalised Cyrillic words, two Arabic words of one listed name, a word that heads a
body's name. The same kernel and the same judge as for a name asked by itself decide afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from vedette.clean import arabic, han
from vedette.clean.data_files import load_yaml
from vedette.clean.hangul import northern
from vedette.clean.korean import northern_surname, readings, surname_at, surnames_of
from vedette.clean.lexicon import Piece, han_words, hangul_words, russian_words
from vedette.screen import rules

if TYPE_CHECKING:
    from vedette.model.listing import PartyKind
    from vedette.screen.indexed import Index

READ = frozenset(["Latn", "Hang", "Hani", "Kana", "Hira", "Cyrl", "Arab"])
_MOST_READINGS = 64
_MOST_WORDS = 6
_HANGUL = re.compile(r"[가-힣]+")
_SHIP = re.compile(r"[가-힣]{2,8}?호")
_HAN_SHIP = re.compile(r"[\u3400-\u9fff]{2,6}?[号號]")
_HAN = re.compile(r"[々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_MIXED_HAN = re.compile(r"[가-힣]{2,8}?호")
_MIXED_HAN = re.compile(r"[\u30a1-\u30fa\u30fc\u3400-\u9fff]+")
_KANA = re.compile(r"[\u30a1-\u30fa\u30fc]+(?:[・･=＝ ][\u30a1-\u30fa\u30fc]+){0,3}")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+(?:[-’'][\u0400-\u052f]+)*")
_ARABIC = re.compile(r"[\u0620-\u064a\u064b-\u065f\u0670-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f]+")
_QUOTED = re.compile(r"[«„“\"]([^«»“”\"\n]{3,90})[»“”\"]")
_ARABIC_JOINS = ("و", "ب", "ل", "ف", "ك")
_NO_VOWELS = re.compile(r"[aeiouwy'h]+")
_SKELETON = str.maketrans({"q": "k", "c": "k", "g": "j", "z": "s", "v": "f", "p": "b", "d": "t"})


@dataclass(frozen=True, slots=True)
class Window:
    """Characters ``start`` to ``end`` of a text, what to ask instead (a base form), and as what."""

    start: int
    end: int
    name: str
    kind: PartyKind


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    table: dict[str, Any] = load_yaml("vedette.screen", "text.yml")
    return table


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    endings = "|".join(_table()["particles"])
    titles = "|".join(_table()["titles"])
    return re.compile(f"(?P<title>(?:{titles})*)(?P<rest>(?:{endings}){{0,3}})$")


class Lookups:
    """What the listed names of an index may look like in other scripts; made once, asked often."""

    def __init__(self, index: Index) -> None:
        self.korean: set[str] = set()
        self.chinese: set[str] = set()
        self.first: set[str] = set()
        self._by_skeleton: dict[str, set[int]] = {}
        self._near: dict[str, frozenset[int]] = {}
        arrays = index.arrays
        at, text = arrays["word_at"], bytes(arrays["word_text"]).decode("ascii")
        words = [text[at[i] : at[i + 1]] for i in range(len(at) - 1)]
        name_at, name_words = arrays["name_at"].tolist(), arrays["name_words"].tolist()
        is_person = ((arrays["name_flags"] & rules.NAME_PERSON) > 0).tolist()
        light = ((arrays["word_flags"] & (rules.IS_LIGHT | rules.IS_NUMBER)) > 0).tolist()
        for name in range(len(name_at) - 1):
            row = name_words[name_at[name] : name_at[name + 1]]
            for word in row:
                if not light[word] and len(_skeleton(words[word])) > 1:
                    self._by_skeleton.setdefault(_skeleton(words[word]), set()).add(name)
            if is_person[name] and len(row) <= 4:
                self._add_person(tuple(words[word] for word in row))

    def _add_person(self, tokens: tuple[str, ...]) -> None:
        if 2 <= len(tokens) <= 3:
            self.chinese.add("".join(tokens))
            self.chinese.add("".join((tokens[-1], *tokens[:-1])))
        family_at = surname_at(tokens)
        if family_at is None or len(tokens) > 3:
            return
        given = tokens[:family_at] + tokens[family_at + 1 :]
        ways = [[s for s, _ in readings(word)] for word in given]
        if not all(ways):
            return
        for surname in surnames_of(tokens[family_at]):
            self.first.add(surname[0])
            for way in _some(ways):
                self.korean.add(surname + "".join(way))

    def is_korean(self, syllables: str) -> bool:
        """Whether Hangul syllables may spell a listed Korean name, in the North's or the South's way."""
        for size in (1, 2):
            surname = northern_surname(syllables[:size])
            if surname and len(syllables) - size in (1, 2):
                given = syllables[size:]
                if surname + given in self.korean:
                    return True
                if surname + northern(given[0]) + given[1:] in self.korean:
                    return True
        return False

    def near(self, word: str) -> frozenset[int]:
        """Rows of the index with a word whose consonants are those of an Arabic word."""
        known = self._near.get(word)
        if known is None:
            rows: set[int] = set()
            for latin in arabic.vocalised(word):
                if len(_skeleton(latin)) > 1:
                    rows |= self._by_skeleton.get(_skeleton(latin), set())
            known = self._near[word] = frozenset(rows)
        return known


def _some(ways: list[list[str]]) -> Iterator[tuple[str, ...]]:
    for n, way in enumerate(product(*ways)):
        if n == _MOST_READINGS:
            return
        yield way


def _skeleton(word: str) -> str:
    bare = _NO_VOWELS.sub("", word).translate(_SKELETON)
    return re.sub(r"(.)\1+", r"\1", bare) or word[:1]


def windows_of(lookups: Lookups, text: str, scripts: frozenset[str]) -> Iterator[Window]:
    """The windows of a text, script by script; ``scripts`` are those it has letters of."""
    if "Hang" in scripts:
        yield from _hangul(lookups, text)
    if "Hani" in scripts:
        yield from _han(lookups, text, is_japanese=bool(scripts & {"Kana", "Hira"}))
    if "Kana" in scripts:
        yield from _kana(text)
    if "Cyrl" in scripts:
        yield from _cyrillic(text)
    if "Arab" in scripts:
        yield from _arabic(lookups, text)


# -- Hangul --------------------------------------------------------------------------------


def _hangul(lookups: Lookups, text: str) -> Iterator[Window]:
    before: list[tuple[int, int]] = []
    for found in _HANGUL.finditer(text):
        start, word = found.start(), found[0]
        yield from _hangul_person(lookups, text, start, word)
        if before and start - before[-1][1] > 1:
            before.clear()
        end = _closing(word, "Hang")
        if end:
            yield from _bodies(before, start, start + end, text)
        ship = _SHIP.match(word)
        if ship and _tail().match(word[ship.end() :]):
            yield Window(start, start + ship.end(), ship[0], "vessel")
        before.append((start, found.end()))


def _hangul_person(lookups: Lookups, text: str, start: int, word: str) -> Iterator[Window]:
    for size in (4, 3, 2):
        part = word[:size]
        if len(part) < size or not lookups.is_korean(part):
            continue
        tail = _tail().match(word[size:])
        # Two syllables are a word like any other (서명, a signature) unless a title follows.
        if tail and (size > 2 or tail["title"] or _title_follows(text, start + len(word))):
            yield Window(start, start + size, part, "person")
            return
    # 김 정은: the family name apart.
    follow = _HANGUL.match(text, start + 2) if len(word) == 1 else None
    if follow and northern_surname(word):
        given = follow[0][:2]
        if (
            len(given) == 2
            and lookups.is_korean(word + given)
            and _tail().match(follow[0][2:])
            and text[start + 1] == " "
        ):
            yield Window(start, start + 4, word + given, "person")


def _title_follows(text: str, end: int) -> bool:
    follow = _HANGUL.match(text, end + 1)
    return bool(follow and text[end] == " " and follow[0].startswith(tuple(_table()["titles"])))


@lru_cache(maxsize=65536)
def _closing(word: str, script: str) -> int:
    """Where the word for what kind of body it is ends, in a word that holds one; 0 where none does."""
    pieces = hangul_words(word) if script == "Hang" else han_words(word)
    at = end = 0
    for piece in pieces:
        at += len(piece.source)
        if _heads(piece) and len(piece.source) > 1:
            end = at
    if script == "Hang" and end and not _tail().match(word[end:]):
        return 0
    return end


def _heads(piece: Piece) -> bool:
    return piece.role in {"head", "form"}


def _bodies(before: list[tuple[int, int]], start: int, end: int, text: str) -> Iterator[Window]:
    """A body's name ends here; it begins in this word or one of those before."""
    yield Window(start, end, text[start:end], "organisation")
    for first, _ in before[-_MOST_WORDS + 1 :]:
        yield Window(first, end, text[first:end], "organisation")


# -- Chinese characters and kana ----------------------------------------------------------------


def _han(lookups: Lookups, text: str, *, is_japanese: bool) -> Iterator[Window]:
    for found in _HAN.finditer(text):
        run, start = found[0], found.start()
        for i in range(len(run) - 1):
            # Two characters are a word more often than a name.
            for size in (3, 4):
                part = run[i : i + size]
                if len(part) == size and _is_han_name(lookups, part):
                    yield Window(start + i, start + i + size, part, "person")
                    break
    for found in (_MIXED_HAN if is_japanese else _HAN).finditer(text):
        yield from _han_bodies(found.start(), found[0])
    for found in _HAN_SHIP.finditer(text):
        for first in range(len(found[0]) - 2):
            name = found[0][first:]
            yield Window(found.start() + first, found.end(), name, "vessel")


def _is_han_name(lookups: Lookups, part: str) -> bool:
    if not _may_be_surname(part[0]):
        return False
    hangul = _reading(part)
    if hangul and lookups.is_korean(hangul):
        return True
    pinyin = han.pinyin_name(part)
    if len(pinyin) != len(part):
        return False
    return (
        "".join(pinyin) in lookups.chinese
        or "".join(han.wade_giles_name(pinyin)) in lookups.chinese
    )


@lru_cache(maxsize=16384)
def _may_be_surname(char: str) -> bool:
    """Whether a character is read like a Korean family name: nearly all Chinese ones are."""
    hangul = han.hangul_of(char, is_surname=True)
    return bool(hangul) and northern_surname(hangul) is not None


@lru_cache(maxsize=65536)
def _reading(part: str) -> str:
    read = [han.hangul_of(char, is_surname=at == 0) for at, char in enumerate(part)]
    return "".join(read) if all(read) else ""


def _han_bodies(start: int, run: str) -> Iterator[Window]:
    """Bodies' names in a run of characters: from each word of the run to each head after it."""
    if len(run) > 400:
        for at in range(0, len(run), 360):
            yield from _han_bodies(start + at, run[at : at + 400])
        return
    starts, at = [], 0
    for piece in han_words(run):
        if piece.is_known or at == 0:
            starts.append(at)
        end = at + len(piece.source)
        if _heads(piece) and len(piece.source) > 1:
            for first in starts[-_MOST_WORDS - 1 :]:
                if 4 <= end - first <= 24:
                    yield Window(start + first, start + end, run[first:end], "organisation")
        at = end


def _kana(text: str) -> Iterator[Window]:
    for found in _KANA.finditer(text):
        word = found[0]
        if len(word) < 5:
            continue
        if re.search("[・･=＝ ]", word):
            yield Window(found.start(), found.end(), word, "person")


# -- Cyrillic ----------------------------------------------------------------------------------


def _cyrillic(text: str) -> Iterator[Window]:
    run: list[tuple[int, int, str]] = []
    end = -9
    for found in _CYRILLIC.finditer(text):
        gap = text[end : found.start()]
        if not (0 < len(gap) <= 2 and gap.strip(" \u00a0,.") == "" and "," not in gap) or (
            "." in gap and run and len(run[-1][2]) > 2
        ):
            yield from _run(run)
            run = []
        run.append((found.start(), found.end(), found[0]))
        end = found.end()
    yield from _run(run)
    for found in _QUOTED.finditer(text):
        if _CYRILLIC.search(found[1]) and found[1][0].isupper():
            for kind in ("organisation", "vessel"):
                yield Window(found.start(1), found.end(1), found[1], kind)


def _run(run: list[tuple[int, int, str]]) -> Iterator[Window]:
    """Persons in rows of capitalised words, bodies from a capitalised word on."""
    for i, (start, _, word) in enumerate(run):
        if not word[0].isupper():
            continue
        for size in (2, 3, 4):
            part = run[i : i + size]
            if len(part) < size or not part[-1][2][0].isupper():
                break
            for name in _base_forms([item[2] for item in part]):
                yield Window(start, part[-1][1], name, "person")
        for size in range(2, _MOST_WORDS + 2):
            part = run[i : i + size]
            if len(part) < size:
                break
            if _names_body(tuple(item[2].casefold() for item in part)):
                name = " ".join(item[2] for item in part)
                yield Window(start, part[-1][1], name, "organisation")


@lru_cache(maxsize=65536)
def _names_body(words: tuple[str, ...]) -> bool:
    pieces = russian_words(words)
    return any(map(_heads, pieces)) and len(pieces) > 1


def _base_forms(words: list[str]) -> Iterator[str]:
    """The words as they stand, the last one in its base form, and all of them."""
    yield " ".join(words)
    ways = [_bases(word) for word in words]
    for last in ways[-1]:
        yield " ".join([*words[:-1], last])
    if len(words[0]) > 3:
        firsts = [way[0] if way else word for way, word in zip(ways[:-1], words, strict=False)]
        if firsts != words[:-1]:
            yield " ".join([*firsts, words[-1]])
            for last in ways[-1]:
                yield " ".join([*firsts, last])


@lru_cache(maxsize=65536)
def _bases(word: str) -> tuple[str, ...]:
    """What a declined Russian word may be in its base form: Ына is Ын, Ерёменко stays."""
    found: list[str] = []
    low = word.casefold()
    for ending, into in _table()["endings"]:
        if low.endswith(ending) and len(word) - len(ending) >= 2:
            found += [word[: len(word) - len(ending)] + tail for tail in into]
            if len(ending) > 1:
                break
    return tuple(dict.fromkeys(found))[:4]


# -- Arabic ------------------------------------------------------------------------------------


def _arabic(lookups: Lookups, text: str) -> Iterator[Window]:
    words = [(found.start(), found.end(), found[0]) for found in _ARABIC.finditer(text)]
    rows = [lookups.near(word) for _, _, word in words]
    for i, (start, end, word) in enumerate(words):
        if not rows[i]:
            starts = _without_join(lookups, word)
            if not starts:
                continue
            start, known = start + 1, starts
            word = word[1:]
        else:
            known = rows[i]
        stop, n = end, 1
        for k in range(i + 1, min(i + 5, len(words))):
            if text[stop : words[k][0]].strip(" \u00a0-") or words[k][0] - stop > 2:
                break
            stop, n = words[k][1], n + 1
            if rows[k] and not known.isdisjoint(rows[k]):
                yield Window(start, stop, text[start:stop], "person")
                if n > 2 or len(words[k][2]) > 4:
                    yield Window(start, stop, text[start:stop], "organisation")


def _without_join(lookups: Lookups, word: str) -> frozenset[int]:
    """The word behind *and*, *by* or *to*, which Arabic writes with it."""
    if len(word) > 3 and word[0] in _ARABIC_JOINS:
        return lookups.near(word[1:])
    return frozenset()
