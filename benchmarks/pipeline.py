"""How fast the whole line runs, per stage, and how much memory it takes.

Run: ./dev bench [COUNT]. Makes COUNT reports (default 1,000), takes them in, runs every stage, and
prints reports per second and peak memory, with the parse of the same paragraphs by spaCy alone, in
this process and on one core, as the baseline: no line that parses can be faster than its parser.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import threading
import time
from pathlib import Path

from articles import write_articles
from vedette import __version__
from vedette.api import Workbench
from vedette.extract.parse import load_model, parse
from vedette.sample import sample_case


class PeakMemory:
    """The highest sum of resident memory of this process and its children, sampled."""

    def __init__(self) -> None:
        self.peak_bytes = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        page = resource.getpagesize()
        while not self._stop.wait(0.25):
            total = 0
            for pid in [Path("/proc/self"), *_children()]:
                try:
                    total += int((pid / "statm").read_text().split()[1]) * page
                except (OSError, IndexError, ValueError):
                    continue
            self.peak_bytes = max(self.peak_bytes, total)


def _children() -> list[Path]:
    import os

    found, wanted = [], {str(os.getpid())}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
        except (OSError, IndexError):
            continue
        if parent in wanted:
            found.append(folder)
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as scratch, PeakMemory() as memory:
        folder = Path(scratch) / "in"
        size = write_articles(folder, count)
        print(f"vedette {__version__}: {count} reports, {size / 2**20:.1f} MiB")
        with Workbench.create(Path(scratch) / "w") as bench:
            bench.add_lists(sample_case().lists, floor=0)
            begun = time.perf_counter()
            bench.ingest([str(folder)])
            took = {"capture": time.perf_counter() - begun}
            turn = bench.run()
            took |= turn.seconds
            total = sum(took.values())
            begun = time.perf_counter()
            bench.run()
            again = time.perf_counter() - begun
            n_rows = sum(bench.workspace.counts().values())
            peak = memory.peak_bytes
            begun = time.perf_counter()
            n_words = _baseline(bench)
            alone = time.perf_counter() - begun
        print(f"{'stage':10} {'seconds':>9} {'reports/s':>10} {'share':>7}")
        for name, seconds in took.items():
            print(f"{name:10} {seconds:9.2f} {count / seconds:10.1f} {seconds / total:7.1%}")
        print(f"{'all':10} {total:9.2f} {count / total:10.1f}")
        print(f"{'baseline':10} {alone:9.2f} {count / alone:10.1f}  spaCy parse alone, one core")
        print(
            f"whole line against its parser alone: {alone / total:.2f}x, {n_words / total:.0f} words/s"
        )
        print(f"nothing changed, run again: {again:.2f} s")
        print(
            f"rows stored: {n_rows}; failed: {len(turn.failed)}; peak memory {peak / 2**20:.0f} MiB"
        )
        print(f"dominates: {max(took, key=lambda name: took[name])}")


def _baseline(bench: Workbench) -> int:
    from vedette.model.article import Passage

    load_model()
    n_words = 0
    for item in parse(bench.workspace.rows(Passage)):
        n_words += len(item.doc)
    return n_words


if __name__ == "__main__":
    main()
