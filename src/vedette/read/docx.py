"""The text of a Word document (Office Open XML), paragraph by paragraph."""

from __future__ import annotations

import io
import zipfile

from vedette.errors import EmptyInput, InputTooLarge, MalformedInput

MAX_PARTS = 5_000
MAX_UNPACKED_BYTES = 256 * 1024**2
MAX_CHARS = 16 * 1024**2


def is_docx(data: bytes) -> bool:
    """Whether bytes are a Word document."""
    try:
        return "word/document.xml" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def docx_text(data: bytes, name: str) -> str:
    """Draw the text: title, then paragraphs and tables in their order, a blank line between.

    Footnotes, comments and text boxes are not read.

    Raises:
        MalformedInput: The document cannot be opened.
        InputTooLarge: It unpacks to more than the limits.
        EmptyInput: It holds no text.
    """
    _check_size(data, name)
    try:
        from docx import Document
        from docx.table import Table

        document = Document(io.BytesIO(data))
        blocks = [
            "\n".join(" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows)
            if isinstance(block, Table)
            else block.text.strip()
            for block in document.iter_inner_content()
        ]
        title = (document.core_properties.title or "").strip()
    except Exception as error:  # python-docx lets every inner error of a damaged package through
        raise MalformedInput(
            name, f"the Word document cannot be opened ({error})", "Open and save it again"
        ) from error
    kept = [block for block in blocks if block]
    if not kept:
        raise EmptyInput(name, "the document holds no text", "It may hold pictures only")
    if title and title.casefold() not in kept[0].casefold():
        kept.insert(0, title)
    text = "\n\n".join(kept)
    if len(text) > MAX_CHARS:
        raise InputTooLarge(name, "more text than a report holds", "Give the part that matters")
    return text


def _check_size(data: bytes, name: str) -> None:
    infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    size = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS or size > MAX_UNPACKED_BYTES:
        raise InputTooLarge(
            name,
            f"it unpacks to {len(infos)} parts and {size / 2**20:.0f} MiB",
            "Save the text alone and give that",
        )
