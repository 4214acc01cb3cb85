"""Which texts of a story are related, and what shows it.

Only pairs that share something are compared: within a language by an inverted index of word groups, across languages
by what survives translation. So the work grows with what is alike, not with the square of a story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from vedette.model.bundle import Bundle
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.story import TextKin
from vedette.stories.kinship import Kinship, kinship, names_release
from vedette.stories.prints import Gram, Print, print_of, sentence_key, sentences_of
from vedette.stories.translations import Trace, Translation, find_translation, trace_of

# A phrase that stands in this many reports of a story is the story's, not one hand's.
_COMMON_GRAM = 8
_MIN_SHARED_GRAMS = 6
# A report is compared with so many others at most, those that share most with it.
_NEAREST = 12
_NEAREST_ABROAD = 8
_STOCK_REPORTS = 3
_MIN_STOCK_WORDS = 6


@dataclass(frozen=True, slots=True)
class Related:
    """Two reports of a story by their places in it, with what their comparison gave."""

    left: int
    right: int
    kinship: Kinship | None
    translation: Translation | None


def stock_sentences(stories: Sequence[Sequence[Bundle]]) -> frozenset[str]:
    """Sentences that stand in reports of several stories: an outlet's or an agency's background, no copy."""
    seen: Counter[str] = Counter()
    for bundles in stories:
        own = {
            key
            for bundle in bundles
            for passage in bundle.of("paragraph")
            for sentence in sentences_of(passage.span.quote)
            if (key := sentence_key(sentence)).count(" ") >= _MIN_STOCK_WORDS
        }
        seen.update(own)
    return frozenset(key for key, count in seen.items() if count >= _STOCK_REPORTS)


def find_kin(bundles: Sequence[Bundle], stock: frozenset[str] = frozenset()) -> tuple[Related, ...]:
    """Pairs of a story's reports whose texts are related.

    Args:
        bundles: The reports of one story, in order.
        stock: Sentences that show no common hand (:func:`stock_sentences`).
    """
    if len(bundles) < 2:
        return ()
    bodies = [[passage.span.quote for passage in b.of("paragraph")] for b in bundles]
    prints = [print_of(body, stock) for body in bodies]
    common = _common(prints)
    releases = [names_release(body) for body in bodies]
    found = []
    for left, right in _near(prints, common):
        agencies = bundles[left].article.agency, bundles[right].article.agency
        kin = kinship(
            prints[left],
            prints[right],
            same_agency=agencies[0] is not None and agencies[0] == agencies[1],
            common=common,
            releases=(releases[left], releases[right]),
        )
        if kin.kind != "independent":
            found.append(Related(left, right, kin, None))
    return (*found, *_abroad(bundles, bodies))


def _common(prints: Sequence[Print]) -> frozenset[Gram]:
    counts = Counter(gram for one in prints for gram in one.grams)
    limit = max(_COMMON_GRAM, len(prints) // 2)
    return frozenset(gram for gram, count in counts.items() if count >= limit)


def _near(prints: Sequence[Print], common: frozenset[Gram]) -> list[tuple[int, int]]:
    """Pairs that share word groups, each report with those it shares most with."""
    index: dict[Gram, list[int]] = defaultdict(list)
    pairs = set()
    for number, one in enumerate(prints):
        votes: Counter[int] = Counter()
        for gram in (one.grams | one.quoted) - common:
            held = index[gram]
            votes.update(held)
            # A phrase of many copies: its first holders stand for the others.
            if len(held) < 4 * _NEAREST:
                held.append(number)
        for other, count in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:_NEAREST]:
            if count >= _MIN_SHARED_GRAMS:
                pairs.add((other, number))
    return sorted(pairs)


def _abroad(bundles: Sequence[Bundle], bodies: Sequence[Sequence[str]]) -> list[Related]:
    languages = [bundle.article.language for bundle in bundles]
    if len(set(languages) - {None}) < 2:
        return []
    traces = [
        trace_of(body, language, bundle.article.agency)
        for body, language, bundle in zip(bodies, languages, bundles, strict=True)
    ]
    index: dict[str, list[int]] = defaultdict(list)
    found = []
    for number, trace in enumerate(traces):
        if trace is None:
            continue
        votes: Counter[int] = Counter()
        features = {name for sentence in trace.sentences for name in sentence}
        for name in features:
            votes.update(o for o in index[name] if languages[o] != languages[number])
            if len(index[name]) < 8 * _NEAREST_ABROAD:
                index[name].append(number)
        nearest = sorted(votes.items(), key=lambda v: (-v[1], v[0]))[:_NEAREST_ABROAD]
        found += _translated(traces, [other for other, _ in nearest], number, trace)
    return found


def _translated(
    traces: Sequence[Trace | None], others: Sequence[int], number: int, trace: Trace
) -> list[Related]:
    found = []
    for other in others:
        held = traces[other]
        translation = find_translation(held, trace) if held else None
        if translation:
            found.append(Related(other, number, None, translation))
    return found


def kin_row(story_id: str, bundles: Sequence[Bundle], pair: Related) -> TextKin:
    """The pair as it is kept, with the passages that show it."""
    left, right = bundles[pair.left], bundles[pair.right]
    kin, translation = pair.kinship, pair.translation
    where = kin.where if kin else translation.where if translation else (0, 0)
    kind = kin.kind if kin else "translation"
    reworded = kin is not None and kin.kind == "copy" and kin.aligned - kin.containment >= 0.25
    return TextKin(
        kin_id=content_id("tk", story_id, left.layer_id, right.layer_id, kind),
        story_id=story_id,
        kind=kind,
        confidence=translation.confidence if translation else "likely" if reworded else "certain",
        left_layer=left.layer_id,
        right_layer=right.layer_id,
        left=_passage(left, where[0]),
        right=_passage(right, where[1]),
        containment=round(kin.containment, 4) if kin else None,
        longest_run=kin.longest_run if kin else None,
        aligned=round(kin.aligned if kin else translation.share if translation else 0.0, 4),
        reason=(kin.reason if kin else translation.reason if translation else "") + ".",
    )


def _passage(bundle: Bundle, ordinal: int) -> Span:
    paragraphs = bundle.of("paragraph")
    return paragraphs[min(ordinal, len(paragraphs) - 1)].span
