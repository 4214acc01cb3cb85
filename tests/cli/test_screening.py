"""Screening from the command line: a name, a file, a text, a change, decisions, the log."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from vedette.api import Workbench
from vedette.cli.main import run

XML = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z"><INDIVIDUALS>
<INDIVIDUAL><DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>RI</FIRST_NAME>
<SECOND_NAME>JE-SON</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>
<REFERENCE_NUMBER>KPi.901</REFERENCE_NUMBER><LISTED_ON>2016-03-02</LISTED_ON>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1938-05-01</DATE>
</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>{more}</INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>4</DATAID><FIRST_NAME>BLUE CRANE TRADING CO. LTD</FIRST_NAME>
<REFERENCE_NUMBER>KPe.904</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""
MORE = """<INDIVIDUAL><DATAID>2</DATAID><FIRST_NAME>JORAN</FIRST_NAME><SECOND_NAME>MALMQUIST</SECOND_NAME>
<REFERENCE_NUMBER>CDi.903</REFERENCE_NUMBER><LISTED_ON>2026-02-01</LISTED_ON></INDIVIDUAL>"""


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two releases of one list; the later one has one party more."""
    folder = tmp_path_factory.mktemp("screening")
    files = []
    for day, more in (("2026-01-02", ""), ("2026-02-02", MORE)):
        path = folder / f"un-{day}.xml"
        path.write_text(XML.format(day=day, more=more))
        files.append(path)
    with Workbench.create(folder / "w") as bench:
        bench.add_lists(files, floor=0)
    return folder / "w"


def call(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, dict[str, Any]]:
    """Run a command with --json: exit code and answer."""
    with pytest.raises(SystemExit) as stopped:
        run([*map(str, args), "--json"])
    text = capsys.readouterr().out
    return int(stopped.value.code or 0), json.loads(text) if text else {}


def test_a_name_is_screened_explained_and_stored(lists: Path, capsys: Any) -> None:
    """A hit says which word met which, names its lists, is kept, and comes out again the same."""
    code, answer = call(capsys, "screen", "Lee Je Son", "--birth", "1938-05-02", "-w", lists)
    best = answer["found"][0]
    assert (code, best["verdict"], best["list_ref"]) == (1, "hit", "KPi.901")
    assert {row["rule"] for row in best["alignment"]} >= {"surname-spelling", "exact"}
    assert "one day apart" in best["facts"][0]["sentence"]
    assert "2026-02-02" in answer["coverage"]["sentence"]
    code, again = call(capsys, "screen", "again", answer["screening_id"], "-w", lists)
    assert (code, again["same"]) == (0, True)
    _, log = call(capsys, "screen", "log", "-w", lists)
    assert log["screenings"][-1]["releases"][0]["sha256"]


def test_a_different_birth_date_is_a_contradiction_and_a_missing_one_is_none(
    lists: Path, capsys: Any
) -> None:
    """Another birth year makes a near miss with the difference told; no year leaves the hit."""
    _, other = call(capsys, "screen", "Ri Je Son", "--birth", "1971", "--no-store", "-w", lists)
    assert other["found"][0]["verdict"] == "near_miss"
    assert "33 years" in other["found"][0]["against"][0]
    _, none = call(capsys, "screen", "Ri Je Son", "--no-store", "-w", lists)
    assert none["found"][0]["verdict"] == "hit"


def test_a_past_day_is_screened_as_the_lists_stood(lists: Path, capsys: Any) -> None:
    """A party listed in February is not found as of January."""
    code, _ = call(capsys, "screen", "Joran Malmquist", "-w", lists)
    assert code == 1
    code, past = call(capsys, "screen", "Joran Malmquist", "--as-of", "2026-01-10", "-w", lists)
    assert code == 0
    assert not [item for item in past["found"] if item["verdict"] == "hit"]


def test_a_file_gives_results_bad_rows_and_escaped_cells(
    lists: Path, tmp_path: Path, capsys: Any
) -> None:
    """Good rows are answered, each bad one is named, a formula is not run, the rest goes on."""
    source = tmp_path / "customers.csv"
    source.write_bytes(
        b"id;full name;dob\n=1+1;Ri Je Son;1938\n2;;\n3;Joran Malmqvist;\n4;Nobody Known;\n"
        b"5;Ri Je Son;yesterday\n6;two;many;fields\n" + b"7;Caf\xe9 \xff;\n8;Blue Crane Trading;\n"
    )
    target = tmp_path / "out.csv"
    code, done = call(capsys, "screen", "file", source, "--to", target, "-w", lists)
    rows = list(csv.DictReader(target.read_text().splitlines()))
    assert code == 3
    assert [row["row"] for row in rows] == ["1", "3", "8"]
    assert rows[0]["ref"] == "'=1+1"
    assert (done["n_rows"], done["n_bad"]) == (8, 4)
    bad = {
        row["row"]: row["what"]
        for row in csv.DictReader(Path(done["bad_path"]).read_text().splitlines())
    }
    assert sorted(bad) == ["2", "5", "6", "7"]
    assert "UTF-8" in bad["7"]


@pytest.mark.parametrize(
    ("text", "says"), [("a,b\n1,2\n", "no column of it holds names"), ("", "no column")]
)
def test_a_file_without_names_is_refused(
    lists: Path, tmp_path: Path, text: str, says: str, capsys: Any
) -> None:
    """A missing column is told with the columns there are, and what to do."""
    source = tmp_path / "wrong.csv"
    source.write_text(text)
    code, answer = call(capsys, "screen", "file", source, "--to", tmp_path / "o.csv", "-w", lists)
    assert code == 2
    assert says in answer["error"]["what"]
    assert "--column" in answer["error"]["remedy"]


def test_a_change_of_the_lists_touches_only_whom_it_names(
    lists: Path, tmp_path: Path, capsys: Any
) -> None:
    """Of three customers, only the one that the new listing may mean is named."""
    source, target = tmp_path / "customers.csv", tmp_path / "touched.csv"
    source.write_text("id,name\n1,Ri Je Son\n2,Malmquist Joran\n3,Blue Crane Trading\n")
    code, done = call(
        capsys, "screen", "changed", source, "--since", "2026-01-10", "--to", target, "-w", lists
    )
    assert (code, done["n_changed"]) == (1, 1)
    assert [row["ref"] for row in csv.DictReader(target.read_text().splitlines())] == ["2"]


def test_a_decision_is_remembered_and_reopens_on_a_change(lists: Path, capsys: Any) -> None:
    """Decided different, a customer is no alert; with another birth date the question is open again."""
    asked = ("Ri Je Son", "--ref", "C-17", "--no-store", "-w", lists)
    assert call(capsys, "screen", "name", *asked)[0] == 1
    call(
        capsys, "screen", "decide", "C-17", "KPi.901", "different", "--name", "Ri Je Son",
        "--because", "another passport, another face", "-w", lists,
    )  # fmt: skip
    code, answer = call(capsys, "screen", "name", *asked)
    assert code == 0
    assert answer["decisions"][0].startswith("different")
    code, answer = call(capsys, "screen", "name", *asked, "--birth", "1938")
    assert code == 1
    assert answer["decisions"][0].startswith("reopened: what is known of the customer")


def test_a_text_is_searched_for_listed_parties(lists: Path, tmp_path: Path, capsys: Any) -> None:
    """A name in a sentence is found at its place, misspelt too; a common word is none."""
    path = tmp_path / "report.txt"
    path.write_text("On Monday Ri Je-son met Joran Malmqvist of Trading House in Blue Harbour.\n")
    code, answer = call(capsys, "screen", "text", path, "-w", lists)
    assert code == 1
    quotes = {item["quote"]: (item["start"], item["end"]) for item in answer["named"]}
    assert quotes == {"Ri Je-son": (10, 19), "Joran Malmqvist": (24, 39)}


def test_what_a_text_search_did_not_read_is_told(lists: Path, tmp_path: Path, capsys: Any) -> None:
    """Letters that are not searched are counted; a wholly Latin text says nothing of them."""
    path = tmp_path / "report.txt"
    path.write_text("ตาก met nobody. שלום\n")
    code, answer = call(capsys, "screen", "text", path, "-w", lists)
    assert code == 0
    assert "of 16 letters 4 Hebr, 3 Thai" in answer["coverage"]["sentence"]
    path.write_text("He met nobody.\n")
    _, answer = call(capsys, "screen", "text", path, "-w", lists)
    assert "Names in these letters" not in answer["coverage"]["sentence"]
    assert answer["coverage"]["sentence"].startswith("15 characters searched for")


@pytest.mark.parametrize("data", [b"", b"\x00\x01\xff" * 400, b"%PDF-1.7 rest"], ids=repr)
def test_bytes_that_are_no_text_are_no_clearance(
    lists: Path, tmp_path: Path, data: bytes, capsys: Any
) -> None:
    """An empty file, binary data and a PDF are refused, never answered with no hit."""
    path = tmp_path / "report"
    path.write_bytes(data)
    code, _ = call(capsys, "screen", "text", path, "-w", lists)
    assert code == 3


def test_a_text_of_another_encoding_is_read(lists: Path, tmp_path: Path, capsys: Any) -> None:
    """UTF-16 is no reason to find nobody."""
    path = tmp_path / "report.txt"
    path.write_bytes("On Monday Ri Je-son met Joran Malmqvist.".encode("utf-16"))
    code, answer = call(capsys, "screen", "text", path, "-w", lists)
    assert code == 1
    assert len(answer["named"]) == 2


@pytest.mark.parametrize("name", ["", "!!! ---", "\u202e\u200b"])
def test_a_name_without_letters_is_refused(lists: Path, name: str, capsys: Any) -> None:
    """Nothing, punctuation and invisible marks are no question."""
    code, _ = call(capsys, "screen", "name", name, "--no-store", "-w", lists)
    assert code == 2


@pytest.mark.parametrize(
    "name", ["Ri" * 5000, "Ri \u202eJe\u202c Son", "R\u0456 Je S\u043en", "\ud800 Ri"]
)
def test_odd_names_are_answered(lists: Path, name: str, capsys: Any) -> None:
    """Ten thousand letters, mixed direction, look-alike letters, lone surrogates: no crash."""
    code, _ = call(capsys, "screen", "name", name, "--no-store", "-w", lists)
    assert code in {0, 1}
