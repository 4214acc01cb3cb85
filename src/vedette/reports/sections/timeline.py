"""What happened when: the day of the event and the day of the report, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vedette.clean.dates import first_day, last_day
from vedette.model.reading import Event, Statement
from vedette.reports.casebook import Casebook, basis, quoted
from vedette.reports.days import day_in_words
from vedette.reports.nouns import (
    Footnote,
    LawNote,
    Paragraph,
    Row,
    Section,
    Sentence,
    Timeline,
    TimelineEntry,
)
from vedette.reports.wording import (
    listed,
    modality_words,
    named,
    opened,
    plain,
    said_modality_words,
    stopped,
)

COLUMNS = ("Day of the event", "Reported on", "What is told", "How it is held")


def section(book: Casebook) -> Section:
    """One entry per event the reports tell, and per day the law data add."""
    entries = [_entry(book, group) for group in _groups(book)]
    entries += _law_entries(book)
    entries.sort(key=_when)
    intro = book.say(
        "Where a text leaves the day of an event open, so does this timeline; such entries stand "
        "at its end.",
        basis("extract.events", says="days are read from the words that date the event"),
    )
    return Section(
        section_id="timeline",
        title="Timeline",
        blocks=(Paragraph((intro,)), Timeline(COLUMNS, tuple(entries))),
    )


def _groups(book: Casebook) -> Iterator[list[Event]]:
    """Events that are one claim stand together; the rest alone, in reading order."""
    seen: set[str] = set()
    for claim in book.inputs.claims:
        members = [book.events[key] for key in claim.member_ids if key in book.events]
        fresh = [event for event in members if event.event_id not in seen]
        seen.update(event.event_id for event in fresh)
        if claim.kind == "event":
            yield from _by_polarity(book, fresh)
    for event in book.events.values():
        if event.event_id not in seen:
            yield [event]


def _by_polarity(book: Casebook, events: Sequence[Event]) -> Iterator[list[Event]]:
    """What is told and its denial are two entries, however closely they belong together."""
    ordered = sorted(events, key=lambda e: (book.number(e.layer_id), e.span.start))
    for denies in (False, True):
        side = [e for e in ordered if (e.modality in {"denied", "negated"}) is denies]
        if side:
            yield side


def _entry(book: Casebook, events: Sequence[Event]) -> TimelineEntry:
    dated = [event.occurred for event in events if event.occurred]
    reported = {e.layer_id: book.by_layer[e.layer_id].article for e in events}
    days = {a.published or a.reference_on for a in reported.values()}
    return TimelineEntry(
        kind="event",
        earliest=min(filter(None, map(first_day, dated)), default=None),
        latest=max(filter(None, map(last_day, dated)), default=None),
        reported=tuple(sorted(day[:10] for day in days if day)),
        label=opened(plain(events[0].kind)),
        row=Row(
            (_day(book, events), _reported(book, events), _what(book, events), _held(book, events)),
            tone=events[0].modality,
        ),
    )


def _day(book: Casebook, events: Sequence[Event]) -> Sentence:
    # A report that dates the event in one place does not leave it open in another.
    dating = {event.layer_id for event in events if event.occurred}
    by_day: dict[str, list[Event]] = {}
    for event in sorted(events, key=lambda event: event.occurred or "~"):
        if event.occurred or event.layer_id not in dating:
            by_day.setdefault(day_in_words(event.occurred), []).append(event)
    notes: list[Footnote] = [
        *book.notes((e.date_span for e in events if e.date_span), "the words that date it"),
        *(
            basis("extract.dates", [e.event_id], e.date_basis)
            for e in events
            if not (e.date_span or book.judged(e, "occurred"))
        ),
        *(note for e in events for note in book.judged(e, "occurred")),
    ]
    if len(by_day) == 1:
        return book.say(opened(next(iter(by_day))), *notes)
    parts = (f"{day} ({book.reports(e.layer_id for e in rows)})" for day, rows in by_day.items())
    return book.say(opened("; ".join(parts)), *notes)


def _reported(book: Casebook, events: Sequence[Event]) -> Sentence:
    by_day: dict[str, list[str]] = {}
    notes: list[Footnote] = []
    for layer_id in dict.fromkeys(event.layer_id for event in events):
        bundle = book.by_layer[layer_id]
        day = bundle.article.published or bundle.article.reference_on
        printed = bundle.of("published") or bundle.of("dateline")
        words = day_in_words(day[:10]) if day else "not printed"
        by_day.setdefault(words, []).append(layer_id)
        notes += book.notes((p.span for p in printed[:1]), "day of the report")
        notes += book.judged(bundle.article, "published", "reference_on")
    if not notes:
        notes = [basis("read.document", [e.event_id for e in events], "no day is printed")]
    parts = (f"{day} ({book.reports(layers)})" for day, layers in by_day.items())
    return book.say(opened("; ".join(parts)), *notes)


def _what(book: Casebook, events: Sequence[Event]) -> Sentence:
    # The one that is dated says most about when; a reader finds the others by their footnotes.
    shown = next((event for event in events if event.occurred), events[0])
    words, pieces = quoted(shown.span)
    also = {event.layer_id for event in events} - {shown.layer_id}
    text = f"According to {book.report(shown.layer_id)}: {words}"
    if also:
        text += f"; {book.reports(also)} {'tells' if len(also) == 1 else 'tell'} it too"
    notes: list[Footnote] = [
        *book.notes(event.span for event in events),
        *(note for e in events for note in book.judged(e, "words", "added")),
    ]
    return book.say(stopped(text), *notes, quotes=pieces, modality=shown.modality)


def _held(book: Casebook, events: Sequence[Event]) -> Sentence:
    held: dict[tuple[str, bool], list[Event]] = {}
    speakers: dict[str, Statement] = {}
    for event in events:
        told_in = book.statements.get(event.statement_id or "")
        is_said = bool(told_in and told_in.speaker_name)
        if told_in and is_said:
            speakers[event.event_id] = told_in
        held.setdefault((event.modality, is_said), []).append(event)
    across = len({event.layer_id for event in events}) > 1 and len(held) > 1
    parts = []
    for (modality, is_said), rows in held.items():
        names = dict.fromkeys(
            named(speakers[e.event_id].speaker_name or "") for e in rows if e.event_id in speakers
        )
        words = (
            said_modality_words(modality, listed(names)) if is_said else modality_words(modality)
        )
        parts.append(words + (f" ({book.reports(e.layer_id for e in rows)})" if across else ""))
    return book.say(
        opened(f"{plain(events[0].kind)}: {'; '.join(parts)}"),
        *book.notes((row.speaker for row in speakers.values() if row.speaker), "the speaker"),
        *(
            basis(f"extract.events {e.rule}", [e.event_id], values=[e.trigger.quote])
            for e in events
        ),
        *(note for e in events for note in book.judged(e, "kind", "modality", "slots", "party")),
        terms=[row.speaker_name for row in speakers.values()],
    )


def _law_entries(book: Casebook) -> Iterator[TimelineEntry]:
    seen: set[str] = set()
    for link in book.inputs.political_links:
        vote = book.vote(link.regime_id, link.vote_id)
        if vote and vote.vote_id not in seen:
            seen.add(vote.vote_id)
            text = f"Vote on draft {vote.draft}: {vote.n_for} for, {vote.n_against} against, "
            text += f"{vote.n_abstain} abstaining; {vote.outcome} by the voting rule."
            note = LawNote(citation=vote.citation, says=vote.subject)
            yield _law(book, vote.held_on, text, note, f"Vote on {vote.draft}")
        mandate = book.mandate(link.regime_id, link.mandate_id)
        if mandate and mandate.valid_until and mandate.mandate_id not in seen:
            seen.add(mandate.mandate_id)
            text = f"Last day of the mandate of the {mandate.body} under {mandate.instrument}."
            note = LawNote(citation=mandate.citation, says=mandate.end_reason or mandate.body)
            yield _law(book, mandate.valid_until, text, note, f"{mandate.body}: last day")


def _law(book: Casebook, day: str, text: str, note: LawNote, label: str) -> TimelineEntry:
    cells = (
        book.say(day_in_words(day), note),
        book.say("In the law data"),
        book.say(text, note, terms=[note.says, text]),
        book.say("From the law data, not told by a report"),
    )
    return TimelineEntry(
        kind="law",
        earliest=first_day(day),
        latest=last_day(day),
        reported=(),
        label=label,
        row=Row(cells, tone="law"),
    )


def _when(entry: TimelineEntry) -> tuple[bool, str, str, str]:
    known = entry.earliest or entry.latest
    return (known is None, known or "", entry.latest or "", entry.row.cells[2].text)
