"""Whether a DPRK name in another script or spelling finds its listed party, by name forms alone.

Run: ./dev eval names. Uses lists and labelled names beside the checkout; exits 0 without them.
Each spelling is ranked against the primaries of the list it belongs to (no aliases) by a plain
alignment of ``clean.forms``, and asked of the screener, which has its own, better one. Half of the parties, by hash, are
held back. Baseline in the same run: rapidfuzz token_sort_ratio over the ICU transliteration.
Look-alikes: the labelled ones, and listed persons with one given syllable changed.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt
from pathlib import Path
from xml.etree import ElementTree

from rapidfuzz import fuzz

from vedette.clean import korean
from vedette.clean.acronyms import is_acronym
from vedette.clean.fold import scripts_of
from vedette.clean.forms import NameForm, forms_of
from vedette.clean.hangul import romanise_syllable
from vedette.clean.korean_abroad import common_given_syllables
from vedette.clean.words import transliterate
from vedette.extract.listings import read_list
from vedette.model.screening import Question
from vedette.screen.screener import Screener
from vedette.screen.settings import Settings

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
KINDS = {"entity": "organisation"}
ACCEPT = 0.9
FOREIGN = re.compile("[\u0370-\u1fff\u3040-\ud7a3\uf900-\ufaff]+")


def rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "labelled" / "names" / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def wilson(k: int, n: int) -> str:
    p, z = k / max(1, n), 1.96
    mid = (p + z * z / 2 / max(1, n)) / (1 + z * z / max(1, n))
    half = z * sqrt(p * (1 - p) / max(1, n) + z * z / 4 / max(1, n) ** 2) / (1 + z * z / max(1, n))
    return f"{p:.3f} [{max(0, mid - half):.3f}, {min(1, mid + half):.3f}] ({k}/{n})"


def is_held_back(reference: str) -> bool:
    return hashlib.sha256(reference.encode()).digest()[0] % 2 == 1


def candidates() -> dict[str, dict[str, tuple[str, str]]]:
    """List -> reference -> (kind, primary name)."""
    found: dict[str, dict[str, tuple[str, str]]] = {"UN": {}, "OFAC": {}}
    for name in ("un_2026-02-27.xml", "un1718_designated_vessels.csv"):
        for item in read_list((SHARED / "lists" / "un" / name).read_bytes(), name, name).listings:
            if item.kind == "vessel":
                imo = next((i.value for i in item.identifiers if i.scheme == "imo"), item.list_ref)
                found["UN"][f"IMO {imo}"] = (item.kind, item.name)
            elif item.list_ref.startswith("KP"):
                found["UN"][item.list_ref] = (item.kind, item.name)
    kinds = {"individual": "person", "vessel": "vessel"}
    with (SHARED / "lists" / "us" / "sdn_2024-05-03.csv").open(encoding="utf-8") as file:
        for row in csv.reader(file):
            if len(row) > 3 and "DPRK" in row[3]:
                found["OFAC"][row[0]] = (kinds.get(row[2].strip(), "organisation"), row[1])
    return found


class Aligner:
    """A plain alignment of forms: rare words weigh more, syllables meet by the Korean tables."""

    def __init__(self, names: dict[str, tuple[str, str]]) -> None:
        self.forms = {ref: (kind, forms_of(name, kind)) for ref, (kind, name) in names.items()}
        counts = Counter(
            token
            for _, forms in self.forms.values()
            for token in {t for f in forms for t in f.tokens}
        )
        top = log(len(names) + 1)
        self.holders: defaultdict[str, set[str]] = defaultdict(set)
        for ref, (_, forms) in self.forms.items():
            for token in {t for form in forms for t in form.tokens}:
                self.holders[korean.coarse_key([token])[:3]].add(ref)
        self.weights = {t: max(0.2, log((len(names) + 1) / n) / top) for t, n in counts.items()}

    def rank(self, query: str, kind: str) -> list[tuple[float, str]]:
        asked = forms_of(query, kind)
        near = {
            ref
            for form in asked
            for token in form.tokens
            for ref in self.holders[korean.coarse_key([token])[:3]]
        }
        scores = [
            (max((self.score(q, f, kind) for q in asked for f in forms), default=0.0), ref)
            for ref, (k, forms) in self.forms.items()
            if k == kind and (ref in near or len(query) <= 8)
        ]
        return sorted(scores, reverse=True)

    def score(self, query: NameForm, listed: NameForm, kind: str) -> float:
        if len(query.tokens) == 1 and is_acronym(query.tokens[0], listed.tokens):
            return 0.9
        is_korean = kind == "person" and query.surname is not None and listed.surname is not None
        left, right = list(query.tokens), list(listed.tokens)
        met, total = 0.0, 0.0
        if is_korean:
            family, other_family = left.pop(query.surname), right.pop(listed.surname)
            if not korean.same_surname(family, other_family):
                return 0.0
            met, total = 0.3 if family == other_family else 0.28, 0.3
            pairs = [(a, b, syllable(a, b)) for a, b in zip(left, right, strict=False)]
            if len(left) != len(right) or min((s for *_, s in pairs), default=0) < 0.5:
                joined = korean.coarse_key(left) == korean.coarse_key(right)
                return 0.85 if joined and len(left) != len(right) else 0.3
            return (met + sum(s for *_, s in pairs)) / (total + len(pairs))
        for size in range(len(left), 0, -1):
            for start in range(len(left) - size + 1):
                one = left[start : start + size]
                other = next((w for w in right if size > 1 and "".join(one) == w), None)
                if other or (size == 1 and one[0] in right):
                    weight = self.weight(one)
                    met, total = met + weight, total + weight
                    right.remove(other or one[0])
                    left[start : start + size] = ["\0"] * size
        left = [word for word in left if word != "\0"]
        for one in list(left):
            best = max(right, key=lambda w: alike(one, w), default=None)
            if best is not None and alike(one, best) >= 0.75:
                weight = max(self.weight([one]), self.weight([best]))
                met, total = met + alike(one, best) * weight, total + weight
                left.remove(one)
                right.remove(best)
        if {w for w in left if w.isdigit()} or {w for w in right if w.isdigit()}:
            total += 1.0
        total += self.weight(left) + 0.6 * self.weight(right)
        return met / total if total else 0.0

    def weight(self, tokens: Sequence[str]) -> float:
        return sum(self.weights.get(token, 1.0) for token in tokens)


def syllable(left: str, right: str) -> float:
    return {korean.STANDARD: 1.0, korean.PRESS: 0.93}.get(korean.same_syllable(left, right), 0.0)


def alike(left: str, right: str) -> float:
    if left.isdigit() or right.isdigit() or min(len(left), len(right)) < 4:
        return 0.0
    if korean.coarse_key([left]) == korean.coarse_key([right]):
        return 0.92
    if korean.split_syllables(left) and korean.split_syllables(right):
        return 0.0
    return fuzz.ratio(left, right) / 100 if len(left) > 5 else 0.0


def latin(name: str) -> str:
    return transliterate(name).casefold()


def baseline_rank(
    names: dict[str, tuple[str, str]], query: str, kind: str
) -> list[tuple[float, str]]:
    asked = latin(query)
    return sorted(
        (
            (fuzz.token_sort_ratio(asked, latin(n)), ref)
            for ref, (k, n) in names.items()
            if k == kind
        ),
        reverse=True,
    )


def is_first(
    ranked: list[tuple[float, str]], reference: str, names: dict[str, tuple[str, str]]
) -> bool:
    """Whether the right party is first; a tie counts only with parties listed under the same name."""
    top = [ref for score, ref in ranked if score == ranked[0][0]] if ranked else []
    called = {forms_of(names[ref][1], names[ref][0])[0].tokens for ref in top}
    return reference in top and len(called) == 1 and ranked[0][0] > 0


def main(show_misses: bool) -> None:
    lists = candidates()
    variants = rows("dprk_variants.csv")
    for row in variants:
        if row["list"] == "OFAC" and row["reference"] not in lists["OFAC"]:
            kind = KINDS.get(row["kind"], row["kind"])
            lists["OFAC"][row["reference"]] = (kind, row["listed_name"])
    aligners = {name: Aligner(names) for name, names in lists.items()}
    counts: defaultdict[tuple[str, bool], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in variants:
        kind, ref = KINDS.get(row["kind"], row["kind"]), row["reference"]
        ranked = aligners[row["list"]].rank(row["query"], kind)
        simple = baseline_rank(lists[row["list"]], row["query"], kind)
        group = row["script"]
        right = is_first(ranked, ref, lists[row["list"]])
        if show_misses and not right and not is_held_back(ref):
            own = next((s for s, r in ranked if r == ref), 0.0)
            best = [(round(s, 2), lists[row["list"]][r][1]) for s, r in ranked[:2]]
            print(
                "miss", row["query"], row["listed_name"], row["variant_type"], round(own, 2), best
            )
        by_type = f"{group}/{row['variant_type']}"
        for name in (group, "all", by_type):
            cell = counts[name, is_held_back(ref)]
            cell[0] += 1
            cell[1] += right
            cell[2] += is_first(simple, ref, lists[row["list"]])
            cell[3] += right and ranked[0][0] >= ACCEPT
    for held_back in (False, True):
        print(f"{'held back' if held_back else 'development'}: right party first, by script")
        for (group, side), (n, ours, theirs, sure) in sorted(counts.items()):
            if side == held_back:
                print(
                    f"  {group:8} {wilson(ours, n)}  baseline {wilson(theirs, n)}"
                    f"  at or over {ACCEPT}: {sure}"
                )
    look_alikes(aligners["UN"], show_misses)
    syllable_swaps(aligners["UN"], lists["UN"])
    by_the_screener()
    original_scripts(show_misses)
    speed()


def original_scripts(show: bool) -> None:
    """Names the UN and the EU print in the original script, against Latin primaries of the same list."""
    un: dict[str, tuple[str, str]] = {}
    asked: list[tuple[str, str, str, str]] = []
    for party in ElementTree.parse(SHARED / "lists" / "un" / "un_2026-02-27.xml").getroot().iter():
        if party.tag not in {"INDIVIDUAL", "ENTITY"}:
            continue
        ref = (party.findtext("REFERENCE_NUMBER") or "").strip()
        kind = "person" if party.tag == "INDIVIDUAL" else "organisation"
        fields = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
        un[ref] = (
            kind,
            " ".join(filter(None, ((party.findtext(f) or "").strip() for f in fields))),
        )
        asked.append((ref, kind, "UN", (party.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()))
    lists = {"UN": un}
    for label, file in (("EU DPRK", "32017R1509"), ("EU Russia", "32014R0269")):
        names = lists.setdefault(label, {})
        path = SHARED / "lists" / "eu" / f"consolidated_{file}.csv"
        for row in csv.DictReader(path.open(newline="", encoding="utf-8")):
            kind = {"Person": "person", "LegalEntity": "organisation"}.get(row["schema"])
            if not kind:
                continue
            number = f"{file}:{row['schema']}:{row['annex']}:{row['recordId']}"
            ref, latin_name = number, FOREIGN.sub(" ", row["name"])
            names[ref] = (kind, latin_name)
            for part in re.split(r"[;()\n–]", f"{row['name']};{row['alias']}"):
                asked.append((ref, kind, label, part.strip()))
    counts: defaultdict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    aligners = {label: Aligner(names) for label, names in lists.items()}
    for ref, kind, label, query in asked:
        scripts = scripts_of(query)
        if not scripts or "Latn" in scripts or (kind == "person" and not is_full(query)):
            continue
        if label == "EU Russia" and hashlib.sha256(query.encode()).digest()[1] % 5:
            continue
        side = "held back" if is_held_back(ref) else "development"
        cell = counts[max(scripts, key=lambda s: scripts[s]), label, kind, side]
        cell[0] += 1
        ranked = aligners[label].rank(query, kind)
        if show and side == "development" and not is_first(ranked, ref, lists[label]):
            best = [(round(s, 2), lists[label][r][1]) for s, r in ranked[:2]]
            own = round(next((s for s, r in ranked if r == ref), 0.0), 2)
            print("miss", label, query, "|", lists[label][ref][1], own, best)
        cell[1] += is_first(ranked, ref, lists[label])
        cell[2] += is_first(baseline_rank(lists[label], query, kind), ref, lists[label])
    print("names the lists print in the original script: right party first among Latin primaries")
    for key, (n, ours, theirs) in sorted(counts.items()):
        print(f"  {' '.join(key):38} {wilson(ours, n)}  baseline {wilson(theirs, n)}")


def is_full(query: str) -> bool:
    """Whether a name has more than one part, as far as its script parts names."""
    return len(query.split()) > 1 or not {"Cyrl", "Arab", "Grek"} & scripts_of(query).keys()


def by_the_screener() -> None:
    """The same spellings, asked of the screener over the UN list's primaries alone."""
    files = ("un_2026-02-27.xml", "un1718_designated_vessels.csv")
    readings = [read_list((SHARED / "lists" / "un" / f).read_bytes(), f, f) for f in files]
    listings = [
        dataclasses.replace(item, names=item.names[:1]) for r in readings for item in r.listings
    ]
    refs = {}
    for item in listings:
        imo = next((i.value for i in item.identifiers if i.scheme == "imo"), "")
        refs[item.listing_id] = f"IMO {imo}" if imo else item.list_ref
    screener = Screener(
        listings, [r.release for r in readings], settings=Settings(most=50, most_near=50)
    )
    counts: defaultdict[tuple[bool, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows("dprk_variants.csv"):
        if row["list"] != "UN":
            continue
        kind = KINDS.get(row["kind"], row["kind"])
        found = screener.find(Question(name=row["query"], kind=kind))  # type: ignore[arg-type]
        found.sort(key=lambda item: -item.score)
        own = next((i for i in found if refs[i.listing_id] == row["reference"]), None)
        only_alias = row["variant_type"] in {"acronym", "former_name"}
        group = "only an alias tells" if only_alias else row["script"]
        cell = counts[is_held_back(row["reference"]), group]
        cell[0] += 1
        cell[1] += own is not None and found[0].listing_id == own.listing_id
        cell[2] += own is not None and own.verdict != "near_miss"
    print("by the screener, UN primaries: right party first; hit or possible")
    for (side, group), (n, first, alert) in sorted(counts.items()):
        label = "held back" if side else "development"
        print(f"  {label:11} {group:20} {wilson(first, n)}  {wilson(alert, n)}")
    kinds = {refs[item.listing_id]: item.kind for item in listings}
    alike_rows = rows("dprk_lookalikes.csv")
    wrong = []
    for row in alike_rows:
        ref = row["must_not_match reference"]
        question = Question(name=row["query"], kind=kinds.get(ref, "organisation"))
        taken = [i for i in screener.find(question) if refs[i.listing_id] == ref]
        wrong += [row["query"] for i in taken if i.verdict != "near_miss"]
    print(f"  look-alikes hit or possible: {wilson(len(wrong), len(alike_rows))} {wrong}")


def look_alikes(aligner: Aligner, show: bool) -> None:
    alike_rows = rows("dprk_lookalikes.csv")
    wrong = []
    for row in alike_rows:
        ref = row["must_not_match reference"]
        kind = aligner.forms[ref][0] if ref in aligner.forms else "organisation"
        score = next((s for s, r in aligner.rank(row["query"], kind) if r == ref), 0.0)
        if score >= ACCEPT:
            wrong.append((row["query"], ref, round(score, 2)))
    print(f"labelled look-alikes at or over {ACCEPT}: {wilson(len(wrong), len(alike_rows))}")
    if show:
        print("  ", wrong)


def syllable_swaps(aligner: Aligner, names: dict[str, tuple[str, str]]) -> None:
    """Listed persons with one given syllable exchanged for another common one."""
    wrong = n = 0
    for kind, name in names.values():
        form = forms_of(name, kind)[0]
        if kind != "person" or form.surname is None or len(form.tokens) != 3:
            continue
        own = {i: {s for s, g in korean.readings(t) if g == 1} for i, t in enumerate(form.tokens)}
        for at in (1, 2):
            for other in common_given_syllables()[:80]:
                if other in {s for s, _ in korean.readings(form.tokens[at])} or not own[at]:
                    continue
                tokens = list(form.tokens)
                tokens[at] = romanise_syllable(other, "rr")
                n += 1
                asked = NameForm(tuple(tokens), "Latn", "latin", form.surname)
                wrong += aligner.score(asked, form, "person") >= ACCEPT
    print(f"listed persons with one syllable changed, at or over {ACCEPT}: {wilson(wrong, n)}")


def speed() -> None:
    """Microseconds of processor time for names not seen before, best of three runs."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    common = common_given_syllables()
    made = {
        "Latin person": (
            "person",
            [f"Anna {a}{b}rel{c}" for a in letters for b in letters for c in "abc"],
        ),
        "Latin body": (
            "organisation",
            [f"{a}{b}ron{c} Trading Company" for a in letters for b in letters for c in "abc"],
        ),
        "Hangul person": ("person", [f"김{a}{b}" for a in common[:40] for b in common[:40]]),
        "Cyrillic": ("person", [f"Иван{a}{b} Петров" for a in "абвгдежзик" for b in "абвгдежзик"]),
    }
    for label, (kind, names) in made.items():
        best = 1e9
        for _ in range(3):
            forms_of.cache_clear()
            start = time.process_time()
            for name in names:
                forms_of(name, kind)
            best = min(best, (time.process_time() - start) / len(names) * 1e6)
        print(f"  {label}: {best:.1f} microseconds a name")


if __name__ == "__main__":
    if SHARED.exists():
        main("--misses" in sys.argv)
    else:
        print("evaluation/names.py: no labelled names beside the checkout; nothing measured")
