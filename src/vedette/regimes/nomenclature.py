"""Customs codes of the Harmonized System (HS), down to its headings, revision by revision.

A code begins with the chapter (2 digits) and the heading (4), which are the same in every State, as
is the subheading (6); digits 7 to 10 are national. Chapters and headings are checked here, the
digits behind them are taken as they come. The data, with what it was compared with, is
``nomenclature.yml``.

Source of the system: International Convention on the Harmonized Commodity Description and Coding
System (World Customs Organization), editions HS 2002 to HS 2022.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from vedette.errors import UsageError

LENGTHS = (2, 4, 6, 8, 10)
RESERVED = "77"
NATIONAL = frozenset({"98", "99"})
_HEADING = 4
_SHOWN = 40
_GIVE = "Give 2, 4, 6, 8 or 10 digits"


class HsCodeError(ValueError):
    """The text is no code of the Harmonized System, or not one of its day.

    The message says what is wrong; the ``remedy`` stands beside it, as tables of bad rows and
    the errors made of this one show the two apart.

    Args:
        code: As it was written; long texts are cut.
        what: What is wrong with it.
        remedy: What to do.
    """

    def __init__(self, code: str, what: str, remedy: str) -> None:
        self.code = code if len(code) <= _SHOWN else f"{code[:_SHOWN]}..."
        self.what = what
        self.remedy = remedy
        super().__init__(f"customs code {self.code!r}: {what}")

    def __reduce__(self) -> tuple[type[HsCodeError], tuple[str, str, str]]:
        return type(self), (self.code, self.what, self.remedy)


@dataclass(frozen=True, slots=True)
class _System:
    """The data file, read.

    ``days`` are those on which the revisions ``names`` came into force, oldest first; ``held``
    are the revisions whose headings are known, with their number as it is published.
    """

    names: tuple[str, ...]
    days: tuple[str, ...]
    held: Mapping[str, int]
    chapters: Mapping[str, str]
    headings: Mapping[str, tuple[str, ...]]


def parse_code(text: str | int) -> str:
    """The digits of a customs code as people and spreadsheets write it.

    Args:
        text: 2, 4, 6, 8 or 10 digits; spaces and points do not count (``2709 00``,
            ``2709.00.10``), nor does the ``.0`` of a number (``270900.0``).

    Returns:
        2, 4, 6, 8 or 10 digits whose chapter and heading stand in some revision since HS 2002.
        Giving it back gives it again.

    Raises:
        HsCodeError: Another length, other signs, or a chapter or heading that no revision has.
            Only of an odd length can one tell that a leading zero is lost (``307``): ``7109`` may
            be itself or 0710 9.
    """
    return _parse(str(text))


def known(code: str, revision: str | None = None) -> bool:
    """Whether a text is a customs code whose chapter and heading stand in a revision.

    Args:
        code: In any spelling :func:`parse_code` takes; what it refuses is not known.
        revision: Such as ``HS 2017`` or ``2017``; any of those held when None.

    Raises:
        UsageError: There is no such revision, or its headings are not held.
    """
    asked = None if revision is None else _held(revision)
    try:
        digits = parse_code(code)
    except HsCodeError:
        return False
    return asked is None or asked in _standing(digits)


def revisions(code: str) -> tuple[str, ...]:
    """The revisions a code's heading stands in, oldest first; for a chapter, all that are held.

    A number that came back for other goods has a gap: ``8485`` gives HS 2002 and HS 2022.

    Raises:
        HsCodeError: It is no customs code.
    """
    return _standing(parse_code(code))


@lru_cache(maxsize=8_192)
def revision_on(day: str) -> str:
    """The revision in force on a day, such as ``HS 2017`` from 2017-01-01 to 2021-12-31.

    In force by the Convention: some States bring a revision in months or years later.

    Args:
        day: ISO 8601. Revisions whose headings are not held are named all the same.

    Raises:
        UsageError: It is no day, or one before the first revision (1988-01-01).
    """
    try:
        told = date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise UsageError(repr(day), f"this is no day ({error})", "Write YYYY-MM-DD") from error
    name = _in_force(told)
    if name is None:
        first = _system().days[0]
        raise UsageError(repr(day), f"the first revision is of {first}", "Give a later day")
    return name


def chapter_name(code: str) -> str:
    """What the chapter of a code holds, in a few words of our own; not the legal title.

    Raises:
        HsCodeError: It is no customs code, or there is no such chapter.
    """
    return _system().chapters[parse_code(code)[:2]]


def is_national(code: str) -> bool:
    """Whether a code lies in chapters 98 and 99, which say nothing of the goods by themselves.

    Args:
        code: As :func:`parse_code` gives it.
    """
    return code[:2] in NATIONAL


def first_revision(code: str) -> str:
    """The day the first revision held that has a code's heading came into force (ISO 8601).

    Raises:
        HsCodeError: It is no customs code.
    """
    system = _system()
    return system.days[system.names.index(revisions(code)[0])]


def revision_days() -> tuple[str, ...]:
    """The days the revisions came into force (ISO 8601), oldest first."""
    return _system().days


def check_revision(code: str, day: str) -> None:
    """Refuse a heading that no revision had yet on a day; older headings live on in practice.

    Args:
        code: As :func:`parse_code` gives it.
        day: ISO 8601.

    Raises:
        HsCodeError: The heading is younger than the day.
    """
    first = revisions(code)[0]
    if first != next(iter(_system().held)) and day < first_revision(code):
        then = _in_force(day)
        raise HsCodeError(
            code,
            f"heading {code[:_HEADING]} stands since {first}, and "
            f"{f'{then} was' if then else 'no revision was yet'} in force on {day}",
            "Look at the day, or give the code of the revision of that day",
        )


def all_headings(revision: str) -> frozenset[str]:
    """Every heading of a revision, the national chapters left out.

    Raises:
        UsageError: There is no such revision, or its headings are not held.
    """
    asked = _held(revision)
    return frozenset(
        heading
        for heading, standing in _system().headings.items()
        if asked in standing and heading[:2] not in NATIONAL
    )


@lru_cache(maxsize=65_536)
def _parse(text: str) -> str:
    code = "".join(text.split()).removesuffix(".0").replace(".", "")
    if not (code.isascii() and code.isdigit()):
        what = "it holds other signs than digits" if code else "it is empty"
        raise HsCodeError(text, what, f"{_GIVE}, without words such as ex")
    system = _system()
    if len(code) not in LENGTHS:
        raise HsCodeError(text, f"it has {_counted(code)}{_lost_zero(code)}", _GIVE)
    if code[:2] not in system.chapters:
        why = "is reserved and empty" if code[:2] == RESERVED else "does not exist"
        raise HsCodeError(text, f"chapter {code[:2]} {why}", "Look at the first two digits")
    if len(code) > 2 and code[:_HEADING] not in system.headings:
        first, *_, last = system.held
        what = f"no revision from {first} to {last} has heading {code[:_HEADING]}"
        raise HsCodeError(text, what, "Look at the first four digits")
    return code


def _counted(code: str) -> str:
    return f"{len(code)} digit{'' if len(code) == 1 else 's'}"


def _lost_zero(code: str) -> str:
    """A hint for an odd length that one zero more makes a code."""
    whole = f"0{code}"
    system = _system()
    is_code = whole[:_HEADING] in (system.chapters if len(whole) == 2 else system.headings)
    return f"; a leading zero may be lost: {whole}?" if len(whole) in LENGTHS and is_code else ""


def _standing(digits: str) -> tuple[str, ...]:
    system = _system()
    return system.headings[digits[:_HEADING]] if len(digits) > 2 else tuple(system.held)


def _in_force(day: str) -> str | None:
    system = _system()
    place = bisect_right(system.days, day)
    return system.names[place - 1] if place else None


def _held(revision: str) -> str:
    name = revision if revision.startswith("HS ") else f"HS {revision}"
    held = _system().held
    if name not in held:
        remedy = f"Known: {', '.join(held)}"
        raise UsageError(f"revision {revision!r}", "its headings are not held", remedy)
    return name


@lru_cache(maxsize=1)
def _system() -> _System:
    try:
        from yaml import CSafeLoader as Loader
    except ImportError:  # a PyYAML built without its C part reads the same, slower
        from yaml import SafeLoader as Loader  # type: ignore[assignment]
    text = (files("vedette.regimes") / "nomenclature.yml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = yaml.load(text, Loader)
    rows = data["revisions"]
    held = {row["name"]: row["n_headings"] for row in rows if "n_headings" in row}
    return _System(
        names=tuple(row["name"] for row in rows),
        days=tuple(row["since"].isoformat() for row in rows),
        held=held,
        chapters={row["chapter"]: row["name"] for row in data["chapters"]},
        headings=_read_headings(data, tuple(held)),
    )


def _read_headings(data: Mapping[str, Any], held: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found = dict.fromkeys(
        (
            f"{number:04d}"
            for row in data["chapters"]
            for span in row["headings"].split()
            for number in _span(*span.split("-"))
        ),
        held,
    )
    for row in data["changes"]:
        begins = held.index(row["since"]) if "since" in row else 0
        ends = held.index(row["until"]) + 1 if "until" in row else len(held)
        # Rows of one number stand oldest first, and a test keeps them so.
        found[row["heading"]] = (*found.get(row["heading"], ()), *held[begins:ends])
    return found


def _span(first: str, last: str | None = None) -> range:
    return range(int(first), int(last or first) + 1)
