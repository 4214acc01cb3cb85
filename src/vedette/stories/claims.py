"""One thing told in a story, and who stands behind it: that it was said, and what was said.

Two agencies quoting one ministry are two witnesses that it spoke, and one source for what it said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vedette.clean.dates import overlap as days_overlap
from vedette.clean.gazetteer import name_of
from vedette.model.bundle import Bundle
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.reading import Event, Statement
from vedette.model.story import Claim, OriginGroup
from vedette.stories.clauses import statement_clauses, voice_of
from vedette.stories.words import content_words, denials, is_negated, overlap, thresholds

# A claim of many members is known by its first ones; trying all of them finds nothing new.
_TRIED = 8
_MIN_WORDS = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A statement or event of one report, as a claim groups it."""

    bundle: Bundle
    kind: str
    member_id: str
    span: Span
    voice: str | None
    event: Event | None
    statement: Statement | None


def members_of(bundle: Bundle, bounds: Iterable[tuple[int, int]]) -> list[Member]:
    """The statements and events that stand inside some stretches of a report's body."""
    ranges = list(bounds)

    def inside(span: Span) -> bool:
        return any(start <= span.start < end for start, end in ranges)

    found = [
        member
        for s in bundle.statements
        if s.is_said and not s.in_title and inside(s.content[0])
        for member in _sayings(bundle, s)
    ]
    by_id = {s.statement_id: s for s in bundle.statements}
    for event in bundle.events:
        if inside(event.span):
            told_in = by_id.get(event.statement_id or "")
            voice = voice_of(bundle, told_in) if told_in else None
            found.append(Member(bundle, "event", event.event_id, event.span, voice, event, told_in))
    return found


def _sayings(bundle: Bundle, statement: Statement) -> Iterator[Member]:
    """A statement's clauses: what another report shares is a clause, and only that is shared.

    A stump of less than two words ("who", "it") is nothing that could be told.
    """
    voice = voice_of(bundle, statement)
    clauses = list(statement_clauses(bundle, statement))
    spans = [clause.span for clause in clauses] or [statement.content[0]]
    for span in spans:
        denied = statement.cue_lemma in denials()
        if denied or len(content_words(span.quote)) >= _MIN_WORDS:
            yield Member(bundle, "statement", statement.statement_id, span, voice, None, statement)


def find_claims(
    story_id: str,
    members: Sequence[Member],
    origins: Sequence[OriginGroup],
    parts: Mapping[tuple[str, int], str] | None = None,
) -> tuple[Claim, ...]:
    """Group members that tell the same thing, across reports, and count who stands behind it.

    Args:
        story_id: The story.
        members: Its statements and events.
        origins: Its origins.
        parts: The origin of paragraphs that another hand wrote than their report's, by layer and ordinal.
    """
    hands = _Hands(origins, parts or {})
    members = _with_known_states(members)
    groups: list[list[Member]] = []
    near: dict[str, list[list[Member]]] = defaultdict(list)
    for member in members:
        bucket = near[_bucket(member)]
        home = next((group for group in bucket if _same(group, member)), None)
        if home is None:
            home = []
            groups.append(home)
            bucket.append(home)
        home.append(member)
    return tuple(_claim(story_id, group, hands) for group in groups)


def _with_known_states(members: Sequence[Member]) -> list[Member]:
    """Give an official's ministry its state where another report of the story prints it.

    The same full name at the same office, in one story, is one official; where the reports would
    give two states, none is taken.
    """
    states: dict[tuple[str, str], set[str]] = defaultdict(set)
    for member in members:
        kind, state, office = _parts(member.voice or "")
        if kind == "ministry" and state and member.statement and member.statement.speaker_ref:
            states[member.statement.speaker_ref, office].add(state)
    return [_with_state(member, states) for member in members]


def _with_state(member: Member, states: Mapping[tuple[str, str], set[str]]) -> Member:
    kind, state, office = _parts(member.voice or "")
    if kind != "ministry" or state or not member.statement:
        return member
    known = states.get((member.statement.speaker_ref or "", office), set())
    return replace(member, voice=f"ministry:{min(known)}:{office}") if len(known) == 1 else member


def _bucket(member: Member) -> str:
    """What two members must have in common to be one claim: only those are compared.

    A state and its ministry can be one voice, so they share a bucket by state.
    """
    if member.event:
        return f"event:{member.event.kind}"
    return voice_bucket(member.voice or "")


def voice_bucket(voice: str) -> str:
    """What two voices must have in common to be one: a state and its ministries can be."""
    kind, state, office = _parts(voice)
    return "official" if kind in {"state", "ministry"} else f"{kind}:{state}:{office}"


def _same(group: Sequence[Member], member: Member) -> bool:
    first = group[0]
    if first.kind != member.kind:
        return False
    if member.event and first.event:
        return any(m.event and same_event(m.event, member.event) for m in group[:_TRIED])
    if any(m.bundle.layer_id == member.bundle.layer_id for m in group):
        return False
    if not first.voice or not member.voice or not same_voice(first.voice, member.voice):
        return False
    assert first.statement
    assert member.statement
    if is_denied(first.statement, first.span) != is_denied(member.statement, member.span):
        return False
    return (
        overlap(content_words(first.span.quote), content_words(member.span.quote))
        >= thresholds()["align"]
    )


def is_denied(statement: Statement, span: Span) -> bool:
    """Whether the words are said not to hold: by a negation in them or by the cue that brings them."""
    return is_negated(span.quote) != (statement.cue_lemma in denials())


def same_voice(left: str, right: str) -> bool:
    """Whether two voices can be one: equal, or a state and its own ministry, state unprinted."""
    if left == right:
        return True
    (kind_a, state_a, office_a), (kind_b, state_b, office_b) = _parts(left), _parts(right)
    if kind_a == kind_b == "ministry":
        return office_a == office_b and not (state_a and state_b)
    return {kind_a, kind_b} == {"state", "ministry"} and state_a == state_b != ""


def _parts(voice: str) -> tuple[str, str, str]:
    """Kind, state and office of a voice: ``ministry:RU:foreign``, ``state:RU``, ``person:…``."""
    kind, _, rest = voice.partition(":")
    state, _, office = rest.partition(":")
    return kind, state, office


def same_event(left: Event, right: Event) -> bool:
    """Whether two tellings can be of one event: kind, an actor or party in common, days that meet."""
    if left.kind != right.kind or not days_overlap(left.occurred, right.occurred):
        return False
    for held in ({"background"}, {"denied", "negated"}):
        if (left.modality in held) != (right.modality in held):
            return False
    sides = [
        {slot.ref for slot in event.slots if slot.ref and slot.role in {"actor", "party", "target"}}
        for event in (left, right)
    ]
    if not sides[0] or not sides[1]:
        return False
    actors = [
        {slot.ref for slot in event.slots if slot.ref and slot.role in {"actor", "party"}}
        for event in (left, right)
    ]
    if actors[0] and actors[1]:
        return bool(actors[0] & actors[1])
    return bool(sides[0] & sides[1])


class _Hands:
    """Which origin each member's words come from: its paragraph's, else its report's."""

    def __init__(
        self, origins: Sequence[OriginGroup], parts: Mapping[tuple[str, int], str]
    ) -> None:
        self._origins = {origin.origin_id: origin for origin in origins}
        self._of_layer = {layer: o.origin_id for o in origins for layer in o.layer_ids}
        self._parts = parts

    def of(self, member: Member) -> str | None:
        layer = member.bundle.layer_id
        for ordinal, passage in enumerate(member.bundle.of("paragraph")):
            if passage.span.start <= member.span.start < passage.span.end:
                return self._parts.get((layer, ordinal), self._of_layer.get(layer))
        return self._of_layer.get(layer)

    def behind(self, members: Iterable[Member]) -> list[OriginGroup]:
        """The distinct origins, in their order."""
        held = {self.of(member) for member in members}
        return [origin for key, origin in self._origins.items() if key in held]


def _claim(story_id: str, group: Sequence[Member], hands: _Hands) -> Claim:
    witnesses = hands.behind(group)
    sources = _sources(group)
    n_own = len(hands.behind(m for m in group if m.kind == "event" and m.voice is None))
    named = {origin.origin_id for origin in witnesses}
    doubtful = [origin for origin in witnesses if named & set(origin.possibly_of)]
    n_content = len(sources) if group[0].kind == "statement" else len(sources) + n_own
    best = max(group, key=lambda m: (len(content_words(m.span.quote)), -m.span.start))
    return Claim(
        claim_id=content_id("cl", story_id, sorted((m.member_id, m.span.start) for m in group)),
        story_id=story_id,
        kind=group[0].kind,  # type: ignore[arg-type]
        text=best.span.quote,
        speaker_ref=group[0].statement.speaker_ref if group[0].statement else None,
        member_ids=tuple(dict.fromkeys(m.member_id for m in group)),
        spans=tuple(m.span for m in group),
        witnesses=tuple(origin.origin_id for origin in witnesses),
        primary_sources=tuple(sources),
        n_origins_of_report=len(witnesses),
        n_origins_of_content=n_content,
        sentence=_sentence(group, witnesses, sources, n_own, doubtful),
        n_possibly_derived=len(doubtful),
    )


def _sources(group: Sequence[Member]) -> list[str]:
    """Distinct voices a claim rests on; voices that can be one count once, the fuller one kept."""
    found: list[str] = []
    for voice in sorted({m.voice for m in group if m.voice}, key=lambda v: (-len(v), v)):
        if not any(same_voice(voice, known) for known in found):
            found.append(voice)
    return found


def _sentence(
    group: Sequence[Member],
    witnesses: Sequence[OriginGroup],
    sources: Sequence[str],
    n_own: int,
    doubtful: Sequence[OriginGroup],
) -> str:
    names = "; ".join(origin.name for origin in witnesses)
    count = len(witnesses)
    reported = f"Reported by {_count(count, 'independent origin')} ({names})"
    if doubtful:
        likely = "; ".join(origin.name for origin in doubtful)
        reported += f", of which {likely} may be a translation of another"
    statement = group[0].statement
    if group[0].kind == "statement":
        denied = statement is not None and statement.cue_lemma in denials()
        if not sources:
            who = "denied" if denied else "said"
            return f"{reported}; who {who} it cannot be told from the text."
        named = "; ".join(name_of(source) for source in sources)
        if denied:
            return f"{reported}, as denied by {named}; the denial rests on {_count(len(sources), 'source')}."
        return f"{reported}; what was said rests on {_count(len(sources), 'source')}: {named}."
    parts = []
    if n_own:
        parts.append(f"told in the reports' own voice by {_count(n_own, 'origin')}")
    if sources:
        parts.append("told by " + "; ".join(name_of(source) for source in sources))
    return f"{reported}; {' and '.join(parts) or 'nobody is named for it'}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
