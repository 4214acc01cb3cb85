"""State and party bodies by another of their names: 인민무력성 is the Ministry of National Defence.

Such names are no translations of one another, so words cannot bring them together; the table
``data/institutions.yml`` does. An acronym is weaker than a name: it makes a body possible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vedette.clean.data_files import load_yaml
from vedette.clean.han import hangul_text
from vedette.clean.hangul import voiced
from vedette.clean.korean import coarse_key
from vedette.clean.words import words

SMALL = frozenset(["of", "the", "and", "for"])
_CHOSON = frozenset(["choson", "joseon", "chosun", "chosen"])
_LONG = 9
_NORTH = frozenset(["dprk", "north"])
_STATE_WORDS = frozenset(["korea", "korean", "dprk", "north", "democratic", "peoples", "republic"])
_BEFORE = re.compile(
    "^(?:조선민주주의인민공화국|조선인민군|조선로동당|조선노동당|로동당|노동당|북조선|북한|조선|공화국)"
)
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Institution:
    """One body: its English names as words, and whether other states have one so called."""

    names: tuple[tuple[str, ...], ...]
    is_plain: bool


@dataclass(frozen=True, slots=True)
class _Table:
    hangul: dict[str, Institution]
    english: dict[tuple[str, ...], Institution]
    short: dict[str, Institution]
    sounds: dict[str, Institution]


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = _Table({}, {}, {}, {})
    for row in load_yaml("vedette.clean", "institutions.yml"):
        body = Institution(tuple(map(words, row["en"])), bool(row.get("plain")))
        table.hangul.update(dict.fromkeys(row["ko"], body))
        table.sounds.update(
            (_sound(voiced(name)), body)
            for name in row["ko"]
            if name.isalpha() and len(voiced(name)) >= _LONG
        )
        table.english.update((_heavy(name), body) for name in body.names)
        table.short.update(dict.fromkeys(row.get("short", ()), body))
    return table


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """How the English names begin, or the state's name before them."""
    return frozenset(name[0] for name in _table().english) | _STATE_WORDS


def _sound(letters: str) -> str:
    """A key under which the romanisations of one long Korean word meet."""
    return coarse_key([letters])


def _heavy(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(token for token in tokens if token not in SMALL)


@lru_cache(maxsize=8192)
def names_of_hangul(text: str) -> tuple[tuple[str, ...], ...]:
    """The English names of a body called in Hangul or characters, the state's name before it or not.

    Args:
        text: Hangul, or characters of any of the three countries, which are read as Korea reads them.
    """
    known = _table().hangul
    plain = _NOT_LETTERS.sub("", hangul_text(text))
    found = known.get(plain)
    while found is None and (shorter := _BEFORE.sub("", plain)) != plain:
        plain = shorter
        found = known.get(plain)
    return found.names if found else ()


def other_names(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The other English names of a body called in English words, or in Korean ones in Latin letters.

    A name other states' bodies have too counts only where it says that it is the DPRK's.
    """
    if len(tokens) > 1 and tokens[0] in _CHOSON:
        spoken = "".join(tokens[1:])
        said = _table().sounds.get(_sound(spoken)) if len(spoken) >= _LONG else None
        if said:
            return said.names
    if _openings().isdisjoint(tokens[:2]) and _NORTH.isdisjoint(tokens):
        return ()
    heavy = _heavy(tokens)
    found = _table().english.get(heavy)
    if found is None or found.is_plain:
        found = _table().english.get(_without_state(heavy)) if _is_north(heavy) else None
    if found is None:
        return ()
    return tuple(name for name in found.names if _heavy(name) != heavy)


def _is_north(tokens: tuple[str, ...]) -> bool:
    """Whether words say that a body is the DPRK's; the Republic of Korea is another state."""
    said = set(tokens)
    return not said.isdisjoint(_NORTH) or {"democratic", "peoples", "korea"} <= said


def _without_state(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Words without the state's name at either end."""
    start, end = 0, len(tokens)
    while start < end and tokens[start] in _STATE_WORDS:
        start += 1
    while end > start and tokens[end - 1] in _STATE_WORDS:
        end -= 1
    return tokens[start:end]


def names_of_short(token: str) -> tuple[tuple[str, ...], ...]:
    """The names of the body an acronym stands for: RGB, FTB, NADA."""
    found = _table().short.get(token)
    return found.names if found else ()
