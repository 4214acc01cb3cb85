"""The ledger: what happened to every input, why it failed, what can be tried again.

One row per address. This is the only table that changes; the captures and the event log keep what
it forgets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import sqlalchemy as sa

from vedette.model.ids import content_id
from vedette.store.clock import now
from vedette.store.schema import job


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One input and its fate.

    ``state`` is queued, done or failed; ``outcome`` is new, new-version or unchanged for captured
    inputs. ``blob_sha256`` is set where the bytes were kept before the work began (standard input).
    ``failure`` is the kind of the error, ``retryable`` whether the same bytes could ever pass.
    """

    job_id: str
    seq: int
    address: str
    kind: str
    name: str
    blob_sha256: str | None
    state: str
    attempt: int
    outcome: str | None
    failure: str | None
    reason: str | None
    retryable: bool | None
    version_id: str | None
    queued_at: str
    ended_at: str | None


def job_id_of(address: str) -> str:
    """The id of an address's row in the ledger."""
    return content_id("jb", address)


def enqueue(
    connection: sa.Connection, items: Iterable[tuple[str, str, str, str | None]]
) -> tuple[str, ...]:
    """Put inputs in the ledger before anything else is done with them.

    Args:
        connection: An open transaction.
        items: Address, kind, name and (for standard input) the hash of the kept bytes.

    Returns:
        The job ids, in order.
    """
    at = now()
    seq = connection.execute(sa.select(sa.func.coalesce(sa.func.max(job.c.seq), 0))).scalar_one()
    known = {
        row.job_id: row.attempt
        for row in connection.execute(sa.select(job.c.job_id, job.c.attempt))
    }
    ids: dict[str, None] = {}
    fresh, again = [], []
    for address, kind, name, blob in items:
        job_id = job_id_of(address)
        if job_id in ids:
            continue
        ids[job_id] = None
        seq += 1
        values = {"seq": seq, "kind": kind, "name": name, "blob_sha256": blob, "queued_at": at}
        if job_id in known:
            again.append(
                {"b_job_id": job_id, **{f"b_{key}": value for key, value in values.items()}}
            )
        else:
            fresh.append(
                {"job_id": job_id, "address": address, "state": "queued", "attempt": 0, **values}
            )
    if fresh:
        connection.execute(job.insert(), fresh)
    if again:
        connection.execute(
            job.update()
            .where(job.c.job_id == sa.bindparam("b_job_id"))
            .values(
                seq=sa.bindparam("b_seq"),
                kind=sa.bindparam("b_kind"),
                name=sa.bindparam("b_name"),
                blob_sha256=sa.bindparam("b_blob_sha256"),
                queued_at=sa.bindparam("b_queued_at"),
                state="queued",
            ),
            again,
        )
    return tuple(ids)


def settle(
    connection: sa.Connection,
    job_id: str,
    *,
    outcome: str | None = None,
    version_id: str | None = None,
    failure: str | None = None,
    reason: str | None = None,
    retryable: bool | None = None,
) -> None:
    """Write down how one input ended; a failure clears its outcome."""
    values: dict[str, object] = {
        "state": "failed" if failure else "done",
        "attempt": job.c.attempt + 1,
        "failure": failure,
        "reason": reason,
        "retryable": None if retryable is None else int(retryable),
        "ended_at": now(),
    }
    if outcome or failure:
        values["outcome"] = outcome
    if version_id:
        values["version_id"] = version_id
    connection.execute(job.update().where(job.c.job_id == job_id).values(**values))


def jobs(connection: sa.Connection, state: str | None = None) -> tuple[Job, ...]:
    """The ledger's rows in the order of asking, all or of one state."""
    query = sa.select(job).order_by(job.c.seq)
    if state:
        query = query.where(job.c.state == state)
    names = [field.name for field in fields(Job)]
    return tuple(
        _job({name: getattr(row, name) for name in names}) for row in connection.execute(query)
    )


def _job(values: dict[str, object]) -> Job:
    flag = values["retryable"]
    return Job(**{**values, "retryable": None if flag is None else bool(flag)})  # type: ignore[arg-type]
