"""The law desk's answers as flat rows, for frames and notebooks.

Each noun names the regime and its data version; ``verification`` is the flag of the weakest fact.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from vedette.model.law import Mandate, Measure, Regime, Vote
from vedette.regimes.changes import Change, Entry
from vedette.regimes.history import Era
from vedette.regimes.query import Standing
from vedette.regimes.tell import Line, verdict_lines
from vedette.regimes.verdict import Verdict
from vedette.regimes.words import cap_words, exemption_words


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A measure in force on a day, with what came before and after; ``measure`` is all of it."""

    regime_id: str
    data_version: str
    on: str
    measure_id: str
    paragraph: str
    verification: str
    kind: str
    verb: str
    direction: str
    subject: str
    valid_from: str
    valid_until: str | None
    cap: str | None
    winding_down: bool
    wind_down_until: str | None
    exemption: str | None
    before: str | None
    after: str | None
    amended_by: tuple[str, ...]
    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The verdict on one trade under one regime; ``verdict`` is all of it.

    It prints as the command line prints it, and shows so in a notebook.
    """

    regime_id: str
    data_version: str
    hs: str
    direction: str
    on: str
    word: str
    at_least: str
    paragraph: str | None
    verification: str | None
    qualifier: str | None
    exemption: str | None
    readings: dict[str, str]
    share_of_cap: float | None
    verdict: Verdict
    regime: Regime = field(repr=False, metadata={"column": False})
    history: Callable[[], Sequence[Era]] = field(
        repr=False, compare=False, metadata={"column": False}
    )

    def lines(self) -> tuple[Line, ...]:
        """The whole answer in lines of English."""
        return tuple(verdict_lines(self.regime, self.verdict, self.history()))

    def __str__(self) -> str:
        return "\n".join(line_text(line) for line in self.lines())

    def _repr_html_(self) -> str:
        rows = (
            f'<div style="margin-left:{line.depth}em">{_html(line)}</div>' for line in self.lines()
        )
        version = f"<small>{self.regime_id} data {html.escape(self.data_version)}</small>"
        return "".join((*rows, version))


@dataclass(frozen=True, slots=True, kw_only=True)
class EraRow:
    """Days on which one trade has one answer; see :class:`vedette.regimes.history.Era`."""

    regime_id: str
    data_version: str
    hs: str
    direction: str
    starts: str | None
    ends: str | None
    word: str
    at_least: str
    paragraphs: tuple[str, ...]
    beside: tuple[str, ...]
    verification: str | None
    qualifier: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One change of law on a day; ``instrument`` made it or, for days that lapse, had set it."""

    regime_id: str
    data_version: str
    on: str
    what: str
    instrument: str
    paragraph: str
    verification: str
    kind: str
    direction: str
    subject: str
    words: str
    measure_id: str
    successor_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRow:
    """A term of a body; its last day counts. ``contested_by`` are ISO 3166 codes."""

    regime_id: str
    data_version: str
    mandate_id: str
    body: str
    form: str
    valid_from: str
    valid_until: str | None
    by: str
    verification: str
    ended_by: str | None
    end_reason: str | None
    experts: int | None
    contested_by: tuple[str, ...]
    mandate: Mandate


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRow:
    """A vote, adopted or not; ``positions`` is ISO state code to Y, N, A or X."""

    regime_id: str
    data_version: str
    vote_id: str
    draft: str
    held_on: str
    resolution: str | None
    subject: str
    n_for: int
    n_against: int
    n_abstain: int
    outcome: str
    recorded: str
    effect: str | None
    verification: str
    positions: dict[str, str]
    vote: Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A day of the calendar; ``kind`` as in :class:`vedette.regimes.changes.Entry`."""

    regime_id: str
    data_version: str
    on: str
    kind: str
    words: str
    paragraph: str
    verification: str
    lapsed: bool
    entry_id: str


def in_force_row(law: Regime, found: Standing, on: str) -> InForce:
    """The row of a measure in force."""
    measure = found.measure
    caps = [
        cap for cap in measure.caps if cap.starts <= on and (cap.ends is None or on <= cap.ends)
    ]
    return InForce(
        regime_id=law.regime_id,
        data_version=law.data_version,
        on=on,
        measure_id=measure.measure_id,
        paragraph=measure.citation.words,
        verification=measure.citation.verification,
        kind=measure.kind,
        verb=measure.verb,
        direction=measure.direction,
        subject=measure.subject,
        valid_from=measure.valid_from,
        valid_until=measure.valid_until,
        cap="; ".join(map(cap_words, caps)) or None,
        winding_down=found.winding_down,
        wind_down_until=measure.wind_down.until if measure.wind_down else None,
        exemption="; ".join(map(exemption_words, measure.exemptions)) or None,
        before=found.before.measure_id if found.before else None,
        after=found.after.measure_id if found.after else None,
        amended_by=tuple(other.measure_id for other in found.amended_by),
        measure=measure,
    )


def answer_row(
    law: Regime, verdict: Verdict, history: Callable[[], Sequence[Era]] = tuple
) -> Answer:
    """The row of a verdict; ``history`` gives the answers of all days when they are shown."""
    exemptions = dict.fromkeys(item for ground in verdict.leading for item in ground.exemptions)
    return Answer(
        regime_id=law.regime_id,
        data_version=law.data_version,
        hs=verdict.code,
        direction=verdict.direction,
        on=verdict.on,
        word=verdict.word,
        at_least=verdict.at_least,
        paragraph=verdict.deciding.measure.citation.words if verdict.deciding else None,
        verification=verdict.verification,
        qualifier=verdict.qualifier,
        exemption="; ".join(map(exemption_words, exemptions)) or None,
        readings=dict(verdict.readings),
        share_of_cap=verdict.share_of_cap,
        verdict=verdict,
        regime=law,
        history=history,
    )


def era_row(law: Regime, hs: str, direction: str, era: Era) -> EraRow:
    """The row of an era."""
    return EraRow(
        regime_id=law.regime_id,
        data_version=law.data_version,
        hs=hs,
        direction=direction,
        starts=era.starts,
        ends=era.ends,
        word=era.word,
        at_least=era.at_least,
        paragraphs=era.paragraphs,
        beside=era.beside,
        verification=era.verification,
        qualifier=era.qualifier,
    )


def change_row(law: Regime, change: Change) -> ChangeRow:
    """The row of a change."""
    return ChangeRow(
        regime_id=law.regime_id,
        data_version=law.data_version,
        on=change.on,
        what=change.what,
        instrument=change.citation.symbol,
        paragraph=change.citation.words,
        verification=change.citation.verification,
        kind=change.measure.kind,
        direction=change.measure.direction,
        subject=(change.successor or change.measure).subject,
        words=change.words,
        measure_id=change.measure.measure_id,
        successor_id=change.successor.measure_id if change.successor else None,
    )


def mandate_row(law: Regime, mandate: Mandate) -> MandateRow:
    """The row of a mandate."""
    return MandateRow(
        regime_id=law.regime_id,
        data_version=law.data_version,
        mandate_id=mandate.mandate_id,
        body=mandate.body,
        form=mandate.form,
        valid_from=mandate.valid_from,
        valid_until=mandate.valid_until,
        by=mandate.citation.words,
        verification=mandate.citation.verification,
        ended_by=mandate.ended_by,
        end_reason=mandate.end_reason,
        experts=mandate.experts,
        contested_by=mandate.contested_by,
        mandate=mandate,
    )


def vote_row(law: Regime, vote: Vote) -> VoteRow:
    """The row of a vote."""
    return VoteRow(
        regime_id=law.regime_id,
        data_version=law.data_version,
        vote_id=vote.vote_id,
        draft=vote.draft,
        held_on=vote.held_on,
        resolution=vote.resolution,
        subject=vote.subject,
        n_for=vote.n_for,
        n_against=vote.n_against,
        n_abstain=vote.n_abstain,
        outcome=vote.outcome,
        recorded=vote.recorded,
        effect=vote.effect,
        verification=vote.citation.verification,
        positions=dict(vote.positions),
        vote=vote,
    )


def entry_row(law: Regime, entry: Entry) -> EntryRow:
    """The row of a calendar entry."""
    return EntryRow(
        regime_id=law.regime_id,
        data_version=law.data_version,
        on=entry.on,
        kind=entry.kind,
        words=entry.words,
        paragraph=entry.citation.words,
        verification=entry.citation.verification,
        lapsed=entry.lapsed,
        entry_id=entry.entry_id,
    )


def line_text(line: Line) -> str:
    """A line as plain text, with its flag."""
    mark = f" [{flag_text(line.flag)}]" if line.flag else ""
    return f"{'  ' * line.depth}{line.text}{mark}" if line.text else ""


def flag_text(flag: str) -> str:
    """A verification flag; the weakest shouts."""
    return flag.upper() if flag == "unverified" else flag


def _html(line: Line) -> str:
    text = html.escape(line.text) or "&nbsp;"
    if line.style == "head":
        text = f"<b>{text}</b>"
    if line.flag == "unverified":
        return f"{text} <mark>UNVERIFIED</mark>"
    return f"{text} <small>{line.flag}</small>" if line.flag else text
