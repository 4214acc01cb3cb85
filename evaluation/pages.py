"""How well the report is told from the page: F1 on marked pages, as HTML and as lines of text.

Run: ./dev eval pages. Uses the marked pages beside the checkout; prints and exits 0 without them.
Half of the pages (by hash of their name) was used to set the weights; figures are for the other.
The measure is that of the article extraction benchmark: multisets of word 4-grams.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

from vedette.model.memory import LineMemory

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "labelled" / "articles"
_WORD = re.compile(r"\w+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def counts(found: str, truth: str) -> tuple[float, float, float]:
    """Share of true positives, false positives and false negatives of one page (sum to 1)."""
    a, b = shingles(found), shingles(truth)
    tp, fp, fn = sum((a & b).values()), sum((a - b).values()), sum((b - a).values())
    total = max(1, tp + fp + fn)
    return tp / total, fp / total, fn / total


def f1(rows: list[tuple[float, float, float]]) -> tuple[float, float, float]:
    tp, fp, fn = (sum(column) for column in zip(*rows, strict=True))
    precision, recall = tp / max(tp + fp, 1e-9), tp / max(tp + fn, 1e-9)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def interval(rows: list[tuple[float, float, float]]) -> tuple[float, float]:
    rng = random.Random(1)
    values = sorted(f1(rng.choices(rows, k=len(rows)))[0] for _ in range(1000))
    return values[25], values[974]


def body(data: bytes, media_type: str, memory: LineMemory | None = None) -> str:
    from vedette.errors import InputError
    from vedette.read.document import read

    try:
        reading = read(
            data, media_type=media_type, name="page", address="page", version_id="dv", memory=memory
        )
    except InputError:
        return ""
    return "\n".join(p.span.quote for p in reading.passages if p.kind in {"paragraph", "dateline"})


def remembering(text: str, gold: str, others: list[str]) -> LineMemory | None:
    """What would be remembered had the outlet printed five other reports in the same page.

    The siblings are made: the page's lines stay, the report's are taken out and another report put in
    their place. It shows what memory can do where an outlet's page stays as it is, no more.
    """
    from vedette.read.memory import memory_of

    own = shingles(gold)
    lines = [line for line in text.split("\n") if line.strip()]
    page = [
        line
        for line in lines
        if sum(own[run] > 0 for run in shingles(line)) <= 0.5 * len(shingles(line))
    ]
    bodies = [lines_in(other) for other in others[:5]]
    pages = [[*page, *other] for other in bodies]
    return memory_of("outlet", [lines, *pages], [lines_in(gold), *bodies])


def lines_in(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def lines_of(markup: str) -> str:
    from vedette.read.markup import lines_of as lines
    from vedette.read.markup import tree_of

    return "\n\n".join(line.text for line in lines(tree_of(markup, "page")))


def main() -> None:
    if not SHARED.exists():
        print("evaluation/pages.py: no marked pages beside the checkout; nothing measured")
        return
    import trafilatura

    half = sys.argv[1] if len(sys.argv) > 1 else "test"
    truth = json.loads((SHARED / "ground-truth.json").read_text())
    rows: dict[str, list[tuple[float, float, float]]] = {}
    worst = []
    bodies = [item["articleBody"] for _, item in sorted(truth.items())]
    for number, (name, item) in enumerate(sorted(truth.items())):
        is_dev = hashlib.sha256(b"split" + name.encode()).digest()[0] % 2 == 0
        path = SHARED / "html" / f"{name}.html.gz"
        if not path.exists() or is_dev != (half == "dev"):
            continue
        raw = gzip.decompress(path.read_bytes())
        gold = item["articleBody"]
        markup = raw.decode("utf-8", errors="replace")
        text = lines_of(markup)
        found = {
            "vedette, HTML": body(raw, "text/html"),
            "trafilatura precision, HTML": trafilatura.extract(
                markup, favor_precision=True, include_comments=False
            )
            or "",
            "vedette, text lines": body(text.encode(), "text/plain"),
            "vedette, text, page remembered": body(
                text.encode(), "text/plain", remembering(text, gold, bodies[number + 1 :] + bodies)
            ),
            "all lines": text,
        }
        for system, output in found.items():
            rows.setdefault(system, []).append(counts(output, gold))
        worst.append((f1([rows["vedette, text lines"][-1]])[0], name))
    print(f"{len(worst)} pages, {half} half")
    for system, values in rows.items():
        score, precision, recall = f1(values)
        low, high = interval(values)
        print(
            f"{system:32} F1 {score:.3f} [{low:.3f}, {high:.3f}]  P {precision:.3f}  R {recall:.3f}"
        )
    if half == "dev":
        for score, name in sorted(worst)[:12]:
            print(f"  {score:.2f} {name}")


if __name__ == "__main__":
    main()
