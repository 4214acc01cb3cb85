"""Mistakes that show only between rows: broken chains, overlaps, votes that do not add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from vedette.regimes.nomenclature import HsCodeError, parse_code
from vedette.regimes.rows import Checker, Row

Rows = Mapping[str, Sequence[Row]]
Councils = Mapping[tuple[str, int], "frozenset[str]"]
_WITH_IDS = ("goods", "measures", "mandates", "votes", "drafts", "documents")
COUNCIL_MEMBERS = 15


def check_links(rows: Rows, checker: Checker) -> None:
    """Everything that can be wrong between the rows of one regime whose keys are right."""
    ids = _check_ids(rows, checker)
    _check_instruments(rows, checker)
    _check_names(rows, ids, checker)
    _check_paragraphs(rows["measures"], checker)
    _check_amendments(rows["measures"], ids, checker)
    _check_chains(rows["measures"], checker)
    _check_windows(rows["measures"], checker)
    _check_goods(rows, checker)
    _check_terms(rows["mandates"], checker)
    _check_endings(rows, ids, checker)


def _check_ids(rows: Rows, checker: Checker) -> dict[str, Row]:
    ids: dict[str, Row] = {}
    for section in _WITH_IDS:
        for row in rows[section]:
            other = ids.setdefault(row.values["id"], row)
            if other is not row:
                where = f"ids once ({other.path}:{other.line})"
                checker.wrong(row, f"id {row.values['id']!r} again", where)
    return ids


def _check_instruments(rows: Rows, checker: Checker) -> None:
    adopted: dict[str, date] = {}
    for row in rows["instruments"]:
        if row.values["symbol"] in adopted:
            checker.wrong(row, f"instrument {row.values['symbol']!r} again", "it once")
        adopted[row.values["symbol"]] = row.values["adopted_on"]
    for row, symbol in _cited(rows):
        if symbol not in adopted:
            checker.wrong(row, f"instrument {symbol!r} is unknown", "one of the instruments")
        elif row.values.get("from") and row.begins < adopted[symbol]:
            checker.wrong(
                row, f"it begins on {row.begins}", f"not before {symbol} of {adopted[symbol]}"
            )
    for section in ("measures", "mandates"):
        for row in rows[section]:
            if row.ends and row.ends <= row.begins:
                checker.wrong(row, f"it ends on {row.ends}", f"a day after {row.begins}")


def _cited(rows: Rows) -> Iterator[tuple[Row, str]]:
    """Every row with the instrument it says it stands on."""
    for row in rows["measures"]:
        yield row, row.values["symbol"]
        for key in ("exemptions", "duties"):
            for nested in row.values.get(key, ()):
                if "symbol" in nested:
                    yield Row(row.path, nested.line, {}), nested["symbol"]
    for row in rows["mandates"]:
        if row.values["instrument"]:
            yield row, row.values["instrument"]
        elif row.values.get("form") != "outside":
            checker_row = Row(row.path, row.line, {})
            yield checker_row, "null"
    for row in rows["votes"]:
        if row.values.get("resolution"):
            yield Row(row.path, row.line, {}), row.values["resolution"]


def _check_names(rows: Rows, ids: Mapping[str, Row], checker: Checker) -> None:
    for section in _WITH_IDS:
        for row in rows[section]:
            named = [row.values.get(key) for key in ("replaced_by", "ended_by", "mandate")]
            for target in [*named, *row.values.get("amends", ()), *row.values.get("goods", ())]:
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


def _check_windows(rows: Sequence[Row], checker: Checker) -> None:
    """What a measure bounds lies within its own days; its caps follow each other."""
    for row in rows:
        for key in ("exemptions", "undecided", "caps"):
            for nested in row.values.get(key, ()):
                inner = Row(row.path, nested.line, nested)
                first, last = nested.get("from"), nested.get("until")
                if first and last and last < first:
                    checker.wrong(inner, f"it ends on {last}", f"a day after {first}")
                if first and (first < row.begins or (row.ends and first > row.ends)):
                    checker.wrong(inner, f"it begins on {first}", "a day of its measure")
        caps = sorted(row.values.get("caps", ()), key=lambda cap: str(cap["from"]))
        for cap in caps:
            inner = Row(row.path, cap.line, cap)
            if "quantity" not in cap and "basis" not in cap:
                checker.wrong(inner, "a cap without a number", "quantity and unit, or a basis")
            if ("quantity" in cap) != ("unit" in cap):
                checker.wrong(inner, "a quantity and no unit, or a unit alone", "both")
            if cap["per"] == "once" and "until" not in cap:
                checker.wrong(inner, "a cap for once without its last day", "until")
        for first_cap, second_cap in pairwise(caps):
            if "until" not in first_cap or first_cap["until"] >= second_cap["from"]:
                inner = Row(row.path, second_cap.line, second_cap)
                checker.wrong(inner, "it overlaps the cap before", "caps one after the other")
        wind_down = row.values.get("wind_down")
        if wind_down and wind_down["until"] < row.begins:
            inner = Row(row.path, wind_down.line, wind_down)
            checker.wrong(inner, f"it ends on {wind_down['until']}", f"a day after {row.begins}")


def _check_goods(rows: Rows, checker: Checker) -> None:
    named = {goods for row in rows["measures"] for goods in row.values.get("goods", ())}
    for row in rows["goods"]:
        if row.values["id"] not in named:
            checker.wrong(row, f"no measure names {row.values['id']!r}", "a measure's goods")
        authorities = [reading["authority"] for reading in row.values["readings"]]
        for again in sorted({name for name in authorities if authorities.count(name) > 1}):
            checker.wrong(row, f"{again} reads it twice", "one reading for an authority")
        for reading in row.values["readings"]:
            inner = Row(row.path, reading.line, reading)
            codes = [str(code) for key in ("whole", "excluded") for code in reading.get(key, ())]
            codes += [str(part["code"]) for part in reading.get("part", ())]
            if not codes:
                checker.wrong(inner, "a reading without codes", "whole or part")
            for code in codes:
                try:
                    parse_code(code)
                except HsCodeError as error:
                    checker.wrong(inner, str(error), "a code of the Harmonized System")
            bare = [code.replace(" ", "").replace(".", "") for code in codes]
            for again in sorted({code for code in bare if bare.count(code) > 1}):
                checker.wrong(inner, f"code {again} twice", "every code once")


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
        if ordered[-1].values.get("ended_by") and not ordered[-1].ends:
            checker.wrong(ordered[-1], "something ended it and it has no end", "until")


def _check_endings(rows: Rows, ids: Mapping[str, Row], checker: Checker) -> None:
    """A vote and the mandate it ended name each other, and the vote comes first."""
    votes = {row.values["id"]: row for row in rows["votes"]}
    for vote in votes.values():
        ended = ids.get(vote.values.get("mandate") or "")
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
    for members in _by("body_id", rows).values():
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


def _by(key: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if key in row.values:
            found.setdefault(row.values[key], []).append(row)
    return found
