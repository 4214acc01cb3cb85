"""Hangul syllables and how each standard writes them in Latin letters.

A syllable block is arithmetic: ``0xAC00 + (onset * 21 + vowel) * 28 + coda``. Everything else here is
the table ``data/korean.yml``, turned once into look-ups.

Sources: The Unicode Standard, chapter 3.12 (conjoining jamo); the DPRK's romanisation of 1992;
McCune and Reischauer, "The Romanization of the Korean Language" (1939); the Revised Romanization of
Korean (Ministry of Culture and Tourism of the Republic of Korea, notice 2000-8).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from vedette.clean.data_files import load_yaml

System = Literal["dprk", "mr", "rr"]
Writing = Literal["latin", "cyrillic", "kana"]
ONSETS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
FIRST, LAST = 0xAC00, 0xD7A3

# Only seven sounds end a Korean syllable; the letters written there fall together.
_SOUNDED = {
    "ㄲ": "ㄱ", "ㄳ": "ㄱ", "ㄺ": "ㄱ", "ㅋ": "ㄱ", "ㄵ": "ㄴ", "ㄶ": "ㄴ",
    "ㅅ": "ㄷ", "ㅆ": "ㄷ", "ㅈ": "ㄷ", "ㅊ": "ㄷ", "ㅌ": "ㄷ", "ㅎ": "ㄷ",
    "ㄼ": "ㄹ", "ㄽ": "ㄹ", "ㄾ": "ㄹ", "ㅀ": "ㄹ", "ㄻ": "ㅁ", "ㅄ": "ㅂ", "ㅍ": "ㅂ", "ㄿ": "ㅂ",
}  # fmt: skip
_STOP_TO_NASAL = {"ㄱ": "ㅇ", "ㄷ": "ㄴ", "ㅂ": "ㅁ"}
_VOICED = str.maketrans("ktp", "gdb")
# Before these vowels an initial r falls silent in the South, before the others it becomes n.
_I_SOUNDS = frozenset("ㅣㅑㅕㅛㅠㅖㅒ")


def is_hangul(char: str) -> bool:
    """Whether a character is one composed Hangul syllable."""
    return FIRST <= ord(char) <= LAST


def jamo(syllable: str) -> tuple[str, str, str]:
    """Onset, vowel and sounded coda of one syllable block."""
    index = ord(syllable) - FIRST
    coda = CODAS[index % 28]
    return ONSETS[index // 588], VOWELS[index // 28 % 21], _SOUNDED.get(coda, coda)


def compose(onset: str, vowel: str, coda: str = "") -> str:
    """The syllable block of three letters."""
    return chr(FIRST + (ONSETS.index(onset) * 21 + VOWELS.index(vowel)) * 28 + CODAS.index(coda))


def southern(syllable: str) -> str:
    """The syllable as the South writes it at the head of a name: 리 as 이, 로 as 노, 녀 as 여."""
    onset, vowel, coda = jamo(syllable)
    if onset == "ㄹ":
        return compose("ㅇ" if vowel in _I_SOUNDS else "ㄴ", vowel, coda)
    if onset == "ㄴ" and vowel in _I_SOUNDS:
        return compose("ㅇ", vowel, coda)
    return syllable


def northern(syllable: str) -> str:
    """What the North may write where the South has dropped an initial: 용 룡, 능 릉; else itself."""
    onset, vowel, coda = jamo(syllable)
    if (onset == "ㅇ" and vowel in _I_SOUNDS) or onset == "ㄴ":
        return compose("ㄹ", vowel, coda)
    return syllable


@lru_cache(maxsize=1)
def _spellings() -> dict[str, dict[str, dict[str, list[str]]]]:
    table = load_yaml("vedette.clean", "korean.yml")
    return {part: table[part] for part in ("onsets", "vowels", "codas")}


@lru_cache(maxsize=8192)
def romanise_syllable(syllable: str, system: System = "dprk") -> str:
    """One syllable in plain Latin letters, as it stands alone in a name."""
    onset, vowel, coda = jamo(syllable)
    table = _spellings()
    return "".join(
        table[part][letter][system][0]
        for part, letter in (("onsets", onset), ("vowels", vowel), ("codas", coda))
    )


@lru_cache(maxsize=8192)
def spoken(word: str) -> str:
    """A Hangul word with the finals that the next sound changes: 압록 as 암녹, 국립 as 궁닙, 진련 as 질련."""
    parts = [jamo(char) for char in word]
    for at in range(len(parts) - 1):
        (onset, vowel, coda), (following, *rest) = parts[at], parts[at + 1]
        if following == "ㄹ" and coda in _STOP_TO_NASAL | {"ㅁ": "ㅁ", "ㅇ": "ㅇ"}:
            following = "ㄴ"
        if following in "ㄴㅁ" and coda in _STOP_TO_NASAL:
            coda = _STOP_TO_NASAL[coda]
        if (coda, following) in {("ㄴ", "ㄹ"), ("ㄹ", "ㄴ"), ("ㄹ", "ㄹ")}:
            coda = following = "ㄹ"
        parts[at], parts[at + 1] = (onset, vowel, coda), (following, rest[0], rest[1])
    return "".join(compose(*part) for part in parts)


@lru_cache(maxsize=8192)
def voiced(word: str, system: System = "dprk") -> str:
    """A Hangul word in Latin letters, its stops voiced between voiced sounds: 남천강 is namchongang."""
    out, after_voiced = "", False
    for at, char in enumerate(word):
        onset, _, coda = jamo(char)
        spelled = romanise_syllable(char, system)
        if at and after_voiced and onset in "ㄱㄷㅂ":
            spelled = spelled[0].translate(_VOICED) + spelled[1:]
        elif at and after_voiced and onset == "ㅈ" and system == "mr":
            spelled = "j" + spelled.removeprefix("ch")
        # A stop that closes a syllable runs on into a vowel: 국영 is kugyong.
        if out and onset == "ㅇ" and out[-1] in "ktp":
            out = out[:-1] + out[-1].translate(_VOICED)
        out += spelled
        after_voiced = coda in {"", "ㄴ", "ㅁ", "ㅇ", "ㄹ"}
    return out


def romanise(text: str, system: System = "dprk") -> tuple[str, ...]:
    """The syllables of a Hangul word; other characters are passed over."""
    return tuple(romanise_syllable(char, system) for char in text if is_hangul(char))


@lru_cache(maxsize=4)
def spelling_index(writing: Writing = "latin") -> dict[str, dict[str, dict[str, int]]]:
    """For each part of a syllable: spelling -> letter -> grade.

    Grade 1 is a standard's spelling, 2 one of newspapers. In Cyrillic and kana, which are tables of one
    system each, later spellings of a letter have grade 2.
    """
    found: dict[str, dict[str, dict[str, int]]] = {}
    systems = ("dprk", "mr", "rr", "press") if writing == "latin" else (writing,)
    for part, letters in _spellings().items():
        index = found.setdefault(part, {})
        for letter, table in letters.items():
            for system in systems:
                for place, spelling in enumerate(table.get(system, ())):
                    is_press = system == "press" or (system == "cyrillic" and place > 1)
                    known = index.setdefault(spelling, {})
                    known[letter] = min(2 if is_press else 1, known.get(letter, 2))
    return found


def syllables_of(text: str) -> Iterator[str]:
    """The Hangul syllables of a text, in order."""
    return (char for char in text if is_hangul(char))
