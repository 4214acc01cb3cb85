"""Sanctions lists: load, look, screen a name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.cli.output import PARTIAL, PROBLEM, emit, emit_error, escape, out, table
from vedette.cli.workspace import _open_or_make

lists = typer.Typer(help="Sanctions lists: add, status.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.add_typer(lists, name="lists", rich_help_panel="Lists")
    app.command("screen", rich_help_panel="Lists")(screen)


@lists.command("add")
def add(
    paths: Annotated[list[str], typer.Argument(help="List files as published.")],
    workspace: WorkspaceOption = WORKSPACE,
    extract: Annotated[
        bool, typer.Option("--extract", help="Accept a part of a list; results will be partial.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Load list files. A bad file never replaces a good list."""
    with _open_or_make(workspace) as bench:
        outcomes = bench.add_lists(paths, floor=0 if extract else None)
    payload = {
        "lists": [
            {
                "path": outcome.path,
                "is_new": outcome.is_new,
                "release": asdict(outcome.release) if outcome.release else None,
                "error": str(outcome.error) if outcome.error else None,
            }
            for outcome in outcomes
        ]
    }

    def human() -> None:
        for outcome in outcomes:
            if outcome.release:
                release = outcome.release
                state = "loaded" if outcome.is_new else "already loaded"
                dated = f"dated {release.generated_on}" if release.generated_on else "undated"
                out.print(
                    f"{state}: {escape(release.title)}, {dated}, "
                    f"{release.n_listings} listings ({len(release.warnings)} complaints)"
                )

    emit(payload, as_json=json, human=human)
    failed = [outcome for outcome in outcomes if outcome.error]
    for outcome in failed:
        assert outcome.error
        emit_error(outcome.error, as_json=False)
    if failed:
        raise typer.Exit(PARTIAL if len(failed) < len(outcomes) else PROBLEM)


@lists.command("status")
def status(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """Which lists are loaded, of which day, and which are missing."""
    with reading(workspace) as bench:
        found = bench.status()

    def human() -> None:
        table(
            "Lists in use",
            ("list", "title", "dated", "listings", "bytes (SHA-256)"),
            (
                (r.list_id, r.title, r.generated_on, r.n_listings, r.blob_sha256[:16])
                for r in found.lists
            ),
        )
        if found.missing_lists:
            out.print(f"[yellow]not loaded[/]: {', '.join(found.missing_lists)}")

    payload = {
        "lists": [asdict(release) for release in found.lists],
        "missing": list(found.missing_lists),
    }
    emit(payload, as_json=json, human=human)


def screen(
    name: Annotated[str, typer.Argument(help="A name as you met it.")],
    workspace: WorkspaceOption = WORKSPACE,
    kind: Annotated[str, typer.Option("--kind", help="person, organisation or vessel.")] = "person",
    imo: Annotated[str | None, typer.Option("--imo", help="IMO ship number.")] = None,
    json: JsonOption = False,
) -> None:
    """Screen one name against the lists in use; look-alikes say why they are not hits."""
    from vedette.clean.identifiers import is_imo_ship_number
    from vedette.errors import UsageError

    if kind not in {"person", "organisation", "vessel"}:
        raise UsageError(f"--kind {kind}", "unknown kind", "person, organisation or vessel")
    if imo and not is_imo_ship_number(imo):
        raise UsageError(
            f"--imo {imo}", "the check digit does not fit: no IMO ship number", "Check it"
        )
    with reading(workspace) as bench:
        screening = bench.screen(name, kind=kind, imo=imo)
    matches, coverage = screening.matches, screening.coverage

    def human() -> None:
        table(
            f"Screening {name}",
            ("verdict", "score", "listing", "listed name", "why", "against"),
            (
                (
                    m.verdict.replace("_", " "),
                    f"{m.score:.2f}",
                    m.list_ref,
                    m.listed_name,
                    m.explanation,
                    "; ".join(m.reasons_against),
                )
                for m in matches
            ),
        )
        out.print(escape(coverage.sentence))

    payload = {"matches": [asdict(m) for m in matches], "coverage": asdict(coverage)}
    emit(payload, as_json=json, human=human)
    if any(match.verdict != "near_miss" for match in matches):
        raise typer.Exit(PROBLEM)
