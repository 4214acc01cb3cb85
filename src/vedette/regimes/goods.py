"""Which goods of a regime a customs code may be, by every authority's reading.

A resolution names goods in words; only some of its paragraphs name customs codes. Every other
mapping is somebody's reading, so coverage is always told per authority.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vedette.errors import UsageError
from vedette.model.law import Citation, Goods, Reading, Regime
from vedette.regimes.nomenclature import all_headings

LONGEST_CODE = 10
TEXT_AUTHORITY = "UN"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one authority's reading of one group of goods covers a code.

    ``extent`` is ``whole``; ``part`` (only some goods under the code are meant, ``of`` says
    which); ``wider`` (the code holds the codes ``of`` names and others); ``differing``
    (authorities read the group differently) or ``unread`` (what the authority reads it to be is
    not in the data).
    """

    goods_id: str
    authority: str
    extent: str
    of: str | None
    citation: Citation


@dataclass
class GoodsIndex:
    """Finds the goods of a code by its prefixes; made once for a regime."""

    goods: tuple[Goods, ...]
    _whole: dict[str, list[tuple[Goods, Reading]]] = field(default_factory=dict)
    _part: dict[str, list[tuple[Goods, Reading, str]]] = field(default_factory=dict)
    _out: dict[str, list[tuple[Goods, Reading]]] = field(default_factory=dict)
    # Chapters every heading of which is covered: the chapter is, codes of other editions are not.
    _full: dict[str, list[tuple[Goods, Reading]]] = field(default_factory=dict)
    # Codes that some longer code of a reading begins with: too short to decide.
    _inside: dict[str, list[tuple[Goods, Reading, str]]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    _known: dict[str, tuple[Coverage, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for goods in self.goods:
            self.names[goods.goods_id] = goods.name
            for reading in goods.readings:
                for code in reading.whole:
                    self._whole.setdefault(code, []).append((goods, reading))
                    self._note_inside(code, goods, reading)
                for part in reading.part:
                    self._part.setdefault(part.code, []).append((goods, reading, part.of))
                    self._note_inside(part.code, goods, reading)
                for code in reading.excluded:
                    self._out.setdefault(code, []).append((goods, reading))
                for chapter in _full_chapters(reading):
                    self._full.setdefault(chapter, []).append((goods, reading))

    def _note_inside(self, code: str, goods: Goods, reading: Reading) -> None:
        for end in range(2, len(code)):
            self._inside.setdefault(code[:end], []).append((goods, reading, code))

    def coverage(self, code: str) -> tuple[Coverage, ...]:
        """Every reading that covers a code or a part of it.

        Args:
            code: 2 to 10 digits, as :func:`vedette.regimes.nomenclature.parse_code` gives it.
        """
        found = self._known.get(code)
        if found is None:
            if len(self._known) > 200_000:
                self._known.clear()
            found = self._known[code] = tuple(self._find(code))
        return found

    def _find(self, code: str) -> Iterable[Coverage]:
        extents: dict[tuple[str, str], tuple[str, str | None, Reading]] = {}

        def note(goods: Goods, reading: Reading, extent: str, of: str | None) -> None:
            key = (goods.goods_id, reading.authority)
            known = extents.get(key)
            if known is None or (known[0] != "whole" and extent == "whole"):
                extents[key] = (extent, of, reading)

        prefixes = [code[:end] for end in range(2, min(len(code), LONGEST_CODE) + 1)]
        left_out = {
            (goods.goods_id, reading.authority)
            for prefix in prefixes
            for goods, reading in self._out.get(prefix, ())
        }
        for goods, reading in self._full.get(code, ()):
            note(goods, reading, "whole", None)
        for prefix in prefixes:
            for goods, reading in self._whole.get(prefix, ()):
                note(goods, reading, "whole", None)
            for goods, reading, of in self._part.get(prefix, ()):
                note(goods, reading, "part", of)
        for (goods, reading), codes in self._narrower(code):
            note(goods, reading, "wider", _listed(codes))
        for (goods_id, authority), (extent, what, reading) in extents.items():
            if (goods_id, authority) not in left_out:
                yield Coverage(goods_id, authority, extent, what, reading.citation)

    def _narrower(self, code: str) -> Iterable[tuple[tuple[Goods, Reading], list[str]]]:
        found: dict[tuple[str, str], tuple[tuple[Goods, Reading], list[str]]] = {}
        for goods, reading, inner in self._inside.get(code, ()):
            key = (goods.goods_id, reading.authority)
            found.setdefault(key, ((goods, reading), []))[1].append(inner)
        return found.values()


def _full_chapters(reading: Reading) -> Iterable[str]:
    """Chapters every heading of which a reading covers altogether, in the edition it names."""
    named = {code for code in reading.whole if len(code) == 4}
    edition = re.search(r"\b(19|20)\d\d\b", reading.nomenclature)
    if not named or edition is None:
        return
    try:
        headings = all_headings(f"HS {edition[0]}")
    except UsageError:  # an edition whose headings are not held
        return
    for chapter in sorted({code[:2] for code in named}):
        if {heading for heading in headings if heading[:2] == chapter} <= named:
            yield chapter


def _listed(codes: list[str], most: int = 4) -> str:
    """The first codes of a list in words."""
    more = f" and {len(codes) - most} more" if len(codes) > most else ""
    return f"{', '.join(codes[:most])}{more}"


def find_goods(regime: Regime, words: str) -> tuple[Goods, ...]:
    """Groups of goods by name or term, whole words in any case; empty when none fits."""
    wanted = words.casefold().strip()
    return tuple(
        goods
        for goods in regime.goods
        if wanted in {goods.goods_id, goods.name.casefold(), *map(str.casefold, goods.terms)}
    )
