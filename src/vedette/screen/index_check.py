"""Whether the arrays of an index file hold together: the compiled kernel trusts what this lets through.

The kernel checks no bounds, so a damaged or foreign file has to be refused before it sees it: every
array is there and of its type, every row of pointers climbs and ends within what it points into, every
number of a word, name, party or class exists, and no look-up can run without end.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from vedette.screen.rules import MAX_WORDS

Arrays = dict[str, npt.NDArray[Any]]

# Rows: an array of starts, one longer than the rows it is of, and what it cuts.
_ROWS = (
    ("word_at", "word", "word_text"),
    ("word_classes_at", "word", "word_classes"),
    ("holders_at", "word", "holders"),
    ("anchors_at", "word", "anchors"),
    ("name_at", "name", "name_words"),
    ("joined_at", "name", "joined_words"),
    ("class_words_at", "class", "class_words"),
    ("listing_at", "party", "listing_text"),
)
# Arrays that are as long as there are rows of a kind.
_LENGTHS = (
    ("word_weight", "word"), ("word_flags", "word"), ("word_letters", "word"), ("name_party", "name"),
    ("name_kind", "name"), ("name_flags", "name"), ("name_trust", "name"), ("name_which", "name"),
    ("class_rule", "class"), ("class_similarity", "class"),
)  # fmt: skip
# Arrays that run beside another.
_BESIDE = (
    ("joined_start", "joined_words"), ("joined_length", "joined_words"), ("key_word", "key_tag"),
    ("anchor_letters", "anchors"), ("number_party", "number_key"),
)  # fmt: skip
# Arrays of numbers of a kind.
_NUMBERS = (
    ("anchors", "name"), ("name_words", "word"), ("joined_words", "word"),
    ("key_word", "word"), ("class_words", "word"), ("word_classes", "class"), ("name_party", "party"),
    ("number_party", "party"),
)  # fmt: skip
_TYPES = {
    "word_text": "|u1", "listing_text": "|u1", "key_tag": "<u4", "anchor_letters": "<i8",
    "listing_at": "<i8", "number_key": "<i8",
}  # fmt: skip
_CURVE_POINTS = 1001
# Rules and shares are small; anything else would overflow sums of 32 bits.
_MOST_WEIGHT = 10_000
_MOST_CLASSMATES = 4000
_MOST_TRUST = 1000


def damaged(arrays: Arrays) -> str | None:
    """The first array that does not hold together, or None."""
    missing = _missing(arrays)
    if missing:
        return missing
    sizes = {
        "word": len(arrays["word_weight"]),
        "name": len(arrays["name_party"]),
        "class": len(arrays["class_rule"]),
        "party": len(arrays["listing_at"]) - 1,
    }
    for name, kind, values in _ROWS:
        at = arrays[name]
        if len(at) != sizes[kind] + 1 or at[0] != 0 or at[-1] > len(arrays[values]):
            return name
        if (at[1:] < at[:-1]).any():
            return name
    for name, kind in _LENGTHS:
        if len(arrays[name]) != sizes[kind]:
            return name
    for name, other in _BESIDE:
        if len(arrays[name]) != len(arrays[other]):
            return name
    for name, kind in _NUMBERS:
        if not _within(arrays[name], 0, sizes[kind] - 1):
            return name
    if not _within(arrays["holders"], 0, 2 * sizes["name"] - 1):
        return "holders"
    return _wild(arrays, sizes)


def _missing(arrays: Arrays) -> str | None:
    every = [name for name, _, _ in _ROWS] + [values for _, _, values in _ROWS]
    every += [name for name, _ in (*_LENGTHS, *_BESIDE)] + ["table", "key_at", "key_tag"]
    every += ["number_key"]
    for name in every:
        wanted = np.dtype(_TYPES.get(name, "<i4"))
        if name not in arrays or arrays[name].dtype != wanted:
            return name
    for name, array in arrays.items():
        is_curve = "curve" in name
        if is_curve and (array.dtype != np.dtype("<f4") or len(array) != _CURVE_POINTS):
            return name
    return None


def _wild(arrays: Arrays, sizes: dict[str, int]) -> str | None:
    """What is in its place and would still lead astray: endless look-ups, rows too long, sums too large."""
    table, key_at = arrays["table"], arrays["key_at"]
    if not _is_power(len(table)) or not _within(table, -1, sizes["word"] - 1):
        return "table"
    # A look-up goes on to the next free place, so there has to be one.
    if not (table < 0).any():
        return "table"
    if not _is_power(len(key_at) - 1) or key_at[0] != 0 or key_at[-1] > len(arrays["key_tag"]):
        return "key_at"
    if (key_at[1:] < key_at[:-1]).any():
        return "key_at"
    if (np.diff(arrays["name_at"]) > MAX_WORDS).any():
        return "name_at"
    start, length = arrays["joined_start"], arrays["joined_length"]
    own = np.repeat(np.diff(arrays["name_at"]), np.diff(arrays["joined_at"]))
    # What lies behind the last row belongs to no name.
    start, length = start[: len(own)], length[: len(own)]
    if (start < 0).any() or (length < 1).any() or (start.astype(np.int64) + length > own).any():
        return "joined_start"
    mates = np.concatenate(
        [[0], np.cumsum(np.diff(arrays["class_words_at"])[arrays["word_classes"]])]
    )
    rows = arrays["word_classes_at"]
    if (mates[rows[1:]] - mates[rows[:-1]] > _MOST_CLASSMATES).any():
        return "word_classes"
    for name, most in (
        ("word_weight", _MOST_WEIGHT), ("class_similarity", 1000), ("class_rule", 64),
        ("name_trust", _MOST_TRUST), ("name_which", 1 << 20),
    ):  # fmt: skip
        if not _within(arrays[name], 0, most):
            return name
    if len(arrays["word_text"]) and not _within(arrays["word_text"], 0, 127):
        return "word_text"
    return None


def _within(array: npt.NDArray[Any], least: int, most: int) -> bool:
    return not len(array) or bool(array.min() >= least and array.max() <= most)


def _is_power(n: int) -> bool:
    return n > 1 and n & (n - 1) == 0
