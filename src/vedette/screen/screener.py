"""The screener: candidates by index, alignment, verdict, and a sentence for each.

A look-alike is not a hit, and an empty answer is not a clearance: both are said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from vedette.clean.names import SURNAME_CLASS, fold, korean_syllable, skeleton, tokens
from vedette.model.ids import content_id
from vedette.model.listing import Coverage, ListedName, Listing, ListRelease, Match, Verdict
from vedette.screen.compare import RULES, Comparison, compare
from vedette.screen.score import contradictions, score, weights_from
from vedette.screen.subjects import Subject

HIT = 0.9
POSSIBLE = 0.8
MAX_NEAR = 2
MAX_CANDIDATES = 40


@dataclass(frozen=True, slots=True)
class Screening:
    """What screening some subjects found, and over which lists."""

    matches: tuple[Match, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class _Name:
    listing: Listing
    name: ListedName
    tokens: tuple[str, ...]


class Screener:
    """An index over the lists in use; build once, ask often.

    Args:
        listings: The listings of the releases in use.
        releases: Those releases.
        expected: List ids that ought to be loaded, for saying what is missing.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        releases: Sequence[ListRelease],
        expected: Sequence[str] = (),
    ) -> None:
        self.releases = tuple(sorted(releases, key=lambda release: release.list_id))
        self.missing = tuple(sorted(set(expected) - {release.list_id for release in releases}))
        self.n_listings = len(listings)
        self._names = [
            _Name(listing, name, tokens(name.value, kind=listing.kind))
            for listing in listings
            for name in listing.names
        ]
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_imo: dict[str, list[Listing]] = defaultdict(list)
        counts: Counter[str] = Counter()
        for index, known in enumerate(self._names):
            counts.update(set(known.tokens))
            for key in set(_keys(known.tokens)):
                self._by_key[(known.listing.kind, key)].append(index)
        for listing in listings:
            for number in listing.numbers("imo"):
                self._by_imo[number].append(listing)
        self._weights = weights_from(counts, max(1, len(self._names)))

    def screen(self, subjects: Sequence[Subject]) -> Screening:
        """Screen parties; every one gets its hits and possibles, and its nearest look-alikes."""
        matches = [match for subject in subjects for match in self.screen_one(subject)]
        return Screening(tuple(matches), self._coverage(len(subjects), matches))

    def screen_one(self, subject: Subject) -> list[Match]:
        """The matches of one party, best first."""
        found = [
            self._by_number(subject, listing) for listing in self._by_imo.get(subject.imo or "", ())
        ]
        taken = {match.listing_id for match in found}
        best: dict[str, tuple[float, _Name, Comparison]] = {}
        query = tokens(subject.name, kind=subject.kind)
        for index in self._candidates(subject.kind, query):
            known = self._names[index]
            if known.listing.listing_id in taken:
                continue
            comparison = compare(query, known.tokens)
            value = score(comparison, self._weights)
            if value > best.get(known.listing.listing_id, (0.0,))[0]:
                best[known.listing.listing_id] = (value, known, comparison)
        ranked = sorted(best.values(), key=lambda item: (-item[0], item[1].listing.list_ref))
        judged = [self._judge(subject, query, *item) for item in ranked]
        found += [match for match in judged if match.verdict != "near_miss"]
        near = [match for match in judged if match.verdict == "near_miss"]
        near.sort(key=lambda match: (-_likeness(subject.name, match), match.list_ref))
        found += near[:MAX_NEAR]
        return found

    def _candidates(self, kind: str, query: Sequence[str]) -> list[int]:
        """Names that share a key, those that share most (and rarest) first."""
        votes: Counter[int] = Counter()
        for key in set(_keys(query)):
            holders = self._by_key.get((kind, key), ())
            for index in holders:
                votes[index] += 1_000_000 // (len(holders) + 10)
        return [index for index, _ in votes.most_common(MAX_CANDIDATES)]

    def _judge(
        self,
        subject: Subject,
        query: Sequence[str],
        value: float,
        known: _Name,
        comparison: Comparison,
    ) -> Match:
        against = contradictions(comparison, query, known.tokens)
        against += self._against_by_facts(subject, known)
        n_matched = sum(1 for a, b, _ in comparison.pairs if a and b)
        lone = subject.kind == "person" and len(query) < 2
        verdict: Verdict = "near_miss"
        if lone and not against and value == 1.0 and len(known.tokens) == 1:
            verdict = "possible"
        elif lone:
            against.append("a single word is no full name")
        elif not against and value >= HIT and known.name.quality != "weak":
            verdict = "hit"
        elif not against and value >= POSSIBLE and (n_matched > 1 or len(known.tokens) == 1):
            verdict = "possible"
        if verdict == "possible" and known.name.quality == "weak":
            against.append("the name is a weak alias: it confirms, it does not accuse")
        elif verdict == "possible":
            against.append("the names agree in part only; another identifier is needed")
        elif verdict == "near_miss" and not against:
            against.append("too little of the names agrees")
        return self._match(subject, known, value, verdict, comparison, tuple(against))

    def _against_by_facts(self, subject: Subject, known: _Name) -> Iterator[str]:
        listed = known.listing.numbers("imo")
        if subject.imo and listed and subject.imo not in listed:
            yield f"the IMO numbers differ ({subject.imo} and {', '.join(listed)})"

    def _by_number(self, subject: Subject, listing: Listing) -> Match:
        query = tokens(subject.name, kind="vessel")
        primary = next(name for name in self._names if name.listing is listing)
        comparison = compare(query, primary.tokens)
        same = score(comparison, self._weights) >= POSSIBLE
        note = "" if same else f"; the report calls it {subject.name}, the list {listing.name}"
        match = self._match(subject, primary, 1.0, "hit", comparison, ())
        sentence = (
            f"The IMO number {subject.imo} is that of {listing.name} ({listing.list_ref}){note}."
        )
        return _replace(match, explanation=sentence)

    def _match(
        self,
        subject: Subject,
        known: _Name,
        value: float,
        verdict: Verdict,
        comparison: Comparison,
        against: tuple[str, ...],
    ) -> Match:
        listing = known.listing
        return Match(
            match_id=content_id("ma", subject.layer_id, subject.ref, listing.listing_id, verdict),
            layer_id=subject.layer_id,
            span=subject.span,
            subject_name=subject.name,
            subject_ref=subject.ref,
            subject_kind=subject.kind,
            listing_id=listing.listing_id,
            list_id=listing.list_id,
            list_ref=listing.list_ref,
            listed_name=known.name.value,
            verdict=verdict,
            score=round(value, 4),
            alignment=comparison.alignment(),
            explanation=_sentence(subject, known, verdict, comparison),
            reasons_against=against,
            searched=tuple(release.release_id for release in self.releases),
        )

    def _coverage(self, n_subjects: int, matches: Sequence[Match]) -> Coverage:
        shown = [f"{r.title} ({r.generated_on or 'undated'})" for r in self.releases]
        hits = sum(match.verdict == "hit" for match in matches)
        lists = "; ".join(shown) if shown else "no list"
        sentence = f"{n_subjects} names screened against {self.n_listings} listings of {lists}: {hits} hits."
        if self.missing:
            sentence += f" Not searched, because not loaded: {', '.join(self.missing)}."
        sentence += " A name without a hit is not thereby cleared."
        searched = tuple(release.release_id for release in self.releases)
        return Coverage(
            coverage_id=content_id("co", searched, self.missing, n_subjects, hits),
            searched=searched,
            missing=self.missing,
            n_subjects=n_subjects,
            n_listings=self.n_listings,
            sentence=sentence,
            details={
                release.list_id: release.generated_on or "undated" for release in self.releases
            },
        )


def _likeness(name: str, match: Match) -> float:
    """How alike two names look at a glance, which is what a near miss has to be explained against."""
    return fuzz.token_sort_ratio(fold(name), fold(match.listed_name)) / 100


def _keys(words: Sequence[str]) -> Iterator[str]:
    """The keys under which a name is found: its words, their sounds, itself written together."""
    for word in words:
        yield f"t:{word}"
        yield f"y:{korean_syllable(SURNAME_CLASS.get(word, word))}"
        if len(word) >= 4:
            yield f"s:{skeleton(word)}"
        if len(word) >= 5:
            yield from (f"d:{word[:at]}{word[at + 1 :]}" for at in range(len(word)))
            yield f"d:{word}"
    yield f"j:{''.join(words)}"
    for start in range(len(words) - 1):
        yield f"t:{words[start]}{words[start + 1]}"


def _sentence(subject: Subject, known: _Name, verdict: Verdict, comparison: Comparison) -> str:
    met = [
        f"{a} = {b}" if a == b else f"{a} ~ {b} ({RULES[rule][1]})"
        for a, b, rule in comparison.pairs
        if a and b
    ]
    words = {"hit": "is", "possible": "may be", "near_miss": "is not taken for"}
    tail = f": {', '.join(met)}" if met else ""
    return f"{subject.name} {words[verdict]} {known.name.value} ({known.listing.list_ref}){tail}."


def _replace(match: Match, **changes: object) -> Match:
    from dataclasses import replace

    return replace(match, **changes)  # type: ignore[arg-type]
