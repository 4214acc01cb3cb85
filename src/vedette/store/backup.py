"""One workspace into one archive, and back into an empty folder."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tarfile
import tempfile
from pathlib import Path

from vedette.errors import BlobDamaged, UsageError, WorkspaceError
from vedette.model.ids import sha256_hex
from vedette.store.clock import now
from vedette.store.migrations import address_of
from vedette.store.trouble import naming_trouble
from vedette.store.workspace import Workspace

_MEMBERS = ("vedette.db", "workspace.json", "manifest.json")


def backup(workspace: Workspace, target: Path) -> Path:
    """Write a workspace into one ``.tar`` or ``.tar.gz`` file, safe beside a running writer.

    The database is copied by SQLite's own online backup; blobs never change, so they are added as
    they lie. The archive appears under its name only when it is whole.

    Raises:
        UsageError: The target exists, or its name says no known archive.
    """
    if target.exists():
        raise UsageError(str(target), "it exists already", "Name another file")
    if not target.name.endswith((".tar", ".tar.gz", ".tgz")):
        raise UsageError(str(target), "unknown kind of archive", "End the name in .tar or .tar.gz")
    mode = "w" if target.name.endswith(".tar") else "w:gz"
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(target.name + ".part")
    try:
        with naming_trouble(target), tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "vedette.db"
            _copy_database(workspace.path / "vedette.db", copy)
            shutil.copy(workspace.path / "workspace.json", scratch)
            hashes = list(workspace.blobs.hashes())
            manifest = {
                "made_at": now(),
                "database": sha256_hex(copy.read_bytes()),
                "blobs": hashes,
            }
            (Path(scratch) / "manifest.json").write_text(json.dumps(manifest, indent=1))
            with tarfile.open(temporary, mode) as archive:  # type: ignore[call-overload]
                for name in _MEMBERS:
                    archive.add(Path(scratch) / name, arcname=name)
                for sha256 in hashes:
                    archive.add(
                        workspace.blobs.path(sha256), arcname=f"blobs/{sha256[:2]}/{sha256[2:]}"
                    )
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return target


def restore(source: Path, target: Path) -> Path:
    """Bring a workspace back from an archive into an empty folder or one that does not exist.

    Raises:
        UsageError: The target is not empty, or the source is no archive.
        WorkspaceError: The archive is damaged; nothing was left behind.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(str(target), "this is not an empty folder", "Name a new or empty one")
    if not source.is_file():
        raise UsageError(
            str(source), "there is no such archive", "Name a file made by vedette backup"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".restore-") as scratch:
        room = Path(scratch) / "workspace"
        room.mkdir()
        try:
            with naming_trouble(target), tarfile.open(source) as archive:
                _unpack(archive, room)
            _check(room)
        except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, BlobDamaged) as error:
            raise WorkspaceError(
                str(source),
                f"the archive is damaged or not a backup ({error})",
                "Use another backup",
            ) from error
        if target.exists():
            target.rmdir()
        room.replace(target)
    return target


def _unpack(archive: tarfile.TarFile, room: Path) -> None:
    """Write an archive's plain files, and nothing outside the folder; links are refused.

    ``extractall(filter=…)`` would do it, but early releases of Python 3.11 do not have it.
    """
    for member in archive:
        target = (room / member.name).resolve()
        if not target.is_relative_to(room.resolve()) or not (member.isfile() or member.isdir()):
            raise ValueError(f"member {member.name!r} has no place in a backup")
        content = archive.extractfile(member)
        if content is None:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(content, file)


def _copy_database(source: Path, target: Path) -> None:
    with (
        sqlite3.connect(address_of(source, write=False), uri=True) as read,
        sqlite3.connect(target) as write,
    ):
        read.backup(write)
    read.close()
    write.close()


def _check(room: Path) -> None:
    manifest = json.loads((room / "manifest.json").read_text())
    if sha256_hex((room / "vedette.db").read_bytes()) != manifest["database"]:
        raise ValueError("the database is not the one the manifest names")
    for sha256 in manifest["blobs"]:
        path = room / "blobs" / sha256[:2] / sha256[2:]
        if sha256_hex(path.read_bytes()) != sha256:
            raise BlobDamaged(str(path), f"blob {sha256} is damaged")
        path.chmod(0o444)
