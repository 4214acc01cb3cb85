"""Statements as a person judged them: whose, which words, in which manner, or none at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vedette.clean.chain import publication
from vedette.correct.desk import Desk, Held, anchor_in, marked, place_of
from vedette.model.correction import Correction
from vedette.model.ids import content_id
from vedette.model.reading import ChainLink, Event, Statement

# How the rows say that somebody denies, and that nothing was said at all.
_DENIES, _SAYS, _NO_SAYING = "deny", "say", "stance:judged"


def set_statement(desk: Desk, correction: Correction) -> list[str]:
    """Give a statement its judged speaker, words or manner."""
    held = desk.the("statement", correction)
    return [*_set(desk, held, correction), *_tie_events(desk, correction)]


def add_statement(desk: Desk, correction: Correction) -> list[str]:
    """Add a statement the machine missed."""
    assert correction.anchor
    known = desk.find("statement", correction, least=0.8)
    if known is not None:
        return _set(desk, known, correction)
    span = desk.span(correction.anchor)
    bundle = desk.bundle
    made = Statement(
        statement_id=content_id("st", [span.span_id], "judged"),
        layer_id=span.layer_id,
        sentence_id=desk.sentence_at(span),
        manner="indirect",
        content=(span,),
        cue=None,
        cue_lemma=_SAYS,
        speaker=None,
        speaker_name=None,
        speaker_ref=None,
        speaker_role=None,
        chain=publication(bundle.article, bundle.passages),
        in_title=any(
            p.kind == "title" and p.span.start <= span.start < p.span.end for p in bundle.passages
        ),
        supported=None,
        supported_by=None,
        said_on=None,
        rule="judged",
    )
    held = desk.held(marked(made, correction))
    held.mark = correction.mark
    touched = _set(desk, held, correction)
    desk.add("statement", held)
    return [*touched, *_tie_events(desk, correction)]


def delete_statement(desk: Desk, correction: Correction) -> list[str]:
    """Take away what is no statement; events told in it stand in the report's own voice then."""
    held = desk.find("statement", correction)
    if held is None:
        return []
    desk.drop("statement", held)
    return [held.row.statement_id, *_tie_events(desk, correction, gone=held.row.statement_id)]


def _set(desk: Desk, held: Held, correction: Correction) -> list[str]:
    row: Statement = held.row
    changes: dict[str, Any] = correction.changes
    values: dict[str, Any] = {
        name: changes[name] for name in ("manner", "said_on") if name in changes
    }
    if "content" in changes:
        content = tuple(desk.span(anchor_in(piece)) for piece in changes["content"])
        values |= {"content": content, "sentence_id": desk.sentence_at(content[0])}
        values |= {"supported": None, "supported_by": None}
    if "cue" in changes:
        cue = desk.span(anchor_in(changes["cue"]))
        values |= {"cue": cue, "cue_lemma": cue.quote.casefold()}
    if "denial" in changes:
        values["cue_lemma"] = _DENIES if changes["denial"] else _SAYS
    if "saying" in changes:
        values["rule"] = f"judged;{row.rule}" if changes["saying"] else _NO_SAYING
    if "speaker" in changes:
        values |= _speaker(desk, row, changes["speaker"])
    held.row = marked(replace(row, **values), correction)
    return [row.statement_id]


def _speaker(desk: Desk, row: Statement, told: dict[str, Any]) -> dict[str, Any]:
    """The fields of a statement that name whose it is; the chain begins with him."""
    span = desk.span(anchor_in(told["words"])) if told.get("words") else None
    name, ref = told["name"], told["ref"]
    old = {row.speaker_ref, f"description:{(row.speaker_name or '').casefold()}"} - {None}
    rest = [
        link
        for link in row.chain
        if link.ref != ref and not (link.kind != "outlet" and link.ref in old)
    ]
    credited = {link.ref for link in publication(desk.bundle.article, desk.bundle.passages)}
    if row.speaker_ref in credited:  # the agency that carries the report carries it still
        rest = [link for link in row.chain if link.ref != ref]
    first = []
    if name:
        link_ref = ref or f"description:{name.casefold()}"
        kind = "agency" if link_ref.startswith("agency:") else "speaker"
        first = [ChainLink(kind=kind, name=name, ref=link_ref, span=span)]  # type: ignore[arg-type]
    return {
        "speaker": span,
        "speaker_name": name,
        "speaker_ref": ref,
        "speaker_role": told.get("role"),
        "chain": (*first, *rest),
    }


def _tie_events(desk: Desk, correction: Correction, gone: str | None = None) -> list[str]:
    """Events belong to the statement whose words hold them; told by somebody, they are alleged."""
    touched = []
    spans = [(place_of(held.row), held.row) for held in desk.rows["statement"]]
    for held in desk.rows["event"]:
        event: Event = held.row
        inside = [
            row
            for (start, end), row in spans
            if start <= event.trigger.start < end and event.layer_id == row.layer_id
        ]
        known = {row.statement_id for row in inside}
        if event.statement_id in known or not (
            event.statement_id == gone or correction.correction_id in _judged(inside)
        ):
            continue
        told_in = inside[-1] if inside else None
        if event.statement_id is None and told_in is None:
            continue
        modality = event.modality
        if told_in is not None and modality == "asserted" and not _own_act(event, told_in):
            modality = "alleged"
        told_id = told_in.statement_id if told_in else None
        held.row = marked(replace(event, statement_id=told_id, modality=modality), correction)
        touched.append(event.event_id)
    return touched


def _judged(rows: list[Statement]) -> set[str]:
    return {name for row in rows for name in row.judged}


def _own_act(event: Event, statement: Statement) -> bool:
    actor = event.slot("actor")
    return bool(actor and actor.ref and actor.ref == statement.speaker_ref)
