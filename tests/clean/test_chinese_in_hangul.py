"""Chinese names in Hangul come back in pinyin."""

from __future__ import annotations

import pytest

from vedette.clean.chinese_in_hangul import pinyin_options


@pytest.mark.parametrize(
    ("hangul", "pinyin"),
    [
        ("시진핑", ("xi", "jin", "ping")),
        ("리커창", ("li", "ke", "qiang")),
        ("후진타오", ("hu", "jin", "tao")),
        ("왕이", ("wang", "yi")),
        ("양제츠", ("yang", "jie", "chi")),
    ],
)
def test_the_rules_are_undone(hangul, pinyin):
    """The pinyin a Hangul spelling was made from is among its readings."""
    assert pinyin in pinyin_options(hangul)


def test_korean_sounds_are_no_chinese_ones():
    """A syllable that closes with k, l or m is not Chinese."""
    assert pinyin_options("박철") == ()
