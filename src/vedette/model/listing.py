"""Who is on which list, as one release of the list says it; and what met whom.

What a screener reads off a :class:`Listing`: every name with its quality (a weak alias confirms, it
does not accuse), role and script; birth dates as EDTF; countries with what ties the party to them;
identifiers that are the party's own (``genuine``) apart from those it only *presented* (a
fraudulent IMO number is another ship's or nobody's); the programme and the days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vedette.model.evidence import Span

# ``unknown``: the list does not say what the party is; it is screened against every kind.
PartyKind = Literal["person", "organisation", "vessel", "aircraft", "unknown"]
Verdict = Literal["hit", "possible", "near_miss"]
NameQuality = Literal["primary", "strong", "weak"]
# ``variation`` is another spelling of a name, ``alias`` another name, ``former`` one given up,
# ``original`` the name in the script of the party's own language.
NameRole = Literal["name", "alias", "variation", "former", "original"]
CountryRole = Literal["nationality", "birth", "residence", "flag", "registration", "former", "tie"]
# ``designation``: being on it has legal effect. ``reported``: somebody reported the party, no law
# names it. ``own``: the user's own list.
ListNature = Literal["designation", "reported", "own"]
DateBasis = Literal["content", "name", "given", "fetched", "entries", "none"]


# Fields that workspaces of format 1 do not hold; there, their absence means the default.
_SINCE_2 = {"since": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFile:
    """One file of a release: the part it plays (``main``, ``alt`` …), its hash and its size."""

    role: str
    name: str
    blob_sha256: str
    n_rows: int
    dated_on: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRelease:
    """One list as it stood: the file, its date, and what was counted in it.

    Args:
        blob_sha256: The main file. All files of the release are in ``files``.
        generated_on: The day the publisher dates it (ISO); None where nothing dates it.
        date_basis: What that day rests on: the file's content, its name, the user, the fetch, or the
            newest day any entry prints (``entries``: the list is of that day or later).
        counts: Listings by kind.
        warnings: What was odd in it: fields not known, values not understood, parts missing.
        nature: Whether the list is law, a report, or the user's own.
        origin: The address it was fetched from, or the name it was given under.
        is_partial: It was accepted as an extract: absence from it says nothing.
    """

    release_id: str
    list_id: str
    title: str
    blob_sha256: str
    generated_on: str | None
    n_listings: int
    counts: dict[str, int]
    warnings: tuple[str, ...] = ()
    format: str = field(default="", metadata=_SINCE_2)
    date_basis: DateBasis = field(default="none", metadata=_SINCE_2)
    nature: ListNature = field(default="designation", metadata=_SINCE_2)
    origin: str = field(default="", metadata=_SINCE_2)
    is_partial: bool = field(default=False, metadata=_SINCE_2)
    files: tuple[ReleaseFile, ...] = field(default=(), metadata=_SINCE_2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMembers:
    """The listings one release carries, in its order; a listing is stored once, in many releases."""

    release_id: str
    listing_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of a listing. Weak aliases confirm, they do not accuse.

    Args:
        value: As the list prints it, white space made even.
        quality: ``primary`` is the name the list files the party under.
        role: What kind of name it is.
        script: The script most of its letters are of, ISO 15924 (``Latn``, ``Hang``, ``Hani``);
            None where it was not told.
        family: The family name alone, where the list parts it off.
        given: The other names, where the list parts them off.
    """

    value: str
    quality: NameQuality
    note: str | None = None
    role: NameRole = "alias"
    script: str | None = None
    family: str | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier printed for a party: its scheme (``imo``, ``passport`` …) and value.

    Args:
        scheme: See ``identifier_schemes`` in ``extract/data/lists.yml``. ``imo`` is a ship's
            number, ``imo_company`` a company's: seven digits both, never the same thing.
        standing: ``genuine``: the list gives it as the party's own. ``presented``: the party used
            or showed it, but it is false, or another's; it must never find its rightful bearer.
        country: ISO 3166-1 alpha-2 of the issuer, where told.
    """

    scheme: str
    value: str
    note: str | None = None
    standing: Literal["genuine", "presented"] = "genuine"
    country: str | None = None

    @property
    def is_genuine(self) -> bool:
        """Whether the list gives it as the party's own."""
        return self.standing == "genuine"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTie:
    """What ties a party to a country: ``code`` is ISO 3166-1 alpha-2, None where not understood."""

    code: str | None
    role: CountryRole
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One party as a list carries it, in these words.

    The id is made of the list and the content: releases that say the same of a party share one
    listing. ``release_id`` is the release it was asked for in.

    Args:
        list_ref: What the list calls the record (``KPi.033``, OFAC's number, ``DPR0012``).
        birth_dates: EDTF: a day, a month, a year, about (``1962~``) or an interval
            (``1938/1940``). See :func:`vedette.clean.dates.first_day` and ``last_day``.
        nationalities: As printed; ``countries`` has them as codes.
        regime: The regime it is listed under (``UN-KP``); the first where there are several.
        programmes: Every programme the list names, in its own words.
        listed_on, amended_on, delisted_on: Days the *list* prints (EDTF). A delisting that shows
            only by absence is told by :class:`~vedette.model.history.PartyHistory`.
        remarks: The list's free text.
        details: Further fields, taken and not compared: ``address``, ``position``, ``gender`` …
        locator: Where in the file the record stands (``INDIVIDUAL[DATAID=…]``, ``row 12``).
    """

    listing_id: str
    release_id: str
    list_id: str
    list_ref: str
    kind: PartyKind
    name: str
    names: tuple[ListedName, ...]
    identifiers: tuple[Identifier, ...]
    birth_dates: tuple[str, ...]
    nationalities: tuple[str, ...]
    regime: str
    listed_on: str | None
    amended_on: tuple[str, ...]
    remarks: str | None
    locator: str
    programmes: tuple[str, ...] = field(default=(), metadata=_SINCE_2)
    countries: tuple[CountryTie, ...] = field(default=(), metadata=_SINCE_2)
    delisted_on: str | None = field(default=None, metadata=_SINCE_2)
    details: dict[str, tuple[str, ...]] = field(default_factory=dict, metadata=_SINCE_2)

    @property
    def party(self) -> str:
        """The party of this list, whatever the release: ``UN-SC:KPi.033``."""
        return f"{self.list_id}:{self.list_ref}"

    def numbers(self, scheme: str) -> tuple[str, ...]:
        """The genuine identifiers of a scheme; presented ones are left out."""
        return tuple(i.value for i in self.identifiers if i.scheme == scheme and i.is_genuine)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which word of the name met which word of the listing, by which rule, and its weight.

    A rule of ``unmatched-query`` or ``unmatched-listed`` has None on the other side.
    """

    query: str | None
    listed: str | None
    rule: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What screening one name found; a near miss says why it is not a hit.

    Args:
        subject_ref: The mention ref screened (``person:choe son hui``).
        score: 0 to 1, meaningful only with ``verdict`` and ``explanation``.
        reasons_against: Each a sentence; empty only for a hit.
        searched: Release ids of the lists searched.
        span: A place where the screened name stands.
    """

    match_id: str
    layer_id: str
    span: Span
    subject_name: str
    subject_ref: str
    subject_kind: PartyKind
    listing_id: str
    list_id: str
    list_ref: str
    listed_name: str
    verdict: Verdict
    score: float
    alignment: tuple[Alignment, ...]
    explanation: str
    reasons_against: tuple[str, ...]
    searched: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a screening did and did not search; an empty answer is not a clearance."""

    coverage_id: str
    searched: tuple[str, ...]
    missing: tuple[str, ...]
    n_subjects: int
    n_listings: int
    sentence: str
    details: dict[str, str] = field(default_factory=dict)
