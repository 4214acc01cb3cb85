"""DPRK names in every spelling a rule makes, every listed person with one syllable and every
ship with its number changed.

Run: ./dev eval korean [--misses]. Uses lists and labelled names beside the checkout; exits 0 without.

Who: persons of the DPRK whose Hangul a list or a report prints. Spellings are made from the Hangul by
means that share no table with the screener (``spellings.py``). They are asked of an index of
the primaries of UN, OFAC and EU (an alias in the index tests nothing); a person of several lists is
one right answer. Thresholds: what 1 % of synthetic people reach on the same index. Halves by a hash.
Look-alikes: each listed person with one given syllable exchanged, asked of the screener itself.
"""

from __future__ import annotations

import dataclasses
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

from screening import (
    LISTS,
    SHARED,
    Case,
    half,
    one_party,
    ranked,
    rows,
    screener_over,
    thresholds,
    wilson,
)
from spellings import attested, bare, mr, rr, spellings
from vedette.clean.korean import hangul_name, readings, same_surname, same_syllable, surname_at
from vedette.clean.korean_abroad import common_given_syllables
from vedette.extract.listings import read_list
from vedette.model.listing import Listing
from vedette.model.screening import Question
from vedette.screen.screener import Screener
from vedette.screen.settings import Settings

HANGUL = re.compile("[가-힣]{2,4}$")


def parties() -> list[Listing]:
    """The primaries of the UN, OFAC and the EU's DPRK regulation, with their other names beside."""
    found: list[Listing] = []
    for name in LISTS:
        path = SHARED / "lists" / name
        if path.is_file() and not name.startswith("us/ofac_") and "0269" not in name:
            found += read_list(path.read_bytes(), path.name, path.name).listings
    return found


def known_hangul(listings: list[Listing]) -> dict[str, tuple[str, Listing]]:
    """Party -> its Hangul and listing, from the EU's list and the labelled reports."""
    by_ref = {item.list_ref: item for item in listings if item.kind == "person"}
    found: dict[str, tuple[str, Listing]] = {}
    for item in by_ref.values():
        for name in item.names:
            for piece in re.findall("[가-힣]+", name.value):
                if HANGUL.match(piece) and len(piece) < 4:
                    found[item.party] = (piece, item)
    for row in rows("dprk_variants.csv"):
        listed = by_ref.get(row["reference"])
        if row["script"] == "Hang" and listed and HANGUL.match(row["query"]):
            found.setdefault(listed.party, (row["query"], listed))
    return {
        party: (hangul, item)
        for party, (hangul, item) in found.items()
        if len(hangul) < 4 and surname_at(hangul_name(hangul)) == 0
    }


def variants(listings: list[Listing], show: bool) -> None:
    one = one_party(listings)
    latin = re.compile("[\u3040-\u30ff\u4e00-\ud7a3]")
    bare_list = [
        dataclasses.replace(
            item, names=(dataclasses.replace(item.names[0], value=latin.sub("", item.name)),)
        )
        for item in listings
    ]
    screener = screener_over(bare_list)
    people = [row["full_name"] for row in rows("negatives_synthetic_people.csv")][:30000]
    limit = thresholds(screener, people)[0.01]
    known: dict[str, tuple[str, Listing]] = {}
    for party, (hangul, item) in known_hangul(listings).items():
        known.setdefault(one[party], (hangul, item))
    print(f"{len(known)} persons of known Hangul, {len(listings)} parties; threshold {limit}")
    groups: dict[str, list[Case]] = defaultdict(list)
    for party, (hangul, item) in known.items():
        for group, spelling in dict.fromkeys(spellings(hangul)):
            right = lambda found, p=party: one[found.party] == p  # noqa: E731
            groups[group].append(Case(spelling, "person", right, item.list_ref))
    total: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    for group, cases in groups.items():
        answers = ranked(screener, [case.name for case in cases], "person")
        for case, answer in zip(cases, answers, strict=True):
            side = half(case.subject)
            own = max((s for s, p in answer if case.right(screener.index.listings[p])), default=0)
            # Two persons whose names are one name are told apart by no spelling.
            first = own > 0 and own == answer[0][0]
            script = "Latin" if case.name.isascii() or "-" in case.name else ""
            script = script or group.split(",")[0]
            for label in {group, f"all {script}" if script == "Latin" else group}:
                cell = total[label, side]
                cell[0] += 1
                cell[1] += own > limit
                cell[2] += first
            if show and side == 0 and (own <= limit or not first):
                best = [(s, screener.index.listings[p].name) for s, p in answer[:2]]
                print("  miss", group, case.name, case.subject, own, best)
    for side, title in ((0, "developed on"), (1, "held back")):
        print(f"{title}: found at 1 %; best or as good as the best")
        for (group, at), (n, found, first) in sorted(total.items()):
            if at == side:
                print(f"  {group:34} {wilson(found, n)}  {wilson(first, n)}")


def look_alikes(listings: list[Listing], show: bool) -> None:
    """Every listed person of Korean form with one given syllable, or the family name, exchanged."""
    persons = [
        item
        for item in listings
        if item.kind == "person"
        and (
            item.list_ref.startswith("KP")
            or "1509" in item.list_id
            or "DPRK" in str(item.programmes)
        )
    ]
    screener = Screener(persons, (), settings=Settings(most=80, most_near=0))
    tried: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for item in persons:
        tokens = [
            t
            for t in re.split(
                r"[\s,-]+", bare(item.name.replace("-", " ").replace(",", " ")).casefold()
            )
            if t
        ]
        if len(tokens) != 3 or surname_at(tokens) != 0 or not all(map(readings, tokens[1:])):
            continue
        for at in (1, 2):
            own = {s for s, _ in readings(tokens[at])}
            for syllable in common_given_syllables()[:80]:
                for system, spell in (
                    ("Revised", rr),
                    ("McCune-Reischauer", lambda s: bare(mr(s))),
                ):
                    spelled = spell(syllable)
                    if syllable in own or spelled == tokens[at] or not spelled:
                        continue
                    asked = [*tokens]
                    asked[at] = spelled
                    alike = same_syllable(spelled, tokens[at]) or any(
                        spelled in attested().get(s, ()) for s in own
                    )
                    label = f"{system}, one syllable" + (
                        " (the press spells both so)" if alike else ""
                    )
                    _ask(screener, item, " ".join(asked), label, tried, passed, show)
        for family in ("kim", "ri", "pak", "choe", "jong", "han"):
            if not same_surname(family, tokens[0]):
                asked = [family, *tokens[1:]]
                _ask(screener, item, " ".join(asked), "another family name", tried, passed, show)
    print("listed persons with a part exchanged that the screener calls hit or possible")
    for label, n in tried.items():
        print(f"  {label:34} {wilson(passed[label], n)}")


ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII", "8": "VIII"}


def _ship_spellings(name: str) -> Iterator[tuple[str, str]]:
    letters, number = re.fullmatch(r"([A-Z -]*?)\s*(\d*)", name.upper()).groups()  # type: ignore[union-attr]
    yield "prefix M/V", f"M/V {letters} {number}".strip()
    yield "written together", f"{re.sub('[ -]', '', letters)}{number}"
    yield "hyphens", f"{re.sub(' ', '-', letters)} {number}".strip()
    if number:
        yield "No. and number", f"{letters} No. {number}"
        if number in ROMAN:
            yield "Roman number", f"{letters} {ROMAN[number]}"


def ships(listings: list[Listing], show: bool) -> None:
    """Every listed DPRK ship under other spellings; and with another number, which is another ship."""
    one = one_party(listings)
    fleet = [
        item
        for item in listings
        if item.kind == "vessel"
        and (item.list_id == "UN-1718-VESSELS" or "DPRK" in str(item.programmes))
        and re.fullmatch(r"[A-Za-z -]+\d*", item.name)
    ]
    vessels = [dataclasses.replace(i, names=i.names[:1]) for i in listings if i.kind == "vessel"]
    screener = Screener(vessels, (), settings=Settings(most=80, most_near=0))
    own_names = {re.sub(r"[\s-]", "", i.name.upper()) for i in vessels}
    total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item in fleet:
        asked = [(label, name, True) for label, name in _ship_spellings(item.name)]
        found = re.fullmatch(r"(.*?)\s*(\d*)", item.name)
        letters, number = found.groups() if found else (item.name, "")
        for other in {str(int(number or 0) + 1), str(int(number or 0) + 2), ""} - {number}:
            name = f"{letters} {other}".strip()
            if re.sub(r"[\s-]", "", name.upper()) not in own_names:
                asked.append(("another number (must not)", name, False))
        for label, name, is_same in asked:
            answers = screener.find(Question(name=name, kind="vessel"))
            taken = any(
                one[screener.listing(f.listing_id).party] == one[item.party]
                for f in answers
                if f.verdict != "near_miss"
            )
            total[label][0] += 1
            total[label][1] += taken
            if show and taken != is_same:
                print("  ship", label, name, "for", item.name, item.list_ref)
    print(f"{len(fleet)} listed DPRK ships: hit or possible")
    for label, (n, taken) in total.items():
        print(f"  {label:34} {wilson(taken, n)}")


def _ask(
    screener: Screener, item: Listing, name: str, label: str,
    tried: Counter[str], passed: Counter[str], show: bool,
) -> None:  # fmt: skip
    tried[label] += 1
    found = screener.find(Question(name=name, kind="person"))
    taken = [f for f in found if f.listing_id == item.listing_id and f.verdict != "near_miss"]
    # Another alias of the same person may well be the exchanged name.
    if taken and taken[0].listed_name == item.name:
        passed[label] += 1
        if show:
            print("  taken", name, "for", item.name, taken[0].score, taken[0].verdict)


def main() -> None:
    if not SHARED.exists():
        print("evaluation/korean.py: no labelled names beside the checkout; nothing measured")
        return
    listings = parties()
    show = "--misses" in sys.argv
    variants(listings, show)
    look_alikes(listings, show)
    ships(listings, show)


if __name__ == "__main__":
    main()
