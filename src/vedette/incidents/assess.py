"""The door of this room: test what reports tell against the measures of its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from vedette.clean.gazetteer import name_of
from vedette.incidents.corpus import Corpus
from vedette.incidents.deed import Deed, deed_of
from vedette.incidents.evidence import testimonies_of
from vedette.incidents.group import Case, Fired, group
from vedette.incidents.politics import political_links
from vedette.incidents.questions import open_questions
from vedette.incidents.rules import ClaimType, Rule, RuleTable, rule_table
from vedette.incidents.standing import Standing
from vedette.model.bundle import Bundle
from vedette.model.ids import content_id
from vedette.model.incident import EngagedMeasure, Finding, Incident, PoliticalLink
from vedette.model.law import Measure, Regime
from vedette.model.listing import Match
from vedette.model.story import Claim, OriginGroup, Story, Strand
from vedette.regimes.query import active_measures

Number = Callable[[str, str, int], str]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an assessment gives; findings that made no incident are kept too."""

    findings: tuple[Finding, ...]
    incidents: tuple[Incident, ...]
    political_links: tuple[PoliticalLink, ...]


def assess(
    bundles: Sequence[Bundle],
    stories: Sequence[Story],
    strands: Sequence[Strand],
    origins: Sequence[OriginGroup],
    claims: Sequence[Claim],
    matches: Sequence[Match],
    regimes: Sequence[Regime],
    *,
    number: Number,
) -> Assessment:
    """Find alleged breaches, gather what speaks for and against them, and tie votes to mandates.

    An event without a day (its own or its report's) is tested against nothing: no law can be
    named for it.

    Args:
        bundles: The reports with their readings.
        stories: Which sentences tell the same.
        strands: Runs of paragraphs, which tie sentences to stories.
        origins: Which reports come from one hand.
        claims: Not needed yet; taken so that the door stays the same when it is.
        matches: Screening results, shown as context.
        regimes: The law, as data.
        number: Gives ``KP-2024-0001`` for a key, a prefix and a year; the same for the same key.
    """
    corpus = Corpus(bundles, stories, strands, origins, claims, matches)
    table = rule_table()
    deeds = tuple(
        deed_of(event, corpus, table)
        for bundle in corpus.bundles
        for event in bundle.events
        if event.kind in table.kinds
    )
    given = [_under(regime, corpus, table, deeds, number) for regime in regimes]
    return Assessment(
        findings=tuple(row for one in given for row in one.findings),
        incidents=tuple(row for one in given for row in one.incidents),
        political_links=tuple(row for one in given for row in one.political_links),
    )


def _under(
    regime: Regime, corpus: Corpus, table: RuleTable, deeds: Sequence[Deed], number: Number
) -> Assessment:
    findings = {deed.event.event_id: tuple(_findings(deed, regime, table)) for deed in deeds}
    links = political_links(corpus, regime)
    fired = [Fired(deed, found) for deed in deeds if (found := _alleging(deed, findings, table))]
    apart = {name for name, kind in table.kinds.items() if kind.apart_by_rule}
    cases = sorted(group(regime, fired, apart=apart), key=lambda case: (case.law.law_on, case.key))
    incidents = []
    for case in cases:
        evidence = testimonies_of(case, corpus, table, deeds=deeds, links=links)
        incidents.append(_incident(Standing(case, evidence, table), corpus, number))
    flat = tuple(finding for deed in deeds for finding in findings[deed.event.event_id])
    return Assessment(flat, tuple(incidents), links)


def _findings(deed: Deed, regime: Regime, table: RuleTable) -> Iterator[Finding]:
    event = deed.event
    if event.law_on is None or regime.target not in deed.parties:
        return
    for rule in table.rules:
        if rule.event != event.kind or not deed.stands(rule.side, regime.target):
            continue
        if rule.goods and not rule.goods & deed.goods:
            continue
        measures = _engaged(rule, regime, event.law_on)
        if not measures:
            continue
        ids = tuple(measure.measure_id for measure in measures)
        yield Finding(
            finding_id=content_id(
                "fi", rule.rule_id, regime.regime_id, regime.data_sha256, event.event_id, ids
            ),
            rule=rule.rule_id,
            regime_id=regime.regime_id,
            regime_version=regime.data_version,
            event_id=event.event_id,
            measure_ids=ids,
            law_on=event.law_on,
            law_basis=event.law_basis,
            claim_type=_claim_type(rule, deed, table),
            reason=rule.reason.format(target=name_of(regime.target)),
        )


def _engaged(rule: Rule, regime: Regime, law_on: str) -> tuple[Measure, ...]:
    found = {
        measure.measure_id: measure
        for kind, direction in rule.engages
        for measure in active_measures(regime, law_on, kind=kind, direction=direction)
    }
    return tuple(sorted(found.values(), key=lambda row: (row.valid_from, row.measure_id)))


def _claim_type(rule: Rule, deed: Deed, table: RuleTable) -> ClaimType:
    if deed.is_law or deed.modality not in table.alleging:
        return "context"
    if rule.needs_any and not rule.needs_any & deed.told:
        return "context"
    return "attempt" if deed.modality == "planned" else rule.claim_type


def _alleging(
    deed: Deed, findings: dict[str, tuple[Finding, ...]], table: RuleTable
) -> tuple[Finding, ...]:
    rows = findings[deed.event.event_id]
    return tuple(finding for finding in rows if finding.claim_type != "context")


def _incident(standing: Standing, corpus: Corpus, number: Number) -> Incident:
    case, law = standing.case, standing.case.law
    names = tuple(name_of(party) for party in case.parties)
    findings = {f.finding_id: f for one in case.fired for f in one.findings}
    target = case.regime.target
    directed = [one for one in case.fired if one.deed.direction(target) != "open"]
    engaging = [finding for one in directed or case.fired for finding in one.findings]
    modality = standing.modality
    return Incident(
        incident_id=number(case.key, case.regime.prefix, case.year),
        key=case.key,
        regime_id=case.regime.regime_id,
        regime_version=case.regime.data_version,
        title=f"{standing.table.title(modality, case.kind)}: {_sides(case, names)}",
        kind=case.kind,
        status=standing.status,
        modality=modality,
        parties=case.parties,
        party_names=names,
        occurred=case.when,
        law_on=law.law_on,
        law_basis=law.law_basis,
        measures=tuple(_measures(case, engaging)),
        evidence=tuple(one.link for one in standing.testimonies),
        finding_ids=tuple(sorted(findings)),
        event_ids=tuple(deed.event.event_id for deed in standing.members),
        story_ids=case.story_ids,
        n_origins=len(standing.origins),
        open_questions=open_questions(standing, corpus),
    )


def _sides(case: Case, names: Sequence[str]) -> str:
    """The parties of a title: "A → B" where the reports tell which way it went, else "A – B"."""
    target = name_of(case.regime.target)
    others = [name for name in names if name != target]
    if len(others) == len(names) or not others or case.way not in {"from", "to"}:
        return " – ".join(names)
    ends = [target, ", ".join(others)]
    return " → ".join(ends if case.way == "from" else reversed(ends))


def _measures(case: Case, findings: Sequence[Finding]) -> Iterator[EngagedMeasure]:
    for measure in case.regime.measures:
        engaging = [row for row in findings if measure.measure_id in row.measure_ids]
        if not engaging:
            continue
        reasons = dict.fromkeys(row.reason for row in engaging)
        until = f"until {measure.valid_until}" if measure.valid_until else "no end"
        force = f"in force on {engaging[0].law_on} (since {measure.valid_from}, {until})"
        spared = f"; exemption: {measure.exemption}" if measure.exemption else ""
        yield EngagedMeasure(
            measure_id=measure.measure_id,
            kind=measure.kind,
            symbol=measure.citation.symbol,
            paragraph=measure.citation.paragraph,
            verb=measure.verb,
            subject=measure.subject,
            verification=measure.citation.verification,
            reason=f"{'; '.join(reasons)}; {force}{spared}",
        )
