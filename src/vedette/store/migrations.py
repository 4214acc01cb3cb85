"""Opening the database and bringing older workspaces up to the present format."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateColumn

from vedette.model.evidence import Span
from vedette.store.codec import fields_of
from vedette.store.schema import FORMAT, METADATA, TABLES, guards


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
STEPS: dict[int, Callable[[sa.Connection], None]] = {1: lambda connection: _add(connection, 2)}


def connect(path: Path, *, write: bool) -> sa.Engine:
    """An engine on a workspace's SQLite file.

    WAL lets readers work beside the writer. ``synchronous=NORMAL`` is enough for the promise made
    (a killed process loses nothing that was accepted); a power cut may undo the last transactions,
    whose inputs are then still in the ledger or can be given again.
    """
    mode = "rwc" if write else "ro"
    url = f"sqlite:///file:{path.as_posix()}?mode={mode}&uri=true"
    engine = sa.create_engine(url)

    @sa.event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        # The driver must not open transactions of its own: BEGIN is sent below.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA busy_timeout=10000")
        if write:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

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
