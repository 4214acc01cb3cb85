"""What reports of one story share, where they differ, and what only one of them says.

Clauses are aligned only under a guard (the same voice, or the same kind of event with a party in
common); then typed slots are compared. "contradicts" is kept for polarity, number and date with
equal scope. A wrong pair is worse than none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from vedette.clean.dates import overlap as days_overlap
from vedette.clean.gazetteer import entry
from vedette.model.bundle import Bundle
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.reading import Event
from vedette.model.story import Claim, Difference, DifferenceKind, OriginGroup
from vedette.stories.claims import same_event
from vedette.stories.clause_slots import Meeting, meet
from vedette.stories.clauses import Clause, statement_clauses
from vedette.stories.members import Member, same_voice, voice_bucket

_MIN_SHARED_WORDS = 2


def find_differences(
    story_id: str,
    bundles: Sequence[Bundle],
    members: Sequence[Member],
    claims: Sequence[Claim],
    origins: Sequence[OriginGroup],
) -> tuple[Difference, ...]:
    """Compare the reports of a story, two independent origins at a time."""
    if len(bundles) < 2:
        return ()
    origin_of = {layer: o.origin_id for o in origins for layer in o.layer_ids}
    titles = {b.layer_id: _label(b) for b in bundles}
    rows = list(_aligned(story_id, members, origin_of, titles))
    rows += _events(story_id, members, origin_of, titles)
    rows += _alone(story_id, claims, rows, titles)
    return tuple({row.difference_id: row for row in rows}.values())


def _label(bundle: Bundle) -> str:
    known = entry(bundle.article.agency) if bundle.article.agency else None
    if bundle.article.outlet:
        return bundle.article.outlet
    return f"the {known.name} copy" if known else bundle.article.address.rsplit("/", 1)[-1]


def _row(
    story_id: str,
    kind: DifferenceKind,
    slot: str,
    left: Span,
    right: Span | None,
    sentence: str,
    *,
    values: tuple[str | None, str | None] = (None, None),
    similarity: float | None = None,
) -> Difference:
    return Difference(
        difference_id=content_id("di", story_id, kind, slot, left.span_id, right and right.span_id),
        story_id=story_id,
        kind=kind,
        slot=slot,
        left_layer=left.layer_id,
        left=left,
        left_value=values[0],
        right_layer=right.layer_id if right else None,
        right=right,
        right_value=values[1],
        similarity=round(similarity, 3) if similarity is not None else None,
        sentence=sentence,
    )


def _aligned(
    story_id: str,
    members: Sequence[Member],
    origin_of: dict[str, str],
    titles: dict[str, str],
) -> Iterator[Difference]:
    told = {
        (member.bundle.layer_id, member.member_id): member
        for member in members
        if member.kind == "statement"
    }
    clauses = [
        clause
        for member in told.values()
        if member.statement
        for clause in statement_clauses(member.bundle, member.statement)
    ]
    by_voice: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if clause.party:
            by_voice[voice_bucket(clause.party)].append(clause)
    pairs: list[tuple[float, Clause, Clause, Meeting]] = []
    for held in by_voice.values():
        for left, right in combinations(held, 2):
            if left.layer_id == right.layer_id or not same_voice(
                left.party or "", right.party or ""
            ):
                continue
            # Clauses that tell one thing have more than a word in common.
            if len(set(left.words) & set(right.words)) < _MIN_SHARED_WORDS:
                continue
            met = meet(
                left.span.quote,
                right.span.quote,
                left_denied=left.is_denied,
                right_denied=right.is_denied,
            )
            if met:
                pairs.append((met.similarity, left, right, met))
    used: set[str] = set()
    for _, left, right, met in sorted(
        pairs, key=lambda p: (-p[0], p[1].span.start, p[2].span.start)
    ):
        if used & {left.span.span_id, right.span.span_id}:
            continue
        used |= {left.span.span_id, right.span.span_id}
        one_hand = origin_of.get(left.layer_id) == origin_of.get(right.layer_id)
        for row in _pair(story_id, met, left, right, titles):
            # Copies share everything; only what one of them changed is worth a row.
            if row.kind == "contradicts" or not one_hand:
                yield row


_SAID: dict[str, str] = {
    "polarity": "{a} tells it {left}, {b} tells it {right}.",
    "number": "{a} gives {left}, {b} gives {right}.",
    "date": "{a} dates it {left}, {b} dates it {right}.",
    "modality": "{a} tells it as {left}, {b} as {right}.",
}


def _pair(
    story_id: str, met: Meeting, left: Clause, right: Clause, titles: dict[str, str]
) -> Iterator[Difference]:
    a, b = titles[left.layer_id], titles[right.layer_id]
    value = met.similarity
    if met.outcome == "same":
        yield _row(
            story_id,
            "shared",
            "clause",
            left.span,
            right.span,
            f"Both {a} and {b} give it, from the same voice.",
            similarity=value,
        )
    for slot, ours, theirs in met.slots:
        yield _row(
            story_id,
            "contradicts" if met.outcome == "contradicts" else "differs",
            slot,
            left.span,
            right.span,
            _SAID[slot].format(a=a, b=b, left=ours, right=theirs),
            values=(ours, theirs),
            similarity=value,
        )
    if left.manner != right.manner:
        yield _row(
            story_id,
            "differs",
            "manner",
            left.span,
            right.span,
            f"{a} gives it as {left.manner} speech, {b} as {right.manner} speech.",
            values=(left.manner, right.manner),
            similarity=value,
        )


def _events(
    story_id: str,
    members: Sequence[Member],
    origin_of: dict[str, str],
    titles: dict[str, str],
) -> Iterator[Difference]:
    """Compare tellings of one event: the fullest of each report, slot by slot."""
    best: dict[tuple[str, str], Event] = {}
    for member in members:
        event = member.event
        if event is None or event.modality == "background":
            continue
        key = (member.bundle.layer_id, event.kind)
        known = best.get(key)
        if known is None or _fullness(event) > _fullness(known):
            best[key] = event
    found = sorted(best.values(), key=lambda e: (e.kind, e.layer_id))
    for i, left in enumerate(found):
        for right in found[i + 1 :]:
            if left.kind != right.kind or origin_of.get(left.layer_id) == origin_of.get(
                right.layer_id
            ):
                continue
            if _same_parties(left, right):
                yield from _event_pair(story_id, left, right, titles)


def _fullness(event: Event) -> tuple[int, int]:
    return (event.occurred is not None) + len(event.slots), -event.span.start


def _same_parties(left: Event, right: Event) -> bool:
    if same_event(left, right):
        return True
    sides = [{slot.ref for slot in e.slots if slot.ref} for e in (left, right)]
    return len(sides[0] & sides[1]) >= 2


def _event_pair(
    story_id: str, left: Event, right: Event, titles: dict[str, str]
) -> Iterator[Difference]:
    a, b = titles[left.layer_id], titles[right.layer_id]
    kind = left.kind.replace("_", " ")
    yield _row(
        story_id, "shared", "event", left.span, right.span, f"Both {a} and {b} tell of the {kind}."
    )
    if left.occurred != right.occurred:
        shown = [event.occurred or "open" for event in (left, right)]
        clash = not days_overlap(left.occurred, right.occurred)
        one_open = not (left.occurred and right.occurred)
        sentence = (
            f"{a} dates the {kind} {shown[0]}, {b} leaves the day open."
            if left.occurred and one_open
            else f"{b} dates the {kind} {shown[1]}, {a} leaves the day open."
            if one_open
            else f"{a} dates the {kind} {shown[0]}, {b} dates it {shown[1]}."
        )
        yield _row(
            story_id,
            "contradicts" if clash and _clashes(left, right, "date") else "differs",
            "date",
            left.date_span or left.span,
            right.date_span or right.span,
            sentence,
            values=(shown[0], shown[1]),
        )
    if left.modality != right.modality:
        yield _row(
            story_id,
            "differs",
            "modality",
            left.span,
            right.span,
            f"{a} tells the {kind} as {left.modality}, {b} as {right.modality}.",
            values=(left.modality, right.modality),
        )
    yield from _quantities(story_id, left, right, (a, b))


def _quantities(
    story_id: str, left: Event, right: Event, names: tuple[str, str]
) -> Iterator[Difference]:
    one, other = left.slot("quantity"), right.slot("quantity")
    comparable = one and other and one.unit == other.unit and one.value != other.value
    if one and other and comparable:
        yield _row(
            story_id,
            "contradicts" if _clashes(left, right, "number") else "differs",
            "number",
            one.span,
            other.span,
            f"{names[0]} gives {one.name}, {names[1]} gives {other.name}.",
            values=(one.name, other.name),
        )


def _clashes(left: Event, right: Event, slot: str) -> bool:
    """Whether two tellings contradict each other in a slot: their clauses must, with all else equal."""
    if left.modality != right.modality:
        return False
    met = meet(left.span.quote, right.span.quote)
    return met is not None and met.outcome == "contradicts" and met.slots[0][0] == slot


def _alone(
    story_id: str, claims: Sequence[Claim], rows: Sequence[Difference], titles: dict[str, str]
) -> Iterator[Difference]:
    """What only one origin tells: claims with one witness that no pair above holds."""
    paired: dict[str, list[Span]] = defaultdict(list)
    for row in rows:
        for side in (row.left, row.right):
            if side:
                paired[side.layer_id].append(side)
    for claim in claims:
        span = claim.spans[0]
        if claim.n_origins_of_report > 1 or span.layer_id not in titles:
            continue
        if any(_meets(span, other) for other in paired.get(span.layer_id, ())):
            continue
        yield _row(
            story_id, "only", "clause", span, None, f"Only {titles[span.layer_id]} tells this."
        )


def _meets(left: Span, right: Span) -> bool:
    return left.layer_id == right.layer_id and left.start < right.end and right.start < left.end
