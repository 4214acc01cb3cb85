"""How fast the search index is made and asked, beside SQLite's own word index.

Run: python benchmarks/search.py [COUNT]. Makes COUNT pages (default 10,000), every fourth in Korean,
Chinese or Japanese from word lists written for this file, indexes them twice (terms as Vedette cuts
them; FTS5 with its own unicode61 words) and asks both the same questions. For each it prints rates,
file sizes and how many of the pages that truly hold the words were found.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from articles import _paragraph
from vedette.clean.queries import parse
from vedette.store.fulltext import FILE, FullText, Page

KOREAN = [
    "북한",
    "선박",
    "제재",
    "정유",
    "석탄",
    "환적",
    "공해상",
    "국방부",
    "당국자",
    "유엔",
    "결의",
    "항구",
    "무기",
    "거래",
    "회담",
]
PARTICLES = ("이", "가", "을", "는", "에서", "의", "으로")
CHINESE = [
    "船只",
    "制裁",
    "朝鲜",
    "石油",
    "煤炭",
    "港口",
    "决议",
    "扣押",
    "交易",
    "武器",
    "会谈",
    "外交部",
    "联合国",
]
JAPANESE = [
    "船舶",
    "制裁",
    "北朝鮮",
    "石油",
    "石炭",
    "港",
    "決議",
    "拿捕",
    "取引",
    "武器",
    "会談",
    "外務省",
    "国連",
]
ASKED = {
    "tanker OR ship": "",
    "제재": "제재",
    "선박": "선박",
    "船只": "船只",
    "制裁": "制裁",
    "국방부": "국방부",
}


def _page(rng: random.Random, number: int) -> str:
    kind = number % 16
    if kind == 4:
        return " ".join(rng.choice(KOREAN) + rng.choice(PARTICLES) for _ in range(120))
    if kind == 8:
        return "".join(rng.choice(CHINESE) + rng.choice(("的", "在", "了")) for _ in range(120))
    if kind == 12:
        return "".join(rng.choice(JAPANESE) + rng.choice(("の", "を", "は")) for _ in range(120))
    return " ".join(_paragraph(rng, "Morning Star", "Rason") for _ in range(6))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rng = random.Random(1)
    texts = [_page(rng, number) for number in range(count)]
    size_mib = sum(len(text.encode()) for text in texts) / 2**20
    print(f"{count} pages, {size_mib:.1f} MiB")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        begun = time.process_time()
        index = FullText(folder)
        index.add(Page(f"tl_{n}", "1", {"body": [text]}) for n, text in enumerate(texts))
        ours = time.process_time() - begun
        begun = time.process_time()
        plain = sqlite3.connect(folder / "plain.db")
        plain.execute("CREATE VIRTUAL TABLE plain USING fts5(body, content='')")
        plain.executemany(
            "INSERT INTO plain (rowid, body) VALUES (?, ?)", ((n, t) for n, t in enumerate(texts))
        )
        plain.commit()
        theirs = time.process_time() - begun
        for name, seconds, file in (("vedette", ours, FILE), ("fts5 alone", theirs, "plain.db")):
            kept = sum(path.stat().st_size for path in folder.glob(f"{file}*")) / 2**20
            print(f"{name:11} {count / seconds:8.0f} pages/s/core {kept:7.1f} MiB on disk")
        _ask(index, plain, texts)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def _ask(index: FullText, plain: sqlite3.Connection, texts: list[str]) -> None:
    layers = {f"tl_{n}" for n in range(len(texts))}
    print(f"{'asked':16} {'hold it':>8} {'vedette':>8} {'ms':>7} {'fts5':>8} {'ms':>7}")
    for query, words in ASKED.items():
        held = sum(words in text for text in texts) if words else "-"
        begun = time.perf_counter()
        found = len(index.find(parse(query), layers))
        ours_ms = (time.perf_counter() - begun) * 1000
        begun = time.perf_counter()
        asked = "SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY rank"
        alone = len(plain.execute(asked, (query,)).fetchall())
        theirs_ms = (time.perf_counter() - begun) * 1000
        print(f"{query:16} {held:>8} {found:8} {ours_ms:7.1f} {alone:8} {theirs_ms:7.1f}")


if __name__ == "__main__":
    main()
