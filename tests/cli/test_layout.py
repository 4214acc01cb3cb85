"""Answers for people: any width can be read, and nothing is lost on the way."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from vedette.cli.layout import column_widths, lay_out

COLUMNS = ("regime", "day", "draft", "subject", "outcome")
ROWS = [
    ("UN-KP", "2024-03-28", "S/2024/255", "extension of the Panel's mandate", "vetoed"),
    ("UN-KP", "2023-03-23", "S/RES/2680 (2023)", "extension of the Panel's mandate", "adopted"),
]


def drawn(columns: tuple[str, ...], rows: list[tuple[str, ...]], width: int) -> str:
    """What a reader of that width sees."""
    paper = io.StringIO()
    Console(file=paper, width=width, soft_wrap=True).print(lay_out(columns, rows, width))
    return paper.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_no_line_is_wider_than_the_reader(width: int) -> None:
    """Neither form runs over the edge, so no terminal folds it a second time."""
    assert max(map(len, drawn(COLUMNS, ROWS, width).splitlines())) <= width


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_days_symbols_and_counts_stay_whole(width: int) -> None:
    """A day or a symbol is never broken over two lines, whatever the width."""
    shown = drawn(COLUMNS, ROWS, width)
    for whole in ("2024-03-28", "S/2024/255", "S/RES/2680 (2023)", "vetoed"):
        assert whole in shown


def test_a_narrow_reader_gets_blocks_and_a_wide_one_a_table() -> None:
    """The table gives way to one block a row when its columns no longer fit."""
    assert column_widths(COLUMNS, ROWS, 120)
    assert column_widths(COLUMNS, ROWS, 50) is None
    block = drawn(COLUMNS, ROWS, 50).splitlines()
    assert block[0] == "UN-KP · 2024-03-28"
    assert block[1].split() == ["draft", "S/2024/255"]


def test_a_long_text_makes_blocks_rather_than_a_tower() -> None:
    """A cell that would need many short lines is given the whole width instead."""
    rows = [("x", "y", "z", "word " * 200, "w")]
    assert column_widths(COLUMNS, rows, 80) is None
    assert len(drawn(COLUMNS, rows, 80).splitlines()) < 25


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]))] * 3),
        min_size=1,
        max_size=5,
    ),
    st.integers(40, 160),
)
def test_every_letter_of_every_cell_is_shown(rows: list[tuple[str, ...]], width: int) -> None:
    """Laying out loses nothing: all letters of all cells are there, at any width."""
    shown = "".join(drawn(("one", "two", "three"), rows, width).split())
    for row in rows:
        for cell in row:
            assert set(cell) <= set(shown)
