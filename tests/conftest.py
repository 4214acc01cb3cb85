"""What many tests need: the real inputs beside the checkout, and a report to read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from vedette.extract.reading import Meaning, read_meaning
from vedette.model.bundle import Bundle
from vedette.read.document import Reading, read

# Machines are noisy: a slow example is no failure.
settings.register_profile("vedette", deadline=None)
settings.load_profile("vedette")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"

COPY = """\
Home | News | World
Open menu

Norland envoy denies sending shells to North Korea

Ana Brik Published March 15, 2024 | 09:30 AM

OSLO, March 15 (Reuters) - Norway said on Friday that alleged arms transfers between Moscow and \
Pyongyang had to be examined by independent experts as soon as possible.

"We have seen no proof of any delivery so far," foreign ministry spokeswoman Hanne Lund said. \
"The panel of experts must be able to finish its work," she added.

Russia vetoed the renewal of the UN panel of experts on Thursday, the ministry noted in its \
statement to the press.

Read more
Ten recipes for a long weekend
3 hours ago
Transfer window: who goes where ..
5 hours ago
"""


@pytest.fixture
def shared() -> Path:
    """The real inputs; tests that need them are skipped where they are absent."""
    if not SHARED.exists():
        pytest.skip("no real inputs beside the checkout")
    return SHARED


def read_text(text: str, name: str = "copy.txt") -> Reading:
    """Read a plain-text copy as the pipeline would."""
    return read(
        text.encode(), media_type="text/plain", name=name, address=name, version_id=f"dv_{name}"
    )


def bundle_of(text: str, name: str = "copy.txt") -> Bundle:
    """A report with everything read out of it."""
    reading = read_text(text, name)
    meaning: Meaning = read_meaning(reading.article, reading.passages, reading.text)
    return Bundle(
        article=reading.article,
        layer=reading.layer,
        text=reading.text,
        passages=reading.passages,
        sentences=meaning.sentences,
        mentions=meaning.mentions,
        statements=meaning.statements,
        events=meaning.events,
    )


@pytest.fixture
def make_reading():  # type: ignore[no-untyped-def]
    """Gives :func:`read_text`."""
    return read_text


@pytest.fixture
def make_bundle():  # type: ignore[no-untyped-def]
    """Gives :func:`bundle_of`."""
    return bundle_of


@pytest.fixture
def copy_text() -> str:
    """A copy of an invented report with the page around it."""
    return COPY
