"""What the dossier does not show; printed last, so that nobody leaves without it."""

from __future__ import annotations

from collections.abc import Iterator

from vedette.reports.casebook import Casebook, basis
from vedette.reports.nouns import Points, Section, Sentence
from vedette.reports.wording import count, listed


def section(book: Casebook) -> Section:
    """The limits that hold always, and those these reports add."""
    points = [*_always(book), *_here(book)]
    return Section(
        section_id="limits",
        title="What this does not show",
        blocks=(Points(tuple((point,) for point in points)),),
    )


def _always(book: Casebook) -> Iterator[Sentence]:
    yield book.say(
        "Whether what the reports tell is true: a count of origins says how many hands tell it.",
        basis("stories.claims", says="no truth is measured"),
    )
    yield book.say(
        "What other reports tell: only those in the evidence list were read.",
        basis("reports.build", [entry.version_id for entry in book.documents]),
    )
    yield book.say(
        "Whether there was a breach: an incident sets what is told beside the paragraphs of "
        "its day and leaves the judgement open.",
        basis("incidents.assess", says="findings are questions with their evidence"),
    )
    yield book.say(
        "Anything the rules do not look for: events outside their table, statements without a "
        "speaker they know, names that no detector saw.",
        basis("extract", says="the tables of events, cues and names ship with the program"),
    )


def _here(book: Casebook) -> Iterator[Sentence]:
    foreign = [e for e in book.documents if e.language not in (None, "en")]
    if foreign:
        yield book.say(
            f"What {listed(f'report {e.number}' for e in foreign)} tells: no statements or events "
            "are drawn from a text in its language.",
            basis("extract.language", [entry.layer_id for entry in foreign]),
        )
    undated = [event for event in book.events.values() if not event.occurred]
    if undated:
        yield book.say(
            f"The day of {count(len(undated), 'event')} that the texts leave open.",
            basis("extract.dates", [event.event_id for event in undated]),
        )
    unchecked = {
        f"{row.symbol} paragraph {row.paragraph}"
        for incident in book.inputs.incidents
        for row in incident.measures
        if row.verification != "verified"
    }
    if unchecked:
        yield book.say(
            "The letter of the law where its reading was not checked against a document of the "
            f"body itself: {listed(sorted(unchecked))}.",
            basis("regimes.verification", sorted(i.key for i in book.inputs.incidents)),
        )
