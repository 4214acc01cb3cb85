"""How the grouping of reports grows with their number: seconds of CPU, reports per second, peak memory.

Run: python benchmarks/stories.py [COUNT ...] (default 1,250 2,500 5,000 10,000). Makes reports as benchmarks/articles.py
does (three tell one story), reads them, and sets them beside each other with nothing extracted, so that the grouping and the
comparison of texts alone are timed. Each count runs in a process of its own. Baseline in the same run: the word bags of the
same texts, which any grouping must make at least.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections import Counter

from articles import article
from vedette.model.bundle import Bundle
from vedette.read.document import read
from vedette.stories.relate import relate
from vedette.stories.words import content_words

COUNTS = (1250, 2500, 5000, 10000)


def bundles(count: int) -> list[Bundle]:
    """Reports with what the reader draws from them: the plain-text ones, three to a story."""
    made = []
    for place in range(count):
        name, data = article(place + place // 3 + 1)
        reading = read(
            data, media_type="text/plain", name=name, address=name, version_id=f"dv_{place}"
        )
        made.append(
            Bundle(
                article=reading.article,
                layer=reading.layer,
                text=reading.text,
                passages=reading.passages,
            )
        )
    return made


def measure(count: int) -> None:
    reports = bundles(count)
    begun = time.process_time()
    for report in reports:
        Counter(content_words(report.text))
    alone = time.process_time() - begun
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    related = relate(reports)
    took = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{count:7} {took:9.2f} {count / took:10.0f} {alone:10.2f} {took / alone:7.1f} "
        f"{(peak - before) / 1024:8.0f} {len(related.stories):8} {len(related.kin):8}",
        flush=True,
    )


def main() -> None:
    if "--one" in sys.argv:
        measure(int(sys.argv[-1]))
        return
    counts = [int(word) for word in sys.argv[1:]] or list(COUNTS)
    print("reports   cpu_s  reports/s  bags_cpu_s   ratio   MiB_more  stories      kin")
    for count in counts:
        subprocess.run([sys.executable, __file__, "--one", str(count)], check=True)


if __name__ == "__main__":
    main()
