"""Put a dossier together from a workspace's rows. Nothing is checked or written here."""

from __future__ import annotations

from collections.abc import Callable

from vedette.reports.casebook import Casebook, basis, quoted
from vedette.reports.inputs import DossierInputs
from vedette.reports.nouns import SCHEMA, Dossier, Section, Sentence
from vedette.reports.scope import narrowed
from vedette.reports.sections import (
    comparison,
    corrections,
    evidence,
    incidents,
    limits,
    method,
    origins,
    politics,
    screening,
    statements,
    summary,
    timeline,
)
from vedette.reports.wording import count

SECTIONS: tuple[Callable[[Casebook], Section | None], ...] = (
    method.section,
    summary.section,
    timeline.section,
    statements.section,
    origins.section,
    comparison.section,
    incidents.section,
    politics.section,
    screening.section,
    corrections.section,
    evidence.section,
    limits.section,
)


def build(inputs: DossierInputs) -> Dossier:
    """Build the dossier of a workspace, of one story or of one incident.

    The same inputs give an equal dossier. :func:`vedette.reports.lint.lint` says whether it may be
    written.

    Raises:
        UnknownId: The scope names a story or incident that is not there.
    """
    within = narrowed(inputs)
    book = Casebook(within)
    sections = (section(book) for section in SECTIONS)
    return Dossier(
        schema=SCHEMA,
        title=_title(book),
        scope=inputs.scope.kind
        if inputs.scope.key is None
        else f"{inputs.scope.kind} {inputs.scope.key}",
        generated_on=inputs.generated_on,
        knowledge_time=inputs.knowledge_time,
        vedette_version=inputs.vedette_version,
        regimes=tuple((r.regime_id, r.data_version, r.data_sha256) for r in within.regimes),
        sections=tuple(section for section in sections if section is not None),
        documents=book.documents,
        persons=book.persons,
    )


def _title(book: Casebook) -> Sentence:
    kind, key = book.inputs.scope.kind, book.inputs.scope.key
    made = basis("reports.build", [entry.version_id for entry in book.documents])
    reports = count(len(book.documents), "report")
    if kind == "incident":
        return book.say(f"Dossier on incident {key}, from {reports}", made)
    if kind == "story":
        words, pieces = quoted(book.stories[0].title_span)
        return book.say(
            f"Dossier on {words}, from {reports}",
            *book.notes([book.stories[0].title_span], "headline or lead"),
            made,
            quotes=pieces,
        )
    return book.say(f"Dossier on {reports}", made)
