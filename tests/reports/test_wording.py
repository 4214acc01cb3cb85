"""Turns of phrase, and the table behind the linter."""

from __future__ import annotations

import pytest

from vedette.clean.data_files import load_yaml
from vedette.reports import wording


@pytest.mark.parametrize(
    ("given", "bare"),
    [
        ('"We saw the crates,"', "We saw the crates"),
        ("“We  saw\nit”", "We saw it"),
        ("'a scandal'", "a scandal"),
        ('he called it "odd"', 'he called it "odd"'),
        ('"one" and "two"', '"one" and "two"'),
    ],
)
def test_bare_takes_off_marks_around_the_whole_only(given: str, bare: str) -> None:
    """Marks around all of the words go; marks inside stay, letter for letter."""
    assert wording.bare(given) == bare


def test_counting_in_words() -> None:
    """None is "no", one has no s."""
    assert [wording.count(n, "report") for n in (0, 1, 2)] == ["no report", "1 report", "2 reports"]


def test_stops_are_not_doubled() -> None:
    """A quotation that ends a sentence with its own stop gets no second one."""
    assert wording.stopped("It says “No.”") == "It says “No.”"
    assert wording.stopped("It says “no”") == "It says “no”."


def test_every_refusal_has_its_reason_and_source() -> None:
    """The table of refused words can be argued with: ids unique, each with reason and source."""
    rows = load_yaml("vedette.reports", "wording.yml")["refused"]
    assert len({row["id"] for row in rows}) == len(rows)
    assert all(row["reason"] and row["source"] for row in rows)


def test_every_rule_of_the_standard_is_cited() -> None:
    """Each rule of evidence names its paragraph and how far it was checked."""
    table = load_yaml("vedette.reports", "standard.yml")
    assert table["source"]
    for rule in table["rules"]:
        assert rule["paragraph"]
        assert rule["verification"] in {"verified", "transposed", "reported", "unverified"}
