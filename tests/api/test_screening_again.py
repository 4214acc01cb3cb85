"""A stored screening can be done again years later, and says what differs."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.api import Workbench
from vedette.api.screening import record_file, screen_file
from vedette.api.screening_again import again
from vedette.errors import UsageError

_LIST = "ref,name,kind\nA-1,Jorann Malmqvist,person\nA-2,Ossip Trevelyanov,person\n"


def _screened(bench: Workbench, folder: Path) -> tuple[str, Path, Path]:
    (folder / "own.csv").write_text(_LIST)
    bench.add_lists([folder / "own.csv"], called="own")
    source, target = folder / "customers.csv", folder / "results.csv"
    source.write_text("name,ref\nJorann Malmqvist,1\nAnna Smith,2\nOssip Trevelyanov,=3\n")
    screener = bench.screener()
    done = screen_file(screener, source, target)
    assert done.n_hits == 2
    return record_file(bench.workspace, screener, source, done), source, target


def test_a_file_is_screened_again_to_the_same_rows(tmp_path: Path) -> None:
    """The same file over the same releases gives the same findings, results at hand or not."""
    with Workbench.create(tmp_path / "w") as bench:
        key, _, target = _screened(bench, tmp_path)
        assert again(bench.workspace, key, ())["same"] is True
        target.unlink()
        told = again(bench.workspace, key, ())
        assert (told["same"], told["n_different"]) == (True, None)


def test_rows_that_differ_are_named(tmp_path: Path) -> None:
    """A finding that was written then and does not come again is told by its row."""
    with Workbench.create(tmp_path / "w") as bench:
        key, source, target = _screened(bench, tmp_path)
        done = screen_file(bench.screener(), source, target)
        target.write_text(target.read_text().replace(",hit,", ",possible,", 1))
        key = record_file(bench.workspace, bench.screener(), source, done)
        told = again(bench.workspace, key, ())
        assert told["same"] is False
        assert [row["verdict"] for row in (*told["gone"], *told["new"])] == ["possible", "hit"]


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file that was changed since is not screened in the place of the one that was."""
    with Workbench.create(tmp_path / "w") as bench:
        key, source, _ = _screened(bench, tmp_path)
        source.write_text("name\nSomebody Else\n")
        with pytest.raises(UsageError, match="SHA-256"):
            again(bench.workspace, key, ())
