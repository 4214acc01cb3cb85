"""The law desk: every question to a regime, typed, without a workspace.

>>> desk = vedette.regime("UN-KP")
>>> desk.check(hs="2701", direction="from", on="2017-09-20").word
'prohibited'

:mod:`vedette.law` asks all regimes at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vedette.api.law_plain import plain_verdict
from vedette.engine.tables import Table
from vedette.errors import UsageError
from vedette.model.law import Draft, Mandate, Measure, Regime, Vote
from vedette.regimes.changes import Difference, Entry, agenda, difference
from vedette.regimes.goods import find_goods
from vedette.regimes.history import Era, history
from vedette.regimes.inputs import direction_between, iso_day, parse_country
from vedette.regimes.load import load_regime, regime_ids, releases
from vedette.regimes.nomenclature import HsCodeError, check_revision, parse_code
from vedette.regimes.query import Standing, active_measures, standing
from vedette.regimes.verdict import Verdict, check, goods_index, outside

if TYPE_CHECKING:
    import pyarrow as pa

    from vedette.regimes.batch import Checked

__all__ = ["LawDesk", "brief_desks", "open_desks", "plain_verdict", "trading_desks"]


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

    @property
    def is_brief(self) -> bool:
        """Whether the data tells the regime without its measures."""
        return self.regime.coverage == "brief" and not self.regime.measures

    @property
    def _is_without_codes(self) -> bool:
        """Whether trade is restricted and no goods are told: no code can be said to be free."""
        restricts = any(
            measure.binding and measure.direction in {"to", "from", "both"}
            for measure in self.regime.measures
        )
        return restricts and not self.regime.goods

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
                raise UsageError(f"goods {goods!r}", error.what, error.remedy) from error
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
            receiver: ISO 3166 code of the receiving country. Where neither is the target, the
                trade is not covered.
            quantity: With ``unit``.
            unit: ``t``, ``kg``, ``bbl``, ``m3`` or ``l`` where a cap is asked.
            origin: ISO 3166 code.
            contracted_on: The day of the written contract.
            authority: Only this authority's reading of the goods.

        Raises:
            UsageError: A value is impossible, the direction is missing or contradicted, or the
                data tells this regime in brief, without its measures.
        """
        self.need_measures()
        way = self._direction(direction, sender, receiver)
        try:
            if way is None:
                code, day = parse_code(hs), iso_day("on", on)
                check_revision(code, day)
                return outside(self.regime, code, day)
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
            raise UsageError(f"hs {hs!r}", error.what, error.remedy) from error

    def history(
        self,
        *,
        hs: str,
        direction: str | None = None,
        sender: str | None = None,
        receiver: str | None = None,
        origin: str | None = None,
        contracted_on: str | None = None,
        authority: str | None = None,
    ) -> Table[Era]:
        """The answers to one question on all days, oldest first; arguments as for :meth:`check`."""
        self.need_measures()
        way = self._direction(direction, sender, receiver)
        if way is None:
            return Table(Era, [])
        try:
            found = history(
                self.regime,
                hs=hs,
                direction=way,
                origin=parse_country(origin) if origin else None,
                contracted_on=contracted_on,
                authority=authority,
            )
        except HsCodeError as error:
            raise UsageError(f"hs {hs!r}", error.what, error.remedy) from error
        return Table(Era, found)

    def check_table(self, table: pa.Table, *, authority: str | None = None) -> Checked:
        """Verdicts for every row of an Arrow table; see :mod:`vedette.regimes.batch`."""
        from vedette.regimes.batch import check_table

        self.need_measures()
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

    def find_votes(self, name: str) -> list[Vote | Draft]:
        """Votes and drafts of a symbol; ``S/RES/2397`` also names ``S/RES/2397 (2017)``."""
        wanted = name.casefold().replace(" ", "")
        found: list[Vote | Draft] = [
            vote
            for vote in self.regime.votes
            if _names(wanted, (vote.draft, vote.resolution or "", vote.vote_id))
        ]
        found.extend(
            draft
            for draft in self.regime.drafts
            if _names(wanted, (draft.symbol or "", draft.draft_id))
        )
        return found

    def calendar(self, first: str, last: str) -> Table[Entry]:
        """What falls on the days from one to another: terms, reports, duties, votes."""
        return Table(Entry, agenda(self.regime, iso_day("from", first), iso_day("to", last)))

    def timeline(
        self, path: Path | str, *, first: str | None = None, last: str | None = None
    ) -> Path:
        """Draw the regime as a picture; the ending of the path says which kind (SVG, PNG, PDF)."""
        from vedette.reports.chart import draw_timeline

        return draw_timeline(self.regime, Path(path), first=first, last=last)

    def need_measures(self) -> None:
        """Refuse a question about measures that the data does not hold.

        Raises:
            UsageError: The regime is told in brief.
        """
        if self.is_brief:
            raise UsageError(
                f"regime {self.regime.regime_id}",
                "the data tells it in brief, without its measures",
                "Ask vedette mandates and votes about it, or write its measures",
            )
        if self._is_without_codes:
            raise UsageError(
                f"regime {self.regime.regime_id}, data {self.regime.data_version}",
                "this data restricts trade and names no goods by customs code",
                "Ask another release; vedette regime releases lists them",
            )

    def _direction(
        self, direction: str | None, sender: str | None, receiver: str | None
    ) -> str | None:
        """``to`` or ``from``; None where neither side is the target."""
        if sender is None and receiver is None:
            if direction is None:
                raise UsageError("direction", "it is missing", "Give direction, or from and to")
            return direction
        if sender is None or receiver is None:
            raise UsageError("from and to", "one of them is missing", "Give both, or a direction")
        between = direction_between(self.regime, sender, receiver)
        if direction is not None and between != direction:
            said = "touches the target on no side" if between is None else f"is {between}"
            raise UsageError(
                f"direction {direction}", f"from {sender} to {receiver} {said}", "Drop one"
            )
        return between

    def _check_word(self, what: str, word: str | None, known: set[str]) -> None:
        if word is not None and word not in known:
            raise UsageError(
                f"{what} {word!r}", "the data knows none", f"Known: {', '.join(sorted(known))}"
            )


def open_desks(regime_id: str | None = None, *, as_known_on: str | None = None) -> list[LawDesk]:
    """One regime's desk, or all; with a past day those that had data then.

    Raises:
        UnknownId: There is no such regime.
        UsageError: The data of no regime asked is that old.
    """
    if regime_id is not None:
        return [LawDesk.open(regime_id, as_known_on=as_known_on)]
    found: list[LawDesk] = []
    fault: UsageError | None = None
    for known in regime_ids():
        try:
            found.append(LawDesk.open(known, as_known_on=as_known_on))
        except UsageError as error:
            fault = error
    if not found and fault is not None:
        raise fault
    return found


def trading_desks(
    regime_id: str | None = None,
    *,
    sender: str | None = None,
    receiver: str | None = None,
    as_known_on: str | None = None,
) -> list[LawDesk]:
    """The desks a trade is to be checked at.

    The regime named; else those whose target is one of the two sides and whose measures the data
    holds (:func:`brief_desks` names the others); else those whose data tells goods at all, which
    answer that neither side is their target.

    Raises:
        UsageError: Only a direction is given and several regimes tell goods, or the data holds
            the measures of no regime the trade touches.
    """
    if regime_id is not None:
        return open_desks(regime_id, as_known_on=as_known_on)
    every = open_desks(as_known_on=as_known_on)
    with_goods = [desk for desk in every if desk.regime.goods]
    if sender is None or receiver is None:
        if len(with_goods) > 1:
            known = ", ".join(desk.regime.regime_id for desk in with_goods)
            raise UsageError("regime", "several regimes tell goods", f"Name one of {known}")
        if not with_goods:
            raise UsageError("regime", "no data asked tells goods by customs code", "Name one")
        return with_goods
    touched = _touched(every, sender, receiver)
    found = [desk for desk in touched if not desk.is_brief]
    if touched and not found:
        touched[0].need_measures()
    if not found and not with_goods:
        raise UsageError("regime", "no data asked tells goods by customs code", "Name one")
    return found or with_goods


def brief_desks(
    sender: str | None, receiver: str | None, *, as_known_on: str | None = None
) -> list[LawDesk]:
    """The regimes a trade touches that the data tells without their measures."""
    if sender is None or receiver is None:
        return []
    touched = _touched(open_desks(as_known_on=as_known_on), sender, receiver)
    return [desk for desk in touched if desk.is_brief]


def _touched(desks: Sequence[LawDesk], sender: str, receiver: str) -> list[LawDesk]:
    sides = {parse_country(sender), parse_country(receiver)}
    return [desk for desk in desks if desk.regime.target_code in sides]


def _names(wanted: str, names: tuple[str, ...]) -> bool:
    told = [name.casefold().replace(" ", "") for name in names if name]
    return any(wanted in {name, name.partition("(")[0]} for name in told)
