"""One thing told in a story, and who stands behind it: that it was said, and what was said.

Two agencies quoting one ministry are two witnesses that it spoke, and one source for what it said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vedette.clean.dates import overlap as days_overlap
from vedette.model.evidence import Span
from vedette.model.reading import Event, Statement
from vedette.model.story import Claim, OriginGroup
from vedette.stories.counting import Hands, count_claim
from vedette.stories.members import Member, same_voice, voice_bucket, voice_parts
from vedette.stories.words import content_words, denials, is_negated, overlap, thresholds

# A claim of many members is known by its first ones; trying all of them finds nothing new.
_TRIED = 8


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
    hands = Hands(origins, parts or {})
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
    return tuple(count_claim(story_id, group, hands) for group in groups)


def _with_known_states(members: Sequence[Member]) -> list[Member]:
    """Give an official's ministry its state where another report of the story prints it.

    The same full name at the same office, in one story, is one official; where the reports would
    give two states, none is taken.
    """
    states: dict[tuple[str, str], set[str]] = defaultdict(set)
    for member in members:
        kind, state, office = voice_parts(member.voice or "")
        if kind == "ministry" and state and member.statement and member.statement.speaker_ref:
            states[member.statement.speaker_ref, office].add(state)
    return [_with_state(member, states) for member in members]


def _with_state(member: Member, states: Mapping[tuple[str, str], set[str]]) -> Member:
    kind, state, office = voice_parts(member.voice or "")
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
