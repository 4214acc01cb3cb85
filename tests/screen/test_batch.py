"""A batch answers as each question asked alone does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.model.listing import Identifier, ListedName, Listing
from vedette.model.screening import Question
from vedette.screen.batch import Sieve, best_scores
from vedette.screen.population import customers
from vedette.screen.screener import Screener


def _listing(number: int, name: str) -> Listing:
    numbers = (Identifier(scheme="passport", value=f"P{number:06}"),) if number % 3 == 0 else ()
    return Listing(
        listing_id=str(number), release_id="r", list_id="L", list_ref=str(number), kind="person",
        name=name, names=(ListedName(value=name, quality="primary"),), identifiers=numbers,
        birth_dates=(), nationalities=(), regime="R", listed_on=None, amended_on=(), remarks=None,
        locator="",
    )  # fmt: skip


SCREENER = Screener([_listing(i, name) for i, name in enumerate(customers(3000, seed=5))], ())
NAMES = customers(4000, seed=6)


@given(st.sampled_from(NAMES), st.sampled_from(["", "P000003", "P000004"]))
@settings(max_examples=150, deadline=None)
def test_alerts_are_what_asking_finds_without_look_alikes(name: str, passport: str) -> None:
    """Leaving look-alikes out early changes no hit and no possible one, nor their order."""
    numbers = (Identifier(scheme="passport", value=passport),) if passport else ()
    question = Question(name=name, kind="person", identifiers=numbers)
    told = [item for item in SCREENER.find(question) if item.verdict != "near_miss"]
    assert SCREENER.find_alerts(question) == told


def test_a_sieve_that_remembers_lets_the_same_names_through() -> None:
    """Repeated names, names of several kinds and a memory that overflows change nothing."""
    names = NAMES[:1500] + NAMES[500:2500]
    kinds = ["person" if i % 5 else None for i in range(len(names))]
    possible = SCREENER.settings.possible
    scores = {kind: best_scores(SCREENER, names, kind, possible) for kind in ("person", None)}
    wanted = [i for i, kind in enumerate(kinds) if scores[kind][i]]
    assert 0 < len(wanted) < len(names)
    for most_kept in (1 << 17, 700):
        sieve = Sieve(SCREENER, most_kept)
        found = [
            at + place
            for at in range(0, len(names), 300)
            for place in sieve.passed(names[at : at + 300], kinds[at : at + 300])
        ]
        assert found == wanted
