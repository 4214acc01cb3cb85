"""What happened, may happen or did not, according to a text: the event table over the parse."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from vedette.clean.dates import DATE_WORDS, Resolved, Tense, first_day, resolve
from vedette.clean.gazetteer import entry
from vedette.extract.event_rules import EventRule, rules_by_lemma
from vedette.extract.modality import is_done_by, is_law, is_planned, modality_of
from vedette.extract.parse import Parsed
from vedette.extract.slots import SlotFiller, objects_of
from vedette.model.article import Article
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.reading import Event, Mention, Slot, Statement

_CLAUSE_ENDS = frozenset({"ccomp", "advcl", "relcl", "parataxis"})


def find_events(
    parsed: Sequence[Parsed],
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    *,
    article: Article,
) -> tuple[Event, ...]:
    """Find the events a report tells, in reading order.

    Headlines make no events of their own: what they tell, the body tells with its words.

    Args:
        parsed: The report's passages, parsed.
        mentions: What it names.
        statements: Who said what in it; an event inside one is told by its speaker.
        article: Gives the day that weekday words are resolved against.
    """
    told = "\n".join(item.doc.text for item in parsed)
    return tuple(
        event
        for item in parsed
        if item.passage.kind == "paragraph"
        for event in _of_passage(item, mentions, statements, article, told)
    )


def _of_passage(
    item: Parsed,
    mentions: Sequence[Mention],
    statements: Sequence[Statement],
    article: Article,
    told: str,
) -> Iterator[Event]:
    filler = SlotFiller(item, mentions)
    fired: dict[int, str] = {}
    for token in item.doc:
        if token.lemma_.casefold() in rules_by_lemma() and is_law(token):
            continue
        for rule in rules_by_lemma().get(token.lemma_.casefold(), ()):
            if token.pos_ not in rule.pos or _is_told_by_its_verb(token, rule.kind, fired):
                continue
            if rule.told_as_deed and _is_description(token):
                continue
            if rule.context is not None and not rule.context.search(told):
                continue
            if not _met(rule, token, filler):
                continue
            slots = filler.fill(rule, token)
            if not _filled(rule, slots, filler) or (
                rule.bare == "told" and not slots and _is_spoken_of(token)
            ):
                continue
            fired[token.i] = rule.kind
            yield _event(item, rule, token, slots, statements, mentions, article)
            break


def _is_told_by_its_verb(token: Any, kind: str, fired: dict[int, str]) -> bool:
    """Whether what a word tells is told already by the verb it stands under, or by its subject."""
    if any(c.dep_ == "nsubj" and fired.get(c.i) == kind for c in token.children):
        return True  # "Russia's veto blocked the renewal"
    head, steps = token, 0
    while head.dep_ in {"dobj", "nsubjpass", "pobj", "prep", "conj", "compound"} and steps < 4:
        head, steps = head.head, steps + 1
        if fired.get(head.i) == kind and head.pos_ == "VERB":
            return True
    return False


def _is_spoken_of(trigger: Any) -> bool:
    """Whether a noun stands under a verb that does something about it: "defended the veto"."""
    verb = trigger
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    below = trigger.dep_ in {"dobj", "pobj", "nsubjpass"}
    return trigger.pos_ != "VERB" and below and not is_done_by(verb)


def _is_description(token: Any) -> bool:
    """Whether a participle only says which one is meant ("the persons designated by the EU")."""
    return token.tag_ == "VBN" and token.dep_ in {"acl", "amod"}


def _filled(rule: EventRule, slots: tuple[Slot, ...], filler: SlotFiller) -> bool:
    """Whether a firing has the slots its rule asks for, filled by the kinds it asks for."""
    roles = {slot.role for slot in slots}
    if not roles and not rule.bare:
        return False
    if rule.needs_slot and not roles & rule.needs_slot and not any(s.ref for s in slots):
        return False
    for role, kinds in rule.gates:
        wanted = {"target", "place"} if role == "other" else {role}
        found = [slot for slot in slots if slot.role in wanted]
        if not found and not kinds & {"absent", "pronoun"}:
            return False
        if found and not any(filler.kinds_of(slot) & kinds for slot in found):
            return False
    return True


def _met(rule: EventRule, token: Any, filler: SlotFiller) -> bool:
    if rule.phrase is not None and not rule.phrase.search(token.sent.text):
        return False
    if rule.needs and not _own_words(token) & rule.needs:
        return False
    if rule.particle and not any(child.lower_ in rule.particle for child in token.children):
        return False
    if rule.own_negation and not any(child.lower_ == "no" for child in token.children):
        return False
    if rule.needs_object or rule.not_object:
        objects = [_words_about(obj, filler, rule.object_head) for obj in objects_of(token)]
        if rule.needs_object and not any(words & rule.needs_object for words in objects):
            return False
        if any(words & rule.not_object for words in objects):
            return False
    if rule.needs_subject:
        subjects = [c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}]
        if token.tag_ == "VBN" and token.dep_ == "acl":
            subjects.append(token.head)
        return any(_own_words(subject) & rule.needs_subject for subject in subjects)
    return True


def _words_about(obj: Any, filler: SlotFiller, head_only: bool) -> set[str]:
    """An object's words, or its head alone; a ship's name stands for the word "VESSEL"."""
    words = {obj.lower_, obj.lemma_.casefold()} if head_only else _own_words(obj)
    mention = filler.mention_at(obj)
    if mention is not None and mention.kind == "vessel":
        words.add("VESSEL")
    elif obj.pos_ == "PROPN" and (mention is None or mention.kind == "organisation"):
        words.add("NAME")
    return words


_PARTS = frozenset(
    ["compound", "amod", "nmod", "conj", "prep", "nummod", "quantmod", "pobj", "poss"]
)
_LINKS = frozenset({"of", "in", "for"})


def _own_words(token: Any, links: Collection[str] = _LINKS) -> set[str]:
    """A word, what it is made up with, and what it is of: not what its clauses tell."""
    found = {token.lower_, token.lemma_.casefold()}
    for child in token.children:
        if child.dep_ in _PARTS and (child.dep_ != "prep" or child.lower_ in links):
            found |= _own_words(child, links)
    return found


def _event(
    item: Parsed,
    rule: EventRule,
    token: Any,
    slots: tuple[Slot, ...],
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    article: Article,
) -> Event:
    trigger = item.span(token.idx, token.idx + len(token))
    clause = item.span_of_tokens(_clause(token))
    statement = _statement_around(trigger, statements)
    dated = _dated(item, token, article)
    occurred = dated[1].edtf if dated else None
    actor = next((slot.ref for slot in slots if slot.role == "actor"), None)
    parties = [slot.ref for slot in slots if slot.ref and slot.role in {"actor", "target", "party"}]
    shared = [actor] if actor else []
    if rule.kind in _SHARED_ACTS:
        sides = [f"{m.state}" for m in mentions if m.ref in parties and m.state]
        shared = [*parties, *sides]
    own_act = statement is not None and (
        any(_is_own_act(statement, party, mentions) for party in shared)
        or (rule.kind in _OFFICIAL_ACTS and _is_unnamed_official(statement))
    )
    law_on = first_day(occurred) or article.reference_on
    sentence = next(
        (s for s in item.sentences if s.span.start <= trigger.start < s.span.end), item.sentences[0]
    )
    return Event(
        event_id=content_id("ev", trigger.span_id, rule.kind),
        layer_id=trigger.layer_id,
        sentence_id=sentence.sentence_id,
        kind=rule.kind,
        span=clause,
        trigger=trigger,
        slots=slots,
        occurred=occurred,
        date_span=dated[0] if dated else None,
        date_basis=dated[1].basis if dated else "the text does not say when",
        law_on=law_on,
        law_basis="the day of the event"
        if occurred
        else "the day of the report; the event is undated",
        modality=modality_of(
            token,
            occurred=occurred,
            reference_on=article.reference_on,
            told_by_other=statement is not None and not own_act,
            refusal_in_trigger=rule.own_negation,
        ),
        statement_id=statement.statement_id if statement else None,
        rule=rule.rule_id,
        code=rule.code,
    )


# Acts of which every party is an actor, and acts of authorities, which their own officials announce.
_SHARED_ACTS = frozenset({"meeting"})
_OFFICIAL_ACTS = frozenset({"seizure", "designation", "delisting", "exemption"})


def _is_unnamed_official(statement: Statement) -> bool:
    """Whether the speaker is an official of no named side ("officials here", "an officer")."""
    if statement.speaker is None or statement.speaker_ref:
        return False
    spoken = statement.speaker.quote.split()
    plain = not any(word[:1].isupper() for word in spoken[1:])
    return plain and any(word.casefold().rstrip("s") in _OFFICIALS for word in spoken)


_OFFICIALS = frozenset(
    {"official", "officer", "authoritie", "authority", "spokesman", "spokeswoman"}
)


def _is_own_act(statement: Statement, actor: str, mentions: Sequence[Mention]) -> bool:
    """Whether the speaker tells an act of his own side: he acts, serves the actor, or speaks
    through the actor's own agency."""
    if statement.speaker_ref == actor:
        return True
    if any(m.ref == statement.speaker_ref and m.state == actor for m in mentions):
        return True
    hands = [link.ref for link in statement.chain] + [statement.speaker_ref or ""]
    known = (entry(ref) for ref in hands if ref.startswith("agency:"))
    return any(e and e.subkind == "state-media" and f"state:{e.state}" == actor for e in known)


def _clause(token: Any) -> list[Any]:
    """The clause a trigger stands in: its verb's words without the clauses hung on it."""
    head = token
    while head.pos_ != "VERB" and head.head.i != head.i and head.dep_ not in _CLAUSE_ENDS:
        head = head.head
    words: list[Any] = []

    def gather(node: Any) -> None:
        words.append(node)
        for child in node.children:
            inside = any(t.i == token.i for t in child.subtree)
            if child.dep_ not in _CLAUSE_ENDS or inside:
                gather(child)

    gather(head)
    kept = sorted((w for w in words if not w.is_space), key=lambda w: w.i)
    # A clause is a run of words: it stops where another clause was left out.
    run = [token]
    indexes = {w.i for w in kept}
    low = high = token.i
    while low - 1 in indexes or (
        low - 2 in indexes and low - 1 >= 0 and token.doc[low - 1].is_punct
    ):
        low -= 1
    while high + 1 in indexes or (high + 2 in indexes and token.doc[high + 1].is_punct):
        high += 1
    run = list(token.doc[low : high + 1])
    while len(run) > 1 and run[-1].is_punct:
        run.pop()
    while len(run) > 1 and (run[0].is_punct or run[0].dep_ == "cc"):
        run.pop(0)
    return _with_twin_mark(run)


def _with_twin_mark(run: list[Any]) -> list[Any]:
    """A clause that quotes keeps both marks: one cut off its edge comes back."""
    doc, low, high = run[0].doc, run[0].i, run[-1].i
    if sum(token.text == '"' for token in run) % 2:
        if high + 1 < len(doc) and doc[high + 1].text == '"':
            return [*run, doc[high + 1]]
        if low > 0 and doc[low - 1].text == '"':
            return [doc[low - 1], *run]
    return run


def _statement_around(trigger: Span, statements: Sequence[Statement]) -> Statement | None:
    for statement in statements:
        if statement.in_title or not statement.is_said:
            continue
        for piece in statement.content:
            if piece.start <= trigger.start and trigger.end <= piece.end:
                return statement
    return None


def _dated(item: Parsed, token: Any, article: Article) -> tuple[Span, Resolved] | None:
    """The date words of a trigger's clause, resolved; None if the text leaves it open."""
    sent, text = token.sent, item.doc.text
    for match in DATE_WORDS.finditer(text, sent.start_char, sent.end_char):
        marked = item.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if marked is None or not _belongs(marked.root, token):
            continue
        # "expires on April 30": the present tense looks ahead.
        ahead = is_planned(token) or token.tag_ == "VBZ"
        tense: Tense = "future" if ahead else "past"
        resolved = resolve(match.group(), article.reference_on, tense=tense)
        if resolved:
            return item.span(match.start(), match.end()), resolved
    return None


def _belongs(date_root: Any, trigger: Any) -> bool:
    """Whether date words hang on the trigger, on its clause's verb, or inside its own phrase."""
    verb = trigger
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    spoken_of = _is_spoken_of(trigger)
    head = date_root
    for _ in range(6):
        if head.i == trigger.i or (head.i == verb.i and not spoken_of):
            return True
        if head.pos_ in {"VERB", "AUX"} or head.head.i == head.i:
            return False
        head = head.head
    return False
