"""Searches as people write them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean.queries import Group, Leaf, Near, leaves, parse
from vedette.errors import UsageError


def words(query: str) -> list[tuple[str, ...]]:
    return [leaf.phrase.terms for leaf in leaves(parse(query))]


def test_words_beside_each_other_are_all_wanted() -> None:
    """Two words make a group of all; OR binds looser than AND."""
    node = parse("oil tanker OR coal")
    assert isinstance(node, Group)
    assert node.how == "any"
    assert isinstance(node.parts[0], Group)
    assert node.parts[0].how == "all"
    assert words("oil tanker OR coal") == [("oil",), ("tanker",), ("coal",)]


def test_not_leaves_out() -> None:
    """NOT and a leading minus bar a part; a hyphen inside a word does not."""
    node = parse("missile NOT test -drill ship-to-ship")
    assert isinstance(node, Group)
    assert [leaf.phrase.terms for leaf in node.parts if isinstance(leaf, Leaf)] == [
        ("missile",),
        ("ship", "to", "ship"),
    ]
    assert len(node.barred) == 2


def test_near_phrase_prefix_and_field() -> None:
    """NEAR takes a distance, quotation marks a phrase, a star a beginning, a field its column."""
    near = parse("arms NEAR/3 russia*")
    assert isinstance(near, Near)
    assert near.distance == 3
    assert near.right.phrase.is_prefix
    titled = parse('title:("Panel of Experts" OR veto)')
    assert all(leaf.columns == ("title",) for leaf in leaves(titled))


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("", "nothing to find"),
        ("-veto", "only to leave out"),
        ("(oil", "not closed"),
        ("oil)", "without an opening one"),
        ('"oil', "quotation mark is not closed"),
        ("oil OR", "nothing to find"),
        ("NEAR oil", "a word is missing"),
        ("oil NEAR", "a word is missing"),
        ("* oil", "stands alone"),
        ("(" * 40 + "oil" + ")" * 40, "too deep"),
        ("x" * 3000, "3000 characters"),
        ("a " * 500, "500 parts"),
        ("title:oil NEAR body:coal", "one field"),
        ("!!!", "nothing to find"),
    ],
)
def test_what_cannot_be_read_is_told(query: str, what: str) -> None:
    """A search that cannot be read is refused with the place and the reason."""
    with pytest.raises(UsageError, match=what):
        parse(query)


@given(st.text(alphabet='ab "()*-:船박ANDORNTE/3', max_size=40))
def test_any_text_is_read_or_refused(query: str) -> None:
    """No text makes the reader fail in another way than by saying so."""
    with contextlib.suppress(UsageError):
        assert list(leaves(parse(query)))
