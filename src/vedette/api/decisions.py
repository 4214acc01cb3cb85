"""What people decided about a customer and a listed party, remembered and reopened on a change.

A decision is an entry of the workspace's event log: appended, chained, never changed. It holds what
it was made on (a hash of what was known of either side), so that it speaks only as long as both
sides still say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, get_args

from vedette.errors import UnknownId, UsageError
from vedette.model.ids import content_id
from vedette.model.listing import Listing
from vedette.model.screening import Question

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

Decided = Literal["same", "different", "unsure"]
_ACTION = "screening decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: the newest on a customer and a party holds.

    Args:
        ref: What the asker calls the customer.
        party: ``list_id:list_ref``.
        asked, listed: Hashes of what either side told when it was made.
        standing: ``holds``; or ``reopened``, with why, where a side tells something else now.
    """

    decision_id: str
    ref: str
    party: str
    verdict: Decided
    because: str
    evidence: tuple[str, ...]
    asked: str
    listed: str
    at: str
    standing: Literal["holds", "reopened"] = "holds"
    reopened_because: str = ""


def material_of(side: Question | Listing) -> str:
    """A hash of what matters for telling a party: names, kind, births, countries, numbers.

    Remarks, addresses and the days of amendments may change without reopening a decision.
    """
    if isinstance(side, Question):
        births: Sequence[str] = (side.birth_on,) if side.birth_on else ()
        names: Sequence[str] = (side.name,)
        countries: Sequence[str] = side.countries
    else:
        births, names = side.birth_dates, [name.value for name in side.names]
        countries = [tie.code or tie.printed for tie in side.countries]
    numbers = [f"{i.scheme}:{i.value}:{i.standing}" for i in side.identifiers]
    parts = (names, births, countries, numbers)
    return content_id("mt", side.kind or "", *(sorted(part) for part in parts))


def decide(
    workspace: Workspace,
    question: Question,
    listing: Listing,
    verdict: Decided,
    because: str,
    evidence: Sequence[str] = (),
) -> Decision:
    """Remember a decision.

    Raises:
        UsageError: No customer is named, the verdict is none, or no reason is given.
    """
    if not question.ref:
        raise UsageError("decide", "no customer is named", "Give the reference you know it by")
    if verdict not in get_args(Decided):
        raise UsageError("decide", f"{verdict} is no decision", "same, different or unsure")
    if not because.strip():
        raise UsageError("decide", "a decision needs its reason", "Give --because")
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    made = Decision(
        decision_id=content_id("dn", question.ref, listing.party, verdict, because, at),
        ref=question.ref,
        party=listing.party,
        verdict=verdict,
        because=because,
        evidence=tuple(evidence),
        asked=material_of(question),
        listed=material_of(listing),
        at=at,
    )
    workspace.log(_ACTION, made.decision_id, asdict(made))
    return made


class Memory:
    """The decisions of a workspace, the newest of each customer and party."""

    def __init__(self, workspace: Workspace) -> None:
        self._newest: dict[tuple[str, str], Decision] = {}
        for _, detail in workspace.logged(_ACTION):
            row = Decision(**{**detail, "evidence": tuple(detail["evidence"])})
            self._newest[row.ref, row.party] = row

    def all(self) -> tuple[Decision, ...]:
        """Every decision in force, by customer and party."""
        return tuple(self._newest[key] for key in sorted(self._newest))

    def knows(self, ref: str, party: str) -> bool:
        """Whether anything was decided on a customer and ``list_id:list_ref``."""
        return (ref, party) in self._newest

    def of(self, question: Question, listing: Listing) -> Decision | None:
        """The decision on these two, and whether it still holds."""
        known = self._newest.get((question.ref, listing.party)) if question.ref else None
        if known is None:
            return None
        changed = []
        if known.asked != material_of(question):
            changed.append("what is known of the customer has changed")
        if known.listed != material_of(listing):
            changed.append("the listing has changed")
        if not changed:
            return known
        values = asdict(known) | {"standing": "reopened", "reopened_because": "; ".join(changed)}
        return Decision(**values)


def listing_of(listings: Sequence[Listing], party: str) -> Listing:
    """A listing by ``list_id:list_ref``, or by its number where only one list uses it.

    Raises:
        UnknownId: None, or several, are called so.
    """
    wanted = party.casefold()
    found = [
        item for item in listings if wanted in {item.party.casefold(), item.list_ref.casefold()}
    ]
    if len(found) != 1:
        what = "no listing is called so" if not found else f"{len(found)} listings are called so"
        raise UnknownId(party, what, "Name it as LIST:NUMBER; see vedette screen")
    return found[0]
