"""Screening over a workspace: one name, a file of names, a text, a change of the lists.

Every screening is an entry of the event log, with the hashes of the lists, the engine's version and
the configuration, so that it can be done again years later and compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.api.customers import Batch, RowWriter, read_batches
from vedette.api.decisions import Memory
from vedette.api.kept_index import kept_index
from vedette.api.list_history import listings_as_of
from vedette.api.lists import ListState, list_states
from vedette.errors import UsageError
from vedette.model.ids import content_id
from vedette.model.listing import Coverage, Identifier, Listing, ListRelease, PartyKind
from vedette.model.screening import Answer, Found, Question
from vedette.screen.batch import Sieve
from vedette.screen.indexed import build_index
from vedette.screen.screener import Screener
from vedette.screen.settings import ENGINE_VERSION, Settings

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

_ACTION = "screening"
RESULT_COLUMNS = (
    "row", "ref", "name", "verdict", "score", "alerts_per_10k", "list_id", "list_ref", "listed_name",
    "party", "explanation", "against", "facts", "decision",
)  # fmt: skip
BAD_COLUMNS = ("row", "column", "what")
RESULT_TYPES = {"row": int, "score": float, "alerts_per_10k": float}
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileScreened:
    """What became of a file: counts, where the rows went, and over which lists."""

    path: Path
    bad_path: Path | None
    n_rows: int
    n_bad: int
    n_alerts: int
    n_hits: int
    n_decided: int
    coverage: Coverage
    findings_sha256: str


class _Tally:
    """Counts of a file as it goes, and a hash of what was found in it."""

    def __init__(self) -> None:
        self.rows = self.alerts = self.hits = self.decided = 0
        self.findings = sha256()

    def take(self, row: int, item: Found) -> None:
        told = (row, item.list_id, item.list_ref, item.listed_name, item.verdict, item.score)
        self.findings.update(f"{told!r}\n".encode())


def screener_of(
    workspace: Workspace,
    expected: Sequence[str],
    *,
    settings: Settings | None = None,
    as_of: str | None = None,
    only: frozenset[str] | None = None,
) -> Screener:
    """A screener over the lists in force, its index kept in the workspace and mapped.

    Args:
        workspace: Where the lists are.
        expected: List ids that ought to be loaded.
        settings: The configuration.
        as_of: The lists as they stood on this day (ISO); the index is made for the occasion.
        only: Only listings with these ids; the index is made for the occasion.
    """
    if as_of is not None:
        stood = listings_as_of(workspace, as_of)
        index = build_index(stood.listings)
        notes = dict(stood.notes)
        return Screener((), stood.releases, expected, stale=notes, settings=settings, index=index)
    releases = workspace.rows(ListRelease)
    stale = _doubts(list_states(workspace, expected))
    if only is None:
        index = kept_index(workspace)
    else:
        index = build_index([i for i in workspace.rows(Listing) if i.listing_id in only])
    return Screener((), releases, expected, stale=stale, settings=settings, index=index)


def _doubts(states: Sequence[ListState]) -> dict[str, str]:
    """List id -> what makes its answers doubtful; lists that are merely old share one sentence."""
    doubts = {
        state.list_id: f"{state.title}: {state.sentence.rstrip('.')}."
        for state in states
        if state.state in {"partial", "undated"}
    }
    old = [state for state in states if state.state == "stale"]
    if old:
        told = "; ".join(f"{state.title} ({state.unsure_days:,} days)" for state in old)
        doubts[old[0].list_id] = (
            "Older than their publishers' schedules, so that what was listed or delisted since is "
            f"not here: {told}."
        )
    return doubts


def listed_since(workspace: Workspace, day: str) -> frozenset[str]:
    """Ids of the listings in force now that did not stand, in these words, on that day."""
    before = {item.listing_id for item in listings_as_of(workspace, day).listings}
    now = {item.listing_id for item in workspace.rows(Listing)}
    return frozenset(now - before)


# -- files -------------------------------------------------------------------------------------


def screen_file(
    screener: Screener,
    source: Path,
    target: Path,
    *,
    memory: Memory | None = None,
    columns: Mapping[str, str] | None = None,
    kind: PartyKind | None = None,
    report: Report = lambda _rows, _of: None,
) -> FileScreened:
    """Screen a file of parties; one row out for each listed party that a row may mean.

    Args:
        screener: Over which lists.
        source: See :func:`vedette.api.customers.read_rows`.
        target: Where results go (``.csv``, ``.jsonl``, ``.parquet``); bad rows go beside it, with
            ``.bad`` before the ending.
        memory: Decisions; what was decided *different* and still holds is no alert.
        columns: What columns are called.
        kind: What rows are that do not say.
        report: Told how many rows are done, and of how many: for CSV by the share of bytes read.

    Raises:
        UsageError: The target is the source, or a column is missing.
        UnreadableInput: The file cannot be read.
    """
    if target.resolve() == source.resolve():
        raise UsageError(str(target), "it is the input itself", "Name another file")
    bad_path = target.with_name(f"{target.stem}.bad.csv")
    good = RowWriter(target, RESULT_COLUMNS, RESULT_TYPES)
    bad = RowWriter(bad_path, BAD_COLUMNS)
    tally, sieve = _Tally(), Sieve(screener)
    try:
        for batch in read_batches(source, columns=columns, kind=kind):
            tally.rows += len(batch.numbers) + len(batch.bad)
            for row in batch.bad:
                bad.write({"row": row.number, "column": row.column, "what": row.wrong})
            _write_batch(screener, sieve, batch, memory, good, tally)
            report(tally.rows, max(tally.rows, round(tally.rows / (batch.share or 1))))
    except BaseException:
        bad.drop()
        good.drop()
        raise
    # The results come last: where they stand, everything beside them does.
    if bad.n_rows:
        bad.close()
    else:
        bad_path.unlink(missing_ok=True)
    good.close()
    return FileScreened(
        path=target,
        bad_path=bad_path if bad.n_rows else None,
        n_rows=tally.rows,
        n_bad=bad.n_rows,
        n_alerts=tally.alerts,
        n_hits=tally.hits,
        n_decided=tally.decided,
        coverage=screener.coverage(tally.rows - bad.n_rows, tally.hits),
        findings_sha256=tally.findings.hexdigest(),
    )


def _write_batch(
    screener: Screener,
    sieve: Sieve,
    batch: Batch,
    memory: Memory | None,
    good: RowWriter,
    tally: _Tally,
) -> None:
    passed = sieve.passed(batch.cells["name"], batch.kinds)
    for place in sorted({*passed, *batch.with_numbers()}):
        number, question = batch.numbers[place], batch.question(place)
        open_verdicts = []
        for item in screener.find_alerts(question):
            tally.take(number, item)
            decided = decision_on(screener, memory, question, item)
            good.write(_result(number, question, item, decided))
            if decided.startswith("different"):
                tally.decided += 1
            else:
                open_verdicts.append(item.verdict)
        tally.alerts += bool(open_verdicts)
        tally.hits += "hit" in open_verdicts


def decision_on(screener: Screener, memory: Memory | None, question: Question, found: Found) -> str:
    """What was decided of a customer and a listing, in words; empty where nothing was."""
    party = f"{found.list_id}:{found.list_ref}"
    if memory is None or not memory.knows(question.ref, party):
        return ""
    known = memory.of(question, screener.listing(found.listing_id))
    if known is None:
        return ""
    if known.standing == "reopened":
        return f"reopened: {known.reopened_because} (was {known.verdict}, {known.at[:10]})"
    return f"{known.verdict}, {known.at[:10]}: {known.because}"


def _result(number: int, question: Question, found: Found, decided: str) -> dict[str, Any]:
    return {
        "row": number,
        "ref": question.ref,
        "name": question.name,
        "verdict": found.verdict,
        "score": found.score,
        "alerts_per_10k": found.alerts_per_10k,
        "list_id": found.list_id,
        "list_ref": found.list_ref,
        "listed_name": found.listed_name,
        "party": found.name,
        "explanation": found.explanation,
        "against": "; ".join(found.against),
        "facts": "; ".join(fact.sentence for fact in found.facts),
        "decision": decided,
    }


# -- what was screened -------------------------------------------------------------------------


def record_answer(workspace: Workspace, screener: Screener, answer: Answer) -> str:
    """Put a screening in the event log; returns its id."""
    detail = {"question": asdict(answer.question), "found": [gist_of(i) for i in answer.found]}
    return _record(workspace, screener, detail)


def record_file(
    workspace: Workspace,
    screener: Screener,
    source: Path,
    done: FileScreened,
    *,
    columns: Mapping[str, str] | None = None,
    kind: PartyKind | None = None,
    only: frozenset[str] | None = None,
) -> str:
    """Put the screening of a file in the event log: paths and hashes of both files, and the counts.

    The parties themselves stay in their file; ``again`` reads it anew and checks its hash.
    """
    detail = {
        "source": _file_detail(source),
        "results": _file_detail(done.path),
        "columns": dict(columns or {}),
        "kind": kind,
        "only": None if only is None else sorted(only),
        "rows": done.n_rows,
        "bad": done.n_bad,
        "alerts": done.n_alerts,
        "hits": done.n_hits,
        "findings_sha256": done.findings_sha256,
    }
    return _record(workspace, screener, detail)


def _file_detail(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return {"name": path.name, "path": str(path.resolve()), "sha256": digest}


def gist_of(found: Found) -> dict[str, Any]:
    return {
        "listing_id": found.listing_id,
        "party": f"{found.list_id}:{found.list_ref}",
        "listed_name": found.listed_name,
        "verdict": found.verdict,
        "score": found.score,
    }


def _record(workspace: Workspace, screener: Screener, detail: dict[str, Any]) -> str:
    at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    about = {
        **detail,
        "at": at,
        "engine": ENGINE_VERSION,
        "settings": asdict(screener.settings),
        "releases": [
            {
                "id": r.release_id,
                "list": r.list_id,
                "dated": r.generated_on,
                "sha256": r.blob_sha256,
            }
            for r in screener.releases
        ],
        "missing": list(screener.missing),
        "stale": screener.stale,
    }
    screening_id = content_id("sg", about)
    workspace.log(_ACTION, screening_id, about)
    return screening_id


def screenings(workspace: Workspace) -> list[tuple[str, dict[str, Any]]]:
    """Every stored screening, oldest first: its id and what it says."""
    return workspace.logged(_ACTION)


def question_from(values: Mapping[str, Any]) -> Question:
    """A question out of its stored form."""
    return Question(
        **{
            **values,
            "countries": tuple(values["countries"]),
            "identifiers": tuple(Identifier(**row) for row in values["identifiers"]),
        }
    )
