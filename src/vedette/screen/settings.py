"""The configuration of screening: what a user may set, and what a stored screening must name."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from vedette.errors import UsageError
from vedette.model.ids import content_id

# Raised with every change of what the same lists and the same question would give.
ENGINE_VERSION = "7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How alike is alike.

    Args:
        hit: From this score on (0 to 1) a name alone is a hit.
        possible: From this score on it is possible, and something else has to confirm it.
        near: From this score on a look-alike is shown, with why it is none.
        weak_aliases_accuse: Whether a weak alias alone may be more than a confirmation.
        most: Most listed parties shown for one question.
        most_near: Most look-alikes among them.
    """

    hit: float = 0.9
    possible: float = 0.78
    near: float = 0.2
    weak_aliases_accuse: bool = False
    most: int = 20
    most_near: int = 2

    def __post_init__(self) -> None:
        if not 0.1 <= self.near <= self.possible <= self.hit <= 1:
            raise UsageError(
                "screening settings",
                f"near {self.near}, possible {self.possible} and hit {self.hit} are not in order "
                "between 0.1 and 1",
                "Raise one or lower another",
            )

    @property
    def settings_id(self) -> str:
        """A hash of the configuration and the engine."""
        return content_id("se", ENGINE_VERSION, sorted(asdict(self).items()))
