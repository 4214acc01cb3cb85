"""Lists in a workspace: taken in, guarded, kept as evidence; their state and their history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from vedette.api.listing_files import MAX_LIST_BYTES, TIME_S, Group, Shelf
from vedette.engine.bounded import BoundedCalls
from vedette.errors import InputTooLarge, ListRejected, VedetteError
from vedette.extract.listings import READER_VERSION, ListReading, list_spec
from vedette.model.ids import sha256_hex
from vedette.model.listing import ListRelease, ReleaseMembers
from vedette.store import releases as kept_releases
from vedette.store.releases import Kept
from vedette.store.workspace import Activity, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOutcome:
    """What loading the files of one release gave.

    Args:
        is_new: The workspace did not have this release.
        is_current: It is the release in force of its list now.
        n_new_listings: Listings that no earlier release carried in these words.
        was_named: False for a file that only stood in a folder; that it is no list is no failure.
    """

    path: str
    release: ListRelease | None
    is_new: bool
    error: VedetteError | None = None
    is_current: bool = False
    n_new_listings: int = 0
    was_named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOptions:
    """How lists are taken in.

    Args:
        floor: The fewest entries to accept instead of the list's own floor (an extract).
        dated_on: The release's day, where neither content nor name tells it.
        called: What a list without a fixed id is called.
        accept: Why a release that the guards would refuse is taken all the same.
        fetched_on: The day its publisher's server gave it.
        origin: Where it came from, if not the file's name.
    """

    floor: int | None = None
    dated_on: str | None = None
    called: str | None = None
    accept: str | None = None
    fetched_on: str | None = None
    origin: str | None = None


def take_lists(
    workspace: Workspace, paths: Sequence[str | Path], options: TakeOptions
) -> list[ListOutcome]:
    """Load the lists found among files, folders and archives; a bad one never replaces a good one."""
    with BoundedCalls(time_s=TIME_S) as child:
        shelf = Shelf(child)
        groups, refused = shelf.sort(paths)
        outcomes = [
            ListOutcome(
                path=item.path,
                release=None,
                is_new=False,
                error=item.error,
                was_named=item.was_named,
            )
            for item in refused
        ]
        return [*(_take(workspace, child, shelf, group, options) for group in groups), *outcomes]


def take_bytes(
    workspace: Workspace, files: Sequence[tuple[str, bytes]], options: TakeOptions
) -> ListOutcome:
    """Load one release from bytes already here."""
    with BoundedCalls(time_s=TIME_S) as child:
        try:
            return _load(workspace, child, files[0][0], files, options)
        except VedetteError as error:
            return ListOutcome(path=files[0][0], release=None, is_new=False, error=error)


def _take(
    workspace: Workspace,
    child: BoundedCalls,
    shelf: Shelf,
    group: Group,
    options: TakeOptions,
) -> ListOutcome:
    try:
        files = [(item.name, shelf.bytes_of(item.key)) for item in group.files]
        return _load(workspace, child, group.path, files, options)
    except VedetteError as error:
        return ListOutcome(path=group.path, release=None, is_new=False, error=error)


def _load(
    workspace: Workspace,
    child: BoundedCalls,
    path: str,
    files: Sequence[tuple[str, bytes]],
    options: TakeOptions,
) -> ListOutcome:
    if sum(len(data) for _, data in files) > MAX_LIST_BYTES:
        raise InputTooLarge(path, "more than 256 MiB together", "Give a smaller collection")
    sha256s = [sha256_hex(data) for _, data in files]
    known = kept_releases.kept(workspace.engine)
    for item in known:
        same = {f.blob_sha256 for f in item.release.files} == set(sha256s)
        if same and item.reader == READER_VERSION:
            return _outcome(path, item.release, known, is_new=False)
    try:
        reading: ListReading = child.call(
            "vedette.extract.listings:read_with",
            list(files),
            {
                "sha256s": sha256s,
                "floor": options.floor,
                "today": _today(),
                "dated_on": options.dated_on,
                "fetched_on": options.fetched_on,
                "called": options.called,
            },
            name=files[0][0],
        )
        if not options.accept:
            _guard(reading.release, known)
    except VedetteError as error:
        _keep_refused(workspace, files, error)
        raise
    return _record(workspace, path, files, reading, known, options)


def _guard(release: ListRelease, known: Sequence[Kept]) -> None:
    """Refuse what would replace the release in force by much less than it.

    Raises:
        ListRejected: Far fewer entries, or a part (the aliases) that is gone.
    """
    from vedette.clean.data_files import load_yaml

    current = kept_releases.newest(known).get(release.list_id)
    if current is None or release.is_partial or current.release.is_partial:
        return
    if (release.generated_on or _today()) < current.day:
        return
    share = load_yaml("vedette.extract", "lists.yml")["shrink_floor"]
    if release.n_listings < share * current.release.n_listings:
        raise ListRejected(
            release.origin,
            f"it holds {release.n_listings} entries; the release in force, of {current.day}, "
            f"holds {current.release.n_listings}",
            "Get it again; if the list did shrink so much, add it with --accept REASON",
        )
    gone = {f.role for f in current.release.files} - {f.role for f in release.files}
    if gone and release.format == current.release.format:
        raise ListRejected(
            release.origin,
            f"the release in force has its {', '.join(sorted(gone))} file, and this one has not",
            "Give the files together; or add it with --accept REASON",
        )


def _keep_refused(
    workspace: Workspace, files: Sequence[tuple[str, bytes]], error: VedetteError
) -> None:
    """A refused file is evidence of what was published, or of a download that failed."""
    for name, data in files:
        sha256 = workspace.put_blob(data, "application/octet-stream")
        workspace.log("list-refused", sha256, {"file": name, "reason": str(error)[:500]})


def _record(
    workspace: Workspace,
    path: str,
    files: Sequence[tuple[str, bytes]],
    reading: ListReading,
    known: Sequence[Kept],
    options: TakeOptions,
) -> ListOutcome:
    release = reading.release
    if options.origin:
        from dataclasses import replace

        release = replace(release, origin=options.origin)
    for _, data in files:
        workspace.put_blob(data, "application/octet-stream")
    stored = kept_releases.stored_ids(workspace.engine, release.list_id)
    fresh = [item for item in reading.listings if item.listing_id not in stored]
    members = ReleaseMembers(
        release_id=release.release_id,
        listing_ids=tuple(item.listing_id for item in reading.listings),
    )
    done = Activity(
        stage="list",
        stage_version=READER_VERSION,
        unit=release.release_id,
        input_hash=release.release_id,
        started_at=_now(),
        params={"path": Path(path).name, "floor": options.floor, "accept": options.accept},
        inputs=tuple(f.blob_sha256 for f in release.files),
    )
    unique = list({item.listing_id: item for item in fresh}.values())
    workspace.record(done, (release, members, *unique))
    detail = {"list": release.list_id, "sha256": release.blob_sha256, "accept": options.accept}
    workspace.log("list", release.release_id, detail)
    now_known = kept_releases.kept(workspace.engine)
    return _outcome(path, release, now_known, is_new=True, n_new=len(unique))


def _outcome(
    path: str, release: ListRelease, known: Sequence[Kept], *, is_new: bool, n_new: int = 0
) -> ListOutcome:
    current = kept_releases.newest(known).get(release.list_id)
    return ListOutcome(
        path=path,
        release=release,
        is_new=is_new,
        is_current=current is not None and current.release.release_id == release.release_id,
        n_new_listings=n_new,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """How one list stands in a workspace, against its publisher's schedule.

    Args:
        age_days: From the release's day to the day asked about; None where nothing dates it.
        unsure_days: The same from the last day the publisher was found to have nothing newer.
        checked_at: The last time its publisher was asked, or a file was added (UTC).
        state: ``current``, ``stale`` (older than the list's own ``stale_after`` days and not
            confirmed since), ``partial`` (an extract), ``undated`` or ``missing``.
        sentence: What that means for an answer drawn from it.
    """

    list_id: str
    title: str
    state: str
    release: ListRelease | None
    age_days: int | None
    unsure_days: int | None
    stale_after_days: int
    checked_at: str | None
    n_releases: int
    is_expected: bool
    sentence: str


def list_states(workspace: Workspace, expected: Sequence[str], today: str = "") -> list[ListState]:
    """The state of every list that is loaded or expected."""
    known = kept_releases.kept(workspace.engine)
    current = kept_releases.newest(known)
    confirmed = _confirmed(workspace)
    states = [
        _state(
            item,
            sum(k.release.list_id == list_id for k in known),
            confirmed,
            today or _today(),
            list_id in expected,
        )
        for list_id, item in sorted(current.items())
    ]
    missing = [_missing(list_id) for list_id in expected if list_id not in current]
    return [*states, *missing]


def _state(
    item: Kept, n_releases: int, confirmed: Mapping[str, str], today: str, is_expected: bool
) -> ListState:
    release = item.release
    spec = list_spec(release.list_id)
    asked_at = max(confirmed.get(release.list_id, ""), item.recorded_at)
    dated = release.generated_on
    age = (date.fromisoformat(today) - date.fromisoformat(dated)).days if dated else None
    # Asked again and unchanged: the release is as new as the publisher's own.
    sure_on = max(dated or "", confirmed.get(release.list_id, "")[:10])
    unsure = (date.fromisoformat(today) - date.fromisoformat(sure_on)).days if sure_on else None
    if release.is_partial:
        state, sentence = "partial", "an extract: absence from it says nothing"
    elif unsure is None:
        state, sentence = "undated", "nothing dates it; how old it is cannot be said"
    elif unsure > spec["stale_after"]:
        state = "stale"
        sentence = (
            f"{unsure} days old; the publisher changes it {spec['schedule']}: what was listed or "
            "delisted since is not here"
        )
    else:
        state, sentence = "current", f"within {spec['stale_after']} days"
    return ListState(
        list_id=release.list_id,
        title=release.title,
        state=state,
        release=release,
        age_days=age,
        unsure_days=unsure,
        stale_after_days=spec["stale_after"],
        checked_at=asked_at,
        n_releases=n_releases,
        is_expected=is_expected,
        sentence=sentence,
    )


def _missing(list_id: str) -> ListState:
    spec = list_spec(list_id)
    return ListState(
        list_id=list_id,
        title=spec["title"],
        state="missing",
        release=None,
        age_days=None,
        unsure_days=None,
        stale_after_days=spec["stale_after"],
        checked_at=None,
        n_releases=0,
        is_expected=True,
        sentence="not loaded: nobody on it can be found",
    )


def _confirmed(workspace: Workspace) -> dict[str, str]:
    """When each list's publisher last answered that nothing had changed."""
    from vedette.model.evidence import Capture

    found: dict[str, str] = {}
    for capture in workspace.rows(Capture):
        if capture.kind == "list" and capture.outcome in {"new", "unchanged"}:
            list_id = str(capture.headers.get("x-vedette-list", ""))
            found[list_id] = max(found.get(list_id, ""), capture.ended_at)
    return found


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def as_payload(outcome: ListOutcome) -> dict[str, Any]:
    """An outcome for ``--json``."""
    from dataclasses import asdict

    return {
        "path": outcome.path,
        "is_new": outcome.is_new,
        "is_current": outcome.is_current,
        "n_new_listings": outcome.n_new_listings,
        "release": asdict(outcome.release) if outcome.release else None,
        "error": str(outcome.error) if outcome.error else None,
        "was_named": outcome.was_named,
    }
