"""The regimes beside that on the DPRK: nothing assumes one regime, one state or one kind of body."""

from __future__ import annotations

import re

import pytest

from vedette.model.law import Mandate, Regime
from vedette.regimes.changes import agenda
from vedette.regimes.load import load_regime, load_regimes
from vedette.regimes.query import mandate_on

REGIMES = {regime.regime_id: regime for regime in load_regimes()}
OTHERS = [regime for regime in REGIMES.values() if regime.regime_id != "UN-KP"]
EACH = pytest.mark.parametrize("regime", OTHERS, ids=lambda regime: regime.regime_id)


def bodies(regime: Regime) -> dict[str, list[Mandate]]:
    """The terms of a regime by body, oldest first."""
    found: dict[str, list[Mandate]] = {}
    for mandate in sorted(regime.mandates, key=lambda mandate: mandate.valid_from):
        found.setdefault(mandate.body_id, []).append(mandate)
    return found


def test_the_regimes_with_a_committee_are_there() -> None:
    """Every sanctions regime of the Council with a Committee of its own is in the data."""
    lists = "CD CF GW HT IQ IR KP LB LY ML QD SD SO SS TA YE"
    assert sorted(REGIMES) == [f"UN-{code}" for code in lists.split()]


@EACH
def test_each_says_who_oversees_it_and_how_it_stands(regime: Regime) -> None:
    """A committee, a sentence on the state of things, and the day to which sources were read."""
    assert [terms for terms in bodies(regime).values() if terms[0].form == "committee"]
    assert regime.state
    assert regime.checked_until
    assert regime.checked_until <= regime.data_version[:10]


def test_the_forms_of_expert_bodies_differ() -> None:
    """Panels, a group, monitoring teams, an ombudsperson, and regimes with none."""
    forms = {
        name: {mandate.form for mandate in regime.mandates} - {"committee"}
        for name, regime in REGIMES.items()
    }
    assert forms["UN-CD"] == {"group"}
    assert forms["UN-QD"] == {"monitoring_team", "ombudsperson"}
    assert forms["UN-TA"] == {"monitoring_team"}
    assert forms["UN-YE"] == {"panel"}
    assert forms["UN-IQ"] == forms["UN-LB"] == forms["UN-GW"] == set()


def test_a_list_of_parties_aims_at_no_state() -> None:
    """Regimes on groups have no country code, so no customs row is taken for theirs."""
    assert REGIMES["UN-QD"].target_code is None
    assert REGIMES["UN-TA"].target_code is None
    assert REGIMES["UN-SD"].target_code == "SD"


def test_a_renamed_committee_is_one_body() -> None:
    """The day decides under which name it sat."""
    for name, before, after in (
        ("UN-CF", ("2024-07-29", "2127 Committee"), ("2024-07-30", "2745 Committee")),
        ("UN-SO", ("2023-11-30", "751 Committee"), ("2023-12-01", "2713 Committee")),
    ):
        (body_id,) = (
            key for key, terms in bodies(REGIMES[name]).items() if terms[0].form == "committee"
        )
        for day, said in (before, after):
            found = mandate_on(REGIMES[name], body_id, day)
            assert found
            assert found.body == said


def test_a_contested_return_is_told_with_those_who_contest_it() -> None:
    """Iran: gone from 2016, back on 28 September 2025 by one reading, with a hole between."""
    iran = load_regime("UN-IR")
    for terms in bodies(iran).values():
        ended, back = terms
        assert ended.valid_until
        assert ended.valid_until < "2016-02"
        assert back.valid_from == "2025-09-28"
        assert back.contested_by == ("CN", "IR", "RU")
        assert mandate_on(iran, back.body_id, "2020-01-01") is None
    assert [vote.outcome for vote in iran.votes] == ["failed", "failed"]


@EACH
def test_an_unread_renewal_is_not_called_a_lapse(regime: Regime) -> None:
    """A term that ends after the last reading may have been renewed: the calendar says so."""
    ends = [
        entry
        for entry in agenda(regime, "2000-01-01", "2035-12-31")
        if entry.kind == "mandate_ends"
    ]
    for entry in ends:
        if entry.lapsed:
            assert entry.on <= str(regime.checked_until), entry.words
        elif entry.on > str(regime.checked_until) and "(extended)" not in entry.words:
            assert "was not read" in entry.words, entry.words


@pytest.mark.parametrize("regime", REGIMES.values(), ids=REGIMES)
def test_a_day_from_memory_makes_a_row_unverified(regime: Regime) -> None:
    """Whoever says in a source that a day was not read flags the row so."""
    rows = (*regime.instruments, *regime.mandates, *regime.votes, *regime.documents)
    told = [row for row in rows if re.search(r"\bdays? from memory", row.citation.source)]
    assert [row for row in told if row.citation.verification != "unverified"] == []


def test_mali_lapsed_and_was_renewed_every_year_before() -> None:
    """Each version of freeze and travel ban begins when the one before ends, until nothing did."""
    mali = load_regime("UN-ML")
    for chain in ("travel", "freeze"):
        terms = [measure for measure in mali.measures if measure.chain == chain]
        assert len(terms) == 6
        assert [term.valid_until for term in terms[:-1]] == [term.valid_from for term in terms[1:]]
        assert terms[-1].valid_until == "2023-09-01"
        assert terms[-1].replaced_by is None
    assert [vote.outcome for vote in mali.votes] == ["adopted"] * 6 + ["vetoed", "failed"]
