"""The command line: data on stdout, talk on stderr, exit codes, JSON everywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import COPY


def vedette(
    *arguments: str, stdin: bytes | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the real command."""
    done = subprocess.run(
        [sys.executable, "-m", "vedette", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "COLUMNS": "160", **environment},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one report, made by the command."""
    room = tmp_path_factory.mktemp("cli")
    (room / "a.txt").write_text(COPY)
    done = vedette("ingest", str(room / "a.txt"), "-w", str(room / "w"))
    assert done.returncode == 0, done.stderr
    return room / "w"


READ_ONLY = [
    ["status"],
    ["documents"],
    ["statements"],
    ["statements", "--by", "lund"],
    ["events"],
    ["stories"],
    ["compare"],
    ["incidents"],
    ["incidents", "KP-2024-0001"],
    ["lists", "status"],
    ["verify"],
    ["log"],
]


@pytest.mark.parametrize("command", READ_ONLY, ids=" ".join)
def test_every_reading_command_answers_people_and_programs(ready: Path, command: list[str]) -> None:
    """Each command draws something for people and gives one JSON object with ok for programs."""
    drawn = vedette(*command, "-w", str(ready))
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert drawn.stdout.strip()
    assert "\x1b[" not in drawn.stdout
    answer = json.loads(vedette(*command, "-w", str(ready), "--json").stdout)
    assert answer["ok"] is True


@pytest.mark.parametrize(
    "command",
    [
        ["in-force", "--on", "2024-03-29", "--kind", "arms_embargo"],
        ["mandates", "--on", "2024-04-30"],
        ["votes"],
        ["votes", "show", "S/2024/255"],
        ["diff", "UN-KP", "--from", "2017-08-04", "--to", "2017-12-22"],
        ["calendar", "--from", "2024-01-01", "--to", "2024-12-31"],
        ["check", "--hs", "270900", "--direction", "to", "--on", "2018-03-01"],
        ["regime", "list"],
        ["regime", "releases", "UN-KP"],
        ["regime", "documents", "UN-KP"],
    ],
    ids=" ".join,
)
def test_law_commands_need_no_workspace(command: list[str]) -> None:
    """The law can be asked anywhere, in both forms."""
    assert vedette(*command).returncode == 0
    assert json.loads(vedette(*command, "--json").stdout)["ok"] is True


def test_the_roll_call_of_28_march_2024() -> None:
    """The draft's page shows the veto, the rule and the consequence."""
    shown = vedette("votes", "show", "S/2024/255").stdout
    assert "RU (permanent)" in shown
    assert "vetoed" in shown
    assert "30 April 2024" in shown


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        (["status", "-w", "nowhere"], 2, "vedette init"),
        (["in-force", "--on", "2024-13-45"], 2, "YYYY-MM-DD"),
        (["in-force", "--regime", "UN-XX"], 2, "UN-KP"),
        (["votes", "show", "S/1/1"], 2, "S/2024/255"),
        (["bogus"], 2, "bogus"),
        (["ingest", "/no/such/file", "-w", "{new}"], 3, "cannot be read"),
        (["lists", "add", "/no/such/file", "-w", "{new}"], 1, "cannot be read"),
        (["incidents", "KP-1999-0001", "-w", "{ready}"], 2, "vedette incidents"),
        (["screen", "X", "--imo", "1234568", "-w", "{ready}"], 2, "check digit"),
        (["report", "--story", "sy_none", "-w", "{ready}"], 2, "vedette stories"),
        (["restore", "{ready}/none.tar", "{new}"], 2, "archive"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_errors_say_what_to_do_with_their_exit_code(
    ready: Path, tmp_path: Path, command: list[str], code: int, says: str
) -> None:
    """Usage is 2, partly done 3, a found problem 1; the message names the remedy on stderr."""
    filled = [part.format(new=tmp_path / "new", ready=ready) for part in command]
    done = vedette(*filled)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_an_error_is_json_too(tmp_path: Path) -> None:
    """With --json an error is one object with where, what and remedy."""
    answer = json.loads(vedette("status", "-w", str(tmp_path / "x"), "--json").stdout)
    assert answer["ok"] is False
    assert set(answer["error"]) == {"type", "where", "what", "remedy"}


def test_a_damaged_workspace_exits_with_one(ready: Path, tmp_path: Path) -> None:
    """verify exits 1 and names the blob when a byte was flipped."""
    import shutil

    copy = tmp_path / "w"
    shutil.copytree(ready, copy)
    blob = next(path for path in (copy / "blobs").rglob("*") if path.is_file())
    blob.chmod(0o644)
    blob.write_bytes(b"x" + blob.read_bytes()[1:])
    done = vedette("verify", "-w", str(copy))
    assert done.returncode == 1
    assert blob.parent.name + blob.name in done.stdout


def test_a_second_writer_waits_and_then_is_told(ready: Path) -> None:
    """While one process holds the workspace, a second writing command exits with a clear message."""
    from vedette.store.workspace import Workspace

    with Workspace.open(ready, write=True):
        done = vedette("run", "-w", str(ready))
    assert done.returncode == 1
    assert f"pid {os.getpid()}" in done.stderr
    assert vedette("run", "-w", str(ready)).returncode == 0


def test_standard_input_is_an_input(tmp_path: Path) -> None:
    """A report piped in is read like a file."""
    done = vedette("ingest", "-", "-w", str(tmp_path / "w"), "--json", stdin=COPY.encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["stages"]["read"]["ran"] == 1


def test_report_backup_restore_export(ready: Path, tmp_path: Path) -> None:
    """The dossier is written in three forms; a backup restores and verifies; tables are Parquet."""
    done = vedette("report", "-w", str(ready), "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".html", ".json", ".md"]
    assert vedette("backup", str(tmp_path / "b.tar.gz"), "-w", str(ready)).returncode == 0
    restored = vedette("restore", str(tmp_path / "b.tar.gz"), str(tmp_path / "r"))
    assert restored.returncode == 0
    assert "everything holds" in restored.stdout
    assert vedette("export", str(tmp_path / "p"), "-w", str(tmp_path / "r")).returncode == 0
    assert (tmp_path / "p" / "statements.parquet").stat().st_size > 0


def test_help_is_light() -> None:
    """--help loads none of the heavy libraries."""
    code = (
        "import sys\nfrom vedette.cli.main import run\n"
        "try:\n    run(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'spacy', 'sqlalchemy', 'trafilatura', 'pyarrow', 'duckdb', 'lxml'} & set(sys.modules)\n"
        "print('HEAVY', sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in done.stdout


def test_progress_is_silent_off_a_terminal(ready: Path) -> None:
    """Nothing is written to stderr when it is no terminal and nothing went wrong."""
    begun = time.monotonic()
    done = vedette("run", "-w", str(ready))
    assert done.stderr == ""
    assert time.monotonic() > begun
