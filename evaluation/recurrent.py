"""How well events that happen again and again are told apart: launches, votes, reports, designations.

Run: ./dev eval recurrent. Uses short reports written for this measurement (evaluation/data/recurrent): what was
launched in May must not join what was launched in July. Halves are whole series; rules were made on the development
half. Baseline: the plain average-link tf-idf of evaluation/stories.py, its limit set on the development half.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from stories import baseline, bcubed, interval
from vedette.stories.items import Item
from vedette.stories.similar import group

DATA = Path(__file__).parent / "data" / "recurrent" / "events.yml"
BASELINE_LIMIT = 0.3


def load(half: str) -> tuple[list[Item], list[str]]:
    data = yaml.safe_load(DATA.read_text())
    wanted = tuple(
        series for name, held in data["halves"].items() if half in (name, "all") for series in held
    )
    items, truth = [], []
    for event in data["events"]:
        if not event["id"].startswith(wanted):
            continue
        for number, report in enumerate(event["reports"]):
            key = f"{event['id']}-{number}"
            on = str(report["day"])
            items.append(Item(key, report["title"], report["text"], (), on, key, report["lang"]))
            truth.append(event["id"])
    return items, truth


def main() -> None:
    half = sys.argv[1] if len(sys.argv) > 1 else "test"
    items, truth = load(half)
    print(f"{len(items)} reports, {len(set(truth))} events, {half} half")
    texts = [f"{item.title} {item.lead}" for item in items]
    for name, groups in (("vedette", group(items)), ("tf-idf", baseline(texts, BASELINE_LIMIT))):
        p, r, f = bcubed(groups, truth)
        low, high = interval(groups, truth)
        print(f"{name:8} BCubed P {p:.3f} R {r:.3f} F {f:.3f} [{low:.3f}, {high:.3f}]")
        if half == "dev" and name == "vedette":
            for members in groups:
                print("  ", ", ".join(items[i].key for i in members))


if __name__ == "__main__":
    main()
