"""Organisations are found behind another language, legal form or short name, and not confused."""

import pytest

from vedette.model.listing import PartyKind
from vedette.screen.index import IndexedName, build_arrays, views
from vedette.screen.kernel import Kernel
from vedette.screen.normal import normal_forms
from vedette.screen.rules import FORM_TRUST

NAMES: tuple[tuple[PartyKind, str], ...] = (
    ("organisation", "Samplevskii Zavod Priborov, OAO"),
    ("organisation", "Limited Liability Company Quorvex"),
    ("organisation", "National Brontal Gas Drilling Company"),
    ("organisation", "Sherkat-e Sanaye Zarvand"),
    ("organisation", "Foreign Trade Bank"),
    ("organisation", "OOO Zvezda Plastik"),
    ("person", "Morvakov, Gennady"),
    ("person", "Kim Yong Chol"),
    ("person", "Garrido Morvat Tolvan, Jose"),
    *(
        ("person", f"{given} Garcia {other}")
        for given in ("Jose", "Juan")
        for other in ("Diaz", "Rojas", "Gil")
    ),
)


def best(name: str, kind: PartyKind) -> dict[str, int]:
    """The score of the best form of a name with each listed name."""
    rows = [
        IndexedName(i, listed, form.tokens, FORM_TRUST.get(form.how, 1000))
        for i, (listed, text) in enumerate(NAMES)
        for form in normal_forms(text, listed)
    ]
    kernel = Kernel(views(build_arrays(rows)))
    found: dict[str, int] = {}
    for form in normal_forms(name, kind):
        text = " ".join(form.tokens).encode()
        out = memoryview(bytearray(4 * 2000)).cast("i")
        for i, row in enumerate(rows):
            score = kernel.explain(text, 0, len(text), i, out)
            score = score * FORM_TRUST.get(form.how, 1000) // 1000
            listed_name = NAMES[row.party][1]
            found[listed_name] = max(score, found.get(listed_name, 0))
    return found


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("JSC Samplevskii Instrument Plant", "Samplevskii Zavod Priborov, OAO"),
        ("Quorvex OOO", "Limited Liability Company Quorvex"),
        (
            "Obschestvo s ogranichennoy otvetstvennostyu Quorvex",
            "Limited Liability Company Quorvex",
        ),
        ("Zarvand Industries Company", "Sherkat-e Sanaye Zarvand"),
    ],
)
def test_a_body_is_found_in_another_language(name: str, listed: str) -> None:
    """Translated words and other writings of a legal form make a hit."""
    assert best(name, "organisation")[listed] >= 900


def test_made_short_names_find_but_do_not_accuse() -> None:
    """Initials nobody gave find the body below a possible match or at its edge, never as a hit."""
    listed = "National Brontal Gas Drilling Company"
    assert 700 <= best("NBGDC", "organisation")[listed] < 900
    assert best("NBGDD", "organisation")[listed] < 600


def test_another_legal_form_is_another_company_perhaps() -> None:
    """The same name with another legal form scores less than with the same."""
    listed = "Limited Liability Company Quorvex"
    assert best("AO Quorvex", "organisation")[listed] < best("OOO Quorvex", "organisation")[listed]


def test_a_word_bodies_are_called_by_is_translated_with_less_trust() -> None:
    """Star is Zvezda, but every country has firms called so."""
    listed = "OOO Zvezda Plastik"
    scores = [
        best(name, "organisation")[listed] for name in ("Zvezda Plastik LLC", "Star Plastik LLC")
    ]
    assert scores[0] == 1000
    assert 700 <= scores[1] < 900


def test_a_foreign_place_makes_another_bank() -> None:
    """Where all that is shared says what a body does, a word of its own speaks against it."""
    assert best("Foreign Trade Bank of Cambodia", "organisation")["Foreign Trade Bank"] < 850
    assert best("The Foreign Trade Bank", "organisation")["Foreign Trade Bank"] > 900


def test_a_patronymic_more_is_hardly_another_man() -> None:
    """A patronymic beside the name costs less than another word beside it."""
    listed = "Morvakov, Gennady"
    with_patronymic = best("Morvakov Gennady Ivanovich", "person")[listed]
    assert with_patronymic > best("Morvakov Gennady Zelentar", "person")[listed]
    assert with_patronymic >= 780


def test_two_common_names_of_three_say_less_than_two_rare_ones() -> None:
    """Jose Garcia is many men, Morvat Tolvan few."""
    common = best("Jose Garcia", "person")["Jose Garcia Rojas"]
    assert common < best("Morvat Tolvan Jose", "person")["Garrido Morvat Tolvan, Jose"]


def test_a_korean_name_has_no_word_to_spare() -> None:
    """A whole word more makes another Korean name."""
    assert best("Yongchol Minjae Kim", "person")["Kim Yong Chol"] < 780
