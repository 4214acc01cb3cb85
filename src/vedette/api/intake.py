"""Take input in: it is in the ledger before its bytes are touched, and keeps its fate there.

The same bytes at the same address give nothing new; new bytes at a known address give a new version
with its difference. A failure is recorded and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vedette.errors import FetchFailed, InputError, UnsupportedInput
from vedette.model.evidence import Blob, Capture, CaptureKind, Document, DocumentVersion
from vedette.model.ids import content_id, sha256_hex
from vedette.read.sniff import MAX_BYTES
from vedette.sources.containers import Opened, may_be_container
from vedette.sources.feeds import is_feed, read_feed
from vedette.sources.fetch import Fetched, fetch
from vedette.sources.files import Incoming, Refused, gather, place_of, read_file
from vedette.sources.manners import Manners
from vedette.store.difference import difference_between
from vedette.store.ledger import Job
from vedette.store.workspace import Workspace
from vedette.version import __version__

# A feed or a container is kept as evidence and gives its entries; it is no report to read.
FEED_TYPE = "application/x-feed"
CONTAINER_TYPE = "application/x-container"
NO_REPORTS = frozenset({FEED_TYPE, CONTAINER_TYPE})
Report = Callable[[str, int, int], None]
NOT_MODIFIED = 304
# Kept among a capture's headers: what the host's robots note said of the address.
ROBOTS = "vedette-robots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one input; ``change`` says how a new version differs from the one before."""

    address: str
    outcome: str
    version_id: str | None = None
    change: str | None = None
    failure: str | None = None
    reason: str | None = None
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class _Taken:
    data: bytes
    media_type: str
    fetched: Fetched | None
    started_at: str


def accept(workspace: Workspace, paths: Sequence[str], stdin: bytes | None = None) -> list[Fate]:
    """Put inputs in the ledger; returns the fates of those that could not even be named.

    Standard input cannot be read twice, so its bytes are kept first.
    """
    if stdin is not None:
        sha256 = workspace.put_blob(stdin, "application/octet-stream")
        workspace.enqueue([(f"stdin:{sha256}", "stdin", "standard input", sha256)])
    return _enqueue(workspace, gather(paths))


def _enqueue(workspace: Workspace, found: Iterable[Incoming | Refused]) -> list[Fate]:
    refused: list[Fate] = []
    items: list[tuple[str, str, str, str | None]] = []
    for item in found:
        if isinstance(item, Refused):
            job_id = workspace.enqueue([(item.address, "file", item.address, None)])[0]
            refused.append(_fail(workspace, job_id, item.address, "file", item.error, _now()))
        else:
            items.append((item.address, item.kind, item.name, None))
    workspace.enqueue(items)
    return refused


def take_in(workspace: Workspace, report: Report, *, offline: bool = False) -> Iterator[Fate]:
    """Capture everything the ledger has queued, one transaction each; yields every fate."""
    queued = workspace.jobs("queued")
    manners = Manners(fetch)
    done = 0
    while queued:
        total = done + len(queued)
        for job in queued:
            if job.kind == "file" and Path(place_of(job.address)).is_dir():
                yield from _walk(workspace, job)
            else:
                yield from _take(workspace, job, None if offline else manners)
            done += 1
            report("taking in", done, total)
        # A feed or a folder tried again may have put more in the ledger.
        queued = workspace.jobs("queued")


def _walk(workspace: Workspace, job: Job) -> Iterator[Fate]:
    """Try a folder again that could not be read: what is in it goes into the ledger."""
    workspace.settle(job.job_id, outcome="walked")
    yield from _enqueue(workspace, gather([place_of(job.address)]))


def _take(workspace: Workspace, job: Job, manners: Manners | None) -> Iterator[Fate]:
    started = _now()
    try:
        taken = _bytes_of(workspace, job, started, manners)
        if taken.fetched is not None and taken.fetched.status == NOT_MODIFIED:
            yield _unchanged(workspace, job, job.version_id or "")
            return
        opened = _open(taken.data, job) if may_be_container(taken.data) else None
        if opened is not None:
            yield from _spread(workspace, opened, job, started)
            taken = replace(taken, media_type=CONTAINER_TYPE)
        elif is_feed(taken.data):
            _expand(workspace, taken, job)
            taken = replace(taken, media_type=FEED_TYPE)
    except InputError as error:
        placed_error = placed(error, job.address)
        yield _fail(workspace, job.job_id, job.address, job.kind, placed_error, started)
        return
    yield _keep(workspace, job, taken)


def _bytes_of(workspace: Workspace, job: Job, started: str, manners: Manners | None) -> _Taken:
    if job.kind in {"stdin", "member"}:
        if job.blob_sha256 is None:
            raise _left(job.address, "it was left in its container: there are no bytes to try")
        known = workspace.get(Blob, job.blob_sha256)
        media_type = known.media_type if known else "application/octet-stream"
        return _Taken(workspace.blob(job.blob_sha256), media_type, None, started)
    if job.kind == "file":
        return _Taken(read_file(job.address, MAX_BYTES), "application/octet-stream", None, started)
    if manners is None:
        raise FetchFailed(
            job.address, "it was not fetched: --offline", "Retry it without --offline"
        )
    robots = manners.before(job.address)
    fetched = fetch(job.address, max_bytes=MAX_BYTES, headers=_conditions(workspace, job))
    fetched = replace(fetched, headers={**fetched.headers, ROBOTS: robots})
    media_type = fetched.headers.get("content-type", "application/octet-stream")
    return _Taken(fetched.data, media_type, fetched, started)


def _conditions(workspace: Workspace, job: Job) -> dict[str, str]:
    """What to ask so that an unchanged page is not sent again (RFC 9110, section 13)."""
    versions = workspace.versions_of(content_id("do", job.address))
    capture = workspace.get(Capture, versions[-1].capture_id) if versions else None
    if capture is None or job.failure:
        return {}
    asked = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {asked[name]: capture.headers[name] for name in asked if name in capture.headers}


def _open(data: bytes, job: Job) -> Opened | None:
    from vedette.engine.bounded import BoundedCalls

    with BoundedCalls() as child:
        opened = child.call(
            "vedette.sources.containers:open_container", data, job.name, job.address, name=job.name
        )
    return opened if isinstance(opened, Opened) else None


def _left(address: str, what: str) -> UnsupportedInput:
    return UnsupportedInput(address, what, "Take it out of its container, and give it as a file")


def _spread(workspace: Workspace, opened: Opened, job: Job, started: str) -> Iterator[Fate]:
    """Put a container's members in the ledger, their bytes kept; yields the fate of those left."""
    items = [
        (member.address, "member", member.name, workspace.put_blob(member.data, member.media_type))
        for member in opened.members
    ]
    workspace.enqueue(items)
    for left in opened.left:
        error = _left(left.address, left.what)
        job_id = workspace.enqueue([(left.address, "member", left.address, None)])[0]
        yield _fail(workspace, job_id, left.address, "member", error, started)
    detail = {"kind": opened.kind, "members": len(opened.members), "left": len(opened.left)}
    workspace.log("open", job.address, detail)


def _expand(workspace: Workspace, taken: _Taken, job: Job) -> None:
    """Put a feed's entries in the ledger."""
    feed = read_feed(taken.data, job.address)
    known = {other.address for other in workspace.jobs()}
    fresh = [entry for entry in feed.entries if entry.link not in known]
    workspace.enqueue([(entry.link, "url", entry.title or entry.link, None) for entry in fresh])
    told = [
        {
            "link": entry.link,
            "title": entry.title,
            "published": entry.published,
            "source": entry.source,
            "source_link": entry.source_link,
            "authors": list(entry.authors),
        }
        for entry in fresh
    ]
    workspace.log("feed", job.address, {"title": feed.title, "entries": told, "left": feed.skipped})


def _keep(workspace: Workspace, job: Job, taken: _Taken) -> Fate:
    sha256 = sha256_hex(taken.data)
    versions = workspace.versions_of(content_id("do", job.address))
    if versions and versions[-1].blob_sha256 == sha256:
        return _unchanged(workspace, job, versions[-1].version_id)
    workspace.blobs.put(taken.data)
    outcome = "new-version" if versions else "new"
    document_id = content_id("do", job.address)
    version_id = content_id("dv", job.address, len(versions) + 1, sha256)
    capture = _capture(job, taken, outcome, sha256)
    previous = workspace.blob(versions[-1].blob_sha256) if versions else None
    version = DocumentVersion(
        version_id=version_id,
        document_id=document_id,
        seq=len(versions) + 1,
        blob_sha256=sha256,
        capture_id=capture.capture_id,
        media_type=taken.media_type,
        name=job.name,
        difference=difference_between(previous, taken.data) if previous is not None else {},
    )
    with workspace.transaction() as connection:
        document = Document(document_id=document_id, address=job.address)
        blob = Blob(sha256=sha256, size=len(taken.data), media_type=taken.media_type)
        workspace.add(
            *(blob, capture, document, version),
            connection=connection,
            action="capture",
            object_id=capture.capture_id,
            detail={"address": job.address, "sha256": sha256},
        )
        workspace.settle(job.job_id, connection, outcome=outcome, version_id=version_id)
    change = change_in_words(version.difference) if previous is not None else None
    return Fate(address=job.address, outcome=outcome, version_id=version_id, change=change)


def change_in_words(difference: Mapping[str, Any]) -> str:
    """How two versions differ, on one line: "lines: 2 added, 1 removed; 3421 bytes, now 3427"."""
    before, after = difference["before"]["size"], difference["after"]["size"]
    sizes = f"{before} bytes, now {after}"
    if "added" not in difference:
        return sizes
    return f"lines: {difference['added']} added, {difference['removed']} removed; {sizes}"


def _unchanged(workspace: Workspace, job: Job, version_id: str) -> Fate:
    """The same bytes as before: nothing new. Bytes that could not be read stay failed."""
    if job.failure and job.version_id == version_id:
        workspace.settle(
            job.job_id,
            version_id=version_id,
            failure=job.failure,
            reason=job.reason,
            retryable=job.retryable,
        )
    else:
        workspace.settle(job.job_id, outcome="unchanged", version_id=version_id)
    return Fate(address=job.address, outcome="unchanged", version_id=version_id)


def _capture(job: Job, taken: _Taken, outcome: str, sha256: str) -> Capture:
    fetched = taken.fetched
    return Capture(
        capture_id=content_id("ca", job.address, taken.started_at, sha256),
        kind=_kind(job.kind),
        address=job.address,
        final_address=fetched.final_address if fetched else job.address,
        started_at=fetched.started_at if fetched else taken.started_at,
        ended_at=fetched.ended_at if fetched else _now(),
        tool="vedette",
        tool_version=__version__,
        outcome=outcome,  # type: ignore[arg-type]
        blob_sha256=sha256,
        http_status=fetched.status if fetched else None,
        headers=fetched.headers if fetched else {},
        redirects=fetched.redirects if fetched else (),
    )


def _fail(
    workspace: Workspace, job_id: str, address: str, kind: str, error: InputError, started: str
) -> Fate:
    capture = Capture(
        capture_id=content_id("ca", address, started, error.kind),
        kind=_kind(kind),
        address=address,
        final_address=address,
        started_at=started,
        ended_at=_now(),
        tool="vedette",
        tool_version=__version__,
        outcome="failed",
        failure=error.kind,
        reason=str(error),
    )
    with workspace.transaction() as connection:
        workspace.add(
            capture,
            connection=connection,
            action="capture",
            object_id=capture.capture_id,
            detail={"address": address, "failure": error.kind},
        )
        workspace.settle(job_id, connection, **failure_of(error))
    return fate_of(address, error)


def failure_of(error: InputError) -> dict[str, Any]:
    """A failure as the ledger keeps it."""
    return {"failure": error.kind, "reason": str(error), "retryable": error.retryable}


def placed(error: InputError, address: str) -> InputError:
    """The same error, told of the input as a person knows it, whatever the reader called it."""
    return type(error)(place_of(address), error.what, error.remedy)


def fate_of(address: str, error: InputError) -> Fate:
    """A failure as a fate."""
    return Fate(
        address=address,
        outcome="failed",
        failure=error.kind,
        reason=f"{error.where}: {error.what}",
        remedy=error.remedy,
    )


def _kind(kind: str) -> CaptureKind:
    return kind  # type: ignore[return-value]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
