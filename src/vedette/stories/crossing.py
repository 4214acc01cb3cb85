"""Join stories told in different languages, by what their reports have in common without words.

Only stories whose reports share no language are joined: within one language the words decide. The
days must meet, and enough of what tells events apart must be common to both.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from vedette.stories.items import Item
from vedette.stories.languages import interlingual
from vedette.stories.words import thresholds

_TITLE_TIMES = 2
_LEAD_CHARS = 1200
# A workspace of few reports knows nothing of how common a concept is.
_SMALLEST_CORPUS = 40
_FEATURES = 24
_ASKED_PLACES = 4000
_NEAREST = 20


@dataclass
class _Side:
    members: list[int]
    languages: set[str]
    reports: set[str]
    vector: dict[str, float]
    days: list[int]


def join_languages(items: Sequence[Item], groups: Sequence[list[int]]) -> list[list[int]]:
    """Join groups of different languages that tell the same event; returns groups of indexes.

    Args:
        items: All strands.
        groups: Indexes of strands grouped within their languages.
    """
    if len({item.language for item in items if item.language}) < 2:
        return list(groups)
    sides = _sides(items, groups)
    pairs = sorted(
        (
            (-value, left, right)
            for left, right in _candidates(sides)
            if (value := _alike(sides[left], sides[right])) >= thresholds()["cross_language"]
        ),
    )
    home = list(range(len(sides)))

    def root(place: int) -> int:
        while home[place] != place:
            home[place] = home[home[place]]
            place = home[place]
        return place

    for _, left, right in pairs:
        ours, theirs = sides[root(left)], sides[root(right)]
        if ours is theirs or ours.languages & theirs.languages or ours.reports & theirs.reports:
            continue
        ours.members += theirs.members
        ours.languages |= theirs.languages
        ours.reports |= theirs.reports
        home[root(right)] = root(left)
    return [sides[place].members for place in sorted({root(place) for place in range(len(sides))})]


def _sides(items: Sequence[Item], groups: Sequence[list[int]]) -> list[_Side]:
    bags = [_bag(item) for item in items]
    spread = Counter(feature for bag in bags for feature in bag)
    n_items = max(_SMALLEST_CORPUS, len(items))
    sides = []
    for members in groups:
        total: dict[str, float] = defaultdict(float)
        for index in members:
            for feature, weight in _unit(bags[index], spread, n_items).items():
                total[feature] += weight
        sides.append(
            _Side(
                members=list(members),
                languages={items[i].language or "" for i in members},
                reports={items[i].report or items[i].key for i in members},
                vector=_scaled(total),
                days=sorted(day for i in members if (day := items[i].ordinal) is not None),
            )
        )
    return sides


def _bag(item: Item) -> dict[str, float]:
    bag = interlingual(item.lead[:_LEAD_CHARS], item.language)
    for feature, weight in interlingual(item.title, item.language).items():
        bag[feature] = bag.get(feature, 0.0) + _TITLE_TIMES * weight
    return bag


def _unit(bag: Mapping[str, float], spread: Mapping[str, int], n_items: int) -> dict[str, float]:
    return _scaled(
        {
            feature: (1 + log(max(weight, 1.0))) * log((n_items + 1) / (spread[feature] + 0.5))
            for feature, weight in bag.items()
            if spread[feature] <= 0.7 * n_items
        }
    )


def _scaled(vector: Mapping[str, float]) -> dict[str, float]:
    size = sqrt(sum(weight * weight for weight in vector.values()))
    return {feature: weight / size for feature, weight in vector.items()} if size else {}


def _candidates(sides: Sequence[_Side]) -> list[tuple[int, int]]:
    """Pairs of different languages that share something and whose days meet.

    Each side asks its rarest features first, so many places and no more: what thousands of stories have
    in common tells none of them apart.
    """
    by_feature: dict[str, list[int]] = defaultdict(list)
    strongest = [
        sorted(side.vector, key=lambda f: (-side.vector[f], f))[:_FEATURES] for side in sides
    ]
    for number, features in enumerate(strongest):
        for feature in features:
            by_feature[feature].append(number)
    pairs = set()
    for number, features in enumerate(strongest):
        shared: Counter[int] = Counter()
        left = _ASKED_PLACES
        for feature in sorted(features, key=lambda f: (len(by_feature[f]), f)):
            if len(by_feature[feature]) > left:
                break
            left -= len(by_feature[feature])
            shared.update(by_feature[feature])
        near = (
            (count, other)
            for other, count in shared.items()
            if count >= thresholds()["cross_shared"]
            and not sides[number].languages & sides[other].languages
            and _days_meet(sides[number], sides[other])
        )
        for _, other in heapq.nlargest(_NEAREST, near):
            pairs.add((min(number, other), max(number, other)))
    return sorted(pairs)


def _days_meet(left: _Side, right: _Side) -> bool:
    if not (left.days and right.days):
        return True
    gap = max(left.days[0], right.days[0]) - min(left.days[-1], right.days[-1])
    return gap <= thresholds()["cross_days"]


def _alike(left: _Side, right: _Side) -> float:
    return sum(weight * right.vector.get(feature, 0.0) for feature, weight in left.vector.items())
