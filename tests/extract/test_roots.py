"""PLOVER roots by the earliest cue between two parties."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from vedette.extract.roots import root_of

ROOTS = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "YIELD",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
}


@pytest.mark.parametrize(
    ("sentence", "root"),
    [
        ("Norland met Sudland in June.", "CONSULT"),
        ("Norland will meet Sudland in June.", "AGREE"),
        ("Norland refused to meet Sudland.", "REJECT"),
        ("Norland condemned attacks by Sudland.", "ACCUSE"),
        ("Norland attacked Sudland at dawn.", "ASSAULT"),
        ("Norland lifted sanctions on Sudland.", "YIELD"),
        ("Norland will not lift sanctions on Sudland.", "REJECT"),
        ("Norland imposed sanctions on Sudland.", "COERCE"),
        ("Norland suspended aid to Sudland.", "SANCTION"),
        ("Norland gave $2 million in aid to Sudland.", "AID"),
        ("Norland threatened to attack Sudland.", "THREATEN"),
        ("Norland demanded that Sudland withdraw.", "REQUEST"),
        ("Norland signed a trade agreement with Sudland.", "SUPPORT"),
    ],
)
def test_the_earliest_cue_decides(sentence: str, root: str) -> None:
    """The verb that governs comes first: "will not lift" rejects, whatever is lifted."""
    start = sentence.index("Sudland")
    found = root_of(SimpleNamespace(text=sentence), (0, 7), (start, start + 7))
    assert found.root == root
    assert found.root in ROOTS


def test_no_cue_is_said() -> None:
    """Where no cue is found the root is the most frequent one, under the rule "default"."""
    assert (
        root_of(SimpleNamespace(text="Norland xyzzy Sudland."), (0, 7), (14, 21)).rule == "default"
    )
