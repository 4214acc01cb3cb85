"""How well persons are found: as candidates, and where two voters agree.

Run: ./dev eval persons. Twelve short reports beside this file, dense in names of many origins and in what is
easily taken for a name (ships, firms, groups, papers), with the persons each names. All were written for
this evaluation and annotated before it ran, by the person who wrote the rules; half by hash is for
development, figures are for all and for each half. A person counts once per report, found if the full
name, or all of it but a middle part, is given. Baseline in the same run: the language model alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from math import sqrt
from pathlib import Path

import yaml

from vedette.extract.mentions import find_mentions
from vedette.extract.parse import Parsed, parse
from vedette.model.article import Passage
from vedette.model.evidence import span_of

HERE = Path(__file__).resolve().parent / "data" / "persons"
_DATELINE = re.compile(r"[A-Z][A-Z ]+ - ")


def parsed_of(text: str) -> list[Parsed]:
    passages = []
    for number, line in enumerate(re.finditer(r"[^\n]+", text)):
        dateline = _DATELINE.match(line.group())
        start = line.start() + (dateline.end() if dateline else 0)
        passages.append(
            Passage(
                passage_id=str(number),
                layer_id="tl",
                kind="paragraph" if number else "title",
                ordinal=number,
                span=span_of("tl", text, start, line.end()),
                value=None,
                rule="eval",
            )
        )
    return list(parse(passages))


def key(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[\w']+", name.casefold().replace("-", " ").replace("’", "'")))


def same(left: str, right: str) -> bool:
    a, b = key(left), key(right)
    if not a or not b:
        return False
    return a == b or (len(a) > 1 and len(b) > 1 and a[0] == b[0] and a[-1] == b[-1])


def score(gold: Iterable[str], found: Iterable[str]) -> tuple[int, int, int]:
    """Right, found, gold."""
    wanted, given = list(gold), list(dict.fromkeys(found))
    right = sum(any(same(name, other) for other in given) for name in wanted)
    return right, len(given), len(wanted)


def wilson(k: int, n: int) -> str:
    if not n:
        return "0/0"
    p, z = k / n, 1.96
    mid = (p + z * z / 2 / n) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
    return f"{p:.3f} [{mid - half:.3f}, {mid + half:.3f}] ({k}/{n})"


def main() -> None:
    totals: dict[tuple[str, str], list[int]] = {}
    for path in sorted(HERE.glob("*.yml")):
        half = "dev" if hashlib.sha256(path.stem.encode()).digest()[0] % 2 == 0 else "test"
        gold = yaml.safe_load(path.read_text())["persons"]
        parsed = parsed_of(path.with_suffix(".txt").read_text())
        people = [m for m in find_mentions(parsed) if m.kind == "person"]
        refs = {m.ref for m in people if len(m.voters) > 1}
        systems = {
            "candidates": [m.name for m in people],
            "two voters": [m.name for m in people if m.ref in refs],
            "model alone": [
                re.sub(r"['’]s$", "", ent.text)
                for item in parsed
                for ent in item.doc.ents
                if ent.label_ == "PERSON"
            ],
        }
        for name, found in systems.items():
            for part in (half, "all"):
                row = totals.setdefault((part, name), [0, 0, 0])
                for place, value in enumerate(score(gold, found)):
                    row[place] += value
    for (part, name), (right, found, wanted) in sorted(totals.items()):
        print(
            f"{part:4} {name:12} precision {wilson(min(right, found), found)}  "
            f"recall {wilson(right, wanted)}"
        )


if __name__ == "__main__":
    main()
