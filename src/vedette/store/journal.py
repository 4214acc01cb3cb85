"""The event log: each row holds the hash of the row before, so nothing can be slipped in or out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from vedette.model.ids import canonical_json, sha256_hex
from vedette.store.schema import event_log

FIRST = "0" * 64


def log_hash(
    *, seq: int, at: str, actor: str, action: str, object_id: str, detail: str, prev_hash: str
) -> str:
    """The hash of one row of the event log."""
    row = [seq, at, actor, action, object_id, detail, prev_hash]
    return sha256_hex(canonical_json(row).encode())


def seal(values: Mapping[str, Any]) -> str:
    """The hash of a whole stored row, its instants and makers included.

    The log keeps it beside the row's id, so that what the row's own hash leaves out (when it came,
    who made it, with which parameters) cannot be changed unseen either. Empty columns do not count,
    so that a column a later format adds leaves old seals as they are.
    """
    told = {name: value for name, value in values.items() if value is not None}
    return sha256_hex(canonical_json(told).encode())


def append(
    connection: sa.Connection,
    *,
    at: str,
    actor: str,
    action: str,
    object_id: str,
    detail: dict[str, Any],
) -> None:
    """Add one row at the end of the chain, inside the caller's transaction."""
    last = connection.execute(
        sa.select(event_log.c.seq, event_log.c.hash).order_by(event_log.c.seq.desc()).limit(1)
    ).first()
    seq, prev_hash = (last.seq + 1, last.hash) if last else (1, FIRST)
    text = canonical_json(detail)
    connection.execute(
        event_log.insert().values(
            seq=seq,
            at=at,
            actor=actor,
            action=action,
            object=object_id,
            detail=text,
            prev_hash=prev_hash,
            hash=log_hash(
                seq=seq,
                at=at,
                actor=actor,
                action=action,
                object_id=object_id,
                detail=text,
                prev_hash=prev_hash,
            ),
        )
    )
