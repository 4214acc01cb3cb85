"""Corrections in a workspace: made, taken back, listed, given out; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

import sqlalchemy as sa

from vedette.api.correction_fields import Place, parse_fields, ref_for
from vedette.api.finding import article_named
from vedette.api.judged import (
    GONE,
    THINGS,
    Ground,
    corrections_of,
    givens,
    grounds,
    layers_naming,
    layers_of,
)
from vedette.correct.desk import Held, id_of, overlap
from vedette.correct.reading import laid
from vedette.correct.report import correct_report
from vedette.errors import UnknownId, UsageError
from vedette.model.article import Article, Passage
from vedette.model.bundle import Bundle
from vedette.model.correction import (
    Anchor,
    Correction,
    CorrectionAction,
    CorrectionState,
    Given,
    Thing,
    standing,
)
from vedette.model.evidence import Document
from vedette.model.ids import content_id
from vedette.model.reading import Event, Mention, Sentence, Statement
from vedette.model.story import Story, Strand
from vedette.store.clock import now
from vedette.store.schema import TABLES
from vedette.version import __version__

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

Standing = Literal["applied", "waiting", "adrift", "undone"]
_NOUNS: dict[str, type[Any]] = {"mention": Mention, "statement": Statement, "event": Event}
_PREFIX = {"mention": "me_", "statement": "st_", "event": "ev_"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A correction as a person asks for it, every value in words.

    Args:
        thing: What is corrected.
        action: ``set``, ``add``, ``delete``, ``same`` or ``different``.
        target: The id (or its beginning) of a row, the ref or name of a person, a story's id, a report.
        report: With ``words``: the report they stand in.
        words: Words of the report, where no id is given or something is added.
        near: Of several places with these words, the one nearest this character.
        others: The other side: reports, a story, a person, mentions.
        values: Field and judged value; ``-`` says there is none.
        because: Why; never empty.
        evidence: What it rests on.
        by: Who judges; the user of this machine when None.
    """

    thing: Thing
    action: CorrectionAction = "set"
    target: str | None = None
    report: str | None = None
    words: str | None = None
    near: int | None = None
    others: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    because: str = ""
    evidence: tuple[str, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction and how it stands.

    ``state``: ``applied`` in a reading, ``waiting`` for the next run, ``adrift`` (its place is gone:
    a person has to look again), or ``undone``. ``reasons`` say why it is adrift; ``rows`` are the rows
    that carry it.
    """

    correction: Correction
    state: Standing
    reasons: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    undone_by: str | None = None


def correct(workspace: Workspace, ask: Ask) -> Correction:
    """Keep a correction; the next run lays it over the reading.

    Raises:
        UsageError: It has no reason, changes nothing, or its values cannot be read.
        UnknownId: What it speaks of is not there.
    """
    if not ask.because.strip():
        raise UsageError("--because", "no reason was given", "Say what the judgement rests on")
    if ask.thing not in get_args(Thing):
        known = ", ".join(get_args(Thing))
        raise UsageError(str(ask.thing), "this cannot be corrected", f"One of: {known}")
    allowed = _ACTIONS[ask.thing]
    if ask.action not in allowed:
        known = ", ".join(allowed)
        raise UsageError(ask.action, f"this is not done to a {ask.thing}", f"One of: {known}")
    if ask.thing == "origin" and "agency" in ask.values:
        ask = replace(ask, thing="document", action="set", others=())
    return _keep(workspace, ask, _MAKERS[ask.thing](workspace, ask))


def undo(workspace: Workspace, which: str, because: str, *, by: str | None = None) -> Correction:
    """Take a correction back, or take a taking-back back. Both stay.

    Raises:
        UnknownId: There is no such correction.
        UsageError: It is taken back already, or no reason was given.
    """
    if not because.strip():
        raise UsageError("--because", "no reason was given", "Say why it is taken back")
    found = find(workspace, which)
    made = corrections_of(workspace)
    if found.correction_id in _undone(made):
        raise UsageError(which, "it is taken back already", "See: vedette correct show")
    ask = Ask(thing=found.thing, action="undo", because=because, by=by)
    return _keep(workspace, ask, _Draft(undoes=found.correction_id, mark=found.correction_id))


def find(workspace: Workspace, which: str) -> Correction:
    """A correction by its number or the beginning of its id.

    Raises:
        UnknownId: None, or several, are called so.
    """
    wanted = which.removeprefix("#")
    found = [
        item
        for item in corrections_of(workspace)
        if wanted == str(item.number) or (len(wanted) > 3 and item.correction_id.startswith(wanted))
    ]
    if len(found) != 1:
        what = "no correction is called so" if not found else "several corrections begin so"
        raise UnknownId(which, what, "See: vedette correct list")
    return found[0]


def correction_views(
    workspace: Workspace, *, as_known_at: str | None = None
) -> tuple[CorrectionView, ...]:
    """Every correction with how it stands, oldest first; the takings-back are told on what they undo."""
    made = corrections_of(workspace, as_known_at=as_known_at)
    states: dict[str, list[CorrectionState]] = {}
    for row in workspace.rows(CorrectionState, as_known_at=as_known_at):
        states.setdefault(row.correction_id, []).append(row)
    undone = _undone(made)
    known = grounds(workspace, as_known_at=as_known_at) if made else {}
    return tuple(
        _view(workspace, item, states.get(item.correction_id, []), undone, known)
        for item in made
        if item.action != "undo"
    )


def labelled(workspace: Workspace) -> Iterator[dict[str, Any]]:
    """The corrections that hold, as a labelled set: the place, what the machine read, what was judged."""
    addresses = {row.document_id: row.address for row in workspace.rows(Document)}
    for item in standing(corrections_of(workspace)):
        assert item.anchor
        yield {
            "thing": item.thing,
            "action": item.action,
            "address": addresses.get(item.anchor.document_id),
            **asdict(item.anchor),
            "mark": item.mark,
            "others": [asdict(other) for other in item.others],
            "machine": item.machine,
            "judged": item.changes,
            "because": item.because,
            "by": item.by,
            "at": item.at,
            "engine": item.engine,
            "correction_id": item.correction_id,
        }


# -- keeping ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """What one kind of correction worked out before it is kept."""

    anchor: Anchor | None = None
    mark: str = ""
    others: tuple[Anchor, ...] = ()
    changes: dict[str, Any] = field(default_factory=dict)
    machine: dict[str, Any] = field(default_factory=dict)
    undoes: str | None = None


def _keep(workspace: Workspace, ask: Ask, draft: _Draft) -> Correction:
    table = TABLES[Correction]
    with workspace.transaction() as connection:
        highest = sa.select(sa.func.coalesce(sa.func.max(table.c.number), 0))
        number = int(connection.execute(highest).scalar_one()) + 1
        at = now()
        made = Correction(
            correction_id=content_id("co", number, ask.thing, ask.action, draft.mark, at),
            number=number,
            thing=ask.thing,
            action=ask.action,
            anchor=draft.anchor,
            mark=draft.mark,
            others=draft.others,
            changes=draft.changes,
            machine=draft.machine,
            because=ask.because.strip(),
            evidence=ask.evidence,
            by=(ask.by or "").strip() or workspace.actor,
            at=at,
            engine=__version__,
            undoes=draft.undoes,
        )
        workspace.add(
            made,
            connection=connection,
            action="correct",
            object_id=made.correction_id,
            detail={"thing": made.thing, "action": made.action, "number": number},
        )
    return made


def _undone(made: Iterable[Correction]) -> dict[str, str]:
    """What is taken back, and by which correction."""
    rows = list(made)
    holding = {item.correction_id for item in standing(rows)}
    undone: dict[str, str] = {}
    for item in sorted(rows, key=lambda one: -one.number):
        if item.undoes and item.correction_id not in undone:
            undone[item.undoes] = item.correction_id
    return {key: value for key, value in undone.items() if key not in holding}


def _view(
    workspace: Workspace,
    item: Correction,
    states: Sequence[CorrectionState],
    undone: Mapping[str, str],
    known: Mapping[str, Ground],
) -> CorrectionView:
    if item.correction_id in undone:
        by = undone[item.correction_id]
        return CorrectionView(correction=item, state="undone", undone_by=by)
    rows = tuple(row for state in states for row in state.rows)
    reasons = tuple(dict.fromkeys(state.reason for state in states if state.reason))
    if any(state.landing == "applied" for state in states):
        return CorrectionView(correction=item, state="applied", reasons=reasons, rows=rows)
    if reasons:
        return CorrectionView(correction=item, state="adrift", reasons=reasons)
    if item.thing == "person" and not layers_naming(workspace, [item.mark]) & set(known):
        named = item.machine.get("name")
        return CorrectionView(
            correction=item, state="adrift", reasons=(f"no report names {named} now",)
        )
    if item.anchor and not layers_of(item.anchor, known):
        return CorrectionView(correction=item, state="adrift", reasons=(GONE,))
    return CorrectionView(correction=item, state="waiting")


# -- places ----------------------------------------------------------------------------------


def _article(workspace: Workspace, target: str | None) -> Article:
    if not target:
        raise UsageError("report", "no report is named", "Name it with --in; see vedette documents")
    return article_named(workspace, target)


def _place(workspace: Workspace, layer_id: str) -> Place:
    """A report with every correction that holds laid over it, those not yet run too."""
    known = grounds(workspace)
    ground = known[layer_id]
    empty = Given(document_id=ground.document_id, blob_sha256=ground.blob_sha256)
    of_report = givens(workspace, THINGS["correct-report"], [layer_id]).get(layer_id, empty)
    of_reading = givens(workspace, THINGS["correct-reading"], [layer_id]).get(layer_id, empty)
    version_id = ground.layer.version_id
    passages = tuple(workspace.rows(Passage, unit=version_id))
    (read,) = [
        row
        for row in workspace.rows(Article, unit=version_id, as_read=True)
        if row.layer_id == layer_id
    ]
    article = correct_report(read, passages, of_report)[0]
    assert isinstance(article, Article)
    text = workspace.text(layer_id)

    def rows(noun: type[Any]) -> tuple[Any, ...]:
        return tuple(workspace.rows(noun, unit=layer_id, as_read=True))

    bundle = Bundle(
        article=article,
        layer=ground.layer,
        text=text,
        passages=passages,
        sentences=rows(Sentence),
        mentions=rows(Mention),
        statements=rows(Statement),
        events=rows(Event),
    )
    desk, _ = laid(bundle, of_reading)
    return Place(ground, text, desk)


def _row(workspace: Workspace, ask: Ask) -> tuple[Place, Held]:
    """The row an ask speaks of: by id, or by words of a report."""
    if ask.target is None:
        return _row_at(workspace, ask)
    if len(ask.target) < 4:
        raise UnknownId(ask.target, "too few characters of an id", "Give four at least")
    table = TABLES[_NOUNS[ask.thing]]
    column = table.c[f"{ask.thing}_id"]
    query = sa.select(table.c.layer_id).distinct().where(column.startswith(ask.target))
    with workspace.engine.connect() as connection:
        layers = {row.layer_id for row in connection.execute(query)}
    waiting = {
        layer
        for item in standing(corrections_of(workspace))
        if item.action == "add" and item.anchor
        for layer in layers_of(item.anchor, grounds(workspace))
    }
    current = workspace.current().layers
    found = [
        (place, held)
        for place in (_place(workspace, layer) for layer in sorted((layers | waiting) & current))
        for held in place.desk.rows[ask.thing]  # type: ignore[index]
        if id_of(held.row).startswith(ask.target)
    ]
    if len(found) != 1:
        what = f"no {ask.thing} has this id" if not found else f"{len(found)} begin with this"
        raise UnknownId(ask.target, what, f"See: vedette {ask.thing}s")
    return found[0]


def _row_at(workspace: Workspace, ask: Ask) -> tuple[Place, Held]:
    if not ask.words:
        raise UsageError(
            ask.thing, "it is not said which one", "Give its id, or --in REPORT --words WORDS"
        )
    place = _place(workspace, _article(workspace, ask.report).layer_id)
    anchor = place.words(ask.words, ask.near)
    rows = place.desk.rows[ask.thing]  # type: ignore[index]
    ranked = sorted(
        ((overlap(held.place, (anchor.start, anchor.end)), held) for held in rows),
        key=lambda item: -item[0],
    )
    best = [held for share, held in ranked if share > 0 and share == ranked[0][0]]
    if len(best) != 1:
        what = f"no {ask.thing} is read at these words"
        if best:
            ids = ", ".join(id_of(held.row) for held in best)
            what = f"{len(best)} are read at these words: {ids}"
        raise UnknownId(ask.words[:80], what, f"See: vedette {ask.thing}s --json")
    return place, best[0]


def _whole(ground: Ground) -> Anchor:
    return Anchor(
        document_id=ground.document_id,
        blob_sha256=ground.blob_sha256,
        text_sha256=ground.layer.text_sha256,
    )


# -- the makers, one a thing -----------------------------------------------------------------


def _reading(workspace: Workspace, ask: Ask) -> _Draft:
    """A mention, statement or event: set, added or deleted."""
    if ask.action == "add":
        return _addition(workspace, ask)
    place, held = _row(workspace, ask)
    place = replace(place, row=held.row)
    anchor = place.anchor(*held.place)
    if ask.action == "delete":
        return _Draft(anchor=anchor, mark=held.mark, machine=_summary(held.row))
    if not ask.values:
        raise UsageError(ask.thing, "nothing is corrected", "Give a field and what it should be")
    changes = parse_fields(ask.thing, place, ask.values)
    before = {name: _value_of(held.row, name) for name in changes}
    told = {name: _comparable(value) for name, value in changes.items()}
    if told == {name: _comparable(value) for name, value in before.items()}:
        raise UsageError(ask.thing, "it says so already", "See: vedette correct list")
    as_read = _as_read(workspace, ask.thing, held.row)
    machine = {name: _value_of(as_read, name) for name in changes} if as_read else {}
    return _Draft(anchor=anchor, mark=held.mark, changes=changes, machine=machine)


def _addition(workspace: Workspace, ask: Ask) -> _Draft:
    place = _place(workspace, _article(workspace, ask.report).layer_id)
    if not ask.words:
        raise UsageError(ask.thing, "the words it stands at are not given", "Give --words")
    anchor = place.words(ask.words, ask.near)
    place.desk.sentence_at(place.desk.span(anchor))
    values = dict(ask.values)
    if ask.thing == "mention":
        values = {"kind": values.pop("kind", "person"), **values}
        if not {"name", "party"} & set(values):
            values["name"] = " ".join(anchor.quote.split())
    changes = parse_fields(ask.thing, place, values)
    if ask.thing == "mention":
        if "party" not in values:
            changes["ref"] = ref_for(changes["kind"], changes["name"])
        changes.setdefault("ref", ref_for(changes["kind"], changes["name"]))
    if ask.thing == "event" and "kind" not in changes:
        raise UsageError("event", "its kind is not given", "Give --kind")
    mark = str(changes.get("kind", "")) if ask.thing != "statement" else ""
    return _Draft(anchor=anchor, mark=mark, changes=changes)


def _document(workspace: Workspace, ask: Ask) -> _Draft:
    article = _article(workspace, ask.target or ask.report)
    ground = grounds(workspace)[article.layer_id]
    place = _place(workspace, article.layer_id)
    if not ask.values:
        raise UsageError("document", "nothing is corrected", "Give a field and what it should be")
    changes = parse_fields("document", place, ask.values)
    now_said = place.desk.bundle.article
    if all(_of_article(now_said, name) == value for name, value in changes.items()):
        raise UsageError("document", "it says so already", "See: vedette correct list")
    (read,) = [
        row
        for row in workspace.rows(Article, unit=article.version_id, as_read=True)
        if row.layer_id == article.layer_id
    ]
    machine = {name: _of_article(read, name) for name in changes}
    return _Draft(anchor=_whole(ground), changes=changes, machine=machine)


def _of_article(article: Article, name: str) -> Any:
    if name == "title":
        return article.titles[0] if article.titles else None
    return getattr(article, name)


def _person(workspace: Workspace, ask: Ask) -> _Draft:
    if not ask.target:
        raise UsageError("person", "nobody is named", "Give a ref or a name; see vedette people")
    people = _people(workspace)
    first = _the_person(people, ask.target)
    anchors = [_mention_anchor(workspace, first)]
    if ask.action == "same":
        if len(ask.others) != 1:
            raise UsageError("person", "it is not said with whom", "Name one with --same-as")
        second = _the_person(people, ask.others[0])
        if second.ref == first.ref:
            raise UsageError(second.ref, "they are one already", "See: vedette people")
        name = ask.values.get("name") or second.name
        return _Draft(
            anchor=anchors[0],
            mark=first.ref,
            others=(_mention_anchor(workspace, second),),
            changes={"name": name, "ref": second.ref, "other_ref": second.ref},
            machine={"name": first.name, "other": second.name},
        )
    name = (ask.values.get("name") or "").strip()
    ref = ref_for(first.kind, name)
    if not name or ref == first.ref:
        raise UsageError(
            "--name", "the other person needs a name of their own", "For example “Kim Il (envoy)”"
        )
    return _Draft(
        anchor=anchors[0],
        mark=first.ref,
        others=tuple(_apart(workspace, first, text) for text in ask.others),
        changes={"name": name, "ref": ref},
        machine={"name": first.name},
    )


def _apart(workspace: Workspace, person: Mention, text: str) -> Anchor:
    """Where a person is split off: one mention, or a whole report."""
    if text.startswith("me_"):
        place, held = _row(workspace, Ask(thing="mention", target=text))
        if held.row.ref != person.ref:
            raise UsageError(
                text, f"this mention does not name {person.name}", "See: vedette mentions"
            )
        return place.anchor(held.row.span.start, held.row.span.end)
    article = _article(workspace, text)
    if not any(row.ref == person.ref for row in workspace.rows(Mention, unit=article.layer_id)):
        raise UsageError(text, f"this report does not name {person.name}", "See: vedette people")
    return _whole(grounds(workspace)[article.layer_id])


def _people(workspace: Workspace) -> list[Mention]:
    """The mentions as every correction that holds leaves them."""
    pending = {
        layer for things in [THINGS["correct-reading"]] for layer in givens(workspace, things, ())
    }
    rows = [row for row in workspace.rows(Mention) if row.layer_id not in pending]
    for layer in sorted(pending):
        rows += [held.row for held in _place(workspace, layer).desk.rows["mention"]]
    return rows


def _the_person(people: Sequence[Mention], text: str) -> Mention:
    folded = text.casefold()
    found: dict[str, Mention] = {}
    for row in people:
        if text == row.ref or folded in {row.ref.casefold(), row.name.casefold()}:
            found.setdefault(row.ref, row)
    if len(found) != 1:
        what = "nobody is called so" if not found else f"several are: {', '.join(found)}"
        raise UnknownId(text, what, "See: vedette people")
    return next(iter(found.values()))


def _mention_anchor(workspace: Workspace, row: Mention) -> Anchor:
    place = Place(grounds(workspace)[row.layer_id], workspace.text(row.layer_id), None)  # type: ignore[arg-type]
    return place.anchor(row.span.start, row.span.end)


def _story(workspace: Workspace, ask: Ask) -> _Draft:
    """Two stories are one, a report tells a story, or some of its reports tell another."""
    if not ask.target:
        raise UsageError("story", "no story is named", "See: vedette stories")
    if not ask.others:
        raise UsageError("story", "the other side is not named", "A story, or a report")
    story = _the_story(workspace, ask.target)
    machine = {"story": story.title}
    if ask.action == "same":
        left = _strands(workspace, story, None)
        right: list[Anchor] = []
        for text in ask.others:
            right += _other_side(workspace, text, story)
        return _tied(left, right, machine)
    layers = {_article(workspace, text).layer_id for text in ask.others}
    if not layers <= set(story.layer_ids):
        raise UsageError(", ".join(ask.others), "not every one of these tells the story", "")
    if layers == set(story.layer_ids):
        raise UsageError(story.story_id, "nothing would be left of it", "Leave one report at least")
    left = _strands(workspace, story, layers)
    return _tied(left, _strands(workspace, story, set(story.layer_ids) - layers), machine)


def _tied(left: Sequence[Anchor], right: Sequence[Anchor], machine: dict[str, Any]) -> _Draft:
    return _Draft(
        anchor=left[0],
        others=tuple(right),
        changes={"left": [asdict(anchor) for anchor in left[1:]]},
        machine=machine,
    )


def _other_side(workspace: Workspace, text: str, story: Story) -> list[Anchor]:
    if text.startswith("sy_"):
        other = _the_story(workspace, text)
        if other.story_id == story.story_id:
            raise UsageError(text, "they are one story already", "")
        return _strands(workspace, other, None)
    article = _article(workspace, text)
    if article.layer_id in story.layer_ids:
        raise UsageError(text, "this report tells that story already", "")
    return [_whole(grounds(workspace)[article.layer_id])]


def _the_story(workspace: Workspace, start: str) -> Story:
    found = [row for row in workspace.rows(Story) if row.story_id.startswith(start)]
    if len(found) != 1:
        what = "no story has this id" if not found else f"{len(found)} stories begin with this"
        raise UnknownId(start, what, "See: vedette stories")
    return found[0]


def _strands(workspace: Workspace, story: Story, layers: set[str] | None) -> list[Anchor]:
    """The leads of a story's strands, all or of some reports."""
    known = grounds(workspace)
    strands = {row.strand_id: row for row in workspace.rows(Strand)}
    found = []
    for strand_id in story.strand_ids:
        strand = strands[strand_id]
        if layers is None or strand.layer_id in layers:
            place = Place(known[strand.layer_id], workspace.text(strand.layer_id), None)  # type: ignore[arg-type]
            found.append(place.anchor(strand.lead.start, strand.lead.end))
    return found


def _origin(workspace: Workspace, ask: Ask) -> _Draft:
    """A report is, or is not, a copy of another."""
    if len(ask.others) != 1:
        raise UsageError("origin", "it is not said of which report", "Name one")
    known = grounds(workspace)
    left, right = (_article(workspace, text) for text in (ask.target or ask.report, ask.others[0]))
    if left.layer_id == right.layer_id:
        raise UsageError(left.address, "this is one report", "Name two")
    return _Draft(
        anchor=_whole(known[left.layer_id]),
        others=(_whole(known[right.layer_id]),),
        machine={"copy": _are_one(workspace, left.layer_id, right.layer_id)},
    )


def _are_one(workspace: Workspace, left: str, right: str) -> bool:
    from vedette.model.story import OriginGroup

    return any({left, right} <= set(row.layer_ids) for row in workspace.rows(OriginGroup))


_ACTIONS: dict[str, tuple[str, ...]] = {
    "mention": ("set", "add", "delete"),
    "statement": ("set", "add", "delete"),
    "event": ("set", "add", "delete"),
    "document": ("set",),
    "person": ("same", "different"),
    "story": ("same", "different"),
    "origin": ("set", "same", "different"),
}
_MAKERS = {
    "mention": _reading,
    "statement": _reading,
    "event": _reading,
    "document": _document,
    "person": _person,
    "story": _story,
    "origin": _origin,
}


# -- what the machine said -------------------------------------------------------------------


def _as_read(workspace: Workspace, thing: str, row: Any) -> Any:
    rows = workspace.rows(_NOUNS[thing], unit=row.layer_id, as_read=True)
    return next((one for one in rows if id_of(one) == id_of(row)), None)


def _value_of(row: Any, name: str) -> Any:
    """What a row says of a field, as changes hold it."""
    if name == "words":
        return {"quote": row.span.quote}
    if name == "content":
        return [{"quote": span.quote} for span in row.content]
    if name == "cue":
        return {"quote": row.cue.quote} if row.cue else None
    if name == "speaker":
        return {"name": row.speaker_name, "ref": row.speaker_ref, "role": row.speaker_role}
    if name == "denial":
        return row.cue_lemma == "deny"
    if name == "saying":
        return row.is_said
    if name == "slots":
        return {slot.role: {"name": slot.name, "ref": slot.ref} for slot in row.slots}
    return getattr(row, name)


def _comparable(value: Any) -> Any:
    """A value without where its words stand."""
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    if isinstance(value, dict):
        if "quote" in value:
            return value["quote"]
        return {k: _comparable(v) for k, v in value.items() if k not in {"words", "role"}}
    return value


def _summary(row: Any) -> dict[str, Any]:
    """What is taken away with a row that is deleted."""
    if isinstance(row, Statement):
        return {name: _value_of(row, name) for name in ("speaker", "content", "manner")}
    if isinstance(row, Mention):
        return {"words": {"quote": row.span.quote}, "kind": row.kind, "name": row.name}
    return {
        "kind": row.kind,
        "words": {"quote": row.span.quote},
        "modality": row.modality,
        "occurred": row.occurred,
        "slots": _value_of(row, "slots"),
    }
