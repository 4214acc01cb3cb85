"""How well two clauses of one voice are compared: same, differs, contradicts, or not of one thing.

Run: ./dev eval clauses. Uses pairs written for this measurement (evaluation/data/clauses), 16 of each kind; odd ones
and a second file are the development half. "Contradicts" accuses a report, so its precision counts most. Baseline: words alone, any
differing set of numbers or count of negations a contradiction (what the product did before).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import yaml

from names import wilson
from vedette.stories.clause_slots import meet
from vedette.stories.words import content_words, denials, is_negated, numbers, overlap

FOLDER = Path(__file__).parent / "data" / "clauses"


def load(half: str) -> list[tuple[str, str, bool, bool, str]]:
    rows = []
    for name in ("pairs", "more"):
        for label, pairs in yaml.safe_load((FOLDER / f"{name}.yml").read_text()).items():
            for place, row in enumerate(pairs):
                # The second file was written for development alone.
                own = "dev" if name == "more" or place % 2 == 0 else "test"
                if half in ("all", own):
                    cues = row[2] if len(row) > 2 else {}
                    denied = [cues.get(side) in denials() for side in ("left", "right")]
                    rows.append((row[0], row[1], *denied, label))
    return rows


def plain(left: str, right: str) -> str:
    value = overlap(content_words(left), content_words(right))
    if value < 0.5:
        return "unrelated"
    clash = is_negated(left) != is_negated(right) or (
        numbers(left) and numbers(right) and numbers(left) != numbers(right)
    )
    return ("contradicts" if value >= 0.7 else "differs") if clash else "same"


def main() -> None:
    half = sys.argv[1] if len(sys.argv) > 1 else "test"
    rows = load(half)
    print(f"{len(rows)} pairs, {half} half: {dict(Counter(row[-1] for row in rows))}")
    for name in ("vedette", "words alone"):
        found = []
        for left, right, left_denied, right_denied, label in rows:
            if name == "vedette":
                met = meet(left, right, left_denied=left_denied, right_denied=right_denied)
                kind = met.outcome if met else "unrelated"
            else:
                met, kind = None, plain(left, right)
            found.append((kind, label))
            if half == "dev" and name == "vedette" and kind != label:
                print(f"  {label} taken for {kind} {met and met.slots}: {left} | {right}")
        for wanted in ("contradicts", "differs", "same", "unrelated"):
            tp = sum(kind == label == wanted for kind, label in found)
            n_found = sum(kind == wanted for kind, _ in found)
            n_gold = sum(label == wanted for _, label in found)
            print(f"{name:12} {wanted:12} P {wilson(tp, n_found)}  R {wilson(tp, n_gold)}")


if __name__ == "__main__":
    main()
