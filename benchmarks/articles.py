"""Make news-like reports to measure with: as many as wanted, the same for the same seed.

The sentences are templates written for this file. They have the shapes the line works on
(datelines, credits, teasers, direct and indirect speech, events, dates) and nothing of any outlet.
Every fourth report is an HTML page, the others are plain-text copies with page furniture.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

CITIES = ("SEOUL", "TOKYO", "GENEVA", "VIENNA", "SINGAPORE", "NAIROBI", "LIMA", "OSLO")
AGENCIES = ("Reuters", "AFP", "AP", "Yonhap", "Kyodo", "Xinhua", "TASS", "dpa")
STATES = ("Japan", "South Korea", "Russia", "China", "Norway", "Kenya", "Peru", "Singapore")
GIVEN = ("Maria", "Dmitri", "Hana", "Tomas", "Aiko", "Samuel", "Ingrid", "Luis")
FAMILY = ("Karlova", "Tanaka", "Okello", "Berg", "Quispe", "Novak", "Lindqvist", "Arai")
OFFICES = (
    "foreign minister",
    "government spokeswoman",
    "defence minister",
    "envoy",
    "trade minister",
)
GOODS = ("coal", "refined petroleum", "artillery shells", "textiles", "seafood", "iron ore")
TEASERS = (
    "Ten recipes for the long weekend",
    "Transfer window: who moves where",
    "Gold rate today",
)


_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z")
_RIMES = ("a", "e", "i", "o", "u", "an", "el", "ir", "os", "un")


def _name(rng: random.Random) -> str:
    """An invented name of three syllables, for ships and ports that belong to one story."""
    return "".join(rng.choice(_ONSETS) + rng.choice(_RIMES) for _ in range(3)).title()


def _person(rng: random.Random) -> tuple[str, str]:
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", rng.choice(OFFICES)


def _paragraph(rng: random.Random, ship: str, port: str) -> str:
    name, office = _person(rng)
    state, other = rng.sample(STATES, 2)
    n = rng.randint(2, 90)
    shapes = (
        f'"We have seen {n} such deliveries since the spring," {state} {office} {name} said on '
        f"Thursday. The ministry would publish its figures, {name.split()[1]} added.",
        f"{state} accused {other} on Monday of shipping {n},000 tonnes of {rng.choice(GOODS)} to "
        f"North Korea on the {ship} in breach of Security Council resolutions.",
        f"{other} rejected the allegation. There was no evidence for any transfer of "
        f"{rng.choice(GOODS)}, its {office} told reporters, according to state media.",
        f"The cargo ship {ship} left the port of {port} last week and switched off its "
        "transponder for two days, two officials with knowledge of the matter said.",
        f"Diplomats met in {rng.choice(CITIES).title()} to discuss how the sanctions could be "
        f"monitored after the panel's mandate had ended; {n} states took part in the talks.",
        f"The talks between {state} and {other} covered trade, fisheries and a railway that both "
        "sides have planned for a decade, and no agreement was announced at their end.",
    )
    return rng.choice(shapes)


def article(index: int, seed: int = 7) -> tuple[str, bytes]:
    """One report: its file name and its bytes (UTF-8)."""
    rng = random.Random(seed * 1_000_003 + index)
    on = date(2024, 1, 1) + timedelta(days=rng.randrange(330))
    city, agency = rng.choice(CITIES), rng.choice(AGENCIES)
    state, other = rng.sample(STATES, 2)
    # Four reports tell one story: they share a ship and a port that no other story has.
    story = random.Random(seed * 7_000_003 + index // 4)
    ship, port = _name(story), _name(story)
    title = f"{state} and {other} argue over the {ship} and the port of {port}"
    paragraphs = [_paragraph(rng, ship, port) for _ in range(rng.randint(7, 13))]
    first = f"{city}, {on:%b} {on.day} ({agency}): {paragraphs[0]}"
    if index % 4 == 0:
        body = "".join(f"<p>{text}</p>" for text in (first, *paragraphs[1:]))
        links = "".join(f'<li><a href="/{n}">{text}</a></li>' for n, text in enumerate(TEASERS))
        page = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="article:published_time" content="{on}T09:00:00Z"></head><body>'
            f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{body}</article>"
            f"<aside><ul>{links}</ul></aside><footer>All rights reserved</footer></body></html>"
        )
        return f"{index:05d}.html", page.encode()
    teasers = "\n".join(f"{text}\n{n + 2} hours ago\n" for n, text in enumerate(TEASERS))
    lines = [title, f"Staff Desk | Published: {on:%B} {on.day}, {on.year} 09:00", first]
    copy = "\n\n".join([*lines, *paragraphs[1:], "Share this", "Related Topics", teasers])
    return f"{index:05d}.txt", copy.encode()


def write_articles(folder: Path, count: int, seed: int = 7) -> int:
    """Write ``count`` reports into a folder; returns the number of bytes written."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for index in range(count):
        name, data = article(index, seed)
        (folder / name).write_bytes(data)
        total += len(data)
    return total
