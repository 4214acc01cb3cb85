"""Recompute every hash and name what changed: the blob, the row, the log entry."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from vedette.errors import BlobDamaged, SpanMismatch
from vedette.model.correction import Correction
from vedette.model.evidence import Span
from vedette.model.ids import canonical_json, sha256_hex
from vedette.store import journal
from vedette.store.codec import fields_of
from vedette.store.schema import (
    DERIVED,
    EVIDENCE,
    FROZEN_TABLES,
    KEYS,
    TABLES,
    activity,
    event_log,
    hiding,
    incident_number,
    job,
    span,
)
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
    """What was recomputed and what did not hold. ``orphans`` are blobs no row names: harmless.

    ``head`` is the hash of the event log's last row. Kept elsewhere, it shows later that the log
    was not cut at its end, which no chain can show by itself.
    """

    checked: dict[str, int]
    problems: tuple[Problem, ...]
    orphans: tuple[str, ...]
    head: str = ""

    @property
    def holds(self) -> bool:
        """Whether everything that was recomputed is as it was stored."""
        return not self.problems


def verify(workspace: Workspace, *, known_head: str | None = None) -> VerifyReport:
    """Check a workspace against itself, offline; reads every byte of it.

    Args:
        workspace: Open for reading or writing.
        known_head: The log's head as noted at an earlier time, or its first characters; it must
            still be in the chain.
    """
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
        chain = [
            row.hash
            for row in connection.execute(
                sa.select(event_log.c.hash, event_log.c.seq).order_by(event_log.c.seq)
            )
        ]
    if known_head and not any(digest.startswith(known_head.casefold()) for digest in chain):
        problems.append(Problem("event_log", known_head, "this head is no longer in the chain"))
    orphans = tuple(sorted(set(workspace.blobs.hashes()) - named - waiting))
    return VerifyReport(checked, tuple(problems), orphans, chain[-1] if chain else "")


Found = Iterator[Problem | None]


def _database(_: Workspace, connection: sa.Connection) -> Found:
    for (line,) in connection.execute(sa.text("PRAGMA integrity_check")):
        yield None if line == "ok" else Problem("database", "file", str(line))
    for row in connection.execute(sa.text("PRAGMA foreign_key_check")):
        yield Problem(str(row[0]), f"rowid {row[1]}", f"names a row of {row[2]} that is not there")


def _guards(_: Workspace, connection: sa.Connection) -> Found:
    there = {
        name
        for (name,) in connection.execute(
            sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        )
    }
    for table in FROZEN_TABLES:
        for verb in ("update", "delete"):
            guarded = f"{table}_refuses_{verb}" in there
            yield None if guarded else Problem(table, verb, "the guard against it is gone")


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
    made = connection.execute(sa.select(activity.c.seq, activity.c.recorded_at))
    made_at = {row.seq: row.recorded_at for row in made}
    for noun, table in TABLES.items():
        if noun is Span:
            continue
        names = [field.column for field in fields_of(noun)]
        key = KEYS[noun]
        for row in connection.execute(sa.select(table)):
            stored: dict[str, Any] = dict(row._mapping)
            digest = row_hash(table.name, {name: stored[name] for name in names})
            wrong = digest != stored["row_hash"]
            if noun in DERIVED:
                wrong |= made_at.get(stored["activity_seq"]) != stored["recorded_at"]
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


def _anchors(workspace: Workspace, connection: sa.Connection) -> Found:
    """Words a correction stands at are the text at its offsets, in the text it names."""
    table = TABLES[Correction]
    texts: dict[str, str] = {}
    for row in connection.execute(sa.select(table).order_by(table.c.number)):
        stored = [json.loads(row.anchor), *json.loads(row.others)] if row.anchor else []
        for anchor in (item for item in stored if item["quote"]):
            sha256 = anchor["text_sha256"]
            try:
                if sha256 not in texts:
                    texts = {sha256: workspace.blobs.get(sha256).decode()}
            except BlobDamaged as error:
                yield Problem("correction", row.correction_id, error.what)
                continue
            holds = texts[sha256][anchor["start"] : anchor["end"]] == anchor["quote"]
            wrong = "its words are not the text at its place"
            yield None if holds else Problem("correction", row.correction_id, wrong)


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
        row.object: {k: v for k, v in json.loads(row.detail).items() if k != "sealed"}
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
        agrees = logged.get(row.activity_id, {}).items() >= detail.items()
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


def _sealed(_: Workspace, connection: sa.Connection) -> Found:
    """Every row the log sealed is there as it was, and none came in beside the log."""
    seals: dict[str, str] = {}
    since = ""
    query = sa.select(event_log.c.at, event_log.c.detail).order_by(event_log.c.seq)
    for at, detail in connection.execute(query):
        found = json.loads(detail).get("sealed", {})
        since = since or (at if found else "")
        seals |= found
    for table, key, instant in _SEALED:
        for row in connection.execute(sa.select(table)):
            values: dict[str, Any] = dict(row._mapping)
            name = f"{table.name} {values[key]}"
            if table in (activity, hiding):
                del values["seq"]  # given by the database while the row was stored
            wanted = seals.pop(name, None)
            if wanted is None:
                # Rows of workspaces older than the seals have none.
                slipped_in = bool(since and instant and values[instant] > since)
                yield _named(name, "is not in the event log") if slipped_in else None
            elif wanted != journal.seal(values):
                yield _named(name, "differs from the event log")
            else:
                yield None
    for name in seals:
        yield _named(name, "is in the event log and no longer there")


def _named(name: str, what: str) -> Problem:
    table, _, row = name.partition(" ")
    return Problem(table, row, what)


# Tables whose rows the event log seals: the key it knows them by, and when they came.
_SEALED: tuple[tuple[sa.Table, str, str | None], ...] = (
    *((TABLES[noun], key, "recorded_at") for noun, _, key in EVIDENCE),
    (activity, "activity_id", "recorded_at"),
    (hiding, "seq", "at"),
    (incident_number, "incident_id", None),
)


_CHECKS = (
    ("database", _database),
    ("guards", _guards),
    ("blobs", _blobs),
    ("rows", _rows),
    ("spans", _spans),
    ("anchors", _anchors),
    ("activities", _activities),
    ("sealed", _sealed),
    ("event_log", _log),
)
