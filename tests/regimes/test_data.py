"""The shipped data itself."""

from __future__ import annotations

import pytest

from vedette.model.law import Regime
from vedette.regimes.load import load_regime, load_regimes

ALL = pytest.mark.parametrize("regime", load_regimes(), ids=lambda regime: regime.regime_id)


@ALL
def test_everything_is_cited_and_flagged(regime: Regime) -> None:
    """Every row says what was read to check it."""
    for row in (*regime.instruments, *regime.measures, *regime.mandates, *regime.votes):
        assert row.citation.source.strip()
        assert row.citation.verification in {"verified", "transposed", "reported", "unverified"}


@ALL
def test_what_is_from_memory_is_not_called_read(regime: Regime) -> None:
    """A row whose whole source is memory is flagged unverified."""
    for row in (*regime.instruments, *regime.measures, *regime.mandates, *regime.votes):
        if row.citation.source.startswith("from memory"):
            assert row.citation.verification == "unverified"


@ALL
def test_data_states_version_and_hash(regime: Regime) -> None:
    """Findings can name the data they rest on."""
    assert regime.data_version
    assert len(regime.data_sha256) == 64


def test_the_panel_was_renewed_without_a_gap_until_a_vote_ended_it() -> None:
    """Each term begins the day after the one before; the last ended on 30 April 2024."""
    regime = load_regime("UN-KP")
    terms = [row for row in regime.mandates if row.body_id == "body:un-panel-of-experts"]
    assert len(terms) == 15
    assert terms[-1].valid_until == "2024-04-30"
    assert terms[-1].ended_by == "UN-KP/vote-2024-03-28"


def test_ten_sanctions_resolutions_and_the_carve_out_are_there() -> None:
    """The ten resolutions that set measures and resolution 2664 are instruments."""
    numbers = {row.symbol.split("/")[2].split()[0] for row in load_regime("UN-KP").instruments}
    assert {
        "1718",
        "1874",
        "2087",
        "2094",
        "2270",
        "2321",
        "2356",
        "2371",
        "2375",
        "2397",
    } <= numbers
    assert "2664" in numbers
