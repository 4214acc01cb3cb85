"""Hangul is arithmetic, and each standard writes it in its own way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean.hangul import (
    FIRST,
    LAST,
    compose,
    jamo,
    northern,
    romanise_syllable,
    southern,
    spoken,
    voiced,
)

hangul = st.integers(FIRST, LAST).map(chr)


@pytest.mark.parametrize(
    ("syllable", "dprk", "mr", "rr"),
    [
        ("정", "jong", "chong", "jeong"),
        ("철", "chol", "chol", "cheol"),
        ("배", "pae", "pae", "bae"),
        ("희", "hui", "hui", "hui"),
        ("태", "thae", "tae", "tae"),
        ("경", "kyong", "kyong", "gyeong"),
        ("원", "won", "won", "won"),
    ],
)
def test_the_three_standards(syllable, dprk, mr, rr):
    """One syllable in the DPRK's system, McCune-Reischauer without marks, and Revised Romanization."""
    assert tuple(romanise_syllable(syllable, s) for s in ("dprk", "mr", "rr")) == (dprk, mr, rr)


@given(hangul)
def test_a_block_comes_apart_and_together(syllable):
    """The letters of a block make the block again, up to the seven sounds that close one."""
    onset, vowel, coda = jamo(syllable)
    assert jamo(compose(onset, vowel, coda)) == (onset, vowel, coda)


@pytest.mark.parametrize(
    ("north", "south"), [("리", "이"), ("로", "노"), ("려", "여"), ("김", "김")]
)
def test_the_law_of_initials(north, south):
    """The South drops or changes an initial r; it can be guessed back."""
    assert southern(north) == south
    assert north in {northern(south), south}


@pytest.mark.parametrize(
    ("word", "heard"), [("압록", "암녹"), ("국립", "궁닙"), ("전라", "절라"), ("대동", "대동")]
)
def test_finals_change_before_some_sounds(word, heard):
    """A stop before a nasal is nasal, n beside l is l; other words are as written."""
    assert spoken(word) == heard


@given(st.text(hangul, min_size=1, max_size=6))
def test_a_word_in_latin_is_ascii(word):
    """Any Hangul word gives plain letters, joined."""
    assert voiced(word).isascii()
    assert voiced(word).isalpha()
