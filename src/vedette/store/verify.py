"""Recompute every hash and name what changed: the blob, the row, the log entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from vedette.errors import BlobDamaged, SpanMismatch
from vedette.model.evidence import Span
from vedette.model.ids import canonical_json, sha256_hex
from vedette.store import journal
from vedette.store.codec import fields_of
from vedette.store.schema import DERIVED, KEYS, TABLES, activity, event_log, job, span
from vedette.store.workspace import Workspace, row_hash

_ACTIVITY_LINKS = ("stage", "unit")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that does not hold: where it is stored, which row or blob, and what is wrong."""

    table: str
    row: str
    what: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was recomputed and what did not hold. ``orphans`` are blobs no row names: harmless."""

    checked: dict[str, int]
    problems: tuple[Problem, ...]
    orphans: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything that was recomputed is as it was stored."""
        return not self.problems


def verify(workspace: Workspace) -> VerifyReport:
    """Check a workspace against itself, offline; reads every byte of it."""
    checked: dict[str, int] = {}
    problems: list[Problem] = []
    with workspace.engine.connect() as connection:
        for name, check in _CHECKS:
            found = list(check(workspace, connection))
            checked[name] = sum(1 for item in found if item is None)
            problems += [item for item in found if item is not None]
            checked[name] += sum(1 for item in found if item is not None)
        named = {row[0] for row in connection.execute(sa.text("SELECT sha256 FROM blob"))}
        waiting = {row[0] for row in connection.execute(sa.select(job.c.blob_sha256))}
    orphans = tuple(sorted(set(workspace.blobs.hashes()) - named - waiting))
    return VerifyReport(checked, tuple(problems), orphans)


Found = Iterator[Problem | None]


def _database(_: Workspace, connection: sa.Connection) -> Found:
    for (line,) in connection.execute(sa.text("PRAGMA integrity_check")):
        yield None if line == "ok" else Problem("database", "file", str(line))
    for row in connection.execute(sa.text("PRAGMA foreign_key_check")):
        yield Problem(str(row[0]), f"rowid {row[1]}", f"names a row of {row[2]} that is not there")


def _blobs(workspace: Workspace, connection: sa.Connection) -> Found:
    for sha256, size in connection.execute(
        sa.text("SELECT sha256, size FROM blob ORDER BY sha256")
    ):
        try:
            data = workspace.blobs.get(sha256)
        except BlobDamaged as error:
            yield Problem("blob", sha256, error.what)
            continue
        wrong = len(data) != size
        yield Problem("blob", sha256, f"{len(data)} bytes, the row says {size}") if wrong else None


def _rows(_: Workspace, connection: sa.Connection) -> Found:
    for noun, table in TABLES.items():
        if noun is Span:
            continue
        names = [field.column for field in fields_of(noun)]
        key = KEYS[noun]
        for row in connection.execute(sa.select(table)):
            stored: dict[str, Any] = dict(row._mapping)
            digest = row_hash(table.name, {name: stored[name] for name in names})
            wrong = digest != stored["row_hash"]
            yield Problem(table.name, str(stored[key]), "the row was changed") if wrong else None


def _spans(workspace: Workspace, connection: sa.Connection) -> Found:
    for row in connection.execute(sa.select(span).order_by(span.c.layer_id, span.c.start)):
        found = Span(layer_id=row.layer_id, start=row.start, end=row.end, quote=row.quote)
        try:
            found.checked(workspace.text(row.layer_id))
        except (SpanMismatch, BlobDamaged) as error:
            yield Problem("span", row.span_id, error.what)
            continue
        yield None if found.span_id == row.span_id else Problem("span", row.span_id, "was changed")


def _activities(_: Workspace, connection: sa.Connection) -> Found:
    hashes: dict[int, list[str]] = {}
    for noun, table in TABLES.items():
        if noun in DERIVED:
            for seq, digest in connection.execute(
                sa.select(table.c.activity_seq, table.c.row_hash)
            ):
                hashes.setdefault(seq, []).append(digest)
    layers = _layer_hashes(connection)
    logged = {
        row.object: row.detail
        for row in connection.execute(sa.select(event_log).where(event_log.c.action == "activity"))
    }
    for row in connection.execute(sa.select(activity).order_by(activity.c.seq)):
        own = hashes.get(row.seq, [])
        candidates = [own, *([*own, digest] for digest in layers.get(row.unit, ()))]
        totals = {sha256_hex(canonical_json(sorted(items)).encode()) for items in candidates}
        if row.rows_hash not in totals:
            yield Problem(
                "activity", row.activity_id, "rows it gave were added, changed or removed"
            )
            continue
        detail = {
            "stage": row.stage,
            "unit": row.unit,
            "input": row.input_hash,
            "rows": row.rows_hash,
        }
        agrees = logged.get(row.activity_id) == canonical_json(detail)
        yield None if agrees else Problem("activity", row.activity_id, "differs from the event log")


def _layer_hashes(connection: sa.Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for version, digest in connection.execute(
        sa.text("SELECT version_id, row_hash FROM text_layer")
    ):
        found.setdefault(version, []).append(digest)
    return found


def _log(_: Workspace, connection: sa.Connection) -> Found:
    previous, expected = journal.FIRST, 1
    for row in connection.execute(sa.select(event_log).order_by(event_log.c.seq)):
        name = f"seq {row.seq}"
        if row.seq != expected:
            yield Problem("event_log", f"seq {expected}", "the row is missing")
        digest = journal.log_hash(
            seq=row.seq,
            at=row.at,
            actor=row.actor,
            action=row.action,
            object_id=row.object,
            detail=row.detail,
            prev_hash=row.prev_hash,
        )
        if digest != row.hash:
            yield Problem("event_log", name, "the row was changed")
        elif row.prev_hash != previous:
            yield Problem("event_log", name, "it does not follow the row before; the chain is cut")
        else:
            yield None
        previous, expected = row.hash, row.seq + 1


_CHECKS = (
    ("database", _database),
    ("blobs", _blobs),
    ("rows", _rows),
    ("spans", _spans),
    ("activities", _activities),
    ("event_log", _log),
)
