"""How well copies, parts, releases, shared quotations and translations are told apart.

Run: ./dev eval copies. Makes pairs from reports written for this measurement (evaluation/data/copies) as
evaluation/guideline-copies.md says: cut, padded, respelled, spun, reordered, framed by a page, merged, translated. Each
text goes through the reader as a plain-text copy. Halves are whole events. Baselines, thresholds set on the development
half: cosine of content words and containment of 4-grams in the raw text; for translations, cosine of what languages share.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import log, sqrt
from pathlib import Path

import yaml

from names import wilson
from stories import half_of
from vedette.read.document import read
from vedette.stories.kinship import kinship, names_release
from vedette.stories.languages import interlingual
from vedette.stories.prints import grams_of, print_of
from vedette.stories.translations import find_translation, trace_of
from vedette.stories.words import content_words, tokens

FOLDER = Path(__file__).parent / "data" / "copies"
HALVES = {
    "dev": ("coal-cargo", "committee-report", "arms-train"),
    "test": ("crypto-heist", "worker-camp", "bank-fine"),
}
DERIVED = {"copy", "partial", "press_release"}
PAGE = (
    "Open Menu\n\nHome | World | Business | Opinion\n\n{body}\n\nShare this\n\nRelated Topics\n\n"
    "Ten recipes for a long weekend ..\n\n3 hours ago\n\nGold rate today\n\n5 hours ago\n\nMore Stories From World"
)
BRITISH = {
    "organised": "organized", "recognised": "recognized", "programme": "program", "tonnes": "tons",
    "labourers": "laborers", "labour": "labor", "defence": "defense", "neighbours": "neighbors",
    "honoured": "honored", "licence": "license", "cancelled": "canceled", "apologised": "apologized",
    "monitoring": "monitoring", "grey": "gray", "centre": "center", "towards": "toward", "seven": "7",
    "eleven": "11", "million": "mln", "Tuesday": "Tue.", "Wednesday": "Wed.", "per cent": "%",
}  # fmt: skip


@dataclass(frozen=True)
class Pair:
    """Two texts, how they are related, and how the pair was made."""

    left: str
    right: str
    label: str
    made: str
    languages: tuple[str, str] = ("en", "en")


def events() -> list[dict]:
    return yaml.safe_load((FOLDER / "events.yml").read_text())["events"]


def respelled(text: str) -> str:
    for word, other in BRITISH.items():
        text = re.sub(rf"\b{re.escape(word)}\b", other, text)
    return text.replace('"', "'")


def spun(text: str) -> str:
    table = yaml.safe_load((FOLDER / "synonyms.yml").read_text())["synonyms"]
    return re.sub(r"[A-Za-z]+", lambda m: table.get(m.group(), m.group()), text)


def body(paragraphs: list[str], agency: str = "", place: str = "GENEVA") -> str:
    head = f"{place}, May 14 ({agency}) - " if agency else ""
    return head + "\n\n".join(paragraphs)


def pairs(half: str) -> Iterator[Pair]:
    chosen = [e for e in events() if half == "all" or e["id"] in HALVES[half]]
    for place, event in enumerate(chosen):
        base, own, agency = event["base"], event["own"], event["agency"]
        other = chosen[(place + 1) % len(chosen)]
        rng = random.Random(event["id"])
        mixed = base[1:]
        rng.shuffle(mixed)
        quote = f'"{event["quote"]}," an official told reporters.'
        said = f'An official said: "{event["quote"]}."'
        release = [f"A press release said: {event['release'][0]}", *event["release"][1:]]
        full = body(base, agency)
        yield Pair(full, body(base[:3]), "copy", "cut")
        yield Pair(full, body(base[:2]), "copy", "cut short")
        yield Pair(full, respelled(body(base)), "copy", "respelled")
        yield Pair(full, spun(body(base)), "copy", "spun")
        yield Pair(full, spun(respelled(body(base[:4]))), "copy", "spun, respelled, cut")
        yield Pair(full, body([base[0], *mixed]), "copy", "reordered")
        yield Pair(full, PAGE.format(body=body(base)), "copy", "page")
        yield Pair(full, body([*base, *own[2:]]), "copy", "padded")
        yield Pair(full, body([*own, base[1], base[2]]), "partial", "two paragraphs")
        yield Pair(full, body([*base[:2], *own[1:]]), "partial", "merged")
        yield Pair(body(own), body([*base[:3], *own[2:]]), "partial", "merged, the other side")
        yield Pair(body([*base[:3], *release]), body([*own, *release]), "press_release", "release")
        yield Pair(body([*base, quote], agency), body([*own, said]), "shared_quote", "quote")
        yield Pair(
            body([*base[:3], quote]), body([own[0], said, *own[2:]]), "shared_quote", "quote, short"
        )
        yield Pair(full, body(own), "independent", "same event")
        yield Pair(PAGE.format(body=full), PAGE.format(body=body(own)), "independent", "same page")
        yield Pair(full, body(other["base"], other["agency"]), "independent", "other event")
        yield Pair(
            PAGE.format(body=body(own)),
            PAGE.format(body=body(other["own"])),
            "independent",
            "other event, same page",
        )


def paragraphs_of(text: str) -> list[str]:
    """A plain-text copy's body as the reader draws it."""
    reading = read(
        text.encode(), media_type="text/plain", name="a.txt", address="a.txt", version_id="dv"
    )
    return [p.span.quote for p in reading.passages if p.kind == "paragraph"]


def shares(pair: Pair) -> tuple[float, float]:
    """Baselines on the raw text: cosine of content words (damped counts), and containment of 4-grams."""
    bags = [Counter(content_words(side)) for side in (pair.left, pair.right)]
    size = [sqrt(sum((1 + log(c)) ** 2 for c in bag.values())) for bag in bags]
    dot = sum((1 + log(c)) * (1 + log(bags[1][w])) for w, c in bags[0].items() if bags[1][w])
    grams = [set(grams_of(tokens(side))) for side in (pair.left, pair.right)]
    smaller = max(1, min(map(len, grams)))
    return dot / (size[0] * size[1]), len(grams[0] & grams[1]) / smaller


def abroad(half: str) -> Iterator[Pair]:
    """Pairs across languages: translations, shortened ones, and reports of two desks."""
    chosen = [e for e in events() if half == "all" or e["id"] in HALVES[half]]
    for place, event in enumerate(chosen):
        texts = [("base", "en", event["base"]), ("own", "en", event["own"])]
        texts += [("base", language, told) for language, told in event["translated"].items()]
        texts += [("own", language, told) for language, told in event["abroad"].items()]
        for i, (hand, language, told) in enumerate(texts):
            for other_hand, other, also in texts[i + 1 :]:
                if language == other:
                    continue
                short = hand == other_hand == "own"
                label = "translation" if hand == other_hand else "independent"
                made = (
                    "shortened"
                    if short
                    else "translated"
                    if label == "translation"
                    else "two desks"
                )
                yield Pair(body(told), body(also), label, made, (language, other))
        following = chosen[(place + 1) % len(chosen)]
        for language, told in following["translated"].items():
            yield Pair(
                body(event["base"]), body(told), "independent", "other event", ("en", language)
            )


def short_reports(half: str) -> Iterator[Pair]:
    """Reports of one event in two languages, none of which is a translation (evaluation/data/languages)."""
    for event in yaml.safe_load((FOLDER.parent / "languages" / "events.yml").read_text())["events"]:
        if half not in {"all", half_of(event["id"])}:
            continue
        for i, one in enumerate(event["reports"]):
            for other in event["reports"][i + 1 :]:
                if one["lang"] != other["lang"]:
                    yield Pair(
                        one["text"],
                        other["text"],
                        "independent",
                        "short reports",
                        (one["lang"], other["lang"]),
                    )


def cosine_abroad(pair: Pair) -> float:
    """Baseline: cosine of what the whole texts share across languages."""
    bags = [
        interlingual(text, code)
        for text, code in zip((pair.left, pair.right), pair.languages, strict=True)
    ]
    size = [sqrt(sum(w * w for w in bag.values())) or 1.0 for bag in bags]
    return sum(w * bags[1].get(f, 0.0) for f, w in bags[0].items()) / (size[0] * size[1])


def translations(half: str) -> None:
    made = [*abroad(half), *short_reports(half)]
    found = []
    for pair in made:
        sides = [
            trace_of(text.split("\n\n"), code)
            for text, code in zip((pair.left, pair.right), pair.languages, strict=True)
        ]
        answer = find_translation(*sides) if all(sides) else None
        found.append(answer.confidence if answer else None)
    truth = [pair.label == "translation" for pair in made]
    print(f"{len(made)} pairs across languages: {dict(Counter(pair.made for pair in made))}")
    print(row("translation: likely", [kind == "likely" for kind in found], truth))
    print(row("translation: likely or possible", [kind is not None for kind in found], truth))
    plain = [cosine_abroad(pair) for pair in made]
    print(row("translation: cosine >= 0.4", [value >= 0.4 for value in plain], truth))


def row(name: str, found: list[bool], gold: list[bool]) -> str:
    tp = sum(f and g for f, g in zip(found, gold, strict=True))
    n_found, n_gold = sum(found), sum(gold)
    p, r = tp / max(1, n_found), tp / max(1, n_gold)
    f = 2 * p * r / max(p + r, 1e-9)
    return f"{name:34} P {p:.3f} ({tp}/{n_found})  R {r:.3f} ({tp}/{n_gold}) {wilson(tp, n_gold)}  F {f:.3f}"


def main() -> None:
    half = sys.argv[1] if len(sys.argv) > 1 else "test"
    made = list(pairs(half))
    found = []
    for pair in made:
        sides = [paragraphs_of(side) for side in (pair.left, pair.right)]
        kin = kinship(
            *map(print_of, sides), releases=(names_release(sides[0]), names_release(sides[1]))
        )
        found.append(kin.kind)
        if "-v" in sys.argv:
            print(
                f"{pair.label:13} {pair.made:24} {kin.kind:13} {kin.containment:.2f} run {kin.longest_run} aligned {kin.aligned:.2f} order {kin.in_order:.2f} lead {kin.is_lead_same}"
            )
        if half == "dev" and kin.kind != pair.label:
            print(
                f"  {pair.made}: {pair.label} taken for {kin.kind}; {kin.containment:.2f} run {kin.longest_run} aligned {kin.aligned:.2f} order {kin.in_order:.2f} lead {kin.is_lead_same}"
            )
    gold = [pair.label for pair in made]
    print(
        f"{len(made)} pairs of {len(HALVES.get(half, ())) or 6} events, {half} half: {dict(Counter(gold))}"
    )
    plain = [shares(pair) for pair in made]
    for name, wanted, cosine, share in (
        ("copy", {"copy"}, 0.75, 0.45),
        ("derivation", DERIVED, 0.5, 0.2),
    ):
        truth = [label in wanted for label in gold]
        print(row(f"{name}: vedette", [kind in wanted for kind in found], truth))
        print(row(f"{name}: cosine >= {cosine}", [c >= cosine for c, _ in plain], truth))
        print(row(f"{name}: raw 4-grams >= {share}", [s >= share for _, s in plain], truth))
    translations(half)
    right = sum(kind == label for kind, label in zip(found, gold, strict=True))
    print(f"exact kind: {right}/{len(gold)} = {right / len(gold):.3f} {wilson(right, len(gold))}")


if __name__ == "__main__":
    main()
