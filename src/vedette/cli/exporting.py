"""Tables and captures leave the workspace in the forms other tools read."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.default_command import means
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.cli.output import counted, emit, escape, out

app = typer.Typer(
    help="Write tables as Parquet into a folder (or: wacz, captures as a web archive).",
    no_args_is_help=True,
    cls=means("tables"),
)


def register(root: typer.Typer) -> None:
    """Add this file's commands."""
    root.add_typer(app, name="export", rich_help_panel="Workspace")


@app.command("tables")
def tables(
    folder: Annotated[Path, typer.Argument(help="Where the Parquet files go.")],
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Write every table as Parquet."""
    from vedette.engine.duck import export as write_parquet

    with reading(workspace) as bench:
        written = write_parquet(bench.tables(), folder)
    emit(
        {"files": [str(path) for path in written]},
        as_json=json,
        human=lambda: out.print(f"wrote {len(written)} tables to {escape(folder)}"),
    )


@app.command()
def wacz(
    target: Annotated[Path, typer.Argument(help="The file to write: captures.wacz.")],
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="A capture, version, document or address; may be repeated."),
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Write captured pages with their headers, redirects and times as a web archive."""
    from vedette.api.exporting import export_wacz

    with reading(workspace) as bench:
        made = export_wacz(bench.workspace, target, only or ())

    def human() -> None:
        said = f"{counted(len(made.captures), 'captures')} in {made.path}, {made.size_bytes} bytes"
        out.print(escape(said))
        for address, reason in made.left:
            out.print(f"[dim]left out[/] {escape(address)}: {escape(reason)}")

    payload = {**asdict(made), "left": [{"address": a, "reason": r} for a, r in made.left]}
    emit(payload, as_json=json, human=human)
