"""Who is on which list, as one release of the list says it; and what met whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vedette.model.evidence import Span

PartyKind = Literal["person", "organisation", "vessel"]
Verdict = Literal["hit", "possible", "near_miss"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRelease:
    """One list as it stood: the file, its date, and what was counted in it.

    ``complete`` is False when the file failed its expected totals and was kept as evidence only.
    """

    release_id: str
    list_id: str
    title: str
    blob_sha256: str
    generated_on: str | None
    n_listings: int
    counts: dict[str, int]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One name of a listing. Weak aliases confirm, they do not accuse."""

    value: str
    quality: Literal["primary", "strong", "weak"]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier printed for a party: its scheme (``imo``, ``passport`` …) and value."""

    scheme: str
    value: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One party as one release of one list carries it.

    ``locator`` says where in the file the record stands (``INDIVIDUAL[DATAID=…]``, ``row 12``).
    Dates are EDTF.
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
