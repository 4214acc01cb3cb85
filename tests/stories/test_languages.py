"""Reports of one event meet across languages; look-alikes and other days do not."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean.data_files import load_yaml
from vedette.stories.items import Item
from vedette.stories.languages import LANGUAGES, interlingual
from vedette.stories.relate import relate
from vedette.stories.similar import group

SEIZED = {
    "en": ("Norway detains coal ship", "Norway detained a cargo ship with 2,150 tonnes of North Korean coal in breach of sanctions."),
    "ru": ("Норвегия задержала судно с углем", "Норвегия задержала сухогруз с 2150 тоннами северокорейского угля в нарушение санкций."),
    "ko": ("석탄 실은 화물선 억류", "북한 석탄 2150톤을 실은 화물선이 제재 위반으로 억류됐다고 당국이 밝혔다."),
    "es": ("Detenido un carguero con carbón", "Noruega ha detenido un carguero con 2150 toneladas de carbón norcoreano que viola las sanciones."),
}  # fmt: skip
VOTED = {
    "en": ("Council vote on monitors fails", "A veto in the Security Council ended the mandate of the panel of experts; 13 voted for it."),
    "ru": ("Вето в Совбезе", "Вето в Совете Безопасности прекратило мандат группы экспертов; 13 голосов было за."),
}  # fmt: skip


def item(name: str, told: tuple[str, str], language: str, on: str = "2024-05-02") -> Item:
    return Item(f"{name}-{language}", *told, (), on, f"{name}-{language}", language)


def grouped(items: list[Item]) -> list[set[str]]:
    return [{items[i].key for i in members} for members in group(items)]


def test_one_event_in_four_languages_is_one_story() -> None:
    """What is told of one seizure in four languages joins; the vote of the same day stays apart."""
    items = [item("s", told, code) for code, told in SEIZED.items()]
    items += [item("v", told, code) for code, told in VOTED.items()]
    assert grouped(items) == [{"s-en", "s-ru", "s-ko", "s-es"}, {"v-en", "v-ru"}]


def test_the_same_words_weeks_apart_are_two_events() -> None:
    """Reports in two languages whose days do not meet are not joined."""
    items = [item("s", SEIZED["en"], "en"), item("s", SEIZED["ru"], "ru", on="2024-06-20")]
    assert len(grouped(items)) == 2


def test_the_order_of_reports_does_not_matter() -> None:
    """Grouping gives the same stories whatever comes first."""
    items = [item("s", told, code) for code, told in SEIZED.items()]
    assert {frozenset(g) for g in grouped(items)} == {frozenset(g) for g in grouped(items[::-1])}


def test_the_table_of_concepts_holds() -> None:
    """Every concept has terms in every language, no term twice in one language's row, a known kind."""
    table = load_yaml("vedette.stories", "concepts.yml")["concepts"]
    for concept, row in table.items():
        assert row.get("kind", "body") in {"state", "body", "place", "name"}, concept
        for language in LANGUAGES:
            terms = row.get(language)
            assert terms, f"{concept} has no terms in {language}"
            assert len(set(terms)) == len(terms), f"{concept} {language}"
            assert all(isinstance(term, str) for term in terms), f"{concept} {language}"
    assert yaml.safe_dump(sorted(table))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The tanker's cargo"),
        ("ru", "Груз танкера"),
        ("ko", "유조선의 화물"),
        ("zh", "油轮的货物"),
        ("ja", "タンカーの貨物"),
        ("es", "La carga del petrolero"),
        ("fr", "La cargaison du pétrolier"),
    ],
)
def test_a_word_is_found_in_its_inflections(language: str, text: str) -> None:
    """The tanker is found in each language as it stands in a sentence."""
    assert "~tanker" in interlingual(text, language)


@given(st.text(max_size=200), st.sampled_from([*LANGUAGES, "de", None]))
def test_any_text_gives_features_or_none(text: str, language: str | None) -> None:
    """Whatever the text, features have weights above zero; unknown languages give none."""
    found = interlingual(text, language)
    assert all(weight > 0 for weight in found.values())
    assert not found or language in LANGUAGES


def test_a_story_in_several_languages_says_how_it_was_joined(make_bundle) -> None:  # type: ignore[no-untyped-def]
    """The reason of a story told in two languages names them."""
    english = (
        "Norway detains coal ship\n\nOSLO, May 2, 2024 (Reuters) - "
        + SEIZED["en"][1]
        + " The ship left Nampo in April, the coast guard said on Thursday."
    )
    russian = (
        "Норвегия задержала судно с углем\n\n2 мая 2024\n\n"
        + SEIZED["ru"][1]
        + " Судно вышло из порта Нампхо в апреле, сообщила береговая охрана страны."
    )
    stories = relate([make_bundle(english, "en.txt"), make_bundle(russian, "ru.txt")]).stories
    assert [len(story.layer_ids) for story in stories] == [2]
    assert "en, ru" in stories[0].reason
