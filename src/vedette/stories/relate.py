"""The door of this room: reports in; strands, stories, origins, claims and differences out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vedette.model.bundle import Bundle
from vedette.model.correction import Tie
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.story import Claim, Difference, OriginGroup, Story, Strand, TextKin
from vedette.stories.claims import find_claims
from vedette.stories.compare import find_differences
from vedette.stories.items import Item
from vedette.stories.judged import regroup, told
from vedette.stories.kin import find_kin, kin_row, stock_sentences
from vedette.stories.members import Member, members_of
from vedette.stories.origins import find_hands
from vedette.stories.similar import group
from vedette.stories.strands import find_strands, title_of

# Comparing every pair of a very large story says little and costs its square.
_MAX_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Related:
    """What setting the reports beside each other gave."""

    strands: tuple[Strand, ...]
    stories: tuple[Story, ...]
    origins: tuple[OriginGroup, ...]
    kin: tuple[TextKin, ...]
    claims: tuple[Claim, ...]
    differences: tuple[Difference, ...]


def relate(bundles: Sequence[Bundle], ties: Sequence[Tie] = ()) -> Related:
    """Relate all reports to each other.

    Args:
        bundles: The reports with what was read out of them, in any order; the result does not
            depend on it.
        ties: What a person judged of stories and copies, oldest first.
    """
    ordered = sorted(bundles, key=lambda bundle: (bundle.article.address, bundle.layer_id))
    by_layer = {bundle.layer_id: bundle for bundle in ordered}
    strands = [strand for bundle in ordered for strand in find_strands(bundle)]
    items = [_item(by_layer[strand.layer_id], strand) for strand in strands]
    stories: list[Story] = []
    origins: list[OriginGroup] = []
    kin: list[TextKin] = []
    claims: list[Claim] = []
    differences: list[Difference] = []
    groups, shaped = regroup(
        group(items), [tie for tie in ties if tie.thing == "story"], _strands_at(strands)
    )
    told_by = [[strands[i] for i in indexes] for indexes in groups]
    stock = stock_sentences(
        [[by_layer[one] for one in dict.fromkeys(s.layer_id for s in ss)] for ss in told_by]
    )
    of_origins = [tie for tie in ties if tie.thing == "origin"]
    for indexes, members in zip(groups, told_by, strict=True):
        judged = [tie for i in indexes for tie in shaped.get(i, ())]
        story = told(_story(members, by_layer), judged)
        own = [by_layer[layer] for layer in story.layer_ids]
        own_kin = find_kin(own, stock)
        hands = find_hands(story.story_id, own, own_kin, of_origins)
        own_origins = hands.origins
        kin += [kin_row(story.story_id, own, pair) for pair in own_kin]
        tellings = _told(members, by_layer)
        own_claims = find_claims(story.story_id, tellings, own_origins, hands.parts)
        stories.append(story)
        origins += own_origins
        claims += own_claims
        compared = set(story.layer_ids[:_MAX_COMPARED])
        differences += find_differences(
            story.story_id,
            [b for b in own if b.layer_id in compared],
            [m for m in tellings if m.bundle.layer_id in compared],
            own_claims,
            own_origins,
        )
    return Related(
        tuple(strands),
        tuple(stories),
        tuple(origins),
        tuple(kin),
        tuple(claims),
        tuple(differences),
    )


def _strands_at(
    strands: Sequence[Strand],
) -> Callable[[Sequence[tuple[str, int]]], set[int]]:
    """Finds the strands at places: the one whose paragraphs hold the offset, else the first."""
    of_layer: dict[str, list[int]] = defaultdict(list)
    for index, strand in enumerate(strands):
        of_layer[strand.layer_id].append(index)

    def strand_at(layer_id: str, offset: int) -> int:
        began = [i for i in of_layer[layer_id] if strands[i].lead.start <= offset]
        return began[-1] if began else of_layer[layer_id][0]

    return lambda places: {strand_at(*place) for place in places if place[0] in of_layer}


def _item(bundle: Bundle, strand: Strand) -> Item:
    title = title_of(bundle, strand)
    paragraphs = bundle.of("paragraph")
    lead = " ".join(paragraphs[index].span.quote for index in strand.paragraphs)
    on = bundle.article.reference_on or bundle.article.published
    headline = title.span.quote if title else ""
    return Item(
        strand.strand_id,
        headline,
        lead,
        strand.refs,
        on,
        strand.layer_id,
        bundle.article.language,
    )


def _told(strands: Sequence[Strand], by_layer: dict[str, Bundle]) -> list[Member]:
    bounds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for strand in strands:
        paragraphs = by_layer[strand.layer_id].of("paragraph")
        for index in strand.paragraphs:
            span = paragraphs[index].span
            bounds[strand.layer_id].append((span.start, span.end))
    return [
        member for layer, ranges in bounds.items() for member in members_of(by_layer[layer], ranges)
    ]


def _story(strands: Sequence[Strand], by_layer: dict[str, Bundle]) -> Story:
    layers = tuple(dict.fromkeys(strand.layer_id for strand in strands))
    days = sorted(d for layer in layers if (d := by_layer[layer].article.reference_on))
    title = _title(strands, by_layer)
    shared = Counter(ref for strand in strands for ref in set(strand.refs))
    terms = tuple(
        ref for ref, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:8]
    )
    n_reports = len(layers)
    languages = sorted({by_layer[layer].article.language or "" for layer in layers} - {""})
    reason = (
        f"{n_reports} reports tell it with the same words, parties and days."
        if n_reports > 1
        else "Only one report tells it."
    )
    if len(languages) > 1:
        reason = (
            f"{n_reports} reports in {len(languages)} languages ({', '.join(languages)}) tell it: "
            "across languages the same subjects, states, names and numbers on the same days."
        )
    return Story(
        story_id=content_id("sy", sorted(strand.strand_id for strand in strands)),
        title=title.quote,
        title_span=title,
        strand_ids=tuple(strand.strand_id for strand in strands),
        layer_ids=layers,
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        terms=terms,
        reason=reason,
    )


def _title(strands: Sequence[Strand], by_layer: dict[str, Bundle]) -> Span:
    """The headline of the first strand that has one, else the first strand's lead."""
    for strand in strands:
        found = title_of(by_layer[strand.layer_id], strand)
        if found:
            return found.span
    return strands[0].lead
