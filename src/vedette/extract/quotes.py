"""Quotation marks in a paragraph: which characters stand inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENS = re.compile(r'(?:^|(?<=[\s(\[—–-]))"(?=\S)')


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation by offsets of its inner words; ``is_closed`` is False when no mark ends it."""

    start: int
    end: int
    is_closed: bool


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Find quotations in double marks (curly ones are straightened before parsing).

    A mark that opens and is never closed runs to the end of the paragraph: press style opens every
    paragraph of a long quotation anew and closes only the last.
    """
    found = []
    marks = [match.start() for match in re.finditer('"', text)]
    opened: int | None = None
    for at in marks:
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if opened is None:
            if not after.isspace():
                opened = at
        elif not before.isspace() or after.isspace() or after in ".,;:!?)":
            found.append(Quotation(opened + 1, at, True))
            opened = None
    if opened is not None and len(text) - opened > 2:
        found.append(Quotation(opened + 1, len(text), False))
    return tuple(quote for quote in found if quote.end > quote.start)


def quoted_share(text: str, start: int, end: int, quotations: tuple[Quotation, ...]) -> float:
    """The share of a stretch's letters that stand inside quotations."""
    letters = [index for index in range(start, end) if text[index].isalnum()]
    if not letters:
        return 0.0
    inside = sum(any(q.start <= index < q.end for q in quotations) for index in letters)
    return inside / len(letters)


def with_twin_mark(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the mark that its own words opened or closed, where one was cut off its edge."""
    if text.count('"', start, end) % 2:
        if text[end : end + 1] == '"':
            return start, end + 1
        if start and text[start - 1] == '"':
            return start - 1, end
    return start, end
