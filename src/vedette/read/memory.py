"""Lines an outlet repeats are no part of its reports: remember them, and tell why.

A line counts where it stands in many *different* reports of one outlet. Two captures of one report
share all their lines, so reports that share most of their words count as one. A long line may be a
sentence of background that an outlet prints under every report on a matter; it is taken for the
page's only where nearly all reports carry it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from vedette.model.ids import sha256_hex
from vedette.model.memory import LineMemory

MIN_REPORTS = 4
MIN_SHARE = 0.4
LONG_WORDS = 25
MIN_REPORTS_LONG = 6
MIN_SHARE_LONG = 0.8
MAX_LINES = 2000
# Reports that share this much of their paragraphs are copies or captures of one.
SAME_REPORT = 0.5
# A report of which memory would take this much keeps all: better a menu read than a report lost.
MAX_TAKEN = 0.5
_MIN_CHARS = 12
_KEY_CHARS = 16


@lru_cache(maxsize=65_536)
def line_key(line: str) -> str:
    """The hash of a line's letters and digits; empty where it has too few to be told apart."""
    folded = "".join(ch for ch in line.casefold() if ch.isalnum())
    return sha256_hex(folded.encode())[:_KEY_CHARS] if len(folded) >= _MIN_CHARS else ""


def memory_of(
    outlet: str, pages: Sequence[Sequence[str]], bodies: Sequence[Collection[str]]
) -> LineMemory | None:
    """What is to be remembered of an outlet; None where its reports are too few or share nothing.

    Args:
        outlet: The outlet's key.
        pages: For each report all lines of its page.
        bodies: For each report the lines that were read as its paragraphs, in the same order.
    """
    kept = _different([{line_key(line) for line in body} - {""} for body in bodies])
    counts: Counter[str] = Counter()
    n_words: dict[str, int] = {}
    for index in kept:
        for line in set(pages[index]):
            key = line_key(line)
            if key:
                n_words[key] = len(line.split())
        counts.update({line_key(line) for line in pages[index]} - {""})
    seen = [
        (key, count)
        for key, count in counts.most_common(MAX_LINES)
        if _is_repeated(count, len(kept), n_words[key])
    ]
    return (
        LineMemory(outlet=outlet, n_reports=len(kept), seen=tuple(sorted(seen))) if seen else None
    )


def _is_repeated(count: int, n_reports: int, n_words: int) -> bool:
    least, share = (
        (MIN_REPORTS_LONG, MIN_SHARE_LONG) if n_words > LONG_WORDS else (MIN_REPORTS, MIN_SHARE)
    )
    return count >= least and count >= share * n_reports


def _different(bodies: Sequence[set[str]]) -> list[int]:
    """One report of each group that shares most of its paragraphs, the first of each."""
    kept: list[int] = []
    holders: dict[str, list[int]] = {}
    for index, body in enumerate(bodies):
        shared: Counter[int] = Counter()
        for key in body:
            shared.update(holders.get(key, ()))
        same = any(
            count > SAME_REPORT * min(len(body), len(bodies[other]))
            for other, count in shared.items()
        )
        if not same and body:
            kept.append(index)
            for key in body:
                holders.setdefault(key, []).append(index)
    return kept


def is_of_use(memory: LineMemory, paragraphs: Sequence[str]) -> bool:
    """Whether memory takes something from a report, and not too much."""
    seen = _seen(memory)
    taken = sum(len(line) for line in paragraphs if line_key(line) in seen)
    return 0 < taken <= MAX_TAKEN * sum(map(len, paragraphs))


def remembered(memory: LineMemory | None, line: str) -> str | None:
    """Why a line is the page's: "seen in 12 of 14 reports of this outlet"; None where it is not."""
    count = _seen(memory).get(line_key(line)) if memory else None
    if memory is None or count is None:
        return None
    return f"seen in {count} of {memory.n_reports} reports of this outlet"


@lru_cache(maxsize=64)
def _seen(memory: LineMemory) -> Mapping[str, int]:
    return dict(memory.seen)
