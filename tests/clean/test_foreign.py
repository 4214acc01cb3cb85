"""Words of organisations' names in other languages, and legal forms as classes."""

import pytest

from vedette.clean.foreign import in_english, rough, without_forms
from vedette.clean.words import words


@pytest.mark.parametrize(
    "spellings",
    [
        ("obshchestvo", "obschestvo", "obshestvo"),
        ("predpriyatie", "predpriiatie", "predpriyatiye"),
        ("tsentr", "centr"),
        ("moasseseh", "moassese"),
        ("sookht", "soukht"),
    ],
)
def test_romanisations_of_one_word_are_spelt_alike(spellings):
    """The roman spellings of one foreign word have one rough spelling."""
    assert len({rough(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("name", "rest", "classes"),
    [
        ("Otkrytoe Aktsionernoe Obshchestvo Sample", ("sample",), ("jsc",)),
        ("Sample S.A. de C.V.", ("sample",), ("jsc",)),
        ("Federalnoe kazennoe predpriiatie Sample", ("sample",), ("soe",)),
        ("Limited Liability Company", ("limited", "liability", "company"), ()),
        ("KB Sample", ("kb", "sample"), ()),
        ("Sample Trading", ("sample", "trading"), ()),
    ],
)
def test_legal_forms_become_classes(name, rest, classes):
    """A legal form in any language is told by its class and leaves the name; a bare form stays."""
    assert without_forms(words(name)) == (rest, classes)


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("nauchno issledovatelskii institut samplev", "institute samplev"),
        ("nii samplev", "institute samplev"),
        ("bime sample", "insurance sample"),
        ("sample insaat yatirim", "sample construction investment"),
        ("uk sample", "management company sample"),
        ("sample uk", "sample uk"),
        ("ryongsong", "ryongsong"),
    ],
)
def test_known_words_are_told_in_english(name, english):
    """Words of other languages are told in English, abbreviations too; a name stays as it is."""
    assert in_english(tuple(name.split())) == tuple(english.split())
