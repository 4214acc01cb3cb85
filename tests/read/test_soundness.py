"""Text nobody can read is refused by name; ordinary text of any script passes."""

from __future__ import annotations

import pytest

from tests.conftest import COPY
from vedette.errors import InputTooLarge, MalformedInput
from vedette.read.document import read
from vedette.read.soundness import MAX_LINE_CHARS, check_text, is_mixed

ALIKE = str.maketrans("aeocpxyAEOCPXTHKMB", "аеосрхуАЕОСРХТНКМВ")


@pytest.mark.parametrize("unit", ["x", "word ", "Norway said on Friday that it had. ", "“‘«", "@a"])
def test_a_line_of_megabytes_is_refused_with_its_length(unit: str) -> None:
    """Whatever a line is made of, it is refused before anything looks for patterns in it."""
    line = unit * (5 * 2**20 // len(unit))
    with pytest.raises(InputTooLarge, match=f"a single line has {len(line)}"):
        read(
            (COPY + "\n" + line).encode(),
            media_type="text/plain",
            name="f",
            address="file:///f",
            version_id="dv_1",
        )


def test_the_longest_line_allowed_passes() -> None:
    """The limit itself is still a line; one letter more is none."""
    check_text("a\n" + "b" * MAX_LINE_CHARS + "\nc", "f")
    with pytest.raises(InputTooLarge):
        check_text("a\n" + "b" * (MAX_LINE_CHARS + 1) + "\nc", "f")


def test_homoglyphs_are_named() -> None:
    """Latin words with Cyrillic letters in them are refused as homoglyphs, with one of the words."""
    with pytest.raises(MalformedInput, match="homoglyphs") as caught:
        check_text(COPY.translate(ALIKE), "f")
    sample = caught.value.what.partition("as '")[2].partition("'")[0]
    assert is_mixed(sample)


@pytest.mark.parametrize(
    "text",
    [
        COPY,
        "МИД России заявил в пятницу, что Совет Безопасности ООН не принял резолюцию. " * 5,
        "Стороны обсудили USB-кабели, Wi-Fi-роутеры и NVIDIA-карты для Tesla-машин. " * 5,
        "Η Ελλάδα και η ΕΕ (EU) συμφώνησαν για τις κυρώσεις κατά της DPRK. " * 5,
        "북한 KCNA통신은 UN안보리 결의를 비난했다. 선박 IMO번호 9314234호는 OFAC명단에 있다. " * 5,
        "北朝鮮のICBM級ミサイルはEEZ外に落下、NHKニュースが伝えた。" * 5,
        f"{COPY} The slip Nоrway and the brand Хerox stand in it.",
    ],
)
def test_text_of_any_script_passes(text: str) -> None:
    """Scripts beside each other are ordinary; a slip or two among many words is no reason."""
    check_text(text, "f")
