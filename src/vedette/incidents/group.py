"""Findings of the same kind, parties and days become one case, the same on every run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vedette.incidents.days import bounds, is_narrow, length_days, may_be_one_day
from vedette.incidents.deed import Deed
from vedette.model.incident import Finding
from vedette.model.law import Regime


@dataclass(frozen=True, slots=True)
class Fired:
    """A deed with the findings it gave under one regime."""

    deed: Deed
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What will be one incident.

    ``when`` is the most precise day or interval told of it, None if all leave it open. ``topic``
    is which way goods went, and the rule where the kind keeps rules apart.
    """

    regime: Regime
    kind: str
    topic: str
    parties: tuple[str, ...]
    when: str | None
    fired: tuple[Fired, ...]

    @property
    def key(self) -> str:
        """The same for the same allegation; an undated one is kept apart by its law year."""
        day = bounds(self.when)[0] if is_narrow(self.when) else self.when
        sides = "+".join(self.parties)
        what = f"{self.kind}/{self.topic}" if self.topic else self.kind
        return "|".join([self.regime.regime_id, what, sides, day or f"undated-{self.year}"])

    @property
    def way(self) -> str:
        """Which way it went, seen from the regime's target: ``from``, ``to`` or ``open``."""
        return self.topic.partition(":")[0]

    @property
    def year(self) -> int:
        """The year of the event, else that of the law applied."""
        return int((bounds(self.when)[0] or self.law.law_on)[:4])

    @property
    def law(self) -> Finding:
        """The finding whose day the incident stands under: of the dated deed, else the first."""
        dated = [one for one in self.fired if one.deed.event.occurred == self.when]
        findings = [finding for one in dated or self.fired for finding in one.findings]
        return min(findings, key=lambda finding: (finding.law_on, finding.finding_id))

    @property
    def story_ids(self) -> tuple[str, ...]:
        """The stories that tell it."""
        return tuple(sorted({one.deed.story_id for one in self.fired if one.deed.story_id}))

    def with_modality(self, modalities: Iterable[str]) -> tuple[Deed, ...]:
        """Its deeds that the texts hold in one of these ways."""
        wanted = set(modalities)
        return tuple(one.deed for one in self.fired if one.deed.modality in wanted)


def group(regime: Regime, fired: Sequence[Fired], *, apart: Collection[str]) -> tuple[Case, ...]:
    """Sort what fired under one regime into cases, by kind, parties and days.

    An event that names only some of the parties joins the case of its story that names more, if
    there is exactly one. An undated or broadly dated event joins the dated case of its story under
    the same condition.

    Args:
        apart: Event kinds whose different rules make different cases.
    """
    by_topic: dict[tuple[str, str], list[Fired]] = {}
    ways = _ways(fired, regime.target)
    for one in fired:
        way = _direction(one, ways, regime.target)
        rule = min(finding.rule for finding in one.findings)
        kind = one.deed.event.kind
        by_topic.setdefault((kind, f"{way}:{rule}" if kind in apart else way), []).append(one)
    return tuple(
        Case(
            regime=regime,
            kind=kind,
            topic=topic,
            parties=parties,
            when=when,
            fired=tuple(sorted(same, key=_place)),
        )
        for (kind, topic), members in sorted(by_topic.items())
        for parties, together in _by_parties(members)
        for when, same in _by_day(together)
    )


def _ways(fired: Sequence[Fired], target: str) -> dict[tuple[str, str | None, str], set[str]]:
    """The ways each story tells of each kind with each partner of the target."""
    ways: dict[tuple[str, str | None, str], set[str]] = {}
    for one in fired:
        way = one.deed.direction(target)
        for partner in set(one.deed.parties) - {target} if way != "open" else ():
            ways.setdefault((one.deed.event.kind, one.deed.story_id, partner), set()).add(way)
    return ways


def _direction(
    one: Fired, ways: Mapping[tuple[str, str | None, str], set[str]], target: str
) -> str:
    """Which way it went; where it leaves that open, the one way its story tells, if only one."""
    way = one.deed.direction(target)
    if way != "open" or one.deed.story_id is None:
        return way
    key = one.deed.event.kind, one.deed.story_id
    told = set().union(*(ways.get((*key, partner), set()) for partner in one.deed.parties))
    return told.pop() if len(told) == 1 else way


def _place(one: Fired) -> tuple[str, int, str]:
    event = one.deed.event
    return (event.layer_id, event.span.start, event.event_id)


def _by_parties(fired: Sequence[Fired]) -> list[tuple[tuple[str, ...], list[Fired]]]:
    groups: dict[tuple[str, ...], list[Fired]] = {}
    told_in: dict[tuple[str, ...], set[str]] = {}
    for one in sorted(fired, key=lambda one: (-len(one.deed.parties), _place(one))):
        own = tuple(sorted(set(one.deed.parties)))
        wider = [
            parties
            for parties, stories in told_in.items()
            if set(own) < set(parties) and one.deed.story_id in stories
        ]
        home = wider[0] if len(wider) == 1 else own
        groups.setdefault(home, []).append(one)
        if one.deed.story_id:
            told_in.setdefault(home, set()).add(one.deed.story_id)
    return list(groups.items())


def _by_day(members: Sequence[Fired]) -> list[tuple[str | None, list[Fired]]]:
    narrow = [one for one in members if is_narrow(one.deed.event.occurred)]
    dated: list[tuple[str | None, list[Fired]]] = []
    for one in sorted(
        narrow, key=lambda one: (length_days(one.deed.event.occurred) or 0, _place(one))
    ):
        when = one.deed.event.occurred
        home = next((same for day, same in dated if may_be_one_day(day, when)), None)
        if home is None:
            dated.append((when, [one]))
        else:
            home.append(one)
    open_ones: dict[str, tuple[str | None, list[Fired]]] = {}
    for one in (one for one in members if one not in narrow):
        when = one.deed.event.occurred
        homes = [same for day, same in dated if _told_together(one, day, same)]
        if len(homes) == 1:
            homes[0].append(one)
        else:
            year = min(finding.law_on for finding in one.findings)[:4]
            open_ones.setdefault(when or year, (when, []))[1].append(one)
    return dated + [open_ones[key] for key in sorted(open_ones)]


def _told_together(one: Fired, day: str | None, same: Sequence[Fired]) -> bool:
    stories = {member.deed.story_id for member in same if is_narrow(member.deed.event.occurred)}
    return bool(one.deed.story_id in stories and may_be_one_day(day, one.deed.event.occurred))
