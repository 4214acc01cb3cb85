"""Vedette: sanctions monitoring from the bytes of a report to a footnoted dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vedette.version import __version__

if TYPE_CHECKING:
    from os import PathLike

    from vedette.api import Workbench

__all__ = ["__version__", "open"]


def open(path: str | PathLike[str]) -> Workbench:
    """Open a workspace folder for reading and working from Python.

    Args:
        path: The workspace folder, as made by ``vedette init`` or ``vedette ingest``.

    Returns:
        The workbench: typed tables (``.statements()``, ``.incidents()``, …) and the verbs.

    Raises:
        NotAWorkspace: There is no workspace at that path.
        WorkspaceTooNew: The workspace was written by a newer Vedette.
    """
    from vedette.api import Workbench

    return Workbench.open(path)
