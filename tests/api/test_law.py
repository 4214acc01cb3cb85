"""The law desk from Python: typed tables, every regime at once."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from vedette import law
from vedette.errors import UsageError


def test_a_check_answers_for_every_regime_the_trade_touches() -> None:
    """A trade between two targets has an answer from each; others are not asked."""
    found = law.check(hs="270112", sender="KP", receiver="ML", on="2018-03-01")
    assert {answer.regime_id: answer.word for answer in found} == {
        "UN-KP": "prohibited",
        "UN-ML": "not covered",
    }


def test_a_trade_between_others_is_not_covered_and_says_why() -> None:
    """Where neither side is the target the answer names the target."""
    (answer,) = law.check(hs="270112", sender="CN", receiver="DE", on="2018-03-01", regime="UN-KP")
    assert answer.word == "not covered"
    assert "neither side is KP" in str(answer)


def test_a_regime_told_in_brief_is_never_not_covered() -> None:
    """Measures the data does not hold are no freedom: the question is refused."""
    with pytest.raises(UsageError, match="in brief"):
        law.check(hs="270112", sender="CN", receiver="LY", on="2018-03-01")


def test_an_old_release_without_codes_is_never_not_covered() -> None:
    """The first release named no goods by code, so it cannot free any."""
    with pytest.raises(UsageError, match="customs code"):
        law.check(
            hs="2701", direction="from", on="2018-03-01", regime="UN-KP", as_known_on="2026-11-24.1"
        )


def test_an_answer_reads_the_same_in_a_notebook() -> None:
    """Text and page of an answer hold the same words, and the flag of every fact."""
    (answer,) = law.check(
        hs="270900", sender="CN", receiver="KP", on="2018-03-01", quantity=1410, unit="t"
    )
    text, page = str(answer), answer._repr_html_()
    for words in ("THE TEXT CANNOT DECIDE", "at least capped", "S/RES/2397 (2017) para. 4"):
        assert words in text
        assert words in page
    assert "[verified]" in text


def test_an_unverified_reading_shows_in_the_verdicts_flag() -> None:
    """A verified paragraph read by an unverified list makes an unverified verdict."""
    (answer,) = law.check(hs="9303", direction="from", on="2018-03-01", regime="UN-KP")
    flags = {item.citation.verification for item in answer.verdict.grounds[0].readings}
    assert answer.verification in {"unverified", *flags}
    if flags == {"unverified"}:
        assert answer.verification == "unverified"
        assert "UNVERIFIED" in str(answer)


@pytest.mark.parametrize(
    "table",
    [
        law.check(hs="2701", direction="from", on="2018-03-01", regime="UN-KP"),
        law.history(hs="2701", direction="from", regime="UN-KP"),
        law.in_force("2018-03-01", kind="textiles"),
        law.diff("UN-KP", "2017-08-04", "2017-12-22"),
        law.mandates("2018-03-01"),
        law.votes(regime="UN-KP"),
        law.calendar("2018-01-01", "2018-12-31", regime="UN-KP"),
    ],
    ids=["check", "history", "in_force", "diff", "mandates", "votes", "calendar"],
)
def test_every_answer_becomes_a_frame(table: object) -> None:
    """Rows, columns and data version survive Arrow and JSON; a notebook shows the table."""
    arrow = table.to_arrow()  # type: ignore[attr-defined]
    assert isinstance(arrow, pa.Table)
    assert arrow.num_rows == len(table) > 0  # type: ignore[arg-type]
    assert set(arrow["data_version"].to_pylist()) != {None}
    assert len(json.loads(table.to_json())) == arrow.num_rows  # type: ignore[attr-defined]
    assert "<table" in table._repr_html_()  # type: ignore[attr-defined]


def test_a_quantity_above_the_cap_bans_what_could_have_been_approved() -> None:
    """Jet fuel is exempt on approval; above the refined cap alone it is prohibited."""
    case = {"hs": "27101921", "direction": "to", "on": "2018-03-01", "regime": "UN-KP"}
    (below,) = law.check(**case, quantity=1000, unit="bbl")  # type: ignore[arg-type]
    (above,) = law.check(**case, quantity=500_001, unit="bbl")  # type: ignore[arg-type]
    assert (below.word, above.word) == ("exempt on approval", "prohibited")


def test_an_authority_whose_list_is_not_held_leaves_its_answer_open() -> None:
    """No reading is no freedom; and codes the text names bind every authority."""
    (answer,) = law.check(hs="84", direction="to", on="2018-03-01", authority="EU", regime="UN-KP")
    assert answer.word == "prohibited"
