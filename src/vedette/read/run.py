"""Where a report begins and ends among scored lines."""

from __future__ import annotations

from collections.abc import Sequence

# A stray line inside a report (a picture's credit, a pull quote) must not cut it in two, so no line
# counts below FLOOR. Comments and notices come after the report, so what is good counts less the
# further down it stands, down to LAST_SHARE at the end of the page. Both were chosen on the
# development half of the marked pages: F1 .876 without them, .916 with them.
FLOOR = -1.5
LAST_SHARE = 0.6
# A list of links or an advertisement may cut a report in two. A paragraph that can be nothing else is
# taken in across a short gap before the run, a shorter one after it, where other reports begin; a box
# of other reports inside this one is crossed where at least two such paragraphs follow and nothing in
# it names a writer or a moment. Development half: F1 .954 without, .960 with the short gaps.
# What opens the comments of readers is a wall: a run that crosses it must be worth it.
WALL, WALL_FROM = -4.0, -12.0
STRONG, REACH_BEFORE, REACH_AFTER, REACH_BOX, BOX_FOLLOWERS = 2.0, 5, 3, 16, 2
HEAD = 4


def best_run(
    scores: Sequence[float], *, start: int | None = None, bylines: frozenset[int] = frozenset()
) -> tuple[int, int]:
    """The half-open run of blocks with the highest sum; empty (0, 0) when none is above zero.

    Args:
        scores: One per block.
        start: Where the run must begin (a dateline), if known.
        bylines: Blocks that name the writer or the moment: a report begins after them.
    """
    n_blocks = max(1, len(scores))
    worth = [
        score * LAST_SHARE ** (index / n_blocks)
        if score > 0
        else max(score, WALL if score <= WALL_FROM else FLOOR)
        for index, score in enumerate(scores)
    ]
    best, found, total, begin = 0.0, (0, 0), 0.0, start or 0
    for index in range(begin, len(worth)):
        if total <= 0 and start is None:
            total, begin = 0.0, index
        total += worth[index]
        if total > best:
            best, found = total, (begin, index + 1)
    first, last = found
    if not last:
        return found
    last = _reached(scores, last, REACH_AFTER, bylines)
    if start is not None:
        return first, last
    mirrored = frozenset(len(scores) - 1 - at for at in bylines)
    first = len(scores) - _reached(scores[::-1], len(scores) - first, REACH_BEFORE, mirrored)
    under = [at for at in bylines if first <= at < min(found[0] + HEAD, last - 1)]
    return (max(under) + 1 if under else first), last


def _reached(scores: Sequence[float], end: int, reach: int, bylines: frozenset[int]) -> int:
    """How far a run that ends before ``end`` goes on across gaps to strong lines."""
    index, gap = end, 0
    while index < len(scores) and gap <= REACH_BOX:
        if index in bylines or scores[index] <= WALL_FROM:
            break
        if scores[index] >= STRONG:
            after = index + 1
            while after < len(scores) and scores[after] > 0:
                after += 1
            strong = sum(score >= STRONG for score in scores[index:after])
            if gap <= reach or strong >= BOX_FOLLOWERS:
                end, gap = after, 0
            else:
                gap += after - index
            index = after
        else:
            # The rows of a list cost nothing to cross, however many they are.
            gap += scores[index] < 0
            index += 1
    return end


# So many lines in a row that hardly look like the report's are a box inside it, not its short lines.
BOX_LINES, BOX_BELOW, BOX_WORTH = 4, -0.5, -5.0


def without_boxes(scores: Sequence[float]) -> list[float]:
    """The scores of a run's lines, with those of boxes inside it put below any that are kept."""
    kept = list(scores)
    begin = 0
    for index in range(len(kept) + 1):
        if index < len(kept) and scores[index] < BOX_BELOW:
            continue
        if index - begin >= BOX_LINES:
            kept[begin:index] = [min(score, BOX_WORTH) for score in kept[begin:index]]
        begin = index + 1
    return kept
