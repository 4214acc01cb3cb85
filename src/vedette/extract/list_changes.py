"""How two releases of a list differ: pure, on their listings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from vedette.model.history import FieldChange, ListChange, ListDiff
from vedette.model.listing import Listing, ListRelease

# Where a record stands in its file is no content.
_NOT_COMPARED = frozenset({"listing_id", "release_id", "list_id", "list_ref", "locator"})
# What the parts of a release tell: without the part in both, the fields cannot be compared.
_OF_PART = {
    "alt": ("names",),
    "names": ("names",),
    "add": ("details.address", "countries"),
    "countries": ("countries", "nationalities"),
    "identifiers": ("identifiers",),
    "dobs": ("birth_dates",),
    "comments": ("remarks", "identifiers"),
}
COMPARED = tuple(item.name for item in fields(Listing) if item.name not in _NOT_COMPARED)


def compare_releases(
    before: tuple[ListRelease, Sequence[Listing]], after: tuple[ListRelease, Sequence[Listing]]
) -> ListDiff:
    """What the later release took up, dropped and changed.

    A party that is gone is a removal by absence, unless the earlier release prints its delisting.
    One that comes back under another number in the same words is renumbered, not delisted.
    """
    lacking, note = _lacking(before[0], after[0])
    old = {listing.list_ref: listing for listing in before[1]}
    new = {listing.list_ref: listing for listing in after[1]}
    gone = [listing for ref, listing in old.items() if ref not in new]
    come = [listing for ref, listing in new.items() if ref not in old]
    moved = _renumbered(gone, come)
    changes = [
        *(_removed(listing) for listing in gone if listing.list_ref not in moved),
        *(
            _change("added", listing)
            for listing in come
            if listing.list_ref not in {new_ref.list_ref for new_ref in moved.values()}
        ),
        *(
            _change("renumbered", listing, _ref_change(ref, listing.list_ref))
            for ref, listing in moved.items()
        ),
    ]
    n_same = 0
    for ref in old.keys() & new.keys():
        changed = tuple(field_changes(old[ref], new[ref], lacking))
        if changed:
            changes.append(_change("changed", new[ref], changed))
        else:
            n_same += 1
    changes.sort(key=lambda change: (change.change, change.list_ref))
    return ListDiff(
        before=before[0],
        after=after[0],
        changes=tuple(changes),
        n_same=n_same,
        is_partial=before[0].is_partial or after[0].is_partial,
        note=note,
    )


def _lacking(before: ListRelease, after: ListRelease) -> tuple[frozenset[str], str | None]:
    """Fields that only one of the releases has a file for."""
    roles = [{file.role for file in release.files} for release in (before, after)]
    only = sorted((roles[0] ^ roles[1]) & _OF_PART.keys())
    if not only or not all(roles):
        return frozenset(), None
    fields_lacking = frozenset(name for role in only for name in _OF_PART[role])
    return fields_lacking, (
        f"only one of the releases has its {', '.join(only)} file: "
        f"{', '.join(sorted(fields_lacking))} are not compared"
    )


def field_changes(
    before: Listing, after: Listing, lacking: frozenset[str] = frozenset()
) -> Iterator[FieldChange]:
    """The fields that differ; of a field with several values, those that went and came."""
    if before.listing_id == after.listing_id:
        return
    for name in COMPARED:
        old, new = getattr(before, name), getattr(after, name)
        if old == new or name in lacking:
            continue
        for path, left, right in _parted(name, old, new):
            went = tuple(value for value in left if value not in right)
            came = tuple(value for value in right if value not in left)
            if (went or came) and path not in lacking:
                yield FieldChange(name=path, before=went, after=came)


def _parted(
    name: str, old: Any, new: Any
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    if isinstance(old, Mapping):
        for key in sorted({*old, *new}):
            yield f"{name}.{key}", tuple(old.get(key, ())), tuple(new.get(key, ()))
        return
    yield name, tuple(_told(old)), tuple(_told(new))


def _told(value: Any) -> Iterable[str]:
    """Values as people read them."""
    for item in value if isinstance(value, tuple) else (value,):
        if item is None:
            continue
        if isinstance(item, str):
            yield item
            continue
        facts = {field.name: getattr(item, field.name) for field in fields(item)}
        yield ", ".join(f"{key} {fact}" for key, fact in facts.items() if fact is not None)


def _renumbered(gone: Sequence[Listing], come: Sequence[Listing]) -> dict[str, Listing]:
    by_words: dict[tuple[Any, ...], list[Listing]] = {}
    for listing in come:
        by_words.setdefault(_words(listing), []).append(listing)
    found: dict[str, Listing] = {}
    for listing in gone:
        fitting = by_words.get(_words(listing), [])
        if len(fitting) == 1 and fitting[0] not in found.values():
            found[listing.list_ref] = fitting[0]
    return found


def _words(listing: Listing) -> tuple[Any, ...]:
    return (listing.kind, listing.names, listing.birth_dates, listing.identifiers)


def _ref_change(before: str, after: str) -> tuple[FieldChange, ...]:
    return (FieldChange(name="list_ref", before=(before,), after=(after,)),)


def _removed(listing: Listing) -> ListChange:
    return ListChange(
        change="removed",
        list_id=listing.list_id,
        list_ref=listing.list_ref,
        name=listing.name,
        basis="published" if listing.delisted_on else "absence",
    )


def _change(change: Any, listing: Listing, changed: tuple[FieldChange, ...] = ()) -> ListChange:
    return ListChange(
        change=change,
        list_id=listing.list_id,
        list_ref=listing.list_ref,
        name=listing.name,
        fields=changed,
    )
