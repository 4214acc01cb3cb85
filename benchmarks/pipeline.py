"""How fast the whole line runs, per stage, and how much memory it takes.

Run: ./dev bench [COUNT] or ./dev bench --articles COUNT. Makes COUNT reports (default 1,000), takes them in, runs every stage, and
prints reports per second and peak memory, with the parse of the same paragraphs by spaCy alone, in
this process and on one core, as the baseline: no line that parses can be faster than its parser. With each thousand reports of a stage it prints the memory
of all processes and how far the time foretold after a tenth, a half and nine tenths was off.
Processor time of all processes is the measure per core: other work on the machine does not change it.
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
        self.now_bytes = 0
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
            self.now_bytes = total
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


class Watcher:
    """Is told of progress; keeps memory by the thousand and what was foretold of the end."""

    def __init__(self, memory: PeakMemory) -> None:
        self.memory = memory
        self.begun: dict[str, float] = {}
        self.foretold: dict[str, dict[int, float]] = {}
        self.ended: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.perf_counter()
        begun = self.begun.setdefault(stage, now)
        self.ended[stage] = now
        if done and done % 1000 == 0:
            mib = self.memory.now_bytes / 2**20
            print(
                f"{stage:10} {done:6} of {total}: {mib:6.0f} MiB, {now - begun:7.1f} s", flush=True
            )
        for tenth in (1, 5, 9):
            if done and total >= 1000 and done == total * tenth // 10:
                rest = (now - begun) / done * (total - done)
                self.foretold.setdefault(stage, {})[tenth] = now + rest - begun

    def tell(self) -> None:
        """Print by how much the time foretold was off."""
        for stage, told in self.foretold.items():
            took = self.ended[stage] - self.begun[stage]
            errors = ", ".join(f"at {t}0 % {s / took - 1:+.0%}" for t, s in told.items())
            print(f"{stage:10} took {took:.1f} s; the end foretold was off: {errors}")


def _cpu_s() -> float:
    """Processor seconds of this process and of all children that have ended."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def main() -> None:
    wanted = [argument for argument in sys.argv[1:] if argument.isdigit()]
    count = int(wanted[0]) if wanted else 1000
    with tempfile.TemporaryDirectory() as scratch, PeakMemory() as memory:
        folder = Path(scratch) / "in"
        size = write_articles(folder, count)
        print(f"vedette {__version__}: {count} reports, {size / 2**20:.1f} MiB")
        with Workbench.create(Path(scratch) / "w") as bench:
            bench.add_lists(sample_case().lists, floor=0)
            watcher = Watcher(memory)
            begun, begun_cpu = time.perf_counter(), _cpu_s()
            bench.ingest([str(folder)], report=watcher)
            took = {"capture": time.perf_counter() - begun}
            turn = bench.run(report=watcher)
            cpu_s = _cpu_s() - begun_cpu
            took |= turn.seconds
            total = sum(took.values())
            begun = time.perf_counter()
            bench.run()
            again = time.perf_counter() - begun
            n_rows = sum(bench.workspace.counts().values())
            peak = memory.peak_bytes
            begun_cpu = _cpu_s()
            n_words = _baseline(bench)
            alone = _cpu_s() - begun_cpu
        print(f"{'stage':10} {'seconds':>9} {'reports/s':>10} {'share':>7}")
        for name, seconds in took.items():
            print(f"{name:10} {seconds:9.2f} {count / seconds:10.1f} {seconds / total:7.1%}")
        print(f"{'all':10} {total:9.2f} {count / total:10.1f}")
        print(f"{'baseline':10} {alone:9.2f} {count / alone:10.1f}  spaCy parse alone, one core")
        print(
            f"{'per core':10} {cpu_s:9.2f} {count / cpu_s:10.1f}  processor time of all processes"
        )
        watcher.tell()
        print(
            f"whole line against its parser alone: {alone / cpu_s:.2f}x, processor time, {n_words / total:.0f} words/s"
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
