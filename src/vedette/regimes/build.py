"""Checked rows as the nouns of :mod:`vedette.model.law`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from vedette.model.law import (
    Cap,
    Citation,
    Counting,
    Document,
    Draft,
    Duty,
    Exemption,
    Explanation,
    Goods,
    Instrument,
    Mandate,
    Measure,
    Part,
    Reading,
    Regime,
    ReportDue,
    Undecided,
    Vote,
    WindDown,
)
from vedette.regimes.check_bodies import Councils, check_votes
from vedette.regimes.naming import Rows
from vedette.regimes.query import charter_outcome, vote_counts
from vedette.regimes.rows import Checker, Row


def build_regime(rows: Rows, councils: Councils, digest: str, checker: Checker) -> Regime:
    """One regime from its rows; mistakes of its votes go to the checker."""
    about = rows["regime"][0].values
    return Regime(
        regime_id=about["regime_id"],
        prefix=about["prefix"],
        name=about["name"],
        target=about["target"],
        issuer=about["issuer"],
        committee=about["committee"],
        data_version=about["data_version"],
        data_sha256=digest,
        aliases=tuple(about.get("aliases", ())),
        coverage=about.get("coverage", "full"),
        state=about.get("state"),
        checked_until=checked_until(about).isoformat(),
        instruments=tuple(_instrument(row.values) for row in rows["instruments"]),
        goods=tuple(_goods(row.values) for row in rows["goods"]),
        measures=tuple(_measure(row.values) for row in rows["measures"]),
        mandates=tuple(_mandate(row.values) for row in rows["mandates"]),
        votes=build_votes(rows["votes"], about["issuer"], councils, checker),
        drafts=tuple(_draft(row.values) for row in rows["drafts"]),
        documents=tuple(_document(row.values) for row in rows["documents"]),
    )


def build_votes(
    rows: Sequence[Row], issuer: str, councils: Councils, checker: Checker
) -> tuple[Vote, ...]:
    """The votes of a body's rows, their roll calls checked against its members of that year."""
    return tuple(_vote(row, issuer, councils, checker) for row in rows)


def checked_until(about: Mapping[str, Any]) -> date:
    """The day up to which sources were read: said, or that of the data version."""
    said = about.get("checked_until")
    return said if isinstance(said, date) else date.fromisoformat(about["data_version"][:10])


def _cite(values: Mapping[str, Any], symbol: str, paragraph: str = "") -> Citation:
    return Citation(
        symbol=symbol,
        paragraph=paragraph,
        verification=values["verification"],
        source=str(values["source"]),
    )


def _nested_cite(values: Mapping[str, Any], owner: Mapping[str, Any]) -> Citation:
    """A nested row's citation; what it leaves out is that of the row it stands in."""
    return Citation(
        symbol=values.get("symbol", owner["symbol"]),
        paragraph=str(values.get("paragraph", owner["paragraph"])),
        verification=values.get("verification", owner["verification"]),
        source=str(values.get("source", owner["source"])),
    )


def _iso(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _day(value: date) -> str:
    return value.isoformat()


def _codes(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_code(value) for value in values)


def _code(value: Any) -> str:
    return str(value).replace(" ", "").replace(".", "")


def _instrument(values: Mapping[str, Any]) -> Instrument:
    symbol = values["symbol"]
    return Instrument(
        symbol=symbol,
        adopted_on=_day(values["adopted_on"]),
        title=values["title"],
        meeting=values.get("meeting"),
        occasion=values.get("occasion"),
        citation=_cite(values, symbol),
    )


def _goods(values: Mapping[str, Any]) -> Goods:
    return Goods(
        goods_id=values["id"],
        name=values["name"],
        terms=tuple(str(term) for term in values.get("terms", ())),
        readings=tuple(
            Reading(
                authority=reading["authority"],
                nomenclature=reading["nomenclature"],
                whole=_codes(reading.get("whole", ())),
                part=tuple(
                    Part(code=_code(part["code"]), of=part["of"])
                    for part in reading.get("part", ())
                ),
                excluded=_codes(reading.get("excluded", ())),
                complete=reading.get("complete", True),
                citation=_cite(reading, reading["symbol"], str(reading["paragraph"])),
            )
            for reading in values["readings"]
        ),
    )


def _measure(values: Mapping[str, Any]) -> Measure:
    wind_down = values.get("wind_down")
    return Measure(
        measure_id=values["id"],
        kind=values["kind"],
        verb=values["verb"],
        direction=values["direction"],
        subject=values["subject"],
        valid_from=_day(values["from"]),
        valid_until=_iso(values.get("until")),
        amends=tuple(values.get("amends", ())),
        replaced_by=values.get("replaced_by"),
        citation=_cite(values, values["symbol"], str(values["paragraph"])),
        notes=values.get("notes"),
        chain=values.get("chain"),
        goods=tuple(values.get("goods", ())),
        turns_on=values.get("turns_on"),
        exemptions=tuple(_exemption(row, values) for row in values.get("exemptions", ())),
        wind_down=WindDown(
            contracts_before=_day(wind_down["contracts_before"]),
            until=_day(wind_down["until"]),
            notify_by=_iso(wind_down.get("notify_by")),
            verification=wind_down.get("verification", values["verification"]),
            source=str(wind_down.get("source", values["source"])),
        )
        if wind_down
        else None,
        caps=tuple(_cap(row) for row in values.get("caps", ())),
        duties=tuple(_duty(row, values) for row in values.get("duties", ())),
        undecided=tuple(
            Undecided(
                valid_from=_day(row["from"]), valid_until=_iso(row.get("until")), why=row["why"]
            )
            for row in values.get("undecided", ())
        ),
    )


def _exemption(values: Mapping[str, Any], owner: Mapping[str, Any]) -> Exemption:
    return Exemption(
        what=values["what"],
        by=values["by"],
        mode=values["mode"],
        other_origin=values.get("other_origin", False),
        codes=tuple(str(code) for code in values.get("codes", ())),
        valid_from=_iso(values.get("from")),
        valid_until=_iso(values.get("until")),
        citation=_nested_cite(values, owner),
    )


def _cap(values: Mapping[str, Any]) -> Cap:
    return Cap(
        starts=_day(values["from"]),
        ends=_iso(values.get("until")),
        per=values["per"],
        quantity=values.get("quantity"),
        unit=values.get("unit"),
        over=values["over"],
        quantity_t=values.get("quantity_t"),
        value_usd=values.get("value_usd"),
        bbl_per_t=values.get("bbl_per_t"),
        factor_source=values.get("factor_source"),
        basis=values.get("basis"),
        counted_by=tuple(
            Counting(
                authority=row["authority"],
                starts=_day(row["from"]),
                citation=_cite(row, row["symbol"], str(row.get("paragraph", ""))),
            )
            for row in values.get("counted_by", ())
        ),
    )


def _duty(values: Mapping[str, Any], owner: Mapping[str, Any]) -> Duty:
    return Duty(
        who=values["who"],
        what=values["what"],
        due=_iso(values.get("due")),
        every=values.get("every"),
        starts=_iso(values.get("from")),
        citation=_nested_cite(values, owner),
    )


def _mandate(values: Mapping[str, Any]) -> Mandate:
    return Mandate(
        mandate_id=values["id"],
        body=values["body"],
        body_id=values["body_id"],
        form=values.get("form", "panel"),
        valid_from=_day(values["from"]),
        valid_until=_iso(values.get("until")),
        instrument=values["instrument"],
        ended_by=values.get("ended_by"),
        end_reason=values.get("end_reason"),
        experts=values.get("experts"),
        members=tuple(values.get("members", ())),
        reports_due=tuple(
            ReportDue(
                what=report["what"],
                to=report["to"],
                due=_day(report["due"]),
                verification=report["verification"],
                source=str(report["source"]),
            )
            for report in values.get("reports_due", ())
        ),
        review_by=_iso(values.get("review_by")),
        contested_by=tuple(values.get("contested_by", ())),
        notes=values.get("notes"),
        citation=_cite(
            values, values["instrument"] or values["body"], str(values["paragraph"] or "")
        ),
    )


def _vote(row: Row, body: str, councils: Councils, checker: Checker) -> Vote:
    values = row.values
    council = councils.get((body, values["held_on"].year))
    derived = bool(values.get("unanimous"))
    positions = values.get("positions", {})
    if derived and council:
        positions = dict.fromkeys(sorted(council), "Y")
    counts = values.get("counts") or vote_counts(positions)
    permanent = tuple(values["permanent"])
    outcome = charter_outcome(positions, permanent, n_for=counts["for"])
    shown = f"{counts['for']}-{counts['against']}-{counts['abstain']}"
    check_votes(row, positions, shown, outcome, council, checker)
    return Vote(
        vote_id=values["id"],
        draft=values["draft"],
        held_on=_day(values["held_on"]),
        meeting=values.get("meeting"),
        subject=values["subject"],
        positions=dict(positions),
        permanent=permanent,
        n_for=counts["for"],
        n_against=counts["against"],
        n_abstain=counts["abstain"],
        outcome=outcome,
        recorded=str(values["recorded"]),
        mandate_id=values.get("mandate"),
        effect=values.get("effect"),
        resolution=values.get("resolution"),
        derived=derived,
        sponsors=tuple(values.get("sponsors", ())),
        explanations=tuple(
            Explanation(
                state=said["state"],
                sense=said["sense"],
                verification=said["verification"],
                source=str(said["source"]),
            )
            for said in values.get("explanations", ())
        ),
        notes=values.get("notes"),
        citation=_cite(values, values["draft"]),
    )


def _draft(values: Mapping[str, Any]) -> Draft:
    return Draft(
        draft_id=values["id"],
        symbol=values["draft"],
        circulated_on=_day(values["circulated_on"]),
        sponsors=tuple(values["sponsors"]),
        subject=values["subject"],
        outcome=values["outcome"],
        citation=_cite(values, values["draft"] or "draft without a symbol"),
    )


def _document(values: Mapping[str, Any]) -> Document:
    return Document(
        document_id=values["id"],
        symbol=values["symbol"],
        body_id=values["body_id"],
        kind=values["kind"],
        dated_on=str(values["dated_on"]),
        issued=values["issued"],
        title=values["title"],
        notes=values.get("notes"),
        citation=_cite(values, values["symbol"] or values["title"]),
    )
