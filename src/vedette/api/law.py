"""The law desk: every question to a regime, typed, without a workspace.

>>> desk = vedette.regime("UN-KP")
>>> desk.check(hs="2701", direction="from", on="2017-09-20").word
'prohibited'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.engine.tables import Table
from vedette.errors import UsageError
from vedette.model.law import Citation, Mandate, Measure, Regime, Vote
from vedette.regimes.changes import Difference, Entry, agenda, cap_words, difference
from vedette.regimes.goods import find_goods
from vedette.regimes.load import load_regime, releases
from vedette.regimes.nomenclature import HsCodeError, parse_code
from vedette.regimes.query import Standing, active_measures, standing
from vedette.regimes.verdict import (
    Ground,
    Verdict,
    check,
    direction_between,
    goods_index,
    iso_day,
    parse_country,
)

if TYPE_CHECKING:
    import pyarrow as pa

    from vedette.regimes.batch import Checked


class LawDesk:
    """One regime and the questions it answers.

    Args:
        regime: The regime, as loaded.
    """

    def __init__(self, regime: Regime) -> None:
        self.regime = regime

    @classmethod
    def open(cls, regime_id: str, *, as_known_on: str | None = None) -> LawDesk:
        """The desk for one regime, as the data stands or stood.

        Args:
            regime_id: For example ``UN-KP``.
            as_known_on: A day, or a data version.

        Raises:
            UnknownId: There is no such regime.
            UsageError: The data had no release by then.
        """
        return cls(load_regime(regime_id, as_known_on=as_known_on))

    def __repr__(self) -> str:
        return f"<LawDesk {self.regime.regime_id}, data {self.regime.data_version}>"

    @property
    def releases(self) -> tuple[str, ...]:
        """The data versions that can be asked with ``as_known_on``, oldest first."""
        return tuple(version for version, _ in releases(self.regime.regime_id))

    def in_force(
        self,
        on: str,
        *,
        goods: str | None = None,
        kind: str | None = None,
        direction: str | None = None,
    ) -> Table[Standing]:
        """Measures in force on a day, each with what came before and after.

        Args:
            on: A day (ISO 8601).
            goods: Only those whose goods a customs code may be, or that are called so.
            kind: Only of this kind.
            direction: ``to``, ``from``, ``both``, ``within`` or ``vessels``.

        Raises:
            UsageError: A day, kind, direction or name of goods that is none.
        """
        day = iso_day("on", on)
        self._check_word("kind", kind, {measure.kind for measure in self.regime.measures})
        self._check_word("direction", direction, {"to", "from", "both", "within", "vessels"})
        measures: Sequence[Measure] = active_measures(
            self.regime, day, kind=kind, direction=direction
        )
        if goods is not None:
            wanted = self.goods_ids(goods)
            measures = [measure for measure in measures if wanted & set(measure.goods)]
        return Table(Standing, [standing(self.regime, measure, day) for measure in measures])

    def goods_ids(self, goods: str) -> set[str]:
        """The groups of goods a customs code may be, or that bear a name.

        Raises:
            UsageError: It is neither a customs code nor a name in the data.
        """
        if goods.strip()[:1].isdigit():
            try:
                code = parse_code(goods)
            except HsCodeError as error:
                raise UsageError(f"goods {goods!r}", str(error), "Give an HS code") from error
            return {item.goods_id for item in goods_index(self.regime).coverage(code)}
        found = find_goods(self.regime, goods)
        if not found:
            known = ", ".join(sorted(item.goods_id for item in self.regime.goods))
            raise UsageError(f"goods {goods!r}", "no goods are called so", f"Known: {known}")
        return {item.goods_id for item in found}

    def check(
        self,
        *,
        hs: str,
        on: str,
        direction: str | None = None,
        sender: str | None = None,
        receiver: str | None = None,
        quantity: float | None = None,
        unit: str | None = None,
        origin: str | None = None,
        contracted_on: str | None = None,
        authority: str | None = None,
    ) -> Verdict:
        """The verdict on one trade; see :func:`vedette.regimes.verdict.check`.

        Args:
            hs: A customs code.
            on: The day of the trade.
            direction: ``to`` or ``from`` the target; or give ``sender`` and ``receiver``.
            sender: ISO 3166 code of the sending country.
            receiver: ISO 3166 code of the receiving country.
            quantity: With ``unit``.
            unit: ``t``, ``kg``, ``bbl``, ``m3`` or ``l`` where a cap is asked.
            origin: ISO 3166 code.
            contracted_on: The day of the written contract.
            authority: Only this authority's reading of the goods.

        Raises:
            UsageError: A value is impossible, or the direction is missing or contradicted.
        """
        way = self._direction(direction, sender, receiver)
        try:
            return check(
                self.regime,
                hs=hs,
                direction=way,
                on=on,
                quantity=quantity,
                unit=unit,
                origin=parse_country(origin) if origin else None,
                contracted_on=contracted_on,
                authority=authority,
            )
        except HsCodeError as error:
            raise UsageError(f"hs {hs!r}", str(error), "Give 2, 4, 6, 8 or 10 digits") from error

    def check_table(self, table: pa.Table, *, authority: str | None = None) -> Checked:
        """Verdicts for every row of an Arrow table; see :mod:`vedette.regimes.batch`."""
        from vedette.regimes.batch import check_table

        return check_table(self.regime, table, authority=authority)

    def diff(self, first: str, last: str) -> Difference:
        """What changed after one day, up to and including another."""
        return difference(self.regime, iso_day("from", first), iso_day("to", last))

    def mandates(self, on: str | None = None) -> Table[Mandate]:
        """All mandates, or those that run on a day."""
        day = iso_day("on", on) if on else None
        found = [item for item in self.regime.mandates if day is None or item.runs(day)]
        return Table(Mandate, found)

    def votes(self) -> Table[Vote]:
        """All votes, adopted or not, oldest first."""
        return Table(Vote, sorted(self.regime.votes, key=lambda vote: vote.held_on))

    def calendar(self, first: str, last: str) -> Table[Entry]:
        """What falls on the days from one to another: terms, reports, duties, votes."""
        return Table(Entry, agenda(self.regime, iso_day("from", first), iso_day("to", last)))

    def timeline(
        self, path: Path | str, *, first: str | None = None, last: str | None = None
    ) -> Path:
        """Draw the regime as a picture; the ending of the path says which kind (SVG, PNG, PDF)."""
        from vedette.reports.chart import draw_timeline

        return draw_timeline(self.regime, Path(path), first=first, last=last)

    def _direction(self, direction: str | None, sender: str | None, receiver: str | None) -> str:
        if sender is None and receiver is None:
            if direction is None:
                raise UsageError("direction", "it is missing", "Give direction, or from and to")
            return direction
        if sender is None or receiver is None:
            raise UsageError("from and to", "one of them is missing", "Give both, or a direction")
        between = direction_between(self.regime, sender, receiver)
        if between is None:
            raise UsageError(
                f"from {sender} to {receiver}",
                f"neither is {self.regime.target_code}, the target of {self.regime.regime_id}",
                "Give the target on one side",
            )
        if direction is not None and between != direction:
            raise UsageError(
                f"direction {direction}", f"from {sender} to {receiver} is {between}", "Drop one"
            )
        return between

    def _check_word(self, what: str, word: str | None, known: set[str]) -> None:
        if word is not None and word not in known:
            raise UsageError(
                f"{what} {word!r}", "the data knows none", f"Known: {', '.join(sorted(known))}"
            )


def plain_verdict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain values, for JSON: every ground with its citation and flag."""
    return {
        "verdict": verdict.word,
        "at_least": verdict.at_least,
        "hs": verdict.code,
        "direction": verdict.direction,
        "on": verdict.on,
        "qualifier": verdict.qualifier,
        "share_of_cap": verdict.share_of_cap,
        "grounds": [_plain_ground(ground) for ground in verdict.grounds],
        "readings": verdict.readings,
        "catch_alls": [_plain_measure(measure) for measure in verdict.remaining],
        "routes": [_plain_measure(measure) for measure in verdict.routes],
    }


def _plain_ground(ground: Ground) -> dict[str, Any]:
    return {
        "verdict": ground.word,
        "certain": ground.certain,
        "qualifier": ground.qualifier,
        **_plain_measure(ground.measure),
        "cap": {**asdict(ground.cap), "words": cap_words(ground.cap)} if ground.cap else None,
        "exemptions": [
            {**asdict(item), "citation": _plain_cite(item.citation)} for item in ground.exemptions
        ],
        "duties": [
            {**asdict(duty), "citation": _plain_cite(duty.citation)}
            for duty in ground.measure.duties
        ],
        "coverage": [
            {
                "goods": item.goods_id,
                "authority": item.authority,
                "extent": item.extent,
                "of": item.of,
                "citation": _plain_cite(item.citation),
            }
            for item in ground.coverage
        ],
    }


def _plain_measure(measure: Measure) -> dict[str, Any]:
    return {
        "measure_id": measure.measure_id,
        "subject": measure.subject,
        "verb": measure.verb,
        "direction": measure.direction,
        "valid_from": measure.valid_from,
        "valid_until": measure.valid_until,
        "citation": _plain_cite(measure.citation),
    }


def _plain_cite(citation: Citation) -> dict[str, str]:
    return {"words": citation.words, **asdict(citation)}
