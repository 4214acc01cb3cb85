"""The noun of this part of the room: one way to read a name."""

from __future__ import annotations

from typing import NamedTuple

MAX_TOKENS = 40


class NameForm(NamedTuple):
    """One way to read a name; a tuple, because a name in another script makes a dozen of them.

    Attributes:
        tokens: Words in ASCII lower-case letters and digits.
        script: ISO 15924 code of the script most letters of the name came in.
        how: The rule that made the form; a key of :data:`RULES`.
        surname: Place of the family name among the tokens, where it is known.
    """

    tokens: tuple[str, ...]
    script: str
    how: str
    surname: int | None = None


RULES: dict[str, str] = {
    "latin": "the words as written, marks off",
    "untitled": "without titles, ranks and forms of address",
    "korean-split": "a Korean given name cut into syllables",
    "korean-spoken": "a Korean given name written as it is spoken, in its two syllables",
    "korean-french": "a Korean name in French spelling, in the North's",
    "turned": "a Korean name with its last word as the family name",
    "hangul": "Hangul in the North's romanisation",
    "northern-initial": "Hangul with the initial r put back that the South leaves out",
    "hangul-word": "a Hangul word as one, stops voiced between voiced sounds",
    "chinese-in-hangul": "a Chinese name written in Hangul, in pinyin",
    "hanja": "characters read as Korea reads them",
    "pinyin": "characters read as China reads them",
    "wade-giles": "characters read as China reads them, older romanisation",
    "kana": "Japanese kana as the Korean syllables they stand for",
    "hepburn": "Japanese kana letter by letter",
    "kontsevich": "Russian letters as the Korean syllables they stand for",
    "press": "Cyrillic as newspapers write it in Latin",
    "bgn": "Cyrillic by the BGN/PCGN table",
    "passport": "Cyrillic as Russian passports write it",
    "arabic": "Arabic with its vowels put back",
    "arabic-eastern": "Arabic as Iran, Afghanistan and Pakistan spell it",
    "arabic-maghrebi": "Arabic as French North Africa spells it",
    "consonants": "Arabic letter by letter, vowels left out",
    "greek": "Greek by the United Nations' table",
    "translated": "known words of the name in English",
    "words": "words of other languages in English, synonyms made one, the legal form as its class",
    "translated-name": "also the words a body is called by in English",
    "initials": "initials made from the words; nobody gave this name",
    "short-initials": "three initials made from the words; nobody gave this name",
    "institution": "a state's body by another of its names",
    "institution-short": "a state's body by its acronym",
    "brackets": "a short or former name given in brackets",
    "joined": "the words of a ship's name written together",
    "transliterated": "letter by letter into Latin, by ICU",
}

__all__ = ["MAX_TOKENS", "RULES", "NameForm"]
