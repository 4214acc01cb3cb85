"""What the system and SQLite refuse is said as where, what and what to do."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from vedette.errors import StorageFull, WorkspaceBusy, WorkspaceError
from vedette.store.migrations import connect
from vedette.store.trouble import naming_trouble, of_database

HERE = Path("w")


def test_a_full_disk_and_a_closed_door_are_named(tmp_path: Path) -> None:
    """ENOSPC and EACCES become the workspace's errors; others stay what they are."""
    with pytest.raises(StorageFull, match="Free some space"), naming_trouble(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(WorkspaceError, match="may not be written"), naming_trouble(tmp_path):
        raise PermissionError(errno.EACCES, "denied")
    with pytest.raises(FileNotFoundError), naming_trouble(tmp_path):
        raise FileNotFoundError(errno.ENOENT, "gone")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", StorageFull),
        ("disk I/O error", StorageFull),
        ("database is locked", WorkspaceBusy),
        ("attempt to write a readonly database", WorkspaceError),
        ("database disk image is malformed", WorkspaceError),
    ],
)
def test_each_refusal_of_the_database_has_its_remedy(words: str, kind: type) -> None:
    """The driver's words are kept, and something to do is added."""
    found = of_database(HERE, sqlite3.OperationalError(words))
    assert type(found) is kind
    assert found is not None
    assert words in found.what
    assert found.remedy


def test_what_is_not_trouble_is_left_alone() -> None:
    """A mistake of ours is not passed off as a full disk."""
    assert of_database(HERE, sqlite3.OperationalError("no such column: x")) is None
    assert of_database(HERE, ValueError("x")) is None


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    """A damaged database is an error with a remedy, not a driver's traceback."""
    path = tmp_path / "vedette.db"
    path.write_bytes(b"not a database at all" * 100)
    engine = connect(path, write=False)
    with pytest.raises(WorkspaceError, match="restore"), engine.connect() as connection:
        connection.execute(sa.text("SELECT * FROM sqlite_master"))
    engine.dispose()
