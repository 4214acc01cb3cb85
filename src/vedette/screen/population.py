"""Made-up customers: people, firms and ships of no list, for measuring how many would alarm.

Names are drawn from common given and family names of many cultures, by a seed, so that the same
number of people is always the same people. A few of them bear a listed name by chance, as some of
anybody's customers do.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml

_LETTERS = "bcdfghjklmnprstvwz"
_INITIALS = "ABCDEFGHIKLMNOPRSTUVW"


def customers(n: int, seed: int = 1) -> list[str]:
    """The names of ``n`` people."""
    chance = random.Random(seed)
    cultures, shares = _cultures()
    rows = chance.choices(cultures, weights=shares, k=n)
    return [" ".join(_parts(row, chance)) for row in rows]


def firms(n: int, seed: int = 1) -> list[str]:
    """The names of ``n`` firms of many countries, with their legal forms."""
    chance = random.Random(seed)
    rows = load_yaml("vedette.screen", "population_firms.yml")["firms"]
    chosen = chance.choices(rows, weights=[row["share"] for row in rows], k=n)
    return [" ".join(_firm(row, chance)) for row in chosen]


def ships(n: int, seed: int = 1) -> list[str]:
    """The names of ``n`` ships, some of them numbered."""
    chance = random.Random(seed)
    table = load_yaml("vedette.screen", "population_firms.yml")["ships"]
    found = []
    for _ in range(n):
        words = [chance.choice(table["heads"]), chance.choice(table["tails"])]
        if chance.random() < 0.4:
            words[chance.randrange(2)] = chance.choice(table["own"])
        if chance.random() < 0.2:
            words = words[:1]
        if chance.random() < 0.2:
            words.append(str(chance.randrange(1, 30)))
        found.append(" ".join(words).upper())
    return found


def _firm(row: dict[str, Any], chance: random.Random) -> Iterator[str]:
    families = next(r for r in _cultures()[0] if r["culture"] == [row["families"]])["family"]
    for part in chance.choice(row["shapes"]).split():
        if part == "F":
            # Half of all family names are no table's.
            is_rare = chance.random() < 0.5
            yield _rare(families, chance) if is_rare else chance.choice(families)
        elif part == "A":
            yield "".join(chance.choices(_INITIALS, k=chance.choice((3, 3, 4))))
        elif part == "own":
            # Firms are called after words that no table has as well.
            is_rare = chance.random() < 0.4
            yield _rare(row["own"], chance) if is_rare else chance.choice(row["own"])
        elif part in {"trades", "places"}:
            yield chance.choice(row[part])
        elif part == "form":
            yield chance.choice(row["forms"])
        else:
            yield part


@lru_cache(maxsize=1)
def _cultures() -> tuple[list[dict[str, list[str]]], list[int]]:
    rows = list(load_yaml("vedette.screen", "population.yml"))
    made = [
        {
            "culture": [row["culture"]],
            "order": row["order"].split(),
            "given": row["given"],
            "family": row["family"],
        }
        for row in rows
    ]
    return made, [row["share"] for row in rows]


def _parts(row: dict[str, list[str]], chance: random.Random) -> Iterator[str]:
    for part in row["order"]:
        name = chance.choice(row[part])
        # Half of all family names are rare: they are no table's, but made of common pieces.
        if part == "family" and chance.random() < 0.5:
            name = _rare(row["family"], chance)
        yield name
    if chance.random() < 0.04:
        yield f"{chance.choice(_LETTERS).upper()}."


def _rare(names: list[str], chance: random.Random) -> str:
    """A family name that sounds of its culture: the head of one, the tail of another."""
    head, tail = chance.choice(names), chance.choice(names)
    if min(len(head), len(tail)) < 4:
        return head
    return head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :].lower()
