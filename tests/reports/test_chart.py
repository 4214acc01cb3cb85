"""The timeline of a regime as a picture."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from vedette.errors import UsageError
from vedette.regimes.load import load_regime
from vedette.reports.chart import draw_timeline


@pytest.mark.parametrize("regime_id", ["UN-KP", "UN-ML", "UN-LY"])
def test_a_drawing_is_small_and_the_same_twice(tmp_path: Path, regime_id: str) -> None:
    """The same data gives the same bytes, well-formed and small, for a regime in brief too."""
    regime = load_regime(regime_id)
    one = draw_timeline(regime, tmp_path / "one.svg", last="2026-11-25").read_bytes()
    other = draw_timeline(regime, tmp_path / "other.svg", last="2026-11-25").read_bytes()
    assert one == other
    assert len(one) < 200_000
    assert ElementTree.fromstring(one).tag.endswith("svg")  # made just above


def test_the_picture_has_no_colour(tmp_path: Path) -> None:
    """Everything is black, white or grey, so that print loses nothing."""
    text = draw_timeline(load_regime("UN-KP"), tmp_path / "x.svg", last="2026-11-25").read_text()
    for red, green, blue in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", text):
        assert red == green == blue


def test_a_veto_and_a_failed_vote_are_told_apart(tmp_path: Path) -> None:
    """The Mali drafts of one day are marked as vetoed and as failed, each in the legend."""
    text = draw_timeline(load_regime("UN-ML"), tmp_path / "x.svg", last="2026-11-25").read_text()
    for words in ("vetoed 2023-08-30", "failed 2023-08-30", "failed by the count", ">vetoed<"):
        assert words in text


def test_a_picture_of_another_kind_is_refused(tmp_path: Path) -> None:
    """A name that is no picture is refused and nothing is written."""
    with pytest.raises(UsageError, match="no picture"):
        draw_timeline(load_regime("UN-ML"), tmp_path / "x.gif")
    assert not list(tmp_path.iterdir())
