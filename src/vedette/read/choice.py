"""Which lines of a page are the report: an extractor's choice and the line scorer's, held together.

A line is kept when either takes it: each alone loses whole ends of reports (the extractor where a
page is built unlike others, the scorer where lines are short). What neither may keep stands in a
table: menus, pictures, comments, links to other reports, requests to follow or subscribe. Measured
on the development half of the marked pages: extractor alone F1 .954, scorer alone .938, either
.965, either without what the table refuses .980.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vedette.read.blocks import Block
from vedette.read.furniture import is_caption, is_opener
from vedette.read.instants import find_instant
from vedette.read.markup import Line
from vedette.read.page_facts import folded
from vedette.read.run import best_run

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
_MIN_BODY_CHARS = 200
_RUN = 4
_SHORT = 8
_LINKED = 0.6
_LINKED_WEIGHT = -2.0
_SIDE_WEIGHTS = {"service": -1.0, "author": -1.0, "aside": -1.0, "": 0.0}
_SIDE_WEIGHT = -2.0
_REFUSED_SIDES = frozenset({"menu", "related", "popup", "comments"})
# Below this share of what the scorer found, the extractor has lost an end of the report, and the
# scorer's lines count even outside of what the extractor reached.
_TRUSTED_SHARE = 0.6


def choose(
    blocks: Sequence[Block],
    lines: Sequence[Line],
    scores: Sequence[float],
    report: str,
    titles: Sequence[str],
) -> set[int]:
    """The indices of the lines that are the report.

    Args:
        blocks: The page's lines with their offsets.
        lines: The same lines with their place in the markup.
        scores: The line scorer's sum for each.
        report: What the extractor took for the report, as lines of text; may be empty.
        titles: The report's titles, which are no paragraph of it.
    """
    names = {folded(title) for title in titles}
    open_to = [
        not _is_refused(line) and folded(block.text) not in names
        for block, line in zip(blocks, lines, strict=True)
    ]
    scored = {index for index in _scored(lines, scores) if open_to[index]}
    taken = {index for index in _taken(blocks, report) if open_to[index]}
    if _chars(taken, blocks) < _MIN_BODY_CHARS:
        return scored or taken
    if _chars(taken, blocks) >= _TRUSTED_SHARE * _chars(scored, blocks):
        reach = range(min(taken) - 1, max(taken) + 2)
        scored = {index for index in scored if index in reach}
    return taken | scored


def _chars(indices: set[int], blocks: Sequence[Block]) -> int:
    return sum(len(blocks[index].text) for index in indices)


def _is_refused(line: Line) -> bool:
    n_words = len(line.text.split())
    if line.zone == "picture" or is_caption(line.text):
        return True
    if line.zone in _REFUSED_SIDES and not (line.linked < 0.3 and n_words > 20):
        return True
    return is_opener(line.text)


def _scored(lines: Sequence[Line], scores: Sequence[float]) -> set[int]:
    """The best run of lines, where links and side parts of the page count against a line."""
    worth = [
        score
        + (_LINKED_WEIGHT if line.linked > _LINKED else 0.0)
        + _SIDE_WEIGHTS.get(line.zone, _SIDE_WEIGHT)
        for line, score in zip(lines, scores, strict=True)
    ]
    start, end = best_run(worth)
    return {index for index in range(start, end) if worth[index] > -2}


def _taken(blocks: Sequence[Block], report: str) -> set[int]:
    """The page's lines that hold the words the extractor took."""
    wanted = {folded(line) for line in report.split("\n") if line.strip()}
    runs = set(_runs(_TOKEN.findall(report.casefold())))
    joined = "\n".join(sorted(wanted))
    long: set[int] = set()
    short: list[int] = []
    for index, block in enumerate(blocks):
        tokens = _TOKEN.findall(block.text.casefold())
        if len(tokens) < _SHORT:
            short.append(index)
            continue
        own = list(_runs(tokens))
        if sum(run in runs for run in own) > len(own) / 2:
            long.add(index)
    long = _without_strays(long, blocks)
    if not long:
        return set()
    first, last = min(long), max(long)
    found = set(long)
    for index in short:
        key = folded(blocks[index].text)
        if first < index < last:
            if key and (key in wanted or (len(key) > 12 and key in joined)):
                found.add(index)
        elif index == last + 1 and key in wanted and not find_instant(blocks[index].text):
            found.add(index)
            last = index
    return found


def _runs(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(tokens[at : at + _RUN]) for at in range(len(tokens) - _RUN + 1)]


def _without_strays(found: set[int], blocks: Sequence[Block]) -> set[int]:
    """Drop a short line far from all others: a teaser that repeats words of the report."""
    ordered = sorted(found)
    kept = set()
    for place, index in enumerate(ordered):
        gap_before = index - ordered[place - 1] if place else 99
        gap_after = ordered[place + 1] - index if place + 1 < len(ordered) else 99
        if min(gap_before, gap_after) <= 15 or len(blocks[index].words) >= 12:
            kept.add(index)
    return kept
