"""Hand-built reports: sentences written for the tests, with the readings a test needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from vedette.incidents.assess import Assessment, assess
from vedette.model.article import Article
from vedette.model.bundle import Bundle
from vedette.model.evidence import Span, TextLayer, span_of
from vedette.model.ids import content_id
from vedette.model.listing import Match
from vedette.model.reading import ChainLink, Event, Mention, Sentence, Slot, Statement
from vedette.model.story import OriginGroup, Story, Strand
from vedette.regimes.load import load_regimes

REFS = {
    "Russia": "state:RU",
    "Moscow": "state:RU",
    "North Korea": "state:KP",
    "Pyongyang": "state:KP",
    "South Korea": "state:KR",
    "Japan": "state:JP",
    "Washington": "state:US",
    "Iran": "state:IR",
    "Mali": "state:ML",
    "China": "state:CN",
    "the panel of experts": "body:un-panel-of-experts",
}


@dataclass
class Report:
    """One report under construction; each paragraph is one sentence."""

    name: str
    agency: str
    on: str
    paragraphs: Sequence[str]
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    extra: list[Mention] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs, a line each."""
        return "\n".join(self.paragraphs)

    def span(self, words: str, paragraph: int) -> Span:
        """Where words stand in a paragraph."""
        base = sum(len(one) + 1 for one in self.paragraphs[:paragraph])
        at = self.paragraphs[paragraph].index(words)
        return span_of(self.name, self.text, base + at, base + at + len(words))

    def event(
        self,
        kind: str,
        trigger: str,
        slots: Sequence[tuple[str, str]] = (),
        *,
        paragraph: int = 0,
        modality: str = "alleged",
        occurred: str | None = None,
        by: Statement | None = None,
    ) -> Event:
        """Add an event; slots are (role, words), their refs those of ``REFS``."""
        made = Event(
            event_id=content_id("ev", self.name, kind, paragraph, trigger),
            layer_id=self.name,
            sentence_id=f"{self.name}/{paragraph}",
            kind=kind,
            span=self.span(self.paragraphs[paragraph].rstrip("."), paragraph),
            trigger=self.span(trigger, paragraph),
            slots=tuple(self._slot(role, words, paragraph) for role, words in slots),
            occurred=occurred,
            date_span=None,
            date_basis="printed" if occurred else "the text does not say when",
            law_on=occurred[:10] if occurred and len(occurred) >= 10 else self.on,
            law_basis="the day of the event" if occurred else "the day of the report",
            modality=modality,  # type: ignore[arg-type]
            statement_id=by.statement_id if by else None,
            rule="test",
        )
        self.events.append(made)
        return made

    def says(
        self,
        speaker: str,
        content: str,
        *,
        cue: str = "say",
        paragraph: int = 0,
        ref: str | None = None,
    ) -> Statement:
        """Add a statement of a speaker; with a ref of None the speaker is not told apart."""
        made = Statement(
            statement_id=content_id("st", self.name, paragraph, content),
            layer_id=self.name,
            sentence_id=f"{self.name}/{paragraph}",
            manner="indirect",
            content=(self.span(content, paragraph),),
            cue=None,
            cue_lemma=cue,
            speaker=None,
            speaker_name=speaker if ref else None,
            speaker_ref=ref,
            speaker_role=None,
            chain=(ChainLink(kind="outlet", name=self.agency, ref=self.agency, span=None),),
            in_title=False,
            supported=None,
            supported_by=None,
            said_on=None,
            rule="test",
        )
        self.statements.append(made)
        return made

    def _slot(self, role: str, words: str, paragraph: int) -> Slot:
        ref = REFS.get(words)
        named = next((value for name, value in REFS.items() if name in words), None)
        if ref is None and role == "object" and "North Korean" in words:
            named = "state:KP"
        if role == "quantity":
            named = None
        return Slot(role=role, name=words, ref=ref or named, span=self.span(words, paragraph))

    def _mentions(self) -> tuple[Mention, ...]:
        return tuple(
            Mention(
                mention_id=content_id("mn", self.name, number, name),
                layer_id=self.name,
                sentence_id=f"{self.name}/{number}",
                span=self.span(name, number),
                kind="state",
                name=name,
                ref=ref,
                role=None,
                state=ref if ref.startswith("state:") else None,
                imo=None,
                voters=("gazetteer",),
                rule="test",
            )
            for number, paragraph in enumerate(self.paragraphs)
            for name, ref in REFS.items()
            if name in paragraph
        )

    def bundle(self) -> Bundle:
        """The report as the rooms receive it."""
        sentences = tuple(
            Sentence(
                sentence_id=f"{self.name}/{number}",
                layer_id=self.name,
                passage_id=f"{self.name}/p{number}",
                passage_kind="paragraph",
                paragraph=number,
                ordinal=0,
                span=self.span(paragraph, number),
            )
            for number, paragraph in enumerate(self.paragraphs)
        )
        return Bundle(
            article=_article(self),
            layer=TextLayer(
                layer_id=self.name,
                version_id=self.name,
                extractor="test",
                extractor_version="1",
                text_sha256="0" * 64,
                n_chars=len(self.text),
                language="en",
            ),
            text=self.text,
            passages=(),
            sentences=sentences,
            mentions=(*self._mentions(), *self.extra),
            statements=tuple(self.statements),
            events=tuple(self.events),
        )


def _article(report: Report) -> Article:
    return Article(
        layer_id=report.name,
        version_id=report.name,
        address=f"file:///{report.name}",
        language="en",
        titles=(report.paragraphs[0],),
        byline=None,
        outlet=report.agency,
        agency=report.agency,
        agency_basis="test",
        dateline_place=None,
        published=report.on,
        reference_on=report.on,
        n_paragraphs=len(report.paragraphs),
        n_furniture=0,
    )


class Desk:
    """Writes reports and assesses them; reports of one story are told together."""

    def report(
        self, *paragraphs: str, name: str = "r1", agency: str = "agency:afp", on: str = "2024-03-29"
    ) -> Report:
        """Start a report."""
        return Report(name=name, agency=agency, on=on, paragraphs=paragraphs)

    def assess(
        self,
        *reports: Report,
        stories: Mapping[str, Sequence[str]] | None = None,
        matches: Sequence[Match] = (),
    ) -> Assessment:
        """Assess reports; ``stories`` maps a story to report names, all in one if left out."""
        told = stories or {"sy_1": [report.name for report in reports]}
        bundles = [report.bundle() for report in reports]
        strands = [
            Strand(
                strand_id=f"sd_{report.name}",
                layer_id=report.name,
                paragraphs=tuple(range(len(report.paragraphs))),
                lead=report.span(report.paragraphs[0], 0),
                refs=(),
                reason="test",
            )
            for report in reports
        ]
        return assess(
            bundles,
            [_story(story_id, names, reports) for story_id, names in told.items()],
            strands,
            [
                _origin(s, report)
                for s, names in told.items()
                for report in reports
                if report.name in names
            ],
            (),
            matches,
            load_regimes(),
            number=numberer(),
        )


def _story(story_id: str, names: Sequence[str], reports: Sequence[Report]) -> Story:
    first = next(report for report in reports if report.name in names)
    return Story(
        story_id=story_id,
        title=first.paragraphs[0],
        title_span=first.span(first.paragraphs[0], 0),
        strand_ids=tuple(f"sd_{name}" for name in names),
        layer_ids=tuple(names),
        first_on=None,
        last_on=None,
        terms=(),
        reason="test",
    )


def _origin(story_id: str, report: Report) -> OriginGroup:
    return OriginGroup(
        origin_id=content_id("og", story_id, report.agency),
        story_id=story_id,
        name=report.agency,
        ref=report.agency,
        method="credit",
        layer_ids=(report.name,),
        evidence=(),
        containment=None,
        reason="test",
    )


def numberer() -> Callable[[str, str, int], str]:
    """Numbers as a workspace gives them: once per key, counted by prefix and year."""
    given: dict[str, str] = {}
    counts: dict[tuple[str, int], int] = {}

    def number(key: str, prefix: str, year: int) -> str:
        if key not in given:
            counts[prefix, year] = counts.get((prefix, year), 0) + 1
            given[key] = f"{prefix}-{year}-{counts[prefix, year]:04d}"
        return given[key]

    return number


@pytest.fixture
def desk() -> Desk:
    """A desk to write reports at."""
    return Desk()
