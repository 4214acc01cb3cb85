"""Mistakes that show only between rows: ids, names and citations; the others are called from here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vedette.regimes.check_bodies import check_endings, check_reports, check_terms
from vedette.regimes.check_measures import (
    check_amendments,
    check_chains,
    check_goods,
    check_paragraphs,
    check_windows,
)
from vedette.regimes.naming import WITH_IDS, Names, Rows
from vedette.regimes.rows import Checker, Row, nearest

# Goods are named by short words; the ids of all others start with the regime's own.
_OWN_IDS = WITH_IDS[1:]


def check_links(rows: Rows, spoilt: Rows, checker: Checker) -> None:
    """Everything that can be wrong between the rows of one regime.

    Args:
        rows: The rows whose keys are right, by section.
        spoilt: Those whose keys are not: told already, they still lend their ids and symbols, so
            that one slip of the pen is not told again for every row that names theirs.
        checker: Takes the mistakes.
    """
    names = Names.of(rows, spoilt)
    _check_ids(rows, checker)
    _check_instruments(rows, names, checker)
    _check_names(rows, names, checker)
    check_paragraphs(rows["measures"], checker)
    check_amendments(rows["measures"], names, checker)
    check_chains(rows["measures"], names, checker)
    check_windows(rows["measures"], checker)
    check_goods(rows, names, checker)
    check_terms(rows["mandates"], names, checker)
    check_reports(rows, checker)
    check_endings(rows, names, checker)
    _check_memory(rows, checker)


def _check_ids(rows: Rows, checker: Checker) -> None:
    seen: dict[str, Row] = {}
    for section in WITH_IDS:
        for row in rows[section]:
            other = seen.setdefault(row.values["id"], row)
            if other is not row:
                where = f"ids once ({other.path}:{other.line})"
                checker.wrong(row, f"id {row.values['id']!r} again", where)
    for about in rows["regime"]:
        start = f"{about.values['regime_id']}/"
        own = [row for section in _OWN_IDS for row in rows[section]]
        strange = [row for row in own if not row.values["id"].startswith(start)]
        if strange and len(strange) == len(own):
            checker.wrong(about, f"regime_id {start[:-1]!r}", "that which its rows' ids start with")
        else:
            for row in strange:
                checker.wrong(row, f"id {row.values['id']!r}", f"one that starts with {start}")


def _check_instruments(rows: Rows, names: Names, checker: Checker) -> None:
    adopted: dict[str, date] = {}
    for row in rows["instruments"]:
        if row.values["symbol"] in adopted:
            checker.wrong(row, f"instrument {row.values['symbol']!r} again", "it once")
        adopted[row.values["symbol"]] = row.values["adopted_on"]
    for row, symbol in _cited(rows):
        if symbol in names.told:
            continue
        if symbol not in adopted:
            expected = f"one of the instruments{nearest(symbol, adopted)}"
            checker.wrong(row, f"instrument {symbol!r} is unknown", expected)
        elif row.values.get("from") and row.begins < adopted[symbol]:
            checker.wrong(
                row, f"it begins on {row.begins}", f"not before {symbol} of {adopted[symbol]}"
            )
        elif row.values.get("held_on", adopted[symbol]) != adopted[symbol]:
            held_on = row.values["held_on"]
            expected = f"{adopted[symbol]}, the day {symbol} was adopted"
            checker.wrong(row, f"the vote was held on {held_on}", expected)
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
            held = {"held_on": row.values["held_on"]}
            yield Row(row.path, row.line, held), row.values["resolution"]


def _check_names(rows: Rows, names: Names, checker: Checker) -> None:
    for section in WITH_IDS:
        for row in rows[section]:
            named = [row.values.get(key) for key in ("replaced_by", "ended_by", "mandate")]
            for target in [*named, *row.values.get("amends", ()), *row.values.get("goods", ())]:
                if target and not names.known(target):
                    expected = f"an id of this regime{nearest(target, names.ids)}"
                    checker.wrong(row, f"it names {target!r}, which is not there", expected)


def _check_memory(rows: Rows, checker: Checker) -> None:
    """What nobody read is flagged unverified."""
    for section in ("instruments", *WITH_IDS):
        for row in rows[section]:
            source = str(row.values.get("source", "")).casefold()
            if source.startswith("from memory") and row.values["verification"] != "unverified":
                said = f"{row.values['verification']!r}, and its source is memory"
                checker.wrong(row, said, "unverified, or what was read")
