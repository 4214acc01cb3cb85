"""Clauses of statements and events, which is where reports can be set beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.clean.gazetteer import entry
from vedette.model.bundle import Bundle
from vedette.model.evidence import Span
from vedette.model.reading import Event, Statement
from vedette.stories.words import content_words, denials

_BREAKS = re.compile(r",?\s+and\s+that\s+|,\s+that\s+|;\s+|(?<=[.!?])[\"”]?\s+(?=[A-Z\"“])")
_MINISTRY = re.compile(r"(?P<kind>[\w']+)\s+minist(?:ry|er)\b")
_MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a statement or event that can be compared by itself.

    ``party`` is who speaks or acts, for the guard; ``member_id`` the statement or event it is of;
    ``is_denied`` says that the cue takes it back ("denied that").
    """

    layer_id: str
    span: Span
    party: str | None
    kind: str
    member_id: str
    manner: str | None
    words: tuple[str, ...]
    is_denied: bool = False


def statement_clauses(bundle: Bundle, statement: Statement) -> Iterator[Clause]:
    """The clauses of a statement's content, in order."""
    for piece in statement.content:
        at = 0
        for part in [*_BREAKS.finditer(piece.quote), None]:
            end = part.start() if part else len(piece.quote)
            quote = piece.quote[at:end]
            words = tuple(content_words(quote))
            if len(words) >= _MIN_WORDS:
                start = piece.start + at
                span = Span(
                    layer_id=piece.layer_id, start=start, end=start + len(quote), quote=quote
                )
                yield Clause(
                    bundle.layer_id,
                    span,
                    voice_of(bundle, statement),
                    "statement",
                    statement.statement_id,
                    statement.manner,
                    words,
                    statement.cue_lemma in denials(),
                )
            at = part.end() if part else end


def voice_of(bundle: Bundle, statement: Statement) -> str | None:
    """Whose word a statement is: a spokesperson's is the ministry's or the state's.

    A minister, or one whose printed office names a ministry, speaks for it; a spokesperson of a state
    speaks for the state; anybody else for himself.
    """
    if not statement.speaker_ref:
        name = statement.speaker_name
        return f"description:{name.casefold()}" if name else None
    if not statement.speaker_ref.startswith("person:"):
        return statement.speaker_ref
    known = [m for m in bundle.mentions if m.ref == statement.speaker_ref]
    role = (statement.speaker_role or "").casefold()
    state = next((m.state for m in known if m.state), None) or _carrier_state(statement)
    office = _MINISTRY.search(role)
    if office:
        kind = {"defense": "defence"}.get(office["kind"], office["kind"])
        return f"ministry:{(state or '').removeprefix('state:')}:{kind}"
    return state if state and "spokes" in role else statement.speaker_ref


def _carrier_state(statement: Statement) -> str | None:
    """The state whose own agency carried a statement: its officials speak through it."""
    for link in statement.chain:
        known = entry(link.ref) if link.ref.startswith("agency:") else None
        if known and known.subkind == "state-media" and link.span is not None:
            return f"state:{known.state}"
    return None


def event_words(event: Event) -> tuple[str, ...]:
    """An event's content words."""
    return tuple(content_words(event.span.quote))
