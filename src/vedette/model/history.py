"""What changed from one release of a list to the next, and one party's way through all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vedette.model.listing import Listing, ListRelease

Change = Literal["added", "removed", "changed", "renumbered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of a listing before and after; a list-valued field says what went and what came."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChange:
    """One party that a list took up, dropped or changed.

    Args:
        basis: What a removal rests on: ``absence`` (the party is not in the later file: an
            inference) or ``published`` (the list prints the delisting).
    """

    change: Change
    list_id: str
    list_ref: str
    name: str
    fields: tuple[FieldChange, ...] = ()
    basis: Literal["absence", "published"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDiff:
    """How two releases of a list differ.

    Args:
        n_same: Parties that did not change.
        is_partial: One of them is an extract, so that absence proves nothing.
        note: What could not be compared, because one release lacks a file the other has.
    """

    before: ListRelease
    after: ListRelease
    changes: tuple[ListChange, ...]
    n_same: int
    is_partial: bool = False
    note: str | None = None

    def count(self, change: Change) -> int:
        """How many parties changed in this way."""
        return sum(item.change == change for item in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyHistory:
    """One listed party over every release kept.

    Args:
        listed_on, amended_on: Days the list prints, of its newest listing.
        delisted_on: The day printed; or the interval (EDTF) between the last release that carried
            it and the first that did not.
        delisting_basis: ``published``, or ``absence``, which is an inference and is said to be.
        first_seen_on, last_seen_on: Days of the first and last release that carry it; the day of
            recording where a release has none.
        first_known_at: The instant this workspace first learned of it.
        changes: Each later release in which its listing changed.
    """

    list_id: str
    list_ref: str
    name: str
    listed_on: str | None
    amended_on: tuple[str, ...]
    delisted_on: str | None
    delisting_basis: Literal["published", "absence"] | None
    first_seen_on: str
    last_seen_on: str
    first_known_at: str
    releases: tuple[str, ...]
    changes: tuple[tuple[str, ListChange], ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The listings as they stood on a day, as far as the releases kept can say.

    Args:
        on: The day asked for.
        known_at: Only what the workspace knew at that instant, or None for all it knows now.
        listings: Who was listed.
        releases: The release of each list that answers: the newest dated on or before the day.
        inferred: Listing ids that come from a *later* release, because the list prints that the
            party was listed on or before the day. Their words may have been amended since.
        uncertain: Listing ids of parties that stand in the release before the day and are gone
            from the next one after it: whether they still stood on the day is not known.
        notes: Per list, a sentence on what the answer rests on and what it cannot know.
    """

    on: str
    known_at: str | None
    listings: tuple[Listing, ...]
    releases: tuple[ListRelease, ...]
    inferred: frozenset[str]
    uncertain: frozenset[str]
    notes: dict[str, str]
