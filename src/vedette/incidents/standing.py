"""What may honestly be said of a case: its modality, its status, and who stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from vedette.incidents.deed import Deed
from vedette.incidents.evidence import Testimony
from vedette.incidents.group import Case
from vedette.incidents.rules import RuleTable
from vedette.model.incident import IncidentStatus


@dataclass(frozen=True)
class Standing:
    """The weight of a case's evidence, counted once.

    Args:
        case: The case.
        testimonies: All its evidence.
        table: The rules.
    """

    case: Case
    testimonies: Sequence[Testimony]
    table: RuleTable

    @cached_property
    def supporting(self) -> tuple[Deed, ...]:
        """Deeds held as more than a denial."""
        return self.case.with_modality(self.table.alleging - self.table.contradicting)

    @cached_property
    def members(self) -> tuple[Deed, ...]:
        """All deeds of the case."""
        return tuple(one.deed for one in self.case.fired)

    @cached_property
    def origins(self) -> frozenset[str]:
        """Independent hands that report it."""
        return frozenset(deed.origin for deed in self.supporting or self.members)

    @cached_property
    def _for_it(self) -> tuple[Testimony, ...]:
        return tuple(one for one in self.testimonies if one.link.stance == "supports")

    @cached_property
    def first_hand_sources(self) -> frozenset[str]:
        """Those with first-hand knowledge on whose word it rests.

        All organs of one state are one source. An organ whose state the text does not tell may
        belong to any of them: it counts only when there is nobody else.
        """
        named = {one.source for one in self._for_it if one.is_first_hand and one.source}
        known = {one for one in named if one.startswith("state:") or one in self.origins}
        return frozenset(known or sorted(named)[:1])

    @cached_property
    def sources(self) -> frozenset[str]:
        """Those on whose word it rests, first-hand or not."""
        return frozenset(one.source for one in self._for_it if one.source)

    @cached_property
    def has_claimant(self) -> bool:
        """Whether a named party stands behind the allegation."""
        return any(one.is_named for one in self._for_it)

    @cached_property
    def replied(self) -> frozenset[str]:
        """Parties whose word on the matter is found."""
        return frozenset(one.replies for one in self.testimonies if one.replies)

    @cached_property
    def is_contradicted(self) -> bool:
        """Whether anything speaks against it."""
        return any(one.link.stance == "contradicts" for one in self.testimonies)

    def tells(self, fact: str) -> bool:
        """Whether any deed tells a fact of ``rules.NEEDS``."""
        return any(fact in deed.told for deed in self.members)

    @property
    def modality(self) -> str:
        """The strongest modality the evidence honestly supports.

        *Asserted* needs every report that carries it to assert it and nobody to deny it, or a
        first-hand source that asserts it. Repetition never lifts *alleged*.
        """
        if not self.supporting:
            return self.table.strongest(deed.modality for deed in self.members)
        held = {deed.modality for deed in self.supporting}
        strongest = self.table.strongest(held)
        if strongest != "asserted":
            return strongest
        first_hand = any(d.first_hand and d.modality == "asserted" for d in self.supporting)
        agreed = "alleged" not in held and not self.is_contradicted
        return "asserted" if first_hand or agreed else "alleged"

    @property
    def status(self) -> IncidentStatus:
        """How far the evidence goes; never a verdict.

        *Corroborated*: two or more independent first-hand sources. *Open*: somebody named stands
        behind it, or a second independent origin reports it, and a day or goods are told. Else
        *insufficient*.
        """
        if len(self.first_hand_sources) > 1:
            return "corroborated"
        backed = self.has_claimant or len(self.origins) > 1
        told = self.tells("date") or self.tells("goods")
        return "open" if self.supporting and backed and told else "insufficient"
