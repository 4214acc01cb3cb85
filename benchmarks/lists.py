"""How fast lists are taken in and asked, beside plain parsing of the same bytes.

Run: python benchmarks/lists.py. Loads every list beside the checkout into a new workspace (or, where
there is none, an SDN list of 15,000 made parties and a second release of it), then asks what the
screener and the commands ask. Times are of the processor, parent and children together, so that other
work on the machine counts little. Baseline in the same run: lxml and csv on the same bytes, nothing kept.
"""

from __future__ import annotations

import csv
import io
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from lxml import etree

from vedette.api import Workbench
from vedette.model.listing import Listing

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "lists"


def cpu_s() -> float:
    """Processor seconds of this process and its ended children."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def made(folder: Path) -> Path:
    """Two releases of a made SDN list."""
    chance = random.Random(7)
    words = ["NORTH", "STAR", "GOLD", "RIVER", "TRADE", "HAN", "SOL", "MI", "KANG", "LINE", "BAY"]
    rows = []
    for number in range(15_000):
        name = " ".join(chance.sample(words, 3))
        remarks = (
            f"DOB {1 + number % 28:02d} Jan {1940 + number % 60}; Passport {number:09d} (Malta)."
        )
        rows.append(f'{number},"{name}","individual","DPRK2"' + ",-0- " * 7 + f',"{remarks}"')
    for day, last in (("2026-01-01", 14_900), ("2026-02-01", 15_000)):
        (folder / f"sdn_{day}.csv").write_text("\r\n".join(rows[:last]) + "\r\n\x1a")
    return folder


def plain(files: list[Path]) -> float:
    """Seconds to parse the same bytes and keep nothing."""
    began = time.process_time()
    for path in files:
        data = path.read_bytes()
        if path.suffix == ".xml":
            etree.fromstring(data, etree.XMLParser(recover=True))
        else:
            for _ in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
                pass
    return time.process_time() - began


def asked(label: str, began: float, n: int) -> None:
    """Print how long one question took."""
    print(f"  {label:46} {cpu_s() - began:6.2f} s   {n:>7,}")


def main() -> int:
    """Load, ask, print."""
    with tempfile.TemporaryDirectory() as room:
        folder = SHARED if SHARED.exists() else made(Path(room))
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        n_bytes = sum(path.stat().st_size for path in files)
        print(f"{len(files)} files, {n_bytes / 2**20:.1f} MiB, from {folder.name}")
        base_s = plain(files)
        with Workbench.create(Path(room) / "ws") as bench:
            began, wall = cpu_s(), time.perf_counter()
            outcomes = bench.add_lists([folder])
            took_s, wall_s = cpu_s() - began, time.perf_counter() - wall
            loaded = [outcome.release for outcome in outcomes if outcome.release]
            n_read = sum(release.n_listings for release in loaded)
            n_stored = sum(outcome.n_new_listings for outcome in outcomes)
            print(f"  {len(loaded)} releases, {n_read:,} listings read, {n_stored:,} stored")
            print(f"  load {took_s:.1f} s of processor ({wall_s:.1f} s by the clock)", end=", ")
            print(f"{n_read / took_s:,.0f} listings/s")
            print(f"  baseline, parsing alone: {base_s:.1f} s (a share of {base_s / took_s:.0%})")
            began = cpu_s()
            asked("listings in force, as nouns", began, len(bench.workspace.rows(Listing)))
            lists = [release.list_id for release in loaded]
            twice = next(name for name in lists if lists.count(name) > 1)
            began = cpu_s()
            asked(f"what changed in {twice}", began, len(bench.list_diff(twice).changes))
            began = cpu_s()
            asked(
                "who was listed on 2024-01-01",
                began,
                len(bench.listings_as_of("2024-01-01").listings),
            )
            began = cpu_s()
            asked("parties on several lists, proposed", began, len(bench.identity_candidates()))
            size = (Path(room) / "ws" / "vedette.db").stat().st_size
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(
            f"  peak memory {own:.0f} MiB, largest child {child:.0f} MiB; database {size / 2**20:.0f} MiB"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
