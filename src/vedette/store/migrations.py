"""Opening the database and bringing older workspaces up to the present format."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.schema import CreateColumn

from vedette.model.evidence import Span
from vedette.store.codec import fields_of
from vedette.store.schema import FORMAT, METADATA, TABLES, guards
from vedette.store.trouble import of_database, watch


def _add(connection: sa.Connection, format_number: int) -> None:
    """Add the tables and columns that came with a format, and their guards."""
    there = set(sa.inspect(connection).get_table_names())
    for noun, table in TABLES.items():
        if table.name not in there or noun is Span:
            continue
        columns = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
        for field in fields_of(noun):
            if field.since == format_number and field.column not in columns:
                made = CreateColumn(table.c[field.column]).compile(connection)
                connection.exec_driver_sql(f'ALTER TABLE "{table.name}" ADD COLUMN {made}')
    METADATA.create_all(connection)
    for statement in guards():
        connection.exec_driver_sql(statement)


# From format n to n + 1. Evidence is never rewritten: a step may add tables, columns and triggers.
STEPS: dict[int, Callable[[sa.Connection], None]] = {
    1: lambda connection: _add(connection, 2),
    2: lambda connection: _add(connection, 3),
    3: lambda connection: _add(connection, 4),
}


_PRAGMAS = ("foreign_keys=ON", "busy_timeout=10000")
_WRITER_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL")


def _is_sealed(path: Path) -> bool:
    """Whether a database lies where nothing may be written and no write is unfinished.

    Readers of a WAL database make files beside it; on a read-only disk they cannot, and need not.
    """
    log = path.with_name(path.name + "-wal")
    unfinished = log.exists() and log.stat().st_size > 0
    return not os.access(path.parent, os.W_OK) and not unfinished


def address_of(path: Path, *, write: bool) -> str:
    """The database as SQLite opens it by address; "?", "#" and "%" in a path mean something there."""
    mode = "rwc" if write else "ro"
    if not write and _is_sealed(path):
        mode += "&immutable=1"
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


def connect(path: Path, *, write: bool) -> sa.Engine:
    """An engine on a workspace's SQLite file.

    WAL lets readers work beside the writer. ``synchronous=NORMAL`` is enough for the promise made
    (a killed process loses nothing that was accepted); a power cut may undo the last transactions,
    whose inputs are then still in the ledger or can be given again.
    """
    address = address_of(path, write=write)
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
        poolclass=sa.pool.QueuePool,
    )
    watch(engine, path)

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        # The driver must not open transactions of its own: BEGIN is sent below.
        connection.isolation_level = None
        try:
            for pragma in _PRAGMAS + (_WRITER_PRAGMAS if write else ()):
                connection.execute(f"PRAGMA {pragma}").close()
        except sqlite3.Error as error:
            found = of_database(path, error)
            if found is None:
                raise
            raise found from error

    @sa.event.listens_for(engine, "begin")
    def _on_begin(connection: sa.Connection) -> None:
        # Only writing takes the database's lock, so that reading while reading never waits.
        writing = connection.get_execution_options().get("vedette_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def prepare(engine: sa.Engine) -> None:
    """Make the tables and guards of the present format in an empty database."""
    with engine.execution_options(vedette_write=True).begin() as connection:
        METADATA.create_all(connection)
        for statement in guards():
            connection.exec_driver_sql(statement)


def migrate(
    folder: Path,
    engine: sa.Engine,
    found: int,
    log: Callable[[str, str, dict[str, Any]], None],
) -> None:
    """Bring a workspace from its format to the present one, a logged step at a time."""
    about = folder / "workspace.json"
    for step in range(found, FORMAT):
        with engine.execution_options(vedette_write=True).begin() as connection:
            STEPS[step](connection)
        log("migrate", str(step + 1), {"from": step})
        described = json.loads(about.read_text()) | {"format": step + 1}
        temporary = about.with_suffix(".tmp")
        temporary.write_text(json.dumps(described, indent=2) + "\n")
        temporary.replace(about)
