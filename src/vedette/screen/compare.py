"""Two names beside each other: which word met which, by which rule.

The rules and what each weighs stand in :data:`RULES`, on one screen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from vedette.clean.names import SURNAME_CLASS, korean_syllable, skeleton
from vedette.model.listing import Alignment

RULES: dict[str, tuple[float, str]] = {
    "exact": (1.0, "the same word"),
    "surname-spelling": (0.97, "spellings of one Korean family name"),
    "syllable": (0.95, "romanisations of one Korean syllable"),
    "joined": (0.97, "the same letters, written apart or together"),
    "syllable-vowel": (0.88, "romanisations of one Korean syllable, o and u in the press"),
    "syllable-near": (0.7, "syllables that the press may write alike, o and u before n"),
    "typo": (0.85, "one letter differs in a long word"),
    "typo-2": (0.72, "two letters differ in a very long word"),
    "sound": (0.7, "the same consonants"),
    "initial": (0.55, "an initial"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two names align, before anything is weighed."""

    pairs: tuple[tuple[str | None, str | None, str], ...]
    is_korean: bool

    def alignment(self) -> tuple[Alignment, ...]:
        """The rows a match shows."""
        return tuple(
            Alignment(query=left, listed=right, rule=rule, weight=RULES.get(rule, (0.0, ""))[0])
            for left, right, rule in self.pairs
        )


def compare(query: Sequence[str], listed: Sequence[str]) -> Comparison:
    """Align two tokenised names, best rule first, each word used once."""
    is_korean = _is_korean(query) and _is_korean(listed)
    left, right = list(query), list(listed)
    pairs: list[tuple[str | None, str | None, str]] = []
    if left != right:
        pairs += _take_joined(left, right)
    if is_korean and left and right:
        pairs += _take_family_names(left, right)
    for rule, meets in _korean_tests() if is_korean else _general_tests():
        for one in list(left):
            other = next((word for word in right if meets(one, word)), None)
            if other is not None:
                pairs.append((one, other, rule))
                left.remove(one)
                right.remove(other)
    pairs += [(word, None, "unmatched-query") for word in left]
    pairs += [(None, word, "unmatched-listed") for word in right]
    return Comparison(tuple(pairs), is_korean)


def _is_korean(words: Sequence[str]) -> bool:
    """Whether a name has the form of a Korean one: a family name and short given syllables."""
    if not 2 <= len(words) <= 4 or any(len(word) > 11 for word in words):
        return False
    short = sum(len(word) <= 6 for word in words)
    return any(word in SURNAME_CLASS for word in (words[0], words[-1])) and short >= len(words) - 1


def _take_joined(left: list[str], right: list[str]) -> list[tuple[str, str, str]]:
    """Words of one side that, written together, are one word of the other."""
    found = []
    for one, other, swap in ((left, right, False), (right, left, True)):
        for start in range(len(one)):
            for end in range(start + 2, len(one) + 1):
                joined = "".join(one[start:end])
                if len(joined) >= 4 and joined in other:
                    apart = " ".join(one[start:end])
                    found.append((joined, apart, "joined") if swap else (apart, joined, "joined"))
                    other.remove(joined)
                    del one[start:end]
                    return [*found, *_take_joined(left, right)]
    return found


def _take_family_names(left: list[str], right: list[str]) -> list[tuple[str, str, str]]:
    """Pair the family names, which stand first, or last where a report turned the order."""
    for i, j in ((0, 0), (-1, 0), (0, -1)):
        one, other = left[i], right[j]
        if SURNAME_CLASS.get(one, one) == SURNAME_CLASS.get(other, other):
            left.pop(i)
            right.pop(j)
            return [(one, other, "exact" if one == other else "surname-spelling")]
    return []


Test = tuple[str, Callable[[str, str], bool]]


def _korean_tests() -> tuple[Test, ...]:
    return (
        ("exact", str.__eq__),
        ("syllable", lambda a, b: korean_syllable(a) == korean_syllable(b)),
        ("syllable-vowel", lambda a, b: _press_vowel(a, b, ("l", "ng"))),
        ("syllable-near", lambda a, b: _press_vowel(a, b, ("n",))),
    )


def _general_tests() -> tuple[Test, ...]:
    return (
        ("exact", str.__eq__),
        ("typo", lambda a, b: _long(a, b, 5) and OSA.distance(a, b, score_cutoff=1) <= 1),
        ("typo-2", lambda a, b: _long(a, b, 9) and OSA.distance(a, b, score_cutoff=2) <= 2),
        (
            "sound",
            lambda a, b: (
                _long(a, b, 4)
                and skeleton(a) == skeleton(b)
                and len(skeleton(a)) > 2
                and a[0] == b[0]
            ),
        ),
        ("initial", lambda a, b: (len(a) == 1 or len(b) == 1) and a[0] == b[0] and not a.isdigit()),
    )


def _sounds_alike(left: str, right: str) -> bool:
    return skeleton(left) == skeleton(right) and len(skeleton(left)) > 2


def _long(left: str, right: str, length: int) -> bool:
    return min(len(left), len(right)) >= length and not (left.isdigit() or right.isdigit())


def _press_vowel(left: str, right: str, endings: tuple[str, ...]) -> bool:
    """Chol and Chul, Kyong and Kyung: one syllable that the press writes with o or u."""
    a, b = korean_syllable(left), korean_syllable(right)
    if not a.endswith(endings) or len(a) != len(b):
        return False
    return a != b and a.replace("u", "o") == b.replace("u", "o")
