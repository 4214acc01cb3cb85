"""Who stands behind a claim, counted: origins that report it, voices it rests on, and doubts about both.

Two agencies quoting one ministry are two witnesses that it spoke, and one source for what it said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.clean.gazetteer import entry, name_of
from vedette.model.ids import content_id
from vedette.model.story import Claim, OriginGroup
from vedette.stories.members import Member, same_voice, voice_parts
from vedette.stories.words import content_words, denials


class Hands:
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


def count_claim(story_id: str, group: Sequence[Member], hands: Hands) -> Claim:
    """A claim with those who stand behind it, counted.

    An origin that gives it on the word of another origin (Reuters citing Yonhap, whose own report is there) is a
    witness and no independent one.
    """
    standing = _stand(group, hands)
    best = max(group, key=lambda m: (len(content_words(m.span.quote)), -m.span.start))
    return Claim(
        claim_id=content_id("cl", story_id, sorted((m.member_id, m.span.start) for m in group)),
        story_id=story_id,
        kind=group[0].kind,  # type: ignore[arg-type]
        text=best.span.quote,
        speaker_ref=group[0].statement.speaker_ref if group[0].statement else None,
        member_ids=tuple(dict.fromkeys(m.member_id for m in group)),
        spans=tuple(m.span for m in group),
        witnesses=tuple(origin.origin_id for origin in standing.witnesses),
        primary_sources=standing.sources,
        n_origins_of_report=len(standing.witnesses) - len(standing.citing),
        n_origins_of_content=standing.n_content,
        sentence=_sentence(group[0], standing),
        n_possibly_derived=len(standing.doubtful),
    )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Who stands behind a claim.

    Args:
        witnesses: Origins that report it.
        own: Those of them that tell it in their own voice.
        sources: Distinct voices it rests on.
        citing: Witnesses that have it from another witness, with that one's name.
        doubtful: Witnesses that may be translations of another.
        through: Agencies through whose hands all of it came.
        n_content: How many stand behind what is told.
    """

    witnesses: tuple[OriginGroup, ...]
    own: tuple[OriginGroup, ...]
    sources: tuple[str, ...]
    citing: tuple[tuple[OriginGroup, str], ...]
    doubtful: tuple[OriginGroup, ...]
    through: tuple[str, ...]
    n_content: int


def _stand(group: Sequence[Member], hands: Hands) -> _Standing:
    witnesses = hands.behind(group)
    sources = _sources(group)
    own = hands.behind(m for m in group if m.kind == "event" and m.voice is None)
    by_ref = {origin.ref: origin for origin in witnesses}
    citing = []
    for origin in witnesses:
        voices = {m.voice for m in group if hands.of(m) == origin.origin_id}
        cited = [by_ref[v] for v in voices if v in by_ref and by_ref[v] is not origin]
        if cited and len(cited) == len(voices):
            citing.append((origin, cited[0].name))
    named = {origin.origin_id for origin in witnesses}
    # An agency that tells it itself and is cited for it stands behind it once.
    told = {origin.ref for origin in own} | set(sources)
    return _Standing(
        witnesses=tuple(witnesses),
        own=tuple(own),
        sources=tuple(sources),
        citing=tuple(citing),
        doubtful=tuple(o for o in witnesses if named & set(o.possibly_of)),
        through=_through(group) if len(witnesses) > 1 else (),
        n_content=len(sources) if group[0].kind == "statement" else len(told),
    )


def _through(group: Sequence[Member]) -> tuple[str, ...]:
    """Agencies that every report names as the hand its statement came through, besides its own."""
    hands = [
        {
            link.ref
            for link in member.statement.chain
            if link.kind == "agency" and link.span and link.ref != member.bundle.article.agency
        }
        for member in group
        if member.statement
    ]
    common = set.intersection(*hands) if hands and len(hands) == len(group) else set()
    return tuple(sorted(common - {member.voice for member in group}))


def _sources(group: Sequence[Member]) -> list[str]:
    """Distinct voices a claim rests on; voices that can be one count once, the fuller one kept."""
    found: list[str] = []
    for voice in sorted({m.voice for m in group if m.voice}, key=lambda v: (-len(v), v)):
        if not any(same_voice(voice, known) for known in found):
            found.append(voice)
    carried = {
        link.ref
        for m in group
        if m.statement
        for link in m.statement.chain
        if link.kind == "agency" and m.voice != link.ref
    }
    # Who only carried another's words, as another report tells, is no source beside him; a state's own
    # media are none beside its ministry.
    states = {voice_parts(voice)[1] for voice in found if voice_parts(voice)[0] == "ministry"}
    states |= {voice_parts(voice)[1] for voice in found if voice_parts(voice)[0] == "state"}
    kept = [v for v in found if v not in carried and _media_state(v) not in states]
    return kept or found


def _media_state(voice: str) -> str | None:
    """The state whose own media a voice is; None for all others."""
    known = entry(voice) if voice.startswith("agency:") else None
    return known.state if known and known.subkind == "state-media" else None


def _sentence(first: Member, standing: _Standing) -> str:
    reported = _reported(standing)
    sources = "; ".join(name_of(source) for source in standing.sources)
    if first.kind == "statement":
        denied = first.statement is not None and first.statement.cue_lemma in denials()
        if not standing.sources:
            who = "denied" if denied else "said"
            return f"{reported}; who {who} it cannot be told from the text."
        count = _count(len(standing.sources), "source")
        if denied:
            return f"{reported}, as denied by {sources}; the denial rests on {count}."
        return f"{reported}; what was said rests on {count}: {sources}."
    parts = []
    if standing.own:
        parts.append(f"told in the reports' own voice by {_count(len(standing.own), 'origin')}")
    own = {origin.ref for origin in standing.own}
    others = "; ".join(name_of(source) for source in standing.sources if source not in own)
    if others:
        parts.append(f"told by {others}")
    return f"{reported}; {' and '.join(parts) or 'nobody is named for it'}."


def _reported(standing: _Standing) -> str:
    count = len(standing.witnesses) - len(standing.citing)
    cited = {origin.origin_id for origin, _ in standing.citing}
    names = "; ".join(o.name for o in standing.witnesses if o.origin_id not in cited)
    text = f"Reported by {_count(count, 'independent origin')} ({names})"
    for origin, name in standing.citing:
        text += f"; {origin.name} gives it on the word of {name}"
    if standing.doubtful:
        likely = "; ".join(origin.name for origin in standing.doubtful)
        text += f", of which {likely} may be a translation of another"
    if standing.through:
        text += f", all through {'; '.join(name_of(ref) for ref in standing.through)}"
    return text


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
