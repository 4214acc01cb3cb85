"""The shapes a name is compared in, whatever script it came in.

:func:`forms_of` is the one door. Each form is a row of ASCII lower-case words with the rule that made
it; the first is the most faithful, the others are readings a listed name may have been written by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import icu

from vedette.clean import korean
from vedette.clean.fold import plain, script_of, scripts_of, strip_marks, unspoof
from vedette.clean.hangul import is_hangul, romanise

MAX_FORMS = 8
MAX_TOKENS = 40


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way to read a name.

    Attributes:
        tokens: Words in ASCII lower-case letters and digits.
        script: ISO 15924 code of the script most letters of the name came in.
        how: The rule that made the form; the keys of :data:`RULES`.
        surname: Place of the family name among the tokens, where it is known.
    """

    tokens: tuple[str, ...]
    script: str
    how: str
    surname: int | None = None


RULES = {
    "latin": "the words as written, marks off",
    "korean-split": "a Korean given name cut into syllables",
    "hangul": "Hangul in the North's romanisation",
    "transliterated": "letter by letter into Latin",
}

_DELETED = re.compile(r"['’‘`ʼʻ´ʿʾ′ʹ]")
_ABBREVIATION = re.compile(r"\b((?:[^\W\d_]\.){2,})")
_SPLIT = re.compile(r"[\W_]+")
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASCII.update({code: chr(code).lower() for code in range(65, 91)})
_ASCII[ord("'")] = _ASCII[ord("`")] = None  # type: ignore[assignment]


@lru_cache(maxsize=131072)
def forms_of(name: str, kind: str = "person") -> tuple[NameForm, ...]:
    """The forms of one name; never raises, and bounded for any input.

    Args:
        name: A name in any script; only its first 512 characters are read.
        kind: ``person``, ``organisation`` or ``vessel``.

    Returns:
        At most :data:`MAX_FORMS` forms, the most faithful first; empty for a name without letters
        or digits.
    """
    found: dict[tuple[str, ...], NameForm] = {}
    for form in _forms(name, kind):
        if form.tokens and form.tokens not in found:
            found[form.tokens] = form
            if len(found) == MAX_FORMS:
                break
    return tuple(found.values())


def _forms(name: str, kind: str) -> Iterator[NameForm]:
    if name.isascii() and len(name) <= 512:
        yield from _latin(words(name), kind)
        return
    text = plain(name)
    counts = scripts_of(text)
    script = max(counts, key=lambda s: counts[s], default="Zyyy")
    if script in {"Latn", "Zyyy"} and len(counts) <= 1:
        yield from _latin(words(text), kind)
        return
    text = " ".join(unspoof(word) for word in text.split())
    counts = scripts_of(text)
    script = max(counts, key=lambda s: counts[s], default="Zyyy")
    if script == "Latn" and len(counts) == 1:
        yield from _latin(words(text), kind)
        return
    if script == "Hang":
        yield from _hangul(text, kind)
    yield NameForm(words(transliterate(text)), script, "transliterated")


def words(text: str) -> tuple[str, ...]:
    """The words of a Latin name: lower case, marks and apostrophes off, dots of initials joined."""
    if "." in text:
        text = _ABBREVIATION.sub(lambda found: found[1].replace(".", "") + " ", text)
    if text.isascii():
        return tuple(text.translate(_ASCII).split()[:MAX_TOKENS])
    folded = strip_marks(_DELETED.sub("", text))
    if not folded.isascii():
        folded = strip_marks(str(_to_ascii().transliterate(folded)))
    parts = (part for part in _SPLIT.split(folded) if part.isascii() and part)
    return tuple(parts)[:MAX_TOKENS]


def _latin(tokens: tuple[str, ...], kind: str) -> Iterator[NameForm]:
    surname = korean.surname_at(tokens) if kind == "person" else None
    yield NameForm(tokens, "Latn", "latin", surname)
    if surname is not None and len(tokens) == 2:
        family, given = tokens[surname], tokens[1 - surname]
        for way in korean.split_syllables(given):
            if len(way) == 2:
                yield NameForm((family, *way), "Latn", "korean-split", 0)


def _hangul(text: str, kind: str) -> Iterator[NameForm]:
    if kind == "person" and 2 <= sum(map(is_hangul, text)) <= 5:
        yield NameForm(korean.hangul_name(text), "Hang", "hangul", 0)
        return
    parts: list[str] = []
    for word in _SPLIT.split(text):
        if any(map(is_hangul, word)):
            parts.extend(romanise(word))
        else:
            parts.extend(words(word))
    yield NameForm(tuple(parts)[:MAX_TOKENS], "Hang", "hangul")


@lru_cache(maxsize=1)
def _to_ascii() -> icu.Transliterator:
    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII")


@lru_cache(maxsize=65536)
def _letters(word: str) -> str:
    return str(_to_ascii().transliterate(word))


def transliterate(text: str) -> str:
    """A text in Latin letters, word by word, by ICU's own tables."""
    return " ".join(word if word.isascii() else _letters(word) for word in text.split())


__all__ = ["RULES", "NameForm", "forms_of", "script_of", "transliterate", "words"]
