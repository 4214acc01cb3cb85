"""Whole reports, written for these tests, read by the real rooms before this one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.incidents.conftest import numberer
from vedette.extract.reading import read_meaning
from vedette.incidents.assess import Assessment, assess
from vedette.model.bundle import Bundle
from vedette.read.document import read
from vedette.regimes.load import load_regimes
from vedette.stories.relate import relate

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def bundle(text: str | bytes, name: str) -> Bundle:
    """Read a plain-text report as the line does."""
    data = text.encode() if isinstance(text, str) else text
    found = read(
        data, media_type="text/plain", name=name, address=f"file:///{name}", version_id=name
    )
    meaning = read_meaning(found.article, found.passages, found.text)
    return Bundle(
        article=found.article,
        layer=found.layer,
        text=found.text,
        passages=found.passages,
        sentences=meaning.sentences,
        mentions=meaning.mentions,
        statements=meaning.statements,
        events=meaning.events,
    )


def assessed(bundles: Sequence[Bundle]) -> Assessment:
    """Relate and assess reports."""
    told = relate(tuple(bundles))
    return assess(
        bundles,
        told.stories,
        told.strands,
        told.origins,
        told.claims,
        (),
        load_regimes(),
        number=numberer(),
    )


ACCUSED = """Washington says munitions went by rail

WASHINGTON, Oct 13, 2023 (Reuters) - North Korea has delivered more than 900 containers of \
munitions to Russia, the United States said on Friday.

The Kremlin rejected the charge. Russian President Vladimir Putin's spokesman denied that Russia \
had received weapons from North Korea.

Resolutions of the Security Council ban all arms exports by North Korea. Pyongyang carried out its \
first nuclear test in 2006.
"""
LAUNCH = """North Korea fires missile

SEOUL, April 2, 2024 (Yonhap) - North Korea fired a ballistic missile into the sea on Tuesday, \
South Korea's military said.

North Korea has been under sanctions since 2006 over its nuclear tests.
"""
ELSEWHERE = """Council split over ceasefire

UNITED NATIONS, March 29, 2024 (AFP) - Russia vetoed a draft on a ceasefire on Thursday.

The United States delivered artillery shells to Ukraine, officials said.
"""
MALI = """Sanctions on Mali end

UNITED NATIONS, Aug 30, 2023 (AFP) - Russia on Wednesday vetoed the renewal of sanctions on Mali \
and of the panel of experts monitoring them.
"""


def test_a_delivery_with_a_claimant_and_a_denial() -> None:
    """One open incident, alleged, arms from the target, with the denial beside it."""
    (incident,) = assessed([bundle(ACCUSED, "accused.txt")]).incidents
    assert (incident.kind, incident.status, incident.modality) == (
        "arms_transfer",
        "open",
        "alleged",
    )
    assert incident.parties == ("state:KP", "state:RU")
    assert {m.paragraph for m in incident.measures} == {"8(b)", "9"}
    assert {link.stance for link in incident.evidence} >= {"supports", "contradicts"}
    supports = [link for link in incident.evidence if link.stance == "supports"]
    assert not any("ban all" in link.span.quote for link in supports)


def test_a_launch_and_the_sanctions_it_recalls() -> None:
    """The launch of the day is one incident; tests told in general are none."""
    (incident,) = assessed([bundle(LAUNCH, "launch.txt")]).incidents
    assert (incident.kind, incident.occurred) == ("missile_launch", "2024-04-02")


def test_another_veto_and_other_arms_concern_no_regime_here() -> None:
    """A veto on another matter on the very day, and arms between others, give nothing."""
    result = assessed([bundle(ELSEWHERE, "elsewhere.txt")])
    assert not result.incidents
    assert not result.political_links


def test_the_other_regime_is_found_as_well() -> None:
    """A veto that ended another regime is tied to its own vote."""
    (link,) = assessed([bundle(MALI, "mali.txt")]).political_links
    assert (link.regime_id, link.vote_id) == ("UN-ML", "UN-ML/vote-2023-08-30")


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "news").is_dir(), reason="the real reports are not beside it")
def test_the_two_real_reports() -> None:
    """One insufficient incident with both parties and four paragraphs; one vote, one mandate."""
    paths = sorted((SHARED / "news").glob("*.txt"))
    result = assessed([bundle(path.read_bytes(), path.name) for path in paths])
    (incident,) = result.incidents
    assert incident.incident_id == "KP-2024-0001"
    assert (incident.status, incident.modality) == ("insufficient", "alleged")
    assert incident.parties == ("state:KP", "state:RU")
    assert incident.law_on == "2024-03-29"
    assert {m.paragraph for m in incident.measures} == {"8(a)(i)", "8(b)", "9", "6"}
    assert len(incident.open_questions) >= 6
    (link,) = result.political_links
    assert (link.vote_id, link.mandate_ended_on) == ("UN-KP/vote-2024-03-28", "2024-04-30")
    assert len({span.layer_id for span in link.spans}) == 2
