"""A list through time: what changed, one party's way, and who stood on it on a day."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from vedette.api.listing_files import TIME_S, Shelf
from vedette.engine.bounded import BoundedCalls
from vedette.errors import UnknownId, UsageError
from vedette.extract.list_changes import compare_releases, field_changes
from vedette.extract.listings import ListReading
from vedette.model.history import AsOf, ListChange, ListDiff, PartyHistory
from vedette.model.listing import Listing
from vedette.store import releases as store
from vedette.store.releases import Kept
from vedette.store.workspace import Workspace


def diff_files(before: str | Path, after: str | Path, *, floor: int | None = None) -> ListDiff:
    """Compare two files (or folders, or archives) of one list, without a workspace.

    Raises:
        UsageError: They are of two lists, or hold several releases.
        VedetteError: One of them cannot be read; says why.
    """
    first, second = (_read_one(path, floor) for path in (before, after))
    if first.release.list_id != second.release.list_id:
        raise UsageError(
            str(after),
            f"this is {second.release.title}, and {before} is {first.release.title}",
            "Compare two releases of one list",
        )
    return compare_releases((first.release, first.listings), (second.release, second.listings))


def _read_one(path: str | Path, floor: int | None) -> ListReading:
    with BoundedCalls(time_s=TIME_S) as child:
        shelf = Shelf(child)
        groups, refused = shelf.sort([path])
        if not groups:
            raise refused[0].error if refused else UsageError(str(path), "there is no list here")
        if len(groups) > 1:
            raise UsageError(str(path), f"{len(groups)} releases are here", "Name one file")
        files = [(item.name, shelf.bytes_of(item.key)) for item in groups[0].files]
        reading: ListReading = child.call(
            "vedette.extract.listings:read_with", files, {"floor": floor}, name=str(path)
        )
        return reading


def pick_release(known: Sequence[Kept], list_id: str, which: str) -> Kept:
    """One release of a list: by its id, by its day, or the newest on or before a day.

    Raises:
        UnknownId: There is none.
    """
    of_list = [item for item in known if item.release.list_id == list_id]
    if not of_list:
        raise UnknownId(list_id, "no release of this list is here", "See: vedette lists status")
    by_id = [item for item in of_list if item.release.release_id.startswith(which)]
    if len(by_id) == 1:
        return by_id[0]
    on_or_before = [item for item in of_list if item.day <= which and which[:1].isdigit()]
    if not on_or_before:
        raise UnknownId(
            which, f"no release of {list_id} has this id or is of this day or before", ""
        )
    return max(on_or_before, key=lambda item: item.rank)


def diff_kept(
    workspace: Workspace, list_id: str, before: str | None = None, after: str | None = None
) -> ListDiff:
    """Compare two releases the workspace keeps; without names, the last two by their days.

    Raises:
        UnknownId: There are not two.
    """
    known = store.kept(workspace.engine)
    of_list = [item for item in known if item.release.list_id == list_id]
    if after:
        late = pick_release(known, list_id, after)
    elif of_list:
        late = max(of_list, key=lambda item: item.rank)
    else:
        raise UnknownId(list_id, "no release of this list is here", "See: vedette lists status")
    if before:
        early = pick_release(known, list_id, before)
    else:
        older = [item for item in of_list if item.rank < late.rank]
        if not older:
            raise UnknownId(
                list_id, "there is one release only; nothing to compare it with", "Add another"
            )
        early = max(older, key=lambda item: item.rank)
    return _compare(workspace, early, late)


def _compare(workspace: Workspace, early: Kept, late: Kept) -> ListDiff:
    """Only listings that are not shared are loaded: what is shared is the same.

    Releases read by different versions of the readers are read anew from their evidence.
    """
    if early.reader != late.reader:
        first, second = (_reread(workspace, item) for item in (early, late))
        return compare_releases((early.release, first), (late.release, second))
    left = store.members_of(workspace.engine, early.release.release_id)
    right = store.members_of(workspace.engine, late.release.release_id)
    shared = set(left) & set(right)
    rows = store.listings_by_id(workspace.engine, (set(left) | set(right)) - shared)
    diff = compare_releases(
        (early.release, [rows[key] for key in left if key not in shared]),
        (late.release, [rows[key] for key in right if key not in shared]),
    )
    from dataclasses import replace

    return replace(diff, n_same=diff.n_same + len(shared))


def _reread(workspace: Workspace, item: Kept) -> tuple[Listing, ...]:
    files = [(file.name, workspace.blob(file.blob_sha256)) for file in item.release.files]
    files = files or [(item.release.list_id, workspace.blob(item.release.blob_sha256))]
    called = item.release.list_id.partition(":")[2] or None
    with BoundedCalls(time_s=TIME_S) as child:
        reading: ListReading = child.call(
            "vedette.extract.listings:read_with",
            files,
            {"floor": 0, "called": called},
            name=item.release.title,
        )
        return reading.listings


def party_key(workspace: Workspace, text: str) -> tuple[str, str]:
    """The list and reference a user means: ``UN-SC:KPi.033``, or ``KPi.033`` where one list has it.

    Raises:
        UnknownId: No release kept here ever carried it, or several lists did.
    """
    known = store.lists_with_ref(workspace.engine, text)
    if len(known) == 1:
        return known[0]
    lists = sorted({item.release.list_id for item in store.kept(workspace.engine)})
    for list_id in sorted(lists, key=len, reverse=True):
        if text.casefold().startswith(f"{list_id.casefold()}:"):
            found = store.lists_with_ref(workspace.engine, text[len(list_id) + 1 :])
            match = [item for item in found if item[0] == list_id]
            if match:
                return match[0]
    if known:
        told = ", ".join(f"{list_id}:{ref}" for list_id, ref in known)
        raise UnknownId(text, f"several lists use this reference: {told}", "Name the list too")
    raise UnknownId(text, "no release kept here carries this reference", "See: vedette screen NAME")


def party_history(workspace: Workspace, list_id: str, list_ref: str) -> PartyHistory:
    """One party's way through every release kept of its list.

    A delisting is told where the list prints it. Where the party is only gone from a later whole
    release, the delisting is inferred from that, dated to the time between the two, and said to be.

    Raises:
        UnknownId: No release carries it.
    """
    known = [item for item in store.kept(workspace.engine) if item.release.list_id == list_id]
    rows = store.listings_of_party(workspace.engine, list_id, list_ref)
    if not rows:
        raise UnknownId(f"{list_id}:{list_ref}", "no release kept here carries it", "")
    by_day = sorted(known, key=lambda item: (item.day, item.seq))
    carried = store.carriers(workspace.engine, [row.listing_id for row in rows])
    with_it = [item for item in by_day if item.release.release_id in carried]
    listings = {row.listing_id: row for row in rows}
    newest = listings[carried[with_it[-1].release.release_id]]
    delisted_on, basis = _delisting(newest, by_day, with_it)
    history = PartyHistory(
        list_id=list_id,
        list_ref=list_ref,
        name=newest.name,
        listed_on=newest.listed_on,
        amended_on=newest.amended_on,
        delisted_on=delisted_on,
        delisting_basis=basis,
        first_seen_on=with_it[0].day,
        last_seen_on=with_it[-1].day,
        first_known_at=min(item.recorded_at for item in with_it),
        releases=tuple(item.release.release_id for item in with_it),
        changes=tuple(_changes(with_it, carried, listings)),
        sentence="",
    )
    from dataclasses import replace

    return replace(history, sentence=_sentence(history, by_day))


def _delisting(
    newest: Listing, by_day: Sequence[Kept], with_it: Sequence[Kept]
) -> tuple[str | None, Literal["published", "absence"] | None]:
    if newest.delisted_on:
        return newest.delisted_on, "published"
    last = with_it[-1]
    later = [
        item
        for item in by_day
        if (item.day, item.seq) > (last.day, last.seq) and not item.release.is_partial
    ]
    if not later:
        return None, None
    first_without = later[0]
    if first_without.day == last.day:
        return last.day, "absence"
    return f"{last.day}/{first_without.day}", "absence"


def _changes(
    with_it: Sequence[Kept], carried: dict[str, str], listings: dict[str, Listing]
) -> list[tuple[str, ListChange]]:
    found = []
    for early, late in itertools.pairwise(with_it):
        before = listings[carried[early.release.release_id]]
        after = listings[carried[late.release.release_id]]
        changed = tuple(field_changes(before, after))
        if changed:
            change = ListChange(
                change="changed",
                list_id=after.list_id,
                list_ref=after.list_ref,
                name=after.name,
                fields=changed,
            )
            found.append((late.release.release_id, change))
    return found


def _sentence(history: PartyHistory, by_day: Sequence[Kept]) -> str:
    listed = f"listed on {history.listed_on}" if history.listed_on else "the list prints no day"
    seen = f"carried by {len(history.releases)} of {len(by_day)} releases kept"
    span = f"first seen in that of {history.first_seen_on}, last in that of {history.last_seen_on}"
    text = f"{history.name} ({history.list_ref}): {listed}; {seen}, {span}."
    if history.delisting_basis == "published":
        return f"{text} The list prints its delisting: {history.delisted_on}."
    if history.delisting_basis == "absence":
        between = (history.delisted_on or "").replace("/", " and ")
        return (
            f"{text} It is gone from the next release: delisted between {between}. This is "
            "inferred from its absence; the list prints no delisting."
        )
    return f"{text} It stands in the newest release kept."


def listings_as_of(workspace: Workspace, on: str, *, known_at: str | None = None) -> AsOf:
    """Who was listed on a day, told by three clocks: listed on, released on, known since.

    Of each list, the newest release dated on or before the day answers. Parties of the next later
    release that the list says were listed by then are added (``inferred``); parties that the next
    later release no longer carries may have been delisted before the day (``uncertain``). Where
    every release is later, the earliest answers by the days it prints, and who was delisted before
    it cannot be known.

    Args:
        on: ISO day.
        known_at: Only what the workspace knew at that instant (ISO 8601, UTC).
    """
    known = store.kept(workspace.engine, as_known_at=known_at)
    listings: list[Listing] = []
    releases = []
    inferred: set[str] = set()
    uncertain: set[str] = set()
    notes: dict[str, str] = {}
    for list_id in sorted({item.release.list_id for item in known}):
        of_list = [item for item in known if item.release.list_id == list_id]
        whole = [item for item in of_list if not item.release.is_partial] or of_list
        before = [item for item in whole if item.day <= on]
        base = max(before, key=lambda item: item.rank) if before else None
        later = min(
            (item for item in whole if item.day > on), key=lambda item: item.rank, default=None
        )
        answer = _standing(workspace, base, later, on)
        listings += answer.listings
        inferred |= answer.inferred
        uncertain |= answer.uncertain
        releases += [item.release for item in (base or later,) if item]
        notes[list_id] = _note(base, later, answer, on)
    return AsOf(
        on=on,
        known_at=known_at,
        listings=tuple(listings),
        releases=tuple(releases),
        inferred=frozenset(inferred),
        uncertain=frozenset(uncertain),
        notes=notes,
    )


class _Standing:
    """The listings of one list on a day."""

    def __init__(self) -> None:
        self.listings: list[Listing] = []
        self.inferred: set[str] = set()
        self.uncertain: set[str] = set()


def _standing(workspace: Workspace, base: Kept | None, later: Kept | None, on: str) -> _Standing:
    answer = _Standing()
    stood = store.listings_of(workspace.engine, [base]) if base else []
    answer.listings += [item for item in stood if not _gone(item, on)]
    if later is None:
        return answer
    refs = {item.list_ref for item in stood}
    after = store.listings_of(workspace.engine, [later])
    for item in after:
        listed = item.listed_on
        if item.list_ref not in refs and listed and listed[:10] <= on and not _gone(item, on):
            answer.listings.append(item)
            answer.inferred.add(item.listing_id)
    still = {item.list_ref for item in after}
    if base and not later.release.is_partial:
        answer.uncertain = {i.listing_id for i in answer.listings if i.list_ref not in still}
    return answer


def _gone(item: Listing, on: str) -> bool:
    """The list prints a delisting on or before the day. An open day (a year) counts as its end."""
    from vedette.clean.dates import last_day

    end = last_day(item.delisted_on) if item.delisted_on else None
    return bool(end and end <= on)


def _note(base: Kept | None, later: Kept | None, answer: _Standing, on: str) -> str:
    if base is None:
        assert later is not None
        return (
            f"no release of {on} or before is kept; told from that of {later.day} by the days it "
            f"prints: {len(answer.inferred)} parties. Who was delisted between {on} and "
            f"{later.day}, or is listed there without a day, is missing."
        )
    text = f"the release of {base.day} answers."
    if answer.inferred:
        text += (
            f" {len(answer.inferred)} parties are added from the release of "
            f"{later.day if later else ''}, which says they were listed by then."
        )
    if answer.uncertain:
        text += (
            f" {len(answer.uncertain)} of its parties are gone from the release of "
            f"{later.day if later else ''} and may have been delisted before {on}."
        )
    return text


__all__ = [
    "diff_files",
    "diff_kept",
    "listings_as_of",
    "party_history",
    "party_key",
    "pick_release",
]
