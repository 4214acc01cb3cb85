"""Identity judgements in a workspace: appended, reversible, and what several lists say side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.api.list_history import party_key
from vedette.errors import UsageError
from vedette.model.identity import (
    IdentityCandidate,
    IdentityCluster,
    IdentityJudgement,
    IdentityReason,
    IdentityVerdict,
)
from vedette.model.ids import content_id
from vedette.model.listing import Listing
from vedette.screen.resolve import candidates, clusters, reasons_of, standing
from vedette.store import releases as store
from vedette.store.clock import now
from vedette.store.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBeside:
    """One field as each list has it. ``agreement``: ``same``, ``differs``, or ``one`` that tells."""

    name: str
    values: dict[str, tuple[str, ...]]
    agreement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyView:
    """A party as every list that is judged to have it says; conflicting values stay apart.

    Args:
        listings: The newest listing of each party of the cluster.
        is_listed: Whether each stands in the release in force of its list.
        reasons: What speaks for and against, pair by pair.
    """

    party: str
    cluster: IdentityCluster
    listings: tuple[Listing, ...]
    is_listed: dict[str, bool]
    fields: tuple[FieldBeside, ...]
    judgements: tuple[IdentityJudgement, ...]
    reasons: dict[str, tuple[IdentityReason, ...]]


def judge(
    workspace: Workspace,
    left: str,
    right: str,
    verdict: IdentityVerdict,
    because: str,
    evidence: Sequence[str] = (),
) -> IdentityJudgement:
    """Write down that two listed parties are the same, different, or that it is not known.

    A later judgement on the same pair takes the place of this one; nothing is merged or removed.

    Raises:
        UnknownId: One of them is on no list kept here.
        UsageError: They are one already, or no reason was given.
    """
    if not because.strip():
        raise UsageError("--because", "no reason was given", "Say what the judgement rests on")
    first, second = sorted(":".join(party_key(workspace, text)) for text in (left, right))
    if first == second:
        raise UsageError(first, "both are the same listing", "Name two")
    at = now()
    judgement = IdentityJudgement(
        judgement_id=content_id("ij", first, second, verdict, at),
        left=first,
        right=second,
        verdict=verdict,
        because=because.strip(),
        evidence=tuple(evidence),
        by=workspace.actor,
        at=at,
    )
    with workspace.transaction() as connection:
        workspace.add(judgement, connection=connection)
    workspace.log(
        "identity", judgement.judgement_id, {"left": first, "right": second, "verdict": verdict}
    )
    return judgement


def judgements_of(
    workspace: Workspace, *, as_known_at: str | None = None
) -> list[IdentityJudgement]:
    """Every judgement, oldest first; those taken back too."""
    found = workspace.rows(IdentityJudgement, as_known_at=as_known_at)
    return sorted(found, key=lambda item: item.at)


def identity_candidates(
    workspace: Workspace, *, include_judged: bool = False
) -> tuple[IdentityCandidate, ...]:
    """Pairs of parties of the lists in force that may be one, with their reasons."""
    listings = workspace.rows(Listing)
    found = candidates(listings, judgements_of(workspace))
    return tuple(item for item in found if include_judged or item.judged is None)


def identity_clusters(
    workspace: Workspace, *, as_known_at: str | None = None
) -> tuple[IdentityCluster, ...]:
    """Parties held for one by the judgements that hold now, or held at an instant."""
    return clusters(judgements_of(workspace, as_known_at=as_known_at))


def party_view(workspace: Workspace, text: str) -> PartyView:
    """A party as each list says, value beside value.

    Raises:
        UnknownId: It is on no list kept here.
    """
    party = ":".join(party_key(workspace, text))
    made = judgements_of(workspace)
    cluster = next(
        (item for item in clusters(made) if party in item.parties),
        IdentityCluster(parties=(party,)),
    )
    in_force = store.newest(store.kept(workspace.engine))
    members = {
        list_id: frozenset(store.members_of(workspace.engine, item.release.release_id))
        for list_id, item in in_force.items()
    }
    listings = []
    is_listed = {}
    for name in cluster.parties:
        list_id, list_ref = party_key(workspace, name)
        every = store.listings_of_party(workspace.engine, list_id, list_ref)
        current = [item for item in every if item.listing_id in members.get(list_id, ())]
        is_listed[name] = bool(current)
        listings.append((current or every)[-1])
    holding = [
        judgement
        for pair, judgement in standing(made).items()
        if pair[0] in cluster.parties or pair[1] in cluster.parties
    ]
    return PartyView(
        party=party,
        cluster=cluster,
        listings=tuple(listings),
        is_listed=is_listed,
        fields=tuple(_beside(listings)),
        judgements=tuple(sorted(holding, key=lambda item: item.at)),
        reasons={
            f"{left.party} | {right.party}": tuple(reasons_of(left, right))
            for at, left in enumerate(listings)
            for right in listings[at + 1 :]
        },
    )


def _beside(listings: Sequence[Listing]) -> list[FieldBeside]:
    rows: dict[str, dict[str, tuple[str, ...]]] = {}
    for listing in listings:
        for name, values in _values(listing).items():
            if values:
                rows.setdefault(name, {})[listing.party] = values
    found = []
    for name, told in rows.items():
        distinct = {tuple(sorted(item)) for item in told.values()}
        agreement = "one" if len(told) == 1 else "same" if len(distinct) == 1 else "differs"
        found.append(FieldBeside(name=name, values=told, agreement=agreement))
    return found


def _values(listing: Listing) -> dict[str, tuple[str, ...]]:
    """A listing's fields as people read them; presented identifiers under a name of their own."""
    found: dict[str, tuple[str, ...]] = {
        "kind": (listing.kind,),
        "name": (listing.name,),
        "other names": tuple(n.value for n in listing.names if n.quality == "strong"),
        "weak aliases": tuple(n.value for n in listing.names if n.quality == "weak"),
        "born": listing.birth_dates,
        "nationality": tuple(
            tie.code or tie.printed for tie in listing.countries if tie.role == "nationality"
        ),
        "listed on": (listing.listed_on,) if listing.listed_on else (),
        "programme": listing.programmes,
    }
    for identifier in listing.identifiers:
        key = identifier.scheme if identifier.is_genuine else f"{identifier.scheme} (presented)"
        found[key] = (*found.get(key, ()), identifier.value)
    for key, values in listing.details.items():
        found[key.replace("_", " ")] = values
    return found
