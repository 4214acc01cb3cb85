"""Persons' names in the shapes they are compared in, script by script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vedette.clean import arabic, cyrillic, han, korean, korean_abroad
from vedette.clean.chinese_in_hangul import pinyin_options
from vedette.clean.fold import script_of
from vedette.clean.form_types import NameForm
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
_SOUTHERN_VOWELS = re.compile(r"eo|eu|oo")
_NOT_LETTERS = re.compile(r"[\W_\d]+")
# Marks on Arabic letters are no letters to Python, and no word's end either.
_NOT_WORDS = re.compile(r"[^\w\u064b-\u065f\u0670]+|_")
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
    if surname == 0 and bare[1] in _Y_FOR_RY and _is_southern(bare):
        yield "northern-initial", (bare[0], f"r{bare[1]}", *bare[2:])
    if surname == 0 and not is_ordered and korean.surname_at(bare[-1:] + bare[:-1]) == 0:
        # Both ends may be a family name (Song Chol Kim): it may stand last.
        yield "turned", (bare[-1], *bare[:-1])


def _is_southern(tokens: tuple[str, ...]) -> bool:
    """Whether a Latin Korean name is spelled as only the South does (Choi, Lee; eo, oo)."""
    return tokens[0] in _SOUTHERN_SURNAMES or any(_SOUTHERN_VOWELS.search(t) for t in tokens)


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
    chars = "".join(char for char in text if script_of(char) == "Hani")
    if not 2 <= len(chars) <= 6:
        yield NameForm(words(transliterate(text)), "Hani", "transliterated")
        return
    size = han.surname_size(chars)
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
    yield NameForm(words(cyrillic.press(text)), "Cyrl", "press")
    yield NameForm(words(cyrillic.bgn(text)), "Cyrl", "bgn")
    yield NameForm(words(cyrillic.passport(text)), "Cyrl", "passport")


def arab(text: str) -> Iterator[NameForm]:
    """A name in Arabic script: vowels put back, respelled as the East and the Maghreb do, consonants."""
    parts = " ".join(part for part in _NOT_WORDS.split(text) if part)
    tokens = words(" ".join(arabic.arabic_words(parts)))
    yield NameForm(tokens, "Arab", "arabic")
    yield NameForm(words(" ".join(tokens).replace("abd al ", "abdul ")), "Arab", "arabic")
    yield NameForm(arabic.eastern(tokens), "Arab", "arabic-eastern")
    yield NameForm(arabic.maghrebi(tokens), "Arab", "arabic-maghrebi")
    yield NameForm(words(transliterate(parts)), "Arab", "consonants")


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
