"""Mail, saved pages and Word documents are read like other reports."""

from __future__ import annotations

import contextlib
import io
import zipfile
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import EmptyInput, InputError, InputTooLarge, MalformedInput
from vedette.read import docx
from vedette.read.document import Reading, read

BODY = (
    "OSLO, March 15 (Reuters) - Norway said on Friday that alleged arms transfers between Moscow and "
    "Pyongyang had to be examined by independent experts as soon as possible.\n\n"
    "The foreign ministry said it had seen no proof of any delivery so far, and that the panel of "
    "experts had to be able to finish its work in New York this spring.\n"
)


def take(data: bytes, name: str = "x") -> Reading:
    return read(data, media_type="", name=name, address=f"file:///{name}", version_id=f"dv_{name}")


def mail(**parts: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Press Office <press@ministry.example>"
    message["To"] = "list@example.org"
    message["Subject"] = "Norway asks for =?utf-8?q?independent_experts?="
    message["Date"] = "Fri, 15 Mar 2024 09:30:00 +0100"
    message["Message-ID"] = "<1@ministry.example>"
    message.set_content(parts.get("plain", BODY))
    if "html" in parts:
        message.add_alternative(parts["html"], subtype="html")
    message.add_attachment(
        b"\x00\x01", maintype="application", subtype="octet-stream", filename="a"
    )
    return message.as_bytes()


def test_a_message_is_read_under_its_subject() -> None:
    """The subject is the headline, the paragraphs are the body's, the day is the sender's."""
    reading = take(mail())
    assert reading.article.titles[0] == "Norway asks for independent experts"
    assert reading.article.n_paragraphs == 2
    assert reading.article.published == "2024-03-15T09:30:00+01:00"
    assert reading.layer.extractor == "mime, text-lines"
    for passage in reading.passages:
        assert passage.span.checked(reading.text)


def test_a_zone_that_is_not_known_is_not_made_up() -> None:
    """The offset -0000 says that the sender's zone is unknown; the time then has none."""
    reading = take(mail().replace(b"+0100", b"-0000"))
    assert reading.article.published == "2024-03-15T09:30:00"


def test_a_saved_page_is_read_as_the_page() -> None:
    """MHTML gives the page inside it, its title and paragraphs."""
    page = MIMEMultipart("related")
    page["From"] = "<Saved by a browser>"
    page["Snapshot-Content-Location"] = "https://a.example/1"
    page["Subject"] = "Norway asks"
    page["MIME-Version"] = "1.0"
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY.strip().split("\n\n"))
    page.attach(
        MIMEText(
            f"<html><body><article><h1>Norway asks</h1>{paragraphs}</article></body></html>", "html"
        )
    )
    reading = take(page.as_bytes(), "a.mhtml")
    assert reading.article.n_paragraphs == 2
    assert reading.article.titles[0] == "Norway asks"
    assert reading.layer.extractor.startswith("mime, html")


def test_a_message_without_text_is_told() -> None:
    """A message that holds nothing but attachments is refused with a remedy."""
    with pytest.raises(EmptyInput, match="no text"):
        take(mail(plain=" \n"))


def test_a_press_text_that_begins_with_headers_is_no_message() -> None:
    """Two lines with colons at the top of a text copy do not make it a message."""
    text = f"Update: 15 March\nTopic: sanctions\n\nNorway asks for experts\n\n{BODY}"
    assert take(text.encode()).layer.extractor == "text-lines"


def word(paragraphs: list[str], title: str = "") -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "IMO", "9187629"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_document_is_read() -> None:
    """Title, paragraphs and tables come in their order."""
    reading = take(word(BODY.strip().split("\n\n"), "Norway asks for experts"), "a.docx")
    assert reading.article.titles[0] == "Norway asks for experts"
    assert reading.article.n_paragraphs >= 2
    assert "IMO | 9187629" in reading.text
    assert reading.layer.extractor == "docx"


def test_a_word_document_that_unpacks_to_too_much_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it claims to unpack to is bounded before it is opened."""
    monkeypatch.setattr(docx, "MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(InputTooLarge, match="unpacks"):
        take(word([BODY]), "a.docx")


def test_a_damaged_word_document_is_told() -> None:
    """A package that is no document gives a reason and a remedy."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<broken")
        archive.writestr("word/document.xml", "<broken")
    with pytest.raises(MalformedInput, match="cannot be opened"):
        take(out.getvalue(), "a.docx")


@settings(max_examples=60)
@given(rest=st.binary(max_size=300))
def test_any_message_is_read_or_refused(rest: bytes) -> None:
    """Headers followed by anything never fail in another way than an input error."""
    data = (
        b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n" + rest
    )
    with contextlib.suppress(InputError):
        assert take(data).text
