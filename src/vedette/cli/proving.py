"""Proof of time: have the event log's head stamped, and check the stamps."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading, writing
from vedette.cli.output import emit, escape, out, table

if TYPE_CHECKING:
    from vedette.api.proof import Proof

app = typer.Typer(help="Proof of time (RFC 3161): ask, request, take, check.")


def register(root: typer.Typer) -> None:
    """Add this file's commands."""
    root.add_typer(app, name="proof", rich_help_panel="Workspace", no_args_is_help=True)


@app.command()
def ask(
    authority: Annotated[str, typer.Argument(help="The authority's address.")],
    offline: Annotated[bool, typer.Option("--offline", help="Ask nothing.")] = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Have a time-stamp authority stamp the log's head; only a hash is sent."""
    from vedette.api.proof import ask as ask_authority

    with writing(workspace) as bench:
        _tell(ask_authority(bench.workspace, authority, offline=offline), json)


@app.command()
def request(
    target: Annotated[Path, typer.Argument(help="The request to write: head.tsq.")],
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Write a request to a file, for a machine that may ask."""
    from vedette.api.proof import write_request

    with writing(workspace) as bench:
        head = write_request(bench.workspace, target)
    said = f"request for the head {head} in {target}"
    emit({"head": head, "path": str(target)}, as_json=json, human=lambda: out.print(escape(said)))


@app.command()
def take(
    answer: Annotated[Path, typer.Argument(help="The authority's answer: head.tsr.")],
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Keep the answer to a request written here."""
    from vedette.api.proof import take as take_answer

    with writing(workspace) as bench:
        _tell(take_answer(bench.workspace, answer), json)


@app.command()
def check(
    root: Annotated[
        list[Path] | None,
        typer.Option("--root", exists=True, dir_okay=False, help="A certificate you trust, PEM."),
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """The stamps kept, checked offline. Exit code 1 if one fails."""
    from vedette.api.proof import proofs

    with reading(workspace) as bench:
        found = proofs(bench.workspace, root or ())

    def human() -> None:
        rows = ((p.stamped_at, p.authority, p.head[:16], p.state, p.reason) for p in found)
        table("Proofs of time", ("stamped at", "authority", "head", "state", "reason"), rows)

    emit({"proofs": [asdict(proof) for proof in found]}, as_json=json, human=human)
    if any(proof.state == "failed" for proof in found):
        raise typer.Exit(1)


def _tell(made: Proof, json: bool) -> None:
    said = f"{made.head[:16]}… stamped at {made.stamped_at} by {made.authority}"
    emit(asdict(made), as_json=json, human=lambda: out.print(escape(said)))
