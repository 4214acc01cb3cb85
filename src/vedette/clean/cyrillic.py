"""Names in Cyrillic in the Latin spellings lists use: newspapers', passports', BGN/PCGN's.

Sources: BGN/PCGN romanisation (1947 and later), as ICU carries it for Russian, Ukrainian, Belarusian,
Bulgarian, Serbian, Macedonian, Kazakh and others; the International Civil Aviation Organization's table
for passports (Doc 9303, part 3).
"""

from __future__ import annotations

import re

from vedette.clean.fold import strip_marks
from vedette.clean.icu_tables import transform

_RUSSIAN = "Russian-Latin/BGN"
_LANGUAGES = (
    (re.compile("[ўЎ]"), "Belarusian-Latin/BGN"),
    (re.compile("[ґєїҐЄЇ]|[іІ](?![а-я]*ѣ)"), "Ukrainian-Latin/BGN"),
    (re.compile("[ђћљњџЂЋЉЊЏ]"), "Serbian-Latin/BGN"),
    (re.compile("[ѓќѕЃЌЅ]"), "Macedonian-Latin/BGN"),
    (re.compile("[әғқңөұүһі]", re.I), "Kazakh-Latin/BGN"),
)
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


def _table_of(text: str) -> str:
    return next((name for letters, name in _LANGUAGES if letters.search(text)), _RUSSIAN)


def bgn(text: str) -> str:
    """A text by the BGN/PCGN table of the language its letters show; Russian where none does."""
    latin = strip_marks(transform(_table_of(text), text))
    return re.sub("['’ʹʺ\"·]", "", latin)


def passport(text: str) -> str:
    """A Russian text as passports have it since 2014: Юлия is Iuliia."""
    return text.casefold().translate(_PASSPORT)


def press(text: str) -> str:
    """A text as newspapers have it: BGN, in Russian with its endings worn off."""
    latin = bgn(text)
    if _table_of(text) != _RUSSIAN:
        return latin
    for pattern, into in _PRESS:
        latin = pattern.sub(into, latin)
    return latin
