"""The door of this room: a report's readings in, the same with what a person judged laid over them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vedette.correct import events, mentions, statements
from vedette.correct.desk import Adrift, Desk
from vedette.model.bundle import Bundle
from vedette.model.correction import Correction, CorrectionState, Given, state_of

_RULES: dict[tuple[str, str], Callable[[Desk, Correction], list[str]]] = {
    ("mention", "set"): mentions.set_mention,
    ("mention", "add"): mentions.add_mention,
    ("mention", "delete"): mentions.delete_mention,
    ("statement", "set"): statements.set_statement,
    ("statement", "add"): statements.add_statement,
    ("statement", "delete"): statements.delete_statement,
    ("event", "set"): events.set_event,
    ("event", "add"): events.add_event,
    ("event", "delete"): events.delete_event,
}
_OF_PERSONS: dict[str, Callable[[Desk, Correction, Given], list[str]]] = {
    "same": mentions.merge_persons,
    "different": mentions.split_person,
}
READING_THINGS = frozenset({"mention", "statement", "event", "person"})


def correct_reading(bundle: Bundle, given: Given) -> tuple[Any, ...]:
    """Lay corrections over one report's mentions, statements and events, in the order they were made.

    Args:
        bundle: The report as the machine read it.
        given: The corrections that hold; those of other things are passed over.

    Returns:
        Every mention, statement and event as it now stands, sentences that had to be made for a
        reading that has none, and the state of each correction.
    """
    desk, states = laid(bundle, given)
    rows = [held.row for kind in ("mention", "statement", "event") for held in desk.rows[kind]]
    return (*desk.sentences, *rows, *states)


def laid(bundle: Bundle, given: Given) -> tuple[Desk, list[CorrectionState]]:
    """The desk with every correction laid down, and how each came down."""
    desk = Desk(bundle)
    states = [
        state
        for correction in given.corrections
        if correction.thing in READING_THINGS and (state := _lay(desk, correction, given))
    ]
    return desk, states


def _lay(desk: Desk, correction: Correction, given: Given) -> CorrectionState | None:
    layer_id = desk.bundle.layer_id
    before = {kind: [(held, held.row) for held in rows] for kind, rows in desk.rows.items()}
    try:
        if correction.thing == "person":
            touched = _OF_PERSONS[correction.action](desk, correction, given)
            # A person judgement speaks of many reports; one that names neither has no part in it.
            return state_of(correction.correction_id, layer_id, touched) if touched else None
        touched = _RULES[correction.thing, correction.action](desk, correction)
    except Adrift as error:
        for kind, rows in before.items():
            desk.rows[kind] = [held for held, _ in rows]
            for held, row in rows:
                held.row = row
        return state_of(correction.correction_id, layer_id, adrift=str(error))
    return state_of(correction.correction_id, layer_id, touched)
