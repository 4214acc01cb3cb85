"""The sample case: reports written for the demonstration, and extracts of two lists.

The outlets are invented and say so; the facts are real, each with its source in ``facts.md``. The
lists are extracts made for the demonstration, not the lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

NOTICE = "Written for the Vedette demonstration"


@dataclass(frozen=True, slots=True)
class SampleCase:
    """Files to run the whole line on.

    ``lists`` hold fewer entries than the real lists ever did, so they must be taken in with a
    floor of 0. ``note`` is what must be said of the case wherever it is shown.
    """

    reports: tuple[Path, ...]
    lists: tuple[Path, ...]
    note: str


def sample_case() -> SampleCase:
    """The sample case as files on disk, reports in the order of their days.

    Raises:
        FileNotFoundError: The package was installed without its data, or inside a zip archive.
    """
    root = Path(str(files(__name__)))
    found = {
        folder: tuple(sorted(path for path in (root / folder).iterdir() if path.is_file()))
        for folder in ("reports", "lists")
    }
    return SampleCase(
        reports=found["reports"],
        lists=found["lists"],
        note=(
            "Sample case: reports written for the Vedette demonstration in the name of invented "
            "outlets, about real events (sources in facts.md), and extracts of two UN lists. An "
            "extract is not the list: nothing follows from a name that it does not hold."
        ),
    )
