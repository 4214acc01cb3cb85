"""Which strands tell the same event: tf-idf of headline and lead, parties named, numbers, and time.

Strands are taken in the order of their day and join the story whose centre they are nearest to,
above a threshold; near stories are then merged. Candidates come from an inverted index, so that the work
grows with what is alike and not with the square of all reports.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import exp, log, sqrt

from vedette.stories.crossing import join_languages
from vedette.stories.items import Item
from vedette.stories.occasions import Occasion, best_agreement, occasion_of
from vedette.stories.words import content_words, numbers, thresholds

_LEAD_WORDS = 400
_TITLE_TIMES = 4
_REF_TIMES = 1
_COMMON_SHARE = 0.5
_INDEXED_TERMS = 40
_SMALLEST_CORPUS = 50
_REFINEMENTS = 2
_CANDIDATES = 40
_MERGE_CANDIDATES = 20
_ASKED_PLACES = 800
# So many members of a story are asked whether the occasion fits.
_ASKED = 8


@dataclass(slots=True)
class Cluster:
    """A growing story: its members and the sum of their unit vectors."""

    members: list[int] = field(default_factory=list)
    total: dict[str, float] = field(default_factory=dict)
    days: list[int] = field(default_factory=list)
    reports: set[str] = field(default_factory=set)
    occasions: dict[int, Occasion] = field(default_factory=dict)
    square: float = 0.0

    def add(
        self,
        index: int,
        item: Item,
        vector: Mapping[str, float],
        day: int | None,
        occasion: Occasion,
    ) -> None:
        self.members.append(index)
        self.occasions[index] = occasion
        self.reports.add(item.report or item.key)
        for term, weight in vector.items():
            held = self.total.get(term, 0.0)
            self.total[term] = held + weight
            self.square += weight * (2 * held + weight)
        if day is not None:
            self.days.append(day)

    def remove(self, index: int, item: Item, vector: Mapping[str, float], day: int | None) -> None:
        """Undo :meth:`add`."""
        self.members.remove(index)
        del self.occasions[index]
        self.reports.discard(item.report or item.key)
        for term, weight in vector.items():
            held = self.total[term]
            self.square -= weight * (2 * held - weight)
            self.total[term] = held - weight
            if self.total[term] < 1e-9:
                del self.total[term]
        if day is not None:
            self.days.remove(day)

    def occasion(self, one: Occasion) -> float:
        """How well an occasion fits those already here; the latest ones are asked."""
        return best_agreement(one, islice(reversed(self.occasions.values()), _ASKED))

    def similarity(self, vector: Mapping[str, float], day: int | None) -> float:
        """Cosine with the centre, falling off with the days to the nearest member."""
        size = sqrt(max(self.square, 0.0))
        dot = sum(weight * self.total.get(term, 0.0) for term, weight in vector.items())
        return dot / size * _decay(self.days, day) if size else 0.0


def group(items: Sequence[Item]) -> list[list[int]]:
    """Group items that tell the same event; returns lists of indexes, each in order.

    Items are placed one by one and then looked at again, so that one that came early is not held by
    a story it would not choose now.
    """
    vectors = _vectors(items)
    days = [item.ordinal for item in items]
    occasions = [occasion_of(item.title, item.lead, item.on) for item in items]
    order = sorted(range(len(items)), key=lambda i: (days[i] or 0, i))
    clusters: list[Cluster] = []
    index: dict[str, set[int]] = defaultdict(set)
    home: dict[int, int] = {}
    for _ in range(1 + _REFINEMENTS):
        before = dict(home)
        for i in order:
            if i in home:
                clusters[home[i]].remove(i, items[i], vectors[i], days[i])
            best, value = _nearest(items[i], vectors[i], days[i], occasions[i], clusters, index)
            if best is None or value < thresholds()["same_story"]:
                clusters.append(Cluster())
                best = len(clusters) - 1
            clusters[best].add(i, items[i], vectors[i], days[i], occasions[i])
            home[i] = best
            for term in _top(vectors[i]):
                index[term].add(best)
        if home == before:
            break
    merged = _merged([cluster for cluster in clusters if cluster.members])
    return sorted(map(sorted, join_languages(items, [found.members for found in merged])))


def _nearest(
    item: Item,
    vector: Mapping[str, float],
    day: int | None,
    occasion: Occasion,
    clusters: Sequence[Cluster],
    index: Mapping[str, set[int]],
) -> tuple[int | None, float]:
    candidates = _voted(_top(vector), index)
    best, value = None, 0.0
    for found in candidates:
        if item.report and item.report in clusters[found].reports:
            continue
        similarity = clusters[found].similarity(vector, day)
        if similarity > value:
            similarity *= clusters[found].occasion(occasion)
        if similarity > value:
            best, value = found, similarity
    return best, value


def _voted(terms: Sequence[str], index: Mapping[str, Collection[int]]) -> list[int]:
    """Places of the index that share most of the terms, best first.

    Rare terms are asked first and so many places looked at and no more: what is common to thousands of
    stories tells none of them apart, and asking it would cost the square of all reports.
    """
    votes: Counter[int] = Counter()
    left = _ASKED_PLACES
    for term in sorted(terms, key=lambda term: (len(index.get(term, ())), term)):
        places = index.get(term, ())
        if len(places) > left:
            break
        left -= len(places)
        votes.update(places)
    # Places are numbers, so that the order of the pairs breaks ties the same way always.
    ranked = heapq.nlargest(_CANDIDATES, ((count, -place) for place, count in votes.items()))
    return [-place for _, place in ranked]


def _merged(clusters: list[Cluster]) -> list[Cluster]:
    """Merge stories whose centres meet above the threshold."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        for term in _top(cluster.total):
            index[term].append(number)
    parent = list(range(len(clusters)))
    reports = [set(cluster.reports) for cluster in clusters]

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    limit = thresholds()["merge_story"]
    for number, cluster in enumerate(clusters):
        later = [other for other in _voted(_top(cluster.total), index) if other > number]
        for other in later[:_MERGE_CANDIDATES]:
            left, right = clusters[number], clusters[other]
            ours, theirs = root(number), root(other)
            if ours == theirs or reports[ours] & reports[theirs]:
                continue
            size = sqrt(max(left.square, 0.0))
            unit = {term: weight / size for term, weight in left.total.items()} if size else {}
            day = left.days[len(left.days) // 2] if left.days else None
            value = right.similarity(unit, day)
            if value >= limit:
                asked = islice(left.occasions.values(), _ASKED)
                value *= max((right.occasion(one) for one in asked), default=1.0)
            if value >= limit:
                parent[theirs] = ours
                reports[ours] |= reports[theirs]
    groups: dict[int, Cluster] = {}
    for number, cluster in enumerate(clusters):
        target = groups.setdefault(root(number), Cluster())
        target.members += cluster.members
    return list(groups.values())


def _vectors(items: Sequence[Item]) -> list[dict[str, float]]:
    bags = []
    for item in items:
        bag: Counter[str] = Counter()
        for word in content_words(item.title):
            bag[word] += _TITLE_TIMES
        bag.update(content_words(item.lead)[:_LEAD_WORDS])
        for ref in item.refs:
            bag[ref] += _REF_TIMES
        bag.update(f"#{number}" for number in numbers(item.lead) if len(number) > 1)
        bags.append(bag)
    spread = Counter(term for bag in bags for term in bag)
    # A workspace of two reports knows nothing of how common a word is: it is taken for one of fifty.
    n_items = max(_SMALLEST_CORPUS, len(items))
    vectors = []
    for bag in bags:
        vector = {
            term: (1 + log(count)) * log((n_items + 1) / (spread[term] + 0.5))
            for term, count in bag.items()
            if spread[term] <= max(3, _COMMON_SHARE * n_items)
        }
        size = sqrt(sum(weight * weight for weight in vector.values()))
        vectors.append({term: weight / size for term, weight in vector.items()} if size else {})
    return vectors


def _top(vector: Mapping[str, float]) -> list[str]:
    return sorted(vector, key=lambda term: (-vector[term], term))[:_INDEXED_TERMS]


def _decay(days: Sequence[int], day: int | None) -> float:
    if day is None or not days:
        return 1.0
    gap = min(abs(day - other) for other in days)
    return exp(-gap / thresholds()["decay_days"])
