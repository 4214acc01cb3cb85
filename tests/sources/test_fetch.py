"""The fetcher goes only where it may, connects to what it checked, and is bounded."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from vedette.errors import FetchFailed, InputTooLarge
from vedette.sources.fetch import check_address, fetch, is_public, retry_after_s

HOSTILE = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.9.9",
    "192.168.0.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.5", "198.18.0.1",
    "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::",
    "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "2001:db8::1", "100::1", "ff05::2", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "::127.0.0.1", "::a00:1", "64:ff9b:1::7f00:1", "fec0::1", "127.255.255.254", "172.20.10.1", "100.127.255.254", "239.255.255.250", "not an address", "",
]  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE)
def test_inner_addresses_are_not_public(address: str) -> None:
    """Private, loopback, link-local, shared, reserved, multicast, mapped and tunnelled: refused."""
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_addresses_of_the_open_internet_are_public(address: str) -> None:
    """Ordinary addresses, mapped ones too, may be fetched."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "http:///nohost",
        "http://user:secret@example.org/",
        "http://[::1",
        "javascript:alert(1)",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://127.1/",
        "http://localhost/",
        "http://localhost./",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://0x7f.1/",
        "http://0/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1]/",
        "http://127.0.0.1:80@127.0.0.1/",
        "http://example.org@127.0.0.1/",
        "http://example.org#@127.0.0.1:99999/",
        "http://127。0。0。1/",
        "http://①②⑦.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "data:text/html,x",
        "//127.0.0.1/",
    ],
)
def test_addresses_that_are_refused_before_any_connection(address: str) -> None:
    """Other schemes, credentials, and every spelling of this machine are refused with a reason."""

    def system(host: str, port: int) -> list[str]:
        import socket

        return [str(item[4][0]) for item in socket.getaddrinfo(host, port)]

    with pytest.raises(FetchFailed) as caught:
        check_address(address, system)
    assert caught.value.remedy


def test_one_bad_address_among_good_ones_refuses_the_name() -> None:
    """A host that resolves to a public and an inner address is refused whole."""
    with pytest.raises(FetchFailed, match=r"10\.0\.0\.1"):
        check_address("http://mixed.example/", lambda _h, _p: ["8.8.8.8", "10.0.0.1"])


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/loop":
            self._redirect("/loop")
        elif self.path == "/inside":
            self._redirect("http://inner.example/secret")
        elif self.path == "/moved":
            self._redirect("/page")
        elif self.path == "/missing":
            self.send_error(404)
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(50):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.1)
        else:
            body = b"x" * 5000 if self.path == "/big" else b"hello " + self.headers["Host"].encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            self.wfile.write(body)

    def _redirect(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """A server on this machine, reached under an invented name."""
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://site.example:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


def _local(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def test_the_checked_address_is_the_one_connected_to(server: str) -> None:
    """The connection goes to the resolver's address while the host keeps its name."""
    got = fetch(f"{server}/page", max_bytes=100, resolver=_local, allow_private=True)
    assert got.data.startswith(b"hello site.example")
    assert got.status == 200


def test_redirects_are_followed_kept_and_bounded(server: str) -> None:
    """A redirect is kept in the record; a loop ends with a reason."""
    got = fetch(f"{server}/moved", max_bytes=100, resolver=_local, allow_private=True)
    assert got.redirects == (f"{server}/moved",)
    assert got.final_address == f"{server}/page"
    with pytest.raises(FetchFailed, match="redirects"):
        fetch(f"{server}/loop", max_bytes=100, resolver=_local, allow_private=True)


def test_a_redirect_to_the_inside_is_checked_anew(server: str) -> None:
    """A public page that redirects to an inner host is stopped at the second check."""
    answers = {"site.example": ["127.0.0.1"], "inner.example": ["192.168.0.9"]}
    import vedette.sources.fetch as module

    def resolver(host: str, _port: int) -> list[str]:
        return answers[host]

    original = module.is_public
    module.is_public = lambda address: address == "127.0.0.1"
    try:
        with pytest.raises(FetchFailed, match=r"192\.168\.0\.9"):
            fetch(f"{server}/inside", max_bytes=100, resolver=resolver)
    finally:
        module.is_public = original


def test_size_time_and_status_are_bounded(server: str) -> None:
    """Too many bytes, too slow a body and an error status each have their own message."""
    with pytest.raises(InputTooLarge):
        fetch(f"{server}/big", max_bytes=1000, resolver=_local, allow_private=True)
    with pytest.raises(FetchFailed, match=r"too long|cannot be reached"):
        fetch(f"{server}/slow", max_bytes=1000, timeout_s=0.5, resolver=_local, allow_private=True)
    with pytest.raises(FetchFailed, match="404"):
        fetch(f"{server}/missing", max_bytes=1000, resolver=_local, allow_private=True)


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://x.example/", "gopher://x.example/1"])
def test_a_redirect_to_another_scheme_is_refused(to: str) -> None:
    """A page cannot lead the fetcher to files or other protocols."""

    class Leads(_Pages):
        def do_GET(self) -> None:
            self._redirect(to)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Leads) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        address = f"http://site.example:{running.server_address[1]}/"
        with pytest.raises(FetchFailed, match="only http and https"):
            fetch(address, max_bytes=100, resolver=_local, allow_private=True)
        running.shutdown()


def test_a_name_is_asked_once_for_each_hop(server: str) -> None:
    """A resolver that changes its answer gains nothing: what was checked is what is connected to."""
    asked: list[str] = []

    def changing(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    got = fetch(f"{server}/page", max_bytes=100, resolver=changing, allow_private=True)
    assert got.status == 200
    assert asked == ["site.example"]


NOW = datetime(2026, 3, 2, 10, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "asked_s"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("Mon, 02 Mar 2026 10:02:00 GMT", 120),
        ("Monday, 02-Mar-26 10:02:00 GMT", 120),
        ("Mon Mar  2 10:02:00 2026", 120),
        ("Mon, 02 Mar 2026 12:02:00 +0200", 120),
        ("Mon, 02 Mar 2026 09:00:00 GMT", 0),
        ("Mon, 02 Mar 99999 09:00:00 GMT", 0),
        ("soon", 0),
        ("-5", 0),
        ("\u0663", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_how_long_a_server_asks_to_wait(value: str | None, asked_s: float) -> None:
    """Seconds and all three forms of an HTTP date are understood; a past or odd one asks nothing."""
    assert retry_after_s(value, NOW) == asked_s
