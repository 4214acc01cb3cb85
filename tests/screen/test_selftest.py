"""The configuration is measured, and a score says how many alarms it would give."""

from __future__ import annotations

from vedette.model.listing import ListedName, Listing
from vedette.screen.calibrate import calibrated, is_compiled
from vedette.screen.indexed import build_index
from vedette.screen.population import customers, firms, ships
from vedette.screen.screener import CURVES, Screener
from vedette.screen.selftest import run_test
from vedette.screen.settings import Settings

NAMES = [
    "Joran Malmquist Hedenstrom",
    "Ri Je Son",
    "Mohammed Abdul Rahman al-Sayigh",
    "Yevgeny Dmitrievich Testovoy",
    "Aurelio Contreras Villarreal",
    "Tamsin Okonkwo-Bright",
]


def listing(number: int, name: str, *aliases: str) -> Listing:
    """A listed person."""
    names = (ListedName(value=name, quality="primary"),)
    names += tuple(ListedName(value=alias, quality="strong") for alias in aliases)
    return Listing(
        listing_id=f"li_{number}", release_id="r", list_id="L", list_ref=f"N{number}", kind="person",
        name=name, names=names, identifiers=(), birth_dates=(), nationalities=(), regime="R",
        listed_on=None, amended_on=(), remarks=None, locator="",
    )  # fmt: skip


LISTINGS = [
    listing(i, name, f"{name.split()[0]} {name.split()[-1]}") for i, name in enumerate(NAMES)
]


def test_each_class_is_counted_and_a_looser_configuration_finds_no_less() -> None:
    """Exact names are all found; lowering the threshold never loses a name or an alarm."""
    results = [
        run_test(Screener(LISTINGS, (), settings=Settings(possible=p)), n=20, n_people=200)
        for p in (0.88, 0.6)
    ]
    strict, loose = ({rate.name: rate for rate in result.classes} for result in results)
    assert strict["exact"].n_found == strict["exact"].n == len(NAMES)
    assert set(strict) >= {
        "alias",
        "typo",
        "homoglyph",
        "spacing",
        "order",
        "initials",
        "truncation",
    }
    assert all(loose[name].n_found >= rate.n_found for name, rate in strict.items())
    assert results[1].alarms.n_found >= results[0].alarms.n_found
    low, high = strict["exact"].interval
    assert 0 < low < 1
    assert high > 0.999


def test_people_of_no_list_are_the_same_people_every_time() -> None:
    """The made-up customers come from a seed."""
    assert customers(50) == customers(50)
    assert customers(50) != customers(50, seed=2)
    assert len(set(customers(500))) > 400


def test_firms_and_ships_of_no_list_are_the_same_every_time() -> None:
    """The made-up firms and ships come from a seed; some ships are numbered."""
    assert firms(50) == firms(50) != firms(50, seed=2)
    assert ships(50) == ships(50) != ships(50, seed=2)
    assert len(set(firms(500))) > 400
    assert any(name.split()[-1].isdigit() for name in ships(100))


def test_a_higher_score_means_fewer_alarms() -> None:
    """No kind's curve rises with the score; without a compiled kernel there is none."""
    index = calibrated(build_index(LISTINGS), 500, 200, 200)
    for name in CURVES.values():
        if not is_compiled():
            assert name not in index.arrays
            continue
        curve = index.arrays[name]
        assert len(curve) == 1001
        assert all(curve[i] >= curve[i + 1] for i in range(1000))
