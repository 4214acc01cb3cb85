"""Names everybody in the field must read the same way: states, agencies, bodies.

Gazetteers come first and overrule any model. A form says how it names its entry: by name, as an
adjective, as a capital, or as the seat that stands for a government.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vedette.clean.data_files import load_yaml

How = Literal["name", "adjective", "capital", "metonym"]
EntryKind = Literal["state", "agency", "body"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One known party: ``ref`` is ``state:KP``, ``agency:kcna``, ``body:un-security-council``.

    ``state`` is the ISO 3166-1 alpha-2 code it belongs to, if one; ``subkind`` is the kind of
    agency (wire, state-media, newspaper, broadcaster).
    """

    ref: str
    kind: EntryKind
    name: str
    forms: tuple[tuple[str, How], ...]
    state: str | None = None
    subkind: str | None = None


@dataclass(frozen=True, slots=True)
class Find:
    """A gazetteer form in a text, by character offsets."""

    start: int
    end: int
    entry: Entry
    how: How


@lru_cache(maxsize=1)
def states() -> Mapping[str, Entry]:
    """All states and territories with a code of their own, by ref."""
    from rigour.territories import get_territories

    extra = {row["code"]: row for row in load_yaml("vedette.clean", "states.yml")["states"]}
    found: dict[str, Entry] = {}
    for territory in get_territories():
        code = territory.code.upper()
        if len(code) != 2 or not territory.is_country or territory.is_historical:
            continue
        row = extra.get(code, {})
        names = dict.fromkeys([territory.name, territory.full_name, *row.get("names", ())])
        forms: list[tuple[str, How]] = [(name, "name") for name in names if name]
        forms += [(form, "adjective") for form in row.get("adjectives", ()) if form not in names]
        forms += [(form, "capital") for form in row.get("capitals", ())]
        forms += [(form, "metonym") for form in row.get("metonyms", ())]
        ref = f"state:{code}"
        found[ref] = Entry(ref, "state", territory.name, tuple(forms), state=code)
    return found


@lru_cache(maxsize=1)
def agencies() -> Mapping[str, Entry]:
    """News agencies and outlets that reports credit, by ref."""
    found = {}
    for row in load_yaml("vedette.clean", "agencies.yml")["agencies"]:
        ref = f"agency:{row['id']}"
        forms: tuple[tuple[str, How], ...] = tuple((form, "name") for form in row["forms"])
        found[ref] = Entry(ref, "agency", row["name"], forms, row["country"], row["kind"])
    return found


@lru_cache(maxsize=1)
def bodies() -> Mapping[str, Entry]:
    """International bodies and offices, by ref."""
    found = {}
    for row in load_yaml("vedette.clean", "bodies.yml")["bodies"]:
        ref = f"body:{row['id']}"
        forms: tuple[tuple[str, How], ...] = tuple((form, "name") for form in row["forms"])
        found[ref] = Entry(ref, "body", row["name"], forms, row.get("state"))
    return found


def entry(ref: str) -> Entry | None:
    """The entry of a ref, or None."""
    return states().get(ref) or agencies().get(ref) or bodies().get(ref)


_OFFICES = {"prime": "prime minister", "head": "head of state"}


def name_of(ref: str) -> str:
    """What a ref is called: the name listed for it, else its parts as words.

    ``state:RU`` is Russia, ``ministry:RU:foreign`` the "foreign ministry of Russia",
    ``ministry::foreign`` the "foreign ministry" of a state the text does not tell.
    """
    known = entry(ref)
    if known:
        return known.name
    kind, _, rest = ref.partition(":")
    if kind == "person":
        return rest.title()
    if kind != "ministry":
        return rest or ref
    state, _, office = rest.partition(":")
    owner = entry(f"state:{state}") if state else None
    words = _OFFICES.get(office, f"{office} ministry")
    return f"{words} of {owner.name}" if owner else words


def state_of(text: str) -> Entry | None:
    """The state a form names, however it names it; None if it names none."""
    found = _forms().get(_key(text))
    return found[0] if found and found[0].kind == "state" else None


def agency_of(text: str) -> Entry | None:
    """The agency a form names exactly; None if it names none."""
    found = _forms().get(_key(text))
    return found[0] if found and found[0].kind == "agency" else None


def agencies_in(text: str) -> Iterator[Entry]:
    """Every agency named in a credit line, in order."""
    for find in find_all(text):
        if find.entry.kind == "agency":
            yield find.entry


def find_all(text: str) -> Iterator[Find]:
    """Every gazetteer form in a text, longest first at each place, never overlapping."""
    for hit in _pattern().finditer(text):
        entry_of_form, how = _forms()[_key(hit.group())]
        yield Find(hit.start(), hit.end(), entry_of_form, how)


def _key(form: str) -> str:
    return " ".join(form.replace("’", "'").split())


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[Entry, How]]:
    found: dict[str, tuple[Entry, How]] = {}
    for table in (bodies(), agencies(), states()):
        for item in table.values():
            for form, how in item.forms:
                found.setdefault(_key(form), (item, how))
    return found


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    forms = sorted(_forms(), key=len, reverse=True)
    parts = (re.escape(form).replace("'", "['’]").replace(r"\ ", r"\s+") for form in forms)
    return re.compile(
        rf"(?<![\w.-])(?:{'|'.join(parts)})(?![\w])(?!-(?!led|backed|based|made|flagged)\w)"
    )
