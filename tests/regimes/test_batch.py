"""A long table of trades, part by part."""

from __future__ import annotations

import gc
import weakref

import pyarrow as pa

from vedette.regimes.batch import ANSWERS, BatchChecker, check_table
from vedette.regimes.load import load_regime

REGIME = load_regime("UN-KP")
ROWS = {
    "hs": ["270112", "30617", "271019", "382600"],
    "on": ["2018-01-05", "2018-01-05", "2018-02-30", "2008-01-01"],
    "from": ["KP", "KP", "CN", "CN"],
    "to": ["CN", "KP", "KP", "KP"],
    "quantity": [1.0, 2.0, 3.0, 4.0],
    "unit": ["t", "t", "furlong", "t"],
}


def test_a_checker_keeps_no_table_alive() -> None:
    """Once checked a part is free at once, bad rows or not: memory does not grow with the file."""
    checker = BatchChecker(REGIME)
    checker.check(pa.table(ROWS).slice(0, 1))
    gc.collect()
    gc.disable()
    try:
        table = pa.table(ROWS)
        seen = weakref.ref(table)
        assert checker.check(table).bad.num_rows == 3
        del table
        assert seen() is None
    finally:
        gc.enable()


def test_answers_stand_behind_the_rows_with_each_text_once() -> None:
    """Columns come in their order, and a category is told once however many answers share it."""
    table = pa.table({"hs": ["2701", "6203", "0307"] * 50, "on": ["2018-03-01"] * 150})
    table = table.append_column("direction", pa.array(["from"] * 150))
    rows = check_table(REGIME, table).rows
    assert rows.column_names == ["hs", "on", "direction", *ANSWERS]
    words = rows["verdict"].combine_chunks().dictionary.to_pylist()
    assert len(words) == len(set(words))
    assert set(rows["data_version"].to_pylist()) == {f"UN-KP {REGIME.data_version}"}


def test_rows_are_counted_on_from_part_to_part() -> None:
    """A bad row of the second part is called by its number in the whole."""
    checker = BatchChecker(REGIME)
    checker.check(pa.table(ROWS))
    assert checker.check(pa.table(ROWS)).bad["row"].to_pylist() == [6, 7, 8]
