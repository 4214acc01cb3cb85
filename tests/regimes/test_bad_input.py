"""``vedette check`` and what people give it: a clear error, and the rest goes on."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.regimes.conftest import Called

Command = Callable[..., Called]
GOOD = {"hs": "27101943", "direction": "to", "on": "2018-03-01", "quantity": "10", "unit": "t"}

# What is wrong, the column at fault, and a word of the message.
WRONG: list[tuple[dict[str, str], str, str]] = [
    ({"on": "2018-02-30"}, "on", "no day"),
    ({"on": "2018-13-01"}, "on", "no day"),
    ({"on": "01.03.2018"}, "on", "no day"),
    ({"on": "yesterday"}, "on", "no day"),
    ({"hs": "2"}, "hs", "1 digit"),
    ({"hs": "271"}, "hs", "3 digits"),
    ({"hs": "27101"}, "hs", "5 digits"),
    ({"hs": "2710194"}, "hs", "7 digits"),
    ({"hs": "271019430"}, "hs", "9 digits"),
    ({"hs": "27101943001"}, "hs", "11 digits"),
    ({"hs": "303"}, "hs", "0303?"),
    ({"hs": "diesel"}, "hs", "other signs"),
    ({"hs": "2717"}, "hs", "2717"),
    ({"hs": "7701"}, "hs", "reserved"),
    ({"hs": "880610"}, "hs", "HS 2022"),
    ({"direction": "sideways"}, "direction", "to or from the target"),
    ({"quantity": "-5"}, "quantity", "no amount"),
    ({"quantity": "inf"}, "quantity", "is no "),
    ({"unit": "bushel"}, "unit", "unknown"),
    ({"unit": ""}, "unit", "without a unit"),
    ({"unit": "pcs"}, "unit", "cannot be turned into"),
    ({"unit": "usd"}, "unit", "cannot be turned into"),
    ({"hs": "2701", "direction": "from", "on": "2017-02-01", "unit": "bbl"}, "unit", "turned into"),
    ({"origin": "Atlantis"}, "origin", "no country"),
    ({"contracted_on": "2018-02-30"}, "contracted_on", "no day"),
]
IDS = [" ".join(f"{name}={value!r}" for name, value in change.items()) for change, _, _ in WRONG]
COLUMNS = ("id", "hs", "direction", "on", "quantity", "unit", "origin", "contracted_on", "note")


def arguments(case: dict[str, str]) -> list[str]:
    """A case as options of the command."""
    return [f"--{name.replace('_', '-')}={value}" for name, value in case.items() if value]


@pytest.mark.parametrize(("change", "column", "says"), WRONG, ids=IDS)
def test_one_wrong_value_is_told_with_its_remedy(
    vedette: Command, change: dict[str, str], column: str, says: str
) -> None:
    """A single question with an impossible value exits with 2 and says where, what and what to do."""
    called = vedette("check", "--json", *arguments({**GOOD, **change}))
    assert called.code == 2
    error = json.loads(called.out)["error"]
    assert says in f"{error['where']} {error['what']} {error['remedy']}"
    assert error["remedy"]
    assert "Traceback" not in called.err


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--hs=2701", "--on=2018-01-01"], "direction"),
        (["--on=2018-01-01", "--direction=from"], "--hs"),
        (["--hs=2701", "--on=2018-01-01", "--from=CN"], "Give both"),
        (["--hs=2701", "--on=2018-01-01", "--from=ZZ", "--to=KP"], "ZZ"),
        (["--hs=2701", "--on=2018-01-01", "--from=KP", "--to=KP"], "two countries"),
        (["--hs=2701", "--on=2018-01-01", "--from=KP", "--to=UN"], "'UN'"),
        (["--hs=2701", "--on=2018-01-01", "--from=KP", "--to=CN", "--direction=to"], "is from"),
        (["--hs=2701", "--on=2018-01-01", "--direction=from", "--authority=XX"], "EU"),
        (["--hs=2701", "--on=2018-01-01", "--direction=from", "--regime=UN-XX"], "UN-KP"),
    ],
)
def test_a_question_that_is_not_whole_says_what_is_missing(
    vedette: Command, given: list[str], says: str
) -> None:
    """Missing or contradicting options exit with 2 and name what would help."""
    called = vedette("check", *given)
    assert called.code == 2
    assert says in called.err
    assert called.out == ""


def test_a_refusal_of_a_younger_code_names_the_edition(vedette: Command) -> None:
    """Drones had no heading before the edition of 2022, and the message says so."""
    called = vedette("check", "--hs=8806", "--direction=to", "--on=2018-03-01")
    assert called.code == 2
    assert "HS 2022" in called.err
    assert vedette("check", "--hs=8806", "--direction=to", "--on=2022-03-01").code == 0


@pytest.fixture(params=["csv", "parquet"])
def ending(request: pytest.FixtureRequest) -> str:
    """Both formats."""
    return str(request.param)


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Trades as a file of the kind its ending names; all columns text."""
    if path.suffix == ".parquet":
        columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in COLUMNS}
        pq.write_table(pa.table(columns), path)
        return path
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a file, values as text, nothing as ''."""
    if path.suffix == ".parquet":
        rows = pq.read_table(path).to_pylist()
        return [
            {name: "" if value is None else str(value) for name, value in row.items()}
            for row in rows
        ]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_bad_rows_are_written_beside_and_the_rest_goes_on(
    vedette: Command, tmp_path: Path, ending: str
) -> None:
    """Between good rows each wrong row is told with row, column, what and remedy; exit code 3."""
    rows: list[dict[str, str]] = []
    for number, (change, _, _) in enumerate(WRONG):
        rows.append({**GOOD, **change, "id": f"bad {number}", "note": "kept"})
        rows.append({**GOOD, "id": f"good {number}", "note": 'kept, "too"'})
    source = write(tmp_path / f"trades.{ending}", rows)
    called = vedette("check", source)
    assert called.code == 3
    assert f"{len(WRONG)} rows could not be checked" in called.err
    good = read(tmp_path / f"trades.checked.{ending}")
    assert [row["id"] for row in good] == [f"good {number}" for number in range(len(WRONG))]
    assert {row["verdict"] for row in good} == {"capped"}
    assert {row["note"] for row in good} == {'kept, "too"'}
    assert {row["paragraph"] for row in good} == {"S/RES/2397 (2017) para. 5"}
    bad = read(tmp_path / f"trades.checked.bad.{ending}")
    assert [row["id"] for row in bad] == [f"bad {number}" for number in range(len(WRONG))]
    assert [int(row["row"]) for row in bad] == [2 * number + 1 for number in range(len(WRONG))]
    for row, (change, column, says) in zip(bad, WRONG, strict=True):
        assert row["column"] == column, row
        assert says in f"{row['what']} {row['remedy']}", row
        assert row["remedy"]
        for name, value in change.items():
            assert row[name] == value


def test_the_counts_are_told_as_json(vedette: Command, tmp_path: Path, ending: str) -> None:
    """Programs read how many rows were checked, how many were bad, and where they lie."""
    source = write(tmp_path / f"trades.{ending}", [GOOD, {**GOOD, "on": "never"}, GOOD])
    goal = tmp_path / "out" / f"told.{ending}"
    called = vedette("check", source, "-o", goal, "--json")
    told = json.loads(called.out)
    assert (called.code, told["n_rows"], told["n_bad"]) == (3, 3, 1)
    assert told["verdicts"] == {"capped": 2}
    assert told["path"] == str(goal)
    assert told["bad_path"] == str(goal.with_name(f"told.bad.{ending}"))
    assert told["regimes"][0]["data_version"]


def test_a_clean_file_leaves_no_bad_file(vedette: Command, tmp_path: Path, ending: str) -> None:
    """All good is exit code 0, and the bad rows of an earlier run are gone."""
    source = write(tmp_path / f"trades.{ending}", [GOOD, {**GOOD, "on": "never"}])
    beside = tmp_path / f"trades.checked.bad.{ending}"
    assert vedette("check", source).code == 3
    assert beside.exists()
    write(source, [GOOD])
    assert vedette("check", source).code == 0
    assert not beside.exists()
    assert {path.name for path in tmp_path.iterdir()} == {
        f"trades.{ending}",
        f"trades.checked.{ending}",
    }


def test_countries_instead_of_a_direction(vedette: Command, tmp_path: Path) -> None:
    """Sender and receiver give the direction; unknown countries are bad, third countries free."""
    path = tmp_path / "trades.csv"
    path.write_text(
        "hs,on,from,to\n"
        "2701,2018-03-01,KP,CN\n"
        "2701,2018-03-01,CHN,PRK\n"
        "2701,2018-03-01,RU,CN\n"
        "2701,2018-03-01,XQ,KP\n"
        "2701,2018-03-01,KP,\n",
        encoding="utf-8",
    )
    assert vedette("check", path).code == 3
    assert [row["verdict"] for row in read(tmp_path / "trades.checked.csv")] == [
        "prohibited",
        "not covered",
        "not covered",
    ]
    bad = read(tmp_path / "trades.checked.bad.csv")
    assert [(row["row"], row["column"]) for row in bad] == [("4", "from"), ("5", "to")]
    assert "XQ" in bad[0]["what"]


def test_a_line_of_another_width_is_bad(vedette: Command, tmp_path: Path) -> None:
    """A CSV line with too many or too few fields is told, and the others are checked."""
    path = tmp_path / "trades.csv"
    path.write_text(
        "hs,on,direction\n2701,2018-03-01,from\n2701,2018-03-01\n2701,2018-03-01,from,what\n"
        "2701,2018-03-02,from\n",
        encoding="utf-8",
    )
    assert vedette("check", path).code == 3
    assert len(read(tmp_path / "trades.checked.csv")) == 2
    bad = read(tmp_path / "trades.checked.bad.csv")
    assert len(bad) == 2
    assert all("fields" in row["what"] for row in bad)


@pytest.mark.parametrize(
    ("name", "content", "code", "says"),
    [
        ("a.csv", b"hs,on\n2701,2018-03-01\n", 2, "direction"),
        ("a.csv", b"code,on,direction\n2701,2018-03-01,from\n", 2, "'hs' is missing"),
        ("a.csv", b"hs,on,direction,quantity\n2701,2018-03-01,from,5\n", 2, "without unit"),
        ("a.csv", b"hs,on,direction,verdict\n2701,2018-03-01,from,x\n", 2, "verdict"),
        ("a.csv", b"", 3, "cannot be read"),
        ("a.csv", b"hs,on,direction\n27\xff\xfe01,2018-03-01,from\n", 3, "UTF-8"),
        ("a.parquet", b"no parquet at all", 3, "cannot be read"),
        ("a.parquet", b"PAR1" + b"\x00" * 40 + b"PAR1", 3, "cannot be read"),
        ("a.xlsx", b"PK", 3, ".csv nor .parquet"),
    ],
)
def test_a_file_that_is_no_table_of_trades_is_refused(
    vedette: Command, tmp_path: Path, name: str, content: bytes, code: int, says: str
) -> None:
    """Missing columns are a wrong call (2), unreadable bytes a bad input (3); nothing is left."""
    path = tmp_path / name
    path.write_bytes(content)
    called = vedette("check", path, "-o", tmp_path / "out.csv")
    assert called.code == code, called.err
    assert says in called.err
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_a_file_that_is_not_there_is_named(vedette: Command, tmp_path: Path) -> None:
    """A wrong path says so."""
    called = vedette("check", tmp_path / "none.csv")
    assert called.code in {2, 3}
    assert "none.csv" in called.err


def test_a_table_without_rows_gives_a_table_without_rows(
    vedette: Command, tmp_path: Path, ending: str
) -> None:
    """No trades in, no trades out, with the columns all the same."""
    source = write(tmp_path / f"trades.{ending}", [])
    assert vedette("check", source).code == 0
    goal = tmp_path / f"trades.checked.{ending}"
    if ending == "csv":
        header = goal.read_text(encoding="utf-8").strip().replace('"', "").split(",")
    else:
        header = pq.read_table(goal).column_names
    assert header[: len(COLUMNS)] == list(COLUMNS)
    assert "verdict" in header
    assert read(goal) == []


def test_a_file_is_not_overwritten_by_its_own_verdicts(
    vedette: Command, tmp_path: Path, ending: str
) -> None:
    """The output may not be the input."""
    source = write(tmp_path / f"trades.{ending}", [GOOD])
    before = source.read_bytes()
    called = vedette("check", source, "-o", source)
    assert called.code == 2
    assert source.read_bytes() == before


def test_columns_of_any_type_are_read(vedette: Command, tmp_path: Path) -> None:
    """Numbers, days, instants and dictionaries in Parquet mean what their text would."""
    source = tmp_path / "typed.parquet"
    pq.write_table(
        pa.table(
            {
                "hs": pa.array([27101943, 27101943, None], pa.int64()),
                "on": pa.array([dt.date(2018, 3, 1), dt.date(2018, 3, 2), dt.date(2018, 3, 3)]),
                "direction": pa.array(["to", "to", "to"]).dictionary_encode(),
                "quantity": pa.array([Decimal("10.5"), Decimal("-1"), None], pa.decimal128(9, 2)),
                "unit": pa.array(["t", "t", None], pa.large_string()),
                "contracted_on": pa.array([dt.datetime(2018, 1, 1, 12, tzinfo=dt.UTC), None, None]),
                "note": pa.array([[1], [2], [3]]),
            }
        ),
        source,
    )
    assert vedette("check", source).code == 3
    good = pq.read_table(tmp_path / "typed.checked.parquet").to_pylist()
    assert [(row["verdict"], row["note"]) for row in good] == [("capped", [1])]
    assert good[0]["share_of_cap"] == pytest.approx(10.5 * 8.333 / 500_000)
    bad = pq.read_table(tmp_path / "typed.checked.bad.parquet").to_pylist()
    assert [(row["row"], row["column"]) for row in bad] == [(2, "quantity"), (3, "hs")]


@pytest.mark.parametrize("written", ["27.10.19.43", " 2710 1943 ", "27101943.0"])
def test_codes_are_read_as_people_write_them(
    vedette: Command, tmp_path: Path, written: str
) -> None:
    """Points, spaces and a spreadsheet's '.0' do not matter, in a question or in a file."""
    source = write(tmp_path / "trades.csv", [{**GOOD, "hs": written}])
    assert vedette("check", source).code == 0
    row = read(tmp_path / "trades.checked.csv")[0]
    assert (row["hs"], row["verdict"]) == (written, "capped")
    assert vedette("check", *arguments({**GOOD, "hs": written})).code == 0


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_of_spreadsheets_are_read(
    vedette: Command, tmp_path: Path, separator: str
) -> None:
    """Semicolons and tabs separate columns where commas stand for decimals."""
    path = tmp_path / "trades.csv"
    path.write_text(
        f"hs{separator}on{separator}direction\n2701{separator}2018-03-01{separator}from\n",
        encoding="utf-8",
    )
    assert vedette("check", path).code == 0
    assert read(tmp_path / "trades.checked.csv")[0]["verdict"] == "prohibited"


def test_trade_between_others_is_not_covered(vedette: Command) -> None:
    """Where neither side is the target the answer is that, and why."""
    called = vedette("check", "--hs=2701", "--on=2018-01-01", "--from=CN", "--to=RU", "--json")
    told = json.loads(called.out)
    assert (called.code, told["verdict"]) == (0, "not covered")
    assert "neither side" in told["qualifier"]


def test_a_byte_order_mark_is_no_part_of_a_column(vedette: Command, tmp_path: Path) -> None:
    """Files saved by a spreadsheet begin with a mark that is not text."""
    path = tmp_path / "trades.csv"
    path.write_text("hs,on,direction\n2701,2018-03-01,from\n", encoding="utf-8-sig")
    assert vedette("check", path).code == 0
    assert read(tmp_path / "trades.checked.csv")[0]["verdict"] == "prohibited"
