"""Ship names: the prefix off, the number apart, whatever is in brackets a name of its own.

A number makes another ship (Chon Myong 1 is not Chon Myong 2), so it is always its own token, in
Arabic figures, whether it came as ``No. 5``, ``5``, ``V`` or ``5호``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from vedette.clean.data_files import load_yaml

_ROMAN = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
    "x": "10", "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15",
}  # fmt: skip
_NUMBER_WORDS = frozenset(["no", "nr", "num", "number"])
_DIGITS_APART = re.compile(r"(?<=\D)(?=\d)|(?<=\d)(?=\D)")
_FORMERLY = re.compile(
    r"^\W*(?:ex|formerly|former name|fka|f\.k\.a\.?|aka|a\.k\.a\.?|now)\b[\s:.-]*", re.I
)
_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")


@lru_cache(maxsize=1)
def _prefixes() -> frozenset[tuple[str, ...]]:
    table = load_yaml("vedette.clean", "titles.yml")
    return frozenset(tuple(prefix.split()) for prefix in table["vessel_prefixes"])


@lru_cache(maxsize=1)
def _suffix() -> re.Pattern[str]:
    marks = "".join(load_yaml("vedette.clean", "titles.yml")["vessel_suffixes"])
    return re.compile(rf"(?<=[^\s{marks}])[{marks}](?=\s|\W|$)")


def without_suffix(text: str) -> str:
    """A Hangul or Chinese ship name without the word for *ship* at its end (려명호, 东风6号)."""
    return _suffix().sub(" ", text)


def split_brackets(text: str) -> tuple[str, ...]:
    """The name, then each name in brackets: former names, as lists write them."""
    inside = [_FORMERLY.sub("", part) for part in _BRACKETS.findall(text)]
    outside = _BRACKETS.sub(" ", text)
    return tuple(part for part in (outside, *inside) if part.strip())


def ship_tokens(tokens: Sequence[str]) -> tuple[str, ...]:
    """The words of a ship's name as they are compared: no prefix, numbers in figures and apart."""
    words = list(tokens)
    for size in (2, 1):
        if len(words) > size and tuple(words[:size]) in _prefixes():
            words = words[size:]
            break
    apart = [part for word in words for part in _DIGITS_APART.split(word) if part]
    out: list[str] = []
    for at, word in enumerate(apart):
        following = apart[at + 1] if at + 1 < len(apart) else ""
        if word in _NUMBER_WORDS and following.isdigit():
            continue
        is_last = at == len(apart) - 1
        if is_last and at and word in _ROMAN:
            word = _ROMAN[word]
        out.append(word.lstrip("0") or "0" if word.isdigit() else word)
    return tuple(out)
