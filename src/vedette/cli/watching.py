"""Look at pages, feeds and folders again and again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading, writing
from vedette.cli.output import PARTIAL, counted, emit, escape, out, progress, table
from vedette.cli.workspace import open_or_make, stages_of

app = typer.Typer(help="Pages, feeds and folders to look at again: add, list, remove, run.")
TargetArgument = Annotated[
    str, typer.Argument(help="An address of a page, feed or sitemap; a path.")
]


def register(root: typer.Typer) -> None:
    """Add this file's commands."""
    root.add_typer(app, name="watch", rich_help_panel="Workspace", no_args_is_help=True)


@app.command()
def add(
    target: TargetArgument,
    every_h: Annotated[float, typer.Option("--every", help="Hours between looks.")] = 6.0,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Watch an address, a file or a folder. Makes the workspace if there is none."""
    from vedette.api.watch import add_watch

    with open_or_make(workspace) as bench:
        made = add_watch(bench.workspace, target, every_h=every_h)
    said = f"watching {made.address} every {made.every_h:g} hours"
    emit(asdict(made), as_json=json, human=lambda: out.print(escape(said)))


@app.command("list")
def list_watches(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """What is watched, when it was last looked at and what came of it."""
    from vedette.api.watch import watches

    with reading(workspace) as bench:
        kept = watches(bench.workspace)

    def human() -> None:
        table(
            "Watches",
            ("address", "every", "last looked at", "it gave", "due at"),
            (
                (w.address, f"{w.every_h:g} h", w.last_at or "never", w.last_outcome, w.due_at)
                for w in kept
            ),
        )

    rows = [{**asdict(watch), "due_at": watch.due_at} for watch in kept]
    emit({"watches": rows}, as_json=json, human=human)


@app.command()
def remove(
    target: TargetArgument, workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False
) -> None:
    """Watch it no longer; what it gave stays."""
    from vedette.api.watch import remove_watch

    with writing(workspace) as bench:
        address = remove_watch(bench.workspace, target)
    emit({"removed": address}, as_json=json, human=lambda: out.print(f"removed {escape(address)}"))


@app.command("run")
def run_round(
    workspace: WorkspaceOption = WORKSPACE,
    everything: Annotated[bool, typer.Option("--all", help="Also what is not due yet.")] = False,
    capture_only: Annotated[
        bool, typer.Option("--capture-only", help="Keep the bytes; read them later with: run.")
    ] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Fetch nothing.")] = False,
    json: JsonOption = False,
) -> None:
    """Look at what is due, take in what is new, and read it. For a timer: cron or systemd."""
    from vedette.api.watch import run_watches

    with writing(workspace) as bench, progress("watch") as report:
        done = run_watches(bench.workspace, report, only_due=not everything, offline=offline)
        turn = None if capture_only else bench.run(report=report)
    failed = [fate for fate in done.fates if fate.failure] + (turn.failed if turn else [])
    counts: dict[str, int] = {}
    for fate in done.fates:
        counts[fate.outcome] = counts.get(fate.outcome, 0) + 1

    def human() -> None:
        out.print(f"looked at {counted(len(done.looked), 'watches')}; {_told(counts)}")
        for address, reason in done.left:
            out.print(f"[dim]left out[/] {escape(address)}: {escape(reason)}")
        for fate in failed:
            out.print(f"[red]failed[/] {escape(fate.address)}: {escape(fate.reason)}")

    payload = {
        "looked": done.looked,
        "inputs": [asdict(fate) for fate in done.fates],
        "left": [{"address": address, "reason": reason} for address, reason in done.left],
        "failed": [asdict(fate) for fate in failed],
        "stages": stages_of(turn),
    }
    emit(payload, as_json=json, human=human)
    if failed:
        raise typer.Exit(PARTIAL)


def _told(counts: dict[str, int]) -> str:
    return ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items())) or "nothing found"
