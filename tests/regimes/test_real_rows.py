"""Real customs rows through the check; skipped where the real inputs are not beside the checkout."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from vedette.regimes.batch import Checked, check_table
from vedette.regimes.load import load_regime

pytestmark = pytest.mark.shared
YEARS = range(2010, 2019)


def rows_of(shared: Path, name: str) -> list[dict[str, Any]]:
    """India's rows with the DPRK: chapters by year, the code as a spreadsheet left it."""
    with (shared / "trade" / "india" / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["country"] == "KOREA DP RP"]


def checked(rows: list[dict[str, Any]], direction: str, *, day: str = "06-30") -> Checked:
    """The verdicts on rows, each on one day of its year."""
    table = pa.table(
        {
            "hs": [row["HSCode"] for row in rows],
            "on": [f"{row['year']}-{day}" for row in rows],
            "direction": [direction] * len(rows),
            "year": [row["year"] for row in rows],
        }
    )
    return check_table(load_regime("UN-KP"), table)


@pytest.mark.parametrize(
    ("name", "direction"), [("2018-2010_export.csv", "to"), ("2018-2010_import.csv", "from")]
)
def test_every_real_row_comes_back_once(shared: Path, name: str, direction: str) -> None:
    """Rows in are rows out and bad rows beside; bad are exactly the codes that lost their zero."""
    rows = rows_of(shared, name)
    assert len(rows) > 200
    done = checked(rows, direction)
    assert done.rows.num_rows + done.bad.num_rows == len(rows)
    lost = [number for number, row in enumerate(rows, 1) if len(row["HSCode"]) == 1]
    assert done.bad["row"].to_pylist() == lost
    assert all("leading zero" in what for what in done.bad["what"].to_pylist())
    mended = [{**row, "HSCode": row["HSCode"].zfill(2)} for row in rows]
    assert checked(mended, direction).bad.num_rows == 0


def test_machines_for_the_dprk_turn_from_free_to_banned(shared: Path) -> None:
    """India's exports of chapters 84 and 85 are not covered in any year before 2018, then banned."""
    rows = [row for row in rows_of(shared, "2018-2010_export.csv") if row["HSCode"] in {"84", "85"}]
    told = checked(rows, "to").rows.to_pylist()
    assert {int(row["year"]) for row in told} >= {2010, 2018}
    for row in told:
        # Before the ban luxury may hide under chapter 85 (telephones above a value).
        word = "prohibited" if row["year"] == "2018" else "not covered"
        assert row["at_least"] == word, row


def test_each_year_bans_no_less_than_the_year_before(shared: Path) -> None:
    """On the last day of each year every chapter is at least as restricted as a year earlier."""
    order = ("not covered", "capped", "exempt on approval", "prohibited after wind-down")
    strictness = {word: place for place, word in enumerate((*order, "prohibited"))}
    for name, direction in (("2018-2010_export.csv", "to"), ("2018-2010_import.csv", "from")):
        codes = sorted({row["HSCode"].zfill(2) for row in rows_of(shared, name)})
        rows = [{"HSCode": code, "year": year} for code in codes for year in YEARS]
        rows = [{**row, "year": str(row["year"])} for row in rows]
        told = checked(rows, direction, day="12-31").rows.to_pylist()
        for code in codes:
            words = [row["at_least"] for row in told if row["hs"] == code]
            places = [strictness[word] for word in words]
            assert places == sorted(places), (code, words)


def test_imports_from_the_dprk_fall_under_more_and_more_paragraphs(shared: Path) -> None:
    """Of India's imports the share under some paragraph grows with the resolutions."""
    done = checked(rows_of(shared, "2018-2010_import.csv"), "from").rows.to_pylist()
    covered = Counter(row["year"] for row in done if row["verdict"] != "not covered")
    every = Counter(row["year"] for row in done)
    shares = {year: covered[year] / n_rows for year, n_rows in every.items()}
    assert shares["2010"] < shares["2017"] < shares["2018"]
