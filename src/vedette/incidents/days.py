"""How precise a day is: what can tell one deed from another, and what cannot."""

from __future__ import annotations

from datetime import date

from vedette.clean.dates import first_day, last_day

# A month: what is told of "March" can be one deed, what is told of a year cannot.
NARROW_DAYS = 31


def length_days(when: str | None) -> int | None:
    """Days between the first and the last day an EDTF value can mean; None if it has no end."""
    first, last = first_day(when), last_day(when)
    if not first or not last:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def is_narrow(when: str | None) -> bool:
    """Whether a day or interval is short enough to tell one deed from another."""
    length = length_days(when)
    return length is not None and length < NARROW_DAYS
