"""Updates ask publishers for what changed; a refusal, a cut and an unchanged answer are told apart."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

import vedette.api.list_updates as updates
from tests.extract.lists import samples
from vedette.api import Workbench
from vedette.api.lists import list_states
from vedette.errors import FetchFailed, ListRejected, UnknownId, UsageError
from vedette.extract.listings import list_spec
from vedette.model.evidence import Capture
from vedette.sources.fetch import fetch


class Publisher:
    """A server of our own that serves what is on its shelf, with validators."""

    def __init__(self) -> None:
        self.shelf: dict[str, bytes] = {}
        self.etag = "one"
        self.asked: list[dict[str, str]] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.asked.append(dict(self.headers))
                data = publisher.shelf.get(self.path)
                if data is None:
                    self.send_error(503)
                    return
                if self.headers.get("If-None-Match") == f'"{publisher.etag}"':
                    self.send_response(304)
                    self.end_headers()
                    return
                self.send_response(200)
                self.send_header("ETag", f'"{publisher.etag}"')
                self.send_header("Last-Modified", "Sun, 01 Feb 2026 10:00:00 GMT")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server.server_port}{path}"


def many(text: str, n: int) -> bytes:
    """The sample list with as many more persons as a whole one holds."""
    start, _, rest = text.partition("    <INDIVIDUAL>")
    one, _, tail = rest.partition("</INDIVIDUAL>")
    body = "".join(
        f"    <INDIVIDUAL>{one}</INDIVIDUAL>".replace("KPi.901", f"KPi.{9000 + at}").replace(
            "<DATAID>1<", f"<DATAID>{9000 + at}<"
        )
        for at in range(n)
    )
    return (start + body + tail).encode()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    made = Publisher()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def bench(
    tmp_path: Path, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workbench]:
    """A workspace whose UN list lives on our own server."""

    def spec(list_id: str) -> dict[str, Any]:
        found = dict(list_spec(list_id))
        if list_id == "UN-SC":
            found["sources"] = {"main": publisher.address("/un.xml")}
        return found

    monkeypatch.setattr(updates, "list_spec", spec)
    with Workbench.create(tmp_path / "ws") as made:
        yield made


def update(bench: Workbench, *names: str) -> list[Any]:
    return updates.update_lists(
        bench.workspace,
        names,
        expected=("UN-SC",),
        folder=None,
        every=False,
        report=lambda *_: None,
        get=partial(fetch, allow_private=True),
    )


def test_a_first_answer_is_loaded_and_an_unchanged_one_is_confirmed(
    bench: Workbench, publisher: Publisher
) -> None:
    """The second question names what is here; "not modified" confirms the release in force."""
    publisher.shelf["/un.xml"] = many(samples.UN_XML, 900)
    (first,) = update(bench)
    assert first.is_new
    assert first.is_current
    assert first.release.n_listings == 901
    (second,) = update(bench)
    assert not second.is_new
    assert publisher.asked[-1]["If-None-Match"] == '"one"'
    captures = [c for c in bench.workspace.rows(Capture) if c.kind == "list"]
    assert [c.outcome for c in captures] == ["new", "unchanged"]
    # Asked today and unchanged: the release is as new as the publisher's own, whatever its day.
    (state,) = (s for s in list_states(bench.workspace, ()) if s.list_id == "UN-SC")
    assert state.state == "current"
    (third,) = update(bench)
    assert publisher.asked[-1]["If-None-Match"] == '"one"'
    assert not third.is_new


def test_a_changed_answer_becomes_the_release_in_force(
    bench: Workbench, publisher: Publisher
) -> None:
    """New bytes with a later day are loaded; what was stored already is shared."""
    publisher.shelf["/un.xml"] = many(samples.UN_XML, 900)
    update(bench)
    publisher.etag = "two"
    publisher.shelf["/un.xml"] = many(samples.UN_XML.replace("2026-02-03", "2026-02-04"), 899)
    (outcome,) = update(bench)
    assert outcome.is_current
    assert outcome.n_new_listings == 0
    assert [c.list_ref for c in bench.list_diff("UN-SC").changes] == ["KPi.9899"]


def test_a_refusal_or_a_short_answer_leaves_the_release_in_force(
    bench: Workbench, publisher: Publisher
) -> None:
    """An error status, a cut file and an empty one replace nothing, and are kept as captures."""
    publisher.shelf["/un.xml"] = many(samples.UN_XML, 900)
    update(bench)
    publisher.etag = "two"
    for body, kind in ((many(samples.UN_XML, 900)[:-5000], None), (b"", None)):
        publisher.shelf["/un.xml"] = body
        (outcome,) = update(bench)
        assert outcome.error is not None, kind
        publisher.etag += "x"
    publisher.shelf["/un.xml"] = many(samples.UN_XML.replace("2026-02-03", "2026-03-03"), 500)
    (outcome,) = update(bench)
    assert isinstance(outcome.error, ListRejected)
    del publisher.shelf["/un.xml"]
    (outcome,) = update(bench)
    assert isinstance(outcome.error, FetchFailed)
    assert len(bench.list_releases()) == 1
    outcomes = [c.outcome for c in bench.workspace.rows(Capture) if c.kind == "list"]
    assert outcomes[0] == "new"
    assert outcomes[-1] == "failed"
    assert bench.verify().holds


def test_lists_without_an_address_or_unknown_are_told(bench: Workbench) -> None:
    """A list that is published for people only names its page; an unknown one the known ones."""
    with pytest.raises(UsageError, match="no file for programs"):
        update(bench, "UN-1718-VESSELS")
    with pytest.raises(UnknownId, match="There are"):
        update(bench, "XX-LIST")


def test_an_update_from_a_folder_needs_no_network(bench: Workbench, tmp_path: Path) -> None:
    """Files of a folder are taken as they would be from the publisher."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "un.xml").write_bytes(many(samples.UN_XML, 900))
    (outcome,) = bench.update_lists(folder=tmp_path / "in")
    assert outcome.is_current


def test_private_addresses_are_not_asked(bench: Workbench, publisher: Publisher) -> None:
    """Without leave, an address inside the house is refused before anything is sent."""
    publisher.shelf["/un.xml"] = many(samples.UN_XML, 900)
    (outcome,) = bench.update_lists(["UN-SC"])
    assert isinstance(outcome.error, FetchFailed)
    assert publisher.asked == []
