"""Typed results convert and show themselves."""

from __future__ import annotations

import json

import pytest

from vedette.engine.duck import export, query
from vedette.engine.tables import Table
from vedette.model.evidence import Span
from vedette.model.reading import Event, Slot


def event(n: int) -> Event:
    span = Span(layer_id="tl", start=n, end=n + 1, quote="<b>")
    return Event(
        event_id=f"ev_{n}",
        layer_id="tl",
        sentence_id="se",
        kind="veto",
        span=span,
        trigger=span,
        slots=(Slot(role="actor", name="Norway", ref=None, span=span),),
        occurred=None,
        date_span=None,
        date_basis="open",
        law_on=None,
        law_basis="open",
        modality="asserted",
        statement_id=None,
        rule="r",
    )


def test_arrow_keeps_spans_as_columns_and_types_when_empty() -> None:
    """A span is three columns; an empty table has the same schema as a full one."""
    full, empty = Table(Event, [event(1)]).to_arrow(), Table(Event, []).to_arrow()
    assert full.schema == empty.schema
    assert full.column("span_quote").to_pylist() == ["<b>"]
    assert full.column("date_span_start").to_pylist() == [None]
    assert json.loads(full.column("slots")[0].as_py())[0]["name"] == "Norway"


def test_polars_has_the_same_rows() -> None:
    """Polars gets the same rows and columns as Arrow."""
    pytest.importorskip("polars")
    table = Table(Event, [event(1), event(2)])
    frame = table.to_polars()
    assert frame.columns == list(table.columns)
    assert frame.height == 2


def test_a_notebook_shows_escaped_words_and_counts() -> None:
    """Captured words are escaped, and the caption says how many rows there are."""
    shown = Table(Event, [event(n) for n in range(30)])._repr_html_()
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert "30 Event, 20 shown" in shown


def test_a_notebook_shows_what_a_reader_wants() -> None:
    """Words instead of JSON and offsets, no ids but the row's own, no empty columns."""
    shown = Table(Event, [event(1)])._repr_html_()
    assert "actor: Norway" in shown
    assert "ev_1" in shown
    for hidden in ("layer id", "sentence id", "start", "&quot;", "date span", "occurred"):
        assert hidden not in shown


def test_sql_over_tables_in_memory(tmp_path) -> None:
    """Tables can be asked in SQL and written as Parquet that gives the same answer."""
    table = Table(Event, [event(1), event(2)])
    counted = query("select kind, count(*) as n from events group by kind", {"events": table})
    assert counted.to_pylist() == [{"kind": "veto", "n": 2}]
    (path,) = export({"events": table}, tmp_path)
    import pyarrow.parquet as pq

    assert pq.read_table(path).num_rows == 2
