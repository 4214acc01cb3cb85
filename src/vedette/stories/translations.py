"""Whether a report is likely a translation of another: sentence by sentence, in order.

Nothing is translated here. Each sentence becomes what survives translation: the values it prints, its
names by their consonants, the concepts and states of ``data/concepts.yml``. Two desks that write of one event share
much of that, but not sentence by sentence in one order, and not everything in both. The answer is never more than
*likely*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vedette.clean.data_files import load_yaml
from vedette.stories.languages import LANGUAGES, interlingual
from vedette.stories.prints import sentences_of
from vedette.stories.words import thresholds

Confidence = Literal["likely", "possible"]
# The top of a report shows whose words it is; more costs its square.
_SENTENCES = 24
# Briefs of two or three sentences give the same facts in the same order whoever writes them.
_MIN_SENTENCES = 4
_VALUE_WEIGHT, _SMALL_WEIGHT = 2.5, 1.0
_NUMBER = re.compile(
    r"(?<![A-Za-z\d_А-яЁё.,])(\d{1,3}(?:[   ]\d{3})+|\d+(?:[.,]\d+)*)\s?"
    r"(mil millones|milliard\w*|billion\w*|миллиард\w*|млрд|million\w*|millón|millones|миллион\w*|млн|mln|bn"
    r"|thousand|mille?|тысяч\w*|тыс|조|兆|억|億|亿|만|万|萬)?(?![a-zа-яё])",
    re.I,
)
_SIGN_TAIL = re.compile(r"(\d[\d,]*)\s?(만|万|萬)?")
_SCALES = (
    (("mil millones", "milliard", "billion", "миллиард", "млрд", "bn"), 1e9),
    (("million", "millón", "millones", "миллион", "млн", "mln"), 1e6),
    (("조", "兆"), 1e12),
    (("억", "億", "亿"), 1e8),
    (("만", "万", "萬"), 1e4),
    (("thousand", "mille", "mil", "тысяч", "тыс"), 1e3),
)
_DECIMAL_COMMA = frozenset({"ru", "es", "fr"})


@dataclass(frozen=True, slots=True)
class Translation:
    """How two reports of different languages meet sentence by sentence.

    Args:
        confidence: ``likely`` or ``possible``; never more.
        share: Weight of what meets in aligned sentences, of all that both print.
        n_aligned: Sentences that have a twin.
        n_sentences: Sentences of the shorter report.
        same_credit: Both credit one agency.
        where: Ordinals of the paragraphs of the strongest twins, left and right.
        reason: What was seen, in words.
    """

    confidence: Confidence
    share: float
    n_aligned: int
    n_sentences: int
    same_credit: bool
    where: tuple[int, int]
    reason: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A report as sentences of what survives translation."""

    sentences: tuple[Mapping[str, float], ...]
    paragraphs: tuple[int, ...]
    agencies: frozenset[str]


def trace_of(
    paragraphs: Sequence[str], language: str | None, agency: str | None = None
) -> Trace | None:
    """The trace of a report's body; None for a language the tables do not know.

    Args:
        paragraphs: Its body paragraphs.
        language: ISO 639-1.
        agency: The agency it credits; names of agencies in its words are looked for besides.
    """
    if language not in LANGUAGES:
        return None
    found: list[dict[str, float]] = []
    places: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        for sentence in sentences_of(paragraph):
            features = _features(sentence, language)
            if features and len(found) < _SENTENCES:
                found.append(features)
                places.append(number)
    named = {agency} if agency else set()
    text = " ".join(paragraphs)
    named |= {ref for ref, pattern in _agencies() if pattern.search(text)}
    return Trace(tuple(found), tuple(places), frozenset(named))


def find_translation(left: Trace, right: Trace) -> Translation | None:
    """Whether one of two reports is likely or possibly a translation of the other; else None."""
    n_sentences = min(len(left.sentences), len(right.sentences))
    if n_sentences < _MIN_SENTENCES:
        return None
    pairs = _aligned(left.sentences, right.sentences)
    if not pairs:
        return None
    met = sum(value for value, _, _ in pairs)
    total = 0.5 * sum(sum(s.values()) for s in (*left.sentences, *right.sentences))
    share = met / total if total else 0.0
    covered = len(pairs) / n_sentences
    credit = bool(left.agencies & right.agencies)
    limit = thresholds()
    if covered < limit["translated_sentences"] or share < limit["possibly_translated"]:
        return None
    sure = share >= limit["likely_translated"] or (credit and share >= limit["credited_translated"])
    _, i, j = max(pairs)
    shown = (
        f"{len(pairs)} of the shorter report's {n_sentences} sentences meet one of the other in order, "
        f"with {share:.0%} of the names, values and concepts both print"
    )
    return Translation(
        confidence="likely" if sure else "possible",
        share=share,
        n_aligned=len(pairs),
        n_sentences=n_sentences,
        same_credit=credit,
        where=(left.paragraphs[i], right.paragraphs[j]),
        reason=shown + ("; both name one agency" if credit else ""),
    )


def values(text: str, language: str | None) -> frozenset[float]:
    """The values a text prints, magnitudes worked in: "1,6 млн" and "1.6 million" are one value."""
    found, taken = set(), 0
    for match in _NUMBER.finditer(text):
        value = _plain(match.group(1), language)
        if value is None or match.start() < taken:
            continue
        scale = _scale((match.group(2) or "").casefold())
        value *= scale
        # "1억4200만", "1万3000": what follows a sign of magnitude is the rest of the same number.
        tail = _SIGN_TAIL.match(text, match.end()) if scale in {1e4, 1e8, 1e12} else None
        if tail:
            value += (_plain(tail.group(1), language) or 0) * (1e4 if tail.group(2) else 1)
            taken = tail.end()
        found.add(round(value, 4))
    return frozenset(found)


def _plain(written: str, language: str | None) -> float | None:
    bare = re.sub(r"[   ]", "", written)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", bare):
        return float(re.sub(r"[.,]", "", bare))
    if language in _DECIMAL_COMMA:
        bare = bare.replace(",", ".")
    try:
        return float(bare.replace(",", ""))
    except ValueError:
        return None


def _scale(word: str) -> float:
    return next((scale for heads, scale in _SCALES if word and word.startswith(heads)), 1.0)


def _features(sentence: str, language: str) -> dict[str, float]:
    features = {
        name: weight
        for name, weight in interlingual(f"x {sentence}", language).items()
        if not name.startswith("#")
    }
    for value in values(sentence, language):
        features[f"#{value:g}"] = _SMALL_WEIGHT if value <= 12 else _VALUE_WEIGHT
    return features


def _meeting(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    return sum(min(weight, right[name]) for name, weight in left.items() if name in right)


def _aligned(
    left: Sequence[Mapping[str, float]], right: Sequence[Mapping[str, float]]
) -> list[tuple[float, int, int]]:
    """The best pairing of sentences that keeps their order (dynamic programming), weak pairs left out."""
    floor = thresholds()["twin_meeting"]
    rows, columns = len(left), len(right)
    score = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    meets = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            value = _meeting(left[i], right[j])
            size = min(sum(left[i].values()), sum(right[j].values()))
            meets[i][j] = value if value >= floor * size else 0.0
            score[i + 1][j + 1] = max(score[i][j] + meets[i][j], score[i][j + 1], score[i + 1][j])
    pairs, i, j = [], rows, columns
    while i and j:
        if score[i][j] == score[i - 1][j]:
            i -= 1
        elif score[i][j] == score[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((meets[i][j], i, j))
    return pairs[::-1]


@lru_cache(maxsize=1)
def _agencies() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_yaml("vedette.stories", "stories.yml")["agencies_abroad"]
    return tuple(
        (ref, re.compile("|".join(re.escape(name) for name in names)))
        for ref, names in table.items()
    )
