"""Places named by words and what stands around them are found in a text drawn another way, or told lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.clean.anchors import anchor_at, locate

IDS = {"document_id": "do_1", "blob_sha256": "b" * 64, "text_sha256": "t" * 64}
TEXT = (
    "Kim said on Monday that talks would go on. In the capital nobody spoke of Kim.\n\n"
    'The minister added: "We shall see." Later that day Kim left for the border.'
)


def at(words: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_of_several_places_with_the_same_words_the_right_one_is_met(nth: int) -> None:
    """Lines before, other marks and other spaces do not lead to another of the three Kims."""
    anchor = anchor_at(TEXT, *at("Kim", nth), **IDS)
    other = "Menu | News\n" + TEXT.replace('"', "“").replace(" ", "  ")
    found = locate(anchor, other, "u" * 64)
    assert found is not None
    before = other[: found[0]].count("Kim")
    assert (other[slice(*found)], before) == ("Kim", nth)


def test_short_words_among_strangers_are_not_taken() -> None:
    """A name that only happens to stand in another text is no place."""
    anchor = anchor_at(TEXT, *at("Kim", 1), **IDS)
    assert locate(anchor, "A shop called Kim opened yesterday in the old town.", "u" * 64) is None
    assert locate(anchor, "No such word is here.", "u" * 64) is None


def test_long_words_say_where_they_stand_by_themselves() -> None:
    """A whole sentence that stands once is met wherever it was moved."""
    words = "talks would go on. In the capital nobody spoke of Kim."
    anchor = anchor_at(TEXT, *at(words), **IDS)
    other = f"Something else: {words} Something more."
    assert locate(anchor, other, "u" * 64) is not None
    assert locate(anchor, f"{other} {other}", "u" * 64) is None


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 30), st.text(alphabet="ab \n.", max_size=60))
def test_a_text_put_behind_another_is_met_at_the_same_words(
    start: int, length: int, before: str
) -> None:
    """Whatever is put before, an anchor leads to its own words or to nothing, never to others."""
    if not TEXT[start : start + length].strip():
        return
    anchor = anchor_at(TEXT, start, start + length, **IDS)
    moved = before + TEXT
    found = locate(anchor, moved, "u" * 64)
    if found is not None:
        assert moved[slice(*found)].split() == anchor.quote.split()
    if len(_around(anchor.before, anchor.after)) >= 12 and "a" not in before and "b" not in before:
        assert found == (anchor.start + len(before), anchor.end + len(before))


def _around(before: str, after: str) -> str:
    return "".join((before + after).split())
