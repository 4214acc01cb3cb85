"""Korean names in Latin letters: which syllables a spelling may stand for, and which names meet.

A spelling stands for a set of syllables: *Jong* is 정 to the North and 종 to the South, *Jung* is 중 by
every table and 정 in newspapers. Two spellings are one syllable when a syllable fits both; *Chol* and
*Chun* share none, so Kim Yong-chol is not Kim Yong-chun. The tables are in ``data/korean.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from vedette.clean.data_files import load_yaml
from vedette.clean.hangul import (
    Writing,
    compose,
    is_hangul,
    jamo,
    romanise_syllable,
    southern,
    spelling_index,
)

Readings = tuple[tuple[str, int], ...]
STANDARD, PRESS, DIFFERENT = 1, 2, 0
_MAX_WORD = 24
_MAX_SPLITS = 4


@lru_cache(maxsize=65536)
def readings(token: str, writing: Writing = "latin") -> Readings:
    """The Hangul syllables one spelling may stand for, standard spellings first.

    Args:
        token: One syllable: lower-case ASCII letters, or Cyrillic ones, or kana in Hepburn letters.
        writing: Which table to read it by.

    Returns:
        Pairs of syllable and grade: 1 where a standard writes it so, 2 where only the press does.
        Empty where the token is no single Korean syllable.
    """
    if not 0 < len(token) <= 9:
        return ()
    index = spelling_index(writing)
    onsets, vowels, codas = index["onsets"], index["vowels"], index["codas"]
    found: dict[str, int] = {}
    for cut in range(min(4, len(token))):
        for end in range(cut + 1, min(cut + 4, len(token)) + 1):
            parts = (onsets.get(token[:cut]), vowels.get(token[cut:end]), codas.get(token[end:]))
            if parts[0] and parts[1] and parts[2]:
                for (o, og), (v, vg), (c, cg) in product(*(part.items() for part in parts if part)):
                    syllable = compose(o, v, c)
                    grade = max(og, vg, cg)
                    found[syllable] = min(grade, found.get(syllable, grade))
    return tuple(sorted(found.items(), key=lambda item: (item[1], item[0])))


@lru_cache(maxsize=1)
def _surnames() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """Spelling -> family names in Hangul; and any Hangul form -> its Northern one."""
    spelled: dict[str, dict[str, int]] = {}
    northern: dict[str, str] = {}
    for hangul, entry in load_yaml("vedette.clean", "korean.yml")["surnames"].items():
        south = entry.get("south", hangul) if isinstance(entry, dict) else hangul
        press = entry.get("press", []) if isinstance(entry, dict) else entry
        northern.setdefault(hangul, hangul)
        if south != hangul:
            northern[south] = hangul
        forms = {
            "".join(romanise_syllable(char, system) for char in form)
            for form in (hangul, south)
            for system in ("dprk", "mr", "rr")
        }
        for rank, spelling in [*((0, s) for s in sorted(forms)), *((1, s) for s in press)]:
            spelled.setdefault(spelling, {}).setdefault(hangul, rank)
    ordered = {s: tuple(sorted(known, key=lambda h: known[h])) for s, known in spelled.items()}
    return ordered, northern


def surnames_of(token: str) -> tuple[str, ...]:
    """The family names, in Northern Hangul, that a Latin spelling may stand for."""
    return _surnames()[0].get(token, ())


def surname_spellings() -> tuple[str, ...]:
    """Every Latin spelling known for a family name."""
    return tuple(_surnames()[0])


def northern_surname(hangul: str) -> str | None:
    """The Northern form of a family name written in Hangul (이 is 리), or None if it is none."""
    return _surnames()[1].get(hangul)


@lru_cache(maxsize=65536)
def same_syllable(left: str, right: str) -> int:
    """Whether two spellings can be one syllable: 1 by the standards, 2 only as the press spells, 0 no.

    ``same_syllable("jong", "jeong")`` is 1, ``("jong", "jung")`` is 2, ``("chol", "chun")`` is 0.
    """
    if left == right:
        return STANDARD if readings(left) else DIFFERENT
    mine = dict(readings(left))
    # Two newspaper spellings of a third syllable are two syllables.
    sums = [mine[s] + grade for s, grade in readings(right) if s in mine]
    best = min(sums, default=4)
    return STANDARD if best == 2 else PRESS if best == 3 else DIFFERENT


@lru_cache(maxsize=65536)
def same_surname(left: str, right: str) -> bool:
    """Whether two spellings can be one family name: Ri, Lee and Yi; Pak and Park; No and Ro."""
    return left == right or not set(surnames_of(left)).isdisjoint(surnames_of(right))


@lru_cache(maxsize=65536)
def split_syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut a joined given name into syllables, the likeliest first.

    *Chongun* may be Chong-un or Chon-gun: both come back, because only the other name can tell.
    Fewer syllables first; at most four ways; empty where the word is not Korean by its letters.
    """
    if not 0 < len(word) <= _MAX_WORD or not word.isalpha():
        return ()
    ways: dict[int, list[tuple[int, tuple[str, ...]]]] = {len(word): [(0, ())]}
    for start in range(len(word) - 1, -1, -1):
        found: list[tuple[int, tuple[str, ...]]] = []
        for end in range(start + 1, min(len(word), start + 7) + 1):
            if end not in ways:
                continue
            known = readings(word[start:end])
            if not known:
                continue
            # A press-only reading, or a syllable that opens with a vowel after a consonant (which the
            # tables would have joined), costs more than one more clean syllable.
            cost = 10 + (5 if known[0][1] == PRESS else 0)
            found += [(cost + rest, (word[start:end], *tail)) for rest, tail in ways[end]]
        if found:
            ways[start] = sorted(found)[:_MAX_SPLITS]
    return tuple(tail for _, tail in ways.get(0, ()))


# Where two syllables meet, sounds change that McCune-Reischauer writes: what is heard, and what may
# be meant. (The table of the system, 1939: ㄱ before ㄹ as ngn, ㄴ before ㄹ as ll, ㄹ before ㅎ as rh.)
# What is far more often meant as it is written (Tongmin is Tong-min, not Tok-min) is left out.
_HEARD = {
    "ngn": (("ng", "r"), ("k", "r")),
    "ll": (("l", "n"), ("n", "r"), ("l", "r")),
    "mn": (("m", "r"), ("p", "r")),
    "rh": (("l", "h"),),
}
_HEARD_AT = re.compile("(?<=[aeiouwy])(ngn|ll|mn|rh)(?=[aeiouwy])")


@lru_cache(maxsize=16384)
def unspoken(word: str) -> tuple[tuple[str, str], ...]:
    """The two syllables a given name written as it is spoken may stand for: Chongnin is Chong-rin.

    Empty where no sounds met that change, or a side is no syllable.
    """
    if len(word) > _MAX_WORD:
        return ()
    return tuple(
        (left, right)
        for found in _HEARD_AT.finditer(word)
        for end, head in _HEARD[found[0]]
        if readings(left := word[: found.start()] + end)
        and readings(right := head + word[found.end() :])
    )


# French spells the sounds of Korean as French sounds: Djang Tcheul-hy is Jang Chol-hui. Only dj and tch
# give it away; eu and ou alone are others' spellings of other vowels.
_FRENCH = re.compile("^(?:dj|tch)[aeiouy]")
_FRENCH_RULES = (
    (re.compile("^tch"), "ch"),
    (re.compile("^dj"), "j"),
    (re.compile("yeu"), "yo"),
    (re.compile("eu"), "o"),
    (re.compile("oui"), "wi"),
    (re.compile("oua|oa"), "wa"),
    (re.compile("ou"), "u"),
    (re.compile("ai"), "ae"),
    (re.compile("^hy$"), "hui"),
    (re.compile("y$"), "i"),
    (re.compile("(?<=n)e$"), ""),
    (re.compile("que$|c$"), "k"),
)


def from_french(tokens: tuple[str, ...]) -> tuple[str, ...] | None:
    """A Korean name in French spelling in the North's, family name first; None where it is none."""
    if not 2 <= len(tokens) <= 3 or not any(map(_FRENCH.match, tokens)):
        return None
    spelled = []
    for token in tokens:
        for pattern, into in _FRENCH_RULES:
            token = pattern.sub(into, token)
        spelled.append(token)
    return tuple(spelled) if surname_at(spelled) == 0 else None


_KEY_RULES = (
    (re.compile(r"tch|ch|jj|dj|[jcz]"), "C"),
    (re.compile(r"ng"), "nk"),
    (re.compile(r"kk|kh|gh|ck|[gkq]"), "k"),
    (re.compile(r"tt|th|dd|d"), "t"),
    (re.compile(r"pp|ph|bb|[bfv]"), "p"),
    (re.compile(r"ss|sh"), "s"),
    (re.compile(r"rh|ll|rr|r"), "l"),
    (re.compile(r"(?<=[aeiouwy])h(?![aeiouwy])"), ""),
    (re.compile(r"[yw]*a+(?![aeiouwy])"), "a"),
    (re.compile(r"[eiouyw][aeiouyw]*|a[aeiouyw]+"), "o"),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=65536)
def _coarse(letters: str) -> str:
    for pattern, into in _KEY_RULES:
        letters = pattern.sub(into, letters)
    return letters


def coarse_key(tokens: Sequence[str]) -> str:
    """Words as their sounds only: stops, affricates and liquids of one place fall together."""
    return _coarse("".join(tokens))


def korean_keys(tokens: Sequence[str]) -> tuple[str, ...]:
    """Keys under which the spellings of one Korean name meet, one per family name it may carry.

    Order, spacing and romanisation do not change them; they find candidates and decide nothing.
    """
    if not 2 <= len(tokens) <= 4:
        return ()
    found: dict[str, None] = {}
    for at in (0, -1):
        given = tokens[1:] if at == 0 else tokens[:-1]
        for surname in surnames_of(tokens[at]):
            given_key = _coarse("".join(given))
            found[f"{southern(surname[0])}{surname[1:]}:{given_key.lstrip('ln')}"] = None
    return tuple(found)


def korean_key(tokens: Sequence[str]) -> str:
    """The key of a Korean name read family name first; empty where the name is not Korean in form."""
    keys = korean_keys(tokens)
    return keys[0] if keys else ""


def is_korean(tokens: Sequence[str]) -> bool:
    """Whether tokens have the form of a Korean name: a family name and one or two given syllables."""
    return surname_at(tokens) is not None


@lru_cache(maxsize=65536)
def _is_given(word: str) -> bool:
    return any(len(way) <= 2 for way in split_syllables(word))


def surname_at(tokens: Sequence[str]) -> int | None:
    """The place of the family name in a name of Korean form (first, else last), or None."""
    if not 2 <= len(tokens) <= 4:
        return None
    for at, given in ((0, tokens[1:]), (len(tokens) - 1, tokens[:-1])):
        if surnames_of(tokens[at]) and _are_given(given):
            return at
    return None


def _are_given(given: Sequence[str]) -> bool:
    if len(given) == 1:
        return _is_given(given[0])
    return all(readings(word) for word in given)


@lru_cache(maxsize=65536)
def dprk_spelling(token: str) -> str:
    """The syllable as the North writes it, from the likeliest reading; unknown tokens stay."""
    known = readings(token)
    if not known:
        return token
    best = {romanise_syllable(syllable) for syllable, grade in known if grade == known[0][1]}
    return token if token in best else min(best, key=lambda s: (len(s), s))


def hangul_name(text: str) -> tuple[str, ...]:
    """A Hangul personal name in the North's spelling, family name first: 이만건 -> ri man gon."""
    syllables = [char for char in text if is_hangul(char)]
    if not syllables:
        return ()
    size = 2 if "".join(syllables[:2]) in _surnames()[1] and len(syllables) > 3 else 1
    surname = northern_surname("".join(syllables[:size])) or "".join(syllables[:size])
    return (
        "".join(romanise_syllable(char) for char in surname),
        *(romanise_syllable(char) for char in syllables[size:]),
    )


__all__ = ["hangul_name", "jamo", "korean_key", "korean_keys", "readings", "same_syllable"]
