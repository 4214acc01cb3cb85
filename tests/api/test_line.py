"""The whole line: from bytes to dossier, again only what changed, and through kills."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

import vedette
from tests.conftest import COPY
from vedette.api import Workbench
from vedette.errors import NotAWorkspace
from vedette.model.evidence import Blob, Capture, DocumentVersion
from vedette.model.story import OriginGroup
from vedette.sample import sample_case
from vedette.store.codec import encode
from vedette.store.schema import TABLES
from vedette.store.workspace import Workspace

N_KILLS = 20


@pytest.fixture
def bench(tmp_path: Path):  # type: ignore[no-untyped-def]
    with Workbench.create(tmp_path / "w") as opened:
        yield opened


def write(folder: Path, **texts: str) -> str:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return str(folder)


def test_a_report_goes_the_whole_way(bench: Workbench, tmp_path: Path) -> None:
    """One copy gives paragraphs, statements, events, a story, an incident and a dossier that lints."""
    from vedette.reports.lint import lint

    bench.ingest([write(tmp_path / "in", a=COPY)])
    turn = bench.run()
    assert turn.ran == {"read": 1, "extract": 1, "screen": 1, "relate": 1, "assess": 1}
    assert bench.articles()[0].n_paragraphs == 3
    assert {"Hanne Lund", "Norway"} <= {s.speaker_name for s in bench.statements()}
    assert [i.incident_id for i in bench.incidents()] == ["KP-2024-0001"]
    assert bench.incidents()[0].modality == "alleged"
    assert lint(bench.dossier()) == ()
    assert bench.verify().holds


def test_the_same_bytes_give_nothing_new(bench: Workbench, tmp_path: Path) -> None:
    """Taking the same folder in again adds no evidence and runs no stage."""
    folder = write(tmp_path / "in", a=COPY)
    bench.ingest([folder])
    bench.run()
    before = bench.workspace.counts()
    fates = bench.ingest([folder])
    turn = bench.run()
    assert [fate.outcome for fate in fates] == ["unchanged"]
    assert sum(turn.ran.values()) == 0
    assert bench.workspace.counts() == before


def test_new_bytes_at_an_address_are_a_new_version_with_its_difference(
    bench: Workbench, tmp_path: Path
) -> None:
    """The old version stays as evidence, the new one is read, and what changed is kept."""
    folder = write(tmp_path / "in", a=COPY)
    bench.ingest([folder])
    bench.run()
    write(tmp_path / "in", a=COPY.replace("so far", "until now"))
    (fate,) = bench.ingest([folder])
    assert fate.outcome == "new-version"
    assert fate.change
    assert fate.change.startswith("lines: 1 added, 1 removed")
    turn = bench.run()
    assert turn.ran["read"] == 1
    first, second = bench.workspace.rows(DocumentVersion)
    assert (first.seq, second.seq) == (1, 2)
    assert second.difference["added"] == 1
    assert len(bench.articles()) == 1
    assert any("until now" in s.content[0].quote for s in bench.statements())


def test_only_what_leans_on_a_change_runs_again(bench: Workbench, tmp_path: Path) -> None:
    """A second report is read alone; a new list screens again and reads nothing again."""
    bench.ingest([write(tmp_path / "in", a=COPY)])
    bench.run()
    bench.ingest([write(tmp_path / "in2", b=COPY.replace("Norway", "Sweden"))])
    turn = bench.run()
    assert (turn.ran["read"], turn.skipped["read"]) == (1, 1)
    assert turn.ran["relate"] == 1
    (outcome, *_) = bench.add_lists(sample_case().lists, floor=0)
    assert outcome.is_new
    turn = bench.run()
    assert (turn.ran["read"], turn.ran["extract"], turn.ran["screen"]) == (0, 0, 2)


def test_one_bad_input_never_stops_the_rest(bench: Workbench, tmp_path: Path) -> None:
    """Bad files fail one by one with kind and reason in the ledger; the good one is read."""
    folder = Path(write(tmp_path / "in", good=COPY, empty=""))
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 9)
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <<")
    fates = bench.ingest([str(folder), str(folder / "gone.txt")])
    turn = bench.run()
    kinds = {f.failure for f in fates if f.failure} | {f.failure for f in turn.failed}
    assert kinds == {"empty", "unsupported", "malformed", "unreadable"}
    assert len(bench.articles()) == 1
    ledger = {job.name.rsplit("/", 1)[-1]: job for job in bench.workspace.jobs()}
    assert ledger["good.txt"].state == "done"
    assert ledger["cut.pdf"].state == "failed"
    assert all(job.reason for job in ledger.values() if job.state == "failed")
    assert sum(bench.run().ran.values()) == 0


def test_a_failed_input_can_be_retried(bench: Workbench, tmp_path: Path) -> None:
    """A file that failed is tried again when asked, and passes once it is mended."""
    folder = Path(write(tmp_path / "in", a=""))
    bench.ingest([str(folder)])
    bench.run()
    (folder / "a.txt").write_text(COPY)
    assert bench.retry() == 1
    bench.ingest([])
    bench.run()
    assert [job.state for job in bench.workspace.jobs()] == ["done"]
    assert len(bench.articles()) == 1


def test_standard_input_is_kept_before_it_is_read(bench: Workbench) -> None:
    """Bytes of standard input become a document addressed by their hash."""
    (fate,) = bench.ingest([], stdin=COPY.encode())
    bench.run()
    assert fate.address.startswith("stdin:")
    assert bench.articles()[0].n_paragraphs == 3


def test_a_feed_puts_its_entries_in_the_ledger(bench: Workbench, tmp_path: Path) -> None:
    """A feed is evidence and no report; its entries are inputs of their own, each with its fate."""
    feed = tmp_path / "feed.xml"
    feed.write_text(
        '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
        "<item><title>One</title><link>https://a.example/1</link></item>"
        "<item><title>Two</title><link>https://a.example/2</link></item></channel></rss>"
    )
    fates = bench.ingest([str(feed)], offline=True)
    turn = bench.run()
    assert turn.failed == []
    assert [fate.outcome for fate in fates] == ["new", "failed", "failed"]
    states = {
        job.address.rsplit("/", 1)[-1]: (job.state, job.failure) for job in bench.workspace.jobs()
    }
    assert states == {
        "feed.xml": ("done", None),
        "1": ("failed", "fetch-failed"),
        "2": ("failed", "fetch-failed"),
    }


def test_hidden_reports_leave_the_dossier(bench: Workbench, tmp_path: Path) -> None:
    """Hiding runs the line without the report; its bytes stay."""
    bench.ingest([write(tmp_path / "in", a=COPY, b=COPY.replace("Norway", "Sweden"))])
    bench.run()
    bench.hide("b.txt", "a test")
    bench.run()
    assert len(bench.articles()) == 1
    assert len(bench.workspace.rows(Blob)) == 2
    bench.unhide("b.txt", "enough")
    bench.run()
    assert len(bench.articles()) == 2


def test_a_bad_list_never_replaces_a_good_one(bench: Workbench, tmp_path: Path) -> None:
    """After a cut download the list loaded before it is still the one in use."""
    good = next(path for path in sample_case().lists if path.suffix == ".xml")
    assert bench.add_lists([good], floor=0)[0].is_new
    cut = tmp_path / "cut.xml"
    cut.write_bytes(good.read_bytes()[:400])
    (outcome,) = bench.add_lists([cut], floor=0)
    assert outcome.error is not None
    (short,) = bench.add_lists([shutil.copy(good, tmp_path / "short.xml")])
    assert not short.is_new or short.error is not None
    assert [release.n_listings > 0 for release in bench.status().lists] == [True]


def test_the_python_door(bench: Workbench, tmp_path: Path) -> None:
    """vedette.open gives typed tables that convert, and SQL over them."""
    bench.ingest([write(tmp_path / "in", a=COPY)])
    bench.run()
    with vedette.open(tmp_path / "w") as opened:
        assert opened.statements().to_arrow().num_rows == len(opened.statements())
        answer = opened.query("select count(*) as n from statements where manner = 'direct'")
        assert answer.to_pylist()[0]["n"] >= 2
        assert "Statement" in opened.statements()._repr_html_()


def test_knowledge_time_is_kept(bench: Workbench, tmp_path: Path) -> None:
    """A dossier as known earlier knows only the report that was there then."""
    bench.ingest([write(tmp_path / "in", a=COPY)])
    bench.run()
    before = bench.workspace.last_recorded_at()
    time.sleep(0.01)
    bench.ingest([write(tmp_path / "in2", b=COPY.replace("Norway", "Sweden"))])
    bench.run()
    assert len(bench.table(type(bench.articles()[0]), as_known_at=before)) == 1
    assert len(bench.articles()) == 2
    assert bench.dossier(as_known_at=before) != bench.dossier()


def test_two_runs_give_the_same_dossier(tmp_path: Path) -> None:
    """The same inputs in two workspaces give the same Markdown, instants aside."""
    from vedette.reports.render import render

    texts = []
    folder = write(tmp_path / "in", a=COPY)
    for name in ("one", "two"):
        with Workbench.create(tmp_path / name) as bench:
            bench.ingest([folder])
            bench.run()
            capture = bench.workspace.rows(Capture)[0].ended_at
            known = bench.workspace.last_recorded_at()
            text = render(bench.dossier(), "md")
            texts.append(
                [line for line in text.splitlines() if not _is_dated(line, capture, known)]
            )
    assert texts[0] == texts[1]
    assert len(texts[0]) > 50


def _is_dated(line: str, *instants: str) -> bool:
    return any(instant[:10] in line for instant in instants) or "UTC" in line


def state_of(path: Path) -> dict[str, list[str]]:
    """Everything the current view holds, without instants and paths: what a clean run would give."""
    with Workspace.open(path) as ws:
        found = {}
        for noun, table in TABLES.items():
            if table.name in {"capture", "span", "coverage"}:
                continue
            found[table.name] = sorted(
                json.dumps(encode(row), sort_keys=True) for row in ws.rows(noun)
            )
        version = found.pop("document_version")
        found["document_version"] = sorted(
            json.dumps({k: v for k, v in json.loads(row).items() if k != "capture_id"})
            for row in version
        )
        found["job"] = sorted(f"{job.address} {job.state} {job.version_id}" for job in ws.jobs())
        return found


def accepted_in(path: Path) -> set[str]:
    """The addresses in a workspace's ledger; none where the kill came before there was one."""
    try:
        with Workspace.open(path) as ws:
            return {job.address for job in ws.jobs()}
    except NotAWorkspace:
        return set()


@pytest.mark.timeout(900)  # a guard against a hang only: on a busy machine 40 runs take minutes
def test_twenty_kills_leave_the_state_of_a_clean_run(tmp_path: Path) -> None:
    """SIGKILL at 20 random points of real runs: nothing accepted is lost, nothing is corrupt."""
    reports = tmp_path / "in"
    reports.mkdir()
    for n in range(3):
        text = COPY.replace("Norway", ("Norway", "Sweden", "Japan")[n]).replace(
            "March 15", f"March 1{n}"
        )
        (reports / f"{n}.txt").write_text(text)
    (reports / "empty.txt").write_text("")
    command = [sys.executable, "-m", "vedette", "ingest", str(reports), "--jobs", "1", "-w"]
    begun = time.monotonic()
    subprocess.run([*command, str(tmp_path / "clean")], check=False, capture_output=True)
    whole_s = time.monotonic() - begun
    expected = state_of(tmp_path / "clean")
    assert len(expected["article"]) == 3
    rng = random.Random(5)
    killed = 0
    generation = 0
    while killed < N_KILLS:
        path = tmp_path / f"w{generation}"
        generation += 1
        for _ in range(5):
            child = subprocess.Popen(
                [*command, str(path)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                child.wait(timeout=rng.uniform(0.08, 0.98) * whole_s)
                break
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
                killed += 1
        accepted = accepted_in(path)
        if accepted:
            # What was accepted must not need to be given again.
            go_on = [sys.executable, "-m", "vedette", "run", "--jobs", "1", "-w", str(path)]
            subprocess.run(go_on, check=False, capture_output=True)
            settled = {line for line in state_of(path)["job"] if line.split()[0] in accepted}
            assert settled == {line for line in expected["job"] if line.split()[0] in accepted}
        subprocess.run([*command, str(path)], check=False, capture_output=True)
        with Workbench.open(path) as bench:
            report = bench.verify()
        assert report.problems == ()
        assert state_of(path) == expected
    assert killed >= N_KILLS


def test_the_two_real_reports(shared: Path, tmp_path: Path) -> None:
    """What an analyst must see on the real copies, from ingest to dossier."""
    from vedette.reports.render import render

    with Workbench.create(tmp_path / "w") as bench:
        lists = [
            shared / "lists/un/un_2026-02-27.xml",
            shared / "lists/un/un1718_designated_vessels.csv",
        ]
        assert all(outcome.is_new for outcome in bench.add_lists(lists))
        bench.ingest([str(shared / "news")])
        bench.run()
        html = render(bench.dossier(), "html")
        for word in ("Wahaj", "Shangla", "Infinix", "T20I"):
            assert word not in html
        (incident,) = bench.incidents()
        assert (incident.incident_id, incident.modality) == ("KP-2024-0001", "alleged")
        assert set(incident.parties) == {"state:RU", "state:KP"}
        assert {m.kind for m in incident.measures} >= {"arms_embargo"}
        links = bench.political_links()
        assert {link.mandate_ended_on for link in links} == {"2024-04-30"}
        assert all("2024-03-28" in link.vote_id for link in links)
        assert {m.verdict for m in bench.matches()} == {"near_miss"}
        origins = {o.ref for o in bench.workspace.rows(OriginGroup)}
        assert origins == {"agency:app", "agency:reuters"}
        assert len(bench.stories()) == 2
        assert "Kim Jong Un (left)" not in "".join(s.span.quote for s in bench.events())


class Cut(Exception):
    """The process ends here, as far as the workspace can tell."""


def test_a_cut_between_any_two_transactions_loses_no_failure(tmp_path: Path) -> None:
    """Cut before each transaction in turn: going on ends with the ledger of an uncut run."""
    bad = tmp_path / "in"
    bad.mkdir()
    (bad / "empty.txt").write_text("")
    (bad / "noise.bin").write_bytes(bytes(range(256)) * 8)
    with Workbench.create(tmp_path / "kept") as bench:
        bench.ingest([str(bad)])
    n_transactions = run_cut(tmp_path / "kept", tmp_path / "whole", None)
    expected = state_of(tmp_path / "whole")["job"]
    assert n_transactions >= 1
    assert all(" failed " in line for line in expected)
    for at in range(n_transactions):
        path = tmp_path / f"cut{at}"
        run_cut(tmp_path / "kept", path, at)
        with Workbench.open(path, write=True) as bench:
            bench.run(n_workers=1)
            assert bench.verify().holds
        assert state_of(path)["job"] == expected, f"cut before transaction {at}"


def run_cut(kept: Path, path: Path, at: int | None) -> int:
    """Run a copy until its transaction number ``at`` begins; returns how many began."""
    shutil.copytree(kept, path)
    begun = 0
    with Workbench.open(path, write=True) as bench:

        @sa.event.listens_for(bench.workspace.engine, "begin")
        def count(connection: sa.Connection) -> None:
            nonlocal begun
            if connection.get_execution_options().get("vedette_write"):
                if begun == at:
                    raise Cut
                begun += 1

        with contextlib.suppress(Cut):
            bench.run(n_workers=1)
    return begun
