"""What a source does to a target, as one of PLOVER's roots: a table of cues, the earliest decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml

_BEHIND_WORDS = 9
# The most frequent root in the field's own data; told only where no cue was found, and said so.
DEFAULT_ROOT = "YIELD"

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Root:
    """A PLOVER root and the row of ``data/roots.yml`` it rests on (``default`` where none fits)."""

    root: str
    rule: str


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    rows = load_yaml("vedette.extract", "roots.yml")["rows"]
    return tuple(
        (row["id"], row["root"], re.compile(rf"(?<![\w-])(?:{row['pattern']})")) for row in rows
    )


def root_of(doc: Any, source: Bounds, target: Bounds | None) -> Root:
    """The root of what one party does to another in a sentence.

    Args:
        doc: The parsed sentence (only its text is read).
        source: Where the one who acts stands, in characters.
        target: Where the other stands; None if he is not named.

    Returns:
        The root of the earliest cue between the two and just behind, else of the earliest in the
        sentence; :data:`DEFAULT_ROOT` under the rule ``default`` if there is none.
    """
    text = doc.text
    for zone in (_near(text, source, target), _sentence(text, source, target)):
        found = _earliest(" ".join(zone.split()))
        if found is not None:
            return found
    return Root(DEFAULT_ROOT, "default")


def _near(text: str, source: Bounds, target: Bounds | None) -> str:
    if target is None or not target:
        return text[source[1] :].casefold()
    if source[0] <= target[0]:
        behind = " ".join(text[target[1] :].split()[:_BEHIND_WORDS])
        return f"{text[source[1] : target[0]]} <t> {behind}".casefold()
    behind = " ".join(text[source[1] :].split()[:_BEHIND_WORDS])
    return f"<t> {text[target[1] : source[0]]} {behind}".casefold()


def _sentence(text: str, source: Bounds, target: Bounds | None) -> str:
    return f"{text[source[1] :]} {text[: source[0]]}".casefold()


def _earliest(zone: str) -> Root | None:
    best: tuple[int, int] | None = None
    found: Root | None = None
    for order, (rule, root, pattern) in enumerate(_rows()):
        hit = pattern.search(zone)
        if hit and (best is None or (hit.start(), order) < best):
            best, found = (hit.start(), order), Root(root, rule)
    return found
