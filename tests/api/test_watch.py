"""Watches: looked at when due, new entries taken, unchanged pages not sent again."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from tests.cli.test_cli import vedette
from tests.conftest import COPY
from tests.sources.test_containers import mbox, zipped
from vedette.api import Workbench, intake
from vedette.api.watch import add_watch, remove_watch, run_watches, watches
from vedette.errors import UnknownId, UsageError
from vedette.model.evidence import Capture, DocumentVersion
from vedette.sources import fetch as fetching
from vedette.sources import manners

quiet = lambda _what, _done, _total: None  # noqa: E731


class Site(http.server.BaseHTTPRequestHandler):
    """A small outlet: a feed, a sitemap, pages with an ETag, a robots note."""

    pages: ClassVar[dict[str, str]] = {}
    asked: ClassVar[list[tuple[str, int]]] = []

    def do_GET(self) -> None:
        body = self.pages.get(self.path)
        tag = f'"{hash(body)}"'
        status = 404 if body is None else 304 if self.headers.get("If-None-Match") == tag else 200
        self.asked.append((self.path, status))
        self.send_response(status)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if status == 200:
            self.wfile.write((body or "").encode())

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    Site.asked = []
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def to_this_machine(address: str, **options: object) -> fetching.Fetched:
        return fetching.fetch(address, allow_private=True, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "fetch", to_this_machine)
    monkeypatch.setattr(manners, "DELAY_S", 0.0)
    base = f"http://127.0.0.1:{server.server_port}"
    page = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
    words = "Norway said on Friday that alleged arms transfers had to be examined by experts. " * 4
    Site.pages = {
        "/a": page.format("First report", words),
        "/b": page.format("Second report", words),
        "/feed": f"<rss><channel><title>F</title><item><title>A</title><link>{base}/a</link>"
        "<source url='https://agency.example'>Agency</source></item></channel></rss>",
        "/map": "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        f"<url><loc>{base}/b</loc><lastmod>2024-03-15</lastmod></url></urlset>",
        "/robots.txt": "User-agent: *\nDisallow: /b\n",
    }
    yield base
    server.shutdown()
    server.server_close()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    with Workbench.create(tmp_path / "w") as opened:
        yield opened


def test_a_feed_gives_its_entries_and_is_not_sent_twice(bench: Workbench, site: str) -> None:
    """The first look takes the entries, with whom the feed names; the second asks only whether it changed."""
    add_watch(bench.workspace, f"{site}/feed")
    first = run_watches(bench.workspace, quiet)
    assert [fate.outcome for fate in first.fates] == ["new", "new"]
    (told,) = [detail for _, detail in bench.workspace.logged("feed")]
    assert told["entries"][0]["source"] == "Agency"
    second = run_watches(bench.workspace, quiet, only_due=False)
    assert [fate.outcome for fate in second.fates] == ["unchanged"]
    assert ("/feed", 304) in Site.asked
    assert [watch.last_outcome for watch in watches(bench.workspace)] == ["unchanged"]


def test_what_is_not_due_is_left_with_its_hour(bench: Workbench, site: str) -> None:
    """A watch looked at a moment ago is left out, and comes up when its hours are over."""
    add_watch(bench.workspace, f"{site}/a", every_h=2)
    first = run_watches(bench.workspace, quiet, at="2999-01-01T00:00:00Z")
    early = run_watches(bench.workspace, quiet, at="2999-01-01T01:59:59Z")
    due = run_watches(bench.workspace, quiet, at="2999-01-01T02:00:00Z")
    assert (first.looked, early.looked, due.looked) == ((f"{site}/a",), (), (f"{site}/a",))
    assert early.left == ((f"{site}/a", "not due before 2999-01-01T02:00:00Z"),)


def test_a_sitemap_gives_its_pages_and_the_robots_note_is_kept(bench: Workbench, site: str) -> None:
    """Pages of a sitemap are taken, and what the host's note says of each is kept with its capture."""
    add_watch(bench.workspace, f"{site}/map")
    run_watches(bench.workspace, quiet)
    notes = {c.address: c.headers[intake.ROBOTS] for c in bench.workspace.rows(Capture)}
    assert notes == {f"{site}/map": "allows", f"{site}/b": "disallows"}


def test_a_page_that_changed_is_a_new_version(bench: Workbench, site: str) -> None:
    """Other words under the same address give a second version with its difference."""
    add_watch(bench.workspace, f"{site}/a")
    run_watches(bench.workspace, quiet)
    Site.pages["/a"] = Site.pages["/a"].replace("Friday", "Monday")
    changed = run_watches(bench.workspace, quiet, only_due=False)
    assert [fate.outcome for fate in changed.fates] == ["new-version"]
    versions = bench.workspace.rows(DocumentVersion)
    assert [version.seq for version in versions] == [1, 2]


def test_offline_is_a_hard_switch(bench: Workbench, site: str, tmp_path: Path) -> None:
    """Offline nothing is asked; folders are looked at all the same."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(COPY)
    add_watch(bench.workspace, f"{site}/feed")
    add_watch(bench.workspace, str(tmp_path / "in"))
    done = run_watches(bench.workspace, quiet, offline=True)
    assert Site.asked == []
    assert done.left == ((f"{site}/feed", "it is not fetched: --offline"),)
    assert [fate.outcome for fate in done.fates] == ["new"]
    (tmp_path / "in" / "b.txt").write_text(COPY + "\nMore.\n")
    again = run_watches(bench.workspace, quiet, offline=True, only_due=False)
    assert sorted(fate.outcome for fate in again.fates) == ["new", "unchanged"]


def test_a_watch_is_taken_back(bench: Workbench, tmp_path: Path) -> None:
    """A removed watch is looked at no longer; one that is none is told so."""
    (tmp_path / "in").mkdir()
    add_watch(bench.workspace, str(tmp_path / "in"))
    remove_watch(bench.workspace, str(tmp_path / "in"))
    assert watches(bench.workspace) == []
    with pytest.raises(UnknownId):
        remove_watch(bench.workspace, str(tmp_path / "in"))
    with pytest.raises(UsageError):
        add_watch(bench.workspace, str(tmp_path / "nowhere"))
    with pytest.raises(UsageError):
        add_watch(bench.workspace, str(tmp_path), every_h=0)


def test_a_mailbox_is_evidence_and_its_messages_are_reports(
    bench: Workbench, tmp_path: Path
) -> None:
    """The container is kept and not read; each message is a document; giving it again is nothing new."""
    body = COPY.split("Open menu")[1].split("Read more")[0]
    (tmp_path / "m.mbox").write_bytes(mbox(body, body.replace("Norland", "Westland")))
    fates = bench.ingest([str(tmp_path / "m.mbox")])
    assert sorted(fate.outcome for fate in fates) == ["new", "new", "new"]
    turn = bench.run(n_workers=1)
    assert turn.ran["read"] == 2
    assert len(bench.articles()) == 2
    again = bench.ingest([str(tmp_path / "m.mbox")])
    assert {fate.outcome for fate in again} == {"unchanged"}
    assert bench.verify().holds


def test_what_was_left_in_a_container_can_be_asked_for_again(
    bench: Workbench, tmp_path: Path
) -> None:
    """Trying a left member again fails in words as before, and the rest of the batch goes on."""
    inner = zipped({"c.txt": b"c"})
    (tmp_path / "z.zip").write_bytes(zipped({"b.zip": inner, "a.txt": COPY.encode()}))
    fates = bench.ingest([str(tmp_path / "z.zip")])
    assert [fate.failure for fate in fates if fate.failure] == ["unsupported"]
    (tmp_path / "late.txt").write_text(COPY + "Late.")
    assert bench.retry() == 1
    again = bench.ingest([str(tmp_path / "late.txt")])
    assert sorted(fate.outcome for fate in again) == ["failed", "new"]
    reason = next(fate.reason for fate in again if fate.failure)
    assert reason is not None
    assert reason.startswith(f"{tmp_path}/z.zip#zip:b.zip:")
    assert bench.verify().holds


def test_the_commands(tmp_path: Path) -> None:
    """watch add, list, run and remove answer people and programs."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(COPY)
    room = ["-w", str(tmp_path / "w")]
    assert vedette("watch", "add", str(tmp_path / "in"), "--every", "2", *room).returncode == 0
    run = vedette("watch", "run", "--capture-only", *room, "--json")
    assert json.loads(run.stdout)["inputs"][0]["outcome"] == "new"
    listed = json.loads(vedette("watch", "list", *room, "--json").stdout)["watches"]
    assert listed[0]["last_outcome"] == "new"
    assert "not due" in vedette("watch", "run", *room).stdout
    assert vedette("watch", "remove", str(tmp_path / "in"), *room).returncode == 0
    assert vedette("watch", "remove", "https://x.example/", *room).returncode == 2
