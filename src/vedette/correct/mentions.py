"""Mentions and the persons behind them, as a person judged them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vedette.correct.desk import Adrift, Desk, Held, anchor_in, marked, touches
from vedette.model.correction import Anchor, Correction, Given
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.reading import Mention

_FIELDS = ("kind", "name", "ref", "role", "state", "imo")


def set_mention(desk: Desk, correction: Correction) -> list[str]:
    """Give a mention its judged words, kind or party; what names the party there follows."""
    held = desk.the("mention", correction)
    return _set(desk, held, correction)


def add_mention(desk: Desk, correction: Correction) -> list[str]:
    """Add a mention the machine missed; where a newer one reads it, it carries the judgement."""
    assert correction.anchor
    known = desk.find("mention", correction, least=0.99)
    if known is not None:
        return _set(desk, known, correction)
    span = desk.span(correction.anchor)
    values: dict[str, Any] = {name: correction.changes.get(name) for name in _FIELDS}
    made = Mention(
        mention_id=content_id("me", span.span_id, values["kind"], values["ref"]),
        layer_id=span.layer_id,
        sentence_id=desk.sentence_at(span),
        span=span,
        voters=("person",),
        rule="judged",
        **values,
    )
    desk.add("mention", desk.held(marked(made, correction)))
    return [made.mention_id]


def delete_mention(desk: Desk, correction: Correction) -> list[str]:
    """Take away what is no mention; what took its party from these words has no party then."""
    held = desk.find("mention", correction)
    if held is None:
        return []
    row: Mention = held.row
    desk.drop("mention", held)
    return [row.mention_id, *desk.retarget(correction, _named_at(row.ref, row.span), None, None)]


def _set(desk: Desk, held: Held, correction: Correction) -> list[str]:
    before: Mention = held.row
    changes = correction.changes
    values: dict[str, Any] = {name: changes[name] for name in _FIELDS if name in changes}
    if "words" in changes:
        span = desk.span(anchor_in(changes["words"]))
        values |= {"span": span, "sentence_id": desk.sentence_at(span)}
    held.row = row = marked(replace(before, **values), correction)
    touched = [row.mention_id]
    if (row.ref, row.name) != (before.ref, before.name):
        meant = _named_at(before.ref, before.span)
        touched += desk.retarget(correction, meant, row.ref, row.name)
    return touched


def _named_at(ref: str, span: Span) -> Any:
    return lambda other, at: other == ref and touches(at, span.start, span.end)


def merge_persons(desk: Desk, correction: Correction, given: Given) -> list[str]:
    """Call two persons by one name and ref wherever this report names either."""
    refs = {
        correction.mark,
        str(correction.changes["ref"]),
        *given.person_refs.get(correction.correction_id, ()),
    }
    ref, name = str(correction.changes["ref"]), str(correction.changes["name"])
    touched = []
    for held in desk.rows["mention"]:
        row: Mention = held.row
        if row.ref in refs and (row.ref, row.name) != (ref, name):
            held.row = marked(replace(row, ref=ref, name=name), correction)
            touched.append(row.mention_id)
    return [*touched, *desk.retarget(correction, lambda other, _: other in refs, ref, name)]


def split_person(desk: Desk, correction: Correction, given: Given) -> list[str]:
    """Let some places, or all of this report, name another person of the same name."""
    layer = desk.bundle.layer
    here = [a for a in correction.others if _is_here(a, given)]
    if not here:
        return []
    refs = {correction.mark, *given.person_refs.get(correction.correction_id, ())}
    ref, name = str(correction.changes["ref"]), str(correction.changes["name"])
    whole = any(anchor.is_whole for anchor in here)
    places = [desk.bounds(anchor) for anchor in here if not anchor.is_whole]

    def meant(other: str | None, at: Span | None) -> bool:
        return other in refs and (whole or any(touches(at, *place) for place in places))

    touched = []
    for held in desk.rows["mention"]:
        row: Mention = held.row
        if meant(row.ref, row.span):
            held.row = marked(replace(row, ref=ref, name=name), correction)
            touched.append(row.mention_id)
    if not touched:
        raise Adrift(
            f"{correction.machine.get('name')} is not named at these places of {layer.layer_id}"
        )
    return [*touched, *desk.retarget(correction, meant, ref, name)]


def _is_here(anchor: Anchor, given: Given) -> bool:
    return anchor.blob_sha256 == given.blob_sha256 or anchor.document_id == given.document_id
