"""What may honestly be said of a case: its modality, its status, and who stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from vedette.incidents.deed import Deed
from vedette.incidents.group import Case
from vedette.incidents.rules import RuleTable
from vedette.model.incident import EvidenceLink, IncidentStatus


@dataclass(frozen=True)
class Standing:
    """The weight of a case's evidence, counted once.

    Args:
        case: The case.
        evidence: All its evidence.
        table: The rules.
    """

    case: Case
    evidence: Sequence[EvidenceLink]
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
    def first_hand_sources(self) -> frozenset[str]:
        """Those with first-hand knowledge on whose word it rests; one state speaks once."""
        return frozenset(deed.source for deed in self.supporting if deed.first_hand)

    @cached_property
    def sources(self) -> frozenset[str]:
        """Those on whose word it rests, first-hand or not."""
        return frozenset(deed.source for deed in self.supporting)

    @cached_property
    def claimants(self) -> frozenset[str]:
        """Named parties that stand behind the allegation."""
        return frozenset(deed.claimant for deed in self.supporting if deed.claimant)

    @cached_property
    def accusers(self) -> frozenset[str]:
        """Spans of statements that level the charge without an event of their own."""
        shown = {deed.event.span.span_id for deed in self.supporting}
        return frozenset(
            link.span.span_id
            for link in self.evidence
            if link.stance == "supports" and link.span.span_id not in shown
        )

    @cached_property
    def is_contradicted(self) -> bool:
        """Whether anything speaks against it."""
        return any(link.stance == "contradicts" for link in self.evidence)

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
            return self.table.strongest(deed.event.modality for deed in self.members)
        held = [deed.event.modality for deed in self.supporting]
        strongest = self.table.strongest(held)
        if strongest != "asserted":
            return strongest
        first_hand = any(d.first_hand and d.event.modality == "asserted" for d in self.supporting)
        agreed = set(held) <= {"asserted", "planned"} and not self.is_contradicted
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
        backed = bool(self.claimants or self.accusers) or len(self.origins) > 1
        told = self.tells("date") or self.tells("goods")
        return "open" if self.supporting and backed and told else "insufficient"
