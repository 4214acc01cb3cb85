"""One party on several lists: what speaks for it, what against; decided by people, never merged.

Pure: listings in, candidates out. A candidate rests on a number both lists give as the party's own,
on one list naming the other's reference, or on a name with a birth date; a name alone is weak. A
number one of them only *presented* is said, and speaks for nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vedette.clean.dates import overlap
from vedette.clean.names import fold
from vedette.model.identity import (
    IdentityCandidate,
    IdentityCluster,
    IdentityJudgement,
    IdentityReason,
)
from vedette.model.listing import Listing

# Schemes whose numbers are one party's alone, with the shortest that is worth comparing.
_OWN_NUMBERS = {
    "imo": 7,
    "imo_company": 7,
    "mmsi": 9,
    "passport": 5,
    "national_id": 6,
    "registration": 6,
    "tax_id": 6,
    "lei": 20,
    "duns": 9,
    "crypto": 20,
    "wikidata": 2,
    "aircraft_serial": 5,
}
# A number more parties share than this is a placeholder, or a bank's.
_MAX_SHARED = 12
_WORD = re.compile(r"\w+")
_PLAIN = re.compile(r"[^0-9A-Z]")


def candidates(
    listings: Iterable[Listing], judgements: Iterable[IdentityJudgement] = ()
) -> tuple[IdentityCandidate, ...]:
    """Pairs of parties on different lists that may be one, those with the most for them first.

    Pairs already judged keep their verdict. Pairs with nothing stronger than a name are left out
    where anything speaks against them.
    """
    parties = {listing.party: listing for listing in listings}
    pairs: set[tuple[str, str]] = set()
    for holders in _keys(parties.values()).values():
        if len(holders) > _MAX_SHARED:
            continue
        for at, left in enumerate(sorted(holders)):
            for right in sorted(holders)[at + 1 :]:
                if parties[left].list_id != parties[right].list_id:
                    pairs.add((left, right))
    judged = standing(judgements)
    found = []
    for left, right in sorted(pairs):
        reasons = tuple(reasons_of(parties[left], parties[right]))
        if not _worth_a_look(reasons):
            continue
        found.append(
            IdentityCandidate(
                left=left,
                right=right,
                left_name=parties[left].name,
                right_name=parties[right].name,
                reasons=reasons,
                judged=judged[left, right].verdict if (left, right) in judged else None,
            )
        )
    return tuple(sorted(found, key=lambda item: (-_weight(item.reasons), item.left, item.right)))


def _worth_a_look(reasons: Sequence[IdentityReason]) -> bool:
    spoken = {reason.speaks for reason in reasons}
    return "for" in spoken or ("weak" in spoken and "against" not in spoken)


def _weight(reasons: Sequence[IdentityReason]) -> int:
    return sum({"for": 10, "weak": 1, "against": -10}[reason.speaks] for reason in reasons)


def reasons_of(left: Listing, right: Listing) -> Iterator[IdentityReason]:
    """What two listings share and differ in, each with the two values."""
    yield from _references(left, right)
    yield from _numbers(left, right)
    yield from _names_and_births(left, right)
    if left.kind != right.kind and "unknown" not in {left.kind, right.kind}:
        yield IdentityReason(
            kind="kind",
            speaks="against",
            left=left.kind,
            right=right.kind,
            sentence=f"one list has a {left.kind}, the other a {right.kind}",
        )


def _references(left: Listing, right: Listing) -> Iterator[IdentityReason]:
    for own, other in ((left, right), (right, left)):
        cited = {value.casefold() for value in own.numbers("un_ref")}
        if other.list_id == "UN-SC" and other.list_ref.casefold() in cited:
            yield IdentityReason(
                kind="un_ref",
                speaks="for",
                left=_ref_of(left),
                right=_ref_of(right),
                sentence=f"{own.list_id} gives {other.list_ref} as the party's UN reference",
            )
    shared = set(left.numbers("un_ref")) & set(right.numbers("un_ref"))
    for value in sorted(shared):
        yield IdentityReason(
            kind="un_ref",
            speaks="for",
            left=value,
            right=value,
            sentence=f"both give {value} as the party's UN reference",
        )


def _ref_of(listing: Listing) -> str:
    return ", ".join(listing.numbers("un_ref")) or listing.list_ref


def _numbers(left: Listing, right: Listing) -> Iterator[IdentityReason]:
    for scheme, shortest in _OWN_NUMBERS.items():
        mine, theirs = _plain_numbers(left, scheme), _plain_numbers(right, scheme)
        shared = {n for n in mine.keys() & theirs.keys() if len(n) >= shortest}
        for number in sorted(shared):
            yield IdentityReason(
                kind=scheme,
                speaks="for",
                left=mine[number],
                right=theirs[number],
                sentence=f"both give {scheme.replace('_', ' ')} {mine[number]}",
            )
        if scheme == "imo" and mine and theirs and not shared:
            yield IdentityReason(
                kind="imo",
                speaks="against",
                left=", ".join(mine.values()),
                right=", ".join(theirs.values()),
                sentence="their IMO numbers differ: two hulls",
            )
    for own, other in ((left, right), (right, left)):
        presented = {
            i.value for i in own.identifiers if i.scheme == "imo" and not i.is_genuine
        } & set(other.numbers("imo"))
        for number in sorted(presented):
            yield IdentityReason(
                kind="imo_presented",
                speaks="against",
                left=number,
                right=number,
                sentence=f"{own.name} presented IMO {number}, which is {other.name}'s own",
            )


def _names_and_births(left: Listing, right: Listing) -> Iterator[IdentityReason]:
    mine, theirs = _name_keys(left), _name_keys(right)
    shared = mine.keys() & theirs.keys()
    births = bool(left.birth_dates and right.birth_dates)
    agree = births and any(overlap(a, b) for a in left.birth_dates for b in right.birth_dates)
    told = [", ".join(listing.birth_dates) for listing in (left, right)]
    if shared:
        key = min(shared, key=lambda name: (-len(name), name))
        together = agree and left.kind == "person"
        yield IdentityReason(
            kind="name_and_birth" if together else "name",
            speaks="for" if together else "weak",
            left=mine[key],
            right=theirs[key],
            sentence=f"both are called {mine[key]}"
            + (f", born {told[0]} and {told[1]}" if together else ""),
        )
    if births and not agree:
        yield IdentityReason(
            kind="birth",
            speaks="against",
            left=told[0],
            right=told[1],
            sentence=f"their birth dates differ: {told[0]} and {told[1]}",
        )


def _keys(parties: Iterable[Listing]) -> Mapping[tuple[str, str], set[str]]:
    """What a pair is found by: a reference, a number, or a whole name."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for listing in parties:
        if listing.list_id == "UN-SC":
            found["un_ref", listing.list_ref.casefold()].add(listing.party)
        for value in listing.numbers("un_ref"):
            found["un_ref", value.casefold()].add(listing.party)
        for scheme, shortest in _OWN_NUMBERS.items():
            for number in _plain_numbers(listing, scheme):
                if len(number) >= shortest:
                    found[scheme, number].add(listing.party)
        for key in _name_keys(listing):
            found["name", key].add(listing.party)
    return found


def _plain_numbers(listing: Listing, scheme: str) -> dict[str, str]:
    return {
        plain: value
        for value in listing.numbers(scheme)
        if (plain := _PLAIN.sub("", value.upper()))
    }


def _name_keys(listing: Listing) -> dict[str, str]:
    """Names by their words in any order; a weak alias and a single word of a person are no key."""
    found: dict[str, str] = {}
    for name in listing.names:
        words = sorted(_WORD.findall(fold(name.value)))
        if name.quality == "weak" or (listing.kind == "person" and len(words) < 2):
            continue
        if words:
            found.setdefault(" ".join(words), name.value)
    return found


def standing(
    judgements: Iterable[IdentityJudgement],
) -> dict[tuple[str, str], IdentityJudgement]:
    """The judgement that holds for each pair: the newest."""
    found: dict[tuple[str, str], IdentityJudgement] = {}
    for judgement in sorted(judgements, key=lambda item: item.at):
        found[judgement.left, judgement.right] = judgement
    return found


def clusters(judgements: Iterable[IdentityJudgement]) -> tuple[IdentityCluster, ...]:
    """Parties held for one, made anew from the judgements that hold; taking one back parts them."""
    holding = standing(judgements)
    leader: dict[str, str] = {}

    def lead(party: str) -> str:
        leader.setdefault(party, party)
        while leader[party] != party:
            leader[party] = leader[leader[party]]
            party = leader[party]
        return party

    for (left, right), judgement in sorted(holding.items()):
        if judgement.verdict == "same":
            leader[lead(right)] = lead(left)
    members: dict[str, list[str]] = defaultdict(list)
    for party in sorted(leader):
        members[lead(party)].append(party)
    different = [pair for pair, judgement in holding.items() if judgement.verdict == "different"]
    return tuple(
        IdentityCluster(
            parties=tuple(parties),
            conflicts=tuple(
                sorted(pair for pair in different if pair[0] in parties and pair[1] in parties)
            ),
        )
        for parties in sorted(members.values())
    )
