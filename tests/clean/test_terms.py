"""Terms: what a search meets in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean.terms import MAX_TERM_CHARS, fold, phrase_of, terms, without_spaces


def cut(text: str) -> list[str]:
    return [term.text for term in terms(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ship-to-ship transfer", ["the", "ship", "to", "ship", "transfer"]),
        ("북한 선박이", ["북한", "한", "선박", "박이", "이"]),
        ("船只", ["船只", "只"]),
        ("DPRK선박 2척", ["dprk", "선박", "박", "2", "척"]),
        ("Élysée ＴＡＳＳ", ["elysee", "tass"]),
        ("Йонхап", ["йонхап"]),
        ("snake_case", ["snake", "case"]),
        ("— … !", []),
    ],
)
def test_words_and_bigrams(text: str, expected: list[str]) -> None:
    """Scripts with spaces give words, CJK gives pairs of neighbours and the last character."""
    assert cut(text) == expected


@given(st.text(max_size=200))
def test_a_term_stands_where_it_says(text: str) -> None:
    """Every term is the folded form of the characters it names, whatever the text."""
    for term in terms(text):
        assert term.text == fold(text[term.start : term.end])
        assert 0 < len(term.text) <= MAX_TERM_CHARS


MIXED = st.text(alphabet="ab 제재위반船ｱ-", min_size=1, max_size=12)


@given(MIXED | st.text(min_size=1, max_size=30), MIXED, st.text(max_size=20))
def test_what_is_written_is_found(words: str, before: str, after: str) -> None:
    """A phrase asked for in its own words stands among the terms of any text that holds it."""
    phrase = phrase_of(words)
    if phrase is None:
        return
    found = cut(f"{before} {words} {after}")
    size = len(phrase.terms)
    *firm, last = phrase.terms
    assert any(
        found[at : at + size - 1] == firm
        and (found[at + size - 1] == last or found[at + size - 1].startswith(last))
        for at in range(len(found) - size + 1)
    )


def test_one_character_asks_for_a_beginning() -> None:
    """A single CJK character is open at its end, since terms are pairs."""
    phrase = phrase_of("船")
    assert phrase is not None
    assert phrase.is_prefix
    assert phrase.terms == ("船",)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("tanker", ["tanker"]),
        ("제재위원", ["제재", "재위", "위원"]),
        ("船", ["船"]),
        ("kn23형미사일", ["kn23", "형미", "미사", "사일"]),
        ("don't", ["don't"]),
    ],
)
def test_a_word_as_a_comparison_takes_it(word: str, parts: list[str]) -> None:
    """Comparison cuts runs of signs into the same pairs as the search, and leaves other words whole."""
    assert without_spaces(word) == parts
