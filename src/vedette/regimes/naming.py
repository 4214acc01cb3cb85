"""What the rows of a regime are called, as the checks between rows need it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.regimes.rows import Row

Rows = Mapping[str, Sequence[Row]]
WITH_IDS = ("goods", "measures", "mandates", "votes", "drafts", "documents")


@dataclass(frozen=True)
class Names:
    """What rows may be called: ``ids`` of good rows, ``told`` also what spoilt rows are called."""

    ids: Mapping[str, Row]
    told: frozenset[str]
    spoilt: Rows

    @classmethod
    def of(cls, rows: Rows, spoilt: Rows) -> Names:
        ids: dict[str, Row] = {}
        for section in WITH_IDS:
            for row in rows[section]:
                ids.setdefault(row.values["id"], row)
        lost = {
            str(row.values.get(key))
            for section, key in [*((name, "id") for name in WITH_IDS), ("instruments", "symbol")]
            for row in spoilt.get(section, ())
        }
        return cls(ids, frozenset(lost), spoilt)

    def known(self, name: str) -> bool:
        """Whether a row is called so, be it spoilt."""
        return name in self.ids or name in self.told

    def touched(self, section: str, key: str, value: str) -> bool:
        """Whether a spoilt row says so as well, so that its group cannot be judged."""
        return any(row.values.get(key) == value for row in self.spoilt.get(section, ()))


def by_value(key: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if key in row.values:
            found.setdefault(row.values[key], []).append(row)
    return found
