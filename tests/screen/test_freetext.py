"""Listed parties in running text: any script, any letter they begin with."""

from __future__ import annotations

import pytest

from vedette.model.listing import ListedName, Listing, PartyKind
from vedette.screen.freetext import find_in_text
from vedette.screen.screener import Screener


def _listing(ref: str, name: str, kind: PartyKind = "person") -> Listing:
    return Listing(
        listing_id=ref, release_id="r", list_id="L", list_ref=ref, kind=kind,
        name=name, names=(ListedName(value=name, quality="primary"),), identifiers=(),
        birth_dates=(), nationalities=(), regime="R", listed_on=None, amended_on=(), remarks=None,
        locator="",
    )  # fmt: skip


SCREENER = Screener(
    [
        _listing("1", "MUN KYONG HWAN"),
        _listing("2", "Viktor Stepanovich ZUBROV"),
        _listing("3", "Sadiq Yusuf al-TARIFI"),
        _listing("4", "Korea Songnam Trading Corporation", "organisation"),
        _listing("5", "ZHANG Yongyuan"),
        _listing("6", "CHON GA RYONG 3", "vessel"),
        _listing("7", "VALENTINA PURAK", "vessel"),
    ],
    (),
)
TEXTS = {
    "어제 문경환은 회의에 참석했다고 한다.": ("문경환", "1"),
    "제재 명단에 문 경환을 올렸다.": ("문 경환", "1"),
    "조선송남무역회사가 관여했다.": ("조선송남무역회사", "4"),
    "据报道文京焕出席了会议。": ("文京焕", "1"),
    "据报道张永元出席了会议。": ("张永元", "5"),
    "В списке Мун Гён Хвана и других лиц.": ("Мун Гён Хвана", "1"),
    "Активы Виктора Зуброва заморожены.": ("Виктора Зуброва", "2"),
    "昨日、ムン・ギョンファンが発表した。": ("ムン・ギョンファン", "1"),
    "وقالت الصحيفة إن صادق يوسف الطريفي حضر": ("صادق يوسف الطريفي", "3"),
    "On Monday Viktor Stepanovich Zubrov met them.": ("Viktor Stepanovich Zubrov", "2"),
    "The tanker Valentina Purak left port.": ("Valentina Purak", "7"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_listed_party_is_found_where_the_text_names_it(text: str) -> None:
    """A listed party is found in any script read here, and the places are those of the text itself."""
    quote, ref = TEXTS[text]
    named = {(text[i.start : i.end], i.found.list_ref) for i in find_in_text(SCREENER, text)}
    assert (quote, ref) in named


@pytest.mark.parametrize(
    "text",
    [
        "Talks in Songnam went on. Then the Korea Songnam Trading Corporation spoke.",
        "Songnam And Korea And Trading And The Korea Songnam Trading Corporation Spoke",
    ],
)
def test_a_word_said_before_does_not_hide_the_name_it_belongs_to(text: str) -> None:
    """Of a word that stands twice, the one beside the rest of the name counts."""
    named = [item.quote for item in find_in_text(SCREENER, text)]
    assert any(quote.startswith("Korea Songnam Trading") for quote in named)


def test_a_state_or_capital_alone_names_no_body_that_is_called_after_it() -> None:
    """A body is meant where more than its place is said, or where the place is its whole name."""
    screener = Screener(
        [
            _listing("1", "Tarifi Brigade in Saudi Arabia", "organisation"),
            _listing("2", "Saudi Arabia", "vessel"),
        ],
        (),
    )
    asked = "Talks in Saudi Arabia went on. Then the Tarifi Brigade in Saudi Arabia spoke."
    named = [(item.quote, item.found.list_ref) for item in find_in_text(screener, asked)]
    assert ("Tarifi Brigade in Saudi Arabia", "1") in named
    assert ("Saudi Arabia", "2") in named
    assert ("Saudi Arabia", "1") not in named


@pytest.mark.parametrize(
    "text",
    ["어제 문경철은 회의에 참석했다.", "Мун Гён Чхоль выступил вчера.", "据报道文京哲出席了会议。"],
)
def test_another_syllable_is_another_person(text: str) -> None:
    """A Korean name with another syllable finds nobody, in whatever script it stands."""
    assert not find_in_text(SCREENER, text)


def test_a_text_of_scripts_nobody_reads_is_told() -> None:
    """Letters that are not read here are counted, so that no find is not taken for an answer."""
    from vedette.screen.freetext import text_coverage

    assert "Thai" in text_coverage(SCREENER, "ตัวอย่าง", []).sentence
