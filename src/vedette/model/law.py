"""The law as data: instruments, measures, goods, mandates and votes of one regime.

Days are ISO 8601. ``verification`` is one of ``verified`` (read in a document of the body
itself), ``transposed`` (read in a law that cites the paragraph), ``reported`` (read in press or
research) and ``unverified``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verification = Literal["verified", "transposed", "reported", "unverified"]
VERIFICATIONS: tuple[Verification, ...] = ("verified", "transposed", "reported", "unverified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Symbol and paragraph, and what was read to check it."""

    symbol: str
    paragraph: str
    verification: Verification
    source: str

    @property
    def words(self) -> str:
        """As a footnote prints it: ``S/RES/2397 (2017) para. 5``."""
        if not self.paragraph:
            return self.symbol
        # Annexes and chapters bear their own word.
        said = f" para. {self.paragraph}" if self.paragraph[0].isdigit() else f", {self.paragraph}"
        return f"{self.symbol}{said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A resolution or other act: its symbol, day and title."""

    symbol: str
    adopted_on: str
    title: str
    citation: Citation
    meeting: str | None = None
    occasion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """A way around a measure: who may grant it, how, and under which paragraph.

    ``by`` is ``committee``, ``state`` or ``standing`` (nobody needs to ask); ``mode`` is
    ``case_by_case``, ``no_objection``, ``prior_notice``, ``state_determines`` or ``standing``.
    ``other_origin`` marks one for goods that do not originate in the target. ``valid_from`` and
    ``valid_until`` (exclusive) bound it within the measure it belongs to. ``codes`` are HS prefixes
    of the goods a standing exemption is for, where a customs code can show as much: whether it
    holds for a trade in them is then open.
    """

    what: str
    by: str
    mode: str
    citation: Citation
    other_origin: bool = False
    codes: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindDown:
    """Older contracts may still be carried out through ``until``, its last day.

    ``contracts_before`` is the day before which the contract must have been made; ``notify_by``
    the last day to tell the Committee. ``verification`` and ``source`` are those of its measure
    where the data gives it none of its own.
    """

    contracts_before: str
    until: str
    verification: Verification
    source: str
    notify_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """An authority that counts the periods of a cap from another first day than the text."""

    authority: str
    starts: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """How much may go in a period, and how tonnes turn into the unit of the cap.

    ``per`` is ``once`` (the days from ``starts`` through ``ends``), ``calendar_year`` or
    ``rolling_year`` (twelve months from ``starts``). ``quantity`` is in ``unit`` (``bbl``, ``t``);
    ``quantity_t`` and ``value_usd`` are further limits of the same cap, where the text has them.
    ``over`` says what lies above: ``prohibited`` or ``approval``. ``quantity`` None means the text
    names no number (``basis`` says what it names). ``counted_by`` holds who counts otherwise.
    """

    starts: str
    ends: str | None
    per: str
    quantity: float | None
    unit: str | None
    over: str
    quantity_t: float | None = None
    value_usd: float | None = None
    bbl_per_t: float | None = None
    factor_source: str | None = None
    basis: str | None = None
    counted_by: tuple[Counting, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something to be notified, reported or done: once by ``due``, or ``every`` ISO 8601 period."""

    who: str
    what: str
    citation: Citation
    due: str | None = None
    every: str | None = None
    starts: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """Days (``until`` exclusive) for which the text itself allows more than one reading."""

    valid_from: str
    valid_until: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One duty or ban, valid from a day until a day (None: no end).

    ``kind`` groups measures across regimes (``arms_embargo``); ``verb`` is ``decides``,
    ``demands``, ``calls_upon`` or ``clarifies``; ``direction`` is ``to``, ``from``, ``both``,
    ``within`` or ``vessels``, seen from the target. ``until`` is exclusive: the first day it no
    longer holds. ``goods`` names groups of :class:`Goods`; ``turns_on`` says what about a case no
    customs code can show.
    """

    measure_id: str
    kind: str
    verb: str
    direction: str
    subject: str
    valid_from: str
    valid_until: str | None
    amends: tuple[str, ...]
    replaced_by: str | None
    citation: Citation
    notes: str | None = None
    chain: str | None = None
    goods: tuple[str, ...] = ()
    turns_on: str | None = None
    exemptions: tuple[Exemption, ...] = ()
    wind_down: WindDown | None = None
    caps: tuple[Cap, ...] = ()
    duties: tuple[Duty, ...] = ()
    undecided: tuple[Undecided, ...] = ()

    @property
    def binding(self) -> bool:
        """Whether the paragraph itself obliges."""
        return self.verb in {"decides", "demands"}

    @property
    def reaches_goods(self) -> bool:
        """Whether it bears on a trade in its goods: it obliges, or says what a ban includes."""
        return bool(self.goods) and (self.binding or self.verb == "clarifies")

    @property
    def exemption(self) -> str | None:
        """All its exemptions in words, or None."""
        return "; ".join(exemption.what for exemption in self.exemptions) or None

    def holds(self, on: str) -> bool:
        """Whether it is in force on a day (ISO 8601)."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A customs code of which only some goods are meant."""

    code: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Which customs codes an authority takes a group of goods to be.

    ``whole`` are HS prefixes covered altogether, ``part`` those covered in part, ``excluded``
    those left out though a shorter prefix is covered. A reading that is not ``complete`` (its list
    was read in part only) speaks for the codes it names and never against others.
    """

    authority: str
    nomenclature: str
    whole: tuple[str, ...]
    part: tuple[Part, ...]
    excluded: tuple[str, ...]
    citation: Citation
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """A group of goods as the text names it, with every authority's reading in customs codes."""

    goods_id: str
    name: str
    terms: tuple[str, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """A report a body owes, to whom, and by which day."""

    what: str
    to: str
    due: str
    verification: Verification
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """What a body was told to do, from a day until a day (its last day, inclusive).

    ``form`` is ``committee``, ``panel``, ``group``, ``monitoring_team``, ``ombudsperson``,
    ``secretariat`` or ``outside`` (a body the issuer did not create: it has no instrument).
    """

    mandate_id: str
    body: str
    body_id: str
    valid_from: str
    valid_until: str | None
    instrument: str | None
    ended_by: str | None
    end_reason: str | None
    citation: Citation
    form: str = "panel"
    experts: int | None = None
    members: tuple[str, ...] = ()
    reports_due: tuple[ReportDue, ...] = ()
    review_by: str | None = None
    contested_by: tuple[str, ...] = ()
    notes: str | None = None

    def runs(self, on: str) -> bool:
        """Whether it runs on a day (ISO 8601); its last day counts."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The sense in which a member explained its vote."""

    state: str
    sense: str
    verification: Verification
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote of a body, adopted or not. ``positions``: ISO state code to Y, N, A (abstained), X.

    ``outcome`` is computed by the Charter's Article 27(3) rule and compared with ``recorded``.
    ``derived`` says that the roll call follows from a unanimous record and the body's membership.
    """

    vote_id: str
    draft: str
    held_on: str
    meeting: str | None
    subject: str
    positions: dict[str, str]
    permanent: tuple[str, ...]
    n_for: int
    n_against: int
    n_abstain: int
    outcome: Literal["adopted", "vetoed", "failed"]
    recorded: str
    mandate_id: str | None
    effect: str | None
    citation: Citation
    resolution: str | None = None
    derived: bool = False
    sponsors: tuple[str, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft that was never put to a vote."""

    draft_id: str
    symbol: str | None
    circulated_on: str
    sponsors: tuple[str, ...]
    subject: str
    outcome: str
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report, list or guidance of a body. ``dated_on`` may be a month (EDTF ``2023-09``)."""

    document_id: str
    symbol: str | None
    body_id: str
    kind: str
    dated_on: str
    issued: bool
    title: str
    citation: Citation
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A sanctions regime as its data files tell it, with the data's own version.

    ``coverage`` is ``full``, or ``brief`` where the data holds bodies and votes but not the
    measures; ``state`` says in words how the regime stands. ``checked_until`` is the last day for
    which sources were read: of what came after, a renewal among it, the data knows nothing.
    """

    regime_id: str
    prefix: str
    name: str
    target: str
    issuer: str
    committee: str
    data_version: str
    data_sha256: str
    aliases: tuple[str, ...]
    instruments: tuple[Instrument, ...]
    measures: tuple[Measure, ...]
    mandates: tuple[Mandate, ...]
    votes: tuple[Vote, ...]
    goods: tuple[Goods, ...] = ()
    drafts: tuple[Draft, ...] = ()
    documents: tuple[Document, ...] = ()
    coverage: str = "full"
    state: str | None = None
    checked_until: str | None = None

    @property
    def target_code(self) -> str | None:
        """The ISO 3166 code of the state it aims at, or None when it aims at no state."""
        scheme, _, code = self.target.partition(":")
        return code if scheme == "state" else None

    def lapsed(self, on: str) -> tuple[Mandate, ...]:
        """The last term of every body that had ended by a day (ISO 8601) without another."""
        last: dict[str, Mandate] = {}
        for mandate in sorted(self.mandates, key=lambda item: item.valid_from):
            if mandate.valid_from <= on:
                last[mandate.body_id] = mandate
        return tuple(item for item in last.values() if item.valid_until and item.valid_until < on)
