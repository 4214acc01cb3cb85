"""Cut off a statement's content what is not part of what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vedette.extract.attribution import Run, is_added
from vedette.extract.cues import cue_words, gloss_phrases
from vedette.extract.quotes import with_twin_mark

_LEADING = ("meanwhile, ", "meanwhile ", "but ", "and ", ", ", "; ")
_EDGES = ' ",;:—–-'


def trimmed(doc: Any, pieces: Iterable[Run]) -> list[Run]:
    """Cut the reporter's glosses, connecting words and punctuation off the content."""
    kept: list[Run] = []
    for start, end in pieces:
        for a, b in _without_glosses(doc, start, end):
            a, b = _bare(doc.text, a, b)
            if b - a >= 2 and any(ch.isalnum() for ch in doc.text[a:b]):
                kept.append((a, b))
    return _joined(doc.text, kept)


def continued(doc: Any, pieces: list[Run], barred: Iterable[int]) -> list[Run]:
    """What goes on behind a colon or semicolon at the end of content, to the end of that sentence.

    Args:
        doc: The parsed passage.
        pieces: The content, untrimmed.
        barred: Where other cues stand; what one of them holds is not drawn in.
    """
    if not pieces:
        return pieces
    start, end = pieces[-1]
    at = end
    while at < len(doc.text) and doc.text[at] == " ":
        at += 1
    joint = doc.text[end - 1] if doc.text[end - 1] in ":;" else doc.text[at : at + 1]
    if joint not in {":", ";"}:
        return pieces
    stop = next((s.end_char for s in doc.sents if s.end_char > at + 2), end)
    if stop <= end or any(at < other < stop for other in barred):
        return pieces
    return [*pieces[:-1], (start, stop)]


def _bare(text: str, start: int, end: int) -> Run:
    changed = True
    while changed:
        changed = False
        while start < end and text[start] in _EDGES:
            start += 1
        for word in _LEADING:
            if text[start:end].casefold().startswith(word):
                start += len(word)
                changed = True
        while start < end and text[end - 1] in _EDGES:
            end -= 1
    return with_twin_mark(text, start, end)


def _without_glosses(doc: Any, start: int, end: int) -> Iterator[Run]:
    text = doc.text
    low = text.casefold()
    for phrase in gloss_phrases():
        at = low.find(f", {phrase}", start, end)
        if at >= 0:
            stop = _gloss_end(text, at + 2, end)
            yield from _without_glosses(doc, start, at)
            if stop < end:
                yield from _without_glosses(doc, stop, end)
            return
    for token in doc:
        within = start < token.idx < end and token.i > 0 and doc[token.i - 1].text == ","
        if within and (_is_gloss(token) or is_added(token) or _is_according(doc, token)):
            yield start, doc[token.i - 1].idx
            return
    yield start, end


def _is_gloss(token: Any) -> bool:
    return token.tag_ == "VBG" and token.lower_ in cue_words("gloss_participles")


def _is_according(doc: Any, token: Any) -> bool:
    return bool(
        token.lower_ == "according" and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to"
    )


def _gloss_end(text: str, start: int, end: int) -> int:
    """A gloss ends at the next comma that does not stand in a bracket, or with the stretch."""
    depth = 0
    for index in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if text[index] in ",;" and depth <= 0:
            return index
    return end


def _joined(text: str, pieces: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1] + 1 and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
