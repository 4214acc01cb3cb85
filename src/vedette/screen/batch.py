"""Many names at once: the same kernel, called once for thousands; reasons only for what was found."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence

from vedette.model.listing import PartyKind
from vedette.model.screening import Found, Question
from vedette.screen.normal import normal_forms
from vedette.screen.rules import FORM_TRUST
from vedette.screen.screener import Screener, kind_bits, kinds_read_as

_BEST = 4


def best_scores(
    screener: Screener, names: Sequence[str], kind: PartyKind | None, floor: float
) -> list[int]:
    """For each name the best score in thousandths, 0 where none reaches the floor."""
    lines: list[str] = []
    owners: list[int] = []
    trusts: list[int] = []
    for row, name in enumerate(names):
        for read_as in kinds_read_as(kind):
            for form in normal_forms(name, read_as):
                lines.append(" ".join(form.tokens))
                owners.append(row)
                trusts.append(FORM_TRUST.get(form.how, 1000))
    best = [0] * len(names)
    if not lines:
        return best
    counts = array("i", bytes(4 * len(lines)))
    out = array("i", bytes(8 * _BEST * len(lines)))
    screener.kernel.search_lines(
        "\n".join(lines).encode("ascii"),
        kind_bits(kind),
        round(1000 * floor),
        _BEST,
        memoryview(counts),
        memoryview(out),
    )
    for line, (row, trust) in enumerate(zip(owners, trusts, strict=True)):
        if counts[line]:
            score = out[2 * _BEST * line + 1] * trust // 1000
            if score > best[row]:
                best[row] = score
    return best


def find_many(screener: Screener, questions: Sequence[Question]) -> list[list[Found]]:
    """What each question may mean: hits and possibles with all reasons; look-alikes are left out."""
    by_kind: defaultdict[PartyKind | None, list[int]] = defaultdict(list)
    for row, question in enumerate(questions):
        by_kind[question.kind].append(row)
    found: list[list[Found]] = [[] for _ in questions]
    for kind, rows in by_kind.items():
        names = [questions[row].name for row in rows]
        scores = best_scores(screener, names, kind, screener.settings.possible)
        for row, score in zip(rows, scores, strict=True):
            if score or questions[row].identifiers:
                answers = screener.find(questions[row])
                found[row] = [item for item in answers if item.verdict != "near_miss"]
    return found
