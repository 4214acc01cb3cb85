"""The days on which a regime's answers can change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vedette.model.law import Regime


def change_days(regime: Regime) -> tuple[str, ...]:
    """Every day from which the answer to the same question can differ from the day before.

    ISO 8601, in order: first days of measures, caps, exemptions and open spans, and the days after
    their last.
    """
    days: set[str] = set()
    for measure in regime.measures:
        days.add(measure.valid_from)
        if measure.valid_until:
            days.add(measure.valid_until)
        if measure.wind_down:
            days.add(measure.wind_down.contracts_before)
            days.update(_after(measure.wind_down.until))
        for cap in measure.caps:
            days.add(cap.starts)
            days.update(_after(cap.ends))
        for span in measure.undecided:
            days.update(day for day in (span.valid_from, span.valid_until) if day)
        for exemption in measure.exemptions:
            days.update(day for day in (exemption.valid_from, exemption.valid_until) if day)
    return tuple(sorted(days))


def contract_days(regime: Regime) -> tuple[str, ...]:
    """The days from which a contract is too young for some wind-down (ISO 8601), in order."""
    wound = (measure.wind_down for measure in regime.measures)
    return tuple(sorted({item.contracts_before for item in wound if item}))


def _after(day: str | None) -> Iterator[str]:
    if day:
        yield day_after(day)


def day_after(day: str) -> str:
    """The next day."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """The day before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
