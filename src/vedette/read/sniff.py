"""What bytes are, by looking at them; names and headers only break ties."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from vedette.errors import EmptyInput, InputTooLarge, MalformedInput, UnsupportedInput
from vedette.read.message import is_message

# A report is text a person reads in minutes; the largest Panel report with annexes stays below.
MAX_BYTES = 64 * 1024 * 1024
MAX_TEXT_BYTES = 16 * 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAGIC = (
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|meta|div|p|title)\b", re.I)
_XML = re.compile(rb"^\s*<\?xml|^\s*<[A-Z_]+[ >]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_\-:]+)", re.I)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """A media type without parameters, and how it was told."""

    media_type: str
    basis: str


def sniff(data: bytes, name: str) -> Sniffed:
    """Tell plain text, HTML, PDF and XML from each other.

    Raises:
        EmptyInput: There is nothing in it.
        InputTooLarge: It is above the stated limit.
        UnsupportedInput: It is of a kind no reader takes.
    """
    check_size(len(data), name)
    head = data[:4096]
    if not data.strip(b"\x00 \t\r\n\x0c\xef\xbb\xbf"):
        raise EmptyInput(
            name, "the file is empty", "Nothing to read; give it again when it has content"
        )
    if head.lstrip()[:5] == b"%PDF-" or b"%PDF-" in head[:1024]:
        return Sniffed("application/pdf", "starts as a PDF")
    if head.startswith(b"PK\x03\x04"):
        from vedette.read.docx import is_docx

        if is_docx(data):
            return Sniffed(DOCX, "a zip archive with a Word document")
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise UnsupportedInput(
                name,
                f"this is {what}",
                "Vedette reads plain text, HTML, PDF, Word and mail; convert it first",
            )
    wide = any(head.startswith(bom) for bom, _ in _BOMS) or _wide_encoding(data)
    if not wide and b"\x00" in head:
        raise UnsupportedInput(
            name,
            "this is binary data",
            "Vedette reads plain text, HTML, PDF, Word and mail; convert it first",
        )
    if is_message(head):
        return Sniffed("message/rfc822", "begins with the headers of a message")
    if _XML.match(head) and b"<html" not in head.lower():
        return Sniffed("application/xml", "starts as XML")
    if _HTML.search(head):
        return Sniffed("text/html", "has HTML elements")
    return Sniffed("text/plain", "no markup found")


def check_size(size: int, name: str) -> None:
    """Refuse what is above the limit before it is opened.

    Raises:
        InputTooLarge: Names the size and the limit in MiB.
    """
    if size > MAX_BYTES:
        raise InputTooLarge(
            name,
            f"{size / 2**20:.0f} MiB; the limit for one report is {MAX_BYTES / 2**20:.0f} MiB",
            "Split it, or give the part that matters",
        )


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, str]:
    """Decode text, saying on what basis.

    Args:
        data: The bytes.
        name: For messages.
        declared: A charset from a header, if any; the bytes are believed before it.

    Returns:
        The text (line ends as ``\\n``, no byte-order mark) and the encoding with its basis.

    Raises:
        InputTooLarge: More text than a report holds.
        MalformedInput: No encoding makes readable text of it.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise InputTooLarge(
            name,
            f"{len(data) / 2**20:.0f} MiB of text; the limit is {MAX_TEXT_BYTES / 2**20:.0f} MiB",
            "Split it, or give the part that matters",
        )
    text, basis = _decode(data, name, declared)
    broken = sum(1 for ch in text if ch == "\ufffd" or (ord(ch) < 32 and ch not in "\t\n\r\x0c"))
    if broken > max(4, len(text) // 50):
        raise MalformedInput(
            name,
            f"{broken} of {len(text)} characters are unreadable as {basis}",
            "Save the file as UTF-8 and give it again",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"), basis


def _decode(data: bytes, name: str, declared: str | None) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace"), f"{encoding} (byte-order mark)"
    if wide := _wide_encoding(data):
        return data.decode(wide, errors="replace"), f"{wide} (every second byte is zero)"
    try:
        return data.decode("utf-8"), "utf-8 (valid)"
    except UnicodeDecodeError:
        pass
    meta = _CHARSET.search(data[:4096])
    for candidate in (declared, meta[1].decode("ascii") if meta else None):
        try:
            if candidate:
                return data.decode(candidate), f"{candidate} (declared)"
        except (LookupError, UnicodeDecodeError):
            continue
    return _nearly_utf8(data) or _detected(data, name)


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 with a few bytes broken on the way: those become U+FFFD, the rest is as it was.

    Text of another encoding has hardly a sequence of bytes that is valid UTF-8 by chance.
    """
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for ch in text if ord(ch) > 127) - broken
    if whole < broken or broken > max(3, len(text) // 500):
        return None
    return text, f"utf-8 ({broken} places unreadable)"


def _detected(data: bytes, name: str) -> tuple[str, str]:
    # Slow to import, and most texts are UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None:
        raise MalformedInput(
            name,
            "no encoding makes readable text of it",
            "Save the file as UTF-8 and give it again",
        )
    # Of encodings that give the same text the usual one is named.
    same = [best.encoding, *best.could_be_from_charset]
    encoding = next((usual for usual in ("cp1252", "cp1251") if usual in same), best.encoding)
    return data.decode(encoding, errors="replace"), f"{encoding} (detected)"


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without its mark: in Latin text every second byte is zero, always on the same side."""
    head = data[:4096]
    half = len(head) // 2
    if half < 16:
        return None
    first, second = head[0::2].count(0), head[1::2].count(0)
    if second > 0.4 * half and first < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if first > 0.4 * half and second < 0.05 * half else None
