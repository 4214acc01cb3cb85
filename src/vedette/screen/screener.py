"""The screener: an index over the lists in use, and answers with their reasons.

A look-alike is not a hit, and an empty answer is not a clearance: both are said.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz

from vedette.clean.forms import NameForm
from vedette.model.ids import content_id
from vedette.model.listing import (
    Alignment,
    Coverage,
    Identifier,
    Listing,
    ListRelease,
    Match,
    PartyKind,
)
from vedette.model.screening import Answer, Found, Question
from vedette.screen.facts import facts_of
from vedette.screen.index import KIND_BIT, views
from vedette.screen.indexed import Index, build_index, number_key
from vedette.screen.judge import Likeness, judge
from vedette.screen.kernel import Kernel
from vedette.screen.normal import normal_forms
from vedette.screen.rules import BY_CODE, FORM_TRUST, MAX_WORDS
from vedette.screen.settings import Settings
from vedette.screen.subjects import Subject

_EVERY_KIND = sum(KIND_BIT.values())
# The arrays of an index that tell what a score means in alarms, by kind.
CURVES: dict[PartyKind, str] = {
    "person": "curve",
    "organisation": "curve_organisation",
    "vessel": "curve_vessel",
}
_NAMES_KEPT = 1024
_ROOM = 2 + 6 * 4 * MAX_WORDS


@dataclass(frozen=True, slots=True)
class Screening:
    """What screening the parties of a report found, and over which lists."""

    matches: tuple[Match, ...]
    coverage: Coverage


class Screener:
    """Answers questions over the lists in use; build once, ask often. One thread at a time.

    Args:
        listings: The listings of the releases in use.
        releases: Those releases.
        expected: List ids that ought to be loaded, for saying what is missing.
        stale: List ids older than their schedule, and the sentence that says so.
        settings: The configuration.
        index: A ready index over these listings (from a file), instead of building one.
    """

    def __init__(
        self,
        listings: Sequence[Listing],
        releases: Sequence[ListRelease],
        expected: Sequence[str] = (),
        *,
        stale: Mapping[str, str] | None = None,
        settings: Settings | None = None,
        index: Index | None = None,
    ) -> None:
        self.releases = tuple(sorted(releases, key=lambda release: release.list_id))
        self.missing = tuple(sorted(set(expected) - {release.list_id for release in releases}))
        self.stale = dict(stale or {})
        self.settings = settings or Settings()
        self.index = index or build_index(listings)
        self.kernel = Kernel(views(self.index.arrays))
        self._by_id: dict[str, int] | None = None
        # Customers of one name differ in their facts only.
        self._nearest = lru_cache(_NAMES_KEPT)(self._search)

    @property
    def n_listings(self) -> int:
        """How many listings are searched."""
        return len(self.index.listings)

    # -- one question ----------------------------------------------------------------------

    def ask(self, question: Question) -> Answer:
        """Screen one party, with every reason."""
        found = self.find(question)
        alerts = sum(item.verdict == "hit" for item in found)
        return Answer(question=question, found=tuple(found), coverage=self.coverage(1, alerts))

    def find(self, question: Question) -> list[Found]:
        """The listed parties a question may mean, best first."""
        likenesses = self._likenesses(question)
        for party in self._holders(question):
            if party not in likenesses:
                likenesses[party] = self._of_number(question, party)
        judged = self._judged(question, likenesses)
        near = [item for item in judged if item.verdict == "near_miss"]
        near.sort(key=lambda item: (-_at_a_glance(question.name, item), item.list_ref))
        kept = [item for item in judged if item.verdict != "near_miss"][: self.settings.most]
        return kept + near[: self.settings.most_near]

    def find_alerts(self, question: Question) -> list[Found]:
        """The hits and possibles of :meth:`find`, without the work its look-alikes take."""
        if self._holders(question):
            judged = self.find(question)
        else:
            # A lone word that is all of a listed name is possible from .99 on, whatever the settings.
            floor = min(self.settings.possible, 0.99)
            judged = self._judged(question, self._likenesses(question, floor))
        return [item for item in judged if item.verdict != "near_miss"][: self.settings.most]

    def _judged(self, question: Question, likenesses: Mapping[int, Likeness]) -> list[Found]:
        """A verdict on every likeness, best first."""
        judged = [
            judge(
                question,
                likeness,
                facts_of(question, likeness.listing),
                self.settings,
                self._alerts(likeness),
            )
            for likeness in likenesses.values()
        ]
        judged.sort(key=_rank)
        return judged

    def listing_of(self, name: int) -> Listing:
        """The listing a row of the index belongs to."""
        return self.index.listings[int(self.index.arrays["name_party"][name])]

    def listing(self, listing_id: str) -> Listing:
        """A listing by its id.

        Raises:
            KeyError: None of those searched has it.
        """
        if self._by_id is None:
            self._by_id = {item.listing_id: i for i, item in enumerate(self.index.listings)}
        return self.index.listings[self._by_id[listing_id]]

    def find_listing(self, question: Question, name: int) -> Found | None:
        """What a question is to one listed name; None where it has no letters."""
        kind = question.kind or self.listing_of(name).kind
        likenesses = [self._likeness(name, form) for form in normal_forms(question.name, kind)]
        if not likenesses:
            return None
        best = max(likenesses, key=lambda likeness: likeness.score)
        return judge(question, best, facts_of(question, best.listing), self.settings)

    def _alerts(self, likeness: Likeness) -> float | None:
        """How many of 10,000 of its kind, on no list, score as much; None below half or uncalibrated."""
        curve = self.index.arrays.get(CURVES.get(likeness.listing.kind, ""))
        if curve is None or likeness.score < 0.5:
            return None
        return round(float(curve[round(1000 * likeness.score)]), 1)

    def _likenesses(self, question: Question, lowest: float = 0.0) -> dict[int, Likeness]:
        """The best likeness with each listed party, by its number, of ``lowest`` or more."""
        return {
            party: self._likeness(name, form)
            for party, (name, score, form) in self._nearest(question.name, question.kind).items()
            if score >= round(1000 * lowest)
        }

    def _search(
        self, asked: str, as_kind: PartyKind | None
    ) -> dict[int, tuple[int, int, NameForm]]:
        """By listed party, the row of the index most like a name, its score, and the form it met."""
        best: dict[int, tuple[int, int, NameForm]] = {}
        room = self.settings.most + 4
        out = array("i", bytes(8 * room))
        floor = round(1000 * self.settings.near)
        bits = kind_bits(as_kind)
        for kind in kinds_read_as(as_kind):
            for form in normal_forms(asked, kind):
                text = " ".join(form.tokens).encode("ascii")
                trust = FORM_TRUST.get(form.how, 1000)
                n = self.kernel.search(text, 0, len(text), bits, floor, room, memoryview(out), 0)
                for i in range(n):
                    name, score = out[2 * i], out[2 * i + 1] * trust // 1000
                    party = int(self.index.arrays["name_party"][name])
                    if party not in best or score > best[party][1]:
                        best[party] = (name, score, form)
        return best

    def _likeness(self, name: int, form: NameForm) -> Likeness:
        """Align one form of the question with one listed name."""
        text = " ".join(form.tokens).encode("ascii")
        out = array("i", bytes(4 * _ROOM))
        score = self.kernel.explain(text, 0, len(text), name, memoryview(out))
        arrays = self.index.arrays
        listing = self.index.listings[int(arrays["name_party"][name])]
        listed = self._words_of(name)
        return Likeness(
            listing,
            listing.names[int(arrays["name_which"][name])],
            form.tokens,
            listed,
            form.how,
            score * FORM_TRUST.get(form.how, 1000) // 1000 / 1000,
            _alignment(form.tokens, listed, out),
        )

    def _words_of(self, name: int) -> tuple[str, ...]:
        arrays = self.index.arrays
        at, text = arrays["word_at"], arrays["word_text"]
        words = arrays["name_words"][arrays["name_at"][name] : arrays["name_at"][name + 1]]
        return tuple(bytes(text[at[word] : at[word + 1]]).decode("ascii") for word in words)

    def _holders(self, question: Question) -> list[int]:
        """Listed parties that hold, or presented, a number of the question."""
        found: dict[int, None] = {}
        keys, parties = self.index.arrays["number_key"], self.index.arrays["number_party"]
        for identifier in question.identifiers:
            key = number_key(identifier.scheme, identifier.value)
            first, last = np.searchsorted(keys, [key, key + 1])
            found.update(dict.fromkeys(int(party) for party in parties[first:last]))
        return list(found)

    def _of_number(self, question: Question, party: int) -> Likeness:
        """A party known by its number, its name set beside the one asked, however unlike."""
        arrays = self.index.arrays
        listing = self.index.listings[party]
        rows = (arrays["name_party"] == party).nonzero()[0]
        forms = normal_forms(question.name, listing.kind)
        if not len(rows) or not forms:
            return Likeness(listing, listing.names[0], (), (), "number", 0.0, ())
        return max(
            (self._likeness(int(row), form) for row in rows for form in forms),
            key=lambda likeness: likeness.score,
        )

    # -- the parties of a report -----------------------------------------------------------

    def screen(self, subjects: Sequence[Subject]) -> Screening:
        """Screen parties; every one gets its hits and possibles, and its nearest look-alikes."""
        matches = [match for subject in subjects for match in self.screen_one(subject)]
        hits = sum(match.verdict == "hit" for match in matches)
        return Screening(tuple(matches), self.coverage(len(subjects), hits))

    def screen_one(self, subject: Subject) -> list[Match]:
        """The matches of one party, best first."""
        numbers = (Identifier(scheme="imo", value=subject.imo),) if subject.imo else ()
        question = Question(
            name=subject.name, kind=subject.kind, identifiers=numbers, ref=subject.ref
        )
        return [self._match(subject, item) for item in self.find(question)]

    def _match(self, subject: Subject, found: Found) -> Match:
        return Match(
            match_id=content_id(
                "ma", subject.layer_id, subject.ref, found.listing_id, found.verdict
            ),
            layer_id=subject.layer_id,
            span=subject.span,
            subject_name=subject.name,
            subject_ref=subject.ref,
            subject_kind=subject.kind,
            listing_id=found.listing_id,
            list_id=found.list_id,
            list_ref=found.list_ref,
            listed_name=found.listed_name,
            verdict=found.verdict,
            score=found.score,
            alignment=found.alignment,
            explanation=found.explanation,
            reasons_against=found.against,
            searched=tuple(release.release_id for release in self.releases),
        )

    # -- what was searched -----------------------------------------------------------------

    def coverage(self, n_names: int, n_hits: int) -> Coverage:
        """Which lists of which day were searched, which were not, and what that does not prove."""
        names = "1 name" if n_names == 1 else f"{n_names} names"
        hits = "1 hit" if n_hits == 1 else f"{n_hits} hits"
        return self.coverage_of(f"{names} screened against {{}}: {hits}.", n_names, n_hits)

    def coverage_of(self, done: str, n_subjects: int, n_hits: int) -> Coverage:
        """The same for a search told in other words.

        Args:
            done: What was done; ``{}`` stands for the listings it was done with.
            n_subjects: How many names were asked or found.
            n_hits: How many of them are hits.
        """
        shown = [f"{r.title} ({r.generated_on or 'undated'})" for r in self.releases]
        lists = "; ".join(shown) if shown else "no list"
        sentence = done.format(f"{self.n_listings:,} listings of {lists}")
        if self.missing:
            sentence += f" Not searched, because not loaded: {', '.join(self.missing)}."
        for said in self.stale.values():
            sentence += f" {said}"
        sentence += " A name without a hit is not thereby cleared."
        searched = tuple(release.release_id for release in self.releases)
        return Coverage(
            coverage_id=content_id("co", searched, self.missing, n_subjects, n_hits),
            searched=searched,
            missing=self.missing,
            n_subjects=n_subjects,
            n_listings=self.n_listings,
            sentence=sentence,
            details={
                release.list_id: release.generated_on or "undated" for release in self.releases
            },
        )


def kind_bits(kind: PartyKind | None) -> int:
    """The kinds a question is put to: its own, and parties of which the list does not say."""
    if kind is None or kind == "unknown":
        return _EVERY_KIND
    return KIND_BIT[kind] | KIND_BIT["unknown"]


def kinds_read_as(kind: PartyKind | None) -> tuple[PartyKind, ...]:
    """As what a name is read; one of no known kind is read as a person's and as a body's."""
    return ("person", "organisation") if kind in {None, "unknown"} else (kind,)


def _rank(found: Found) -> tuple[int, float, int, str, str]:
    """Hits first; then the score; ties by what the facts say, then by list and number."""
    order = {"hit": 0, "possible": 1, "near_miss": 2}[found.verdict]
    said = sum({"for": 2, "weak": 0, "against": -2}[fact.speaks] for fact in found.facts)
    return order, -found.score, -said, found.list_id, found.list_ref


def _at_a_glance(name: str, found: Found) -> float:
    """How alike two names look, which is what a near miss has to be explained against."""
    shown = [
        " ".join(form.tokens)
        for text in (name, found.listed_name)
        for form in normal_forms(text, found.kind)[:1]
    ]
    return fuzz.token_sort_ratio(*shown) if len(shown) == 2 else 0.0


def _alignment(
    asked: tuple[str, ...], listed: tuple[str, ...], out: array[int]
) -> tuple[Alignment, ...]:
    """The kernel's pairs as rows, in the order of the name asked, then what stayed alone."""
    rows: list[tuple[int, Alignment]] = []
    used_q: set[int] = set()
    used_t: set[int] = set()
    for i in range(out[1]):
        q, qn, t, tn, similarity, rule = out[2 + 6 * i : 8 + 6 * i]
        used_q.update(range(q, q + qn))
        used_t.update(range(t, t + tn))
        row = Alignment(
            query=" ".join(asked[q : q + qn]),
            listed=" ".join(listed[t : t + tn]),
            rule=BY_CODE[rule].name,
            weight=similarity / 1000,
        )
        rows.append((q, row))
    alone = [
        Alignment(query=word, listed=None, rule="unmatched-query", weight=0.0)
        for i, word in enumerate(asked)
        if i not in used_q
    ] + [
        Alignment(query=None, listed=word, rule="unmatched-listed", weight=0.0)
        for i, word in enumerate(listed)
        if i not in used_t
    ]
    return (*(row for _, row in sorted(rows, key=lambda item: item[0])), *alone)


__all__ = ["CURVES", "Screener", "Screening", "kind_bits", "kinds_read_as"]
