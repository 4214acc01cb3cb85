"""The authoring manual tells every key and choice there is, and its examples are right."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import chain
from pathlib import Path

import pytest
import yaml

from tests.regimes.story import tell
from vedette.regimes.load import load_file, load_regime
from vedette.regimes.schema import NESTED, SECTIONS

MANUAL = (files("vedette.regimes") / "README.md").read_text(encoding="utf-8")
SPECS = {**SECTIONS, **NESTED}


@pytest.mark.parametrize("name", SPECS)
def test_every_key_and_every_choice_is_told(name: str) -> None:
    """Nobody needs the code to know what a row may say."""
    choices = chain.from_iterable(kind for kind in SPECS[name].values() if isinstance(kind, tuple))
    for word in (*SPECS[name], *choices):
        assert f"`{word.removesuffix('?')}`" in MANUAL, f"{name}: {word}"


def test_every_section_has_its_heading() -> None:
    """What a section holds can be found by its name."""
    for name in SECTIONS:
        assert re.search(rf"(?m)^### .*`{name}`", MANUAL), name


def test_the_examples_are_rows_as_the_files_have_them() -> None:
    """What is shown is YAML, and every key in it is one of the schema."""
    known = {key.removesuffix("?") for spec in SPECS.values() for key in spec} | set(SECTIONS)
    shown = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    shown = [text for text in shown if "story:" not in text]
    assert shown
    for text in shown:
        keys = {key for key in _keys(yaml.safe_load(text)) if isinstance(key, str)}
        assert keys <= known, keys - known


def test_the_story_of_the_manual_is_true() -> None:
    """The dated story shown is one the data answers so."""
    shown = re.findall(r"```yaml\n(- story:.*?)```", MANUAL, re.DOTALL)
    assert len(shown) == 1
    (story,) = yaml.safe_load(shown[0])
    tell(story, load_regime("UN-KP"))


def test_a_ban_written_like_the_example_loads(tmp_path: Path) -> None:
    """The first example, put into a regime, is accepted."""
    example = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)[0]
    rest = """\
regime:
  regime_id: UN-KP
  prefix: KP
  name: a copy
  target: state:KP
  issuer: UN Security Council
  committee: a committee
  data_version: "2026-01-01.1"
instruments:
  - {symbol: S/RES/2321 (2016), adopted_on: 2016-11-30, title: t, verification: verified, source: s}
goods:
  - id: statues
    name: statues
    readings:
      - {authority: EU, nomenclature: CN 2017, whole: ["9703"], symbol: S, paragraph: "1",
        verification: verified, source: s}
mandates: []
votes: []
"""
    path = tmp_path / "UN-KP.yml"
    path.write_text(rest + example, encoding="utf-8")
    assert load_file(path).measures[0].measure_id == "UN-KP/statues/2321-29"


def _keys(value: object) -> set[object]:
    if isinstance(value, dict):
        return set(value).union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()
