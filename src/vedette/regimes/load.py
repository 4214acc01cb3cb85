"""Load regimes, and refuse files with mistakes: all at once, each with its file and line."""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from vedette.errors import Mistake, RegimeError, UnknownId, UsageError
from vedette.model.law import Regime
from vedette.regimes.build import build_regime, build_votes, checked_until
from vedette.regimes.check import check_links
from vedette.regimes.check_bodies import Councils, check_councils, check_lapsed
from vedette.regimes.naming import Rows
from vedette.regimes.rows import MAX_BYTES, Checker, Row, read_sections
from vedette.regimes.schema import BRIEF_NEEDS, FULL_NEEDS, SECTIONS, check_keys

COUNCILS = "councils.yml"
RELEASES = "releases"
KEPT = ".yml.gz"
_RELEASED = re.compile(rb"# SHA-256 ([0-9a-f]{64})\b")
_OF_REGIMES = tuple(section for section in SECTIONS if section != "councils")


def data_folder() -> Path:
    """Where the regimes that ship with Vedette lie."""
    return Path(str(files("vedette.regimes") / "data"))


@lru_cache(maxsize=4)
def load_regimes(folder: Path | None = None) -> tuple[Regime, ...]:
    """All regimes of a data folder, the package's own when None, by id.

    Raises:
        RegimeError: Holds every mistake of every file.
    """
    root = folder or data_folder()
    checker = Checker()
    sources = _sources(root)
    if not sources:
        checker.mistakes.append(Mistake(str(root), 1, "no regime here", "one file or folder each"))
    councils = _councils(root, checker)
    regimes = [_load(path, councils, checker) for path in sources]
    for path, regime in zip(sources, regimes, strict=True):
        if regime and regime.regime_id != path.stem:
            what = f"regime_id {regime.regime_id!r}"
            checker.mistakes.append(Mistake(str(path), 1, what, f"{path.stem!r}, as it is named"))
    _check_shared(regimes, root, checker)
    if checker.mistakes:
        raise RegimeError(checker.mistakes)
    return tuple(regime for regime in regimes if regime)


@lru_cache(maxsize=32)
def load_regime(
    regime_id: str, folder: Path | None = None, *, as_known_on: str | None = None
) -> Regime:
    """One regime; the others are not read.

    Args:
        regime_id: Its id, in any case.
        folder: A data folder; the package's own when None.
        as_known_on: A day or a data version: the regime as the data told it then.

    Raises:
        UnknownId: There is none of that id.
        UsageError: The data had no release yet.
        RegimeError: Holds every mistake of its files.
    """
    root = folder or data_folder()
    if as_known_on is not None:
        return _as_known_on(regime_id, as_known_on, folder)
    for path in _sources(root):
        if _is(path, regime_id):
            return load_file(path, councils=root)
    known = ", ".join(path.stem for path in _sources(root))
    raise UnknownId(regime_id, "no regime has this id", f"Known: {known}")


def releases(regime_id: str, folder: Path | None = None) -> tuple[tuple[str, Path], ...]:
    """The data versions of a regime that were kept, oldest first, with their files.

    The data as it stands now counts as the newest.
    """
    root = folder or data_folder()
    now = load_regime(regime_id, folder)
    found = {
        path.name.removesuffix(KEPT): path
        for path in sorted((root.parent / RELEASES / now.regime_id).glob(f"*{KEPT}"))
    }
    found[now.data_version] = next(path for path in _sources(root) if _is(path, regime_id))
    return tuple(sorted(found.items(), key=lambda item: version_key(item[0])))


def _as_known_on(regime_id: str, asked: str, folder: Path | None) -> Regime:
    wanted = version_key(asked)
    if len(asked) == len("2026-11-24"):
        wanted = (asked, 10**9)
    known = releases(regime_id, folder)
    older = [path for version, path in known if version_key(version) <= wanted]
    if not older:
        raise UsageError(
            f"as known on {asked}",
            f"the data of {regime_id} began with release {known[0][0]}",
            f"Releases: {', '.join(version for version, _ in known)}",
        )
    if not older[-1].name.endswith(KEPT):
        return load_regime(regime_id, folder)
    return _kept_regime(older[-1], folder or data_folder(), older[-1].stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _kept_regime(path: Path, councils: Path, _changed_ns: int) -> Regime:
    """A kept release, read once however many days are asked that it answers."""
    return load_file(path, councils=councils)


def version_key(version: str) -> tuple[str, int]:
    """Sort key of a version, a day with a counter.

    Raises:
        UsageError: It is none.
    """
    day, _, counter = version.partition(".")
    try:
        return date.fromisoformat(day).isoformat(), int(counter or 0)
    except ValueError as error:
        remedy = "Write a day, YYYY-MM-DD, or a version such as 2026-11-24.1"
        raise UsageError(f"as known on {version!r}", "this is no day or version", remedy) from error


def _is(path: Path, regime_id: str) -> bool:
    return path.stem.casefold() == regime_id.casefold()


def load_file(path: Path, *, councils: Path | None = None) -> Regime:
    """A regime from one file or one folder, the user's own included.

    Args:
        path: A file with all sections, a folder of files with one or more sections each, or a
            release that was kept (``.yml.gz``).
        councils: The folder whose ``councils.yml`` is used; the package's own when None.

    Raises:
        UsageError: There is nothing to read at the path.
        RegimeError: Holds every mistake.
    """
    if not path.exists():
        raise UsageError(str(path), "there is no such file or folder", "Name a regime to read")
    checker = Checker()
    regime = _load(path, _councils(councils or data_folder(), checker), checker)
    if checker.mistakes or regime is None:
        raise RegimeError(checker.mistakes)
    return regime


def regime_ids(folder: Path | None = None) -> tuple[str, ...]:
    """The ids of all regimes of a folder, without reading them."""
    return tuple(path.stem for path in _sources(folder or data_folder()))


def _sources(root: Path) -> list[Path]:
    """A regime is a folder or a file named like its id."""
    if not root.is_dir():
        return []
    return sorted(
        path
        for path in root.iterdir()
        if path.name != COUNCILS and (path.suffix == ".yml" or path.is_dir())
    )


def _councils(root: Path, checker: Checker) -> Councils:
    path = root / COUNCILS
    if not path.exists():
        path = data_folder() / COUNCILS
    rows = read_sections(path, path.read_bytes(), checker, ["councils"]).get("councils", [])
    before = len(checker.mistakes)
    for row in rows:
        check_keys(row, "councils", checker)
    if len(checker.mistakes) > before:
        return {}
    check_councils(rows, checker)
    return {
        (row.values["body"], row.values["year"]): frozenset(
            [*row.values["permanent"], *row.values["elected"]]
        )
        for row in rows
    }


def _check_shared(regimes: Sequence[Regime | None], root: Path, checker: Checker) -> None:
    """Incident numbers start with the prefix: no two regimes may share one."""
    owners: dict[str, str] = {}
    for regime in regimes:
        if regime and regime.prefix in owners:
            what = f"prefix {regime.prefix!r} is that of {owners[regime.prefix]}"
            where = str(root / regime.regime_id)
            checker.mistakes.append(Mistake(where, 1, what, "a prefix of its own"))
        if regime:
            owners.setdefault(regime.prefix, regime.regime_id)


def read_rows(source: Path, checker: Checker) -> tuple[dict[str, list[Row]], frozenset[str], str]:
    """A regime's rows by section, the files that could not be read, and the hash of all of them.

    The hash of a kept release is the one its files had when it was written.
    """
    digest = hashlib.sha256()
    rows: dict[str, list[Row]] = {}
    unread: set[str] = set()
    for path in sorted(source.glob("*.yml")) if source.is_dir() else [source]:
        data = _read(path)
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(data).digest())
        sections = read_sections(path, data, checker, _OF_REGIMES)
        if not sections:
            unread.add(path.name)
        for section, more in sections.items():
            rows.setdefault(section, []).extend(more)
        released = _RELEASED.match(data) if path.name.endswith(KEPT) else None
        if released:
            return rows, frozenset(unread), released[1].decode()
    return rows, frozenset(unread), digest.hexdigest()


def _read(path: Path) -> bytes:
    if not path.name.endswith(KEPT):
        return path.read_bytes()
    try:
        with gzip.open(path) as packed:
            return packed.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        remedy = "Take it from the repository again"
        raise UsageError(str(path), f"this is no gzip file ({error})", remedy) from error


def _load(source: Path, councils: Councils, checker: Checker) -> Regime | None:
    before = len(checker.mistakes)
    rows, unread, digest = read_rows(source, checker)
    if unread:
        # Nothing between rows can be judged while a whole file of them is missing.
        for section, written in rows.items():
            for row in written:
                check_keys(row, section, checker)
        return None
    if len(rows.get("regime", ())) != 1:
        shown = f"{source.parent.name}/{source.name}"
        checker.mistakes.append(Mistake(shown, 1, "no section 'regime', or two", "one"))
        return None
    return _judge(rows, councils, digest, before, checker)


def _judge(
    rows: Rows, councils: Councils, digest: str, before: int, checker: Checker
) -> Regime | None:
    """The regime of the rows, or None where anything is wrong with them; all of it is told."""
    about = rows["regime"][0]
    needs = BRIEF_NEEDS if about.values.get("coverage") == "brief" else FULL_NEEDS
    for section in needs:
        if section not in rows:
            checker.wrong(about, f"no section {section!r}", f"{', '.join(needs)}")
    good: dict[str, list[Row]] = {}
    spoilt: dict[str, list[Row]] = {}
    for section, written in rows.items():
        for row in written:
            told = len(checker.mistakes)
            check_keys(row, section, checker)
            into = good if len(checker.mistakes) == told else spoilt
            into.setdefault(section, []).append(row)
    full = {section: good.get(section, []) for section in _OF_REGIMES}
    check_links(full, spoilt, checker)
    if full["regime"] and not spoilt.get("mandates"):
        check_lapsed(full["mandates"], checked_until(about.values), checker)
    if spoilt.get("regime"):
        build_votes(full["votes"], str(about.values.get("issuer")), councils, checker)
        return None
    regime = build_regime(full, councils, digest, checker)
    return regime if len(checker.mistakes) == before else None
