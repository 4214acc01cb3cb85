"""Keep a release of a regime's data, so that ``--as-known-on`` can answer from it later.

A release is one packed YAML file: every row of the regime, sections in order, comments left out.
Its first line holds the hash the data's files had, so that a finding made then names the same
data. Once kept it does not change, save that a new shape of the schema is applied to it.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from vedette.errors import UsageError
from vedette.regimes.load import KEPT, RELEASES, data_folder, load_regime, read_rows, version_key
from vedette.regimes.rows import Checker, Row
from vedette.regimes.schema import SECTIONS

# Wide enough that no row is folded; what is packed away is read by the loader, not by people.
_WIDTH = 1_000_000


class _Dumper(yaml.SafeDumper):
    """Writes every row out in full: the loader takes no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def keep_release(regime_id: str, folder: Path | None = None) -> Path:
    """Write the data of a regime, as it stands, to the releases beside its data folder.

    Args:
        regime_id: Its id, in any case.
        folder: A data folder; the package's own when None.

    Returns:
        The file written.

    Raises:
        UnknownId: There is no such regime.
        RegimeError: Its data has mistakes.
        UsageError: This version was kept with other content, or a later one was.
    """
    root = folder or data_folder()
    load_regime.cache_clear()
    regime = load_regime(regime_id, root)
    source = root / regime.regime_id
    rows, _, digest = read_rows(
        source if source.is_dir() else source.with_suffix(".yml"), Checker()
    )
    kept = root.parent / RELEASES / regime.regime_id
    path = kept / f"{regime.data_version}{KEPT}"
    text = _written(rows, digest)
    where = f"{regime.regime_id} {regime.data_version}"
    if path.exists() and gzip.decompress(path.read_bytes()) != text:
        raise UsageError(where, "this version was kept with other content", "Raise data_version")
    versions = [item.name.removesuffix(KEPT) for item in kept.glob(f"*{KEPT}")]
    newest = max(versions, key=version_key, default=regime.data_version)
    if version_key(newest) > version_key(regime.data_version):
        raise UsageError(where, f"a later version was kept, {newest}", "Raise data_version")
    kept.mkdir(parents=True, exist_ok=True)
    # Without a time inside, the same data gives the same bytes.
    path.write_bytes(gzip.compress(text, 9, mtime=0))
    return path


def _written(rows: Mapping[str, Sequence[Row]], digest: str) -> bytes:
    sections: dict[str, Any] = {}
    for section in SECTIONS:
        values = [_plain(row.values) for row in rows.get(section, ())]
        if values:
            sections[section] = values[0] if section == "regime" else values
    body = yaml.dump(sections, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return f"# SHA-256 {digest} of the files of this release\n{body}".encode()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
