"""What the system and SQLite refuse, as errors that say where, what and what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from vedette.errors import StorageFull, WorkspaceBusy, WorkspaceError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_FREE_SPACE = "Free some space and run the same command again; what was accepted is safe"


@contextmanager
def naming_trouble(where: Path) -> Iterator[None]:
    """Turn "no space" and "not permitted" into errors that say what to do.

    Raises:
        StorageFull: The disk refused the bytes.
        WorkspaceError: The place may not be written.
    """
    try:
        yield
    except OSError as error:
        found = of_system(where, error)
        if found is None:
            raise
        raise found from error


def of_system(where: Path, error: OSError) -> WorkspaceError | None:
    """The workspace's own error for one of the system's, or None where it has none."""
    words = error.strerror or str(error)
    if error.errno in _FULL:
        return StorageFull(str(where), f"the disk refused the bytes ({words})", _FREE_SPACE)
    if error.errno in _CLOSED:
        remedy = "Check who owns it and whether the disk is read-only, or name another place"
        return WorkspaceError(str(where), f"it may not be written ({words})", remedy)
    return None


def of_database(where: Path, error: BaseException | None) -> WorkspaceError | None:
    """The workspace's own error for one of SQLite's, or None where it has none."""
    if not isinstance(error, sqlite3.Error):
        return None
    text = str(error)
    for words, kind, what, remedy in _DATABASE:
        if words in text:
            return kind(str(where), f"{what} ({text})", remedy)
    return None


_DATABASE: tuple[tuple[str, type[WorkspaceError], str, str], ...] = (
    ("full", StorageFull, "the disk refused the rows", _FREE_SPACE),
    (
        "disk I/O error",
        StorageFull,
        "the disk failed under the database",
        "Check the disk and its free space, then run the same command again",
    ),
    (
        "readonly",
        WorkspaceError,
        "the database may not be written",
        "Check who owns the folder and whether the disk is read-only",
    ),
    (
        "unable to open",
        WorkspaceError,
        "the database cannot be opened",
        "Check that you may read the folder and everything in it",
    ),
    (
        "locked",
        WorkspaceBusy,
        "another program holds the database",
        "Wait until it ends, or stop it, and run the same command again",
    ),
    (
        "malformed",
        WorkspaceError,
        "the database is damaged",
        "Restore the workspace from a backup: vedette restore",
    ),
    (
        "not a database",
        WorkspaceError,
        "the file is no database",
        "Restore the workspace from a backup: vedette restore",
    ),
)


def watch(engine: sa.Engine, where: Path) -> None:
    """Have an engine raise the workspace's errors instead of the driver's."""

    @sa.event.listens_for(engine, "handle_error")
    def _on_error(context: sa.engine.ExceptionContext) -> None:
        found = of_database(where, context.original_exception)
        if found is not None:
            raise found from context.original_exception
