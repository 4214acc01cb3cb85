"""An index out of its file answers as the one it was made from; any other file is refused."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screen.test_selftest import LISTINGS
from vedette.errors import InputError, MalformedInput
from vedette.model.listing import Identifier
from vedette.model.screening import Question
from vedette.screen import indexed
from vedette.screen.freetext import find_in_text
from vedette.screen.indexed import StaleIndex, build_index, open_index, save_index
from vedette.screen.screener import Screener


def test_a_mapped_index_answers_the_same(tmp_path: Path) -> None:
    """Findings, reasons and listings do not depend on where the index lies."""
    index = build_index(LISTINGS, "k")
    save_index(index, tmp_path / "i")
    mapped = open_index(tmp_path / "i", "k")
    assert list(mapped.listings) == LISTINGS
    question = Question(name="Jorann Malmqvist", kind="person")
    one, other = (Screener((), (), index=item).find(question) for item in (index, mapped))
    assert one
    assert one == other


def test_another_version_or_other_lists_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of another key or engine is stale, and says that it is built anew."""
    save_index(build_index(LISTINGS, "k"), tmp_path / "i")
    with pytest.raises(StaleIndex, match="other lists"):
        open_index(tmp_path / "i", "another")
    monkeypatch.setattr(indexed, "ENGINE_VERSION", "999")
    with pytest.raises(StaleIndex, match="engine"):
        open_index(tmp_path / "i", "k")


@pytest.mark.parametrize("cut", [0, 1, 40, 200, 5000, -1, -4000])
def test_a_cut_file_is_refused(tmp_path: Path, cut: int) -> None:
    """Whatever is missing, the file is refused before the kernel sees it."""
    path = tmp_path / "i"
    save_index(build_index(LISTINGS, "k"), path)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(InputError):
        open_index(path, "k")


def test_arrays_that_point_outside_are_refused(tmp_path: Path) -> None:
    """A damaged array would lead the kernel out of its memory."""
    index = build_index(LISTINGS, "k")
    index.arrays["holders"] = index.arrays["holders"] + 100_000
    save_index(index, tmp_path / "i")
    with pytest.raises(MalformedInput, match="holders"):
        open_index(tmp_path / "i", "k")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_answers_without_a_crash(data: st.DataObject) -> None:
    """Whatever bytes are changed, the process lives: the file is refused, or a question answered."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "i"
        save_index(build_index(LISTINGS, "k"), path)
        raw = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 8))):
            at = data.draw(st.integers(0, len(raw) - 1))
            new = data.draw(st.binary(min_size=1, max_size=8))
            raw[at : at + len(new)] = new
        path.write_bytes(bytes(raw))
        try:
            screener = Screener((), (), index=open_index(path, "k"))
            screener.find(Question(name="Jorann Malmqvist", kind="person"))
            find_in_text(screener, "On Monday Jorann Malmqvist met 김정은 there.")
        except InputError:
            pass


def test_numbers_find_their_bearer_and_a_presented_one_does_not_accuse() -> None:
    """A genuine number is a hit whatever the name; a number only presented decides nothing."""
    from dataclasses import replace

    genuine = Identifier(scheme="passport", value="AB 123-456")
    presented = Identifier(scheme="imo", value="9179842", standing="presented")
    screener = Screener(
        [
            replace(LISTINGS[0], identifiers=(genuine,)),
            replace(LISTINGS[1], identifiers=(presented,), kind="vessel"),
        ],
        (),
    )
    asked = Identifier(scheme="passport", value="ab123456")
    best = screener.find(Question(name="Quite Another", identifiers=(asked,)))[0]
    assert (best.verdict, best.listing_id) == ("hit", "li_0")
    bearer = Question(
        name="Harbour Star", kind="vessel", identifiers=(replace(presented, standing="genuine"),)
    )
    answers = screener.find(bearer)
    assert [item.verdict for item in answers] == ["near_miss"]
    assert "only presented" in answers[0].explanation
