"""Reports are told from the page around them, and every part is a span of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import (
    EmptyInput,
    InputError,
    InputTooLarge,
    MalformedInput,
    UnsupportedInput,
)
from vedette.read.document import Reading, read

PAGE = """<!doctype html><html lang="en"><head><title>Port calls fall | Sample Post</title>
<meta property="og:site_name" content="Sample Post">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Port calls fall",
"datePublished":"2024-05-02T08:00:00+02:00","author":{"name":"Jo Tern"}}</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Port calls fall</h1>
<p>Calls at the eastern port fell by a third in April, the harbour office said on Thursday, and no
reason was given for the change in its short notice.</p>
<p>Two ships that had called every week did not come at all, according to the office, which counts
arrivals by hand and publishes them at the end of each month.</p>
<p>The operator of the terminal did not answer questions. It has said before that the figures of
the office are incomplete and that its own books show no such fall.</p></article>
<aside><h3>Most read</h3><ul><li>Ten soups</li><li>Gold rate today</li></ul></aside>
<footer>All rights reserved</footer></body></html>"""


def get(data: bytes, name: str = "x") -> Reading:
    return read(data, media_type="", name=name, address=name, version_id="dv_x")


def kinds(reading: Reading, kind: str) -> list[str]:
    return [p.span.quote for p in reading.passages if p.kind == kind]


def test_a_copy_gives_its_parts_and_leaves_the_page_behind(make_reading, copy_text: str) -> None:
    """Title, byline, time, dateline, credit and paragraphs are found; teasers are furniture."""
    reading = make_reading(copy_text)
    article = reading.article
    assert article.titles == ("Norland envoy denies sending shells to North Korea",)
    assert article.byline == "Ana Brik"
    assert article.published == "2024-03-15T09:30:00"
    assert article.agency == "agency:reuters"
    assert article.agency_basis == "dateline"
    assert article.dateline_place == "OSLO"
    assert article.reference_on == "2024-03-15"
    assert article.n_paragraphs == 3
    assert kinds(reading, "paragraph")[0].startswith("Norway said on Friday")
    assert any("recipes" in line for line in kinds(reading, "furniture"))


def test_every_passage_is_a_span_of_the_text(make_reading, copy_text: str) -> None:
    """The byte-match gate holds for each passage: the text at its offsets is its quote."""
    for reading in (make_reading(copy_text), get(PAGE.encode())):
        for passage in reading.passages:
            span = passage.span
            assert reading.text[span.start : span.end] == span.quote


def test_a_page_gives_its_report_and_what_its_markup_says() -> None:
    """On a saved page the menus are furniture, the markup names outlet, author and time."""
    reading = get(PAGE.encode())
    assert len(kinds(reading, "paragraph")) == 3
    assert reading.article.titles[0] == "Port calls fall"
    assert reading.article.outlet == "Sample Post"
    assert reading.article.byline == "Jo Tern"
    assert reading.article.published == "2024-05-02T08:00:00+02:00"
    assert not any("soups" in text for text in kinds(reading, "paragraph"))


def test_the_head_of_a_page_is_told_by_its_markup() -> None:
    """Site before publisher, the agency of a byline, both times; a menu's lines are no titles."""
    page = PAGE.replace(
        '"author":{"name":"Jo Tern"}',
        '"author":"By Ann Lund, Associated Press",\
"publisher":{"name":"Associated Press"},"dateModified":"2024-05-03T10:00:00Z"',
    ).replace(
        "<h1>Port calls fall</h1>",
        "<div>Life in the City</div><h1>Calls at the port fall &amp; fall</h1>"
        "<div>Port calls fall in April</div>",
    )
    reading = get(page.encode())
    assert reading.article.byline == "Ann Lund, Associated Press"
    assert reading.article.agency == "agency:ap"
    assert reading.article.outlet == "Sample Post"
    assert [p.value for p in reading.passages if p.kind == "updated"] == ["2024-05-03T10:00:00Z"]
    assert reading.article.titles == (
        "Port calls fall",
        "Calls at the port fall & fall",
        "Port calls fall in April",
    )


def test_a_hard_wrapped_copy_gives_whole_paragraphs(make_reading) -> None:
    """Lines broken at one width are one paragraph until a blank line."""
    first = "The office counted the calls by hand and wrote that they had fallen by a third since. "
    import textwrap

    body = "\n\n".join(
        textwrap.fill((first + f"Note {n} was added later. ") * 3, 72) for n in range(4)
    )
    reading = make_reading("Calls fell by a third in April\n\n" + body)
    assert reading.article.n_paragraphs == 4


def test_a_photo_credit_is_no_agency_credit(make_reading) -> None:
    """Who took the picture says nothing about whose text it is."""
    text = (
        "Ships idle at the pier\n\nA file photo shows ships at the pier in spring. — AFP\n\n"
        "BUSAN, May 4 (Yonhap) -- Ships lay idle at the pier on Saturday, the harbour office said, "
        "and it could not say when they would leave again for their next port of call.\n\n"
        "The crews were on board and had food for a month, the office added in its daily notice.\n"
    )
    reading = make_reading(text)
    assert reading.article.agency == "agency:yonhap"
    assert [p.value for p in reading.passages if p.kind == "photo_credit"] == ["agency:afp"]
    assert kinds(reading, "photo_credit") == ["AFP"]


@pytest.mark.parametrize(
    ("dateline", "place", "on", "agency"),
    [
        ("MOSCOW, Mar 29 (Reuters): ", "MOSCOW", "2024-03-29", "agency:reuters"),
        (
            "Oslo, (APP - Some Post / Other Post - 2nd Apr, 2024) ",
            "Oslo",
            "2024-04-02",
            "agency:app",
        ),
        ("SEOUL, March 29 (Yonhap) -- ", "SEOUL", "2024-03-29", "agency:yonhap"),
        ("UNITED NATIONS, March 28. /TASS/. ", "UNITED NATIONS", "2024-03-28", "agency:tass"),
        ("GENEVA, 29 March 2024 — ", "GENEVA", "2024-03-29", None),
        ("WASHINGTON — ", "WASHINGTON", None, None),
        ("TOKYO (Kyodo) — ", "TOKYO", None, "agency:kyodo"),
        ("COLUMBIA, S.C. (AP) — ", "COLUMBIA, S.C.", None, "agency:ap"),
    ],
)
def test_datelines_in_many_houses_styles(
    dateline: str, place: str, on: str | None, agency: str | None
) -> None:
    """Place, day and agency are read from the styles of many houses; the sentence begins after."""
    from vedette.read.datelines import find_dateline

    rest = "Ministers met for talks on ships and coal."
    found = find_dateline(dateline + rest, "2024-04-03")
    assert found is not None
    assert (found.place, found.on) == (place, on)
    assert (found.agency.ref if found.agency else None) == agency
    assert (dateline + rest)[found.end :] == rest


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia (not its allies) voted against the text.",
        "Maria said so.",
        "A deal — at last — was made.",
    ],
)
def test_no_dateline_where_there_is_none(sentence: str) -> None:
    """An ordinary first sentence is not cut."""
    from vedette.read.datelines import find_dateline

    assert find_dateline(sentence) is None


def test_a_pdf_gives_its_pages_and_paragraphs(tmp_path: Path) -> None:
    """Text of a PDF is read with the offset where each page ends."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen import canvas

    path = tmp_path / "x.pdf"
    pdf = canvas.Canvas(str(path), pagesize=A4)
    for page in range(2):
        for row in range(12):
            pdf.drawString(
                60, 780 - 14 * row, f"On page {page} the office wrote line {row} of a notice"
            )
        pdf.showPage()
    pdf.save()
    reading = get(path.read_bytes(), "x.pdf")
    assert len(reading.layer.pages) == 2
    assert reading.layer.pages[-1] == len(reading.text)
    assert "On page 1" in reading.text[reading.layer.pages[0] :]


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyInput, "empty"),
        (b"  \n\t ", EmptyInput, "empty"),
        (bytes(range(256)) * 20, UnsupportedInput, "binary"),
        (b"PK\x03\x04" + b"x" * 50, UnsupportedInput, "zip"),
        (b"%PDF-1.4\n1 0 obj <<", MalformedInput, "PDF"),
        (b"<?xml version='1.0'?><CONSOLIDATED_LIST/>", UnsupportedInput, "lists add"),
        (b"a" * (17 * 2**20), InputTooLarge, "limit"),
        (b"<html><body>" + b"<p>x</p>" * 210_000, InputTooLarge, "elements"),
        (b"<div>" * 150_000, EmptyInput, "no visible text"),
    ],
)
def test_bad_input_says_what_and_what_to_do(
    data: bytes, error: type[InputError], says: str
) -> None:
    """Each kind of bad bytes has its own error that names the file, the cause and a remedy."""
    with pytest.raises(error) as caught:
        get(data, "bad.file")
    assert says in str(caught.value)
    assert caught.value.remedy


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400) | st.text(alphabet='Aa .\n—()"“”:', max_size=300))
def test_any_text_is_read_or_refused_on_purpose(text: str) -> None:
    """Whatever the characters, reading gives true spans or an error of ours, never a surprise."""
    try:
        reading = get(text.encode("utf-8", errors="ignore"))
    except InputError:
        return
    for passage in reading.passages:
        passage.span.checked(reading.text)


def test_a_broken_byte_does_not_spoil_the_rest(copy_text: str) -> None:
    """One unreadable byte in UTF-8 is one unreadable place, told in the layer; not mojibake."""
    marked = copy_text.replace('"', "“", 1)
    data = marked.encode()
    at = data.index("“".encode())
    reading = get(data[: at + 30] + b"\xff" + data[at + 30 :])
    assert "“" in reading.text
    assert reading.text.count("\ufffd") == 1
    assert reading.layer.extractor == "text-lines, utf-8 (1 places unreadable)"


def test_a_guessed_encoding_is_told_and_a_known_one_is_not(copy_text: str) -> None:
    """The text layer says how its bytes were read where that was a guess."""
    french = copy_text.replace(". ", ". Détaillé. ", 3)
    assert get(french.encode()).layer.extractor == "text-lines"
    assert "(detected)" in get(french.encode("cp1252")).layer.extractor


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_no_binary_file(copy_text: str, encoding: str) -> None:
    """Every second byte is zero, always on the same side: that is text."""
    assert get(copy_text.encode(encoding)).text == get(copy_text.encode()).text


def test_short_paragraphs_of_another_language_are_kept() -> None:
    """The absence of English function words says nothing where the page is not English."""
    lines = [
        "Le ministre dit non aux sanctions",
        "Le ministre a déclaré vendredi que la résolution était dépassée, à l'issue d'une réunion.",
        "Les autorités ont précisé que les mesures resteraient en vigueur partout dans le pays.",
        "Il a ajouté qu'aucune décision n'avait été prise au sujet du comité.",
        "Un porte-parole a refusé de commenter l'affaire, évoquée par plusieurs médias coréens.",
    ]
    assert kinds(get("\n\n".join(lines).encode()), "paragraph") == lines[1:]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_encodings_are_recognised(encoding: str) -> None:
    """The same Russian text is read the same in every encoding it may come in."""
    line = "Москва сообщила в четверг, что поставки продолжались всю весну и были прекращены летом."
    lines = [f"{n}. {line} Всего было {n} судов, и ни одно не вернулось." for n in range(2, 7)]
    reading = get("\n\n".join(lines).encode(encoding))
    assert line in reading.text
    assert reading.layer.language == "ru"


def test_the_two_real_reports_exactly(shared: Path) -> None:
    """Of the two real copies the body paragraphs are 9 and 11 and nothing of the page is in them."""
    found = {}
    for path in sorted((shared / "news").glob("*.txt")):
        reading = get(path.read_bytes(), path.name)
        found[path.name[:3]] = reading
        body = " ".join(kinds(reading, "paragraph") + list(reading.article.titles))
        for word in ("Wahaj", "Shangla", "Infinix", "vivo", "T20I", "Pound"):
            assert word not in body
    first, second = found["000"].article, found["002"].article
    assert (first.n_paragraphs, second.n_paragraphs) == (9, 11)
    assert (first.agency, second.agency) == ("agency:app", "agency:reuters")
    assert first.outlet == "UrduPoint / Pakistan Point News"
    assert first.published == "2024-03-29T16:50:00"
    assert len(second.titles) == 2
    assert [p.value for p in found["002"].passages if p.kind == "photo_credit"] == ["agency:afp"]
