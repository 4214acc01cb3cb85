"""Lines of a text become blocks: whole paragraphs with their offsets, however they are wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’»)\]]*$")
# A line that never goes on from the one before it.
_OWN_LINE = re.compile(r"(©|\(c\)|copyright\b)", re.I)
_MIN_WRAPPED = 6


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of the layer: offsets with outer white space cut."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> list[str]:
        return self.text.split()


def blocks_of(text: str, *, wrapped: bool | None = None) -> tuple[Block, ...]:
    """Cut a text into blocks.

    Args:
        text: The layer's text.
        wrapped: Whether paragraphs are broken over lines; found out from the text when None.

    Returns:
        Blocks in order; a hard-wrapped paragraph is one block, line ends inside.
    """
    lines = list(_lines(text))
    if wrapped is None:
        wrapped = _is_wrapped(lines)
    return tuple(_joined(text, lines) if wrapped else (line for line in lines if line.text))


def _lines(text: str) -> Iterator[Block]:
    at = 0
    for line in text.split("\n"):
        inner = line.strip()
        start = at + (len(line) - len(line.lstrip())) if inner else at
        yield Block(start, start + len(inner), inner)
        at += len(line) + 1


def _is_wrapped(lines: Sequence[Block]) -> bool:
    """A copy is hard-wrapped when most of its long lines stop in mid-sentence at one width."""
    full = [line for line in lines if len(line.text) > 40]
    if len(full) < _MIN_WRAPPED:
        return False
    widest = max(len(line.text) for line in full)
    if widest > 130:
        return False
    open_ended = sum(1 for line in full if not _ENDS_SENTENCE.search(line.text))
    near_width = sum(1 for line in full if len(line.text) > 0.75 * widest)
    return open_ended > 0.5 * len(full) and near_width > 0.5 * len(full)


def _joined(text: str, lines: Sequence[Block]) -> Iterator[Block]:
    widest = max((len(line.text) for line in lines), default=0)
    current: list[Block] = []
    for line in lines:
        if not line.text:
            yield from _flush(text, current)
            current = []
            continue
        if _OWN_LINE.match(line.text):
            yield from _flush(text, current)
            current = []
        current.append(line)
        short = len(line.text) < 0.7 * widest
        if short and (_ENDS_SENTENCE.search(line.text) or len(current) == 1):
            yield from _flush(text, current)
            current = []
    yield from _flush(text, current)


def _flush(text: str, lines: Sequence[Block]) -> Iterator[Block]:
    if lines:
        start, end = lines[0].start, lines[-1].end
        yield Block(start, end, text[start:end])
