"""A state's body is met under another of its names; its acronym and a plain name are not enough."""

from __future__ import annotations

import pytest

from vedette.clean.data_files import load_yaml
from vedette.clean.forms import forms_of
from vedette.clean.institutions import names_of_hangul, names_of_short, other_names

TABLE = load_yaml("vedette.clean", "institutions.yml")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("인민무력성", "ministry of national defence"),
        ("조선민주주의인민공화국 국방성", "ministry of peoples armed forces"),
        ("조선로동당 조직지도부", "organization and guidance department"),
        ("朝鮮貿易銀行", "foreign trade bank"),
        ("Chosŏn Muyŏk Ŭnhaeng", "foreign trade bank"),
        ("DPRK Ministry of People's Armed Forces", "ministry of national defence"),
        ("NADA", "national aerospace technology administration"),
    ],
)
def test_a_body_has_its_other_names_among_its_forms(asked, name):
    """Former names, Hangul, characters, romanised Korean and acronyms lead to the English name."""
    assert tuple(name.split()) in {form.tokens for form in forms_of(asked, "organisation")}


@pytest.mark.parametrize(
    "asked",
    [
        "Ministry of National Defence",
        "Foreign Trade Bank of Cambodia",
        "Ministry of National Defense of the Republic of Korea",
    ],
)
def test_a_name_other_states_use_is_left_alone(asked):
    """A plain name counts as the DPRK's only where it says so."""
    assert not [f for f in forms_of(asked, "organisation") if f.how.startswith("institution")]


def test_no_name_stands_for_two_bodies():
    """Each Hangul name, English name and acronym belongs to one row."""
    for column in ("ko", "en", "short"):
        names = [name for row in TABLE for name in row.get(column, ())]
        assert len(names) == len(set(names))


def test_the_table_reads_itself():
    """Every name and acronym of a row leads to the row's English names."""
    for row in TABLE:
        assert all(names_of_hangul(name) for name in row["ko"])
        assert all(names_of_short(short) for short in row.get("short", ()))
        if not row.get("plain") and len(row["en"]) > 1:
            assert all(other_names(tuple(name.split())) for name in row["en"])
