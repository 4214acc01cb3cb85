"""Captures leave the workspace as a web archive and come back the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.api import Workbench
from vedette.api.exporting import export_wacz
from vedette.errors import UnknownId, UsageError
from vedette.model.evidence import Blob, Capture
from vedette.model.ids import sha256_hex

PAGE = b"<html><body><p>A report of a page.</p></body></html>"
ADDRESS = "https://news.example/report"


def _captured(bench: Workbench, outcome: str = "new") -> None:
    sha256 = bench.workspace.put_blob(PAGE, "text/html")
    at = "2026-03-02T10:11:12.000000Z"
    failed = outcome == "failed"
    row = Capture(
        capture_id=f"ca-{outcome}",
        kind="url",
        address=ADDRESS,
        final_address=ADDRESS,
        started_at=at,
        ended_at=at,
        tool="vedette",
        tool_version="1",
        outcome=outcome,  # type: ignore[arg-type]
        blob_sha256=None if failed else sha256,
        http_status=None if failed else 200,
        reason="the server answered 500" if failed else None,
    )
    bench.workspace.add(row, action="capture", object_id=row.capture_id)


def test_what_is_exported_comes_back_with_the_same_hash(tmp_path: Path) -> None:
    """A page goes out of one workspace and into another: identical bytes at its address."""
    with Workbench.create(tmp_path / "a") as bench:
        _captured(bench)
        _captured(bench, "failed")
        made = export_wacz(bench.workspace, tmp_path / "x.wacz")
    assert made.captures == ("ca-new",)
    assert made.left == ((ADDRESS, "the capture failed: the server answered 500"),)
    with Workbench.create(tmp_path / "b") as other:
        fates = other.ingest([str(tmp_path / "x.wacz")], offline=True)
        assert {fate.outcome for fate in fates} == {"new"}
        assert other.workspace.blob(sha256_hex(PAGE)) == PAGE
        assert other.workspace.get(Blob, sha256_hex(PAGE)) is not None
        assert ADDRESS in {fate.address for fate in fates}


def test_what_cannot_be_exported_is_said(tmp_path: Path) -> None:
    """An unknown id, an empty choice and a file that exists each have their own reason."""
    with Workbench.create(tmp_path / "a") as bench:
        with pytest.raises(UsageError, match="no capture of a web address"):
            export_wacz(bench.workspace, tmp_path / "x.wacz")
        _captured(bench)
        with pytest.raises(UnknownId, match="ca-none"):
            export_wacz(bench.workspace, tmp_path / "x.wacz", ["ca-none"])
        (tmp_path / "x.wacz").write_bytes(b"mine")
        with pytest.raises(UsageError, match="exists"):
            export_wacz(bench.workspace, tmp_path / "x.wacz")
        assert (tmp_path / "x.wacz").read_bytes() == b"mine"
