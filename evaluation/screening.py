"""How well names are found on lists, and how many are found that should not be.

Run: ./dev eval screening. Uses lists and labelled names beside the checkout; exits 0 without them.

The threshold is the score that 1 % of synthetic people (and 0.1 %, for look-alikes) reach on the same
index. Variations and aliases are asked of an index that does not hold them. Subjects are split in
halves by a hash: rules may be developed on the first, the second is held back. Baseline in the same
run: rapidfuzz token_sort_ratio over the same names, its threshold set the same way.
"""

from __future__ import annotations

import csv
import random
import tempfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from vedette.api import Workbench
from vedette.model.listing import Listing
from vedette.screen.indexed import build_index
from vedette.screen.normal import normal_forms
from vedette.screen.resolve import candidates
from vedette.screen.rules import FORM_TRUST
from vedette.screen.screener import Screener, kind_bits
from vedette.screen.selftest import SPOILS

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
LISTS = (
    "un/un_2026-02-27.xml",
    "un/un1718_designated_vessels.csv",
    "uk",
    "us/sdn_2024-05-03.csv",
    "us/ofac_alt_2025-12-24.csv",
    "us/ofac_add_2025-12-24.csv",
    "us/ofac_consolidated_nonSDN_2026-01-28.xml",
    "eu/consolidated_32014R0269.csv",
    "eu/consolidated_32017R1509.csv",
)
KINDS = {"individual": "person", "entity": "organisation", "ship": "vessel"}
N_BASELINE = 1500
_MOST = 30
Right = Callable[[Listing], bool]


@dataclass(frozen=True)
class Case:
    """A name to ask, as what, whom it means, and the subject by which halves are split."""

    name: str
    kind: str
    right: Right
    subject: str


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "labelled" / "names" / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def wilson(k: int, n: int) -> str:
    p, z = k / max(1, n), 1.96
    n = max(1, n)
    mid, half = (
        (p + z * z / 2 / n) / (1 + z * z / n),
        z * sqrt(p * (1 - p) / n + z * z / 4 / n / n) / (1 + z * z / n),
    )
    return f"{p:.3f} [{mid - half:.3f}, {mid + half:.3f}] ({k}/{n})"


def half(subject: str) -> int:
    return zlib.crc32(subject.encode()) & 1


def ranked(screener: Screener, names: Sequence[str], kind: str) -> list[list[tuple[int, int]]]:
    """For each name, score (thousandths) and party of the best, best first."""
    lines, owners = [], []
    for i, name in enumerate(names):
        for form in normal_forms(name, kind):
            lines.append(" ".join(form.tokens))
            owners.append((i, FORM_TRUST.get(form.how, 1000)))
    counts = array("i", bytes(4 * len(lines)))
    out = array("i", bytes(8 * _MOST * len(lines)))
    text = "\n".join(lines).encode()
    screener.kernel.search_lines(
        text, kind_bits(kind), 450, _MOST, memoryview(counts), memoryview(out)
    )  # type: ignore[arg-type]
    best: list[dict[int, int]] = [{} for _ in names]
    parties = screener.index.arrays["name_party"]
    for line, (i, trust) in enumerate(owners):
        for k in range(counts[line]):
            at = 2 * (_MOST * line + k)
            party, score = int(parties[out[at]]), out[at + 1] * trust // 1000
            best[i][party] = max(score, best[i].get(party, 0))
    return [sorted(((s, p) for p, s in found.items()), reverse=True) for found in best]


def thresholds(screener: Screener, names: Sequence[str], kind: str = "person") -> dict[float, int]:
    """The score that this share of people (firms, ships) of no list exceeds."""
    tops = sorted(
        (found[0][0] if found else 0 for found in ranked(screener, names, kind)), reverse=True
    )
    return {rate: tops[int(rate * len(tops))] for rate in (0.05, 0.01, 0.001)}


def measure(
    screener: Screener, cases: Sequence[Case], limits: dict[float, int], label: str
) -> None:
    """Print recall at 1 % (and 5 %), and how often the right one comes first, for each half."""
    found: list[tuple[Case, list[tuple[int, int]]]] = []
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    for kind, group in by_kind.items():
        found += zip(group, ranked(screener, [c.name for c in group], kind), strict=True)
    for number, title in ((0, "developed on"), (1, "held back")):
        part = [(case, answer) for case, answer in found if half(case.subject) == number]
        if not part:
            continue
        best = [
            max((s for s, p in answer if case.right(screener.index.listings[p])), default=0)
            for case, answer in part
        ]
        first = sum(
            bool(answer) and case.right(screener.index.listings[answer[0][1]])
            for case, answer in part
        )
        at = {rate: sum(score > limits[rate] for score in best) for rate in (0.01, 0.05)}
        print(
            f"  {label:34} {title:13} at 1 % {wilson(at[0.01], len(part))}"
            f"  at 5 % {at[0.05] / len(part):.3f}  first {first / len(part):.3f}"
        )


def baseline(
    names: Sequence[str], owners: Sequence[str], people: Sequence[str], cases: Sequence[Case],
    truth: Sequence[str], label: str,
) -> None:  # fmt: skip
    """The same by token_sort_ratio over all names, on a part of the people and cases."""

    def plain(name: str) -> str:
        forms = normal_forms(name, "person")
        return " ".join(forms[0].tokens) if forms else ""

    listed = [plain(name) for name in names]
    tops = process.cdist(
        [plain(p) for p in people[:N_BASELINE]], listed, scorer=fuzz.token_sort_ratio, workers=1
    ).max(axis=1)
    limit = np.sort(tops)[::-1][int(0.01 * len(tops))]
    part = list(zip(cases, truth, strict=True))[:N_BASELINE]
    scores = process.cdist(
        [plain(case.name) for case, _ in part], listed, scorer=fuzz.token_sort_ratio, workers=1
    )
    owner = np.array(owners)
    hit = sum(
        float(scores[i][owner == ref].max(initial=0)) > limit for i, (_, ref) in enumerate(part)
    )
    print(f"  {label:34} token sort    at 1 % {wilson(hit, len(part))}")


def only(listings: Sequence[Listing], *lists: str) -> list[Listing]:
    return [item for item in listings if item.list_id in lists]


def first_names(listings: Sequence[Listing]) -> list[Listing]:
    return [replace(item, names=item.names[:1]) for item in listings]


def screener_over(listings: Sequence[Listing]) -> Screener:
    return Screener((), (), index=build_index(listings))


def by_ref(ref: str) -> Right:
    return lambda listing: listing.list_ref.casefold() == ref.casefold()


def uk_variations(listings: Sequence[Listing], people: Sequence[str]) -> None:
    uk = first_names(only(listings, "UK-SL"))
    screener = screener_over(uk)
    limits = thresholds(screener, people)
    print(f"UK list, first names only ({len(uk)} parties); thresholds {limits}")
    for name_type in ("primary_variation", "alias"):
        for subject in ("individual", "entity", "ship"):
            picked = [
                row
                for row in rows("uk_variation_pairs.csv")
                if row["name_type"] == name_type
                and row["subject_type"] == subject
                and row["difficulty"] != "exact"
            ]
            cases = [
                Case(r["query"], KINDS[subject], by_ref(r["target_id"]), r["target_id"])
                for r in picked
            ]
            measure(screener, cases, limits, f"UK {name_type} {subject}")
            if (name_type, subject) == ("primary_variation", "individual"):
                persons = [item for item in uk if item.kind == "person"]
                baseline(
                    [i.name for i in persons], [i.list_ref for i in persons], people, cases,
                    [r["target_id"] for r in picked], "UK primary_variation individual",
                )  # fmt: skip


def _among(one: dict[str, str], party: str) -> Right:
    return lambda found: one[found.party] == party


def _bears(bag: tuple[str, ...]) -> Right:
    return lambda found: any(_bag(name.value) == bag for name in found.names)


def _bag(name: str) -> tuple[str, ...]:
    forms = normal_forms(name, "person")
    return tuple(sorted(forms[0].tokens)) if forms else ()


def _same_party(listings: Sequence[Listing]) -> dict[str, str]:
    """Parties of several lists that share a full name are one truth."""
    parent: dict[str, str] = {}

    def top(party: str) -> str:
        while parent.setdefault(party, party) != party:
            party = parent[party]
        return party

    seen: dict[tuple[str, tuple[str, ...]], str] = {}
    for item in listings:
        for name in item.names:
            bag = _bag(name.value)
            if len(bag) > 1:
                other = seen.setdefault((item.kind, bag), item.party)
                parent[top(item.party)] = top(other)
    return {item.party: top(item.party) for item in listings}


def one_party(listings: Sequence[Listing]) -> dict[str, str]:
    """Party -> the party it is one with: lists that give each other's reference, a number, a name and
    birth date or a full name in common, and contradict each other in nothing.

    A person the UN and OFAC list is one right answer, whichever entry comes first.
    """
    leader: dict[str, str] = {}

    def top(party: str) -> str:
        while (other := leader.get(party, party)) != party:
            party = other
        return party

    for pair in candidates(listings):
        if all(reason.speaks != "against" for reason in pair.reasons):
            left, right = top(pair.left), top(pair.right)
            leader[max(left, right)] = min(left, right)
    return {item.party: top(item.party) for item in listings}


def un_names(listings: Sequence[Listing], people: Sequence[str]) -> None:
    un = only(listings, "UN-SC", "UN-1718-VESSELS")
    screener = screener_over(un)
    limits = thresholds(screener, people)
    print(f"UN list, all names ({len(un)} parties); thresholds {limits}")
    for file in ("cgb_positives_un_untreated.csv", "cgb_positives_un_treated.csv"):
        cases = [Case(r["full_name"], "person", lambda _: True, r["full_name"]) for r in rows(file)]
        measure(screener, cases, limits, file[14:-4])
    bare = screener_over(first_names(un))
    limits = thresholds(bare, people)
    print(f"UN list, first names only; thresholds {limits}")
    for script in ("ARABIC", "CYRILLIC", "CJK"):
        cases = [
            Case(r["query"], KINDS[r["type"]], by_ref(r["un_ref"]), r["un_ref"])
            for r in rows("un_alias_pairs.csv")
            if r["script"] == script
        ]
        measure(bare, cases, limits, f"original script {script.title()}")


def dprk_names(listings: Sequence[Listing], people: Sequence[str]) -> None:
    pool = only(listings, "UN-SC", "UN-1718-VESSELS", "US-SDN")
    screener = screener_over(pool)
    limits = thresholds(screener, people)
    print(f"DPRK names against UN and OFAC ({len(pool)} parties); thresholds {limits}")
    one = one_party(pool)
    of_ref = {item.list_ref.casefold(): one[item.party] for item in pool}
    groups: dict[str, list[Case]] = defaultdict(list)
    for row in rows("dprk_variants.csv"):
        ref = row["reference"].replace("IMO ", "IMO")
        kind = KINDS.get(row["kind"], row["kind"])
        party = of_ref.get(ref.casefold(), ref)
        right = _among(one, party)
        only_alias = row["variant_type"] in {"acronym", "former_name"}
        for group in (row["script"], f"{row['script']} {'alias' if only_alias else 'spelt'}"):
            groups[group].append(Case(row["query"], kind, right, ref))
    for script, cases in groups.items():
        measure(screener, cases, limits, f"DPRK {script}")
    wrong = []
    for row in rows("dprk_lookalikes.csv"):
        ref = row["must_not_match reference"].replace("IMO ", "IMO").casefold()
        for kind in ("person", "organisation", "vessel"):
            for score, party in ranked(screener, [row["query"]], kind)[0]:
                if screener.index.listings[party].list_ref.casefold() == ref:
                    wrong.append((score, row["query"]))
    for rate in (0.01, 0.001):
        over = sorted({name for score, name in wrong if score > limits[rate]})
        n = len(rows("dprk_lookalikes.csv"))
        print(f"  look-alikes over the threshold of {rate:.1%}: {wilson(len(over), n)} {over}")


def spacing(listings: Sequence[Listing], people: Sequence[str]) -> None:
    screener = screener_over(listings)
    limits = thresholds(screener, people)
    print(f"all lists ({len(listings)} parties); thresholds {limits}")
    chance = random.Random(3)
    cases = []
    for item in chance.sample(list(listings), 3000):
        spoilt = SPOILS["spacing"](item.name, chance) if item.name.isascii() else None
        if spoilt:
            cases.append(Case(spoilt, item.kind, _bears(_bag(item.name)), item.party))
    measure(screener, [c for c in cases if c.kind != "unknown"], limits, "joined and split")
    own = [Case(i.name, i.kind, by_ref(i.list_ref), i.party) for i in listings[::10]]
    measure(screener, own, limits, "exact (every tenth listing)")


def listed() -> list[Listing]:
    """The listings of all lists beside the checkout."""
    with tempfile.TemporaryDirectory() as folder, Workbench.create(Path(folder) / "w") as bench:
        bench.add_lists([SHARED / "lists" / name for name in LISTS])
        return list(bench.workspace.rows(Listing))


def main() -> None:
    if not SHARED.exists():
        print("evaluation/screening.py: no labelled names beside the checkout; nothing measured")
        return
    listings = listed()
    people = [row["full_name"] for row in rows("negatives_synthetic_people.csv")]
    print(f"{len(listings)} listings, {len(people)} synthetic people")
    for part in (uk_variations, un_names, dprk_names, spacing):
        part(listings, people)


if __name__ == "__main__":
    main()
