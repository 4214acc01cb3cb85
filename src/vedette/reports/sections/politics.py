"""Political events tied to votes and to the mandates they ended."""

from __future__ import annotations

from collections.abc import Iterator

from vedette.clean.gazetteer import name_of
from vedette.model.incident import PoliticalLink
from vedette.model.law import Mandate, Vote
from vedette.reports.casebook import Casebook, basis, quoted
from vedette.reports.days import day_in_words
from vedette.reports.nouns import LawNote, Paragraph, Points, Row, Section, Sentence, Table
from vedette.reports.wording import closed, listed, opened, stopped

_VOTES = (("Y", "For"), ("N", "Against"), ("A", "Abstained"), ("X", "Took no part"))


def section(book: Casebook) -> Section | None:
    """One subsection per link; None where the reports tell no such event."""
    links = book.inputs.political_links
    if not links:
        return None
    return Section(
        section_id="politics",
        title="Votes and mandates",
        subsections=tuple(_link(book, link) for link in links),
    )


def _link(book: Casebook, link: PoliticalLink) -> Section:
    vote = book.vote(link.regime_id, link.vote_id)
    mandate = book.mandate(link.regime_id, link.mandate_id)
    why = book.relay(
        link.reason,
        *book.notes(link.spans),
        basis("incidents.politics", [link.link_id, *link.event_ids]),
    )
    rows = [*(_vote_rows(book, vote) if vote else ()), *(_mandate_rows(book, mandate))]
    table = Table("From the law data", ("", ""), tuple(rows), style="facts")
    return Section(
        section_id=f"politics-{link.vote_id}",
        title=f"Vote of {day_in_words(vote.held_on)} on draft {vote.draft}"
        if vote
        else f"Vote {link.vote_id}",
        blocks=(Points(tuple((told,) for told in _told(book, link))), Paragraph((why,)), table),
    )


def _told(book: Casebook, link: PoliticalLink) -> Iterator[Sentence]:
    events = {event_id: book.events.get(event_id) for event_id in link.event_ids}
    told = zip(link.spans, events.values(), strict=False)
    held = [(span, event) for span, event in told if book.holds(span.layer_id)]
    for span, event in sorted(held, key=lambda one: (book.number(one[0].layer_id), one[0].start)):
        words, pieces = quoted(span)
        day = "the words leave the day open"
        if event and event.occurred:
            day = f"dated {day_in_words(event.occurred)}"
        dated = book.notes([event.date_span] if event and event.date_span else [], "dates it")
        yield book.say(
            stopped(f"According to {book.report(span.layer_id)}: {words} ({day})"),
            book.note(span),
            *dated,
            quotes=pieces,
        )


def _vote_rows(book: Casebook, vote: Vote) -> Iterator[Row]:
    note = LawNote(citation=vote.citation, says=vote.subject)
    rule = basis(
        "regimes.outcome Charter Article 27(3)",
        [vote.vote_id],
        f"{len(vote.positions)} positions; one permanent no vetoes a draft that has its nine votes",
    )
    day = day_in_words(vote.held_on)
    held = f"{day}, meeting {vote.meeting}" if vote.meeting else day
    yield _fact(book, "Draft", f"{vote.draft}: {vote.subject}", note)
    yield _fact(book, "Held on", held, note)
    yield _fact(
        book,
        "Count",
        f"{vote.n_for} for, {vote.n_against} against, {vote.n_abstain} abstaining",
        note,
    )
    for code, label in _VOTES:
        states = sorted(name_of(f"state:{s}") for s, p in vote.positions.items() if p == code)
        if states:
            yield _fact(book, label, listed(states), note)
    yield Row(
        (Sentence("Outcome by the voting rule", ()), book.say(opened(vote.outcome), rule, note))
    )
    yield _fact(book, "Outcome as recorded", closed(vote.recorded), note)
    if vote.effect:
        yield _fact(book, "Effect", closed(vote.effect), note)


def _mandate_rows(book: Casebook, mandate: Mandate | None) -> Iterator[Row]:
    if mandate is None:
        return
    note = LawNote(citation=mandate.citation, says=mandate.end_reason or mandate.body)
    yield _fact(book, "Mandate", f"{mandate.body}, under {mandate.instrument}", note)
    yield _fact(book, "Began on", day_in_words(mandate.valid_from), note)
    yield _fact(book, "Last day", day_in_words(mandate.valid_until), note)
    if mandate.end_reason:
        yield _fact(book, "Why it ended", closed(mandate.end_reason), note)


def _fact(book: Casebook, label: str, value: str, note: LawNote) -> Row:
    return Row((Sentence(label, ()), book.say(opened(value), note, terms=[value])))
