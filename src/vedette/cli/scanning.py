"""Read scanned pages."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.options import JsonOption
from vedette.cli.output import PARTIAL, counted, emit, escape, out, talk
from vedette.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("ocr", rich_help_panel="Workspace")(ocr)


def ocr(
    file: Annotated[Path, typer.Argument(help="A scanned PDF.", exists=True, dir_okay=False)],
    target: Annotated[
        Path | None, typer.Option("--out", "-o", help="Write the lines to a text file.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Read the pages of a PDF that have no text layer; every line with page, box, confidence."""
    from vedette.engine.bounded import BoundedCalls
    from vedette.read.ocr import TIME_S, OcrReading
    from vedette.sources.files import read_file

    if target is not None and target.exists():
        raise UsageError(str(target), "this file exists", "Name a new one")
    data = read_file(file.absolute().as_uri(), 64 * 1024**2)
    with BoundedCalls(time_s=TIME_S + 120) as child:
        found = child.call("vedette.read.ocr:read_scan", data, file.name, name=file.name)
    assert isinstance(found, OcrReading)
    if target is not None:
        target.write_text("".join(f"{line.text}\n" for line in found.lines), encoding="utf-8")
        talk.print(escape(f"{counted(len(found.lines), 'lines')} in {target}: read by OCR"))

    def human() -> None:
        out.print(escape(f"read by {found.engine} {found.engine_version}: a guess, check it"))
        for line in found.lines:
            out.print(escape(f"p. {line.page}  {line.confidence:.2f}  {line.text}"))
        for page, reason in found.left:
            out.print(escape(f"p. {page}  left out: {reason}"))

    payload = {**asdict(found), "left": [{"page": p, "reason": r} for p, r in found.left]}
    emit(payload, as_json=json, human=human)
    if found.left:
        raise typer.Exit(PARTIAL)
