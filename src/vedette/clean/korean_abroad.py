"""Korean names as Russian and Japanese reports write them, back in the North's Latin spelling.

Both scripts fold syllables together (*Чон* is 정, 종, 전 or 천; キム・ソンチョル is Kim Son-chol or
Song-chol), so a name gives several forms, those of common given syllables first.

Sources: Kontsevich's system for Russian (1966, revised); the Japanese press's rendering of Korean
sounds in katakana, read through Hepburn letters. Tables: ``data/korean.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from vedette.clean import han
from vedette.clean.data_files import load_yaml
from vedette.clean.fold import strip_marks
from vedette.clean.hangul import Writing, compose, jamo, romanise_syllable
from vedette.clean.icu_tables import transform
from vedette.clean.korean import Readings, northern_surname, readings, surnames_of

MAX_NAMES = 12
_MAX_OPTIONS = 6
_UNCOMMON, _RARE = 400, 250
_HEPBURN_WORD = re.compile(r"[a-z]+('[a-z]+)*$")
_CYRILLIC_WORD = re.compile(r"[а-яё]+$")


@lru_cache(maxsize=4)
def _places(row: str) -> dict[str, int]:
    """Hangul syllables of one row of the table, with their places: the common ones first."""
    listed = load_yaml("vedette.clean", "korean.yml")[row].split()
    unique = list(dict.fromkeys(listed))
    return {syllable: place for place, syllable in enumerate(unique)}


@lru_cache(maxsize=1)
def _given_places() -> dict[str, int]:
    """Syllables of given names with their places: the common ones, then all that characters have."""
    common = _places("given_syllables")
    rest = sorted(han.korean_syllables() - common.keys())
    return common | dict.fromkeys(rest, _RARE)


def common_given_syllables() -> tuple[str, ...]:
    """Hangul syllables of given names, the common ones first."""
    return tuple(_places("given_syllables"))


@lru_cache(maxsize=8192)
def surname_place(token: str) -> int:
    """How common the commonest family name of a Latin spelling is: its place, rare ones last."""
    common = _places("common_surnames")
    return min((common.get(name, len(common)) for name in surnames_of(token)), default=len(common))


@lru_cache(maxsize=1)
def _cyrillic_surnames() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for hangul, spellings in load_yaml("vedette.clean", "korean.yml")["cyrillic_surnames"].items():
        for spelling in spellings:
            found.setdefault(spelling, []).append(hangul)
    return {spelling: tuple(names) for spelling, names in found.items()}


@lru_cache(maxsize=8192)
def _surname_options(token: str, writing: Writing) -> tuple[str, ...]:
    """The family names a spelling may stand for, in Latin letters."""
    named = list(_cyrillic_surnames().get(token, ())) if writing == "cyrillic" else []
    for syllable, _ in readings(token, writing):
        known = northern_surname(syllable)
        if known and known not in named:
            named.append(known)
    common = _places("common_surnames")
    named.sort(key=lambda name: common.get(name, len(common)))
    return tuple(dict.fromkeys("".join(map(romanise_syllable, name)) for name in named))


def _cuts(word: str, writing: Writing) -> Iterator[tuple[Readings, Readings]]:
    """The ways to read a given name as one syllable or two, as readings of both."""
    yield (("", 1),), readings(word, writing)
    for cut in range(1, len(word)):
        if word[cut] == "'":
            continue
        closed = word[cut - 1] == "'"
        heads = readings(word[: cut - closed], writing)
        tails = readings(word[cut:], writing)
        runs_on = word[cut - 1] not in "aiueo'" and word[cut] in "aiueoyw"
        if writing == "kana" and runs_on and tails:
            # A final that runs on into a vowel is no ng; and an h between the two is not heard.
            heads = tuple(item for item in heads if jamo(item[0])[2] not in {"", "ㅇ"})
            tails += tuple((compose("ㅎ", *jamo(t)[1:]), 2) for t, _ in tails if jamo(t)[0] == "ㅇ")
        yield heads, tails


@lru_cache(maxsize=16384)
def _given_options(word: str, writing: Writing) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The given names a word may stand for: cost (rarity of syllables) and Latin syllables."""
    if not 0 < len(word) <= 14:
        return ()
    common = _given_places()
    best: dict[tuple[str, ...], int] = {}
    for heads, tails in _cuts(word, writing):
        for (head, hg), (tail, tg) in product(heads, tails):
            if (head and head not in common) or tail not in common:
                continue
            cost = common.get(head, 0) + common[tail] + (_UNCOMMON if max(hg, tg) > 1 else 0)
            latin = tuple(romanise_syllable(syllable) for syllable in (head, tail) if syllable)
            best[latin] = min(cost, best.get(latin, cost))
    ranked = sorted((cost, latin) for latin, cost in best.items())
    return tuple(ranked[: MAX_NAMES * 2])


def _names(family: Sequence[str], given: Sequence[str], writing: Writing) -> list[tuple[str, ...]]:
    """Whole names, likeliest first."""
    options: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for word in given:
        known = _given_options(word, writing)
        options = sorted(
            (cost + more, (*so_far, *latin)) for cost, so_far in options for more, latin in known
        )[: MAX_NAMES * 2]
    ranked = sorted(
        (cost + 40 * place, (name, *latin))
        for place, name in enumerate(family[:_MAX_OPTIONS])
        for cost, latin in options
        if 1 <= len(latin) <= 2
    )
    return [name for _, name in ranked[:MAX_NAMES]]


def from_cyrillic(words: Sequence[str]) -> list[tuple[str, ...]]:
    """A Russian spelling of a Korean name in Latin forms; empty where the form is not Korean.

    Args:
        words: Lower-case Cyrillic words, family name first; given syllables apart, hyphenated or
            joined.
    """
    if not 2 <= len(words) <= 3 or not all(_CYRILLIC_WORD.match(word) for word in words):
        return []
    family = _surname_options(words[0], "cyrillic")
    return _names(family, words[1:], "cyrillic") if family else []


_KANA = "Hiragana-Katakana; Katakana-Latin; Latin-ASCII"
_KANA_JOINS = (
    (re.compile(r"o~u"), "u"), (re.compile(r"vu~"), "b"), (re.compile(r"u~"), "w"),
    (re.compile(r"i~e"), "ye"),
    (re.compile(r"tswa"), "tsa"), (re.compile(r"[~-]"), ""), (re.compile(r"tch"), "ch"),
)  # fmt: skip
# Japan has one row for Korea's h before w, and for f: ファン is Hwang.
_KOREAN_H = ((re.compile(r"f(?=[aeio])"), "hw"), (re.compile(r"fu"), "hu"))


@lru_cache(maxsize=8192)
def hepburn(word: str) -> str:
    """One kana word in Hepburn letters, long vowels short: グァン is gwan, チョル is choru.

    An apostrophe stays after an n that does not run on into the vowel (ソンイ is son'i, ソニ soni).
    """
    latin = transform(_KANA, word).replace("ー", "")
    for pattern, into in _KANA_JOINS:
        latin = pattern.sub(into, latin)
    return strip_marks(latin)


def _korean_letters(word: str) -> str:
    latin = hepburn(word)
    for pattern, into in _KOREAN_H:
        latin = pattern.sub(into, latin)
    return latin


def from_kana(words: Sequence[str]) -> list[tuple[str, ...]]:
    """A Japanese spelling of a Korean name in Latin forms; empty where the form is not Korean."""
    latin = [_korean_letters(word) for word in words]
    if not 2 <= len(latin) <= 3 or not all(_HEPBURN_WORD.match(word) for word in latin):
        return []
    family = _surname_options(latin[0], "kana")
    return _names(family, latin[1:], "kana") if family else []


@lru_cache(maxsize=8192)
def words_from_kana(word: str) -> tuple[str, ...]:
    """A kana word read as Korean syllables, at most three ways (クァンソン: kwangsong, kwangson).

    By Hepburn alone where it is no Korean word.
    """
    latin = _korean_letters(word)
    known = _given_options(latin, "kana") if _HEPBURN_WORD.match(latin) else ()
    plain = hepburn(word).replace("'", "")
    return tuple("".join(syllables) for _, syllables in known[:3]) or (plain,)


__all__ = ["from_cyrillic", "from_kana", "hepburn", "words_from_kana"]
