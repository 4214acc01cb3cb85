"""Write chosen captures as a web archive that other tools open: WACZ 1.1.1 over WARC 1.1.

Each capture becomes a response record with the headers and bytes as they were kept, each address it
was led through a record of its own, and a metadata record says how and when it was taken. Bytes are
kept as they came out of the transfer, so headers that tell of a transfer's packing are left out and
kept in the metadata record.

Sources: WARC 1.1 (ISO 28500:2017); WACZ 1.1.1 and CDXJ 1.0 (Webrecorder specifications).
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http.client import responses
from itertools import pairwise
from typing import Any

from vedette.model.evidence import Capture
from vedette.model.ids import content_id
from vedette.version import __version__

ARCHIVE = "archive/data.warc.gz"
INDEX = "indexes/index.cdx.gz"
PAGES = "pages/pages.jsonl"
_PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})
# The zip's own times are fixed: the same captures give the same file, byte for byte.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """A capture with its bytes."""

    capture: Capture
    title: str
    media_type: str
    data: bytes


def write_wacz(kept: Sequence[Kept], *, made_at: str) -> bytes:
    """A WACZ of some captures, in the order given.

    Args:
        kept: Captures with an http(s) address and bytes.
        made_at: The instant the package is made, UTC, ISO 8601.

    Returns:
        The file's bytes; the same for the same arguments.
    """
    warc, lines = _warc(kept, made_at)
    files = {
        ARCHIVE: warc,
        INDEX: gzip.compress("".join(sorted(lines)).encode(), mtime=0),
        PAGES: _pages(kept),
    }
    package = _package(files, made_at)
    digest = {"path": "datapackage.json", "hash": _sha256(package)}
    files |= {"datapackage.json": package, "datapackage-digest.json": _json(digest)}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data)
    return target.getvalue()


def _warc(kept: Iterable[Kept], made_at: str) -> tuple[bytes, list[str]]:
    from warcio.warcwriter import WARCWriter

    target = io.BytesIO()
    writer = WARCWriter(target, gzip=True, warc_version="WARC/1.1")
    about = {"software": f"vedette {__version__}", "format": "WARC File Format 1.1"}
    writer.write_record(_record(writer, "warcinfo", None, made_at, "info", "", _fields(about)))
    lines = []
    for item in kept:
        for record, address, media_type in _records(writer, item):
            begun = target.tell()
            writer.write_record(record)
            if record.rec_type == "response":
                place = (begun, target.tell() - begun)
                lines.append(_cdx(record, address, media_type, place, item.capture.started_at))
    return target.getvalue(), lines


def _records(writer: Any, item: Kept) -> Iterable[tuple[Any, str, str]]:
    from warcio.statusandheaders import StatusAndHeaders

    capture = item.capture
    led = (*capture.redirects, capture.final_address)
    for number, (address, to) in enumerate(pairwise(led)):
        head = StatusAndHeaders("302 Found", [("Location", to)], protocol="HTTP/1.1")
        key = f"{capture.capture_id}:{number}"
        yield (
            _record(writer, "response", address, capture.started_at, key, "", b"", head),
            address,
            "-",
        )
    status = capture.http_status or 200
    status = 200 if status == 304 else status
    given = [(k, v) for k, v in capture.headers.items() if k.lower() not in _PACKING]
    given = [(k, v) for k, v in given if not k.startswith("vedette-")]
    if not any(k.lower() == "content-type" for k, _ in given):
        given.append(("Content-Type", item.media_type))
    given.append(("Content-Length", str(len(item.data))))
    head = StatusAndHeaders(f"{status} {responses.get(status, '')}", given, protocol="HTTP/1.1")
    answer = _record(
        writer,
        "response",
        capture.final_address,
        capture.started_at,
        capture.capture_id,
        "",
        item.data,
        head,
    )
    yield answer, capture.final_address, item.media_type.split(";")[0]
    told = {
        "capture_id": capture.capture_id,
        "asked": capture.address,
        "started_at": capture.started_at,
        "ended_at": capture.ended_at,
        "redirects": list(capture.redirects),
        "headers": dict(capture.headers),
        "http_status": capture.http_status,
        "sha256": capture.blob_sha256,
        "tool": f"{capture.tool} {capture.tool_version}",
    }
    key = f"{capture.capture_id}:metadata"
    yield (
        _record(
            writer,
            "metadata",
            capture.final_address,
            capture.started_at,
            key,
            "application/json",
            _json(told),
        ),
        capture.final_address,
        "-",
    )


def _record(
    writer: Any,
    kind: str,
    address: str | None,
    at: str,
    key: str,
    media_type: str,
    body: bytes,
    head: Any = None,
) -> Any:
    digest = hashlib.sha256(f"{kind} {key} {at}".encode()).hexdigest()
    headers = {"WARC-Record-ID": f"<urn:uuid:{_uuid(digest)}>", "WARC-Date": at}
    if media_type:
        headers["Content-Type"] = media_type
    elif kind == "warcinfo":
        headers["Content-Type"] = "application/warc-fields"
    return writer.create_warc_record(
        address,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_headers_dict=headers,
    )


def _uuid(digest: str) -> str:
    from uuid import UUID

    return str(UUID(digest[:32], version=5))


def _fields(values: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in values.items()).encode()


def _cdx(record: Any, address: str, media_type: str, place: tuple[int, int], at: str) -> str:
    """One line of the index: the address turned for sorting, the instant, where it lies."""
    offset, length = place
    told = {
        "url": address,
        "mime": media_type,
        "status": record.http_headers.get_statuscode(),
        "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
        "length": str(length),
        "offset": str(offset),
        "filename": ARCHIVE.rsplit("/", 1)[-1],
    }
    instant = "".join(ch for ch in at[:19] if ch.isdigit())
    return f"{_turned(address)} {instant} {json.dumps(told)}\n"


def _turned(address: str) -> str:
    """An address as CDXJ sorts it (SURT): the host's parts from the last to the first."""
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = f"?{parts.query.lower()}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path.lower() or '/'}{query}"


def _pages(kept: Iterable[Kept]) -> bytes:
    lines: list[dict[str, str]] = [
        {"format": "json-pages-1.0", "id": "pages", "title": "Captures"},
    ]
    for item in kept:
        lines.append(
            {
                "id": content_id("pg", item.capture.capture_id),
                "url": item.capture.final_address,
                "ts": item.capture.started_at,
                "title": item.title,
            }
        )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()


def _package(files: dict[str, bytes], made_at: str) -> bytes:
    resources = [
        {"name": name.rsplit("/", 1)[-1], "path": name, "hash": _sha256(data), "bytes": len(data)}
        for name, data in files.items()
    ]
    return _json(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": f"vedette {__version__}",
            "created": made_at,
            "resources": resources,
        }
    )


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode()
