"""Customs codes: what is read, what is refused, and which headings stand when."""

from __future__ import annotations

import csv
import os
import pickle
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from vedette.errors import UsageError
from vedette.regimes.nomenclature import (
    HsCodeError,
    all_headings,
    chapter_name,
    check_revision,
    first_revision,
    is_national,
    known,
    parse_code,
    revision_days,
    revision_on,
    revisions,
)

REVISIONS = ("HS 2002", "HS 2007", "HS 2012", "HS 2017", "HS 2022")
DATA: dict[str, Any] = yaml.safe_load(
    (files("vedette.regimes") / "nomenclature.yml").read_text(encoding="utf-8")
)
ROOT = Path(__file__).resolve().parents[2]
CODES = st.sampled_from(sorted(all_headings("HS 2022"))).flatmap(
    lambda heading: st.sampled_from([heading[:2], heading, f"{heading}00", f"{heading}001090"])
)


@pytest.fixture
def listed() -> frozenset[str]:
    """The headings of a published list of HS 2022; skipped where the real inputs are absent."""
    shared = Path(os.environ.get("VEDETTE_SHARED") or ROOT.parent / "shared")
    path = shared / "trade" / "hs_nomenclature.csv"
    if not path.exists():
        pytest.skip("no published list beside the checkout")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return frozenset(row["hscode"] for row in rows if row["level"] == "4")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("27", "27"),
        ("2709", "2709"),
        ("27.09", "2709"),
        ("2709 00", "270900"),
        (" 2709.00 ", "270900"),
        ("2709\u00a000\u202f90", "27090090"),
        ("2709.00.10", "27090010"),
        ("2709.00.10.90", "2709001090"),
        ("0307", "0307"),
        ("270900.0", "270900"),
        ("2709.0", "2709"),
        (270900, "270900"),
        ("99", "99"),
        ("9999", "9999"),
    ],
)
def test_a_code_is_read_as_people_and_spreadsheets_write_it(written: str | int, code: str) -> None:
    """Spaces, points and a number's ``.0`` do not count; national lines keep their digits."""
    assert parse_code(written) == code


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("", "it is empty"),
        (" . ", "it is empty"),
        ("ex 2603", "it holds other signs than digits"),
        ("2709-00", "it holds other signs than digits"),
        ("2.709E+05", "it holds other signs than digits"),
        ("\u0662\u0667", "it holds other signs than digits"),
        ("-27", "it holds other signs than digits"),
        ("9", "it has 1 digit; a leading zero may be lost: 09?"),
        ("307", "it has 3 digits; a leading zero may be lost: 0307?"),
        ("30743", "it has 5 digits; a leading zero may be lost: 030743?"),
        ("999", "it has 3 digits"),
        ("270900109012", "it has 12 digits"),
        ("00", "chapter 00 does not exist"),
        ("7701", "chapter 77 is reserved and empty"),
        ("2717", "no revision from HS 2002 to HS 2022 has heading 2717"),
        ("3007", "no revision from HS 2002 to HS 2022 has heading 3007"),
        ("852400x", "it holds other signs than digits"),
    ],
)
def test_what_is_no_code_is_refused_with_what_and_remedy(written: str, what: str) -> None:
    """The message says what is wrong, the remedy stands beside it; neither is ever empty."""
    with pytest.raises(HsCodeError) as caught:
        parse_code(written)
    assert caught.value.what == what
    assert caught.value.remedy
    assert str(caught.value) == f"customs code {written!r}: {what}"
    assert not known(written)


def test_an_even_length_hides_a_lost_zero() -> None:
    """7109 is platinum and may be 0710 9 in a spreadsheet; nothing in it can tell, so it passes."""
    assert parse_code("7109") == "7109"


def test_long_texts_make_short_messages() -> None:
    """A whole page pasted as a code is shown by its beginning only."""
    with pytest.raises(HsCodeError) as caught:
        parse_code("page " * 1_000)
    assert len(str(caught.value)) < 120
    assert caught.value.code.endswith("...")


def test_the_error_travels_between_processes() -> None:
    """A copy made by pickle says the same, so workers can hand it back."""
    error = HsCodeError("307", "it has 3 digits", "Give 4")
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.code, copy.what, copy.remedy) == (
        str(error),
        "307",
        error.what,
        "Give 4",
    )


@given(st.one_of(st.text(), st.text("0123456789. ", max_size=14), CODES))
@example("\udcff")
@example("\x00")
@example("²³")
def test_parsing_is_settled_after_once_and_never_crashes(text: str) -> None:
    """Any text gives a code that gives itself, or an HsCodeError and nothing else."""
    try:
        code = parse_code(text)
    except HsCodeError:
        assert not known(text)
        return
    assert parse_code(code) == code
    assert len(code) in {2, 4, 6, 8, 10}
    assert known(text)
    assert set(revisions(code)) <= set(REVISIONS)
    assert chapter_name(code)


@given(CODES, st.sampled_from(REVISIONS))
def test_known_and_revisions_tell_the_same(code: str, revision: str) -> None:
    """A code is known in exactly the revisions that are listed for it."""
    assert known(code, revision) == (revision in revisions(code))
    assert known(code, revision.removeprefix("HS ")) == known(code, revision)


@pytest.mark.parametrize(
    ("heading", "standing"),
    [
        ("2709", REVISIONS),
        ("0308", REVISIONS[2:]),
        ("2404", REVISIONS[4:]),
        ("2848", REVISIONS[:3]),
        ("3826", REVISIONS[2:]),
        ("3827", REVISIONS[4:]),
        ("8469", REVISIONS[:3]),
        ("8485", ("HS 2002", "HS 2022")),
        ("8508", REVISIONS[1:]),
        ("8524", ("HS 2002", "HS 2022")),
        ("8549", REVISIONS[4:]),
        ("8803", REVISIONS[:4]),
        ("8806", REVISIONS[4:]),
        ("8807", REVISIONS[4:]),
        ("9009", REVISIONS[:1]),
        ("9619", REVISIONS[2:]),
        ("9620", REVISIONS[3:]),
        ("27", REVISIONS),
        ("9876543210", REVISIONS),
    ],
)
def test_headings_come_go_and_come_back(heading: str, standing: tuple[str, ...]) -> None:
    """A heading stands from the revision that made it to the last before it was dropped."""
    assert revisions(heading) == standing
    assert [name for name in REVISIONS if known(heading, name)] == list(standing)


@pytest.mark.parametrize(
    ("day", "revision"),
    [
        ("1988-01-01", "HS 1988"),
        ("2001-12-31", "HS 1996"),
        ("2002-01-01", "HS 2002"),
        ("2006-10-14", "HS 2002"),
        ("2007-01-01", "HS 2007"),
        ("2016-12-31", "HS 2012"),
        ("2017-01-01", "HS 2017"),
        ("2021-12-31", "HS 2017"),
        ("2022-01-01", "HS 2022"),
        ("2027-12-31", "HS 2022"),
        ("2028-01-01", "HS 2028"),
    ],
)
def test_a_revision_holds_until_the_day_before_the_next(day: str, revision: str) -> None:
    """The day before a revision has the old name, its first day the new one."""
    assert revision_on(day) == revision


@pytest.mark.parametrize("day", ["1987-12-31", "2017-02-30", "2017", "", "yesterday"])
def test_a_day_without_a_revision_is_refused(day: str) -> None:
    """No name is given to a day before the system or to a text that is no day."""
    with pytest.raises(UsageError):
        revision_on(day)


@given(st.dates(date(1988, 1, 1), date(2040, 1, 1)))
def test_revisions_change_on_their_days_only(day: date) -> None:
    """Between two days the name changes exactly where the second is a revision's first."""
    after = day + timedelta(days=1)
    changes = revision_on(day.isoformat()) != revision_on(after.isoformat())
    assert changes == (after.isoformat() in revision_days())


@pytest.mark.parametrize("revision", ["HS 2028", "HS 1996", "2013", "", "CN 2017"])
def test_a_revision_that_is_not_held_is_never_answered_with_no(revision: str) -> None:
    """Not knowing its headings is a refusal, not the answer that a code is unknown."""
    with pytest.raises(UsageError, match="not held"):
        known("2709", revision)
    with pytest.raises(UsageError, match="not held"):
        all_headings(revision)


def test_a_heading_younger_than_the_day_is_refused_and_an_older_one_is_not() -> None:
    """Drones had no heading in 2021; aircraft parts of the old heading pass in 2023."""
    with pytest.raises(HsCodeError, match=r"8806 stands since HS 2022, and HS 2017 was in force"):
        check_revision("880621", "2021-12-31")
    with pytest.raises(HsCodeError, match="no revision was yet in force"):
        check_revision("8806", "1900-01-01")
    check_revision("880621", "2022-01-01")
    check_revision("880330", "2023-06-01")
    check_revision("2709", "1900-01-01")
    check_revision("27", "1900-01-01")
    assert first_revision("880621") == "2022-01-01"


def test_the_number_of_headings_is_the_published_one() -> None:
    """Every held revision has as many headings as its publisher counted."""
    counts = {row["name"]: row["n_headings"] for row in DATA["revisions"] if "n_headings" in row}
    assert tuple(counts) == REVISIONS
    assert {name: len(all_headings(name)) for name in REVISIONS} == counts


def test_the_newest_revision_held_is_the_published_list(listed: frozenset[str]) -> None:
    """HS 2022 has the list's headings, but for 9999, which the UN uses for goods unspecified."""
    ours = all_headings("HS 2022")
    print("only here:", sorted(ours - listed), "only in the list:", sorted(listed - ours))
    assert ours == listed - {"9999"}


def test_the_rows_of_the_data_do_not_contradict_each_other() -> None:
    """Chapters are complete and ordered, spans lie in their chapter, changes are no standing rows."""
    chapters = [row["chapter"] for row in DATA["chapters"]]
    assert chapters == [f"{number:02d}" for number in range(1, 100) if number != 77]
    standing: list[str] = []
    for row in DATA["chapters"]:
        for span in row["headings"].split():
            first, _, last = span.partition("-")
            assert first[:2] == (last or first)[:2] == row["chapter"]
            assert first < last or not last
            standing += [f"{number:04d}" for number in range(int(first), int(last or first) + 1)]
    assert standing == sorted(set(standing))
    changes = [(row["heading"], row.get("since", "")) for row in DATA["changes"]]
    assert changes == sorted(set(changes))
    assert not {heading for heading, _ in changes} & set(standing)
    for row in DATA["changes"]:
        assert set(row) - {"heading", "what"} in ({"since"}, {"until"}, {"since", "until"})
        assert row["what"]
        standing_in = revisions(row["heading"])
        assert list(standing_in) == sorted(set(standing_in))
        assert standing_in != REVISIONS


def test_chapters_have_names_and_the_national_ones_are_told_apart() -> None:
    """Each chapter has a short name of its own; 98 and 99 say nothing of the goods."""
    names = {row["chapter"]: chapter_name(row["chapter"]) for row in DATA["chapters"]}
    assert chapter_name("2709.00.10") == "mineral fuels and oils"
    assert len(set(names.values())) == len(names) - 1
    assert [chapter for chapter in names if is_national(chapter)] == ["98", "99"]
    assert all(len(name.split()) <= 6 for name in names.values())
    with pytest.raises(HsCodeError, match="reserved"):
        chapter_name("77")
