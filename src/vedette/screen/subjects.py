"""What is screened: each party a report names, once, with where it is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vedette.model.evidence import Span
from vedette.model.listing import PartyKind
from vedette.model.reading import Mention

# Agencies and international bodies of the gazetteer are no parties a list could name.
_NOT_SCREENED = ("agency:", "body:", "state:", "place:", "ministry:")


@dataclass(frozen=True, slots=True)
class Subject:
    """One party to screen. ``span`` is the first place where its fullest name stands."""

    layer_id: str
    ref: str
    name: str
    kind: PartyKind
    imo: str | None
    span: Span


def subjects_of(mentions: Sequence[Mention]) -> tuple[Subject, ...]:
    """The persons, organisations and vessels among mentions, each once, in reading order."""
    found: dict[str, Subject] = {}
    for mention in mentions:
        if mention.kind not in {"person", "organisation", "vessel"}:
            continue
        if mention.ref.startswith(_NOT_SCREENED):
            continue
        known = found.get(mention.ref)
        fuller = known and len(mention.span.quote) > len(known.span.quote)
        if known is None or fuller:
            found[mention.ref] = Subject(
                mention.layer_id,
                mention.ref,
                mention.name,
                mention.kind,
                mention.imo or (known.imo if known else None),
                mention.span,
            )
    return tuple(found.values())
