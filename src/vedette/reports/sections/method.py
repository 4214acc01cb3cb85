"""What the dossier is, and by what standard of evidence: printed first."""

from __future__ import annotations

from vedette.clean.data_files import load_yaml
from vedette.model.law import Citation
from vedette.reports.casebook import Casebook, basis
from vedette.reports.days import day_in_words, instant_in_words
from vedette.reports.nouns import LawNote, Paragraph, Points, Section, Sentence
from vedette.reports.wording import count


def section(book: Casebook) -> Section:
    """Say what this is, what was drawn on, and which rules of evidence it keeps to."""
    return Section(
        section_id="method",
        title="What this is, and by what standard",
        blocks=(Paragraph(tuple(_what(book))), Points(tuple((rule,) for rule in _standard(book)))),
    )


def _what(book: Casebook) -> list[Sentence]:
    inputs = book.inputs
    made = basis(
        "reports.build",
        [entry.version_id for entry in book.documents],
        f"Vedette {inputs.vedette_version}, knowledge up to {inputs.knowledge_time}",
    )
    regimes = [
        basis(
            "regimes.load", [f"{r.regime_id} {r.data_version}", f"sha256 {r.data_sha256}"], r.name
        )
        for r in inputs.regimes
    ]
    sentences = [
        book.say(
            f"Vedette {inputs.vedette_version} put this dossier together on "
            f"{day_in_words(inputs.generated_on)} from {count(len(book.documents), 'report')} and "
            f"what its workspace knew on {instant_in_words(inputs.knowledge_time)}.",
            made,
        ),
        book.say(
            "It says what the reports say, what the law data say and what was computed from the "
            "two; of the world it asserts nothing itself.",
            made,
        ),
        book.say(
            "Each footnote leads to words in a report, to a record of a list, to a paragraph of "
            "law with the state of its checking, or to a named computation over named rows.",
            basis("reports.lint", says="an uncited sentence stops the dossier from being written"),
        ),
        book.say(
            "Words in quotation marks stand in the report, letter for letter.",
            basis("reports.lint", says="each quotation is compared with the text at its offsets"),
        ),
    ]
    if regimes:
        sentences.append(
            book.say(
                "The law is read from the data of "
                + "; ".join(f"{r.name} (version {r.data_version})" for r in inputs.regimes)
                + ".",
                *regimes,
                terms=[r.name for r in inputs.regimes],
            )
        )
    return sentences


def _standard(book: Casebook) -> list[Sentence]:
    table = load_yaml("vedette.reports", "standard.yml")
    return [
        book.say(
            f"{table['document']}, paragraph {rule['paragraph']}, asks monitors to {rule['says']}. "
            f"{rule['kept']}.",
            LawNote(
                citation=Citation(
                    symbol=table["document"],
                    paragraph=rule["paragraph"],
                    verification=rule["verification"],
                    source=table["source"],
                ),
                says=rule["says"],
            ),
        )
        for rule in table["rules"]
    ]
