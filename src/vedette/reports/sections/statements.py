"""Who said what: speaker, words, and the hands the words passed through."""

from __future__ import annotations

from collections.abc import Sequence

from vedette.model.reading import Statement
from vedette.reports.casebook import Casebook, basis, quoted
from vedette.reports.days import day_in_words
from vedette.reports.nouns import Footnote, Row, Section, Sentence, Table
from vedette.reports.wording import bare, is_plain_cue, opened, stopped

COLUMNS = ("Speaker", "What the report gives", "Hands it passed", "Said on")
_MANNER = {
    "direct": "Quoted by {report}: {words}",
    "indirect": "In the words of {report}, not the speaker's: {words}",
    "mixed": "In the words of {report}, with words it quotes: {words}",
}


def section(book: Casebook) -> Section:
    """One table per story; statements of no story stand in a last one."""
    parts = [
        (f"Story {number}", story.story_id) for number, story in enumerate(book.stories, start=1)
    ]
    tables = [
        Table(title, COLUMNS, tuple(_row(book, row) for row in rows))
        for title, story_id in [*parts, ("Outside the stories", None)]
        if (rows := _statements(book, story_id))
    ]
    return Section(section_id="statements", title="Who said what", blocks=tuple(tables))


def _statements(book: Casebook, story_id: str | None) -> list[Statement]:
    """The story's statements, speaker by speaker in the order they first speak."""
    found = sorted(
        book.statements_of.get(story_id, ()),
        key=lambda row: (row.in_title, book.number(row.layer_id), _start(row)),
    )
    first = {_who(row): place for place, row in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda row: (first[_who(row)], row.in_title))


def _start(row: Statement) -> int:
    return row.content[0].start if row.content else 0


def _who(row: Statement) -> str:
    return row.speaker_ref or row.speaker_name or "~"


def _row(book: Casebook, row: Statement) -> Row:
    return Row(
        (_speaker(book, row), _words(book, row), _chain(book, row), _said_on(book, row)),
        tone="unsupported" if row.supported is False else row.manner,
    )


def _speaker(book: Casebook, row: Statement) -> Sentence:
    notes: tuple[Footnote, ...] = book.notes([row.speaker] if row.speaker else [], "the speaker")
    if not notes:
        notes = (basis(f"extract.statements {row.rule}", [row.statement_id]),)
    notes = (*notes, *book.judged(row, "speaker", "party", "added"))
    printed = bare(row.speaker.quote) if row.speaker else ""
    if not row.speaker_name:
        text = f"“{printed}” (not told who)" if printed else "The report does not say who"
        return book.say(text, *notes, quotes=[printed] if printed else [])
    role = f", {row.speaker_role}" if row.speaker_role else ""
    return book.say(f"{row.speaker_name}{role}", *notes, terms=[row.speaker_name, row.speaker_role])


def _words(book: Casebook, row: Statement) -> Sentence:
    cue = bare(row.cue.quote) if row.cue and not is_plain_cue(row.cue_lemma) else ""
    content = book.spoken(row)
    if content != row.content:
        cue = ""
    words, pieces = quoted(*content)
    text = stopped(_MANNER[row.manner].format(report=book.report(row.layer_id), words=words))
    notes: Sequence[Footnote] = (
        *book.notes(content, "what was said"),
        *book.judged(row, "content", "cue", "manner", "denial", "saying", "added"),
    )
    quotes = [*pieces]
    if row.cue and cue:
        text += f" The report's word for it: “{cue}”."
        notes = (*notes, *book.notes([row.cue], "the word that attributes"))
        quotes.append(cue)
    if row.in_title:
        text = f"Headline. {text}"
    if row.supported is False:
        text += " The body of this report does not contain the words quoted in its headline."
        notes = (
            *notes,
            basis("extract.titles", [row.statement_id], "compared with every paragraph"),
        )
    elif row.supported_by:
        text += " The body holds the words quoted."
        notes = (*notes, *book.notes([row.supported_by], "the body's words"))
    return book.say(text, *notes, quotes=quotes)


def _chain(book: Casebook, row: Statement) -> Sentence:
    notes = book.notes((link.span for link in row.chain if link.span), "named as a hand")
    text = " → ".join(dict.fromkeys(link.name for link in row.chain)) or "The report names no hand"
    unseen = () if 0 < len(row.chain) == len(notes) else (row.statement_id,)
    basis_notes = (basis("extract.chain", unseen),) if unseen else ()
    return book.say(text, *notes, *basis_notes, terms=[link.name for link in row.chain])


def _said_on(book: Casebook, row: Statement) -> Sentence:
    return book.say(
        opened(day_in_words(row.said_on)),
        basis("extract.dates", [row.statement_id]),
        *book.judged(row, "said_on"),
    )
