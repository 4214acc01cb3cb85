"""Mailboxes, web archives and zips give their reports byte for byte, and never more than the limits."""

from __future__ import annotations

import contextlib
import gzip
import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import InputError, InputTooLarge, MalformedInput
from vedette.sources import containers
from vedette.sources.containers import may_be_container, open_container

PAGE = b"<html><head><title>T</title></head><body><p>Words of a report.</p></body></html>"


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def warc(*pages: tuple[str, str, str, bytes], gzip_it: bool = True) -> bytes:
    """A web archive of response records, written by hand after ISO 28500."""
    out = b""
    for uri, status, media_type, data in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n\r\n".encode() + data
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\n"
            "WARC-Date: 2024-03-15T09:30:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        out += gzip.compress(record) if gzip_it else record
    return out


def mbox(*bodies: str) -> bytes:
    out = b""
    for number, body in enumerate(bodies):
        message = EmailMessage()
        message["From"] = "Press <press@ministry.example>"
        message["Subject"] = f"Statement {number}"
        message["Date"] = "Fri, 15 Mar 2024 09:30:00 +0100"
        message["Message-ID"] = f"<{number}@ministry.example>"
        message.set_content(body)
        text = message.as_bytes().replace(b"\nFrom ", b"\n>From ")
        out += b"From press@ministry.example Fri Mar 15 09:30:00 2024\n" + text + b"\n"
    return out


def test_a_mailbox_gives_its_messages() -> None:
    """Each message has its own address and subject; marked lines come back unmarked."""
    opened = open_container(mbox("First.", "Second\nFrom here on."), "m.mbox", "file:///m.mbox")
    assert opened is not None
    assert opened.kind == "mbox"
    assert [m.address for m in opened.members] == [
        "file:///m.mbox#message:0%40ministry.example",
        "file:///m.mbox#message:1%40ministry.example",
    ]
    assert opened.members[1].name == "Statement 1"
    assert b"\nFrom here on." in opened.members[1].data


def test_a_line_that_begins_with_from_divides_only_after_a_blank_line() -> None:
    """Unmarked lines inside a text do not cut it; line ends of both kinds do after a blank line."""
    inside = mbox("One.", "Two.").replace(b"One.", b"One.\nFrom Oslo to Rason in 2024")
    for made in (inside, inside.replace(b"\n", b"\r\n")):
        opened = open_container(made, "m.mbox", "file:///m.mbox")
        assert opened is not None
        assert len(opened.members) == 2
        assert b"From Oslo to Rason" in opened.members[0].data


@pytest.mark.parametrize("gzip_it", [True, False])
def test_a_web_archive_gives_its_pages(gzip_it: bool) -> None:
    """Pages that were got are given under their own address; pictures and errors are not."""
    data = warc(
        ("https://a.example/1", "200 OK", "text/html; charset=utf-8", PAGE),
        ("https://a.example/x.png", "200 OK", "image/png", b"\x89PNG"),
        ("https://a.example/gone", "404 Not Found", "text/html", PAGE),
        gzip_it=gzip_it,
    )
    opened = open_container(data, "a.warc", "file:///a.warc")
    assert opened is not None
    assert [(m.address, m.media_type, m.data) for m in opened.members] == [
        ("https://a.example/1", "text/html; charset=utf-8", PAGE)
    ]


def test_a_broken_archive_gives_what_comes_before_the_break() -> None:
    """A web archive cut short gives its whole records and names where it breaks off."""
    pages = [(f"https://a.example/{n}", "200 OK", "text/html", PAGE * 20) for n in range(3)]
    data = warc(*pages, gzip_it=False)
    opened = open_container(data[: len(data) * 2 // 3], "a.warc", "file:///a.warc")
    assert opened is not None
    assert opened.members[0].data == PAGE * 20
    assert len(opened.members) < 3 or opened.members[-1].data != PAGE * 20


def test_a_wacz_is_opened() -> None:
    """A WACZ gives the pages of the web archives in it."""
    inner = warc(("https://a.example/1", "200 OK", "text/html", PAGE))
    data = zipped({"datapackage.json": b"{}", "archive/data.warc.gz": inner})
    opened = open_container(data, "a.wacz", "file:///a.wacz")
    assert opened is not None
    assert opened.kind == "wacz"
    assert [m.address for m in opened.members] == ["https://a.example/1"]


def test_a_zip_gives_its_files_and_names_what_it_leaves() -> None:
    """Files are members; what a system added is not; a container inside is named."""
    data = zipped(
        {
            "in/a.txt": b"one",
            "__MACOSX/in/._a.txt": b"x",
            ".DS_Store": b"x",
            "b.zip": zipped({"c.txt": b"c"}),
        }
    )
    opened = open_container(data, "z.zip", "file:///z.zip")
    assert opened is not None
    assert [(m.address, m.data) for m in opened.members] == [("file:///z.zip#zip:in/a.txt", b"one")]
    assert "container inside" in opened.left[0].what


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes out is counted, not what the directory claims."""
    monkeypatch.setattr(containers, "MAX_TOTAL_BYTES", 10_000_000)
    bomb = zipped({f"{n}.txt": b"0" * 4_000_000 for n in range(4)})
    assert len(bomb) < 100_000
    with pytest.raises(InputTooLarge, match="unpacked"):
        open_container(bomb, "z.zip", "file:///z.zip")
    monkeypatch.setattr(containers, "MAX_MEMBER_BYTES", 1_000_000)
    opened = open_container(zipped({"0.txt": b"0" * 4_000_000}), "z.zip", "file:///z.zip")
    assert opened is not None
    assert not opened.members
    assert "more than" in opened.left[0].what


def test_other_archives_are_none() -> None:
    """An office document and a gzip file without a web archive are no containers."""
    office = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert open_container(office, "a.docx", "file:///a.docx") is None
    assert open_container(gzip.compress(b"text"), "a.gz", "file:///a.gz") is None


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\x1f\x8b", b"WARC/1.0\r\n"])
@settings(max_examples=40)
@given(rest=st.binary(max_size=400))
def test_rubbish_is_refused_or_empty(head: bytes, rest: bytes) -> None:
    """Bytes that only begin like a container give an input error, nothing or an empty one."""
    data = head + rest
    assert may_be_container(data)
    with contextlib.suppress(MalformedInput, InputTooLarge):
        opened = open_container(data, "x", "file:///x")
        assert opened is None or not opened.members


@settings(max_examples=40)
@given(
    at=st.integers(0, 2000), byte=st.integers(0, 255), kind=st.sampled_from(["zip", "warc", "mbox"])
)
def test_a_changed_byte_never_crashes(at: int, byte: int, kind: str) -> None:
    """One byte changed anywhere gives members, a reason, or an input error."""
    made = {
        "zip": zipped({"a.txt": b"one" * 50, "b.txt": b"two" * 50}),
        "warc": warc(("https://a.example/1", "200 OK", "text/html", PAGE)),
        "mbox": mbox("First.", "Second."),
    }[kind]
    data = bytearray(made)
    data[at % len(data)] = byte
    if may_be_container(bytes(data)):
        with contextlib.suppress(InputError):
            open_container(bytes(data), "x", "file:///x")
