"""Whom the reports name and whom the lists hold: hits, possible matches, near misses and gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from vedette.model.listing import Match
from vedette.reports.casebook import Casebook, basis
from vedette.reports.days import day_in_words
from vedette.reports.nouns import Block, Footnote, Paragraph, Row, Section, Sentence, Table
from vedette.reports.wording import closed, count, listed

COLUMNS = (
    "Verdict",
    "Named in the reports",
    "Nearest listing",
    "What agrees",
    "What speaks against it",
)
LIST_COLUMNS = ("List", "As of", "Listings", "Hash of its bytes")
_VERDICTS = {"hit": "Hit", "possible": "Possible match", "near_miss": "Near miss"}


def section(book: Casebook) -> Section | None:
    """Lists searched, gaps, and every match with its reasons; None if nothing was screened."""
    if not book.inputs.coverage and not book.inputs.matches:
        return None
    blocks: list[Block] = [Paragraph(tuple(_coverage(book)))]
    releases = _searched(book)
    if releases:
        blocks.append(Table("Lists searched", LIST_COLUMNS, tuple(releases)))
    rows = [_match(book, group) for group in _groups(book)]
    if rows:
        blocks.append(Table("What was found", COLUMNS, tuple(rows)))
    return Section(section_id="screening", title="Screening against lists", blocks=tuple(blocks))


def _coverage(book: Casebook) -> Iterator[Sentence]:
    coverage = book.inputs.coverage
    note = basis("screen.coverage", [row.coverage_id for row in coverage])
    names = sum(row.n_subjects for row in coverage)
    # A coverage row does not say which report it is of, so a narrower dossier cannot count its own.
    is_whole = book.inputs.scope.kind == "all"
    where = count(len(book.documents), "report") if is_whole else "all reports of the workspace"
    yield book.say(
        f"{count(names, 'name')} in {where} went through screening.",
        note,
    )
    missing = sorted({title for row in coverage for title in row.missing})
    text = f"Not searched: {listed(missing)}." if missing else "No list called for was missing."
    yield book.say(text, note, terms=missing)
    yield book.say(
        "A name without a hit is not cleared: lists have gaps, names have spellings, and reports "
        "leave out birth dates and numbers.",
        note,
    )
    if not any(match.verdict == "hit" for match in book.inputs.matches):
        yield book.say("Nobody and nothing named in these reports hit a list searched.", note)


def _searched(book: Casebook) -> Iterator[Row]:
    ids = sorted({key for row in book.inputs.coverage for key in row.searched})
    for release_id in ids:
        release = book.releases.get(release_id)
        if release is None:
            continue
        note = basis("screen.lists", [release.release_id, f"sha256 {release.blob_sha256}"])
        yield Row(
            (
                book.say(release.title, note, terms=[release.title]),
                book.say(
                    day_in_words(release.generated_on)
                    if release.generated_on
                    else "The file does not say"
                ),
                book.say(str(release.n_listings)),
                book.say(release.blob_sha256),
            )
        )


def _groups(book: Casebook) -> list[list[Match]]:
    """One group per name and listing, the hits first, the best score first within a verdict."""
    found: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for match in book.inputs.matches:
        if book.holds(match.layer_id):
            found[(match.subject_ref, match.listing_id)].append(match)
    order = list(_VERDICTS)
    return sorted(
        found.values(),
        key=lambda rows: (order.index(rows[0].verdict), -rows[0].score, rows[0].match_id),
    )


def _agrees(match: Match) -> str:
    """What of the names agrees; the verdict and the names stand in columns of their own."""
    _, told, pairs = match.explanation.partition(f"({match.list_ref}): ")
    return pairs if told and pairs else match.explanation


def _match(book: Casebook, rows: Sequence[Match]) -> Row:
    match = rows[0]
    listing = book.listings.get(match.listing_id)
    listed_note: tuple[Footnote, ...] = (book.listing_note(listing),) if listing else ()
    values = [part for a in match.alignment for part in (a.query, a.listed) if part]
    score = basis(
        "screen.score",
        [row.match_id for row in rows],
        f"score {match.score:.2f}; {match.explanation}",
        values=[match.subject_name, match.listed_name, *values],
    )
    names = [match.subject_name, match.listed_name]
    against = " ".join(closed(reason) for reason in match.reasons_against)
    return Row(
        (
            book.say(f"{_VERDICTS[match.verdict]} (score {match.score:.2f})", score),
            book.say(
                match.subject_name,
                *book.notes(row.span for row in rows),
                terms=[match.subject_name],
            ),
            book.say(
                f"{match.listed_name} ({match.list_ref})",
                *listed_note,
                score,
                terms=[match.listed_name],
            ),
            book.relay(_agrees(match), score, terms=names),
            book.relay(against or "Nothing was found against it", score, terms=names),
        ),
        tone=match.verdict,
    )
