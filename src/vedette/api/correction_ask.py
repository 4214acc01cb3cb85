"""A correction as a person asks for it, and what is worked out of it before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vedette.model.correction import Anchor, CorrectionAction, Thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A correction as a person asks for it, every value in words.

    Args:
        thing: What is corrected.
        action: ``set``, ``add``, ``delete``, ``same`` or ``different``.
        target: The id (or its beginning) of a row, the ref or name of a person, a story's id, a report.
        report: With ``words``: the report they stand in.
        words: Words of the report, where no id is given or something is added.
        near: Of several places with these words, the one nearest this character.
        others: The other side: reports, a story, a person, mentions.
        values: Field and judged value; ``-`` says there is none.
        because: Why; never empty.
        evidence: What it rests on.
        by: Who judges; the user of this machine when None.
    """

    thing: Thing
    action: CorrectionAction = "set"
    target: str | None = None
    report: str | None = None
    words: str | None = None
    near: int | None = None
    others: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    because: str = ""
    evidence: tuple[str, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one kind of correction worked out before it is kept."""

    anchor: Anchor | None = None
    mark: str = ""
    others: tuple[Anchor, ...] = ()
    changes: dict[str, Any] = field(default_factory=dict)
    machine: dict[str, Any] = field(default_factory=dict)
    undoes: str | None = None
