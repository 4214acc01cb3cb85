"""The place, day and agency printed before the first sentence, and where the sentence begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vedette.clean.dates import MONTHS, resolve
from vedette.clean.gazetteer import Entry, agencies_in, agency_of

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?:(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTH})\.?)"
    r"(?:,?\s+(?:19|20)\d\d)?"
)
_PLACE = r"[A-Z][^\W\d_.]*(?:[ .'’/-]{1,2}[A-Z(][^\W\d_]*\)?|\s(?:de|del|la|of|am)\b){0,4}"
_DASH = r"(?:--|[—–-])"
_SHAPES = tuple(
    re.compile(pattern, re.I if ignore else 0)
    for ignore, pattern in (
        # SEOUL, March 29 (Yonhap) --      MOSCOW, Mar 29 (Reuters):     Moscow, (APP - Outlet - 29th Mar, 2024)
        (
            False,
            rf"^(?P<place>{_PLACE}(?:,\s+{_PLACE}(?:(?<=\.[A-Z])\.)?)?),?\s+(?P<date>(?i:{_DATE}))?,?\s*"
            rf"\((?P<paren>[^()]{{2,90}})\)\s*(?::|{_DASH}|\.)?\s*",
        ),
        # UNITED NATIONS, March 28. /TASS/.
        (
            False,
            rf"^(?P<place>{_PLACE}),\s+(?P<date>(?i:{_DATE}))[.,]?\s*/(?P<paren>[A-Z][\w .-]+)/\.?\s*"
            rf"(?:{_DASH}\s*)?",
        ),
        # GENEVA, 29 March 2024 —          TOKYO, Mar. 29:
        (
            False,
            rf"^(?P<place>[A-Z][A-Z .'’-]{{2,30}}(?:,\s+{_PLACE})?),\s+(?P<date>(?i:{_DATE}))\s*"
            rf"(?::|{_DASH})\s*(?P<paren>)",
        ),
        # WASHINGTON —      LONDON, England –
        (
            False,
            rf"^(?P<place>[A-Z][A-Z .'’-]{{2,30}}(?:,\s+{_PLACE})?)\s*(?:--|[—–]|\s-\s)\s*(?P<date>)(?P<paren>)",
        ),
        # (Reuters) -
        (False, rf"^(?P<place>)(?P<date>)\((?P<paren>[^()]{{2,40}})\)\s*(?::|{_DASH})\s*"),
    )
)
_PARTS = re.compile(r"\s+[-–—/|]\s+|\s*[|]\s*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline by offsets into its paragraph; ``end`` is where the sentence begins.

    ``outlets`` are names in it that are no agency's, as printed, with their offsets.
    """

    end: int
    place: str | None
    on: str | None
    agency: Entry | None
    agency_at: tuple[int, int] | None
    outlets: tuple[tuple[int, int], ...]


def find_dateline(paragraph: str, published: str | None = None) -> Dateline | None:
    """Find the dateline a paragraph begins with.

    Args:
        paragraph: The paragraph's text.
        published: The report's publication instant, which gives a missing year.
    """
    for shape in _SHAPES:
        found = shape.match(paragraph)
        if found and found.end() < len(paragraph):
            dateline = _read(found, published)
            if dateline:
                return dateline
    return None


def _read(found: re.Match[str], published: str | None) -> Dateline | None:
    paren, paren_at = found["paren"] or "", found.start("paren")
    agency, agency_at, outlets, inner_date = None, None, [], None
    cursor = 0
    for part in _split(paren):
        start = paren.index(part, cursor)
        cursor = start + len(part)
        at = (paren_at + start, paren_at + cursor)
        entry = agency_of(part) or next(iter(agencies_in(part)), None)
        if entry and agency is None:
            agency, agency_at = entry, at
        elif re.fullmatch(_DATE, part, re.I):
            inner_date = part
        elif not entry and part[:1].isupper() and len(part.split()) <= 5:
            outlets.append(at)
    day_words = found["date"] or inner_date
    if paren and not (agency or day_words):
        return None
    reference = published[:10] if published else None
    resolved = resolve(day_words, reference) if day_words else None
    place = (found["place"] or "").strip(" ,") or None
    if not (place or agency):
        return None
    return Dateline(
        end=found.end(),
        place=place,
        on=resolved.edtf if resolved else None,
        agency=agency,
        agency_at=agency_at,
        outlets=tuple(_merged(found.string, outlets)),
    )


def _split(paren: str) -> list[str]:
    """The parts of a bracket; a slash joins two names of one outlet, a dash separates."""
    parts = [part.strip() for part in re.split(r"\s+[-–—|]\s+", paren)]
    return [part for part in parts if part]


def _merged(text: str, outlets: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(start, end) for start, end in outlets if text[start:end].strip()]
