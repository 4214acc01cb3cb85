"""A stored screening done again: the same lists and settings, the same question or file, compared."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.api.screening import gist_of, question_from, screen_file, screenings
from vedette.errors import UnknownId, UsageError
from vedette.model.ids import sha256_hex
from vedette.screen.screener import Screener
from vedette.screen.settings import ENGINE_VERSION, Settings
from vedette.store import releases as kept_releases

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

_MOST_SHOWN = 50
_COMPARED = ("row", "list_id", "list_ref", "listed_name", "verdict", "score")


def again(
    workspace: Workspace,
    screening_id: str,
    expected: Sequence[str],
    *,
    source: Path | None = None,
) -> dict[str, Any]:
    """Do a stored screening again, over the releases and settings it names.

    Args:
        screening_id: Its id, or the beginning of it.
        expected: List ids that ought to be loaded.
        source: Where the file of a screening of a file lies now; else where it lay.

    Returns:
        ``same`` and the engine versions; of a name ``then`` and ``now`` (the findings), of a file the
        counts then and now and, where the results are still there, the rows that differ.

    Raises:
        UnknownId: No such screening, or its lists are gone.
        UsageError: The file is gone, or is not the one that was screened.
    """
    found = [row for key, row in screenings(workspace) if key.startswith(screening_id)]
    if len(found) != 1:
        what = "no screening has this id" if not found else "several screenings begin so"
        raise UnknownId(screening_id, what, "See: vedette screen log")
    stored = found[0]
    screener = _screener_then(workspace, stored, expected)
    result: dict[str, Any] = {
        "screening_id": screening_id,
        "at": stored["at"],
        "engine_then": stored["engine"],
        "engine_now": ENGINE_VERSION,
    }
    if "question" not in stored:
        return result | _file_again(screener, stored, source)
    now = [gist_of(item) for item in screener.find(question_from(stored["question"]))]
    return result | {"then": stored["found"], "now": now, "same": now == stored["found"]}


def _screener_then(
    workspace: Workspace, stored: Mapping[str, Any], expected: Sequence[str]
) -> Screener:
    """A screener over the releases a stored screening names."""
    wanted = {row["id"] for row in stored["releases"]}
    kept = [
        item for item in kept_releases.kept(workspace.engine) if item.release.release_id in wanted
    ]
    gone = wanted - {item.release.release_id for item in kept}
    if gone:
        raise UnknownId(", ".join(sorted(gone)), "these releases are not in this workspace", "")
    listings = kept_releases.listings_of(workspace.engine, kept)
    only = stored.get("only")
    if only is not None:
        listings = [item for item in listings if item.listing_id in set(only)]
    settings = Settings(**stored["settings"])
    return Screener(listings, [item.release for item in kept], expected, settings=settings)


def _file_again(
    screener: Screener, stored: Mapping[str, Any], source: Path | None
) -> dict[str, Any]:
    path = source or Path(stored["source"].get("path") or stored["source"]["name"])
    wanted = stored["source"]["sha256"]
    try:
        found = sha256_hex(path.read_bytes())
    except OSError as error:
        raise UsageError(
            str(path), "the file that was screened is not here", "Name it: --source FILE"
        ) from error
    if found != wanted:
        raise UsageError(
            str(path),
            f"this is not the file that was screened: its SHA-256 is {found}, not {wanted}",
            "Name that file: --source FILE",
        )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "now.jsonl"
        done = screen_file(
            screener, path, target, columns=stored.get("columns"), kind=stored.get("kind")
        )
        now = _compared(target)
    # Decisions made since change what counts as an alert, not what is found.
    told = stored.get("findings_sha256")
    before = _results_then(stored)
    result: dict[str, Any] = {
        "source": str(path),
        "then": {key: stored[key] for key in ("rows", "bad", "alerts", "hits")},
        "now": {"rows": done.n_rows, "bad": done.n_bad, "findings": len(now)},
        "findings_sha256_then": told,
        "findings_sha256_now": done.findings_sha256,
        "results_then": None if before is None else stored["results"]["path"],
    }
    if before is None:
        same = told == done.findings_sha256 if told else None
        return result | {"same": same, "gone": [], "new": [], "n_different": None}
    gone, new = sorted(before - now), sorted(now - before)
    result["n_different"] = len(gone) + len(new)
    result["gone"] = [dict(zip(_COMPARED, row, strict=True)) for row in gone[:_MOST_SHOWN]]
    result["new"] = [dict(zip(_COMPARED, row, strict=True)) for row in new[:_MOST_SHOWN]]
    return result | {"same": not gone and not new}


def _results_then(stored: Mapping[str, Any]) -> set[tuple[str, ...]] | None:
    """The findings of the results file, where it is still the one that was written."""
    told = stored["results"]
    path = Path(told.get("path") or "")
    if not path.is_file() or sha256_hex(path.read_bytes()) != told["sha256"]:
        return None
    return _compared(path)


def _compared(path: Path) -> set[tuple[str, ...]]:
    if path.suffix.casefold() == ".parquet":
        import pyarrow.parquet as pq

        rows = pq.read_table(path, columns=list(_COMPARED)).to_pylist()
    elif path.suffix.casefold() == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
    else:
        with path.open(encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
    return {tuple(_plain(row[name]) for name in _COMPARED) for row in rows}


def _plain(value: Any) -> str:
    """A cell as text, without the mark that keeps sheets from running it."""
    text = str(value)
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@\t\r" else text
