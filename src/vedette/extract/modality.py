"""How a text holds an event: the table of ``data/modality.yml`` over the words around a trigger."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.clean.dates import last_day
from vedette.model.reading import Modality


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    data = dict(load_yaml("vedette.extract", "modality.yml"))
    return {
        key: frozenset(value) if isinstance(value, list) else value for key, value in data.items()
    }


def modality_of(
    trigger: Any,
    *,
    occurred: str | None,
    reference_on: str | None,
    told_by_other: bool,
    refusal_in_trigger: bool = False,
) -> Modality:
    """The modality of an event, the first that applies in the order the table states.

    Args:
        trigger: The spaCy token the rule fired on.
        occurred: EDTF day of the event, if the text dates it.
        reference_on: Day of the report.
        told_by_other: It is told inside the statement of somebody who does not tell an act of his
            own; then it is at most alleged.
        refusal_in_trigger: The rule's trigger is a refusal itself ("no interest in"), so that its
            negation is what happened.
    """
    table = _table()
    chain = _governors(trigger)
    if not refusal_in_trigger and _negated(trigger, table["negators"]):
        return "negated"
    if any(token.lemma_.casefold() in table["denying_heads"] for token in chain):
        return "denied"
    if _without_evidence(chain, table) or _called_false(chain, table):
        return "denied"
    if _came_to_nothing(trigger, chain, table):
        return "negated"
    ruled = _ruled_out(trigger)
    if ruled is not None:
        return "negated" if ruled else "planned"
    if is_planned(trigger):
        return "planned"
    if _alleged(trigger, chain, table):
        return "alleged"
    long_before = _long_before(occurred, reference_on, table["background_after_days"])
    if long_before and trigger.pos_ == "NOUN":
        return "background"
    if told_by_other:
        return "alleged"
    return "background" if long_before and _in_passing(trigger) else "asserted"


def is_done_by(verb: Any) -> bool:
    """Whether a verb tells that its noun is done ("held a test"), and not something about it."""
    return verb.pos_ == "AUX" or verb.lemma_.casefold() in _table()["doing_verbs"]


def is_law(trigger: Any) -> bool:
    """Whether a trigger stands under a ban, a cap or a duty: that is law, and no event."""
    laws = _table()["law_heads"]
    # "forbid X to export arms": a parse may hang the infinitive on the ban as a purpose.
    banned = trigger.dep_ == "advcl" and any(child.lower_ == "to" for child in trigger.lefts)
    return (banned and trigger.head.lemma_.casefold() in laws) or any(
        token.lemma_.casefold() in laws for token in _governors(trigger)
    )


def _governors(trigger: Any) -> list[Any]:
    """The words a trigger hangs on, up to the verb of its clause and the one above that."""
    found: list[Any] = []
    head, verbs = trigger, 0
    while head.head.i != head.i and verbs < 2 and len(found) < 8:
        came_by = head.dep_
        head = head.head
        if came_by in {"advcl", "relcl", "parataxis"} or (
            came_by == "conj" and head.pos_ == "VERB" and head.dep_ not in {"pcomp", "xcomp"}
        ):
            break
        found.append(head)
        verbs += head.pos_ == "VERB"
    return found


def _negated(trigger: Any, negators: frozenset[str]) -> bool:
    tokens = [trigger]
    if trigger.pos_ == "NOUN" and trigger.dep_ in {"dobj", "attr"}:
        tokens.append(trigger.head)
    for token in tokens:
        for child in token.children:
            if child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ in negators):
                return True
    return bool(trigger.dep_ == "pobj" and trigger.head.lower_ == "without")


def _without_evidence(chain: list[Any], table: dict[str, Any]) -> bool:
    """ "no evidence of", "no proof that": who says so denies it."""
    return any(
        token.pos_ == "NOUN"
        and token.lemma_.casefold() in table["alleging_nouns"] | {"proof"}
        and any(child.lower_ in {"no", "any"} and child.dep_ == "det" for child in token.children)
        and (
            any(child.lower_ == "no" for child in token.children)
            or any(child.dep_ == "neg" for child in token.head.children)
        )
        for token in chain
    )


def _called_false(chain: list[Any], table: dict[str, Any]) -> bool:
    """ "called the reports of a sale groundless": what is said of it denies it."""
    return any(
        child.lower_ in table["false_words"]
        for token in chain
        for child in token.children
        if child.dep_ in {"oprd", "acomp", "attr", "amod", "ccomp", "xcomp", "conj"}
    )


def _came_to_nothing(trigger: Any, chain: list[Any], table: dict[str, Any]) -> bool:
    """What failed, was foiled or refrained from: "tried to steal … but failed"."""
    head = trigger.head
    if trigger.dep_ in {"xcomp", "pcomp", "dobj", "ccomp"} or head.dep_ in {"pobj", "prep"}:
        governing = [token for token in chain if token.pos_ == "VERB"][:1]
        if governing and governing[0].lemma_.casefold() in table["failing_heads"]:
            return True
    tries = [token for token in chain if token.lemma_.casefold() in table["trying_words"]]
    return any(
        other.lemma_.casefold() in table["failing_words"]
        for token in tries
        for other in (token.head, *token.children, *token.head.children)
        if other.dep_ in {"conj", "ROOT", "amod", "parataxis", "advcl"}
    )


def _in_passing(trigger: Any) -> bool:
    """Whether an event is only recalled: a noun, or a verb of a subordinate or pluperfect clause.

    What a main clause tells is what the report tells, however long ago it was.
    """
    if trigger.pos_ == "NOUN":
        return True
    if trigger.dep_ in {"relcl", "acl", "advcl"}:
        return True
    return any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ == "had" for child in trigger.children
    )


def _ruled_out(trigger: Any) -> bool | None:
    """True where an act is ruled out, False where it is expressly not, None where nobody says."""
    head = trigger.head
    out = any(child.lower_ == "out" for child in head.children)
    if (
        head.lemma_.casefold() != "rule"
        or not out
        or trigger.dep_ not in {"xcomp", "dobj", "ccomp"}
    ):
        return None
    return not any(child.dep_ == "neg" for child in head.children)


def is_planned(trigger: Any) -> bool:
    """Whether a trigger is told as something to come: will, may, plans to, wants to."""
    table = _table()
    auxiliaries = {child.lower_ for child in trigger.children if child.dep_ == "aux"}
    if trigger.pos_ == "NOUN" and trigger.head.pos_ == "VERB" and is_done_by(trigger.head):
        auxiliaries |= {child.lower_ for child in trigger.head.children if child.dep_ == "aux"}
    if auxiliaries & table["planning_auxiliaries"] and "have" not in auxiliaries:
        return True
    if any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in trigger.children):
        return True
    if trigger.pos_ == "NOUN" and _is_to_come(trigger, table):
        return True
    infinitive = trigger.dep_ in {"xcomp", "ccomp"} and "to" in auxiliaries
    return bool(infinitive and trigger.head.lemma_.casefold() in table["planning_heads"])


def _is_to_come(noun: Any, table: dict[str, Any]) -> bool:
    """ "an upcoming test", "preparations for a test", "the day of his visit might come"."""
    modifiers = {child.lower_ for child in noun.children if child.dep_ in {"amod", "compound"}}
    if modifiers & table["planned_modifiers"]:
        return True
    head = noun
    while head.pos_ in {"NOUN", "ADP"} and head.head.i != head.i:
        head = head.head
        if head.pos_ == "NOUN" and head.lemma_.casefold() in table["planning_nouns"]:
            return True
    if head.lemma_.casefold() not in table["happening_verbs"]:
        return False
    auxiliaries = {child.lower_ for child in head.children if child.dep_ == "aux"}
    return bool(auxiliaries & table["planning_auxiliaries"]) and "have" not in auxiliaries


def _alleged(trigger: Any, chain: list[Any], table: dict[str, Any]) -> bool:
    for child in trigger.children:
        word = child.lower_
        if word in table["alleged_modifiers"] and child.dep_ in {"amod", "compound", "nmod"}:
            return True
        if word in table["alleged_adverbs"] and child.dep_ == "advmod":
            return True
    if trigger.pos_ == "NOUN" and trigger.dep_ in {"nsubj", "dobj"}:
        beside = {child.lower_ for child in trigger.head.children if child.dep_ == "advmod"}
        if beside & table["alleged_adverbs"]:
            return True
    nouns = (token.lemma_.casefold() for token in chain if token.pos_ == "NOUN")
    if any(word in table["alleging_nouns"] for word in nouns):
        return True
    return any(token.lemma_.casefold() in table["alleging_heads"] for token in chain)


def _long_before(occurred: str | None, reference_on: str | None, days: int) -> bool:
    last = last_day(occurred)
    if not last or not reference_on:
        return False
    return (date.fromisoformat(reference_on) - date.fromisoformat(last)).days > days
