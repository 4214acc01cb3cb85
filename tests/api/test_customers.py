"""Files of parties are read whatever is in them: a bad row is a bad row, a bad file is refused."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.api.customers import RowWriter, read_batches, read_rows, safe_cell
from vedette.errors import UsageError, VedetteError

pieces = st.sampled_from(
    [b"name", b"id", b",", b";", b"\t", b"|", b'"', b"\n", b"\r\n", b"\0", b"\xff", b"Ri Je Son",
     b"=1+1", "김".encode(), b"1938-05-01", b"imo", b" "]
)  # fmt: skip


@given(st.lists(pieces, max_size=60).map(b"".join), st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_bytes_break_the_reader(data: bytes, has_header: bool) -> None:
    """Every file is read to its end or refused with a reason; rows are questions or say what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.csv"
        path.write_bytes((b"name,id\n" if has_header else b"") + data)
        try:
            found = list(read_rows(path))
        except VedetteError:
            return
    assert all((row.question is None) == bool(row.wrong) for row in found)
    assert [row.number for row in found] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
def test_arrow_and_parquet_ask_as_csv_does(tmp_path: Path, suffix: str) -> None:
    """The same rows give the same questions from each format."""
    import pyarrow.feather as feather

    table = pa.table(
        {"Customer": ["Ri Je Son", None], "imo": [None, "9179842"], "dob": ["1938", ""]}
    )
    path = tmp_path / f"in{suffix}"
    pq.write_table(table, path) if suffix == ".parquet" else feather.write_feather(table, path)
    (tmp_path / "in.csv").write_text("Customer,imo,dob\nRi Je Son,,1938\n,9179842,\n")
    columns = {"name": "Customer"}
    assert list(read_rows(path, columns=columns)) == list(
        read_rows(tmp_path / "in.csv", columns=columns)
    )


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The columns there are stand in the remedy."""
    path = tmp_path / "in.csv"
    path.write_text("name,age\nx,1\n")
    with pytest.raises(UsageError, match="Its columns: name, age"):
        list(read_rows(path, columns={"birth_on": "dob"}))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text: str) -> None:
    """Whatever a spreadsheet would run is written as text."""
    assert safe_cell(text) == f"'{text}"
    assert safe_cell(f"a{text}") == f"a{text}"


def test_results_appear_only_when_complete(tmp_path: Path) -> None:
    """A file that is being written is not there yet."""
    target = tmp_path / "out.csv"
    writer = RowWriter(target, ("a",))
    writer.write({"a": 1})
    assert not target.exists()
    writer.close()
    assert target.read_text() == "a\n1\n" or target.read_bytes() == b"a\r\n1\r\n"


def test_a_parquet_of_results_holds_what_csv_holds(tmp_path: Path) -> None:
    """More rows than one group, an empty number and broken letters are written as they are told."""
    rows = [{"row": i, "name": f"n{i}\udcff", "score": None if i % 2 else 0.5} for i in range(9000)]
    writer = RowWriter(
        tmp_path / "o.parquet", ("row", "name", "score"), {"row": int, "score": float}
    )
    for row in rows:
        writer.write(row)
    writer.close()
    read = pq.read_table(tmp_path / "o.parquet").to_pylist()
    assert read == [{**row, "name": f"n{row['row']}\\udcff"} for row in rows]


def test_what_is_given_up_leaves_the_old_results(tmp_path: Path) -> None:
    """A run that fails takes its half away and leaves what stood there."""
    (tmp_path / "out.csv").write_text("old")
    writer = RowWriter(tmp_path / "out.csv", ("a",))
    writer.write({"a": 1})
    writer.drop()
    assert [item.name for item in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_text() == "old"


def test_a_batch_tells_how_much_of_the_file_is_read(tmp_path: Path) -> None:
    """The share rises to all of the file, and no row is lost where batches meet."""
    path = tmp_path / "in.csv"
    path.write_text("name\n" + "".join(f"Ri Je Son {i}\n\n" for i in range(20_000)) + "--\n")
    batches = list(read_batches(path))
    shares = [batch.share for batch in batches]
    assert len(shares) > 2
    assert shares == sorted(shares)
    assert shares[0] < 0.6
    assert shares[-1] == 1
    assert [row.number for row in read_rows(path)] == list(range(1, 20_002))
    assert [row.number for batch in batches for row in batch.bad] == [20_001]


def test_names_of_broken_utf_8_in_a_table_are_bad_rows(tmp_path: Path) -> None:
    """A text column of Parquet may hold any bytes; the rows beside it are read."""
    import pyarrow.compute as pc

    raw = pa.array([b"Ri Je Son", b"Ri \xff Son", None])
    names = pa.Array.from_buffers(pa.string(), 3, raw.buffers())
    assert pc.count(names).as_py() == 2
    pq.write_table(pa.table({"name": names}), tmp_path / "in.parquet")
    first, second, third = read_rows(tmp_path / "in.parquet")
    assert first.question
    assert first.question.name == "Ri Je Son"
    assert second.wrong == "the name is not valid UTF-8"
    assert third.wrong == "the name is empty or has no letters"
