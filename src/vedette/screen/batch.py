"""Many names at once: the same kernel, called once for thousands; reasons are for what was found."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from vedette.clean.forms import NameForm
from vedette.model.listing import PartyKind
from vedette.screen.normal import normal_forms, read_normal_forms
from vedette.screen.rules import FORM_TRUST
from vedette.screen.screener import Screener, kind_bits, kinds_read_as

_BEST = 4


def best_scores(
    screener: Screener,
    names: Sequence[str],
    kind: PartyKind | None,
    floor: float,
    forms_of: Callable[[str, str], tuple[NameForm, ...]] = normal_forms,
) -> list[int]:
    """For each name the best score in thousandths, 0 where none reaches the floor."""
    lines: list[str] = []
    owners: list[int] = []
    trusts: list[int] = []
    for row, name in enumerate(names):
        for read_as in kinds_read_as(kind):
            for form in forms_of(name, read_as):
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


class Sieve:
    """Tells which of many names are worth :meth:`Screener.find_alerts`; most are not.

    Customers share names: a name asked before is not asked again, within a bound. Its forms are not
    kept, which take ten times the room of its score.
    """

    def __init__(self, screener: Screener, most_kept: int = 1 << 17) -> None:
        self._screener, self._most_kept = screener, most_kept
        self._known: dict[PartyKind | None, dict[str, int]] = {}

    def passed(self, names: Sequence[str], kinds: Sequence[PartyKind | None]) -> list[int]:
        """Places of the names that reach the threshold of a possible match, in order."""
        by_kind: defaultdict[PartyKind | None, list[int]] = defaultdict(list)
        for place, kind in enumerate(kinds):
            by_kind[kind].append(place)
        found: list[int] = []
        for kind, places in by_kind.items():
            known = self._scores([names[place] for place in places], kind)
            found += [place for place in places if known[names[place]]]
        return sorted(found)

    def _scores(self, names: Sequence[str], kind: PartyKind | None) -> Mapping[str, int]:
        known = self._known.setdefault(kind, {})
        fresh = [name for name in dict.fromkeys(names) if name not in known]
        if len(known) + len(fresh) > self._most_kept:
            known.clear()
            fresh = list(dict.fromkeys(names))
        floor = self._screener.settings.possible
        scores = best_scores(self._screener, fresh, kind, floor, read_normal_forms)
        known.update(zip(fresh, scores, strict=True))
        return known
