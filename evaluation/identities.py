"""Whether parties on two lists are proposed as one where they are, and only there.

Run: ./dev eval identities. Uses lists beside the checkout; exits 0 without them. The truth is the UN
reference that the UK prints for 1,002 of its subjects; it is taken out before candidates are sought,
so that names, numbers and birth dates have to tell. Half of the references, by hash, are held back,
and only they are counted. Baseline in the same run: the same primary name, case and order aside.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from math import sqrt
from pathlib import Path

from vedette.clean.names import fold
from vedette.extract.listings import read_release
from vedette.model.listing import Listing
from vedette.screen.resolve import candidates

SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "lists"
UK = ("subjects", "subject_names", "subject_identifiers", "subject_dobs", "subject_countries")
Pairs = set[tuple[str, str]]


def wilson(k: int, n: int) -> str:
    """A share with its 95 % interval."""
    if not n:
        return "none"
    p, z = k / n, 1.96
    mid = (p + z * z / 2 / n) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / 4 / n**2) / (1 + z * z / n)
    return f"{p:.3f} [{max(0, mid - half):.3f}, {min(1, mid + half):.3f}] ({k}/{n})"


def is_held_back(reference: str) -> bool:
    """Half of the references, by hash."""
    return hashlib.sha256(reference.encode()).digest()[0] % 2 == 1


def read(*names: str) -> tuple[Listing, ...]:
    """The listings of one release."""
    return read_release([(n, (SHARED / n).read_bytes()) for n in names]).listings


def told(label: str, found: Pairs, truth: Pairs, here: set[str]) -> None:
    """Print precision and recall over the held-back references."""
    counted = {pair for pair in found if pair[1] in here}
    right = counted & truth
    print(f"  {label:36} recall {wilson(len(right), len(truth))}", end="  ")
    print(f"precision {wilson(len(right), len(counted))}")


def main() -> int:
    """Propose, compare with the references, print."""
    if not SHARED.exists():
        print("identities: no lists beside the checkout; nothing measured")
        return 0
    un = read("un/un_2026-02-27.xml")
    uk = read(*(f"uk/{name}.csv" for name in UK))
    refs = {listing.list_ref: listing for listing in un}
    truth = {
        (listing.party, refs[ref].party)
        for listing in uk
        for ref in listing.numbers("un_ref")
        if ref in refs and is_held_back(ref)
    }
    here = {right for _, right in truth}
    blind = [
        replace(item, identifiers=tuple(i for i in item.identifiers if i.scheme != "un_ref"))
        for item in uk
    ]
    found = candidates([*un, *blind])
    every: Pairs = set()
    strong: Pairs = set()
    for item in found:
        pair = (item.left, item.right)
        if item.right.startswith("UK-SL"):
            pair = pair[::-1]
        every.add(pair)
        if any(reason.speaks == "for" for reason in item.reasons):
            strong.add(pair)
    print(f"identities: {len(truth)} held-back pairs of the UK's and the UN's lists")
    told("proposed", every, truth, here)
    told("proposed on more than a name", strong, truth, here)
    names: dict[str, list[str]] = {}
    for item in un:
        names.setdefault(" ".join(sorted(fold(item.name).split())), []).append(item.party)
    same = {
        (item.party, party)
        for item in blind
        for party in names.get(" ".join(sorted(fold(item.name).split())), ())
    }
    told("baseline: the same primary name", same, truth, here)
    return 0


if __name__ == "__main__":
    sys.exit(main())
