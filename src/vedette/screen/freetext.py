"""Every listed party that a text names: exact runs of words first, spellings where a filter fires."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from vedette.clean.fold import looks_latin, script_of, scripts_of
from vedette.model.listing import Coverage, PartyKind
from vedette.model.screening import Found, Question
from vedette.screen.screener import Screener, kind_bits

_ROOM = 4096
_MARKS = frozenset("'’‘`ʼʻ´")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place of a text that names a listed party: characters ``start`` to ``end`` are ``quote``."""

    start: int
    end: int
    quote: str
    found: Found


class _OneByte(dict[int, str]):
    """Each character as one of Latin-1, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _MARKS or unicodedata.category(char) in {"Mn", "Cf"}:
            found = "\x01"
        elif char.isascii():
            found = char
        else:
            base = unicodedata.normalize("NFKD", char)[0]
            if base.isascii() and base.isalnum():
                found = base
            elif char.isalpha() and script_of(char) in {"Cyrl", "Grek"} and looks_latin(char):
                found = looks_latin(char).upper() if char.isupper() else looks_latin(char)
            else:
                found = " " if char.isspace() else "|"
        self[code] = found
        return found


_TABLE = _OneByte()


@lru_cache(maxsize=1)
def _plane() -> npt.NDArray[np.uint8]:
    """The first 65,536 characters as bytes; a look-up by array is ten times a translation."""
    return np.array([ord(_TABLE[code]) & 0xFF for code in range(1 << 16)], dtype=np.uint8)


def one_byte_each(text: str) -> bytes:
    """A text with one byte for each character, as the kernel scans it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _plane()[np.minimum(codes, 0xFFFF)].tobytes()


def find_in_text(
    screener: Screener, text: str, *, kind: PartyKind | None = None, any_case: bool | None = None
) -> list[Named]:
    """The listed parties a text names, in reading order, each with its reasons.

    Args:
        screener: Over which lists.
        text: Any length. Names are looked for in Latin letters; a name in another script has to be
            asked for by itself.
        kind: Only parties of this kind.
        any_case: Whether words without a capital may be names; by default only where the text has
            hardly any capitals.
    """
    raw = one_byte_each(text)
    if any_case is None:
        capitals = sum(1 for byte in raw[:20_000] if 65 <= byte <= 90)
        any_case = capitals * 200 < len(raw[:20_000])
    return list(_judged(screener, text, _places(screener, raw, kind, any_case)))


def text_coverage(screener: Screener, text: str, named: Sequence[Named]) -> Coverage:
    """What the search of a text did not read: lists, and letters of other scripts than Latin."""
    letters = scripts_of(text)
    total = sum(letters.values())
    unread = {script: n for script, n in sorted(letters.items()) if script != "Latn"}
    hits = sum(item.found.verdict == "hit" for item in named)
    done = f"{len(text):,} characters searched for {{}}: {len(named)} places, {hits} of them hits."
    if unread:
        told = ", ".join(f"{n:,} {script}" for script, n in unread.items())
        done += (
            f" Names in other letters than Latin were not looked for: of {total:,} letters {told} "
            "(ISO 15924); ask for such names one by one."
        )
    return screener.coverage_of(done, len(named), hits)


def _places(
    screener: Screener, raw: bytes, kind: PartyKind | None, any_case: bool
) -> Iterator[tuple[int, int, int]]:
    out = array("i", bytes(16 * _ROOM))
    floor = round(1000 * screener.settings.possible)
    at = 0
    while at < len(raw):
        n = screener.kernel.scan(raw, at, any_case, kind_bits(kind), floor, _ROOM, memoryview(out))
        yield from ((out[4 * i], out[4 * i + 1], out[4 * i + 2]) for i in range(n))
        if screener.kernel.scanned <= at:
            return
        at = screener.kernel.scanned


def _judged(
    screener: Screener, text: str, places: Iterator[tuple[int, int, int]]
) -> Iterator[Named]:
    known: dict[tuple[str, int], Found | None] = {}
    for start, end, name in places:
        quote = text[start:end]
        if (quote, name) not in known:
            listing = screener.listing_of(name)
            question = Question(name=quote, kind=listing.kind)
            found = screener.find_listing(question, name)
            known[quote, name] = found if found and found.verdict != "near_miss" else None
        item = known[quote, name]
        if item is not None:
            yield Named(start=start, end=end, quote=quote, found=item)
