"""Names in Cyrillic in the Latin spellings lists use: newspapers', passports', BGN/PCGN's.

Sources: BGN/PCGN romanisation (1947 and later), as ICU carries it for Russian, Ukrainian, Belarusian,
Bulgarian, Serbian, Macedonian, Kazakh and others; the International Civil Aviation Organization's table
for passports (Doc 9303, part 3).
"""

from __future__ import annotations

import re
from functools import lru_cache

from vedette.clean.fold import strip_marks
from vedette.clean.form_types import MAX_TOKENS
from vedette.clean.icu_tables import transform
from vedette.clean.words import words

_RUSSIAN = "Russian-Latin/BGN"
_LANGUAGES = (
    (re.compile("[ўЎ]"), "Belarusian-Latin/BGN"),
    (re.compile("[ґєїҐЄЇ]|[іІ](?![а-я]*ѣ)"), "Ukrainian-Latin/BGN"),
    (re.compile("[ђћљњџЂЋЉЊЏ]"), "Serbian-Latin/BGN"),
    (re.compile("[ѓќѕЃЌЅ]"), "Macedonian-Latin/BGN"),
    (re.compile("[әғқңөұүһі]", re.I), "Kazakh-Latin/BGN"),
)
_NOT_RUSSIAN = re.compile("[ўґєїіђћљњџѓќѕәғқңөұүһ]", re.I)
_PASSPORT = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y",
    "ь": "", "э": "e", "ю": "iu", "я": "ia",
})  # fmt: skip
# What newspapers make of BGN: Dmitriy is Dmitry, Alekseyev stays, Pyetr is Petr.
_PRESS = (
    (re.compile(r"(?:iy|yy)\b"), "y"),
    (re.compile(r"(?<=[bcdfghklmnprstvxz])ye"), "e"),
)


_SIGNS = re.compile("['’ʹʺ\"·]")


def _table_of(text: str) -> str:
    if not _NOT_RUSSIAN.search(text):
        return _RUSSIAN
    return next((name for letters, name in _LANGUAGES if letters.search(text)), _RUSSIAN)


def bgn(text: str) -> str:
    """A text by the BGN/PCGN table of the language its letters show; Russian where none does."""
    return _by_table(text, _table_of(text))


def _by_table(text: str, table: str) -> str:
    return _SIGNS.sub("", strip_marks(transform(table, text)))


def passport(text: str) -> str:
    """A Russian text as passports have it since 2014: Юлия is Iuliia."""
    return text.casefold().translate(_PASSPORT)


def press(text: str) -> str:
    """A text as newspapers have it: BGN, in Russian with its endings worn off."""
    table = _table_of(text)
    latin = _by_table(text, table)
    return _worn(latin) if table == _RUSSIAN else latin


def _worn(latin: str) -> str:
    for pattern, into in _PRESS:
        latin = pattern.sub(into, latin)
    return latin


def spelled(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The words of a text as newspapers, BGN/PCGN and passports have them.

    Word by word, because names repeat words; the language is that of the whole text.
    """
    table = _table_of(text)
    parts = [_word(word, table) for word in text.split()]
    press_words, bgn_words, passport_words = (
        tuple(token for part in parts for token in part[i])[:MAX_TOKENS] for i in range(3)
    )
    return press_words, bgn_words, passport_words


@lru_cache(maxsize=32768)
def _word(word: str, table: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    latin = _by_table(word, table)
    worn = _worn(latin) if table == _RUSSIAN else latin
    return words(worn), words(latin), words(passport(word))
