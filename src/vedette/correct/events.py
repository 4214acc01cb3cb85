"""Events as a person judged them: their kind, parts, day, how they are held, or none at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vedette.clean.anchors import occurrences
from vedette.clean.dates import first_day
from vedette.correct.desk import Desk, Held, anchor_in, marked, place_of
from vedette.model.correction import Correction
from vedette.model.evidence import Span, span_of
from vedette.model.ids import content_id
from vedette.model.reading import Event, Slot

_PLAIN = ("kind", "code", "modality")


def set_event(desk: Desk, correction: Correction) -> list[str]:
    """Give an event its judged kind, parts, day or modality."""
    return _set(desk, desk.the("event", correction), correction)


def add_event(desk: Desk, correction: Correction) -> list[str]:
    """Add an event the machine missed."""
    assert correction.anchor
    known = desk.find("event", correction, least=0.99)
    if known is not None and known.mark == correction.mark:
        return _set(desk, known, correction)
    trigger = desk.span(correction.anchor)
    changes: dict[str, Any] = correction.changes
    article = desk.bundle.article
    told_in = [
        held.row
        for held in desk.rows["statement"]
        if place_of(held.row)[0] <= trigger.start < place_of(held.row)[1]
    ]
    made = Event(
        event_id=content_id("ev", trigger.span_id, changes["kind"]),
        layer_id=trigger.layer_id,
        sentence_id=desk.sentence_at(trigger),
        kind=changes["kind"],
        span=trigger,
        trigger=trigger,
        slots=(),
        occurred=None,
        date_span=None,
        date_basis="the text does not say when",
        law_on=article.reference_on,
        law_basis="the day of the report; the event is undated",
        modality="alleged" if told_in else "asserted",
        statement_id=told_in[-1].statement_id if told_in else None,
        rule="judged",
    )
    held = desk.held(marked(made, correction))
    touched = _set(desk, held, correction)
    desk.add("event", held)
    return touched


def delete_event(desk: Desk, correction: Correction) -> list[str]:
    """Take away what did not belong among the events; another kind read at its words stays."""
    held = desk.find("event", correction)
    if held is None or held.mark != correction.mark:
        return []
    desk.drop("event", held)
    return [held.row.event_id]


def _set(desk: Desk, held: Held, correction: Correction) -> list[str]:
    row: Event = held.row
    changes: dict[str, Any] = correction.changes
    values: dict[str, Any] = {name: changes[name] for name in _PLAIN if name in changes}
    if "words" in changes:
        values["span"] = desk.span(anchor_in(changes["words"]))
        values["sentence_id"] = desk.sentence_at(values["span"])
    if "occurred" in changes:
        values |= _dated(desk, changes["occurred"], correction)
    if "slots" in changes:
        values["slots"] = _slots(desk, row, changes["slots"])
    held.row = marked(replace(row, **values), correction)
    return [row.event_id]


def _dated(desk: Desk, occurred: str | None, correction: Correction) -> dict[str, Any]:
    day = first_day(occurred)
    return {
        "occurred": occurred,
        "date_span": None,
        "date_basis": f"judged by {correction.by} on {correction.at[:10]}",
        "law_on": day or desk.bundle.article.reference_on,
        "law_basis": "the day of the event, as judged"
        if day
        else "the day of the report; the event is judged to be undated",
    }


def _slots(desk: Desk, row: Event, told: dict[str, Any]) -> tuple[Slot, ...]:
    """The event's parts with the judged ones in the place of those of the same role."""
    made = {
        role: Slot(
            role=role,
            name=part["name"],
            ref=part.get("ref"),
            span=_words(desk, row, role, part),
            value=part.get("value"),
            unit=part.get("unit"),
        )
        for role, part in told.items()
        if part is not None
    }
    # A part takes the place of the first of its role; a second one of a role told anew goes.
    kept = [made.pop(slot.role, None) if slot.role in told else slot for slot in row.slots]
    return (*filter(None, kept), *made.values())


def _words(desk: Desk, row: Event, role: str, part: dict[str, Any]) -> Span:
    """The words that name a part: those given, its name nearest the event, those the machine took."""
    if part.get("words"):
        return desk.span(anchor_in(part["words"]))
    text, layer = desk.bundle.text, desk.bundle.layer_id
    found = list(occurrences(part["name"], text))
    if not found:
        was = row.slot(role)
        return was.span if was else row.span
    nearest = min(found, key=lambda place: abs(place[0] - row.trigger.start))
    return span_of(layer, text, *nearest)
