"""Whose text is it: copies of one hand are one origin, whatever page prints them.

One report may join several origins: paragraphs it took over are their writer's, and what a written statement gave two
reports is the statement's. A photo credit never makes an origin, and a translation is never more than a doubt about one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.clean.gazetteer import entry
from vedette.model.bundle import Bundle
from vedette.model.correction import Tie
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.story import OriginGroup, OriginMethod
from vedette.stories.judged import parted, regroup, told
from vedette.stories.kin import Related, find_kin
from vedette.stories.prints import GRAM, grams_of, levelled
from vedette.stories.words import thresholds

_RELEASE_NAME = "a written statement that several reports print"


@dataclass(frozen=True, slots=True)
class Hands:
    """The hands of a story.

    Args:
        origins: The origins, in the order of their first report.
        parts: The origin of a paragraph that is another hand's than its report, by layer and ordinal.
    """

    origins: tuple[OriginGroup, ...]
    parts: Mapping[tuple[str, int], str]


def find_origins(story_id: str, bundles: Sequence[Bundle]) -> tuple[OriginGroup, ...]:
    """Group a story's reports by the hand their text comes from; see :func:`find_hands`."""
    return find_hands(story_id, bundles, find_kin(bundles)).origins


def find_hands(
    story_id: str, bundles: Sequence[Bundle], kin: Sequence[Related], ties: Sequence[Tie] = ()
) -> Hands:
    """Group a story's reports by the hand their text comes from.

    The same agency credit or a copied text makes one origin; so does a report the greater part of which
    stands in another, unless two different agencies are credited. Of other partial copies the
    paragraphs taken over count for the hand that wrote them. What a person judged of two texts (``ties``)
    outweighs all of these.
    """
    apart = parted(ties)
    kin = [
        pair
        for pair in kin
        if frozenset({bundles[pair.left].layer_id, bundles[pair.right].layer_id}) not in apart
    ]
    parent = list(range(len(bundles)))
    by_agency: dict[str, int] = {}
    for place, bundle in enumerate(bundles):
        if bundle.article.agency:
            first = by_agency.setdefault(bundle.article.agency, place)
            parent[_root(parent, place)] = _root(parent, first)
    for pair in kin:
        if pair.kinship and _is_one_hand(pair, bundles):
            parent[_root(parent, pair.right)] = _root(parent, pair.left)
    _join_outlets(bundles, parent)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(bundles)):
        groups[_root(parent, place)].append(place)
    place_of = {bundle.layer_id: place for place, bundle in enumerate(bundles)}
    judged, shaped = regroup(
        groups.values(),
        ties,
        lambda places: {place_of[layer] for layer, _ in places if layer in place_of},
    )
    groups = {min(places): sorted(places) for places in judged}
    home = {place: root for root, places in groups.items() for place in places}
    made = {
        root: told(
            _origin(
                story_id,
                [bundles[p] for p in places],
                _inside(kin, set(places)),
                _outside(kin, set(places)),
            ),
            [tie for place in places for tie in shaped.get(place, ())],
        )
        for root, places in sorted(groups.items(), key=lambda item: item[1][0])
    }
    parts = _taken_over(bundles, kin, home, made)
    released, release = _releases(story_id, bundles, kin)
    parts |= released
    doubts = _doubts(bundles, kin, home, made)
    origins = []
    for root, origin in made.items():
        holders = {layer for (layer, _), held in parts.items() if held == origin.origin_id}
        shown = _also(origin, holders, doubts[root], {o.origin_id: o for o in made.values()})
        origins.append(shown)
    return Hands((*origins, *release), parts)


def _join_outlets(bundles: Sequence[Bundle], parent: list[int]) -> None:
    """An outlet's own reports are one hand; what it shares with others or credits is not its own."""
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(bundles)):
        groups[_root(parent, place)].append(place)
    own: dict[str, int] = {}
    for root, places in groups.items():
        refs = {_own_name(bundles[place])[1] for place in places}
        if len(refs) == 1 and not any(bundles[place].article.agency for place in places):
            first = own.setdefault(refs.pop(), root)
            parent[_root(parent, root)] = _root(parent, first)


def _is_one_hand(pair: Related, bundles: Sequence[Bundle]) -> bool:
    kin = pair.kinship
    if kin is None or not kin.is_derived or kin.kind == "press_release":
        return False
    credits = {
        b.article.agency for b in (bundles[pair.left], bundles[pair.right]) if b.article.agency
    }
    if kin.kind == "copy":
        return True
    # Two different credits speak for two hands: only a plain copy outweighs them.
    return len(credits) < 2 and kin.containment >= thresholds()["one_hand"]


def _taken_over(
    bundles: Sequence[Bundle],
    kin: Sequence[Related],
    home: Mapping[int, int],
    made: Mapping[int, OriginGroup],
) -> dict[tuple[str, int], str]:
    """Paragraphs of partial copies by the origin that wrote them: of the two, the one with a credit, or the longer."""
    parts: dict[tuple[str, int], str] = {}
    for pair in kin:
        if pair.kinship is None or pair.kinship.kind != "partial":
            continue
        if home[pair.left] == home[pair.right]:
            continue
        writer, taker = _writer_first(bundles, pair)
        for ordinal in _shared_paragraphs(bundles[taker], bundles[writer]):
            key = (bundles[taker].layer_id, ordinal)
            parts.setdefault(key, made[home[writer]].origin_id)
    return parts


def _writer_first(bundles: Sequence[Bundle], pair: Related) -> tuple[int, int]:
    def weight(place: int) -> tuple[bool, bool, int]:
        article = bundles[place].article
        others = bundles[pair.left if place == pair.right else pair.right].article
        earlier = (article.published or "9") < (others.published or "9")
        return (article.agency is not None, earlier, -place)

    left, right = pair.left, pair.right
    return (left, right) if weight(left) >= weight(right) else (right, left)


def _shared_paragraphs(taker: Bundle, writer: Bundle) -> list[int]:
    """Paragraphs of which half or more stands in the other report, by ordinal."""
    theirs = {
        gram
        for passage in writer.of("paragraph")
        for gram in grams_of(levelled(passage.span.quote))
    }
    found = []
    for ordinal, passage in enumerate(taker.of("paragraph")):
        own = set(grams_of(levelled(passage.span.quote)))
        if len(own) >= GRAM and len(own & theirs) >= 0.5 * len(own):
            found.append(ordinal)
    return found


def _releases(
    story_id: str, bundles: Sequence[Bundle], kin: Sequence[Related]
) -> tuple[dict[tuple[str, int], str], tuple[OriginGroup, ...]]:
    """What reports print of one written statement: one origin of its own."""
    pairs = [pair for pair in kin if pair.kinship and pair.kinship.kind == "press_release"]
    if not pairs:
        return {}, ()
    places = sorted({place for pair in pairs for place in (pair.left, pair.right)})
    layers = tuple(bundles[place].layer_id for place in places)
    origin_id = content_id("or", story_id, "press-release", sorted(layers))
    parts: dict[tuple[str, int], str] = {}
    shown: list[Span] = []
    for pair in pairs:
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            for ordinal in _shared_paragraphs(bundles[one], bundles[other]):
                key = (bundles[one].layer_id, ordinal)
                if key not in parts:
                    parts[key] = origin_id
                    shown.append(bundles[one].of("paragraph")[ordinal].span)
    origin = OriginGroup(
        origin_id=origin_id,
        story_id=story_id,
        name=_RELEASE_NAME,
        ref="release:" + origin_id,
        method="press-release",
        layer_ids=(),
        evidence=tuple(shown),
        containment=round(max(p.kinship.containment for p in pairs if p.kinship), 4),
        reason=f"{len(places)} reports print the same sentences and name a written statement as their source.",
        part_layer_ids=layers,
    )
    return parts, (origin,)


def _doubts(
    bundles: Sequence[Bundle],
    kin: Sequence[Related],
    home: Mapping[int, int],
    made: Mapping[int, OriginGroup],
) -> dict[int, dict[str, str]]:
    """Origins that may be translations of others: the one that credits no agency, else the later one."""
    doubts: dict[int, dict[str, str]] = defaultdict(dict)
    for pair in kin:
        if pair.translation is None or home[pair.left] == home[pair.right]:
            continue
        source, derived = _writer_first(bundles, pair)
        # Two origins never doubt each other.
        if made[home[derived]].origin_id in doubts[home[source]]:
            source, derived = derived, source
        reason = f"{pair.translation.confidence} translated: {pair.translation.reason}"
        doubts[home[derived]].setdefault(made[home[source]].origin_id, reason)
    return doubts


def _also(
    origin: OriginGroup,
    holders: set[str],
    doubts: Mapping[str, str],
    known: Mapping[str, OriginGroup],
) -> OriginGroup:
    """The origin with the reports that hold parts of it and the doubts about its independence."""
    reason = origin.reason.rstrip(".")
    outside = tuple(sorted(holders - set(origin.layer_ids)))
    if outside:
        several = len(outside) > 1
        reason += (
            f"; {len(outside)} report{'s' if several else ''} of {'other hands' if several else 'another hand'} "
            f"{'hold' if several else 'holds'} paragraphs of it"
        )
    for other, why in doubts.items():
        reason += f"; possibly not independent of {known[other].name} ({why})"
    return replace(
        origin, reason=reason + ".", part_layer_ids=outside, possibly_of=tuple(sorted(doubts))
    )


def _root(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


def _inside(kin: Sequence[Related], places: set[int]) -> list[Related]:
    return [k for k in kin if k.kinship and k.kinship.is_derived and {k.left, k.right} <= places]


def _outside(kin: Sequence[Related], places: set[int]) -> list[float]:
    return [
        k.kinship.containment for k in kin if k.kinship and len({k.left, k.right} & places) == 1
    ]


def _origin(
    story_id: str, members: Sequence[Bundle], inside: Sequence[Related], outside: Sequence[float]
) -> OriginGroup:
    credited = [b for b in members if b.article.agency]
    layers = tuple(b.layer_id for b in members)
    best = max((k.kinship for k in inside if k.kinship), key=lambda k: k.containment, default=None)
    if credited:
        counted = Counter(b.article.agency for b in credited).most_common()
        ref = counted[0][0] or ""
        name = _agency_name(ref)
        basis = credited[0].article.agency_basis
        method: OriginMethod = "credit"
        if basis in {"dateline", "judged"}:
            method = "dateline" if basis == "dateline" else "judged"
        reason = f"credited to {name} ({basis})"
        if len(counted) > 1:
            others = ", ".join(_agency_name(other or "") for other, _ in counted[1:])
            reason += f"; {others} credited too, on the same text"
    else:
        names = list(dict.fromkeys(_own_name(member)[0] for member in members))
        name, ref = _own_name(members[0])
        method = "outlet"
        printed = _printed_by_others(members) if len(names) > 1 else None
        if printed:
            name, ref = printed
            method = "dateline"
            reason = f"{len(names)} outlets print one text, and the dateline of another outlet's copy names {name}"
        elif len(names) > 1:
            # Who wrote it first is not told: the name of one of them would accuse the others.
            name = f"one unnamed hand ({', '.join(names)})"
            reason = f"no agency is credited, and {len(names)} outlets print one text: whose it was first is not told"
        else:
            reason = f"no agency is credited; the text stands as {name}'s own"
        if len(names) == 1 < len(members):
            reason += f"; its {len(members)} reports are one hand"
    if len(members) == 1 or outside:
        share = f"at most {max(outside):.0%}" if outside else "hardly any"
        # Headlines that agree show no common hand; how little of the bodies agrees is said.
        reason += (
            f"; of its word groups of {GRAM}, quotations cut, {share} stand in a "
            "report of another origin"
        )
    if best:
        reason += f"; copied: {best.reason}"
        if method == "outlet":
            method = "copy"
    return OriginGroup(
        origin_id=content_id("or", story_id, sorted(layers)),
        story_id=story_id,
        name=name,
        ref=ref,
        method=method,
        layer_ids=layers,
        evidence=tuple(_evidence(members)),
        containment=round(best.containment, 4) if best else None,
        reason=reason + ".",
    )


def _agency_name(ref: str) -> str:
    known = entry(ref)
    return known.name if known else ref


def _own_name(bundle: Bundle) -> tuple[str, str]:
    name = bundle.article.outlet or bundle.article.address.rsplit("/", 1)[-1]
    return name, "outlet:" + " ".join(name.casefold().split())


def _printed_by_others(members: Sequence[Bundle]) -> tuple[str, str] | None:
    """The one name, no agency's, that datelines credit in an outlet's copy that bears another name."""
    named = {
        bundle.layer_id: passage.span.quote
        for bundle in members
        for passage in bundle.of("outlet")
        if passage.rule == "dateline"
    }
    names = {" ".join(name.casefold().split()): name for name in named.values()}
    if len(names) != 1:
        return None
    [(key, name)] = names.items()
    ref = f"outlet:{key}"
    others = [b for b in members if b.layer_id in named and _own_name(b)[1] != ref]
    return (name, ref) if others else None


def _evidence(members: Sequence[Bundle]) -> list[Span]:
    """The lines that show the origin: the credit, else the outlet, else the first paragraph."""
    found = []
    for bundle in members:
        printed = [passage for passage in bundle.of("outlet") if passage.rule == "dateline"]
        shown = bundle.of("credit") or printed or bundle.of("outlet") or bundle.of("paragraph")
        found.append(shown[0].span)
    return found
