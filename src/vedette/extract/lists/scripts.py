"""Which script a name is written in, and names in two scripts parted."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

# The first word of a letter's Unicode name -> ISO 15924.
_CODES = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "HANGUL": "Hang",
    "CJK": "Hani",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "HEBREW": "Hebr",
    "GREEK": "Grek",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "DEVANAGARI": "Deva",
    "BENGALI": "Beng",
    "THAI": "Thai",
    "ETHIOPIC": "Ethi",
    "MYANMAR": "Mymr",
}
_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]+)[)\]）]")


@lru_cache(maxsize=65536)
def script_of(text: str) -> str | None:
    """The script most letters of a text are of, ISO 15924, or None where it has no letters."""
    if text.isascii():
        return "Latn" if any(ch.isalpha() for ch in text) else None
    counts = Counter(code for ch in text if (code := _script(ch)))
    return counts.most_common(1)[0][0] if counts else None


def split_scripts(text: str) -> list[str]:
    """A name printed with its form in another script in brackets, as two names."""
    if text.isascii() or ("(" not in text and "（" not in text and "[" not in text):
        return [text]
    inner = [found for found in _BRACKETS.findall(text) if not found.isascii()]
    outer = " ".join(_BRACKETS.sub(" ", text).split()).strip(" ,;")
    own = script_of(outer)
    other = [found.strip() for found in inner if script_of(found) not in {None, own}]
    if not own or not other:
        return [text]
    kept = text
    for found in other:
        kept = re.sub(rf"[(\[（]\s*{re.escape(found)}\s*[)\]）]", " ", kept)
    return [" ".join(kept.split()).strip(" ,;"), *other]


@lru_cache(maxsize=8192)
def _script(ch: str) -> str | None:
    if not ch.isalpha():
        return None
    return _CODES.get(unicodedata.name(ch, "").split(" ")[0].split("-")[0])
