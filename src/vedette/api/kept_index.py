"""The index of the lists in force, kept in the workspace: built once, mapped by every process.

The line, ``vedette screen`` and the workbench take it from here. It holds nothing that is not in the
workspace, so one of other lists, of another version, or damaged is made anew.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from vedette.errors import InputError, VedetteError
from vedette.model.ids import content_id
from vedette.model.listing import Listing, ListRelease
from vedette.screen.calibrate import calibrated
from vedette.screen.indexed import Index, build_index, open_index, save_index
from vedette.screen.settings import ENGINE_VERSION
from vedette.store.lock import WriteLock

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

_MAKERS = ("vedette.clean", "vedette.screen")
_TOLD_BY = (".py", ".yml")
# As long as another process may need to build it; after that this one builds for itself.
_WAIT_S = 60.0


def kept_index(workspace: Workspace) -> Index:
    """The index of the releases in force: from its file, or built and written for the next process."""
    releases = sorted(release.release_id for release in workspace.rows(ListRelease))
    key = content_id("ix", ENGINE_VERSION, normaliser_version(), releases)
    path = workspace.path / "index" / "screening.vix"
    found = _opened(path, key)
    if found is not None:
        return found
    # On a read-only or full disk the answer does not depend on the copy.
    with suppress(OSError, VedetteError):
        return _built_once(workspace, path, key)
    return _built(workspace, key)


def _built_once(workspace: Workspace, path: Path, key: str) -> Index:
    """Build and write it, or take what another process wrote while this one waited for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = WriteLock(path.with_suffix(".lock"), _WAIT_S)
    try:
        found = _opened(path, key)
        if found is not None:
            return found
        # What a killed build left; no other one is at work, for the lock is ours.
        for left in path.parent.glob(f"{path.name}.*.tmp"):
            left.unlink()
        index = _built(workspace, key)
        with suppress(OSError):
            save_index(index, path)
        return index
    finally:
        lock.release()


def _built(workspace: Workspace, key: str) -> Index:
    return calibrated(build_index(workspace.rows(Listing), key))


def _opened(path: Path, key: str) -> Index | None:
    if not path.exists():
        return None
    with suppress(InputError):
        return open_index(path, key)
    return None


@lru_cache(maxsize=1)
def normaliser_version() -> str:
    """A hash of the code and tables that make names into what the index holds."""
    digest = sha256()
    for package in _MAKERS:
        for name, data in _texts(files(package)):
            digest.update(f"{name}:{len(data)}:".encode() + data)
    return digest.hexdigest()


def _texts(folder: Traversable) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.is_dir():
            found += _texts(entry)
        elif entry.name.endswith(_TOLD_BY):
            found.append((entry.name, entry.read_bytes()))
    return found
