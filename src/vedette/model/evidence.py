"""Evidence: bytes as they came, the text layer over them, and spans into that text.

Rows of these kinds are inserted once and never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vedette.errors import SpanMismatch
from vedette.model.ids import content_id

CaptureKind = Literal["file", "stdin", "url", "feed", "list"]
CaptureOutcome = Literal["new", "new-version", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes, named by their SHA-256."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One attempt to take an input; a failed one is a record too.

    A ``member`` was taken out of a container (mailbox, web archive, zip) that is kept as well.

    Times are UTC, ISO 8601 with ``Z``. ``redirects`` holds every address passed through.
    """

    capture_id: str
    kind: CaptureKind
    address: str
    final_address: str
    started_at: str
    ended_at: str
    tool: str
    tool_version: str
    outcome: CaptureOutcome
    blob_sha256: str | None = None
    http_status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()
    failure: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What lives at one address; its bytes may change, its identity does not."""

    document_id: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentVersion:
    """The bytes a document had at one time. ``difference`` compares with the version before."""

    version_id: str
    document_id: str
    seq: int
    blob_sha256: str
    capture_id: str
    media_type: str
    name: str
    difference: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayer:
    """The immutable text one extractor drew from one document version.

    The text itself is a blob (UTF-8). Offsets into it count Unicode code points.
    ``pages`` holds the end offset of each page where the format has pages.
    """

    layer_id: str
    version_id: str
    extractor: str
    extractor_version: str
    text_sha256: str
    n_chars: int
    language: str | None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words at a place: ``text[start:end] == quote`` in the layer named, always.

    Offsets are half-open and count Unicode code points of the layer's text.
    """

    layer_id: str
    start: int
    end: int
    quote: str

    @property
    def span_id(self) -> str:
        return content_id("sp", self.layer_id, self.start, self.end)

    def checked(self, text: str) -> Span:
        """Return this span if it is true of the text.

        Raises:
            SpanMismatch: The offsets lie outside the text, are empty, or hold other words.
        """
        found = text[self.start : self.end]
        if not 0 <= self.start < self.end <= len(text) or found != self.quote:
            raise SpanMismatch(
                f"{self.layer_id}[{self.start}:{self.end}]",
                f"the text there is {found[:80]!r}, the quote says {self.quote[:80]!r}",
                "This is a defect of the stage that made the span; nothing of it was stored",
            )
        return self


def span_of(layer_id: str, text: str, start: int, end: int) -> Span:
    """Cut a span out of a text, white space at both ends left outside.

    Raises:
        SpanMismatch: Nothing but white space lies between the offsets.
    """
    quote = text[start:end]
    start += len(quote) - len(quote.lstrip())
    end = start + len(quote.strip())
    return Span(layer_id=layer_id, start=start, end=end, quote=text[start:end]).checked(text)
