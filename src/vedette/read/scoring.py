"""Score the lines of a page, knowing what stands beside each and what comes again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vedette.read.blocks import Block
from vedette.read.furniture import (
    AGO,
    CUT,
    function_share,
    is_byline,
    line_features,
    patterns,
    weights,
)
from vedette.read.instants import find_instant

_ROW = re.compile(
    r"^\W{0,3}(?:\d+(?:[.,/:]\d+)*\b|[½¼¾⅓⅔]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b)|^[*•▪◦‣-]\s+\S|\S(?:\t| {2,})\S.*\S(?:\t| {2,})\S",
    re.I,
)
_DAY_FIRST = re.compile(r"^\W{0,3}\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b")
_MIN_THREAD_MARKS = 5
_MIN_ALIKE = 4
_RUNNING_WORDS = 12
_MOST = 0.75
ROW_WORTH = 0.4
_LONG = 25
_THREAD_REACH = 8


def score_blocks(blocks: Sequence[Block]) -> list[float]:
    """The sum of weights of each block, knowing what stands beside it and what stands twice."""
    worth = weights()
    is_english = _is_english(blocks)
    repeated = _repeated(blocks)
    context = {
        "repeated": repeated,
        "caption-again": frozenset(at for at in repeated if len(blocks[at].words) > _LONG),
        "thread": _threads(blocks),
        "comment-head": comment_heads(blocks),
    }
    rows = _rows(blocks)
    scores = []
    for index, block in enumerate(blocks):
        names = [*line_features(block.text, is_english=is_english)]
        names += [name for name, found in context.items() if index in found]
        score = sum(worth[name] for name in names)
        if index in rows and score < ROW_WORTH:
            # A list costs nothing to cross, and a short one makes no report by itself.
            score = min(ROW_WORTH, score + worth["row"])
        scores.append(score)
    return scores


def bylines_of(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that name the writer or the moment of a report."""
    return frozenset(index for index, block in enumerate(blocks) if is_byline(block.text))


def _rows(blocks: Sequence[Block]) -> set[int]:
    """Lines that begin with a number, a day or a bullet beside others that do."""
    alike = [
        len(block.text) < 1000
        and 3 <= len(block.words) <= 40
        and bool(_ROW.search(block.text))
        and not AGO.search(block.text)
        and not is_byline(block.text)
        and not find_instant(block.text)
        and not _DAY_FIRST.match(block.text)
        for block in blocks
    ]
    return {
        index
        for index in range(len(blocks))
        if alike[index] and sum(alike[max(0, index - 2) : index + 3]) >= 3
    }


def _threads(blocks: Sequence[Block]) -> set[int]:
    """Lines within reach of marks of a comment thread, where there are many such marks."""
    shapes = Counter(_shape(block.text) for block in blocks if len(block.text) < 80)
    shapes[""] = 0
    marks = [
        index
        for index, block in enumerate(blocks)
        if len(block.words) <= 12
        and len(block.text) < 200
        and (
            patterns("thread_marks").search(block.text)
            or _is_stamp(block.text)
            or shapes[_shape(block.text)] >= _MIN_ALIKE
        )
    ]
    near = {
        index
        for place, index in enumerate(marks)
        for other in marks[place + 1 : place + 2]
        if other - index <= _THREAD_REACH
        for index in range(index, other + 1)
    }
    if len(marks) < _MIN_THREAD_MARKS:
        return set()
    running = [index for index, block in enumerate(blocks) if len(block.words) >= _RUNNING_WORDS]
    # A page most of whose running text stands between such marks is made that way: a chronicle.
    return near if sum(index in near for index in running) <= _MOST * len(running) else set()


def comment_heads(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that open what readers say."""
    pattern = patterns("comment_heads")
    return frozenset(
        index
        for index, block in enumerate(blocks)
        if len(block.text) < 100 and pattern.search(block.text)
    )


def _shape(text: str) -> str:
    """A short line with its numbers taken out, where it has any: "12 votes" and "3 votes" alike."""
    shape = re.sub(r"\d+", "0", text.casefold())
    return shape if "0" in shape and any(map(str.isalpha, shape)) else ""


def _is_stamp(text: str) -> bool:
    """A line that is a moment and hardly anything else."""
    ago = AGO.search(text)
    if ago:
        return len(text) < 40
    instant = find_instant(text)
    return instant is not None and instant.end - instant.start > 0.6 * len(text)


def _is_english(blocks: Sequence[Block]) -> bool:
    """Whether the page's running text is held together by English function words.

    Where it is not, their absence says nothing about a line.
    """
    running = [block.text for block in blocks if len(block.words) >= 12]
    return not running or function_share(" ".join(running)[:20_000]) >= 0.15


def _repeated(blocks: Sequence[Block]) -> set[int]:
    """Blocks that stand twice, or whose cut form does; long ones that stand three times."""
    keys = [_key(block.text) for block in blocks]
    counts = Counter(keys)
    cut = {key for key, block in zip(keys, blocks, strict=True) if CUT.search(block.text)}
    starts = Counter(key[:24] for key in keys)
    found = set()
    for index, (key, block) in enumerate(zip(keys, blocks, strict=True)):
        if len(block.words) > _LONG:
            if counts[key] > 2 or (index and key == keys[index - 1]):
                found.add(index)
            continue
        near_cut = starts[key[:24]] > 1 and any(
            other != key and len(other) > 12 and key.startswith(other) for other in cut
        )
        if counts[key] > 1 or near_cut:
            found.add(index)
    return found


def _key(text: str) -> str:
    return " ".join(re.sub(r"[.…]+$", "", text).casefold().split())
