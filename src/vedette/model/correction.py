"""What a person judged about a reading: the machine is corrected, and what it read stays.

A correction names what it speaks of by words at a place in bytes with a hash, never by a row, so that
it outlives the engine that made the row. Corrections are appended; one is taken back by another that
names it, so that the order in which they were made tells what holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from vedette.model.ids import content_id

Thing = Literal["mention", "person", "statement", "event", "story", "origin", "document"]
CorrectionAction = Literal["set", "delete", "add", "same", "different", "undo"]
Landing = Literal["applied", "adrift"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place in a report that a newer reading of it can find again.

    Args:
        document_id: What lives at the address.
        blob_sha256: The bytes the words were read from.
        text_sha256: The text the offsets count in.
        start, end: Half-open, Unicode code points; both 0 where the whole report is meant.
        quote: The words there, empty for the whole report.
        before, after: A few characters around them.
    """

    document_id: str
    blob_sha256: str
    text_sha256: str
    start: int = 0
    end: int = 0
    quote: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the report as a whole is meant."""
        return not self.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One judgement of a person on what the machine read, or the taking back of one.

    Args:
        number: Its place in the order of making, from 1.
        thing: What it speaks of.
        action: ``set`` fields, ``delete`` (it is none), ``add`` (the machine missed it), ``same`` or
            ``different`` (of persons, stories, origins), or ``undo``.
        anchor: Where what it speaks of stands; None for ``undo``.
        mark: What tells it from others at that place: a statement's cue, an event's kind, a
            person's ref.
        others: The other side: the reports of a story, the other report of a copy, the places a
            person is split off at.
        changes: Field and judged value; words are anchors in plain form.
        machine: What the reading said then, of the same fields.
        because: The reason in words.
        evidence: Addresses, documents or words it rests on.
        by: Who judged. ``at`` is the instant, UTC.
        engine: The version of the reading it was made on.
        undoes: The correction this one takes back.
    """

    correction_id: str
    number: int
    thing: Thing
    action: CorrectionAction
    anchor: Anchor | None
    mark: str
    others: tuple[Anchor, ...]
    changes: dict[str, object]
    machine: dict[str, object]
    because: str
    evidence: tuple[str, ...]
    by: str
    at: str
    engine: str
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionState:
    """Where one correction came down in the newest reading of one report, or why it did not.

    ``layer_id`` is empty for what joins reports; ``rows`` are the ids of the rows it changed, added
    or took away.
    """

    state_id: str
    correction_id: str
    layer_id: str
    landing: Landing
    reason: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A judgement on reports, its places found: one story (or one hand), or not.

    Args:
        left, right: Layer and offset of each place; where they are told apart, the left one leaves.
        says: Who judged it, when and why, in words.
        is_join: Only the right side's reports move, to the left side's story.
    """

    correction_id: str
    thing: Thing
    is_one: bool
    left: tuple[tuple[str, int], ...]
    right: tuple[tuple[str, int], ...]
    says: str
    adrift: str = ""
    is_join: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The corrections one report is read under, in the order they were made.

    ``person_refs`` holds for corrections of persons what the newest reading calls them now.
    """

    document_id: str
    blob_sha256: str
    corrections: tuple[Correction, ...] = ()
    person_refs: dict[str, tuple[str, ...]] = field(default_factory=dict)


def standing(made: Iterable[Correction]) -> tuple[Correction, ...]:
    """The corrections that hold, oldest first; an undo that was itself undone counts for nothing."""
    ordered = sorted(made, key=lambda item: item.number)
    undone: set[str] = set()
    for item in reversed(ordered):
        if item.undoes and item.correction_id not in undone:
            undone.add(item.undoes)
    return tuple(
        item for item in ordered if item.action != "undo" and item.correction_id not in undone
    )


def state_of(
    correction_id: str, layer_id: str, rows: Iterable[str] = (), *, adrift: str = ""
) -> CorrectionState:
    """The state of a correction in one report: applied to rows, or adrift for a reason."""
    return CorrectionState(
        state_id=content_id("cs", correction_id, layer_id),
        correction_id=correction_id,
        layer_id=layer_id,
        landing="adrift" if adrift else "applied",
        reason=adrift,
        rows=tuple(dict.fromkeys(rows)),
    )
