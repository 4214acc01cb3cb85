"""Days in words."""

from __future__ import annotations

import pytest

from vedette.reports.days import day_in_words, instant_in_words, say_days


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (None, "open"),
        ("", "open"),
        ("2024-03-28", "28 March 2024"),
        ("2024-03", "March 2024"),
        ("2024", "2024"),
        ("2024-03-24/2024-03-29", "between 24 March 2024 and 29 March 2024"),
        ("../2024-03-28", "on or before 28 March 2024"),
        ("2024-03-28/..", "on or after 28 March 2024"),
        ("/2024-03-28", "on or before 28 March 2024"),
        ("../..", "open"),
        ("1964~", "about 1964"),
        ("2024-03?", "March 2024, uncertain"),
        ("2004-06%", "about June 2004, uncertain"),
        ("2024-03-29T16:50:00", "29 March 2024, 16:50"),
        ("2024-21", "2024-21"),
        ("{2023,2024}", "{2023,2024}"),
    ],
)
def test_a_day_in_words(edtf: str | None, words: str) -> None:
    """What the expression says is said, and what it leaves open stays open."""
    assert day_in_words(edtf) == words


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        (None, "not printed"),
        ("2024-03-29", "29 March 2024"),
        ("2024-03-29T16:50:00", "29 March 2024, 16:50"),
        ("2024-03-29T16:50:00Z", "29 March 2024, 16:50 UTC"),
        ("2024-03-29T16:50:31.5+05:00", "29 March 2024, 16:50 +05:00"),
    ],
)
def test_an_instant_in_words(iso: str | None, words: str) -> None:
    """A zone is said only where one is printed."""
    assert instant_in_words(iso) == words


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("in force on 2024-03-29 (since 2006-10-14)", "in force on 29 March 2024 (since 14 October 2006)"),
        ("it came 2024-03-25/2024-03-29.", "it came between 25 March 2024 and 29 March 2024."),
        ("tied to UN-KP/vote-2024-03-28", "tied to UN-KP/vote-2024-03-28"),
        ("data 2026-11-24.2", "data 2026-11-24.2"),
        ("ended on 2024-04-30.", "ended on 30 April 2024."),
    ],
)  # fmt: skip
def test_days_inside_a_sentence_are_said_and_ids_left_alone(given: str, said: str) -> None:
    """An ISO day in a relayed sentence becomes words; a day that is part of an id does not."""
    assert say_days(given) == said
