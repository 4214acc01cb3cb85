"""Load regimes, and refuse files with mistakes: all at once, each with its file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from vedette.errors import Mistake, RegimeError, UnknownId
from vedette.model.law import Citation, Instrument, Mandate, Measure, Regime, Vote
from vedette.regimes.check import Checker, Row, check_links, check_votes
from vedette.regimes.query import charter_outcome, vote_counts

VERIFICATIONS = ("verified", "transposed", "reported", "unverified")
VERBS = ("decides", "demands", "calls_upon", "clarifies")
DIRECTIONS = ("to", "from", "both", "within", "vessels")


def _keys(needed: str, optional: str = "") -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(needed.split()), frozenset(optional.split())


_CITED = "verification source"
# Per file: the key its rows stand under, the keys a row needs, those it may have.
_FILES: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "regime.yml": (
        "",
        *_keys("regime_id prefix name target issuer committee data_version", "aliases"),
    ),
    "instruments.yml": ("instruments", *_keys(f"symbol adopted_on title {_CITED}")),
    "measures.yml": (
        "measures",
        *_keys(
            f"id kind verb direction subject from symbol paragraph {_CITED}",
            "until exemption amends replaced_by chain notes",
        ),
    ),
    "mandates.yml": (
        "mandates",
        *_keys(f"id body body_id from instrument paragraph {_CITED}", "until ended_by end_reason"),
    ),
    "votes.yml": (
        "votes",
        *_keys(
            f"id draft held_on subject permanent positions recorded {_CITED}",
            "meeting mandate effect counts",
        ),
    ),
}


@lru_cache(maxsize=4)
def load_regimes(folder: Path | None = None) -> tuple[Regime, ...]:
    """All regimes of a data folder, the package's own when None, by id.

    Raises:
        RegimeError: Holds every mistake of every file.
    """
    root = folder or Path(str(files("vedette.regimes") / "data"))
    checker = Checker()
    folders = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    if not folders:
        checker.mistakes.append(Mistake(str(root), 1, "no regime here", "one folder per regime"))
    regimes = [_load(path, checker) for path in folders]
    _check_prefixes(regimes, root, checker)
    if checker.mistakes:
        raise RegimeError(checker.mistakes)
    return tuple(regime for regime in regimes if regime)


def load_regime(regime_id: str, folder: Path | None = None) -> Regime:
    """One regime.

    Raises:
        UnknownId: There is none of that id.
    """
    for regime in load_regimes(folder):
        if regime.regime_id.casefold() == regime_id.casefold():
            return regime
    raise UnknownId(regime_id, "no regime has this id", "See: vedette mandates")


def _check_prefixes(regimes: Sequence[Regime | None], root: Path, checker: Checker) -> None:
    """Incident numbers start with the prefix: no two regimes may share one."""
    owners: dict[str, str] = {}
    for regime in regimes:
        if regime and regime.prefix in owners:
            path = str(root / regime.regime_id / "regime.yml")
            what = f"prefix {regime.prefix!r} is that of {owners[regime.prefix]}"
            checker.mistakes.append(Mistake(path, 1, what, "a prefix of its own"))
        if regime:
            owners.setdefault(regime.prefix, regime.regime_id)


def _load(folder: Path, checker: Checker) -> Regime | None:
    digest = hashlib.sha256()
    rows: dict[str, list[Row]] = {}
    for name in _FILES:
        path = folder / name
        if not path.exists():
            checker.mistakes.append(Mistake(str(path), 1, "the file is missing", f"a file {name}"))
            return None
        data = path.read_bytes()
        digest.update(name.encode() + b"\0" + hashlib.sha256(data).digest())
        rows[name] = list(_rows(path, data, checker))
    before = len(checker.mistakes)
    for name, found in rows.items():
        for row in found:
            _check_keys(row, name, checker)
    if len(checker.mistakes) > before or not rows["regime.yml"]:
        return None
    regime = _build(folder, rows, digest.hexdigest(), checker)
    check_links(rows, checker)
    return regime


def _rows(path: Path, data: bytes, checker: Checker) -> Iterator[Row]:
    key = _FILES[path.name][0]
    shown = f"{path.parent.name}/{path.name}"
    try:
        node = yaml.compose(data, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        checker.mistakes.append(Mistake(shown, line, f"not YAML ({error})", "valid YAML"))
        return
    loader = yaml.SafeLoader(data)
    try:
        if not isinstance(node, yaml.MappingNode):
            checker.mistakes.append(
                Mistake(shown, 1, "no mapping", f"a mapping with {key or 'keys'}")
            )
            return
        if not key:
            yield Row(shown, 1, loader.construct_document(node))
            return
        for name_node, list_node in node.value:
            if name_node.value != key or not isinstance(list_node, yaml.SequenceNode):
                line = name_node.start_mark.line + 1
                checker.mistakes.append(
                    Mistake(shown, line, f"key {name_node.value!r}", f"{key!r}")
                )
                continue
            for item in list_node.value:
                line = item.start_mark.line + 1
                if not isinstance(item, yaml.MappingNode):
                    checker.mistakes.append(Mistake(shown, line, "a row of no keys", "a mapping"))
                    continue
                for repeated in _repeated(item):
                    checker.mistakes.append(
                        Mistake(shown, line, f"key {repeated!r} twice", "every key once")
                    )
                values = loader.construct_document(item)
                yield Row(shown, line, values)
    finally:
        loader.dispose()


def _repeated(node: yaml.MappingNode) -> list[str]:
    """Keys written twice in one row; YAML would silently keep the last."""
    keys = [str(key.value) for key, _ in node.value]
    return sorted({key for key in keys if keys.count(key) > 1})


def _check_keys(row: Row, name: str, checker: Checker) -> None:
    _, needed, optional = _FILES[name]
    for key in sorted(needed - row.values.keys()):
        checker.wrong(row, f"{key!r} is missing", f"every row to have {key!r}")
    for key in sorted(row.values.keys() - needed - optional):
        checker.wrong(row, f"unknown key {key!r}", f"one of {', '.join(sorted(needed | optional))}")
    for key in ("from", "until", "adopted_on", "held_on"):
        if key in row.values and not isinstance(row.values[key], date):
            checker.wrong(row, f"{key!r} is {row.values[key]!r}", "a day, YYYY-MM-DD")
    for key, allowed in (
        ("verification", VERIFICATIONS),
        ("verb", VERBS),
        ("direction", DIRECTIONS),
    ):
        if key in row.values and row.values[key] not in allowed:
            checker.wrong(row, f"{key!r} is {row.values[key]!r}", f"one of {', '.join(allowed)}")
    for key in sorted(needed & row.values.keys()):
        if row.values[key] is None or not str(row.values[key]).strip():
            checker.wrong(
                row, f"{key!r} is empty", "a value; for 'source', what was read to check it"
            )
    for key, kind in (("positions", dict), ("permanent", list), ("amends", list), ("counts", dict)):
        if key in row.values and not isinstance(row.values[key], kind):
            checker.wrong(row, f"{key!r} is {row.values[key]!r}", f"a {kind.__name__}")


def _build(
    folder: Path, rows: Mapping[str, list[Row]], digest: str, checker: Checker
) -> Regime | None:
    about = rows["regime.yml"][0]
    if about.values["regime_id"] != folder.name:
        checker.wrong(about, f"regime_id is {about.values['regime_id']!r}", f"{folder.name!r}")
    values = about.values
    return Regime(
        regime_id=values["regime_id"],
        prefix=values["prefix"],
        name=values["name"],
        target=values["target"],
        issuer=values["issuer"],
        committee=values["committee"],
        data_version=str(values["data_version"]),
        data_sha256=digest,
        aliases=tuple(values.get("aliases", ())),
        instruments=tuple(_instrument(row.values) for row in rows["instruments.yml"]),
        measures=tuple(_measure(row.values) for row in rows["measures.yml"]),
        mandates=tuple(_mandate(row.values) for row in rows["mandates.yml"]),
        votes=tuple(_vote(row, checker) for row in rows["votes.yml"]),
    )


def _cite(values: Mapping[str, Any], symbol: str, paragraph: str = "") -> Citation:
    return Citation(
        symbol=symbol,
        paragraph=paragraph,
        verification=values["verification"],
        source=str(values["source"]),
    )


def _iso(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _instrument(values: Mapping[str, Any]) -> Instrument:
    symbol = values["symbol"]
    return Instrument(
        symbol=symbol,
        adopted_on=_iso(values["adopted_on"]) or "",
        title=values["title"],
        citation=_cite(values, symbol),
    )


def _measure(values: Mapping[str, Any]) -> Measure:
    return Measure(
        measure_id=values["id"],
        kind=values["kind"],
        verb=values["verb"],
        direction=values["direction"],
        subject=values["subject"],
        valid_from=_iso(values["from"]) or "",
        valid_until=_iso(values.get("until")),
        exemption=values.get("exemption"),
        amends=tuple(values.get("amends", ())),
        replaced_by=values.get("replaced_by"),
        citation=_cite(values, values["symbol"], str(values["paragraph"])),
        notes=values.get("notes"),
    )


def _mandate(values: Mapping[str, Any]) -> Mandate:
    return Mandate(
        mandate_id=values["id"],
        body=values["body"],
        body_id=values["body_id"],
        valid_from=_iso(values["from"]) or "",
        valid_until=_iso(values.get("until")),
        instrument=values["instrument"],
        ended_by=values.get("ended_by"),
        end_reason=values.get("end_reason"),
        citation=_cite(values, values["instrument"], str(values["paragraph"])),
    )


def _vote(row: Row, checker: Checker) -> Vote:
    values = row.values
    positions = {str(code): str(cast) for code, cast in values["positions"].items()}
    counts = values.get("counts") or vote_counts(positions)
    permanent = tuple(values["permanent"])
    outcome = charter_outcome(positions, permanent, n_for=counts["for"])
    recorded = str(values["recorded"])
    shown = f"{counts['for']}-{counts['against']}-{counts['abstain']}"
    check_votes(row, shown, outcome, checker)
    return Vote(
        vote_id=values["id"],
        draft=values["draft"],
        held_on=_iso(values["held_on"]) or "",
        meeting=values.get("meeting"),
        subject=values["subject"],
        positions=positions,
        permanent=permanent,
        n_for=counts["for"],
        n_against=counts["against"],
        n_abstain=counts["abstain"],
        outcome=outcome,
        recorded=recorded,
        mandate_id=values.get("mandate"),
        effect=values.get("effect"),
        citation=_cite(values, values["draft"]),
    )
