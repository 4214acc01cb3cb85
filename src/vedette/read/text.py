"""Read a plain-text copy of a report, with the page around it."""

from __future__ import annotations

from vedette.read.blocks import Block, blocks_of
from vedette.read.datelines import find_dateline
from vedette.read.furniture import is_caption
from vedette.read.memory import remembered
from vedette.read.parts import Draft, read_body, read_head, read_tail
from vedette.read.run import best_run, without_boxes
from vedette.read.scoring import bylines_of, score_blocks

# How far before the best run its dateline may stand (pictures come between), and how far inside.
_ANCHOR_BEFORE, _ANCHOR_INSIDE = 40, 3


def read_text(draft: Draft, *, wrapped: bool | None = None) -> None:
    """Fill a draft from the lines of its text.

    The body is the best run of lines; a dateline near its beginning is where it must begin, because
    nothing before a dateline is the report's own text.
    """
    blocks = _not_remembered(draft, blocks_of(draft.text, wrapped=wrapped))
    scores = score_blocks(blocks)
    start, end = best_run(scores, bylines=bylines_of(blocks))
    anchor = _anchor(blocks, start, end)
    if anchor is not None:
        start, end = best_run(scores, start=anchor)
    head, body, tail = blocks[:start], blocks[start:end], blocks[end:]
    read_head(draft, head)
    read_body(draft, body, without_boxes(scores[start:end]))
    read_tail(draft, tail)


def _not_remembered(draft: Draft, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without those the outlet repeats, which are the page's and part nothing."""
    kept = []
    for block in blocks:
        reason = remembered(draft.memory, block.text)
        if reason:
            draft.add("furniture", block.start, block.end, "outlet-memory", reason)
        else:
            kept.append(block)
    return tuple(kept)


def _anchor(blocks: tuple[Block, ...], start: int, end: int) -> int | None:
    for index in range(max(0, start - _ANCHOR_BEFORE), min(start + _ANCHOR_INSIDE + 1, end)):
        block = blocks[index]
        if len(block.words) >= 12 and not is_caption(block.text):
            found = find_dateline(block.text)
            if found and (found.agency or found.on or found.place):
                return index
    return None
