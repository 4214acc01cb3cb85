"""Tie a veto, a vote or the end of a mandate to the record of the regime; never an incident."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.clean.gazetteer import name_of
from vedette.incidents.corpus import Corpus
from vedette.incidents.days import bounds
from vedette.incidents.rules import words_pattern
from vedette.model.ids import content_id
from vedette.model.incident import PoliticalLink
from vedette.model.law import Mandate, Regime, Vote
from vedette.model.reading import Event


@dataclass(frozen=True, slots=True)
class _Terms:
    """``data/politics.yml``, ready to use."""

    kinds: frozenset[str]
    never: frozenset[str]
    near_days: int
    bodies: re.Pattern[str]
    plain: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Tie:
    """One event tied to one vote, and why. Exact ties beat near ones."""

    event: Event
    vote: Vote
    is_exact: bool
    day: str
    subject: str


@lru_cache(maxsize=1)
def _terms() -> _Terms:
    data: dict[str, Any] = load_yaml("vedette.incidents", "politics.yml")
    return _Terms(
        kinds=frozenset(data["kinds"]),
        never=frozenset(data["never"]),
        near_days=data["near_days"],
        bodies=words_pattern(data["bodies"]),
        plain=frozenset(str(word) for word in data["plain"]),
    )


def political_links(corpus: Corpus, regime: Regime) -> tuple[PoliticalLink, ...]:
    """The votes of a regime that the reports tell of, one link for each vote.

    The tie is by the day where the text gives one, else by the subject's words and the report's
    nearness to the vote; the reason says which. A day the text gives that is not the vote's day
    ties nothing.
    """
    ties = [
        tie
        for bundle in corpus.bundles
        for event in bundle.events
        if event.kind in _terms().kinds and event.modality not in _terms().never
        for tie in _ties(event, corpus, regime)
    ]
    return tuple(
        _link(regime, vote, [tie for tie in ties if tie.vote == vote], corpus)
        for vote in regime.votes
        if any(tie.vote == vote for tie in ties)
    )


def _ties(event: Event, corpus: Corpus, regime: Regime) -> Iterator[_Tie]:
    """At most one: the nearest vote that fits the day, the voter and the subject."""
    found = []
    for vote in regime.votes:
        mandate = mandate_ended_by(regime, vote)
        subject = _subject(event, vote, corpus, regime)
        if subject is None or not _voted(event, vote, corpus):
            continue
        held_on = mandate.valid_until if event.kind == "mandate_end" and mandate else vote.held_on
        if event.kind == "mandate_end" and mandate is None:
            continue
        by_day = _by_day(event, held_on or vote.held_on)
        if by_day:
            is_exact, days, basis = by_day
            found.append((days, vote.vote_id, _Tie(event, vote, is_exact, basis, subject)))
    if found:
        yield min(found, key=lambda row: row[:2])[2]


def _by_day(event: Event, held_on: str) -> tuple[bool, int, str] | None:
    """Whether the day fits: exactly, within what the text says, or near the report's day."""
    on = date.fromisoformat(held_on)
    first, last = bounds(event.occurred)
    if event.occurred:
        low = date.fromisoformat(first) if first else date.min
        high = date.fromisoformat(last) if last else date.max
        if not low <= on <= high:
            return None
        if low == high:
            return True, 0, f"the text dates it to {held_on}, the day on record"
        return True, 0, f"the text dates it to {event.occurred}, which holds {held_on}"
    if not event.law_on:
        return None
    days = (date.fromisoformat(event.law_on) - on).days
    early = -_terms().near_days if event.kind == "mandate_end" else 0
    if not early <= days <= _terms().near_days:
        return None
    basis = (
        f"the text leaves the day open; the report of {event.law_on} came {_days(days)} "
        f"{held_on}, the day on record"
    )
    return False, abs(days), basis


def _days(days: int) -> str:
    if not days:
        return "on"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"{count} before" if days < 0 else f"{count} after"


def _voted(event: Event, vote: Vote, corpus: Corpus) -> bool:
    """Whether those the text names as voters can have voted so."""
    if event.kind == "mandate_end":
        return True
    against = {
        code for code, cast in vote.positions.items() if cast == "N" and code in vote.permanent
    }
    able = against if event.kind == "veto" else set(vote.positions)
    named = {
        state.removeprefix("state:")
        for slot in event.slots
        if slot.role == "actor" and (state := corpus.state_of(event.layer_id, slot.ref))
    }
    return (not named or bool(named & able)) and (event.kind != "veto" or bool(against))


def _subject(event: Event, vote: Vote, corpus: Corpus, regime: Regime) -> str | None:
    """Why the event is about this vote: the regime is named with it, and what it was about.

    What the event's own words name decides; where they name nothing, its sentence does.
    """
    sentence = corpus.sentence_text(event)
    bundle = corpus.by_layer[event.layer_id]
    near = {m.ref for m in bundle.mentions if m.sentence_id == event.sentence_id}
    is_near = regime.target in near or _alias_in(sentence, regime)
    if not is_near and regime.target not in {mention.ref for mention in bundle.mentions}:
        return None
    named = " ; ".join(s.span.quote for s in event.slots if s.role in {"object", "target"})
    of_body = bool(_terms().bodies.search(vote.subject))
    for words, counts in ((named, True), (sentence, is_near)):
        body = _terms().bodies.search(words)
        if counts and of_body and body:
            return f"the words name what the vote was about ({body.group()})"
        shared = _content(words) & _content(vote.subject)
        if counts and not of_body and not body and shared:
            return f"the words share {', '.join(sorted(shared))} with the vote"
    other_matter = not of_body and _terms().bodies.search(named)
    if is_near and not other_matter and (event.occurred or (of_body and not named)):
        return f"{name_of(regime.target)} is named with it"
    return None


def _alias_in(text: str, regime: Regime) -> bool:
    return any(alias.casefold() in text.casefold() for alias in regime.aliases)


def _content(text: str) -> set[str]:
    words = re.findall(r"[a-z]{3,}", text.casefold())
    return {word for word in words if word not in _terms().plain}


def mandate_ended_by(regime: Regime, vote: Vote) -> Mandate | None:
    """The mandate a vote ended, if it ended one."""
    return next((row for row in regime.mandates if row.mandate_id == vote.mandate_id), None)


def _link(regime: Regime, vote: Vote, ties: Sequence[_Tie], corpus: Corpus) -> PoliticalLink:
    ordered = sorted(ties, key=lambda tie: (tie.event.layer_id, tie.event.span.start))
    mandate = mandate_ended_by(regime, vote)
    stories = {corpus.story_of(tie.event.sentence_id) for tie in ordered}
    return PoliticalLink(
        link_id=content_id("pl", regime.regime_id, vote.vote_id),
        event_ids=tuple(tie.event.event_id for tie in ordered),
        story_ids=tuple(sorted(story for story in stories if story)),
        regime_id=regime.regime_id,
        regime_version=regime.data_version,
        vote_id=vote.vote_id,
        mandate_id=mandate.mandate_id if mandate else None,
        mandate_body=mandate.body if mandate else None,
        mandate_ended_on=mandate.valid_until if mandate else None,
        spans=tuple(tie.event.span for tie in ordered),
        reason=_why(ordered),
    )


def _why(ties: Sequence[_Tie]) -> str:
    """How the mentions are tied: those that give the day first, then those that leave it open."""
    total = len(ties)
    days = Counter(tie.day for tie in sorted(ties, key=lambda tie: (not tie.is_exact, tie.day)))
    told = [f"{n} of {total} mentions: {day}" if total > 1 else day for day, n in days.items()]
    subjects = "; ".join(dict.fromkeys(tie.subject for tie in ties))
    return ". ".join([*told, f"Tied by subject: {subjects}"])
