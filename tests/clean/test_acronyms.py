"""Acronyms: made from the beginnings of words, in order, with no letter left over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean.acronyms import initials, is_acronym, made_acronyms

LONG = ("northern", "mineral", "survey", "trading", "corporation")
names = st.lists(st.text("abcdefgh", min_size=2, max_size=9), min_size=3, max_size=6).map(tuple)


def test_initials_come_with_and_without_the_legal_form():
    """Both NMSTC and NMST are initials of a trading corporation."""
    assert initials(LONG) == ("nmstc", "nmst")


@pytest.mark.parametrize("short", ["nms", "nomis", "nmst", "normins"])
def test_beginnings_of_words_make_an_acronym(short):
    """One to three letters of each word in turn, the closing words left out."""
    assert is_acronym(short, LONG)


@pytest.mark.parametrize("short", ["nm", "nmx", "smn", "northern", "nmsz", "12a"])
def test_other_letters_do_not(short):
    """Two letters, another order, a letter left over or a whole word are no acronym."""
    assert not is_acronym(short, LONG)


@given(names)
def test_what_is_made_is_accepted(tokens):
    """Each acronym made for an index is one the check accepts, unless it is a word of the name."""
    for acronym in made_acronyms(tokens):
        if acronym not in tokens and len(acronym) <= 6:
            assert is_acronym(acronym, tokens)
