"""The real files beside the checkout: counts, days, traps, and nothing that is not explained."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from vedette.api.list_history import diff_files
from vedette.clean.identifiers import is_imo_ship_number
from vedette.errors import MalformedInput
from vedette.extract.listings import ListReading, read_release

pytestmark = pytest.mark.shared

# Complaints that the files deserve, each explained in docs/lists.md.
EXPLAINED = (
    "is no IMO ship number",
    "birth dates: its dates went to wrong subjects",
    "its remarks are cut at 1,000 characters",
    "names a party the main file does not hold",
    "is not here: ",
    "its files are of different days",
)


@lru_cache(maxsize=16)
def _read(*paths: Path) -> ListReading:
    return read_release([(path.name, path.read_bytes()) for path in paths], today="2026-11-25")


def read(shared: Path, *names: str) -> ListReading:
    return _read(*(shared / "lists" / name for name in names))


def sdn(shared: Path) -> ListReading:
    names = ("us/sdn_2024-05-03.csv", "us/ofac_alt_2025-12-24.csv", "us/ofac_add_2025-12-24.csv")
    return read(shared, *names)


def uk(shared: Path) -> ListReading:
    parts = (
        "subjects",
        "subject_names",
        "subject_identifiers",
        "subject_dobs",
        "subject_countries",
    )
    return read(shared, *(f"uk/{part}.csv" for part in parts))


@pytest.mark.parametrize(
    ("name", "day", "n_persons", "n_entities"),
    [
        ("un/un_2020-03-20_old-schema.xml", "2020-03-20", 709, 305),
        ("un/un_2025-12-09.xml", "2025-12-09", 727, 273),
        ("un/un_2025-12-10.xml", "2025-12-10", 726, 273),
        ("un/un_2026-02-27.xml", "2026-02-27", 730, 273),
    ],
)
def test_the_un_list_counts_as_published(
    shared: Path, name: str, day: str, n_persons: int, n_entities: int
) -> None:
    """Every snapshot holds what it was counted to hold, 80 persons and 75 entities of the DPRK."""
    reading = read(shared, name)
    assert reading.release.counts == {"organisation": n_entities, "person": n_persons}
    assert reading.release.generated_on == day
    prefixes = Counter(listing.list_ref[:3] for listing in reading.listings)
    assert (prefixes["KPi"], prefixes["KPe"]) == (80, 75)
    assert reading.release.warnings == ()


def test_the_un_lists_of_two_days_differ_by_one_delisting(shared: Path) -> None:
    """2025-12-09 to 2025-12-10: IQi.074 is gone, and nothing else changed."""
    folder = shared / "lists" / "un"
    found = diff_files(folder / "un_2025-12-09.xml", folder / "un_2025-12-10.xml")
    assert [(c.change, c.list_ref, c.basis) for c in found.changes] == [
        ("removed", "IQi.074", "absence")
    ]
    assert found.n_same == 999


def test_the_un_list_of_february_adds_four(shared: Path) -> None:
    """2025-12-10 to 2026-02-27: SDi.007 to SDi.010 are added, and nothing else changed."""
    folder = shared / "lists" / "un"
    found = diff_files(folder / "un_2025-12-10.xml", folder / "un_2026-02-27.xml")
    assert [(c.change, c.list_ref) for c in found.changes] == [
        ("added", f"SDi.0{number:02d}") for number in (7, 8, 9, 10)
    ]


def test_dprk_entities_company_numbers_are_no_ships(shared: Path) -> None:
    """Not one ship's number comes out of the consolidated list."""
    listings = read(shared, "un/un_2026-02-27.xml").listings
    assert not any(listing.numbers("imo") for listing in listings)
    companies = [item.list_ref for item in listings if item.numbers("imo_company")]
    assert companies
    assert all(ref.startswith("KPe") for ref in companies)


def test_the_malformed_list_is_refused_with_its_line(shared: Path) -> None:
    """Invalid UTF-8 at line 53."""
    with pytest.raises(MalformedInput, match="line 53"):
        read(shared, "un/un_2025-08-16_malformed.xml")


def test_the_designated_vessels(shared: Path) -> None:
    """59 vessels, 58 with a number that checks."""
    listings = read(shared, "un/un1718_designated_vessels.csv").listings
    assert len(listings) == 59
    assert sum(bool(listing.numbers("imo")) for listing in listings) == 58
    assert {listing.kind for listing in listings} == {"vessel"}


def test_the_sdn_list_with_its_aliases(shared: Path) -> None:
    """14,965 parties, 851 ships of which 846 have an IMO number in the remarks, 484 of the DPRK."""
    reading = sdn(shared)
    counts = reading.release.counts
    assert reading.release.n_listings == 14_965
    assert (counts["person"], counts["vessel"], counts["aircraft"]) == (6854, 851, 376)
    ships = [item for item in reading.listings if item.kind == "vessel"]
    assert sum(bool(ship.numbers("imo")) for ship in ships) == 846
    assert all(is_imo_ship_number(n) for ship in ships for n in ship.numbers("imo"))
    dprk = [item for item in reading.listings if item.regime == "US-KP"]
    assert len(dprk) == 484
    weak = [n for item in reading.listings for n in item.names if n.quality == "weak"]
    # 3,560 were counted with another pattern, which leaves out names with a quote inside.
    assert sum((name.note or "").startswith("a.k.a.") for name in weak) == 3577


def test_the_other_ofac_list(shared: Path) -> None:
    """442 entries as it says itself, and told from the SDN list."""
    reading = read(shared, "us/ofac_consolidated_nonSDN_2026-01-28.xml")
    assert (reading.release.list_id, reading.release.n_listings) == ("US-NONSDN", 442)
    assert reading.release.generated_on == "2026-01-08"


@pytest.mark.parametrize(
    ("name", "n_rows"),
    [("2023-01-31", 11531), ("2023-06-29", 12631), ("2023-12-28", 13821), ("2024-04-26", 14668)],
)
def test_older_snapshots_are_of_their_own_day(shared: Path, name: str, n_rows: int) -> None:
    """The day is in the name; each row is a party."""
    reading = read(shared, f"us/history/sdn_{name}.csv")
    assert (reading.release.generated_on, reading.release.date_basis) == (name, "name")
    assert reading.release.n_listings == n_rows


def test_the_eu_regulation_on_the_dprk(shared: Path) -> None:
    """157 persons, 94 entities, and 61 ships on 75 rows: 60 by number, one by name."""
    reading = read(shared, "eu/consolidated_32017R1509.csv")
    assert reading.release.files[0].n_rows == 326
    assert reading.release.counts == {"organisation": 94, "person": 157, "vessel": 61}
    ships = [item for item in reading.listings if item.kind == "vessel"]
    assert sum(bool(ship.numbers("imo")) for ship in ships) == 60
    assert read(shared, "eu/consolidated_32014R0269.csv").release.n_listings == 2802


def test_the_uk_list(shared: Path) -> None:
    """6,046 subjects, 1,002 with a UN reference, all 155 of the DPRK; 632 ships."""
    reading = uk(shared)
    assert reading.release.counts == {"organisation": 1531, "person": 3883, "vessel": 632}
    cited = {ref for item in reading.listings for ref in item.numbers("un_ref")}
    assert sum(bool(item.numbers("un_ref")) for item in reading.listings) == 1002
    assert sum(ref.startswith("KP") for ref in cited) == 155
    assert not any(item.birth_dates for item in reading.listings)


def test_nothing_is_complained_about_that_is_not_explained(shared: Path) -> None:
    """Every complaint of every real file is one that docs/lists.md explains."""
    names = ["un/un1718_designated_vessels.csv", "us/ofac_consolidated_nonSDN_2026-01-28.xml"]
    names += [f"eu/{path.name}" for path in (shared / "lists" / "eu").iterdir()]
    names += [f"us/history/{path.name}" for path in (shared / "lists" / "us" / "history").iterdir()]
    readings = [read(shared, name) for name in names] + [sdn(shared), uk(shared)]
    for reading in readings:
        for warning in reading.release.warnings:
            assert any(words in warning for words in EXPLAINED), (reading.release.list_id, warning)


def test_nearly_every_country_printed_is_understood(shared: Path) -> None:
    """Of the countries printed on all lists, at least 98 in 100 have a code."""
    readings = [sdn(shared), uk(shared), read(shared, "un/un_2026-02-27.xml")]
    ties = [tie for r in readings for item in r.listings for tie in item.countries]
    known = sum(tie.code is not None for tie in ties)
    assert known / len(ties) > 0.98
