"""Quantities and units as customs files write them, and their share of a cap."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from vedette.errors import UsageError
from vedette.model.law import Cap

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Amount = TypeVar("Amount", float, "npt.NDArray[np.float64]")
BARRELS_PER_CUBIC_METRE = 6.28981077
# Unit as customs files write it: (dimension, how much of t, bbl or USD one of it is).
UNITS: dict[str, tuple[str, float]] = {
    "t": ("mass", 1.0),
    "tonne": ("mass", 1.0),
    "tonnes": ("mass", 1.0),
    "mt": ("mass", 1.0),
    "kg": ("mass", 0.001),
    "kgs": ("mass", 0.001),
    "g": ("mass", 0.000001),
    "bbl": ("volume", 1.0),
    "barrel": ("volume", 1.0),
    "barrels": ("volume", 1.0),
    "m3": ("volume", BARRELS_PER_CUBIC_METRE),
    "m³": ("volume", BARRELS_PER_CUBIC_METRE),
    "l": ("volume", BARRELS_PER_CUBIC_METRE / 1000),
    "usd": ("value", 1.0),
    "u": ("count", 1.0),
    "pcs": ("count", 1.0),
    "nos": ("count", 1.0),
    "no": ("count", 1.0),
}
_SPOKEN = {"mass": "t, kg or g", "volume": "bbl, m3 or l", "value": "usd"}


def parse_unit(unit: str | None, quantity: float | None) -> str | None:
    """A unit in the spelling of :data:`UNITS`; a quantity needs one.

    Raises:
        UsageError: It is unknown, or missing beside a quantity.
    """
    if unit is None or not unit.strip():
        if quantity is None:
            return None
        raise UsageError("unit", "a quantity without a unit", "Give t, kg, bbl, m3 or l")
    found = unit.strip().casefold().rstrip(".")
    if found not in UNITS:
        raise UsageError(f"unit {unit!r}", "this unit is unknown", f"One of {', '.join(UNITS)}")
    return found


def parse_quantity(quantity: float | None) -> float | None:
    """A quantity, zero or more.

    Raises:
        UsageError: It is negative or no number.
    """
    if quantity is None:
        return None
    if not 0 <= quantity < float("inf"):
        raise UsageError(f"quantity {quantity}", "this is no amount", "A number not below zero")
    return quantity


def share_of_cap(cap: Cap, quantity: Amount, unit: str) -> Amount | None:
    """A quantity as a share of what a cap lets go in its period; None where it has no number.

    Args:
        cap: The cap.
        quantity: One amount, or an array of them: both go through the same arithmetic, so that
            a table and a single question cannot differ in the last digit.
        unit: One of :data:`UNITS`.

    Raises:
        UsageError: The unit cannot be turned into one of the cap's.
    """
    dimension, factor = UNITS[unit]
    limit_t = cap.quantity_t or (cap.quantity if cap.unit == "t" else None)
    limit_bbl = cap.quantity if cap.unit == "bbl" else None
    amount = quantity * factor
    if dimension == "value" and cap.value_usd:
        return amount / cap.value_usd
    if dimension == "volume" and limit_bbl:
        return amount / limit_bbl
    if dimension == "mass" and limit_bbl and cap.bbl_per_t:
        return amount * cap.bbl_per_t / limit_bbl
    if dimension == "mass" and limit_t:
        return amount / limit_t
    if dimension == "volume" and limit_t and cap.bbl_per_t:
        return amount / cap.bbl_per_t / limit_t
    if cap.quantity is None and cap.value_usd is None:
        return None
    raise UsageError(
        f"unit {unit}",
        f"it cannot be turned into {cap.unit}, the unit of the cap",
        f"Give {', '.join(_spoken(cap))}",
    )


def _spoken(cap: Cap) -> list[str]:
    """The units a cap can be asked in."""
    limits = {
        "mass": cap.unit == "t" or cap.quantity_t or cap.bbl_per_t,
        "volume": cap.unit == "bbl" or cap.bbl_per_t,
        "value": cap.value_usd,
    }
    return [words for dimension, words in _SPOKEN.items() if limits[dimension]]
