"""Clauses of statements and events, which is where reports can be set beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.model.bundle import Bundle
from vedette.model.evidence import Span
from vedette.model.reading import Event, Statement
from vedette.stories.words import content_words

_BREAKS = re.compile(r",?\s+and\s+that\s+|,\s+that\s+|;\s+|(?<=[.!?])[\"”]?\s+(?=[A-Z\"“])")
_MIN_WORDS = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a statement or event that can be compared by itself.

    ``party`` is who speaks or acts, for the guard; ``member_id`` the statement or event it is of.
    """

    layer_id: str
    span: Span
    party: str | None
    kind: str
    member_id: str
    manner: str | None
    words: tuple[str, ...]


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
                )
            at = part.end() if part else end


def voice_of(bundle: Bundle, statement: Statement) -> str | None:
    """Whose word a statement is: a spokesperson's is the ministry's or the state's.

    A person whose printed office names a ministry speaks for it; one whose office is tied to a state
    and says spokesperson or minister speaks for that state; anybody else for himself.
    """
    if not statement.speaker_ref:
        return statement.speaker_name.casefold() if statement.speaker_name else None
    if not statement.speaker_ref.startswith("person:"):
        return statement.speaker_ref
    known = [m for m in bundle.mentions if m.ref == statement.speaker_ref]
    role = (statement.speaker_role or "").casefold()
    state = next((m.state for m in known if m.state), None)
    ministry = re.search(r"([\w' ]*?)\s*ministry", role)
    if ministry:
        kind = ministry[1].split()[-1] if ministry[1].split() else ""
        return f"ministry:{(state or '').removeprefix('state:')}:{kind}"
    if state and "spokes" in role:
        return state
    return statement.speaker_ref


def event_words(event: Event) -> tuple[str, ...]:
    """An event's content words."""
    return tuple(content_words(event.span.quote))
