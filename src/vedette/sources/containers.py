"""Files that hold many reports: mailboxes, web archives, zip archives. Runs in a bounded child.

What is inside is taken out byte for byte and becomes an input of its own, with an address that says
where it lay; the container stays as evidence. A member that cannot be taken is named with its
reason and the others go on.

Formats: mbox (RFC 4155), WARC 1.0/1.1 (ISO 28500), WACZ 1.1 (Webrecorder), ZIP.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from vedette.errors import InputTooLarge, MalformedInput

MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 64 * 1024**2
MAX_TOTAL_BYTES = 384 * 1024**2
_MBOX = re.compile(rb"\AFrom \S.*\r?\n(?:[A-Za-z][A-Za-z0-9-]*:|>From )")
_MBOX_LINE = re.compile(rb"^From \S[^\n]*\d{4}[^\n]*\n", re.M)
_BLANK = re.compile(rb"\n\r?\n\Z")
# What a report comes as; pictures, scripts and styles of a page are no reports.
_REPORT_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_OFFICE = "[Content_Types].xml"
# Opened or skipped by name: what a system adds to an archive of its own.
_NOISE = re.compile(r"(^|/)(__MACOSX|\.DS_Store|Thumbs\.db|\.[^/]+)(/|$)")


@dataclass(frozen=True, slots=True)
class Member:
    """One report inside a container, byte for byte."""

    address: str
    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Left:
    """A member that was not taken, and why."""

    address: str
    what: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What a container held."""

    kind: str
    members: tuple[Member, ...]
    left: tuple[Left, ...]


def may_be_container(data: bytes) -> bool:
    """Whether bytes begin like a container; only :func:`open_container` can tell."""
    return data[:4] in {b"PK\x03\x04", b"PK\x05\x06"} or bool(
        data[:2] == b"\x1f\x8b" or data[:5] == b"WARC/" or _MBOX.match(data[:4096])
    )


def open_container(data: bytes, name: str, address: str) -> Opened | None:
    """Take the reports out of a container.

    Args:
        data: The container's bytes.
        name: For messages.
        address: The container's address, with which its members' addresses begin.

    Returns:
        None where it is none: an office document, or another gzip file.

    Raises:
        MalformedInput: It begins like one and cannot be opened.
        InputTooLarge: It holds more than the limits.
    """
    budget = _Budget(name)
    if data[:2] == b"PK":
        return _zip(data, name, address, budget)
    if data[:2] == b"\x1f\x8b":
        try:
            head = gzip.GzipFile(fileobj=io.BytesIO(data)).read(5)
        except (OSError, EOFError, zlib.error) as error:
            raise MalformedInput(
                name, f"the gzip file is damaged ({error})", "Get it again"
            ) from error
        return _opened("warc", _warc(data, name, address, budget)) if head == b"WARC/" else None
    if data[:5] == b"WARC/":
        return _opened("warc", _warc(data, name, address, budget))
    return _opened("mbox", _mbox(data, address, budget))


class _Budget:
    """Counts what comes out, whatever a directory claims."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.members = 0
        self.bytes = 0

    def spend(self, size: int) -> None:
        self.members += 1
        self.bytes += size
        if self.members > MAX_MEMBERS or self.bytes > MAX_TOTAL_BYTES:
            raise InputTooLarge(
                self.name,
                f"it holds more than {MAX_MEMBERS} members or {MAX_TOTAL_BYTES // 2**20} MiB unpacked",
                "Unpack it, and give the folder",
            )


def _opened(kind: str, found: Iterator[Member | Left]) -> Opened:
    members: list[Member] = []
    left: list[Left] = []
    for item in found:
        if isinstance(item, Member):
            members.append(item)
        else:
            left.append(item)
    return Opened(kind, tuple(members), tuple(left))


def _zip(data: bytes, name: str, address: str, budget: _Budget) -> Opened | None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise MalformedInput(
            name, f"the zip archive cannot be opened ({error})", "It may be cut short; get it again"
        ) from error
    if _OFFICE in names:
        return None
    is_wacz = "datapackage.json" in names and any(part.startswith("archive/") for part in names)
    if is_wacz:
        return _opened("wacz", _wacz(archive, name, address, budget))
    return _opened("zip", _zip_members(archive, address, budget))


def _zip_members(
    archive: zipfile.ZipFile, address: str, budget: _Budget
) -> Iterator[Member | Left]:
    for info in archive.infolist():
        if info.is_dir() or _NOISE.search(info.filename):
            continue
        place = f"{address}#zip:{quote(info.filename)}"
        taken = _unpack(archive, info, budget)
        if isinstance(taken, str):
            yield Left(place, taken)
        elif may_be_container(taken) and not _is_office(taken):
            yield Left(place, "it is a container inside a container")
        else:
            yield Member(place, info.filename.rsplit("/", 1)[-1], "application/octet-stream", taken)


def _wacz(
    archive: zipfile.ZipFile, name: str, address: str, budget: _Budget
) -> Iterator[Member | Left]:
    for info in archive.infolist():
        if not (info.filename.startswith("archive/") and ".warc" in info.filename):
            continue
        taken = _unpack(archive, info, budget)
        if isinstance(taken, str):
            yield Left(f"{address}#{info.filename}", taken)
        else:
            yield from _warc(taken, f"{name}, {info.filename}", address, budget)


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> bytes | str:
    """A member's bytes, or why it cannot be had; reads no more than the limit."""
    if info.flag_bits & 0x1:
        return "it is locked with a password"
    try:
        with archive.open(info) as stream:
            data = stream.read(MAX_MEMBER_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        return f"it cannot be unpacked ({error})"
    budget.spend(len(data))
    if len(data) > MAX_MEMBER_BYTES:
        return f"it unpacks to more than {MAX_MEMBER_BYTES // 2**20} MiB"
    return data


def _is_office(data: bytes) -> bool:
    try:
        return _OFFICE in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _warc(data: bytes, name: str, address: str, budget: _Budget) -> Iterator[Member | Left]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            number += 1
            uri = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type not in {"response", "resource"} or not uri.startswith("http"):
                continue
            media_type = _media_type(record)
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            if status != "200" or media_type.split(";")[0].strip() not in _REPORT_TYPES:
                continue
            taken = record.content_stream().read(MAX_MEMBER_BYTES + 1)
            budget.spend(len(taken))
            if len(taken) > MAX_MEMBER_BYTES:
                yield Left(uri, f"it holds more than {MAX_MEMBER_BYTES // 2**20} MiB")
            else:
                yield Member(uri, uri, media_type, taken)
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError) as error:
        if not number:
            raise MalformedInput(
                name, f"the web archive cannot be opened ({error})", "Get it again"
            ) from error
        yield Left(f"{address}#record:{number + 1}", f"the archive breaks off here ({error})")


def _media_type(record: object) -> str:
    headers = getattr(record, "http_headers", None) or getattr(record, "rec_headers", None)
    return str(headers.get_header("Content-Type") or "") if headers else ""


def _mbox(data: bytes, address: str, budget: _Budget) -> Iterator[Member | Left]:
    starts = [found.start() for found in _MBOX_LINE.finditer(data)]
    # A message begins after a blank line; other lines that begin with From belong to a text.
    starts = [at for at in starts if at == 0 or _BLANK.search(data, max(0, at - 3), at)]
    for number, start in enumerate(starts, start=1):
        end = starts[number] if number < len(starts) else len(data)
        message = data[start:end].split(b"\n", 1)[-1]
        budget.spend(len(message))
        place = f"{address}#message:{_message_id(message) or number}"
        if len(message) > MAX_MEMBER_BYTES:
            yield Left(place, f"the message is above {MAX_MEMBER_BYTES // 2**20} MiB")
        elif message.strip():
            # Lines that began with From were marked on the way into the mailbox.
            clean = re.sub(rb"^>(>*From )", rb"\1", message, flags=re.M)
            yield Member(place, _subject(message) or f"message {number}", "message/rfc822", clean)


def _message_id(message: bytes) -> str | None:
    found = re.search(rb"^message-id:\s*<([^>\s]+)>", message[:65536], re.I | re.M)
    return quote(found[1].decode("ascii", "replace")) if found else None


def _subject(message: bytes) -> str | None:
    from email import policy
    from email.parser import BytesHeaderParser

    try:
        subject = BytesHeaderParser(policy=policy.default).parsebytes(message[:65536])["subject"]
        return str(subject)[:200] if subject else None
    except (ValueError, IndexError, KeyError, AttributeError, TypeError):
        # The header parser fails in many ways on hostile headers; the name is only for people.
        return None
