"""The readings of one report on the desk while corrections are laid over them, one after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from vedette.clean.anchors import locate
from vedette.model.bundle import Bundle
from vedette.model.correction import Anchor, Correction
from vedette.model.evidence import Span, span_of
from vedette.model.ids import content_id
from vedette.model.reading import Event, Mention, Sentence, Statement

Kind = Literal["mention", "statement", "event"]
Row = Mention | Statement | Event
T = TypeVar("T", Mention, Statement, Event)
# Two engines may cut the same saying a word apart; half in common is still the same place.
_SAME_PLACE = 0.5


class Adrift(Exception):
    """A correction has no place in this reading; the message says why."""


@dataclass
class Held:
    """One row, with where the machine (or the person who added it) put it."""

    row: Any
    place: tuple[int, int]
    mark: str


@dataclass
class Desk:
    """What one report is read as so far.

    Rows are found by where they stood before any correction, so that the order in which a place and
    a value were corrected does not matter, and taking one back leaves the other standing.
    """

    bundle: Bundle
    rows: dict[Kind, list[Held]] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)

    def __post_init__(self) -> None:
        readings: Mapping[Kind, tuple[Row, ...]] = {
            "mention": self.bundle.mentions,
            "statement": self.bundle.statements,
            "event": self.bundle.events,
        }
        self.rows = {kind: [self.held(row) for row in rows] for kind, rows in readings.items()}

    def held(self, row: Row) -> Held:
        """A row as it lies on the desk."""
        return Held(row, place_of(row), mark_of(row))

    # -- places ----------------------------------------------------------------------------

    def bounds(self, anchor: Anchor) -> tuple[int, int]:
        """Where an anchor's words stand.

        Raises:
            Adrift: They are not there any more.
        """
        layer = self.bundle.layer
        found = locate(anchor, self.bundle.text, layer.text_sha256)
        if found is None:
            raise Adrift(f"the words “{_short(anchor.quote)}” are not found in this reading")
        return found

    def span(self, anchor: Anchor) -> Span:
        """An anchor's words as a span of this reading."""
        return span_of(self.bundle.layer_id, self.bundle.text, *self.bounds(anchor))

    def sentence_at(self, span: Span) -> str:
        """The sentence a span begins in; the passage stands for one where none was read."""
        for sentence in (*self.bundle.sentences, *self.sentences):
            if sentence.span.start <= span.start < sentence.span.end:
                return sentence.sentence_id
        for passage in self.bundle.passages:
            inside = passage.span.start <= span.start < passage.span.end
            if inside and passage.kind in {"paragraph", "title"}:
                made = Sentence(
                    sentence_id=content_id("se", passage.span.span_id),
                    layer_id=self.bundle.layer_id,
                    passage_id=passage.passage_id,
                    passage_kind=passage.kind,
                    paragraph=passage.ordinal,
                    ordinal=0,
                    span=passage.span,
                )
                self.sentences.append(made)
                return made.sentence_id
        raise Adrift(f"the words “{_short(span.quote)}” stand in no paragraph of the report")

    # -- rows ------------------------------------------------------------------------------

    def find(self, kind: Kind, correction: Correction, least: float = _SAME_PLACE) -> Held | None:
        """The row a correction speaks of, or None where none is read at its words."""
        assert correction.anchor
        start, end = self.bounds(correction.anchor)
        ranked = [
            (held.mark == correction.mark, share, -number, held)
            for number, held in enumerate(self.rows[kind])
            if (share := overlap(held.place, (start, end))) >= least
        ]
        return max(ranked, key=lambda item: item[:3])[3] if ranked else None

    def the(self, kind: Kind, correction: Correction) -> Held:
        """The row a correction speaks of.

        Raises:
            Adrift: None is read there.
        """
        found = self.find(kind, correction)
        if found is None:
            raise Adrift(f"the words are there, and no {kind} is read at them any more")
        return found

    def drop(self, kind: Kind, held: Held) -> None:
        """Take a row away."""
        self.rows[kind] = [other for other in self.rows[kind] if other is not held]

    def add(self, kind: Kind, held: Held) -> None:
        """Lay a new row down, in the order of the text."""
        self.rows[kind].append(held)
        self.rows[kind].sort(key=lambda item: place_of(item.row))

    def retarget(
        self,
        correction: Correction,
        meant: Callable[[str | None, Span | None], bool],
        ref: str | None,
        name: str | None,
    ) -> list[str]:
        """Let sayings, chains and events that name a party name another.

        Args:
            correction: What they will carry as their reason.
            meant: Whether a ref, named at a span (None where it is not printed), is the party meant.
            ref: The other party's ref; None where it is nobody.
            name: What it is called; None leaves the words as they are.

        Returns:
            Ids of the rows that changed.
        """
        changed = []
        for held in self.rows["statement"]:
            row: Statement = held.row
            made = _retargeted_statement(row, meant, ref, name)
            if made != row:
                held.row = marked(made, correction)
                changed.append(row.statement_id)
        for held in self.rows["event"]:
            event: Event = held.row
            slots = tuple(
                replace(slot, ref=ref, name=name or slot.name)
                if slot.ref and meant(slot.ref, slot.span)
                else slot
                for slot in event.slots
            )
            if slots != event.slots:
                held.row = marked(replace(event, slots=slots), correction)
                changed.append(event.event_id)
        return changed


def _retargeted_statement(
    row: Statement,
    meant: Callable[[str | None, Span | None], bool],
    ref: str | None,
    name: str | None,
) -> Statement:
    if row.speaker_ref and meant(row.speaker_ref, row.speaker):
        row = replace(row, speaker_ref=ref, speaker_name=name or row.speaker_name)
    chain = tuple(
        replace(link, ref=ref or f"description:{link.name.casefold()}", name=name or link.name)
        if meant(link.ref, link.span)
        else link
        for link in row.chain
    )
    return replace(row, chain=chain)


def place_of(row: Row) -> tuple[int, int]:
    """Where a row stands: a mention's words, a saying's content, an event's trigger."""
    if isinstance(row, Statement):
        return (row.content[0].start, row.content[-1].end)
    span = row.span if isinstance(row, Mention) else row.trigger
    return (span.start, span.end)


def mark_of(row: Row) -> str:
    """What tells a row from another of its kind at the same place."""
    if isinstance(row, Statement):
        return row.cue.quote if row.cue else ""
    return row.kind


def id_of(row: Row) -> str:
    """A reading's id."""
    if isinstance(row, Mention):
        return row.mention_id
    return row.statement_id if isinstance(row, Statement) else row.event_id


def marked(row: Any, correction: Correction) -> Any:
    """A row that names the correction it carries."""
    return replace(row, judged=tuple(dict.fromkeys((*row.judged, correction.correction_id))))


def overlap(left: tuple[int, int], right: tuple[int, int]) -> float:
    """What two places have in common, as a share of what they cover together."""
    common = min(left[1], right[1]) - max(left[0], right[0])
    return max(common, 0) / max(max(left[1], right[1]) - min(left[0], right[0]), 1)


def touches(span: Span | None, start: int, end: int) -> bool:
    """Whether a span and a place have a character in common."""
    return span is not None and span.start < end and start < span.end


def anchor_in(value: Any) -> Anchor:
    """An anchor from its plain form, as a correction's changes hold it."""
    return Anchor(**value)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:57] + "…"
