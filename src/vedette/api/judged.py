"""What people judged, brought to the reports it speaks of, for the stages that lay it over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vedette.clean.anchors import locate
from vedette.clean.judgements import judged_by
from vedette.model.article import Article
from vedette.model.correction import Anchor, Correction, Given, Tie, standing
from vedette.model.evidence import DocumentVersion, TextLayer
from vedette.model.reading import Mention, Statement
from vedette.store.schema import TABLES, activity

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

# What each correcting stage lays over its reports.
THINGS = {
    "correct-report": frozenset({"document"}),
    "correct-reading": frozenset({"mention", "statement", "event", "person"}),
}
GONE = "its report is not among those read now"


@dataclass(frozen=True, slots=True)
class Ground:
    """One report of the current view: what it is read from."""

    layer: TextLayer
    document_id: str
    blob_sha256: str


class Grounds(dict[str, Ground]):
    """Reports by layer, findable by what they were read from."""

    def at(self, anchor: Anchor) -> list[str]:
        """The reports read from an anchor's bytes, or from what its document holds now."""
        return sorted(
            {
                *self._index.get(anchor.blob_sha256, ()),
                *self._index.get(anchor.document_id, ()),
            }
        )

    @cached_property
    def refs(self) -> dict[str, frozenset[str]]:
        """What persons of judgements are called in these reports, by correction, as far as asked."""
        return {}

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for layer_id, ground in self.items():
            found[ground.blob_sha256].append(layer_id)
            found[ground.document_id].append(layer_id)
        return found


def grounds(workspace: Workspace, *, as_known_at: str | None = None) -> Grounds:
    """The reports of the current view, by layer."""
    versions = {row.version_id: row for row in workspace.rows(DocumentVersion)}
    layers = {row.layer_id: row for row in workspace.rows(TextLayer)}
    found = Grounds()
    for article in workspace.rows(Article, as_known_at=as_known_at, as_read=True):
        version = versions[article.version_id]
        found[article.layer_id] = Ground(
            layers[article.layer_id], version.document_id, version.blob_sha256
        )
    return found


def corrections_of(
    workspace: Workspace, *, as_known_at: str | None = None
) -> tuple[Correction, ...]:
    """Every correction ever made, oldest first; those taken back and the taking back too."""
    found = workspace.rows(Correction, as_known_at=as_known_at)
    return tuple(sorted(found, key=lambda item: item.number))


def givens(
    workspace: Workspace,
    things: Collection[str],
    before: Collection[str],
    *,
    known: Grounds | None = None,
    made: Iterable[Correction] | None = None,
    only: str | None = None,
) -> dict[str, Given]:
    """The corrections of some things for every report they touch, or touched before.

    Args:
        workspace: Open for reading or writing.
        things: The things a stage corrects.
        before: Layers that carried corrections at the last run.
        known: The reports, where they were looked up already.
        made: Every correction, likewise.
        only: Work it out for this layer alone.
    """
    every = corrections_of(workspace) if made is None else made
    holding = [item for item in standing(every) if item.thing in things]
    if not holding and not before:
        return {}
    known = grounds(workspace) if known is None else known
    own: dict[str, list[Correction]] = defaultdict(list)
    persons = [item for item in holding if item.thing == "person"]
    refs = {item.correction_id: refs_of(workspace, item, known) for item in persons}
    for item in holding:
        if only is not None and (item.thing == "person" or only not in _places_of(item, known)):
            continue
        for layer_id in touched_by(workspace, item, known):
            own[layer_id].append(item)
    found = {}
    touched = {*own, *(layer for layer in before if layer in known)}
    for layer_id in sorted(touched if only is None else touched & {only}):
        # A person named only by an earlier correction of this report has to be met as well.
        mine = {item.correction_id: item for item in (*own.get(layer_id, ()), *persons)}
        ground = known[layer_id]
        found[layer_id] = Given(
            document_id=ground.document_id,
            blob_sha256=ground.blob_sha256,
            corrections=standing(mine.values()),
            person_refs={name: tuple(sorted(refs[name])) for name in mine if name in refs},
        )
    return found


def touched_by(workspace: Workspace, correction: Correction, known: Grounds) -> set[str]:
    """The reports a correction speaks of: those it is anchored in; of a merge, all that name either."""
    if correction.thing == "person" and correction.action == "same":
        return layers_naming(workspace, refs_of(workspace, correction, known)) & set(known)
    return _places_of(correction, known)


def _places_of(correction: Correction, known: Grounds) -> set[str]:
    anchors = correction.others if correction.thing == "person" else (correction.anchor,)
    return {layer for anchor in anchors if anchor for layer in known.at(anchor)}


def refs_of(workspace: Workspace, correction: Correction, known: Grounds) -> frozenset[str]:
    """What the persons of a judgement are called: as then, or as a newer engine calls them now."""
    if correction.correction_id not in known.refs:
        known.refs[correction.correction_id] = _find_refs(workspace, correction, known)
    return known.refs[correction.correction_id]


def _find_refs(workspace: Workspace, correction: Correction, known: Grounds) -> frozenset[str]:
    sides = [(correction.mark, correction.anchor)]
    if correction.action == "same":
        kept = str(correction.changes["other_ref"])
        sides += [(kept, anchor) for anchor in correction.others]
    found = set()
    for ref, anchor in sides:
        found.add(ref)
        if anchor is not None and not layers_naming(workspace, [ref]):
            found |= set(_refs_at(workspace, anchor, known))
    return frozenset(found)


def _refs_at(workspace: Workspace, anchor: Anchor, known: Grounds) -> Iterable[str]:
    for layer_id in known.at(anchor):
        ground = known[layer_id]
        place = locate(anchor, workspace.text(layer_id), ground.layer.text_sha256)
        if place is None:
            continue
        for row in workspace.rows(Mention, unit=layer_id, as_read=True):
            if row.span.start < place[1] and place[0] < row.span.end:
                yield row.ref


def layers_naming(workspace: Workspace, refs: Collection[str]) -> set[str]:
    """The layers whose newest readings name one of these parties."""
    newest = (
        sa.select(sa.func.max(activity.c.seq))
        .where(activity.c.stage.in_(("extract", "correct-reading")))
        .group_by(activity.c.stage, activity.c.unit)
    )
    found: set[str] = set()
    with workspace.engine.connect() as connection:
        for noun, column in ((Mention, "ref"), (Statement, "speaker_ref")):
            table = TABLES[noun]
            query = sa.select(table.c.layer_id).distinct()
            query = query.where(table.c[column].in_(list(refs)), table.c.activity_seq.in_(newest))
            found |= {row.layer_id for row in connection.execute(query)}
    return found


def ties(workspace: Workspace, *, as_known_at: str | None = None) -> tuple[Tie, ...]:
    """The judgements on stories and copies, their places found in the reports read now."""
    made = [
        item
        for item in standing(corrections_of(workspace, as_known_at=as_known_at))
        if item.thing in {"story", "origin"}
    ]
    if not made:
        return ()
    known = grounds(workspace, as_known_at=as_known_at)
    return tuple(_tie(workspace, item, known) for item in made)


def _tie(workspace: Workspace, correction: Correction, known: Grounds) -> Tie:
    assert correction.anchor
    rest: Any = correction.changes.get("left", ())
    left = _places(workspace, [correction.anchor, *(Anchor(**item) for item in rest)], known)
    right = _places(workspace, correction.others, known)
    missing = "" if left and right else GONE
    return Tie(
        correction_id=correction.correction_id,
        thing=correction.thing,
        is_one=correction.action == "same",
        left=left,
        right=right,
        says=judged_by(correction),
        adrift=missing,
        is_join=bool(correction.changes.get("joins")),
    )


def _places(
    workspace: Workspace, anchors: Sequence[Anchor], known: Grounds
) -> tuple[tuple[str, int], ...]:
    found = []
    for anchor in anchors:
        for layer_id in known.at(anchor):
            if anchor.is_whole:
                found.append((layer_id, -1))
                continue
            sha256 = known[layer_id].layer.text_sha256
            place = locate(anchor, workspace.text(layer_id), sha256)
            # A lead that was reworded still belongs to its report.
            found.append((layer_id, place[0] if place else -1))
    return tuple(dict.fromkeys(found))
