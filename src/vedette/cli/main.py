"""``vedette``: the commands an analyst uses, in the order of a working day."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from vedette.cli import (
    checks,
    correcting,
    council,
    exporting,
    law,
    lists,
    meaning,
    proving,
    regimes,
    reporting,
    scanning,
    screening,
    search,
    standing,
    votes,
    watching,
    workspace,
)
from vedette.cli.output import USAGE, emit_error, of_system, talk
from vedette.errors import VedetteError
from vedette.version import __version__

app = typer.Typer(
    name="vedette",
    help="Sanctions monitoring from the bytes of a report to a footnoted dossier.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

for room in (
    workspace,
    watching,
    exporting,
    scanning,
    proving,
    lists,
    screening,
    meaning,
    standing,
    correcting,
    search,
    law,
    checks,
    council,
    votes,
    regimes,
    reporting,
):
    room.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"vedette {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Every command takes --json (one object on stdout). Exit codes: 0 ok, 1 problem found,
    2 usage, 3 partly done."""


def run(argv: Sequence[str] | None = None) -> None:
    """The ``vedette`` command.

    Args:
        argv: Arguments without the program's name; ``sys.argv[1:]`` when None.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        app(args=arguments, prog_name="vedette")
    except VedetteError as error:
        sys.exit(emit_error(error, as_json="--json" in arguments))
    except KeyboardInterrupt:
        talk.print(
            "\n[bold]stopped[/]: what was accepted is safe; the same command goes on from here"
        )
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(USAGE)
    except OSError as error:
        sys.exit(emit_error(of_system(error), as_json="--json" in arguments))
