"""From a score, an alignment and the facts to a verdict with its reasons.

The number orders candidates. It decides nothing without the reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.clean.korean import surname_at
from vedette.model.listing import Alignment, ListedName, Listing, Verdict
from vedette.model.screening import Fact, Found, Question
from vedette.screen.rules import BY_NAME
from vedette.screen.settings import Settings


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a question's name and one listed name meet."""

    listing: Listing
    name: ListedName
    words: tuple[str, ...]
    listed_words: tuple[str, ...]
    how: str
    score: float
    alignment: tuple[Alignment, ...]


def judge(
    question: Question,
    likeness: Likeness,
    facts: Sequence[Fact],
    settings: Settings,
    alerts_per_10k: float | None = None,
) -> Found:
    """Say what a likeness is: hit, possible or near miss, and what speaks against it."""
    against = [*_against_by_name(likeness)]
    against += [fact.sentence for fact in facts if fact.speaks == "against"]
    verdict = _verdict(likeness, facts, against, settings)
    if verdict != "hit" and not against:
        against.append(_reservation(verdict, likeness, settings))
    listing = likeness.listing
    return Found(
        listing_id=listing.listing_id,
        list_id=listing.list_id,
        list_ref=listing.list_ref,
        kind=listing.kind,
        name=listing.name,
        listed_name=likeness.name.value,
        quality=likeness.name.quality,
        read_as=f"{' '.join(likeness.words)} ({likeness.how})",
        verdict=verdict,
        score=round(likeness.score, 4),
        alerts_per_10k=alerts_per_10k,
        alignment=likeness.alignment,
        facts=tuple(facts),
        against=tuple(against) if verdict != "hit" else (),
        explanation=explanation(question.name, likeness, verdict, facts),
    )


def _verdict(
    likeness: Likeness, facts: Sequence[Fact], against: list[str], settings: Settings
) -> Verdict:
    same_number = any(fact.what == "identifier" and fact.speaks == "for" for fact in facts)
    if same_number:
        return "hit"
    lone = _is_lone(likeness)
    if lone and not against and likeness.score >= 0.99 and len(likeness.listed_words) == 1:
        return "possible"
    if lone:
        against.append("a single word is no full name")
    if against:
        return "near_miss"
    confirmed = any(fact.what == "birth date" and fact.speaks == "for" for fact in facts)
    weak = likeness.name.quality == "weak" and not settings.weak_aliases_accuse
    if likeness.score >= settings.hit:
        return "hit" if not weak or confirmed else "possible"
    if likeness.score >= settings.possible:
        if confirmed and not weak:
            return "hit"
        return "possible" if not weak or confirmed else "near_miss"
    return "near_miss"


def _is_lone(likeness: Likeness) -> bool:
    return likeness.listing.kind == "person" and len(likeness.words) < 2


def _reservation(verdict: Verdict, likeness: Likeness, settings: Settings) -> str:
    if likeness.name.quality == "weak" and likeness.score >= settings.possible:
        return "the name is a weak alias: it confirms, it does not accuse"
    if verdict == "possible":
        if _is_lone(likeness):
            return "a single word is no full name; another identifier is needed"
        return "the names agree in part only; another identifier is needed"
    return "too little of the names agrees"


def _against_by_name(likeness: Likeness) -> list[str]:
    """What in the names themselves makes them two names; omissions are not among it."""
    rows = likeness.alignment
    left = [row.query for row in rows if row.query and row.rule == "unmatched-query"]
    right = [row.listed for row in rows if row.listed and row.rule == "unmatched-listed"]
    numbers = [[word for word in side if word.isdigit()] for side in (left, right)]
    found = []
    if any(numbers) and (all(numbers) or likeness.listing.kind == "vessel"):
        shown = [" ".join(sorted(side)) or "none" for side in numbers]
        found.append(
            f"the numbers differ ({shown[0]} and {shown[1]}): numbered names are different parties"
        )
    korean = likeness.listing.kind == "person" and surname_at(likeness.listed_words) is not None
    if korean and left and right and surname_at(likeness.words) is not None:
        found.append(
            f"the syllables {' '.join(left).upper()} and {' '.join(right).upper()} differ: "
            "in Korean names that is a different name"
        )
    elif korean and (left or right) and surname_at(likeness.words) is not None:
        found.append(
            f"the syllable {' '.join(left or right).upper()} has no partner: "
            "a Korean name with one syllable more or less is a different name"
        )
    elif left and right and likeness.listing.kind == "person" and likeness.score < 0.78:
        found.append(f"{' '.join(left)} and {' '.join(right)} have no partner on the other side")
    return found


def explanation(name: str, likeness: Likeness, verdict: Verdict, facts: Sequence[Fact]) -> str:
    """The verdict in one sentence: which word met which, by which rule, and the facts."""
    met = [
        f"{row.query} = {row.listed}"
        if row.rule == "exact"
        else f"{row.query} ~ {row.listed} ({BY_NAME[row.rule].says})"
        for row in likeness.alignment
        if row.query and row.listed
    ]
    words = {"hit": "is", "possible": "may be", "near_miss": "is not taken for"}
    spoken = [fact.sentence for fact in facts]
    by_number = any(fact.what == "identifier" and fact.speaks == "for" for fact in facts)
    if by_number and likeness.score < 0.78:
        spoken.append(f"the question calls it {name}, the list {likeness.name.value}")
    tail = f": {', '.join(met)}" if met else ""
    tail += f"; {'; '.join(spoken)}" if spoken else ""
    return f"{name} {words[verdict]} {likeness.name.value} ({likeness.listing.list_ref}){tail}."
