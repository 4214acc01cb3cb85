"""Damaged files of every form are read or refused, never anything else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.extract.lists import samples
from vedette.engine.bounded import BoundedCalls
from vedette.errors import InputError, ListRejected
from vedette.extract.list_files import unpack
from vedette.extract.listings import ListReading, read_release
from vedette.extract.lists.days import edtf_of

FORMS: dict[str, list[tuple[str, str]]] = {
    "un": [("un.xml", samples.UN_XML)],
    "vessels": [("vessels.csv", samples.VESSELS)],
    "ofac_csv": [
        ("sdn.csv", samples.SDN),
        ("alt.csv", samples.ALT),
        ("add.csv", samples.ADD),
        ("sdn_comments.csv", samples.COMMENTS),
    ],
    "ofac_xml": [("cons.xml", samples.OFAC_XML)],
    "eu_xml": [("eu.xml", samples.EU_XML)],
    "eu_csv": [("eu.csv", samples.EU_CSV)],
    "eu_rows": [("rows.csv", samples.EU_ROWS)],
    "uk_csv": [("uk.csv", samples.UK_CSV)],
    "uk_relations": list(samples.UK_RELATIONS.items()),
    "ftm": [("x.json", samples.FTM)],
    "rusi": [("data.json", samples.RUSI)],
    "own": [("own.csv", samples.OWN)],
}

damage = st.lists(
    st.tuples(
        st.sampled_from(["cut", "drop", "put", "flip", "twice"]),
        st.integers(0, 10_000),
        st.integers(1, 60),
        st.binary(max_size=12),
    ),
    min_size=1,
    max_size=4,
)


def damaged(data: bytes, steps: list[tuple[str, int, int, bytes]]) -> bytes:
    for step, at, width, extra in steps:
        at %= len(data) + 1
        if step == "cut":
            data = data[:at]
        elif step == "drop":
            data = data[:at] + data[at + width :]
        elif step == "put":
            data = data[:at] + extra + data[at:]
        elif step == "flip" and at < len(data):
            data = data[:at] + bytes([data[at] ^ width]) + data[at + 1 :]
        else:
            data = data[:at] + data[at : at + width] * 3 + data[at + width :]
    return data


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=damage, which=st.integers(0, 10))
def test_damage_gives_a_reading_or_a_refusal(
    form: str, steps: list[tuple[str, int, int, bytes]], which: int
) -> None:
    """Whatever bytes are lost, put in or turned over, the answer is a release or a named refusal."""
    files = [(name, text.encode()) for name, text in FORMS[form]]
    at = which % len(files)
    files[at] = (files[at][0], damaged(files[at][1], steps))
    try:
        reading = read_release(files, floor=0, today="2026-11-25")
    except (InputError, ListRejected):
        return
    assert isinstance(reading, ListReading)
    assert reading.listings
    assert all(listing.names and listing.name for listing in reading.listings)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_a_day_or_none(text: str) -> None:
    """A day is EDTF that can be read back, or nothing."""
    found = edtf_of(text)
    assert found is None or found[:4].isdigit()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_that_are_no_archive_are_refused(data: bytes) -> None:
    """What begins as an archive and is none is refused by name."""
    with pytest.raises(InputError, match=r"x\.zip"):
        unpack(b"PK\x03\x04" + data, "x.zip")


HOSTILE: dict[str, bytes] = {
    "deep JSON": b'{"id":"a","schema":"Person","properties":' + b'{"a":' * 200_000,
    "deep XML": b'<CONSOLIDATED_LIST dateGenerated="2026-01-01">' + b"<INDIVIDUALS>" * 100_000,
    "entities that grow": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(20))
    + b"]><CONSOLIDATED_LIST>&a19;</CONSOLIDATED_LIST>",
    "a cell of ten megabytes": b'1,"' + b"x" * 10_000_000 + b'","individual"',
    "no end of columns": b"ref,name,kind" + b",x" * 200_000 + b"\n",
    "zeros": b"\x00" * 1_000_000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_files_are_refused_and_the_parent_goes_on(what: str) -> None:
    """Depth, growth and width end in a refusal; the next call is answered."""
    with BoundedCalls(time_s=60) as child:
        options: dict[str, Any] = {"floor": 0}
        target = "vedette.extract.listings:read_with"
        with pytest.raises((InputError, ListRejected)):
            child.call(target, [("x", HOSTILE[what])], options, name="x")
        good = [("un.xml", samples.UN_XML.encode())]
        assert len(child.call(target, good, options, name="un.xml").listings) == 2
