"""The fields a person can correct, each with how its words are read; a table, not a forest of ifs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, get_args

from vedette.clean.anchors import anchor_at, occurrences
from vedette.clean.dates import first_day
from vedette.clean.gazetteer import agency_of, entry, name_of, state_of
from vedette.errors import UsageError
from vedette.model.correction import Anchor
from vedette.model.reading import Manner, Mention, MentionKind, Modality, Statement

if TYPE_CHECKING:
    from vedette.api.judged import Ground
    from vedette.correct.desk import Desk

# Written in place of a value, it says that there is none.
CLEAR = "-"
_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "who"})
_ROLES = frozenset(
    {"actor", "target", "party", "object", "quantity", "place", "source", "instrument"}
)
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Place:
    """The report a correction is made in: its text and readings, and the row in question if any."""

    ground: Ground
    text: str
    desk: Desk
    row: Any = None

    def anchor(self, start: int, end: int) -> Anchor:
        """The anchor of a place in this report."""
        return anchor_at(
            self.text,
            start,
            end,
            document_id=self.ground.document_id,
            blob_sha256=self.ground.blob_sha256,
            text_sha256=self.ground.layer.text_sha256,
        )

    def words(self, quote: str, near: int | None = None) -> Anchor:
        """The anchor of words of this report.

        Args:
            quote: As they stand in the text; white space and the shape of marks do not matter.
            near: An offset: of several places, the one nearest to it is meant.

        Raises:
            UsageError: They are not there, or several times and ``near`` is not given.
        """
        found = list(occurrences(quote, self.text))
        if not found:
            raise UsageError(quote[:80], "these words are not in the report", "See: vedette text")
        if len(found) > 1 and near is None:
            places = ", ".join(str(start) for start, _ in found[:8])
            raise UsageError(
                quote[:80],
                f"these words stand there {len(found)} times, at characters {places}",
                "Give more of them, or say which with --near",
            )
        start, end = min(found, key=lambda place: abs(place[0] - (near or 0)))
        return self.anchor(start, end)


Parse = Callable[[Place, str], dict[str, Any]]


def parse_fields(thing: str, place: Place, values: Mapping[str, str]) -> dict[str, Any]:
    """The judged values a correction stores, from the words a person gave.

    Raises:
        UsageError: There is no such field, or its words cannot be read.
    """
    changes: dict[str, Any] = {}
    for name, words in values.items():
        parse = FIELDS[thing].get(name)
        if parse is None:
            known = ", ".join(sorted(FIELDS[thing]))
            raise UsageError(name, f"a {thing} has no such field", f"One of: {known}")
        changes |= parse(place, words.strip())
    return changes


def _plain(name: str) -> Parse:
    return lambda _, words: {name: None if words == CLEAR else words}


def _one_of(name: str, allowed: tuple[str, ...]) -> Parse:
    def parse(_: Place, words: str) -> dict[str, Any]:
        if words not in allowed:
            raise UsageError(words, f"this is no {name}", f"One of: {', '.join(allowed)}")
        return {name: words}

    return parse


def _flag(name: str) -> Parse:
    def parse(_: Place, words: str) -> dict[str, Any]:
        if words.casefold() not in _YES:
            raise UsageError(words, f"{name} is yes or no", "Write yes or no")
        return {name: _YES[words.casefold()]}

    return parse


def _day(name: str) -> Parse:
    def parse(_: Place, words: str) -> dict[str, Any]:
        if words == CLEAR:
            return {name: None}
        if first_day(words) is None:
            raise UsageError(
                words, "this is no day or interval (EDTF)", "Write 2024-03-28, 2024-03, 2023/2024"
            )
        return {name: words}

    return parse


def _published(_: Place, words: str) -> dict[str, Any]:
    if words == CLEAR:
        return {"published": None}
    if first_day(words[:10]) is None or not re.fullmatch(
        r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?", words
    ):
        raise UsageError(words, "this is no time", "Write 2024-03-29 or 2024-03-29T16:50:00Z")
    return {"published": words}


def _language(_: Place, words: str) -> dict[str, Any]:
    if words != CLEAR and not re.fullmatch(r"[a-z]{2,3}", words):
        raise UsageError(words, "this is no language code", "Write en, ru, ko …")
    return {"language": None if words == CLEAR else words}


def _agency(_: Place, words: str) -> dict[str, Any]:
    if words == CLEAR:
        return {"agency": None}
    known = entry(words) or entry(f"agency:{words.casefold()}") or agency_of(words)
    if known is None or known.kind != "agency":
        raise UsageError(words, "no agency is known under this name", "Write it as agency:reuters")
    return {"agency": known.ref}


def _text(name: str) -> Parse:
    def parse(place: Place, words: str) -> dict[str, Any]:
        start = place.row and _start_of(place.row)
        found = asdict(place.words(words, near=start))
        return {name: [found] if name == "content" else found}

    return parse


def _start_of(row: Any) -> int:
    return int(row.content[0].start if isinstance(row, Statement) else row.span.start)


def _mention_name(place: Place, words: str) -> dict[str, Any]:
    kind = place.row.kind if place.row else "person"
    return {"name": words, "ref": ref_for(kind, words)}


def _mention_kind(place: Place, words: str) -> dict[str, Any]:
    kind = _one_of("kind", get_args(MentionKind))(place, words)["kind"]
    row: Mention | None = place.row
    return {"kind": kind, **({"ref": ref_for(kind, row.name)} if row else {})}


def _party(place: Place, words: str) -> dict[str, Any]:
    name, ref, _ = party_of(place, words)
    return {"name": name, **({"ref": ref} if ref else {})}


def _state(_: Place, words: str) -> dict[str, Any]:
    known = state_of(words) or entry(words) or entry(f"state:{words.upper()}")
    if words != CLEAR and (known is None or known.kind != "state"):
        raise UsageError(words, "no state is known under this name", "Write it as state:RU")
    return {"state": known.ref if known else None}


def _speaker(place: Place, words: str) -> dict[str, Any]:
    if words == CLEAR:
        return {"speaker": {"name": None, "ref": None, "role": None, "words": None}}
    name, ref, mention = party_of(place, words)
    row: Statement | None = place.row
    kept = row.speaker if row and row.speaker else None
    if kept is not None and kept.quote.casefold() in _PRONOUNS:
        said: Anchor | None = place.anchor(kept.start, kept.end)
    else:
        said = place.anchor(mention.span.start, mention.span.end) if mention else None
    role = mention.role if mention else None
    return {
        "speaker": {"name": name, "ref": ref, "role": role, "words": asdict(said) if said else None}
    }


def party_of(place: Place, words: str) -> tuple[str, str | None, Mention | None]:
    """The party words mean in a report: its name, its ref, and the mention of it nearest the row.

    Looked for among the mentions of the report first, by ref, name or words, then in the gazetteer;
    a name nobody knows is a person's.
    """
    at = _start_of(place.row) if place.row else 0
    folded = words.casefold()
    found = [
        held.row
        for held in place.desk.rows["mention"]
        if folded in {held.row.ref, held.row.name.casefold(), held.row.span.quote.casefold()}
        or words == held.row.ref
    ]
    if found:
        nearest: Mention = min(found, key=lambda row: abs(row.span.start - at))
        return nearest.name, nearest.ref, nearest
    known = entry(words) or state_of(words) or agency_of(words)
    if known is not None:
        return known.name, known.ref, None
    kind, _, rest = words.partition(":")
    if rest and kind in get_args(MentionKind):
        return name_of(words).title() if kind == "person" else name_of(words), words, None
    return words, ref_for("person", words), None


def ref_for(kind: str, name: str) -> str:
    """The ref of a party of that kind and name, as readings make it."""
    known = state_of(name) if kind in {"state", "place"} else None
    if kind == "organisation":
        known = agency_of(name)
    key = " ".join(re.sub(r"[\"'“”‘’.,]", "", name).casefold().split())
    return known.ref if known else f"{kind}:{key}"


def _event_kind(_: Place, words: str) -> dict[str, Any]:
    from vedette.extract.event_rules import event_rules

    rules = event_rules()
    kinds = dict.fromkeys(rule.kind for rule in rules)
    if words not in kinds:
        raise UsageError(words, "there is no such kind of event", f"One of: {', '.join(kinds)}")
    code = next((rule.code for rule in rules if rule.kind == words and rule.code), None)
    return {"kind": words, "code": code}


def _polarity(_: Place, words: str) -> dict[str, Any]:
    held = _flag("polarity")(_, words)["polarity"]
    return {"modality": "asserted" if held else "negated"}


def _slots(place: Place, words: str) -> dict[str, Any]:
    """Parts as ``actor=Russia; target=North Korea; place=-``."""
    told: dict[str, Any] = {}
    for part in filter(None, (piece.strip() for piece in words.split(";"))):
        role, sign, name = (side.strip() for side in part.partition("="))
        if not sign or role not in _ROLES or not name:
            roles = ", ".join(sorted(_ROLES))
            raise UsageError(part, "this names no part", f"Write ROLE=NAME; roles: {roles}")
        if name == CLEAR:
            told[role] = None
            continue
        called, ref, mention = party_of(place, name)
        if mention is None and ref == ref_for("person", name) and role not in {"actor", "target"}:
            ref = None  # goods and places are no persons
        told[role] = {"name": called, "ref": ref}
    return {"slots": told}


FIELDS: dict[str, dict[str, Parse]] = {
    "mention": {
        "kind": _mention_kind,
        "name": _mention_name,
        "party": _party,
        "role": _plain("role"),
        "state": _state,
        "imo": _plain("imo"),
        "words": _text("words"),
    },
    "statement": {
        "speaker": _speaker,
        "manner": _one_of("manner", get_args(Manner)),
        "denial": _flag("denial"),
        "saying": _flag("saying"),
        "words": _text("content"),
        "cue": _text("cue"),
        "said_on": _day("said_on"),
    },
    "event": {
        "kind": _event_kind,
        "modality": _one_of("modality", get_args(Modality)),
        "polarity": _polarity,
        "on": _day("occurred"),
        "slots": _slots,
        "words": _text("words"),
    },
    "document": {
        "title": _plain("title"),
        "outlet": _plain("outlet"),
        "byline": _plain("byline"),
        "agency": _agency,
        "published": _published,
        "language": _language,
        "day": _day("reference_on"),
    },
}
