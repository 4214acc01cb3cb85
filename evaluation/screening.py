"""How well names are found on lists, and how many are found that should not be.

Run: ./dev eval screening. Uses lists and labelled names beside the checkout; exits 0 without them.
Self-retrieval of every listed name; UN people as customers spell them (plain and with errors) against
synthetic people at a fixed alarm rate; DPRK spellings in Latin script; look-alikes that must not match.
Baseline in the same run: rapidfuzz token_sort_ratio over all names.
"""

from __future__ import annotations

import csv
from math import sqrt
from pathlib import Path

from rapidfuzz import fuzz, process

from vedette.clean.names import fold
from vedette.extract.listings import read_list
from vedette.model.evidence import Span
from vedette.screen.screener import Screener
from vedette.screen.subjects import Subject

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
_PLACE = Span(layer_id="eval", start=0, end=1, quote="x")
N_NEGATIVES = 1500
ALARM_RATE = 0.01


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "labelled" / "names" / name).open(newline="") as file:
        return list(csv.DictReader(file))


def wilson(k: int, n: int) -> str:
    p, z = k / max(1, n), 1.96
    mid, half = (
        (p + z * z / 2 / n) / (1 + z * z / n),
        z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n),
    )
    return f"{p:.3f} [{mid - half:.3f}, {mid + half:.3f}] ({k}/{n})"


def is_latin(text: str) -> bool:
    return all(ord(ch) < 0x250 or ch in "’‘" for ch in text)


def main() -> None:
    if not SHARED.exists():
        print("evaluation/screening.py: no labelled names beside the checkout; nothing measured")
        return
    readings = [
        read_list((SHARED / "lists" / "un" / name).read_bytes(), name, name)
        for name in ("un_2026-02-27.xml", "un1718_designated_vessels.csv")
    ]
    listings = [item for reading in readings for item in reading.listings]
    screener = Screener(listings, [reading.release for reading in readings])
    names = [(fold(n.value), item) for item in listings for n in item.names]

    def ask(name: str, kind: str = "person"):
        return screener.screen_one(Subject("eval", "x", name, kind, None, _PLACE))  # type: ignore[arg-type]

    own = sum(
        any(m.list_ref == i.list_ref and m.verdict != "near_miss" for m in ask(i.name, i.kind))
        for i in listings
    )
    print(f"self-retrieval         {wilson(own, len(listings))}")
    negatives = [
        r["full_name"] for r in rows("negatives_synthetic_people.csv") if is_latin(r["full_name"])
    ][:N_NEGATIVES]
    ours = sorted((max((m.score for m in ask(n)), default=0.0) for n in negatives), reverse=True)
    persons = [folded for folded, item in names if item.kind == "person"]

    def simple(name: str) -> float:
        best = process.extractOne(fold(name), persons, scorer=fuzz.token_sort_ratio)
        return best[1] / 100 if best else 0.0

    theirs = sorted((simple(n) for n in negatives[:500]), reverse=True)
    limit, simple_limit = ours[int(ALARM_RATE * len(ours))], theirs[int(ALARM_RATE * len(theirs))]
    alarms = sum(any(m.verdict != "near_miss" for m in ask(n)) for n in negatives)
    print(f"hit or possible among synthetic people: {wilson(alarms, len(negatives))}")
    for file in ("cgb_positives_un_untreated.csv", "cgb_positives_un_treated.csv"):
        positives = [r["full_name"] for r in rows(file) if is_latin(r["full_name"])]
        found = sum(max((m.score for m in ask(n)), default=0.0) > limit for n in positives)
        base = sum(simple(n) > simple_limit for n in positives)
        print(
            f"{file[14:-4]:22} at {ALARM_RATE:.0%} alarms {wilson(found, len(positives))}  token sort {wilson(base, len(positives))}"
        )
    variants = [r for r in rows("dprk_variants.csv") if is_latin(r["query"]) and r["list"] == "UN"]
    kinds = {"entity": "organisation", "org": "organisation", "organization": "organisation"}
    found = sum(
        any(
            m.list_ref == r["reference"] and m.verdict != "near_miss"
            for m in ask(r["query"], kinds.get(r["kind"], r["kind"]))
        )
        for r in variants
    )
    print(f"DPRK spellings (Latin) {wilson(found, len(variants))}")
    alike = [r for r in rows("dprk_lookalikes.csv") if is_latin(r["query"])]
    wrong = [r["query"] for r in alike if any(m.verdict == "hit" for m in ask(r["query"]))]
    print(f"look-alikes hit (should be none) {wilson(len(wrong), max(1, len(alike)))} {wrong}")
    other = sum(1 for r in rows("dprk_variants.csv") if not is_latin(r["query"]))
    print(
        f"not measured: {other} spellings in Hangul, Hanja, Cyrillic, Japanese; the screener does not read them yet"
    )


if __name__ == "__main__":
    main()
