"""The first step of every comparison of names: one plain shape for each letter, in every script.

Invisible and direction marks go, compatibility forms (full-width, ligatures, ornamented letters)
become plain, marks on Latin letters come off, and letters of another script that only look Latin are
read as Latin where they stand among Latin ones (*KІM* with a Cyrillic І).

Sources: Unicode Standard Annex 15 (NFKC); Technical Standard 39 (confusables), as ICU ships its table.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

import icu

MAX_CHARS = 512
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
)
_SPECIAL = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ı": "i", "ŋ": "ng", "ħ": "h", "ŧ": "t", "ĸ": "k", "ə": "a", "ɛ": "e", "ɔ": "o", "ƙ": "k",
    "ɓ": "b", "ɗ": "d", "ƴ": "y", "ɲ": "n", "ƒ": "f", "ʒ": "zh", "ǝ": "e", "ł̷": "l",
}  # fmt: skip
_SPECIAL_TABLE = {ord(char): into for char, into in _SPECIAL.items() if len(char) == 1}
_SCRIPTS = (
    (0x0041, 0x024F, "Latn"), (0x0250, 0x02AF, "Latn"), (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"), (0x0530, 0x058F, "Armn"), (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"), (0x0750, 0x077F, "Arab"), (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"), (0x0E00, 0x0E7F, "Thai"), (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"), (0x1E00, 0x1EFF, "Latn"), (0x1F00, 0x1FFF, "Grek"),
    (0x3005, 0x3007, "Hani"), (0x3040, 0x309F, "Hira"), (0x30A0, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hang"), (0x31F0, 0x31FF, "Kana"), (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"), (0xAC00, 0xD7A3, "Hang"), (0xF900, 0xFAFF, "Hani"),
    (0x20000, 0x3FFFF, "Hani"),
)  # fmt: skip


@lru_cache(maxsize=16384)
def script_of(char: str) -> str:
    """The script of one character as its ISO 15924 code; ``Zyyy`` where it has none (digits, marks)."""
    if not char.isalpha():
        return "Hani" if char in "々〇" else "Zyyy"
    code = ord(char)
    for first, last, script in _SCRIPTS:
        if first <= code <= last:
            return script
    name = icu.Script.getScript(char).getShortName()
    return "Zyyy" if name in {"Zyyy", "Zinh"} else str(name)


def scripts_of(text: str) -> dict[str, int]:
    """How many letters of each script a text holds."""
    counts: dict[str, int] = {}
    for char, n_times in Counter(text).items():
        script = script_of(char)
        if script != "Zyyy":
            counts[script] = counts.get(script, 0) + n_times
    return counts


def plain(text: str) -> str:
    """A text in NFKC without invisible characters, bounded to :data:`MAX_CHARS` characters."""
    # NFKC makes a space of a lone acute accent, which stands for an apostrophe in names.
    text = _INVISIBLE.sub("", text[: MAX_CHARS * 2]).replace("´", "'")
    return unicodedata.normalize("NFKC", text)[:MAX_CHARS]


@lru_cache(maxsize=1)
def _spoof() -> icu.SpoofChecker:
    return icu.SpoofChecker()


@lru_cache(maxsize=8192)
def looks_latin(char: str) -> str:
    """The ASCII letter a letter of another script is drawn like, or an empty string."""
    for form in (char.lower(), char):
        drawn = str(_spoof().getSkeleton(0, form))
        if len(drawn) == 1 and drawn.isascii() and drawn.isalpha():
            # A capital I and a small l are drawn alike; only the capital one can be meant here.
            return "i" if drawn == "l" and char.isupper() else drawn.lower()
    return ""


def unspoof(word: str) -> str:
    """A word of Latin letters with look-alikes in it, all Latin; any other word unchanged.

    A word is only touched when it mixes Latin with Cyrillic, Greek, Armenian or Cherokee letters and
    every foreign letter has a Latin look-alike.
    """
    scripts = scripts_of(word)
    if len(scripts) < 2 or "Latn" not in scripts or set(scripts) & {"Hani", "Hang", "Kana", "Hira"}:
        return word
    letters = [char if script_of(char) in {"Latn", "Zyyy"} else looks_latin(char) for char in word]
    return "".join(letters) if all(letters) else word


def strip_marks(text: str) -> str:
    """Latin letters without marks, lower case, letters that do not decompose spelled out (ß as ss)."""
    text = text.casefold().translate(_SPECIAL_TABLE)
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_SPECIAL_TABLE)


@lru_cache(maxsize=1)
def _latin_table() -> dict[int, str | None]:
    """Marked Latin letters, apostrophes, dashes and quotes as ASCII; what has no such form is left."""
    table: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    for code in (*range(0xA0, 0x250), *range(0x1E00, 0x1F00)):
        bare = strip_marks(chr(code))
        if bare.isascii() and bare.isalnum():
            table[code] = bare
    table |= dict.fromkeys(map(ord, "’‘ʼʻ´ʿʾ′ʹ\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff"))
    return table | dict.fromkeys(map(ord, "\u00a0\u2007\u202f–—‐‑−“”„«»‹›·…"), " ")


def latin_to_ascii(text: str) -> str:
    """A Latin text in ASCII by one table, the short way for the many names that need no more.

    Letters with marks lose them and their case; other scripts stay as they are.
    """
    return text.translate(_latin_table())
