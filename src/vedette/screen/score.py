"""From an alignment to a number between 0 and 1, and what speaks against it.

The number orders candidates. It decides nothing without the reasons.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vedette.screen.compare import RULES, Comparison

# A rare word says more than a common one, but no word says nothing.
MIN_WEIGHT = 0.35
# A word of the query that the list does not have counts fully against; one that only the list has
# counts less, because reports shorten names.
UNMATCHED_QUERY = 1.0
UNMATCHED_LISTED = 0.6


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each word of a list says, from how many listed names carry it."""

    by_token: Mapping[str, float]

    def of(self, token: str | None) -> float:
        if token is None:
            return 0.0
        parts = token.split()
        return sum(self.by_token.get(part, 1.0) for part in parts)


def weights_from(counts: Mapping[str, int], n_names: int) -> Weights:
    """Inverse document frequency, scaled so that the rarest word weighs one."""
    top = math.log(n_names + 1)
    return Weights(
        {
            token: max(MIN_WEIGHT, math.log((n_names + 1) / (count + 1)) / top if top else 1.0)
            for token, count in counts.items()
        }
    )


def score(comparison: Comparison, weights: Weights) -> float:
    """The share of both names' weight that found a partner, each pair by its rule's weight."""
    matched, total = 0.0, 0.0
    for query, listed, rule in comparison.pairs:
        weight = max(weights.of(query), weights.of(listed))
        if query is None:
            total += UNMATCHED_LISTED * weight
        elif listed is None:
            total += UNMATCHED_QUERY * weight
        else:
            matched += RULES[rule][0] * weight
            total += weight
    return matched / total if total else 0.0


def contradictions(
    comparison: Comparison, query: Sequence[str], listed: Sequence[str]
) -> list[str]:
    """What speaks against the two being one party, each as a sentence; omissions are not among it."""
    found = []
    left = [a for a, b, _ in comparison.pairs if a and not b]
    right = [b for a, b, _ in comparison.pairs if b and not a]
    numbers = (
        {word for word in query if word.isdigit()},
        {word for word in listed if word.isdigit()},
    )
    if numbers[0] != numbers[1]:
        shown = [" ".join(sorted(side)) or "none" for side in numbers]
        found.append(
            f"the numbers differ ({shown[0]} and {shown[1]}): numbered names are different parties"
        )
    if comparison.is_korean and left and right:
        found.append(
            f"the syllables {' '.join(left).upper()} and {' '.join(right).upper()} differ: "
            "in Korean names that is a different name"
        )
    elif left and right:
        found.append(f"{' '.join(left)} and {' '.join(right)} have no partner on the other side")
    return found
