"""What a workspace remembers of an outlet's pages."""

from __future__ import annotations

from dataclasses import dataclass

from vedette.model.ids import canonical_json, sha256_hex


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMemory:
    """The lines that come again and again in different reports of one outlet.

    Args:
        outlet: The outlet's key: the host of its addresses, else its name.
        n_reports: How many different reports were looked at; copies of one count once.
        seen: Hashed lines, each with the number of those reports it stands in.
    """

    outlet: str
    n_reports: int
    seen: tuple[tuple[str, int], ...]

    @property
    def version(self) -> str:
        """A hash of all it holds: two memories of one version are equal."""
        return sha256_hex(self.to_json().encode())

    def to_json(self) -> str:
        """Canonical JSON: the blob that is kept of it."""
        return canonical_json([self.outlet, self.n_reports, [list(row) for row in self.seen]])
