"""What a score means in alarms: how many of no list score as much on this index, kind by kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from vedette.model.listing import PartyKind
from vedette.screen import kernel
from vedette.screen.batch import best_scores
from vedette.screen.indexed import Index
from vedette.screen.population import customers, firms, ships
from vedette.screen.screener import CURVES, Screener

N_PEOPLE, N_FIRMS, N_SHIPS = 20_000, 5_000, 5_000
_FLOOR = 0.5
_MADE: dict[PartyKind, Callable[[int], list[str]]] = {
    "person": customers,
    "organisation": firms,
    "vessel": ships,
}


def is_compiled() -> bool:
    """Whether the compiled kernel is in use; without it, calibrating takes minutes."""
    return not str(kernel.__file__).endswith(".py")


def calibrated(
    index: Index, n_people: int = N_PEOPLE, n_firms: int = N_FIRMS, n_ships: int = N_SHIPS
) -> Index:
    """The index with its curves: for each kind and score in thousandths, alarms per 10,000 customers.

    Left as it is where no compiled kernel is at hand.
    """
    if not is_compiled():
        return index
    screener = Screener((), (), index=index)
    sizes: dict[PartyKind, int] = {
        "person": n_people,
        "organisation": n_firms,
        "vessel": n_ships,
    }
    arrays = dict(index.arrays)
    for kind, n in sizes.items():
        scores = best_scores(screener, _MADE[kind](n), kind, _FLOOR)
        counts = np.bincount(np.clip(scores, 0, 1000), minlength=1001)
        at_least = counts[::-1].cumsum()[::-1]
        arrays[CURVES[kind]] = (at_least * 10_000.0 / n).astype(np.float32)
    return replace(index, arrays=arrays)
