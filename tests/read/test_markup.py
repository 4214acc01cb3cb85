"""A page's markup is taken apart into lines that know where they stand."""

from __future__ import annotations

import pytest

from vedette.read.document import read
from vedette.read.markup import Line, lines_of, tree_of

SENTENCES = [
    "The harbour office counted fewer calls in April than in any month since it began to count.",
    "Two ships that had called every week did not come at all, the office said in its notice.",
    "The operator of the terminal said the figures were incomplete and gave none of its own.",
    "A union of dockers said its members had been sent home on eleven days of the month.",
]


def lines(inner: str) -> list[Line]:
    return lines_of(tree_of(f"<html><body>{inner}</body></html>", "x"))


def paragraphs(inner: str) -> list[str]:
    page = f"<html><head><title>Port calls fall in April</title></head><body>{inner}</body></html>"
    reading = read(page.encode(), media_type="text/html", name="x", address="x", version_id="dv")
    return [p.span.quote for p in reading.passages if p.kind == "paragraph"]


def marked(sentences: list[str]) -> str:
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


def test_a_page_that_is_one_form_is_read() -> None:
    """Pages of some servers wrap everything in a form; what is typed into it is left out."""
    found = paragraphs(f"<form><input value='x'>{marked(SENTENCES)}<button>Go</button></form>")
    assert found == SENTENCES


def test_what_shows_when_pointed_at_does_not_cut_a_sentence() -> None:
    """A pop-up inside a sentence becomes a line of its own after it."""
    found = lines(
        "<p>Said Rep. <a>Ann Lund</a><span class='rollover-people-block'>Ann Lund: five reports"
        "</span> of Maine.</p>"
    )
    assert [(line.text, line.zone) for line in found] == [
        ("Said Rep. Ann Lund of Maine.", ""),
        ("Ann Lund: five reports", "popup"),
    ]


def test_a_row_of_a_table_is_one_line_and_a_layout_is_not() -> None:
    """Cells of data stand beside each other, parted by tabs; a laid-out page keeps its blocks."""
    table = (
        "<table><tr><td>Sample Star</td><td>IMO 9000001</td><td></td><td>7,000 t</td></tr></table>"
    )
    assert [line.text for line in lines(table)] == ["Sample Star\tIMO 9000001\t\t7,000 t"]
    layout = f"<table><tr><td>Menu</td><td>{marked(SENTENCES)}</td></tr></table>"
    assert [line.text for line in lines(layout)] == ["Menu", *SENTENCES]


def test_links_are_counted_by_their_letters() -> None:
    """A line knows which share of it leads elsewhere."""
    whole, half, none = lines("<p><a>abcd</a></p><p>ab <a>cd</a></p><p>abcd</p>")
    assert (whole.linked, half.linked, none.linked) == (1.0, 0.5, 0.0)


def test_a_side_part_that_holds_the_report_is_none() -> None:
    """A name does not make the whole report a comment."""
    assert {line.zone for line in lines(f"<div class='comments'>{marked(SENTENCES)}</div>")} == {""}
    beside = lines(f"{marked(SENTENCES)}<div class='comments'><p>So true, thank you.</p></div>")
    assert beside[-1].zone == "comments"


@pytest.mark.parametrize(
    "stray",
    [
        "<div class='related-stories'><a>Gold rate today in the north and in the south</a></div>",
        "<figure><figcaption>A ship at the quay in April, seen from the hill.</figcaption></figure>",
        "<p>Follow the Sample Post on Twitter and Facebook for more on ports.</p>",
        "<p><a>Read more: Ten soups for cold days, and one for warm ones</a></p>",
    ],
)
def test_a_stray_line_between_paragraphs_is_left_out(stray: str) -> None:
    """What leads elsewhere or belongs to a picture is no paragraph, wherever it stands."""
    assert paragraphs(marked(SENTENCES[:2]) + stray + marked(SENTENCES[2:])) == SENTENCES


def test_a_paragraph_may_begin_like_a_button() -> None:
    """A company's name or a first word does not make a sentence page furniture."""
    own = [
        "Shares of the shipping line fell by a tenth after the notice of the harbour office.",
        "Twitter pledged to act against accounts that spread false tables of port calls.",
        "Print runs of the office's yearly book were cut to four hundred copies this spring.",
    ]
    assert paragraphs(marked([*SENTENCES, *own])) == [*SENTENCES, *own]


def test_lists_headings_and_tables_inside_the_report_are_kept() -> None:
    """Short lines count where they stand between paragraphs of the report."""
    inner = (
        f"<article><h1>Port calls fall in April</h1>{marked(SENTENCES[:2])}<h2>What was missing</h2>"
        "<ul><li>The Sample Star, bound for the northern quay</li><li>The Sample Moon</li></ul>"
        f"{marked(SENTENCES[2:])}</article>"
    )
    found = paragraphs(inner)
    assert "What was missing" in found
    assert "The Sample Star, bound for the northern quay" in found
