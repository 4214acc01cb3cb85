"""Alleged breaches against the measures of their day: what speaks for, against and about them."""

from __future__ import annotations

from collections.abc import Iterator

from vedette.model.incident import EngagedMeasure, EvidenceLink, Incident
from vedette.model.law import Citation, Measure
from vedette.reports.casebook import Casebook, basis, quoted
from vedette.reports.days import day_in_words
from vedette.reports.nouns import (
    Block,
    LawNote,
    Paragraph,
    Points,
    Row,
    Section,
    Sentence,
    Table,
)
from vedette.reports.wording import (
    closed,
    count,
    hedge,
    listed,
    modality_words,
    opened,
    plain,
    status_words,
    stopped,
)

MEASURE_COLUMNS = ("Paragraph", "What it says", "Checked how", "How the facts told meet it")
EVIDENCE_COLUMNS = ("Stance", "Words", "Why it stands here")
_STANCES = (
    ("supports", "Speaks for it"),
    ("contradicts", "Speaks against it"),
    ("context", "Context"),
)


def section(book: Casebook) -> Section:
    """One subsection per incident."""
    incidents = book.inputs.incidents
    blocks: tuple[Block, ...] = ()
    if not incidents:
        blocks = (Paragraph((_none(book),)),)
    return Section(
        section_id="incidents",
        title="Incidents",
        blocks=blocks,
        subsections=tuple(_incident(book, incident) for incident in incidents),
    )


def _none(book: Casebook) -> Sentence:
    return book.say(
        "No event in these reports engaged a measure of the regimes loaded.",
        basis("incidents.rules", [row.regime_id for row in book.inputs.regimes]),
    )


def _incident(book: Casebook, incident: Incident) -> Section:
    return Section(
        section_id=incident.incident_id,
        title=incident.incident_id,
        blocks=(
            Paragraph((_title(book, incident),)),
            Table("Facts as told", ("", ""), tuple(_facts(book, incident)), style="facts"),
            Table(
                "Measures engaged",
                MEASURE_COLUMNS,
                tuple(_measure(book, incident, row) for row in incident.measures),
            ),
            Table("Evidence", EVIDENCE_COLUMNS, tuple(_evidence(book, incident))),
            *_questions(book, incident),
        ),
    )


def _title(book: Casebook, incident: Incident) -> Sentence:
    spans = [link.span for link in incident.evidence if link.stance == "supports"][:1]
    title, hedged = incident.title, hedge(incident.modality)
    if not (hedged and hedged.search(title)):
        title = f"{title} ({modality_words(incident.modality)})"
    return book.relay(
        title,
        *book.notes(spans, "speaks for it"),
        basis("incidents.group", [incident.key, *incident.event_ids]),
        *(
            note
            for key in incident.event_ids
            if key in book.events
            for note in book.judged(book.events[key])
        ),
        terms=incident.party_names,
        modality=incident.modality,
    )


def _facts(book: Casebook, incident: Incident) -> Iterator[Row]:
    key = basis("incidents.group", [incident.key, *incident.event_ids])
    rules = basis("incidents.rules", incident.finding_ids, f"regime data {incident.regime_version}")
    law = f"{day_in_words(incident.law_on)} ({incident.law_basis})"
    values = (
        ("Kind", opened(plain(incident.kind)), rules),
        ("Held by the reports as", opened(modality_words(incident.modality)), key),
        ("Parties", listed(incident.party_names) or "Not told", key),
        ("When", opened(day_in_words(incident.occurred)), key),
        ("Law of the day", law, rules),
        ("Independent origins", count(incident.n_origins, "origin"), key),
        ("Status", status_words(incident.status), key),
    )
    for label, value, note in values:
        yield Row((Sentence(label, ()), book.say(value, note, terms=incident.party_names)))


def _measure(book: Casebook, incident: Incident, engaged: EngagedMeasure) -> Row:
    measure = book.measure(incident.regime_id, engaged.measure_id)
    citation = (
        measure.citation
        if measure
        else Citation(
            symbol=engaged.symbol,
            paragraph=engaged.paragraph,
            verification=engaged.verification,  # type: ignore[arg-type]  # same words, as text
            source=f"regime data {incident.regime_version}",
        )
    )
    note = LawNote(citation=citation, says=engaged.subject)
    since = f" In force from {day_in_words(measure.valid_from)}" if measure else ""
    until = (
        f" until before {day_in_words(measure.valid_until)}"
        if measure and measure.valid_until
        else ", with no end day"
    )
    return Row(
        (
            book.say(f"{engaged.symbol}, paragraph {engaged.paragraph}", note),
            book.say(
                f"{closed(f'{_force(engaged, measure)}: {engaged.subject}')}"
                f"{f'{since}{until}.' if since else ''}",
                terms=[engaged.subject],
            ),
            book.say(opened(engaged.verification)),
            book.relay(
                engaged.reason,
                basis("incidents.rules", [engaged.measure_id, incident.key]),
                terms=[*incident.party_names, engaged.subject],
            ),
        ),
        tone=engaged.verification,
    )


def _force(engaged: EngagedMeasure, measure: Measure | None) -> str:
    """What kind of measure it is and whether its words oblige: "arms embargo (decides; binding)"."""
    bound = f"; {'binding' if measure.binding else 'not binding'}" if measure else ""
    return f"{plain(engaged.kind)} ({plain(engaged.verb)}{bound})"


def _evidence(book: Casebook, incident: Incident) -> Iterator[Row]:
    for stance, words in _STANCES:
        links = [
            link
            for link in incident.evidence
            if link.stance == stance and book.holds(link.span.layer_id)
        ]
        for link in links:
            yield _link(book, link, words)
        if not links:
            note = basis("incidents.assess", [incident.key, *incident.event_ids])
            yield Row(
                (
                    book.say(words),
                    book.say("Nothing found in these reports.", note),
                    book.say("Every event of the reports was tested."),
                )
            )


def _link(book: Casebook, link: EvidenceLink, words: str) -> Row:
    text, pieces = quoted(link.span)
    origin = book.origins.get(link.origin or "")
    via = f" (origin: {origin.name})" if origin else ""
    return Row(
        (
            book.say(words),
            book.say(
                stopped(f"According to {book.report(link.span.layer_id)}{via}: {text}"),
                *book.notes([link.span]),
                quotes=pieces,
                terms=[origin.name] if origin else [],
            ),
            book.relay(
                link.reason, book.note(link.span), basis("incidents.assess", [link.span.span_id])
            ),
        ),
        tone=link.stance,
    )


def _questions(book: Casebook, incident: Incident) -> Iterator[Block]:
    if not incident.open_questions:
        return
    note = basis("incidents.assess", [incident.key, *incident.finding_ids])
    yield Paragraph((book.say("Open questions:", note),))
    yield Points(
        tuple(
            (book.relay(text, note, terms=incident.party_names),)
            for text in incident.open_questions
        )
    )
