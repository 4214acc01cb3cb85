"""The rule table itself."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from vedette.clean.data_files import load_yaml
from vedette.extract.event_rules import event_rules
from vedette.incidents.rules import RuleTableWrong, read_table, rule_table, words_pattern
from vedette.regimes.load import load_regimes


@pytest.fixture
def data() -> dict[str, Any]:
    """A copy of the shipped table to spoil."""
    return deepcopy(load_yaml("vedette.incidents", "rules.yml"))  # type: ignore[no-any-return]


def test_every_rule_gives_its_reason() -> None:
    """A finding can always say why."""
    assert all(rule.reason.strip() and rule.engages for rule in rule_table().rules)


def test_every_event_kind_is_one_that_the_reader_finds() -> None:
    """No rule waits for an event that extraction never makes."""
    found = {rule.kind for rule in event_rules()}
    assert {rule.event for rule in rule_table().rules} <= found


def test_every_measure_kind_is_in_some_regime() -> None:
    """No rule engages a kind that no regime has."""
    kinds = {measure.kind for regime in load_regimes() for measure in regime.measures}
    engaged = {kind for rule in rule_table().rules for kind, _ in rule.engages}
    assert engaged <= kinds


def test_no_rule_names_a_regime_or_state() -> None:
    """Rules speak of target and others only, so that they serve every regime."""
    text = " ".join(f"{rule.rule_id} {rule.reason}" for rule in rule_table().rules).casefold()
    for regime in load_regimes():
        for word in (regime.regime_id, regime.target, "dprk", "korea", "russia", "mali"):
            assert word.casefold() not in text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "arms-to-target"}, "twice"),
        ({"event": "picnic"}, "picnic"),
        ({"when": {"side": "sideways"}}, "sideways"),
        ({"when": {"side": "from_target", "goods": ["cheese"]}}, "cheese"),
        ({"needs_any": ["luck"]}, "luck"),
        ({"claim_type": "guilt"}, "guilt"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_row_is_refused(data: dict[str, Any], change: dict[str, Any], says: str) -> None:
    """A row that names what is not there stops the table from loading."""
    data["rules"][0].update(change)
    with pytest.raises(RuleTableWrong, match=says):
        read_table(data)


def test_words_are_whole_and_any_case() -> None:
    """A word list finds whole words in any case, and none inside others."""
    pattern = words_pattern(["shell", "machine gun"])
    assert pattern.search("Machine  gun and SHELL")
    assert not pattern.search("shellfish, bombshell")
    assert not pattern.search("nut-shell")


def test_strongest_follows_the_rank() -> None:
    """Asserted says more than alleged, alleged more than planned."""
    table = rule_table()
    assert table.strongest(["planned", "alleged"]) == "alleged"
    assert table.strongest(["asserted", "denied"]) == "asserted"
