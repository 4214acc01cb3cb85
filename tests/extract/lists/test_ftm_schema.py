"""The FollowTheMoney table is held against the library that owns the schema."""

from __future__ import annotations

from typing import Any

import pytest

from vedette.clean.data_files import load_yaml

followthemoney = pytest.importorskip("followthemoney")


def table() -> dict[str, Any]:
    found: dict[str, Any] = load_yaml("vedette.extract", "lists.yml")["ftm"]
    return found


def parties() -> list[Any]:
    return [followthemoney.model.get(name) for name in table()["kinds"]]


def test_every_schema_of_the_library_is_placed() -> None:
    """Each schema is a party, hangs on one, or is left out on purpose; none is twice."""
    placed = [*table()["kinds"], *table()["hanging"], *table()["schemata_left_out"]]
    assert len(placed) == len(set(placed))
    # "Source" is the DPRK Reports' own.
    assert set(placed) - {"Source"} == set(followthemoney.model.schemata)


def test_every_property_of_a_party_is_placed() -> None:
    """Each property that is no link to another entity has its place in the table."""
    known = table()
    placed = {"birthDate", "program", "programId", "unscId"}
    for part in ("names", "identifiers", "countries", "remarks", "details", "left_out"):
        placed |= set(known[part])
    for schema in parties():
        for name, prop in schema.properties.items():
            assert name in placed or prop.type.name == "entity", (schema.name, name)


def test_properties_are_of_the_kind_they_are_taken_for() -> None:
    """What is read as a name, a country or an identifier is one to the library as well."""
    types = {
        name: prop.type.name for schema in parties() for name, prop in schema.properties.items()
    }
    kinds = {"identifier", "email", "phone", "url"}
    for name in table()["names"]:
        assert types[name] == "name", name
    for name in table()["countries"]:
        assert types[name] == "country", name
    for name in table()["identifiers"]:
        assert types[name] in kinds, name


def test_every_scheme_has_its_explanation() -> None:
    """Schemes that readers give are in the table of schemes."""
    lists = load_yaml("vedette.extract", "lists.yml")
    given = {*table()["identifiers"].values(), *table()["presented"].values()}
    given |= {*table()["id_schemes"].values(), *lists["uk_identifiers"].values()}
    given |= {*lists["eu_identifications"].values(), *lists["eu_row_identifiers"].values()}
    given |= {*lists["ofac_fields"]["id"], "un_ref", "imo_company", "crypto"}
    assert given <= set(lists["identifier_schemes"])


@pytest.mark.parametrize("spec", load_yaml("vedette.extract", "lists.yml")["lists"])
def test_each_list_tells_what_it_must(spec: dict[str, Any]) -> None:
    """A list has its publisher, terms, schedule, a floor below what is usual, and https addresses."""
    from vedette.extract.lists.formats import READERS

    assert {"publisher", "licence", "schedule", "nature", "stale_after"} <= spec.keys()
    assert 0 < spec["floor"] <= spec["usual"][0] < spec["usual"][1]
    assert set(spec["formats"]) <= set(READERS)
    assert all(address.startswith("https://") for address in spec["sources"].values())
