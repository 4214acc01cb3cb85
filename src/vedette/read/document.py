"""The door of this room: bytes in, a text layer with its parts out."""

from __future__ import annotations

from dataclasses import dataclass

from vedette.clean.language import detect_language
from vedette.errors import EmptyInput, MalformedInput, UnsupportedInput
from vedette.model.article import Article, Passage
from vedette.model.evidence import TextLayer
from vedette.model.ids import content_id, sha256_hex
from vedette.model.memory import LineMemory
from vedette.read.parts import Draft, article_of
from vedette.read.sniff import DOCX, decode, sniff
from vedette.read.soundness import check_text

READER_VERSION = "2"
_MIN_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document version holds: its text layer, the text, its parts in reading order."""

    layer: TextLayer
    text: str
    passages: tuple[Passage, ...]
    article: Article


def read(
    data: bytes,
    *,
    media_type: str,
    name: str,
    address: str,
    version_id: str,
    memory: LineMemory | None = None,
) -> Reading:
    """Read a report from its bytes.

    Args:
        data: The bytes as captured.
        media_type: What a header or name said; the bytes are believed before it.
        name: For messages.
        address: Where it came from.
        version_id: The document version these bytes are.
        memory: The lines its outlet repeats, if known.

    Raises:
        InputError: The bytes are empty, too many, damaged or of a kind no reader takes.
    """
    source = _Source(name, address, version_id, memory)
    kind = sniff(data, name).media_type
    if kind == "application/pdf":
        from vedette.read.pdf import pdf_text

        text, pages, extractor = *pdf_text(data, name), "pdfium"
        return _lines(text, extractor, source, pages)
    if kind == DOCX:
        from vedette.read.docx import docx_text

        return _lines(docx_text(data, name), "docx", source)
    if kind == "message/rfc822":
        return _message(data, source)
    if kind == "text/html":
        markup, basis = decode(data, name, _charset(media_type))
        return _page(markup, _extractor("html-blocks", basis), source)
    if kind == "application/xml":
        raise UnsupportedInput(
            name,
            "this is XML, not a report",
            "For a sanctions list use: vedette lists add; for a feed give its address",
        )
    text, basis = decode(data, name, _charset(media_type))
    return _lines(text, _extractor("text-lines", basis), source)


@dataclass(frozen=True, slots=True)
class _Source:
    """What is read: its name for messages, where it came from, its version, its outlet's memory."""

    name: str
    address: str
    version_id: str
    memory: LineMemory | None


def _page(markup: str, extractor: str, source: _Source) -> Reading:
    from vedette.read.html import page_of

    page = page_of(markup, source.name)
    draft = _draft(page.text, extractor, source)
    page.fill(draft)
    return _reading(draft, source.address, page.site_name)


def _message(data: bytes, source: _Source) -> Reading:
    from vedette.read.message import read_message

    mail = read_message(data, source.name)
    if mail.markup is not None:
        return _page(mail.markup, "mime, html-blocks", source)
    return _lines(mail.text or "", "mime, text-lines", source)


def _extractor(name: str, basis: str) -> str:
    """The extractor, with the encoding where it was guessed or some of it could not be read."""
    certain = basis.endswith(("(valid)", "(byte-order mark)", "(declared)"))
    return name if certain else f"{name}, {basis}"


def _lines(text: str, extractor: str, source: _Source, pages: tuple[int, ...] = ()) -> Reading:
    from vedette.read.text import read_text

    draft = _draft(text, extractor, source, pages)
    read_text(draft)
    return _reading(draft, source.address, None)


def _draft(text: str, extractor: str, source: _Source, pages: tuple[int, ...] = ()) -> Draft:
    version_id = source.version_id
    if sum(ch.isalpha() for ch in text[:100_000]) < _MIN_LETTERS:
        remedy = "Run OCR over it first" if pages else "Give the report's own text"
        raise EmptyInput(source.name, "there is hardly a letter of text in it", remedy)
    check_text(text, source.name)
    text_sha256 = sha256_hex(text.encode())
    layer = TextLayer(
        layer_id=content_id("tl", version_id, extractor, READER_VERSION, text_sha256),
        version_id=version_id,
        extractor=extractor,
        extractor_version=READER_VERSION,
        text_sha256=text_sha256,
        n_chars=len(text),
        language=detect_language(text),
        pages=pages,
    )
    return Draft(layer, text, source.memory)


def _reading(draft: Draft, address: str, site_name: str | None) -> Reading:
    article = article_of(draft, address=address, outlet=site_name)
    order = sorted(draft.passages, key=lambda p: (p.span.start, p.span.end))
    if not article.n_paragraphs and not article.titles:
        raise MalformedInput(
            address, "no report could be told from the page around it", "Give the report's own text"
        )
    return Reading(draft.layer, draft.text, tuple(order), article)


def _charset(media_type: str) -> str | None:
    _, _, charset = media_type.partition("charset=")
    return charset.strip(" \"';") or None
