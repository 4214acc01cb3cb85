"""What speaks for or against two parties being one, besides their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vedette.clean.dates import first_day, last_day
from vedette.model.listing import Identifier, Listing
from vedette.model.screening import Fact, Question

# A number of these schemes belongs to one bearer, so that another number is another party.
_ONE_EACH = {
    "imo": "IMO ship number",
    "lei": "LEI",
    "imo_company": "IMO company number",
    "inn": "INN",
    "ogrn": "OGRN",
}
# These change hands or are renewed: the same one speaks for, another one says nothing.
_DAYS_APART = 31
_YEARS_APART = 1


def facts_of(question: Question, listing: Listing) -> tuple[Fact, ...]:
    """Every fact both sides tell; a thing only one side tells is no fact and no contradiction."""
    found = [*_identifiers(question, listing), *_births(question, listing)]
    return (*found, *_countries(question, listing))


def plain_number(value: str) -> str:
    """An identifier without spaces, hyphens and prefix, in capitals."""
    return re.sub(r"[\W_]+", "", re.sub(r"^\s*IMO\b", "", value, flags=re.I)).upper()


def _identifiers(question: Question, listing: Listing) -> Iterator[Fact]:
    for asked in question.identifiers:
        same = [item for item in listing.identifiers if item.scheme == asked.scheme]
        number = plain_number(asked.value)
        met = [item for item in same if plain_number(item.value) == number]
        genuine = [item for item in same if item.is_genuine]
        title = _ONE_EACH.get(asked.scheme, asked.scheme)
        if any(item.is_genuine for item in met):
            yield _identifier_fact("for", asked, met[0], f"the {title} {asked.value} is the same")
        elif met:
            yield _identifier_fact(
                "weak",
                asked,
                met[0],
                f"the list says that the party only presented the {title} {asked.value}: "
                "it may be another's",
            )
        elif genuine and asked.scheme in _ONE_EACH:
            listed = ", ".join(item.value for item in genuine)
            yield _identifier_fact(
                "against",
                asked,
                genuine[0],
                f"the {title}s differ ({asked.value} and {listed})",
            )


def _identifier_fact(speaks: str, asked: Identifier, listed: Identifier, sentence: str) -> Fact:
    return Fact(
        what="identifier",
        speaks=speaks,  # type: ignore[arg-type]
        asked=asked.value,
        listed=listed.value,
        sentence=sentence,
    )


def _births(question: Question, listing: Listing) -> Iterator[Fact]:
    """The listed birth date nearest to the one asked; lists differ by a day or a year."""
    asked = _span(question.birth_on)
    if asked is None or question.birth_on is None:
        return
    best: tuple[int, Fact] | None = None
    for listed in listing.birth_dates:
        span = _span(listed)
        if span is None:
            continue
        rank, fact = _compare_births(question.birth_on, asked, listed, span)
        if best is None or rank < best[0]:
            best = (rank, fact)
    if best:
        yield best[1]


def _compare_births(
    asked: str, left: tuple[date, date], listed: str, right: tuple[date, date]
) -> tuple[int, Fact]:
    def fact(speaks: str, sentence: str) -> Fact:
        return Fact(
            what="birth date",
            speaks=speaks,  # type: ignore[arg-type]
            asked=asked,
            listed=listed,
            sentence=sentence,
        )

    both = f"{asked} and {listed}"
    if left == right and left[0] == left[1]:
        return 0, fact("for", f"the birth date {asked} is the same")
    if left[0] <= right[1] and right[0] <= left[1]:
        return 1, fact("for", f"the birth dates agree as far as they go ({both})")
    gap_days = max((right[0] - left[1]).days, (left[0] - right[1]).days)
    if _turned(left, right):
        return 2, fact("for", f"the birth dates have day and month exchanged ({both})")
    if gap_days <= _DAYS_APART:
        days = "one day" if gap_days == 1 else f"{gap_days} days"
        return 2, fact("for", f"the birth dates are {days} apart ({both}); lists differ as much")
    years = min(abs(a.year - b.year) for a in left for b in right)
    if years <= _YEARS_APART:
        return 3, fact(
            "weak", f"the birth dates are about a year apart ({both}); lists differ as much"
        )
    return 4 + years, fact("against", f"the birth dates differ by {years} years ({both})")


def _turned(left: tuple[date, date], right: tuple[date, date]) -> bool:
    """The 3rd of April for the 4th of March."""
    one, other = left[0], right[0]
    if left[0] != left[1] or right[0] != right[1]:
        return False
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)


def _span(edtf: str | None) -> tuple[date, date] | None:
    first, last = first_day(edtf), last_day(edtf)
    if not first or not last:
        return None
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None


def _countries(question: Question, listing: Listing) -> Iterator[Fact]:
    """A country in common speaks for; none in common alone decides nothing."""
    listed = sorted({tie.code for tie in listing.countries if tie.code})
    asked = sorted({code.upper() for code in question.countries})
    if not asked or not listed:
        return
    shared = sorted(set(asked) & {code.upper() for code in listed})
    sentence = (
        f"both have to do with {', '.join(shared)}"
        if shared
        else f"no country in common ({', '.join(asked)} and {', '.join(listed)}), which decides nothing"
    )
    yield Fact(
        what="country",
        speaks="for" if shared else "weak",
        asked=", ".join(asked),
        listed=", ".join(listed),
        sentence=sentence,
    )
