"""Give every quotation to the attribution it belongs to."""

from __future__ import annotations

import re
from typing import Any

from vedette.extract.attribution import Found
from vedette.extract.parse import Parsed
from vedette.extract.quotes import Quotation

# Fewer quoted words that nobody is near are a name or a term, not a saying.
_ALONE_WORDS = 5
_TERM_WORDS = 2
_SAYINGS = frozenset({"speech", "report", "deny", "accuse"})
_SIGNATURE = re.compile(r'"?\s*(?:-{1,2}|–|—|―)\s*(?P<name>[A-Z][^.:;"]{2,60}?)[.\s]*$')
_BETWEEN_CHARS = 300


def claim_quotations(parsed: Parsed, found: list[Found], quotations: tuple[Quotation, ...]) -> None:
    """Add each quotation to its attribution, or to a new one that nobody is known to say.

    A quotation in a cue's own sentence, or in the same paragraph with no other cue between, is that
    cue's; a short quoted phrase inside indirect speech is part of that speech already.
    """
    doc = parsed.doc
    for quotation in quotations:
        if any(_covers(item, quotation) for item in found):
            continue
        candidates = [
            (rank, index)
            for index, item in enumerate(found)
            if (rank := _rank(doc, item, quotation, found)) is not None
        ]
        if candidates:
            best = found[min(candidates)[1]]
            kept = [(a, b) for a, b in best.pieces if b <= quotation.start or a >= quotation.end]
            best.pieces = sorted([*kept, (quotation.start, quotation.end)])
        elif _n_words(doc, quotation) >= _ALONE_WORDS:
            piece = (quotation.start, quotation.end)
            speaker = _signed(doc, quotation)
            rule = "quote-alone" if speaker is None else "quote-signed"
            found.append(Found(parsed, [piece], None, "", speaker, rule))


def _n_words(doc: Any, quotation: Quotation) -> int:
    return len(doc.text[quotation.start : quotation.end].split())


def _signed(doc: Any, quotation: Quotation) -> Any | None:
    """The name behind a dash that signs a quotation and ends the paragraph."""
    hit = _SIGNATURE.match(doc.text, quotation.end)
    if hit is None:
        return None
    span = doc.char_span(hit.start("name"), hit.end("name"), alignment_mode="expand")
    return span.root if span is not None else None


def _covers(item: Found, quotation: Quotation) -> bool:
    return any(start <= quotation.start and quotation.end <= end + 2 for start, end in item.pieces)


def _rank(
    doc: Any, item: Found, quotation: Quotation, found: list[Found]
) -> tuple[int, int] | None:
    """How near a cue stands to a quotation; None if it cannot own it."""
    if item.cue is None or not item.takes_quotation or item.cue_token is None:
        return None
    sent = item.cue_token.sent
    overlaps = quotation.start < sent.end_char and sent.start_char < quotation.end
    distance = max(quotation.start - item.cue[1], item.cue[0] - quotation.end, 0)
    if overlaps:
        # One or two quoted words are a term, unless a true saying holds them.
        said = item.pieces or item.kind == "speech"
        return (0, distance) if said or _n_words(doc, quotation) > _TERM_WORDS else None
    if quotation.start <= item.cue[1] or not item.pieces or item.kind not in _SAYINGS:
        return None
    between = (item.cue[1], quotation.start)
    other_cue = any(
        other is not item
        and other.cue is not None
        and other.takes_quotation
        and between[0] < other.cue[0] < between[1]
        for other in found
    )
    if other_cue or between[1] - between[0] >= _BETWEEN_CHARS:
        return None
    return 1, distance
