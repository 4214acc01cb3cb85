"""How well reports of one event meet across languages.

Run: ./dev eval languages. Uses short reports written for this measurement (evaluation/data/languages), in
English, Russian, Korean, Chinese, Japanese, Spanish and French. Events are split by hash: the threshold was set on the
development half. The same hand wrote reports and concepts, so that real reports will do worse. Baseline: the words alone.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from stories import bcubed, half_of, interval
from vedette.stories.items import Item
from vedette.stories.similar import group

DATA = Path(__file__).parent / "data" / "languages" / "events.yml"


def load(half: str) -> tuple[list[Item], list[str]]:
    items, truth = [], []
    for event in yaml.safe_load(DATA.read_text())["events"]:
        if half not in {"all", half_of(event["id"])}:
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
    apart = [Item(i.key, i.title, i.lead, i.refs, i.on, i.report) for i in items]
    for name, chosen in (("vedette", items), ("words alone", apart)):
        groups = group(chosen)
        p, r, f = bcubed(groups, truth)
        low, high = interval(groups, truth)
        print(f"{name:12} BCubed P {p:.3f} R {r:.3f} F {f:.3f} [{low:.3f}, {high:.3f}]")
        if name == "vedette":
            home = {i: n for n, members in enumerate(groups) for i in members}
            for i, item in enumerate(items):
                mates = [items[j].key for j in groups[home[i]] if truth[j] != truth[i]]
                if mates:
                    print(f"  wrongly with {item.key} ({item.language}): {', '.join(mates)}")


if __name__ == "__main__":
    main()
