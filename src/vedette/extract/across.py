"""Attributions that reach over the end of a paragraph: an announcement with a colon, then the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vedette.extract.attribution import Found, child, inside, is_passive, subject_of_cue
from vedette.extract.cues import verb_cue
from vedette.extract.parse import Parsed
from vedette.extract.quotes import find_quotations

_REACH = 20


def announced(parsed: Sequence[Parsed], found: Sequence[list[Found]]) -> None:
    """Give a paragraph behind "X said:" to X, in place.

    Args:
        parsed: The passages in reading order.
        found: The attributions of each; what nobody says in an announced paragraph is replaced.
    """
    for index in range(len(parsed) - 1):
        said = _announcement(parsed[index])
        if said is None or _has_content(found[index], said):
            continue
        following = parsed[index + 1]
        pieces = _words(following)
        if not pieces:
            continue
        kept = [item for item in found[index + 1] if item.cue is not None]
        if any(_covers(item, pieces) for item in kept):
            continue
        cue = verb_cue(said)
        found[index + 1][:] = [
            Found(
                following,
                pieces,
                None,
                cue.lemma if cue else "",
                subject_of_cue(said),
                "announced",
                manner="direct",
                speaker_in=parsed[index],
            ),
            *kept,
        ]


def _announcement(item: Parsed) -> Any | None:
    """The cue right before the colon a paragraph ends with."""
    words = [t for t in item.doc if not t.is_space]
    if not words or words[-1].text != ":":
        return None
    quotations = find_quotations(item.doc.text)
    for token in reversed(words[-_REACH:]):
        cue = verb_cue(token) if token.pos_ == "VERB" else None
        if cue and cue.takes_quotation and not inside(token.idx, quotations):
            return None if is_passive(token) or subject_of_cue(token) is None else token
    return None


def _has_content(found: Sequence[Found], cue: Any) -> bool:
    """Whether a cue governs a clause of its own, behind it and before the colon."""
    clause = child(cue, "ccomp")
    return clause is not None and clause.i > cue.i and len(list(clause.subtree)) > 3


def _words(item: Parsed) -> list[tuple[int, int]]:
    quotations = find_quotations(item.doc.text)
    if quotations and quotations[0].start <= 2:
        return [(quotations[0].start, quotations[0].end)]
    text = item.doc.text
    return [(len(text) - len(text.lstrip()), len(text.rstrip()))] if text.strip() else []


def _covers(item: Found, pieces: Sequence[tuple[int, int]]) -> bool:
    return any(a <= pieces[0][0] and pieces[-1][1] <= b + 2 for a, b in item.pieces)
