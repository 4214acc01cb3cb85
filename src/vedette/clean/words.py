"""From letters to words: the last step before names are compared, for text in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache

from vedette.clean.data_files import load_yaml
from vedette.clean.fold import strip_marks
from vedette.clean.form_types import MAX_TOKENS
from vedette.clean.icu_tables import transform

# Apostrophes of McCune-Reischauer mark breath and those of Arabic a throat sound, not a word's end.
_DELETED = re.compile(r"['’‘`ʼʻ´ʿʾ′ʹ]")
_ABBREVIATION = re.compile(r"\b((?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?)")
_SPLIT = re.compile(r"[\W_]+")
_ASCII: dict[int, str | None] = {code: " " for code in range(128) if not chr(code).isalnum()}
_ASCII.update({code: chr(code).lower() for code in range(65, 91)})
_ASCII.update({ord("'"): None, ord("`"): None})


def words(text: str) -> tuple[str, ...]:
    """The words of a Latin name: lower case, marks and apostrophes off, dotted initials joined."""
    if "." in text:
        text = _ABBREVIATION.sub(lambda found: found[1].replace(".", "") + " ", text)
    if text.isascii():
        return tuple(text.translate(_ASCII).split()[:MAX_TOKENS])
    folded = strip_marks(_DELETED.sub("", text))
    if not folded.isascii():
        folded = strip_marks(letters(folded))
    return tuple(part for part in _SPLIT.split(folded) if part and part.isascii())[:MAX_TOKENS]


@lru_cache(maxsize=65536)
def letters(word: str) -> str:
    """One word of any script letter by letter in Latin ones, by ICU's tables."""
    return word if word.isascii() else transform("Any-Latin; Latin-ASCII", word)


def modern_greek(text: str) -> str:
    """A Greek text by the United Nations' table of 1987."""
    return transform("Greek-Latin/UNGEGN; Latin-ASCII", text)


def transliterate(text: str) -> str:
    """A text letter by letter in Latin ones, word by word, so that common words are known already."""
    return " ".join(letters(word) for word in text.split())


@lru_cache(maxsize=1)
def _titles() -> frozenset[str]:
    return frozenset(load_yaml("vedette.clean", "titles.yml")["titles"].split())


def without_titles(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """A person's name without the titles before it; at least two words stay."""
    at = 0
    while at < len(tokens) - 2 and tokens[at] in _titles():
        at += 1
    return tokens[at:]
