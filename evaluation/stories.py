"""How well reports of one event are grouped, and copies told from independent texts.

Run: ./dev eval stories. Uses the labelled reports beside the checkout; exits 0 without them. Events are
split by hash: thresholds were set on the development half, figures are for the other. BCubed for
stories; precision, recall and F for pairs labelled copy, and for any derivation.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from math import log, sqrt
from pathlib import Path

from vedette.stories.items import Item
from vedette.stories.kinship import kinship, names_release
from vedette.stories.prints import print_of
from vedette.stories.similar import group
from vedette.stories.words import content_words

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "labelled" / "stories"


def load() -> list[dict]:
    articles = []
    for path in sorted((SHARED / "articles").glob("*.json")):
        data = json.loads(path.read_text())
        data["_name"] = path.stem
        articles.append(data)
    return articles


def half_of(key: str) -> str:
    return "dev" if hashlib.sha256(key.encode()).digest()[0] % 2 == 0 else "test"


def bcubed(groups: list[list[int]], truth: list[str]) -> tuple[float, float, float]:
    home = {i: set(members) for members in groups for i in members}
    gold = defaultdict(set)
    for i, label in enumerate(truth):
        gold[label].add(i)
    n = len(truth)
    precision = sum(len(home[i] & gold[truth[i]]) / len(home[i]) for i in range(n)) / n
    recall = sum(len(home[i] & gold[truth[i]]) / len(gold[truth[i]]) for i in range(n)) / n
    return precision, recall, 2 * precision * recall / (precision + recall)


def interval(groups: list[list[int]], truth: list[str]) -> tuple[float, float]:
    """95 % of BCubed F when the events are drawn again."""
    rng = random.Random(1)
    events = sorted(set(truth))
    values = []
    for _ in range(300):
        picked = set(rng.choices(events, k=len(events)))
        keep = [i for i, event in enumerate(truth) if event in picked]
        place = {i: k for k, i in enumerate(keep)}
        sub = [[place[i] for i in g if i in place] for g in groups]
        values.append(bcubed([g for g in sub if g], [truth[i] for i in keep])[2])
    values.sort()
    return values[7], values[292]


def baseline(texts: list[str], limit: float) -> list[list[int]]:
    """Average link over plain tf-idf cosine of the full text."""
    bags = [Counter(content_words(text)) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    vectors = []
    for bag in bags:
        v = {w: (1 + log(c)) * log(len(bags) / spread[w]) for w, c in bag.items()}
        size = sqrt(sum(x * x for x in v.values())) or 1.0
        vectors.append({w: x / size for w, x in v.items()})
    groups: list[list[int]] = []
    for i, vector in enumerate(vectors):
        scored = [
            (sum(sum(x * vectors[j].get(w, 0) for w, x in vector.items()) for j in g) / len(g), k)
            for k, g in enumerate(groups)
        ]
        best = max(scored, default=(0.0, -1))
        if best[0] >= limit:
            groups[best[1]].append(i)
        else:
            groups.append([i])
    return groups


def prf(found: set, gold: set) -> str:
    tp = len(found & gold)
    p, r = tp / max(1, len(found)), tp / max(1, len(gold))
    return f"P {p:.3f} ({tp}/{len(found)})  R {r:.3f} ({tp}/{len(gold)})  F {2 * p * r / max(p + r, 1e-9):.3f}"


def main() -> None:
    if not SHARED.exists():
        print("evaluation/stories.py: no labelled reports beside the checkout; nothing measured")
        return
    half = sys.argv[1] if len(sys.argv) > 1 else "test"
    articles = load()
    label = {a["_name"]: str(a.get("newsCluster", {}).get("EventId")) for a in articles}
    chosen = [a for a in articles if half_of(label[a["_name"]]) == half]
    items = [
        Item(
            a["_name"],
            a.get("title") or "",
            (a.get("text") or ""),
            (),
            (a.get("date_publish") or "")[:10] or None,
        )
        for a in chosen
    ]
    truth = [label[a["_name"]] for a in chosen]
    groups = group(items)
    low, high = interval(groups, truth)
    p, r, f = bcubed(groups, truth)
    print(f"{len(chosen)} reports, {len(set(truth))} events, {half} half")
    print(f"vedette stories     BCubed P {p:.3f} R {r:.3f} F {f:.3f} [{low:.3f}, {high:.3f}]")
    p, r, f = bcubed(baseline([i.title + " " + i.lead for i in items], 0.15), truth)
    print(f"tf-idf average link BCubed P {p:.3f} R {r:.3f} F {f:.3f}")
    copies(articles, half)


def copies(articles: list[dict], half: str) -> None:
    known = {a["_name"]: a for a in articles}
    scored = []
    for row in json.loads((SHARED / "copy-pairs.json").read_text()):
        left, right = Path(row["a"]).stem, Path(row["b"]).stem
        if half_of(f"{left}|{right}") != half:
            continue
        texts = [(known[n].get("text") or "").split("\n") for n in (left, right)]
        agencies = [credited(known[n]) for n in (left, right)]
        kin = kinship(
            *(print_of(text) for text in texts),
            same_agency=agencies[0] is not None and agencies[0] == agencies[1],
            releases=(names_release(texts[0]), names_release(texts[1])),
        )
        scored.append(((left, right), row["label"], kin))
        if "-v" in sys.argv:
            shown = f"{kin.containment:.2f} run {kin.longest_run} aligned {kin.aligned:.2f} order {kin.in_order:.2f} lead {kin.is_lead_same}"
            print(f"  {row['label']:12} {kin.kind:13} {shown} {agencies} {left[:6]} {right[:6]}")
    gold_copy = {pair for pair, kind, _ in scored if kind == "copy"}
    gold_any = {pair for pair, kind, _ in scored if kind in {"copy", "partial", "press_release"}}
    print(f"{len(scored)} labelled pairs: {dict(Counter(kind for _, kind, _ in scored))}")
    print(f"copy       {prf({p for p, _, k in scored if k.kind == 'copy'}, gold_copy)}")
    print(f"derivation {prf({p for p, _, k in scored if k.is_derived}, gold_any)}")


def credited(article: dict) -> str | None:
    """The agency a text is credited to: its author field, its dateline or its last line."""
    lines = (article.get("text") or "").split("\n")
    for text in [*(article.get("authors") or []), lines[0][:80], lines[-1][-200:]]:
        for name in ("Associated Press", "(AP)", "Reuters", "AFP"):
            if name in text and "contributed to" not in text:
                return "Associated Press" if name == "(AP)" else name
    return None


if __name__ == "__main__":
    main()
