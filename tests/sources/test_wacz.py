"""A web archive of captures is one that others can open, and gives back the bytes that went in."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile

from vedette.model.evidence import Capture
from vedette.sources.containers import open_container
from vedette.sources.wacz import Kept, write_wacz

PAGE = b"<html><body><p>The tanker met another ship.</p>\x00\xff</body></html>"
AT = "2026-03-02T10:11:12.000001Z"


def _kept(**changes: object) -> Kept:
    values: dict[str, object] = {
        "capture_id": "ca-1",
        "kind": "url",
        "address": "https://news.example/short",
        "final_address": "https://www.news.example/Report?id=7",
        "started_at": AT,
        "ended_at": AT,
        "tool": "vedette",
        "tool_version": "1",
        "outcome": "new",
        "blob_sha256": hashlib.sha256(PAGE).hexdigest(),
        "http_status": 200,
        "headers": {"content-type": "text/html", "content-encoding": "gzip", "etag": '"7"'},
        "redirects": ("https://news.example/short", "https://news.example/long"),
    }
    capture = Capture(**{**values, **changes})  # type: ignore[arg-type]
    return Kept(capture, "A report", "text/html", PAGE)


def test_our_own_reader_takes_back_the_same_bytes() -> None:
    """Export and import: one member, the address it was found at, byte for byte."""
    opened = open_container(write_wacz([_kept()], made_at=AT), "x.wacz", "file:///x.wacz")
    assert opened is not None
    assert opened.kind == "wacz"
    assert not opened.left
    [member] = opened.members
    assert member.data == PAGE
    assert member.address == "https://www.news.example/Report?id=7"


def test_the_package_hashes_what_it_holds_and_the_index_points_at_records() -> None:
    """Every resource hashes to what the package says; each index line finds its record."""
    from warcio.archiveiterator import ArchiveIterator

    archive = zipfile.ZipFile(io.BytesIO(write_wacz([_kept()], made_at=AT)))
    package = json.loads(archive.read("datapackage.json"))
    assert {"archive/data.warc.gz", "indexes/index.cdx.gz", "pages/pages.jsonl"} == {
        row["path"] for row in package["resources"]
    }
    for row in package["resources"]:
        data = archive.read(row["path"])
        assert row["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert row["bytes"] == len(data)
    digest = json.loads(archive.read("datapackage-digest.json"))["hash"]
    assert digest == f"sha256:{hashlib.sha256(archive.read('datapackage.json')).hexdigest()}"
    warc = archive.read("archive/data.warc.gz")
    lines = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
    assert len(lines) == 3
    assert lines == sorted(lines)
    for line in lines:
        told = json.loads(line.split(" ", 2)[2])
        start, length = int(told["offset"]), int(told["length"])
        [record] = list(ArchiveIterator(io.BytesIO(warc[start : start + length])))
        assert record.rec_headers.get_header("WARC-Target-URI") == told["url"]


def test_redirects_headers_and_times_are_kept() -> None:
    """Each hop is a record that leads to the next; packing headers stand in the metadata alone."""
    from warcio.archiveiterator import ArchiveIterator

    archive = zipfile.ZipFile(io.BytesIO(write_wacz([_kept()], made_at=AT)))
    told, hops = {}, []
    for record in ArchiveIterator(io.BytesIO(archive.read("archive/data.warc.gz"))):
        if record.rec_type == "response":
            hops.append(record.http_headers.get_header("Location"))
            assert record.rec_headers.get_header("WARC-Date") == AT
            assert record.http_headers.get_header("content-encoding") is None
        elif record.rec_type == "metadata":
            told = json.loads(record.content_stream().read())
    assert hops == ["https://news.example/long", "https://www.news.example/Report?id=7", None]
    assert told["headers"]["content-encoding"] == "gzip"
    assert told["sha256"] == hashlib.sha256(PAGE).hexdigest()


def test_the_same_captures_give_the_same_file() -> None:
    """Nothing of the machine or the moment goes into the file."""
    assert write_wacz([_kept()], made_at=AT) == write_wacz([_kept()], made_at=AT)
