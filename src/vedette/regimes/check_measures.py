"""Mistakes between measures: broken chains, overlaps, paragraphs cited twice, unknown codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vedette.regimes.naming import Names, Rows, by_value
from vedette.regimes.nomenclature import HsCodeError, parse_code, revisions
from vedette.regimes.rows import Checker, Row


def check_paragraphs(rows: Sequence[Row], checker: Checker) -> None:
    seen: dict[tuple[str, str], Row] = {}
    for row in rows:
        symbol, paragraph = row.values["symbol"], str(row.values["paragraph"])
        # 8 (a) (i) and 8(a)(i) are one paragraph.
        other = seen.setdefault((symbol, "".join(paragraph.split()).casefold()), row)
        if other is not row:
            where = f"it once ({other.path}:{other.line})"
            checker.wrong(row, f"paragraph {paragraph} of {symbol} again", where)


def check_amendments(rows: Sequence[Row], names: Names, checker: Checker) -> None:
    for row in rows:
        for target in row.values.get("amends", ()):
            amended = names.ids.get(target)
            if amended is row:
                checker.wrong(row, "it amends itself", "an older measure to amend")
            elif amended in rows and amended and amended.begins > row.begins:
                checker.wrong(
                    row, f"it amends {target}, which is younger", "an older measure to amend"
                )
        successor = names.ids.get(row.values.get("replaced_by") or "")
        if successor and row.ends != successor.values.get("from"):
            checker.wrong(
                row,
                f"it ends on {row.ends}",
                f"the day its successor begins, {successor.values.get('from')}",
            )
        if successor and row.values.get("chain") != successor.values.get("chain"):
            expected = f"{row.values.get('chain')}, that of the row it replaces"
            checker.wrong(successor, f"its chain is {successor.values.get('chain')}", expected)


def check_chains(rows: Sequence[Row], names: Names, checker: Checker) -> None:
    for chain, members in by_value("chain", rows).items():
        broken = any(row.values.get("replaced_by") in names.told for row in members)
        if broken or names.touched("measures", "chain", chain):
            continue
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


def check_windows(rows: Sequence[Row], checker: Checker) -> None:
    """What a measure bounds lies within its own days; its caps follow each other."""
    for row in rows:
        for key in ("exemptions", "undecided", "caps"):
            for nested in row.values.get(key, ()):
                inner = Row(row.path, nested.line, nested)
                for code in nested.get("codes", ()):
                    _parse_code(str(code), inner, checker)
                first, last = nested.get("from"), nested.get("until")
                if first and last and last < first:
                    checker.wrong(inner, f"it ends on {last}", f"a day after {first}")
                if first and (first < row.begins or (row.ends and first > row.ends)):
                    checker.wrong(inner, f"it begins on {first}", "a day of its measure")
                if last and (last < row.begins or (row.ends and last > row.ends)):
                    checker.wrong(inner, f"it ends on {last}", "a day of its measure")
        for duty in row.values.get("duties", ()):
            inner = Row(row.path, duty.line, duty)
            for key in ("due", "from"):
                if key in duty and duty[key] < row.begins:
                    expected = f"not before its measure, {row.begins}"
                    checker.wrong(inner, f"{key!r} is {duty[key]}", expected)
        caps = sorted(row.values.get("caps", ()), key=lambda cap: str(cap["from"]))
        for cap in caps:
            inner = Row(row.path, cap.line, cap)
            if "quantity" not in cap and "basis" not in cap:
                checker.wrong(inner, "a cap without a number", "quantity and unit, or a basis")
            if ("quantity" in cap) != ("unit" in cap):
                checker.wrong(inner, "a quantity and no unit, or a unit alone", "both")
            if cap["per"] == "once" and "until" not in cap:
                checker.wrong(inner, "a cap for once without its last day", "until")
            for counting in cap.get("counted_by", ()):
                if counting["from"] < cap["from"]:
                    told = Row(row.path, counting.line, counting)
                    checker.wrong(told, f"it counts from {counting['from']}", "a day of its cap")
        for first_cap, second_cap in pairwise(caps):
            if "until" not in first_cap or first_cap["until"] >= second_cap["from"]:
                inner = Row(row.path, second_cap.line, second_cap)
                checker.wrong(inner, "it overlaps the cap before", "caps one after the other")
        wind_down = row.values.get("wind_down")
        if wind_down:
            _check_wind_down(Row(row.path, wind_down.line, wind_down), row, checker)


def _check_wind_down(inner: Row, measure: Row, checker: Checker) -> None:
    last, signed = inner.values["until"], inner.values["contracts_before"]
    told = inner.values.get("notify_by")
    if last < measure.begins or (measure.ends and last >= measure.ends):
        checker.wrong(inner, f"it ends on {last}", f"a day of its measure, from {measure.begins}")
    if signed > last:
        checker.wrong(inner, f"contracts before {signed}", f"a day up to its end, {last}")
    if told and told < measure.begins:
        checker.wrong(inner, f"notice by {told}", f"a day after {measure.begins}")


def check_goods(rows: Rows, names: Names, checker: Checker) -> None:
    every = [*rows["measures"], *names.spoilt.get("measures", ())]
    named = {goods for row in every for goods in row.values.get("goods") or ()}
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
                _check_code(code, inner, checker)
            bare = [code.replace(" ", "").replace(".", "") for code in codes]
            for again in sorted({code for code in bare if bare.count(code) > 1}):
                checker.wrong(inner, f"code {again} twice", "every code once")


def _parse_code(code: str, row: Row, checker: Checker) -> str | None:
    try:
        return parse_code(code)
    except HsCodeError as error:
        checker.wrong(row, str(error), "a code of the Harmonized System")
        return None


def _check_code(code: str, reading: Row, checker: Checker) -> None:
    """A code exists, in the edition its reading names (``HS 2017``; ``CN 2017`` begins with it)."""
    parsed = _parse_code(code, reading, checker)
    if parsed is None:
        return
    standing = revisions(parsed)
    edition = re.search(r"\b(19|20)\d\d\b", str(reading.values["nomenclature"]))
    if edition is None:
        named = f"nomenclature {reading.values['nomenclature']!r}"
        checker.wrong(reading, named, "a name with its year, such as HS 2017")
    elif f"HS {edition[0]}" not in standing:
        stands = f"{code}, a heading of {standing[0]} to {standing[-1]}"
        checker.wrong(reading, stands, f"codes of {reading.values['nomenclature']}")
