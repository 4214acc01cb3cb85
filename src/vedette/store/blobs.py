"""Bytes on disk under their SHA-256: written once, synced, then named.

A blob is written to a temporary file, flushed to disk and renamed; a kill at any point leaves
either the whole blob or a temporary file that the next opening for writing removes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from vedette.errors import BlobDamaged
from vedette.model.ids import sha256_hex
from vedette.store.trouble import naming_trouble


class BlobStore:
    """The ``blobs/`` folder of one workspace."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where the bytes of that hash lie, whether or not they do."""
        return self.root / sha256[:2] / sha256[2:]

    def put(self, data: bytes) -> str:
        """Keep bytes; returns their SHA-256. The same bytes are kept once.

        Raises:
            StorageFull: The disk refused them; nothing half-written stays.
        """
        sha256 = sha256_hex(data)
        target = self.path(sha256)
        if target.exists():
            return sha256
        with naming_trouble(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=target.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).chmod(0o444)
                Path(temporary).replace(target)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
            _sync_folder(target.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes of that hash, checked.

        Raises:
            BlobDamaged: The file is missing or no longer has its hash.
        """
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except FileNotFoundError as error:
            raise BlobDamaged(
                str(path), "the blob is missing", "Restore it from a backup"
            ) from error
        if sha256_hex(data) != sha256:
            raise BlobDamaged(
                str(path), "the bytes no longer have their hash", "Restore the blob from a backup"
            )
        return data

    def hashes(self) -> Iterator[str]:
        """Every hash that has a file, in order."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if not path.name.startswith(".tmp-"):
                    yield folder.name + path.name

    def sweep(self) -> None:
        """Remove what killed writers left half-written."""
        for path in self.root.glob("[0-9a-f][0-9a-f]/.tmp-*"):
            path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
