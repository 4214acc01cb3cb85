"""The workspace: one folder that keeps evidence, and everything read out of it.

Signatures the rest of the house uses::

    Workspace.create(path)                     Workspace.open(path, write=False)
    ws.put_blob(data, media_type) -> sha256    ws.blob(sha256) -> bytes      ws.text(layer_id)
    ws.add(evidence rows…)                     ws.record(Activity, rows)     ws.record_many(pairs)
    ws.rows(Noun, unit=…, as_known_at=…)       ws.latest(stage) -> {unit: ActivityRow}
    ws.enqueue(items) ws.settle(job_id, …) ws.jobs(state)
    ws.hide(id, reason) ws.unhide(id, reason)  ws.incident_id(key, prefix, year)
    ws.log(action, object, detail)             ws.counts()
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from vedette.errors import NotAWorkspace, UsageError, WorkspaceError, WorkspaceTooNew
from vedette.model.article import Article
from vedette.model.evidence import Blob, DocumentVersion, Span, TextLayer
from vedette.model.ids import canonical_json, content_id, sha256_hex
from vedette.model.listing import Listing, ListRelease
from vedette.model.reading import Event, Mention, Statement
from vedette.store import journal, ledger, releases
from vedette.store.blobs import BlobStore
from vedette.store.clock import now
from vedette.store.codec import decode, encode, hashed, spans_in
from vedette.store.current import CORRECTING, CurrentUnits, corrected_layers, current_units
from vedette.store.lock import WriteLock
from vedette.store.migrations import connect, migrate, prepare
from vedette.store.schema import (
    DERIVED,
    FORMAT,
    KEYS,
    METADATA,
    NOUN_BY_TABLE,
    TABLES,
    activity,
    event_log,
    hiding,
    incident_number,
    span,
)
from vedette.store.trouble import naming_trouble

T = TypeVar("T")
_BATCH = 500
# What a person can correct in one report; see `vedette.store.current.CORRECTING`.
CORRECTED: frozenset[type] = frozenset({Article, Mention, Statement, Event})


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One stage at work on one unit: what every derived row names as its maker."""

    stage: str
    stage_version: str
    unit: str
    input_hash: str
    started_at: str
    params: Mapping[str, Any] = field(default_factory=dict)
    inputs: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """A stored activity, as far as skipping and chaining need it."""

    seq: int
    unit: str
    stage_version: str
    input_hash: str
    rows_hash: str
    n_rows: int
    recorded_at: str


def row_hash(table: str, values: Mapping[str, Any]) -> str:
    """The hash of one stored row: its table and its noun's columns, nothing of the store's own."""
    noun = NOUN_BY_TABLE[table]
    return sha256_hex(canonical_json([table, hashed(noun, values)]).encode())


_UNFINISHED = ("vedette.db", "vedette.db-wal", "vedette.db-shm", "vedette.db-journal")


def can_be_made(folder: Path) -> bool:
    """Whether a workspace can be made here: nothing lies there but what a failed making left."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    names = {path.name for path in folder.iterdir()}
    blobs = folder / "blobs"
    left_over = {*_UNFINISHED, "blobs", ".lock", "workspace.tmp"}
    return names <= left_over and not (blobs.exists() and any(blobs.iterdir()))


def _describe(folder: Path, about: Mapping[str, Any]) -> None:
    """Write ``workspace.json``, all of it or nothing."""
    temporary = folder / "workspace.tmp"
    temporary.write_text(json.dumps(dict(about), indent=2) + "\n")
    temporary.replace(folder / "workspace.json")


class Workspace:
    """An open workspace. Use as a context manager; see the module's docstring for its verbs."""

    def __init__(self, path: Path, engine: sa.Engine, lock: WriteLock | None) -> None:
        self.path = path
        self.engine = engine
        self.blobs = BlobStore(path / "blobs")
        self._lock = lock
        self.actor = _actor()
        self._text = lru_cache(maxsize=64)(self._read_text)

    # -- opening ---------------------------------------------------------------------------

    @classmethod
    def create(cls, path: str | Path) -> Self:
        """Make a new workspace in a folder that is empty or does not exist, open for writing.

        Raises:
            UsageError: The folder holds something already.
        """
        folder = Path(path)
        if not can_be_made(folder):
            raise UsageError(str(folder), "this is not an empty folder", "Name a new or empty one")
        with naming_trouble(folder):
            (folder / "blobs").mkdir(parents=True, exist_ok=True)
            lock = WriteLock(folder / ".lock")
            if not can_be_made(folder):
                lock.release()
                raise UsageError(str(folder), "another process has made it meanwhile", "Open it")
            for name in _UNFINISHED:
                (folder / name).unlink(missing_ok=True)
            engine = connect(folder / "vedette.db", write=True)
            workspace = cls(folder, engine, lock)
            try:
                prepare(engine)
                workspace.log("init", str(FORMAT), {})
                # Written last: until it is there, the folder is no workspace and can be made anew.
                _describe(folder, {"software": "vedette", "created_at": now(), "format": FORMAT})
            except BaseException:
                workspace.close()
                raise
        return workspace

    @classmethod
    def open(cls, path: str | Path, *, write: bool = False) -> Self:
        """Open a workspace; any number of readers, one writer.

        Raises:
            NotAWorkspace: There is none at that path.
            WorkspaceTooNew: A newer Vedette wrote it.
            WorkspaceBusy: ``write`` was asked and another process is writing.
        """
        folder = Path(path)
        about = folder / "workspace.json"
        if not about.is_file() or not (folder / "vedette.db").is_file():
            raise NotAWorkspace(
                str(folder), "there is no workspace here", f"Make one with: vedette init {folder}"
            )
        found = _format_of(about)
        if found > FORMAT:
            raise WorkspaceTooNew(
                str(folder),
                f"it has format {found}; this Vedette knows formats up to {FORMAT}",
                "Install a newer Vedette; nothing was changed",
            )
        if found < FORMAT and not write:
            # Readers of an older workspace bring it up first, which takes the lock for a moment.
            cls.open(folder, write=True).close()
        lock = WriteLock(folder / ".lock") if write else None
        engine = connect(folder / "vedette.db", write=write)
        workspace = cls(folder, engine, lock)
        if write:
            workspace.blobs.sweep()
            migrate(folder, engine, found, workspace.log)
        return workspace

    @property
    def is_writable(self) -> bool:
        """Whether it was opened for writing."""
        return self._lock is not None

    def close(self) -> None:
        """Let go of the database and the write lock."""
        self.engine.dispose()
        if self._lock:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """A write transaction: all of it or nothing.

        Raises:
            UsageError: The workspace was opened for reading.
            StorageFull: The disk refused it; nothing of it was kept.
        """
        if self._lock is None:
            raise UsageError(
                str(self.path), "it is open for reading only", "Open it with write=True"
            )
        with self.engine.execution_options(vedette_write=True).begin() as connection:
            yield connection

    # -- evidence --------------------------------------------------------------------------

    def put_blob(self, data: bytes, media_type: str) -> str:
        """Keep bytes and their row; the same bytes are kept once. Returns their SHA-256."""
        sha256 = self.blobs.put(data)
        with self.transaction() as connection:
            sealed = self._insert_blob(connection, sha256, len(data), media_type)
            if sealed:
                self._log(connection, "blob", sha256, {"sealed": sealed})
        return sha256

    def blob(self, sha256: str) -> bytes:
        """The bytes of that hash, checked on the way out."""
        return self.blobs.get(sha256)

    def text(self, layer_id: str) -> str:
        """The immutable text of a layer."""
        return self._text(layer_id)

    def _read_text(self, layer_id: str) -> str:
        table = TABLES[TextLayer]
        with self.engine.connect() as connection:
            sha256 = connection.execute(
                sa.select(table.c.text_sha256).where(table.c.layer_id == layer_id)
            ).scalar_one()
        return self.blobs.get(sha256).decode()

    def add(
        self,
        *rows: Any,
        connection: sa.Connection | None = None,
        action: str = "add",
        object_id: str = "",
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        """Add evidence rows and a log entry that seals them; a row that is there stays as it is.

        Args:
            rows: Evidence nouns.
            connection: A transaction to do it in; one of its own when None.
            action: What the log calls it.
            object_id: What it was done to.
            detail: What else the log keeps.
        """
        if connection is None:
            with self.transaction() as own:
                self.add(*rows, connection=own, action=action, object_id=object_id, detail=detail)
            return
        sealed = self._add(connection, rows)
        if sealed or detail:
            self._log(connection, action, object_id, {**(detail or {}), "sealed": sealed})

    def _add(self, connection: sa.Connection, rows: Iterable[Any]) -> dict[str, str]:
        """Insert evidence rows; gives the seal of every one that is new, by table and id."""
        at, sealed = now(), {}
        for row in rows:
            table = TABLES[type(row)]
            values = encode(row)
            values |= {"row_hash": row_hash(table.name, values), "recorded_at": at}
            added = connection.execute(
                sqlite_insert(table).values(**values).on_conflict_do_nothing()
            )
            if added.rowcount:
                sealed[f"{table.name} {values[KEYS[type(row)]]}"] = journal.seal(values)
        return sealed

    def _insert_blob(
        self, connection: sa.Connection, sha256: str, size: int, media_type: str
    ) -> dict[str, str]:
        return self._add(connection, [Blob(sha256=sha256, size=size, media_type=media_type)])

    # -- interpretation --------------------------------------------------------------------

    def record(self, done: Activity, rows: Sequence[Any], *, text: str | None = None) -> None:
        """Store what one activity gave, all of it or nothing.

        Args:
            done: The activity.
            rows: Nouns; text layers among them are evidence, the rest interpretation.
            text: The text of a new layer among the rows.

        Raises:
            SpanMismatch: A span's quote is not the text at its offsets; nothing was stored.
        """
        self.record_many([(done, rows, text)])

    def record_many(
        self,
        batch: Iterable[tuple[Activity, Sequence[Any], str | None]],
        settled: Iterable[tuple[str, Mapping[str, Any]]] = (),
    ) -> None:
        """Store several activities in one transaction.

        Args:
            batch: Activities, their rows, and the text of a new layer among them.
            settled: Job ids and how they ended (see :meth:`settle`), where that rests on these
                activities: a kill must not keep the one without the other.
        """
        prepared = []
        for done, rows, text in batch:
            if text is not None:
                self.blobs.put(text.encode())
            prepared.append((done, rows, text, tuple(self._checked_spans(rows, text))))
        with self.transaction() as connection:
            for done, rows, text, spans in prepared:
                self._record(connection, done, rows, text, spans)
            for job_id, how in settled:
                ledger.settle(connection, job_id, **how)

    def _checked_spans(self, rows: Sequence[Any], new_text: str | None) -> Iterator[Span]:
        new_layers = {row.layer_id for row in rows if isinstance(row, TextLayer)}
        seen: set[tuple[str, int, int]] = set()
        for row in rows:
            for found in spans_in(row):
                mark = (found.layer_id, found.start, found.end)
                fresh = found.layer_id in new_layers and new_text is not None
                text = new_text if fresh else self.text(found.layer_id)
                found.checked(text or "")
                if mark not in seen:
                    seen.add(mark)
                    yield found

    def _record(
        self,
        connection: sa.Connection,
        done: Activity,
        rows: Sequence[Any],
        text: str | None,
        spans: Sequence[Span],
    ) -> None:
        at = now()
        sealed: dict[str, str] = {}
        if text is not None:
            data, media_type = text.encode(), "text/plain; charset=utf-8"
            sealed |= self._insert_blob(connection, sha256_hex(data), len(data), media_type)
        evidence = [row for row in rows if type(row) not in DERIVED]
        derived = [row for row in rows if type(row) in DERIVED]
        sealed |= self._add(connection, evidence)
        encoded = [(TABLES[type(row)], encode(row)) for row in derived]
        hashes = [row_hash(table.name, values) for table, values in encoded]
        hashes += [row_hash(TABLES[type(row)].name, encode(row)) for row in evidence]
        total = sha256_hex(canonical_json(sorted(hashes)).encode())
        seq = self._insert_activity(connection, done, total, len(hashes), at, sealed)
        _insert_spans(connection, spans)
        by_table: dict[sa.Table, list[dict[str, Any]]] = {}
        for position, ((table, values), digest) in enumerate(zip(encoded, hashes, strict=False)):
            values |= {
                "activity_seq": seq,
                "position": position,
                "row_hash": digest,
                "recorded_at": at,
            }
            by_table.setdefault(table, []).append(values)
        for table, values_list in by_table.items():
            connection.execute(table.insert(), values_list)

    def _insert_activity(
        self,
        connection: sa.Connection,
        done: Activity,
        rows_hash: str,
        n_rows: int,
        at: str,
        sealed: Mapping[str, str],
    ) -> int:
        from vedette.version import __version__

        activity_id = content_id("ac", done.stage, done.unit, done.input_hash, done.started_at)
        values = {
            "activity_id": activity_id,
            "stage": done.stage,
            "stage_version": done.stage_version,
            "unit": done.unit,
            "input_hash": done.input_hash,
            "params": canonical_json(dict(done.params)),
            "inputs": canonical_json(list(done.inputs)),
            "rows_hash": rows_hash,
            "n_rows": n_rows,
            "vedette_version": __version__,
            "agent": self.actor,
            "started_at": done.started_at,
            "recorded_at": at,
        }
        result = connection.execute(activity.insert().values(**values))
        detail = {
            "stage": done.stage,
            "unit": done.unit,
            "input": done.input_hash,
            "rows": rows_hash,
            "sealed": {**sealed, f"activity {activity_id}": journal.seal(values)},
        }
        self._log(connection, "activity", activity_id, detail)
        key = result.inserted_primary_key
        assert key is not None
        return int(key[0])

    # -- asking ----------------------------------------------------------------------------

    def latest(self, stage: str, *, as_known_at: str | None = None) -> dict[str, ActivityRow]:
        """The latest activity of a stage for every unit."""
        newest = sa.select(sa.func.max(activity.c.seq)).where(activity.c.stage == stage)
        if as_known_at:
            newest = newest.where(activity.c.recorded_at <= as_known_at)
        columns = [activity.c[name] for name in ActivityRow.__dataclass_fields__]
        query = sa.select(*columns).where(activity.c.seq.in_(newest.group_by(activity.c.unit)))
        with self.engine.connect() as connection:
            return {
                row.unit: ActivityRow(**row._mapping)  # the documented way to a dict
                for row in connection.execute(query)
            }

    def current(
        self, *, as_known_at: str | None = None, include_hidden: bool = False
    ) -> CurrentUnits:
        """The document versions, layers and lists the current view is made of."""
        return current_units(self.engine, as_known_at=as_known_at, include_hidden=include_hidden)

    def rows(
        self,
        noun: type[T],
        *,
        unit: str | None = None,
        as_known_at: str | None = None,
        include_hidden: bool = False,
        as_read: bool = False,
    ) -> list[T]:
        """All rows of a noun in the current view, in the order they were found.

        Args:
            noun: The dataclass wanted.
            unit: Only those of one unit (a version, a layer, ``workspace``, a list id).
            as_known_at: The view as it was at that instant (ISO 8601, UTC).
            include_hidden: Also those of hidden documents.
            as_read: As the machine read them, corrections left out.
        """
        if unit is None and noun in {ListRelease, Listing}:
            return self._lists_in_force(noun, as_known_at)
        table = TABLES[noun]
        query = sa.select(table)
        units = None
        if noun in DERIVED:
            # Asked for one unit by name, it is given whether or not it is in the current view.
            if unit is None:
                units = self.current(as_known_at=as_known_at, include_hidden=include_hidden)
            newest = sa.select(sa.func.max(activity.c.seq))
            if unit:
                newest = newest.where(activity.c.unit == unit)
            if as_known_at:
                newest = newest.where(activity.c.recorded_at <= as_known_at)
            newest = newest.group_by(activity.c.stage, activity.c.unit)
            query = sa.select(
                table, activity.c.unit.label("_unit"), activity.c.stage.label("_stage")
            )
            query = query.join(activity, activity.c.seq == table.c.activity_seq)
            query = query.where(activity.c.seq.in_(newest))
            query = query.order_by(table.c.activity_seq, table.c.position)
        elif as_known_at:
            query = query.where(table.c.recorded_at <= as_known_at)
        with self.engine.connect() as connection:
            stored = [dict(row._mapping) for row in connection.execute(query)]
            if units is not None:
                stored = [row for row in stored if units.holds(row["_unit"])]
            if as_read and noun in DERIVED:
                stored = [row for row in stored if row["_stage"] not in CORRECTING]
            elif noun in CORRECTED:
                gone = corrected_layers(connection, unit=unit, as_known_at=as_known_at)
                if any(gone.values()):
                    stored = _with_corrected(stored, gone)
            spans = _load_spans(connection, table, stored)
        return [decode(noun, row, spans) for row in stored]

    def _lists_in_force(self, noun: type[T], as_known_at: str | None) -> list[T]:
        """The newest release of every list by its own day, or their listings."""
        found = releases.newest(releases.kept(self.engine, as_known_at=as_known_at))
        now_in_force = sorted(found.values(), key=lambda item: item.seq)
        rows: list[Any] = [item.release for item in now_in_force]
        if noun is Listing:
            rows = list(releases.listings_of(self.engine, now_in_force))
        return rows

    def versions_of(self, document_id: str) -> list[DocumentVersion]:
        """The versions of one document, oldest first; hidden ones too."""
        table = TABLES[DocumentVersion]
        query = sa.select(table).where(table.c.document_id == document_id).order_by(table.c.seq)
        with self.engine.connect() as connection:
            stored = [dict(row._mapping) for row in connection.execute(query)]
        return [decode(DocumentVersion, row, {}) for row in stored]

    def get(self, noun: type[T], key: str) -> T | None:
        """The newest row of a noun with that id, current or not, or None."""
        table = TABLES[noun]
        query = sa.select(table).where(table.c[KEYS[noun]] == key)
        if noun in DERIVED:
            query = query.order_by(table.c.activity_seq.desc()).limit(1)
        with self.engine.connect() as connection:
            stored = [dict(row._mapping) for row in connection.execute(query)]
            spans = _load_spans(connection, table, stored)
        return decode(noun, stored[0], spans) if stored else None

    def log_rows(self, last: int) -> list[dict[str, Any]]:
        """The last rows of the event log, oldest first."""
        query = sa.select(event_log).order_by(event_log.c.seq.desc()).limit(last)
        with self.engine.connect() as connection:
            rows = [dict(row._mapping) for row in connection.execute(query)]
        return rows[::-1]

    def last_recorded_at(self) -> str:
        """The instant of the newest activity, or of the workspace's making."""
        newest = sa.select(sa.func.max(activity.c.recorded_at))
        first = sa.select(sa.func.min(event_log.c.at))
        with self.engine.connect() as connection:
            return str(
                connection.execute(newest).scalar_one() or connection.execute(first).scalar_one()
            )

    def blob_sizes(self) -> dict[str, int]:
        """The size in bytes of every blob, by its hash."""
        table = TABLES[Blob]
        with self.engine.connect() as connection:
            return {
                row.sha256: row.size
                for row in connection.execute(sa.select(table.c.sha256, table.c.size))
            }

    def counts(self) -> dict[str, int]:
        """How many rows every table holds, of all times."""
        with self.engine.connect() as connection:
            return {
                table.name: int(
                    connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                )
                for table in METADATA.sorted_tables
            }

    # -- ledger, hiding, numbers, log ------------------------------------------------------

    def enqueue(self, items: Iterable[tuple[str, str, str, str | None]]) -> tuple[str, ...]:
        """Put inputs in the ledger; see :func:`vedette.store.ledger.enqueue`."""
        with self.transaction() as connection:
            return ledger.enqueue(connection, items)

    def settle(self, job_id: str, connection: sa.Connection | None = None, **how: Any) -> None:
        """Write down how an input ended; see :func:`vedette.store.ledger.settle`."""
        if connection is not None:
            ledger.settle(connection, job_id, **how)
            return
        with self.transaction() as own:
            ledger.settle(own, job_id, **how)

    def jobs(self, state: str | None = None) -> tuple[ledger.Job, ...]:
        """The ledger, all of it or one state."""
        with self.engine.connect() as connection:
            return ledger.jobs(connection, state)

    def hide(self, object_id: str, reason: str) -> None:
        """Leave a document out of the current view, with a reason; nothing is deleted."""
        self._set_hidden(object_id, True, reason)

    def unhide(self, object_id: str, reason: str) -> None:
        """Bring a hidden document back."""
        self._set_hidden(object_id, False, reason)

    def _set_hidden(self, object_id: str, is_hidden: bool, reason: str) -> None:
        values = {
            "object_id": object_id,
            "is_hidden": int(is_hidden),
            "reason": reason,
            "by": self.actor,
            "at": now(),
        }
        with self.transaction() as connection:
            key = connection.execute(hiding.insert().values(**values)).inserted_primary_key
            assert key is not None
            detail = {"reason": reason, "sealed": {f"hiding {key[0]}": journal.seal(values)}}
            self._log(connection, "hide" if is_hidden else "unhide", object_id, detail)

    def incident_id(self, key: str, prefix: str, year: int) -> str:
        """The number of an incident: given out once per key, never reused (``KP-2024-0001``)."""
        table = incident_number
        with self.transaction() as connection:
            found = connection.execute(
                sa.select(table.c.incident_id).where(table.c.key == key)
            ).scalar_one_or_none()
            if found:
                return str(found)
            highest = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0))
            of_year = highest.where(table.c.prefix == prefix, table.c.year == year)
            number = int(connection.execute(of_year).scalar_one()) + 1
            incident_id = f"{prefix}-{year}-{number:04d}"
            values = {
                "incident_id": incident_id,
                "key": key,
                "prefix": prefix,
                "year": year,
                "number": number,
            }
            connection.execute(table.insert().values(**values))
            sealed = {f"incident_number {incident_id}": journal.seal(values)}
            self._log(connection, "number", incident_id, {"key": key, "sealed": sealed})
            return incident_id

    def log(self, action: str, object_id: str, detail: Mapping[str, Any]) -> None:
        """Add one row to the event log, in a transaction of its own."""
        with self.transaction() as connection:
            self._log(connection, action, object_id, detail)

    def logged(self, action: str) -> list[tuple[str, dict[str, Any]]]:
        """What the event log holds of one action, oldest first: the object and the detail."""
        query = sa.select(event_log.c.object, event_log.c.detail)
        query = query.where(event_log.c.action == action).order_by(event_log.c.seq)
        with self.engine.connect() as connection:
            return [(row.object, json.loads(row.detail)) for row in connection.execute(query)]

    def _log(
        self, connection: sa.Connection, action: str, object_id: str, detail: Mapping[str, Any]
    ) -> None:
        journal.append(
            connection,
            at=now(),
            actor=self.actor,
            action=action,
            object_id=object_id,
            detail=dict(detail),
        )


def _insert_spans(connection: sa.Connection, spans: Sequence[Span]) -> None:
    values = [
        {
            "span_id": found.span_id,
            "layer_id": found.layer_id,
            "start": found.start,
            "end": found.end,
            "quote": found.quote,
        }
        for found in spans
    ]
    if values:
        connection.execute(sqlite_insert(span).on_conflict_do_nothing(), values)


def _with_corrected(
    stored: Sequence[dict[str, Any]], gone: Mapping[str, frozenset[str]]
) -> list[dict[str, Any]]:
    """Corrected rows in the place of those they correct; a report keeps its place among the others."""
    place = {row["layer_id"]: number for number, row in reversed(list(enumerate(stored)))}
    kept = [row for row in stored if row["layer_id"] not in gone.get(row["_stage"], ())]
    return sorted(kept, key=lambda row: place[row["layer_id"]])


def _load_spans(
    connection: sa.Connection, table: sa.Table, stored: Sequence[Mapping[str, Any]]
) -> dict[str, Span]:
    columns = [column.name for column in table.columns if column.name.endswith("_span_id")]
    wanted = sorted({row[name] for row in stored for name in columns if row[name]})
    found = {}
    for start in range(0, len(wanted), _BATCH):
        query = sa.select(span).where(span.c.span_id.in_(wanted[start : start + _BATCH]))
        for row in connection.execute(query):
            found[row.span_id] = Span(
                layer_id=row.layer_id, start=row.start, end=row.end, quote=row.quote
            )
    return found


def _format_of(about: Path) -> int:
    try:
        return int(json.loads(about.read_text())["format"])
    except (ValueError, KeyError, TypeError) as error:
        raise WorkspaceError(
            str(about),
            f"this is not a workspace's description ({error})",
            "Restore it from a backup",
        ) from error


def _actor() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in a bare container
        return "unknown"
