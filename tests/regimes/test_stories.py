"""The law as dated stories: what was in force, what a trade was, who had a mandate."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.regimes.story import (
    COMMON,
    OF_BODIES,
    OF_LAW,
    OF_TRADES,
    Story,
    always,
    names,
    read_stories,
    tell,
    without,
)
from vedette.model.law import Regime
from vedette.regimes.load import load_regime, load_regimes

STORIES = list(read_stories())
ALL = pytest.mark.parametrize(
    "story", [pytest.param(row, id=f"{row['file']}: {row['story']}") for row in STORIES]
)


@ALL
def test_story(story: Story) -> None:
    """The data answers each dated story as the story says."""
    tell(story, load_regime(story["regime"]))


@ALL
def test_a_story_asks_something_and_names_its_paragraph(story: Story) -> None:
    """A story is a sentence with a day, a paragraph that is in the data, and a question."""
    asked = set(story) - COMMON
    assert asked, "it asks nothing"
    assert asked <= (OF_TRADES if "check" in story else OF_LAW | OF_BODIES), asked
    assert story["story"].endswith(".")
    assert len(story["story"].split()) > 4
    cited = [*story.get("by", ()), *story.get("not_by", ())]
    assert cited, "it cites nothing"
    for paragraph in cited:
        assert _known(load_regime(story["regime"]), paragraph), f"{paragraph} is not in the data"


@ALL
def test_a_story_fails_where_the_law_is_another(story: Story) -> None:
    """Without a paragraph a story rests on, or with one it rules out, the story is false."""
    regime = load_regime(story["regime"])
    for paragraph in story.get("by", ()):
        with pytest.raises(AssertionError):
            tell(story, without(regime, paragraph))
    for paragraph in story.get("not_by", ()):
        with pytest.raises(AssertionError):
            tell(story, always(regime, paragraph, story))


def test_there_are_enough_stories() -> None:
    """The stories cover more than one regime, every verdict, and every resolution of the DPRK."""
    assert len(STORIES) >= 110
    assert len({story["story"] for story in STORIES}) == len(STORIES)
    assert {story["regime"] for story in STORIES} >= {"UN-KP", "UN-ML"}
    verdicts = Counter(story["verdict"] for story in STORIES if "check" in story)
    assert set(verdicts) == {
        "prohibited",
        "prohibited after wind-down",
        "capped",
        "exempt on approval",
        "not covered",
        "the text cannot decide",
    }
    assert min(verdicts.values()) >= 5
    told = {paragraph[:4] for story in STORIES for paragraph in story.get("by", ())}
    assert told >= {"1718", "1874", "2087", "2094", "2270", "2321", "2356", "2371", "2375"}
    assert told >= {"2397", "2664"}


def test_every_measure_on_goods_has_a_story() -> None:
    """No measure that names goods goes untold."""
    by_regime = {
        regime.regime_id: [story for story in STORIES if story["regime"] == regime.regime_id]
        for regime in load_regimes()
    }
    for regime in load_regimes():
        told = {
            paragraph
            for story in by_regime[regime.regime_id]
            if "check" in story
            for paragraph in story.get("by", ())
        }
        for measure in regime.measures:
            if measure.goods:
                assert any(names(measure.citation, paragraph) for paragraph in told), (
                    measure.measure_id
                )


def _known(regime: Regime, paragraph: str) -> bool:
    counted = (item for row in regime.measures for cap in row.caps for item in cap.counted_by)
    rows = (*regime.measures, *regime.mandates, *regime.votes, *counted)
    return any(names(row.citation, paragraph) for row in rows)
