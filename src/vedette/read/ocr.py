"""Text out of the pictures of a scanned PDF, line by line, with the engine's own doubt.

What an engine reads is a guess and never stands for a text layer: every line keeps its page, its
box and its confidence, and pages that have a text layer are left alone. The models lie in the
engine's package; they read Latin, Chinese and Japanese writing, not Korean.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from vedette.errors import InputTooLarge, MalformedInput, UsageError

ENGINE = "rapidocr"
MAX_PAGES = 100
MAX_PIXELS = 8_000_000
DOTS_PER_INCH = 200
TIME_S = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrLine:
    """One line as the engine read it.

    ``page`` counts from 1. ``box`` is left, top, right, bottom in points from the page's upper left
    corner. ``confidence`` is the engine's own figure, 0 to 1; it is no probability.
    """

    page: int
    text: str
    confidence: float
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrReading:
    """What was read, by what, and which pages were not and why."""

    engine: str
    engine_version: str
    lines: tuple[OcrLine, ...]
    left: tuple[tuple[int, str], ...]


def read_scan(data: bytes, name: str, time_s: float = TIME_S) -> OcrReading:
    """Read the pages of a PDF that have no text layer. Runs in a bounded child.

    Args:
        data: The PDF.
        name: For messages.
        time_s: Pages that would begin after this many seconds are left, and named.

    Raises:
        MalformedInput: It is no PDF that can be opened.
        InputTooLarge: It claims more pages than the limit.
        UsageError: The engine is not installed.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise MalformedInput(
            name, f"the PDF cannot be opened ({error})", "It may be cut short or locked"
        ) from error
    deadline = time.monotonic() + time_s
    lines: list[OcrLine] = []
    left: list[tuple[int, str]] = []
    try:
        if len(document) > MAX_PAGES:
            raise InputTooLarge(
                name,
                f"it claims {len(document)} pages; the limit for OCR is {MAX_PAGES}",
                "Give the pages that matter",
            )
        engine = _engine()
        for number in range(1, len(document) + 1):
            if time.monotonic() > deadline:
                left.append((number, f"the {time_s:.0f} s allowed were over"))
                continue
            try:
                page = document[number - 1]
                if page.get_textpage().get_text_bounded().strip():
                    left.append((number, "it has a text layer"))
                    continue
                lines += _lines(engine, page, number)
            except pypdfium2.PdfiumError as error:
                left.append((number, f"it cannot be drawn ({error})"))
    finally:
        document.close()
    return OcrReading(
        engine=ENGINE, engine_version=version(ENGINE), lines=tuple(lines), left=tuple(left)
    )


def _lines(engine: Any, page: Any, number: int) -> list[OcrLine]:
    width, height = page.get_size()
    scale = min(DOTS_PER_INCH / 72, (MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    drawn = page.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
    found = engine(drawn)
    if found.txts is None:
        return []
    rows = zip(found.txts, found.scores, found.boxes, strict=True)
    return [
        OcrLine(page=number, text=str(text), confidence=float(score), box=_box(corners, scale))
        for text, score, corners in rows
    ]


def _box(corners: Any, scale: float) -> tuple[float, float, float, float]:
    across = [float(x) / scale for x, _ in corners]
    down = [float(y) / scale for _, y in corners]
    return (
        round(min(across), 1),
        round(min(down), 1),
        round(max(across), 1),
        round(max(down), 1),
    )


def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise UsageError(
            "OCR", "its engine is not installed", "pip install 'vedette[ocr]'"
        ) from error
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
