"""The door of this room for lists: a published file becomes one release and its listings.

A strict door: every field of a record is taken, or known and left out, or complained about. A file
that is not well-formed, or that holds less than its list ever held, is refused; it never replaces a
good one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.errors import ListRejected
from vedette.extract.un_vessels import looks_like_vessels, read_un_vessels
from vedette.extract.un_xml import looks_like_un_xml, read_un_xml
from vedette.model.ids import content_id
from vedette.model.listing import Listing, ListRelease

_FORMATS = {
    "un_consolidated_xml": (looks_like_un_xml, read_un_xml),
    "un_vessels_csv": (looks_like_vessels, read_un_vessels),
}


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a list file holds."""

    release: ListRelease
    listings: tuple[Listing, ...]


def known_lists() -> tuple[dict[str, Any], ...]:
    """The lists of ``data/lists.yml``: id, title, format, floor, and whether one is expected."""
    return tuple(load_yaml("vedette.extract", "lists.yml")["lists"])


def is_list(data: bytes) -> bool:
    """Whether bytes look like a list this room reads."""
    return any(looks(data) for looks, _ in _FORMATS.values())


def read_list(data: bytes, name: str, blob_sha256: str, floor: int | None = None) -> ListReading:
    """Read a list file, telling its kind by its content.

    Args:
        data: The bytes.
        name: For messages.
        blob_sha256: The evidence the release rests on.
        floor: The fewest entries to accept; the list's own floor when None. An extract for
            demonstration may be given 0.

    Raises:
        ListRejected: The file is of no known list, or holds too little.
        MalformedInput: It is not well-formed; says where.
    """
    for spec in known_lists():
        looks, reader = _FORMATS[spec["format"]]
        if looks(data):
            generated_on, records, warnings = reader(data, name)
            lowest = spec["floor"] if floor is None else floor
            if len(records) < lowest:
                raise ListRejected(
                    name,
                    f"it holds {len(records)} entries of {spec['title']}, not {lowest} or more",
                    "The download may be cut short; get it again. The list in use stays",
                )
            return _reading(spec, blob_sha256, generated_on, records, warnings)
    known = ", ".join(spec["title"] for spec in known_lists())
    raise ListRejected(name, "this is no list Vedette reads", f"It reads: {known}")


def _reading(
    spec: dict[str, Any],
    blob_sha256: str,
    generated_on: str | None,
    records: tuple[dict[str, Any], ...],
    warnings: tuple[str, ...],
) -> ListReading:
    release_id = content_id("lr", spec["id"], blob_sha256)
    listings = tuple(
        Listing(
            listing_id=content_id("li", release_id, record["list_ref"], record["locator"]),
            release_id=release_id,
            list_id=spec["id"],
            **record,
        )
        for record in records
    )
    counts = Counter(listing.kind for listing in listings)
    release = ListRelease(
        release_id=release_id,
        list_id=spec["id"],
        title=spec["title"],
        blob_sha256=blob_sha256,
        generated_on=generated_on,
        n_listings=len(listings),
        counts=dict(sorted(counts.items())),
        warnings=warnings,
    )
    return ListReading(release, listings)
