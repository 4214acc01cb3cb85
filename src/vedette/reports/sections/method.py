"""What the dossier is, and by what standard of evidence: printed first."""

from __future__ import annotations

from collections.abc import Iterator

from vedette.clean.data_files import load_yaml
from vedette.model.law import Citation
from vedette.reports.casebook import Casebook, basis
from vedette.reports.days import day_in_words, instant_in_words
from vedette.reports.nouns import LawNote, Paragraph, Points, Section, Sentence
from vedette.reports.wording import count, listed


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
    return [*sentences, *_law(book)]


def _law(book: Casebook) -> Iterator[Sentence]:
    """The regimes whose law the case touches, by name; the others that were tested, by number."""
    inputs = book.inputs
    touching = {row.regime_id for row in inputs.incidents}
    touching |= {link.regime_id for link in inputs.political_links}
    near = [regime for regime in inputs.regimes if regime.regime_id in touching]
    others = [regime for regime in inputs.regimes if regime.regime_id not in touching]
    if near:
        names = listed(f"{r.name} (version {r.data_version})" for r in near)
        yield book.say(
            f"The law is read from the data of {names}.",
            *(
                basis(
                    "regimes.load", [f"{r.regime_id} {r.data_version}", f"sha256 {r.data_sha256}"]
                )
                for r in near
            ),
            terms=[r.name for r in near],
        )
    if others:
        further = "further " if near else ""
        yield book.say(
            f"The events were tested against {count(len(others), f'{further}regime')} as well, and "
            "touch none of them."
            if near
            else f"The events were tested against {count(len(others), 'regime')} and touch none.",
            basis("regimes.load", [f"{r.regime_id} {r.data_version}" for r in others]),
        )


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
