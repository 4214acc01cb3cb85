"""Good manners towards the servers that are asked: not too often, and what their robots note says.

The robots note (RFC 9309) is asked once per host and run. What it says is kept with each capture,
and its delay is kept to; whether a page it closes is taken all the same is the analyst's choice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from vedette.errors import InputError
from vedette.sources.fetch import Fetched

DELAY_S = 1.0
MAX_DELAY_S = 30.0
MAX_ROBOTS_BYTES = 512 * 1024
AGENT = "vedette"
Fetch = Callable[..., Fetched]


@dataclass
class Manners:
    """What is known of the hosts of one run.

    Args:
        fetch: Fetches an address; the safe fetcher.
        clock: Seconds that only go forward.
        sleep: Waits that many seconds.
    """

    fetch: Fetch
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)
    _asked_at: dict[str, float] = field(default_factory=dict)

    def before(self, address: str) -> str:
        """Wait as long as the host is owed, and give its robots note for the address.

        Returns:
            ``allows``, ``disallows`` or ``none`` (the host has no such note, or it cannot be had).
        """
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._note_of(origin)
            self._asked_at[origin] = self.clock()
        note = self._robots[origin]
        owed_s = self._asked_at[origin] + _delay_s(note) - self.clock()
        if owed_s > 0:
            self.sleep(owed_s)
        self._asked_at[origin] = self.clock()
        if note is None:
            return "none"
        return "allows" if note.can_fetch(AGENT, address) else "disallows"

    def _note_of(self, origin: str) -> RobotFileParser | None:
        try:
            got = self.fetch(f"{origin}/robots.txt", max_bytes=MAX_ROBOTS_BYTES, timeout_s=10.0)
        except InputError:
            return None
        note = RobotFileParser()
        note.parse(got.data.decode("utf-8", "replace").splitlines())
        return note


def _delay_s(note: RobotFileParser | None) -> float:
    asked = note.crawl_delay(AGENT) if note is not None else None
    try:
        return min(max(DELAY_S, float(asked or 0)), MAX_DELAY_S)
    except ValueError:
        return DELAY_S
