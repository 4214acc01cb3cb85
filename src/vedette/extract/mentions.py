"""Who and what a report names: gazetteers first, patterns second, the model third.

One pass over the parsed passages finds surfaces; a second pass over the document ties a surname to
the full name printed elsewhere in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from vedette.clean.gazetteer import Find, find_all
from vedette.extract.parse import Parsed
from vedette.extract.people import find_people, words
from vedette.extract.ships import find_ships
from vedette.model.evidence import Span
from vedette.model.ids import content_id
from vedette.model.reading import Mention, MentionKind

_PLACE_PREPOSITIONS = frozenset(
    ["in", "at", "near", "from", "outside", "inside", "around", "through", "via", "into", "off"]
)
_ORG_NOISE = re.compile(r"^(?:the\s+)?(?:[a-z]|\W)")


@dataclass(frozen=True, slots=True)
class Surface:
    """Words found in one passage, before the document's other names are known."""

    parsed: Parsed
    start: int
    end: int
    kind: MentionKind
    name: str
    ref: str
    role: tuple[int, int] | None
    state: str | None
    imo: str | None
    voters: tuple[str, ...]
    rule: str


def find_mentions(parsed: Sequence[Parsed]) -> tuple[Mention, ...]:
    """Find every state, person, organisation, vessel and place named, in reading order.

    Args:
        parsed: The report's headlines and paragraphs, parsed.

    Returns:
        One row per naming; rows of one party share ``ref`` and the fullest ``name``.
    """
    surfaces = [surface for passage in parsed for surface in _surfaces(passage)]
    halves = list(_halves(parsed, surfaces))
    surfaces = [s for s in surfaces if not _overlaps_any(s, halves)] + halves
    full = _full_names(surfaces)
    surfaces += [lone for passage in parsed for lone in _lone_surnames(passage, surfaces, full)]
    order = {id(passage): index for index, passage in enumerate(parsed)}
    surfaces.sort(key=lambda s: (order[id(s.parsed)], s.start, -s.end))
    return tuple(_mention(surface, full) for surface in surfaces)


def _overlaps_any(surface: Surface, others: Sequence[Surface]) -> bool:
    return any(
        other.parsed is surface.parsed and other.start < surface.end and surface.start < other.end
        for other in others
    )


_HALF = re.compile(
    r"\b[Tt]he\s+(?P<half>North|South)\b(?!\s+(?:[A-Z]|of\b|and\s+(?:the\s+)?(?:South|North)))(?!-)"
)
_HALVES = {"North": "state:KP", "South": "state:KR"}


def _halves(parsed: Sequence[Parsed], surfaces: Sequence[Surface]) -> Iterator[Surface]:
    """ "the North", "the South": a Korean state, where the report names that state in full."""
    named = {surface.ref: surface.name for surface in surfaces if surface.kind == "state"}
    if _HALVES["North"] not in named:
        return
    for passage in parsed:
        for hit in _HALF.finditer(passage.doc.text):
            ref = _HALVES[hit["half"]]
            if ref in named:
                start, end = hit.span("half")
                yield _surface(
                    passage,
                    start,
                    end,
                    "state",
                    named[ref],
                    ref,
                    "state-half",
                    voters=("gazetteer",),
                    state=ref,
                )


def _lone_surnames(
    parsed: Parsed, surfaces: Sequence[Surface], full: dict[str, Surface]
) -> Iterator[Surface]:
    """A surname standing alone that no detector saw, when the document gives its full name."""
    here = [surface for surface in surfaces if surface.parsed is parsed]
    for token in parsed.doc:
        known = full.get(token.lower_) if token.text[:1].isupper() else None
        end = token.idx + len(token)
        if known and len(token) > 1 and not _overlaps(here, token.idx, end):
            yield _surface(parsed, token.idx, end, "person", token.text, known.ref, "surname")


def _surfaces(parsed: Parsed) -> Iterator[Surface]:
    doc, text = parsed.doc, parsed.doc.text
    found: list[Surface] = []
    for ship in find_ships(text):
        ref = f"imo:{ship.imo}" if ship.imo else f"vessel:{_key(ship.name)}"
        found.append(
            _surface(
                parsed, ship.start, ship.end, "vessel", ship.name, ref, ship.rule, imo=ship.imo
            )
        )
    for find in find_all(text):
        if not _overlaps(found, find.start, find.end) and not _inside_name(doc, find):
            found.append(_known(parsed, find))
    for start, end, name, ref, state in _ministries(text):
        if not _overlaps(found, start, end, only="organisation"):
            found.append(
                _surface(
                    parsed,
                    start,
                    end,
                    "organisation",
                    name,
                    ref,
                    "ministry",
                    voters=("pattern",),
                    state=state,
                )
            )
    taken = {token.i for token in doc for s in found if s.start <= token.idx < s.end}
    for person in find_people(doc, taken):
        found.append(
            Surface(
                parsed,
                person.start,
                person.end,
                "person",
                person.name,
                f"person:{_key(person.name)}",
                person.role,
                person.state,
                None,
                person.voters,
                person.rule,
            )
        )
    found += _from_model(parsed, found)
    yield from sorted(found, key=lambda surface: (surface.start, -surface.end))


def _surface(
    parsed: Parsed,
    start: int,
    end: int,
    kind: MentionKind,
    name: str,
    ref: str,
    rule: str,
    *,
    voters: tuple[str, ...] = ("pattern",),
    state: str | None = None,
    imo: str | None = None,
) -> Surface:
    return Surface(parsed, start, end, kind, name, ref, None, state, imo, voters, rule)


def _known(parsed: Parsed, find: Find) -> Surface:
    entry = find.entry
    state = f"state:{entry.state}" if entry.state else None
    if entry.kind != "state":
        return _surface(
            parsed,
            find.start,
            find.end,
            "organisation",
            entry.name,
            entry.ref,
            f"gazetteer-{entry.kind}",
            voters=("gazetteer",),
            state=state,
        )
    if find.how == "capital" and not _acts(parsed.doc, find):
        name = parsed.doc.text[find.start : find.end]
        return _surface(
            parsed,
            find.start,
            find.end,
            "place",
            name,
            f"place:{_key(name)}",
            "capital-as-place",
            voters=("gazetteer",),
            state=state,
        )
    return _surface(
        parsed,
        find.start,
        find.end,
        "state",
        entry.name,
        entry.ref,
        f"state-{find.how}",
        voters=("gazetteer",),
        state=state,
    )


def _acts(doc: Any, find: Find) -> bool:
    """Whether a capital stands for its government: subject, possessor, or party to a relation."""
    span = doc.char_span(find.start, find.end, alignment_mode="expand")
    head = span.root
    while head.dep_ in {"conj", "appos"} and head.head.i != head.i:
        head = head.head
    if head.dep_ == "pobj":
        return head.head.lower_ not in _PLACE_PREPOSITIONS and head.head.lower_ != "to"
    return head.dep_ in {
        "nsubj",
        "nsubjpass",
        "poss",
        "agent",
        "dobj",
        "dative",
        "compound",
        "nmod",
    }


def _inside_name(doc: Any, find: Find) -> bool:
    """Whether a form stands inside a longer person's name (Jordan Smith, Chad Miller)."""
    span = doc.char_span(find.start, find.end, alignment_mode="expand")
    if span is None or find.how not in {"name", "capital"} or find.entry.kind != "state":
        return False
    for ent in doc.ents:
        inside = ent.label_ == "PERSON" and ent.start <= span.start and span.end <= ent.end
        if inside and len(ent) > len(span) and span.start == ent.start and len(ent) <= 3:
            return bool(ent[-1].text.isalpha() and ent[-1].text[:1].isupper())
    return False


def _ministries(text: str) -> Iterator[tuple[int, int, str, str, str | None]]:
    kinds = "|".join(sorted(map(re.escape, words()["ministries"]), key=len, reverse=True))
    pattern = re.compile(
        rf"\b(?P<kind>{kinds})\s+ministry\b|\bministry\s+of\s+(?P<of>[\w']+)", re.I
    )
    for hit in pattern.finditer(text):
        kind = re.sub(r"\s+", "-", (hit["kind"] or hit["of"]).casefold())
        kind = {"defense": "defence", "labor": "labour"}.get(kind, kind)
        before = list(find_all(text[max(0, hit.start() - 40) : hit.start()]))
        state, name = None, f"{kind} ministry"
        gap = text[max(0, hit.start() - 40) + before[-1].end : hit.start()] if before else "x"
        if before and before[-1].entry.kind == "state" and gap.strip() in {"", "'s", "’s"}:
            state = f"state:{before[-1].entry.state}"
            name = f"{_adjective(before[-1])} {kind.title()} Ministry"
        ref = f"ministry:{(state or '').removeprefix('state:')}:{kind}"
        yield hit.start(), hit.end(), name, ref, state


def _adjective(find: Find) -> str:
    return next((form for form, how in find.entry.forms if how == "adjective"), find.entry.name)


def _from_model(parsed: Parsed, found: Sequence[Surface]) -> list[Surface]:
    kinds: dict[str, MentionKind] = {
        "ORG": "organisation",
        "GPE": "place",
        "LOC": "place",
        "FAC": "place",
    }
    extra = []
    for ent in parsed.doc.ents:
        kind = kinds.get(ent.label_)
        text = re.sub(r"^(?:the|The)\s+|['’]s$", "", ent.text).strip()
        start = ent.start_char + ent.text.find(text) if text else ent.start_char
        if not kind or len(text) < 2 or _overlaps(found, start, start + len(text)):
            continue
        if text.casefold() in words()["never"] or _ORG_NOISE.match(text):
            continue
        prefix = "org" if kind == "organisation" else "place"
        extra.append(
            _surface(
                parsed,
                start,
                start + len(text),
                kind,
                text,
                f"{prefix}:{_key(text)}",
                f"model-{ent.label_.casefold()}",
                voters=("model",),
            )
        )
    return extra


def _overlaps(found: Sequence[Surface], start: int, end: int, only: str | None = None) -> bool:
    return any(s.start < end and start < s.end and (only is None or s.kind == only) for s in found)


def _full_names(surfaces: Sequence[Surface]) -> dict[str, Surface]:
    """Single words that can only mean one of the document's full names, to that name."""
    persons: dict[str, Surface] = {}
    for surface in surfaces:
        if surface.kind == "person" and " " in surface.name:
            best = persons.get(surface.ref)
            if best is None or (surface.role and not best.role):
                persons[surface.ref] = surface
    parts: dict[str, set[str]] = {}
    surnames = words()["korean_surnames"] | words()["east_asian_surnames"]
    for ref, surface in persons.items():
        tokens = surface.name.split()
        first_is_surname = tokens[0].casefold() in surnames
        chosen = {tokens[0], tokens[-1]} if first_is_surname else {tokens[-1]}
        for token in chosen:
            parts.setdefault(token.casefold(), set()).add(ref)
    full = dict(persons)
    for token, refs in parts.items():
        if len(refs) == 1:
            full[token] = persons[next(iter(refs))]
    return full


def _mention(surface: Surface, full: dict[str, Surface]) -> Mention:
    kind, name, ref, rule = surface.kind, surface.name, surface.ref, surface.rule
    role_from = surface
    lone = (
        kind in {"person", "organisation"} and " " not in name and "gazetteer" not in surface.voters
    )
    known = full.get(name.casefold()) if lone else full.get(ref) if kind == "person" else None
    if known:
        kind, name, ref, role_from = "person", known.name, known.ref, known
        rule = "surname" if lone else rule
    role = surface.role or role_from.role
    role_parsed = surface.parsed if surface.role else role_from.parsed
    state = surface.state or role_from.state
    span = surface.parsed.span(surface.start, surface.end)
    return Mention(
        mention_id=content_id("me", span.span_id, kind, ref),
        layer_id=span.layer_id,
        sentence_id=_sentence_id(surface.parsed, span),
        span=span,
        kind=kind,
        name=name,
        ref=ref,
        role=role_parsed.doc.text[role[0] : role[1]] if role else None,
        state=state if not state or state.startswith("state:") else f"state:{state}",
        imo=surface.imo,
        voters=surface.voters,
        rule=rule,
    )


def _sentence_id(parsed: Parsed, span: Span) -> str:
    for sentence in parsed.sentences:
        if sentence.span.start <= span.start < sentence.span.end:
            return sentence.sentence_id
    return parsed.sentences[0].sentence_id


def _key(name: str) -> str:
    return " ".join(re.sub(r"[\"'“”‘’.,]", "", name).casefold().split())
