"""Answers of the law desk as plain values, for JSON: every fact with its citation and flag."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from vedette.model.law import Citation, Measure, Regime
from vedette.regimes.grounds import Ground
from vedette.regimes.history import Era
from vedette.regimes.periods import periods_on
from vedette.regimes.query import standing
from vedette.regimes.verdict import Verdict, read_in_part
from vedette.regimes.words import cap_words, route_words


def plain_verdict(regime: Regime, verdict: Verdict) -> dict[str, Any]:
    """A verdict with every ground, reading and route."""
    return {
        "verdict": verdict.word,
        "at_least": verdict.at_least,
        "verification": verdict.verification,
        "hs": verdict.code,
        "direction": verdict.direction,
        "on": verdict.on,
        "qualifier": verdict.qualifier,
        "share_of_cap": verdict.share_of_cap,
        "n_leading": verdict.n_leading,
        "grounds": [_plain_ground(regime, ground, verdict.on) for ground in verdict.grounds],
        "readings": verdict.readings,
        "said": [asdict(item) for item in verdict.said],
        "catch_alls": [_plain_measure(measure) for measure in verdict.remaining],
        "routes": [_plain_measure(measure) for measure in verdict.routes],
        "lists_held_in_part": list(read_in_part(regime, verdict.direction, verdict.on)),
    }


def plain_era(era: Era) -> dict[str, Any]:
    """An era."""
    return asdict(era)


def _plain_ground(regime: Regime, ground: Ground, on: str) -> dict[str, Any]:
    measure = ground.measure
    found = standing(regime, measure, on)
    return {
        "verdict": ground.word,
        "certain": ground.certain,
        "qualifier": ground.qualifier,
        "verification": ground.verification,
        **_plain_measure(measure),
        "cap": {
            **asdict(ground.cap),
            "words": cap_words(ground.cap),
            "periods": [asdict(period) for period in periods_on(ground.cap, on)],
        }
        if ground.cap
        else None,
        "share_of_cap": ground.share,
        "wind_down": {**asdict(measure.wind_down), "running": found.winding_down}
        if measure.wind_down
        else None,
        "exemptions": [
            {**asdict(item), "route": route_words(item), "citation": _plain_cite(item.citation)}
            for item in ground.exemptions
        ],
        "duties": [
            {**asdict(duty), "citation": _plain_cite(duty.citation)} for duty in measure.duties
        ],
        "coverage": [
            {
                "goods": item.goods_id,
                "authority": item.authority,
                "extent": item.extent,
                "of": item.of,
                "citation": _plain_cite(item.citation),
            }
            for item in ground.readings
        ],
        "before": found.before.measure_id if found.before else None,
        "after": found.after.measure_id if found.after else None,
    }


def _plain_measure(measure: Measure) -> dict[str, Any]:
    return {
        "measure_id": measure.measure_id,
        "kind": measure.kind,
        "subject": measure.subject,
        "verb": measure.verb,
        "direction": measure.direction,
        "valid_from": measure.valid_from,
        "valid_until": measure.valid_until,
        "citation": _plain_cite(measure.citation),
    }


def _plain_cite(citation: Citation) -> dict[str, str]:
    return {"words": citation.words, **asdict(citation)}
