"""Ids that say of what they are, and are the same for the same content."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def sha256_hex(data: bytes) -> str:
    """Hash bytes as evidence is hashed everywhere here: SHA-256, lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def canonical_json(value: Any) -> str:
    """Write a value so that equal values give equal text (sorted keys, no spaces)."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def content_id(prefix: str, *parts: Any) -> str:
    """Name a row by what it says, so that finding it again gives the same id.

    Args:
        prefix: Two or three letters that say of what (``sp`` span, ``st`` statement …).
        parts: JSON-able values; their order matters.

    Returns:
        ``prefix_`` and 20 hex digits (80 bits) of the SHA-256 over the canonical JSON.
    """
    return f"{prefix}_{sha256_hex(canonical_json(parts).encode())[:20]}"
