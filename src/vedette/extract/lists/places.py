"""Countries as lists print them, as ISO 3166-1 alpha-2."""

from __future__ import annotations

from functools import lru_cache

from vedette.clean.data_files import load_yaml


@lru_cache(maxsize=8192)
def country_code(printed: str) -> str | None:
    """The code of a country printed by name, adjective or code; None where it is not understood.

    Territories without a code of their own (and states that are gone) give None rather than the
    state that claims or followed them.
    """
    from rigour.territories import lookup_territory

    text = printed.strip(" .,;").removeprefix("Region:").strip()
    if not text or len(text) > 100:
        return None
    known = load_yaml("vedette.extract", "lists.yml")["countries"].get(text.casefold())
    if known:
        return str(known)
    found = lookup_territory(text)
    code = found.code if found else ""
    return code.upper() if len(code) == 2 and code.isalpha() else None
