"""Where goods named in a text stand in the Harmonized System, where the words leave no doubt."""

from __future__ import annotations

import re
from functools import lru_cache

from vedette.clean.data_files import load_yaml


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str]]:
    rows = load_yaml("vedette.extract", "goods.yml")["goods"]
    codes = {word: tuple(row["hs"]) for row in rows for word in row["words"]}
    longest = sorted(codes, key=len, reverse=True)
    return codes, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)


def hs_of(words: str) -> tuple[str, ...]:
    """The HS chapters, headings or ranges of the goods some words name, in their order.

    Returns:
        Codes of two to six digits or chapter ranges ("50-63"); empty where no goods are named or
        the words leave the chapter open.
    """
    codes, pattern = _table()
    found = (codes[hit.group().casefold()] for hit in pattern.finditer(words))
    return tuple(dict.fromkeys(code for row in found for code in row))
