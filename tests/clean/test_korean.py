"""Korean spellings: one syllable under every standard, and no two syllables under one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean import korean
from vedette.clean.hangul import CODAS, compose, jamo, romanise_syllable, southern

NAME_ONSETS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅎㅌ"
NAME_VOWELS = "ㅏㅐㅓㅕㅗㅘㅚㅜㅝㅠㅡㅢㅣ"
NAME_CODAS = ("", "ㄱ", "ㄴ", "ㄹ", "ㅁ", "ㅂ", "ㅇ")
syllables = st.builds(
    compose,
    st.sampled_from(NAME_ONSETS),
    st.sampled_from(NAME_VOWELS),
    st.sampled_from(NAME_CODAS),
)
surnames = st.sampled_from(
    "김리박최정강조윤장림한오서신권황안송류홍전고문손배백허남심로하곽성차주우"
)
systems = st.sampled_from(["dprk", "mr", "rr"])


@given(syllables, systems, systems)
def test_the_standards_meet(syllable, one, other):
    """However two standards write a syllable, the spellings are one syllable."""
    left, right = romanise_syllable(syllable, one), romanise_syllable(syllable, other)
    assert korean.same_syllable(left, right) == korean.STANDARD


@given(syllables, systems)
def test_a_spelling_can_be_read_back(syllable, system):
    """The syllable is among the readings of its own spelling."""
    assert dict(korean.readings(romanise_syllable(syllable, system)))[syllable] == korean.STANDARD


@given(surnames, syllables, syllables, systems, systems, st.booleans())
def test_one_name_has_one_key(surname, first, second, one, other, joined):
    """Romanisation, order and spacing do not change the keys a Korean name is found under."""
    left = [romanise_syllable(c, one) for c in surname + first + second]
    right = [romanise_syllable(c, other) for c in southern(surname) + first + second]
    turned = [right[1] + right[2] if joined else f"{right[1]} {right[2]}", right[0]]
    keys = set(korean.korean_keys(left))
    assert keys & set(korean.korean_keys(right))
    assert keys & set(korean.korean_keys(" ".join(turned).split()))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("chol", "chun"),
        ("son", "song"),
        ("ho", "nam"),
        ("sik", "su"),
        ("il", "un"),
        ("jin", "jong"),
    ],
)
def test_other_syllables_stay_other(left, right):
    """Syllables that no table and no newspaper writes alike are different."""
    assert korean.same_syllable(left, right) == korean.DIFFERENT


def test_the_press_is_told_from_the_standards():
    """Jung for 정 is a newspaper's spelling; Jeong and Jong for it are standards'."""
    assert korean.same_syllable("jong", "jeong") == korean.STANDARD
    assert korean.same_syllable("jong", "jung") == korean.PRESS


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ri", "lee"),
        ("yi", "rhee"),
        ("pak", "park"),
        ("choe", "choi"),
        ("jong", "chung"),
        ("ro", "no"),
    ],
)
def test_family_names_meet(left, right):
    """The spellings of one family name meet, Northern and Southern."""
    assert korean.same_surname(left, right)


def test_family_names_differ():
    """Kim is not Pak, and Jon is not Jong."""
    assert not korean.same_surname("kim", "pak")
    assert not korean.same_surname("jon", "jong")


def test_hangul_names_are_written_as_the_north_does():
    """A Southern initial is put back: 이 is Ri; two-syllable family names stay together."""
    assert korean.hangul_name("이만건") == ("ri", "man", "kon")
    assert korean.hangul_name("남궁민수") == ("namkung", "min", "su")


@given(st.text(max_size=40))
def test_any_text_can_be_asked(text):
    """No text breaks the syllable model."""
    korean.readings(text)
    korean.split_syllables(text)
    korean.korean_keys(text.split())


def test_codas_fall_to_seven_sounds():
    """Whatever letter closes a syllable, one of seven sounds is heard."""
    assert {jamo(compose("ㄱ", "ㅏ", coda))[2] for coda in CODAS} == {"", *"ㄱㄴㄷㄹㅁㅂㅇ"}


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("chongnin", ("chong", "rin")),
        ("chollam", ("chol", "nam")),
        ("irho", ("il", "ho")),
        ("hyongnyong", ("hyong", "ryong")),
        ("tongmin", None),
    ],
)
def test_a_name_written_as_spoken_is_read_back(heard, meant):
    """McCune-Reischauer writes what is heard where two syllables meet; both syllables come back."""
    assert (meant in korean.unspoken(heard)) if meant else not korean.unspoken(heard)


def test_french_spellings_are_read():
    """Dj and tch tell a French spelling, whose other sounds are then read so; without them nothing is."""
    assert korean.from_french(("djang", "tcheul", "hy")) == ("jang", "chol", "hui")
    assert korean.from_french(("kim", "djeung", "oun")) == ("kim", "jong", "un")
    assert korean.from_french(("kim", "seung", "ou")) is None
