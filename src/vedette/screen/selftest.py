"""The test a model validator asks for: the user's own configuration, class by class, and its alarms.

Names of the lists in use are spoilt as real ones are, and asked; people of no list are asked as well.
What is printed is how many of the first alarm, and how many of the second do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

from vedette.clean.fold import script_of
from vedette.model.listing import Listing
from vedette.model.screening import Question
from vedette.screen.batch import best_scores
from vedette.screen.indexed import build_index
from vedette.screen.population import customers
from vedette.screen.screener import Screener

# Letters of other scripts that are drawn like Latin ones.
_LOOK_ALIKES = str.maketrans("aceopxyABEKMHOPCTXi", "асеорхуАВЕКМНОРСТХі")
# Spellings that transliterators exchange.
_SPELLINGS = (
    ("ou", "u"), ("kh", "h"), ("ee", "i"), ("y", "i"), ("q", "k"), ("ov", "off"), ("dj", "j"),
    ("ph", "f"), ("th", "t"), ("dh", "d"), ("w", "v"), ("ch", "tch"), ("j", "dj"), ("z", "s"),
    ("o", "u"), ("e", "i"),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
Spoil = Callable[[str, random.Random], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A share with its 95 % interval (Wilson)."""

    name: str
    n: int
    n_found: int

    @property
    def share(self) -> float:
        """Found of asked."""
        return self.n_found / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper bound."""
        if not self.n:
            return 0.0, 1.0
        p, n, z = self.share, self.n, 1.96
        middle = (p + z * z / 2 / n) / (1 + z * z / n)
        half = z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Recall of each class of spoilt names, and the alarm rate among people of no list."""

    classes: tuple[Rate, ...]
    alarms: Rate
    hits: Rate


def run_test(
    screener: Screener, *, n: int = 300, n_people: int = 20_000, seed: int = 1
) -> Measured:
    """Measure the configuration of a screener over its own lists.

    Args:
        screener: Over the lists in use.
        n: Most names of each class.
        n_people: How many people of no list.
        seed: The same seed asks the same names.
    """
    listings = list(screener.index.listings)
    chance = random.Random(seed)
    rates = [_class(screener, name, spoil, listings, chance, n) for name, spoil in SPOILS.items()]
    rates[1:1] = _held_out(screener, listings, chance, n)
    people = customers(n_people, seed)
    scores = best_scores(screener, people, "person", screener.settings.possible)
    least_hit = round(1000 * screener.settings.hit)
    return Measured(
        classes=tuple(rates),
        alarms=Rate(name="alarm", n=n_people, n_found=sum(score > 0 for score in scores)),
        hits=Rate(name="hit", n=n_people, n_found=sum(score >= least_hit for score in scores)),
    )


def _class(
    screener: Screener,
    name: str,
    spoil: Spoil,
    listings: Sequence[Listing],
    chance: random.Random,
    n: int,
) -> Rate:
    asked = found = 0
    for listing in chance.sample(listings, min(len(listings), 3 * n)):
        spoilt = spoil(listing.name, chance)
        if spoilt is None or (name != "exact" and spoilt == listing.name):
            continue
        asked += 1
        found += _finds(screener, spoilt, listing)
        if asked == n:
            break
    return Rate(name=name, n=asked, n_found=found)


def _held_out(
    screener: Screener, listings: Sequence[Listing], chance: random.Random, n: int
) -> list[Rate]:
    """Aliases against an index of first names only: an alias that is in the index tests nothing."""
    from dataclasses import replace

    first_only = [replace(item, names=item.names[:1]) for item in listings]
    bare = Screener((), (), settings=screener.settings, index=build_index(first_only))
    tally = {"alias": [0, 0], "transliteration (original script)": [0, 0]}
    for listing in chance.sample(listings, len(listings)):
        for name in listing.names[1:]:
            if name.quality == "weak":
                continue
            latin = all(script_of(char) in {"Latn", "Zyyy"} for char in name.value)
            row = tally["alias" if latin else "transliteration (original script)"]
            if row[0] < n:
                row[0] += 1
                row[1] += _finds(bare, name.value, listing)
    return [Rate(name=name, n=asked, n_found=found) for name, (asked, found) in tally.items()]


def _finds(screener: Screener, name: str, listing: Listing) -> bool:
    """Whether asking this name alarms with this listing, or one that bears the same name."""
    for item in screener.find(Question(name=name, kind=listing.kind)):
        if item.verdict != "near_miss" and (
            item.listing_id == listing.listing_id or item.name.casefold() == listing.name.casefold()
        ):
            return True
    return False


def _exact(name: str, _: random.Random) -> str:
    return name


def _respelt(name: str, chance: random.Random) -> str | None:
    low = name.casefold()
    able = [(a, b) for a, b in _SPELLINGS if a in low]
    if not able or not name.isascii():
        return None
    a, b = chance.choice(able)
    return low.replace(a, b, 1)


def _typo(name: str, chance: random.Random) -> str | None:
    places = [i for i, char in enumerate(name) if char.isalpha()]
    if len(places) < 6:
        return None
    i = chance.choice(places[1:])
    how = chance.randrange(3)
    letter = chance.choice(_LETTERS)
    if how == 0:
        return name[:i] + letter + name[i + 1 :]
    if how == 1:
        return name[:i] + name[i + 1 :]
    return name[:i] + letter + name[i:]


def _look_alike(name: str, chance: random.Random) -> str | None:
    places = [i for i, char in enumerate(name) if ord(char) in _LOOK_ALIKES]
    if not places:
        return None
    chosen = set(chance.sample(places, min(2, len(places))))
    return "".join(
        char.translate(_LOOK_ALIKES) if i in chosen else char for i, char in enumerate(name)
    )


def _spacing(name: str, chance: random.Random) -> str | None:
    words = name.split()
    if len(words) > 1 and chance.random() < 0.5:
        i = chance.randrange(len(words) - 1)
        return " ".join([*words[:i], words[i] + words[i + 1], *words[i + 2 :]])
    long = [i for i, word in enumerate(words) if len(word) > 5]
    if not long:
        return None
    i = chance.choice(long)
    cut = chance.randrange(2, len(words[i]) - 1)
    return " ".join([*words[:i], words[i][:cut], words[i][cut:], *words[i + 1 :]])


def _turned(name: str, chance: random.Random) -> str | None:
    words = re.sub(r"[,()]", " ", name).split()
    if not 2 <= len(words) <= 5:
        return None
    return " ".join([*words[1:], words[0]])


def _initial(name: str, chance: random.Random) -> str | None:
    words = re.sub(r"[,()]", " ", name).split()
    if len(words) < 3 or min(len(word) for word in words) < 2:
        return None
    i = chance.randrange(1, len(words) - 1)
    return " ".join([*words[:i], f"{words[i][0]}.", *words[i + 1 :]])


def _cut(name: str, chance: random.Random) -> str | None:
    return name[: len(name) * 8 // 10].strip() if len(name) > 14 else None


# Aliases and original scripts are measured between the first and the second of these.
SPOILS: dict[str, Spoil] = {
    "exact": _exact,
    "transliteration (spelling)": _respelt,
    "typo": _typo,
    "homoglyph": _look_alike,
    "spacing": _spacing,
    "order": _turned,
    "initials": _initial,
    "truncation": _cut,
}
