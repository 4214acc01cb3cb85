"""What a text says: sentences, mentions, statements and events, each with its span."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vedette.model.evidence import Span

MentionKind = Literal["state", "person", "organisation", "vessel", "place"]
Manner = Literal["direct", "indirect", "mixed"]
Modality = Literal["asserted", "alleged", "denied", "planned", "negated", "background"]
LinkKind = Literal["speaker", "agency", "outlet"]
_SINCE_3 = {"since": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a body paragraph or a headline.

    ``passage_kind`` is ``paragraph`` or ``title``; ``paragraph`` is the passage's ordinal.
    """

    sentence_id: str
    layer_id: str
    passage_id: str
    passage_kind: str
    paragraph: int
    ordinal: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that name a party or place.

    Args:
        name: The fullest form of the name this document gives the same party ("Maria Zakharova"
            for a later "Zakharova").
        ref: A gazetteer id (``state:KP``, ``agency:kcna``, ``body:un-security-council``) or a
            document-independent key of the name (``person:maria zakharova``).
        role: Office or description printed with it ("foreign ministry spokeswoman"), if any.
        state: The state the role or name ties it to (``state:RU``), if printed.
        imo: IMO ship number printed beside a vessel, check digit valid.
        voters: Which detectors named it, sorted (``gazetteer``, ``model``, ``pattern``).
        rule: The rule that decided.
        judged: Ids of the corrections this row carries; empty where it stands as the machine read it.
    """

    mention_id: str
    layer_id: str
    sentence_id: str
    span: Span
    kind: MentionKind
    name: str
    ref: str
    role: str | None
    state: str | None
    imo: str | None
    voters: tuple[str, ...]
    rule: str
    judged: tuple[str, ...] = field(default=(), metadata=_SINCE_3)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """One hand a statement passed through, nearest the source first.

    ``span`` is where the text names it; None when the link is the publication itself, known
    from its outlet or credit line.
    """

    kind: LinkKind
    name: str
    ref: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Somebody said something, according to this text.

    Args:
        manner: Direct (quoted), indirect, or mixed (indirect with quoted words).
        content: What was said, in one or more pieces, cue and speaker left out.
        cue: The words that attribute ("said", "according to").
        cue_lemma: Their dictionary form.
        speaker: The words naming the speaker, as printed ("she" stays "she").
        speaker_name: The party after coreference, None if it cannot be told.
        speaker_ref: That party's ref.
        speaker_role: Office printed anywhere in the document for that party.
        chain: From the speaker to the outlet that printed it.
        in_title: The statement stands in a headline.
        supported: For quoted words in a headline: whether the body holds them; else None.
        supported_by: The body span that holds them.
        said_on: EDTF day or interval of the saying, None if the text leaves it open.
        rule: The rule that found it.
        judged: Ids of the corrections it carries.
    """

    statement_id: str
    layer_id: str
    sentence_id: str
    manner: Manner
    content: tuple[Span, ...]
    cue: Span | None
    cue_lemma: str
    speaker: Span | None
    speaker_name: str | None
    speaker_ref: str | None
    speaker_role: str | None
    chain: tuple[ChainLink, ...]
    in_title: bool
    supported: bool | None
    supported_by: Span | None
    said_on: str | None
    rule: str
    judged: tuple[str, ...] = field(default=(), metadata=_SINCE_3)

    @property
    def is_said(self) -> bool:
        """Whether it is a saying; False for what is thought or wanted, spoken of, or hearsay."""
        return self.rule.partition(":")[0] not in {"stance", "topic", "hearsay"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One typed part of an event.

    Roles: ``actor``, ``target``, ``party`` (side unknown), ``object``, ``quantity``, ``place``,
    ``source``, ``instrument``. ``value``/``unit`` hold a parsed quantity. ``hs``: where the goods an
    ``object`` names stand in the Harmonized System (chapters, headings or ranges), if the words leave
    no doubt.
    """

    role: str
    name: str
    ref: str | None
    span: Span
    value: float | None = None
    unit: str | None = None
    hs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a text says happened, may happen, or did not.

    Three clocks: ``occurred`` (EDTF; None where the text leaves it open) is when it happened,
    ``law_on`` is the day whose law applies (the first day of ``occurred``, else the report's
    reference day, with ``law_basis`` saying which), and the store adds when it was recorded.

    Args:
        kind: One of ``extract/data/events.yml``: ``vote``, ``veto``, ``arms_transfer``, ….
        span: The clause that tells it.
        trigger: The word or words the rule fired on.
        modality: How the text holds it. ``background`` is context told as settled.
        statement_id: The statement inside which it is told, if it is told by somebody.
        date_span: The words that date it, if any.
        rule: Rule id in the event table.
        code: PLOVER root and CAMEO code ("REJECT 129"); None where they have none for it.
        judged: Ids of the corrections it carries.
    """

    event_id: str
    layer_id: str
    sentence_id: str
    kind: str
    span: Span
    trigger: Span
    slots: tuple[Slot, ...]
    occurred: str | None
    date_span: Span | None
    date_basis: str
    law_on: str | None
    law_basis: str
    modality: Modality
    statement_id: str | None
    rule: str
    code: str | None = field(default=None, metadata=_SINCE_3)
    judged: tuple[str, ...] = field(default=(), metadata=_SINCE_3)

    def slot(self, role: str) -> Slot | None:
        """The first slot of a role, or None."""
        return next((slot for slot in self.slots if slot.role == role), None)
