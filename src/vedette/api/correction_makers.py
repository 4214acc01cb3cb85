"""What each kind of correction is made of: the place, what the machine says there, what is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from vedette.api.correction_ask import Ask, Draft
from vedette.api.correction_fields import parse_fields, ref_for
from vedette.api.correction_places import NOUNS, Reports, the_person
from vedette.correct.desk import id_of
from vedette.errors import UsageError
from vedette.model.article import Article
from vedette.model.correction import Anchor
from vedette.model.reading import Mention, Statement
from vedette.model.story import OriginGroup, Story


def _reading(reports: Reports, ask: Ask) -> Draft:
    """A mention, statement or event: set, added or deleted."""
    if ask.action == "add":
        return _addition(reports, ask)
    place, held = reports.row(ask)
    place = replace(place, row=held.row)
    anchor = place.anchor(*held.place)
    if ask.action == "delete":
        return Draft(anchor=anchor, mark=held.mark, machine=_summary(held.row))
    if not ask.values:
        raise UsageError(ask.thing, "nothing is corrected", "Give a field and what it should be")
    changes = parse_fields(ask.thing, place, ask.values)
    before = _machine_values(held.row, changes)
    told = {name: _comparable(value) for name, value in changes.items()}
    if told == {name: _comparable(value) for name, value in before.items()}:
        raise UsageError(ask.thing, "it says so already", "See: vedette correct list")
    as_read = _as_read(reports, ask.thing, held.row)
    machine = _machine_values(as_read, changes) if as_read else {}
    return Draft(anchor=anchor, mark=held.mark, changes=changes, machine=machine)


def _addition(reports: Reports, ask: Ask) -> Draft:
    place = reports.place(reports.article(ask.report).layer_id)
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
    return Draft(anchor=anchor, mark=mark, changes=changes)


def _document(reports: Reports, ask: Ask) -> Draft:
    article = reports.article(ask.target or ask.report)
    place = reports.place(article.layer_id)
    if not ask.values:
        raise UsageError("document", "nothing is corrected", "Give a field and what it should be")
    changes = parse_fields("document", place, ask.values)
    now_said = place.desk.bundle.article
    if all(_of_article(now_said, name) == value for name, value in changes.items()):
        raise UsageError("document", "it says so already", "See: vedette correct list")
    read = reports.as_read(article.layer_id)
    machine = {name: _of_article(read, name) for name in changes}
    return Draft(anchor=reports.whole(article.layer_id), changes=changes, machine=machine)


def _of_article(article: Article, name: str) -> Any:
    if name == "title":
        return article.titles[0] if article.titles else None
    return getattr(article, name)


def _person(reports: Reports, ask: Ask) -> Draft:
    if not ask.target:
        raise UsageError("person", "nobody is named", "Give a ref or a name; see vedette people")
    people = reports.people()
    first = the_person(people, ask.target)
    anchors = [_named(reports, first)]
    if ask.action == "same":
        if len(ask.others) != 1:
            raise UsageError("person", "it is not said with whom", "Name one with --same-as")
        second = the_person(people, ask.others[0])
        if second.ref == first.ref:
            raise UsageError(second.ref, "they are one already", "See: vedette people")
        name = ask.values.get("name") or second.name
        return Draft(
            anchor=anchors[0],
            mark=first.ref,
            others=(_named(reports, second),),
            changes={"name": name, "ref": second.ref, "other_ref": second.ref},
            machine={"name": first.name, "other": second.name},
        )
    name = (ask.values.get("name") or "").strip()
    ref = ref_for(first.kind, name)
    if not name or ref == first.ref:
        raise UsageError(
            "--name", "the other person needs a name of their own", "For example “Kim Il (envoy)”"
        )
    return Draft(
        anchor=anchors[0],
        mark=first.ref,
        others=tuple(_apart(reports, first, text) for text in ask.others),
        changes={"name": name, "ref": ref},
        machine={"name": first.name},
    )


def _named(reports: Reports, row: Mention) -> Anchor:
    return reports.anchor(row.layer_id, row.span.start, row.span.end)


def _apart(reports: Reports, person: Mention, text: str) -> Anchor:
    """Where a person is split off: one mention, or a whole report."""
    if text.startswith("me_"):
        place, held = reports.row(Ask(thing="mention", target=text))
        if held.row.ref != person.ref:
            raise UsageError(
                text, f"this mention does not name {person.name}", "See: vedette mentions"
            )
        return place.anchor(held.row.span.start, held.row.span.end)
    article = reports.article(text)
    if not any(
        row.ref == person.ref for row in reports.workspace.rows(Mention, unit=article.layer_id)
    ):
        raise UsageError(text, f"this report does not name {person.name}", "See: vedette people")
    return reports.whole(article.layer_id)


def _story(reports: Reports, ask: Ask) -> Draft:
    """Two stories are one, a report tells a story, or some of its reports tell another."""
    if not ask.target:
        raise UsageError("story", "no story is named", "See: vedette stories")
    if not ask.others:
        raise UsageError("story", "the other side is not named", "A story, or a report")
    story = reports.story(ask.target)
    machine = {"story": story.title}
    if ask.action == "same":
        left = reports.leads(story)
        right: list[Anchor] = []
        for text in ask.others:
            right += _other_side(reports, text, story)
        tied = _tied(left, right, machine)
        joins = [text for text in ask.others if not text.startswith("sy_")]
        if joins and len(joins) < len(ask.others):
            raise UsageError("story", "stories and reports were named together", "One at a time")
        return replace(tied, changes={**tied.changes, "joins": True}) if joins else tied
    layers = {reports.article(text).layer_id for text in ask.others}
    if not layers <= set(story.layer_ids):
        raise UsageError(", ".join(ask.others), "not every one of these tells the story", "")
    if layers == set(story.layer_ids):
        raise UsageError(story.story_id, "nothing would be left of it", "Leave one report at least")
    left = reports.leads(story, layers)
    return _tied(left, reports.leads(story, set(story.layer_ids) - layers), machine)


def _tied(left: Sequence[Anchor], right: Sequence[Anchor], machine: dict[str, Any]) -> Draft:
    return Draft(
        anchor=left[0],
        others=tuple(right),
        changes={"left": [asdict(anchor) for anchor in left[1:]]},
        machine=machine,
    )


def _other_side(reports: Reports, text: str, story: Story) -> list[Anchor]:
    if text.startswith("sy_"):
        other = reports.story(text)
        if other.story_id == story.story_id:
            raise UsageError(text, "they are one story already", "")
        return reports.leads(other)
    article = reports.article(text)
    if article.layer_id in story.layer_ids:
        raise UsageError(text, "this report tells that story already", "")
    return [reports.whole(article.layer_id)]


def _origin(reports: Reports, ask: Ask) -> Draft:
    """A report is, or is not, a copy of another."""
    if len(ask.others) != 1:
        raise UsageError("origin", "it is not said of which report", "Name one")
    left, right = (reports.article(text) for text in (ask.target or ask.report, ask.others[0]))
    if left.layer_id == right.layer_id:
        raise UsageError(left.address, "this is one report", "Name two")
    return Draft(
        anchor=reports.whole(left.layer_id),
        others=(reports.whole(right.layer_id),),
        machine={"copy": _are_one(reports, left.layer_id, right.layer_id)},
    )


def _are_one(reports: Reports, left: str, right: str) -> bool:
    return any({left, right} <= set(row.layer_ids) for row in reports.workspace.rows(OriginGroup))


def _as_read(reports: Reports, thing: str, row: Any) -> Any:
    rows = reports.workspace.rows(NOUNS[thing], unit=row.layer_id, as_read=True)
    return next((one for one in rows if id_of(one) == id_of(row)), None)


def _machine_values(row: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of the fields that change; of its parts only those that do."""
    said = {name: _value_of(row, name) for name in changes}
    if "slots" in said:
        said["slots"] = {role: said["slots"].get(role) for role in changes["slots"]}
    return said


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


ACTIONS: dict[str, tuple[str, ...]] = {
    "mention": ("set", "add", "delete"),
    "statement": ("set", "add", "delete"),
    "event": ("set", "add", "delete"),
    "document": ("set",),
    "person": ("same", "different"),
    "story": ("same", "different"),
    "origin": ("set", "same", "different"),
}
MAKERS: dict[str, Callable[[Reports, Ask], Draft]] = {
    "mention": _reading,
    "statement": _reading,
    "event": _reading,
    "document": _document,
    "person": _person,
    "story": _story,
    "origin": _origin,
}
