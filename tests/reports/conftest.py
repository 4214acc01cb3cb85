"""A small case built by hand from the model's nouns: two reports, one story, one incident."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from vedette.model.article import Article, Passage, PassageKind
from vedette.model.bundle import Bundle
from vedette.model.evidence import Span, TextLayer, span_of
from vedette.model.ids import content_id, sha256_hex
from vedette.model.incident import EngagedMeasure, EvidenceLink, Finding, Incident, PoliticalLink
from vedette.model.law import Citation, Mandate, Measure, Regime, Vote
from vedette.model.listing import Alignment, Coverage, ListedName, Listing, ListRelease, Match
from vedette.model.reading import ChainLink, Event, Mention, Sentence, Statement
from vedette.model.story import Claim, Difference, OriginGroup, Story, Strand
from vedette.reports.dossier import build
from vedette.reports.inputs import DossierInputs, Scope, SourceFile
from vedette.reports.nouns import Dossier

FIRST = (
    "Harbour Gazette\n\n"
    "Minister calls cargo 'a scandal' after rifles reach Westland\n\n"
    "GENEVA, May 3 (Alpha Wire): Norland said on Friday that Sudland had shipped 40 crates of "
    "rifles to Westland on 1 May 2024.\n"
    '"We saw the crates," foreign minister Ana Ruiz said.\n'
    "Sudland denied that it had shipped any arms."
)

SECOND = (
    "North Post\n\n"
    "Norland counts 60 crates\n\n"
    "Foreign minister Ana Ruiz said that crates had been seen, and that Sudland had shipped 60 "
    "crates of rifles to Westland.\n"
    "A veto in the Council ended the mandate of the monitors."
)


@dataclass
class Report:
    """One report being put together, with spans cut out of its text by their words."""

    text: str
    name: str

    @property
    def layer_id(self) -> str:
        return content_id("tl", self.name, self.text)

    def span(self, words: str, nth: int = 0) -> Span:
        """The nth place where the words stand."""
        at = -1
        for _ in range(nth + 1):
            at = self.text.index(words, at + 1)
        return span_of(self.layer_id, self.text, at, at + len(words))

    def shipped(self) -> Span:
        """The clause of the shipment, whatever stands inside it."""
        start = self.text.index("Sudland had shipped")
        return self.span(self.text[start : self.text.index("1 May 2024") + len("1 May 2024")])

    def passage(self, kind: PassageKind, words: str, ordinal: int = 0) -> Passage:
        span = self.span(words)
        return Passage(
            passage_id=content_id("pa", span.span_id, kind),
            layer_id=self.layer_id,
            kind=kind,
            ordinal=ordinal,
            span=span,
            value=None,
            rule="hand",
        )

    def bundle(
        self,
        *,
        title: str,
        outlet: str,
        published: str,
        passages: tuple[Passage, ...],
        mentions: tuple[tuple[str, str, str], ...],
        statements: tuple[Statement, ...],
        events: tuple[Event, ...],
    ) -> Bundle:
        layer = TextLayer(
            layer_id=self.layer_id,
            version_id=f"dv_{self.name}",
            extractor="hand",
            extractor_version="1",
            text_sha256=sha256_hex(self.text.encode()),
            n_chars=len(self.text),
            language="en",
        )
        article = Article(
            layer_id=self.layer_id,
            version_id=layer.version_id,
            address=f"reports/{self.name}.txt",
            language="en",
            titles=(title,),
            byline=None,
            outlet=outlet,
            agency=None,
            agency_basis=None,
            dateline_place=None,
            published=published,
            reference_on=published[:10],
            n_paragraphs=3,
            n_furniture=1,
        )
        sentences = tuple(
            Sentence(
                sentence_id=f"se_{self.name}_{p.kind}_{p.ordinal}",
                layer_id=self.layer_id,
                passage_id=p.passage_id,
                passage_kind=p.kind,
                paragraph=p.ordinal,
                ordinal=0,
                span=p.span,
            )
            for p in passages
            if p.kind in ("title", "paragraph")
        )
        return Bundle(
            article=article,
            layer=layer,
            text=self.text,
            passages=passages,
            sentences=sentences,
            mentions=tuple(self._mention(*row) for row in mentions),
            statements=statements,
            events=events,
        )

    def _mention(self, words: str, name: str, sentence: str) -> Mention:
        return Mention(
            mention_id=content_id("me", self.layer_id, words),
            layer_id=self.layer_id,
            sentence_id=f"se_{self.name}_{sentence}",
            span=self.span(words),
            kind="person",
            name=name,
            ref=f"person:{name.casefold()}",
            role="foreign minister",
            state=None,
            imo=None,
            voters=("pattern",),
            rule="hand",
        )

    def statement(self, key: str, sentence: str, words: str, **given: object) -> Statement:
        fields: dict[str, object] = {
            "statement_id": f"st_{self.name}_{key}",
            "layer_id": self.layer_id,
            "sentence_id": f"se_{self.name}_{sentence}",
            "manner": "indirect",
            "content": (self.span(words),),
            "cue": None,
            "cue_lemma": "say",
            "speaker": None,
            "speaker_name": None,
            "speaker_ref": None,
            "speaker_role": None,
            "chain": (),
            "in_title": False,
            "supported": None,
            "supported_by": None,
            "said_on": None,
            "rule": "hand",
        }
        return Statement(**{**fields, **given})  # type: ignore[arg-type]

    def event(self, key: str, sentence: str, words: str, **given: object) -> Event:
        fields: dict[str, object] = {
            "event_id": f"ev_{self.name}_{key}",
            "layer_id": self.layer_id,
            "sentence_id": f"se_{self.name}_{sentence}",
            "kind": "arms_transfer",
            "span": self.span(words),
            "trigger": self.span("shipped"),
            "slots": (),
            "occurred": None,
            "date_span": None,
            "date_basis": "no words date it",
            "law_on": "2024-05-03",
            "law_basis": "the day of the report; the event is undated",
            "modality": "alleged",
            "statement_id": None,
            "rule": "arms-verb",
        }
        return Event(**{**fields, **given})  # type: ignore[arg-type]


def first_bundle(text: str = FIRST) -> tuple[Report, Bundle]:
    """The first report: dated, with a denial and a headline quotation its body lacks."""
    report = Report(text, "first")
    ana = {
        "speaker_name": "Ana Ruiz",
        "speaker_ref": "person:ana ruiz",
        "speaker_role": "foreign minister",
    }
    title = "Minister calls cargo 'a scandal' after rifles reach Westland"
    body = text.split("\n\n")[2].split("\n")
    lead = body[0].partition(": ")[2]
    chain = (
        ChainLink(
            kind="speaker", name="Ana Ruiz", ref="person:ana ruiz", span=report.span("Ana Ruiz")
        ),
        ChainLink(kind="outlet", name="Harbour Gazette", ref="outlet:harbour gazette", span=None),
    )
    return report, report.bundle(
        title=title,
        outlet="Harbour Gazette",
        published="2024-05-03T18:00:00Z",
        passages=(
            report.passage("outlet", "Harbour Gazette"),
            report.passage("title", title),
            report.passage("dateline", "GENEVA, May 3 (Alpha Wire):"),
            report.passage("credit", "Alpha Wire"),
            report.passage("paragraph", lead, 0),
            report.passage("paragraph", body[1], 1),
            report.passage("paragraph", body[2], 2),
        ),
        mentions=(("Ana Ruiz", "Ana Ruiz", "paragraph_1"),),
        statements=(
            report.statement(
                "title", "title_0", "'a scandal'", manner="direct", in_title=True, supported=False
            ),
            report.statement(
                "saw",
                "paragraph_1",
                '"We saw the crates,"',
                manner="direct",
                speaker=report.span("Ana Ruiz"),
                chain=chain,
                cue=report.span("said", 1),
                **ana,
            ),
            report.statement(
                "denied",
                "paragraph_2",
                "it had shipped any arms",
                cue=report.span("denied"),
                cue_lemma="deny",
                speaker=report.span("Sudland", 1),
                speaker_name="Sudland",
                speaker_ref="state:XS",
            ),
        ),
        events=(
            report.event(
                "shipped",
                "paragraph_0",
                report.shipped().quote,
                occurred="2024-05-01",
                date_span=report.span("1 May 2024"),
                law_on="2024-05-01",
                law_basis="the day the text gives",
            ),
            report.event("denied", "paragraph_2", "it had shipped any arms", modality="denied"),
        ),
    )


def second_bundle() -> tuple[Report, Bundle]:
    """The second report: another number, no day, and a veto."""
    report = Report(SECOND, "second")
    body = SECOND.split("\n\n")[2].split("\n")
    return report, report.bundle(
        title="Norland counts 60 crates",
        outlet="North Post",
        published="2024-05-04",
        passages=(
            report.passage("outlet", "North Post"),
            report.passage("title", "Norland counts 60 crates"),
            report.passage("paragraph", body[0], 0),
            report.passage("paragraph", body[1], 1),
        ),
        mentions=(("Ana Ruiz", "Ana Ruiz", "paragraph_0"),),
        statements=(
            report.statement(
                "seen",
                "paragraph_0",
                "crates had been seen",
                speaker=report.span("Foreign minister"),
                speaker_name="Ana Ruiz",
                speaker_ref="person:ana ruiz",
            ),
        ),
        events=(
            report.event(
                "shipped", "paragraph_0", "Sudland had shipped 60 crates of rifles to Westland"
            ),
            report.event(
                "veto",
                "paragraph_1",
                "A veto in the Council ended the mandate of the monitors",
                kind="veto",
                modality="asserted",
                trigger=report.span("veto"),
            ),
        ),
    )


def _regime() -> Regime:
    citation = Citation(
        symbol="S/RES/1 (2020)", paragraph="8", verification="transposed", source="a law of Norland"
    )
    return Regime(
        regime_id="UN-XS",
        prefix="XS",
        name="Sanctions on Sudland",
        target="state:XS",
        issuer="UN",
        committee="Committee 1",
        data_version="2024-05-01",
        data_sha256="ab" * 32,
        aliases=(),
        instruments=(),
        measures=(
            Measure(
                measure_id="XS/arms",
                kind="arms_embargo",
                verb="decides",
                direction="from",
                subject="export of all arms",
                valid_from="2020-01-01",
                valid_until=None,
                amends=(),
                replaced_by=None,
                citation=citation,
            ),
        ),
        mandates=(
            Mandate(
                mandate_id="XS/panel-2024",
                body="panel of monitors",
                body_id="body:panel",
                valid_from="2023-05-01",
                valid_until="2024-04-30",
                instrument="S/RES/2 (2023)",
                ended_by="XS/vote",
                end_reason="not renewed",
                citation=citation,
            ),
        ),
        votes=(
            Vote(
                vote_id="XS/vote",
                draft="S/2024/1",
                held_on="2024-04-20",
                meeting="9999",
                subject="renewal of the panel",
                positions={"FR": "Y", "CN": "A", "RU": "N"},
                permanent=("CN", "FR", "RU"),
                n_for=13,
                n_against=1,
                n_abstain=1,
                outcome="vetoed",
                recorded="not adopted, owing to the negative vote of a permanent member",
                mandate_id="XS/panel-2024",
                effect=None,
                citation=citation,
            ),
        ),
    )


def _screening(report: Report) -> dict[str, object]:
    release = ListRelease(
        release_id="lr_1",
        list_id="UN-SC",
        title="A list",
        blob_sha256="cd" * 32,
        generated_on="2024-05-01",
        n_listings=1,
        counts={"person": 1},
    )
    listing = Listing(
        listing_id="li_1",
        release_id="lr_1",
        list_id="UN-SC",
        list_ref="XSi.001",
        kind="person",
        name="ANA RUIZ GOMEZ",
        names=(ListedName(value="ANA RUIZ GOMEZ", quality="primary"),),
        identifiers=(),
        birth_dates=(),
        nationalities=(),
        regime="UN-XS",
        listed_on="2020-02-02",
        amended_on=(),
        remarks=None,
        locator="row 2",
    )
    match = Match(
        match_id="ma_1",
        layer_id=report.layer_id,
        span=report.span("Ana Ruiz"),
        subject_name="Ana Ruiz",
        subject_ref="person:ana ruiz",
        subject_kind="person",
        listing_id="li_1",
        list_id="UN-SC",
        list_ref="XSi.001",
        listed_name="ANA RUIZ GOMEZ",
        verdict="near_miss",
        score=0.6,
        alignment=(Alignment(query="ana", listed="ana", rule="equal", weight=0.5),),
        explanation='"ana" and "ruiz" stand in both names',
        reasons_against=("The listed name has one more part",),
        searched=("lr_1",),
    )
    coverage = Coverage(
        coverage_id="co_1",
        searched=("lr_1",),
        missing=("Another list",),
        n_subjects=1,
        n_listings=1,
        sentence="1 name against 1 list",
    )
    return {
        "releases": (release,),
        "listings": (listing,),
        "matches": (match,),
        "coverage": (coverage,),
    }


def _related(one: Report, two: Report) -> dict[str, object]:
    strands = (
        Strand(
            strand_id="sd_1",
            layer_id=one.layer_id,
            paragraphs=(0, 1, 2),
            lead=one.span("Norland"),
            refs=(),
            reason="one event",
        ),
        Strand(
            strand_id="sd_2",
            layer_id=two.layer_id,
            paragraphs=(0,),
            lead=two.span("Foreign minister"),
            refs=(),
            reason="one event",
        ),
        Strand(
            strand_id="sd_3",
            layer_id=two.layer_id,
            paragraphs=(1,),
            lead=two.span("A veto"),
            refs=(),
            reason="another event",
        ),
    )

    def story(key: str, title: Span, strand_ids: tuple[str, ...], *layers: str) -> Story:
        return Story(
            story_id=key,
            title=title.quote,
            title_span=title,
            strand_ids=strand_ids,
            layer_ids=layers,
            first_on="2024-05-03",
            last_on="2024-05-04",
            terms=("rifles",),
            reason="shared names and words",
        )

    def origin(key: str, name: str, layer: str, shown: Span) -> OriginGroup:
        return OriginGroup(
            origin_id=key,
            story_id="so_1",
            name=name,
            ref=f"outlet:{name.casefold()}",
            method="outlet",
            layer_ids=(layer,),
            evidence=(shown,),
            containment=None,
            reason="no agency is credited",
        )

    left = one.shipped()
    right = two.span("Sudland had shipped 60 crates of rifles to Westland")
    claim = Claim(
        claim_id="cl_1",
        story_id="so_1",
        kind="event",
        text=left.quote,
        speaker_ref=None,
        member_ids=("ev_first_shipped", "ev_second_shipped", "ev_first_denied"),
        spans=(left, right),
        witnesses=("or_1", "or_2"),
        primary_sources=("ministry:FR:foreign",),
        n_origins_of_report=2,
        n_origins_of_content=1,
        sentence="two origins",
    )

    def difference(key: str, kind: str, slot: str, **sides: object) -> Difference:
        fields: dict[str, object] = {
            "difference_id": key,
            "story_id": "so_1",
            "kind": kind,
            "slot": slot,
            "left_layer": one.layer_id,
            "left": left,
            "left_value": None,
            "right_layer": two.layer_id,
            "right": right,
            "right_value": None,
            "similarity": 0.9,
            "sentence": "set beside each other",
        }
        return Difference(**{**fields, **sides})  # type: ignore[arg-type]

    return {
        "strands": strands,
        "stories": (
            story(
                "so_1",
                one.span("Minister calls cargo"),
                ("sd_1", "sd_2"),
                one.layer_id,
                two.layer_id,
            ),
            story("so_2", two.span("A veto in the Council"), ("sd_3",), two.layer_id),
        ),
        "origins": (
            origin("or_1", "Harbour Gazette", one.layer_id, one.span("Harbour Gazette")),
            origin("or_2", "North Post", two.layer_id, two.span("North Post")),
        ),
        "claims": (claim,),
        "differences": (
            difference("di_1", "contradicts", "number", left_value="40", right_value="60"),
            # The other way round, as a comparison may give it.
            difference(
                "di_2",
                "shared",
                "clause",
                left_layer=two.layer_id,
                left=right,
                right_layer=one.layer_id,
                right=left,
            ),
            difference(
                "di_3",
                "only",
                "clause",
                left=one.span("it had shipped any arms"),
                right=None,
                right_layer=None,
            ),
        ),
    }


def _assessed(one: Report, two: Report) -> dict[str, object]:
    shipped = one.shipped()
    denied = one.span("it had shipped any arms")
    incident = Incident(
        incident_id="XS-2024-0001",
        key="arms|XS|XW",
        regime_id="UN-XS",
        regime_version="2024-05-01",
        title="Arms transfers: Sudland – Westland (alleged)",
        kind="arms_transfer",
        status="open",
        modality="alleged",
        parties=("state:XS", "state:XW"),
        party_names=("Sudland", "Westland"),
        occurred="2024-05-01",
        law_on="2024-05-01",
        law_basis="the day the text gives",
        measures=(
            EngagedMeasure(
                measure_id="XS/arms",
                kind="arms_embargo",
                symbol="S/RES/1 (2020)",
                paragraph="8",
                verb="decides",
                subject="export of all arms",
                verification="transposed",
                reason="Sudland is the target and the sender; in force that day",
            ),
        ),
        evidence=(
            EvidenceLink(
                stance="supports",
                layer_id=one.layer_id,
                span=shipped,
                origin="or_1",
                reason='Told with "1 May 2024" as its day, by "sources" unnamed',
            ),
            EvidenceLink(
                stance="contradicts",
                layer_id=one.layer_id,
                span=denied,
                origin="or_1",
                reason="A denial by one of the parties",
            ),
        ),
        finding_ids=("fi_1",),
        event_ids=("ev_first_shipped", "ev_second_shipped"),
        story_ids=("so_1",),
        n_origins=2,
        open_questions=("Who saw the crates", "What does Ana Ruiz rest it on?"),
    )
    finding = Finding(
        finding_id="fi_1",
        rule="arms-from-target",
        regime_id="UN-XS",
        regime_version="2024-05-01",
        event_id="ev_first_shipped",
        measure_ids=("XS/arms",),
        law_on="2024-05-01",
        law_basis="the day the text gives",
        claim_type="apparent_breach",
        reason="arms out of the target",
    )
    link = PoliticalLink(
        link_id="pl_1",
        event_ids=("ev_second_veto",),
        story_ids=("so_2",),
        regime_id="UN-XS",
        regime_version="2024-05-01",
        vote_id="XS/vote",
        mandate_id="XS/panel-2024",
        mandate_body="panel of monitors",
        mandate_ended_on="2024-04-30",
        spans=(two.span("A veto in the Council ended the mandate of the monitors"),),
        reason="The words name the mandate; the nearest vote before the report is taken",
    )
    return {"incidents": (incident,), "findings": (finding,), "political_links": (link,)}


def case_inputs(scope: Scope | None = None, first_text: str = FIRST) -> DossierInputs:
    """The whole case."""
    one, first = first_bundle(first_text)
    two, second = second_bundle()
    sources = {
        f"dv_{name}": SourceFile(
            version_id=f"dv_{name}",
            sha256=sha256_hex(text.encode()),
            size=len(text.encode()),
            name=f"{name}.txt",
            address=f"reports/{name}.txt",
            captured_at="2024-05-05T09:00:00Z",
        )
        for name, text in (("first", first_text), ("second", SECOND))
    }
    return DossierInputs(
        bundles=(first, second),
        sources=sources,
        regimes=(_regime(),),
        scope=scope or Scope(),
        knowledge_time="2024-05-05T10:00:00Z",
        vedette_version="0.0.0",
        generated_on="2024-05-06",
        **_related(one, two),  # type: ignore[arg-type]
        **_assessed(one, two),  # type: ignore[arg-type]
        **_screening(one),  # type: ignore[arg-type]
    )


@pytest.fixture
def inputs() -> DossierInputs:
    """The whole case as rows."""
    return case_inputs()


@pytest.fixture
def make_inputs() -> Callable[..., DossierInputs]:
    """The case under another scope, or with another text of the first report."""
    return case_inputs


@pytest.fixture
def dossier(inputs: DossierInputs) -> Dossier:
    """The whole case as a dossier."""
    return build(inputs)
