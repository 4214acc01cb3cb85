"""The words of a text as this room compares them: folded, stemmed, function words out."""

from __future__ import annotations

import re
from functools import lru_cache

from vedette.clean.data_files import load_yaml
from vedette.clean.terms import without_spaces

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SUFFIXES = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ives", "ive", "ions", "ion", "ies", "ed", "es",
    "ly", "s", "e",
)  # fmt: skip
_NUMBER = re.compile(r"\b\d[\d,.]*\b")


@lru_cache(maxsize=1)
def _lists() -> tuple[frozenset[str], frozenset[str]]:
    data = load_yaml("vedette.stories", "stories.yml")
    return frozenset(data["stopwords"]), frozenset(data["negations"])


def negations() -> frozenset[str]:
    """Words that negate a clause."""
    return _lists()[1]


@lru_cache(maxsize=1)
def denials() -> frozenset[str]:
    """Cue lemmas that take back what they introduce."""
    return frozenset(load_yaml("vedette.stories", "stories.yml")["denials"])


@lru_cache(maxsize=1)
def thresholds() -> dict[str, float]:
    """The thresholds of ``data/stories.yml`` by name."""
    rows = load_yaml("vedette.stories", "stories.yml")["thresholds"]
    return {name: float(row["value"]) for name, row in rows.items()}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut an English ending off, so that restrict, restrictive and restrictions meet."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def tokens(text: str) -> list[str]:
    """All words, folded, in order; Chinese, Japanese and Korean runs become pairs of signs."""
    found: list[str] = []
    for word in _WORD.findall(text.casefold()):
        found += without_spaces(word.replace("’", "'"))
    return found


def is_stopword(word: str) -> bool:
    """Whether a folded word carries no meaning of its own."""
    return word in _lists()[0]


def content_words(text: str) -> list[str]:
    """Stemmed words that carry meaning, in order."""
    stopwords, _ = _lists()
    return [stem(word) for word in tokens(text) if word not in stopwords and len(word) > 1]


def numbers(text: str) -> frozenset[str]:
    """Numbers printed in a text, thousands separators out."""
    return frozenset(found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text))


def is_negated(text: str) -> bool:
    """Whether an odd number of negations stands in a clause."""
    _, negations = _lists()
    words = tokens(text)
    count = sum(word in negations or word.endswith("n't") for word in words)
    return count % 2 == 1


def overlap(left: list[str], right: list[str]) -> float:
    """How much of two clauses' words meet: the mean of Jaccard and containment of the shorter."""
    a, b = set(left), set(right)
    if len(a) < 3 or len(b) < 3:
        return 0.0
    shared = len(a & b)
    return 0.5 * shared / len(a | b) + 0.5 * shared / min(len(a), len(b))
