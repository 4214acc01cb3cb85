"""What people give with a question: days, directions and countries, read or refused by name."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from vedette.errors import UsageError
from vedette.model.law import Regime


@lru_cache(maxsize=65_536)
def iso_day(what: str, text: str) -> str:
    """A day as ISO 8601.

    Raises:
        UsageError: It is none.
    """
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise UsageError(f"{what} {text!r}", f"this is no day ({error})", "YYYY-MM-DD") from error


def parse_direction(text: str) -> str:
    """``to`` or ``from``, seen from the target.

    Raises:
        UsageError: It is neither.
    """
    if text not in {"to", "from"}:
        raise UsageError(f"direction {text!r}", "goods go to or from the target", "to or from")
    return text


def direction_between(regime: Regime, sender: str, receiver: str) -> str | None:
    """``to``, ``from``, or None where neither side is the target.

    Raises:
        UsageError: A code is of no country, or both sides are the target.
    """
    codes = [parse_country(sender), parse_country(receiver)]
    if regime.target_code is None:
        return None
    if codes[0] == codes[1] == regime.target_code:
        raise UsageError(
            f"from {sender} to {receiver}", "both sides are the target", "Name two countries"
        )
    if regime.target_code == codes[1]:
        return "to"
    return "from" if regime.target_code == codes[0] else None


@lru_cache(maxsize=1024)
def parse_country(text: str) -> str:
    """An ISO 3166 alpha-2 code from a code of two or three letters.

    Raises:
        UsageError: It is of no country.
    """
    from rigour.territories import get_territory

    code = text.strip().casefold()
    found = get_territory(code) if code else None
    if found is None or len(found.code) != 2:
        return _no_country(text)
    # The library also knows codes of other lists (XQ), the world (ZZ) and parts of States; customs
    # forms write EU for an origin in the Union.
    if code not in {found.code, found.alpha3} or (found.alpha3 is None and code != "eu"):
        return _no_country(text)
    return str(found.code).upper()


def _no_country(text: str) -> str:
    raise UsageError(f"country {text!r}", "no country has this code", "Use ISO 3166, such as KP")
