"""The rows one dossier draws on, with their indexes and the numbers of its reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from vedette.clean.gazetteer import name_of
from vedette.model.article import Article
from vedette.model.bundle import Bundle
from vedette.model.correction import Correction
from vedette.model.law import Mandate, Measure, Regime, Vote
from vedette.model.listing import Listing, ListRelease
from vedette.model.reading import Event, Mention, Statement
from vedette.model.story import Claim, Difference, OriginGroup, Story
from vedette.reports.inputs import DossierInputs, SourceFile
from vedette.reports.nouns import DocumentEntry, Extract
from vedette.reports.scope import strands_by_layer
from vedette.reports.wording import listed

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

CanCarry = Article | Event | Mention | OriginGroup | Statement | Story


class CaseRows:
    """The rows of one dossier, numbered and indexed.

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
    def corrections(self) -> Mapping[str, Correction]:
        """Corrections by id."""
        return {one.correction.correction_id: one.correction for one in self.inputs.judged}

    def is_about(self, correction: Correction) -> bool:
        """Whether a correction speaks of this dossier: it shaped a row of it, or stands in a report."""
        return correction.correction_id in self._shaping or bool(
            correction.anchor
            and correction.thing not in {"person", "story", "origin"}
            and correction.anchor.blob_sha256 in self._bytes
        )

    @cached_property
    def _shaping(self) -> frozenset[str]:
        rows: list[CanCarry] = [*self.inputs.stories, *self.inputs.origins]
        for bundle in self.bundles:
            rows += [bundle.article, *bundle.mentions, *bundle.statements, *bundle.events]
        return frozenset(name for row in rows for name in row.judged)

    @cached_property
    def _bytes(self) -> frozenset[str]:
        sources = self.inputs.sources
        return frozenset(sources[bundle.article.version_id].sha256 for bundle in self.bundles)

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

    @cached_property
    def origins_of(self) -> Mapping[str, Sequence[OriginGroup]]:
        """Origin groups by story."""
        return _by_story(self.inputs.origins)

    @cached_property
    def claims_of(self) -> Mapping[str, Sequence[Claim]]:
        """Claims by story."""
        return _by_story(self.inputs.claims)

    @cached_property
    def differences_of(self) -> Mapping[str, Sequence[Difference]]:
        """Differences by story."""
        return _by_story(self.inputs.differences)

    @cached_property
    def statements_of(self) -> Mapping[str | None, Sequence[Statement]]:
        """What was said, by story; under None that of no story. What was only thought is left out."""
        found: dict[str | None, list[Statement]] = defaultdict(list)
        for row in (row for row in self.statements.values() if row.is_said):
            found[self._story_of_sentence.get(row.sentence_id)].append(row)
        return found

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


_OfStory = TypeVar("_OfStory", OriginGroup, Claim, Difference)


def _by_story(rows: Iterable[_OfStory]) -> Mapping[str, Sequence[_OfStory]]:
    found: dict[str, list[_OfStory]] = defaultdict(list)
    for row in rows:
        found[row.story_id].append(row)
    return found


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
