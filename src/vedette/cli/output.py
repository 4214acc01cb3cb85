"""What commands print: data on stdout, talk on stderr, colour and bars only on a terminal.

Every command ends in :func:`emit`: with ``--json`` one object is written to stdout and nothing
else; without it, the same answer is drawn for people.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console

from vedette.cli.layout import lay_out, reader_width
from vedette.errors import InputError, UsageError, VedetteError

OK, PROBLEM, USAGE, PARTIAL = 0, 1, 2, 3

out = Console(highlight=False, soft_wrap=True)
talk = Console(stderr=True, highlight=False, soft_wrap=True)


def emit(payload: Any, *, as_json: bool, human: Callable[[], None]) -> None:
    """Write one answer, as JSON for programs or drawn for people."""
    if as_json:
        body = payload if isinstance(payload, dict) else {"rows": payload}
        json.dump({"ok": True, **body}, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
    else:
        human()


def of_system(error: OSError) -> VedetteError:
    """What the system refused, in the words of every other error."""
    from vedette.store import trouble

    place = error.filename2 or error.filename
    where = Path(str(place)) if place else Path.cwd()
    found = trouble.of_system(where, error)
    return found or VedetteError(
        str(where), f"the system refused it ({error.strerror or error})", "Check the path and disk"
    )


def emit_error(error: VedetteError, *, as_json: bool) -> int:
    """Say what went wrong, where, and what to do; return the exit code for it."""
    if as_json:
        detail = {
            "type": type(error).__name__,
            "where": error.where,
            "what": error.what,
            "remedy": error.remedy,
        }
        json.dump({"ok": False, "error": detail}, sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    talk.print(f"[bold red]error[/] {escape(str(error))}")
    if isinstance(error, UsageError):
        return USAGE
    return PARTIAL if isinstance(error, InputError) else PROBLEM


def clean(text: object) -> str:
    """Captured words without what could steer a terminal: control codes become U+FFFD."""
    return "".join(
        ch if ch.isprintable() or ch == "\n" else "\N{REPLACEMENT CHARACTER}" for ch in str(text)
    )


def counted(number: int, plural: str) -> str:
    """A number with its noun, given in the plural: "1 story", "2 matches", "0 events"."""
    if number != 1:
        return f"{number} {plural}"
    for ending, one in (("ies", "y"), ("ches", "ch"), ("s", "")):
        if plural.endswith(ending):
            return f"1 {plural.removesuffix(ending)}{one}"
    return f"1 {plural}"


def escape(text: object) -> str:
    """Make captured words safe to print: no markup, no terminal control codes."""
    from rich.markup import escape as escape_markup

    return escape_markup(clean(text))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Show rows of captured or computed values so that any width can be read; see `layout`."""
    cells = [["" if cell is None else clean(cell) for cell in row] for row in rows]
    if not cells:
        out.print(f"[bold]{escape(title)}[/]: none")
        return
    width = reader_width()
    out.print(f"[bold]{escape(title)}[/]")
    out.print(lay_out(columns, cells, width), soft_wrap=True)


@contextmanager
def progress(label: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr, only on a terminal; yields ``report(stage, done, total)``."""
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    # Not loaded at the top: most commands draw no bar, and all of them should start fast.
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=talk,
        transient=True,
    )
    with bar:
        task = bar.add_task(label, total=None)
        yield lambda stage, done, total: bar.update(
            task, description=f"{label}: {stage}", completed=done, total=total
        )
