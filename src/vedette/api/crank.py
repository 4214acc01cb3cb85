"""Turn the crank: run each stage on the units whose inputs changed, record what it gives.

Per-report stages run in bounded child processes, several at a time; what they give is recorded
here, one activity per unit. A unit whose stage failed is recorded as failed and not tried again
until asked.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from vedette.api.intake import NO_REPORTS, Fate, Report, failure_of, fate_of, placed
from vedette.api.judged import THINGS, givens, ties
from vedette.api.kept_index import kept_index
from vedette.api.remembering import readings_to_mend
from vedette.engine.bounded import TIME_S, BoundedCalls
from vedette.errors import InputError
from vedette.model.article import Article, Passage
from vedette.model.bundle import Bundle
from vedette.model.correction import Given
from vedette.model.evidence import Document, DocumentVersion, TextLayer
from vedette.model.ids import canonical_json, sha256_hex
from vedette.model.law import Regime
from vedette.model.listing import ListRelease, Match
from vedette.model.reading import Event, Mention, Sentence, Statement
from vedette.model.story import Claim, Difference, OriginGroup, Story, Strand
from vedette.pipeline import STAGES, CorpusInput, ReadOutput, Stage, VersionInput
from vedette.store.codec import plain
from vedette.store.ledger import job_id_of
from vedette.store.workspace import Activity, ActivityRow, Workspace

WORKSPACE_UNIT = "workspace"
_BATCH = 16
MAX_TIME_S = 900.0


@dataclass
class Turn:
    """What one turn of the crank did, per stage."""

    ran: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[Fate] = field(default_factory=list)


@dataclass
class Crank:
    """Runs the stages of :data:`vedette.pipeline.STAGES` on one workspace.

    Args:
        workspace: Open for writing.
        regimes: The law in use.
        expected_lists: Lists that ought to be loaded, to say which are missing.
        n_workers: Child processes; the machine's cores when None.
        report: Told about progress.
        force: Units to run again whatever their inputs.
    """

    workspace: Workspace
    regimes: Sequence[Regime]
    expected_lists: Sequence[str]
    report: Report
    n_workers: int | None = None
    force: frozenset[str] = frozenset()

    def turn(self) -> Turn:
        """Run every stage in order; returns what was done."""
        turn = Turn()
        for stage in STAGES:
            begun = time.perf_counter()
            runner = {"version": self._versions, "layer": self._layers, "workspace": self._corpus}
            runner[stage.per](stage, turn)
            turn.seconds[stage.name] = time.perf_counter() - begun
        return turn

    # -- per version: read -----------------------------------------------------------------

    def _versions(self, stage: Stage, turn: Turn) -> None:
        current = self.workspace.current().versions
        addresses = {d.document_id: d.address for d in self.workspace.rows(Document)}
        versions = [
            v
            for v in self.workspace.rows(DocumentVersion)
            if v.version_id in current and v.media_type not in NO_REPORTS
        ]
        hashes = {
            v.version_id: _hash(stage.name, stage.version, v.blob_sha256, v.media_type, v.name)
            for v in versions
        }
        stale = self._stale(stage, hashes, turn)
        wanted = [v for v in versions if v.version_id in stale]

        def tasks() -> Iterator[tuple[str, str, Any]]:
            for version in wanted:
                address = addresses[version.document_id]
                yield (
                    version.version_id,
                    address,
                    VersionInput(
                        data=self.workspace.blob(version.blob_sha256),
                        media_type=version.media_type,
                        name=version.name,
                        address=address,
                        version_id=version.version_id,
                    ),
                )

        self._bounded(stage, "vedette.pipeline:read_version", tasks(), len(wanted), hashes, turn)
        self._remember(stage, turn, wanted, addresses, hashes)

    def _remember(
        self,
        stage: Stage,
        turn: Turn,
        just_read: Sequence[DocumentVersion],
        addresses: dict[str, str],
        hashes: dict[str, str],
    ) -> None:
        """Read again, with memory, the reports that hold a line their outlet repeats.

        The new reading stands beside the old one; its activity names the memory's version, which is
        kept as a blob, so that the reading can be made again.
        """
        versions = {v.version_id: v for v in self.workspace.rows(DocumentVersion)}
        mended = dict(readings_to_mend(self.workspace, {v.version_id for v in just_read}))
        params: dict[str, dict[str, Any]] = {}
        units: list[tuple[str, str, Any]] = []
        for version_id, memory in mended.items():
            version = versions[version_id]
            if version_id not in hashes:
                continue
            self.workspace.put_blob(memory.to_json().encode(), "application/json")
            params[version_id] = {
                "memory": memory.version,
                "outlet": memory.outlet,
                "n_reports": memory.n_reports,
                "n_lines": len(memory.seen),
            }
            address = addresses[version.document_id]
            unit = VersionInput(
                data=b"",
                media_type=version.media_type,
                name=version.name,
                address=address,
                version_id=version_id,
                memory=memory,
            )
            units.append((version_id, address, unit))
        filled = (
            (unit, address, replace(payload, data=self.workspace.blob(versions[unit].blob_sha256)))
            for unit, address, payload in units
        )
        target = "vedette.pipeline:read_version"
        self._bounded(stage, target, filled, len(units), hashes, turn, params)

    # -- per layer: extract, screen --------------------------------------------------------

    def _layers(self, stage: Stage, turn: Turn) -> None:
        if stage.corrects:
            self._corrections(stage, turn)
            return
        layers = self.workspace.current().layers
        articles = {a.layer_id: a for a in self.workspace.rows(Article)}
        basis = self._basis(stage, articles)
        extra = self._data_hash(stage)
        hashes = {
            layer: _hash(stage.name, stage.version, basis[layer], extra)
            for layer in sorted(layers)
            if layer in basis
        }
        stale = self._stale(stage, hashes, turn)
        if not stale:
            return
        if stage.bounded:
            units = (
                (layer, articles[layer].address, self._bundle(layer, articles[layer]))
                for layer in sorted(stale)
            )
            self._bounded(stage, "vedette.pipeline:extract_layer", units, len(stale), hashes, turn)
            return
        run = partial(stage.run, screener=self._screener())
        batch = []
        for done, layer in enumerate(sorted(stale), start=1):
            mentions = self.workspace.rows(Mention, unit=layer)
            bundle = Bundle(
                article=articles[layer],
                layer=self._layer(layer),
                text="",
                passages=(),
                mentions=tuple(mentions),
            )
            batch.append((_activity(stage, layer, hashes[layer]), run(bundle), None))
            if len(batch) >= _BATCH:
                self.workspace.record_many(batch)
                batch = []
            self.report(stage.name, done, len(stale))
        self.workspace.record_many(batch)

    def _corrections(self, stage: Stage, turn: Turn) -> None:
        """Lay what people judged over the reports it touches; all others are not looked at."""
        before = self.workspace.latest(stage.name)
        given = givens(self.workspace, THINGS[stage.name], before)
        if not given:
            return
        articles = {
            a.layer_id: a
            for a in self.workspace.rows(Article, as_read=stage.corrects == "read")
            if a.layer_id in given
        }
        basis = self._basis(stage, articles)
        hashes = {
            layer: _hash(stage.name, stage.version, basis[layer], plain(_told(given[layer])))
            for layer in sorted(articles)
            if layer in basis
        }
        stale = self._stale(stage, hashes, turn)
        for done, layer in enumerate(sorted(stale), start=1):
            rows = partial(self.workspace.rows, unit=layer, as_read=True)
            bundle = replace(
                self._bundle(layer, articles[layer]),
                sentences=tuple(rows(Sentence)),
                mentions=tuple(rows(Mention)),
                statements=tuple(rows(Statement)),
                events=tuple(rows(Event)),
            )
            made = stage.run(bundle, given[layer])
            self.workspace.record(_activity(stage, layer, hashes[layer]), made)
            self.report(stage.name, done, len(stale))

    def _basis(self, stage: Stage, articles: dict[str, Article]) -> dict[str, str]:
        """The row hashes of the stages a layer's stage leans on."""
        basis: dict[str, str] = {}
        for name in stage.leans_on:
            latest = self.workspace.latest(name)
            for layer, article in articles.items():
                row = latest.get(layer) or latest.get(article.version_id)
                if row is not None:
                    basis[layer] = basis.get(layer, "") + row.rows_hash
        return basis

    def _bundle(self, layer: str, article: Article) -> Bundle:
        passages = self.workspace.rows(Passage, unit=article.version_id)
        return Bundle(
            article=article,
            layer=self._layer(layer),
            text=self.workspace.text(layer),
            passages=tuple(passages),
        )

    def _layer(self, layer: str) -> TextLayer:
        found = self.workspace.get(TextLayer, layer)
        assert found is not None
        return found

    def _screener(self) -> Any:
        from vedette.screen.screener import Screener

        releases = self.workspace.rows(ListRelease)
        return Screener((), releases, self.expected_lists, index=kept_index(self.workspace))

    # -- the whole workspace: relate, assess -----------------------------------------------

    def _corpus(self, stage: Stage, turn: Turn) -> None:
        units = self.workspace.current()
        keep = units.layers | units.versions | {WORKSPACE_UNIT}
        basis = [
            (name, sorted((unit, row.rows_hash) for unit, row in rows.items() if unit in keep))
            for name in stage.leans_on
            for rows in [self.workspace.latest(name)]
        ]
        hashes = {WORKSPACE_UNIT: _hash(stage.name, stage.version, basis, self._data_hash(stage))}
        if not self._stale(stage, hashes, turn):
            return
        self.report(stage.name, 0, 1)
        corpus = self.corpus()
        if "regimes" in stage.data:
            rows = stage.run(corpus, self.regimes, self.workspace.incident_id)
        else:
            rows = stage.run(corpus)
        self.workspace.record(_activity(stage, WORKSPACE_UNIT, hashes[WORKSPACE_UNIT]), rows)
        self.report(stage.name, 1, 1)

    def corpus(self) -> CorpusInput:
        """Everything read and related so far, in the current view."""
        return replace(corpus_of(self.workspace), ties=ties(self.workspace))

    # -- shared ----------------------------------------------------------------------------

    def _data_hash(self, stage: Stage) -> str:
        parts: list[Any] = []
        if "lists" in stage.data:
            releases = self.workspace.rows(ListRelease)
            parts += [sorted(release.release_id for release in releases), self.expected_lists]
        if "regimes" in stage.data:
            parts += [(regime.regime_id, regime.data_sha256) for regime in self.regimes]
        if "ties" in stage.data:
            parts += plain(ties(self.workspace))
        return canonical_json(parts)

    def _stale(self, stage: Stage, hashes: dict[str, str], turn: Turn) -> set[str]:
        latest = self.workspace.latest(stage.name)
        stale = {
            unit
            for unit, wanted in hashes.items()
            if unit in self.force or not _is_fresh(latest.get(unit), wanted)
        }
        turn.ran[stage.name] = len(stale)
        turn.skipped[stage.name] = len(hashes) - len(stale)
        return stale

    def _bounded(
        self,
        stage: Stage,
        target: str,
        units: Iterator[tuple[str, str, Any]],
        total: int,
        hashes: dict[str, str],
        turn: Turn,
        params: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Run units in children, record what comes back; only a few are in memory at a time."""
        if not total:
            return
        batch: list[tuple[Activity, Sequence[Any], str | None]] = []
        settled: list[tuple[str, dict[str, Any]]] = []
        results = _in_children(target, units, self._workers(total))
        failed_before = {job.address: job for job in self.workspace.jobs("failed")}
        for done, (unit, address, result) in enumerate(results, start=1):
            if params and isinstance(result, InputError):
                continue  # the reading there is stays; a second one that failed takes nothing away
            activity = _activity(stage, unit, hashes[unit], (params or {}).get(unit))
            if isinstance(result, InputError):
                result = placed(result, address)
                turn.failed.append(fate_of(address, result))
                batch.append((_failed(activity, result), (), None))
                settled.append((job_id_of(address), failure_of(result)))
            elif isinstance(result, ReadOutput):
                batch.append((activity, result.rows, result.text))
            else:
                batch.append((activity, result, None))
            if address in failed_before and not isinstance(result, InputError):
                job = failed_before.pop(address)
                settled.append((job.job_id, {"outcome": "new", "version_id": job.version_id}))
            if len(batch) >= _BATCH:
                self.workspace.record_many(batch, settled)
                batch, settled = [], []
            self.report(stage.name, done, total)
        self.workspace.record_many(batch, settled)

    def _workers(self, total: int) -> int:
        cores = self.n_workers or os.cpu_count() or 1
        # A child takes seconds to load the language model: a second one pays from ten reports on.
        return max(1, min(cores, total // 8 + 1))


def corpus_of(workspace: Workspace, *, as_known_at: str | None = None) -> CorpusInput:
    """Everything the workspace holds about its reports, as the later rooms receive it."""
    rows = partial(workspace.rows, as_known_at=as_known_at)
    layers = {layer.layer_id: layer for layer in rows(TextLayer)}
    parts: dict[type, dict[str, list[Any]]] = {}
    kinds: tuple[type[Any], ...] = (Passage, Sentence, Mention, Statement, Event)
    for noun in kinds:
        table: dict[str, list[Any]] = {}
        for row in rows(noun):
            table.setdefault(row.layer_id, []).append(row)
        parts[noun] = table
    bundles = tuple(
        Bundle(
            article=article,
            layer=layers[article.layer_id],
            text=workspace.text(article.layer_id),
            passages=tuple(parts[Passage].get(article.layer_id, ())),
            sentences=tuple(parts[Sentence].get(article.layer_id, ())),
            mentions=tuple(parts[Mention].get(article.layer_id, ())),
            statements=tuple(parts[Statement].get(article.layer_id, ())),
            events=tuple(parts[Event].get(article.layer_id, ())),
        )
        for article in rows(Article)
    )
    return CorpusInput(
        bundles=bundles,
        strands=tuple(rows(Strand)),
        stories=tuple(rows(Story)),
        origins=tuple(rows(OriginGroup)),
        claims=tuple(rows(Claim)),
        differences=tuple(rows(Difference)),
        matches=tuple(rows(Match)),
    )


def _in_children(
    target: str, units: Iterator[tuple[str, str, Any]], n_workers: int
) -> Iterator[tuple[str, str, Any]]:
    """Call a function on units in child processes; yields results and InputErrors as they come."""
    local = threading.local()
    children: list[BoundedCalls] = []

    def call(name: str, payload: Any) -> Any:
        if not hasattr(local, "calls"):
            local.calls = BoundedCalls()
            children.append(local.calls)
        return local.calls.call(target, payload, name=name, time_s=_time_for(payload))

    pending: dict[Future[Any], tuple[str, str]] = {}
    with ThreadPoolExecutor(n_workers) as pool:
        try:
            source = iter(units)
            exhausted = False
            while pending or not exhausted:
                while not exhausted and len(pending) < 2 * n_workers:
                    item = next(source, None)
                    if item is None:
                        exhausted = True
                        break
                    unit, address, payload = item
                    pending[pool.submit(call, address, payload)] = (unit, address)
                finished, _ = wait(pending, return_when=FIRST_COMPLETED)
                for future in finished:
                    unit, address = pending.pop(future)
                    try:
                        yield unit, address, future.result()
                    except InputError as error:
                        yield unit, address, error
        finally:
            for child in children:
                child.stop()


def _time_for(payload: Any) -> float:
    """Wall-clock seconds a unit may take: parsing a text takes time by its length.

    A report of 500 pages has 1.5 million characters; measured 23,000 a second of one core's time,
    allowed a fifth of that for a busy machine.
    """
    n_chars = len(payload.text) if isinstance(payload, Bundle) else 0
    return min(TIME_S + n_chars / 4_600, MAX_TIME_S)


def _told(given: Given) -> tuple[Any, ...]:
    """What of the corrections of a report tells whether they have changed: a correction never does."""
    return tuple(item.correction_id for item in given.corrections), given.person_refs


def _failed(activity: Activity, error: InputError) -> Activity:
    """A failed unit has an activity without rows, so that it is not tried at every turn."""
    return replace(activity, params={"failure": error.kind, "reason": str(error)})


def _is_fresh(row: ActivityRow | None, wanted: str) -> bool:
    return row is not None and row.input_hash == wanted


def _activity(
    stage: Stage, unit: str, input_hash: str, params: Mapping[str, Any] | None = None
) -> Activity:
    return Activity(
        stage=stage.name,
        stage_version=stage.version,
        unit=unit,
        input_hash=input_hash,
        started_at=datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        params=params or {},
    )


def _hash(*parts: Any) -> str:
    return sha256_hex(canonical_json(parts).encode())
