"""The dossier on half a page."""

from __future__ import annotations

from collections.abc import Iterator

from vedette.model.incident import Incident, PoliticalLink
from vedette.model.story import Story
from vedette.reports.casebook import Casebook, basis, quoted
from vedette.reports.days import day_in_words
from vedette.reports.nouns import Points, Section, Sentence
from vedette.reports.wording import (
    count,
    fold,
    hedge,
    listed,
    modality_words,
    opened,
    political_words,
)


def section(book: Casebook) -> Section:
    """One point per story, incident, political event, and one for the screening."""
    points = [
        *(_story(book, story) for story in book.stories),
        *(_incident(book, incident) for incident in book.inputs.incidents),
        *(_politics(book, link) for link in book.inputs.political_links),
        *_screening(book),
    ]
    if not points:
        points = [
            book.say(
                "The reports gave no story, incident, political event or screening result.",
                basis("reports.build", [entry.version_id for entry in book.documents]),
            )
        ]
    return Section(
        section_id="summary", title="Summary", blocks=(Points(tuple((p,) for p in points)),)
    )


def _story(book: Casebook, story: Story) -> Sentence:
    origins = book.origins_of.get(story.story_id, ())
    words, pieces = quoted(story.title_span)
    reports = [layer for layer in story.layer_ids if book.holds(layer)]
    hands = f", from {count(len(origins), 'independent origin')}" if origins else ""
    verb = "tells" if len(reports) == 1 else "tell"
    return book.say(
        f"{count(len(reports), 'report')} ({book.reports(reports)}{hands}) {verb} the story "
        f"headed {words}.",
        *book.notes([story.title_span], "headline or lead"),
        basis("stories.origins", [story.story_id, *(o.origin_id for o in origins)], story.reason),
        *book.judged(story),
        quotes=pieces,
    )


def _incident(book: Casebook, incident: Incident) -> Sentence:
    # The title is another room's; the modality is said in this one's words where it is not there.
    title = fold(incident.title).rstrip(".")
    hedged = hedge(incident.modality)
    if not (hedged and hedged.search(title)):
        title = f"{title} ({modality_words(incident.modality)})"
    when = day_in_words(incident.occurred) if incident.occurred else "day open"
    spans = [link.span for link in incident.evidence if link.stance == "supports"][:2]
    return book.say(
        f"{incident.incident_id}: {title} ({when}), told by {count(incident.n_origins, 'independent origin')}; "
        f"status {incident.status}; {_engaged(incident)}.",
        *book.notes(spans, "speaks for it"),
        basis("incidents.group", [incident.key, *incident.finding_ids], incident.law_basis),
        terms=[*incident.party_names, *(row.symbol for row in incident.measures)],
        modality=incident.modality,
    )


def _engaged(incident: Incident) -> str:
    """The paragraphs an incident would engage, by their instrument."""
    paragraphs: dict[str, dict[str, None]] = {}
    for row in incident.measures:
        paragraphs.setdefault(row.symbol, {})[row.paragraph] = None
    if not paragraphs:
        return "no measure engaged"
    parts = (
        f"{symbol} {'paragraph' if len(found) == 1 else 'paragraphs'} {listed(found)}"
        for symbol, found in paragraphs.items()
    )
    return f"measures of {day_in_words(incident.law_on)} engaged: {'; '.join(parts)}"


def _politics(book: Casebook, link: PoliticalLink) -> Sentence:
    vote = book.vote(link.regime_id, link.vote_id)
    tied = f"vote {link.vote_id} in the law data"
    if vote:
        tied = f"the vote of {day_in_words(vote.held_on)} on draft {vote.draft} in the law data"
    if link.mandate_body and link.mandate_ended_on:
        tied += (
            f", which give {day_in_words(link.mandate_ended_on)} as the last day of the mandate "
            f"of the {link.mandate_body}"
        )
    kinds = dict.fromkeys(book.events[key].kind for key in link.event_ids if key in book.events)
    return book.say(
        opened(
            f"{_tellers(book, link)} of {listed(map(political_words, kinds)) or 'it'}, tied to {tied}."
        ),
        *book.notes(link.spans[:2], "tells the event"),
        basis("incidents.politics", [link.link_id, link.vote_id, *link.event_ids], link.reason),
        terms=[link.mandate_body],
    )


def _tellers(book: Casebook, link: PoliticalLink) -> str:
    layers = {span.layer_id for span in link.spans if book.holds(span.layer_id)}
    if not layers:
        return "the reports tell"
    return f"{book.reports(layers)} {'tells' if len(layers) == 1 else 'tell'}"


def _screening(book: Casebook) -> Iterator[Sentence]:
    matches, coverage = book.inputs.matches, book.inputs.coverage
    if not coverage:
        return
    tally = dict.fromkeys(("hit", "possible", "near_miss"), 0)
    seen = {(match.subject_ref, match.listing_id): match.verdict for match in matches}
    for verdict in seen.values():
        tally[verdict] += 1
    searched = {release for row in coverage for release in row.searched}
    yield book.say(
        f"Screening against {count(len(searched), 'list')} gave {count(tally['hit'], 'hit')}, "
        f"{count(tally['possible'], 'possible match', 'possible matches')} and "
        f"{count(tally['near_miss'], 'near miss', 'near misses')}; this is not a clearance.",
        basis("screen", [row.coverage_id for row in coverage]),
    )
