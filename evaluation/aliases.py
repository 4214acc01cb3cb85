"""How often a party is found by an alias the lists do not hold, and where spelling cannot find it.

Run: ./dev eval aliases [--peer PYTHON]. Uses the lists beside the checkout; exits 0 without them.

Aliases in Latin letters are taken out of the UN, OFAC and EU lists wherever one has them (the same
words in any order); all other names stay. One alias of every party; then 1,000 drawn from all
aliases with persons, bodies and ships together; then these taken out of one list only. A case is found where its party scores more than 1 %
of people of no list on the same index; for bodies the score that 1 % of made-up firms reach is told
too. What is missed is counted by reason; an alias of which no word shares its consonants with a word
of a kept name is another name, and no likeness of names finds it. Baselines on the same cases:
rapidfuzz token_sort_ratio, and nomenklatura's logic-v2 (over its 50 best candidates by token sort and
the right party, which favours it) where ``--peer`` names an interpreter that has it.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz, process

from screening import (  # the script beside this one
    SHARED,
    Case,
    _bag,
    _same_party,
    half,
    listed,
    ranked,
    rows,
    screener_over,
    thresholds,
    wilson,
)
from vedette.clean.acronyms import is_acronym
from vedette.clean.fold import script_of
from vedette.clean.foreign import rough
from vedette.model.listing import Listing
from vedette.screen.lexicon import lexicon
from vedette.screen.normal import normal_forms
from vedette.screen.population import firms
from vedette.screen.screener import Screener

N_DRAWN, N_PER_KIND, N_FIRMS, N_PEER = 1000, 1500, 20_000, 1000
_KINDS = ("person", "organisation", "vessel")
_VOWELS = re.compile("[aeiou]")
PEER = """
import json, sys
from followthemoney import model
from nomenklatura.matching import LogicV2
from nomenklatura.matching.types import ScoringConfig
parties, asked = json.load(sys.stdin)
SCHEMA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel"}
def entity(i, kind, names):
    properties = {"name": names}
    return model.get_proxy({"id": i, "schema": SCHEMA[kind], "properties": properties})
proxies = {i: entity(i, kind, names) for i, (kind, names) in parties.items()}
config = ScoringConfig.defaults()
scores = []
for n, (kind, name, candidates) in enumerate(asked):
    query = entity("q%d" % n, kind, [name])
    scores.append([LogicV2.compare(query, proxies[i], config).score for i in candidates])
print(json.dumps(scores))
"""


@dataclass(frozen=True)
class Trial:
    """Lists without the aliases taken out, and the aliases as questions."""

    kept: list[Listing]
    groups: Mapping[str, str]
    cases: list[Case]


def latin_aliases(item: Listing) -> list[str]:
    """The aliases of a listing in Latin letters that the list does not call weak."""
    return [
        name.value
        for name in item.names[1:]
        if name.quality != "weak" and all(script_of(c) in {"Latn", "Zyyy"} for c in name.value)
    ]


def one_of_each(pool: Sequence[Listing], groups: Mapping[str, str]) -> dict[str, str]:
    """One alias of every party that has one."""
    chance = random.Random(5)
    taken: dict[str, str] = {}
    for item in chance.sample(pool, len(pool)):
        able = latin_aliases(item)
        if able and groups[item.party] not in taken:
            taken[groups[item.party]] = chance.choice(able)
    return taken


def drawn(pool: Sequence[Listing], groups: Mapping[str, str]) -> dict[str, str]:
    """A thousand of all aliases, at most one of a party."""
    every = sorted({(groups[item.party], alias) for item in pool for alias in latin_aliases(item)})
    taken: dict[str, str] = {}
    for group, alias in random.Random(11).sample(every, len(every)):
        taken.setdefault(group, alias)
        if len(taken) == N_DRAWN:
            break
    return taken


def trial(
    pool: Sequence[Listing],
    groups: Mapping[str, str],
    taken: Mapping[str, str],
    *,
    one_list: bool = False,
) -> Trial:
    """Take the aliases out of every listing (or of one list, where others may hold them), and ask."""
    words = {_bag(name) for name in taken.values()}
    kept = []
    done: set[tuple[str, ...]] = set()
    for item in pool:
        own = {_bag(taken.get(groups[item.party], ""))} - done if one_list else words
        names = tuple(name for name in item.names if _bag(name.value) not in own)
        if one_list and len(names) < len(item.names):
            done |= own
        if names:
            kept.append(replace(item, names=names))
    alive = {groups[item.party]: item.kind for item in kept}
    cases = [
        Case(name, alive[group], lambda found, g=group: groups[found.party] == g, group)
        for group, name in taken.items()
        if alive.get(group) in _KINDS
    ]
    return Trial(kept, groups, cases)


def best_of(screener: Screener, cases: Sequence[Case]) -> dict[int, int]:
    """For each case by its place, the score of its party."""
    found: dict[int, int] = {}
    for kind in _KINDS:
        places = [i for i, case in enumerate(cases) if case.kind == kind]
        answers = ranked(screener, [cases[i].name for i in places], kind)
        for i, answer in zip(places, answers, strict=True):
            right = [s for s, p in answer if cases[i].right(screener.index.listings[p])]
            found[i] = max(right, default=0)
    return found


def skeletons(name: str, kind: str) -> tuple[set[str], set[str]]:
    """The consonants of a name's words in every reading: those of its own, and generic ones."""
    own: set[str] = set()
    generic: set[str] = set()
    for form in normal_forms(name, kind):
        for word in form.tokens:
            if word in lexicon().light or len(word) < 2:
                continue
            key = _VOWELS.sub("", rough(word))
            (generic if word in lexicon().generic else own).add(key if len(key) > 1 else word)
    return own, generic


def reason(case: Case, kept: Sequence[str]) -> str:
    """Why an alias is far from all kept names of its party, in a few words."""
    own, generic = skeletons(case.name, case.kind)
    own_kept: set[str] = set()
    generic_kept: set[str] = set()
    for name in kept:
        ours, theirs = skeletons(name, case.kind)
        own_kept |= ours
        generic_kept |= theirs
    words = _bag(case.name)
    if any(
        is_acronym(word, normal_forms(name, case.kind)[0].tokens) for word in words for name in kept
    ):
        return "an acronym with letters left out"
    if not (own | generic) & (own_kept | generic_kept):
        joined = "".join(words)
        close = max((fuzz.ratio(joined, "".join(_bag(name))) for name in kept), default=0)
        return "other spelling of all words" if close > 70 else "another name"
    if not own & own_kept:
        return "shares only what bodies do"
    return "some words other" if own - own_kept else "words left out"


def tell(label: str, part: Sequence[tuple[Case, int]], limits: Mapping[float, int]) -> None:
    n = len(part)
    at = {rate: sum(score > limit for _, score in part) for rate, limit in limits.items()}
    shown = "  ".join(f"at {rate:.0%} (> {limits[rate]}) {wilson(at[rate], n)}" for rate in at)
    print(f"  {label:44} {shown}")


def measured(name: str, made: Trial, people: Sequence[str]) -> tuple[Screener, dict[int, int]]:
    """Print recall by kind and half at the scores of people and of firms, and reasons of misses."""
    screener = screener_over(made.kept)
    of_people = thresholds(screener, people)
    of_firms = thresholds(screener, firms(N_FIRMS), "organisation")
    limits = {rate: of_people[rate] for rate in (0.01, 0.05)}
    print(
        f"{name}: {len(made.cases)} aliases, {len(made.kept)} parties kept; score of people {of_people}, of firms {of_firms}"
    )
    scores = best_of(screener, made.cases)
    for number, title in ((0, "developed on"), (1, "held back")):
        part = [(c, scores[i]) for i, c in enumerate(made.cases) if half(c.subject) == number]
        for kind in _KINDS:
            own = [row for row in part if row[0].kind == kind][:N_PER_KIND]
            if own:
                tell(f"{title}, {kind}", own, limits)
            if own and kind == "organisation":
                firms_limits = {rate: of_firms[rate] for rate in (0.01, 0.05)}
                tell(f"{title}, {kind}, at firms' scores", own, firms_limits)
        tell(f"{title}, all kinds", part, limits)
        reasons(made, part, limits[0.01])
    return screener, scores


def reasons(made: Trial, part: Sequence[tuple[Case, int]], limit: int) -> None:
    """Count what was missed by reason, and how much of everything no likeness of names can find."""
    kept: defaultdict[str, list[str]] = defaultdict(list)
    for item in made.kept:
        kept[made.groups[item.party]] += [name.value for name in item.names]
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for case, score in part:
        why = reason(case, kept[case.subject])
        found[why] += 1
        missed[why] += score <= limit
    n = sum(missed.values())
    other = found["another name"]
    print(f"    missed {n}: " + ", ".join(f"{why} {k}" for why, k in missed.most_common()))
    print(
        f"    another name altogether: {other / len(part):.3f} of all, {missed['another name'] / max(1, n):.3f} "
        f"of the missed; without them found {wilson(len(part) - other - n + missed['another name'], len(part) - other)}"
    )


def baselines(
    made: Trial, people: Sequence[str], scores: Mapping[int, int], peer: str | None
) -> None:
    """The same cases by token_sort_ratio over all kept names, and by the peer."""
    names = [(item, name.value) for item in made.kept for name in item.names]
    listed_words = [" ".join(sorted(_bag(value))) for _, value in names]
    owner = np.array([made.groups[item.party] for item, _ in names])
    asked = [(case.kind, case.name) for case in made.cases[:N_PEER]]
    asked += [("person", name) for name in people[:N_PEER]]
    words = [" ".join(sorted(_bag(name))) for _, name in asked]
    table = process.cdist(words, listed_words, scorer=fuzz.ratio, workers=1, dtype=np.uint8)
    n = len(made.cases[:N_PEER])
    limit = np.sort(table[n:].max(axis=1))[::-1][int(0.01 * N_PEER)]
    right = [owner == case.subject for case in made.cases[:N_PEER]]
    hits = [int(table[i][right[i]].max(initial=0)) > limit for i in range(n)]
    tell_halves("token sort, all kinds", made, hits)
    if peer is None:
        print("  logic-v2: not measured (--peer names no interpreter)")
        return
    by_group: defaultdict[str, list[str]] = defaultdict(list)
    kinds = {made.groups[item.party]: item.kind for item in made.kept}
    for group, (_, value) in zip(owner, names, strict=True):
        by_group[group].append(value)
    parties = {g: (kinds[g], found) for g, found in by_group.items() if kinds[g] in _KINDS}
    questions = []
    for i, (kind, name) in enumerate(asked):
        best = dict.fromkeys(
            owner[k] for k in np.argsort(-table[i].astype(int), kind="stable")[:80]
        )
        able = [g for g in best if g in parties and parties[g][0] == kind][:50]
        if i < n and made.cases[i].subject not in able:
            able.append(made.cases[i].subject)
        questions.append((kind, name, able))
    done = subprocess.run(
        [peer, "-c", PEER], input=json.dumps([parties, questions]), capture_output=True, text=True, check=False
    )  # fmt: skip
    if done.returncode:
        print(f"  logic-v2: not measured ({done.stderr.splitlines()[-1:]})")
        return
    answers = json.loads(done.stdout.splitlines()[-1])
    tops = sorted((max(row, default=0.0) for row in answers[n:]), reverse=True)
    peer_limit = tops[int(0.01 * N_PEER)]
    hits = [
        dict(zip(questions[i][2], answers[i], strict=True)).get(made.cases[i].subject, 0)
        > peer_limit
        for i in range(n)
    ]
    tell_halves(f"logic-v2 (> {peer_limit:.2f}), all kinds", made, hits)


def tell_halves(label: str, made: Trial, hits: Sequence[bool]) -> None:
    for number, title in ((0, "developed on"), (1, "held back")):
        part = [
            hit for case, hit in zip(made.cases, hits, strict=False) if half(case.subject) == number
        ]
        print(f"  {f'{title}, {label}':44} at 1 % {wilson(sum(part), len(part))}")


def real_bodies(listings: Sequence[Listing]) -> None:
    """Bodies that the UK lists and the UN does not, asked of the UN list: real names of no listing."""
    un = [item for item in listings if item.list_id in {"UN-SC", "UN-1718-VESSELS"}]
    screener = screener_over(un)
    names = [r["query"] for r in rows("negatives_uk_not_UN.csv") if r["subject_type"] == "entity"]
    print(
        f"UN list ({len(un)} parties): of 1 % exceeded by {N_FIRMS} made-up firms "
        f"{thresholds(screener, firms(N_FIRMS), 'organisation')}, by {len(names)} names of bodies that "
        f"the UK alone lists {thresholds(screener, names, 'organisation')}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--peer", help="an interpreter with nomenklatura")
    chosen = options.parse_args()
    if not SHARED.exists():
        print("evaluation/aliases.py: no lists beside the checkout; nothing measured")
        return
    listings = listed()
    people = [row["full_name"] for row in rows("negatives_synthetic_people.csv")]
    pool = [item for item in listings if item.list_id != "UK-SL"]
    groups = _same_party(pool)
    measured("one alias of every party", trial(pool, groups, one_of_each(pool, groups)), people)
    made = trial(pool, groups, drawn(pool, groups))
    _, scores = measured("1,000 drawn from all aliases", made, people)
    baselines(made, people, scores, chosen.peer)
    loose = trial(pool, groups, drawn(pool, groups), one_list=True)
    measured("the same, taken out of one list only", loose, people)
    real_bodies(listings)


if __name__ == "__main__":
    main()
