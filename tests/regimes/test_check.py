"""Mistakes that show only between rows, beyond those any author makes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.regimes.conftest import OWN
from vedette.errors import Mistake, RegimeError
from vedette.regimes.load import load_file

# What is spoilt, and how: old text, new text, what is said, what is expected.
WRONG = {
    "a vote of another day than its resolution": (
        "held_on: 2020-01-01",
        "held_on: 2020-01-02",
        "the vote was held on 2020-01-02",
        "2020-01-01, the day C/RES/1 (2020) was adopted",
    ),
    "a row of another regime": ("id: XS/vote-1", "id: XY/vote-1", "id 'XY/vote-1'", "XS/"),
    "all rows of another regime": (
        "regime_id: XS",
        "regime_id: XY",
        "regime_id 'XY'",
        "that which its rows' ids start with",
    ),
    "a successor of another chain": (
        "    subject: salt\n    chain: salt",
        "    subject: salt\n    chain: sea-salt",
        "its chain is sea-salt",
        "salt, that of the row it replaces",
    ),
    "a code of a later edition": (
        'whole: ["2501"]',
        'whole: ["2501", "8549"]',
        "8549, a heading of HS 2022",
        "codes of HS 2017",
    ),
    "a nomenclature without its year": (
        "nomenclature: HS 2017",
        "nomenclature: customs tariff",
        "nomenclature 'customs tariff'",
        "with its year",
    ),
    "grace for contracts of the future": (
        "contracts_before: 2022-03-01",
        "contracts_before: 2023-03-01",
        "contracts before 2023-03-01",
        "a day up to its end, 2022-03-31",
    ),
    "grace that ended before the ban": (
        "until: 2022-03-31",
        "until: 2022-02-28",
        "it ends on 2022-02-28",
        "a day of its measure, from 2022-03-01",
    ),
    "a cap that outlives its measure": (
        "{from: 2020-01-01, per",
        "{from: 2020-01-01, until: 2023-01-01, per",
        "it ends on 2023-01-01",
        "a day of its measure",
    ),
    "memory called read": (
        "source: press of the day",
        "source: from memory",
        "'reported', and its source is memory",
        "unverified, or what was read",
    ),
    "a paragraph spelt in two ways": (
        '    symbol: C/RES/2 (2022)\n    paragraph: "1"',
        '    symbol: C/RES/1 (2020)\n    paragraph: " 4 "',
        "of C/RES/1 (2020) again",
        "it once (",
    ),
    "a name nearly right": (
        "replaced_by: XS/salt/2-1",
        "replaced_by: XS/salt/2-l",
        "'XS/salt/2-l', which is not there",
        "XS/salt/2-1?",
    ),
}
TERM = """\
  - id: XS/panel-01
    body: Salt Panel
    body_id: body:salt-panel
    from: 2020-02-01
    until: 2021-01-31
    instrument: C/RES/1 (2020)
    paragraph: "10"
    end_reason: not renewed
    review_by: {review}
    reports_due:
      - {{what: report, to: Council, due: {due}, verification: verified, source: the resolution}}
    verification: verified
    source: the resolution
"""


def mistakes(path: Path, text: str) -> tuple[Mistake, ...]:
    """What the loader says of a text."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegimeError) as caught:
        load_file(path)
    return caught.value.mistakes


def with_term(review: str, due: str) -> str:
    """The regime with a panel that owes a report."""
    return OWN.replace("votes:\n", TERM.format(review=review, due=due) + "votes:\n")


@pytest.mark.parametrize("name", WRONG)
def test_it_is_refused(name: str, own: Path) -> None:
    """Each is said with what was expected, and with no more than its own consequences."""
    old, new, what, expected = WRONG[name]
    assert old in OWN, "the test no longer fits the example"
    told = mistakes(own, OWN.replace(old, new, 1))
    assert any(what in item.what and expected in item.expected for item in told), told
    assert len(told) <= 2, told


def test_a_report_falls_due_between_the_decision_and_the_last_day(own: Path) -> None:
    """The day the mandate was decided and the last day of the term count; the days around do not."""
    for due in ("2020-01-01", "2021-01-31"):
        own.write_text(with_term("2020-12-01", due), encoding="utf-8")
        assert load_file(own).mandates[1].reports_due[0].due == due
    for due in ("2019-12-31", "2021-02-01"):
        (told,) = mistakes(own, with_term("2020-12-01", due))
        assert told.expected == "a day from 2020-01-01 to 2021-01-31"
    (told,) = mistakes(own, with_term("2021-02-01", "2021-01-01"))
    assert told.what == "review by 2021-02-01"


def test_a_term_that_ended_after_the_last_reading_is_no_lapse(own: Path) -> None:
    """Nobody needs to say why a term ended whose end lies beyond the sources read."""
    text = with_term("2020-12-01", "2021-01-01").replace("    end_reason: not renewed\n", "")
    assert any("nothing ended it" in item.what for item in mistakes(own, text))
    read = 'data_version: "2024-06-01"\n  checked_until: 2020-06-30'
    own.write_text(text.replace('data_version: "2024-06-01"', read), encoding="utf-8")
    assert load_file(own).checked_until == "2020-06-30"


def test_a_spoilt_row_still_lends_its_name(own: Path) -> None:
    """One slip in a row is told once, not again for every row that names it."""
    (told,) = mistakes(own, OWN.replace("verb: decides", "verb: wishes", 1))
    assert "'verb' is 'wishes'" in told.what
