"""Groups of reports as a person judged them: laid over the machine's own, one judgement after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from vedette.model.correction import Tie
from vedette.model.story import OriginGroup, Story

Key = TypeVar("Key")
Grouped = TypeVar("Grouped", Story, OriginGroup)


def regroup(
    groups: Iterable[Sequence[Key]],
    ties: Iterable[Tie],
    keys_at: Callable[[Sequence[tuple[str, int]]], set[Key]],
) -> tuple[list[list[Key]], Mapping[Key, tuple[Tie, ...]]]:
    """Lay judgements over groups, in the order they were made, so that the newest holds.

    Args:
        groups: As the machine made them.
        ties: One story or one hand, or not. Judged one, all groups that hold a member of either side
            become one; where only a report joins, it alone moves; judged not one, the left side's
            members leave each group they share with the right side's, together.
        keys_at: What stands at the places of a tie.

    Returns:
        The groups, and the judgements that shaped each member's group.
    """
    made = [list(group) for group in groups]
    shaped: dict[Key, tuple[Tie, ...]] = {}
    for tie in ties:
        left, right = keys_at(tie.left), keys_at(tie.right)
        if not left or not right:
            continue
        if not tie.is_one:
            made = _parted(made, left - right, right)
        elif tie.is_join:
            made = _moved(made, left - right, right)
        else:
            made = _joined(made, left | right)
        for key in left | right:
            shaped[key] = (*shaped.get(key, ()), tie)
    return made, shaped


def _joined(groups: list[list[Key]], members: set[Key]) -> list[list[Key]]:
    held = [group for group in groups if members & set(group)]
    rest = [group for group in groups if not members & set(group)]
    return [[key for group in held for key in group], *rest]


def _moved(groups: list[list[Key]], left: set[Key], right: set[Key]) -> list[list[Key]]:
    """The right side's members go to the group that holds most of the left side's."""
    if not left:
        return groups
    moving = [key for group in groups for key in group if key in right]
    kept = [rest for group in groups if (rest := [key for key in group if key not in right])]
    home = max(kept, key=lambda group: len(left & set(group)))
    return [[*group, *moving] if group is home else group for group in kept]


def _parted(groups: list[list[Key]], left: set[Key], right: set[Key]) -> list[list[Key]]:
    leaving: list[Key] = []
    kept = []
    for group in groups:
        if left & set(group) and right & set(group):
            leaving += [key for key in group if key in left]
            kept.append([key for key in group if key not in left])
        else:
            kept.append(group)
    return [*kept, leaving] if leaving else kept


def parted(ties: Iterable[Tie]) -> frozenset[frozenset[str]]:
    """Pairs of reports whose newest judgement says that neither is a copy of the other."""
    apart: dict[frozenset[str], bool] = {}
    for tie in ties:
        for left, _ in tie.left:
            for right, _ in tie.right:
                apart[frozenset({left, right})] = not tie.is_one
    return frozenset(pair for pair, is_apart in apart.items() if is_apart)


def told(row: Grouped, shaped: Iterable[Tie]) -> Grouped:
    """A story or origin that says which judgements shaped it, and whose they are."""
    ties = {tie.correction_id: tie for tie in shaped}
    if not ties:
        return row
    reason = row.reason
    for tie in ties.values():
        what = {
            ("story", True): "these reports tell one event",
            ("story", False): "it tells another event than reports grouped with it",
            ("origin", True): "these texts come from one hand",
            ("origin", False): "this text is no copy of one it was taken for",
        }[tie.thing, tie.is_one]
        reason += f" That {what} was {tie.says.rstrip('.')}."
    return replace(row, reason=reason, judged=tuple(ties))
