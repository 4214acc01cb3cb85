"""Tie the words that name a speaker to a party: by mention, by coreference, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vedette.extract.attribution import inside, is_pronoun
from vedette.extract.parse import Parsed
from vedette.extract.people import words
from vedette.extract.quotes import find_quotations
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

    def __init__(self, mentions: Sequence[Mention], parsed: Sequence[Parsed] = ()) -> None:
        self._before = {id(item): parsed[place - 1] for place, item in enumerate(parsed) if place}
        self._mentions = sorted(mentions, key=lambda mention: mention.span.start)
        self._spoken: list[Mention] = []

    def resolve(self, parsed: Parsed, token: Any | None) -> Speaker:
        """The speaker a token heads."""
        if token is None:
            return Speaker(None, None, None, None, None, "no-speaker")
        named = _named_behind(token)
        chunk = list(token.doc[_chunk(token)[0].i : named.i + 1]) if named else _chunk(token)
        span = parsed.span(chunk[0].idx, chunk[-1].idx + len(chunk[-1]))
        if is_pronoun(token):
            return self._pronoun(parsed, span, token)
        mention = self.mention_at(parsed, named or token)
        if mention is None:
            words = (t.text_with_ws for t in chunk if t.lower_ not in _DETERMINERS)
            name = " ".join("".join(words).split()) or None
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

    def _pronoun(self, parsed: Parsed, span: Span, token: Any) -> Speaker:
        """Whom a pronoun means: the one the sentence before is about, else the last who spoke."""
        wanted = _GENDERS.get(token.lower_)
        kinds = {"person"} if wanted else {"state", "organisation"}
        if wanted is None and token.lower_ not in _THINGS:
            return Speaker(span, None, None, None, None, "pronoun-open")
        about = self._subject_before(parsed, token, kinds, wanted)
        spoken = [m for m in self._spoken if _agrees(m, kinds, wanted)]
        if wanted:
            found = about or (spoken[-1] if spoken else self._nearest(span, wanted))
        else:
            last = self._spoken[-1] if self._spoken else None
            found = about or (last if last in spoken and token.lower_ == "it" else None)
        if found is None:
            return Speaker(span, None, None, None, None, "pronoun-open")
        rule = f"pronoun:{wanted or 'it'}"
        return Speaker(span, found.name, found.ref, found.role, found.state, rule)

    def _nearest(self, span: Span, wanted: str) -> Mention | None:
        before = (m for m in reversed(self._mentions) if m.span.start < span.start)
        return next((m for m in before if _agrees(m, {"person"}, wanted)), None)

    def _subject_before(
        self, parsed: Parsed, token: Any, kinds: set[str], wanted: str | None
    ) -> Mention | None:
        """The subject of the nearest sentence before a pronoun's own, one paragraph back at most."""
        own = token.sent.start
        sentences = [(parsed, s) for s in parsed.doc.sents if s.start < own]
        earlier = self._before.get(id(parsed))
        if earlier is not None:
            sentences = [*((earlier, s) for s in list(earlier.doc.sents)[-1:]), *sentences]
        for item, sent in reversed(sentences):
            if inside(sent.root.idx, find_quotations(item.doc.text)):
                continue
            subject = next((c for c in sent.root.children if c.dep_ in _SUBJECTS), None)
            mention = self.mention_at(item, subject) if subject is not None else None
            if mention is not None and _agrees(mention, kinds, wanted):
                return mention
            if mention is None and subject is not None and subject.pos_ == "PRON":
                return None  # "He …": whoever that is has spoken
        return None


_GENDERS = {"she": "female", "her": "female", "he": "male", "his": "male", "him": "male"}
_THINGS = frozenset({"it", "its", "they", "their"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _agrees(mention: Mention, kinds: set[str], wanted: str | None) -> bool:
    return mention.kind in kinds and (wanted is None or _gender(mention) in {wanted, None})


def _gender(mention: Mention) -> str | None:
    """What the office, the title or the given name tells; None where they leave it open."""
    described = {word.strip(".") for word in (mention.role or "").casefold().split()}
    given = mention.name.casefold().split()[0].strip(".") if " " in mention.name else ""
    if described & words()["female_words"]:
        return "female"
    if described & words()["male_words"]:
        return "male"
    if given in words()["female_names"]:
        return "female"
    return "male" if given in words()["male_names"] else None


def _named_behind(token: Any) -> Any | None:
    """The name right behind an office, without a comma, where the parse takes it for an apposition."""
    return next(
        (
            child
            for child in token.rights
            if child.dep_ == "appos" and child.pos_ == "PROPN" and child.left_edge.i == token.i + 1
        ),
        None,
    )


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
