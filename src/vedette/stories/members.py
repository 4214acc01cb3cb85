"""The statements and events of a report as claims group them, and whose word each is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vedette.model.bundle import Bundle
from vedette.model.evidence import Span
from vedette.model.reading import Event, Statement
from vedette.stories.clauses import statement_clauses, voice_of
from vedette.stories.words import content_words, denials

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
            told_in = _innermost(bundle, event) or by_id.get(event.statement_id or "")
            voice = voice_of(bundle, told_in) if told_in else None
            found.append(Member(bundle, "event", event.event_id, event.span, voice, event, told_in))
    return found


def _innermost(bundle: Bundle, event: Event) -> Statement | None:
    """The saying nearest around an event: in "KCNA reported that the minister said", the minister's."""
    if event.statement_id is None:
        return None
    around = [
        (piece.end - piece.start, s.statement_id, s)
        for s in bundle.statements
        if s.is_said and s.speaker_ref
        for piece in s.content
        if piece.start <= event.span.start < piece.end
    ]
    return min(around, key=lambda found: found[:2])[2] if around else None


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


def voice_bucket(voice: str) -> str:
    """What two voices must have in common to be one: a state and its ministries can be."""
    kind, state, office = voice_parts(voice)
    return "official" if kind in {"state", "ministry"} else f"{kind}:{state}:{office}"


def same_voice(left: str, right: str) -> bool:
    """Whether two voices can be one: equal, or a state and its own ministry, state unprinted."""
    if left == right:
        return True
    (kind_a, state_a, office_a), (kind_b, state_b, office_b) = voice_parts(left), voice_parts(right)
    if kind_a == kind_b == "ministry":
        return office_a == office_b and not (state_a and state_b)
    return {kind_a, kind_b} == {"state", "ministry"} and state_a == state_b != ""


def voice_parts(voice: str) -> tuple[str, str, str]:
    """Kind, state and office of a voice: ``ministry:RU:foreign``, ``state:RU``, ``person:…``."""
    kind, _, rest = voice.partition(":")
    state, _, office = rest.partition(":")
    return kind, state, office
