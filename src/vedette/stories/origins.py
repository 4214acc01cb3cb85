"""Whose text is it: copies of one hand are one origin, whatever page prints them.

Two texts are compared by the share of the shorter one's 4-grams that stand in the other, after the
page around them and all quotations are cut: a shared statement is no copy, and headlines never count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from vedette.clean.gazetteer import entry
from vedette.model.bundle import Bundle
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.story import OriginGroup, OriginMethod
from vedette.stories.words import thresholds, tokens

_QUOTED = re.compile(r"[\"“][^\"”]{0,2000}[\"”]")
_GRAM = 4
# A phrase that stands in this many reports of a story is the story's, not one hand's.
_COMMON_GRAM = 8


def find_origins(story_id: str, bundles: Sequence[Bundle]) -> tuple[OriginGroup, ...]:
    """Group a story's reports by the hand their text comes from.

    Same agency credit, or enough shared text, makes one origin; a photo credit never does.
    """
    grams = {bundle.layer_id: _grams(bundle) for bundle in bundles}
    common = _common(list(grams.values()))
    parent = {bundle.layer_id: bundle.layer_id for bundle in bundles}
    shares: dict[frozenset[str], float] = {}
    by_agency: dict[str, str] = {}
    for bundle in bundles:
        agency = bundle.article.agency
        if agency:
            first = by_agency.setdefault(agency, bundle.layer_id)
            parent[_root(parent, bundle.layer_id)] = _root(parent, first)
    for i, left in enumerate(bundles):
        for right in bundles[i + 1 :]:
            share = containment(grams[left.layer_id] - common, grams[right.layer_id] - common)
            shares[frozenset((left.layer_id, right.layer_id))] = share
            credits = {b.article.agency for b in (left, right) if b.article.agency}
            # Two different credits speak for two hands: only a plain copy outweighs them.
            if share >= thresholds()["copy" if len(credits) > 1 else "derived"]:
                parent[_root(parent, right.layer_id)] = _root(parent, left.layer_id)
    groups: dict[str, list[Bundle]] = defaultdict(list)
    for bundle in bundles:
        groups[_root(parent, bundle.layer_id)].append(bundle)
    return tuple(_origin(story_id, members, shares) for _, members in sorted(groups.items()))


def containment(left: set[tuple[str, ...]], right: set[tuple[str, ...]]) -> float:
    """The share of the smaller set that stands in the larger; 0 where there is too little text."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller >= 20 else 0.0


def body_grams(paragraphs: Sequence[str]) -> set[tuple[str, ...]]:
    """The 4-grams of body paragraphs, quotations cut out."""
    found: set[tuple[str, ...]] = set()
    for paragraph in paragraphs:
        for piece in _QUOTED.split(paragraph):
            words = tokens(piece)
            found.update(tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1))
    return found


def _grams(bundle: Bundle) -> set[tuple[str, ...]]:
    return body_grams([passage.span.quote for passage in bundle.of("paragraph")])


def _common(sets: Sequence[set[tuple[str, ...]]]) -> set[tuple[str, ...]]:
    counts = Counter(gram for grams in sets for gram in grams)
    return {gram for gram, count in counts.items() if count >= max(_COMMON_GRAM, len(sets))}


def _root(parent: dict[str, str], node: str) -> str:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _origin(
    story_id: str, members: Sequence[Bundle], shares: dict[frozenset[str], float]
) -> OriginGroup:
    credited = [b for b in members if b.article.agency]
    layers = tuple(b.layer_id for b in members)
    pairs = [share for pair, share in shares.items() if pair <= set(layers)]
    copied = max(pairs, default=None)
    if credited:
        ref = Counter(b.article.agency for b in credited).most_common(1)[0][0] or ""
        known = entry(ref)
        name = known.name if known else ref
        basis = credited[0].article.agency_basis
        method: OriginMethod = "dateline" if basis == "dateline" else "credit"
        reason = f"credited to {name} ({basis})"
    else:
        name, ref = _own_name(members[0])
        method = "outlet"
        reason = f"no agency is credited; the text stands as {name}'s own"
    others = [share for pair, share in shares.items() if len(pair & set(layers)) == 1]
    if others:
        # Headlines that agree show no common hand; how little of the bodies agrees is said.
        reason += (
            f"; of its word groups of {_GRAM}, quotations cut, at most {max(others):.0%} stand in a "
            "report of another origin"
        )
    is_copy = copied is not None and copied >= thresholds()["derived"]
    if is_copy and copied is not None:
        reason += f"; the texts share {copied:.0%} of the shorter one's word groups of {_GRAM}, quotations cut"
        if not credited:
            method = "copy"
    return OriginGroup(
        origin_id=content_id("or", story_id, sorted(layers)),
        story_id=story_id,
        name=name,
        ref=ref,
        method=method,
        layer_ids=layers,
        evidence=tuple(_evidence(members)),
        containment=round(copied, 4) if copied is not None else None,
        reason=reason + ".",
    )


def _own_name(bundle: Bundle) -> tuple[str, str]:
    name = bundle.article.outlet or bundle.article.address.rsplit("/", 1)[-1]
    return name, "outlet:" + " ".join(name.casefold().split())


def _evidence(members: Sequence[Bundle]) -> list[Span]:
    """The lines that show the origin: the credit, else the outlet, else the first paragraph."""
    found = []
    for bundle in members:
        shown = bundle.of("credit") or bundle.of("outlet") or bundle.of("paragraph")
        found.append(shown[0].span)
    return found
