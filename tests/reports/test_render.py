"""Writing a dossier: all or nothing, the same bytes each time, captured text never alive."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from vedette.errors import ReportError
from vedette.reports.dossier import build
from vedette.reports.inputs import DossierInputs
from vedette.reports.nouns import Dossier, Paragraph, Section, Sentence
from vedette.reports.render import FORMS, Form, render, write_dossier

HOSTILE = (
    "Harbour Gazette\n\n"
    "Minister calls cargo 'a scandal' after rifles reach Westland\n\n"
    "GENEVA, May 3 (Alpha Wire): Norland <script>alert(1)</script> said on Friday that Sudland had "
    "shipped 40 crates ![x](http://evil.example/x.png) | [^1]: <img src=x onerror=alert(1)> of "
    "{{ 7 * 7 }} rifles to Westland on 1 May 2024.\n"
    '"We saw the crates," foreign minister Ana Ruiz said.\n'
    "Sudland denied that it had shipped any arms."
)


class Page(HTMLParser):
    """Collects what matters of a page: tags, ids, links, and addresses that would be fetched."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.handlers: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)
            if name in {"src", "srcset", "data", "poster", "action"}:
                self.fetched.append(f"{tag} {value}")
            if name.startswith("on"):
                self.handlers.append(name)


def refused(dossier: Dossier) -> Dossier:
    extra = Section(
        section_id="extra", title="Extra", blocks=(Paragraph((Sentence("Bare.", ()),)),)
    )
    return replace(dossier, sections=(*dossier.sections, extra))


@pytest.mark.parametrize("form", FORMS)
def test_a_refused_dossier_is_not_rendered(dossier: Dossier, form: Form) -> None:
    """Every form refuses, and the message lists the problem."""
    with pytest.raises(ReportError, match=r"\[uncited\] extra"):
        render(refused(dossier), form)


def test_a_refused_dossier_leaves_no_file(dossier: Dossier, tmp_path: Path) -> None:
    """Nothing is written, not even the folder, and an older dossier stays as it was."""
    with pytest.raises(ReportError):
        write_dossier(refused(dossier), tmp_path / "new")
    assert not (tmp_path / "new").exists()
    before = [path.read_bytes() for path in write_dossier(dossier, tmp_path)]
    with pytest.raises(ReportError):
        write_dossier(refused(dossier), tmp_path)
    assert before == [(tmp_path / f"dossier.{form}").read_bytes() for form in FORMS]


@pytest.mark.parametrize("form", FORMS)
def test_same_rows_same_bytes(inputs: DossierInputs, form: Form) -> None:
    """Two builds of the same rows give the same text."""
    assert render(build(inputs), form) == render(build(inputs), form)


def test_the_page_is_self_contained(dossier: Dossier) -> None:
    """No script, nothing fetched, no link that leaves the page."""
    page = Page(render(dossier, "html"))
    assert "script" not in page.tags
    assert page.fetched == []
    assert page.handlers == []
    assert all(link.startswith("#") for link in page.links)
    assert "url(" not in render(dossier, "html").replace("url(#soft", "")


def test_every_link_of_the_page_leads_somewhere(dossier: Dossier) -> None:
    """Each footnote number, each way back and each place in the appendix exists, once."""
    page = Page(render(dossier, "html"))
    assert {link[1:] for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_captured_markup_stays_text_on_the_page(
    make_inputs: Callable[..., DossierInputs],
) -> None:
    """Tags, handlers and template marks in a report are shown, never obeyed."""
    markup = render(build(make_inputs(first_text=HOSTILE)), "html")
    page = Page(markup)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert page.handlers == []
    assert "&lt;script&gt;" in markup
    assert "{{ 7 * 7 }}" in markup


def test_captured_markup_stays_text_in_markdown(
    make_inputs: Callable[..., DossierInputs],
) -> None:
    """Images, tags, cells and footnotes written into a report are escaped."""
    text = render(build(make_inputs(first_text=HOSTILE)), "md")
    assert "![x]" not in text
    assert "<script>" not in text
    assert re.search(r"(?<!\\)<img", text) is None
    assert re.search(r"(?<!\\)\[\^1\]: \\?<img", text) is None


def test_every_markdown_footnote_is_defined_and_used(dossier: Dossier) -> None:
    """The footnotes that are cited are those that stand below, each once."""
    text = render(dossier, "md")
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.M)
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    assert len(defined) == len(set(defined))
    assert set(defined) == used


def test_markdown_tables_keep_their_columns(
    make_inputs: Callable[..., DossierInputs],
) -> None:
    """A bar inside a report's words never opens a new cell."""
    text = render(build(make_inputs(first_text=HOSTILE)), "md")
    width = 0
    for line in text.splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        bars = len(re.findall(r"(?<!\\)\|", line))
        assert width in (0, bars), line
        width = bars


def test_json_holds_what_checks_it(dossier: Dossier) -> None:
    """From the JSON alone, each quote can be compared with its report's text and each hash read."""
    data = json.loads(render(dossier, "json"))
    assert data["schema"] == "vedette.dossier/1"
    documents = {document["number"]: document for document in data["documents"]}
    spans = [note for note in data["footnotes"] if note["kind"] == "span"]
    assert spans
    for note in spans:
        span = note["span"]
        assert documents[note["document"]]["text"][span["start"] : span["end"]] == span["quote"]
    assert all(len(document["sha256"]) == 64 for document in documents.values())


def test_json_leaves_the_page_around_a_report_out(dossier: Dossier) -> None:
    """What is no part of a report is white space in its text, so that offsets still hold."""
    entry = dossier.documents[0]
    page = "Buy a phone today"
    longer = replace(entry, text=f"{entry.text}\n{page}")
    data = json.loads(render(replace(dossier, documents=(longer, *dossier.documents[1:])), "json"))
    (written,) = [d for d in data["documents"] if d["number"] == entry.number]
    assert page not in written["text"]
    assert len(written["text"]) == len(longer.text)


def test_the_three_forms_number_alike(dossier: Dossier) -> None:
    """Footnote 7 is footnote 7 in each form."""
    data = json.loads(render(dossier, "json"))
    page = Page(render(dossier, "html"))
    numbers = [note["number"] for note in data["footnotes"]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {f"n{number}" for number in numbers} <= set(page.ids)
    assert len(re.findall(r"^\[\^\d+\]:", render(dossier, "md"), re.M)) == len(numbers)


def test_status_is_said_in_words(dossier: Dossier) -> None:
    """Colour is never the only sign of a contradiction, a check or a verdict."""
    markup = render(dossier, "html")
    for words in ("They contradict each other", "Transposed", "Near miss", "Speaks against it"):
        assert words in markup
