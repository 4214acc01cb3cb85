"""What speaks for a case, what against it, and what stands around it; each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vedette.clean.gazetteer import name_of
from vedette.incidents.corpus import Corpus
from vedette.incidents.deed import Deed, first_hand_sign
from vedette.incidents.group import Case
from vedette.incidents.rules import RuleTable
from vedette.model.evidence import Span
from vedette.model.incident import EvidenceLink, PoliticalLink, Stance
from vedette.model.reading import Statement

_ORDER = ("supports", "contradicts", "context")


@dataclass(frozen=True, slots=True)
class Testimony:
    """One piece of evidence with its speaker.

    Args:
        link: The evidence as it is stored.
        source: Whose word it rests on: a state where one is known, else a party or a hand.
        is_named: Whether a named party stands behind it.
        is_first_hand: Whether it rests on first-hand knowledge, as far as the text tells.
        replies: The party to the case whose answer it is, if it is one.
    """

    link: EvidenceLink
    source: str | None = None
    is_named: bool = False
    is_first_hand: bool = False
    replies: str | None = None


def testimonies_of(
    case: Case,
    corpus: Corpus,
    table: RuleTable,
    *,
    deeds: Sequence[Deed],
    links: Sequence[PoliticalLink],
) -> tuple[Testimony, ...]:
    """Gather the evidence of a case: supporting first, then contradicting, then context.

    Args:
        deeds: Every deed read from the corpus, those that fired no rule too.
        links: Political links, which are context where they are told in the same story.
    """
    found = [
        *_supporting(case, table),
        *_denied_deeds(case, corpus, table, deeds),
        *_statements(case, corpus, table, deeds),
        *_background(case, table, deeds),
        *_contacts(case, corpus),
        *_politics(case, corpus, links),
        *_screened(case, corpus),
    ]
    return tuple(_once(found))


def _supporting(case: Case, table: RuleTable) -> Iterator[Testimony]:
    for deed in case.with_modality(table.alleging - table.contradicting):
        yield Testimony(
            _link("supports", deed.event.span, deed.origin, _held(deed)),
            source=deed.source,
            is_named=deed.claimant is not None,
            is_first_hand=deed.first_hand is not None,
            replies=deed.source if deed.statement and deed.source in case.parties else None,
        )


def _held(deed: Deed) -> str:
    how = deed.modality
    if deed.statement and deed.claimant:
        name = deed.statement.speaker_name or name_of(deed.claimant)
        words = f"{how} in a statement of {name}"
    elif deed.claimant:
        words = f"{how}; {name_of(deed.claimant)} is named as the accuser in the same sentence"
    elif deed.statement:
        words = f"{how} in a statement whose speaker is not named"
    else:
        words = f"told as {how} in the report's own words; nobody is named as its source"
    if deed.modality != deed.event.modality:
        words += f"; read as {deed.event.modality}, held back by the words around it"
    return f"{words}; {deed.first_hand}" if deed.first_hand else words


def _denied_deeds(
    case: Case, corpus: Corpus, table: RuleTable, deeds: Sequence[Deed]
) -> Iterator[Testimony]:
    for deed in deeds:
        against = deed.modality in table.contradicting and deed.event.kind == case.kind
        if against and _concerns(case, deed):
            speaker = deed.statement.speaker_name if deed.statement else None
            reason = f"{deed.modality} by {speaker or 'the text'}"
            link = _link("contradicts", deed.event.span, deed.origin, reason)
            replies = deed.source if deed.statement and deed.source in case.parties else None
            yield Testimony(link, source=deed.source, replies=replies)


def _concerns(case: Case, deed: Deed) -> bool:
    parties = set(deed.parties)
    same_story = deed.story_id is not None and deed.story_id in case.story_ids
    whole = parties >= set(case.parties)
    return whole or (same_story and bool(parties & set(case.parties) or not parties))


def _statements(
    case: Case, corpus: Corpus, table: RuleTable, deeds: Sequence[Deed]
) -> Iterator[Testimony]:
    """Statements on the matter in the same story, where no deed of the kind already shows them."""
    about = table.kinds[case.kind].about
    shown = {deed.event.sentence_id for deed in deeds if deed.event.kind == case.kind}
    for story_id in case.story_ids:
        for statement in corpus.statements_of.get(story_id, ()):
            told = " ".join(piece.quote for piece in statement.content)
            if statement.sentence_id not in shown and not statement.in_title and about.search(told):
                yield _said(case, statement, corpus, table)


def _said(case: Case, statement: Statement, corpus: Corpus, table: RuleTable) -> Testimony:
    speaker = corpus.state_of(statement.layer_id, statement.speaker_ref)
    sign = first_hand_sign(corpus.sentence_text(statement), table)
    stance, reason = _stance(case, statement, speaker, sign, table)
    origin = corpus.origin_key(corpus.story_of(statement.sentence_id), statement.layer_id)
    is_party = speaker in case.parties
    return Testimony(
        _link(stance, _sentence_span(statement, corpus), origin, reason),
        source=speaker or statement.speaker_ref,
        is_named=statement.speaker_name is not None,
        is_first_hand=stance == "supports" and sign is not None,
        replies=speaker if is_party else None,
    )


def _stance(
    case: Case, statement: Statement, speaker: str | None, sign: str | None, table: RuleTable
) -> tuple[Stance, str]:
    who = statement.speaker_name or "a speaker not named"
    if statement.cue_lemma in table.denying_cues:
        side = ", a party to it," if speaker in case.parties else ""
        return "contradicts", f"{who}{side} turns it down ({statement.cue_lemma})"
    if speaker in case.parties:
        return "context", f"{who}, a party to it, speaks on the matter without denying it"
    if statement.cue_lemma in table.accusing_cues:
        return "supports", f"{who} levels the charge ({statement.cue_lemma})"
    if sign:
        return "supports", f"{who} speaks on it; the sentence names a first-hand sign: {sign!r}"
    return "context", f"{who} speaks on the matter"


def _background(case: Case, table: RuleTable, deeds: Sequence[Deed]) -> Iterator[Testimony]:
    for deed in deeds:
        told_here = deed.story_id is not None and deed.story_id in case.story_ids
        recalled = deed.modality in table.background or deed.is_law
        if told_here and recalled and case.regime.target in deed.parties:
            reason = (
                "what the law forbids, as the text tells it"
                if deed.is_law
                else "background the story recalls; no part of what is alleged"
            )
            yield Testimony(_link("context", deed.event.span, deed.origin, reason))


def _contacts(case: Case, corpus: Corpus) -> Iterator[Testimony]:
    for story_id in case.story_ids:
        for event in corpus.events_of.get(story_id, ()):
            if event.kind != "meeting" or event.modality == "negated":
                continue
            met = {corpus.state_of(event.layer_id, slot.ref) for slot in event.slots}
            if len(met & set(case.parties)) > 1:
                origin = corpus.origin_key(story_id, event.layer_id)
                reason = "a contact of the parties; the text does not tie it to what is alleged"
                yield Testimony(_link("context", event.span, origin, reason))


def _politics(case: Case, corpus: Corpus, links: Sequence[PoliticalLink]) -> Iterator[Testimony]:
    for link in links:
        if link.regime_id != case.regime.regime_id:
            continue
        vote = next(row for row in case.regime.votes if row.vote_id == link.vote_id)
        reason = f"tied to the vote of {vote.held_on} on {vote.draft}"
        if link.mandate_ended_on:
            reason += f"; the mandate it did not extend ended on {link.mandate_ended_on}"
        for span, event_id in zip(link.spans, link.event_ids, strict=True):
            story_id = corpus.story_of(corpus.events[event_id].sentence_id)
            if story_id in case.story_ids:
                origin = corpus.origin_key(story_id, span.layer_id)
                yield Testimony(_link("context", span, origin, reason))


def _screened(case: Case, corpus: Corpus) -> Iterator[Testimony]:
    """Listed parties, or possible ones, named in the sentences that allege it."""
    for one in case.fired:
        sentence = corpus.sentences.get(one.deed.event.sentence_id)
        if sentence is None:
            continue
        for match in corpus.matches_in.get(sentence.layer_id, ()):
            inside = sentence.span.start <= match.span.start < sentence.span.end
            if inside and match.verdict != "near_miss":
                reason = f"screening: {match.verdict} with {match.list_ref} ({match.listed_name})"
                yield Testimony(_link("context", match.span, one.deed.origin, reason))


def _sentence_span(statement: Statement, corpus: Corpus) -> Span:
    sentence = corpus.sentences.get(statement.sentence_id)
    return sentence.span if sentence else statement.content[0]


def _link(stance: Stance, span: Span, origin: str | None, reason: str) -> EvidenceLink:
    return EvidenceLink(
        stance=stance, layer_id=span.layer_id, span=span, origin=origin, reason=reason
    )


def _once(found: Iterable[Testimony]) -> list[Testimony]:
    """Each span once, where it says most: for, then against, then around."""
    kept: dict[str, Testimony] = {}
    for one in sorted(found, key=lambda one: _ORDER.index(one.link.stance)):
        kept.setdefault(one.link.span.span_id, one)
    return sorted(kept.values(), key=_place)


def _place(one: Testimony) -> tuple[int, str, int, int]:
    link = one.link
    return (_ORDER.index(link.stance), link.layer_id, link.span.start, link.span.end)
