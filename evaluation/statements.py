"""How well attributions are found: content words, direct quotations, speakers.

Run: ./dev eval statements. Uses the annotated reports beside the checkout (PolNeAR); exits 0 without them.
What is measured is what the product stores. Many annotated attributions are no speech (plans, polls,
beliefs), so recall on all has a ceiling for a tool that looks for who said what. Half of the reports (by
hash) is for development; figures are for the other. Baseline in the same run: quotations by their marks, the nearest capitalised name as speaker.
"""

from __future__ import annotations

import glob
import hashlib
import re
import sys
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from vedette.extract.reading import read_meaning
from vedette.model.article import Article, Passage
from vedette.model.evidence import span_of

SHARED = (
    Path(__file__).resolve().parents[1].parent / "shared" / "labelled" / "statements" / "polnear"
)
_SPEECH = re.compile(
    r"\b(?:said|says|say|told|tells|added|adds|wrote|writes|stated|announced|asked|replied)\b", re.I
)
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)*")


@dataclass
class Attribution:
    content: set[int]
    source: set[int]
    cue: str
    direct: bool


def words_in(text: str, ranges: list[tuple[int, int]]) -> set[int]:
    return {m.start() for a, b in ranges for m in _WORD.finditer(text, a, b)}


def gold_of(text: str, annotations: str) -> list[Attribution]:
    parts: dict[str, list[tuple[int, int]]] = {}
    found = []
    for line in annotations.splitlines():
        cells = line.split("\t")
        if line.startswith("T"):
            _kind, _, where = cells[1].partition(" ")
            parts[cells[0]] = [tuple(map(int, piece.split())) for piece in where.split(";")]
    for line in annotations.splitlines():
        if not line.startswith("E"):
            continue
        roles: dict[str, list[tuple[int, int]]] = {}
        for cell in line.split("\t")[1].split()[1:]:
            role, _, name = cell.partition(":")
            roles.setdefault(re.sub(r"\d+$", "", role), []).extend(parts.get(name, []))
        content = words_in(text, roles.get("Content", []))
        if content:
            first = min(a for a, _ in roles["Content"])
            direct = text[first : first + 1] in '"“' or text[max(0, first - 1)] in '"“'
            cue = " ".join(text[a:b] for a, b in roles.get("Cue", []))
            found.append(Attribution(content, words_in(text, roles.get("Source", [])), cue, direct))
    return found


def article_of(text: str) -> tuple[Article, list[Passage]]:
    """The report as the reader would hand it on: the first line is its headline."""
    passages = []
    lines = [line for line in re.finditer(r"[^\n]+", text) if line.group().strip()]
    for number, line in enumerate(lines):
        passages.append(
            Passage(
                passage_id=str(number),
                layer_id="tl",
                kind="paragraph" if number else "title",
                ordinal=number,
                span=span_of("tl", text, line.start(), line.end()),
                value=None,
                rule="eval",
            )
        )
    article = Article(
        layer_id="tl",
        version_id="dv",
        address="eval",
        language="en",
        titles=(),
        byline=None,
        outlet=None,
        agency=None,
        agency_basis=None,
        dateline_place=None,
        published=None,
        reference_on=None,
        n_paragraphs=len(passages) - 1,
        n_furniture=0,
    )
    return article, passages


def ours(text: str) -> list[Attribution]:
    """What the product stores: the statements of the whole stage, names tied."""
    article, passages = article_of(text)
    found = []
    for row in read_meaning(article, passages, text).statements:
        pieces = [(span.start, span.end) for span in row.content]
        source = [(row.speaker.start, row.speaker.end)] if row.speaker else []
        found.append(
            Attribution(
                words_in(text, pieces),
                words_in(text, source),
                row.cue_lemma,
                row.manner == "direct",
            )
        )
    return found


def baseline(text: str) -> list[Attribution]:
    found = []
    for quote in re.finditer(r"[\"“]([^\"”\n]{8,})[\"”]", text):
        names = [
            m
            for m in _NAME.finditer(text, max(0, quote.start() - 120), quote.end() + 120)
            if not quote.start() <= m.start() < quote.end()
        ]
        near = min(
            names,
            default=None,
            key=lambda m: min(abs(m.start() - quote.end()), abs(quote.start() - m.end())),
        )
        source = words_in(text, [near.span()]) if near else set()
        found.append(Attribution(words_in(text, [quote.span(1)]), source, "", True))
    return found


def wilson(k: int, n: int) -> str:
    if not n:
        return "0/0"
    p, z = k / n, 1.96
    mid, half = (
        (p + z * z / 2 / n) / (1 + z * z / n),
        z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n),
    )
    return f"{p:.3f} [{mid - half:.3f}, {mid + half:.3f}] ({k}/{n})"


def main() -> None:
    if not SHARED.exists():
        print(
            "evaluation/statements.py: no annotated reports beside the checkout; nothing measured"
        )
        return
    half = sys.argv[1] if len(sys.argv) > 1 else "test"
    texts = [
        path
        for path in sorted(SHARED.rglob("*.txt"))
        if (hashlib.sha256(path.name.encode()).digest()[0] % 2 == 0) == (half == "dev")
    ]
    tally: dict[str, dict[str, int]] = {}
    n_docs = 0
    for path in texts:
        # Annotation files carry a suffix behind the report's name.
        stem = path.stem.rstrip("-.")
        found = sorted((path.parents[1] / "attributions").glob(f"{glob.escape(stem)}*.ann"))
        if not found:
            continue
        ann = found[0]
        n_docs += 1
        text = path.read_text()
        gold = gold_of(text, ann.read_text())
        for name, system in (("vedette", ours), ("quotes + nearest name", baseline)):
            count(tally.setdefault(name, {}), gold, system(text))
    print(f"{n_docs} reports, {half} half")
    for name, t in tally.items():
        p, r = t["tp"] / max(1, t["found"]), t["tp"] / max(1, t["gold"])
        print(f"{name}")
        print(
            f"  content words      P {p:.3f}  R {r:.3f}  F {2 * p * r / max(p + r, 1e-9):.3f}  ({t['gold']} words)"
        )
        print(
            f"  direct quotations  recall {wilson(t['direct_hit'], t['direct'])}  precision {wilson(t['own_hit'], t['own'])}"
        )
        print(
            f"  speech verbs       found {wilson(t['speech_hit'], t['speech'])}  speaker right {wilson(t['speaker'], t['speech_hit'])}"
        )


def count(t: dict[str, int], gold: list[Attribution], found: list[Attribution]) -> None:
    for key in (
        "tp",
        "found",
        "gold",
        "direct",
        "direct_hit",
        "own",
        "own_hit",
        "speech",
        "speech_hit",
        "speaker",
    ):
        t.setdefault(key, 0)
    all_gold = set().union(*(g.content for g in gold)) if gold else set()
    all_found = set().union(*(f.content for f in found)) if found else set()
    t["tp"] += len(all_gold & all_found)
    t["gold"] += len(all_gold)
    t["found"] += len(all_found)
    for f in found:
        if f.direct and f.content:
            t["own"] += 1
            t["own_hit"] += any(jaccard(f.content, g.content) >= 0.5 for g in gold)
    for g in gold:
        best = max(found, default=None, key=lambda f: jaccard(f.content, g.content))
        hit = best is not None and jaccard(best.content, g.content) >= 0.5
        if g.direct:
            t["direct"] += 1
            t["direct_hit"] += hit
        if g.source and _SPEECH.search(g.cue):
            t["speech"] += 1
            t["speech_hit"] += hit
            t["speaker"] += bool(hit and best and best.source & g.source)


def jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


if __name__ == "__main__":
    main()
