"""Proof of time: a third hand's word on when the event log had the head it had.

The log seals every capture with its hash, so a stamp on the log's head shows that all captures up
to it were here at that instant. The answer is kept as evidence, and can be checked offline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from vedette.errors import FetchFailed, UsageError
from vedette.sources.fetch import Fetched, fetch
from vedette.sources.timestamps import (
    ANSWER_TYPE,
    MAX_ANSWER_BYTES,
    REQUEST_TYPE,
    check_signature,
    read_answer,
    request_for,
)
from vedette.store.schema import event_log
from vedette.store.workspace import Workspace

ACTION = "proof"
ASKED = "proof-request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One stamp that is kept.

    ``state``: ``verified`` (signed by one of the roots given), ``unsigned`` (it speaks of this log,
    and no root was given to check the signature), ``failed`` with the ``reason``.
    """

    head: str
    stamped_at: str
    authority: str
    answer_sha256: str
    state: str
    reason: str | None = None


def head_of(workspace: Workspace) -> str:
    """The hash of the event log's last row."""
    query = sa.select(event_log.c.hash).order_by(event_log.c.seq.desc()).limit(1)
    with workspace.engine.connect() as connection:
        return str(connection.execute(query).scalar_one())


def ask(
    workspace: Workspace,
    authority: str,
    *,
    offline: bool = False,
    fetcher: Callable[..., Fetched] = fetch,
) -> Proof:
    """Have an authority stamp the log's head now.

    Args:
        workspace: Open for writing.
        authority: The authority's http(s) address.
        offline: Refuse, whatever else is said.
        fetcher: The safe fetcher; for operators of an inner authority, and for tests.

    Raises:
        FetchFailed: Offline, refused or unreachable.
        MalformedInput: The answer is none, or about something else.
    """
    if offline:
        raise FetchFailed(authority, "nothing is asked: --offline", "Use: vedette proof request")
    head = head_of(workspace)
    got = fetcher(
        authority,
        max_bytes=MAX_ANSWER_BYTES,
        headers={"Content-Type": REQUEST_TYPE, "Accept": ANSWER_TYPE},
        body=request_for(head.encode()),
    )
    return _keep(workspace, head, got.data, authority)


def write_request(workspace: Workspace, target: Path) -> str:
    """Write a request for the log's head to a file, to be carried to an authority; the head.

    Raises:
        UsageError: The file exists.
    """
    if target.exists():
        raise UsageError(str(target), "this file exists", "Name a new one")
    head = head_of(workspace)
    target.write_bytes(request_for(head.encode()))
    workspace.log(ASKED, head, {"file": target.name})
    return head


def take(workspace: Workspace, answer: Path) -> Proof:
    """Take the answer to a request that was written here.

    Raises:
        UsageError: No request written here is what it answers, or it cannot be read.
        MalformedInput: It is no answer.
    """
    try:
        data = answer.read_bytes()
    except OSError as error:
        raise UsageError(str(answer), f"it cannot be read ({error.strerror})", "") from error
    heads = [head for head, _ in workspace.logged(ASKED)]
    if not heads:
        raise UsageError(str(answer), "nothing was asked here", "Use: vedette proof request")
    from vedette.errors import MalformedInput

    for head in reversed(heads):
        try:
            return _keep(workspace, head, data, str(answer.name))
        except MalformedInput:
            if head == heads[0]:
                raise
    raise AssertionError("unreachable")


def proofs(workspace: Workspace, roots: Sequence[Path] = ()) -> list[Proof]:
    """The stamps kept, each checked against the log and, where roots are given, its signature."""
    trusted = [root.read_bytes() for root in roots]
    with workspace.engine.connect() as connection:
        chain = {row.hash for row in connection.execute(sa.select(event_log.c.hash))}
    found = []
    for head, told in workspace.logged(ACTION):
        data = workspace.blob(str(told["answer_sha256"]))
        stamp = read_answer(data, head.encode(), str(told["authority"]))
        reason = None if head in chain else "this head is not in the log"
        if reason is None and trusted:
            reason = check_signature(data, head.encode(), trusted)
        state = "failed" if reason else "verified" if trusted else "unsigned"
        found.append(
            Proof(
                head=head,
                stamped_at=stamp.stamped_at,
                authority=str(told["authority"]),
                answer_sha256=str(told["answer_sha256"]),
                state=state,
                reason=reason,
            )
        )
    return found


def _keep(workspace: Workspace, head: str, answer: bytes, authority: str) -> Proof:
    stamp = read_answer(answer, head.encode(), authority)
    sha256 = workspace.put_blob(answer, ANSWER_TYPE)
    detail = {"answer_sha256": sha256, "authority": authority, **asdict(stamp)}
    workspace.log(ACTION, head, detail)
    return Proof(
        head=head,
        stamped_at=stamp.stamped_at,
        authority=authority,
        answer_sha256=sha256,
        state="unsigned",
    )
