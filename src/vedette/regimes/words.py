"""Law in short English: caps, exemptions, periods, directions; the same words at every door."""

from __future__ import annotations

from vedette.model.law import Cap, Citation, Exemption, Measure, Regime
from vedette.regimes.days import day_before

_ROUTES = {
    ("committee", "case_by_case"): "the Committee, case by case",
    ("committee", "no_objection"): "notice to the Committee, unless it objects",
    ("committee", "prior_notice"): "notice to the Committee in advance",
    ("state", "prior_notice"): "the State, with notice to the Committee in advance",
    ("state", "state_determines"): "the State itself",
    ("state", "case_by_case"): "the State, case by case",
    ("standing", "standing"): "standing rule, nobody asked",
}
_PERIODS = {"D": "day", "M": "month", "Y": "year"}


def cap_words(cap: Cap) -> str:
    """A cap in words, with its unit and period."""
    per = {
        "once": f"from {cap.starts} through {cap.ends}",
        "calendar_year": "a calendar year",
        "rolling_year": f"in twelve months from {cap.starts}",
    }[cap.per]
    if cap.quantity is None:
        return f"{cap.basis} ({per})"
    parts = [f"{cap.quantity:,.0f} {cap.unit}"]
    if cap.quantity_t:
        parts.append(f"{cap.quantity_t:,.0f} t")
    if cap.value_usd:
        parts.append(f"USD {cap.value_usd:,.0f}")
    joined = " or ".join(parts)
    lower = ", whichever is lower" if cap.value_usd else ""
    return f"{joined}{lower}, {per}"


def route_words(exemption: Exemption) -> str:
    """Who may grant an exemption and how, in words."""
    said = _ROUTES.get((exemption.by, exemption.mode))
    return said or f"{exemption.by}, {exemption.mode.replace('_', ' ')}"


def exemption_words(exemption: Exemption) -> str:
    """An exemption on one line: what, who grants it, by which paragraph, how far verified."""
    return (
        f"{exemption.what} ({route_words(exemption)}; {exemption.citation.words}, "
        f"{exemption.citation.verification})"
    )


def period_words(every: str) -> str:
    """An ISO 8601 period of one kind in words: ``P30D`` is ``every 30 days``."""
    n, kind = int(every[1:-1]), _PERIODS[every[-1]]
    return f"every {kind}" if n == 1 else f"every {n} {kind}s"


def direction_words(measure: Measure, regime: Regime) -> str:
    """A measure's direction with the target's code."""
    target = regime.target_code or "the target"
    return {
        "to": f"to {target}",
        "from": f"from {target}",
        "both": f"to and from {target}",
        "within": "within States",
        "vessels": "vessels and aircraft",
    }[measure.direction]


def fact_words(citation: Citation) -> str:
    """A fact with its flag: ``S/RES/2397 (2017) para. 5: verified``."""
    return f"{citation.words}: {citation.verification}"


def through_words(first: str, until: str | None) -> str:
    """Days of a thing whose ``until`` is the first day it no longer holds."""
    return f"from {first}, no end" if until is None else f"from {first} through {day_before(until)}"
