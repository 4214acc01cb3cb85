"""How well events are found, typed, dated and held; and how PLOVER roots are told.

Run: ./dev eval events [dev|test]. Two sets. The first is ours: 44 short reports beside this file,
written and annotated to guideline-events.md (read its note on bias). The second is PLOVER sentences beside
the checkout; without them it is left out. Half of each, by hash, is for development; figures are for the
other. Baselines in the same run: a list of trigger words per kind, and the most frequent root.
"""

from __future__ import annotations

import csv
import hashlib
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from math import sqrt
from pathlib import Path
from typing import Any

import yaml

from vedette.clean.dates import overlap
from vedette.extract.parse import parse
from vedette.extract.reading import read_meaning
from vedette.extract.roots import root_of
from vedette.model.article import Article, Passage
from vedette.model.evidence import span_of
from vedette.model.reading import Event

OURS = Path(__file__).resolve().parent / "data" / "events"
PLOVER = Path(__file__).resolve().parents[1].parent / "shared" / "labelled" / "events"
_WORD = re.compile(r"\w+")
_SMALL = {"the", "a", "an", "of", "its", "s", "in", "and", "to", "for"}
_TRIGGERS = {
    "veto": r"veto\w*",
    "vote": r"voted|abstained",
    "arms_transfer": r"(?:suppl|deliver|sold|sell|provid|transfer)\w*",
    "ship_to_ship_transfer": r"ship-to-ship transfer\w*",
    "shipment": r"(?:export|import|shipp?)(?:s|ed|ing|ments?)\b",
    "missile_launch": r"launch\w*|fired|test-fired",
    "nuclear_test": r"nuclear tests?",
    "designation": r"(?:sanctioned|designated|imposed|blacklisted)",
    "delisting": r"(?:delisted|lifted|removed)",
    "seizure": r"(?:seiz|intercept|detain|impound)\w*",
    "meeting": r"(?:met|visit\w*|talks)\b",
    "refusal_of_talks": r"(?:rejected|refused)",
    "cyber_theft": r"(?:stole|hack)\w*",
    "labour_export": r"(?:workers|labourers)",
    "financial_transfer": r"(?:wired|paid|remitted|laundered)",
    "exemption": r"exempt\w*",
    "mandate_end": r"(?:expire[ds]?)",
}


@dataclass
class Report:
    """One annotated text."""

    name: str
    text: str
    gold: list[dict[str, Any]]
    paragraphs: list[tuple[int, int]]
    reference_on: str


@dataclass
class Tally:
    """Counts of one system."""

    found: int = 0
    right: int = 0
    gold: int = 0
    scored: Counter[str] = field(default_factory=Counter)
    agreed: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    misheld: list[str] = field(default_factory=list)


def is_dev(name: str) -> bool:
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 0


def reports(half: str) -> list[Report]:
    found = []
    for path in sorted(OURS.glob("*.yml")):
        if is_dev(path.stem) == (half == "dev"):
            row = yaml.safe_load(path.read_text())
            text = path.with_suffix(".txt").read_text()
            bounds = [(a, b) for a, b in row["paragraphs"]]
            found.append(Report(path.stem, text, row["events"], bounds, row["reference_on"]))
    return found


def events_of(report: Report) -> tuple[Event, ...]:
    """The events the product stores for a text whose parts are given."""
    first = report.text.index("\n")
    bounds = [(0, first), *report.paragraphs]
    passages = [
        Passage(
            passage_id=f"p{number}",
            layer_id="tl",
            kind="paragraph" if number else "title",
            ordinal=max(0, number - 1),
            span=span_of("tl", report.text, start, end),
            value=None,
            rule="eval",
        )
        for number, (start, end) in enumerate(bounds)
    ]
    return read_meaning(article(report.reference_on), passages, report.text).events


def article(reference_on: str | None) -> Article:
    return Article(
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
        reference_on=reference_on,
        n_paragraphs=1,
        n_furniture=0,
    )


def words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)} - _SMALL


def count(tally: Tally, report: Report, found: list[tuple[str, int, int, Event | None]]) -> None:
    """Match by kind and sentence: each telling of the annotation is met at most once."""
    open_gold = list(report.gold)
    tally.gold += len(open_gold)
    for kind, start, end, event in sorted(found, key=lambda row: row[1]):
        tally.found += 1
        near = [
            row
            for row in open_gold
            if row["kind"] == kind and same_place(report.text, row, start, end)
        ]
        if not near:
            tally.wrong.append(f"{report.name}: {kind} «{context(report.text, start, end)}»")
            continue
        gold = min(near, key=lambda row: abs(row["start"] - start))
        open_gold.remove(gold)
        tally.right += 1
        if event is not None:
            compare(tally, gold, event)
    for row in open_gold:
        where = context(report.text, row["start"], row["end"])
        tally.missed.append(f"{report.name}: {row['kind']} {row['modality']} «{where}»")


def context(text: str, start: int, end: int) -> str:
    return (
        text[max(0, start - 60) : start] + "[" + text[start:end] + "]" + text[end : end + 60]
    ).replace("\n", " ")


def same_place(text: str, gold: dict[str, Any], start: int, end: int) -> bool:
    if start < gold["end"] and gold["start"] < end:
        return True
    low, high = min(start, gold["start"]), max(end, gold["end"])
    return high - low < 90 and not re.search(r"[.?!]\s", text[low:high])


def compare(tally: Tally, gold: dict[str, Any], event: Event) -> None:
    def score(what: str, right: bool) -> None:
        tally.scored[what] += 1
        tally.agreed[what] += right

    score("modality", gold["modality"] == event.modality)
    if gold["modality"] != event.modality:
        tally.misheld.append(
            f"{gold['words']}: {gold['modality']} held as {event.modality}: {event.span.quote}"
        )
    for role, name in gold["slots"].items():
        found = [slot for slot in event.slots if slot.role in {role, "party"}]
        if role in {"place", "source", "target"}:
            found += [slot for slot in event.slots if slot.role in {"place", "source", "target"}]
        score(role, any(words(name) & words(f"{slot.name} {slot.span.quote}") for slot in found))
    if "occurred" in gold:
        right = event.occurred is not None and overlap(gold["occurred"], event.occurred)
        score("date", right)
    if "quantity" in gold:
        values = [slot.value for slot in event.slots if slot.value is not None]
        score("quantity", any(abs(v - gold["quantity"]) < 0.01 * gold["quantity"] for v in values))


def baseline(report: Report) -> list[tuple[str, int, int, Event | None]]:
    found: list[tuple[str, int, int, Event | None]] = []
    for start, end in report.paragraphs:
        for kind, pattern in _TRIGGERS.items():
            found += [
                (kind, hit.start(), hit.end(), None)
                for hit in re.compile(rf"\b(?:{pattern})\b").finditer(report.text, start, end)
            ]
    return found


def wilson(k: int, n: int) -> str:
    if not n:
        return "0/0"
    p, z = k / n, 1.96
    mid = (p + z * z / 2 / n) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return f"{p:.3f} [{mid - half:.3f}, {mid + half:.3f}] ({k}/{n})"


def own_kinds(half: str, verbose: bool) -> None:
    ours, plain = Tally(), Tally()
    texts = reports(half)
    for report in texts:
        events = events_of(report)
        count(ours, report, [(e.kind, e.trigger.start, e.trigger.end, e) for e in events])
        count(plain, report, baseline(report))
    print(f"own kinds: {len(texts)} reports of ours, {half} half")
    for name, tally in (("vedette", ours), ("trigger words", plain)):
        print(
            f"  {name:14} precision {wilson(tally.right, tally.found)}  "
            f"recall {wilson(tally.right, tally.gold)}"
        )
    for what in sorted(ours.scored):
        print(f"    {what:10} right {wilson(ours.agreed[what], ours.scored[what])}")
    if verbose:
        print(
            "\n".join(["missed:", *ours.missed, "wrong:", *ours.wrong, "misheld:", *ours.misheld])
        )


def plover(half: str, verbose: bool) -> None:
    path = PLOVER / "plover_train.tsv"
    if not path.exists():
        print("PLOVER roots: no sentences beside the checkout; not measured")
        return
    rows = list(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"))
    chosen = [row for row in rows if is_dev(row["sentence"]) == (half == "dev")]
    other = Counter(row["gold_root"] for row in rows if is_dev(row["sentence"]) != (half == "dev"))
    common = other.most_common(1)[0][0]
    right = told = told_right = 0
    for row, (source, target), doc in zip(chosen, dyads(chosen), docs(chosen), strict=True):
        root = root_of(doc, source, target)
        right += root.root == row["gold_root"]
        if root.rule != "default":
            told += 1
            told_right += root.root == row["gold_root"]
        if verbose and root.root != row["gold_root"]:
            print(f"{row['gold_root']}<-{root.root} ({root.rule}) {row['marked_sentence'][:300]}")
    print(f"PLOVER roots: {len(chosen)} sentences, {half} half")
    print(f"  vedette        accuracy {wilson(right, len(chosen))}")
    print(f"  where a cue is found   {wilson(told_right, told)} of {told}")
    base = sum(row["gold_root"] == common for row in chosen)
    print(f"  most frequent  accuracy {wilson(base, len(chosen))}  ({common})")


def dyads(rows: list[dict[str, str]]) -> list[tuple[tuple[int, int], tuple[int, int] | None]]:
    """Where source and target stand in the plain sentence."""
    found = []
    for row in rows:
        marked, bounds, at = row["marked_sentence"], {}, 0
        for piece in re.split(r"(</?[st]>)", marked):
            tag = re.fullmatch(r"<(/?)([st])>", piece)
            if tag:
                bounds.setdefault(tag[2], []).append(at)
            else:
                at += len(piece)
        found.append((tuple(bounds.get("s", [0, 0])[:2]), tuple(bounds.get("t", [])[:2]) or None))
    return found  # type: ignore[return-value]


def docs(rows: list[dict[str, str]]) -> list[Any]:
    passages = [
        Passage(
            passage_id=str(number),
            layer_id="tl",
            kind="paragraph",
            ordinal=number,
            span=span_of("tl", text, 0, len(text)),
            value=None,
            rule="eval",
        )
        for number, row in enumerate(rows)
        if (text := re.sub(r"</?[st]>", "", row["marked_sentence"]))
    ]
    return [item.doc for item in parse(passages)]


def main() -> None:
    half = sys.argv[1] if len(sys.argv) > 1 else "test"
    verbose = half == "dev" and "-v" in sys.argv
    own_kinds(half, verbose)
    plover(half, verbose)


if __name__ == "__main__":
    main()
