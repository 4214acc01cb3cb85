"""What the linter refuses, one sentence at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vedette.reports.dossier import build
from vedette.reports.inputs import DossierInputs
from vedette.reports.lint import Problem, lint, own_words
from vedette.reports.nouns import (
    BasisNote,
    Dossier,
    Footnote,
    Paragraph,
    Section,
    Sentence,
    SpanNote,
    Table,
)

BASIS = BasisNote(rule="a rule", rows=("ro_1",))


def with_sentence(dossier: Dossier, sentence: Sentence) -> Dossier:
    extra = Section(section_id="extra", title="Extra", blocks=(Paragraph((sentence,)),))
    return replace(dossier, sections=(*dossier.sections, extra))


def problems(
    dossier: Dossier, text: str, *notes: Footnote, quotes: Sequence[str] = (), **more: str
) -> list[str]:
    sentence = Sentence(text, notes, tuple(quotes), **more)  # type: ignore[arg-type]
    return [problem.rule for problem in lint(with_sentence(dossier, sentence))]


def any_span(dossier: Dossier) -> SpanNote:
    return next(
        note
        for _, sentence in dossier.all_sentences()
        for note in sentence.footnotes
        if isinstance(note, SpanNote)
    )


def test_an_uncited_sentence_is_refused(dossier: Dossier) -> None:
    """A sentence without a footnote never leaves."""
    assert problems(dossier, "Something happened.") == ["uncited"]
    assert problems(dossier, "Something was computed.", BASIS) == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_sentence_stripped_of_its_footnotes_is_refused(
    inputs: DossierInputs, data: st.DataObject
) -> None:
    """Whichever sentence loses its footnotes, the linter finds it."""
    dossier = build(inputs)
    found = [sentence for _, sentence in dossier.all_sentences()]
    chosen = found[data.draw(st.integers(0, len(found) - 1))]
    bare = with_sentence(dossier, replace(chosen, footnotes=()))
    assert "uncited" in {problem.rule for problem in lint(bare)}


def test_a_footnote_whose_words_are_not_there_is_refused(dossier: Dossier) -> None:
    """A span one character off, or in another report, is found."""
    note = any_span(dossier)
    moved = replace(note, span=replace(note.span, start=note.span.start + 1, end=note.span.end + 1))
    strange = replace(note, document=99)
    assert problems(dossier, "It is told.", moved) == ["span"]
    assert problems(dossier, "It is told.", strange) == ["span"]
    assert problems(dossier, "It is told.", note) == []


@pytest.mark.parametrize("mark", ["“{}”", '"{}"', "«{}»"])
def test_quoted_words_no_footnote_holds_are_refused(dossier: Dossier, mark: str) -> None:
    """Quotation marks of any kind must hold words of a footnote."""
    note = any_span(dossier)
    assert "quotation" in problems(dossier, f"It says {mark.format('we never said this')}.", note)
    assert problems(dossier, f"It says {mark.format(note.span.quote)}.", note) == []


def test_declared_quotations_are_compared_too(dossier: Dossier) -> None:
    """Calling words verbatim does not make them so."""
    note = any_span(dossier)
    assert "quotation" in problems(dossier, "It says “not there”.", note, quotes=["not there"])


def test_a_mark_without_twin_is_refused(dossier: Dossier) -> None:
    """A quotation that never ends could hide anything."""
    assert "quotation" in problems(dossier, "It says “and so on.", any_span(dossier))


def test_naming_a_person_needs_words_that_name_them(dossier: Dossier) -> None:
    """A person of the reports is named only with a footnote to words that name them."""
    naming = next(
        note
        for _, sentence in dossier.all_sentences()
        for note in sentence.footnotes
        if isinstance(note, SpanNote) and "Ana Ruiz" in note.span.quote
    )
    assert problems(dossier, "Ana Ruiz said it.", BASIS) == ["person"]
    assert problems(dossier, "Ana Ruiz said it.", BASIS, naming) == []


@pytest.mark.parametrize(
    ("text", "modality", "refused"),
    [
        ("Sudland violated the embargo.", None, True),
        ("According to report 1, Sudland is guilty.", "alleged", True),
        ("According to report 1, it is confirmed that arms moved.", "alleged", True),
        ("The vote of that day is confirmed by the record.", None, False),
        ("According to report 1, arms moved.", "alleged", False),
        ("Arms moved.", "alleged", True),
        ("This proves it.", "asserted", True),
        ("The improvement is described.", "asserted", False),
        ("It is likely, with high confidence.", None, True),
        ("It is likely.", None, False),
        ("We hold this with moderate confidence.", None, False),
    ],
)
def test_words_that_say_more_than_the_reports(
    dossier: Dossier, text: str, modality: str | None, refused: bool
) -> None:
    """Verdicts and certainty are refused; an allegation says that it is one."""
    found = [
        problem.rule
        for problem in lint(with_sentence(dossier, Sentence(text, (BASIS,), modality=modality)))
    ]
    assert bool(found) is refused, found


def test_a_report_may_say_what_the_dossier_may_not(dossier: Dossier) -> None:
    """Words in verified quotation marks, and names, are the report's and not judged."""
    sentence = Sentence(
        "Guilty & Sons told report 1: “he violated it”.",
        (),
        quotes=("he violated it",),
        terms=("Guilty & Sons",),
    )
    assert "violated" not in own_words(sentence)
    assert "Guilty" not in own_words(sentence)


def test_a_cell_may_lean_on_its_row_but_not_on_nothing(dossier: Dossier) -> None:
    """A table cell stands on its row's footnotes; a row without any is refused."""
    from vedette.reports.nouns import Row

    def linted(*cells: Sentence) -> list[Problem]:
        table = Table("T", ("a", "b"), (Row(cells),))
        extra = Section(section_id="extra", title="Extra", blocks=(table,))
        return list(lint(replace(dossier, sections=(*dossier.sections, extra))))

    assert linted(Sentence("a", ()), Sentence("b", (BASIS,))) == []
    assert [p.rule for p in linted(Sentence("a", ()), Sentence("b", ()))] == ["uncited", "uncited"]


def test_headings_may_not_quote(dossier: Dossier) -> None:
    """A heading has no footnote, so it may hold no words of a report."""
    extra = Section(section_id="extra", title="On “rifles”")
    found = lint(replace(dossier, sections=(*dossier.sections, extra)))
    assert [problem.rule for problem in found] == ["uncited"]


def test_a_problem_says_where_what_and_in_which_words(dossier: Dossier) -> None:
    """A refusal names the section, the rule and the sentence."""
    problem = lint(with_sentence(dossier, Sentence("Bare words.", ())))[0]
    assert str(problem) == "[uncited] extra: it has no footnote — in: Bare words."
