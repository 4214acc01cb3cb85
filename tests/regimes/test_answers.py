"""Every answer names the data it stands on and how far each fact was verified."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.regimes.conftest import Called
from vedette.model.law import VERIFICATIONS
from vedette.regimes.load import load_regime, load_regimes

Command = Callable[..., Called]
REGIMES = {regime.regime_id: regime for regime in load_regimes()}
ASKED = [
    ["in-force", "--on", "2017-09-20"],
    ["in-force", "--on", "2018-03-01", "-r", "UN-KP", "--goods", "6203"],
    ["check", "--hs", "270900", "--direction", "to", "--on", "2018-03-01"],
    ["check", "--hs", "9403", "--direction", "to", "--on", "2018-03-01"],
    ["diff", "UN-KP", "--from", "2017-08-04", "--to", "2017-12-22"],
    ["mandates"],
    ["votes"],
    ["votes", "show", "S/2024/255"],
    ["calendar", "--from", "2019-01-01", "--to", "2019-12-31"],
    ["regime", "documents", "UN-KP"],
]


def facts(value: Any) -> Iterator[dict[str, Any]]:
    """Every citation inside an answer."""
    if isinstance(value, dict):
        if "symbol" in value and "source" in value and "paragraph" in value:
            yield value
        for inner in value.values():
            yield from facts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from facts(inner)


@pytest.mark.parametrize("command", ASKED, ids=" ".join)
def test_an_answer_names_its_data_and_flags_its_facts(vedette: Command, command: list[str]) -> None:
    """For programs: version and hash of each regime used, and a flag on every citation."""
    called = vedette(*command, "--json")
    assert called.code == 0, called.err
    answer = json.loads(called.out)
    assert answer["regimes"]
    for told in answer["regimes"]:
        regime = REGIMES[told["regime_id"]]
        assert told["data_version"] == regime.data_version
        assert told["data_sha256"] == regime.data_sha256
    cited = list(facts(answer))
    assert cited
    assert all(fact["verification"] in VERIFICATIONS for fact in cited)


@pytest.mark.parametrize("command", ASKED, ids=" ".join)
def test_an_answer_for_people_names_its_data(vedette: Command, command: list[str]) -> None:
    """For people: the version stands below every answer."""
    told = vedette(*command).out
    answer = json.loads(vedette(*command, "--json").out)
    for regime in answer["regimes"]:
        assert regime["regime_id"] in told
        assert regime["data_version"] in told


def test_an_unverified_fact_is_seen_to_be_so(vedette: Command) -> None:
    """A ban known from memory only is marked in capitals; one that was read is not."""
    regime = load_regime("UN-KP")
    unread = next(row for row in regime.measures if row.citation.verification == "unverified")
    told = vedette("in-force", "-r", "UN-KP", "--on", unread.valid_from, "--kind", unread.kind)
    assert "UNVERIFIED" in told.out.upper()
    read = vedette("check", "--hs", "6203", "--direction", "from", "--on", "2018-03-01").out
    assert "verified" in read
    assert "UNVERIFIED" not in read


def test_a_calendar_file_carries_the_version(vedette: Command, tmp_path: Path) -> None:
    """The iCalendar file says which data it was made from."""
    path = tmp_path / "law.ics"
    called = vedette("calendar", "--from", "2024-01-01", "--to", "2024-12-31", "--ics", path)
    assert called.code == 0, called.err
    text = path.read_text(encoding="utf-8").replace("\r\n ", "")
    assert load_regime("UN-KP").data_version in text
    assert text.count("BEGIN:VEVENT") >= 10


def test_an_expiry_alarm_is_an_exit_code(vedette: Command) -> None:
    """A term or measure that ends within the days asked gives exit code 1, and none gives 0."""
    alarm = ["calendar", "-r", "UN-KP", "--from", "2024-04-01", "--expiring"]
    called = vedette(*alarm, "30", "--json")
    assert called.code == 1
    ends = json.loads(called.out)["entries"]
    assert [(row["on"], row["kind"], row["lapsed"]) for row in ends] == [
        ("2024-04-30", "mandate_ends", True),
        ("2024-05-01", "measure_ends", False),
    ]
    assert vedette(*alarm, "10").code == 0


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_picture_is_drawn_and_drawn_the_same_again(
    vedette: Command, tmp_path: Path, ending: str
) -> None:
    """The timeline is a file of its kind, the same bytes on every run."""
    drawn = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.{ending}"
        called = vedette("timeline", "UN-ML", "-o", path, "--to", "2024-12-31")
        assert called.code == 0, called.err
        drawn.append(path.read_bytes())
    assert drawn[0] == drawn[1]
    assert drawn[0].startswith(b"\x89PNG" if ending == "png" else b"<?xml")


def test_the_roll_call_says_rule_and_consequence(vedette: Command) -> None:
    """The vote of 28 March 2024: fifteen positions, the rule, the outcome, what came of it."""
    told = json.loads(vedette("votes", "show", "S/2024/255", "--json").out)["votes"][0]
    assert (told["n_for"], told["n_against"], told["n_abstain"]) == (13, 1, 1)
    assert len(told["positions"]) == 15
    assert (told["positions"]["RU"], told["positions"]["CN"]) == ("N", "A")
    assert told["outcome"] == "vetoed"
    shown = vedette("votes", "show", "S/2024/255").out
    assert "27(3)" in shown
    assert "30 April 2024" in shown


def test_the_two_calendars_of_crude_oil_are_told(vedette: Command) -> None:
    """A delivery of 22 December 2018 is in the Council's second year and in China's first."""
    asked = ["check", "--hs=27090090", "--authority=EU", "--direction=to", "--on=2018-12-22"]
    told = json.loads(vedette(*asked, "--json").out)
    periods = told["grounds"][0]["cap"]["periods"]
    assert [(row["authority"], row["first"], row["last"]) for row in periods][:2] == [
        ("text", "2018-12-22", "2019-12-21"),
        ("CN", "2017-12-23", "2018-12-22"),
    ]
    shown = vedette(*asked).out
    assert "2018-12-22 to 2019-12-21; by CN's count 2017-12-23 to 2018-12-22" in shown


def test_a_difference_is_what_began_and_ended(vedette: Command) -> None:
    """Between the two great resolutions of 2017 textiles began and coal's cap was long gone."""
    answer = json.loads(
        vedette("diff", "UN-KP", "--from", "2017-09-10", "--to", "2017-12-22", "--json").out
    )
    told = {(row["on"], row["what"], row["measure"]["measure_id"]) for row in answer["changes"]}
    assert ("2017-09-11", "begins", "UN-KP/textiles/2375-16") in told
    assert ("2017-12-11", "wind_down_ends", "UN-KP/textiles/2375-16") in told
    assert ("2017-12-22", "replaced", "UN-KP/crude/2375-15") in told
    assert not any("coal" in measure_id for _, _, measure_id in told)
