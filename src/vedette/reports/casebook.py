"""The rows of one dossier with their indexes, and the pen that writes footnoted sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from vedette.clean.gazetteer import entry
from vedette.model.bundle import Bundle
from vedette.model.evidence import Span
from vedette.model.law import Mandate, Measure, Regime, Vote
from vedette.model.listing import Listing, ListRelease
from vedette.model.reading import Event, Mention, Statement
from vedette.model.story import OriginGroup, Story
from vedette.reports.inputs import DossierInputs, SourceFile
from vedette.reports.nouns import (
    BasisNote,
    DocumentEntry,
    Extract,
    Footnote,
    ListingNote,
    Person,
    Sentence,
    SpanNote,
)
from vedette.reports.roster import Roster
from vedette.reports.scope import strands_by_layer
from vedette.reports.wording import LOOSE_MARK, QUOTATION, bare, closed, fold, listed, opened

# Page furniture is counted, never printed: it is not the report.
_PRINTED = frozenset(
    [
        "title",
        "byline",
        "outlet",
        "credit",
        "photo_credit",
        "dateline",
        "published",
        "updated",
        "paragraph",
        "caption",
    ]
)


class Casebook:
    """Everything the sections ask for; one per dossier.

    Args:
        inputs: Already narrowed to the dossier's scope.
    """

    def __init__(self, inputs: DossierInputs) -> None:
        self.inputs = inputs
        self.bundles: tuple[Bundle, ...] = tuple(sorted(inputs.bundles, key=_place_in_list))
        self.documents = tuple(
            _document(number, bundle, inputs.sources[bundle.article.version_id])
            for number, bundle in enumerate(self.bundles, start=1)
        )
        self._number = {entry.layer_id: entry.number for entry in self.documents}

    # What is where -------------------------------------------------------------------------

    def number(self, layer_id: str) -> int:
        """The number of a report in the evidence list."""
        return self._number[layer_id]

    def holds(self, layer_id: str) -> bool:
        """Whether a report is part of this dossier."""
        return layer_id in self._number

    def report(self, layer_id: str) -> str:
        """How a report is called in the dossier's sentences."""
        return f"report {self.number(layer_id)}"

    def reports(self, layer_ids: Iterable[str]) -> str:
        """How reports of this dossier are called together: "report 1", "reports 1 and 3"."""
        numbers = sorted({self.number(layer) for layer in layer_ids if self.holds(layer)})
        noun = "report" if len(numbers) == 1 else "reports"
        return f"{noun} {listed(map(str, numbers))}" if numbers else ""

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id."""
        return {event.event_id: event for bundle in self.bundles for event in bundle.events}

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Statements by id."""
        return {row.statement_id: row for bundle in self.bundles for row in bundle.statements}

    @cached_property
    def by_layer(self) -> Mapping[str, Bundle]:
        """Bundles by layer."""
        return {bundle.layer_id: bundle for bundle in self.bundles}

    @cached_property
    def listings(self) -> Mapping[str, Listing]:
        """Listings by id."""
        return {listing.listing_id: listing for listing in self.inputs.listings}

    @cached_property
    def releases(self) -> Mapping[str, ListRelease]:
        """List releases by id."""
        return {release.release_id: release for release in self.inputs.releases}

    @cached_property
    def origins(self) -> Mapping[str, OriginGroup]:
        """Origin groups by id."""
        return {origin.origin_id: origin for origin in self.inputs.origins}

    def regime(self, regime_id: str) -> Regime | None:
        """A regime by id."""
        return next((row for row in self.inputs.regimes if row.regime_id == regime_id), None)

    def measure(self, regime_id: str, measure_id: str) -> Measure | None:
        """A measure by id."""
        regime = self.regime(regime_id)
        rows = regime.measures if regime else ()
        return next((row for row in rows if row.measure_id == measure_id), None)

    def vote(self, regime_id: str, vote_id: str) -> Vote | None:
        """A vote by id."""
        regime = self.regime(regime_id)
        rows = regime.votes if regime else ()
        return next((row for row in rows if row.vote_id == vote_id), None)

    def mandate(self, regime_id: str, mandate_id: str | None) -> Mandate | None:
        """A mandate by id."""
        regime = self.regime(regime_id)
        rows = regime.mandates if regime else ()
        return next((row for row in rows if row.mandate_id == mandate_id), None)

    @cached_property
    def stories(self) -> tuple[Story, ...]:
        """Stories, the most reported first, then by their day and id."""
        return tuple(
            sorted(
                self.inputs.stories,
                key=lambda story: (-len(story.layer_ids), story.first_on or "~", story.story_id),
            )
        )

    @cached_property
    def _story_of_sentence(self) -> Mapping[str, str]:
        paragraphs = strands_by_layer(self.inputs.strands, self.inputs.stories)
        return {
            sentence.sentence_id: story_id
            for bundle in self.bundles
            for sentence in bundle.sentences
            for told in (paragraphs.get(bundle.layer_id, {}),)
            if (story_id := told.get(0 if sentence.passage_kind == "title" else sentence.paragraph))
        }

    def in_story(self, sentence_id: str, story_id: str | None) -> bool:
        """Whether a sentence belongs to a story; None: to no story."""
        return self._story_of_sentence.get(sentence_id) == story_id

    # The pen -------------------------------------------------------------------------------

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
            marked += LOOSE_MARK.sub("’", ready[at : found.start()])
            marked += f"“{words}”" if is_held else f"‘{words}’"
            at = found.end()
        marked += LOOSE_MARK.sub("’", ready[at:])
        return self.say(marked, *notes, quotes=quotes, terms=terms, modality=modality)

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
    pieces = tuple(piece for piece in (bare(span.quote) for span in spans) if piece)
    return " … ".join(f"“{piece}”" for piece in pieces), pieces


def basis(
    rule: str, rows: Iterable[str] = (), says: str = "", values: Iterable[str] = ()
) -> BasisNote:
    """A footnote to a computation over named rows."""
    return BasisNote(rule=rule, rows=tuple(rows), says=says, values=tuple(values))


def name_of(ref: str) -> str:
    """The name of a ref: the gazetteer's where it has one, else its parts as words.

    ``ministry:RU:foreign`` is "Russia (foreign ministry)".
    """
    known = entry(ref)
    if known:
        return known.name
    kind, _, rest = ref.partition(":")
    state, _, office = rest.partition(":")
    if kind != "ministry":
        return rest or ref
    holder = entry(f"state:{state}") if state else None
    offices = {"prime": "prime minister", "head": "head of state"}
    words = offices.get(office, f"{office} ministry")
    return f"{holder.name} ({words})" if holder else opened(words)


def _place_in_list(bundle: Bundle) -> tuple[str, str, str]:
    article = bundle.article
    return (article.published or article.reference_on or "~", article.address, bundle.layer_id)


def _document(number: int, bundle: Bundle, source: SourceFile) -> DocumentEntry:
    article, layer = bundle.article, bundle.layer
    printed = sorted(
        (p for p in bundle.passages if p.kind in _PRINTED), key=lambda p: (p.span.start, p.span.end)
    )
    return DocumentEntry(
        number=number,
        layer_id=layer.layer_id,
        version_id=layer.version_id,
        title=article.titles[0] if article.titles else None,
        outlet=article.outlet,
        agency=name_of(article.agency) if article.agency else None,
        byline=article.byline,
        published=article.published,
        language=article.language,
        address=source.address,
        name=source.name,
        captured_at=source.captured_at,
        sha256=source.sha256,
        size=source.size,
        extractor=f"{layer.extractor} {layer.extractor_version}",
        text_sha256=layer.text_sha256,
        n_furniture=article.n_furniture,
        extracts=tuple(Extract(kind=p.kind, start=p.span.start, end=p.span.end) for p in printed),
        text=bundle.text,
    )
