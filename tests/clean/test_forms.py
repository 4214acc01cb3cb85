"""Name forms: faithful first, in every script, for any input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean.forms import MAX_FORMS, MAX_TOKENS, RULES, forms_of

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


def first(name, kind):
    """The words of a name's first form, as one string."""
    return " ".join(forms_of(name, kind)[0].tokens)


def every(name, kind):
    """All forms of a name, each as one string."""
    return {" ".join(form.tokens) for form in forms_of(name, kind)}


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("Ким Чен Ын", "person", "kim jong un"),
        ("Чхве Рён Хэ", "person", "choe ryong hae"),
        ("キム・ジョンウン", "person", "kim jong un"),
        ("ファン・ビョンソ", "person", "hwang pyong so"),
        ("金正恩", "person", "kim jong un"),
        ("习近平", "person", "xi jinping"),
        ("習近平", "person", "hsi chin ping"),
        ("마샤오훙", "person", "ma xiaohong"),
        ("Gen. O Kuk Ryol", "person", "o kuk ryol"),
        ("Kuk Ryol O", "person", "o kuk ryol"),
        ("Дмитрий Медведев", "person", "dmitry medvedev"),
        ("Юлия Щукина", "person", "iuliia shchukina"),
        ("محمد بن سلمان", "person", "muhammad bin salman"),
        ("عبد الله الأحمدي", "person", "abd allah al ahmadi"),
        ("조선중앙은행", "organisation", "korea central bank"),
        ("朝鮮中央銀行", "organisation", "korea central bank"),
        ("朝鲜中央银行", "organisation", "korea central bank"),
        ("Центральный банк КНДР", "organisation", "central bank korea"),
        ("Choson Chungang Unhaeng", "organisation", "korea central bank"),
        ("Joseon Jungang Eunhaeng", "organisation", "korea central bank"),
        ("Central Bank of the Democratic People's Republic of Korea", "organisation", "central bank korea"),
        ("Sample Trade Aktiengesellschaft", "organisation", "sample trading jsc"),
        ("Samplevskii zavod priborov, OAO", "organisation", "samplev factory instrument jsc"),
        ("OOO Sample", "organisation", "sample llc"),
        ("Obshchestvo s ogranichennoi otvetstvennostiu Sample", "organisation", "sample llc"),
        ("Obschestvo s ogranichennoy otvetstvennostyu Sample", "organisation", "sample llc"),
        ("Sample Dis Ticaret Anonim Sirketi", "organisation", "sample foreign trading jsc"),
        ("Sample Shipping & Trading Co., Ltd. (SST)", "organisation", "sst"),
        ("M/V SO HUNG", "vessel", "so hung"),
        ("소흥 2호", "vessel", "so hung 2"),
        ("SOHUNG No. 2", "vessel", "sohung 2"),
        ("So Hung II", "vessel", "so hung 2"),
        ("압록강호", "vessel", "ap rok kang"),
    ],
)  # fmt: skip
def test_a_name_has_the_form_a_list_would_use(name, kind, form):
    """Names in any script and spelling have the form the lists print among their forms."""
    assert form in every(name, kind)


def test_a_translated_body_keeps_its_own_name():
    """What no dictionary knows is the body's name, and is spelled, not dropped."""
    assert "ryongsong machinery trading" in every("룡성기계무역회사", "organisation")


def test_numbered_ships_are_other_ships():
    """The number of a ship stays a word of its own in every form."""
    assert all("3" in form.split() for form in every("CHON RYONG 3", "vessel"))
    assert first("CHON RYONG 3", "vessel") != first("CHON RYONG 8", "vessel")


def test_the_rules_are_told():
    """Every form says by which rule it was made, and the rule is described."""
    for name, kind in [
        ("김철수", "person"),
        ("Иван Петров", "person"),
        ("新华公司", "organisation"),
    ]:
        assert all(form.how in RULES for form in forms_of(name, kind))


def test_a_place_in_brackets_is_no_name():
    """A place in brackets belongs to a body's name and is not one by itself."""
    assert "hong kong" not in every("Sample (Hong Kong) International", "organisation")
    assert "former star" in every("Sample Star (ex Former Star)", "vessel")


def test_a_kind_of_body_is_no_name():
    """What is left without legal forms is no form when it only says what kind of body it is."""
    assert every("Trading Company Limited", "organisation") == {"trading company limited"}
