"""Name forms: faithful first, in every script, for any input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean.forms import MAX_FORMS, MAX_TOKENS, forms_of

KINDS = ["person", "organisation", "vessel"]


@given(st.text(alphabet=st.characters(), max_size=80), st.sampled_from(KINDS))
def test_any_text_has_bounded_ascii_forms(name, kind):
    """Any text gives few forms of ASCII lower-case words, surrogates and marks included."""
    found = forms_of(name, kind)
    assert len(found) <= MAX_FORMS
    for form in found:
        assert 0 < len(form.tokens) <= MAX_TOKENS
        assert all(t and t.isascii() and t.isalnum() and t == t.lower() for t in form.tokens)


@pytest.mark.parametrize("unit", ["가", "李", "a ", "ي", "Ж", "-", "ｱ", "\u0301", "\u202e", "😀"])
def test_a_very_long_name_is_bounded(unit):
    """Ten thousand characters give few words, in every script."""
    for kind in KINDS:
        assert all(len(form.tokens) <= MAX_TOKENS for form in forms_of(unit * 10_000, kind))


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("CH'OE SO’K MIN", ("choe", "sok", "min")),
        ("ＫＩＭ　Ｊｏｎｇ－Ｕｎ", ("kim", "jong", "un")),
        ("KІM J\u200bong Un", ("kim", "jong", "un")),
        ("Mun Chŏng-ch'ŏl", ("mun", "chong", "chol")),
        ("김정은", ("kim", "jong", "un")),
    ],
)
def test_the_first_form_is_the_name(name, tokens):
    """Marks, widths, look-alike and invisible letters do not hide a name."""
    assert forms_of(name, "person")[0].tokens == tokens


def test_nothing_has_no_form():
    """A name without letters or digits has no form."""
    assert forms_of("!!! —", "person") == ()
