"""A look-alike is not a hit; a hit and a near miss both say why."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.errors import EmptyInput, ListRejected, MalformedInput
from vedette.extract.listings import ListReading, read_list
from vedette.model.evidence import Span
from vedette.screen.screener import Screener
from vedette.screen.subjects import Subject

XML = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-01-02T00:00:00Z"><INDIVIDUALS>
<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>RI</FIRST_NAME>
<SECOND_NAME>JE-SON</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Uncle Je; Old Ri</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1938</FROM_YEAR>
<TO_YEAR>1940</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH><SHOE_SIZE>44</SHOE_SIZE></INDIVIDUAL>
<INDIVIDUAL><DATAID>2</DATAID><FIRST_NAME>KIM</FIRST_NAME><SECOND_NAME>YONG</SECOND_NAME>
<THIRD_NAME>CHO'L</THIRD_NAME><REFERENCE_NUMBER>KPi.902</REFERENCE_NUMBER></INDIVIDUAL>
<INDIVIDUAL><DATAID>3</DATAID><FIRST_NAME>JORAN</FIRST_NAME><SECOND_NAME>MALMQUIST</SECOND_NAME>
<REFERENCE_NUMBER>CDi.903</REFERENCE_NUMBER></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>4</DATAID><FIRST_NAME>BLUE CRANE TRADING CO. LTD</FIRST_NAME>
<REFERENCE_NUMBER>KPe.904</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
VESSELS = "imo,name,dates,measures\n9179842,SEA LANTERN 2 (Old Lantern),2.3.2016,Asset freeze\n,NO NUMBER 7,,\n"


@pytest.fixture
def lists() -> tuple[ListReading, ListReading]:
    return read_list(XML.encode(), "un.xml", "x", 0), read_list(VESSELS.encode(), "v.csv", "y", 0)


@pytest.fixture
def screener(lists: tuple[ListReading, ListReading]) -> Screener:
    listings = [*lists[0].listings, *lists[1].listings]
    return Screener(listings, [item.release for item in lists], ["UN-SC", "UN-1718-VESSELS", "X"])


def verdict(screener: Screener, name: str, kind: str = "person", imo: str | None = None):
    span = Span(layer_id="tl", start=0, end=1, quote="x")
    found = screener.screen_one(Subject("tl", f"{kind}:{name}", name, kind, imo, span))  # type: ignore[arg-type]
    return found[0] if found else None


def test_a_list_is_read_through_a_strict_door(lists: tuple[ListReading, ListReading]) -> None:
    """Names, weak aliases, birth years, regime and day are taken; an unknown field is named."""
    release, first = lists[0].release, lists[0].listings[0]
    assert (release.n_listings, release.generated_on) == (4, "2026-01-02")
    assert first.name == "RI JE-SON"
    assert [(n.value, n.quality) for n in first.names[1:]] == [
        ("Uncle Je", "weak"),
        ("Old Ri", "weak"),
    ]
    assert first.birth_dates == ("1938/1940",)
    assert (first.regime, first.listed_on) == ("UN-KP", "2016-03-02")
    assert any("SHOE_SIZE" in warning and "DATAID=1" in warning for warning in release.warnings)


def test_vessels_keep_numbers_and_former_names(lists: tuple[ListReading, ListReading]) -> None:
    """A valid IMO is an identifier, a name in brackets an alias, a row without a number stays."""
    first, second = lists[1].listings
    assert first.identifiers[0].value == "9179842"
    assert [name.value for name in first.names] == ["SEA LANTERN 2", "Old Lantern"]
    assert first.listed_on == "2016-03-02"
    assert second.list_ref == "NAME:NO NUMBER 7"


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Ri Je Son", "person", "hit"),
        ("Lee Je-son", "person", "hit"),
        ("Rhee Jeson", "person", "hit"),
        ("Kim Yong Chol", "person", "hit"),
        ("Kim Yong-cheol", "person", "hit"),
        ("Joran Malmquist", "person", "hit"),
        ("Malmquist, Joran", "person", "hit"),
        ("Joran Malmqvist", "person", "hit"),
        ("Blue Crane Trading", "organisation", "hit"),
        ("MV Sea Lantern 2", "vessel", "hit"),
        ("Kim Yong Chun", "person", "near_miss"),
        ("Kim Jong Chol", "person", "near_miss"),
        ("Ri Je Song", "person", "near_miss"),
        ("Sea Lantern 3", "vessel", "near_miss"),
        ("Joran", "person", "near_miss"),
        ("Joran Berg", "person", "near_miss"),
    ],
)
def test_who_is_taken_for_whom(screener: Screener, name: str, kind: str, expected: str) -> None:
    """Spellings of one name meet; differing syllables, numbers and lone names do not."""
    match = verdict(screener, name, kind)
    assert match is not None
    assert match.verdict == expected
    assert match.alignment
    assert bool(match.reasons_against) == (expected != "hit")


def test_a_weak_alias_confirms_and_does_not_accuse(screener: Screener) -> None:
    """An exact weak alias is possible at most, and says why."""
    match = verdict(screener, "Uncle Je")
    assert match is not None
    assert match.verdict != "hit"


def test_a_ship_number_outweighs_its_name(screener: Screener) -> None:
    """The same IMO under another name is a hit that says so; another IMO speaks against a name."""
    renamed = verdict(screener, "Happy Star", "vessel", "9179842")
    assert renamed is not None
    assert renamed.verdict == "hit"
    assert "calls it Happy Star" in renamed.explanation
    other = verdict(screener, "Sea Lantern 2", "vessel", "9161003")
    assert other is not None
    assert other.verdict == "near_miss"
    assert any("IMO" in reason for reason in other.reasons_against)


def test_an_empty_answer_is_no_clearance(screener: Screener) -> None:
    """What was searched, of which day, and what was missing is said whatever the result."""
    coverage = screener.screen([]).coverage
    assert "2026-01-02" in coverage.sentence
    assert coverage.missing == ("X",)
    assert "not thereby cleared" in coverage.sentence


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (XML.encode(), ListRejected, "not 430 or more"),
        (XML.encode()[:900], MalformedInput, "line"),
        (b"name,age\nx,1\n", ListRejected, "no list"),
        (b"", EmptyInput, "empty"),
        (
            XML.replace("DPRK", "D&amp;x;\udce9").encode("utf-8", "surrogateescape"),
            MalformedInput,
            "line",
        ),
    ],
)
def test_a_bad_list_is_refused(data: bytes, error: type[Exception], says: str) -> None:
    """Too short, cut, not well-formed or of no known kind: refused with the reason."""
    with pytest.raises(error, match=says):
        read_list(data, "bad", "x")


def test_entities_of_the_xml_are_not_expanded() -> None:
    """A bomb of nested entities is not expanded."""
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE CONSOLIDATED_LIST [<!ENTITY a "aaaaaaaaaa">'
        + "".join(
            f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]>"
        + XML.split("?>", 1)[1].replace("MALMQUIST", "&i;")
    )
    try:
        names = " ".join(item.name for item in read_list(bomb.encode(), "bomb", "x", 0).listings)
    except MalformedInput:
        return
    assert len(names) < 10_000


def test_the_real_list_and_the_two_real_reports(shared: Path) -> None:
    """Every listed name finds itself; nobody of the two reports is a hit; the nearest say why not."""
    reading = read_list((shared / "lists/un/un_2026-02-27.xml").read_bytes(), "un", "x")
    screener = Screener(reading.listings, [reading.release])
    for listing in reading.listings[::7]:
        found = list(screener.screen([]).matches) or screener.screen_one(
            Subject(
                "tl",
                "x",
                listing.name,
                listing.kind,
                None,
                Span(layer_id="t", start=0, end=1, quote="x"),
            )
        )
        assert any(m.list_ref == listing.list_ref and m.verdict != "near_miss" for m in found)
    for name, near in (("Choe Son Hui", "KPi.042"), ("Kim Jong Un", "KPi.066")):
        match = verdict(screener, name)
        assert match is not None
        assert (match.verdict, match.list_ref) == ("near_miss", near)
        assert "syllable" in match.reasons_against[0]
    for name in ("Vladimir Putin", "Maria Zakharova", "Dmitry Peskov", "Fumio Kishida"):
        match = verdict(screener, name)
        assert match is None or match.verdict == "near_miss"
