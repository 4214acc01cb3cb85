"""The table of event rules, loaded and checked; code elsewhere only interprets it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vedette.clean.data_files import load_yaml


@dataclass(frozen=True, slots=True)
class EventRule:
    """One row of ``data/events.yml``. ``needs*`` are sets of lower-case words, empty for none."""

    rule_id: str
    kind: str
    pos: frozenset[str]
    lemmas: frozenset[str]
    needs: frozenset[str]
    needs_object: frozenset[str]
    needs_subject: frozenset[str]
    phrase: re.Pattern[str] | None
    args: tuple[tuple[str, str], ...]
    needs_slot: frozenset[str]
    code: str | None
    own_negation: bool
    reason: str
    not_object: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    context: re.Pattern[str] | None = None
    gates: tuple[tuple[str, frozenset[str]], ...] = ()
    bare: str | None = None
    told_as_deed: bool = False
    object_head: bool = False
    root: str | None = None


@lru_cache(maxsize=1)
def event_rules() -> tuple[EventRule, ...]:
    """All rules, in the order that decides between them."""
    data = load_yaml("vedette.extract", "events.yml")
    vocabulary = data["vocabulary"]

    def words(value: str | list[str] | None) -> frozenset[str]:
        if not value:
            return frozenset()
        items = vocabulary.get(value, [value]) if isinstance(value, str) else value
        return frozenset(str(item) for item in items)

    return tuple(
        EventRule(
            rule_id=row["id"],
            kind=row["kind"],
            pos=frozenset(row["pos"]),
            lemmas=frozenset(row["lemmas"]),
            needs=words(row.get("needs")),
            needs_object=words(row.get("needs_object")),
            needs_subject=words(row.get("needs_subject")),
            phrase=re.compile(row["phrase"]) if row.get("phrase") else None,
            args=tuple(row["args"].items()),
            needs_slot=words(row.get("needs_slot")),
            code=row.get("code"),
            own_negation=bool(row.get("own_negation")),
            reason=row["reason"],
            not_object=words(row.get("not_object")),
            particle=words(row.get("particle")),
            context=re.compile(row["context"]) if row.get("context") else None,
            gates=tuple((role, frozenset(kinds)) for role, kinds in row.get("gates", {}).items()),
            bare=row.get("bare"),
            object_head=bool(row.get("object_head")),
            told_as_deed=bool(row.get("told_as_deed")),
            root=row["code"].split()[0] if row.get("code") else None,
        )
        for row in data["rules"]
    )


@lru_cache(maxsize=1)
def filler_kinds() -> dict[str, frozenset[str]]:
    """Words that make a noun phrase an authority, the members of a body, or a leader."""
    data = load_yaml("vedette.extract", "events.yml")["kinds"]
    return {kind: frozenset(items) for kind, items in data.items()}


@lru_cache(maxsize=1)
def rules_by_lemma() -> dict[str, tuple[EventRule, ...]]:
    """The rules each trigger lemma can fire, in order."""
    table: dict[str, tuple[EventRule, ...]] = {}
    for rule in event_rules():
        for lemma in rule.lemmas:
            table[lemma] = (*table.get(lemma, ()), rule)
    return table
