"""The commands on lists: what they print, their JSON and their exit codes."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from tests.extract.lists import samples
from vedette.cli import main

HEADER = "ref,name,kind,birth_date,passport,listed_on\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two releases of one list, another list with a party of the first, and a file that is none."""
    rows = [
        "1,Ann Example,person,1960-01-02,AB12345,2020-01-01",
        "2,Ben Example,person,,,2020-01-01",
    ]
    (tmp_path / "w_2022-01-01.csv").write_text(HEADER + "\n".join(rows) + "\n")
    (tmp_path / "w_2023-01-01.csv").write_text(HEADER + rows[0] + "\n")
    (tmp_path / "o_2023-01-01.csv").write_text(HEADER + "7,Anne Example,person,,AB 12345,\n")
    (tmp_path / "letter.txt").write_text("Dear all")
    return tmp_path


def ended(*words: object) -> tuple[int, str]:
    """The whole command in this process: its exit code and what it wrote to stdout."""
    out = io.StringIO()
    with pytest.raises(SystemExit) as stop, redirect_stdout(out):
        main.run([str(word) for word in words])
    return int(stop.value.code or 0), out.getvalue()


def run(*words: object, code: int = 0) -> dict[str, Any]:
    """A command's JSON, after its exit code is what it should be."""
    found, text = ended(*words, "--json")
    assert found == code, text
    body: dict[str, Any] = json.loads(text[: text.rindex("}") + 1])
    return body


@pytest.fixture
def loaded(folder: Path) -> Path:
    """A workspace that holds them."""
    where = folder / "ws"
    run("lists", "add", folder / "w_2022-01-01.csv", "-w", where, "--as", "w")
    path = folder / "w_2023-01-01.csv"
    run("lists", "add", path, "-w", where, "--as", "w", "--accept", "half were struck off")
    run("lists", "add", folder / "o_2023-01-01.csv", "-w", where, "--as", "o")
    return where


def test_add_says_what_became_of_each_file(folder: Path) -> None:
    """A file named that is no list is a partial failure; in a folder it is left out."""
    found = run(
        "lists",
        "add",
        folder / "o_2023-01-01.csv",
        folder / "letter.txt",
        "-w",
        folder / "a",
        code=3,
    )
    assert [item["is_current"] for item in found["lists"]] == [True, False]
    assert "no list Vedette reads" in found["lists"][1]["error"]
    (folder / "sub").mkdir()
    (folder / "letter.txt").rename(folder / "sub" / "letter.txt")
    (folder / "o_2023-01-01.csv").rename(folder / "sub" / "o_2023-01-01.csv")
    run("lists", "add", folder / "sub", "-w", folder / "b", code=0)


def test_a_bad_day_or_reason_is_refused(folder: Path) -> None:
    """A day that is none is a mistake of usage."""
    run("lists", "add", folder / "o_2023-01-01.csv", "-w", folder / "a", "--dated", "soon", code=2)


def test_status_tells_stale_and_missing(loaded: Path) -> None:
    """What is expected and not loaded is missing; the day of each is told with its basis."""
    found = run("lists", "status", "-w", loaded)
    assert set(found["missing"]) == {"UN-SC", "UN-1718-VESSELS"}
    states = {item["list_id"]: item["state"] for item in found["states"]}
    assert states["OWN:w"] == "current"


def test_diff_of_releases_and_of_files(folder: Path, loaded: Path) -> None:
    """The same difference from a workspace and from two files."""
    kept = run("lists", "diff", "OWN:w", "-w", loaded)
    assert kept["counts"] == {"added": 0, "removed": 1, "changed": 0, "renumbered": 0, "same": 1}
    (folder / "x").mkdir()
    for name in ("w_2022-01-01.csv", "w_2023-01-01.csv"):
        (folder / "x" / name.replace("w_", "w.")).write_bytes((folder / name).read_bytes())
    files = sorted((folder / "x").iterdir())
    assert run("lists", "diff", *files)["counts"] == kept["counts"]
    run("lists", "diff", "UN-SC", "-w", loaded, code=2)


def test_history_of_a_party_and_of_a_list(loaded: Path) -> None:
    """A party's delisting by absence is called an inference; a list's releases are in order."""
    found = run("lists", "history", "OWN:w:2", "-w", loaded)["history"]
    assert found["delisting_basis"] == "absence"
    releases = run("lists", "history", "OWN:w", "-w", loaded)["releases"]
    assert [release["day"] for release in releases] == ["2022-01-01", "2023-01-01"]
    run("lists", "history", "OWN:w:99", "-w", loaded, code=2)


def test_on_a_day(loaded: Path) -> None:
    """Who stood on the lists on a day, with what the answer rests on."""
    found = run("lists", "on", "2022-06-01", "-w", loaded)
    assert found["counts"]["OWN:w"] == 2
    assert len(found["uncertain"]) == 1
    run("lists", "on", "yesterday", "-w", loaded, code=2)


def test_parties_are_judged_and_shown_side_by_side(loaded: Path) -> None:
    """A candidate is judged the same, shown with both values, and taken back."""
    (pair,) = run("lists", "candidates", "-w", loaded)["candidates"]
    left, right = pair["left"], pair["right"]
    run("lists", "same", left, right, "--because", "one passport", "-w", loaded)
    assert run("lists", "candidates", "-w", loaded)["candidates"] == []
    shown = run("lists", "show", left, "-w", loaded)["party"]
    assert shown["cluster"]["parties"] == sorted([left, right])
    name = next(field for field in shown["fields"] if field["name"] == "name")
    assert name["agreement"] == "differs"
    run("lists", "different", left, right, "--because", "two persons", "-w", loaded)
    assert len(run("lists", "show", left, "-w", loaded)["party"]["cluster"]["parties"]) == 1
    run("lists", "unsure", left, right, "--because", "who knows", "-w", loaded)
    run("lists", "same", left, "nobody", "--because", "x", "-w", loaded, code=2)


def test_people_are_told_as_much_as_programs(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawn for people, every command ends well and names the party."""
    for words in (
        ["lists", "status"],
        ["lists", "diff", "OWN:w"],
        ["lists", "history", "OWN:w:1"],
        ["lists", "history"],
        ["lists", "on", "2023-06-01"],
        ["lists", "show", "OWN:w:1"],
        ["lists", "candidates"],
    ):
        code, text = ended(*words, "-w", loaded)
        assert code == 0, words
        assert text.strip(), words


def test_the_template_can_be_filled_and_added(folder: Path) -> None:
    """What the template prints is read as a list."""
    _, text = ended("lists", "template")
    path = folder / "mine.csv"
    columns = text.split("\n", 1)[0].split(",")
    row = ",".join({"name": "Someone", "kind": "person"}.get(column, "") for column in columns)
    path.write_text(f"{text}{row}\n")
    found = run("lists", "add", path, "-w", folder / "t")
    assert found["lists"][0]["release"]["n_listings"] == 1


def test_update_without_a_network_says_so_per_list(folder: Path) -> None:
    """From a folder it needs none; a list that is published for people only names its page."""
    (folder / "in").mkdir()
    (folder / "in" / "v.csv").write_text(samples.VESSELS)
    found = run("lists", "update", "--from", folder / "in", "-w", folder / "u", code=1)
    assert "not 30 or more" in found["lists"][0]["error"]
    run("lists", "update", "UN-1718-VESSELS", "-w", folder / "u", code=2)
