"""Ships named in a text: by type word, prefix or IMO number; the model takes them for persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vedette.clean.identifiers import IMO_IN_TEXT, is_imo_ship_number
from vedette.extract.people import words

_WORD = r"[A-Z][\w'’-]*(?!\.)"
_NAME = rf"(?P<name>{_WORD}(?:\s+(?:{_WORD}|No\.?\s?\d+|\d{{1,4}}))*)"
_QUOTED = r"[\"“'‘](?P<quoted>[A-Z][^\"”'’]{1,30})[\"”'’]"


@dataclass(frozen=True, slots=True)
class Ship:
    """A ship by character offsets; ``imo`` where a valid number is printed with it."""

    start: int
    end: int
    name: str
    imo: str | None
    rule: str


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    types = "|".join(sorted(map(re.escape, words()["ship_types"]), key=len, reverse=True))
    prefixes = "|".join(sorted(map(re.escape, words()["ship_prefixes"]), key=len, reverse=True))
    return (
        ("ship-prefix", re.compile(rf"\b(?:{prefixes})\s+{_NAME}")),
        ("ship-type", re.compile(rf"\b(?i:{types})s?,?\s+(?:the\s+)?(?:{_QUOTED}|{_NAME})")),
        ("ship-imo", re.compile(rf"(?:{_QUOTED}|{_NAME}),?\s*\(?(?={IMO_IN_TEXT.pattern})", re.I)),
        (
            "the-ship",
            re.compile(rf"\b[Tt]he\s+{_NAME},?\s+an?\s+(?:[\w-]+\s+){{0,3}}(?:{types})\b"),
        ),
    )


_AND = re.compile(
    rf"(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?(?P<name>{_WORD}(?:\s+(?:{_WORD}|\d{{1,4}}))*)"
)
_NOT_NAMES = frozenset(
    [
        "The",
        "A",
        "An",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "They",
        "This",
        "That",
        "And",
        "But",
        "Which",
        "Its",
        "IMO",
    ]
)


def find_ships(text: str) -> Iterator[Ship]:
    """Ships in a text, in order, never overlapping."""
    found: dict[int, Ship] = {}
    with_imo = "imo" in text.casefold()
    for rule, pattern in _patterns():
        if rule == "ship-imo" and not with_imo:
            continue
        for hit in pattern.finditer(text):
            group = "quoted" if "quoted" in hit.groupdict() and hit["quoted"] else "name"
            _keep(found, text, hit.start(group), hit.end(group), rule)
            plural = rule == "ship-type" and re.search(
                r"s,?\s+(?:the\s+)?$", text[: hit.start(group)]
            )
            end = hit.end(group)
            while plural and (more := _AND.match(text, _after_imo(text, end))):
                _keep(found, text, more.start("name"), more.end("name"), "ship-list")
                end = more.end()
    yield from sorted(found.values(), key=lambda ship: ship.start)


def _keep(found: dict[int, Ship], text: str, start: int, end: int, rule: str) -> None:
    name = text[start:end].strip()
    if name.split()[0] in _NOT_NAMES or not name[:1].isupper():
        return
    if any(ship.start < end and start < ship.end for ship in found.values()):
        return
    found[start] = Ship(start, start + len(name), name, _imo_near(text, end), rule)


def _imo_near(text: str, end: int) -> str | None:
    hit = IMO_IN_TEXT.search(text, end, end + 40)
    return hit["number"] if hit and is_imo_ship_number(hit["number"]) else None


def _after_imo(text: str, end: int) -> int:
    hit = re.compile(r"\s*\([^()]{0,40}\)").match(text, end)
    return hit.end() if hit else end
