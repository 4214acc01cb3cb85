"""A copy with the page around it: which of its lines are the report."""

from __future__ import annotations

import textwrap

import pytest

from tests.conftest import read_text
from vedette.read.document import read

REPORT = [
    "The harbour office counted fewer calls in April than in any month since it began to count.",
    "Two ships that had called every week did not come at all, the office said in its notice.",
    "The operator of the terminal said the figures were incomplete and gave none of its own.",
    "A union of dockers said its members had been sent home on eleven days of the month.",
    "The ministry of transport said it would look into the matter before the summer.",
    "Nobody at the shipping line could be reached on Friday, which was a holiday in the port.",
]


def paragraphs(lines: list[str]) -> list[str]:
    text = "\n\n".join(lines)
    reading = read(text.encode(), media_type="text/plain", name="x", address="x", version_id="dv")
    return [p.span.quote for p in reading.passages if p.kind in {"paragraph", "dateline"}]


def test_a_thread_of_comments_is_no_report_however_long() -> None:
    """What readers say may be longer than the report; the marks between tell it apart."""
    thread = ["Top Rated Comments"]
    for n in range(12):
        thread += [
            f"Reader{n}",
            f"{n + 1} days ago at 07:{n + 10} am",
            "I think this was to be expected, because the port has been losing ships for many years.",
            f"Rating: {n + 3} Votes",
        ]
    assert paragraphs(["Port calls fall in April", *REPORT, *thread]) == REPORT


def test_a_box_of_other_reports_does_not_end_the_report() -> None:
    """The report goes on after a list of links inside it, unless another writer is named there."""
    box = [
        f"Ten soups, number {word}"
        for word in ["one", "two", "three", "four", "five", "six", "seven"]
    ]
    assert paragraphs([*REPORT[:3], "Most popular", *box, *REPORT[3:]]) == REPORT
    other = ["Gold rate today in the north", "By Ann Lund", "May 4, 2024"]
    assert paragraphs([*REPORT[:4], *box, *other, *REPORT[4:]]) == REPORT[:4]


def test_a_list_inside_the_report_is_kept_and_a_list_of_teasers_makes_none() -> None:
    """Rows that begin with a number count between paragraphs, never by themselves."""
    rows = [
        "1 Sample Star, 7,000 tonnes",
        "2 Sample Moon, 5,100 tonnes",
        "3 Sample Sun, 900 tonnes",
    ]
    assert paragraphs([*REPORT[:3], *rows, *REPORT[3:]]) == [*REPORT[:3], *rows, *REPORT[3:]]
    teasers = [f"{n} Things to know about the harbour festival this year" for n in range(1, 9)]
    assert paragraphs([*teasers, "Home", "World", "Sport", "Search", "Login", *REPORT]) == REPORT


def test_a_request_to_subscribe_is_left_out() -> None:
    """What asks the reader for an address is no paragraph, though it is a whole sentence."""
    prompt = "Stay up to date with our free newsletter and get the best of the port in your inbox."
    assert paragraphs([*REPORT[:3], prompt, *REPORT[3:], prompt]) == REPORT


def test_the_report_begins_after_its_byline() -> None:
    """A line that sums it up above the writer's name is no paragraph of the report."""
    above = "Calls at the port have fallen, and nobody who knows why is ready to say so in public."
    found = paragraphs([above, "By Ann Lund, Port Editor", "May 3, 2024 at 9:12 am", *REPORT])
    assert found == REPORT


@pytest.mark.parametrize(
    "line", ["Published: May 3, 2024 09:12", "Posted on May 3, 2024 at 9:12 am"]
)
def test_a_line_that_says_when_it_was_published_gives_the_instant(line: str) -> None:
    """A labelled time above the report is its instant, though it opens like the page around it."""
    reading = read_text("\n\n".join(["Port calls fall by a third", line, *REPORT]), "a.txt")
    assert reading.article.published == "2024-05-03T09:12:00"


def test_a_copyright_line_is_not_joined_to_a_wrapped_paragraph() -> None:
    """In a hard-wrapped copy the owner's line right under a full last line stays out of the report."""
    wrapped = [line for part in REPORT for line in textwrap.wrap(part, 60)]
    last = "Nobody at the pier could say when the count begins again."
    text = "\n".join([*wrapped, "", last, "© 2024 The Port Desk"])
    body = [p.span.quote for p in read_text(text, "a.txt").passages if p.kind == "paragraph"]
    assert body[-1] == last


@pytest.mark.parametrize(
    "sentence",
    [
        "สำนักงานท่าเรือรายงานว่าจำนวนเรือที่เข้าเทียบท่าในเดือนเมษายนลดลงมากที่สุดนับตั้งแต่เริ่มมีการนับ",
        "बंदरगाह कार्यालय ने कहा कि अप्रैल में जहाजों की संख्या पहले से बहुत कम रही और कारण नहीं बताया गया।",
    ],
)
def test_scripts_that_part_words_or_sentences_otherwise_are_read(sentence: str) -> None:
    """Words that are not parted and sentences that end in another sign are running text too."""
    report = [f"{sentence} {n}" if n else sentence for n in ("", "๒", "๓", "๔")]
    menu = ["หน้าแรก", "ข่าว", "กีฬา", "ติดต่อ"]
    assert paragraphs([*menu, *report, *menu]) == report
