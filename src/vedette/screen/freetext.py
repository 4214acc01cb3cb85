"""Every listed party that a text names: exact runs of words first, spellings where a filter fires."""

from __future__ import annotations

import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from vedette.clean.fold import looks_latin, script_of, scripts_of
from vedette.clean.gazetteer import find_all
from vedette.model.listing import Coverage, PartyKind
from vedette.model.screening import Found, Question
from vedette.screen.batch import best_scores
from vedette.screen.screener import Screener, kind_bits
from vedette.screen.windows import READ, Lookups, Window, windows_of

_ROOM = 4096
_MARKS = frozenset("'’‘`ʼʻ´")


# Made from an index once; gone with its screener.
_LOOKUPS: WeakKeyDictionary[Screener, Lookups] = WeakKeyDictionary()


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
        text: Any length. Latin letters are scanned whole; in Hangul, Chinese characters, kana,
            Cyrillic and Arabic the places where a cheap look-up fires are asked one by one.
        kind: Only parties of this kind.
        any_case: Whether words without a capital may be names; by default only where the text has
            hardly any capitals.
    """
    raw = one_byte_each(text)
    if any_case is None:
        capitals = sum(1 for byte in raw[:20_000] if 65 <= byte <= 90)
        any_case = capitals * 200 < len(raw[:20_000])
    named = list(_judged(screener, text, _places(screener, raw, kind, any_case)))
    scripts = frozenset() if text.isascii() else frozenset(scripts_of(text)) & READ - {"Latn"}
    if scripts:
        named += _in_other_scripts(screener, text, kind, scripts)
        named.sort(key=lambda item: (item.start, item.end))
    return named


def _in_other_scripts(
    screener: Screener, text: str, kind: PartyKind | None, scripts: frozenset[str]
) -> list[Named]:
    """The windows that score, each listing once where windows overlap."""
    lookups = _LOOKUPS.get(screener)
    if lookups is None:
        lookups = _LOOKUPS[screener] = Lookups(screener.index)
    by_kind: defaultdict[PartyKind, defaultdict[str, list[Window]]]
    by_kind = defaultdict(lambda: defaultdict(list))
    for window in windows_of(lookups, text, scripts):
        if kind in {None, "unknown", window.kind}:
            by_kind[window.kind][window.name].append(window)
    best: defaultdict[str, list[Named]] = defaultdict(list)
    for as_kind, names in by_kind.items():
        asked = list(names)
        scores = best_scores(screener, asked, as_kind, screener.settings.possible)
        for name, score in zip(asked, scores, strict=True):
            if not score:
                continue
            found = screener.find(Question(name=name, kind=as_kind))
            for item in found:
                if item.verdict == "near_miss":
                    continue
                for at in names[name]:
                    quote = text[at.start : at.end]
                    best[item.listing_id].append(
                        Named(start=at.start, end=at.end, quote=quote, found=item)
                    )
    return [item for places in best.values() for item in _apart(places)]


def _apart(places: list[Named]) -> list[Named]:
    """Of places that overlap, the one that scores most; of equals the shortest."""
    kept: list[Named] = []
    for new in sorted(places, key=lambda item: (item.start, item.end)):
        old = kept[-1] if kept else None
        if old is None or new.start >= old.end:
            kept.append(new)
        elif (-new.found.score, len(new.quote)) < (-old.found.score, len(old.quote)):
            kept[-1] = new
    return kept


def _is_only_where(quote: str, found: Found) -> bool:
    """Whether words are a state or its capital, and the listed name says more than where it is."""
    if len(found.listed_name.split()) <= len(quote.split()):
        return False
    return any(
        find.entry.kind == "state" and find.start == 0 and find.end == len(quote)
        for find in find_all(quote)
    )


def text_coverage(screener: Screener, text: str, named: Sequence[Named]) -> Coverage:
    """What the search of a text did not read: lists, and letters of other scripts than Latin."""
    letters = scripts_of(text)
    total = sum(letters.values())
    unread = {script: n for script, n in sorted(letters.items()) if script not in READ}
    hits = sum(item.found.verdict == "hit" for item in named)
    done = f"{len(text):,} characters searched for {{}}: {len(named)} places, {hits} of them hits."
    if unread:
        told = ", ".join(f"{n:,} {script}" for script, n in unread.items())
        done += (
            f" Names in these letters were not looked for: of {total:,} letters {told} "
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
            told = found and found.verdict != "near_miss" and not _is_only_where(quote, found)
            known[quote, name] = found if told else None
        item = known[quote, name]
        if item is not None:
            yield Named(start=start, end=end, quote=quote, found=item)
