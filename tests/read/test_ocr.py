"""A scanned page is read line by line, each with its place and the engine's doubt."""

from __future__ import annotations

import io

import pytest

from vedette.engine.bounded import BoundedCalls
from vedette.errors import InputTooLarge, MalformedInput
from vedette.read import ocr

pytest.importorskip("rapidocr")
SAID = "The tanker turned off its transponder"


def _pages(*scanned: bool) -> bytes:
    """A PDF whose pages are pictures of text, or the text itself."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    def written() -> bytes:
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=(420, 200))
        canvas.setFont("Helvetica", 18)
        canvas.drawString(40, 150, SAID)
        canvas.save()
        return target.getvalue()

    document = pypdfium2.PdfDocument(written())
    picture = document[0].render(scale=3).to_pil()
    document.close()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(420, 200))
    for is_scan in scanned:
        if is_scan:
            canvas.drawImage(ImageReader(picture), 0, 0, 420, 200)
        else:
            canvas.drawString(40, 150, SAID)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_a_scan_is_read_in_a_bounded_child_and_a_text_layer_is_left_alone() -> None:
    """The words, the page, the box where they were drawn; the page with text is named as left."""
    with BoundedCalls(time_s=200) as child:
        found = child.call("vedette.read.ocr:read_scan", _pages(True, False), "x.pdf", name="x.pdf")
    assert found.engine == "rapidocr"
    assert found.engine_version
    [line] = found.lines
    assert line.text.replace(" ", "") == SAID.replace(" ", "")
    assert line.page == 1
    assert 0.8 < line.confidence <= 1
    left, top, right, bottom = line.box
    assert 30 < left < 50 < 300 < right < 420
    assert 20 < top < 50 < bottom < 70
    assert found.left == ((2, "it has a text layer"),)


def test_pages_and_time_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many pages are refused; pages after the time are named; rubbish is said to be that."""
    found = ocr.read_scan(_pages(True), "x.pdf", time_s=-1)
    assert not found.lines
    assert found.left[0][0] == 1
    monkeypatch.setattr(ocr, "MAX_PAGES", 1)
    with pytest.raises(InputTooLarge, match="claims 2 pages"):
        ocr.read_scan(_pages(True, True), "x.pdf")
    with pytest.raises(MalformedInput):
        ocr.read_scan(b"%PDF-1.7 rubbish", "x.pdf")
