"""Lists through time: what changed, one party's way, who stood on them on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, day_of, reading
from vedette.cli.output import emit, escape, out, table

if TYPE_CHECKING:
    from vedette.api import Workbench
    from vedette.model.history import FieldChange, ListDiff

_SIGNS = {"added": "+", "removed": "−", "changed": "~", "renumbered": "#"}


def register(app: typer.Typer) -> None:
    """Add this file's commands to ``vedette lists``."""
    app.command("diff")(diff)
    app.command("history")(history)
    app.command("on")(on)


def diff(
    first: Annotated[str, typer.Argument(help="A list id, or an older file.")],
    second: Annotated[
        str | None, typer.Argument(help="A newer file, when the first is a file.")
    ] = None,
    before: Annotated[
        str | None, typer.Option("--before", help="Release id or day of the earlier one.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", help="Release id or day of the later one.")
    ] = None,
    extract: Annotated[
        bool, typer.Option("--extract", help="Accept files that are a part of a list.")
    ] = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """What changed between two releases kept (LIST), or between two files (OLD NEW)."""
    from vedette.api.list_history import diff_files

    if second is not None and Path(first).exists():
        found = diff_files(first, second, floor=0 if extract else None)
    else:
        with reading(workspace) as bench:
            found = bench.list_diff(first, before, second or after)
    emit(_diff_payload(found), as_json=json, human=lambda: _draw_diff(found))


def _diff_payload(found: ListDiff) -> dict[str, object]:
    counts = {change: found.count(change) for change in _SIGNS}  # type: ignore[arg-type]
    return {
        "list_id": found.after.list_id,
        "before": asdict(found.before),
        "after": asdict(found.after),
        "counts": {**counts, "same": found.n_same},
        "is_partial": found.is_partial,
        "note": found.note,
        "changes": [asdict(change) for change in found.changes],
    }


def _draw_diff(found: ListDiff) -> None:
    days = [release.generated_on or "undated" for release in (found.before, found.after)]
    table(
        f"{found.after.title}: {days[0]} → {days[1]}",
        ("", "reference", "name", "what changed"),
        (
            (
                _SIGNS[change.change],
                change.list_ref,
                change.name,
                "; ".join(_told(field) for field in change.fields)
                or ("gone from the later release" if change.basis == "absence" else change.change),
            )
            for change in found.changes
        ),
    )
    counts = ", ".join(f"{found.count(change)} {change}" for change in _SIGNS)  # type: ignore[arg-type]
    out.print(f"{counts}, {found.n_same} the same")
    if found.count("removed"):
        out.print("A party that is gone is taken for delisted; the later file does not print it.")
    if found.is_partial:
        out.print("[yellow]One of them is an extract: what is gone may only have been left out.[/]")
    if found.note:
        out.print(f"[yellow]{escape(found.note)}[/]")


def _told(field: FieldChange) -> str:
    went = ", ".join(field.before)
    came = ", ".join(field.after)
    return f"{field.name}: {went[:200] or 'nothing'} → {came[:200] or 'nothing'}"


def history(
    what: Annotated[
        str | None,
        typer.Argument(help="A party (UN-SC:KPi.033 or KPi.033), a list id, or nothing."),
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """One party through every release kept; or the releases of a list, or of all."""
    with reading(workspace) as bench:
        lists = {item.release.list_id for item in bench.list_releases()}
        if what and what not in lists:
            _party(bench, what, json)
            return
        kept = [item for item in bench.list_releases() if what in {None, item.release.list_id}]
    rows = [
        {**asdict(item.release), "day": item.day, "recorded_at": item.recorded_at} for item in kept
    ]

    def human() -> None:
        table(
            "Releases kept",
            ("list", "dated", "known since", "listings", "files", "bytes (SHA-256)"),
            (
                (
                    item.release.list_id,
                    item.release.generated_on or "undated",
                    item.recorded_at[:16],
                    item.release.n_listings,
                    ", ".join(file.name for file in item.release.files) or item.release.origin,
                    item.release.blob_sha256[:16],
                )
                for item in kept
            ),
        )

    emit({"releases": rows}, as_json=json, human=human)


def _party(bench: Workbench, what: str, as_json: bool) -> None:
    found = bench.party_history(what)

    def human() -> None:
        out.print(escape(found.sentence))
        table(
            "Changes",
            ("release", "field", "went", "came"),
            (
                (release_id, field.name, ", ".join(field.before), ", ".join(field.after))
                for release_id, change in found.changes
                for field in change.fields
            ),
        )

    emit({"history": asdict(found)}, as_json=as_json, human=human)


def on(
    day: Annotated[str, typer.Argument(help="The day, YYYY-MM-DD.")],
    known_at: Annotated[
        str | None,
        typer.Option("--known-at", help="Only what this workspace knew at that instant (UTC)."),
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Who stood on the lists on a day, as far as the releases kept can say."""
    with reading(workspace) as bench:
        found = bench.listings_as_of(day_of(day) or day, known_at=known_at)
    counts = Counter(item.list_id for item in found.listings)
    inferred = Counter(i.list_id for i in found.listings if i.listing_id in found.inferred)
    unsure = Counter(i.list_id for i in found.listings if i.listing_id in found.uncertain)

    def human() -> None:
        table(
            f"Listed on {found.on}",
            ("list", "listings", "inferred", "uncertain", "what the answer rests on"),
            (
                (list_id, counts[list_id], inferred[list_id], unsure[list_id], note)
                for list_id, note in found.notes.items()
            ),
        )

    payload = {
        "on": found.on,
        "known_at": found.known_at,
        "notes": found.notes,
        "releases": [asdict(release) for release in found.releases],
        "counts": dict(counts),
        "inferred": sorted(found.inferred),
        "uncertain": sorted(found.uncertain),
        "listings": [asdict(item) for item in found.listings] if json else [],
    }
    emit(payload, as_json=json, human=human)
