"""What speaks for a case, what against it, and what stands around it; each with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from vedette.incidents.corpus import Corpus, name_of
from vedette.incidents.deed import Deed
from vedette.incidents.group import Case
from vedette.incidents.rules import RuleTable
from vedette.model.evidence import Span
from vedette.model.incident import EvidenceLink, PoliticalLink, Stance
from vedette.model.reading import Statement


def evidence_of(
    case: Case,
    corpus: Corpus,
    table: RuleTable,
    *,
    deeds: Sequence[Deed],
    links: Sequence[PoliticalLink],
) -> tuple[EvidenceLink, ...]:
    """Gather the evidence of a case: supporting first, then contradicting, then context.

    Args:
        deeds: Every deed read from the corpus, those that fired no rule too.
        links: Political links, which are context where they are told in the same story.
    """
    found = [
        *_supporting(case, corpus, table),
        *_denied_deeds(case, table, deeds),
        *_statements(case, corpus, table),
        *_around(case, corpus, table, deeds),
        *_politics(case, corpus, links),
        *_screened(case, corpus),
    ]
    return tuple(_once(found))


def _supporting(case: Case, corpus: Corpus, table: RuleTable) -> Iterator[EvidenceLink]:
    for deed in case.with_modality(table.alleging - table.contradicting):
        yield _link("supports", deed.event.span, deed.origin, _held(deed))


def _held(deed: Deed) -> str:
    how = deed.event.modality
    if deed.statement and deed.claimant:
        name = deed.statement.speaker_name or name_of(deed.claimant)
        words = f"{how} in a statement of {name}"
    elif deed.claimant:
        words = f"{how}; {name_of(deed.claimant)} is named as the accuser in the same sentence"
    elif deed.statement:
        words = f"{how} in a statement whose speaker is not named"
    else:
        words = f"told as {how} in the report's own words; nobody is named as its source"
    return f"{words}; {deed.first_hand}" if deed.first_hand else words


def _denied_deeds(case: Case, table: RuleTable, deeds: Sequence[Deed]) -> Iterator[EvidenceLink]:
    for deed in deeds:
        against = deed.event.modality in table.contradicting and deed.event.kind == case.kind
        if against and _concerns(case, deed):
            who = deed.statement.speaker_name if deed.statement else None
            reason = f"{deed.event.modality} by {who or 'the text'}"
            yield _link("contradicts", deed.event.span, deed.origin, reason)


def _concerns(case: Case, deed: Deed) -> bool:
    parties = set(deed.parties)
    same_story = deed.story_id is not None and deed.story_id in case.story_ids
    whole = parties >= set(case.parties)
    return whole or (same_story and bool(parties & set(case.parties) or not parties))


def _statements(case: Case, corpus: Corpus, table: RuleTable) -> Iterator[EvidenceLink]:
    """Statements on the matter in the same story, where no event of the case already shows them."""
    about = table.kinds[case.kind].about
    shown = {one.deed.event.sentence_id for one in case.fired}
    for bundle in corpus.bundles:
        for statement in bundle.statements:
            story_id = corpus.story_of(statement.sentence_id)
            told = " ".join(piece.quote for piece in statement.content)
            if story_id not in case.story_ids or statement.in_title or not about.search(told):
                continue
            speaker = corpus.state_of(bundle.layer_id, statement.speaker_ref)
            stance, reason = _stance(case, statement, speaker, table)
            if stance != "contradicts" and (
                statement.sentence_id in shown or not _names_party(case, statement, corpus)
            ):
                continue
            origin = corpus.origin_key(story_id, bundle.layer_id)
            yield _link(stance, _sentence_span(statement, corpus), origin, reason)


def _stance(
    case: Case, statement: Statement, speaker: str | None, table: RuleTable
) -> tuple[Stance, str]:
    who = statement.speaker_name or "a speaker not named"
    if statement.cue_lemma in table.denying_cues:
        side = "a party to it" if speaker in case.parties else "not a party to it"
        return "contradicts", f"{who}, {side}, turns it down ({statement.cue_lemma})"
    if statement.cue_lemma in table.accusing_cues and speaker not in case.parties:
        return "supports", f"{who} levels the charge ({statement.cue_lemma})"
    if speaker in case.parties:
        return "context", f"{who}, a party to it, speaks on the matter without denying it"
    return "context", f"{who} speaks on the matter"


def _names_party(case: Case, statement: Statement, corpus: Corpus) -> bool:
    bundle = corpus.by_layer[statement.layer_id]
    named = {
        corpus.state_of(bundle.layer_id, mention.ref)
        for mention in bundle.mentions
        if mention.sentence_id == statement.sentence_id
    }
    return bool(named & set(case.parties))


def _around(
    case: Case, corpus: Corpus, table: RuleTable, deeds: Sequence[Deed]
) -> Iterator[EvidenceLink]:
    for deed in deeds:
        if deed.story_id is None or deed.story_id not in case.story_ids:
            continue
        if deed.event.modality in table.background and case.regime.target in deed.parties:
            reason = "background the story recalls; no part of what is alleged"
            yield _link("context", deed.event.span, deed.origin, reason)
    for bundle in corpus.bundles:
        for event in bundle.events:
            if event.kind != "meeting" or corpus.story_of(event.sentence_id) not in case.story_ids:
                continue
            met = {corpus.state_of(bundle.layer_id, slot.ref) for slot in event.slots}
            if len(met & set(case.parties)) > 1:
                origin = corpus.origin_key(corpus.story_of(event.sentence_id), bundle.layer_id)
                reason = "a contact of the parties; the text does not tie it to what is alleged"
                yield _link("context", event.span, origin, reason)


def _politics(case: Case, corpus: Corpus, links: Sequence[PoliticalLink]) -> Iterator[EvidenceLink]:
    for link in links:
        if link.regime_id != case.regime.regime_id:
            continue
        for span, event_id in zip(link.spans, link.event_ids, strict=True):
            event = next(e for e in corpus.by_layer[span.layer_id].events if e.event_id == event_id)
            story_id = corpus.story_of(event.sentence_id)
            if story_id not in case.story_ids:
                continue
            ended = f", which ended the mandate on {link.mandate_ended_on}"
            reason = f"tied to {link.vote_id}{ended if link.mandate_ended_on else ''}"
            origin = corpus.origin_key(story_id, span.layer_id)
            yield _link("context", span, origin, reason)


def _screened(case: Case, corpus: Corpus) -> Iterator[EvidenceLink]:
    """Listed parties, or possible ones, named in the sentences that allege it."""
    for one in case.fired:
        sentence = corpus.sentences.get(one.deed.event.sentence_id)
        for match in corpus.matches:
            if sentence is None or match.verdict == "near_miss":
                continue
            inside = sentence.span.start <= match.span.start < sentence.span.end
            if match.layer_id == sentence.layer_id and inside:
                reason = f"screening: {match.verdict} with {match.list_ref} ({match.listed_name})"
                yield _link("context", match.span, one.deed.origin, reason)


def _sentence_span(statement: Statement, corpus: Corpus) -> Span:
    sentence = corpus.sentences.get(statement.sentence_id)
    return sentence.span if sentence else statement.content[0]


def _link(stance: Stance, span: Span, origin: str | None, reason: str) -> EvidenceLink:
    return EvidenceLink(
        stance=stance, layer_id=span.layer_id, span=span, origin=origin, reason=reason
    )


def _once(links: Iterable[EvidenceLink]) -> Iterator[EvidenceLink]:
    """Each span once for each stance; the first reason stays; for, against, then around."""
    order = ("supports", "contradicts", "context")
    kept: dict[tuple[str, str], EvidenceLink] = {}
    for link in links:
        kept.setdefault((link.stance, link.span.span_id), link)
    spoken = {span_id for stance, span_id in kept if stance != "context"}
    rows = [
        link
        for link in kept.values()
        if link.stance != "context" or link.span.span_id not in spoken
    ]
    yield from sorted(
        rows, key=lambda row: (order.index(row.stance), row.layer_id, row.span.start, row.span.end)
    )
