"""Load regimes, and refuse files with mistakes: all at once, each with its file and line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from vedette.errors import Mistake, RegimeError, UnknownId
from vedette.model.law import Citation, Instrument, Mandate, Measure, Regime, Vote
from vedette.regimes.query import charter_outcome, vote_counts

VERIFICATIONS = ("verified", "transposed", "reported", "unverified")
VERBS = ("decides", "calls_upon", "clarifies")
DIRECTIONS = ("to", "from", "both", "within", "vessels")
_FILES: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "regime.yml": (
        "",
        frozenset(["regime_id", "prefix", "name", "target", "issuer", "committee", "data_version"]),
        frozenset({"aliases"}),
    ),
    "instruments.yml": (
        "instruments",
        frozenset(["symbol", "adopted_on", "title", "verification", "source"]),
        frozenset(),
    ),
    "measures.yml": (
        "measures",
        frozenset(
            [
                "id",
                "kind",
                "verb",
                "direction",
                "subject",
                "from",
                "symbol",
                "paragraph",
                "verification",
                "source",
            ]
        ),
        frozenset(["until", "exemption", "amends", "replaced_by", "chain", "notes"]),
    ),
    "mandates.yml": (
        "mandates",
        frozenset(
            ["id", "body", "body_id", "from", "instrument", "paragraph", "verification", "source"]
        ),
        frozenset(["until", "ended_by", "end_reason"]),
    ),
    "votes.yml": (
        "votes",
        frozenset(
            [
                "id",
                "draft",
                "held_on",
                "subject",
                "permanent",
                "positions",
                "recorded",
                "verification",
                "source",
            ]
        ),
        frozenset(["meeting", "mandate", "effect", "counts"]),
    ),
}


@dataclass
class _Row:
    """One row of a file with the line it starts on."""

    path: str
    line: int
    values: dict[str, Any]


@dataclass
class _Checker:
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, row: _Row, what: str, expected: str) -> None:
        """Note a mistake and go on."""
        self.mistakes.append(Mistake(row.path, row.line, what, expected))


@lru_cache(maxsize=4)
def load_regimes(folder: Path | None = None) -> tuple[Regime, ...]:
    """All regimes of a data folder, the package's own when None, by id.

    Raises:
        RegimeError: Holds every mistake of every file.
    """
    root = folder or Path(str(files("vedette.regimes") / "data"))
    checker = _Checker()
    regimes = [_load(path, checker) for path in sorted(root.iterdir()) if path.is_dir()]
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


def _load(folder: Path, checker: _Checker) -> Regime | None:
    digest = hashlib.sha256()
    rows: dict[str, list[_Row]] = {}
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
    _check_links(rows, checker)
    return regime


def _rows(path: Path, data: bytes, checker: _Checker) -> Iterator[_Row]:
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
            yield _Row(shown, 1, loader.construct_document(node))
            return
        for name_node, list_node in node.value:
            if name_node.value != key or not isinstance(list_node, yaml.SequenceNode):
                line = name_node.start_mark.line + 1
                checker.mistakes.append(
                    Mistake(shown, line, f"key {name_node.value!r}", f"{key!r}")
                )
                continue
            for item in list_node.value:
                values = loader.construct_document(item)
                yield _Row(shown, item.start_mark.line + 1, values)
    finally:
        loader.dispose()


def _check_keys(row: _Row, name: str, checker: _Checker) -> None:
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
    if "source" in row.values and not str(row.values["source"]).strip():
        checker.wrong(row, "'source' is empty", "what was read to check it")


def _build(
    folder: Path, rows: Mapping[str, list[_Row]], digest: str, checker: _Checker
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


def _vote(row: _Row, checker: _Checker) -> Vote:
    values = row.values
    positions = {str(code): str(cast) for code, cast in values["positions"].items()}
    for code, cast in positions.items():
        if cast not in {"Y", "N", "A", "X"}:
            checker.wrong(row, f"position of {code} is {cast!r}", "Y, N, A or X")
    counts = values.get("counts") or vote_counts(positions)
    permanent = tuple(values["permanent"])
    outcome = charter_outcome(positions, permanent, n_for=counts["for"])
    shown = f"{counts['for']}-{counts['against']}-{counts['abstain']}"
    recorded = str(values["recorded"])
    if not recorded.startswith(shown):
        checker.wrong(row, f"the positions count {shown}", f"what is recorded: {recorded}")
    if ("not adopted" in recorded) == (outcome == "adopted"):
        checker.wrong(row, f"Article 27(3) gives {outcome}", f"what is recorded: {recorded}")
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


def _check_links(rows: Mapping[str, list[_Row]], checker: _Checker) -> None:
    """Ids are unique, everything named exists, versions of one measure do not overlap."""
    symbols = {row.values["symbol"] for row in rows["instruments.yml"]}
    ids: dict[str, _Row] = {}
    for name in ("measures.yml", "mandates.yml", "votes.yml"):
        for row in rows[name]:
            if row.values["id"] in ids:
                other = ids[row.values["id"]]
                checker.wrong(
                    row, f"id {row.values['id']!r} again", f"ids once ({other.path}:{other.line})"
                )
            ids[row.values["id"]] = row
            symbol = row.values.get("symbol") or row.values.get("instrument")
            if symbol and symbol not in symbols:
                checker.wrong(row, f"instrument {symbol!r} is unknown", "one of instruments.yml")
            start, end = row.values.get("from"), row.values.get("until")
            if isinstance(start, date) and isinstance(end, date) and end <= start:
                checker.wrong(row, f"it ends on {end}", f"a day after {start}")
    for name in ("measures.yml", "mandates.yml", "votes.yml"):
        for row in rows[name]:
            named = [row.values.get(key) for key in ("replaced_by", "ended_by", "mandate")]
            for target in [*named, *row.values.get("amends", ())]:
                if target and target not in ids:
                    checker.wrong(
                        row, f"it names {target!r}, which is not there", "an id of this regime"
                    )
    _check_paragraphs(rows["measures.yml"], checker)
    _check_chains(rows["measures.yml"], checker, ids)


def _check_paragraphs(rows: list[_Row], checker: _Checker) -> None:
    seen: dict[tuple[str, str], _Row] = {}
    for row in rows:
        key = (row.values["symbol"], str(row.values["paragraph"]))
        if key in seen:
            other = seen[key]
            checker.wrong(
                row, f"paragraph {key[1]} of {key[0]} again", f"it once ({other.path}:{other.line})"
            )
        seen[key] = row


def _check_chains(rows: list[_Row], checker: _Checker, ids: Mapping[str, _Row]) -> None:
    chains: dict[str, list[_Row]] = {}
    for row in rows:
        if "chain" in row.values:
            chains.setdefault(row.values["chain"], []).append(row)
        successor = ids.get(row.values.get("replaced_by", ""))
        if successor and row.values.get("until") != successor.values.get("from"):
            checker.wrong(
                row,
                f"it ends on {row.values.get('until')}",
                f"the day its successor begins, {successor.values.get('from')}",
            )
    for members in chains.values():
        ordered = sorted(members, key=lambda row: row.values["from"])
        for first, second in pairwise(ordered):
            end = first.values.get("until")
            if end is None or end > second.values["from"]:
                checker.wrong(
                    second,
                    f"it overlaps {first.values['id']}",
                    f"that one to end by {second.values['from']}",
                )
