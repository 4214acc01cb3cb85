"""Corrections laid over one report's readings: what each changes, and that their order is all that counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import COPY, bundle_of
from vedette.clean.anchors import anchor_at
from vedette.correct.desk import Desk, mark_of, place_of, touches
from vedette.correct.reading import correct_reading
from vedette.model.bundle import Bundle
from vedette.model.correction import Anchor, Correction, CorrectionState, Given, standing
from vedette.model.reading import Event, Mention, Statement

BUNDLE = bundle_of(COPY)
IDS = {"document_id": "do_1", "blob_sha256": "b" * 64, "text_sha256": BUNDLE.layer.text_sha256}


def anchor(words: str) -> Anchor:
    start = BUNDLE.text.index(words)
    return anchor_at(BUNDLE.text, start, start + len(words), **IDS)


def anchor_of(row: Any) -> Anchor:
    return anchor_at(BUNDLE.text, *place_of(row), **IDS)


def correction(number: int, thing: str, action: str, at: Anchor | None, **more: Any) -> Correction:
    values: dict[str, Any] = {
        "mark": "",
        "others": (),
        "changes": {},
        "machine": {},
        "because": "the text says so",
        "evidence": (),
        "by": "A.B.",
        "at": f"2024-04-01T00:00:{number:02d}.000000Z",
        "engine": "1",
        **more,
    }
    return Correction(
        correction_id=f"co_{number}",
        number=number,
        thing=thing,  # type: ignore[arg-type]
        action=action,  # type: ignore[arg-type]
        anchor=at,
        **values,
    )


def laid(*made: Correction, bundle: Bundle = BUNDLE) -> tuple[Any, ...]:
    given = Given(document_id="do_1", blob_sha256="b" * 64, corrections=standing(made))
    return correct_reading(bundle, given)


def of(rows: tuple[Any, ...], noun: type) -> list[Any]:
    return [row for row in rows if isinstance(row, noun)]


def quoted(words: str) -> Statement:
    return next(s for s in BUNDLE.statements if words in s.content[0].quote)


def test_without_corrections_a_reading_stays_as_it_was() -> None:
    """Nothing judged, nothing changed: the very rows come back in their order."""
    rows = laid()
    assert of(rows, Mention) == list(BUNDLE.mentions)
    assert of(rows, Statement) == list(BUNDLE.statements)
    assert of(rows, Event) == list(BUNDLE.events)


def test_another_speaker_begins_the_chain_and_the_row_says_who_judged() -> None:
    """The judged speaker takes the machine's place at the head of the chain; the outlet stays."""
    row = quoted("no proof of any delivery")
    speaker = {"name": "Norway", "ref": "state:NO", "role": None, "words": None}
    made = correction(1, "statement", "set", anchor_of(row), changes={"speaker": speaker})
    rows = laid(made)
    found = next(s for s in of(rows, Statement) if s.statement_id == row.statement_id)
    assert (found.speaker_name, found.speaker_ref) == ("Norway", "state:NO")
    assert [link.name for link in found.chain] == [
        "Norway",
        *(link.name for link in row.chain[1:]),
    ]
    assert found.judged == ("co_1",)
    assert of(rows, CorrectionState)[0].landing == "applied"


def test_a_deleted_statement_frees_its_events_and_a_deleted_mention_its_speakers() -> None:
    """What rested on the row that is none loses it, and nothing else changes."""
    row = next(
        s for s in BUNDLE.statements if any(e.statement_id == s.statement_id for e in BUNDLE.events)
    )
    rows = laid(correction(1, "statement", "delete", anchor_of(row), mark=mark_of(row)))
    assert row.statement_id not in {s.statement_id for s in of(rows, Statement)}
    assert row.statement_id not in {e.statement_id for e in of(rows, Event)}
    lund = next(m for m in BUNDLE.mentions if m.name == "Hanne Lund")
    rows = laid(correction(1, "mention", "delete", anchor_of(lund)))
    assert lund.mention_id not in {m.mention_id for m in of(rows, Mention)}
    spoken = [s for s in of(rows, Statement) if touches(s.speaker, *place_of(lund))]
    assert spoken
    assert all(s.speaker_ref is None for s in spoken)


def test_a_merged_person_is_one_in_mentions_statements_and_chains() -> None:
    """Every row that named the one names the other; the words in the text are the same."""
    merge = correction(
        1,
        "person",
        "same",
        anchor("Hanne Lund"),
        mark="person:hanne lund",
        changes={"ref": "person:h l", "other_ref": "person:h l", "name": "H. Lund"},
    )
    rows = laid(merge)
    refs = {m.ref for m in of(rows, Mention)} | {s.speaker_ref for s in of(rows, Statement)}
    refs |= {link.ref for s in of(rows, Statement) for link in s.chain}
    assert "person:h l" in refs
    assert "person:hanne lund" not in refs
    assert [m.span for m in of(rows, Mention)] == [m.span for m in BUNDLE.mentions]


def test_a_split_takes_only_the_places_it_names() -> None:
    """Of one name, the mention judged another's goes; where the report is not named none does."""
    norway = [m for m in BUNDLE.mentions if m.ref == "state:RU"]
    assert len(norway) > 1
    split = correction(
        1,
        "person",
        "different",
        anchor_of(norway[0]),
        mark="state:RU",
        others=(anchor_of(norway[0]),),
        changes={"ref": "person:another", "name": "Another"},
    )
    rows = laid(split)
    moved = [m.mention_id for m in of(rows, Mention) if m.ref == "person:another"]
    assert moved == [norway[0].mention_id]
    elsewhere = replace(split.others[0], document_id="do_2", blob_sha256="c" * 64)
    rows = laid(replace(split, others=(elsewhere,)))
    assert of(rows, Mention) == list(BUNDLE.mentions)
    assert of(rows, CorrectionState) == []


def test_an_event_keeps_what_was_not_judged_and_its_law_follows_its_day() -> None:
    """A moved day moves the day whose law applies; kind, words and parts stay."""
    veto = next(e for e in BUNDLE.events if e.kind == "veto")
    made = correction(
        1, "event", "set", anchor_of(veto), mark="veto", changes={"occurred": "2024-03-13"}
    )
    found = next(e for e in of(laid(made), Event) if e.event_id == veto.event_id)
    assert (found.occurred, found.law_on) == ("2024-03-13", "2024-03-13")
    assert "A.B." in found.date_basis
    assert (found.kind, found.span, found.slots) == (veto.kind, veto.span, veto.slots)


def test_a_deleted_event_does_not_take_another_kind_with_it() -> None:
    """Where a newer engine reads another kind at the same words, that event was never judged."""
    veto = next(e for e in BUNDLE.events if e.kind == "veto")
    gone = correction(1, "event", "delete", anchor_of(veto), mark="veto")
    assert veto.event_id not in {e.event_id for e in of(laid(gone), Event)}
    other = replace(veto, kind="vote", event_id="ev_other")
    newer = replace(BUNDLE, events=(other,))
    assert of(laid(gone, bundle=newer), Event) == [other]


def test_an_event_added_inside_a_statement_is_alleged() -> None:
    """Told by somebody, it is not asserted, whoever added it."""
    row = quoted("no proof of any delivery")
    words = anchor("delivery so far")
    assert place_of(row)[0] < words.start < place_of(row)[1]
    changes: dict[str, Any] = {
        "kind": "shipment",
        "slots": {"actor": {"name": "Moscow", "ref": "state:RU"}},
    }
    rows = laid(correction(1, "event", "add", words, mark="shipment", changes=changes))
    (found,) = [e for e in of(rows, Event) if e.rule == "judged"]
    assert (found.modality, found.statement_id) == ("alleged", row.statement_id)
    assert found.slots[0].span.quote == "Moscow"


def test_a_statement_added_takes_the_events_inside_it() -> None:
    """An event that stood in the report's own voice is alleged once a saying holds it."""
    veto = next(e for e in BUNDLE.events if e.kind == "veto")
    gone = correction(1, "statement", "delete", anchor_of(BUNDLE.statements[-1]))
    speaker = {"name": "Hanne Lund", "ref": "person:hanne lund", "role": None, "words": None}
    words = anchor("Russia vetoed the renewal of the UN panel of experts on Thursday")
    made = correction(2, "statement", "add", words, changes={"speaker": speaker})
    rows = laid(gone, made)
    found = next(e for e in of(rows, Event) if e.event_id == veto.event_id)
    added = next(s for s in of(rows, Statement) if s.rule == "judged")
    assert (found.statement_id, found.modality) == (added.statement_id, "alleged")


def test_words_that_are_gone_leave_a_correction_adrift_and_the_rest_applied() -> None:
    """A correction whose words a newer text lacks says so; its neighbours are not harmed."""
    other = bundle_of(
        COPY.replace("We have seen no proof of any delivery so far", "No proof, none")
    )
    lost = correction(
        1,
        "statement",
        "set",
        anchor("We have seen no proof of any delivery so far"),
        changes={"manner": "mixed"},
    )
    kept = correction(2, "mention", "delete", anchor("Hanne Lund"))
    rows = laid(lost, kept, bundle=other)
    states = {state.correction_id: state for state in of(rows, CorrectionState)}
    assert states["co_1"].landing == "adrift"
    assert "not found" in states["co_1"].reason
    assert states["co_2"].landing == "applied"
    assert "Hanne Lund" not in {m.span.quote for m in of(rows, Mention)}


def test_a_text_that_moved_is_met_by_words_and_context() -> None:
    """With lines put before it and other marks, the same row is found; of two places the right one."""
    moved = bundle_of(
        "Some Paper | Menu | World\n\n"
        + COPY.replace('"We have', "“We  have").replace('far,"', "far,”"),
        "moved.txt",
    )
    row = quoted("no proof of any delivery")
    made = correction(1, "statement", "set", anchor_of(row), changes={"manner": "indirect"})
    assert moved.layer.text_sha256 != BUNDLE.layer.text_sha256
    rows = laid(made, bundle=moved)
    (found,) = [s for s in of(rows, Statement) if s.judged]
    assert "no proof of any delivery" in " ".join(found.content[0].quote.split())


def test_a_reading_without_sentences_takes_additions() -> None:
    """A report in a language without a model is read by the person alone; its passage is the sentence."""
    bare = replace(BUNDLE, sentences=(), mentions=(), statements=(), events=())
    speaker = {"name": "Hanne Lund", "ref": "person:hanne lund", "role": None, "words": None}
    made = correction(
        1, "statement", "add", anchor("We have seen no proof"), changes={"speaker": speaker}
    )
    rows = laid(made, bundle=bare)
    (found,) = of(rows, Statement)
    sentences = {row.sentence_id: row for row in rows if hasattr(row, "passage_kind")}
    assert sentences[found.sentence_id].span.start <= found.content[0].start


# -- properties ------------------------------------------------------------------------------

_SPEAKERS = [
    {"name": "Norway", "ref": "state:NO", "role": None, "words": None},
    {"name": None, "ref": None, "role": None, "words": None},
]
_MODALITIES = ["asserted", "alleged", "denied", "planned"]


@st.composite
def sequences(draw: st.DrawFn) -> list[Correction]:
    """Corrections of every kind at random rows, with undos of earlier ones, undos included."""
    made: list[Correction] = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        if made and draw(st.booleans()):
            undone = draw(st.sampled_from(made)).correction_id
            made.append(correction(number, "statement", "undo", None, undoes=undone))
            continue
        kind = draw(st.sampled_from(["statement", "mention", "event", "person"]))
        if kind == "person":
            mention = draw(st.sampled_from(BUNDLE.mentions))
            changes = {"ref": "person:x", "other_ref": "person:x", "name": "X"}
            made.append(
                correction(
                    number, "person", "same", anchor_of(mention), mark=mention.ref, changes=changes
                )
            )
            continue
        row = draw(st.sampled_from(getattr(BUNDLE, f"{kind}s")))
        action = draw(st.sampled_from(["set", "delete"]))
        changes = {}
        if action == "set":
            changes = {
                "statement": {"speaker": draw(st.sampled_from(_SPEAKERS))},
                "mention": {"name": "Y", "ref": "person:y", "kind": "person"},
                "event": {"modality": draw(st.sampled_from(_MODALITIES)), "occurred": "2024-03-02"},
            }[kind]
        made.append(
            correction(number, kind, action, anchor_of(row), mark=mark_of(row), changes=changes)
        )
    return made


@given(sequences())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_corrections_and_undos_give_what_the_surviving_ones_give_alone(
    made: list[Correction],
) -> None:
    """However they were made and taken back, the reading is that of those that hold, laid once."""
    assert laid(*made) == laid(*standing(made))
    assert laid(*reversed(made)) == laid(*made)


@given(sequences())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_was_not_judged_changes(made: list[Correction]) -> None:
    """Rows without a mark are the machine's, letter for letter; what is gone was deleted by name."""
    rows = laid(*made)
    for noun, was in (
        (Mention, BUNDLE.mentions),
        (Statement, BUNDLE.statements),
        (Event, BUNDLE.events),
    ):
        now = of(rows, noun)
        assert {row for row in now if not row.judged} <= set(was)
        touched = {name for state in of(rows, CorrectionState) for name in state.rows}
        keys = [getattr(row, f"{noun.__name__.lower()}_id") for row in was]
        left = {getattr(row, f"{noun.__name__.lower()}_id") for row in now}
        assert all(key in left or key in touched for key in keys)


@given(sequences())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_correction_that_holds_says_how_it_came_down(made: list[Correction]) -> None:
    """None is passed over in silence: applied or adrift, but for a person this report does not name."""
    states = {state.correction_id for state in of(laid(*made), CorrectionState)}
    for item in standing(made):
        assert item.correction_id in states or item.thing == "person"


@pytest.mark.parametrize(
    ("undos", "holds"), [((), True), ((1,), False), ((1, 2), True), ((1, 2, 3), False)]
)
def test_an_undo_can_be_undone(undos: tuple[int, ...], holds: bool) -> None:
    """Taking back the taking back lets the correction hold again, and so on."""
    first = correction(1, "mention", "delete", anchor("Hanne Lund"))
    made = [first, *(correction(n + 1, "mention", "undo", None, undoes=f"co_{n}") for n in undos)]
    assert (first in standing(made)) is holds


def test_a_desk_finds_rows_where_the_machine_put_them() -> None:
    """Words and speaker of one statement are corrected apart; undoing one leaves the other."""
    row = quoted("no proof of any delivery")
    piece = anchor("no proof of any delivery")
    words = correction(
        1,
        "statement",
        "set",
        anchor_of(row),
        mark=mark_of(row),
        changes={"content": [vars_of(piece)]},
    )
    manner = correction(
        2, "statement", "set", anchor_of(row), mark=mark_of(row), changes={"manner": "mixed"}
    )
    both = next(s for s in of(laid(words, manner), Statement) if s.judged)
    assert (both.content[0].quote, both.manner) == ("no proof of any delivery", "mixed")
    undone = correction(3, "statement", "undo", None, undoes="co_1")
    one = next(s for s in of(laid(words, manner, undone), Statement) if s.judged)
    assert (one.content, one.manner) == (row.content, "mixed")
    assert Desk(BUNDLE).rows["statement"][0].row == BUNDLE.statements[0]


def vars_of(item: Anchor) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(item)
