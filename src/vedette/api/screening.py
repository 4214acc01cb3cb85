"""Screening over a workspace: one name, a file of names, a text, a change of the lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.api.customers import Row, RowWriter, read_rows
from vedette.errors import InputError, UsageError
from vedette.model.ids import content_id
from vedette.model.listing import Coverage, Listing, ListRelease, PartyKind
from vedette.model.screening import Answer, Found
from vedette.screen.batch import find_many
from vedette.screen.indexed import Index, build_index, open_index, save_index
from vedette.screen.screener import Screener
from vedette.screen.settings import ENGINE_VERSION, Settings

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

_CHUNK_ROWS = 4000
RESULT_COLUMNS = (
    "row", "ref", "name", "verdict", "score", "list_id", "list_ref", "listed_name", "party",
    "explanation", "against", "facts",
)  # fmt: skip
BAD_COLUMNS = ("row", "column", "what")
Report = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileScreened:
    """What became of a file: counts, where the rows went, and over which lists."""

    path: Path
    bad_path: Path | None
    n_rows: int
    n_bad: int
    n_alerts: int
    n_hits: int
    coverage: Coverage


def screener_of(
    workspace: Workspace,
    expected: Sequence[str],
    *,
    settings: Settings | None = None,
    listings: Sequence[Listing] | None = None,
) -> Screener:
    """A screener over the lists in force, its index kept in the workspace and mapped.

    Args:
        workspace: Where the lists are.
        expected: List ids that ought to be loaded.
        settings: The configuration.
        listings: Only these, instead of the lists in force; their index is not kept.
    """
    releases = workspace.rows(ListRelease)
    index = _kept_index(workspace, releases) if listings is None else build_index(listings)
    return Screener((), releases, expected, settings=settings, index=index)


def _kept_index(workspace: Workspace, releases: Sequence[ListRelease]) -> Index:
    """The index of these releases: from its file, or built and written for the next process."""
    key = content_id("ix", ENGINE_VERSION, sorted(release.release_id for release in releases))
    path = workspace.path / "index" / "screening.vix"
    if path.exists():
        # Of other lists, of another version, or damaged: it holds nothing that is not in the
        # workspace, so it is made anew.
        with suppress(InputError):
            return open_index(path, key)
    index = build_index(workspace.rows(Listing), key)
    # On a read-only or full disk the answer does not depend on the copy.
    with suppress(OSError):
        save_index(index, path)
    return index


def screen_file(
    screener: Screener,
    source: Path,
    target: Path,
    *,
    columns: Mapping[str, str] | None = None,
    kind: PartyKind | None = None,
    report: Report = lambda _rows: None,
) -> FileScreened:
    """Screen a file of parties; one row out for each listed party that a row may mean.

    Args:
        screener: Over which lists.
        source: See :func:`vedette.api.customers.read_rows`.
        target: Where results go (``.csv``, ``.jsonl``, ``.parquet``); bad rows go beside it, with
            ``.bad`` before the ending.
        columns: What columns are called.
        kind: What rows are that do not say.
        report: Told how many rows are done.

    Raises:
        UsageError: The target is the source, or a column is missing.
        UnreadableInput: The file cannot be read.
    """
    if target.resolve() == source.resolve():
        raise UsageError(str(target), "it is the input itself", "Name another file")
    bad_path = target.with_name(f"{target.stem}.bad.csv")
    good, bad = RowWriter(target, RESULT_COLUMNS), RowWriter(bad_path, BAD_COLUMNS)
    n_rows = n_alerts = n_hits = 0
    chunk: list[Row] = []

    def flush() -> tuple[int, int]:
        alerts = hits = 0
        for row, found in zip(
            chunk, find_many(screener, [r.question for r in chunk if r.question]), strict=True
        ):
            alerts += bool(found)
            hits += any(item.verdict == "hit" for item in found)
            for item in found:
                good.write(_result(row, item))
        chunk.clear()
        return alerts, hits

    for row in read_rows(source, columns=columns, kind=kind):
        n_rows += 1
        if row.question is None:
            bad.write({"row": row.number, "column": row.column, "what": row.wrong})
            continue
        chunk.append(row)
        if len(chunk) >= _CHUNK_ROWS:
            alerts, hits = flush()
            n_alerts, n_hits = n_alerts + alerts, n_hits + hits
            report(n_rows)
    alerts, hits = flush()
    n_alerts, n_hits = n_alerts + alerts, n_hits + hits
    good.close()
    if bad.n_rows:
        bad.close()
    return FileScreened(
        path=target,
        bad_path=bad_path if bad.n_rows else None,
        n_rows=n_rows,
        n_bad=bad.n_rows,
        n_alerts=n_alerts,
        n_hits=n_hits,
        coverage=screener.coverage(n_rows - bad.n_rows, n_hits),
    )


def _result(row: Row, found: Found) -> dict[str, Any]:
    assert row.question
    return {
        "row": row.number,
        "ref": row.question.ref,
        "name": row.question.name,
        "verdict": found.verdict,
        "score": found.score,
        "list_id": found.list_id,
        "list_ref": found.list_ref,
        "listed_name": found.listed_name,
        "party": found.name,
        "explanation": found.explanation,
        "against": "; ".join(found.against),
        "facts": "; ".join(fact.sentence for fact in found.facts),
    }


def as_payload(answer: Answer) -> dict[str, Any]:
    """An answer as plain values, for JSON."""
    return asdict(answer)
