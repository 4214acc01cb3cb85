"""The options many commands share, said once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vedette.api import Workbench

DEFAULT_WORKSPACE = "vedette-workspace"

WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace",
        "-w",
        envvar="VEDETTE_WORKSPACE",
        help="The workspace folder.",
        show_default=DEFAULT_WORKSPACE,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
WORKSPACE = Path(os.environ.get("VEDETTE_WORKSPACE", DEFAULT_WORKSPACE))


def reading(path: Path) -> Workbench:
    """Open for reading; never takes the write lock."""
    from vedette.api import Workbench

    return Workbench.open(path)


def writing(path: Path) -> Workbench:
    """Open for writing; another writer makes this wait shortly, then refuse."""
    from vedette.api import Workbench

    return Workbench.open(path, write=True)


def day_of(text: str | None) -> str | None:
    """A day of an option, or None where it was not given.

    Raises:
        UsageError: It is no day.
    """
    from datetime import date

    from vedette.errors import UsageError

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(text, "this is no day", "Write it as 2026-02-27") from error
