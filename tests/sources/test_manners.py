"""Hosts are asked one page at a time, and their robots note is told."""

from __future__ import annotations

import pytest

from vedette.errors import FetchFailed
from vedette.sources.fetch import Fetched
from vedette.sources.manners import DELAY_S, MAX_DELAY_S, Manners


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def manners(note: str | None) -> tuple[Manners, Clock, list[str]]:
    clock = Clock()
    asked: list[str] = []

    def fetch(address: str, **_: object) -> Fetched:
        asked.append(address)
        if note is None:
            raise FetchFailed(address, "the server answered 404", "")
        return Fetched(note.encode(), address, address, 200, {}, (), "", "")

    return Manners(fetch, clock, clock.sleep), clock, asked


@pytest.mark.parametrize(
    ("note", "path", "said"),
    [
        ("User-agent: *\nDisallow: /private\n", "/private/a", "disallows"),
        ("User-agent: *\nDisallow: /private\n", "/news/a", "allows"),
        ("User-agent: vedette\nDisallow: /\n", "/news/a", "disallows"),
        (None, "/news/a", "none"),
        ("\x00\x01 rubbish", "/news/a", "allows"),
    ],
)
def test_the_note_is_told(note: str | None, path: str, said: str) -> None:
    """What the robots note says of an address is told; without one, none."""
    polite, _, _ = manners(note)
    assert polite.before(f"https://a.example{path}") == said


def test_a_host_is_asked_its_note_once_and_pages_one_by_one() -> None:
    """Two pages of a host are a delay apart; another host owes nothing."""
    polite, clock, asked = manners("User-agent: *\nDisallow:\n")
    for page in ("1", "2", "3"):
        polite.before(f"https://a.example/{page}")
    assert clock.now == pytest.approx(3 * DELAY_S)
    polite.before("https://b.example/1")
    assert asked == ["https://a.example/robots.txt", "https://b.example/robots.txt"]


def test_a_delay_asked_for_is_kept_to_within_reason() -> None:
    """A host's crawl delay counts, up to a limit."""
    polite, clock, _ = manners("User-agent: *\nCrawl-delay: 900\n")
    polite.before("https://a.example/1")
    assert clock.now == pytest.approx(MAX_DELAY_S)
