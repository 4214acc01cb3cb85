"""Sanctions lists: load, update, look."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, day_of, reading
from vedette.cli.output import (
    PARTIAL,
    PROBLEM,
    counted,
    emit,
    emit_error,
    escape,
    out,
    progress,
    table,
    talk,
)
from vedette.cli.workspace import open_or_make

if TYPE_CHECKING:
    from vedette.api.lists import ListOutcome

lists = typer.Typer(
    help="Sanctions lists: add, update, status, differences, history, one party on several lists.",
    no_args_is_help=True,
)
PathsArgument = Annotated[
    list[str], typer.Argument(help="List files as published, folders of them, or zip archives.")
]


def register(app: typer.Typer) -> None:
    """Add this file's commands, and those of its neighbours."""
    from vedette.cli import list_history, list_parties

    list_history.register(lists)
    list_parties.register(lists)
    app.add_typer(lists, name="lists", rich_help_panel="Lists")


@lists.command("add")
def add(
    paths: PathsArgument,
    workspace: WorkspaceOption = WORKSPACE,
    extract: Annotated[
        bool, typer.Option("--extract", help="Accept a part of a list; results will be partial.")
    ] = False,
    dated: Annotated[
        str | None,
        typer.Option("--dated", help="The release's day (YYYY-MM-DD), where the file has none."),
    ] = None,
    called: Annotated[
        str | None,
        typer.Option("--as", help="What a list of your own or a FollowTheMoney dataset is called."),
    ] = None,
    accept: Annotated[
        str | None,
        typer.Option("--accept", help="Take it although it is far smaller, for this reason."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Load list files. Files that belong together become one release; a bad one replaces nothing."""
    day = day_of(dated)
    with open_or_make(workspace) as bench:
        outcomes = bench.add_lists(
            paths, floor=0 if extract else None, dated_on=day, called=called, accept=accept
        )
    _show_outcomes(outcomes, json)


@lists.command("update")
def update(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="List ids (UN-SC, US-SDN …); without any: those loaded or expected."),
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    folder: Annotated[
        str | None,
        typer.Option("--from", help="Take files from this folder instead of the network."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every list that has a publisher's address.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Fetch lists from their publishers' addresses, if they changed; or take them from a folder."""
    with open_or_make(workspace) as bench, progress("updating") as report:
        outcomes = bench.update_lists(names or (), folder=folder, every=every, report=report)
    _show_outcomes(outcomes, json)


@lists.command("status")
def status(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """Every list against its publisher's schedule: current, stale, partial, undated or missing."""
    with reading(workspace) as bench:
        states = bench.list_states()

    def human() -> None:
        table(
            "Lists in use",
            ("list", "state", "dated", "days old", "listings", "releases kept", "what that means"),
            (
                (
                    item.list_id,
                    item.state,
                    f"{item.release.generated_on or 'undated'} ({_BASIS[item.release.date_basis]})"
                    if item.release
                    else None,
                    item.age_days,
                    item.release.n_listings if item.release else None,
                    item.n_releases or None,
                    item.sentence,
                )
                for item in states
            ),
        )
        missing = [item.list_id for item in states if item.state == "missing"]
        if missing:
            out.print(f"[yellow]not loaded[/]: {', '.join(missing)}")

    payload = {
        "lists": [asdict(item.release) for item in states if item.release],
        "states": [asdict(item) for item in states],
        "missing": [item.list_id for item in states if item.state == "missing"],
    }
    emit(payload, as_json=json, human=human)


@lists.command("template")
def template(json: JsonOption = False) -> None:
    """An empty list of your own as CSV: the columns, and a line that says what each takes."""
    from vedette.extract.lists.own import columns
    from vedette.extract.lists.own import template as text

    def human() -> None:
        sys.stdout.write(text())

    emit({"columns": columns(), "csv": text()}, as_json=json, human=human)


_BASIS = {
    "content": "printed in it",
    "name": "from its name",
    "given": "given",
    "fetched": "day of the fetch",
    "entries": "its newest entry",
    "none": "nothing dates it",
}


def _show_outcomes(outcomes: Sequence[ListOutcome], as_json: bool) -> None:
    """What became of each release; complaints in full, failures on stderr."""
    from vedette.api.lists import as_payload

    def human() -> None:
        for outcome in outcomes:
            if not outcome.release:
                continue
            release = outcome.release
            state = "loaded" if outcome.is_new else "already loaded"
            dated = f"dated {release.generated_on}" if release.generated_on else "undated"
            place = "in force" if outcome.is_current else "kept as history"
            told = counted(outcome.n_new_listings, "listings") if outcome.is_new else "nothing"
            out.print(
                f"{state}: {escape(release.title)}, {dated}, {release.n_listings} listings "
                f"({told} new), {place}"
            )
            for warning in release.warnings if outcome.is_new else ():
                talk.print(f"  [yellow]note[/] {escape(warning)}")

    emit({"lists": [as_payload(item) for item in outcomes]}, as_json=as_json, human=human)
    failed = [outcome for outcome in outcomes if outcome.error and outcome.was_named]
    for outcome in outcomes:
        if outcome.error and outcome.was_named:
            emit_error(outcome.error, as_json=False)
        elif outcome.error:
            talk.print(f"[yellow]left out[/] {escape(outcome.error)}")
    if failed:
        raise typer.Exit(PARTIAL if len(failed) < len(outcomes) else PROBLEM)
