"""The rule table, loaded and checked; code elsewhere only interprets it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast, get_args

from vedette.clean.data_files import load_yaml

Side = Literal["from_target", "to_target", "unclear", "by_target", "with_target"]
ClaimType = Literal["apparent_breach", "attempt", "facilitation", "context"]
NEEDS = ("date", "day", "goods", "quantity", "place", "vessel", "claimant", "dated_claim")


class RuleTableWrong(ValueError):
    """The shipped table contradicts itself; a defect of this package, never of an input."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: which event engages which measures.

    Args:
        side: How the regime's target must stand in the event.
        goods: Classes of which one must be named; empty for any.
        needs_any: Facts of which one must be told, else the finding is context only.
        engages: Pairs of measure kind and direction; direction None takes all.
        reason: A sentence; ``{target}`` is filled with the target's name.
    """

    rule_id: str
    event: str
    side: Side
    goods: frozenset[str]
    needs_any: frozenset[str]
    engages: tuple[tuple[str, str | None], ...]
    claim_type: ClaimType
    reason: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What an incident of one event kind is called, and how a text is known to be about it."""

    name: str
    title: str
    parties: tuple[str, ...]
    about: re.Pattern[str]
    apart_by_rule: bool


@dataclass(frozen=True, slots=True)
class RuleTable:
    """``data/rules.yml``, ready to use. Word lists are patterns of whole words, any case."""

    rules: tuple[Rule, ...]
    kinds: Mapping[str, Kind]
    alleging: frozenset[str]
    contradicting: frozenset[str]
    background: frozenset[str]
    rank: tuple[str, ...]
    title_words: Mapping[str, str]
    goods: Mapping[str, re.Pattern[str]]
    before: Mapping[str, re.Pattern[str]]
    receiving: tuple[str, ...]
    mutual: tuple[str, ...]
    nothing_of: re.Pattern[str]
    unfounded: re.Pattern[str]
    attributed: re.Pattern[str]
    hypothetical: re.Pattern[str]
    charged: re.Pattern[str]
    law_before: re.Pattern[str]
    law_anywhere: re.Pattern[str]
    first_hand: re.Pattern[str]
    denying_cues: frozenset[str]
    accusing_cues: frozenset[str]

    def title(self, modality: str, kind: str) -> str:
        """What an incident is called: "Alleged arms transfers"; the modality comes first."""
        words = self.kinds[kind].title
        return f"{self.title_words[modality]} {words[:1].lower()}{words[1:]}"

    def strongest(self, modalities: Iterable[str]) -> str:
        """The modality that says most, by the table's rank."""
        return max(modalities, key=self.rank.index)


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole words or phrases, any case, the longest first.

    Raises:
        RuleTableWrong: A word is none: YAML reads a bare ``no`` or ``on`` as a truth value.
    """
    words = list(words)
    if strange := [word for word in words if not isinstance(word, str)]:
        raise RuleTableWrong(f"{strange[0]!r} among {words[:4]} is no word; write it in quotes")
    parts = sorted((re.escape(word).replace(r"\ ", r"\s+") for word in words), key=len)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(reversed(parts))})(?![\w])", re.IGNORECASE)


@lru_cache(maxsize=1)
def rule_table() -> RuleTable:
    """The shipped table.

    Raises:
        RuleTableWrong: A row repeats an id, or names a kind, side or class that is not there.
    """
    return read_table(load_yaml("vedette.incidents", "rules.yml"))


def read_table(data: Mapping[str, Any]) -> RuleTable:
    """Make the table from its YAML content (see :func:`rule_table`)."""
    flow, modalities = data["flow"], data["modalities"]
    table = RuleTable(
        rules=tuple(_rule(row) for row in data["rules"]),
        kinds={name: _kind(name, row) for name, row in data["kinds"].items()},
        alleging=frozenset(modalities["alleging"]),
        contradicting=frozenset(modalities["contradicting"]),
        background=frozenset(modalities["background"]),
        rank=tuple(modalities["rank"]),
        title_words=dict(modalities["title_words"]),
        goods={name: words_pattern(words) for name, words in data["goods"].items()},
        before={
            side: re.compile(
                rf"\b(?:{'|'.join(flow[f'before_{side}'])})\s+(?:the\s+)?$", re.IGNORECASE
            )
            for side in ("supplier", "recipient", "either")
        },
        receiving=tuple(flow["receiving"]),
        mutual=tuple(flow["mutual"]),
        nothing_of=words_pattern(data["held_back"]["nothing_of"]),
        unfounded=words_pattern(data["held_back"]["unfounded"]),
        attributed=words_pattern(data["held_back"]["attributed"]),
        hypothetical=words_pattern(data["held_back"]["hypothetical"]),
        charged=words_pattern(data["held_back"]["charged"]),
        law_before=words_pattern(data["law_words"]["before"]),
        law_anywhere=words_pattern(data["law_words"]["anywhere"]),
        first_hand=words_pattern(data["first_hand_signs"]),
        denying_cues=frozenset(data["denying_cues"]),
        accusing_cues=frozenset(data["accusing_cues"]),
    )
    _check(table)
    return table


def _kind(name: str, row: Mapping[str, Any]) -> Kind:
    return Kind(
        name,
        row["title"],
        tuple(row["parties"]),
        words_pattern(row["about"]),
        bool(row.get("apart_by_rule")),
    )


def _rule(row: Mapping[str, Any]) -> Rule:
    unknown = row.keys() - {
        "id",
        "event",
        "when",
        "needs_any",
        "engages",
        "claim_type",
        "reason",
    } | (row["when"].keys() - {"side", "goods"})
    if unknown:
        raise RuleTableWrong(f"rule {row['id']}: unknown keys {sorted(unknown)}")
    return Rule(
        rule_id=row["id"],
        event=row["event"],
        side=cast(Side, row["when"]["side"]),
        goods=frozenset(row["when"].get("goods", ())),
        needs_any=frozenset(row.get("needs_any", ())),
        engages=tuple((e["kind"], _direction(e["direction"])) for e in row["engages"]),
        claim_type=cast(ClaimType, row["claim_type"]),
        reason=row["reason"],
    )


def _direction(word: str) -> str | None:
    return None if word == "any" else word


def _check(table: RuleTable) -> None:
    ids = [rule.rule_id for rule in table.rules]
    wrong = [f"rule id {one!r} twice" for one in sorted({i for i in ids if ids.count(i) > 1})]
    for rule in table.rules:
        named: dict[str, tuple[Iterable[str], Iterable[str]]] = {
            "event kinds": ([rule.event], table.kinds),
            "sides": ([rule.side], get_args(Side)),
            "classes of goods": (rule.goods, table.goods),
            "needs": (rule.needs_any, NEEDS),
            "claim types": ([rule.claim_type], get_args(ClaimType)),
        }
        for what, (used, known) in named.items():
            missing = sorted(set(used) - set(known))
            if missing:
                wrong.append(f"rule {rule.rule_id}: {', '.join(missing)} not among the {what}")
    if set(table.title_words) != set(table.rank):
        wrong.append("title_words and rank do not name the same modalities")
    if wrong:
        raise RuleTableWrong("; ".join(wrong))
