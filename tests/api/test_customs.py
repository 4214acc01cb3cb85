"""Whole customs files."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from vedette import law
from vedette.errors import UsageError

HEADER = "hs,from,to,on,quantity,unit,note,country\n"


def check(folder: Path, body: str, kind: str = "csv") -> tuple[list[dict[str, str]], ...]:
    """Good and bad rows of a file."""
    source = folder / "trades.csv"
    source.write_text(HEADER + body, encoding="utf-8")
    done = law.check_file(source, folder / f"out.{kind}", regime="UN-KP")
    found = []
    for path in (done.path, done.bad_path):
        if path is None:
            found.append([])
        else:
            with path.open(encoding="utf-8", newline="") as file:
                found.append(list(csv.DictReader(file)))
    assert done.n_rows == sum(map(len, found))
    return tuple(found)


def test_cells_stay_the_text_they_are(tmp_path: Path) -> None:
    """NA is Namibia, null a word, 007 no seven."""
    good, bad = check(tmp_path, '270112,KP,CN,2018-01-05,"1,410.5",t,007,NA\n' * 2)
    assert not bad
    assert [(row["note"], row["country"], row["quantity"]) for row in good] == [
        ("007", "NA", "1,410.5")
    ] * 2


def test_formulas_are_disarmed_and_numbers_left_alone(tmp_path: Path) -> None:
    """A cell a spreadsheet would run gets a quote; a negative number does not."""
    body = "270112,KP,CN,2018-01-05,1,t,=1+1,CN\n270112,KP,CN,2018-01-05,1,t,-5,+cmd\n"
    good, _ = check(tmp_path, body)
    assert [(row["note"], row["country"]) for row in good] == [("'=1+1", "CN"), ("-5", "'+cmd")]


def test_bad_rows_keep_their_number_behind_a_broken_line(tmp_path: Path) -> None:
    """A line of too few fields is told, and the rows after it keep their place in the file."""
    body = "270112,KP,CN,2018-01-05\n30617,KP,CN,2018-01-05,1,t,a,b\n"
    good, bad = check(tmp_path, body)
    assert not good
    assert {(row["row"], row["column"]) for row in bad} == {("1", "line"), ("2", "hs")}


def test_a_comma_for_a_point_is_refused(tmp_path: Path) -> None:
    """1,5 may be one and a half or fifteen: it is never guessed."""
    _, bad = check(tmp_path, '271019,CN,KP,2018-03-01,"1,5",t,a,b\n')
    assert [row["column"] for row in bad] == ["quantity"]


def test_a_semicolon_file_is_read(tmp_path: Path) -> None:
    """The CSV of half of Europe's spreadsheets needs no conversion."""
    source = tmp_path / "trades.csv"
    source.write_text("hs;direction;on\n2701;from;2018-03-01\n", encoding="utf-8-sig")
    done = law.check_file(source, tmp_path / "out.parquet", regime="UN-KP")
    assert pq.read_table(done.path)["verdict"].to_pylist() == ["prohibited"]


def test_an_empty_table_gives_an_empty_table(tmp_path: Path) -> None:
    """A file of headers alone comes back with the answer columns and no rows."""
    good, bad = check(tmp_path, "")
    assert (good, bad) == ([], [])
    assert "verdict" in (tmp_path / "out.csv").read_text()


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    """Naming the source as target is refused and leaves it as it was."""
    source = tmp_path / "trades.csv"
    source.write_text(HEADER, encoding="utf-8")
    with pytest.raises(UsageError, match="input itself"):
        law.check_file(source, source, regime="UN-KP")
    assert source.read_text() == HEADER


def test_a_check_that_fails_leaves_no_file(tmp_path: Path) -> None:
    """Half a result is none: nothing appears when a column is missing."""
    source = tmp_path / "trades.csv"
    source.write_text("hs,on\n2701,2018-03-01\n", encoding="utf-8")
    with pytest.raises(UsageError, match="direction"):
        law.check_file(source, tmp_path / "out.csv", regime="UN-KP")
    assert [path.name for path in tmp_path.iterdir()] == ["trades.csv"]
