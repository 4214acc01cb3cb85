"""The sample case says what it is, holds what it promises, and can be made again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vedette.extract.listings import read_list
from vedette.read.document import Reading, read
from vedette.sample import NOTICE, sample_case

CASE = sample_case()
FACTS = (CASE.reports[0].parents[1] / "facts.md").read_text(encoding="utf-8")


def reading(path: Path) -> Reading:
    return read(
        path.read_bytes(), media_type="", name=path.name, address=path.name, version_id="dv_1"
    )


def test_what_the_case_holds() -> None:
    """Eight reports in three formats, and two lists."""
    assert len(CASE.reports) == 8
    assert {path.suffix for path in CASE.reports} == {".txt", ".html", ".pdf"}
    assert len(CASE.lists) == 2
    assert "extract is not the list" in CASE.note


@pytest.mark.parametrize("path", CASE.reports, ids=lambda path: path.name)
def test_every_report_is_marked_and_the_mark_is_furniture(path: Path) -> None:
    """Each report says that it was written for the demonstration, outside its body."""
    read_back = reading(path)
    assert NOTICE in read_back.text
    body = [p.span.quote for p in read_back.passages if p.kind in ("paragraph", "title")]
    assert not any(NOTICE in part for part in body)
    assert "Vedette Sample" in read_back.text


@pytest.mark.parametrize("path", CASE.reports, ids=lambda path: path.name)
def test_every_report_has_its_facts_sourced(path: Path) -> None:
    """The number of each report stands in the first column of the table of facts."""
    number = path.name[:2]
    rows = [line for line in FACTS.splitlines() if re.match(r"\|\s*\d\d", line)]
    cited = {found for row in rows for found in re.findall(r"\d\d", row.split("|")[1])}
    assert number in cited
    assert all(row.rstrip().rstrip("|").split("|")[-1].strip() for row in rows)


@pytest.mark.parametrize("path", CASE.reports, ids=lambda path: path.name)
def test_page_furniture_stays_out_of_the_body(path: Path) -> None:
    """Menus and teasers of the sample pages are set aside."""
    body = " ".join(p.span.quote for p in reading(path).passages if p.kind == "paragraph")
    for word in ("Chess club", "Ten soups", "Rooftop", "pencil", "Marathon", "lighthouse", "Ferry"):
        assert word not in body


@pytest.mark.parametrize("path", CASE.lists, ids=lambda path: path.name)
def test_lists_are_read_as_extracts(path: Path) -> None:
    """The lists pass the strict door without complaint, and each entry says it is an extract."""
    found = read_list(path.read_bytes(), path.name, "0" * 64, floor=0)
    assert found.release.warnings == ()
    assert len(found.listings) >= 8
    assert all("not the list" in (listing.remarks or "") for listing in found.listings)


@pytest.mark.parametrize("path", CASE.reports, ids=lambda path: path.name)
def test_every_report_has_its_moment(path: Path) -> None:
    """Each report prints when it was published, and that is read from every format."""
    assert reading(path).article.published


def test_two_reports_carry_one_copy() -> None:
    """Reports 01 and 02 share an agency's paragraphs word for word."""
    bodies = [
        {p.span.quote for p in reading(path).passages if p.kind == "paragraph"}
        for path in CASE.reports[:2]
    ]
    assert len(bodies[0] & bodies[1]) >= 4


def test_the_pdf_is_made_again_byte_for_byte(tmp_path: Path) -> None:
    """The PDF in the package is what its script writes."""
    pytest.importorskip("reportlab")
    from vedette.sample.make_pdf import write

    write(tmp_path / "again.pdf")
    shipped = next(path for path in CASE.reports if path.suffix == ".pdf")
    assert (tmp_path / "again.pdf").read_bytes() == shipped.read_bytes()
