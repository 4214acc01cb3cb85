"""How rows are laid out for people: side by side where that can be read, else one under another.

A table is drawn only when every column keeps a readable width: short values (ids, days, counts)
whole on one line, words in lines of at least a few words. Where the width does not allow that, each
row becomes a block of ``name  value`` lines, which any width can show.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.text import Text

# Where nothing says how wide the reader's screen is: a pipe, a file, a log.
UNKNOWN_WIDTH = 120
_SHORT = 20
_ID = 28
_MIN_WORDS = 16
_MAX_LINES = 6
_GAP = "  "
_HEADING_PARTS = 3
_MIN_WIDTH = 40

Row = Sequence[str]
# Rich wraps text only by way of a console; this one is never written to.
_RULER = Console(width=_MIN_WIDTH)


def reader_width() -> int:
    """How many columns the reader has: ``COLUMNS``, the terminal of stdout or stderr, or a guess."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked) > 0:
        return max(_MIN_WIDTH, int(asked))
    for stream in (sys.stdout, sys.stderr):
        try:
            found = os.get_terminal_size(stream.fileno()).columns
        except (OSError, ValueError, AttributeError):
            continue
        if found:
            return max(_MIN_WIDTH, found)
    return UNKNOWN_WIDTH


def lay_out(columns: Row, rows: Sequence[Row], width: int) -> RenderableType:
    """A table when it can be read at that width, else blocks."""
    widths = column_widths(columns, rows, width)
    lines = _blocks(columns, rows, width) if widths is None else _table(columns, rows, widths)
    return Group(*lines)


def column_widths(columns: Row, rows: Sequence[Row], width: int) -> list[int] | None:
    """The width of every column, or None when a table would fold its cells into slivers."""
    cells = [[row[index] for row in rows] for index in range(len(columns))]
    heads = [max(map(cell_len, name.split()), default=0) for name in columns]
    natural = [
        max(head, *map(_longest_line, column)) for head, column in zip(heads, cells, strict=True)
    ]
    least = [
        max(head, _least(column, most))
        for head, column, most in zip(heads, cells, natural, strict=True)
    ]
    spare = width - len(_GAP) * (len(columns) - 1) - sum(least)
    if spare < 0:
        return None
    wanted = [most - few for most, few in zip(natural, least, strict=True)]
    share = min(1.0, spare / sum(wanted)) if sum(wanted) else 0.0
    widths = [few + int(more * share) for few, more in zip(least, wanted, strict=True)]
    return None if _tallest(cells, widths) > _MAX_LINES else widths


def _tallest(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> float:
    return max(
        cell_len(cell) / given
        for column, given in zip(cells, widths, strict=True)
        if given
        for cell in column
    )


def _longest_line(text: str) -> int:
    return max((cell_len(line) for line in text.splitlines()), default=0)


def _least(column: Sequence[str], natural: int) -> int:
    """Short values stay whole; words may wrap, but not within a word of ordinary length."""
    longest_word = max((cell_len(word) for cell in column for word in cell.split()), default=0)
    if natural <= _SHORT or natural == longest_word <= _ID:
        return natural
    return max(_MIN_WORDS, min(longest_word, _SHORT))


def _table(columns: Row, rows: Sequence[Row], widths: Sequence[int]) -> Iterator[Text]:
    for line in _row(columns, widths):
        yield Text(line, style="bold")
    yield Text(_GAP.join("─" * given for given in widths), style="dim")
    is_tall = any(
        _longest_line(cell) > given for row in rows for cell, given in zip(row, widths, strict=True)
    )
    for number, row in enumerate(rows):
        if is_tall and number:
            yield Text("")
        yield from map(Text, _row(row, widths))


def _row(row: Row, widths: Sequence[int]) -> Iterator[str]:
    """The lines of one row of a table, each cell wrapped in its column."""
    parts = [_wrap(cell, given) for cell, given in zip(row, widths, strict=True)]
    for line in zip_longest(*parts, fillvalue=""):
        padded = (set_cell_size(part, given) for part, given in zip(line, widths, strict=True))
        yield _GAP.join(padded).rstrip()


def _wrap(cell: str, width: int) -> list[str]:
    if cell_len(cell) <= width and "\n" not in cell:
        return [cell]
    return [line.plain.rstrip() for line in Text(cell).wrap(_RULER, max(1, width))]


def _blocks(columns: Row, rows: Sequence[Row], width: int) -> Iterator[Text]:
    """Each row under a heading: its first values, as many as it takes to tell the rows apart."""
    taken = next(
        (n for n in range(1, _HEADING_PARTS) if len({tuple(row[:n]) for row in rows}) == len(rows)),
        min(_HEADING_PARTS, len(columns)),
    )
    margin = max((len(name) for name in columns[taken:]), default=0) + 4
    for row in rows:
        yield Text(" · ".join(cell or "-" for cell in row[:taken]), style="bold")
        for name, cell in zip(columns[taken:], row[taken:], strict=True):
            for number, line in enumerate(_wrap(cell, width - margin) if cell else ()):
                label = f"  {name}" if number == 0 else ""
                yield Text.assemble((label.ljust(margin), "dim"), line)
        yield Text("")
