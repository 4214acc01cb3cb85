"""Which goods a code may be: prefixes, parts, what is left out, and codes wider than a reading."""

from __future__ import annotations

import pytest

from vedette.model.law import Citation, Goods, Part, Reading
from vedette.regimes.goods import GoodsIndex

CITED = Citation(symbol="a law", paragraph="an annex", verification="transposed", source="read")
READING = Reading(
    authority="EU",
    nomenclature="CN 2017",
    whole=("2601", "7801", "7802", "7804", "7806", "03"),
    part=(Part(code="26", of="ores"), Part(code="1603", of="extracts of fish")),
    excluded=("030119",),
    citation=CITED,
)
INDEX = GoodsIndex((Goods(goods_id="some", name="some", terms=(), readings=(READING,)),))


@pytest.mark.parametrize(
    ("code", "extent"),
    [
        ("2601", "whole"),
        ("260111", "whole"),
        ("2602", "part"),
        ("26", "part"),
        ("1603", "part"),
        ("16", "wider"),
        ("03", "whole"),
        ("0302", "whole"),
        ("030111", "whole"),
        ("030119", None),
        ("03011910", None),
        ("78", "whole"),
        ("7803", None),
        ("2709", None),
    ],
)
def test_the_longest_and_fullest_word_of_a_reading_counts(code: str, extent: str | None) -> None:
    """Whole beats part, what is left out is out, a chapter read heading by heading is read whole."""
    found = [item.extent for item in INDEX.coverage(code)]
    assert found == ([] if extent is None else [extent])


def test_a_code_that_holds_others_says_which() -> None:
    """A code too short to decide names the codes within it."""
    (found,) = INDEX.coverage("16")
    assert found.of == "1603"


def test_a_part_says_what_is_meant() -> None:
    """The words of the part come with it."""
    (found,) = INDEX.coverage("16030010")
    assert (found.extent, found.of) == ("part", "extracts of fish")
