"""What the tests of the law share: the command line in this process, and a regime of one's own."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from vedette.cli.main import run

# A slow machine is no fault of the law. The same examples on every run, so that nobody's work is
# stopped by another's; HYPOTHESIS_PROFILE=seek looks for new ones.
settings.register_profile("law", deadline=None, derandomize=True)
settings.register_profile("seek", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "law"))

# Small, whole, and without a mistake: what a reader of the manual might write.
OWN = """\
regime:
  regime_id: XS
  prefix: XS
  name: sanctions on Sudland
  target: state:XS
  issuer: Council of the Coast
  committee: Salt Committee
  data_version: "2024-06-01"
instruments:
  - symbol: C/RES/1 (2020)
    adopted_on: 2020-01-01
    title: salt may no longer be sold without limit
    verification: verified
    source: the resolution
  - symbol: C/RES/2 (2022)
    adopted_on: 2022-03-01
    title: salt may no longer be sold
    verification: verified
    source: the resolution
goods:
  - id: salt
    name: salt
    terms: [salt]
    readings:
      - authority: UN
        nomenclature: HS 2017
        whole: ["2501"]
        symbol: C/RES/1 (2020)
        paragraph: "4"
        verification: verified
        source: the resolution
measures:
  - id: XS/salt/1-4
    kind: salt
    verb: decides
    direction: from
    subject: salt above the cap
    chain: salt
    from: 2020-01-01
    until: 2022-03-01
    replaced_by: XS/salt/2-1
    symbol: C/RES/1 (2020)
    paragraph: "4"
    goods: [salt]
    caps:
      - {from: 2020-01-01, per: calendar_year, quantity: 1000, unit: t, over: prohibited}
    verification: verified
    source: the resolution
  - id: XS/salt/2-1
    kind: salt
    verb: decides
    direction: from
    subject: salt
    chain: salt
    from: 2022-03-01
    symbol: C/RES/2 (2022)
    paragraph: "1"
    goods: [salt]
    amends: [XS/salt/1-4]
    wind_down: {contracts_before: 2022-03-01, until: 2022-03-31}
    verification: transposed
    source: a law that cites the paragraph
mandates:
  - id: XS/committee
    body: Salt Committee
    body_id: body:salt
    form: committee
    from: 2020-01-01
    instrument: C/RES/1 (2020)
    paragraph: "9"
    verification: verified
    source: the resolution
votes:
  - id: XS/vote-1
    draft: C/2020/1
    resolution: C/RES/1 (2020)
    held_on: 2020-01-01
    subject: a cap on salt
    permanent: []
    counts: {for: 11, against: 1, abstain: 0}
    recorded: 11-1-0, adopted
    verification: reported
    source: press of the day
"""


@dataclass(frozen=True)
class Called:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def vedette(capsys: pytest.CaptureFixture[str]) -> Callable[..., Called]:
    """The command line, in this process; what it printed and its exit code."""

    def call(*arguments: Any) -> Called:
        capsys.readouterr()
        with pytest.raises(SystemExit) as done:
            run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Called(int(done.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A regime of one's own, in one file."""
    path = tmp_path / "XS.yml"
    path.write_text(OWN, encoding="utf-8")
    return path
