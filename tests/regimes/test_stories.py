"""The law as dated stories: what was in force, who had a mandate, how a vote ended."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from vedette.regimes.load import load_regime
from vedette.regimes.query import active_measures, mandate_on, votes_on

STORIES = [
    pytest.param(row, id=f"{path.stem}: {row['story']}")
    for path in sorted((Path(__file__).parent / "stories").glob("*.yml"))
    for row in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KEYS = {"story", "regime", "day", "in_force", "not_in_force", "kinds", "not_kinds", "exempt"} | {
    "mandate",
    "outcome",
}


@pytest.mark.parametrize("row", STORIES)
def test_story(row: dict[str, Any]) -> None:
    """The data answers each dated story as the story says."""
    assert set(row) - {"story", "regime", "day"} <= KEYS, "a story asks something unknown"
    assert len(set(row) & KEYS) > 3, "a story must ask something"
    regime, on = load_regime(row["regime"]), row["day"].isoformat()
    measures = {measure.measure_id: measure for measure in active_measures(regime, on)}
    known = {measure.measure_id for measure in regime.measures}
    assert set(row.get("not_in_force", ())) <= known
    assert set(row.get("in_force", ())) <= set(measures)
    assert not set(row.get("not_in_force", ())) & set(measures)
    if "kinds" in row:
        assert {measure.kind for measure in measures.values()} == set(row["kinds"])
    assert not {measure.kind for measure in measures.values()} & set(row.get("not_kinds", ()))
    for measure_id, words in row.get("exempt", {}).items():
        assert words in (measures[measure_id].exemption or "")
    for body_id, mandate_id in row.get("mandate", {}).items():
        assert body_id in {mandate.body_id for mandate in regime.mandates}
        found = mandate_on(regime, body_id, on)
        assert (found.mandate_id if found else None) == mandate_id
    for vote_id, outcome in row.get("outcome", {}).items():
        assert {vote.vote_id: vote.outcome for vote in votes_on(regime, on)}[vote_id] == outcome


def test_there_are_enough_stories() -> None:
    """The stories cover the regime: at least 25, and more than one regime."""
    rows = [param.values[0] for param in STORIES]
    assert len(rows) >= 25
    assert len({row["regime"] for row in rows}) > 1  # type: ignore[index, call-overload]
