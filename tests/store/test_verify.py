"""Verify recomputes everything and names what changed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.store.test_workspace import activity, event, fill
from vedette.errors import UsageError, WorkspaceError
from vedette.model.evidence import Capture, TextLayer
from vedette.model.reading import Event
from vedette.store.backup import backup, restore
from vedette.store.verify import verify
from vedette.store.workspace import Workspace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with one report and one event."""
    with Workspace.create(tmp_path / "w") as ws:
        layer = fill(ws)
        ws.record(activity("extract", layer.layer_id), [event(layer, 0, 6)])
        ws.hide("do_a", "x")
        ws.unhide("do_a", "y")
        ws.incident_id("k", "XX", 2024)
        failed = Capture(
            capture_id="ca_f",
            kind="file",
            address="f",
            final_address="f",
            started_at="2024-01-01T00:00:00Z",
            ended_at="2024-01-01T00:00:01Z",
            tool="test",
            tool_version="1",
            outcome="failed",
            failure="empty",
            reason="nothing in it",
        )
        ws.add(failed, action="capture", object_id="ca_f")
    return tmp_path / "w"


def tamper(path: Path, table: str, sql: str) -> None:
    """Change a row as somebody with the file and a tool would: guards off, and on again."""
    connection = sqlite3.connect(path / "vedette.db")
    guards = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
    ).fetchall()
    assert len(guards) == 2
    for name, _ in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(sql)
    for _, guard in guards:
        connection.execute(guard)
    connection.commit()
    connection.close()


def problems(path: Path) -> list[str]:
    with Workspace.open(path) as ws:
        return [f"{p.table} {p.row} {p.what}" for p in verify(ws).problems]


def test_an_untouched_workspace_holds(path: Path) -> None:
    """Nothing changed, nothing is named, and what was checked is counted."""
    with Workspace.open(path) as ws:
        found = verify(ws)
    assert found.holds
    assert found.checked["blobs"] >= 1
    assert found.checked["spans"] >= 1


def test_one_flipped_byte_names_the_blob(path: Path) -> None:
    """A single changed byte in a blob is found and the blob is named by its hash."""
    with Workspace.open(path) as ws:
        sha256 = next(iter(ws.blobs.hashes()))
        file = ws.blobs.path(sha256)
    data = bytearray(file.read_bytes())
    data[3] ^= 1
    file.chmod(0o644)
    file.write_bytes(bytes(data))
    assert any(line.startswith(f"blob {sha256}") for line in problems(path))


def test_a_missing_blob_is_named(path: Path) -> None:
    """A blob that was removed is named, not only counted."""
    with Workspace.open(path) as ws:
        file = ws.blobs.path(next(iter(ws.blobs.hashes())))
    file.unlink()
    assert any("missing" in line for line in problems(path))


@pytest.mark.parametrize(
    ("table", "sql", "named"),
    [
        ("event", "UPDATE event SET modality = 'denied'", "event ev_1 the row was changed"),
        ("capture", "UPDATE capture SET address = 'b'", "capture ca_a the row was changed"),
        ("event", "DELETE FROM event", "rows it gave were added, changed or removed"),
        ("event_log", "DELETE FROM event_log WHERE seq = 2", "event_log seq 2 the row is missing"),
        ("event_log", "UPDATE event_log SET actor = 'x' WHERE seq = 1", "event_log seq 1"),
        ("span", "UPDATE span SET quote = 'No' WHERE start = 0", "span sp_"),
        ("activity", "UPDATE activity SET unit = 'x'", "activity ac_"),
        ("activity", "UPDATE activity SET params = '{1}'", "differs from the event log"),
        ("activity", "UPDATE activity SET agent = 'x'", "differs from the event log"),
        ("event", "UPDATE event SET recorded_at = '2020-01-01'", "event ev_1 the row was changed"),
        ("capture", "UPDATE capture SET recorded_at = '2020'", "capture ca_a differs"),
        (
            "capture",
            "DELETE FROM capture WHERE outcome = 'failed'",
            "capture ca_f is in the event log",
        ),
        (
            "capture",
            "INSERT INTO capture SELECT 'ca_z', kind, address, final_address, started_at, ended_at,"
            " tool, tool_version, outcome, blob_sha256, http_status, headers, redirects, failure,"
            " reason, row_hash, '9999' FROM capture WHERE capture_id = 'ca_a'",
            "capture ca_z is not in the event log",
        ),
        ("hiding", "UPDATE hiding SET reason = 'none'", "hiding 1 differs from the event log"),
        ("hiding", "DELETE FROM hiding", "hiding 1 is in the event log and no longer there"),
        (
            "incident_number",
            "UPDATE incident_number SET key = 'k2'",
            "incident_number XX-2024-0001",
        ),
    ],
)
def test_a_changed_row_is_named(path: Path, table: str, sql: str, named: str) -> None:
    """Whatever row is edited, removed or slipped out of the log, verify names it."""
    tamper(path, table, sql)
    assert any(named in line for line in problems(path)), problems(path)


def test_a_guard_that_was_taken_off_is_named(path: Path) -> None:
    """Insert-only is enforced by the database itself; verify looks that it still is."""
    connection = sqlite3.connect(path / "vedette.db")
    connection.execute('DROP TRIGGER "statement_refuses_update"')
    connection.commit()
    connection.close()
    assert problems(path) == ["statement update the guard against it is gone"]


def test_a_log_cut_at_its_end_is_found_by_its_noted_head(path: Path) -> None:
    """A chain cannot miss its own end; the head noted elsewhere can."""
    with Workspace.open(path) as ws:
        head = verify(ws).head
    with Workspace.open(path, write=True) as ws:
        ws.log("note", "x", {})
        assert verify(ws, known_head=head[:12]).holds
        later = verify(ws).head
    tamper(path, "event_log", "DELETE FROM event_log WHERE action = 'note'")
    with Workspace.open(path) as ws:
        assert verify(ws).holds
        (problem,) = verify(ws, known_head=later).problems
    assert problem.row == later


@pytest.mark.parametrize("name", ["b.tar", "b.tar.gz"])
def test_a_restored_backup_holds_and_is_the_same(path: Path, tmp_path: Path, name: str) -> None:
    """Backup, restore into an empty folder: verify passes and the rows are equal."""
    with Workspace.open(path) as ws:
        backup(ws, tmp_path / name)
        before = ws.rows(Event)
    restore(tmp_path / name, tmp_path / "r")
    with Workspace.open(tmp_path / "r", write=True) as back:
        assert verify(back).holds
        assert back.rows(Event) == before
        assert len(back.rows(TextLayer)) == 1


def test_a_damaged_backup_leaves_nothing_behind(path: Path, tmp_path: Path) -> None:
    """A cut archive is refused, and the target folder is not there afterwards."""
    with Workspace.open(path) as ws:
        backup(ws, tmp_path / "b.tar")
    data = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "cut.tar").write_bytes(data[: len(data) // 3])
    with pytest.raises(WorkspaceError, match="damaged"):
        restore(tmp_path / "cut.tar", tmp_path / "r")
    assert not (tmp_path / "r").exists()
    assert not list(tmp_path.glob(".restore-*"))


def test_a_backup_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    """An archive with a path that climbs out, or with a link, is refused and leaves nothing."""
    import io
    import tarfile

    for name, kind in (("../evil.txt", tarfile.REGTYPE), ("link", tarfile.SYMTYPE)):
        with tarfile.open(tmp_path / "evil.tar", "w") as archive:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member, io.BytesIO(b""))
        with pytest.raises(WorkspaceError, match="no place"):
            restore(tmp_path / "evil.tar", tmp_path / "r")
    assert not (tmp_path / "evil.txt").exists()


def test_a_backup_overwrites_nothing(path: Path, tmp_path: Path) -> None:
    """Neither a backup's file nor a restore's folder may hold something already."""
    (tmp_path / "b.tar").write_text("precious")
    with Workspace.open(path) as ws, pytest.raises(UsageError, match="exists"):
        backup(ws, tmp_path / "b.tar")
    with pytest.raises(UsageError, match="empty"):
        restore(tmp_path / "b.tar", path)
