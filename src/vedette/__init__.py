"""Vedette: sanctions monitoring from the bytes of a report to a footnoted dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vedette.version import __version__

if TYPE_CHECKING:
    from os import PathLike

    from vedette.api import Workbench
    from vedette.api.law import LawDesk

__all__ = ["__version__", "open", "regime"]


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


def regime(regime_id: str, *, as_known_on: str | None = None) -> LawDesk:
    """Open a regime for questions about its law; no workspace is needed.

    Args:
        regime_id: For example ``UN-KP``.
        as_known_on: A day or a data version: the regime as its data told it then.

    Raises:
        UnknownId: There is no such regime.
        UsageError: The data had no release by then.
    """
    from vedette.api.law import LawDesk

    return LawDesk.open(regime_id, as_known_on=as_known_on)
