"""Short names made from long ones: FTB from Foreign Trade Bank, KOMID from KOrea MIning Development.

An acronym is made, not given, so it is weak: it finds a candidate and is said as the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from vedette.clean.lexicon import SMALL

_TAIL = frozenset(
    ["co", "company", "corporation", "corp", "ltd", "limited", "inc", "group", "enterprise"]
)
MIN_WORDS, MIN_LETTERS, MAX_LETTERS = 3, 3, 8
_MAX_FROM_WORD = 3
# Up to so many letters initials are anybody's.
SHORT_LETTERS = 3


def initials(tokens: Sequence[str]) -> tuple[str, ...]:
    """The acronyms of a long name by its initials, with and without the closing legal form.

    Empty for names of fewer than three words; small words (of, the, and) do not count.
    """
    if len(tokens) < MIN_WORDS:
        return ()
    main = [word for word in tokens if word not in SMALL and not word.isdigit()]
    whole = "".join([word[0] for word in main])
    size = len(main)
    while size > 1 and main[size - 1] in _TAIL:
        size -= 1
    found = (whole,) if size == len(main) else (whole, whole[:size])
    return tuple(acronym for acronym in found if MIN_LETTERS <= len(acronym) <= MAX_LETTERS)


@lru_cache(maxsize=16384)
def is_acronym(short: str, tokens: tuple[str, ...]) -> bool:
    """Whether a short word can be made from the beginnings of a long name's words, in order.

    Each word but the closing legal ones gives one to three letters or, after the third, none;
    at least three words must give, and no letter may be left over. KOMID is one of Korea Mining
    Development Trading Corporation; KIMSU is not.
    """
    if not short.isalpha() or not MIN_LETTERS <= len(short) <= MAX_LETTERS:
        return False
    words = [word for word in tokens if word not in SMALL]
    if len(words) < MIN_WORDS or short in words:
        return False

    def fits(at: int, word: int, given: int) -> bool:
        if at == len(short):
            rest = words[word:]
            return given >= MIN_WORDS and (len(rest) <= 2 or all(w in _TAIL for w in rest))
        if word == len(words):
            return False
        for size in range(1, _MAX_FROM_WORD + 1):
            part = short[at : at + size]
            if (
                len(part) == size
                and words[word].startswith(part)
                and fits(at + size, word + 1, given + 1)
            ):
                return True
        return False

    return fits(0, 0, 0)


def made_acronyms(tokens: Sequence[str]) -> tuple[str, ...]:
    """Every acronym of three to six letters :func:`is_acronym` accepts with one or two letters a word.

    For an index that has to find KOMID; at most a few dozen.
    """
    words = [word for word in tokens if word not in SMALL and word.isalpha()]
    found: dict[str, None] = dict.fromkeys(initials(tokens))
    for size in range(MIN_WORDS, min(len(words), 5) + 1):
        rest = words[size:]
        if len(rest) > 2 and not all(word in _TAIL for word in rest):
            continue
        grown = [""]
        for word in words[:size]:
            grown = [so_far + word[:n] for so_far in grown for n in (1, 2) if len(word) >= n]
            grown = [letters for letters in grown if len(letters) <= 6]
        found.update(dict.fromkeys(letters for letters in grown if len(letters) >= MIN_LETTERS))
    return tuple(found)
