"""A stamp on the log's head comes from a real authority, is kept, and is checked offline."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from vedette.api import Workbench
from vedette.api.proof import ask, head_of, proofs, take, write_request
from vedette.errors import FetchFailed, MalformedInput
from vedette.sources.fetch import fetch

pytest.importorskip("rfc3161_client")
pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="the authority of these tests is openssl's"
)
SETTINGS = """
[ req ]
distinguished_name = dn
[ dn ]
[ tsa_ext ]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
basicConstraints = critical,CA:false
[ ca_ext ]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[ tsa ]
default_tsa = own
[ own ]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""


class Authority:
    """An authority in a folder: openssl signs what it is asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "tsa.cnf").write_text(SETTINGS)
        (folder / "serial").write_text("01\n")
        key = "-newkey rsa:2048 -nodes -config tsa.cnf"
        self._run(f"req -x509 {key} -keyout ca.key -out ca.crt -subj /CN=Root -extensions ca_ext")
        self._run(f"req -new {key} -keyout tsa.key -out tsa.csr -subj /CN=Authority")
        self._run(
            "x509 -req -in tsa.csr -CA ca.crt -CAkey ca.key -CAcreateserial -out tsa.crt"
            " -extfile tsa.cnf -extensions tsa_ext"
        )
        self.root = folder / "ca.crt"

    def _run(self, arguments: str) -> None:
        command = ["openssl", *arguments.split()]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)

    def answer(self, request: bytes) -> bytes:
        """Sign a request."""
        (self.folder / "q.tsq").write_bytes(request)
        self._run(
            "ts -reply -queryfile q.tsq -signer tsa.crt -inkey tsa.key -config tsa.cnf -out r.tsr"
        )
        return (self.folder / "r.tsr").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """One authority for the tests of this file."""
    return Authority(tmp_path_factory.mktemp("tsa") / "own")


@pytest.fixture
def address(authority: Authority) -> Iterator[str]:
    """The authority behind HTTP on this machine."""

    class Desk(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            answer = authority.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_address[1]}/"
    running.shutdown()
    running.server_close()


def test_a_stamp_is_asked_for_kept_and_verified_offline(
    authority: Authority, address: str, tmp_path: Path
) -> None:
    """The head is stamped over HTTP; later the answer alone shows it, to who trusts the root."""
    with Workbench.create(tmp_path / "w") as bench:
        head = head_of(bench.workspace)
        made = ask(bench.workspace, address, fetcher=partial(fetch, allow_private=True))
        assert made.head == head
        assert proofs(bench.workspace) == [made]
        assert made.state == "unsigned"
        assert proofs(bench.workspace, [authority.root]) == [replace(made, state="verified")]
        stranger = Authority(tmp_path / "stranger")
        [failed] = proofs(bench.workspace, [stranger.root])
        assert failed.state == "failed"
        assert failed.reason


def test_a_request_travels_by_file(authority: Authority, tmp_path: Path) -> None:
    """A machine without network writes the request and takes the answer back; no other is taken."""
    with Workbench.create(tmp_path / "w") as bench:
        head = write_request(bench.workspace, tmp_path / "head.tsq")
        answer = tmp_path / "head.tsr"
        answer.write_bytes(authority.answer((tmp_path / "head.tsq").read_bytes()))
        assert take(bench.workspace, answer).head == head
        [kept] = proofs(bench.workspace, [authority.root])
        assert kept.state == "verified"
    with Workbench.create(tmp_path / "other") as bench:
        write_request(bench.workspace, tmp_path / "other.tsq")
        with pytest.raises(MalformedInput, match="the answer is about"):
            take(bench.workspace, answer)
        answer.write_bytes(b"<html>busy</html>")
        with pytest.raises(MalformedInput, match="no answer"):
            take(bench.workspace, answer)


def test_offline_is_a_hard_switch_and_inner_hosts_are_refused(address: str, tmp_path: Path) -> None:
    """With --offline nothing is asked; without it an inner address is refused as for any page."""
    with Workbench.create(tmp_path / "w") as bench:
        with pytest.raises(FetchFailed, match="offline"):
            ask(bench.workspace, address, offline=True)
        with pytest.raises(FetchFailed, match="not public"):
            ask(bench.workspace, address)
        assert proofs(bench.workspace) == []
