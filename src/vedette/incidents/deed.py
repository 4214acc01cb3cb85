"""An event as the rules see it: who moved what to whom, and what the text tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.incidents.corpus import Corpus
from vedette.incidents.days import is_narrow
from vedette.incidents.rules import RuleTable, Side
from vedette.model.reading import Event, Slot, Statement

_NO_SIGN = re.compile(r"\b(?:no|not|without)\b[^.;]{0,24}$")
_MOVED = ("actor", "target", "source", "party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One event with its parties told apart; states stand for those who act for them.

    Args:
        supplier: Who gave, None where the text does not say.
        recipient: Who got.
        actors: Who acted, whatever the direction.
        parties: All of them, in the order the text names them.
        goods: Classes of goods named.
        modality: How the text holds it; held back where words around it say less than was read.
        told: Facts told, of ``rules.NEEDS``.
        statement: The statement it is told in, if it is told by somebody.
        claimant: The ref or name of a named party that stands behind it.
        source: Whose word it rests on: the speaker's state or ref, else the report's hand.
        first_hand: Why it counts as first-hand, None if it does not.
        is_law: The clause tells what the law forbids, not what somebody did.
    """

    event: Event
    story_id: str | None
    origin: str
    supplier: str | None
    recipient: str | None
    actors: tuple[str, ...]
    parties: tuple[str, ...]
    goods: frozenset[str]
    modality: str
    told: frozenset[str]
    statement: Statement | None
    claimant: str | None
    source: str
    first_hand: str | None
    is_law: bool

    def direction(self, target: str) -> str:
        """Which way it went, seen from the target: ``from``, ``to`` or ``open``."""
        if self.supplier == target:
            return "from"
        return "to" if self.recipient == target else "open"

    def stands(self, side: Side, target: str) -> bool:
        """Whether the target stands in the event as a rule asks."""
        if side == "by_target":
            return target in self.actors
        if side == "with_target":
            return target in self.parties
        if side == "from_target":
            return self.supplier == target
        if side == "to_target":
            return self.recipient == target
        return target in self.parties and target not in (self.supplier, self.recipient)


def deed_of(event: Event, corpus: Corpus, table: RuleTable) -> Deed:
    """Read an event's slots into a deed."""
    sides = _sides(event, corpus, table)
    statement = corpus.statements.get(event.statement_id or "")
    claimant = _claimant(event, statement, corpus, table)
    story_id = corpus.story_of(event.sentence_id)
    origin = corpus.origin_key(story_id, event.layer_id)
    actors = tuple(_states(event, corpus, ("actor",)))
    parties = dict.fromkeys([*_states(event, corpus, _MOVED), *sides.values()])
    roles = table.kinds[event.kind].parties
    speaker = corpus.state_of(event.layer_id, statement.speaker_ref) if statement else None
    return Deed(
        event=event,
        story_id=story_id,
        origin=origin,
        supplier=sides.get("supplier"),
        recipient=sides.get("recipient"),
        actors=actors,
        parties=actors if roles == ("actor",) else tuple(parties),
        goods=_goods(event, corpus, table),
        modality=_modality(event, speaker, set(parties), corpus, table),
        told=frozenset(_told(event, claimant, corpus, table)),
        statement=statement,
        claimant=claimant,
        source=speaker or (statement.speaker_ref if statement else None) or origin,
        first_hand=_first_hand(event, speaker, actors, corpus, table),
        is_law=_is_law(event, corpus, table),
    )


def _states(event: Event, corpus: Corpus, roles: tuple[str, ...]) -> Iterator[str]:
    for slot in event.slots:
        party = corpus.state_of(event.layer_id, slot.ref)
        if slot.role in roles and party:
            yield party


def _sides(event: Event, corpus: Corpus, table: RuleTable) -> dict[str, str]:
    """Who supplied and who received, each only where the words say it."""
    sides: dict[str, str] = {}
    for slot in event.slots:
        party = corpus.state_of(event.layer_id, slot.ref)
        side = _side(slot, event, corpus, table) if party else None
        if party and side:
            sides.setdefault(side, party)
    if "supplier" not in sides:
        made = next((s for s in event.slots if s.role == "object" and s.ref), None)
        maker = corpus.state_of(event.layer_id, made.ref) if made else None
        if maker and maker != sides.get("recipient"):
            sides["supplier"] = maker  # "North Korean shells": the goods are called theirs
    return sides


def _side(slot: Slot, event: Event, corpus: Corpus, table: RuleTable) -> str | None:
    if slot.role not in _MOVED:
        return None
    text = corpus.by_layer[event.layer_id].text
    before = text[max(0, slot.span.start - 12) : slot.span.start]
    trigger = event.trigger.quote.casefold()
    if slot.role == "party" or trigger.startswith(table.mutual):
        return None
    receiving = trigger.startswith(table.receiving)
    if table.before["supplier"].search(before) and (slot.role != "actor" or not receiving):
        return "supplier"
    if table.before["supplier"].search(before) and before.rstrip().endswith("from"):
        return "supplier"
    if table.before["recipient"].search(before):
        return "recipient"
    if table.before["either"].search(before):
        return None
    if slot.role == "actor":
        return "recipient" if receiving else "supplier"
    if slot.role == "source":
        return "supplier"
    return "supplier" if receiving else "recipient"


def _goods(event: Event, corpus: Corpus, table: RuleTable) -> frozenset[str]:
    named = [s.span.quote for s in event.slots if s.role in {"object", "quantity", "instrument"}]
    text = corpus.by_layer[event.layer_id].text
    near = text[max(0, event.trigger.start - 40) : event.trigger.start]
    words = " ; ".join([*named, " ".join(near.split()[-3:])])
    found = [
        (hit.start(), hit.end(), name)
        for name, pattern in table.goods.items()
        for hit in pattern.finditer(words)
    ]
    return frozenset(
        name
        for start, end, name in found
        if not any(a <= start and end <= b and b - a > end - start for a, b, _ in found)
    )


def _told(event: Event, claimant: str | None, corpus: Corpus, table: RuleTable) -> Iterator[str]:
    if event.occurred:
        yield "date"
    if is_narrow(event.occurred):
        yield "day"
    if _goods(event, corpus, table) - {"unspecific"}:
        yield "goods"
    roles = {slot.role for slot in event.slots}
    yield from roles & {"quantity", "place"}
    if any(slot.ref and slot.ref.startswith("vessel:") for slot in event.slots):
        yield "vessel"
    if claimant:
        yield "claimant"
        if event.occurred:
            yield "dated_claim"


def _claimant(
    event: Event, statement: Statement | None, corpus: Corpus, table: RuleTable
) -> str | None:
    """A named party that stands behind the event: its speaker, or an accuser in its sentence."""
    if statement:
        return statement.speaker_ref or statement.speaker_name
    for other in corpus.by_layer[event.layer_id].statements:
        accuses = other.cue_lemma in table.accusing_cues
        if accuses and other.sentence_id == event.sentence_id and not other.in_title:
            return other.speaker_ref or other.speaker_name
    return None


def _modality(
    event: Event, speaker: str | None, parties: set[str], corpus: Corpus, table: RuleTable
) -> str:
    """How the text holds it, at most as firmly as the words around the trigger allow."""
    if event.modality not in {"asserted", "alleged"}:
        return event.modality
    text = corpus.by_layer[event.layer_id].text
    sentence = corpus.sentence_text(event)
    before = text[max(0, event.trigger.start - 60) : event.trigger.start]
    words = re.split(r"[.;!?]\s|\n", before)[-1].split()
    if table.nothing_of.search(" ".join(words[-6:])):
        return "denied" if event.statement_id else "negated"
    if speaker in parties and table.unfounded.search(sentence):
        return "denied"
    if table.hypothetical.search(" ".join(words[-5:])):
        return "planned"
    unread = event.statement_id is None and table.attributed.search(sentence)
    return "alleged" if unread or table.charged.search(" ".join(words[-5:])) else event.modality


def _is_law(event: Event, corpus: Corpus, table: RuleTable) -> bool:
    text = corpus.by_layer[event.layer_id].text
    before = text[event.span.start : event.trigger.start]
    return bool(table.law_before.search(before) or table.law_anywhere.search(event.span.quote))


def first_hand_sign(text: str, table: RuleTable) -> str | None:
    """The words of a sentence that point to first-hand knowledge, unless they are denied."""
    sign = table.first_hand.search(text)
    if sign and not _NO_SIGN.search(text[: sign.start()]):
        return sign.group()
    return None


def _first_hand(
    event: Event, speaker: str | None, actors: tuple[str, ...], corpus: Corpus, table: RuleTable
) -> str | None:
    if event.modality not in {"asserted", "alleged"}:
        return None
    if speaker and speaker in actors:
        return "a party speaks of its own act"
    sign = first_hand_sign(corpus.sentence_text(event), table)
    return f"the sentence names a first-hand sign: {sign!r}" if sign else None
