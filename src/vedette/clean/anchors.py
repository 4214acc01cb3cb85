"""Name a place in a text so that it is found again when the text was drawn another way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vedette.model.correction import Anchor

CONTEXT_CHARS = 48
# Words this long say where they stand by themselves; shorter ones need what stood around them.
_TELLING_CHARS = 40
_ENOUGH_CONTEXT = 12
_SAME = str.maketrans("“”„«»‘’‚`–—‑\u00a0\u2009\u202f", '"""""' + "''''" + "---" + "   ")


def anchor_at(
    text: str, start: int, end: int, *, document_id: str, blob_sha256: str, text_sha256: str
) -> Anchor:
    """The anchor of words in a text; white space at both ends is left outside."""
    quote = text[start:end]
    start += len(quote) - len(quote.lstrip())
    end = start + len(quote.strip())
    return Anchor(
        document_id=document_id,
        blob_sha256=blob_sha256,
        text_sha256=text_sha256,
        start=start,
        end=end,
        quote=text[start:end],
        before=text[max(0, start - CONTEXT_CHARS) : start],
        after=text[end : end + CONTEXT_CHARS],
    )


def locate(anchor: Anchor, text: str, text_sha256: str) -> tuple[int, int] | None:
    """Where an anchor's words stand in a text now, or None where that cannot be told.

    In the same text they stand where they stood. In another, every place with the same words (white
    space, dashes and the shape of quotation marks aside) is weighed by what stands around it; short
    words among strangers are not taken.
    """
    if text_sha256 == anchor.text_sha256:
        return (anchor.start, anchor.end)
    found = [(_context(anchor, text, *place), place) for place in occurrences(anchor.quote, text)]
    if not found:
        return None
    had = len(_flat(anchor.before)) + len(_flat(anchor.after))
    share = anchor.start / max(len(text), 1)
    score, place = max(
        found, key=lambda item: (item[0], -abs(item[1][0] / max(len(text), 1) - share))
    )
    telling = len(anchor.quote) >= _TELLING_CHARS and len(found) == 1
    return place if telling or score >= min(_ENOUGH_CONTEXT, had) else None


def occurrences(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Every place of some words in a text, white space and the shape of marks aside."""
    words = quote.translate(_SAME).split()
    if not words:
        return
    pattern = r"\s+".join(re.escape(word) for word in words)
    for match in re.finditer(pattern, text.translate(_SAME)):
        yield match.span()


def _context(anchor: Anchor, text: str, start: int, end: int) -> int:
    """How many characters before and after agree, white space aside."""
    before = _flat(text[max(0, start - 2 * CONTEXT_CHARS) : start])
    after = _flat(text[end : end + 2 * CONTEXT_CHARS])
    return _common(_flat(anchor.before)[::-1], before[::-1]) + _common(_flat(anchor.after), after)


def _flat(text: str) -> str:
    return "".join(text.translate(_SAME).split())


def _common(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count
