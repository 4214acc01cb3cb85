"""The door of this room for lists: published files become one release and its listings.

A strict door: every field of a record is taken, or known and left out, or complained about. Files
that are not well-formed, or that hold less than their list ever held, are refused; they never
replace a good release. Which list a file is, and the part it plays, is told by its content.

Called by path, in a bounded child: :func:`identify`, :func:`read_with`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.errors import EmptyInput, ListRejected
from vedette.extract.lists.days import day_in_name
from vedette.extract.lists.draft import Complaints, Raw
from vedette.extract.lists.formats import READERS, Recognised, recognise
from vedette.extract.lists.parts import Part, Parts
from vedette.model.ids import content_id, sha256_hex
from vedette.model.listing import DateBasis, Listing, ListRelease, ReleaseFile

# Raised when readers give other listings for the same bytes: releases read by an older version are read anew
# from their evidence before they are compared, so that a better reader is no change of the list.
READER_VERSION = "2"
_AGAIN = "The download may be cut short; get it again. The list in use stays"


@dataclass(frozen=True, slots=True)
class ListReading:
    """What a list's files hold."""

    release: ListRelease
    listings: tuple[Listing, ...]


def known_lists() -> tuple[dict[str, Any], ...]:
    """The lists of ``data/lists.yml``: id, title, formats, floor, and whether one is expected."""
    return tuple(load_yaml("vedette.extract", "lists.yml")["lists"])


def list_spec(list_id: str) -> dict[str, Any]:
    """What is known of a list, by its id (``FTM:us_ofac_sdn`` is of the kind ``FTM``).

    Raises:
        KeyError: There is no such list.
    """
    kind = list_id.partition(":")[0]
    for spec in known_lists():
        if spec["id"] in {list_id, kind}:
            return spec
    raise KeyError(list_id)


def is_list(data: bytes) -> bool:
    """Whether bytes look like a list this room reads."""
    return recognise(data, "") is not None


def identify(data: bytes, name: str) -> Recognised:
    """Tell which list a file is, and the part it plays.

    Raises:
        EmptyInput: There is nothing in it.
        ListRejected: It is of no known list; names those that are.
    """
    if not data.strip(b" \t\r\n\x00\x1a\xef\xbb\xbf"):
        raise EmptyInput(name, "the file is empty: a failed download looks like this", _AGAIN)
    found = recognise(data, name)
    if found is None and data[:512].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise ListRejected(
            name,
            "this is a web page, as servers give in place of a file that is not there",
            "Look at the address; the list in use stays",
        )
    if found is None:
        known = ", ".join(spec["title"] for spec in known_lists())
        raise ListRejected(name, "this is no list Vedette reads", f"It reads: {known}")
    return found


def read_list(data: bytes, name: str, blob_sha256: str, floor: int | None = None) -> ListReading:
    """Read a list of a single file, telling its kind by its content.

    Args:
        data: The bytes.
        name: For messages, and for the day in it where the content has none.
        blob_sha256: The evidence the release rests on.
        floor: The fewest entries to accept; the list's own floor when None.

    Raises:
        ListRejected: The file is of no known list, or holds too little.
        MalformedInput: It is not well-formed; says where.
    """
    return read_release([(name, data)], sha256s=(blob_sha256,), floor=floor)


def read_release(
    files: Sequence[tuple[str, bytes]],
    *,
    sha256s: Sequence[str] = (),
    floor: int | None = None,
    today: str = "9999-12-31",
    dated_on: str | None = None,
    fetched_on: str | None = None,
    called: str | None = None,
) -> ListReading:
    """Read the files of one release.

    Args:
        files: Names and bytes; one of them is the main file.
        sha256s: Hashes of the bytes, where they are known already.
        floor: The fewest entries to accept, for an extract; it is marked as partial.
        today: ISO day; a file from the future is refused.
        dated_on: The release's day as the user gives it.
        fetched_on: The day the publisher's server gave the file.
        called: What a list without a fixed id (FollowTheMoney, one's own) is called.

    Raises:
        ListRejected: Of no known list, of several, or holding too little.
        InputError: Not well-formed, empty, or cut short; says where.
    """
    hashes = sha256s or [sha256_hex(data) for _, data in files]
    parts, found = _parts(files, hashes)
    raw = READERS[found.format](parts)
    spec = list_spec(found.list_id)
    listings_id = _list_id(spec, found, parts, called)
    release_id = content_id("lr", listings_id, *sorted(part.sha256 for part in parts.values()))
    listings = tuple(
        listing
        for draft in raw.drafts
        if (listing := draft.listing(listings_id, release_id)) is not None
    )
    main = parts["main"]
    lowest = spec["floor"] if floor is None else max(floor, 1)
    if len(listings) < lowest:
        raise ListRejected(
            main.name,
            f"it holds {len(listings)} entries of {spec['title']}, not {lowest} or more",
            _AGAIN,
        )
    if raw.stated is not None and raw.stated != len(listings):
        raise ListRejected(
            main.name, f"it says it holds {raw.stated} entries and holds {len(listings)}", _AGAIN
        )
    low, high = spec["usual"]
    if floor is None and not low <= len(listings) <= high:
        raw.complaints.add(
            f"it holds {len(listings)} entries; {low} to {high} are usual", "the release"
        )
    day, basis = _dated(raw, parts, listings, today, dated_on, fetched_on)
    if day and day > today:
        raise ListRejected(
            main.name, f"it is dated {day}, which is to come", "Check the clock, or the file"
        )
    release = ListRelease(
        release_id=release_id,
        list_id=listings_id,
        title=_title(spec, listings_id),
        blob_sha256=main.sha256,
        generated_on=day,
        n_listings=len(listings),
        counts=dict(sorted(Counter(listing.kind for listing in listings).items())),
        warnings=_of_different_days(raw.complaints, parts).sentences(),
        format=found.format,
        date_basis=basis,
        nature=spec["nature"],
        origin=main.name,
        is_partial=floor is not None and len(listings) < spec["floor"],
        files=tuple(
            ReleaseFile(
                role=role,
                name=part.name,
                blob_sha256=part.sha256,
                n_rows=raw.n_rows.get(role, len(listings)),
                dated_on=day_in_name(part.name),
            )
            for role, part in parts.items()
        ),
    )
    return ListReading(release, listings)


def read_with(files: Sequence[tuple[str, bytes]], options: Mapping[str, Any]) -> ListReading:
    """:func:`read_release` for a child process, which takes no keywords.

    The collector of circular garbage is off meanwhile: a list makes hundreds of thousands of small
    objects and no circles, and looking for some took 30 % of the time.
    """
    import gc

    gc.disable()
    try:
        return read_release(files, **options)
    finally:
        gc.enable()


def _parts(
    files: Sequence[tuple[str, bytes]], hashes: Sequence[str]
) -> tuple[dict[str, Part], Recognised]:
    """The files by the part they play; the main one first."""
    parts: dict[str, Part] = {}
    recognised: list[Recognised] = []
    for (name, data), sha256 in zip(files, hashes, strict=True):
        found = identify(data, name)
        role = found.role if found.role not in parts or not found.is_many else f"more{len(parts)}"
        if role in parts:
            raise ListRejected(
                name, f"{parts[role].name} plays the same part ({role})", "Give them one by one"
            )
        parts[role] = Part(name, data, sha256)
        recognised.append(found)
    main = next((found for found in recognised if found.role == "main"), None)
    if main is None:
        first = recognised[0]
        raise ListRejected(
            files[0][0],
            f"this is the {first.role} part of {first.list_id}, and its main file is not here",
            f"Give it together with the main file ({_MAIN.get(first.format, 'the main file')})",
        )
    for (name, _), found in zip(files, recognised, strict=True):
        if found.format != main.format:
            raise ListRejected(name, f"it is no part of {main.list_id}", "Give it by itself")
    return dict(sorted(parts.items(), key=lambda item: item[0] != "main")), main


_MAIN = {"ofac_csv": "sdn.csv or cons_prim.csv", "uk_relations": "subjects.csv"}


def _list_id(spec: Mapping[str, Any], found: Recognised, parts: Parts, called: str | None) -> str:
    """The list's id; a named one carries its name, an EU Regulation its number."""
    if spec.get("named"):
        name = called or found.name or parts["main"].name.partition(".")[0]
        return f"{spec['id']}:{name.strip().replace(':', '-')[:60]}"
    return f"{spec['id']}:{found.name}" if found.name else str(spec["id"])


def _title(spec: Mapping[str, Any], list_id: str) -> str:
    name = list_id.partition(":")[2]
    return f"{spec['title']}: {name}" if name else str(spec["title"])


def _dated(
    raw: Raw,
    parts: Parts,
    listings: Sequence[Listing],
    today: str,
    dated_on: str | None,
    fetched_on: str | None,
) -> tuple[str | None, DateBasis]:
    """The release's day, from the best that tells it."""
    if dated_on:
        return dated_on, "given"
    if raw.dated_on and len(raw.dated_on) == 10:
        return raw.dated_on, raw.date_basis
    named = day_in_name(parts["main"].name)
    if named and named <= today:
        return named, "name"
    if fetched_on:
        return fetched_on, "fetched"
    printed = (day for item in listings for day in (item.listed_on, *item.amended_on))
    newest = max((day for day in printed if day and len(day) == 10 and day <= today), default=None)
    return (newest, "entries") if newest else (None, "none")


def _of_different_days(complaints: Complaints, parts: Parts) -> Complaints:
    """Say so where the files of one release carry different days."""
    days = {role: day for role, part in parts.items() if (day := day_in_name(part.name))}
    if len(set(days.values())) > 1:
        told = ", ".join(f"{role} {day}" for role, day in days.items())
        complaints.add(
            f"its files are of different days ({told}): no one day's list looked like this",
            "the release",
        )
    return complaints
