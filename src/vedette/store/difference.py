"""What changed between two versions of one document's bytes."""

from __future__ import annotations

import difflib
from typing import Any

from vedette.model.ids import sha256_hex

_MAX_DIFFED_BYTES = 512 * 1024
_MAX_HUNKS = 50


def difference_between(before: bytes, after: bytes) -> dict[str, Any]:
    """Compare two versions: sizes and hashes always, lines where both are small texts.

    Returns:
        ``before``/``after`` (sha256, size); for texts also ``added``, ``removed`` (counts) and
        ``lines``, the first changed lines with their sign.
    """
    facts: dict[str, Any] = {
        "before": {"sha256": sha256_hex(before), "size": len(before)},
        "after": {"sha256": sha256_hex(after), "size": len(after)},
    }
    if max(len(before), len(after)) > _MAX_DIFFED_BYTES:
        return facts
    try:
        old, new = before.decode().splitlines(), after.decode().splitlines()
    except UnicodeDecodeError:
        return facts
    changed = [
        line
        for line in difflib.unified_diff(old, new, lineterm="", n=0)
        if line[:1] in "+-" and not line.startswith(("+++", "---"))
    ]
    facts["added"] = sum(line.startswith("+") for line in changed)
    facts["removed"] = sum(line.startswith("-") for line in changed)
    facts["lines"] = [line[:200] for line in changed[:_MAX_HUNKS]]
    return facts
