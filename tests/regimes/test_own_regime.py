"""``vedette regime check`` on a regime of one's own: one file or a folder, every mistake at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.regimes.conftest import OWN, Called
from vedette.errors import Mistake, RegimeError
from vedette.regimes.load import load_file
from vedette.regimes.verdict import check

Command = Callable[..., Called]

# What the loader must refuse: what is spoilt, how, what it says, and what it expects instead.
REFUSED = {
    "an unknown key": ("    chain: salt\n    from: 2020", "    chains: salt\n    from: 2020"),
    "overlapping versions": ("    until: 2022-03-01", "    until: 2022-04-01"),
    "a version that runs into the next": ("    until: 2022-03-01", "    until: 2022-05-01"),
    "a version without an end": ("    until: 2022-03-01\n    replaced_by: XS/salt/2-1\n", ""),
    "a hole inside a chain": ("    until: 2022-03-01", "    until: 2022-02-01"),
    "a chain that goes nowhere": ("replaced_by: XS/salt/2-1", "replaced_by: XS/salt/3-1"),
    "an amendment of the future": ("amends: [XS/salt/1-4]", "amends: [XS/salt/2-1]"),
    "an amendment of nothing": ("amends: [XS/salt/1-4]", "amends: [XS/pepper/1-4]"),
    "an unknown HS code": ('whole: ["2501"]', 'whole: ["2599"]'),
    "an HS code with a lost zero": ('whole: ["2501"]', 'whole: ["307"]'),
    "a missing citation": ("    source: a law that cites the paragraph\n", ""),
    "an empty citation": ("source: a law that cites the paragraph", 'source: ""'),
    "a missing paragraph": ('    paragraph: "1"\n', ""),
    "a paragraph cited twice": (
        '    symbol: C/RES/2 (2022)\n    paragraph: "1"',
        '    symbol: C/RES/1 (2020)\n    paragraph: "4"',
    ),
    "an instrument nobody adopted": (
        '    symbol: C/RES/2 (2022)\n    paragraph: "1"',
        '    symbol: C/RES/9 (2029)\n    paragraph: "1"',
    ),
    "a flag that is none": ("verification: transposed", "verification: certain"),
    "a day that is none": ("from: 2022-03-01", "from: 2022-02-30"),
    "goods nobody named": ("    goods: [salt]\n    amends", "    goods: [pepper]\n    amends"),
    "a vote that does not add up": ("11-1-0, adopted", "12-1-0, adopted"),
    "a vote that the rule decides otherwise": ("{for: 11,", "{for: 8,"),
    "a key written twice": ("    kind: salt\n", "    kind: salt\n    kind: salt\n"),
    "an unknown section": ("mandates:\n", "mandats:\n"),
    "a cap without a number": (", quantity: 1000, unit: t", ""),
}
SAYS = {
    "an unknown key": ("unknown key 'chains'", "chain"),
    "overlapping versions": ("it ends on 2022-04-01", "2022-03-01"),
    "a version that runs into the next": ("it overlaps XS/salt/1-4", "to end by 2022-03-01"),
    "a version without an end": ("it overlaps XS/salt/1-4", "to end by 2022-03-01"),
    "a hole inside a chain": ("it ends on 2022-02-01", "2022-03-01"),
    "a chain that goes nowhere": ("'XS/salt/3-1', which is not there", "an id of this regime"),
    "an amendment of the future": ("it amends itself", "an older measure"),
    "an amendment of nothing": ("'XS/pepper/1-4', which is not there", "an id"),
    "an unknown HS code": ("has heading 2599", "Harmonized System"),
    "an HS code with a lost zero": ("a leading zero may be lost: 0307?", "Harmonized System"),
    "a missing citation": ("'source' is missing", "'source'"),
    "an empty citation": ("'source' is empty", "what was read"),
    "a missing paragraph": ("'paragraph' is missing", "'paragraph'"),
    "a paragraph cited twice": ("paragraph 4 of C/RES/1 (2020) again", "it once ("),
    "an instrument nobody adopted": ("'C/RES/9 (2029)' is unknown", "one of the instruments"),
    "a flag that is none": ("'verification' is 'certain'", "verified, transposed"),
    "a day that is none": ("'from' is '2022-02-30'", "YYYY-MM-DD"),
    "goods nobody named": ("'pepper', which is not there", "an id of this regime"),
    "a vote that does not add up": ("the positions count 11-1-0", "12-1-0"),
    "a vote that the rule decides otherwise": ("Article 27(3) gives failed", "adopted"),
    "a key written twice": ("key 'kind' twice", "every key once"),
    "an unknown section": ("unknown section 'mandats'", "mandates"),
    "a cap without a number": ("a cap without a number", "quantity and unit"),
}
# Of two versions that overlap the younger is told.
TOLD_AT = dict.fromkeys(
    ("a version that runs into the next", "a version without an end"), "  - id: XS/salt/2-1"
)


def spoil(name: str, text: str = OWN) -> tuple[str, int]:
    """The regime with one mistake, and the line it stands on."""
    old, new = REFUSED[name]
    assert old in text, "the test no longer fits the example"
    return text.replace(old, new, 1), text[: text.index(old)].count("\n") + 1


def mistakes(path: Path) -> tuple[Mistake, ...]:
    """What the loader says is wrong."""
    with pytest.raises(RegimeError) as caught:
        load_file(path)
    return caught.value.mistakes


def row_of(text: str, line: int) -> range:
    """The lines of the row (its first line begins with a dash) a line stands in."""
    lines = text.splitlines()
    first = max(n for n in range(line) if re.match(r"  - |\w", lines[n]))
    after = [n for n in range(first + 1, len(lines)) if re.match(r"  - |\w", lines[n])]
    return range(first + 1, (after[0] if after else len(lines)) + 1)


def test_a_regime_without_a_mistake_is_counted_and_answers(vedette: Command, own: Path) -> None:
    """A good file exits with 0, says what it holds, and can be asked at once."""
    called = vedette("regime", "check", own)
    assert (called.code, called.err) == (0, "")
    assert "XS holds: 2 measures, 1 goods, 1 mandates, 1 votes" in called.out
    assert "2024-06-01" in called.out
    regime = load_file(own)
    words = [
        check(regime, hs="2501", direction="from", on=on).word
        for on in ("2019-12-31", "2020-01-01", "2022-03-31", "2022-04-01")
    ]
    assert words == ["not covered", "capped", "prohibited after wind-down", "prohibited"]


def test_a_folder_is_read_like_a_file(vedette: Command, tmp_path: Path) -> None:
    """The same sections in several files of a folder are the same regime."""
    (tmp_path / "XS").mkdir()
    whole = load_file(_written(tmp_path / "whole.yml", OWN))
    for part in re.split(r"(?m)^(?=\w)", OWN)[1:]:
        name = part.partition(":")[0]
        (tmp_path / "XS" / f"{name}.yml").write_text(part, encoding="utf-8")
    called = vedette("regime", "check", tmp_path / "XS", "--json")
    answer = json.loads(called.out)
    assert called.code == 0
    assert (answer["ok"], answer["measures"], answer["votes"]) == (True, 2, 1)
    assert answer["data_version"] == "2024-06-01"
    assert load_file(tmp_path / "XS").measures == whole.measures


@pytest.mark.parametrize("name", REFUSED)
def test_each_mistake_is_refused_with_file_line_what_and_expected(
    name: str, vedette: Command, own: Path
) -> None:
    """One mistake gives exit code 1, and a message with all four parts, for people and programs."""
    text, line = spoil(name)
    own.write_text(text, encoding="utf-8")
    what, expected = SAYS[name]
    told = vedette("regime", "check", own)
    assert told.code == 1
    answer = json.loads(vedette("regime", "check", own, "--json").out)
    assert answer["ok"] is False
    found = [row for row in answer["mistakes"] if what in row["what"]]
    assert found, answer["mistakes"]
    assert all(expected in row["expected"] for row in found), found
    assert all(row["path"].endswith("XS.yml") for row in found)
    whole = OWN
    if name in TOLD_AT:
        whole, line = text, text[: text.index(TOLD_AT[name])].count("\n") + 1
    assert any(row["line"] in row_of(whole, line) for row in found), (line, found)
    assert f"XS.yml:{found[0]['line']}: " in told.out
    assert what in told.out


@pytest.mark.parametrize("name", REFUSED)
def test_one_slip_is_told_once(name: str, own: Path) -> None:
    """A single mistake does not set off a list of others that vanish with it."""
    own.write_text(spoil(name)[0], encoding="utf-8")
    told = mistakes(own)
    assert len(told) <= 3, [str(mistake) for mistake in told]


def test_all_mistakes_are_told_at_once(vedette: Command, own: Path) -> None:
    """Mistakes inside rows and between them, in every section, are all in the first answer."""
    names = [
        "an unknown key",
        "an unknown HS code",
        "an amendment of nothing",
        "an instrument nobody adopted",
        "a vote that does not add up",
    ]
    text = OWN
    for name in names:
        text, _ = spoil(name, text)
    own.write_text(text, encoding="utf-8")
    answer = json.loads(vedette("regime", "check", own, "--json").out)
    for name in names:
        told = [row["what"] for row in answer["mistakes"] if SAYS[name][0] in row["what"]]
        assert told, name
    assert len(answer["mistakes"]) == len(names)


def test_mistakes_of_different_files_of_a_folder_are_told_together(
    vedette: Command, tmp_path: Path
) -> None:
    """Each mistake names the file it stands in."""
    (tmp_path / "XS").mkdir()
    text = spoil("an unknown HS code", spoil("a vote that does not add up")[0])[0]
    for part in re.split(r"(?m)^(?=\w)", text)[1:]:
        name = part.partition(":")[0]
        (tmp_path / "XS" / f"{name}.yml").write_text(part, encoding="utf-8")
    answer = json.loads(vedette("regime", "check", tmp_path / "XS", "--json").out)
    assert {row["path"] for row in answer["mistakes"]} == {"XS/goods.yml", "XS/votes.yml"}


def test_a_path_with_nothing_is_a_wrong_call(vedette: Command, tmp_path: Path) -> None:
    """No such file is exit code 2 with a remedy, and an empty folder is a mistake."""
    called = vedette("regime", "check", tmp_path / "none.yml")
    assert called.code == 2
    assert "no such file" in called.err
    (tmp_path / "empty").mkdir()
    assert vedette("regime", "check", tmp_path / "empty").code == 1


@given(st.binary(max_size=200))
@example(b"? [a, b]\n: c\n")
@example(b"? {a: b}\n: c\n")
@example(b"regime: &x [*x]\n")
@example(b"measures: [{? [1]: 2}]\n")
@example(b"- " * 500)
@example(b"[" * 500)
@example(b"\xff\xfe\x00")
@example(b"regime_id: [1]\nregime: 3\n")
@example(b"measures: !!python/object/apply:os.system ['true']\n")
def test_bytes_are_a_regime_or_a_list_of_mistakes(tmp_path_factory: object, data: bytes) -> None:
    """Whatever stands in a file, the answer is mistakes and never a crash."""
    path = tmp_path_factory.getbasetemp() / "any.yml"  # type: ignore[attr-defined]
    path.write_bytes(data)
    assert all(mistake.what and mistake.expected for mistake in mistakes(path))


LINES = OWN.splitlines()


@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["", "  x: y", "- 3", "    from: never", "    goods: {a: b}", "  - [1, 2]"]),
)
def test_a_line_changed_is_read_or_refused(
    tmp_path_factory: object, place: int, instead: str
) -> None:
    """Any line of a good file replaced by another gives a regime or mistakes with lines in it."""
    lines = [*LINES[:place], instead, *LINES[place + 1 :]]
    path = tmp_path_factory.getbasetemp() / "line.yml"  # type: ignore[attr-defined]
    path.write_text("\n".join(lines), encoding="utf-8")
    told: tuple[Mistake, ...] = ()
    try:
        assert load_file(path).regime_id == "XS"
    except RegimeError as error:
        told = error.mistakes
    assert all(0 < mistake.line <= len(lines) + 1 for mistake in told)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
