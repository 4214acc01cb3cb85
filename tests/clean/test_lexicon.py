"""Names of bodies are cut into words that are known and runs that are names."""

from __future__ import annotations

from itertools import chain

import pytest

from vedette.clean.data_files import load_yaml
from vedette.clean.lexicon import (
    arabic_words,
    english_words,
    han_words,
    hangul_words,
    russian_words,
)

ROWS = load_yaml("vedette.clean", "name_words.yml")


def told(pieces):
    """Each piece as its English words, or its source in capitals where it is a name."""
    return [" ".join(p.english) if p.is_known else p.source.upper() for p in pieces]


def test_the_table_is_sound():
    """Every row has English words in plain letters; no field is misspelt; no Hangul word is broken."""
    for row in ROWS:
        assert set(row) <= {"en", "ko", "zh", "ja", "ru", "ar", "head", "form", "name"}
        assert row["en"]
        assert all(word.isascii() and word == word.lower() for word in row["en"])
        for word in chain.from_iterable(row.get(key, ()) for key in ("ko", "zh", "ja", "ru", "ar")):
            assert isinstance(word, str)
            assert not word.isascii()


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("조선금릉무역회사", ["korea", "금릉", "trading", "company"]),
        ("국가해양관리국", ["national", "ocean", "bureau"]),
        ("청송은행", ["green pine", "bank"]),
    ],
)
def test_hangul(name, pieces):
    """The longest words win where they leave least over; what is left is a name."""
    assert told(hangul_words(name)) == pieces


@pytest.mark.parametrize(
    ("name", "pieces"),
    [
        ("朝鲜煤炭出口公司", ["korea", "coal", "export", "company"]),
        ("朝鮮石炭輸出会社", ["korea", "coal", "export", "company"]),
        ("白山水产", ["白山", "fisheries"]),
    ],
)
def test_characters(name, pieces):
    """China's words first; Korea's and Japan's through the reading of their characters."""
    assert told(han_words(name)) == pieces


def test_russian_stems_take_endings():
    """A stem meets its cases, and not every word that begins like it."""
    assert told(russian_words(["министерство", "внешней", "торговли"])) == [
        "ministry",
        "foreign",
        "trading",
    ]
    assert told(russian_words(["банкноты"])) == ["БАНКНОТЫ"]


def test_arabic_articles_come_off():
    """The article and *and* before a word do not hide it."""
    assert told(arabic_words(["بنك", "التجارة", "والصناعة"])) == ["bank", "trading", "industry"]


def test_synonyms_are_one_word():
    """Choson, the DPRK and Korea are one; so are shipping and maritime."""
    one, other = ["choson", "maritime", "bank"], ["dprk", "shipping", "banking"]
    assert told(english_words(one)) == told(english_words(other)) == ["korea", "shipping", "bank"]
