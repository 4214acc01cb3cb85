"""Corrections in a workspace: made, taken back, listed, given out; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import sqlalchemy as sa

from vedette.api.correction_ask import Ask, Draft
from vedette.api.correction_makers import ACTIONS, MAKERS
from vedette.api.correction_places import Reports
from vedette.api.judged import GONE, Grounds, corrections_of, grounds, layers_naming
from vedette.errors import UnknownId, UsageError
from vedette.model.correction import Correction, CorrectionState, Thing, standing
from vedette.model.evidence import Document
from vedette.model.ids import content_id
from vedette.store.clock import now
from vedette.store.schema import TABLES
from vedette.version import __version__

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

__all__ = ["Ask", "CorrectionView", "correct", "correction_views", "find", "labelled", "undo"]

Standing = Literal["applied", "waiting", "adrift", "undone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction and how it stands.

    ``state``: ``applied`` in a reading, ``waiting`` for the next run, ``adrift`` (its place is gone:
    a person has to look again), or ``undone``. ``reasons`` say why it is adrift; ``rows`` are the rows
    that carry it. ``overruled_by`` is the number of a later one on the same fields.
    """

    correction: Correction
    state: Standing
    reasons: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    undone_by: str | None = None
    overruled_by: int | None = None


def correct(workspace: Workspace, ask: Ask, reports: Reports | None = None) -> Correction:
    """Keep a correction; the next run lays it over the reading.

    Args:
        workspace: Open for writing.
        ask: What is corrected, and why.
        reports: Its reports, where many corrections are made one after another.

    Raises:
        UsageError: It has no reason, changes nothing, or its values cannot be read.
        UnknownId: What it speaks of is not there.
    """
    if not ask.because.strip():
        raise UsageError("--because", "no reason was given", "Say what the judgement rests on")
    if ask.thing not in get_args(Thing):
        known = ", ".join(get_args(Thing))
        raise UsageError(str(ask.thing), "this cannot be corrected", f"One of: {known}")
    allowed = ACTIONS[ask.thing]
    if ask.action not in allowed:
        known = ", ".join(allowed)
        raise UsageError(ask.action, f"this is not done to a {ask.thing}", f"One of: {known}")
    if ask.thing == "origin" and "agency" in ask.values:
        ask = replace(ask, thing="document", action="set", others=())
    reports = reports or Reports(workspace)
    made = _keep(workspace, ask, MAKERS[ask.thing](reports, ask))
    reports.made.append(made)
    return made


def undo(workspace: Workspace, which: str, because: str, *, by: str | None = None) -> Correction:
    """Take a correction back, or take a taking-back back. Both stay.

    Raises:
        UnknownId: There is no such correction.
        UsageError: It is taken back already, or no reason was given.
    """
    if not because.strip():
        raise UsageError("--because", "no reason was given", "Say why it is taken back")
    found = find(workspace, which)
    made = corrections_of(workspace)
    if found.correction_id in _undone(made):
        raise UsageError(which, "it is taken back already", "See: vedette correct show")
    ask = Ask(thing=found.thing, action="undo", because=because, by=by)
    return _keep(workspace, ask, Draft(undoes=found.correction_id, mark=found.correction_id))


def find(workspace: Workspace, which: str) -> Correction:
    """A correction by its number or the beginning of its id.

    Raises:
        UnknownId: None, or several, are called so.
    """
    wanted = which.removeprefix("#")
    found = [
        item
        for item in corrections_of(workspace)
        if wanted == str(item.number) or (len(wanted) > 3 and item.correction_id.startswith(wanted))
    ]
    if len(found) != 1:
        what = "no correction is called so" if not found else "several corrections begin so"
        raise UnknownId(which, what, "See: vedette correct list")
    return found[0]


def correction_views(
    workspace: Workspace, *, as_known_at: str | None = None
) -> tuple[CorrectionView, ...]:
    """Every correction with how it stands, oldest first; the takings-back are told on what they undo."""
    made = corrections_of(workspace, as_known_at=as_known_at)
    states: dict[str, list[CorrectionState]] = {}
    for row in workspace.rows(CorrectionState, as_known_at=as_known_at):
        states.setdefault(row.correction_id, []).append(row)
    undone = _undone(made)
    known = grounds(workspace, as_known_at=as_known_at) if made else Grounds()
    later = _overruling(standing(made))
    views = (
        _view(workspace, item, states.get(item.correction_id, []), undone, known)
        for item in made
        if item.action != "undo"
    )
    return tuple(
        replace(view, overruled_by=later.get(view.correction.correction_id)) for view in views
    )


def labelled(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """The corrections that hold, as a labelled set: the place, what the machine read, what was judged."""
    addresses = {row.document_id: row.address for row in workspace.rows(Document)}
    for item in standing(corrections_of(workspace)):
        assert item.anchor
        yield {
            "thing": item.thing,
            "action": item.action,
            "address": addresses.get(item.anchor.document_id),
            **asdict(item.anchor),
            "mark": item.mark,
            "others": [asdict(other) for other in item.others],
            "machine": item.machine,
            "judged": item.changes,
            "because": item.because,
            "by": item.by,
            "at": item.at,
            "engine": item.engine,
            "correction_id": item.correction_id,
        }


def _keep(workspace: Workspace, ask: Ask, draft: Draft) -> Correction:
    table = TABLES[Correction]
    with workspace.transaction() as connection:
        highest = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0))
        number = int(connection.execute(highest).scalar_one()) + 1
        at = now()
        made = Correction(
            correction_id=content_id("co", number, ask.thing, ask.action, draft.mark, at),
            number=number,
            thing=ask.thing,
            action=ask.action,
            anchor=draft.anchor,
            mark=draft.mark,
            others=draft.others,
            changes=draft.changes,
            machine=draft.machine,
            because=ask.because.strip(),
            evidence=ask.evidence,
            by=(ask.by or "").strip() or workspace.actor,
            at=at,
            engine=__version__,
            undoes=draft.undoes,
        )
        workspace.add(
            made,
            connection=connection,
            action="correct",
            object_id=made.correction_id,
            detail={"thing": made.thing, "action": made.action, "number": number},
        )
    return made


def _overruling(holding: Sequence[Correction]) -> dict[str, int]:
    """The later correction that sets every field of an earlier one again, at the same place."""
    found: dict[str, int] = {}
    last: dict[tuple[object, ...], Correction] = {}
    for item in holding:
        if item.action != "set" or item.anchor is None:
            continue
        place = (item.thing, item.mark, item.anchor.blob_sha256, item.anchor.start, item.anchor.end)
        before = last.get(place)
        if before and set(before.changes) <= set(item.changes):
            found[before.correction_id] = item.number
        last[place] = item
    return found


def _undone(made: Iterable[Correction]) -> dict[str, str]:
    """What is taken back, and by which correction."""
    rows = list(made)
    holding = {item.correction_id for item in standing(rows)}
    undone: dict[str, str] = {}
    for item in sorted(rows, key=lambda one: -one.number):
        if item.undoes and item.correction_id not in undone:
            undone[item.undoes] = item.correction_id
    return {key: value for key, value in undone.items() if key not in holding}


def _view(
    workspace: Workspace,
    item: Correction,
    states: Sequence[CorrectionState],
    undone: Mapping[str, str],
    known: Grounds,
) -> CorrectionView:
    if item.correction_id in undone:
        by = undone[item.correction_id]
        return CorrectionView(correction=item, state="undone", undone_by=by)
    rows = tuple(row for state in states for row in state.rows)
    reasons = tuple(dict.fromkeys(state.reason for state in states if state.reason))
    if any(state.landing == "applied" for state in states):
        return CorrectionView(correction=item, state="applied", reasons=reasons, rows=rows)
    if reasons:
        return CorrectionView(correction=item, state="adrift", reasons=reasons)
    if item.thing == "person" and not layers_naming(workspace, [item.mark]) & set(known):
        named = item.machine.get("name")
        return CorrectionView(
            correction=item, state="adrift", reasons=(f"no report names {named} now",)
        )
    if item.anchor and not known.at(item.anchor):
        return CorrectionView(correction=item, state="adrift", reasons=(GONE,))
    return CorrectionView(correction=item, state="waiting")
