"""The workbench: a workspace with verbs, and tables of everything in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from vedette.api.crank import Crank, Turn, corpus_of
from vedette.api.finding import article_named
from vedette.api.intake import Fate, accept, take_in
from vedette.api.list_history import diff_kept, listings_as_of, party_history, party_key
from vedette.api.lists import ListOutcome, ListState, TakeOptions, list_states, take_lists
from vedette.engine.tables import Table
from vedette.errors import UnknownId, UsageError
from vedette.model.article import Article, Passage
from vedette.model.correction import Correction
from vedette.model.evidence import Capture, Document, DocumentVersion
from vedette.model.history import AsOf, ListDiff, PartyHistory
from vedette.model.incident import Finding, Incident, PoliticalLink
from vedette.model.law import Regime
from vedette.model.listing import Coverage, Listing, ListRelease, Match
from vedette.model.reading import Event, Mention, Sentence, Statement
from vedette.model.search import SearchResult
from vedette.model.story import Claim, Difference, OriginGroup, Story, Strand, TextKin
from vedette.store.ledger import Job
from vedette.store.releases import Kept, kept, listings_by_id
from vedette.store.workspace import Workspace
from vedette.version import __version__

if TYPE_CHECKING:
    from vedette.api.corrections import CorrectionView
    from vedette.api.identities import PartyView
    from vedette.model.correction import CorrectionAction, Thing
    from vedette.model.identity import (
        IdentityCandidate,
        IdentityCluster,
        IdentityJudgement,
        IdentityVerdict,
    )
    from vedette.model.screening import Answer, Question
    from vedette.reports.nouns import Dossier
    from vedette.screen.screener import Screener
    from vedette.screen.settings import Settings
    from vedette.store.verify import VerifyReport

T = TypeVar("T")
Report = Callable[[str, int, int], None]

# What `tables()` and the command `export` offer, by the name people use.
TABLES: dict[str, type[Any]] = {
    "documents": Document,
    "versions": DocumentVersion,
    "captures": Capture,
    "articles": Article,
    "passages": Passage,
    "sentences": Sentence,
    "mentions": Mention,
    "statements": Statement,
    "events": Event,
    "lists": ListRelease,
    "listings": Listing,
    "matches": Match,
    "coverage": Coverage,
    "strands": Strand,
    "stories": Story,
    "origins": OriginGroup,
    "kin": TextKin,
    "claims": Claim,
    "differences": Difference,
    "findings": Finding,
    "incidents": Incident,
    "political_links": PoliticalLink,
    "corrections": Correction,
}


def _quiet(_stage: str, _done: int, _total: int) -> None:
    """Report progress to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How a workspace stands."""

    path: str
    ledger: dict[str, int]
    failures: tuple[Job, ...]
    lists: tuple[ListRelease, ...]
    missing_lists: tuple[str, ...]
    rows: dict[str, int]
    incidents: tuple[str, ...]
    corrections: dict[str, int]


class Workbench:
    """An open workspace. Read-only unless opened with ``write=True``.

    Example::

        with vedette.open("vedette-workspace") as bench:
            bench.statements().to_polars()
    """

    def __init__(self, workspace: Workspace, regimes: Sequence[Regime] | None = None) -> None:
        self.workspace = workspace
        self._regimes = tuple(regimes) if regimes is not None else None

    @classmethod
    def open(cls, path: str | Any, *, write: bool = False) -> Self:
        """Open the workspace at a path; see :func:`vedette.open`."""
        return cls(Workspace.open(path, write=write))

    @classmethod
    def create(cls, path: str | Any) -> Self:
        """Make a new workspace in an empty folder, open for writing."""
        return cls(Workspace.create(path))

    def close(self) -> None:
        """Let go of it."""
        self.workspace.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """The law in use."""
        if self._regimes is None:
            from vedette.regimes.load import load_regimes

            self._regimes = load_regimes()
        return self._regimes

    # -- verbs -----------------------------------------------------------------------------

    def ingest(
        self,
        inputs: Sequence[str],
        *,
        stdin: bytes | None = None,
        offline: bool = False,
        report: Report = _quiet,
    ) -> list[Fate]:
        """Take inputs in and capture them; also what an earlier, killed run left queued.

        Args:
            inputs: Paths and addresses.
            stdin: Bytes of standard input, if any.
            offline: Fetch nothing.
            report: Told about progress.
        """
        refused = accept(self.workspace, inputs, stdin)
        return [*refused, *take_in(self.workspace, report, offline=offline)]

    def retry(self, only: str | None = None) -> int:
        """Queue failed inputs again, all or one (by job id or address); returns how many.

        Raises:
            UnknownId: No failed input has that id or address.
        """
        wanted = named(only) if only is not None else frozenset()
        failed = [
            job
            for job in self.workspace.jobs("failed")
            if only is None or wanted & {job.job_id, job.address, job.name}
        ]
        if only is not None and not failed:
            raise UnknownId(only, "no failed input has this id or address", "See: vedette status")
        self.workspace.enqueue([(j.address, j.kind, j.name, j.blob_sha256) for j in failed])
        self._forced = frozenset(j.version_id for j in failed if j.version_id)
        return len(failed)

    _forced: frozenset[str] = frozenset()

    def run(self, *, n_workers: int | None = None, report: Report = _quiet) -> Turn:
        """Bring everything up to date: run each stage where its inputs changed."""
        crank = Crank(
            self.workspace, self.regimes, expected_lists(), report, n_workers, self._forced
        )
        turn = crank.turn()
        self._forced = frozenset()
        return turn

    # -- lists: see vedette.api.lists, list_updates, list_history and identities -----------

    def add_lists(
        self,
        paths: Sequence[str | Path],
        *,
        floor: int | None = None,
        dated_on: str | None = None,
        called: str | None = None,
        accept: str | None = None,
    ) -> list[ListOutcome]:
        """Load sanctions lists from files; a bad file never replaces a good list.

        Args:
            paths: Files, folders or zip archives; what belongs together becomes one release.
            floor: The fewest entries to accept instead of the list's own floor.
            dated_on: The release's day, where neither its content nor its name tells it.
            called: What a list without a fixed id (one's own, FollowTheMoney) is called.
            accept: Why a release that the guards would refuse is taken all the same.
        """
        options = TakeOptions(floor=floor, dated_on=dated_on, called=called, accept=accept)
        return take_lists(self.workspace, paths, options)

    def update_lists(
        self,
        names: Sequence[str] = (),
        *,
        folder: str | Path | None = None,
        every: bool = False,
        report: Report = _quiet,
    ) -> list[ListOutcome]:
        """Fetch lists from their publishers if they changed, or take them from a folder.

        Args:
            names: List ids; without any, those loaded or expected that have an address.
            folder: Take what is there instead of the network.
            every: All lists that have an address.
            report: Told about progress.

        Raises:
            UnknownId: There is no such list.
            UsageError: A list asked for by name has no address.
        """
        from vedette.api.list_updates import update_lists

        return update_lists(
            self.workspace,
            names,
            expected=expected_lists(),
            folder=folder,
            every=every,
            report=report,
        )

    def judge_identity(
        self,
        left: str,
        right: str,
        verdict: IdentityVerdict,
        because: str,
        evidence: Sequence[str] = (),
    ) -> IdentityJudgement:
        """Judge whether two listed parties are one; see :func:`vedette.api.identities.judge`."""
        from vedette.api.identities import judge

        return judge(self.workspace, left, right, verdict, because, evidence)

    def identity_candidates(self, *, include_judged: bool = False) -> tuple[IdentityCandidate, ...]:
        """Parties on different lists that may be one, with what speaks for and against."""
        from vedette.api.identities import identity_candidates

        return identity_candidates(self.workspace, include_judged=include_judged)

    def identity_clusters(self) -> tuple[IdentityCluster, ...]:
        """Parties held for one by the judgements that hold now."""
        from vedette.api.identities import identity_clusters

        return identity_clusters(self.workspace)

    def party(self, party: str) -> PartyView:
        """A party as every list that is judged to have it says, value beside value."""
        from vedette.api.identities import party_view

        return party_view(self.workspace, party)

    # -- corrections: see vedette.api.corrections ------------------------------------------

    def correct(
        self,
        thing: Thing,
        target: str | None = None,
        *,
        because: str,
        action: CorrectionAction = "set",
        report: str | None = None,
        words: str | None = None,
        near: int | None = None,
        others: Sequence[str] = (),
        evidence: Sequence[str] = (),
        by: str | None = None,
        **values: str,
    ) -> Correction:
        """Correct what the machine read; :meth:`run` carries it into everything that rests on it.

        Nothing is overwritten: the machine's reading stays beside the judgement, and
        :meth:`undo_correction` takes the judgement back. See :class:`vedette.api.corrections.Ask`.

        Example::

            bench.correct("statement", "st_81c0", speaker="Choe Son Hui", because="the agency only
                carries her words")

        Raises:
            UsageError: It has no reason, changes nothing, or its values cannot be read.
            UnknownId: What it speaks of is not there.
        """
        from vedette.api.corrections import Ask, correct

        ask = Ask(
            thing=thing,
            action=action,
            target=target,
            report=report,
            words=words,
            near=near,
            others=tuple(others),
            values=values,
            because=because,
            evidence=tuple(evidence),
            by=by,
        )
        return correct(self.workspace, ask)

    def undo_correction(self, which: str, *, because: str, by: str | None = None) -> Correction:
        """Take a correction back, by its number or id; see :func:`vedette.api.corrections.undo`."""
        from vedette.api.corrections import undo

        return undo(self.workspace, which, because, by=by)

    def corrections(self, *, as_known_at: str | None = None) -> tuple[CorrectionView, ...]:
        """Every correction and how it stands, or stood at an instant."""
        from vedette.api.corrections import correction_views

        return correction_views(self.workspace, as_known_at=as_known_at)

    def list_releases(self) -> list[Kept]:
        """Every release kept, with when this workspace learned of it."""
        return kept(self.workspace.engine)

    def list_states(self) -> list[ListState]:
        """How every loaded or expected list stands against its publisher's schedule."""
        return list_states(self.workspace, expected_lists())

    def list_diff(
        self, list_id: str, before: str | None = None, after: str | None = None
    ) -> ListDiff:
        """What changed between two releases of a list; the last two unless named by id or day."""
        return diff_kept(self.workspace, list_id, before, after)

    def party_history(self, party: str) -> PartyHistory:
        """One listed party (``UN-SC:KPi.033``, or ``KPi.033``) through every release kept."""
        return party_history(self.workspace, *party_key(self.workspace, party))

    def listings_as_of(self, on: str, *, known_at: str | None = None) -> AsOf:
        """Who was listed on a day; see :func:`vedette.api.list_history.listings_as_of`."""
        return listings_as_of(self.workspace, on, known_at=known_at)

    def dossier(
        self,
        *,
        story: str | None = None,
        incident: str | None = None,
        as_known_at: str | None = None,
    ) -> Dossier:
        """Build the dossier of everything, one story or one incident.

        Args:
            story: A story id, or the first characters of one.
            incident: An incident id (``KP-2024-0001``).
            as_known_at: As the workspace knew it at that instant (ISO 8601, UTC).

        Raises:
            UnknownId: There is no such story or incident.
            UsageError: Both were asked for.
        """
        from vedette.reports.dossier import build
        from vedette.reports.inputs import DossierInputs, Judged, Scope

        if story and incident:
            raise UsageError("report", "a story and an incident were both asked for", "Name one")
        scope = Scope()
        if story:
            scope = Scope("story", self._story_id(story))
        elif incident:
            scope = Scope("incident", incident.upper())
        rows = self._rows_at(as_known_at)
        judged = [
            Judged(view.correction, view.state, view.rows)
            for view in self.corrections(as_known_at=as_known_at)
            if view.state != "undone"
        ]
        corpus = corpus_of(self.workspace, as_known_at=as_known_at)
        inputs = DossierInputs(
            bundles=corpus.bundles,
            sources=self._sources(),
            strands=corpus.strands,
            stories=corpus.stories,
            origins=corpus.origins,
            claims=corpus.claims,
            differences=corpus.differences,
            matches=corpus.matches,
            coverage=rows(Coverage),
            releases=[
                item.release for item in kept(self.workspace.engine, as_known_at=as_known_at)
            ],
            listings=self._matched_listings(corpus.matches, as_known_at),
            findings=rows(Finding),
            incidents=rows(Incident),
            political_links=rows(PoliticalLink),
            regimes=self.regimes,
            judged=judged,
            scope=scope,
            knowledge_time=as_known_at or self._knowledge_time(),
            vedette_version=__version__,
            generated_on=(as_known_at or self._knowledge_time())[:10],
        )
        return build(inputs)

    def _rows_at(self, as_known_at: str | None) -> Callable[[type[T]], list[T]]:
        def rows(noun: type[T]) -> list[T]:
            return self.workspace.rows(noun, as_known_at=as_known_at)

        return rows

    def _knowledge_time(self) -> str:
        """The instant of the newest activity: what the workspace knows, it knows since then."""
        return self.workspace.last_recorded_at()

    def _matched_listings(self, matches: Sequence[Match], as_known_at: str | None) -> list[Listing]:
        """The listings met: in the words in force then, or as first stored where they are gone."""
        wanted = {match.listing_id for match in matches}
        found = {
            item.listing_id: item
            for item in self.workspace.rows(Listing, as_known_at=as_known_at)
            if item.listing_id in wanted
        }
        gone = wanted - found.keys()
        return [*found.values(), *listings_by_id(self.workspace.engine, gone).values()]

    def _story_id(self, start: str) -> str:
        found = [s.story_id for s in self.workspace.rows(Story) if s.story_id.startswith(start)]
        if len(found) != 1:
            what = "no story has this id" if not found else f"{len(found)} stories begin with this"
            raise UnknownId(start, what, "See: vedette stories")
        return found[0]

    def _sources(self) -> dict[str, Any]:
        from vedette.reports.inputs import SourceFile

        captures = {c.capture_id: c for c in self.workspace.rows(Capture)}
        addresses = {d.document_id: d.address for d in self.workspace.rows(Document)}
        sizes = self.workspace.blob_sizes()
        return {
            version.version_id: SourceFile(
                version_id=version.version_id,
                sha256=version.blob_sha256,
                size=sizes[version.blob_sha256],
                name=version.name,
                address=addresses[version.document_id],
                captured_at=captures[version.capture_id].ended_at,
                media_type=version.media_type,
            )
            for version in self.workspace.rows(DocumentVersion)
        }

    def screener(
        self,
        *,
        settings: Settings | None = None,
        as_of: str | None = None,
        only: frozenset[str] | None = None,
    ) -> Screener:
        """A screener over the lists; see :func:`vedette.api.screening.screener_of`."""
        from vedette.api.screening import screener_of

        return screener_of(
            self.workspace, expected_lists(), settings=settings, as_of=as_of, only=only
        )

    def screen(self, question: str | Question, *, as_of: str | None = None) -> Answer:
        """Screen one party against the lists in use, or as they stood on a day.

        Args:
            question: A name, or all that is known.
            as_of: ISO day.
        """
        from vedette.model.screening import Question

        asked = Question(name=question) if isinstance(question, str) else question
        return self.screener(as_of=as_of).ask(asked)

    def verify(self, *, known_head: str | None = None) -> VerifyReport:
        """Recompute every hash; see :func:`vedette.store.verify.verify`."""
        from vedette.store.verify import verify

        return verify(self.workspace, known_head=known_head)

    def hide(self, target: str, reason: str) -> str:
        """Leave a document out (by address, name, document or version id); returns its id."""
        found = self._document_id(target)
        self.workspace.hide(found, reason)
        return found

    def unhide(self, target: str, reason: str) -> str:
        """Bring a hidden document back; returns its id."""
        found = self._document_id(target)
        self.workspace.unhide(found, reason)
        return found

    def article(self, target: str) -> Article:
        """One report as read, by its address, file name, document, version or layer id.

        Raises:
            UnknownId: No report has it, or several do.
        """
        return article_named(self.workspace, target)

    def search(self, query: str, **options: Any) -> SearchResult:
        """Find reports by their words, in any script.

        Args:
            query: See :mod:`vedette.clean.queries`.
            options: ``where``, ``limit``, ``as_known_at`` of :meth:`vedette.api.search.Search.run`.
        """
        from vedette.api.search import Search

        engine = Search(self.workspace)
        try:
            return engine.run(query, **options)
        finally:
            engine.close()

    def _document_id(self, target: str) -> str:
        names = {v.document_id: v.name for v in self.workspace.rows(DocumentVersion)}
        wanted = named(target)
        found = [
            document.document_id
            for document in self.workspace.rows(Document)
            if wanted & {document.document_id, document.address, names.get(document.document_id)}
        ]
        if len(found) != 1:
            what = "no document has this id or address" if not found else "several documents match"
            raise UnknownId(target, what, "See: vedette documents")
        return found[0]

    def status(self) -> Status:
        """Count what came in, what failed and what is loaded."""
        jobs = self.workspace.jobs()
        ledger = dict.fromkeys(("queued", "done", "failed"), 0)
        for job in jobs:
            ledger[job.state] += 1
        releases = tuple(self.workspace.rows(ListRelease))
        loaded = {release.list_id for release in releases}
        names = ("articles", "statements", "events", "stories", "matches", "incidents")
        return Status(
            path=str(self.workspace.path),
            ledger=ledger,
            failures=tuple(job for job in jobs if job.state == "failed"),
            lists=releases,
            missing_lists=tuple(name for name in expected_lists() if name not in loaded),
            rows={name: len(self.workspace.rows(TABLES[name])) for name in names},
            incidents=tuple(item.incident_id for item in self.workspace.rows(Incident)),
            corrections=dict(Counter(item.state for item in self.corrections())),
        )

    # -- tables ----------------------------------------------------------------------------

    def table(
        self, noun: type[T], *, as_known_at: str | None = None, as_read: bool = False
    ) -> Table[T]:
        """All rows of a noun in the current view, or as known at an earlier instant.

        With ``as_read`` as the machine read them, whatever a person corrected.
        """
        rows = self.workspace.rows(noun, as_known_at=as_known_at, as_read=as_read)
        return Table(noun, rows)

    def tables(self) -> dict[str, Table[Any]]:
        """Every table by its name."""
        return {name: self.table(noun) for name, noun in TABLES.items()}

    def query(self, sql: str) -> Any:
        """Ask the tables in SQL (DuckDB, in memory); returns an Arrow table.

        Example: ``bench.query("select speaker_name, count(*) from statements group by 1")``
        """
        from vedette.engine.duck import query

        used = {name: table for name, table in self.tables().items() if name in sql}
        return query(sql, used)

    def documents(self) -> Table[Document]:
        """Every document, hidden ones too."""
        return self.table(Document)

    def articles(self) -> Table[Article]:
        """Reports as read."""
        return self.table(Article)

    def statements(self) -> Table[Statement]:
        """Who said what."""
        return self.table(Statement)

    def mentions(self) -> Table[Mention]:
        """Who and what is named."""
        return self.table(Mention)

    def events(self) -> Table[Event]:
        """What is told to have happened."""
        return self.table(Event)

    def matches(self) -> Table[Match]:
        """What screening found, near misses included."""
        return self.table(Match)

    def stories(self) -> Table[Story]:
        """Events as told by one or more reports."""
        return self.table(Story)

    def origins(self) -> Table[OriginGroup]:
        """Which reports of a story come from one hand."""
        return self.table(OriginGroup)

    def kin(self) -> Table[TextKin]:
        """Pairs of reports whose texts are related, with what shows it."""
        return self.table(TextKin)

    def claims(self) -> Table[Claim]:
        """Things told, with who stands behind them."""
        return self.table(Claim)

    def differences(self) -> Table[Difference]:
        """What reports share and where they differ."""
        return self.table(Difference)

    def incidents(self) -> Table[Incident]:
        """Alleged breaches."""
        return self.table(Incident)

    def political_links(self) -> Table[PoliticalLink]:
        """Political events tied to votes and mandates."""
        return self.table(PoliticalLink)

    def __repr__(self) -> str:
        return f"<Workbench {self.workspace.path}>"


def named(target: str) -> frozenset[str]:
    """What a person may mean by a name: the words themselves, or the file at that path."""
    return frozenset({target, Path(target).absolute().as_uri()} if target else {target})


def expected_lists() -> tuple[str, ...]:
    """The lists a screening of this release expects to be loaded."""
    from vedette.extract.listings import known_lists

    return tuple(spec["id"] for spec in known_lists() if spec["expected"])
