"""Dated stories of the law: reading them, and telling them to a regime.

A story is one row of ``stories/*.yml``: a sentence, a day, the paragraphs its answer rests on
(``by``) or does not rest on (``not_by``), a question, and the answer a lawyer would expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from vedette.model.law import Cap, Citation, Goods, Reading, Regime
from vedette.regimes.changes import agenda
from vedette.regimes.periods import periods_on
from vedette.regimes.query import active_measures, mandate_on, standing, votes_on
from vedette.regimes.verdict import Verdict, check

FOLDER = Path(__file__).parent / "stories"
OF_TRADES = {"check", "verdict", "at_least", "share", "qualifier", "readings", "exemption"} | {
    "not_exempt_by",
    "periods",
    "routes",
}
OF_LAW = {"in_force", "not_in_force", "kinds", "not_kinds", "exempt", "not_exempt", "winding_down"}
OF_BODIES = {"mandate", "outcome", "calendar"}
COMMON = {"story", "day", "by", "not_by", "regime", "file"}

Story = dict[str, Any]


def read_stories() -> Iterator[Story]:
    """Every story of every file, with its regime and file."""
    for path in sorted(FOLDER.glob("*.yml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        for row in told["stories"]:
            yield {**row, "regime": told["regime"], "file": path.stem}


def names(citation: Citation, paragraph: str) -> bool:
    """Whether ``2371 para. 8`` (or a symbol) names a citation; a paragraph takes its parts along."""
    found = re.fullmatch(r"(\d{4}) para\. (\S+)", paragraph)
    if not found:
        return citation.symbol.split(" (")[0] == paragraph
    number = re.search(r"/(\d{4}) \(", citation.symbol)
    if not number or number[1] != found[1]:
        return False
    rest = citation.paragraph.removeprefix(found[2])
    return rest != citation.paragraph and not rest[:1].isdigit()


def tell(story: Mapping[str, Any], regime: Regime) -> None:
    """Ask a regime what a story asks.

    Raises:
        AssertionError: It answers otherwise than the story.
    """
    if "check" in story:
        _tell_trade(story, regime)
    else:
        _tell_law(story, regime)
        _tell_bodies(story, regime)


def _tell_trade(story: Mapping[str, Any], regime: Regime) -> None:
    verdict = check(regime, on=story["day"].isoformat(), **story["check"])
    assert verdict.word == story["verdict"], f"{verdict.word}: {verdict.qualifier}"
    cited = [ground.measure.citation for ground in verdict.grounds]
    for place, paragraph in enumerate(story.get("by", ())):
        assert any(names(citation, paragraph) for citation in cited), paragraph
        if place == 0:
            assert names(cited[0], paragraph), f"decided by {cited[0].words}"
    for paragraph in story.get("not_by", ()):
        assert not any(names(citation, paragraph) for citation in cited), paragraph
    if "at_least" in story:
        assert verdict.at_least == story["at_least"]
    if "share" in story:
        assert verdict.share_of_cap is not None
        assert abs(verdict.share_of_cap - story["share"]) < 5e-5, verdict.share_of_cap
    if "qualifier" in story:
        assert story["qualifier"] in (verdict.qualifier or ""), verdict.qualifier
    for authority, word in story.get("readings", {}).items():
        assert verdict.readings[authority] == word
    if "periods" in story:
        cap = next(ground.cap for ground in verdict.grounds if ground.cap)
        found = periods_on(cap, verdict.on)
        assert {item.authority: f"{item.first}/{item.last}" for item in found} == story["periods"]
    _tell_exemptions(story, verdict)


def _tell_exemptions(story: Mapping[str, Any], verdict: Verdict) -> None:
    exemptions = [item for ground in verdict.grounds for item in ground.exemptions]
    if "exemption" in story:
        told = "; ".join(item.what for item in verdict.grounds[0].exemptions)
        assert story["exemption"] in told, told
    for paragraph in story.get("not_exempt_by", ()):
        assert not any(names(item.citation, paragraph) for item in exemptions)
    if "routes" in story:
        routes = [measure.citation for measure in verdict.routes]
        assert len(routes) == len(story["routes"]), routes
        for paragraph in story["routes"]:
            assert any(names(citation, paragraph) for citation in routes), routes


def _tell_law(story: Mapping[str, Any], regime: Regime) -> None:
    on = story["day"].isoformat()
    found = {measure.measure_id: measure for measure in active_measures(regime, on)}
    known = {measure.measure_id for measure in regime.measures}
    assert set(story.get("not_in_force", ())) <= known, "a story asks for a measure unknown"
    missing = set(story.get("in_force", ())) - set(found)
    assert not missing, f"not in force: {missing}"
    assert not set(story.get("not_in_force", ())) & set(found)
    kinds = {measure.kind for measure in found.values()}
    if "kinds" in story:
        assert kinds == set(story["kinds"]), kinds
    assert not kinds & set(story.get("not_kinds", ()))
    for measure_id, words in story.get("exempt", {}).items():
        assert words in _exemptions(found, measure_id, on)
    for measure_id, words in story.get("not_exempt", {}).items():
        assert words not in _exemptions(found, measure_id, on)
    for measure_id, running in story.get("winding_down", {}).items():
        assert standing(regime, found[measure_id], on).winding_down == running
    if not OF_BODIES & set(story):
        _tell_paragraphs(story, [measure.citation for measure in found.values()])


def _exemptions(found: Mapping[str, Any], measure_id: str, on: str) -> str:
    """The exemptions of a measure that hold on a day, in words."""
    assert measure_id in found, f"{measure_id} is not in force"
    return "; ".join(
        item.what
        for item in found[measure_id].exemptions
        if (item.valid_from or "") <= on and (item.valid_until is None or on < item.valid_until)
    )


def _tell_bodies(story: Mapping[str, Any], regime: Regime) -> None:
    on = story["day"].isoformat()
    bodies = {mandate.body_id for mandate in regime.mandates}
    cited: list[Citation] = []
    for body_id, mandate_id in story.get("mandate", {}).items():
        found = mandate_on(regime, body_id, on)
        assert (found.mandate_id if found else None) == mandate_id, found
        assert found or body_id in bodies, f"{body_id} is unknown"
        cited.extend([found.citation] if found else [])
    votes = {vote.vote_id: vote for vote in votes_on(regime, on)}
    for vote_id, outcome in story.get("outcome", {}).items():
        assert vote_id in votes, f"no vote {vote_id} on {on}"
        assert votes[vote_id].outcome == outcome
        cited.append(votes[vote_id].citation)
    entries = agenda(regime, on, on) if "calendar" in story else ()
    for words in story.get("calendar", ()):
        due = [entry for entry in entries if words in f"{entry.kind}: {entry.words}"]
        assert due, [f"{entry.kind}: {entry.words}" for entry in entries]
        cited.extend(entry.citation for entry in due)
    if OF_BODIES & set(story):
        _tell_paragraphs(story, cited)


def _tell_paragraphs(story: Mapping[str, Any], cited: list[Citation]) -> None:
    for paragraph in story.get("by", ()):
        assert any(names(citation, paragraph) for citation in cited), paragraph
    for paragraph in story.get("not_by", ()):
        assert not any(names(citation, paragraph) for citation in cited), paragraph


def without(regime: Regime, paragraph: str) -> Regime:
    """The regime as if a paragraph had never been."""
    return replace(
        regime,
        measures=tuple(
            replace(row, caps=tuple(_counted_without(cap, paragraph) for cap in row.caps))
            for row in regime.measures
            if not names(row.citation, paragraph)
        ),
        mandates=tuple(row for row in regime.mandates if not names(row.citation, paragraph)),
        votes=tuple(row for row in regime.votes if not names(row.citation, paragraph)),
    )


def _counted_without(cap: Cap, paragraph: str) -> Cap:
    kept = tuple(item for item in cap.counted_by if not names(item.citation, paragraph))
    return replace(cap, counted_by=kept)


def always(regime: Regime, paragraph: str, story: Mapping[str, Any]) -> Regime:
    """The regime as if a paragraph held on all days, both ways, and for a story's goods too."""
    asked = story.get("check", {})
    extra: tuple[Goods, ...] = ()
    if asked:
        reading = Reading(
            authority=asked.get("authority", "UN"),
            nomenclature="HS",
            whole=(asked["hs"],),
            part=(),
            excluded=(),
            citation=regime.measures[0].citation,
        )
        extra = (
            Goods(goods_id="of-the-story", name="of the story", terms=(), readings=(reading,)),
        )
    return replace(
        regime,
        goods=(*regime.goods, *extra),
        measures=tuple(
            replace(
                row,
                valid_from="1900-01-01",
                valid_until=None,
                direction="both",
                goods=(*row.goods, *(goods.goods_id for goods in extra)),
            )
            if names(row.citation, paragraph)
            else row
            for row in regime.measures
        ),
        mandates=tuple(
            replace(row, valid_from="1900-01-01", valid_until=None)
            if names(row.citation, paragraph)
            else row
            for row in regime.mandates
        ),
    )
