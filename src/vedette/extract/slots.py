"""Which words fill which slot of an event, by grammatical relation to its trigger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from vedette.clean.units import find_quantity
from vedette.extract.event_rules import EventRule, filler_kinds
from vedette.extract.goods import hs_of
from vedette.extract.modality import is_done_by
from vedette.extract.parse import Parsed
from vedette.extract.speakers import _chunk
from vedette.model.reading import Mention, Slot

_PRONOUN_POSS = frozenset(["its", "their", "his", "her"])
_KINDS_OF_REF = {
    "person": "person",
    "state": "state",
    "body": "body",
    "agency": "body",
    "imo": "vessel",
}
_PLACES = frozenset(
    [
        "sea",
        "port",
        "waters",
        "airport",
        "site",
        "base",
        "border",
        "coast",
        "guesthouse",
        "harbour",
        "harbor",
    ]
)
_NUMBERS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "hundreds",
        "thousands",
    ]
)
_PRONOUNS = frozenset(["it", "they", "he", "she", "who", "which", "that"])


class SlotFiller:
    """Fills slots for triggers of one passage."""

    def __init__(self, parsed: Parsed, mentions: Sequence[Mention]) -> None:
        start, end = parsed.passage.span.start, parsed.passage.span.end
        self.parsed = parsed
        self.mentions = [m for m in mentions if start <= m.span.start < end]

    def fill(self, rule: EventRule, trigger: Any) -> tuple[Slot, ...]:
        """The slots of one firing, each role's words once, in reading order of the rule."""
        slots: dict[tuple[str, int], Slot] = {}
        for relation, role in rule.args:
            if relation == "inner_body":
                continue
            for token in _RELATIONS[relation.split(":")[0]](trigger, relation.partition(":")[2]):
                for one in self._each(token):
                    slot = self._slot(role, one)
                    if slot:
                        slots.setdefault((role, slot.span.start), slot)
        found = _distinct(slots.values())
        if any(relation == "inner_body" for relation, _ in rule.args):
            found += self._targets_inside(found)
        found += self._quantities(rule, trigger, found)
        return tuple(found)

    def _targets_inside(self, slots: Sequence[Slot]) -> list[Slot]:
        """The body an object belongs to: the panel whose renewal was blocked."""
        if any(slot.role == "target" for slot in slots):
            return []
        inside = (
            Slot(role="target", name=mention.name, ref=mention.ref, span=mention.span)
            for slot in slots
            if slot.role == "object" and slot.ref is None
            for mention in self.mentions
            if mention.kind == "organisation"
            and slot.span.start <= mention.span.start
            and mention.span.end <= slot.span.end
        )
        return list(inside)[:1]

    def _each(self, token: Any) -> Iterator[Any]:
        yield token
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
                yield from self._each(child)

    def _slot(self, role: str, token: Any) -> Slot | None:
        if token.lower_ in _PRONOUN_POSS | _PRONOUNS:
            mention = self._antecedent(token)
            if mention is None:
                return None
            span = self.parsed.span(token.idx, token.idx + len(token))
            return Slot(role=role, name=mention.name, ref=mention.ref, span=span)
        mention = self.mention_at(token) or self._ship_behind(token)
        if mention:
            return Slot(role=role, name=mention.name, ref=mention.ref, span=mention.span)
        if token.dep_ in {"amod", "nmod", "compound"} and role in {"actor", "target", "party"}:
            return None  # "first", "nuclear": only a named party describes who acts
        chunk = _phrase(token)
        if role == "place" and not _can_be_place(chunk):
            return None
        span = self.parsed.span(chunk[0].idx, chunk[-1].idx + len(chunk[-1]))
        if not re.search(r"[^\W\d_]|[$€£¥]", span.quote):
            return None
        hs = hs_of(span.quote) if role == "object" else ()
        return Slot(role=role, name=span.quote, ref=self._ref_inside(chunk), span=span, hs=hs)

    def _ship_behind(self, token: Any) -> Mention | None:
        """The ship a type word stands before: "the tanker [Sea Lantern]"."""
        end = self.parsed.passage.span.start + token.idx + len(token)
        return next(
            (m for m in self.mentions if m.kind == "vessel" and 0 < m.span.start - end <= 3), None
        )

    def mention_at(self, token: Any) -> Mention | None:
        """The mention that covers a token."""
        at = self.parsed.passage.span.start + token.idx
        return next((m for m in self.mentions if m.span.start <= at < m.span.end), None)

    def kinds_of(self, slot: Slot) -> set[str]:
        """What kinds of filler a slot's words are, in the terms of the rules' gates."""
        found = {"any"}
        mention = next(
            (m for m in self.mentions if m.span.start <= slot.span.start < m.span.end), None
        )
        named = {word.casefold().strip(".,'\"") for word in slot.span.quote.split()}
        if mention is not None:
            if mention.kind == "person":
                found.add("person")
            if mention.kind == "vessel":
                found |= {"vessel", "org"}
            if mention.kind == "state":
                found |= {"state", "capital"}
            if mention.kind == "place" and (mention.state or mention.rule == "model-gpe"):
                found.add("capital")
            if mention.kind == "organisation":
                known = mention.voters == ("gazetteer",) or mention.rule == "ministry"
                found |= {"org", "body"} if known else {"org"}
        if (slot.ref and slot.ref.startswith("state:")) or self._from_a_state(slot):
            found.add("described")
        if mention is None and slot.ref and slot.span.quote.casefold() in _PRONOUNS | _PRONOUN_POSS:
            found.add(_KINDS_OF_REF.get(slot.ref.partition(":")[0], "org"))
        if any(ch.isdigit() for ch in slot.span.quote) or named & _NUMBERS:
            found.add("number")
        found |= {kind for kind, words in filler_kinds().items() if named & words}
        if slot.span.quote.casefold() in _PRONOUNS | _PRONOUN_POSS:
            found.add("pronoun")
        return found

    def _from_a_state(self, slot: Slot) -> bool:
        """Whether a state stands right behind a slot's words: "technicians from the DPRK"."""
        base = self.parsed.passage.span.start
        for mention in self.mentions:
            gap = self.parsed.doc.text[slot.span.end - base : mention.span.start - base]
            near = 0 <= mention.span.start - slot.span.end <= 12
            if near and mention.kind == "state" and gap.strip().startswith(("from", "of")):
                return True
        return False

    def _ref_inside(self, chunk: Sequence[Any]) -> str | None:
        """The state a description names ("Russia's spy chief" belongs to Russia)."""
        for token in chunk:
            mention = self.mention_at(token)
            if mention and mention.kind == "state":
                return mention.ref
        return None

    def _antecedent(self, token: Any) -> Mention | None:
        """The nearest state or body before a pronoun in its sentence, not one that describes."""
        start = self.parsed.passage.span.start
        low, high = start + token.sent.start_char, start + token.idx
        before = [m for m in self.mentions if low <= m.span.start < high]
        kinds = (
            {"person"} if token.lower_ in {"he", "she", "his", "her"} else {"state", "organisation"}
        )
        known = [m for m in before if m.kind in kinds and m.rule != "state-adjective"]
        return known[-1] if known else None

    def _quantities(self, rule: EventRule, trigger: Any, slots: Sequence[Slot]) -> Iterator[Slot]:
        base = self.parsed.passage.span.start
        for slot in slots:
            if slot.role == "object":
                found = find_quantity(slot.span.quote)
                if found:
                    start = slot.span.start - base + found.start
                    span = self.parsed.span(start, start + found.end - found.start)
                    yield Slot(
                        role="quantity",
                        name=span.quote,
                        ref=None,
                        span=span,
                        value=found.value,
                        unit=found.unit,
                    )


def _can_be_place(chunk: Sequence[Any]) -> bool:
    """Whether words can name a place: something proper in them, and no day."""
    if any(token.ent_type_ in {"DATE", "TIME", "CARDINAL", "PERCENT"} for token in chunk):
        return False
    return any(token.pos_ == "PROPN" for token in chunk) or chunk[-1].lower_ in _PLACES


def _distinct(slots: Iterable[Slot]) -> list[Slot]:
    """One slot for each party in a role, however often the clause names it."""
    kept: dict[tuple[str, str], Slot] = {}
    for slot in slots:
        kept.setdefault((slot.role, slot.ref or slot.span.span_id), slot)
    return list(kept.values())


def _phrase(token: Any) -> list[Any]:
    """The noun phrase a word heads with what it is "of", without clauses; at most 14 words."""
    left = _chunk(token)[0].i
    right = token.i
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "in", "for"} and child.i > token.i:
            clauses = [t.i for t in child.subtree if t.dep_ in {"relcl", "acl", "advcl"}]
            right = max(
                right, min([child.right_edge.i, *(_left(token.doc, i) - 1 for i in clauses)])
            )
    words = [t for t in token.doc[left : min(right, left + 13) + 1] if not t.is_space]
    while len(words) > 1 and (words[-1].is_punct or words[-1].pos_ in {"ADP", "DET"}):
        words.pop()
    return words


def _left(doc: Any, index: int) -> int:
    return int(doc[index].left_edge.i)


def subject_of(token: Any) -> Any | None:
    """The subject of a verb: its own, its passive agent, or that of the verb it is joined to."""
    for child in token.children:
        if child.dep_ == "nsubj":
            return _unrelative(child)
        if child.dep_ == "agent":
            return next((obj for obj in child.children if obj.dep_ == "pobj"), None)
    if any(child.dep_ == "nsubjpass" for child in token.children):
        return None
    accused = _accused(token)
    if accused is not None:
        return accused
    head, steps = token, 0
    while head.dep_ in {"conj", "advcl", "xcomp", "pcomp", "prep", "dep"} and steps < 4:
        head, steps = head.head, steps + 1
        for child in head.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.i != token.i:
                return _unrelative(child)
        if head.dep_ == "prep" or head.pos_ == "ADP":
            # "a backlash against Moscow for using …": the one the preposition's noun is about.
            owner = next(
                (o for c in head.head.children if c.dep_ == "prep" for o in c.children), None
            )
            if owner is not None and owner.i < token.i and owner.pos_ == "PROPN":
                return owner
    if token.dep_ in {"acl", "relcl"} and token.tag_ != "VBN":
        return _unrelative(token.head)
    return None


def _accused(token: Any) -> Any | None:
    """Who is accused: in "A accused B of supplying …" the one who supplies is B."""
    head = token
    while head.dep_ == "conj" and head.head.pos_ == "VERB":
        head = head.head
    if head.dep_ != "pcomp" or head.head.lower_ != "of" or head.head.head.pos_ != "VERB":
        return None
    verb = head.head.head
    return next((c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def _unrelative(token: Any) -> Any:
    if token.lower_ in {"who", "which", "that", "whom"} and token.head.dep_ == "relcl":
        return token.head.head
    return token


def _subjects(trigger: Any, _: str) -> Iterator[Any]:
    subject = subject_of(trigger)
    if subject is not None:
        yield subject


def objects_of(trigger: Any) -> Iterator[Any]:
    """What a verb is done to: its object, the subject of its passive, the noun it is a clause of."""
    own = [child for child in trigger.children if child.dep_ in {"dobj", "nsubjpass", "obj"}]
    for child in own:
        yield _unrelative(child)
        yield from (more for more in child.children if more.dep_ == "conj")
    if own:
        return
    if (trigger.tag_ == "VBN" and trigger.dep_ == "acl") or (
        trigger.dep_ == "relcl" and any(c.dep_ == "nsubj" for c in trigger.children)
    ):
        yield trigger.head
    elif trigger.dep_ == "conj" and trigger.head.pos_ == "VERB":
        yield from objects_of(trigger.head)  # "intercepted and seized the ship", told once


def _objects(trigger: Any, _: str) -> Iterator[Any]:
    yield from objects_of(trigger)


def _possessors(trigger: Any, _: str) -> Iterator[Any]:
    for child in trigger.children:
        if child.dep_ == "poss" or (
            child.dep_ in {"amod", "nmod", "compound"} and child.pos_ in {"ADJ", "PROPN"}
        ):
            yield child
    if trigger.dep_ == "compound":
        yield from (child for child in trigger.head.children if child.dep_ == "poss")


def _after_preposition(trigger: Any, word: str) -> Iterator[Any]:
    for child in trigger.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ == word:
            yield from (obj for obj in child.children if obj.dep_ in {"pobj", "pcomp"})
    for child in trigger.children:
        if child.dep_ in {"dobj", "obj"}:
            for inner in child.children:
                if (
                    inner.dep_ == "prep"
                    and inner.lower_ == word
                    and word in {"to", "from", "with", "on"}
                ):
                    yield from (obj for obj in inner.children if obj.dep_ == "pobj")


def _datives(trigger: Any, _: str) -> Iterator[Any]:
    yield from (
        child for child in trigger.children if child.dep_ == "dative" and child.pos_ != "ADP"
    )


def _compounds(trigger: Any, _: str) -> Iterator[Any]:
    yield from (
        child
        for child in trigger.children
        if child.dep_ in {"compound", "nmod"} and child.pos_ == "NOUN"
    )


def _governed(trigger: Any, _: str) -> Iterator[Any]:
    """What the verb does of which the trigger is the subject, or that its use serves."""
    head = trigger
    while (
        head.dep_ in {"compound", "dobj", "pobj"} and head.head.i != head.i and head.pos_ != "VERB"
    ):
        head = head.head
    verbs = [trigger.head] if trigger.dep_ == "nsubj" else []
    verbs += [child for child in head.children if child.dep_ in {"xcomp", "advcl"}]
    for verb in verbs:
        yield from (child for child in verb.children if child.dep_ == "dobj")


def _carried(trigger: Any, _: str) -> Iterator[Any]:
    """Who carries out the trigger: the subject of the verb it is the object of."""
    head, steps = trigger, 0
    while head.dep_ in {"dobj", "conj", "attr", "pobj", "prep"} and steps < 3:
        head, steps = head.head, steps + 1
        if head.pos_ in {"VERB", "AUX"}:
            subject = subject_of(head) if is_done_by(head) else None
            if subject is not None:
                yield subject
            return


def _on_the_path(trigger: Any, word: str) -> Iterator[Any]:
    """What stands behind a preposition anywhere in the trigger's clause, before the next verb."""
    for token in trigger.subtree:
        if token.dep_ == "prep" and token.lower_ == word and token.i > trigger.i:
            above = token.head
            while (
                above.i != trigger.i
                and above.pos_ not in {"VERB", "AUX"}
                and above.head.i != above.i
            ):
                above = above.head
            if above.i == trigger.i:
                yield from (obj for obj in token.children if obj.dep_ == "pobj")


def _inner_possessors(trigger: Any, _: str) -> Iterator[Any]:
    """Whose the object is: "turned down Seoul's offer of talks"."""
    for obj in objects_of(trigger):
        yield from (child for child in obj.children if child.dep_ == "poss")


def _inner_with(trigger: Any, _: str) -> Iterator[Any]:
    """The partner named deeper inside: "no interest in a summit with Japan"."""
    for token in trigger.subtree:
        if token.dep_ == "prep" and token.lower_ == "with" and token.i > trigger.i:
            yield from (obj for obj in token.children if obj.dep_ == "pobj")
            return


_RELATIONS: dict[str, Callable[[Any, str], Iterator[Any]]] = {
    "subject": _subjects,
    "object": _objects,
    "poss": _possessors,
    "prep": _after_preposition,
    "dative": _datives,
    "compound": _compounds,
    "governed": _governed,
    "carried": _carried,
    "inner_with": _inner_with,
    "inner_poss": _inner_possessors,
    "path": _on_the_path,
}
