"""Copies are known cut, respelled and reworded; a statement in common makes none; translations stay a doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import bundle_of
from vedette.stories.kin import find_kin
from vedette.stories.kinship import kinship, names_release
from vedette.stories.origins import find_hands
from vedette.stories.prints import levelled, print_of
from vedette.stories.relate import relate
from vedette.stories.translations import find_translation, trace_of, values

BASE = (
    "Norway has detained a cargo ship that carried 2,150 tonnes of coal from Nampo, the coast guard told the press on Tuesday.",
    "The ship had changed its name twice and had organised false papers for three different ports of loading in Asia.",
    "Its owner is registered in the Marshall Islands, and calls to the company in Dalian went unanswered all day long.",
    "The crew of 21 men will remain on board while prosecutors examine the documents that were found in the master's cabin.",
    "A court in Tromso is expected to decide next week whether the cargo may be sold by the state at an auction.",
)
OWN = (
    "A bulk carrier is under guard in the port of Tromso after patrol boats boarded it at dawn with dogs and divers.",
    "Investigators believe that it took on its load in April under the flag of Togo, which struck it off the register since.",
    "Diplomats in Oslo want to bring the matter before the committee in New York as soon as the papers are translated.",
    "Prices for anthracite have risen this spring and small buyers ask few questions about where a load was dug.",
)
RELEASE = (
    "The Coast Guard boarded the vessel at 04.20 hours in the contiguous zone with the consent of the flag state.",
    "The vessel, its cargo and its papers are in the custody of the police district of Troms and will stay there.",
)
RUSSIAN = (
    "Норвегия задержала грузовое судно с 2150 тоннами угля из Нампхо, сообщила во вторник береговая охрана.",
    "Судно дважды меняло название и имело поддельные документы на три порта погрузки в Азии.",
    "Владелец зарегистрирован на Маршалловых Островах, на звонки в компании в Даляне не ответили.",
    "Экипаж из 21 человека останется на борту судна, пока прокуроры изучают документы.",
    "Суд в Тромсё решит на следующей неделе, можно ли продать груз.",
)
SPUN = {
    "detained": "seized", "carried": "transported", "told": "informed", "press": "media", "changed": "altered",
    "papers": "files", "different": "separate", "owner": "proprietor", "calls": "inquiries", "company": "firm",
    "remain": "stay", "examine": "inspect", "documents": "records", "found": "discovered", "expected": "due",
    "decide": "determine", "sold": "auctioned", "crew": "sailors", "day": "afternoon",
}  # fmt: skip


def spun(text: str) -> str:
    return " ".join(SPUN.get(word, word) for word in text.split(" "))


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (BASE[:3], "copy"),
        ((*BASE, *OWN[2:]), "copy"),
        ((BASE[0], BASE[3], BASE[1], BASE[4], BASE[2]), "copy"),
        (tuple(spun(p) for p in BASE), "copy"),
        (tuple(p.replace("organised", "organized").replace("tonnes", "tons") for p in BASE), "copy"),
        ((*OWN, BASE[1]), "partial"),
        (OWN, "independent"),
    ],
    ids=["cut", "padded", "reordered", "spun", "respelled", "one paragraph", "own"],
)  # fmt: skip
def test_what_became_of_a_text(other: tuple[str, ...], kind: str) -> None:
    """Each way of using another's text has its name, the same from both sides."""
    one, two = print_of(BASE), print_of(other)
    assert kinship(one, two).kind == kind
    assert kinship(two, one).kind == kind


def test_one_written_statement_is_no_copy() -> None:
    """Two reports that print and name one release are related by it, not by each other."""
    left, right = (*BASE[:2], "A press release gave details.", *RELEASE), (*OWN, "The news release follows.", *RELEASE)  # fmt: skip
    both = (names_release(left), names_release(right))
    assert kinship(print_of(left), print_of(right), releases=both).kind == "press_release"


def test_spellings_of_houses_meet() -> None:
    """British and American spelling, and figures and words, become one; other words stay apart."""
    assert levelled("Seven organised labour programmes") == levelled("7 organized labor programs")
    assert levelled("four hours") != levelled("five hours")


def test_a_merged_report_stands_with_both_its_origins() -> None:
    """Paragraphs taken over count for the hand that wrote them; what is the report's own counts for it."""
    head = "TROMSO, March 15, 2024 ({}) - "
    agency = bundle_of("\n\n".join(["Norway detains ship", head.format("Reuters") + BASE[0], *BASE[1:]]), "a.txt")  # fmt: skip
    mixed = bundle_of("\n\n".join(["Coal ship held in Tromso", *OWN, BASE[3]]), "b.txt")
    hands = find_hands("s", [agency, mixed], find_kin([agency, mixed]))
    assert len(hands.origins) == 2
    reuters = next(o for o in hands.origins if o.ref == "agency:reuters")
    assert reuters.part_layer_ids == (mixed.layer_id,)
    assert hands.parts == {(mixed.layer_id, 4): reuters.origin_id}


def test_a_translation_is_a_doubt_never_a_copy() -> None:
    """A sentence-by-sentence rendering is found as a translation; its origin stays, marked as doubtful."""
    english = bundle_of("\n\n".join(["Norway detains ship", "OSLO, March 15, 2024 (Reuters) - " + BASE[0], *BASE[1:]]), "a.txt")  # fmt: skip
    russian = bundle_of("\n\n".join(["Норвегия задержала судно", "15 марта 2024", *RUSSIAN]), "b.txt")  # fmt: skip
    found = find_kin([english, russian])
    assert [pair.kinship for pair in found] == [None]
    hands = find_hands("s", [english, russian], found)
    assert len(hands.origins) == 2
    (doubtful,) = [origin for origin in hands.origins if origin.possibly_of]
    assert doubtful.layer_ids == (russian.layer_id,)
    assert "possibly not independent of Reuters" in doubtful.reason
    assert all(row.confidence != "certain" for row in relate([english, russian]).kin)


def page(outlet: str, *paragraphs: str) -> str:
    return "\n\n".join(["Coal ship held in Tromso", f"{outlet} | Published: March 15, 2024 10:00:00", *paragraphs])  # fmt: skip


def test_an_outlet_is_one_hand_and_a_text_without_a_first_hand_says_so() -> None:
    """Two reports of one outlet are one origin; two outlets with one text are one that nobody is named for."""
    a, b = bundle_of(page("Daily Post", *BASE), "a.txt"), bundle_of(page("Evening Sun", *BASE[:4]), "b.txt")  # fmt: skip
    (unnamed,) = find_hands("s", [a, b], find_kin([a, b])).origins
    assert unnamed.name.startswith("one unnamed hand (")
    assert "whose it was first is not told" in unnamed.reason
    assert len(unnamed.layer_ids) == 2


def test_a_name_that_another_outlets_dateline_prints_is_the_hand() -> None:
    """Of two outlets with one text, the one that the other's dateline credits wrote it."""
    credited = ("OSLO, March 15 (Harbour Wire): " + BASE[0], *BASE[1:4])
    b = bundle_of("\n\n".join(["Coal ship held in Tromso", *credited]), "b.txt")
    html = f"<title>Coal</title><meta property='og:site_name' content='Evening Sun'><h1>Coal ship held</h1>{''.join(f'<p>{part}</p>' for part in credited)}"  # fmt: skip
    c = bundle_of(html, "c.html")
    assert c.article.outlet == "Evening Sun"
    (origin,) = find_hands("s", [b, c], find_kin([b, c])).origins
    assert origin.name == "Harbour Wire"
    assert origin.method == "dateline"
    assert {span.quote for span in origin.evidence} == {"Harbour Wire"}


def test_only_the_shared_clause_is_counted_for_two_origins() -> None:
    """A long statement that shares one clause with another report lends it no witness for the rest."""
    head = "OSLO, March 15, 2024 ({}) - Norway detained a coal ship on Thursday."
    long = (
        "Foreign Ministry spokeswoman Hanne Lund said that the ship had switched off its transponder for "
        "eleven days, and that the crew would be sent home by Norway."
    )
    short = "The ship had switched off its transponder for 11 days, Foreign Ministry spokeswoman Hanne Lund said."
    related = relate(
        [
            bundle_of("\n\n".join(["Norway detains coal ship", head.format(agency), said]), f"{agency}.txt")
            for agency, said in (("Reuters", long), ("Yonhap", short))
        ]
    )  # fmt: skip
    counts = {c.text: c.n_origins_of_report for c in related.claims if c.kind == "statement"}
    assert {n for text, n in counts.items() if "transponder" in text} == {2}
    assert {n for text, n in counts.items() if "sent home" in text} == {1}


def test_two_desks_in_two_languages_are_no_translation() -> None:
    """Reports of one event that share facts but no order of sentences are not called translations."""
    assert find_translation(trace_of(OWN, "en"), trace_of(RUSSIAN, "ru")) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,6 млн баррелей", "ru", 1.6e6),
        ("26 500 тонн", "ru", 26_500),
        ("mil millones", "es", None),
        ("37.000 toneladas", "es", 37_000),
        ("1억4200만 달러", "ko", 142e6),
        ("約160万バレル", "ja", 1.6e6),
        ("1万3000個", "ja", 13_000),
        ("142 million dollars", "en", 142e6),
        ("18,4 millones de euros", "es", 18.4e6),
    ],
)
def test_values_of_every_language_meet(text: str, language: str, value: float | None) -> None:
    """Magnitudes and separators of seven languages are worked into one number."""
    assert values(text, language) == (frozenset() if value is None else {value})


@given(st.lists(st.text(max_size=200), max_size=4), st.lists(st.text(max_size=200), max_size=4))
def test_any_two_texts_can_be_compared(left: list[str], right: list[str]) -> None:
    """Whatever the texts, shares stay between 0 and 1 and containment does not depend on the side."""
    one, two = print_of(left), print_of(right)
    there, back = kinship(one, two), kinship(two, one)
    assert there.containment == back.containment
    assert 0 <= there.containment <= 1
    assert 0 <= there.aligned <= 1
