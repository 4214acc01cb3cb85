"""Fetching lists from their publishers: only what changed, every answer kept as a capture."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from vedette.api.listing_files import MAX_LIST_BYTES
from vedette.api.lists import ListOutcome, TakeOptions, take_bytes, take_lists
from vedette.errors import FetchFailed, InputError, UnknownId, UsageError
from vedette.extract.listings import known_lists, list_spec
from vedette.model.evidence import Capture
from vedette.model.ids import content_id, sha256_hex
from vedette.sources.fetch import Fetched, fetch
from vedette.store import releases as store
from vedette.store.clock import now
from vedette.store.workspace import Workspace
from vedette.version import __version__

# A slow publisher may take minutes for the largest file.
TIMEOUT_S = 300.0
Fetch = Callable[..., Fetched]
Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a publisher gave for one part: its bytes, new or as last time."""

    role: str
    address: str
    data: bytes
    fetched: Fetched
    is_new: bool


def update_lists(
    workspace: Workspace,
    names: Sequence[str],
    *,
    expected: Sequence[str],
    folder: str | Path | None,
    every: bool,
    report: Report,
    get: Fetch = fetch,
) -> list[ListOutcome]:
    """Bring lists up to date from their publishers, or from a folder.

    Args:
        names: List ids; without any, those loaded or expected that have an address.
        expected: Lists that ought to be loaded.
        folder: Take what is there instead of the network.
        every: All lists that have an address.
        report: Told about progress.
        get: Fetches an address; for tests.

    Raises:
        UnknownId: There is no such list.
        UsageError: A list asked for by name has no address.
    """
    if folder is not None:
        return take_lists(workspace, [folder], TakeOptions())
    wanted = _wanted(workspace, names, expected, every)
    outcomes = []
    for done, list_id in enumerate(wanted):
        report(list_id, done, len(wanted))
        outcomes.append(_update(workspace, list_id, get))
    report("done", len(wanted), len(wanted))
    return outcomes


def _wanted(
    workspace: Workspace, names: Sequence[str], expected: Sequence[str], every: bool
) -> list[str]:
    addressed = [spec["id"] for spec in known_lists() if spec["sources"]]
    if every:
        return addressed
    if not names:
        loaded = {item.release.list_id for item in store.kept(workspace.engine)}
        return [list_id for list_id in addressed if list_id in loaded | set(expected)]
    for name in names:
        try:
            spec = list_spec(name)
        except KeyError as error:
            known = ", ".join(spec["id"] for spec in known_lists())
            raise UnknownId(name, "there is no such list", f"There are: {known}") from error
        if not spec["sources"]:
            page = spec.get("page")
            raise UsageError(
                name,
                "its publisher offers no file for programs",
                f"Get it {f'from {page} ' if page else ''}and add the file: vedette lists add",
            )
    return list(dict.fromkeys(names))


def _update(workspace: Workspace, list_id: str, get: Fetch) -> ListOutcome:
    sources: Mapping[str, str] = list_spec(list_id)["sources"]
    main = sources["main"]
    try:
        answers = [
            _ask(workspace, list_id, role, address, get) for role, address in sources.items()
        ]
    except InputError as error:
        return ListOutcome(path=main, release=None, is_new=False, error=error)
    if not any(answer.is_new for answer in answers):
        current = store.newest(store.kept(workspace.engine)).get(list_id)
        if current is not None:
            return ListOutcome(path=main, release=current.release, is_new=False, is_current=True)
    files = [(_file_name(answer), answer.data) for answer in answers]
    options = TakeOptions(fetched_on=_served_on(answers[0].fetched), origin=main)
    return replace(take_bytes(workspace, files, options), path=main)


def _ask(workspace: Workspace, list_id: str, role: str, address: str, get: Fetch) -> _Answer:
    """Ask for one part, naming what is here; the answer is a capture, a refusal too."""
    last = _last_capture(workspace, address)
    headers = _conditions(last)
    started = now()
    try:
        fetched = get(address, max_bytes=MAX_LIST_BYTES, timeout_s=TIMEOUT_S, headers=headers)
        same = fetched.status == 304
        if same and (last is None or last.blob_sha256 is None):
            raise FetchFailed(
                address, "the server says nothing changed, and nothing is here", "Try again"
            )
    except InputError as error:
        _capture(workspace, list_id, address, started, error=error)
        raise
    if same:
        assert last is not None
        assert last.blob_sha256
        data = workspace.blob(last.blob_sha256)
    else:
        data = fetched.data
        workspace.put_blob(data, fetched.headers.get("content-type", "application/octet-stream"))
    sha256 = sha256_hex(data)
    is_new = last is None or last.blob_sha256 != sha256
    _capture(workspace, list_id, address, started, fetched=fetched, sha256=sha256, is_new=is_new)
    return _Answer(role, address, data, fetched, is_new)


def _last_capture(workspace: Workspace, address: str) -> Capture | None:
    found = [
        capture
        for capture in workspace.rows(Capture)
        if capture.kind == "list" and capture.address == address and capture.blob_sha256
    ]
    return max(found, key=lambda capture: capture.ended_at, default=None)


def _conditions(last: Capture | None) -> dict[str, str]:
    if last is None:
        return {}
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return {ask: last.headers[told] for ask, told in pairs if last.headers.get(told)}


def _capture(
    workspace: Workspace,
    list_id: str,
    address: str,
    started: str,
    *,
    fetched: Fetched | None = None,
    sha256: str | None = None,
    is_new: bool = False,
    error: InputError | None = None,
) -> None:
    told: dict[str, str] = dict(fetched.headers) if fetched else {}
    if fetched and fetched.status == 304:
        # A "not modified" need not repeat the validators; the next question needs them.
        last = _last_capture(workspace, address)
        told = {**(last.headers if last else {}), **told}
    ended = now()
    workspace.add(
        Capture(
            capture_id=content_id("ca", address, started),
            kind="list",
            address=address,
            final_address=fetched.final_address if fetched else address,
            started_at=started,
            ended_at=ended,
            tool="vedette",
            tool_version=__version__,
            outcome="failed" if error else "new" if is_new else "unchanged",
            blob_sha256=sha256,
            http_status=fetched.status if fetched else None,
            headers={**told, "x-vedette-list": list_id},
            redirects=fetched.redirects if fetched else (),
            failure=error.kind if error else None,
            reason=str(error) if error else None,
        )
    )


def _file_name(answer: _Answer) -> str:
    """The name a file goes by: the server's own, or the end of its address."""
    told = answer.fetched.headers.get("content-disposition", "")
    _, _, named = told.partition("filename=")
    last = urlsplit(answer.address).path.rpartition("/")[2]
    return named.strip("\"' ;").rpartition("/")[2] or last or answer.role


def _served_on(fetched: Fetched) -> str:
    """The day the server says the file was last changed, or the day it gave it."""
    told: Any = fetched.headers.get("last-modified")
    try:
        return parsedate_to_datetime(told).date().isoformat() if told else fetched.ended_at[:10]
    except (TypeError, ValueError):
        return fetched.ended_at[:10]
