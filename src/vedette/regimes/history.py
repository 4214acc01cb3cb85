"""The same trade on every day: when the answer changed, and by which paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vedette.model.law import Regime, Verification
from vedette.regimes.days import change_days, day_before
from vedette.regimes.grounds import Word
from vedette.regimes.nomenclature import HsCodeError, revision_days
from vedette.regimes.verdict import Verdict, check


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """Days on which one trade has one answer.

    ``starts`` is the first of them, None where nothing in the data is older; ``ends`` the last,
    None where nothing in the data is younger. ``paragraphs`` decide, those ``beside`` do not.
    """

    starts: str | None
    ends: str | None
    word: Word
    at_least: Word
    paragraphs: tuple[str, ...]
    beside: tuple[str, ...]
    measure_ids: tuple[str, ...]
    verification: Verification | None
    qualifier: str | None

    def holds(self, on: str) -> bool:
        """Whether a day (ISO 8601) is one of them."""
        return (self.starts or "") <= on and (self.ends is None or on <= self.ends)


def history(
    regime: Regime,
    *,
    hs: str,
    direction: str,
    origin: str | None = None,
    contracted_on: str | None = None,
    authority: str | None = None,
) -> tuple[Era, ...]:
    """Every answer a regime ever gave to a question, oldest first, without a hole between them.

    Arguments and errors are those of :func:`vedette.regimes.verdict.check`. Days before the code's
    heading stood in the nomenclature are left out.
    """
    days = sorted({*change_days(regime), *revision_days()})
    found: list[tuple[str | None, Verdict]] = []
    fault: HsCodeError | None = None
    for on in _firsts(days):
        try:
            verdict = check(
                regime,
                hs=hs,
                direction=direction,
                on=on or "0001-01-01",
                origin=origin,
                contracted_on=contracted_on,
                authority=authority,
            )
        except HsCodeError as error:
            fault = error
            continue
        if not found or _told(found[-1][1]) != _told(verdict):
            found.append((on, verdict))
    if not found and fault is not None:
        raise fault
    ends = [*(day_before(on) for on, _ in found[1:] if on), None]
    return tuple(_era(on, end, verdict) for (on, verdict), end in zip(found, ends, strict=True))


def _firsts(days: list[str]) -> Iterator[str | None]:
    yield None
    yield from days


def _told(verdict: Verdict) -> tuple[object, ...]:
    grounds = tuple((item.measure.measure_id, item.cap) for item in verdict.grounds)
    return (verdict.word, verdict.at_least, verdict.qualifier, verdict.n_leading, grounds)


def _era(starts: str | None, ends: str | None, verdict: Verdict) -> Era:
    return Era(
        starts=starts,
        ends=ends,
        word=verdict.word,
        at_least=verdict.at_least,
        paragraphs=tuple(item.measure.citation.words for item in verdict.leading),
        beside=tuple(item.measure.citation.words for item in verdict.grounds[verdict.n_leading :]),
        measure_ids=tuple(item.measure.measure_id for item in verdict.leading),
        verification=verdict.verification if verdict.leading else None,
        qualifier=verdict.qualifier,
    )
