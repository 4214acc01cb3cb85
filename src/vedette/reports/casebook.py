"""The pen: writes footnoted sentences over the rows of one dossier."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from vedette.clean.judgements import in_words
from vedette.model.bundle import Bundle
from vedette.model.correction import Correction
from vedette.model.evidence import Span, span_of
from vedette.model.listing import Listing
from vedette.model.reading import Mention, Statement
from vedette.reports.days import say_days
from vedette.reports.nouns import (
    BasisNote,
    Footnote,
    ListingNote,
    Person,
    Sentence,
    SpanNote,
)
from vedette.reports.roster import Roster
from vedette.reports.rows import CanCarry, CaseRows
from vedette.reports.wording import LOOSE_MARK, QUOTATION, bare, closed, fold, is_plain_cue


class Casebook(CaseRows):
    """Everything the sections ask for: the rows, and sentences over them. One per dossier."""

    def note(self, span: Span, label: str = "") -> SpanNote:
        """A footnote to words in a report."""
        return SpanNote(document=self.number(span.layer_id), span=span, label=label)

    def notes(self, spans: Iterable[Span], label: str = "") -> tuple[SpanNote, ...]:
        """Footnotes to the words that stand in reports of this dossier."""
        return tuple(self.note(span, label) for span in spans if self.holds(span.layer_id))

    def listing_note(self, listing: Listing) -> ListingNote:
        """A footnote to one record of one list."""
        release = self.releases.get(listing.release_id)
        names = dict.fromkeys([listing.name, *(name.value for name in listing.names)])
        return ListingNote(
            list_id=listing.list_id,
            list_title=release.title if release else listing.list_id,
            list_ref=listing.list_ref,
            names=tuple(names),
            locator=listing.locator,
            release_id=listing.release_id,
            blob_sha256=release.blob_sha256 if release else "",
        )

    def span(self, bundle: Bundle, start: int, end: int) -> Span:
        """Words of a report by their place."""
        return span_of(bundle.layer_id, bundle.text, start, end)

    def judged(self, row: CanCarry, *fields: str) -> tuple[BasisNote, ...]:
        """Footnotes to the judgements of a person that a row carries: those that set these fields.

        Without fields, all of them. A merged person or a corrected mention counts as ``party``, a
        row that a person added as ``added``.
        """
        made = (self.corrections[name] for name in row.judged if name in self.corrections)
        return tuple(
            basis("judgement", [item.correction_id], self.judgement(item))
            for item in made
            if not fields or set(fields) & set(_judged_fields(item))
        )

    def judgement(self, correction: Correction) -> str:
        """A correction in words."""
        return f"correction {correction.number}; {in_words(correction)}"

    def say(
        self,
        text: str,
        *notes: Footnote,
        quotes: Iterable[str] = (),
        terms: Iterable[str | None] = (),
        modality: str | None = None,
    ) -> Sentence:
        """Write a sentence; whoever it names gets a footnote to words that name them."""
        named = self._naming(text, notes)
        unique = tuple(dict.fromkeys((*notes, *named)))
        return Sentence(text, unique, tuple(quotes), tuple(filter(None, terms)), modality)

    def relay(
        self,
        text: str,
        *notes: Footnote,
        terms: Iterable[str | None] = (),
        modality: str | None = None,
    ) -> Sentence:
        """Pass on a sentence another stage wrote, ended by a stop.

        Words it quotes stay in “ ” where a footnote holds them; else they are values the stage
        worked on, and stand in ‘ ’.
        """
        held = [fold(note.span.quote) for note in notes if isinstance(note, SpanNote)]
        marked, quotes, at = "", [], 0
        ready = closed(text)
        for found in QUOTATION.finditer(ready):
            words = bare(next(filter(None, found.groups()), ""))
            is_held = bool(words) and any(words in span for span in held)
            quotes += [words] if is_held else []
            marked += LOOSE_MARK.sub("’", say_days(ready[at : found.start()]))
            marked += f"“{words}”" if is_held else f"‘{words}’"
            at = found.end()
        marked += LOOSE_MARK.sub("’", say_days(ready[at:]))
        return self.say(marked, *notes, quotes=quotes, terms=terms, modality=modality)

    def spoken(self, row: Statement) -> tuple[Span, ...]:
        """The words of a statement as a reader needs them.

        "X of doing Y" reads only with the "accusing" before it: a cue that says more than *said*
        and touches the words stands with them.
        """
        if not row.cue or is_plain_cue(row.cue_lemma) or row.in_title or len(row.content) != 1:
            return row.content
        if not 0 <= row.content[0].start - row.cue.end <= 1:
            return row.content
        text = self.by_layer[row.layer_id].text
        return (span_of(row.layer_id, text, row.cue.start, row.content[0].end),)

    def spoken_at(self, span: Span) -> Span:
        """Those words for a statement that stands at a span; else the span itself."""
        statements = self.by_layer[span.layer_id].statements
        found = next((row for row in statements if row.content == (span,)), None)
        return self.spoken(found)[0] if found else span

    @cached_property
    def roster(self) -> Roster:
        """The persons the reports name."""
        return Roster(self.persons)

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """Everybody the reports name, with the words they use."""
        forms: dict[str, set[str]] = defaultdict(set)
        for mention in self._person_mentions():
            forms[mention.name].add(bare(mention.span.quote))
        return tuple(Person(name, tuple(sorted(found))) for name, found in sorted(forms.items()))

    def _person_mentions(self) -> Iterator[Mention]:
        for bundle in self.bundles:
            yield from (row for row in bundle.mentions if row.kind == "person")

    @cached_property
    def _best_mentions(self) -> Mapping[str, Sequence[Mention]]:
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._person_mentions():
            found[mention.name].append(mention)
        for rows in found.values():
            rows.sort(key=lambda m: (-len(m.span.quote), self.number(m.layer_id), m.span.start))
        return found

    def _naming(self, text: str, notes: Sequence[Footnote]) -> Iterator[SpanNote]:
        shown = named_by(self.roster, notes)
        documents = {note.document for note in notes if isinstance(note, SpanNote)}
        for candidates in self.roster.named_in(text):
            if candidates & shown:
                continue
            mentions = [m for name in sorted(candidates) for m in self._best_mentions[name]]
            here = [m for m in mentions if self.number(m.layer_id) in documents]
            yield self.note((here or mentions)[0].span, "names the person")


def _judged_fields(item: Correction) -> Iterator[str]:
    yield from item.changes
    if item.thing in {"person", "mention"}:
        yield "party"
    if item.action == "add":
        yield "added"


def named_by(roster: Roster, notes: Iterable[Footnote]) -> frozenset[str]:
    """The persons whom the words that footnotes point to can mean."""
    found: frozenset[str] = frozenset()
    for note in notes:
        if isinstance(note, SpanNote):
            found |= roster.names(note.span.quote)
        elif isinstance(note, ListingNote):
            found |= roster.names(" / ".join(note.names))
    return found


def quoted(*spans: Span) -> tuple[str, tuple[str, ...]]:
    """Words of a report in quotation marks, and the pieces as they stand in between.

    Returns:
        "“first piece” … “second piece”" and the pieces.
    """
    # "said that it rained" quotes "it rained"; the "that" belongs to the telling.
    cut = (re.sub(r"^that\s+(?=\S)", "", bare(span.quote)) for span in spans)
    pieces = tuple(piece for piece in cut if piece)
    return " … ".join(f"“{piece}”" for piece in pieces), pieces


def basis(
    rule: str, rows: Iterable[str] = (), says: str = "", values: Iterable[str] = ()
) -> BasisNote:
    """A footnote to a computation over named rows."""
    return BasisNote(rule=rule, rows=tuple(rows), says=says, values=tuple(values))
