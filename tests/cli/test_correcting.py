"""``vedette correct`` from the shell: what it prints, what it gives programs, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COPY
from vedette.api import Workbench


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("correcting")
    (folder / "a.txt").write_text(COPY)
    with Workbench.create(folder / "w") as bench:
        bench.ingest([str(folder / "a.txt")])
        bench.run()
    return folder / "w"


def vedette(ready: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vedette", *arguments, "-w", str(ready)],
        capture_output=True,
        text=True,
        input=stdin,
        check=False,
    )


def answer(ready: Path, *arguments: str) -> dict[str, Any]:
    done = vedette(ready, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["ok"]
    return found


def test_an_analysts_hour_at_the_shell(ready: Path, tmp_path: Path) -> None:
    """Correct, see it in the tables, list it, take it back, and give the rest out as labels."""
    statement = answer(ready, "statements", "--by", "Hanne")["statements"][0]
    made = answer(
        ready, "correct", "statement", statement["statement_id"][:11],
        "--speaker", "Norway", "--because", "the state's word", "--by", "A.B.",
    )["correction"]  # fmt: skip
    assert made["state"] == "applied"
    assert made["in_words"].startswith(
        "machine said speaker Hanne Lund; A.B. judged speaker Norway"
    )
    now = {row["statement_id"]: row for row in answer(ready, "statements")["statements"]}
    assert now[statement["statement_id"]]["speaker_name"] == "Norway"
    assert "judged" in vedette(ready, "statements").stdout
    read = answer(ready, "statements", "--as-read")["statements"]
    assert statement in read

    veto = next(row for row in answer(ready, "events")["events"] if row["kind"] == "veto")
    assert veto["code"] == "REJECT 129"
    answer(
        ready, "correct", "event", veto["event_id"], "--on", "2024-03-28",
        "--slot", "place=-", "--because", "by the record",
    )  # fmt: skip
    answer(ready, "correct", "person", "Hanne Lund", "--apart-in", "a.txt",
           "--name", "H. Lund", "--because", "another")  # fmt: skip
    listed = answer(ready, "correct", "list")["corrections"]
    assert [item["state"] for item in listed] == ["applied"] * 3
    assert answer(ready, "correct", "adrift")["corrections"] == []
    done = vedette(ready, "correct", "undo", "3", "--because", "the same after all")
    assert done.stdout == "correction 4: correction 3 is taken back\n"
    assert answer(ready, "correct", "show", "3")["corrections"][0]["state"] == "undone"
    assert answer(ready, "people", "--name", "Lund")["people"][0]["ref"] == "person:hanne lund"
    answer(ready, "correct", "export", str(tmp_path / "labels.jsonl"))
    labels = [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text().splitlines()]
    assert [label["thing"] for label in labels] == ["statement", "event"]
    assert answer(ready, "status")["corrections"] == {"applied": 2, "undone": 1}
    assert vedette(ready, "verify").returncode == 0


def test_later_waits_for_the_next_run(ready: Path) -> None:
    """Kept and not carried through, a correction says that it waits; `run` carries it."""
    made = answer(
        ready, "correct", "document", "a.txt", "--title", "Another", "--because", "x", "--later"
    )["correction"]
    assert made["state"] == "waiting"
    assert answer(ready, "run")["stages"]["correct-report"]["ran"] == 1
    assert answer(ready, "correct", "show", str(made["correction"]["number"]))["corrections"][0][
        "state"
    ] == "applied"  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ["correct", "statement", "st_nothing", "--speaker", "X", "--because", "x"],
        ["correct", "statement", "--speaker", "X", "--because", "x"],
        ["correct", "person", "Hanne Lund", "--because", "x"],
        ["correct", "origin", "a.txt", "--because", "x"],
        ["correct", "story", "sy_1", "--because", "x"],
        ["correct", "undo", "99", "--because", "x"],
        ["correct", "mention", "me_1", "--delete", "--name", "X", "--because", "x"],
        ["correct", "document", "a.txt", "--title", "X", "--because", " "],
    ],
)
def test_what_cannot_be_is_a_usage_error(ready: Path, arguments: list[str]) -> None:
    """Exit code 2, the error for people and for programs, no trace of Python."""
    done = vedette(ready, *arguments, "--json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    error = json.loads(done.stdout)["error"]
    assert error["what"]


def test_a_batch_with_bad_rows_ends_with_three(ready: Path) -> None:
    """The good row is kept, the bad one told with its line."""
    rows = [
        {"thing": "document", "target": "a.txt", "byline": "A. Writer", "because": "printed"},
        {"thing": "document", "target": "b.txt", "byline": "A. Writer", "because": "printed"},
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    done = vedette(ready, "correct", "batch", "-", "--json", stdin=lines)
    assert done.returncode == 3
    found = json.loads(done.stdout)
    assert len(found["kept"]) == 1
    assert found["refused"][0]["line"] == 2


def test_a_batch_file_that_is_none_is_refused_whole(ready: Path, tmp_path: Path) -> None:
    """No head, no UTF-8: said so, nothing kept."""
    for name, data in (("a.csv", b"what,why\n1,2\n"), ("b.csv", b"\xff\xfe\x00"), ("c.csv", b"")):
        (tmp_path / name).write_bytes(data)
        done = vedette(ready, "correct", "batch", str(tmp_path / name))
        assert done.returncode == 3
        assert "Traceback" not in done.stderr
