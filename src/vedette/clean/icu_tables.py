"""ICU's transliteration tables, each made once, on text that may be anything."""

from __future__ import annotations

from functools import lru_cache

import icu


@lru_cache(maxsize=32)
def _table(name: str) -> icu.Transliterator:
    return icu.Transliterator.createInstance(name)


def transform(name: str, text: str) -> str:
    """A text through one of ICU's tables; characters no table can carry are left out.

    Some tables cut characters beyond the basic plane in two, which no longer is text: then the
    characters go one by one, and those that break are dropped.

    Args:
        name: ICU's name of the table, or of a chain of them (``Any-Latin; Latin-ASCII``).
        text: Any text without lone surrogates.
    """
    table = _table(name)
    try:
        return str(table.transliterate(text))
    except icu.ICUError:
        return "".join(_one(table, char) for char in text)


def _one(table: icu.Transliterator, char: str) -> str:
    try:
        return str(table.transliterate(char))
    except icu.ICUError:
        return ""
