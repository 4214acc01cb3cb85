"""What a score means in alarms: how many people of no list score as much on this index."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from vedette.screen import kernel
from vedette.screen.batch import best_scores
from vedette.screen.indexed import Index
from vedette.screen.population import customers
from vedette.screen.screener import Screener

N_PEOPLE = 20_000
_FLOOR = 0.5


def is_compiled() -> bool:
    """Whether the compiled kernel is in use; without it, calibrating takes minutes."""
    return not str(kernel.__file__).endswith(".py")


def calibrated(index: Index, n_people: int = N_PEOPLE) -> Index:
    """The index with its curve: for each score in thousandths, alarms per 10,000 people.

    Left as it is where no compiled kernel is at hand.
    """
    if not is_compiled():
        return index
    screener = Screener((), (), index=index)
    scores = best_scores(screener, customers(n_people), "person", _FLOOR)
    counts = np.bincount(np.clip(scores, 0, 1000), minlength=1001)
    at_least = counts[::-1].cumsum()[::-1]
    curve = (at_least * 10_000.0 / n_people).astype(np.float32)
    return replace(index, arrays={**index.arrays, "curve": curve})
