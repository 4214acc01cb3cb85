"""Han, kana, Cyrillic, Arabic and ship names, each by the table its docstring names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean import arabic, cyrillic, han, korean_abroad
from vedette.clean.ships import ship_tokens, split_brackets

COMMON = korean_abroad.common_given_syllables()[:60]
# Kontsevich's system for the syllables whose rendering needs no context.
KONTSEVICH = {
    "철": "чхоль",
    "성": "сон",
    "남": "нам",
    "호": "хо",
    "혁": "хёк",
    "영": "ён",
    "수": "су",
}
KATAKANA = {
    "철": "チョル",
    "성": "ソン",
    "남": "ナム",
    "호": "ホ",
    "혁": "ヒョク",
    "영": "ヨン",
    "수": "ス",
}
LATIN = {
    "철": "chol",
    "성": "song",
    "남": "nam",
    "호": "ho",
    "혁": "hyok",
    "영": "yong",
    "수": "su",
}
pairs = st.tuples(st.sampled_from(sorted(LATIN)), st.sampled_from(sorted(LATIN)))


@given(pairs)
def test_a_korean_name_comes_back_from_russian(pair):
    """Whatever two syllables Kontsevich writes, the North's spelling is among the readings."""
    first, second = pair
    words = ["ким", KONTSEVICH[first], KONTSEVICH[second]]
    wanted = ("kim", LATIN[first], LATIN[second])
    assert wanted in korean_abroad.from_cyrillic(words)
    assert wanted in korean_abroad.from_cyrillic(["ким", KONTSEVICH[first] + KONTSEVICH[second]])


@given(pairs)
def test_a_korean_name_comes_back_from_kana(pair):
    """Whatever two syllables katakana writes, the North's spelling is among the readings."""
    first, second = pair
    words = ["キム", KATAKANA[first] + KATAKANA[second]]
    assert ("kim", LATIN[first], LATIN[second]) in korean_abroad.from_kana(words)


def test_a_russian_name_is_no_korean_one():
    """A name whose sounds are not Korean gives no Korean reading."""
    assert korean_abroad.from_cyrillic(["пётр", "иванов"]) == []


@pytest.mark.parametrize(
    ("char", "hangul", "pinyin"),
    [
        ("李", "리", "li"),
        ("国", "국", "guo"),
        ("國", "국", "guo"),
        ("龙", "룡", "long"),
        ("鉄", "철", "tie"),
    ],
)
def test_characters_are_read_in_korea_and_china(char, hangul, pinyin):
    """Traditional, simplified and Japanese forms have the same readings."""
    assert (han.hangul_of(char), han.pinyin_of(han.simplified(char))) == (hangul, pinyin)


def test_a_family_name_may_read_otherwise():
    """金 is Kim as a family name and kum elsewhere; 曾 is Zeng, not ceng."""
    assert (han.hangul_of("金", is_surname=True), han.hangul_of("金")) == ("김", "금")
    assert han.pinyin_of("曾", is_surname=True) == "zeng"


@pytest.mark.parametrize(
    ("pinyin", "wade"),
    [("zhang", "chang"), ("xi", "hsi"), ("qing", "ching"), ("yong", "yung"), ("zi", "tzu"), ("ri", "jih")],
)  # fmt: skip
def test_wade_giles(pinyin, wade):
    """Pinyin syllables in the older romanisation, marks off."""
    assert han.wade_giles(pinyin) == wade


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Дмитрий", "dmitry"),
        ("Щербакова", "shcherbakova"),
        ("Сергій", "serhiy"),
        ("Ђорђе", "dorde"),
    ],
)
def test_cyrillic_as_newspapers_write_it(name, latin):
    """Russian, Ukrainian and Serbian each by their own table."""
    assert cyrillic.press(name) == latin


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("خالد بن عبدالعزيز", "khalid bin abdulaziz"),
        ("عبد الرحمن القحطاني", "abd al rahman al qahtani"),
        ("زلمان", "zalman"),
        ("مفلح", "muflah"),
    ],
)
def test_arabic_gets_its_vowels(name, latin):
    """Known parts take their usual vowels, others the commonest pattern."""
    assert " ".join(arabic.arabic_words(name)) == latin


def test_arabic_is_respelled_for_east_and_west():
    """One name as Afghanistan and as Algeria spell it."""
    words = arabic.arabic_words("جمال عبد الله")
    assert arabic.eastern(words) == ("jamal", "abdullah")
    assert arabic.maghrebi(words)[0] == "djamal"


@pytest.mark.parametrize(
    ("words", "ship"),
    [
        ("m v sol star 5", "sol star 5"),
        ("sol star no 5", "sol star 5"),
        ("solstar v", "solstar 5"),
        ("sol5", "sol 5"),
        ("sol star 05", "sol star 5"),
        ("v", "v"),
    ],
)
def test_ship_numbers_stand_apart(words, ship):
    """No. 5, V, 05 and a joined 5 are one number; the prefix goes."""
    assert " ".join(ship_tokens(words.split())) == ship


def test_brackets_hold_former_names():
    """What stands in brackets is a name of its own, without *ex*."""
    assert [part.strip() for part in split_brackets("Sol Star (ex Luna) [Mare]")] == [
        "Sol Star",
        "Luna",
        "Mare",
    ]
