"""Quantities as reports print them: a number, a magnitude, a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MAGNITUDES = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_UNITS = {
    "barrel": "bbl",
    "bbl": "bbl",
    "tonne": "t",
    "ton": "t_as_printed",
    "metric ton": "t",
    "kilogram": "kg",
    "kg": "kg",
    "litre": "l",
    "liter": "l",
    "gallon": "gal",
    "container": "container",
    "shell": "shell",
    "round": "round",
    "missile": "missile",
    "rocket": "rocket",
    "worker": "person",
    "people": "person",
    "ship": "ship",
    "vessel": "ship",
    "dollar": "USD",
    "euro": "EUR",
    "won": "KRW",
    "yen": "JPY",
    "time": "time",
    "trip": "trip",
}
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "dozen": 12,
}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_QUANTITY = re.compile(
    r"(?P<currency>US\$|\$|€|£)?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|"
    + "|".join(_WORDS)
    + r")\s*(?P<magnitude>thousand|million|billion|trillion|bn|m|k)?\b\s*"
    rf"(?:[\w-]+\s+){{0,2}}?(?P<unit>{_UNIT})?s?\b",
    re.I,
)
_CURRENCIES = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity by offsets; ``unit`` is None where none is printed.

    ``t_as_printed`` is a "ton" that may be metric, long or short: it is never converted.
    """

    start: int
    end: int
    value: float
    unit: str | None


def find_quantity(text: str) -> Quantity | None:
    """The first quantity in a text that has a unit, a currency or more than one digit; or None."""
    return next(find_quantities(text), None)


def find_quantities(text: str) -> Iterator[Quantity]:
    """Every quantity in a text, in order."""
    for found in _QUANTITY.finditer(text):
        number = found["number"].casefold()
        value = _WORDS[number] if number in _WORDS else float(number.replace(",", ""))
        value *= _MAGNITUDES.get((found["magnitude"] or "").casefold(), 1.0)
        unit = _CURRENCIES.get((found["currency"] or "").upper()) or _UNITS.get(
            (found["unit"] or "").casefold()
        )
        is_year = re.fullmatch(r"(?:19|20)\d\d", number) and not unit
        if not is_year and (unit or found["magnitude"] or (len(number) > 1 and number.isdigit())):
            yield Quantity(
                found.start(), found.start() + len(found.group().rstrip()), float(value), unit
            )
