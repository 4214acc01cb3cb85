"""The text layer of a PDF, page by page. A scan without one is reported as such."""

from __future__ import annotations

from vedette.errors import EmptyInput, InputTooLarge, MalformedInput
from vedette.read.sniff import MAX_TEXT_BYTES

MAX_PAGES = 2_000


def pdf_text(data: bytes, name: str) -> tuple[str, tuple[int, ...]]:
    """Draw the text of a PDF.

    Returns:
        The text, and for every page the offset where it ends.

    Raises:
        MalformedInput: The file is damaged, cut short or locked.
        InputTooLarge: More pages or text than the limits.
        EmptyInput: No page has a text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise MalformedInput(
            name,
            f"the PDF cannot be opened ({_cause(error)})",
            "It may be cut short or locked; get it again",
        ) from error
    try:
        n_pages = len(document)
        if n_pages > MAX_PAGES:
            raise InputTooLarge(
                name,
                f"it claims {n_pages} pages; the limit is {MAX_PAGES}",
                "Give the pages that matter",
            )
        text, ends = "", []
        for index in range(n_pages):
            text += _page(document, index, name) + "\n\n"
            ends.append(len(text))
            if len(text) > MAX_TEXT_BYTES:
                raise InputTooLarge(
                    name, "more text than a report holds", "Give the pages that matter"
                )
    finally:
        document.close()
    if not text.strip():
        raise EmptyInput(
            name,
            f"none of its {n_pages} pages has a text layer: it is a scan",
            "Read it with: vedette ocr FILE --out TEXT, and give the text",
        )
    return text, tuple(ends)


def _cause(error: Exception) -> str:
    """PDFium's own words: "Failed to load document (PDFium: Data format error)." says one thing."""
    _, found, inner = str(error).partition("(PDFium: ")
    return inner.rstrip(").").lower() if found else str(error).rstrip(".")


def _page(document: object, index: int, name: str) -> str:
    import pypdfium2

    try:
        page = document[index]  # type: ignore[index]
        words = page.get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError as error:
        raise MalformedInput(
            name,
            f"page {index + 1} cannot be read ({_cause(error)})",
            "The file may be cut short; get it again",
        ) from error
    # PDFium marks a soft hyphen at a line's end with U+FFFE and ends lines with CR LF.
    return str(words).replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-")
