"""Dossiers, and the demonstration that ends in one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, writing
from vedette.cli.output import emit, escape, out, progress
from vedette.errors import UsageError

PANEL = "Dossier"


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("report", rich_help_panel=PANEL)(report)
    app.command("demo", rich_help_panel=PANEL)(demo)


def report(
    workspace: WorkspaceOption = WORKSPACE,
    story: Annotated[str | None, typer.Option("--story", help="Only this story.")] = None,
    incident: Annotated[str | None, typer.Option("--incident", help="Only this incident.")] = None,
    out_folder: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="A folder.", show_default="WORKSPACE/dossier"),
    ] = None,
    form: Annotated[list[str] | None, typer.Option("--form", help="html, md or json.")] = None,
    as_known_at: Annotated[
        str | None, typer.Option("--as-known-at", help="As known at an instant, ISO 8601 UTC.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Write the dossier: every sentence footnoted to a span, a paragraph or a computed row."""
    from vedette.reports.render import FORMS, write_dossier

    forms = tuple(form or FORMS)
    unknown = set(forms) - set(FORMS)
    if unknown:
        raise UsageError(
            f"--form {sorted(unknown)[0]}", "unknown form", f"One of {', '.join(FORMS)}"
        )
    with writing(workspace) as bench, progress("report") as told:
        if as_known_at is None:
            bench.run(report=told)
        dossier = bench.dossier(story=story, incident=incident, as_known_at=as_known_at)
        folder = out_folder or workspace / "dossier"
        stem = incident or (f"story-{story}" if story else "dossier")
        written = write_dossier(dossier, folder, stem=stem, forms=forms)  # type: ignore[arg-type]
        bench.workspace.log("report", stem, {"files": [path.name for path in written]})
    payload = {"title": dossier.title.text, "files": [str(path) for path in written]}

    def human() -> None:
        out.print(f"[bold]{escape(dossier.title.text)}[/]")
        for path in written:
            out.print(f"  {escape(path)}")

    emit(payload, as_json=json, human=human)


def demo(
    folder: Annotated[Path, typer.Argument(help="A new folder for the demonstration.")] = Path(
        "vedette-demo"
    ),
    json: JsonOption = False,
) -> None:
    """Run the whole line on the sample case that ships with Vedette."""
    from vedette.api.demo import run_demo

    with progress("demo") as told:
        result = run_demo(folder, told)

    def human() -> None:
        for line in result.lines:
            out.print(escape(line))
        out.print()
        out.print(f"[bold]workspace[/]  {escape(result.workspace)}")
        for path in result.files:
            out.print(f"[bold]dossier[/]    {escape(path)}")
        out.print()
        out.print(f"look around with, for example: vedette incidents -w {escape(result.workspace)}")

    emit(_payload(result), as_json=json, human=human)


def _payload(result: Any) -> dict[str, Any]:
    return {
        "found": list(result.lines),
        "workspace": str(result.workspace),
        "files": [str(path) for path in result.files],
    }
