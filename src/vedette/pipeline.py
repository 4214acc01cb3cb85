"""The itinerary: which stages there are, in which order, and what each needs and gives.

This is the only module that joins the rooms. A stage is a row of :data:`STAGES`; its ``run`` is a
function of nouns that gives nouns, with no clock, no network and no database. Whoever turns the
crank (``vedette.api.crank``) fetches what a stage needs, skips units whose inputs have not changed,
and records what it gives under one activity.

Change what a stage does and its ``version`` changes: every unit of it runs again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from vedette.model.article import Article, Passage
from vedette.model.bundle import Bundle
from vedette.model.correction import Correction, CorrectionState, Given, Tie, state_of
from vedette.model.evidence import DocumentVersion, TextLayer
from vedette.model.incident import Finding, Incident, PoliticalLink
from vedette.model.law import Regime
from vedette.model.listing import Coverage, Listing, ListRelease, Match
from vedette.model.memory import LineMemory
from vedette.model.reading import Event, Mention, Sentence, Statement
from vedette.model.story import Claim, Difference, OriginGroup, Story, Strand, TextKin

Rows = Sequence[Any]
Per = Literal["version", "layer", "workspace"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the line.

    Args:
        name: What activities of this stage are called.
        per: The unit of work: one document version, one text layer, or the whole workspace.
        needs: Nouns it works on, besides its unit.
        gives: Nouns it makes.
        leans_on: Stages whose rows are its input; their row hashes make its input hash.
        data: Data that is no evidence but changes the answer: ``lists``, ``regimes``, ``corrections``
            (what a person judged of single reports), ``ties`` (what was judged of several).
        corrects: The stage whose rows this one's take the place of, report by report; it runs only
            where there is something to correct.
        version: Raised with every change of what it would give.
        bounded: It touches hostile input or a parser and runs in a bounded child process.
        run: The work.
    """

    name: str
    per: Per
    needs: tuple[type, ...]
    gives: tuple[type, ...]
    leans_on: tuple[str, ...]
    data: tuple[str, ...]
    version: str
    bounded: bool
    run: Callable[..., Rows]
    corrects: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionInput:
    """What ``read`` is given: the bytes of one document version and where they came from.

    ``memory`` holds the lines its outlet repeats, where other reports of it have been read.
    """

    data: bytes
    media_type: str
    name: str
    address: str
    version_id: str
    memory: LineMemory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOutput:
    """What ``read`` gives: the rows, and the text that becomes a blob of its own."""

    text: str
    rows: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusInput:
    """What the stages over the whole workspace are given."""

    bundles: tuple[Bundle, ...]
    strands: tuple[Strand, ...] = ()
    stories: tuple[Story, ...] = ()
    origins: tuple[OriginGroup, ...] = ()
    claims: tuple[Claim, ...] = ()
    differences: tuple[Difference, ...] = ()
    matches: tuple[Match, ...] = ()
    ties: tuple[Tie, ...] = ()


def read_version(unit: VersionInput) -> ReadOutput:
    """Draw the text layer and the parts of one report out of its bytes."""
    from vedette.read.document import read

    reading = read(
        unit.data,
        media_type=unit.media_type,
        name=unit.name,
        address=unit.address,
        version_id=unit.version_id,
        memory=unit.memory,
    )
    return ReadOutput(text=reading.text, rows=(reading.layer, *reading.passages, reading.article))


def correct_report_layer(bundle: Bundle, given: Given) -> Rows:
    """Lay what a person judged of a report's title, outlet, time, agency or language over it."""
    from vedette.correct.report import correct_report

    return correct_report(bundle.article, bundle.passages, given)


def extract_layer(bundle: Bundle) -> Rows:
    """Find sentences, mentions, statements and events in one report, parsing it once."""
    from vedette.extract.reading import read_meaning

    meaning = read_meaning(bundle.article, bundle.passages, bundle.text)
    return (*meaning.sentences, *meaning.mentions, *meaning.statements, *meaning.events)


def correct_reading_layer(bundle: Bundle, given: Given) -> Rows:
    """Lay what a person judged of mentions, persons, statements and events over one report's."""
    from vedette.correct.reading import correct_reading

    return correct_reading(bundle, given)


def screen_layer(bundle: Bundle, screener: Any) -> Rows:
    """Screen the parties one report names against the lists in use."""
    from vedette.screen.subjects import subjects_of

    screening = screener.screen(subjects_of(bundle.mentions))
    return (*screening.matches, screening.coverage)


def relate_corpus(corpus: CorpusInput) -> Rows:
    """Set the reports beside each other: strands, stories, origins, kin, claims, differences."""
    from vedette.stories.relate import relate

    related = relate(corpus.bundles, corpus.ties)
    return (
        *related.strands,
        *related.stories,
        *related.origins,
        *related.kin,
        *related.claims,
        *related.differences,
        *(state_of(tie.correction_id, "", adrift=tie.adrift) for tie in corpus.ties),
    )


def assess_corpus(
    corpus: CorpusInput,
    regimes: Sequence[Regime],
    number: Callable[[str, str, int], str],
) -> Rows:
    """Test events against the measures of their day; tie votes to mandates."""
    from vedette.incidents.assess import assess

    assessment = assess(
        corpus.bundles,
        corpus.stories,
        corpus.strands,
        corpus.origins,
        corpus.claims,
        corpus.matches,
        regimes,
        number=number,
    )
    return (*assessment.findings, *assessment.incidents, *assessment.political_links)


STAGES: tuple[Stage, ...] = (
    Stage(
        name="read",
        per="version",
        needs=(DocumentVersion,),
        gives=(TextLayer, Passage, Article),
        leans_on=(),
        data=(),
        version="4",
        bounded=True,
        run=read_version,  # type: ignore[arg-type]  # gives its text beside its rows
    ),
    Stage(
        name="correct-report",
        per="layer",
        needs=(Passage, Article, Correction),
        gives=(Article, CorrectionState),
        leans_on=("read",),
        data=("corrections",),
        version="1",
        bounded=False,
        run=correct_report_layer,
        corrects="read",
    ),
    Stage(
        name="extract",
        per="layer",
        needs=(Passage, Article),
        gives=(Sentence, Mention, Statement, Event),
        leans_on=("read", "correct-report"),
        data=(),
        version="8",
        bounded=True,
        run=extract_layer,
    ),
    Stage(
        name="correct-reading",
        per="layer",
        needs=(Passage, Article, Sentence, Mention, Statement, Event, Correction),
        gives=(Sentence, Mention, Statement, Event, CorrectionState),
        leans_on=("read", "correct-report", "extract"),
        data=("corrections",),
        version="1",
        bounded=False,
        run=correct_reading_layer,
        corrects="extract",
    ),
    Stage(
        name="screen",
        per="layer",
        needs=(Mention, Listing, ListRelease),
        gives=(Match, Coverage),
        leans_on=("extract", "correct-reading"),
        data=("lists",),
        version="2",
        bounded=False,
        run=screen_layer,
    ),
    Stage(
        name="relate",
        per="workspace",
        needs=(Article, Passage, Sentence, Mention, Statement, Event),
        gives=(Strand, Story, OriginGroup, TextKin, Claim, Difference, CorrectionState),
        leans_on=("read", "correct-report", "extract", "correct-reading"),
        data=("ties",),
        version="10",
        bounded=False,
        run=relate_corpus,
    ),
    Stage(
        name="assess",
        per="workspace",
        needs=(Event, Statement, Story, OriginGroup, Claim, Match, Regime),
        gives=(Finding, Incident, PoliticalLink),
        leans_on=("read", "correct-report", "extract", "correct-reading", "screen", "relate"),
        data=("regimes",),
        version="2",
        bounded=False,
        run=assess_corpus,
    ),
)


def stage(name: str) -> Stage:
    """The stage of that name.

    Raises:
        KeyError: There is none.
    """
    return next(stage for stage in STAGES if stage.name == name)


def stages_after(names: Iterable[str]) -> tuple[Stage, ...]:
    """The named stages and all that lean on them, in order."""
    reached = set(names)
    for step in STAGES:
        if reached & set(step.leans_on):
            reached.add(step.name)
    return tuple(step for step in STAGES if step.name in reached)
