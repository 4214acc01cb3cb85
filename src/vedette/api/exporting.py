"""Captures leave the workspace as a web archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vedette.errors import UnknownId, UsageError
from vedette.model.evidence import Blob, Capture, Document, DocumentVersion
from vedette.sources.wacz import Kept, write_wacz
from vedette.store.clock import now
from vedette.store.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote, and what it left out with the reason."""

    path: str
    size_bytes: int
    captures: tuple[str, ...]
    left: tuple[tuple[str, str], ...]


def export_wacz(workspace: Workspace, target: Path, wanted: Sequence[str] = ()) -> Exported:
    """Write captures of web addresses as a WACZ file.

    Args:
        workspace: Open for reading.
        target: The file to write; it must not exist.
        wanted: Capture, version or document ids, or addresses; every capture when empty.

    Raises:
        UsageError: The file exists, or there is nothing that can be written.
        UnknownId: Nothing of that id or address was captured.
    """
    if target.exists():
        raise UsageError(str(target), "this file exists", "Name a new one")
    versions = {v.capture_id: v for v in workspace.rows(DocumentVersion)}
    addresses = {d.document_id: d.address for d in workspace.rows(Document)}
    found, unknown = [], set(wanted)
    for capture in workspace.rows(Capture):
        version = versions.get(capture.capture_id)
        names = {capture.capture_id, capture.address, capture.final_address}
        if version is not None:
            names |= {version.version_id, version.document_id, addresses[version.document_id]}
        if not wanted or names & set(wanted):
            unknown -= names
            found.append((capture, version))
    if unknown:
        raise UnknownId(min(unknown), "nothing of this id or address was captured", "See: search")
    kept: list[Kept] = []
    left: list[tuple[str, str]] = []
    for capture, version in found:
        if capture.blob_sha256 is None:
            left.append((capture.address, f"the capture failed: {capture.reason}"))
        elif not capture.final_address.startswith(("http://", "https://")):
            left.append((capture.address, "it is no web address"))
        else:
            blob = workspace.get(Blob, capture.blob_sha256)
            media_type = blob.media_type if blob else "application/octet-stream"
            data = workspace.blob(capture.blob_sha256)
            title = version.name if version else capture.address
            kept.append(Kept(capture, title, media_type, data))
    if not kept:
        raise UsageError(
            str(target),
            "no capture of a web address is among them",
            "A web archive holds what was fetched; use backup for files",
        )
    data = write_wacz(kept, made_at=now())
    target.write_bytes(data)
    return Exported(
        path=str(target),
        size_bytes=len(data),
        captures=tuple(item.capture.capture_id for item in kept),
        left=tuple(left),
    )
