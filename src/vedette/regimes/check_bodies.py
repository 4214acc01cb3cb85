"""Mistakes of bodies and votes: terms that overlap, lapses without a reason, roll calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from vedette.regimes.naming import Names, Rows, by_value
from vedette.regimes.rows import Checker, Row

Councils = Mapping[tuple[str, int], "frozenset[str]"]
COUNCIL_MEMBERS = 15


def check_reports(rows: Rows, checker: Checker) -> None:
    """Reports fall due, and reviews are made, from the mandate's decision to the term's last day."""
    adopted = {row.values["symbol"]: row.values["adopted_on"] for row in rows["instruments"]}
    for row in rows["mandates"]:
        first = min(adopted.get(row.values["instrument"], row.begins), row.begins)
        expected = f"a day from {first} to {row.ends}" if row.ends else f"a day from {first}"
        for report in row.values.get("reports_due", ()):
            if report["due"] < first or (row.ends and report["due"] > row.ends):
                inner = Row(row.path, report.line, report)
                checker.wrong(inner, f"it is due on {report['due']}", expected)
        review_by = row.values.get("review_by")
        if review_by and (review_by < first or (row.ends and review_by > row.ends)):
            checker.wrong(row, f"review by {review_by}", expected)


def check_terms(rows: Sequence[Row], names: Names, checker: Checker) -> None:
    """A body has one mandate on a day; a last term that ended says what ended it."""
    for body_id, members in by_value("body_id", rows).items():
        if names.touched("mandates", "body_id", body_id):
            continue
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
        if ordered[-1].values.get("ended_by") and not ordered[-1].ends:
            checker.wrong(ordered[-1], "something ended it and it has no end", "until")


def check_endings(rows: Rows, names: Names, checker: Checker) -> None:
    """A vote and the mandate it ended name each other, and the vote comes first."""
    votes = {row.values["id"]: row for row in rows["votes"]}
    for vote in votes.values():
        ended = names.ids.get(vote.values.get("mandate") or "")
        if ended and ended.values.get("ended_by") != vote.values["id"]:
            checker.wrong(
                vote,
                f"it is said to end {ended.values['id']}",
                f"that mandate to say ended_by: {vote.values['id']}",
            )
    for row in rows["mandates"]:
        ending = votes.get(row.values.get("ended_by") or "")
        if ending and row.ends and ending.values["held_on"] > row.ends:
            checker.wrong(row, "the vote that ended it came after its end", "an earlier vote")
        if row.values.get("ended_by") and not row.values.get("end_reason"):
            checker.wrong(row, "it does not say why it ended", "end_reason")


def check_lapsed(rows: Sequence[Row], as_of: date, checker: Checker) -> None:
    """A body whose last term ended before the data's own day says what ended it."""
    for members in by_value("body_id", rows).values():
        last = max(members, key=lambda row: row.begins)
        if last.ends and last.ends < as_of and not last.values.get("end_reason"):
            checker.wrong(last, "it ends and nothing ended it", "ended_by and end_reason")


def check_votes(
    row: Row,
    positions: Mapping[str, str],
    shown: str,
    outcome: str,
    council: frozenset[str] | None,
    checker: Checker,
) -> None:
    """The roll call is whole, is that of the council of its year, and agrees with the record.

    Args:
        row: The vote.
        positions: Its roll call, given or derived.
        shown: Its counts, ``for-against-abstained``.
        outcome: What Article 27(3) makes of it.
        council: The members of its year, or None where that is not in the data.
        checker: Takes the mistakes.
    """
    recorded = str(row.values["recorded"])
    counted = row.values.get("counts")
    if row.values.get("unanimous") and row.values.get("positions"):
        checker.wrong(row, "'unanimous' and 'positions'", "one of the two")
    if row.values.get("unanimous") and council is None:
        checker.wrong(row, "'unanimous', and its council is unknown", "positions, or the council")
    if not counted and len(positions) != COUNCIL_MEMBERS:
        checker.wrong(
            row, f"{len(positions)} members voted", f"{COUNCIL_MEMBERS}, or counts of the record"
        )
    elif not counted and council and set(positions) != council:
        strangers = ", ".join(sorted(set(positions) ^ council))
        checker.wrong(row, f"{strangers}: voter or member, not both", "the council of that year")
    for member in row.values["permanent"]:
        if member not in positions and not counted:
            checker.wrong(row, f"permanent member {member} has no position", "one of Y, N, A, X")
    if recorded.split(",")[0] != shown:
        checker.wrong(row, f"the positions count {shown}", f"what is recorded: {recorded}")
    if ("not adopted" in recorded) == (outcome == "adopted"):
        checker.wrong(row, f"Article 27(3) gives {outcome}", f"what is recorded: {recorded}")
    if (outcome == "adopted") != bool(row.values.get("resolution")):
        checker.wrong(row, f"Article 27(3) gives {outcome}", "a resolution if adopted, else none")


def check_councils(rows: Sequence[Row], checker: Checker) -> None:
    """Fifteen different members a year, and every year of a body once."""
    seen: set[tuple[Any, Any]] = set()
    for row in rows:
        members = [*row.values["permanent"], *row.values["elected"]]
        if len(members) != COUNCIL_MEMBERS or len(set(members)) != COUNCIL_MEMBERS:
            checker.wrong(row, f"{len(set(members))} different members", str(COUNCIL_MEMBERS))
        if (row.values["body"], row.values["year"]) in seen:
            checker.wrong(row, f"{row.values['year']} again", "every year once")
        seen.add((row.values["body"], row.values["year"]))
