"""A strand as grouping sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vedette.clean.dates import first_day


@dataclass(frozen=True, slots=True)
class Item:
    """What grouping knows of a strand. Strands of one ``report`` were cut apart: they never join."""

    key: str
    title: str
    lead: str
    refs: tuple[str, ...]
    on: str | None
    report: str = ""
    language: str | None = None

    @property
    def ordinal(self) -> int | None:
        """Its day as a proleptic ordinal, or None where none is known."""
        first = first_day(self.on)
        return date.fromisoformat(first).toordinal() if first else None
