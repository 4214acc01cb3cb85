"""Each form of list, read from a small file of our own: every field is taken or complained about."""

from __future__ import annotations

import pytest

from tests.extract.lists import samples
from vedette.errors import EmptyInput, ListRejected, MalformedInput
from vedette.extract.list_files import Found as FoundFile
from vedette.extract.list_files import arrange
from vedette.extract.listings import ListReading, identify, read_release
from vedette.model.listing import Listing


def read(text: str, name: str = "list", **options: object) -> ListReading:
    return read_release([(name, text.encode())], floor=0, **options)  # type: ignore[arg-type]


def read_sdn(**more: str) -> ListReading:
    files = {"sdn.csv": samples.SDN, "alt.csv": samples.ALT, "add.csv": samples.ADD, **more}
    return read_release([(name, text.encode()) for name, text in files.items()], floor=0)


def by_ref(reading: ListReading) -> dict[str, Listing]:
    return {listing.list_ref: listing for listing in reading.listings}


def names(listing: Listing) -> dict[str, tuple[str, str]]:
    return {name.value: (name.quality, name.role) for name in listing.names}


def numbers(listing: Listing) -> dict[tuple[str, str], str]:
    return {(i.scheme, i.value): i.standing for i in listing.identifiers}


# -- UN ----------------------------------------------------------------------------------------


def test_un_names_are_parted_by_quality_role_and_script() -> None:
    """Aliases in one element are parted, weak ones are weak, another script is a name of its own."""
    found = names(by_ref(read(samples.UN_XML))["KPi.901"])
    assert found["HAN SOL-MI"] == ("primary", "name")
    assert found["Han So'l-mi"] == ("strong", "alias")
    assert found["Sunny"] == ("weak", "alias")
    assert found["Han Old"] == ("strong", "former")
    assert found["한솔미"] == ("strong", "original")
    assert found["韓率美"] == ("strong", "original")
    scripts = {name.value: name.script for name in by_ref(read(samples.UN_XML))["KPi.901"].names}
    assert (scripts["한솔미"], scripts["韓率美"], scripts["HAN SOL-MI"]) == ("Hang", "Hani", "Latn")


def test_un_births_keep_what_is_open_open() -> None:
    """A year called exact is a year; about, between, a zone and a note are read; a blank is none."""
    listing = by_ref(read(samples.UN_XML))["KPi.901"]
    assert listing.birth_dates == ("1964", "1966~", "1960/1963", "1965-04-02", "1967-11")


def test_un_documents_are_told_by_kind_and_standing() -> None:
    """A French passport is a passport; one noted as misused was only presented."""
    listing = by_ref(read(samples.UN_XML))["KPi.901"]
    assert numbers(listing)["passport", "990000001"] == "genuine"
    assert numbers(listing)["passport", "990000002"] == "presented"
    assert listing.numbers("passport") == ("990000001",)


def test_un_entity_numbers_in_comments_are_company_numbers() -> None:
    """An IMO number in an entity's comments is a company's; its other names are parted."""
    listing = by_ref(read(samples.UN_XML))["KPe.902"]
    assert listing.numbers("imo") == ()
    assert listing.numbers("imo_company") == ("5999999",)
    assert listing.numbers("swift") == ("QUIEKPPY",)
    found = names(listing)
    assert found["QUIET HARBOUR SHIPPING (QHS)"] == ("primary", "name")
    assert found["QUIET HARBOUR SHIPPING"][1] == "variation"
    assert found["QHS"][0] == "weak"
    assert found["STILL BAY LINES"] == ("strong", "alias")
    assert found["Loud Harbour"] == ("strong", "former")


def test_un_days_regime_and_release() -> None:
    """The release is of the day it was generated; amendments are in order."""
    reading = read(samples.UN_XML)
    listing = by_ref(reading)["KPi.901"]
    assert (reading.release.generated_on, reading.release.date_basis) == ("2026-02-03", "content")
    assert listing.amended_on == ("2017-02-02", "2019-05-01")
    assert (listing.names[0].family, listing.names[0].given) == ("HAN", "SOL-MI")
    assert (listing.regime, listing.programmes) == ("UN-KP", ("DPRK",))
    assert reading.release.warnings == ()


def test_a_field_nobody_knows_is_complained_about_once() -> None:
    """A new element is one line with its first place, and the record is read all the same."""
    text = samples.UN_XML.replace("<VERSIONNUM>1</VERSIONNUM>", "<SHOE_SIZE>42</SHOE_SIZE>")
    reading = read(text)
    (warning,) = (w for w in reading.release.warnings if "SHOE_SIZE" in w)
    assert "2 times" in warning
    assert len(reading.listings) == 2


def test_white_space_and_quotes_make_no_difference() -> None:
    """The other rendering of the same content gives the same listings."""
    other = samples.UN_XML.replace("      <", "\n\t<").replace(" HAN ", "HAN")
    assert [item.listing_id for item in read(other).listings] == [
        item.listing_id for item in read(samples.UN_XML).listings
    ]


def test_vessels_keep_former_names_and_refuse_what_is_no_number() -> None:
    """Former names in brackets; two days and measures; a ship without a number by its name."""
    reading = read(samples.VESSELS)
    calm = by_ref(reading)["IMO9074729"]
    assert names(calm)["Rough Sea"] == ("strong", "former")
    assert (calm.listed_on, calm.amended_on) == ("2016-03-02", ("2018-03-30",))
    assert numbers(calm)["mmsi", "445000001"] == "genuine"
    assert numbers(calm)["call_sign", "HMXX1"] == "genuine"
    assert calm.countries[0].code == "KP"
    assert "NAME:PALE MOON 078" in by_ref(reading)
    assert any("Does not exist" in warning for warning in reading.release.warnings)
    assert (reading.release.generated_on, reading.release.date_basis) == ("2018-10-16", "entries")


# -- OFAC --------------------------------------------------------------------------------------


def test_ofac_remarks_give_births_numbers_and_weak_aliases() -> None:
    """What stands in the remarks alone is taken from there."""
    han = by_ref(read_sdn())["101"]
    assert han.birth_dates == ("1964-04-02", "1966~")
    assert names(han)["SUNNY"] == ("weak", "alias")
    assert names(han)["HAN, So'l-mi"] == ("strong", "alias")
    (passport,) = (i for i in han.identifiers if i.scheme == "passport")
    assert (passport.value, passport.country) == ("990000001", "KP")
    assert han.names[0].family == "HAN"
    assert han.names[0].given == "Sol Mi"
    assert (han.regime, han.programmes) == ("US-KP", ("NPWMD", "DPRK2"))
    assert han.details["linked"] == ("QUIET HARBOUR SHIPPING",)
    assert {(tie.role, tie.code) for tie in han.countries} == {
        ("nationality", "KP"),
        ("residence", "KP"),
    }


def test_ofac_numbers_after_imo_are_ships_on_ships_and_companies_otherwise() -> None:
    """Seven digits are never taken for the other thing."""
    found = by_ref(read_sdn(**{"sdn_comments.csv": samples.COMMENTS}))
    assert found["103"].numbers("imo") == ("9074729",)
    assert found["102"].numbers("imo_company") == ("5999999",)
    assert found["102"].numbers("imo") == ()
    assert found["102"].numbers("email") == ("desk@quiet.example",)
    (odd,) = (i for i in found["102"].identifiers if i.scheme == "other_id")
    assert (odd.value, odd.country, odd.note) == ("77-31", "MT", "Odd Register Number")
    assert found["104"].numbers("aircraft_serial") == ("12345",)
    assert [item.kind for item in found.values()] == [
        "person",
        "organisation",
        "vessel",
        "aircraft",
    ]


def test_ofac_parts_of_strangers_are_counted_and_missing_ones_told() -> None:
    """An alias of a party that is not there is left out; a release without aliases says so."""
    assert any(
        "names a party the main file does not hold" in w for w in read_sdn().release.warnings
    )
    alone = read(samples.SDN, "sdn.csv")
    assert any("alias file" in warning for warning in alone.release.warnings)
    assert [file.role for file in read_sdn().release.files] == ["main", "alt", "add"]


@pytest.mark.parametrize(
    ("printed", "imo", "registration"),
    [
        ("IMO 9074729", ("9074729",), ()),
        ("IMO  9074729", ("9074729",), ()),
        ("9074729", ("9074729",), ()),
        ("IMO 9074728", (), ()),
        ("RS 150443 (Russia)", (), ("RS 150443",)),
        ("15411 (Malta)", (), ("15411",)),
    ],
)
def test_ofac_ship_registers_are_told_by_what_they_hold(
    printed: str, imo: tuple[str, ...], registration: tuple[str, ...]
) -> None:
    """Seven digits that check are an IMO number; a national register's number is none."""
    text = samples.SDN.replace("Identification IMO 9074729", f"Identification {printed}")
    ship = by_ref(read(text, "sdn.csv"))["103"]
    assert ship.numbers("imo") == imo
    assert ship.numbers("registration") == registration


def test_ofac_main_file_without_which_a_part_is_nothing() -> None:
    """An alias file alone is refused, with what to give beside it."""
    with pytest.raises(ListRejected, match="main file is not here"):
        read(samples.ALT, "alt.csv")


def test_ofac_cut_remarks_are_told() -> None:
    """A remarks cell of 1,000 characters without the comments file is complained about."""
    long = samples.SDN.replace(
        "nationality Korea, North; ", f"nationality Korea, North; {'x' * 900}; "
    )
    assert any("cut at 1,000" in warning for warning in read(long, "sdn.csv").release.warnings)


def test_ofac_files_of_different_days_are_told() -> None:
    """One release of files with different days in their names says so, and is of the main one's."""
    reading = read_release(
        [
            ("sdn_2024-05-03.csv", samples.SDN.encode()),
            ("alt_2025-12-24.csv", samples.ALT.encode()),
        ],
        floor=0,
    )
    assert reading.release.generated_on == "2024-05-03"
    assert any("different days" in warning for warning in reading.release.warnings)


def test_ofac_xml_carries_its_own_day_and_count() -> None:
    """Month first; the other list is told by its programmes; a new field is complained about."""
    reading = read(samples.OFAC_XML)
    assert reading.release.list_id == "US-NONSDN"
    assert reading.release.generated_on == "2026-01-08"
    (han,) = reading.listings
    assert names(han)["SUNNY"] == ("weak", "alias")
    assert han.numbers("passport") == ("990000001",)
    assert any("novelty" in warning for warning in reading.release.warnings)
    with pytest.raises(ListRejected, match="says it holds 7"):
        read(samples.OFAC_XML.replace("<Record_Count>1<", "<Record_Count>7<"))


# -- EU ----------------------------------------------------------------------------------------


def test_eu_xml_tells_weak_aliases_false_documents_and_ships() -> None:
    """What is known to be false was presented; an enterprise with a ship's number is a ship."""
    reading = read(samples.EU_XML)
    han, calm = by_ref(reading)["EU.9001.1"], by_ref(reading)["EU.9002.1"]
    assert names(han)["Sunny"] == ("weak", "alias")
    assert numbers(han)["passport", "990000009"] == "presented"
    assert numbers(han)["un_ref", "KPi.901"] == "genuine"
    assert han.birth_dates == ("1964-04-02~", "1960/1963")
    assert han.numbers("email") == ("han@example.org",)
    assert (han.regime, han.listed_on) == ("EU-KP", "2016-03-02")
    assert (calm.kind, calm.numbers("imo")) == ("vessel", ("9074729",))
    assert reading.release.generated_on == "2026-08-05"
    assert any("surprise" in warning for warning in reading.release.warnings)


def test_eu_csv_gathers_a_party_from_its_rows() -> None:
    """Rows of one number are one party; the missing mark of weak aliases is told."""
    reading = read(samples.EU_CSV)
    (han,) = reading.listings
    assert han.list_ref == "EU.9001.1"
    assert han.birth_dates == ("1964-04-02", "1966-04-02")
    assert numbers(han)["passport", "990000009"] == "presented"
    assert han.nationalities == ("KP",)
    assert any("does not say which aliases are weak" in w for w in reading.release.warnings)
    assert any("Odd_Column" in warning for warning in reading.release.warnings)
    assert reading.release.generated_on == "2026-08-05"


def test_eu_rows_join_one_ship_of_two_annexes_and_keep_numbers_apart() -> None:
    """Numbers restart per annex; a hull is one listing; names in another script are names."""
    reading = read(samples.EU_ROWS)
    found = by_ref(reading)
    assert set(found) == {"I.A.1", "IMO9074729", "II.A.8", "I.C.1"}
    assert reading.release.list_id == "EU-OJ:39999R0001"
    calm = found["IMO9074729"]
    assert calm.details["measure"] == ("Asset freeze", "Port ban")
    assert (calm.listed_on, calm.amended_on) == ("2016-03-02", ("2018-03-30",))
    assert names(calm)["Rough Sea"] == ("strong", "former")
    assert names(found["I.C.1"])["Loud Harbour"] == ("strong", "former")
    assert names(found["I.A.1"])["Sunny"] == ("weak", "alias")
    assert {name.script for name in found["I.A.1"].names} == {"Latn", "Cyrl"}
    assert found["II.A.8"].numbers("imo") == ()


@pytest.mark.parametrize(
    ("printed", "births"),
    [
        ("2.4.1964; 1966", ("1964-04-02", "1966")),
        ("1963 or 1964", ("1963", "1964")),
        ("15.4.1957, 22.2.1958", ("1957-04-15", "1958-02-22")),
        ("a) 1964 b) 28.8.1962", ("1964", "1962-08-28")),
        ("7.8.1965 / 20.2.1972", ("1965-08-07", "1972-02-20")),
        ("10.2.1983 (or 10.3.1983)", ("1983-02-10", "1983-03-10")),
        ("possibly 23.7.1981", ("1981-07-23~",)),
        ("8.5.1967 Gender: female", ("1967-05-08",)),
        ("7.8. 1978", ("1978-08-07",)),
        ("10 October (year unknown)", ()),
        ("N/D", ()),
    ],
)
def test_eu_births_stand_in_a_cell_in_many_ways(printed: str, births: tuple[str, ...]) -> None:
    """Every date of a cell is read; what is no date stays a note."""
    cell = f'"{printed}"' if "," in printed else printed
    text = samples.EU_ROWS.replace("DPRK,2.4.1964,", f"DPRK,{cell},")
    assert by_ref(read(text))["I.A.1"].birth_dates == births


def test_eu_aliases_are_parted_at_commas_only_between_whole_names() -> None:
    """ "Han Sol, Han Mi" are two names, and "Han, Sol Mi" is one."""
    text = samples.EU_ROWS.replace("Han So'l-mi; Хан Соль Ми", '"Han Sol, Han Mi; Han, Sol Mi"')
    assert {"Han Sol", "Han Mi", "Han, Sol Mi"} <= set(names(by_ref(read(text))["I.A.1"]))


# -- UK ----------------------------------------------------------------------------------------


def test_uk_csv_gathers_names_births_and_ships() -> None:
    """Placeholders leave a year; variations, weak aliases and the original script are told apart."""
    reading = read(samples.UK_CSV)
    han, calm = by_ref(reading)["DPR0901"], by_ref(reading)["DPR0902"]
    found = names(han)
    assert found["Sol Mi HAN"] == ("primary", "name")
    assert found["So'l Mi HAN"] == ("strong", "variation")
    assert found["SUNNY"] == ("weak", "alias")
    assert found["한솔미"] == ("strong", "original")
    assert han.birth_dates == ("1964", "1964-04-02")
    assert numbers(han)["passport", "990000001"] == "genuine"
    assert numbers(han)["passport", "990000002"] == "presented"
    assert numbers(han)["un_ref", "KPi.901"] == "genuine"
    assert (calm.kind, calm.numbers("imo")) == ("vessel", ("9074729",))
    assert reading.release.generated_on == "2026-02-03"
    assert reading.release.warnings == ()


def test_uk_relations_become_one_release_and_repeats_one_value() -> None:
    """Five files are one release; a row repeated is one value."""
    reading = read_release(
        [(name, text.encode()) for name, text in samples.UK_RELATIONS.items()], floor=0
    )
    han = by_ref(reading)["DPR0901"]
    assert len(han.countries) == 1
    assert han.numbers("passport") == ("990000001",)
    assert han.birth_dates == ("1964-04-02", "1966")
    assert names(han)["Sunny"] == ("weak", "alias")
    assert by_ref(reading)["DPR0902"].numbers("imo") == ("9074729",)


def test_births_that_cannot_be_are_not_read_at_all() -> None:
    """One subject with dozens of birth dates shows a broken join: no date of the file is believed."""
    broken = dict(samples.UK_RELATIONS)
    rows = "".join(f"{n},DPR0901,19{n},,,year_only,\n" for n in range(40, 80))
    broken["subject_dobs.csv"] = broken["subject_dobs.csv"] + rows
    reading = read_release([(name, text.encode()) for name, text in broken.items()], floor=0)
    assert all(listing.birth_dates == () for listing in reading.listings)
    assert any("wrong subjects" in warning for warning in reading.release.warnings)


# -- FollowTheMoney, DPRK Reports, one's own ----------------------------------------------------


def test_ftm_targets_are_listings_and_sanctions_hang_on_them() -> None:
    """Targets only; a sanction's day and reference and a passport go to their party."""
    reading = read(samples.FTM)
    found = by_ref(reading)
    assert set(found) == {"x-1", "x-2"}
    assert reading.release.list_id == "FTM:x_list"
    assert reading.release.generated_on == "2026-02-03"
    han = found["x-1"]
    assert names(han)["Sol-mi Han"] == ("primary", "name")
    assert names(han)["Sunny"] == ("weak", "alias")
    assert han.listed_on == "2016-11-30"
    assert han.programmes == ("X-KP",)
    assert numbers(han)["un_ref", "KPi.901"] == "genuine"
    assert han.numbers("passport") == ("990000001", "990000003")
    assert found["x-2"].numbers("imo") == ("9074729",)
    assert any("madeUp" in warning for warning in reading.release.warnings)


def test_fraudulent_identifiers_never_become_real_ones() -> None:
    """What a ship presented is kept apart: no name, number, flag or tie of its own comes of it."""
    reading = read(samples.RUSI)
    assert reading.release.nature == "reported"
    ship = by_ref(reading)["v1"]
    assert ship.numbers("imo") == ("9074729",)
    assert ship.numbers("mmsi") == ()
    assert numbers(ship)["imo", "9176187"] == "presented"
    assert numbers(ship)["mmsi", "636000001"] == "presented"
    assert numbers(ship)["name", "HONEST TRADER"] == "presented"
    assert numbers(ship)["flag", "Liberia"] == "presented"
    assert "HONEST TRADER" not in names(ship)
    assert {tie.code for tie in ship.countries} == {"KP"}


def test_dprk_reports_company_numbers_and_links() -> None:
    """A company's IMO number is a company's; edges are told on both ends; documents are no parties."""
    found = by_ref(read(samples.RUSI))
    company = found["c1"]
    assert numbers(company) == {
        ("imo_company", "5999999"): "genuine",
        ("other_id", "no scheme"): "genuine",
        ("un_ref", "KPe.902"): "genuine",
    }
    assert company.details["linked"] == ("CALM SEA [v1]: UnknownLink, owner",)
    assert set(found) == {"v1", "c1"}


def test_a_list_of_ones_own_takes_its_columns() -> None:
    """Several values are parted by semicolons; presented identifiers stay apart; bad numbers fall."""
    reading = read(samples.OWN, "watch.csv")
    assert reading.release.list_id == "OWN:watch"
    assert reading.release.nature == "own"
    han = by_ref(reading)["A1"]
    assert names(han)["Han So'l-mi"] == ("strong", "alias")
    assert han.birth_dates == ("1964~",)
    assert numbers(han)["passport", "990000009"] == "presented"
    ship = by_ref(reading)["NAME:CALM SEA"]
    assert ship.numbers("imo") == ("9074729",)
    assert numbers(ship)["imo", "9176187"] == "presented"
    assert any("1234568" in warning for warning in reading.release.warnings)
    assert read(samples.OWN, "watch.csv", called="mine").release.list_id == "OWN:mine"


def test_the_template_is_a_list_that_can_be_filled() -> None:
    """The empty template is told as a list of one's own, and its explanations are no party."""
    from vedette.extract.lists.own import template

    assert identify(template().encode(), "t.csv").list_id == "OWN"
    filled = template() + "A,Someone,person" + "," * 21 + "\n"
    (one,) = read(filled).listings
    assert one.name == "Someone"


def test_semicolons_between_columns_are_told() -> None:
    """A list of one's own parted by semicolons is refused with the remedy."""
    with pytest.raises(MalformedInput, match="semicolons"):
        read("name;kind;aliases\nA;person;B\n")


# -- guards ------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n\t", "\x1a", "\ufeff"])
def test_nothing_is_no_list(text: str) -> None:
    """An empty file, white space or an end-of-file sign is refused."""
    with pytest.raises(EmptyInput, match="failed download"):
        read(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        (samples.SDN, -200),
        (samples.UK_CSV, -40),
        (samples.EU_CSV, -12),
        (samples.UN_XML, -60),
        (samples.EU_XML, -60),
        (samples.FTM, -10),
        (samples.RUSI, -10),
    ],
)
def test_a_download_cut_short_is_refused(text: str, at: int) -> None:
    """The end is missing: the whole file is refused, not read in part."""
    with pytest.raises((MalformedInput, ListRejected)):
        read(text.rstrip("\r\n\x1a")[:at])


def test_a_list_below_its_floor_is_refused() -> None:
    """Two entries are no consolidated list."""
    with pytest.raises(ListRejected, match="not 430 or more"):
        read_release([("un.xml", samples.UN_XML.encode())])


def test_a_list_from_the_future_is_refused() -> None:
    """A release dated after today is refused."""
    with pytest.raises(ListRejected, match="to come"):
        read(samples.UN_XML, today="2026-01-01")


def test_two_lists_are_no_release() -> None:
    """Files of two lists given as one release are refused."""
    files = [("un.xml", samples.UN_XML.encode()), ("alt.csv", samples.ALT.encode())]
    with pytest.raises(ListRejected, match="no part of"):
        read_release(files, floor=0)


def test_what_is_no_list_is_told_with_what_would_be() -> None:
    """Any other file is refused with the lists that are read."""
    for text in ("Dear all,\nhello", '{"a": 1}', "a,b\n1,2\n"):
        with pytest.raises(ListRejected, match="UK Sanctions List"):
            read(text)
    with pytest.raises(ListRejected, match="web page"):
        read("<!DOCTYPE html><html>Not found</html>")


def test_an_outside_entity_is_refused() -> None:
    """XML that brings a document type, and a file of this machine in it, is refused whole."""
    hostile = samples.UN_XML.replace(
        "<CONSOLIDATED_LIST",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST',
    ).replace("Works for nobody.", "&e;")
    with pytest.raises(MalformedInput, match="document type"):
        read(hostile)


def test_files_find_their_release() -> None:
    """Parts go to the main file of their folder nearest in date; a stranger stands alone."""

    def found(key: str, text: str) -> FoundFile:
        folder, _, name = key.rpartition("/")
        return FoundFile(key, folder, name, identify(text.encode(), name))

    files = [
        found("a/alt_2024-05-10.csv", samples.ALT),
        found("a/sdn_2024-05-03.csv", samples.SDN),
        found("a/sdn_2023-01-31.csv", samples.SDN),
        found("b/cons_alt.csv", samples.ALT),
        found("b/un.xml", samples.UN_XML),
    ]
    groups = {tuple(item.key for item in group) for group in arrange(files)}
    assert groups == {
        ("a/sdn_2024-05-03.csv", "a/alt_2024-05-10.csv"),
        ("a/sdn_2023-01-31.csv",),
        ("b/un.xml",),
        ("b/cons_alt.csv",),
    }
