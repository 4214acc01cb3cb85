"""The door of this room for reports: everything a text says, from one parse of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vedette.clean.chain import publication
from vedette.clean.dates import DATE_WORDS, resolve
from vedette.extract.mentions import find_mentions
from vedette.extract.parse import MODEL_LANGUAGE, Parsed, parse
from vedette.extract.speakers import Speaker, SpeakerMemory
from vedette.extract.statements import Found, find_all_attributions, find_attributions
from vedette.extract.titles import TitleSaying, find_support, find_title_sayings, quoted_spans
from vedette.model.article import Article, Passage
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.reading import ChainLink, Event, Mention, Sentence, Statement

# Whose words a quotation without a cue goes on with: those of somebody who said, not who thought.
_SAYINGS = frozenset(
    {"speech", "report", "citing", "quote-alone", "according-to", "announced", "deny", "topic"}
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a report says. ``note`` says why it is empty, where it is."""

    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    note: str | None = None


def read_meaning(article: Article, passages: Sequence[Passage], text: str) -> Meaning:
    """Read sentences, mentions, statements and events out of one report.

    Reports in languages without a model are kept and grouped, but nothing is extracted from them.
    """
    if article.language not in {MODEL_LANGUAGE, None}:
        return Meaning((), (), (), (), f"no model for language {article.language}")
    parsed = tuple(parse(passages))
    sentences = tuple(sentence for item in parsed for sentence in item.sentences)
    mentions = find_mentions(parsed)
    statements = tuple(_statements(parsed, mentions, article, passages))
    from vedette.extract.events import find_events

    events = find_events(parsed, mentions, statements, article=article)
    return Meaning(sentences, mentions, statements, events)


def _statements(
    parsed: Sequence[Parsed],
    mentions: Sequence[Mention],
    article: Article,
    passages: Sequence[Passage],
) -> Iterator[Statement]:
    tail = publication(article, passages)
    body = [passage for passage in passages if passage.kind == "paragraph"]
    titles = [passage for passage in passages if passage.kind == "title"]
    by_passage = {item.passage.passage_id: item for item in parsed}
    told = set()
    for saying in find_title_sayings(titles, mentions):
        told.add(saying.passage.passage_id)
        yield from _from_title(saying, by_passage[saying.passage.passage_id], body, tail)
    paragraphs = [item for item in parsed if item.passage.kind == "paragraph"]
    memory = SpeakerMemory(mentions, paragraphs)
    for passage in titles:
        if passage.passage_id not in told:
            item = by_passage[passage.passage_id]
            for found in find_attributions(item):
                if found.speaker is not None:
                    speaker = memory.resolve(item, found.speaker)
                    statement = _statement(item, found, speaker, memory, tail, article)
                    yield _headlined(statement, passage, body)
    last: Speaker | None = None
    for item, attributions in zip(paragraphs, find_all_attributions(paragraphs), strict=True):
        for found in attributions:
            speaker = memory.resolve(found.speaker_in or item, found.speaker)
            if found.rule == "quote-alone":
                if last is None:
                    continue
                speaker = Speaker(
                    None, last.name, last.ref, last.role, last.state, "quote-continued"
                )
            yield _statement(item, found, speaker, memory, tail, article)
            last = speaker if speaker.name and found.kind in _SAYINGS else last


def _statement(
    item: Parsed,
    found: Found,
    speaker: Speaker,
    memory: SpeakerMemory,
    tail: tuple[ChainLink, ...],
    article: Article,
) -> Statement:
    content = tuple(item.span(start, end) for start, end in found.pieces)
    sentence = _sentence_at(item, content[0])
    links = [_speaker_link(speaker)] if speaker.name else []
    for token in found.via:
        carrier = memory.mention_at(item, token)
        if carrier and carrier.ref != speaker.ref:
            links.append(_link(carrier))
    named = {link.ref for link in links}
    chain = (*links, *(link for link in tail if link.ref not in named))
    cue = item.span(*found.cue) if found.cue else None
    return Statement(
        statement_id=content_id(
            "st", [span.span_id for span in content], cue.span_id if cue else ""
        ),
        layer_id=item.passage.layer_id,
        sentence_id=sentence.sentence_id,
        manner=found.manner,  # type: ignore[arg-type]
        content=content,
        cue=cue,
        cue_lemma=found.cue_lemma,
        speaker=speaker.span,
        speaker_name=speaker.name,
        speaker_ref=speaker.ref,
        speaker_role=speaker.role,
        chain=chain,
        in_title=False,
        supported=None,
        supported_by=None,
        said_on=_said_on(item, found, article),
        rule=f"{found.rule};{speaker.rule}",
    )


def _from_title(
    saying: TitleSaying, item: Parsed, body: Sequence[Passage], tail: tuple[ChainLink, ...]
) -> Iterator[Statement]:
    support = [find_support(span.quote, body) for span in saying.quoted]
    supported = all(support) if saying.quoted else None
    mention = saying.mention
    yield Statement(
        statement_id=content_id("st", saying.content.span_id, saying.cue.span_id, "title"),
        layer_id=saying.passage.layer_id,
        sentence_id=_sentence_at(item, saying.content).sentence_id,
        manner="mixed" if saying.quoted else "indirect",
        content=(saying.content,),
        cue=saying.cue,
        cue_lemma=saying.cue.quote.casefold(),
        speaker=saying.speaker,
        speaker_name=mention.name,
        speaker_ref=mention.ref,
        speaker_role=mention.role,
        chain=(_link(mention), *(link for link in tail if link.ref != mention.ref)),
        in_title=True,
        supported=supported,
        supported_by=next((span for span in support if span), None),
        said_on=None,
        rule="headline",
    )


def _headlined(statement: Statement, title: Passage, body: Sequence[Passage]) -> Statement:
    """A statement that stands in a headline: its quoted words are looked for in the body."""
    start, end = statement.content[0].start, statement.content[-1].end
    quoted = [s for s in quoted_spans(title) if start <= s.start + 1 and s.end - 1 <= end]
    support = [find_support(span.quote, body) for span in quoted]
    return replace(
        statement,
        in_title=True,
        supported=all(support) if quoted else None,
        supported_by=next((span for span in support if span), None),
    )


def _speaker_link(speaker: Speaker) -> ChainLink:
    ref = speaker.ref or f"description:{(speaker.name or '').casefold()}"
    kind = "agency" if ref.startswith("agency:") else "speaker"
    return ChainLink(kind=kind, name=speaker.name or "", ref=ref, span=speaker.span)  # type: ignore[arg-type]


def _link(mention: Mention) -> ChainLink:
    kind = "agency" if mention.ref.startswith("agency:") else "speaker"
    return ChainLink(kind=kind, name=mention.name, ref=mention.ref, span=mention.span)  # type: ignore[arg-type]


def _said_on(item: Parsed, found: Found, article: Article) -> str | None:
    """The day of the saying, from date words that hang on the cue and stand outside the content."""
    if found.cue_token is None:
        return None
    sent = found.cue_token.sent
    text = item.doc.text
    for match in DATE_WORDS.finditer(text, sent.start_char, sent.end_char):
        inside = any(start <= match.start() < end for start, end in found.pieces)
        near = abs(match.start() - (found.cue or (0, 0))[1]) < 60
        marked = item.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if not inside and near and marked is not None and _hangs_on(marked.root, found.cue_token):
            resolved = resolve(match.group(), article.reference_on)
            return resolved.edtf if resolved else None
    return None


def _hangs_on(word: Any, cue: Any) -> bool:
    """Whether a word leads to the cue before it leads to another verb ("and the first arrived on …").

    A participle between them is passed: "said in a report published on Tuesday".
    """
    head = word
    while head.i != cue.i:
        is_other_verb = head.pos_ in {"VERB", "AUX"} and head.dep_ != "acl"
        if is_other_verb or head.head.i == head.i:
            return False
        head = head.head
    return True


def _sentence_at(item: Parsed, span: Span) -> Sentence:
    for sentence in item.sentences:
        if sentence.span.start <= span.start < sentence.span.end:
            return sentence
    return item.sentences[0]
