"""A listing in the making, and the complaints a reader gathers on its way.

A strict door: what a reader does not take out of a record it complains about. Complaints of one
kind are counted, with the first place named, so that a changed column is one line and not thousands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from vedette.extract.lists.places import country_code
from vedette.extract.lists.scripts import script_of, split_scripts
from vedette.model.ids import sha256_hex
from vedette.model.listing import (
    CountryRole,
    CountryTie,
    DateBasis,
    Identifier,
    ListedName,
    Listing,
    NameQuality,
    NameRole,
    PartyKind,
)

# No name on any list read so far is longer than 400 characters; a longer one is a broken quote.
MAX_NAME = 1000
# The longest free text seen is 9,000 characters (an EU statement of reasons).
MAX_TEXT = 50_000
_RANK: dict[str, int] = {"primary": 0, "strong": 1, "weak": 2}


class Complaints:
    """What was odd in a file, each kind once with its count and first place."""

    def __init__(self) -> None:
        self._found: dict[str, list[Any]] = {}

    def add(self, what: str, where: str) -> None:
        """Note one more of a kind. ``what`` names the kind, ``where`` the record."""
        known = self._found.setdefault(what, [0, where])
        known[0] += 1

    def sentences(self) -> tuple[str, ...]:
        """One line a kind, in the order they were met."""
        return tuple(
            f"{where}: {what}" if count == 1 else f"{what} ({count} times, first at {where})"
            for what, (count, where) in self._found.items()
        )


@dataclass(slots=True)
class Draft:
    """One record while it is being read."""

    list_ref: str
    kind: PartyKind
    locator: str
    complaints: Complaints
    regime: str = ""
    listed_on: str | None = None
    delisted_on: str | None = None
    names: dict[str, ListedName] = field(default_factory=dict)
    identifiers: dict[Identifier, None] = field(default_factory=dict)
    births: dict[str, None] = field(default_factory=dict)
    countries: dict[CountryTie, None] = field(default_factory=dict)
    programmes: dict[str, None] = field(default_factory=dict)
    amended: dict[str, None] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)
    details: dict[str, dict[str, None]] = field(default_factory=dict)

    def complain(self, what: str) -> None:
        """Note something odd in this record."""
        self.complaints.add(what, self.locator)

    def name(
        self,
        printed: str | None,
        quality: NameQuality = "strong",
        role: NameRole = "alias",
        *,
        family: str | None = None,
        given: str | None = None,
        note: str | None = None,
    ) -> None:
        """Take a name; a part in another script is a name of its own; repeats keep the stronger."""
        text = tidy(printed)
        if not text:
            return
        if len(text) > MAX_NAME:
            self.complain(f"a name of more than {MAX_NAME} characters was left out")
            return
        for at, value in enumerate(split_scripts(text)):
            if not any(ch.isalnum() for ch in value):
                continue
            first = at == 0
            self._keep(
                ListedName(
                    value=value,
                    quality=quality if first or quality == "weak" else "strong",
                    note=note or None,
                    role=role if first else "original",
                    script=script_of(value),
                    family=(tidy(family) or None) if first else None,
                    given=(tidy(given) or None) if first else None,
                )
            )

    def _keep(self, name: ListedName) -> None:
        known = self.names.get(name.value)
        if known is None or _RANK[name.quality] < _RANK[known.quality]:
            self.names[name.value] = name

    def identify(
        self,
        scheme: str,
        value: str | None,
        *,
        note: str | None = None,
        country: str | None = None,
        standing: Literal["genuine", "presented"] = "genuine",
    ) -> None:
        """Take an identifier. ``country`` is printed, and is understood here."""
        text = tidy(value).strip(" .,;")
        if text:
            found = Identifier(
                scheme=scheme,
                value=text[:MAX_NAME],
                note=tidy(note) or None,
                standing=standing,
                country=country_code(country) if country else None,
            )
            self.identifiers[found] = None

    def born(self, edtf: str | None) -> None:
        """Take a birth date."""
        if edtf:
            self.births[edtf] = None

    def tie(self, printed: str | None, role: CountryRole) -> None:
        """Take a country, with what ties the party to it."""
        text = tidy(printed).strip(" .,;")
        if text:
            self.countries[CountryTie(code=country_code(text), role=role, printed=text)] = None

    def programme(self, printed: str | None) -> None:
        """Take a programme in the list's own words."""
        text = tidy(printed)
        if text:
            self.programmes[text] = None

    def amend(self, edtf: str | None) -> None:
        """Take a day on which the list says it changed the record."""
        if edtf:
            self.amended[edtf] = None

    def remark(self, text: str | None) -> None:
        """Take free text."""
        kept = tidy(text)
        if kept:
            self.remarks[kept[:MAX_TEXT]] = None

    def detail(self, key: str, value: str | None) -> None:
        """Take a field that is kept and shown, not compared."""
        text = tidy(value)
        if text:
            self.details.setdefault(key, {})[text[:MAX_TEXT]] = None

    def listing(self, list_id: str, release_id: str) -> Listing | None:
        """The finished listing, or None (and a complaint) where it has no name."""
        if not self.names:
            self.complain("it has no name and was left out")
            return None
        ordered = sorted(self.names.values(), key=lambda name: name.quality != "primary")
        if ordered[0].quality != "primary":
            first = ordered[0]
            self.complain("it has no primary name; its first name stands for it")
            ordered[0] = ListedName(
                value=first.value,
                quality="primary",
                note=first.note,
                role=first.role,
                script=first.script,
                family=first.family,
                given=first.given,
            )
        nationalities = [tie.printed for tie in self.countries if tie.role == "nationality"]
        content: dict[str, Any] = {
            "list_id": list_id,
            "list_ref": tidy(self.list_ref),
            "kind": self.kind,
            "name": ordered[0].value,
            "names": tuple(ordered),
            "identifiers": tuple(self.identifiers),
            "birth_dates": tuple(self.births),
            "nationalities": tuple(dict.fromkeys(nationalities)),
            "regime": tidy(self.regime),
            "listed_on": self.listed_on,
            "amended_on": tuple(sorted(self.amended)),
            "remarks": "; ".join(self.remarks) or None,
            "locator": self.locator,
            "programmes": tuple(self.programmes),
            "countries": tuple(self.countries),
            "delisted_on": self.delisted_on,
            "details": {key: tuple(values) for key, values in sorted(self.details.items())},
        }
        return Listing(listing_id=_id_of(content), release_id=release_id, **content)


def _id_of(content: Mapping[str, Any]) -> str:
    """The id of a listing is its content: releases that say the same share it."""
    text = json.dumps(
        content, default=_parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )
    return "li_" + sha256_hex(text.encode("utf-8", "surrogatepass"))[:20]


def _parts(value: Any) -> list[Any]:
    return [getattr(value, slot) for slot in type(value).__slots__]


@dataclass(frozen=True, slots=True)
class Raw:
    """What a reader gives: the day the file dates itself, its drafts, and its complaints.

    Args:
        stated: How many entries the file itself says it holds, where it says so.
        list_id: The list, where the file tells which of several it is.
        n_rows: Rows per part, for files of several parts.
    """

    drafts: Iterable[Draft]
    complaints: Complaints
    dated_on: str | None = None
    date_basis: DateBasis = "none"
    stated: int | None = None
    n_rows: dict[str, int] = field(default_factory=dict)


def tidy(text: str | None) -> str:
    """Text with even white space and no control characters."""
    if not text:
        return ""
    found = " ".join(text.split())
    if found.isprintable():
        return found
    return "".join(ch for ch in found if ch.isprintable() or ch in "\u200c\u200d").strip()
