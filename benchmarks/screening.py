"""How fast names are screened: index, start-up, customers, a million names, a text; with baselines.

Run: python benchmarks/screening.py [--customers N] [--million] [--peer PYTHON]. Uses the lists beside
the checkout where they are, and made-up ones where they are not. Rates are names per second of one
core's CPU time, cold (an empty cache of words). Baselines in the same run: rapidfuzz token_sort_ratio
over every name; nomenklatura's logic-v2 behind its own index, where ``--peer`` names an interpreter
that has nomenklatura.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from vedette.api import Workbench
from vedette.model.listing import ListedName, Listing
from vedette.screen import kernel
from vedette.screen.batch import best_scores
from vedette.screen.freetext import find_in_text, one_byte_each
from vedette.screen.indexed import build_index, open_index, save_index
from vedette.screen.normal import normal_forms
from vedette.screen.population import customers
from vedette.screen.screener import Screener

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "lists"
LISTS = (
    "un/un_2026-02-27.xml",
    "un/un1718_designated_vessels.csv",
    "uk",
    "us/sdn_2024-05-03.csv",
    "us/ofac_alt_2025-12-24.csv",
    "us/ofac_consolidated_nonSDN_2026-01-28.xml",
    "eu/consolidated_32014R0269.csv",
    "eu/consolidated_32017R1509.csv",
)
PEER = """
import json, sys, time
from followthemoney import model
from nomenklatura.matching import LogicV2
from nomenklatura.matching.types import ScoringConfig
targets, queries = json.load(sys.stdin)
def entity(i, name):
    return model.get_proxy({"id": str(i), "schema": "Person", "properties": {"name": [name]}})
index = {}
proxies = [entity(i, name) for i, name in enumerate(targets)]
for i, name in enumerate(targets):
    for word in set(name.casefold().replace(",", " ").split()):
        index.setdefault(word, []).append(i)
config = ScoringConfig.defaults()
asked = [entity(f"q{i}", name) for i, name in enumerate(queries)]
start = time.process_time()
for query, name in zip(asked, queries):
    votes = {}
    for word in set(name.casefold().split()):
        for i in index.get(word, ()):
            votes[i] = votes.get(i, 0) + 1 / len(index[word])
    for i in sorted(votes, key=votes.get, reverse=True)[:50]:
        LogicV2.compare(query, proxies[i], config)
print(len(queries) / (time.process_time() - start))
"""


CHILD = """
import sys
from pathlib import Path
from vedette.screen.batch import best_scores
from vedette.screen.indexed import open_index
from vedette.screen.population import customers
from vedette.screen.screener import Screener
screener = Screener((), (), index=open_index(Path(sys.argv[1]), "bench"))
best_scores(screener, customers(20_000), "person", 0.78)
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) / 1024)
"""


def listed() -> list[Listing]:
    """The real lists, or made-up ones."""
    if not SHARED.exists():
        print("no lists beside the checkout: 30,000 made-up names are listed")
        return [_listing(i, name) for i, name in enumerate(customers(30_000, seed=7))]
    with tempfile.TemporaryDirectory() as folder, Workbench.create(Path(folder) / "w") as bench:
        bench.add_lists([SHARED / name for name in LISTS])
        return bench.workspace.rows(Listing)


def _listing(number: int, name: str) -> Listing:
    return Listing(
        listing_id=str(number), release_id="r", list_id="L", list_ref=str(number), kind="person",
        name=name, names=(ListedName(value=name, quality="primary"),), identifiers=(),
        birth_dates=(), nationalities=(), regime="R", listed_on=None, amended_on=(), remarks=None,
        locator="",
    )  # fmt: skip


def rate(screener: Screener, names: list[str]) -> float:
    """Names per CPU second, reading of names included, at the default threshold, cold."""
    normal_forms.cache_clear()
    start = time.process_time()
    for at in range(0, len(names), 5000):
        best_scores(screener, names[at : at + 5000], "person", screener.settings.possible)
    return len(names) / (time.process_time() - start)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--customers", type=int, default=100_000)
    options.add_argument("--million", action="store_true", help="also an index of 1,000,000 names")
    options.add_argument("--peer", help="an interpreter with nomenklatura")
    chosen = options.parse_args()
    print(f"kernel: {Path(kernel.__file__).name}")
    listings = listed()
    n_names = sum(len(item.names) for item in listings)
    normal_forms.cache_clear()
    start = time.process_time()
    index = build_index(listings, "bench")
    built = time.process_time() - start
    rows = len(index.arrays["name_party"])
    print(f"index: {n_names} names ({rows} forms) of {len(listings)} parties in {built:.1f} s CPU")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        save_index(index, path)
        start = time.perf_counter()
        screener = Screener((), (), index=open_index(path, "bench"))
        opened = time.perf_counter() - start
        print(f"file: {path.stat().st_size / 1e6:.0f} MB; opened and ready in {opened:.3f} s")
        alone = subprocess.run(
            [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=True
        )
        print(f"a process that only screens: {float(alone.stdout):.0f} MB at its peak")
        people = customers(chosen.customers)
        print(f"customers: {rate(screener, people):,.0f} names/s/core over {len(people)} names")
        text(screener, listings)
        print(f"peak memory of this process, lists read: {peak_mb():.0f} MB")
        baselines(listings, people, chosen.peer)
    if chosen.million:
        million(people)


def text(screener: Screener, listings: list[Listing]) -> None:
    """Prose of made-up people, with a listed name in every fiftieth sentence."""
    chance = random.Random(2)
    people, sentences = customers(4000, seed=9), []
    for i, name in enumerate(people):
        who = chance.choice(listings).name if i % 50 == 0 else name
        sentences.append(
            f"On Tuesday the delegation said that {who} had met officials of the ministry, and "
            "that the talks about cargo, insurance and the flag of the ship would go on in spring."
        )
    prose = "\n".join(sentences) * 10
    raw = one_byte_each("x")
    start = time.process_time()
    raw = one_byte_each(prose)
    from array import array

    out, at, n = array("i", bytes(16 * 4096)), 0, 0
    while at < len(raw):
        n += screener.kernel.scan(raw, at, False, 31, 780, 4096, memoryview(out))
        at = screener.kernel.scanned
    took = time.process_time() - start
    print(f"text: {len(prose) / 1e6 / took:.0f} MB/s/core ({len(prose) / 1e6:.1f} MB, {n} finds)")
    start = time.process_time()
    found = find_in_text(screener, prose[:200_000])
    took = time.process_time() - start
    print(f"text with reasons: {0.2 / took:.1f} MB/s/core ({len(found)} finds)")


def baselines(listings: list[Listing], people: list[str], peer: str | None) -> None:
    names = [name.value for item in listings for name in item.names if item.kind == "person"]
    start = time.process_time()
    process.cdist(people[:100], names, scorer=fuzz.token_sort_ratio, workers=1)
    took = time.process_time() - start
    print(
        f"baseline rapidfuzz token_sort_ratio over {len(names)} names: {100 / took:,.0f} names/s/core"
    )
    if peer is None:
        print("baseline nomenklatura logic-v2: not measured (--peer names no interpreter)")
        return
    given = json.dumps([names, people[:300]])
    done = subprocess.run(
        [peer, "-c", PEER], input=given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"baseline nomenklatura logic-v2: not measured ({done.stderr.splitlines()[-1:]})")
        return
    print(
        f"baseline nomenklatura logic-v2, 50 candidates by shared words: "
        f"{float(done.stdout):,.0f} names/s/core"
    )


def million(people: list[str]) -> None:
    """A million made-up names; three of four bear a family name of no table, as in large lists."""
    chance = random.Random(4)
    pieces = [
        "ba",
        "do",
        "ka",
        "mi",
        "no",
        "ra",
        "se",
        "ti",
        "vu",
        "zan",
        "lek",
        "mor",
        "shi",
        "tar",
        "bek",
        "gul",
        "ov",
        "ian",
    ]
    made = []
    for i, name in enumerate(customers(1_000_000, seed=11)):
        rare = "".join(chance.choices(pieces, k=4)).capitalize()
        made.append(_listing(i, f"{name.split()[0]} {rare}" if i % 4 else name))
    start = time.process_time()
    screener = Screener((), (), index=build_index(made))
    built = time.process_time() - start
    print(f"a million names: index in {built:.0f} s CPU")
    print(
        f"  customers: {rate(screener, people[:30_000]):,.0f} names/s/core; peak {peak_mb():.0f} MB"
    )


if __name__ == "__main__":
    main()
