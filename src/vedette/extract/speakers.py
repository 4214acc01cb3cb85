"""Tie the words that name a speaker to a party: by mention, by coreference, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vedette.extract.attribution import is_pronoun
from vedette.extract.parse import Parsed
from vedette.extract.people import words
from vedette.model.evidence import Span
from vedette.model.reading import Mention

_DETERMINERS = frozenset({"the", "a", "an", "this", "that", "these", "those", "its", "his", "her"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the printed words, and the party if it can be told.

    ``name`` is the printed description when no party is known ("two officials").
    """

    span: Span | None
    name: str | None
    ref: str | None
    role: str | None
    state: str | None
    rule: str


class SpeakerMemory:
    """The speakers of a report so far, for pronouns. Feed it passages in reading order."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._mentions = sorted(mentions, key=lambda mention: mention.span.start)
        self._spoken: list[Mention] = []

    def resolve(self, parsed: Parsed, token: Any | None) -> Speaker:
        """The speaker a token heads."""
        if token is None:
            return Speaker(None, None, None, None, None, "no-speaker")
        chunk = _chunk(token)
        span = parsed.span(chunk[0].idx, chunk[-1].idx + len(chunk[-1]))
        if is_pronoun(token):
            return self._pronoun(span, token)
        mention = self.mention_at(parsed, token)
        if mention is None:
            name = " ".join(t.text for t in chunk if t.lower_ not in _DETERMINERS).strip() or None
            return Speaker(span, name, None, None, None, "description")
        self._spoken.append(mention)
        return Speaker(span, mention.name, mention.ref, mention.role, mention.state, "mention")

    def mention_at(self, parsed: Parsed, token: Any) -> Mention | None:
        """The mention that covers a token; not a state that only describes it."""
        at = parsed.span(token.idx, token.idx + len(token)).start
        for mention in self._mentions:
            if mention.span.start <= at < mention.span.end and mention.rule != "state-adjective":
                return mention
        return None

    def _pronoun(self, span: Span, token: Any) -> Speaker:
        wanted = {"she": "female", "he": "male"}.get(token.lower_)
        before = [m for m in self._mentions if m.span.start < span.start]
        pool = [*before, *self._spoken] if token.lower_ in {"he", "she"} else self._spoken
        for mention in reversed(pool):
            if wanted and mention.kind == "person" and _gender(mention) in {wanted, None}:
                return Speaker(
                    span,
                    mention.name,
                    mention.ref,
                    mention.role,
                    mention.state,
                    f"pronoun:{wanted}",
                )
            if token.lower_ in {"it", "they"} and mention.kind in {"state", "organisation"}:
                return Speaker(
                    span, mention.name, mention.ref, mention.role, mention.state, "pronoun:it"
                )
        return Speaker(span, None, None, None, None, "pronoun-open")


def _gender(mention: Mention) -> str | None:
    described = set((mention.role or "").casefold().split())
    if described & words()["female_words"]:
        return "female"
    return "male" if described & words()["male_words"] else None


def _chunk(token: Any) -> list[Any]:
    """The noun phrase a token heads, without relative clauses and appositions behind it."""
    left = token.left_edge.i
    tokens = list(token.doc[left : token.i + 1])
    while tokens and (tokens[0].is_punct or tokens[0].is_space):
        tokens = tokens[1:]
    right = token.i + 1
    while right < len(token.doc):
        following = token.doc[right]
        if following.dep_ in {"prep", "pobj", "compound", "det", "amod", "flat"} and (
            following.head.i == token.i or following.head.head.i == token.i
        ):
            tokens.append(following)
            right += 1
            continue
        break
    while len(tokens) > 1 and tokens[-1].pos_ in {"ADP", "DET", "PUNCT"}:
        tokens.pop()
    return tokens or [token]
