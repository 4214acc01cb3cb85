"""The loader refuses wrong files: all mistakes at once, each with file and line."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from vedette.errors import Mistake, RegimeError, UnknownId
from vedette.regimes.load import load_regime, load_regimes

SHIPPED = Path(str(files("vedette.regimes") / "data"))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data to spoil."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "data"))


def spoil(data: Path, name: str, old: str, new: str) -> int:
    """Replace the first occurrence in a file; returns the line it stands on."""
    path = data / name
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test no longer fits the data"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def mistakes(data: Path) -> tuple[Mistake, ...]:
    """What the loader says is wrong."""
    with pytest.raises(RegimeError) as caught:
        load_regimes(data)
    return caught.value.mistakes


def test_the_shipped_data_loads_and_names_its_version() -> None:
    """All regimes load, in the order of their ids."""
    found = [regime.regime_id for regime in load_regimes()]
    assert found == sorted(found)
    assert {"UN-KP", "UN-ML"} <= set(found)


def test_an_unknown_regime_is_named() -> None:
    """Asking for a regime that is not there says so."""
    with pytest.raises(UnknownId, match="UN-XX"):
        load_regime("UN-XX")


def test_a_changed_byte_changes_the_hash_of_its_regime_only(data: Path) -> None:
    """The hash follows the bytes of a regime's files."""
    before = {regime.regime_id: regime.data_sha256 for regime in load_regimes()}
    spoil(data, "UN-ML/regime.yml", "in brief", "in short")
    after = {regime.regime_id: regime.data_sha256 for regime in load_regimes(data)}
    assert after["UN-KP"] == before["UN-KP"]
    assert after["UN-ML"] != before["UN-ML"]


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("UN-KP/measures.yml", "    exemptions:", "    exemtions:", "unknown key 'exemtions'"),
        ("UN-KP/measures.yml", "    verification: transposed\n", "", "'verification' is missing"),
        ("UN-KP/measures.yml", "source: UK SI 2019/411 reg. 4\n", "source: ''\n", "is empty"),
        ("UN-KP/measures.yml", "verb: decides", "verb: wishes", "'verb' is 'wishes'"),
        ("UN-KP/measures.yml", "direction: to", "direction: up", "'direction' is 'up'"),
        ("UN-KP/measures.yml", "from: 2006-10-14", "from: 14 Oct 2006", "'from' is"),
        ("UN-KP/measures.yml", "until: 2016-03-02", "until: 2016-04-02", "it ends on 2016-04-02"),
        ("UN-KP/measures.yml", "until: 2016-03-02", "until: 2008-03-02", "it ends on 2008-03-02"),
        ("UN-KP/measures.yml", "paragraph: 8(b)", "paragraph: 8(a)(i)", "paragraph 8(a)(i) of"),
        ("UN-KP/measures.yml", "[UN-KP/arms-from/1718-8b]", "[UN-KP/gone]", "'UN-KP/gone'"),
        (
            "UN-KP/measures.yml",
            "amends: [UN-KP/arms-to/1718-8a-i]",
            "amends: [UN-KP/coal/2371-8]",
            "which is younger",
        ),
        (
            "UN-KP/measures.yml",
            "id: UN-KP/arms-from/1718-8b",
            "id: UN-KP/items-to/1718-8a-ii",
            "again",
        ),
        (
            "UN-KP/measures.yml",
            "symbol: S/RES/1718 (2006)",
            "symbol: S/RES/9999 (2006)",
            "is unknown",
        ),
        ("UN-KP/measures.yml", "from: 2006-10-14", "from: 2006-10-13", "it begins on 2006-10-13"),
        (
            "UN-KP/measures.yml",
            "kind: arms_embargo",
            "kind: arms_embargo\n    kind: other",
            "twice",
        ),
        ("UN-KP/mandates.yml", "from: 2010-06-13", "from: 2010-06-12", "it overlaps"),
        ("UN-KP/mandates.yml", "from: 2010-06-13", "from: 2010-06-15", "it begins on 2010-06-15"),
        (
            "UN-KP/mandates.yml",
            "ended_by: UN-KP/vote-2024-03-28",
            "ended_by: UN-KP/vote-2022-05-26",
            "it is said to end",
        ),
        (
            "UN-KP/mandates.yml",
            """    ended_by: UN-KP/vote-2024-03-28
    end_reason: "not renewed: the draft of 28 March 2024 was vetoed"
""",
            "",
            "nothing ended it",
        ),
        ("UN-KP/votes.yml", "RU: N, SL: Y", "RU: Y, SL: Y", "the positions count 14-0-1"),
        ("UN-KP/votes.yml", "13-1-1, not adopted", "13-1-1, adopted", "Article 27(3) gives vetoed"),
        ("UN-KP/votes.yml", "DZ: Y, ", "", "14 members voted"),
        ("UN-KP/votes.yml", "DZ: Y, ", "DZ: Z, ", "'positions' is {'DZ': 'Z'"),
        ("UN-KP/instruments.yml", "adopted_on: 2009-06-12", "adopted_on: soon", "'adopted_on' is"),
        ("UN-KP/regime.yml", "regime_id: UN-KP", "regime_id: UN-KR", "regime_id 'UN-KR'"),
        ("UN-ML/regime.yml", "prefix: ML", "prefix: KP", "prefix 'KP' is that of UN-KP"),
    ],
)
def test_a_wrong_row_is_refused(data: Path, name: str, old: str, new: str, says: str) -> None:
    """Each kind of mistake is found and its regime and line are named."""
    spoil(data, name, old, new)
    found = mistakes(data)
    assert any(says in mistake.what for mistake in found), [str(m) for m in found]
    told = [mistake for mistake in found if says in mistake.what]
    assert all(name.split("/")[0] in mistake.path and mistake.line > 0 for mistake in told)


def test_all_mistakes_are_told_at_once(data: Path) -> None:
    """Three spoilt files give at least three mistakes in one go, each with what was expected."""
    spoil(data, "UN-KP/measures.yml", "verb: decides", "verb: wishes")
    spoil(data, "UN-KP/votes.yml", "meeting:", "meating:")
    spoil(data, "UN-ML/measures.yml", "direction: within", "direction: inward")
    found = mistakes(data)
    assert {Path(mistake.path).parts[-2:] for mistake in found} >= {
        ("UN-KP", "measures.yml"),
        ("UN-KP", "votes.yml"),
        ("UN-ML", "measures.yml"),
    }
    assert all(mistake.expected for mistake in found)


def test_the_line_is_that_of_the_row(data: Path) -> None:
    """The line named is where the row with the mistake starts."""
    line = spoil(
        data,
        "UN-KP/votes.yml",
        "  - id: UN-KP/vote-2024-03-28\n",
        "  - id: UN-KP/vote-2022-05-26\n",
    )
    assert any(mistake.line == line for mistake in mistakes(data) if "again" in mistake.what)


def test_a_missing_section_is_named(data: Path) -> None:
    """A regime without one of the sections it needs says which."""
    (data / "UN-ML" / "votes.yml").unlink()
    first = mistakes(data)[0]
    assert (first.path, first.what) == ("UN-ML/regime.yml", "no section 'votes'")


@pytest.mark.parametrize(
    "text", ["measures: [", "- a\n- b\n", "measures:\n  - just words\n", "other: []\n"]
)
def test_what_is_no_table_is_refused(data: Path, text: str) -> None:
    """Broken YAML, a bare list, a row of no keys and a strange table are mistakes, not crashes."""
    (data / "UN-ML" / "measures.yml").write_text(text, encoding="utf-8")
    assert any(mistake.path.endswith("measures.yml") for mistake in mistakes(data))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    """No regime at all is a mistake: an empty answer would look like no law."""
    assert "no regime" in mistakes(tmp_path)[0].what
