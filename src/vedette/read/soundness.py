"""Text that no reader can make sense of is refused by name before time is spent on it.

A paragraph is some hundred words; a line of megabytes is a file that lost its line breaks, or one
made to hold a machine up. Words put together from look-alike letters of several scripts read well
to a person, and are found by no search, list or rule.

Source: Unicode Technical Standard 39, section 5.1 (mixed-script detection).
"""

from __future__ import annotations

import re

from vedette.errors import InputTooLarge, MalformedInput

# The longest paragraph of a report has some thousand characters; this is about seventy pages.
MAX_LINE_CHARS = 200_000
# Of a word or two in a report that mixes scripts (a brand, a typing slip) nothing is concluded.
MIN_MIXED, MIXED_SHARE = 5, 0.2
_SAMPLE_CHARS = 200_000
_LATIN = "A-Za-zÀ-ÖØ-öø-ɏ"
# Greek, Cyrillic, Armenian, Cherokee, Coptic, Lisu: the scripts with letters that look Latin.
_ALIKE = "\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13f5\u2c80-\u2cff\ua4d0-\ua4fd"
_WORD = re.compile(rf"[{_LATIN}{_ALIKE}]+")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_ALIKE_LETTER = re.compile(f"[{_ALIKE}]")


def check_text(text: str, name: str) -> None:
    """Refuse a text with a line no report has, or of words in several alphabets at once.

    Raises:
        InputTooLarge: A line is above the limit.
        MalformedInput: At least a fifth of its words mix look-alike alphabets (homoglyphs).
    """
    longest = max(map(len, text.split("\n")))
    if longest > MAX_LINE_CHARS:
        raise InputTooLarge(
            name,
            f"a single line has {longest} characters; the limit is {MAX_LINE_CHARS}",
            "Give the text with its line breaks",
        )
    words = [word for word in _WORD.findall(text[:_SAMPLE_CHARS]) if len(word) > 1]
    mixed = [word for word in words if is_mixed(word)]
    if len(mixed) >= max(MIN_MIXED, MIXED_SHARE * len(words)):
        raise MalformedInput(
            name,
            f"{len(mixed)} of {len(words)} words mix look-alike letters of several alphabets "
            f"(homoglyphs), as {mixed[0][:40]!r} does: names in it cannot be trusted",
            "Get the text from its outlet; the bytes are kept as evidence",
        )


def is_mixed(word: str) -> bool:
    """Whether a word has Latin letters beside those of an alphabet that looks like it."""
    return bool(_LATIN_LETTER.search(word) and _ALIKE_LETTER.search(word))
