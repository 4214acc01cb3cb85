"""How two texts of one language are related: copy, part of one, one press release, a shared quote, or not.

No single share of common words tells these apart: a cut copy and a report that takes over three
paragraphs can share as much. The table below is read from the top; each rule names what it saw.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from vedette.model.story import KinKind
from vedette.stories.prints import GRAM, Gram, Piece, Print
from vedette.stories.words import thresholds

# Fewer word groups than this say nothing about a common hand.
_MIN_GRAMS = 20
_MIN_SENTENCE_WORDS = 6
# Sentences beyond these are not aligned: the top of a report shows its hand.
_ALIGNED_SENTENCES = 60
_MAX_HOLDERS = 12
_TRIED = 4
_RELEASE = re.compile(
    r"\b(?:press|news|media) release\b|\b(?:joint|written) statement\b|\bcommuniqu[eé]\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Kinship:
    """How two texts are related, with the numbers that say so.

    Args:
        kind: The relation.
        containment: Share of the smaller text's word groups that stand in the other, quotations cut.
        longest_run: Most words in a row that both print, quotations cut.
        aligned: Share of the shorter text's words in sentences that have a twin in the other, reworded or not.
        in_order: Share of those twins that follow each other as in the other text.
        is_lead_same: The first sentences are twins.
        where: Ordinals of the paragraphs that hold the longest run, or the first twins.
        reason: What was seen, in words.
    """

    kind: KinKind
    containment: float
    longest_run: int
    aligned: float
    in_order: float
    is_lead_same: bool
    where: tuple[int, int]
    reason: str

    @property
    def is_derived(self) -> bool:
        """Whether the texts, or the greater part of one, come from one hand."""
        return self.kind in {"copy", "partial", "press_release"}


@dataclass(frozen=True, slots=True)
class _Seen:
    containment: float
    quoted_words: int
    run: int
    aligned: float
    in_order: float
    n_aligned: int
    lead: bool
    same_agency: bool
    release: bool


def _per_cent(value: float) -> str:
    return f"{value:.0%}"


_RULES: tuple[tuple[KinKind, Callable[[_Seen, dict[str, float]], bool], str], ...] = (
    (
        "copy",
        lambda s, t: s.containment >= t["copy"],
        "the texts share {containment} of the shorter one's word groups, quotations cut",
    ),
    (
        "copy",
        lambda s, t: (
            s.containment >= t["copy_with_sign"]
            and (s.lead or s.run >= t["copy_run"])
            and (s.same_agency or s.aligned >= t["copy_aligned"])
        ),
        "they share {containment} of the word groups, {run} words in a row, and open alike or credit one agency",
    ),
    (
        "copy",
        lambda s, t: (
            s.aligned >= t["copy_aligned"]
            and s.in_order >= t["copy_in_order"]
            and s.n_aligned >= t["copy_sentences"]
        ),
        "{aligned} of the shorter text stands in twin sentences that follow each other as in the other",
    ),
    (
        # Reworded all over: the sentences meet, the word groups do not. Who takes paragraphs over keeps both.
        "copy",
        lambda s, t: (
            s.aligned >= t["spun_aligned"]
            and s.aligned - s.containment >= t["spun_surplus"]
            and s.in_order >= t["copy_in_order"]
            and s.n_aligned >= t["partial_sentences"]
        ),
        "{aligned} of the shorter text stands in reworded sentences that follow each other as in the other",
    ),
    (
        "press_release",
        lambda s, t: s.release and s.containment >= t["derived"] and not s.lead,
        "they share {containment} of the word groups and both name a written statement as their source",
    ),
    (
        "partial",
        lambda s, t: s.containment >= t["derived"],
        "they share {containment} of the shorter one's word groups, {run} words in a row",
    ),
    (
        "partial",
        lambda s, t: s.aligned >= t["partial_aligned"] and s.n_aligned >= t["partial_sentences"],
        "{aligned} of the shorter text stands in sentences with a twin in the other",
    ),
    (
        "partial",
        lambda s, t: s.run >= t["partial_run"],
        "{run} words in a row stand in both, quotations cut",
    ),
    (
        "shared_quote",
        lambda s, t: s.quoted_words >= t["shared_quote_words"],
        "they quote the same words; their own words differ ({containment} of word groups in common)",
    ),
    (
        "independent",
        lambda s, t: True,
        "at most {containment} of the shorter one's word groups stand in the other",
    ),
)


def kinship(
    left: Print,
    right: Print,
    *,
    same_agency: bool = False,
    common: frozenset[Gram] = frozenset(),
    releases: tuple[bool, bool] = (False, False),
) -> Kinship:
    """Compare two prints.

    Args:
        left: One text.
        right: The other, of the same language.
        same_agency: Both credit the same agency for the text.
        common: Word groups so many reports of the story hold that they are the story's.
        releases: Whether each text names a press release or written statement.
    """
    spoken = left.quoted | right.quoted | common
    ours, theirs = left.grams - spoken, right.grams - spoken
    both = ours & theirs
    smaller = min(len(ours), len(theirs))
    containment = len(both) / smaller if smaller >= _MIN_GRAMS else 0.0
    run, where = _longest_run(left.pieces, right.pieces, both)
    aligned, in_order, n_aligned, lead, twins = _alignment(left, right)
    quoted = (left.quoted & (right.quoted | right.grams)) | (right.quoted & left.grams)
    seen = _Seen(
        containment,
        len(quoted) + GRAM - 1 if quoted else 0,
        run,
        aligned,
        in_order,
        n_aligned,
        lead,
        same_agency,
        all(releases),
    )
    kind, reason = _judged(seen)
    return Kinship(
        kind=kind,
        containment=containment,
        longest_run=run,
        aligned=aligned,
        in_order=in_order,
        is_lead_same=lead,
        where=where if run >= 2 * GRAM or twins is None else twins,
        reason=reason,
    )


def names_release(paragraphs: Sequence[str]) -> bool:
    """Whether a text names a press release or written statement as a source."""
    return any(_RELEASE.search(paragraph) for paragraph in paragraphs)


def _judged(seen: _Seen) -> tuple[KinKind, str]:
    limit = thresholds()
    kind, _, words = next(rule for rule in _RULES if rule[1](seen, limit))
    shown = words.format(
        containment=_per_cent(seen.containment), run=seen.run, aligned=_per_cent(seen.aligned)
    )
    return kind, shown


def _longest_run(
    left: Sequence[Piece], right: Sequence[Piece], both: frozenset[Gram]
) -> tuple[int, tuple[int, int]]:
    """Most words in a row common to both, and the paragraphs that hold them."""
    places: dict[Gram, list[tuple[int, int]]] = defaultdict(list)
    for number, piece in enumerate(right):
        for at in range(len(piece.words) - GRAM + 1):
            gram = piece.words[at : at + GRAM]
            if gram in both:
                places[gram].append((number, at))
    best, where = 0, (0, 0)
    # Runs go on over the end of a sentence when the next sentences agree from their first word.
    ending: dict[tuple[int, int], int] = {}
    for piece in left:
        for at in range(len(piece.words) - GRAM + 1):
            now: dict[tuple[int, int], int] = {}
            for number, place in places.get(piece.words[at : at + GRAM], ()):
                before = ending.get((number, place - 1))
                if before is None and at == 0 and place == 0 and number:
                    before = ending.get((number - 1, len(right[number - 1].words) - GRAM))
                    before = before + GRAM - 1 if before else None
                length = before + 1 if before else GRAM
                now[number, place] = length
                if length > best:
                    best, where = length, (piece.paragraph, right[number].paragraph)
            ending = now
    return best, where


def _alignment(left: Print, right: Print) -> tuple[float, float, int, bool, tuple[int, int] | None]:
    """Sentences of the shorter text that have a twin in the longer one, reworded or not, and their order."""
    turned = left.n_words > right.n_words
    short, long = (right, left) if turned else (left, right)
    ours = [p for p in short.pieces if len(p.words) >= _MIN_SENTENCE_WORDS][:_ALIGNED_SENTENCES]
    theirs = [p for p in long.pieces if len(p.words) >= _MIN_SENTENCE_WORDS][:_ALIGNED_SENTENCES]
    total = sum(len(piece.words) for piece in ours)
    if not total or not theirs:
        return 0.0, 0.0, 0, False, None
    limit = thresholds()["twin_sentence"]
    words, places, lead, first = 0, [], False, None
    sets = [frozenset(piece.words) for piece in theirs]
    index: dict[str, list[int]] = defaultdict(list)
    for other, held in enumerate(sets):
        for word in held:
            index[word].append(other)
    for number, piece in enumerate(ours):
        own = frozenset(piece.words)
        best, at = 0.0, -1
        # Words of this many sentences point at none of them.
        rare = [index[word] for word in own if 0 < len(index[word]) <= _MAX_HOLDERS]
        votes = Counter(other for held in rare for other in held)
        for other in sorted(votes, key=lambda place: (-votes[place], place))[:_TRIED]:
            if len(own & sets[other]) < 0.4 * min(len(own), len(sets[other])):
                continue
            value = LCSseq.normalized_similarity(piece.words, theirs[other].words)
            if value > best:
                best, at = value, other
        if best >= limit:
            words += len(piece.words)
            places.append(at)
            lead = lead or (number == 0 and at == 0)
            if first is None:
                pair = (piece.paragraph, theirs[at].paragraph)
                first = pair[::-1] if turned else pair
    in_order = _rising(places) / len(places) if places else 0.0
    return words / total, in_order, len(places), lead, first


def _rising(places: Sequence[int]) -> int:
    """Length of the longest strictly rising subsequence."""
    tails: list[int] = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)
