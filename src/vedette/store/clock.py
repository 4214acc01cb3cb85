"""The one place that reads the clock for the store: knowledge time, UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """This instant as ISO 8601 with microseconds and ``Z``."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
