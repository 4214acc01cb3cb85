"""One writer at a time, held by the operating system, so that a kill leaves no stale lock."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

from vedette.errors import WorkspaceBusy
from vedette.store.trouble import naming_trouble

WAIT_S = 5.0


class WriteLock:
    """An exclusive lock on a workspace; the file holds the pid for the message only."""

    def __init__(self, path: Path, wait_s: float = WAIT_S) -> None:
        """Take the lock.

        Raises:
            WorkspaceBusy: Another process still holds it after ``wait_s`` seconds.
        """
        with naming_trouble(path.parent):
            self._file = path.open("a+")
        deadline = time.monotonic() + wait_s
        while not self._taken():
            if time.monotonic() >= deadline:
                self._file.seek(0)
                holder = self._file.read().strip() or "unknown"
                self._file.close()
                raise WorkspaceBusy(
                    str(path.parent),
                    f"another process (pid {holder}) is writing to this workspace",
                    "Wait until it ends, or stop it, and run the same command again",
                )
            time.sleep(0.05)
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        """Give the lock back."""
        self._file.close()
