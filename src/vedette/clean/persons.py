"""Persons' names in the shapes they are compared in, script by script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from vedette.clean import arabic, cyrillic, han, korean, korean_abroad
from vedette.clean.chinese_in_hangul import pinyin_options
from vedette.clean.fold import script_of
from vedette.clean.form_types import MAX_TOKENS, NameForm
from vedette.clean.hangul import is_hangul, northern, romanise_syllable, voiced
from vedette.clean.words import modern_greek, transliterate, without_titles, words

# Given syllables that the North writes with an r where the South writes none at a name's head.
_DROPPED = frozenset("용열율")
_Y_FOR_RY = frozenset(["yong", "yol", "yeol", "yul"])
_SOUTHERN_SURNAMES = frozenset(
    [
        "lee",
        "yi",
        "rhee",
        "choi",
        "park",
        "noh",
        "no",
        "roh",
        "yoo",
        "im",
        "lim",
        "yim",
        "na",
        "yeom",
    ]
)
# The common family names, of which nine in ten people bear one.
_COMMON_PLACES = 40
_SOUTHERN_VOWELS = re.compile(r"eo|eu|oo")
_NOT_LETTERS = re.compile(r"[\W_\d]+")
# Marks on Arabic letters are no letters to Python, and no word's end either.
_NOT_WORDS = re.compile(r"[^\w\u064b-\u065f\u0670]+|_")
_ALL_HAN = re.compile("[\u4e00-\u9fff]+")
_NO_VOWELS = dict.fromkeys(map(ord, "aeiouwy"))
_KANA_SPLIT = re.compile(r"[\s・･=＝.,/-]+")


def latin(text: str, script: str = "Latn") -> Iterator[NameForm]:
    """A Latin name: as written; without titles; a Korean given name also cut into syllables."""
    tokens = words(text)
    bare = without_titles(tokens)
    korean_at = korean.surname_at(bare)
    surname = 0 if korean_at is None and "," in text and len(bare) > 1 else korean_at
    if len(bare) < len(tokens):
        yield NameForm(bare, script, "untitled", surname)
        yield NameForm(tokens, script, "latin")
    else:
        yield NameForm(tokens, script, "latin", surname)
    french = korean.from_french(bare)
    if french is not None:
        yield NameForm(french, script, "korean-french", 0)
    if korean_at is not None:
        for how, other_tokens in _korean(bare, korean_at, is_ordered="," in text):
            yield NameForm(other_tokens, script, how, 0)


def _korean(
    bare: tuple[str, ...], surname: int, *, is_ordered: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The other readings of a Latin name of Korean form, each with its rule, family name first."""
    if len(bare) == 2:
        family, given = bare[surname], bare[1 - surname]
        for way in korean.split_syllables(given):
            if len(way) == 2:
                yield "korean-split", (family, *way)
        for way in korean.unspoken(given):
            yield "korean-spoken", (family, *way)
    if surname == 0 and bare[1] in _Y_FOR_RY and _is_southern(bare):
        yield "northern-initial", (bare[0], f"r{bare[1]}", *bare[2:])
    if surname == 0 and not is_ordered and _may_stand_last(bare):
        # Both ends may be a family name (Song Chol Kim): it may stand last.
        yield "turned", (bare[-1], *bare[:-1])


def _may_stand_last(bare: tuple[str, ...]) -> bool:
    """Whether the last word may be the family name as well; a rare one after a common one is not."""
    if korean.surname_at(bare[-1:] + bare[:-1]) != 0:
        return False
    first, last = (korean_abroad.surname_place(word) for word in (bare[0], bare[-1]))
    return last <= max(first, _COMMON_PLACES)


def _is_southern(tokens: tuple[str, ...]) -> bool:
    """Whether a Latin Korean name is spelled as only the South does (Choi, Lee, Gang; eo, oo)."""
    return (
        tokens[0] in _SOUTHERN_SURNAMES
        or tokens[0].startswith(("g", "b", "d"))
        or any(_SOUTHERN_VOWELS.search(t) for t in tokens)
    )


def hangul(text: str) -> Iterator[NameForm]:
    """A Hangul name in the North's spelling, and with its stops voiced, as lists often have them."""
    syllables = "".join(char for char in text if is_hangul(char))
    if 2 <= len(syllables) <= 4:
        tokens = korean.hangul_name(syllables)
        yield NameForm(tokens, "Hang", "hangul", 0)
        given = syllables[-(len(tokens) - 1) :]
        joined = voiced(given)
        if joined != "".join(tokens[1:]):
            first = romanise_syllable(given[0])
            yield NameForm((tokens[0], first, joined[len(first) :]), "Hang", "hangul-word", 0)
        if given[0] in _DROPPED:
            spelled = (romanise_syllable(northern(given[0])), *tokens[2:])
            yield NameForm((tokens[0], *spelled), "Hang", "northern-initial", 0)
    if len(syllables) > 2:
        yield from _chinese_in_hangul(syllables)
    if 2 <= len(syllables) <= 4:
        return
    parts = [part for part in _NOT_LETTERS.split(text) if part]
    tokens = tuple(voiced(p) if all(map(is_hangul, p)) else transliterate(p) for p in parts)
    yield NameForm(words(" ".join(tokens)), "Hang", "hangul-word")


def _chinese_in_hangul(syllables: str) -> Iterator[NameForm]:
    """A Hangul name as the Chinese one it may be, where its length or family name is not Korean."""
    if len(syllables) == 3 and korean.northern_surname(syllables[0]):
        return
    for way in pinyin_options(syllables):
        if 2 <= len(way) <= 3:
            yield NameForm((way[0], "".join(way[1:])), "Hang", "chinese-in-hangul", 0)
            yield NameForm(han.wade_giles_name(way), "Hang", "wade-giles", 0)


def characters(text: str) -> Iterator[NameForm]:
    """A name in Chinese characters: Korea's reading where the family name is one there, and China's."""
    chars = text
    if not _ALL_HAN.fullmatch(text):
        chars = "".join(char for char in text if script_of(char) == "Hani")
    if not 2 <= len(chars) <= 6:
        yield NameForm(words(transliterate(text)), "Hani", "transliterated")
        return
    size = han.surname_size(chars)
    if size == 1 and len(chars) != 4:
        yield from _by_look_up(chars)
        return
    reading = [han.hangul_of(char, is_surname=at == 0) for at, char in enumerate(chars)]
    known = korean.northern_surname(reading[0] if size == 1 else "".join(reading[:2]))
    if all(reading) and known and len(chars) <= 4:
        yield NameForm(korean.hangul_name("".join(reading)), "Hani", "hanja", 0)
    pinyin = han.pinyin_name(chars)
    if len(pinyin) == len(chars):
        family, given = "".join(pinyin[:size]), pinyin[size:]
        yield NameForm((family, "".join(given)), "Hani", "pinyin", 0)
        yield NameForm((family, *given), "Hani", "pinyin", 0)
        wade = han.wade_giles_name(pinyin)
        yield NameForm(("".join(wade[:size]), *wade[size:]), "Hani", "wade-giles", 0)


def _by_look_up(chars: str) -> Iterator[NameForm]:
    """The same where the family name can only be one character; no Korean name is longer than four."""
    family, family_pinyin, family_wade = _read_family(chars[0])
    korean_given, pinyin_given, wade_given = zip(*map(_read_given, chars[1:]), strict=True)
    if family and len(chars) < 4 and all(korean_given):
        yield NameForm((family, *korean_given), "Hani", "hanja", 0)
    if family_pinyin and all(pinyin_given):
        yield NameForm((family_pinyin, "".join(pinyin_given)), "Hani", "pinyin", 0)
        if len(pinyin_given) > 1:
            yield NameForm((family_pinyin, *pinyin_given), "Hani", "pinyin", 0)
        yield NameForm((family_wade, *wade_given), "Hani", "wade-giles", 0)


@lru_cache(maxsize=8192)
def _read_family(char: str) -> tuple[str, str, str]:
    """A character as a family name: in Korea (empty where it is none there), pinyin, Wade-Giles."""
    known = korean.northern_surname(han.hangul_of(char, is_surname=True))
    pinyin = han.pinyin_of(char, is_surname=True)
    return "".join(map(romanise_syllable, known or "")), pinyin, han.wade_giles(pinyin)


@lru_cache(maxsize=16384)
def _read_given(char: str) -> tuple[str, str, str]:
    """A character as a part of a given name: in Korea, pinyin, Wade-Giles; empty where it has none."""
    hangul, pinyin = han.hangul_of(char), han.pinyin_of(char)
    return romanise_syllable(hangul) if hangul else "", pinyin, han.wade_giles(pinyin)


def kana(text: str) -> Iterator[NameForm]:
    """A name in kana: the Korean syllables it may stand for, and letter by letter."""
    parts = [part for part in _KANA_SPLIT.split(text) if part]
    for tokens in korean_abroad.from_kana(parts):
        yield NameForm(tokens, "Kana", "kana", 0)
    yield NameForm(words(" ".join(map(korean_abroad.hepburn, parts))), "Kana", "hepburn")


def russian(text: str) -> Iterator[NameForm]:
    """A Cyrillic name: Korean syllables where it can be Korean, and three usual Latin spellings."""
    parts = [part for part in _NOT_LETTERS.split(text.casefold()) if part]
    for tokens in korean_abroad.from_cyrillic(parts):
        yield NameForm(tokens, "Cyrl", "kontsevich", 0)
    yield from spellings(text)


def spellings(text: str) -> Iterator[NameForm]:
    """A Cyrillic text by newspapers, by BGN/PCGN and by passports."""
    for how, tokens in zip(("press", "bgn", "passport"), cyrillic.spelled(text), strict=True):
        yield NameForm(tokens, "Cyrl", how)


def arab(text: str) -> Iterator[NameForm]:
    """A name in Arabic script: vowels put back, respelled as the East and the Maghreb do, consonants."""
    parts = [part for part in _NOT_WORDS.split(text) if part]
    tokens = tuple(word for part in parts for word in arabic.vocalised(part))[:MAX_TOKENS]
    yield NameForm(tokens, "Arab", "arabic")
    line = " ".join(tokens)
    if "abd al " in line:
        yield NameForm(tuple(line.replace("abd al ", "abdul ").split()), "Arab", "arabic")
    yield NameForm(arabic.eastern(tokens), "Arab", "arabic-eastern")
    yield NameForm(arabic.maghrebi(tokens), "Arab", "arabic-maghrebi")
    bare = tuple(word for part in parts for word in _letters_of(part))
    # Where every vowel put back stands beside the same consonants, these alone find nothing more.
    if " ".join(bare).translate(_NO_VOWELS) != line.translate(_NO_VOWELS):
        yield NameForm(bare[:MAX_TOKENS], "Arab", "consonants")


@lru_cache(maxsize=32768)
def _letters_of(word: str) -> tuple[str, ...]:
    return words(transliterate(word))


def greek(text: str) -> Iterator[NameForm]:
    """A Greek name as modern Greek sounds (UNGEGN: μπ is b, ντ is d), and letter by letter."""
    yield NameForm(words(modern_greek(text)), "Grek", "greek")
    yield NameForm(words(transliterate(text)), "Grek", "transliterated")


def other(text: str, script: str) -> Iterator[NameForm]:
    """A name in any other script, letter by letter."""
    yield NameForm(words(transliterate(text)), script, "transliterated")


READERS: dict[str, Callable[[str], Iterator[NameForm]]] = {
    "Hang": hangul,
    "Hani": characters,
    "Kana": kana,
    "Hira": kana,
    "Cyrl": russian,
    "Arab": arab,
    "Grek": greek,
}
