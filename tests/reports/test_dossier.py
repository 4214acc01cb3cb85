"""What a dossier holds, and that it is the same whenever it is built from the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from vedette.errors import UnknownId
from vedette.reports.dossier import build
from vedette.reports.inputs import DossierInputs, Scope
from vedette.reports.lint import lint
from vedette.reports.nouns import Dossier, Section, Table, Timeline


def part(dossier: Dossier, section_id: str) -> Section:
    return next(section for section in dossier.sections if section.section_id == section_id)


def texts(section: Section) -> list[str]:
    return [s.text for block in section.all_blocks() for s in block.all_sentences()]


def rows(section: Section) -> Iterator[tuple[str, ...]]:
    for block in section.all_blocks():
        if isinstance(block, Table):
            yield from (tuple(cell.text for cell in row.cells) for row in block.rows)


def test_method_comes_first_and_limits_last(dossier: Dossier) -> None:
    """The standard of evidence is read before anything else, the limits after everything."""
    ids = [section.section_id for section in dossier.sections]
    assert ids[0] == "method"
    assert ids[-1] == "limits"
    assert ids == [
        "method",
        "summary",
        "timeline",
        "statements",
        "origins",
        "comparison",
        "incidents",
        "politics",
        "screening",
        "evidence",
        "limits",
    ]


def test_the_case_passes_its_own_linter(dossier: Dossier) -> None:
    """Every sentence the sections write stands on a footnote that holds."""
    assert lint(dossier) == ()


def test_same_rows_same_dossier(inputs: DossierInputs) -> None:
    """The order in which rows arrive changes nothing in what is said of each report."""
    turned = replace(inputs, bundles=tuple(reversed(inputs.bundles)))
    assert build(inputs) == build(inputs)
    assert build(turned).documents == build(inputs).documents


def test_open_days_stay_open_and_come_last(dossier: Dossier) -> None:
    """An event whose text gives no day is shown as open, after those that have one."""
    timeline = next(b for b in part(dossier, "timeline").blocks if isinstance(b, Timeline))
    days = [entry.row.cells[0].text for entry in timeline.entries]
    assert days.index("Open") > days.index("1 May 2024 (report 1); open (report 2)")
    assert days[-1] == "Open"


def test_a_denial_is_an_entry_of_its_own(dossier: Dossier) -> None:
    """What is alleged and its denial never share a line, even when they are one claim."""
    timeline = next(b for b in part(dossier, "timeline").blocks if isinstance(b, Timeline))
    held = [entry.row.cells[3].text for entry in timeline.entries]
    assert "Arms transfer: alleged" in held
    assert "Arms transfer: denied" in held


def test_law_days_are_marked_as_not_told(dossier: Dossier) -> None:
    """A day that only the law data give is not passed off as reported."""
    timeline = next(b for b in part(dossier, "timeline").blocks if isinstance(b, Timeline))
    law = [entry for entry in timeline.entries if entry.kind == "law"]
    assert [entry.row.cells[0].text for entry in law] == ["20 April 2024", "30 April 2024"]
    assert all("not told by a report" in entry.row.cells[3].text for entry in law)


def test_headline_quotation_without_support_is_flagged(dossier: Dossier) -> None:
    """Words quoted in a headline and missing from the body are said to be missing."""
    flagged = [row for row in rows(part(dossier, "statements")) if "Headline." in row[1]]
    assert len(flagged) == 1
    assert "does not contain the words quoted in its headline" in flagged[0][1]


def test_direct_and_indirect_words_are_told_apart(dossier: Dossier) -> None:
    """Quoted words and a report's own words for what was said are never mixed up."""
    given = {row[0]: row[1] for row in rows(part(dossier, "statements"))}
    assert given["Sudland"].startswith("In the words of report 1, not the speaker's")
    assert any("Quoted by report 1: “We saw the crates”" in row for row in given.values())
    assert "The report's word for it: “denied”" in given["Sudland"]


def test_a_pair_of_reports_has_one_table(dossier: Dossier) -> None:
    """A difference given the other way round stands in the same columns, contradictions first."""
    tables = [
        block for block in part(dossier, "comparison").all_blocks() if isinstance(block, Table)
    ]
    assert [table.caption for table in tables] == ["Report 1 and report 2"]
    assert [row.tone for row in tables[0].rows] == ["contradicts", "shared"]
    assert "40 crates" in tables[0].rows[1].cells[1].text
    assert "60 crates" in tables[0].rows[1].cells[2].text


def test_what_one_report_tells_alone_is_said_so(dossier: Dossier) -> None:
    """A clause without a twin is listed under the report that tells it."""
    assert "Only report 1 tells:" in texts(part(dossier, "comparison"))


def test_incident_shows_both_sides_and_the_paragraph(dossier: Dossier) -> None:
    """An incident stands with its paragraph, how far that was checked, and what speaks against."""
    found = list(rows(part(dossier, "incidents")))
    assert any(row[0] == "S/RES/1 (2020), paragraph 8" and row[2] == "Transposed" for row in found)
    stances = [row[0] for row in found if row[0].startswith("Speaks")]
    assert stances == ["Speaks for it", "Speaks against it"]
    assert ("Law of the day", "1 May 2024 (the day the text gives)") in found


def test_relayed_words_keep_their_marks_only_where_a_footnote_holds_them(dossier: Dossier) -> None:
    """Another stage's quotation becomes single-marked when no footnoted words hold it."""
    reason = next(t for t in texts(part(dossier, "incidents")) if "as its day" in t)
    assert "“1 May 2024”" in reason
    assert "‘sources’" in reason


def test_vote_and_mandate_come_from_the_law_data(dossier: Dossier) -> None:
    """A veto is shown with its roll call, the rule's outcome, the record and the mandate's end."""
    found = dict(row for row in rows(part(dossier, "politics")) if len(row) == 2)
    assert found["Against"] == "Russia"
    assert found["Outcome by the voting rule"] == "Vetoed"
    assert found["Outcome as recorded"].startswith("Not adopted")
    assert found["Last day"] == "30 April 2024"


def test_screening_never_reads_as_a_clearance(dossier: Dossier) -> None:
    """Gaps are named, and the absence of hits is said not to clear anybody."""
    said = " ".join(texts(part(dossier, "screening")))
    assert "Not searched: Another list." in said
    assert "is not cleared" in said


def test_one_story_leaves_the_other_out(make_inputs: Callable[..., DossierInputs]) -> None:
    """A dossier on one story holds the readings of its paragraphs and nothing of the other."""
    dossier = build(make_inputs(Scope("story", "so_2")))
    assert lint(dossier) == ()
    assert [document.name for document in dossier.documents] == ["second.txt"]
    said = " ".join(sentence.text for _, sentence in dossier.all_sentences())
    assert "veto" in said
    assert "rifles" not in said


def test_one_incident(make_inputs: Callable[..., DossierInputs]) -> None:
    """A dossier on one incident is headed by its id and holds its story."""
    dossier = build(make_inputs(Scope("incident", "XS-2024-0001")))
    assert lint(dossier) == ()
    assert dossier.title.text == "Dossier on incident XS-2024-0001, from 2 reports"
    assert part(dossier, "incidents").subsections[0].section_id == "XS-2024-0001"


@pytest.mark.parametrize("kind", ["story", "incident"])
def test_unknown_scope_says_how_to_list(
    make_inputs: Callable[..., DossierInputs], kind: str
) -> None:
    """Asking for what is not there names it and the command that lists what is."""
    with pytest.raises(UnknownId, match="vedette"):
        build(make_inputs(Scope(kind, "nowhere")))  # type: ignore[arg-type]


def test_no_reports_make_an_honest_dossier(inputs: DossierInputs) -> None:
    """Nothing read gives a dossier that says so and still passes."""
    bare = DossierInputs(
        bundles=(),
        sources={},
        knowledge_time=inputs.knowledge_time,
        vedette_version="0",
        generated_on="2024-05-06",
    )
    dossier = build(bare)
    assert lint(dossier) == ()
    assert "no story, incident, political event" in " ".join(texts(part(dossier, "summary")))


def test_a_narrow_dossier_does_not_claim_the_screening_as_its_own(
    make_inputs: Callable[..., DossierInputs],
) -> None:
    """Names are counted over the workspace, so a dossier on one story says that they are."""
    whole, narrow = build(make_inputs()), build(make_inputs(Scope("story", "so_1")))
    assert "1 name in 2 reports went through screening." in texts(part(whole, "screening"))
    assert any("all reports of the workspace" in t for t in texts(part(narrow, "screening")))
