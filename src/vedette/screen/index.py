"""The index over listed names: arrays that a file can hold and processes can share.

Made once from the lists in use; a question reads it and writes nothing. The file begins with a
JSON line that names the format, the engine and what it was made from, then the arrays as they lie in
memory, so that opening it is mapping it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from vedette.clean.korean import surname_at
from vedette.screen import kernel, rules
from vedette.screen.lexicon import classes_of, is_syllable, known_syllables, lexicon

Arrays = dict[str, npt.NDArray[Any]]

KIND_BIT = {"person": 1, "organisation": 2, "vessel": 4, "aircraft": 8, "unknown": 16}
_LONGEST_JOINED = rules.MAX_WORD_LETTERS
_MAX_JOINED_WORDS = 8


@dataclass(frozen=True, slots=True)
class IndexedName:
    """One form of one listed name. ``party`` counts the listings from 0.

    ``may_join`` says whether its words may be met written together; a form that tells another's words
    in the common vocabulary leaves that to the other.
    """

    party: int
    kind: str
    words: tuple[str, ...]
    trust: int = 1000
    may_join: bool = True


class _Words:
    """Words and their ids, in the order they were met."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}

    def add(self, word: str) -> int:
        return self.ids.setdefault(word, len(self.ids))


def build_arrays(names: Sequence[IndexedName]) -> Arrays:
    """Make the arrays of an index over these names, in their order."""
    words = _Words()
    name_words = [[words.add(word) for word in name.words] for name in names]
    n_real = len(words.ids)
    joined = [_joined(name.words) if name.may_join else [] for name in names]
    joined_words = [[words.add(word) for word, _, _ in row] for row in joined]
    n_held = len(words.ids)
    classes = classes_of(list(words.ids))
    for word_class in classes:
        for word in word_class.words:
            words.add(word)
    for word in (*lexicon().light, *lexicon().generic, *sorted(known_syllables())):
        words.add(word)
    texts = list(words.ids)
    parties = np.array([name.party for name in names], dtype=np.int32)
    arrays = _text_arrays(texts)
    arrays |= _flat("name", name_words)
    arrays["joined_at"], arrays["joined_words"] = _ragged(joined_words)
    arrays["joined_start"] = _ints([start for row in joined for _, start, _ in row])
    arrays["joined_length"] = _ints([length for row in joined for _, _, length in row])
    arrays |= _holders(len(texts), arrays)
    flags = _flags(texts, n_real)
    arrays["word_flags"] = flags
    arrays["word_weight"] = _weights(flags, n_real, arrays, parties)
    arrays["name_weight"] = _name_weights(arrays)
    arrays |= _letters(arrays)
    arrays |= _anchors(len(texts), arrays)
    arrays |= _class_arrays(classes, words.ids, n_held)
    arrays |= _keys(arrays, flags, n_real, n_held, _made_only(names, name_words, n_real))
    arrays["name_party"] = parties
    arrays["name_kind"] = _ints([KIND_BIT[name.kind] for name in names])
    arrays["name_trust"] = _ints([name.trust for name in names])
    arrays["name_flags"] = _ints([_name_flags(name) for name in names])
    return arrays


def views(arrays: Arrays) -> dict[str, memoryview]:
    """The arrays as the kernel takes them."""
    return {name: array.data for name, array in arrays.items()}


def _ints(values: Sequence[int]) -> npt.NDArray[np.int32]:
    return np.array(values, dtype=np.int32)


def _joined(words: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Neighbouring words written together: pairs, and the whole name."""
    n = len(words)
    found = []
    if 2 < n <= _MAX_JOINED_WORDS:
        found = [(words[i] + words[i + 1], i, 2) for i in range(n - 1)]
    if n > 1:
        found.append(("".join(words), 0, n))
    return [row for row in found if 4 <= len(row[0]) <= _LONGEST_JOINED]


def _ragged(rows: Sequence[Sequence[int]]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    at = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row) for row in rows], out=at[1:])
    return at, _ints([value for row in rows for value in row])


def _flat(name: str, rows: Sequence[Sequence[int]]) -> Arrays:
    at, values = _ragged(rows)
    return {f"{name}_at": at, f"{name}_words": values}


def _name_weights(arrays: Arrays) -> npt.NDArray[np.int64]:
    """What all words of each name weigh; its complement where it holds a word twice (see the search)."""
    at, words = arrays["name_at"], arrays["name_words"]
    up_to = np.concatenate([[0], np.cumsum(arrays["word_weight"][words], dtype=np.int64)])
    found: npt.NDArray[np.int64] = up_to[at[1:]] - up_to[at[:-1]]
    names = np.repeat(np.arange(len(found), dtype=np.int64), np.diff(at))
    pairs = np.sort(names * (len(arrays["word_weight"]) + 1) + words)
    twice = pairs[1:][pairs[1:] == pairs[:-1]] // (len(arrays["word_weight"]) + 1)
    found[twice] = ~found[twice]
    return found


def _text_arrays(texts: Sequence[str]) -> Arrays:
    at = np.zeros(len(texts) + 1, dtype=np.int32)
    np.cumsum([len(text) for text in texts], out=at[1:])
    text = np.frombuffer("".join(texts).encode("ascii") or b" ", dtype=np.uint8)
    size = 1 << max(4, math.ceil(math.log2(2 * len(texts) + 1)))
    table = np.full(size, -1, dtype=np.int32)
    kernel.fill_table(text.data, at.data, len(texts), table.data)
    return {"word_text": text, "word_at": at, "table": table}


def _holders(n_words: int, arrays: Arrays) -> Arrays:
    """For each word, the names that hold it: twice the name, and one more where it takes a closer look.

    It does where the word is joined words of the name, and where the name holds it twice. Those come
    first, then the others, each in the order of names.
    """
    n_names = len(arrays["name_at"]) - 1
    of_words = np.repeat(np.arange(n_names, dtype=np.int32), np.diff(arrays["name_at"]))
    of_joined = np.repeat(np.arange(n_names, dtype=np.int32), np.diff(arrays["joined_at"]))
    words = np.concatenate([arrays["name_words"], arrays["joined_words"]])
    names = np.concatenate([of_words, of_joined])
    is_close = np.arange(len(words)) >= len(of_words)
    order = np.lexsort((~is_close, names, words))
    words, names, is_close = words[order], names[order], is_close[order]
    again = (words[1:] == words[:-1]) & (names[1:] == names[:-1])
    fresh = np.ones(len(words), dtype=bool)
    fresh[1:] = ~again
    is_close[:-1] |= again
    words, names, is_close = words[fresh], names[fresh], is_close[fresh]
    order = np.lexsort((names, ~is_close, words))
    at = np.searchsorted(words, np.arange(n_words + 1)).astype(np.int32)
    return {"holders_at": at, "holders": (2 * names + is_close)[order].astype(np.int32)}


def _anchors(n_words: int, arrays: Arrays) -> Arrays:
    """For each word, the names of which it is one of the two rarest: where a text is looked at."""
    counts = np.diff(arrays["name_at"])
    names = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    words = arrays["name_words"]
    order = np.lexsort((-arrays["word_weight"][words], names))
    rank = np.arange(len(words)) - np.repeat(arrays["name_at"][:-1], counts)
    light = (arrays["word_flags"][words] & (rules.IS_LIGHT | rules.IS_NUMBER)) > 0
    begins = np.zeros(n_words, dtype=np.int32)
    kernel.collect_beginnings(arrays["word_text"].data, arrays["word_at"].data, begins.data)
    rarest = order[(rank == 0) & ~light[order]]
    second = order[(rank == 1) & ~light[order]]
    # The rarest word asks for any other word of the name, the second rarest for the rarest.
    heavy = np.flatnonzero(~light)
    slots = names[heavy].astype(np.int64) * 64 + begins[words[heavy]]
    others = np.bincount(slots, minlength=64 * len(counts)).reshape(-1, 64)[names[rarest]]
    others[np.arange(len(rarest)), begins[words[rarest]]] -= 1
    of_rarest = ((others > 0).astype(np.int64) << np.arange(64, dtype=np.int64)).sum(axis=1)
    first_of = np.zeros(len(counts), dtype=np.int64)
    first_of[names[rarest]] = np.int64(1) << begins[words[rarest]].astype(np.int64)
    chosen = np.concatenate([rarest, second])
    letters = np.concatenate([of_rarest, first_of[names[second]]])
    by_word = np.lexsort((names[chosen], words[chosen]))
    chosen = chosen[by_word]
    at = np.searchsorted(words[chosen], np.arange(n_words + 1)).astype(np.int32)
    return {"anchors_at": at, "anchors": names[chosen], "anchor_letters": letters[by_word]}


def _letters(arrays: Arrays) -> Arrays:
    """For each word, a bit for every letter it has."""
    bits = (1 << (arrays["word_text"] & 31).astype(np.int64)).astype(np.int32)
    found = np.bitwise_or.reduceat(bits, np.minimum(arrays["word_at"][:-1], len(bits) - 1))
    return {"word_letters": found.astype(np.int32)}


def _flags(texts: Sequence[str], n_real: int) -> npt.NDArray[np.int32]:
    light, generic = lexicon().light, lexicon().generic
    return _ints(
        [
            (rules.IS_NUMBER if text.isdigit() else 0)
            | (rules.IS_SYLLABLE if is_syllable(text) else 0)
            | (rules.IS_LIGHT if text in light else 0)
            | (rules.IS_GENERIC if text in generic else 0)
            for text in texts
        ]
    )


def _weights(
    flags: npt.NDArray[np.int32], n_real: int, arrays: Arrays, parties: npt.NDArray[np.int32]
) -> npt.NDArray[np.int32]:
    """Thousandths: how rare a word is among the listed parties; light words and numbers are set."""
    n_parties = int(parties.max()) + 1 if len(parties) else 1
    of_names = np.repeat(parties, np.diff(arrays["name_at"]))
    pairs = np.unique(arrays["name_words"].astype(np.int64) * (n_parties + 1) + of_names)
    counts = np.bincount(pairs // (n_parties + 1), minlength=len(flags))
    top = math.log(n_parties + 2)
    weight = np.round(1000 * (1 - np.log(counts + 1) / top)).astype(np.int32)
    weight = np.clip(weight + round(1000 * math.log(2) / top), rules.LEAST_WEIGHT, 1000)
    weight[n_real:] = 1000
    weight = weight.astype(np.int32)
    is_generic = (flags & rules.IS_GENERIC) > 0
    weight[is_generic] = weight[is_generic] * rules.GENERIC_SHARE // 1000
    kernel.weigh_patronymics(arrays["word_text"].data, arrays["word_at"].data, weight.data)
    weight[(flags & rules.IS_NUMBER) > 0] = rules.NUMBER_WEIGHT
    weight[(flags & rules.IS_LIGHT) > 0] = rules.LIGHT_WEIGHT
    return weight


def _class_arrays(classes: Any, ids: dict[str, int], n_held: int) -> Arrays:
    """Classes of each word, and of each class the words that some listed name holds."""
    of_word: list[list[int]] = [[] for _ in ids]
    members = []
    for number, word_class in enumerate(classes):
        members.append([ids[word] for word in word_class.words if ids[word] < n_held])
        for word in word_class.words:
            of_word[ids[word]].append(number)
    arrays: Arrays = {}
    arrays["word_classes_at"], arrays["word_classes"] = _ragged(of_word)
    arrays["class_words_at"], arrays["class_words"] = _ragged(members)
    arrays["class_rule"] = _ints([word_class.rule for word_class in classes])
    arrays["class_similarity"] = _ints([word_class.weight for word_class in classes])
    return arrays


def _made_only(
    names: Sequence[IndexedName], name_words: Sequence[Sequence[int]], n_real: int
) -> npt.NDArray[np.bool_]:
    """Words that stand in made names only: initials, of which one letter makes another body."""
    made = np.ones(n_real, dtype=bool)
    for name, words in zip(names, name_words, strict=True):
        if name.trust > rules.MADE_TRUST:
            made[words] = False
    return made


def _keys(
    arrays: Arrays,
    flags: npt.NDArray[np.int32],
    n_real: int,
    n_held: int,
    is_made: npt.NDArray[np.bool_],
) -> Arrays:
    """The keys under which a misspelt word is found, in buckets."""
    wanted = np.zeros(len(flags), dtype=np.uint8)
    wanted[:n_held] = 1
    wanted[:n_real] = np.where(is_made, 0, 2)
    wanted[(flags & (rules.IS_NUMBER | rules.IS_LIGHT)) > 0] = 0
    room = int(((np.diff(arrays["word_at"]) + 2) * (wanted > 0)).sum()) + 1
    tags = np.zeros(room, dtype=np.uint32)
    words = np.zeros(room, dtype=np.int32)
    n = kernel.collect_keys(
        arrays["word_text"].data,
        arrays["word_at"].data,
        wanted.data,
        tags.data,
        words.data,
    )
    tags, words = tags[:n], words[:n]
    size = 1 << max(4, math.ceil(math.log2(n + 1)))
    buckets = tags & np.uint32(size - 1)
    order = np.argsort(buckets, kind="stable")
    at = np.searchsorted(buckets[order], np.arange(size + 1)).astype(np.int32)
    return {"key_at": at, "key_tag": tags[order], "key_word": words[order]}


def _name_flags(name: IndexedName) -> int:
    flags = {"person": rules.NAME_PERSON, "vessel": rules.NAME_VESSEL}.get(name.kind, 0)
    family_at = surname_at(name.words) if name.kind == "person" else None
    if family_at is not None:
        flags |= rules.NAME_KOREAN | (0 if family_at else rules.NAME_FAMILY_FIRST)
    return flags
