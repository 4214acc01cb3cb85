"""Made-up customers: people of no list, for measuring how many of them would alarm.

Names are drawn from common given and family names of many cultures, by a seed, so that the same
number of people is always the same people. A few of them bear a listed name by chance, as some of
anybody's customers do.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache

from vedette.clean.data_files import load_yaml

_LETTERS = "bcdfghjklmnprstvwz"


def customers(n: int, seed: int = 1) -> list[str]:
    """The names of ``n`` people."""
    chance = random.Random(seed)
    cultures, shares = _cultures()
    rows = chance.choices(cultures, weights=shares, k=n)
    return [" ".join(_parts(row, chance)) for row in rows]


@lru_cache(maxsize=1)
def _cultures() -> tuple[list[dict[str, list[str]]], list[int]]:
    rows = list(load_yaml("vedette.screen", "population.yml"))
    made = [
        {"order": row["order"].split(), "given": row["given"], "family": row["family"]}
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
