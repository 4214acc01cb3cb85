"""Days as a reader says them; what the text leaves open stays open."""

from __future__ import annotations

import re

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(T\S+)?$")
_QUALIFIERS = {"~": "about {}", "?": "{}, uncertain", "%": "about {}, uncertain"}
OPEN = "open"
# A day or interval inside a sentence; not one inside an id such as ``UN-KP/vote-2024-03-28``.
_IN_TEXT = re.compile(r"(?<![\w/.-])\d{4}-\d{2}-\d{2}(?:/\d{4}-\d{2}-\d{2})?(?![\w/-]|\.\d)")


def day_in_words(edtf: str | None) -> str:
    """Say an EDTF day or interval in words.

    Returns:
        ``open`` for None; "28 March 2024", "March 2024", "between 24 March 2024 and 29 March 2024",
        "on or before 28 March 2024"; the expression itself where it is none of these.
    """
    if not edtf:
        return OPEN
    if "/" not in edtf:
        return _one(edtf)
    start, _, end = edtf.partition("/")
    is_open_start, is_open_end = start in ("", ".."), end in ("", "..")
    if is_open_start and is_open_end:
        return OPEN
    if is_open_start:
        return f"on or before {_one(end)}"
    if is_open_end:
        return f"on or after {_one(start)}"
    return f"between {_one(start)} and {_one(end)}"


def say_days(text: str) -> str:
    """A sentence with its ISO days as a reader says them."""
    return _IN_TEXT.sub(lambda found: day_in_words(found.group()), text)


def instant_in_words(iso: str | None) -> str:
    """Say an ISO instant: "29 March 2024, 16:50" with its zone only if one is printed."""
    if not iso:
        return "not printed"
    day, _, clock = iso.partition("T")
    found = re.match(r"(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$", clock)
    if not found:
        return _one(day)
    zone = {"Z": " UTC", None: ""}.get(found[2], f" {found[2]}")
    return f"{_one(day)}, {found[1]}{zone}"


def _one(expression: str) -> str:
    qualifier = expression[-1:] if expression[-1:] in _QUALIFIERS else ""
    found = _DATE.match(expression.rstrip("~?%"))
    if not found:
        return expression
    year, month, day, clock = found.groups()
    if clock:
        return instant_in_words(expression)
    if month and not 1 <= int(month) <= 12:
        return expression
    words = " ".join(
        part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part
    )
    return _QUALIFIERS[qualifier].format(words) if qualifier else words
