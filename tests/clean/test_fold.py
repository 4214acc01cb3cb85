"""Letters come to one plain shape; look-alikes of another script are read as what they imitate."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vedette.clean.fold import (
    MAX_CHARS,
    latin_to_ascii,
    plain,
    script_of,
    scripts_of,
    strip_marks,
    unspoof,
)
from vedette.clean.words import words


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("Sаmple", "sample"),
        ("КIM", "kim"),
        ("Οlsen", "olsen"),
        ("ＡＢＣ", "ＡＢＣ"),
        ("Пётр", "Пётр"),
    ],
)
def test_only_a_mixed_word_is_unmasked(word, read):
    """A Latin word with look-alikes is all Latin; a word of one script is left alone."""
    assert unspoof(word).casefold() == read.casefold()


def test_invisible_and_wide_letters_are_plain():
    """Zero-width marks, direction marks and full-width forms are gone."""
    assert plain("Ｋ\u200bｉ\u202em\ufeff") == "Kim"


@pytest.mark.parametrize(
    ("marked", "bare"),
    [("Straße", "strasse"), ("Øster", "oster"), ("Çağrı", "cagri"), ("Łódź", "lodz"), ("Ngũgĩ", "ngugi")],
)  # fmt: skip
def test_marked_letters_are_spelled_plainly(marked, bare):
    """German, Danish, Turkish, Polish and Kikuyu letters come down to ASCII."""
    assert strip_marks(marked) == bare


@given(st.text(alphabet=st.characters()))
def test_any_text_is_bounded_and_whole(text):
    """Any text gives valid text of bounded length."""
    found = plain(text)
    assert len(found) <= MAX_CHARS
    found.encode("utf-8")


def test_scripts_are_counted_by_letter():
    """Digits and marks have no script; kana, Hangul and characters are told apart."""
    assert scripts_of("A1 가金カЖ!") == {"Latn": 1, "Hang": 1, "Hani": 1, "Kana": 1, "Cyrl": 1}
    assert script_of("7") == "Zyyy"


@example("O´Neill 0´0")
@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_the_short_way_gives_the_same_words(text):
    """Latin names by the one table have the words of the long way."""
    short = latin_to_ascii(text)
    if short.isascii():
        assert words(short) == words(plain(text))
