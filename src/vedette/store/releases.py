"""The releases of lists: which is in force, and the listings it carries.

A listing is stored when it is first seen; every release names the listings it carries. Adding an
older file later makes history, not the present: what is in force is told by the release's own day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from vedette.model.listing import Listing, ListRelease, ReleaseMembers
from vedette.store.codec import decode
from vedette.store.schema import TABLES, activity

_RELEASE, _MEMBERS, _LISTING = TABLES[ListRelease], TABLES[ReleaseMembers], TABLES[Listing]
_BATCH = 500
# Format 1 knew two lists and did not mark extracts; below these floors it took nothing but extracts.
_FLOORS_OF_FORMAT_1 = {"UN-SC": 430, "UN-1718-VESSELS": 30}


@dataclass(frozen=True, slots=True)
class Kept:
    """A release as the workspace keeps it. ``day`` is the day it counts from.

    ``reader`` is the version of the readers that read it.
    """

    release: ListRelease
    seq: int
    recorded_at: str
    reader: str = ""

    @property
    def day(self) -> str:
        """Its own day, or the day it was recorded where it has none."""
        return self.release.generated_on or self.recorded_at[:10]

    @property
    def rank(self) -> tuple[bool, str, int]:
        """An extract never comes before a whole list; then the later day, then the later one."""
        return (not self.release.is_partial, self.day, self.seq)


def kept(engine: sa.Engine, *, as_known_at: str | None = None) -> list[Kept]:
    """Every release, by list and day; as known at an instant, if one is given."""
    query = sa.select(_RELEASE, activity.c.stage_version.label("_reader"))
    query = query.join(activity, activity.c.seq == _RELEASE.c.activity_seq)
    query = query.order_by(_RELEASE.c.activity_seq)
    if as_known_at:
        query = query.where(_RELEASE.c.recorded_at <= as_known_at)
    found: dict[str, Kept] = {}
    with engine.connect() as connection:
        for row in connection.execute(query):
            values = dict(row._mapping)
            release = _told_in_full(decode(ListRelease, values, {}))
            found[release.release_id] = Kept(
                release, row.activity_seq, row.recorded_at, row._reader
            )
    return sorted(found.values(), key=lambda item: (item.release.list_id, item.rank))


def _told_in_full(release: ListRelease) -> ListRelease:
    """A release of format 1 with its extract marked."""
    floor = _FLOORS_OF_FORMAT_1.get(release.list_id, 0)
    if release.format or release.n_listings >= floor:
        return release
    return replace(release, is_partial=True)


def newest(found: Iterable[Kept]) -> dict[str, Kept]:
    """The release in force of each list, among those given."""
    best: dict[str, Kept] = {}
    for item in found:
        known = best.get(item.release.list_id)
        if known is None or item.rank > known.rank:
            best[item.release.list_id] = item
    return best


def listings_of(engine: sa.Engine, releases: Sequence[Kept]) -> list[Listing]:
    """The listings of releases, each in its release's order, with that release's id."""
    with engine.connect() as connection:
        return [listing for item in releases for listing in _listings(connection, item.release)]


def members_of(engine: sa.Engine, release_id: str) -> tuple[str, ...]:
    """The ids of the listings a release carries."""
    with engine.connect() as connection:
        found = _members(connection, release_id)
        if found is not None:
            return found
        query = sa.select(_LISTING.c.listing_id).where(_LISTING.c.release_id == release_id)
        return tuple(connection.execute(query).scalars())


def listings_by_id(engine: sa.Engine, wanted: Collection[str]) -> dict[str, Listing]:
    """Listings by their ids, each as first stored."""
    with engine.connect() as connection:
        return {
            row["listing_id"]: decode(Listing, row, {})
            for row in _rows_by_id(connection, list(wanted))
        }


def stored_ids(engine: sa.Engine, list_id: str) -> frozenset[str]:
    """The ids of every listing of a list stored so far."""
    query = sa.select(_LISTING.c.listing_id).where(_LISTING.c.list_id == list_id)
    with engine.connect() as connection:
        return frozenset(connection.execute(query).scalars())


def _listings(connection: sa.Connection, release: ListRelease) -> list[Listing]:
    wanted = _members(connection, release.release_id)
    if wanted is None:  # written by format 1: the rows carry their release
        query = sa.select(_LISTING).where(_LISTING.c.release_id == release.release_id)
        rows = connection.execute(query.order_by(_LISTING.c.activity_seq, _LISTING.c.position))
        return [decode(Listing, dict(row._mapping), {}) for row in rows]
    rows_by_id = {row["listing_id"]: row for row in _rows_by_id(connection, wanted)}
    return [
        decode(Listing, {**rows_by_id[found], "release_id": release.release_id}, {})
        for found in wanted
    ]


def _members(connection: sa.Connection, release_id: str) -> tuple[str, ...] | None:
    query = sa.select(_MEMBERS).where(_MEMBERS.c.release_id == release_id)
    row = connection.execute(query.order_by(_MEMBERS.c.activity_seq.desc()).limit(1)).first()
    if row is None:
        return None
    found: ReleaseMembers = decode(ReleaseMembers, dict(row._mapping), {})
    return found.listing_ids


def _rows_by_id(connection: sa.Connection, wanted: Sequence[str]) -> Iterable[dict[str, Any]]:
    for start in range(0, len(wanted), _BATCH):
        query = sa.select(_LISTING).where(_LISTING.c.listing_id.in_(wanted[start : start + _BATCH]))
        for row in connection.execute(query):
            yield dict(row._mapping)


def lists_with_ref(engine: sa.Engine, list_ref: str) -> list[tuple[str, str]]:
    """Every list and reference that is this one, without regard to case."""
    same = sa.func.lower(_LISTING.c.list_ref) == list_ref.lower()
    query = sa.select(_LISTING.c.list_id, _LISTING.c.list_ref).where(same).distinct()
    with engine.connect() as connection:
        return sorted((row.list_id, row.list_ref) for row in connection.execute(query))


def listings_of_party(engine: sa.Engine, list_id: str, list_ref: str) -> list[Listing]:
    """Every listing a party ever had on a list, in the order they were stored."""
    query = sa.select(_LISTING).where(
        _LISTING.c.list_id == list_id, _LISTING.c.list_ref == list_ref
    )
    with engine.connect() as connection:
        rows = connection.execute(query.order_by(_LISTING.c.activity_seq)).all()
    return [decode(Listing, dict(row._mapping), {}) for row in rows]


def carriers(engine: sa.Engine, listing_ids: Sequence[str]) -> dict[str, str]:
    """The releases that carry any of these listings, with the one each carries."""
    found: dict[str, str] = {}
    with engine.connect() as connection:
        for listing_id in listing_ids:
            # The ids stand in the members' JSON; 80 bits in quotes meet nothing by chance.
            inside = sa.func.instr(_MEMBERS.c.listing_ids, f'"{listing_id}"') > 0
            for release_id in connection.execute(
                sa.select(_MEMBERS.c.release_id).where(inside)
            ).scalars():
                found[release_id] = listing_id
            own = sa.select(_LISTING.c.release_id).where(_LISTING.c.listing_id == listing_id)
            for release_id in connection.execute(own).scalars():
                found.setdefault(release_id, listing_id)
    return found
