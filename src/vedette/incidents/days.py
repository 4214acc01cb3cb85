"""How precise a day is: what can tell one deed from another, and what cannot."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from vedette.clean.dates import first_day, last_day

# A month: what is told of "March" can be one deed, what is told of a year cannot.
NARROW_DAYS = 31


@lru_cache(maxsize=65_536)
def bounds(when: str | None) -> tuple[str | None, str | None]:
    """The first and last day an EDTF value can mean; cached, for a corpus repeats its days."""
    return first_day(when), last_day(when)


def may_be_one_day(left: str | None, right: str | None) -> bool:
    """Whether two EDTF values can mean a day in common; open values can mean any day."""
    (a, b), (c, d) = bounds(left), bounds(right)
    return not ((b and c and b < c) or (d and a and d < a))


def length_days(when: str | None) -> int | None:
    """Days between the first and the last day an EDTF value can mean; None if it has no end."""
    first, last = bounds(when)
    if not first or not last:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


@lru_cache(maxsize=65_536)
def is_narrow(when: str | None) -> bool:
    """Whether a day or interval is short enough to tell one deed from another."""
    length = length_days(when)
    return length is not None and length < NARROW_DAYS
