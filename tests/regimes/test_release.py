"""Releases of the data: what was kept answers as it did then."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from vedette.errors import RegimeError, UsageError
from vedette.model.law import Regime
from vedette.regimes.load import data_folder, load_file, load_regime, load_regimes, releases
from vedette.regimes.release import keep_release


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data, with no release kept beside it."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def change(data: Path, old: str, new: str, name: str = "UN-ML/regime.yml") -> None:
    """Change the first occurrence of a text in a file of the data."""
    path = data / name
    text = path.read_text(encoding="utf-8")
    assert old in text, "the test no longer fits the data"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    load_regime.cache_clear()


@pytest.mark.parametrize("regime", load_regimes(), ids=lambda regime: regime.regime_id)
def test_a_kept_release_is_the_data_row_by_row(regime: Regime, data: Path) -> None:
    """What is read back equals what was kept, its hash included."""
    assert load_file(keep_release(regime.regime_id, data)) == regime


def test_the_same_data_is_kept_as_the_same_bytes(data: Path) -> None:
    """Keeping twice changes nothing."""
    first = keep_release("UN-ML", data)
    before = first.read_bytes()
    assert keep_release("un-ml", data) == first
    assert first.read_bytes() == before


def test_changed_data_needs_a_new_version(data: Path) -> None:
    """Other content under a version that was kept is refused."""
    keep_release("UN-ML", data)
    change(data, "Mali", "Malia")
    with pytest.raises(UsageError, match="other content"):
        keep_release("UN-ML", data)


def test_a_version_older_than_one_kept_is_refused(data: Path) -> None:
    """Releases only go on."""
    version = load_regime("UN-ML", data).data_version
    keep_release("UN-ML", data)
    change(data, f'data_version: "{version}"', 'data_version: "2026-01-02"')
    with pytest.raises(UsageError, match="a later version was kept"):
        keep_release("UN-ML", data)


def test_data_with_mistakes_is_not_kept(data: Path) -> None:
    """A release can always be loaded."""
    change(data, "prefix: ML", "prefix: m")
    with pytest.raises(RegimeError):
        keep_release("UN-ML", data)


def test_a_question_of_an_earlier_day_is_answered_from_what_was_kept(data: Path) -> None:
    """After a change the old day still gets the old answer, with the old hash."""
    change(data, f'"{load_regime("UN-ML", data).data_version}"', '"2030-01-01"')
    old = load_regime("UN-ML", data)
    keep_release("UN-ML", data)
    change(data, '"2030-01-01"', '"2030-02-01"')
    change(data, "name: UN sanctions", "name: Sanctions of the UN")
    assert [version for version, _ in releases("UN-ML", data)] == ["2030-01-01", "2030-02-01"]
    assert load_regime("UN-ML", data, as_known_on="2030-01-31") == old
    assert load_regime("UN-ML", data, as_known_on="2030-02-01").name != old.name


def test_a_release_that_is_no_gzip_file_is_named(data: Path) -> None:
    """A spoilt file is told with its path."""
    kept = keep_release("UN-ML", data)
    kept.write_bytes(b"spoilt")
    with pytest.raises(UsageError, match="no gzip file"):
        load_file(kept)


@pytest.mark.parametrize("regime", load_regimes(), ids=lambda regime: regime.regime_id)
def test_shipped_data_of_a_kept_version_is_what_was_kept(regime: Regime) -> None:
    """Whoever changes released data raises data_version; every kept release still loads."""
    kept = data_folder().parent / "releases" / regime.regime_id
    for path in sorted(kept.glob("*.yml.gz")):
        then = load_file(path)
        assert then.data_version == path.name.removesuffix(".yml.gz")
        if then.data_version == regime.data_version:
            assert replace(then, data_sha256="") == replace(regime, data_sha256="")
