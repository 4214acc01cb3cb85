"""Mistakes that show only between rows: broken chains, overlaps, votes that do not add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from vedette.errors import Mistake

Rows = Mapping[str, Sequence["Row"]]
_WITH_IDS = ("measures.yml", "mandates.yml", "votes.yml")
COUNCIL_MEMBERS = 15


@dataclass(frozen=True)
class Row:
    """One row of a file with the line it starts on."""

    path: str
    line: int
    values: dict[str, Any]

    @property
    def begins(self) -> date:
        """Its first day."""
        found: date = self.values["from"]
        return found

    @property
    def ends(self) -> date | None:
        """Its ``until``, whatever that means for its kind; None if it has no end."""
        found: date | None = self.values.get("until")
        return found


@dataclass
class Checker:
    """Collects mistakes, so that a file's author sees all of them at once."""

    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, row: Row, what: str, expected: str) -> None:
        """Note a mistake and go on."""
        self.mistakes.append(Mistake(row.path, row.line, what, expected))


def check_links(rows: Rows, checker: Checker) -> None:
    """Everything that can be wrong between the rows of one regime whose keys are right."""
    ids = _check_ids(rows, checker)
    _check_instruments(rows, checker)
    _check_names(rows, ids, checker)
    _check_paragraphs(rows["measures.yml"], checker)
    _check_amendments(rows["measures.yml"], ids, checker)
    _check_chains(rows["measures.yml"], checker)
    _check_terms(rows["mandates.yml"], checker)
    _check_endings(rows, ids, checker)


def _check_ids(rows: Rows, checker: Checker) -> dict[str, Row]:
    ids: dict[str, Row] = {}
    for name in _WITH_IDS:
        for row in rows[name]:
            other = ids.setdefault(row.values["id"], row)
            if other is not row:
                where = f"ids once ({other.path}:{other.line})"
                checker.wrong(row, f"id {row.values['id']!r} again", where)
    return ids


def _check_instruments(rows: Rows, checker: Checker) -> None:
    adopted: dict[str, date] = {}
    for row in rows["instruments.yml"]:
        if row.values["symbol"] in adopted:
            checker.wrong(row, f"instrument {row.values['symbol']!r} again", "it once")
        adopted[row.values["symbol"]] = row.values["adopted_on"]
    for name in ("measures.yml", "mandates.yml"):
        for row in rows[name]:
            symbol = row.values.get("symbol") or row.values.get("instrument")
            if symbol not in adopted:
                checker.wrong(row, f"instrument {symbol!r} is unknown", "one of instruments.yml")
            elif row.begins < adopted[symbol]:
                checker.wrong(
                    row, f"it begins on {row.begins}", f"not before {symbol} of {adopted[symbol]}"
                )
            if row.ends and row.ends <= row.begins:
                checker.wrong(row, f"it ends on {row.ends}", f"a day after {row.begins}")


def _check_names(rows: Rows, ids: Mapping[str, Row], checker: Checker) -> None:
    for name in _WITH_IDS:
        for row in rows[name]:
            named = [row.values.get(key) for key in ("replaced_by", "ended_by", "mandate")]
            for target in [*named, *row.values.get("amends", ())]:
                if target and target not in ids:
                    checker.wrong(
                        row, f"it names {target!r}, which is not there", "an id of this regime"
                    )


def _check_paragraphs(rows: Sequence[Row], checker: Checker) -> None:
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        key = (row.values["symbol"], str(row.values["paragraph"]))
        other = seen.setdefault(key, row)
        if other is not row:
            where = f"it once ({other.path}:{other.line})"
            checker.wrong(row, f"paragraph {key[1]} of {key[0]} again", where)


def _check_amendments(rows: Sequence[Row], ids: Mapping[str, Row], checker: Checker) -> None:
    for row in rows:
        for target in row.values.get("amends", ()):
            amended = ids.get(target)
            if amended in rows and amended and amended.begins > row.begins:
                checker.wrong(
                    row, f"it amends {target}, which is younger", "an older measure to amend"
                )
        successor = ids.get(row.values.get("replaced_by") or "")
        if successor and row.ends != successor.values.get("from"):
            checker.wrong(
                row,
                f"it ends on {row.ends}",
                f"the day its successor begins, {successor.values.get('from')}",
            )


def _check_chains(rows: Sequence[Row], checker: Checker) -> None:
    for members in _by("chain", rows).values():
        for first, second in pairwise(sorted(members, key=lambda row: row.begins)):
            if first.ends is None or first.ends > second.begins:
                checker.wrong(
                    second,
                    f"it overlaps {first.values['id']}",
                    f"that one to end by {second.begins}",
                )
            if first.values.get("replaced_by") != second.values["id"]:
                checker.wrong(
                    first, "its chain goes on elsewhere", f"replaced_by: {second.values['id']}"
                )


def _check_terms(rows: Sequence[Row], checker: Checker) -> None:
    """A body has one mandate on a day; a last term that ended says what ended it."""
    for members in _by("body_id", rows).values():
        ordered = sorted(members, key=lambda row: row.begins)
        for first, second in pairwise(ordered):
            if first.ends is None or first.ends >= second.begins:
                checker.wrong(
                    second,
                    f"it overlaps {first.values['id']}",
                    f"that one's last day before {second.begins}",
                )
            elif first.values.get("ended_by") == second.values["id"] and (
                second.begins - first.ends != timedelta(days=1)
            ):
                checker.wrong(
                    second,
                    f"it begins on {second.begins}",
                    f"the day after {first.values['id']} ends, {first.ends + timedelta(days=1)}",
                )
        if ordered[-1].ends and not ordered[-1].values.get("ended_by"):
            checker.wrong(ordered[-1], "it ends and nothing ended it", "ended_by and end_reason")


def _check_endings(rows: Rows, ids: Mapping[str, Row], checker: Checker) -> None:
    """A vote and the mandate it ended name each other, and the vote comes first."""
    votes = {row.values["id"]: row for row in rows["votes.yml"]}
    for vote in votes.values():
        ended = ids.get(vote.values.get("mandate") or "")
        if ended and ended.values.get("ended_by") != vote.values["id"]:
            checker.wrong(
                vote,
                f"it is said to end {ended.values['id']}",
                f"that mandate to say ended_by: {vote.values['id']}",
            )
    for row in rows["mandates.yml"]:
        ending = votes.get(row.values.get("ended_by") or "")
        if ending and row.ends and ending.values["held_on"] > row.ends:
            checker.wrong(row, "the vote that ended it came after its end", "an earlier vote")
        if row.values.get("ended_by") and not row.values.get("end_reason"):
            checker.wrong(row, "it does not say why it ended", "end_reason")


def check_votes(row: Row, shown: str, outcome: str, checker: Checker) -> None:
    """The roll call is whole and agrees with the record.

    Args:
        row: The vote.
        shown: Its counts, ``for-against-abstained``.
        outcome: What Article 27(3) makes of it.
    """
    positions, recorded = row.values["positions"], str(row.values["recorded"])
    for code, cast in positions.items():
        if cast not in {"Y", "N", "A", "X"}:
            checker.wrong(row, f"position of {code} is {cast!r}", "Y, N, A or X")
    if not row.values.get("counts") and len(positions) != COUNCIL_MEMBERS:
        checker.wrong(
            row, f"{len(positions)} members voted", f"{COUNCIL_MEMBERS}, or counts of the record"
        )
    for member in row.values["permanent"]:
        if member not in positions and not row.values.get("counts"):
            checker.wrong(row, f"permanent member {member} has no position", "one of Y, N, A, X")
    if recorded.split(",")[0] != shown:
        checker.wrong(row, f"the positions count {shown}", f"what is recorded: {recorded}")
    if ("not adopted" in recorded) == (outcome == "adopted"):
        checker.wrong(row, f"Article 27(3) gives {outcome}", f"what is recorded: {recorded}")


def _by(key: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if key in row.values:
            found.setdefault(row.values[key], []).append(row)
    return found
