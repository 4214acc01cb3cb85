"""Corrections in a workspace: kept, carried through, taken back, found again, and never lost."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COPY
from vedette import pipeline
from vedette.api import Workbench
from vedette.api.correction_batch import correct_batch
from vedette.api.corrections import labelled
from vedette.errors import UnknownId, UsageError
from vedette.model.article import Article
from vedette.model.correction import Correction, standing
from vedette.model.reading import Event, Mention, Statement
from vedette.model.story import OriginGroup, Story
from vedette.reports.lint import lint
from vedette.store.clock import now
from vedette.store.current import CORRECTING

SECOND = (
    COPY.replace("(Reuters)", "(AFP)")
    .replace("Norland envoy", "Envoy of Norland")
    .replace(
        "had to be examined by independent experts as soon as possible",
        "deserved a close look by people from outside, and soon",
    )
)
NOUNS: tuple[type[Any], ...] = (Article, Mention, Statement, Event, Story, OriginGroup)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrections")
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text(COPY)
    (folder / "in" / "b.txt").write_text(SECOND)
    with Workbench.create(folder / "w") as bench:
        bench.ingest([str(folder / "in")])
        bench.run()
    return folder / "w"


@pytest.fixture
def bench(made: Path, tmp_path: Path):  # type: ignore[no-untyped-def]
    shutil.copytree(made, tmp_path / "w")
    with Workbench.open(tmp_path / "w", write=True) as opened:
        yield opened


def statement(
    bench: Workbench, words: str = "no proof of any delivery", report: str = "a.txt"
) -> Statement:
    layer = bench.article(report).layer_id
    return next(
        s for s in bench.statements() if s.layer_id == layer and words in s.content[0].quote
    )


def view(bench: Workbench) -> dict[str, list[Any]]:
    """What every later room sees, marks included; a report read again comes last, which says nothing."""
    return {noun.__name__: sorted(bench.workspace.rows(noun), key=repr) for noun in NOUNS}


def test_a_corrected_speaker_is_seen_everywhere_and_the_machines_reading_stays(
    bench: Workbench,
) -> None:
    """Statements, claims and the dossier say the judged speaker; what was read is still there."""
    row = statement(bench)
    bench.correct(
        "statement", row.statement_id[:12], speaker="Norway", because="it is the state's word"
    )
    assert statement(bench).speaker_name == row.speaker_name, "nothing changes before a run"
    turn = bench.run()
    assert turn.ran["correct-reading"] == 1
    assert (turn.ran["extract"], turn.ran["screen"], turn.ran["relate"]) == (0, 1, 1)
    assert statement(bench).speaker_name == "Norway"
    read = bench.workspace.rows(Statement, as_read=True)
    assert row in read
    dossier = bench.dossier()
    assert lint(dossier) == ()
    notes = [
        n.says
        for _, s in dossier.all_sentences()
        for n in s.footnotes
        if getattr(n, "rule", "") == "judgement"
    ]
    assert any(
        "machine said speaker Hanne Lund" in says and "judged speaker Norway" in says
        for says in notes
    )
    assert sum(bench.run().ran.values()) == 0


def test_a_correction_is_not_known_before_it_was_made(bench: Workbench) -> None:
    """As known at an earlier instant, the machine's reading stands, unmarked; also in the dossier."""
    row, before = statement(bench), now()
    bench.correct(
        "statement", row.statement_id, speaker="Norway", because="see the ministry's page"
    )
    bench.run()
    then = bench.table(Statement, as_known_at=before)
    assert row in list(then)
    assert not any(s.judged for s in then)
    assert bench.corrections(as_known_at=before) == ()
    dossier = bench.dossier(as_known_at=before)
    assert "corrections" not in {section.section_id for section in dossier.sections}


def test_a_dossier_that_holds_corrections_lists_them(bench: Workbench) -> None:
    """Each is shown with what the machine read, what was judged, by whom, when and why."""
    veto = next(e for e in bench.events() if e.kind == "veto")
    bench.correct(
        "event", veto.event_id, on="2024-03-28", because="confirmed by the record", by="A.B."
    )
    bench.correct("document", "a.txt", title="Another headline", because="the page was changed")
    bench.correct("mention", report="a.txt", words="Hanne Lund", action="delete", because="a test")
    bench.run()
    dossier = bench.dossier()
    assert lint(dossier) == ()
    (section,) = [s for s in dossier.sections if s.section_id == "corrections"]
    text = json.dumps([s.text for block in section.all_blocks() for s in block.all_sentences()])
    assert "2024-03-28" in text
    assert "Another headline" in text
    assert "A.B." in text


def test_undoing_gives_the_reading_as_it_was(bench: Workbench) -> None:
    """After undo every row is the machine's again; the judgement and its undoing stay to be seen."""
    before = view(bench)
    bench.correct("statement", statement(bench).statement_id, action="delete", because="no saying")
    bench.correct("document", "b.txt", outlet="The Paper", because="printed below")
    bench.run()
    assert view(bench) != before
    for number in ("1", "2"):
        bench.undo_correction(number, because="a mistake")
    bench.run()
    assert view(bench) == before
    assert [item.state for item in bench.corrections()] == ["undone", "undone"]
    assert len(bench.workspace.rows(Correction)) == 4
    with pytest.raises(UsageError, match="taken back already"):
        bench.undo_correction("1", because="again")
    assert bench.verify().holds


@pytest.mark.parametrize("seed", [1, 2])
def test_any_order_of_making_running_and_undoing_ends_the_same(
    bench: Workbench, tmp_path: Path, seed: int
) -> None:
    """With runs between or not, the view is that of the surviving corrections made once."""
    row, veto = statement(bench), next(e for e in bench.events() if e.kind == "veto")
    because: dict[str, Any] = {"because": "x", "by": "A"}
    kinds: dict[str, Callable[[Workbench], Correction]] = {
        "speaker": lambda w: w.correct("statement", row.statement_id, speaker="Norway", **because),
        "manner": lambda w: w.correct("statement", row.statement_id, manner="mixed", **because),
        "split": lambda w: w.correct(
            "person", "Hanne Lund", action="different", others=["b.txt"], name="H. L.", **because
        ),
        "mention": lambda w: w.correct(
            "mention", report="a.txt", words="Ana Brik", action="add", **because
        ),
        "event": lambda w: w.correct("event", veto.event_id, modality="denied", **because),
        "outlet": lambda w: w.correct("document", "a.txt", outlet="The Paper", **because),
    }
    bench.workspace.close()
    shutil.copytree(tmp_path / "w", tmp_path / "other")
    chance = random.Random(seed)
    made: dict[str, str] = {}
    with Workbench.open(tmp_path / "w", write=True) as one:
        for name in chance.sample(sorted(kinds), 4):
            made[kinds[name](one).correction_id] = name
            if chance.random() < 0.5:
                one.run()
            if chance.random() < 0.6:
                open_now = {c.correction_id for c in standing(one.workspace.rows(Correction))}
                undone = one.undo_correction(chance.choice(sorted(open_now)), because="no")
                if chance.random() < 0.4:
                    one.undo_correction(undone.correction_id, because="yes after all")
        one.run()
        left = [made[c.correction_id] for c in standing(one.workspace.rows(Correction))]
        with Workbench.open(tmp_path / "other", write=True) as two:
            for name in left:
                kinds[name](two)
            two.run()
            assert _bare(view(one)) == _bare(view(two))


def _bare(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Rows without the ids of the corrections, which tell when they were made."""
    return {
        name: sorted(repr(replace(row, judged=tuple("x" for _ in row.judged))) for row in found)
        for name, found in rows.items()
    }


def test_a_newer_engine_keeps_the_corrections(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every stage runs again under a new version, and what was judged is laid over the new reading."""
    row = statement(bench)
    bench.correct("statement", row.statement_id, speaker="Norway", because="x")
    bench.correct("document", "a.txt", agency="agency:afp", because="x")
    bench.run()
    before = _bare(view(bench))
    newer = tuple(replace(step, version=step.version + "+") for step in pipeline.STAGES)
    monkeypatch.setattr("vedette.api.crank.STAGES", newer)
    turn = bench.run()
    assert turn.ran["read"] == turn.ran["extract"] == 2
    assert _bare(view(bench)) == before
    assert {item.state for item in bench.corrections()} == {"applied"}


def test_a_new_version_of_the_document_is_met_by_words_or_the_correction_is_adrift(
    bench: Workbench, made: Path
) -> None:
    """Where the words are still there the judgement holds; where they are gone it says so."""
    folder = made.parent / "in"
    bench.correct("statement", statement(bench).statement_id, speaker="Norway", because="x")
    bench.correct("mention", report="a.txt", words="Hanne Lund", action="delete", because="y")
    bench.run()
    try:
        (folder / "a.txt").write_text(
            "A new top line | Menu\n\n" + COPY.replace("Hanne Lund", "Ola By")
        )
        bench.ingest([str(folder)])
        bench.run()
        first, second = bench.corrections()
        assert first.state == "applied"
        assert statement(bench).speaker_name == "Norway"
        assert second.state == "adrift"
        assert "not found" in second.reasons[0]
    finally:
        (folder / "a.txt").write_text(COPY)


def test_a_corrected_day_of_the_report_is_read_again_under_it(bench: Workbench) -> None:
    """Weekdays count from the judged day: the veto of "Thursday" moves with it."""
    layer = bench.article("a.txt").layer_id

    def veto() -> str | None:
        return next(e.occurred for e in bench.events() if e.kind == "veto" and e.layer_id == layer)

    assert veto() == "2024-03-14"
    bench.correct("document", "a.txt", day="2024-03-29", because="the dateline is misprinted")
    turn = bench.run()
    assert (turn.ran["correct-report"], turn.ran["extract"]) == (1, 1)
    assert veto() == "2024-03-28"
    assert bench.workspace.rows(Article, as_read=True)[0].reference_on == "2024-03-15"


def test_persons_are_merged_across_reports_and_split_in_one(bench: Workbench) -> None:
    """A merge holds in every report; a split takes one report's mentions and sayings with it."""
    bench.correct(
        "person",
        "Hanne Lund",
        action="different",
        others=["b.txt"],
        name="Hanne Lund (b)",
        because="x",
    )
    bench.run()
    names = {bench.article(r).layer_id: r for r in ("a.txt", "b.txt")}
    spoken = {
        (names[s.layer_id], s.speaker_ref)
        for s in bench.statements()
        if "Lund" in (s.speaker_name or "")
    }
    assert spoken == {("a.txt", "person:hanne lund"), ("b.txt", "person:hanne lund (b)")}
    assert lint(bench.dossier()) == ()
    bench.correct(
        "person", "Hanne Lund (b)", action="same", others=["Hanne Lund"], because="one after all"
    )
    bench.run()
    assert {m.ref for m in bench.mentions() if "Lund" in m.name} == {"person:hanne lund"}


def test_stories_and_copies_are_joined_and_parted(bench: Workbench) -> None:
    """A report leaves its story, joins it again; two texts are judged one hand and then not."""
    (story,) = bench.stories()
    assert len(story.layer_ids) == 2
    bench.correct(
        "story", story.story_id, action="different", others=["b.txt"], because="another day"
    )
    bench.run()
    apart = list(bench.stories())
    assert [len(s.layer_ids) for s in apart] == [1, 1]
    assert all(s.judged and "judged by" in s.reason for s in apart)
    bench.correct(
        "story", apart[0].story_id, action="same", others=[apart[1].story_id], because="no"
    )
    bench.run()
    assert [len(s.layer_ids) for s in bench.stories()] == [2]

    (story,) = bench.stories()
    bench.correct(
        "story", story.story_id, action="different", others=["a.txt"], because="another day"
    )
    bench.run()
    home = next(s for s in bench.stories() if bench.article("b.txt").layer_id in s.layer_ids)
    bench.correct("story", home.story_id, action="same", others=["a.txt"], because="the same day")
    bench.run()
    assert [len(s.layer_ids) for s in bench.stories()] == [2]

    def n_origins() -> int:
        return len(bench.workspace.rows(OriginGroup))

    was = n_origins()
    action = "same" if was == 2 else "different"
    bench.correct("origin", "b.txt", action=action, others=["a.txt"], because="word for word")
    bench.run()
    assert n_origins() == 3 - was
    assert lint(bench.dossier()) == ()
    bench.undo_correction("5", because="no")
    bench.run()
    assert n_origins() == was


def test_a_row_added_by_a_person_can_be_corrected_and_goes_with_its_undoing(
    bench: Workbench,
) -> None:
    """A correction on an added row is adrift once the adding is undone, and holds again with it."""
    made = bench.correct(
        "statement",
        report="a.txt",
        words="Russia vetoed the renewal",
        action="add",
        speaker="Hanne Lund",
        because="missed",
    )
    bench.run()
    row = next(s for s in bench.statements() if made.correction_id in s.judged)
    bench.correct("statement", row.statement_id, denial="yes", because="she denies it")
    bench.run()
    assert (
        next(s for s in bench.statements() if s.statement_id == row.statement_id).cue_lemma
        == "deny"
    )
    bench.undo_correction("1", because="it is another")
    bench.run()
    assert [item.state for item in bench.corrections()] == ["undone", "adrift"]
    bench.undo_correction("3", because="it is one")
    bench.run()
    assert [item.state for item in bench.corrections()] == ["applied", "applied"]


@pytest.mark.parametrize(
    ("thing", "more", "error"),
    [
        ("statement", {"target": "st_nothere", "speaker": "X"}, UnknownId),
        ("statement", {"report": "a.txt", "words": "no such words", "speaker": "X"}, UsageError),
        ("statement", {"report": "none.txt", "words": "proof", "speaker": "X"}, UnknownId),
        ("event", {"report": "a.txt", "words": "vetoed", "on": "next week"}, UsageError),
        ("event", {"report": "a.txt", "words": "vetoed", "kind": "party"}, UsageError),
        ("event", {"report": "a.txt", "words": "vetoed", "slots": "boss=Russia"}, UsageError),
        ("event", {"report": "a.txt", "words": "vetoed", "kind": "veto"}, UsageError),
        ("document", {"target": "a.txt", "published": "yesterday"}, UsageError),
        ("document", {"target": "a.txt", "agency": "nobody knows"}, UsageError),
        ("document", {"target": "a.txt", "colour": "red"}, UsageError),
        ("document", {"target": "a.txt", "action": "delete"}, UsageError),
        ("mention", {"report": "a.txt", "words": "Russia", "kind": "person"}, UnknownId),
        ("mention", {"report": "a.txt", "words": "North Korea", "kind": "ship"}, UsageError),
        (
            "person",
            {"target": "Hanne Lund", "action": "same", "others": ["Hanne Lund"]},
            UsageError,
        ),
        (
            "person",
            {"target": "Nobody Here", "action": "same", "others": ["Hanne Lund"]},
            UnknownId,
        ),
        ("origin", {"target": "a.txt", "action": "same", "others": ["a.txt"]}, UsageError),
        ("story", {"target": "sy_none", "action": "same", "others": ["a.txt"]}, UnknownId),
        ("weather", {"target": "a.txt"}, UsageError),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_nothing_is_kept(
    bench: Workbench, thing: Any, more: dict[str, Any], error: type[Exception]
) -> None:
    """Where, what and what to do is said; no row is written."""
    if thing == "mention" and more["words"] == "Russia":
        more = {**more, "words": "Recipes for"}
        error = UsageError
    with pytest.raises(error) as told:
        bench.correct(thing, because="x", **more)
    assert str(told.value).count(":") >= 1
    assert bench.workspace.rows(Correction) == []


def test_a_reason_is_required(bench: Workbench) -> None:
    """No judgement without its reason, nor any undoing."""
    row = statement(bench)
    with pytest.raises(UsageError, match="no reason"):
        bench.correct("statement", row.statement_id, speaker="Norway", because=" ")
    bench.correct("statement", row.statement_id, speaker="Norway", because="x")
    with pytest.raises(UsageError, match="no reason"):
        bench.undo_correction("1", because="")


def test_a_batch_keeps_the_good_rows_and_tells_the_bad(bench: Workbench) -> None:
    """CSV and JSON lines: each bad row is named by its line, the rest is kept."""
    table = (
        "thing,action,target,report,words_at,because,by,speaker,outlet,colour\n"
        'statement,set,,a.txt,no proof of any delivery,"said so, later",A.B.,Norway,,\n'
        "document,set,a.txt,,,printed below,A.B.,,The Paper,\n"
        "document,set,a.txt,,,printed below,A.B.,,,red\n"
        "statement,set,,a.txt,words of nowhere,x,A.B.,Norway,,\n"
        "document,set,b.txt,,,,A.B.,,The Paper,\n"
    )
    fates = correct_batch(bench.workspace, table.encode(), "rows.csv")
    assert [(fate.line, bool(fate.error)) for fate in fates] == [
        (2, False),
        (3, False),
        (4, True),
        (5, True),
        (6, True),
    ]
    assert "colour" in fates[2].error
    lines = "\n".join(
        [
            json.dumps(
                {
                    "thing": "person",
                    "action": "different",
                    "target": "Hanne Lund",
                    "others": ["b.txt"],
                    "name": "Another",
                    "because": "x",
                }
            ),
            "{not json",
            json.dumps({"thing": "document", "target": "b.txt", "title": "-", "because": "none"}),
        ]
    )
    fates = correct_batch(bench.workspace, lines.encode(), "rows.jsonl")
    assert [bool(fate.error) for fate in fates] == [False, True, False]
    bench.run()
    assert bench.article("b.txt").titles == ()
    assert {item.state for item in bench.corrections()} == {"applied"}


def test_corrections_are_a_labelled_set(bench: Workbench) -> None:
    """What holds is given out with its place, what the machine read and what was judged; undone is not."""
    bench.correct("statement", statement(bench).statement_id, speaker="Norway", because="x")
    bench.correct("mention", report="a.txt", words="Hanne Lund", action="delete", because="y")
    bench.undo_correction("2", because="z")
    (row,) = labelled(bench.workspace)
    text = bench.workspace.text(bench.article("a.txt").layer_id)
    assert text[row["start"] : row["end"]] == row["quote"]
    assert row["machine"]["speaker"]["name"] == "Hanne Lund"
    assert row["judged"]["speaker"]["ref"] == "state:NO"
    json.dumps(row)


def test_a_changed_correction_is_named_by_verify(bench: Workbench) -> None:
    """The event log seals each judgement: altered past the guards, it is found."""
    made = bench.correct("statement", statement(bench).statement_id, speaker="Norway", because="x")
    with bench.workspace.engine.execution_options(vedette_write=True).begin() as connection:
        connection.exec_driver_sql('DROP TRIGGER "correction_refuses_update"')
        connection.exec_driver_sql("UPDATE correction SET because = 'y'")
    problems = {(p.table, p.row) for p in bench.verify().problems}
    assert ("correction", made.correction_id) in problems


def test_verify_holds_the_words_of_a_correction_against_the_text(bench: Workbench) -> None:
    """Words that do not stand at their offsets are named, though every hash were right."""
    made = bench.correct("statement", statement(bench).statement_id, speaker="Norway", because="x")
    assert bench.verify().checked["anchors"] == 1
    assert made.anchor
    moved = replace(
        made,
        correction_id="co_moved",
        number=2,
        anchor=replace(made.anchor, start=made.anchor.start + 1, end=made.anchor.end + 1),
    )
    bench.workspace.add(moved)
    (problem,) = bench.verify().problems
    assert (problem.table, problem.row) == ("correction", "co_moved")


def test_search_finds_a_report_by_its_corrected_fields(bench: Workbench) -> None:
    """A judged headline is found as a headline, a judged outlet counted; neither before."""
    assert bench.search("title:embargo").n_found == 0
    bench.correct("document", "a.txt", title="Embargo discussed", outlet="The Paper", because="x")
    bench.run()
    found = bench.search("title:embargo")
    assert found.n_found == 1
    assert found.facets["outlet"] == {"The Paper": 1}


def test_the_store_and_the_itinerary_agree_on_what_corrects_what() -> None:
    """The view lays the same stages over each other as the line runs."""
    assert {step.name: step.corrects for step in pipeline.STAGES if step.corrects} == CORRECTING


def test_a_kill_loses_no_correction(bench: Workbench, tmp_path: Path) -> None:
    """Killed between keeping and carrying through, what was kept is there whole and a run carries it."""
    bench.workspace.close()
    path = tmp_path / "w"
    code = (
        "import os, sys\nfrom vedette.api import Workbench\n"
        f"bench = Workbench.open({str(path)!r}, write=True)\n"
        "n = 0\n"
        "while True:\n"
        "    n += 1\n"
        "    bench.correct('document', 'a.txt', title=f'{os.getpid()} {n}', because='x')\n"
        "    sys.stdout.write('kept\\n'); sys.stdout.flush()\n"
        "    bench.run()\n"
    )
    for n_kept in (1, 2, 3):
        child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
        assert child.stdout
        for _ in range(n_kept):
            assert child.stdout.readline() == b"kept\n"
        time.sleep(0.05 * n_kept)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with Workbench.open(path, write=True) as opened:
            kept = opened.workspace.rows(Correction)
            assert sorted(item.number for item in kept) == list(range(1, len(kept) + 1))
            assert opened.verify().problems == ()
            opened.run()
            newest = max(kept, key=lambda item: item.number)
            assert opened.article("a.txt").titles[0] == newest.changes["title"]
            assert {item.state for item in opened.corrections()} == {"applied"}
