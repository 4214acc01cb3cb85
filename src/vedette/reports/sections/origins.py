"""From how many hands each story comes, and how many stand behind each claim."""

from __future__ import annotations

from vedette.clean.gazetteer import name_of
from vedette.model.story import Claim, OriginGroup, Story
from vedette.reports.casebook import Casebook, basis, quoted
from vedette.reports.nouns import Paragraph, Row, Section, Sentence, Table
from vedette.reports.wording import closed, count, listed, opened, stopped, told_words

ORIGIN_COLUMNS = ("Origin", "Reports", "What shows it")
CLAIM_COLUMNS = ("What is told", "Told by", "How many stand behind it")
_METHODS = {
    "credit": "A credit line names it",
    "dateline": "The dateline names it",
    "copy": "The text is a copy",
    "press-release": "The text is a press release",
    "judged": "A person judged it to be the hand",
    "outlet": "No agency is credited, so the outlet counts as the hand",
}


def section(book: Casebook) -> Section:
    """Origins and claims, story by story."""
    return Section(
        section_id="origins",
        title="Independent origins",
        blocks=(Paragraph((_meaning(book),)),),
        subsections=tuple(
            _of_story(book, story, number) for number, story in enumerate(book.stories, start=1)
        ),
    )


def _meaning(book: Casebook) -> Sentence:
    return book.say(
        "Reports that carry one agency's copy are one origin, and two agencies that quote one "
        "ministry are two origins for its having been said and one source for what was said.",
        basis("stories.claims", says="counts hands a text comes from; it measures no truth"),
    )


def _of_story(book: Casebook, story: Story, number: int) -> Section:
    origins = book.origins_of.get(story.story_id, ())
    claims = sorted(
        book.claims_of.get(story.story_id, ()), key=lambda row: -row.n_origins_of_report
    )
    words, pieces = quoted(story.title_span)
    head = book.say(
        f"Headed {words}.", *book.notes([story.title_span], "headline or lead"), quotes=pieces
    )
    return Section(
        section_id=f"origins-{number}",
        title=f"Story {number}",
        blocks=(
            Paragraph((head,)),
            Table(
                "Where the reports come from",
                ORIGIN_COLUMNS,
                tuple(_origin(book, o) for o in origins),
            ),
            Table(
                "Who stands behind what is told",
                CLAIM_COLUMNS,
                tuple(_claim(book, c) for c in claims),
            ),
        ),
    )


def _origin(book: Casebook, origin: OriginGroup) -> Row:
    copied = ""
    if origin.containment is not None:
        copied = f" ({origin.containment:.0%} of the shorter text's word groups stand in the other)"
    notes = book.notes(origin.evidence, "shows the origin")
    return Row(
        (
            book.say(origin.name, terms=[origin.name]),
            book.say(
                opened(book.reports(origin.layer_ids or origin.part_layer_ids))
                or "Not in this dossier"
            ),
            book.say(
                f"{_METHODS[origin.method]}{copied}.",
                *notes,
                basis(f"stories.origins {origin.method}", [origin.origin_id], origin.reason),
                *book.judged(origin),
            ),
        ),
        tone=origin.method,
    )


def _claim(book: Casebook, claim: Claim) -> Row:
    spans = [span for span in claim.spans if book.holds(span.layer_id)]
    spans = [book.spoken_at(span) for span in spans[:1]] + spans[1:]
    words, pieces = quoted(spans[0]) if spans else ("", ())
    members = [book.events[key] for key in claim.member_ids if key in book.events]
    held = sorted({event.modality for event in members})
    shown = [event.modality for event in members if event.span in spans[:1]] or held[:1]
    told = "Said" if claim.kind == "statement" else told_words(shown)
    text = stopped(f"{told}: {words}")
    rows = [claim.claim_id, *claim.member_ids]
    said = [book.statements[key] for key in claim.member_ids if key in book.statements]
    judged = [note for event in members for note in book.judged(event)]
    judged += [note for row in said for note in book.judged(row)]
    return Row(
        (
            book.say(
                text,
                *book.notes(spans),
                *judged,
                quotes=pieces,
                modality=shown[0] if shown else None,
            ),
            book.say(_witnesses(book, claim), terms=_origin_names(book, claim)),
            book.say(
                closed(_counted(claim)),
                basis("stories.claims", rows, claim.sentence, values=held),
                terms=[name_of(ref) for ref in claim.primary_sources],
            ),
        ),
        tone=claim.kind,
    )


def _witnesses(book: Casebook, claim: Claim) -> str:
    return listed(dict.fromkeys(_origin_names(book, claim))) or "Not counted"


def _origin_names(book: Casebook, claim: Claim) -> list[str]:
    return [book.origins[key].name for key in claim.witnesses if key in book.origins]


def _counted(claim: Claim) -> str:
    text = count(claim.n_origins_of_report, "independent origin")
    tells = "tells" if claim.n_origins_of_report == 1 else "tell"
    text += " for its having been said" if claim.kind == "statement" else f" that {tells} it"
    if claim.n_possibly_derived:
        text += f", of which {claim.n_possibly_derived} may be a translation of another"
    if claim.primary_sources:
        names = listed(name_of(ref) for ref in claim.primary_sources)
        sources = count(len(claim.primary_sources), "source")
        text += f"; {sources} for what is said: {names}"
    return text
