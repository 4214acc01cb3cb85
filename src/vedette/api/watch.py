"""Watches: pages, feeds, sitemaps and folders looked at again and again.

A watch is a row of the event log, taken back by another. When one was last looked at, and what came
of it, is in the log as well; what a page was like then is in the captures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vedette.api.intake import Fate, accept, take_in
from vedette.errors import UnknownId, UsageError
from vedette.sources.files import place_of
from vedette.store.workspace import Workspace

ADDED, LOOKED = "watch", "watch-run"
DEFAULT_EVERY_H = 6.0
Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """Something to look at again. Instants are UTC, ISO 8601.

    ``last_outcome`` is what the last look gave: ``new``, ``new-version``, ``unchanged``, ``failed``.
    """

    address: str
    every_h: float
    added_at: str
    last_at: str | None = None
    last_outcome: str | None = None

    @property
    def due_at(self) -> str:
        """When it is to be looked at next."""
        if self.last_at is None:
            return self.added_at
        last = datetime.fromisoformat(self.last_at)
        return _text(last + timedelta(hours=self.every_h))


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round gave: the fates of all inputs, and the watches left out with the reason."""

    looked: tuple[str, ...]
    fates: tuple[Fate, ...]
    left: tuple[tuple[str, str], ...]


def watches(workspace: Workspace) -> list[Watch]:
    """The watches kept, in the order they were added."""
    kept: dict[str, Watch] = {}
    for address, detail in workspace.logged(ADDED):
        if detail.get("removed"):
            kept.pop(address, None)
        else:
            every_h, added_at = float(detail["every_h"]), str(detail["added_at"])
            kept[address] = Watch(address=address, every_h=every_h, added_at=added_at)
    for address, detail in workspace.logged(LOOKED):
        if address in kept and str(detail["at"]) >= kept[address].added_at:
            found = kept[address]
            kept[address] = Watch(
                address=address,
                every_h=found.every_h,
                added_at=found.added_at,
                last_at=str(detail["at"]),
                last_outcome=str(detail["outcome"]),
            )
    return list(kept.values())


def add_watch(workspace: Workspace, target: str, *, every_h: float = DEFAULT_EVERY_H) -> Watch:
    """Watch an address, a file or a folder; a second call changes how often.

    Args:
        workspace: Open for writing.
        target: An http(s) address of a page, feed or sitemap, or a path.
        every_h: Hours between looks.

    Raises:
        UsageError: The path does not exist, or the hours are none.
    """
    if not every_h > 0:
        raise UsageError(f"every {every_h}", "hours above zero are needed", "For example: 6")
    address = _address_of(target)
    added_at = _text(datetime.now(UTC))
    workspace.log(ADDED, address, {"every_h": every_h, "added_at": added_at})
    return Watch(address=address, every_h=every_h, added_at=added_at)


def remove_watch(workspace: Workspace, target: str) -> str:
    """Watch something no longer; what it gave stays. Returns its address.

    Raises:
        UnknownId: It is not watched.
    """
    known = {watch.address for watch in watches(workspace)}
    address = target if target in known else Path(target).absolute().as_uri()
    if address not in known:
        raise UnknownId(target, "this is not watched", "See: vedette watch list")
    workspace.log(ADDED, address, {"removed": True})
    return address


def run_watches(
    workspace: Workspace,
    report: Report,
    *,
    only_due: bool = True,
    offline: bool = False,
    at: str | None = None,
) -> Round:
    """Look at what is due, and at all it led to: new entries of feeds, new files of folders.

    Args:
        workspace: Open for writing.
        report: Told about progress.
        only_due: Leave out what was looked at a short while ago.
        offline: Fetch nothing: only files and folders are looked at.
        at: The instant, for what is due; now when None.
    """
    now = at or _text(datetime.now(UTC))
    chosen: list[Watch] = []
    left: list[tuple[str, str]] = []
    for watch in watches(workspace):
        if only_due and watch.due_at > now:
            left.append((watch.address, f"not due before {watch.due_at}"))
        elif offline and not watch.address.startswith("file:"):
            left.append((watch.address, "it is not fetched: --offline"))
        else:
            chosen.append(watch)
    refused = accept(workspace, [_target_of(watch) for watch in chosen])
    fates = (*refused, *take_in(workspace, report, offline=offline))
    for watch in chosen:
        workspace.log(LOOKED, watch.address, {"at": now, "outcome": _outcome(watch, fates)})
    return Round(looked=tuple(watch.address for watch in chosen), fates=fates, left=tuple(left))


def _outcome(watch: Watch, fates: Sequence[Fate]) -> str:
    mine = [fate.outcome for fate in fates if fate.address == watch.address]
    inside = [fate.outcome for fate in fates if fate.address.startswith(f"{watch.address}/")]
    found = mine or inside
    order = ("failed", "new", "new-version", "unchanged")
    return next((outcome for outcome in order if outcome in found), "unchanged")


def _address_of(target: str) -> str:
    if target.startswith(("http://", "https://")):
        return target
    path = Path(target)
    if not path.exists():
        raise UsageError(
            target, "there is no such file or folder", "An address begins with https://"
        )
    return path.absolute().as_uri()


def _target_of(watch: Watch) -> str:
    return place_of(watch.address)


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
