"""Write a dossier that passed the linter; one that did not leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from vedette.errors import ReportError
from vedette.reports.lint import lint
from vedette.reports.nouns import Dossier

Form = Literal["html", "md", "json"]
FORMS: tuple[Form, ...] = ("html", "md", "json")


def render(dossier: Dossier, form: Form) -> str:
    """Write a dossier as ``html``, ``md`` or ``json``; the same dossier gives the same text.

    Raises:
        ReportError: The linter refuses it; the message lists every problem.
    """
    _refuse(dossier)
    return _WRITERS[form](dossier)


def write_dossier(
    dossier: Dossier, folder: Path, *, stem: str = "dossier", forms: Sequence[Form] = FORMS
) -> tuple[Path, ...]:
    """Write a dossier into a folder, one file per form.

    Raises:
        ReportError: The linter refuses it; no file was written or changed.
    """
    _refuse(dossier)
    written = {folder / f"{stem}.{form}": _WRITERS[form](dossier) for form in forms}
    folder.mkdir(parents=True, exist_ok=True)
    for path, text in written.items():
        _write(path, text)
    return tuple(written)


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all: a full disk leaves the dossier that was there."""
    temporary = path.with_name(path.name + ".part")
    try:
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        # The write itself does not tell which file it was.
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        temporary.unlink(missing_ok=True)


def _refuse(dossier: Dossier) -> None:
    problems = lint(dossier)
    if problems:
        listing = "\n".join(f"  {problem}" for problem in problems)
        raise ReportError(
            f"dossier ({dossier.scope})",
            f"{len(problems)} sentences say what cannot be shown:\n{listing}\n",
            "Nothing was written. Please report it: the stage that gave the words is at fault",
        )


def _html(dossier: Dossier) -> str:
    from vedette.reports.render_html import render_html

    return render_html(dossier)


def _markdown(dossier: Dossier) -> str:
    from vedette.reports.render_markdown import render_markdown

    return render_markdown(dossier)


def _json(dossier: Dossier) -> str:
    from vedette.reports.render_json import render_json

    return render_json(dossier)


_WRITERS: dict[Form, Callable[[Dossier], str]] = {"html": _html, "md": _markdown, "json": _json}
