"""The search index: found in any script, thrown away without loss."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.clean.queries import parse
from vedette.clean.terms import phrase_of
from vedette.store.fulltext import FILE, FullText, Page

PAGES = {
    "a": ("Tanker seen at sea", "북한 선박이 정유를 옮겼다. 제재 위반이다."),
    "b": ("船只被扣押", "一艘朝鲜船只在港口被扣押。"),
    "c": ("Veto ends monitoring", "The tanker was not named. Arms moved from Russia by rail."),
    "d": ("制裁の延長", "安全保障理事会は制裁を延長した。"),
}


def filled(folder: Path | None) -> FullText:
    index = FullText(folder)
    index.add(
        Page(layer, "1", {"title": [title], "body": [body], "furniture": ["Follow us"]})
        for layer, (title, body) in PAGES.items()
    )
    return index


def found(index: FullText, query: str, layers: set[str] | None = None) -> set[str]:
    return {layer for layer, _ in index.find(parse(query), layers or set(PAGES))}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("선박", {"a"}),
        ("제재", {"a"}),
        ("船只", {"b"}),
        ("船", {"b"}),
        ("扣押", {"b"}),
        ("制裁", {"d"}),
        ("理事会", {"d"}),
        ("TANKER", {"a", "c"}),
        ("title:tanker", {"a"}),
        ("tanker NOT 선박", {"c"}),
        ("arms NEAR/2 russia", {"c"}),
        ("arms NEAR/1 rail", set()),
        ('"moved from"', {"c"}),
        ('"named arms"', {"c"}),
        ("rus*", {"c"}),
        ("veto OR 船只", {"b", "c"}),
        ("follow", set()),
        ("furniture:follow", {"a", "b", "c", "d"}),
    ],
)
def test_it_finds(query: str, expected: set[str]) -> None:
    """Operators, fields and two-character words each find what they say and nothing else."""
    assert found(filled(None), query) == expected


def test_a_phrase_never_runs_across_parts() -> None:
    """The end of one paragraph and the start of the next are no phrase."""
    index = FullText(None)
    index.add([Page("p", "1", {"body": ["he saw the ship", "to ship owners it was new"]})])
    assert index.find(parse('"ship to ship"'), {"p"}) == []
    assert index.find(parse('"the ship"'), {"p"}) != []


def test_only_the_layers_named() -> None:
    """A layer outside the view given is never a hit."""
    assert found(filled(None), "tanker", {"c"}) == {"c"}


def test_a_headline_weighs_more() -> None:
    """The report that has the word in its headline comes first."""
    first = filled(None).find(parse("tanker"), set(PAGES))[0]
    assert first[0] == "a"


def test_a_layer_read_anew_is_found_by_its_new_words_only(tmp_path: Path) -> None:
    """Indexing a layer again replaces what it was found by."""
    index = filled(tmp_path)
    index.add([Page("a", "2", {"body": ["coal"]})])
    assert found(index, "선박") == set()
    assert found(index, "coal") == {"a"}
    assert index.known()["a"] == "2"
    index.close()
    again = FullText(tmp_path)
    assert found(again, "coal") == {"a"}
    again.close()


@pytest.mark.parametrize("damage", ["rubbish", "version"])
def test_a_damaged_or_other_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    """The index is thrown away when it is no index of this version; nothing else is touched."""
    filled(tmp_path).close()
    if damage == "rubbish":
        (tmp_path / FILE).write_bytes(b"no database" * 999)
    else:
        with sqlite3.connect(tmp_path / FILE) as connection:
            connection.execute("PRAGMA user_version=999")
        connection.close()
    index = FullText(tmp_path)
    assert index.known() == {}
    index.close()


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_whatever_a_text_holds_can_be_found(text: str) -> None:
    """Any text that holds something to search is found by its own words."""
    phrase = phrase_of(text)
    if phrase is None:
        return
    index = FullText(None)
    index.add([Page("p", "1", {"body": [text]})])
    query = '"' + text.replace('"', " ").replace("\u201c", " ").replace("\u201d", " ") + '"'
    assert [layer for layer, _ in index.find(parse(query), {"p"})] == ["p"]
    index.close()
