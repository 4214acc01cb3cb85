"""A party is found in any script and spelling, and its neighbour by one syllable is not."""

from __future__ import annotations

import pytest

from vedette.model.listing import ListedName, Listing, PartyKind
from vedette.model.screening import Question
from vedette.screen.screener import Screener

# Invented parties, spelled as lists spell.
NAMES: list[tuple[str, PartyKind]] = [
    ("SONG JONG SOK", "person"),
    ("RO RYONG SU", "person"),
    ("HAN CHOL U", "person"),
    ("HAN JONG RIN", "person"),
    ("YANG TOK JIN", "person"),
    ("CHOE CHANG YONG", "person"),
    ("KANG RYONG", "person"),
    ("KHALID MAHMUD AL-SALIHI", "person"),
    ("KOREA RYONGSONG MACHINERY TRADING CORPORATION", "organisation"),
    ("RYONGSONG LANTERN BANK", "organisation"),
    ("RYONG SONG 2", "vessel"),
    ("RYONG MYONG 1", "vessel"),
]


def listing(name: str, kind: PartyKind) -> Listing:
    """One listing with one name, its number the name itself."""
    return Listing(
        listing_id=f"li_{name}",
        release_id="lr_x",
        list_id="X",
        list_ref=name,
        kind=kind,
        name=name,
        names=(ListedName(value=name, quality="primary", role="name"),),
        identifiers=(),
        birth_dates=(),
        nationalities=(),
        regime="X",
        listed_on=None,
        amended_on=(),
        remarks=None,
        locator="",
    )


@pytest.fixture(scope="module")
def screener() -> Screener:
    """A screener over the invented parties."""
    return Screener([listing(name, kind) for name, kind in NAMES], [])


@pytest.mark.parametrize(
    ("asked", "kind", "listed"),
    [
        ("송정석", "person", "SONG JONG SOK"),
        ("宋正錫", "person", "SONG JONG SOK"),
        ("Seong Jeong-seok", "person", "SONG JONG SOK"),
        ("Jong-sok Song", "person", "SONG JONG SOK"),
        ("Song Jongsok", "person", "SONG JONG SOK"),
        ("Сон Чон Сок", "person", "SONG JONG SOK"),
        ("ソン・ジョンソク", "person", "SONG JONG SOK"),
        ("노용수", "person", "RO RYONG SU"),
        ("Noh Yong-soo", "person", "RO RYONG SU"),
        ("Хан Чхоль У", "person", "HAN CHOL U"),
        ("Han Cheol-woo", "person", "HAN CHOL U"),
        ("Ro Lyong Su", "person", "RO RYONG SU"),
        ("Duck-jin Yang", "person", "YANG TOK JIN"),
        ("Ян Ток Чин", "person", "YANG TOK JIN"),
        ("Gang Yong", "person", "KANG RYONG"),
        ("Han Chongnin", "person", "HAN JONG RIN"),
        ("Хан Чон Рин", "person", "HAN JONG RIN"),
        ("خالد محمود الصالحي", "person", "KHALID MAHMUD AL-SALIHI"),
        ("조선룡성기계무역회사", "organisation", "KOREA RYONGSONG MACHINERY TRADING CORPORATION"),
        ("朝鮮龍城機械貿易会社", "organisation", "KOREA RYONGSONG MACHINERY TRADING CORPORATION"),
        ("Choson Ryongsong Machinery Trading Co.", "organisation", "KOREA RYONGSONG MACHINERY TRADING CORPORATION"),
        ("룡성 2호", "vessel", "RYONG SONG 2"),
        ("M/V RYONGSONG II", "vessel", "RYONG SONG 2"),
        ("Ryong Myong-I", "vessel", "RYONG MYONG 1"),
    ],
)  # fmt: skip
def test_the_right_party_comes_first(screener, asked, kind, listed):
    """Whatever the script, the listed party is a hit or possible, and first."""
    found = screener.find(Question(name=asked, kind=kind))
    assert (found[0].list_ref, found[0].verdict == "near_miss") == (listed, False)


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("송정철", "person"),
        ("Song Jong Su", "person"),
        ("Сон Чон Нам", "person"),
        ("한철수", "person"),
        ("Han Chun-u", "person"),
        ("Han Chol Un", "person"),
        ("Choe Chan Yong", "person"),
        ("Choe Chang Ryong", "person"),
        ("Choe Chang Hyang", "person"),
        ("룡성 3호", "vessel"),
        ("RYONG SONG", "vessel"),
    ],
)
def test_one_syllable_or_number_more_is_another(screener, asked, kind):
    """A given syllable that differs, or a ship's number, makes another party."""
    assert all(
        item.verdict == "near_miss" for item in screener.find(Question(name=asked, kind=kind))
    )
