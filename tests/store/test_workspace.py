"""The workspace keeps evidence, refuses changes, and answers as of now and as of then."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import (
    NotAWorkspace,
    SpanMismatch,
    UsageError,
    WorkspaceBusy,
    WorkspaceError,
    WorkspaceTooNew,
)
from vedette.model.article import Article, Passage
from vedette.model.evidence import Capture, Document, DocumentVersion, Span, TextLayer, span_of
from vedette.model.ids import sha256_hex
from vedette.model.reading import Event, Slot
from vedette.store.codec import decode, encode
from vedette.store.workspace import Activity, Workspace

TEXT = "Norway said so. 노르웨이 — “yes”."


def fill(ws: Workspace, name: str = "a") -> TextLayer:
    """One document with one layer and one paragraph."""
    sha256 = ws.put_blob(TEXT.encode(), "text/plain")
    capture = Capture(
        capture_id=f"ca_{name}",
        kind="file",
        address=name,
        final_address=name,
        started_at="2024-01-01T00:00:00Z",
        ended_at="2024-01-01T00:00:01Z",
        tool="test",
        tool_version="1",
        outcome="new",
        blob_sha256=sha256,
    )
    version = DocumentVersion(
        version_id=f"dv_{name}",
        document_id=f"do_{name}",
        seq=1,
        blob_sha256=sha256,
        capture_id=capture.capture_id,
        media_type="text/plain",
        name=name,
    )
    ws.add(capture, Document(document_id=f"do_{name}", address=name), version)
    layer = TextLayer(
        layer_id=f"tl_{name}",
        version_id=version.version_id,
        extractor="text",
        extractor_version="1",
        text_sha256=sha256_hex(TEXT.encode()),
        n_chars=len(TEXT),
        language="en",
    )
    rows = [layer, paragraph(layer), article(layer)]
    ws.record(activity("read", version.version_id), rows, text=TEXT)
    return layer


def activity(stage: str, unit: str, input_hash: str = "h") -> Activity:
    return Activity(
        stage=stage,
        stage_version="1",
        unit=unit,
        input_hash=input_hash,
        started_at=str(time.monotonic_ns()),
    )


def paragraph(layer: TextLayer, start: int = 0, end: int = 15) -> Passage:
    return Passage(
        passage_id=f"pa_{start}",
        layer_id=layer.layer_id,
        kind="paragraph",
        ordinal=0,
        span=span_of(layer.layer_id, TEXT, start, end),
        value=None,
        rule="test",
    )


def article(layer: TextLayer) -> Article:
    return Article(
        layer_id=layer.layer_id,
        version_id=layer.version_id,
        address="a",
        language="en",
        titles=("T",),
        byline=None,
        outlet=None,
        agency=None,
        agency_basis=None,
        dateline_place=None,
        published=None,
        reference_on=None,
        n_paragraphs=1,
        n_furniture=0,
    )


def event(layer: TextLayer, start: int, end: int, value: float | None = 2.5) -> Event:
    span = span_of(layer.layer_id, TEXT, start, end)
    return Event(
        event_id="ev_1",
        layer_id=layer.layer_id,
        sentence_id="se_1",
        kind="vote",
        span=span,
        trigger=span,
        slots=(Slot(role="actor", name="N", ref=None, span=span, value=value, unit="t"),),
        occurred=None,
        date_span=None,
        date_basis="open",
        law_on=None,
        law_basis="open",
        modality="asserted",
        statement_id=None,
        rule="test",
    )


@given(st.integers(0, 10), st.integers(11, 24), st.none() | st.floats(allow_nan=False))
def test_what_is_stored_comes_back_equal(start: int, end: int, value: float | None) -> None:
    """Encoding a noun with nested spans and decoding it gives an equal noun."""
    layer = TextLayer(
        layer_id="tl",
        version_id="dv",
        extractor="x",
        extractor_version="1",
        text_sha256="",
        n_chars=1,
        language=None,
        pages=(1, 2),
    )
    noun = event(layer, start, end, value)
    spans = {noun.span.span_id: noun.span, noun.trigger.span_id: noun.trigger}
    assert decode(Event, encode(noun), spans) == noun
    assert decode(TextLayer, encode(layer), {}) == layer


def test_rows_come_back_in_order(tmp_path: Path) -> None:
    """What one activity gave is read back equal and in the order it was given."""
    with Workspace.create(tmp_path / "w") as ws:
        layer = fill(ws)
        rows = [event(layer, 0, 6), paragraph(layer, 16, 20)]
        ws.record(activity("extract", layer.layer_id), rows)
        assert ws.rows(Event) == rows[:1]
        assert ws.rows(TextLayer) == [layer]


@pytest.mark.parametrize("table", ["span", "passage", "capture", "activity", "event_log", "blob"])
@pytest.mark.parametrize("verb", ["UPDATE {t} SET rowid = rowid", "DELETE FROM {t}"])
def test_the_database_refuses_to_change_evidence(tmp_path: Path, table: str, verb: str) -> None:
    """UPDATE and DELETE on evidence and interpretation are refused by the database itself."""
    with Workspace.create(tmp_path / "w") as ws:
        fill(ws)
        statement = verb.format(t=table)
        if table == "span":
            statement = statement.replace("rowid = rowid", "quote = 'x'")
        with pytest.raises(sa.exc.IntegrityError, match="insert-only"), ws.transaction() as c:
            c.exec_driver_sql(statement)


def test_a_quote_that_is_not_the_text_stores_nothing(tmp_path: Path) -> None:
    """One false span refuses its whole activity: no row of it is kept."""
    with Workspace.create(tmp_path / "w") as ws:
        layer = fill(ws)
        false = Span(layer_id=layer.layer_id, start=0, end=6, quote="Sweden")
        good = event(layer, 0, 6)
        bad = Passage(
            passage_id="pa_x",
            layer_id=layer.layer_id,
            kind="title",
            ordinal=0,
            span=false,
            value=None,
            rule="test",
        )
        with pytest.raises(SpanMismatch, match="Sweden"):
            ws.record(activity("extract", layer.layer_id), [good, bad])
        assert ws.rows(Event) == []


def test_a_new_run_replaces_the_view_and_keeps_the_past(tmp_path: Path) -> None:
    """The current view is the latest activity; the view as known before is the earlier one."""
    with Workspace.create(tmp_path / "w") as ws:
        layer = fill(ws)
        ws.record(activity("extract", layer.layer_id), [event(layer, 0, 6)])
        before = ws.last_recorded_at()
        time.sleep(0.01)
        ws.record(activity("extract", layer.layer_id, "h2"), [])
        assert ws.rows(Event) == []
        assert len(ws.rows(Event, as_known_at=before)) == 1


def test_hiding_leaves_out_everything_of_a_document(tmp_path: Path) -> None:
    """A hidden document and all read out of it leave the view; unhiding brings them back."""
    with Workspace.create(tmp_path / "w") as ws:
        layer = fill(ws)
        ws.record(activity("extract", layer.layer_id), [event(layer, 0, 6)])
        ws.hide("do_a", "a duplicate")
        assert ws.rows(Event) == []
        assert ws.rows(Article) == []
        assert len(ws.rows(Event, include_hidden=True)) == 1
        ws.unhide("do_a", "it was none")
        assert len(ws.rows(Event)) == 1


def test_incident_numbers_are_given_once(tmp_path: Path) -> None:
    """The same key keeps its number for ever, another key gets the next, each year begins anew."""
    with Workspace.create(tmp_path / "w") as ws:
        assert ws.incident_id("k1", "KP", 2024) == "KP-2024-0001"
        assert ws.incident_id("k2", "KP", 2024) == "KP-2024-0002"
        assert ws.incident_id("k1", "KP", 2024) == "KP-2024-0001"
        assert ws.incident_id("k3", "KP", 2023) == "KP-2023-0001"


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    """While one process writes, another gets WorkspaceBusy with its pid; a reader is let in."""
    path = tmp_path / "w"
    with Workspace.create(path):
        with pytest.raises(WorkspaceBusy, match=str(os.getpid())):
            Workspace.open(path, write=True)
        Workspace.open(path).close()
    Workspace.open(path, write=True).close()


def test_reading_never_writes(tmp_path: Path) -> None:
    """A workspace opened for reading refuses to store."""
    Workspace.create(tmp_path / "w").close()
    with Workspace.open(tmp_path / "w") as ws, pytest.raises(UsageError, match="reading only"):
        ws.put_blob(b"x", "text/plain")


def test_a_newer_workspace_is_left_alone(tmp_path: Path) -> None:
    """A workspace of a newer format is refused, and nothing in it changes."""
    path = tmp_path / "w"
    Workspace.create(path).close()
    about = path / "workspace.json"
    about.write_text(json.dumps({"format": 99}))
    with pytest.raises(WorkspaceTooNew, match="99"):
        Workspace.open(path, write=True)
    assert json.loads(about.read_text()) == {"format": 99}


def test_no_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    """Opening a folder without a workspace names the command that makes one."""
    with pytest.raises(NotAWorkspace, match="vedette init"):
        Workspace.open(tmp_path)


def test_a_folder_in_use_is_not_taken(tmp_path: Path) -> None:
    """A workspace is never made in a folder that holds something."""
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(UsageError, match="empty"):
        Workspace.create(tmp_path)


def test_a_full_disk_is_said_and_leaves_no_half_blob(tmp_path: Path) -> None:
    """When the system refuses the bytes, StorageFull says so and no part of the blob stays."""
    code = (
        "import resource, signal, sys\n"
        "from vedette.store.workspace import Workspace\n"
        "from vedette.errors import StorageFull\n"
        f"ws = Workspace.open({str(tmp_path / 'w')!r}, write=True)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        "try:\n    ws.put_blob(b'x' * 2_000_000, 'text/plain')\n"
        "except StorageFull as e:\n    print('FULL', e); sys.exit(7)\n"
    )
    Workspace.create(tmp_path / "w").close()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 7, done.stderr
    assert "Free some space" in done.stdout
    with Workspace.open(tmp_path / "w") as ws:
        assert list(ws.blobs.hashes()) == []
        assert not list((tmp_path / "w" / "blobs").rglob(".tmp-*"))


@pytest.mark.parametrize("limit", [20_000, 100_000, 260_000])
def test_a_disk_that_fills_while_a_workspace_is_made_leaves_room_for_another_try(
    tmp_path: Path, limit: int
) -> None:
    """A making that failed half-way is said as such, and the same folder can be made again."""
    code = (
        "import resource, signal, sys\n"
        "from vedette.store.workspace import Workspace\n"
        "from vedette.errors import StorageFull\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        f"try:\n    Workspace.create({str(tmp_path / 'w')!r})\n"
        "except StorageFull as e:\n    print(e); sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 7, done.stderr
    assert "run the same command again" in done.stdout
    with Workspace.create(tmp_path / "w") as ws:
        assert [row["action"] for row in ws.log_rows(5)] == ["init"]


def test_a_sealed_workspace_can_be_read(tmp_path: Path) -> None:
    """Evidence on a read-only disk opens for reading, and says so when asked to write."""
    path = tmp_path / "w"
    with Workspace.create(path) as ws:
        fill(ws)
    for item in [*path.rglob("*"), path]:
        item.chmod(0o555 if item.is_dir() else 0o444)
    if os.access(path, os.W_OK):
        pytest.skip("this user may write everywhere")
    with Workspace.open(path) as ws:
        assert ws.rows(TextLayer)
    with pytest.raises(WorkspaceError, match="may not be written"):
        Workspace.open(path, write=True)


@pytest.mark.parametrize("name", ["a b", "a?b", "a#b", "a%41b", "ä"])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    """What means something in an address means nothing in a folder's name."""
    with Workspace.create(tmp_path / name) as ws:
        fill(ws)
    with Workspace.open(tmp_path / name) as ws:
        assert ws.rows(TextLayer)
    assert sorted(p.name for p in tmp_path.iterdir()) == [name]


def test_a_killed_writer_leaves_no_half_activity(tmp_path: Path) -> None:
    """SIGKILL in the middle of storing: each activity is there whole or not at all."""
    from vedette.store.verify import verify

    path = tmp_path / "w"
    with Workspace.create(path) as ws:
        fill(ws)
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import test_workspace as t\n"
        "from vedette.store.workspace import Workspace\n"
        f"ws = Workspace.open({str(path)!r}, write=True)\n"
        "layer = ws.rows(t.TextLayer)[0]\n"
        "n = 0\n"
        "while True:\n    n += 1\n"
        "    ws.record(t.activity('extract', layer.layer_id, str(n)), [t.event(layer, 0, 6)])\n"
        "    if n == 1:\n        print('go', flush=True)\n"
    )
    for pause_s in (0.05, 0.11, 0.2):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert child.stdout
        assert child.stdout.readline() == b"go\n"
        time.sleep(pause_s)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with Workspace.open(path, write=True) as ws:
            assert verify(ws).problems == ()
            assert len(ws.rows(Event)) == 1


def test_the_limit_used_above_is_a_real_one() -> None:
    """The file-size limit the full-disk test leans on exists on this system."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)
