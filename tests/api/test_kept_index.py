"""The index is built once for all who ask, by whatever made it, and a killed build leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vedette.api import Workbench, kept_index
from vedette.model.screening import Question

LIST = "name,kind,id\nJoran MALMQUIST,person,7\nThird Lantern Bank,organisation,8\n"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """A workspace with one small list."""
    (tmp_path / "own.csv").write_text(LIST)
    with Workbench.create(tmp_path / "w") as made:
        made.add_lists([tmp_path / "own.csv"])
        yield made


def test_it_is_built_once(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second who asks maps the file of the first, and finds the same."""
    first = kept_index.kept_index(bench.workspace)
    monkeypatch.setattr(kept_index, "build_index", None)
    second = kept_index.kept_index(bench.workspace)
    assert list(first.listings) == list(second.listings)
    assert first.key == second.key


def test_another_normaliser_builds_anew(bench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of code or tables is another key, though the lists are the same."""
    first = kept_index.kept_index(bench.workspace)
    monkeypatch.setattr(kept_index, "normaliser_version", lambda: "another")
    second = kept_index.kept_index(bench.workspace)
    assert first.key != second.key
    monkeypatch.setattr(kept_index, "build_index", None)
    assert kept_index.kept_index(bench.workspace).key == second.key


def test_a_killed_or_damaged_build_is_made_good(bench: Workbench) -> None:
    """What a killed build left goes; a cut file is made anew, and no half-written one is read."""
    whole = kept_index.kept_index(bench.workspace)
    folder = bench.workspace.path / "index"
    path = folder / "screening.vix"
    path.write_bytes(path.read_bytes()[:500])
    (folder / "screening.vix.999999.tmp").write_bytes(b"half")
    again = kept_index.kept_index(bench.workspace)
    assert list(again.listings) == list(whole.listings)
    assert {item.name for item in folder.iterdir()} == {"screening.vix", "screening.lock"}


def test_where_nothing_can_be_written_it_is_built_all_the_same(bench: Workbench) -> None:
    """A file in the place of the folder stands for a disk that takes nothing."""
    (bench.workspace.path / "index").write_text("in the way")
    assert len(kept_index.kept_index(bench.workspace).listings) == 2


def test_the_line_maps_what_the_screener_kept(
    bench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run of the line after a question builds no index of its own."""
    assert bench.screener().ask(Question(name="Joran Malmquist")).found
    monkeypatch.setattr(kept_index, "build_index", None)
    (tmp_path / "a.txt").write_text(
        "Joran Malmquist met the bank's officials in the port on Monday, the ministry said."
    )
    bench.ingest([str(tmp_path / "a.txt")])
    assert bench.run().ran["screen"] == 1
