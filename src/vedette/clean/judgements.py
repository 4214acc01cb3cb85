"""Corrections in words: what the machine read, what was judged instead, by whom, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vedette.clean.gazetteer import name_of
from vedette.model.correction import Correction

_WORDS = {"occurred": "day", "said_on": "day of the saying", "reference_on": "day it counts from"}
_NONE = "none"


def judged_by(correction: Correction) -> str:
    """Who judged it, when and why."""
    return (
        f"judged by {correction.by} on {correction.at[:10]} (correction {correction.number}), "
        f"because {correction.because}"
    )


def machine_said(correction: Correction) -> str:
    """What the machine read of what was judged; empty where it read nothing there."""
    told = correction.machine
    if correction.thing == "person" and correction.action == "same":
        return f"two persons, {told.get('name')} and {told.get('other')}"
    if correction.thing == "person":
        return f"one person, {told.get('name')}"
    if correction.thing == "origin":
        return "copies of one hand" if told.get("copy") else "texts of different hands"
    if correction.thing == "story":
        what = "another story than" if correction.action == "same" else "one story,"
        return f"{what} “{told.get('story')}”"
    if correction.thing == "mention" and correction.action == "delete":
        return f"{_value(told.get('words'))} names {told.get('name')} ({told.get('kind')})"
    return _told(told)


def was_judged(correction: Correction) -> str:
    """What was judged in its place, in words."""
    if correction.action == "delete":
        return f"no {correction.thing}"
    if correction.action == "undo":
        return "taken back"
    if correction.thing == "person":
        name = correction.changes.get("name")
        return f"one person, {name}" if correction.action == "same" else f"another person, {name}"
    if correction.thing == "story":
        if correction.changes.get("joins"):
            return "this story, for a report told apart from it"
        return "one story" if correction.action == "same" else "different stories"
    if correction.thing == "origin":
        return "copies of one hand" if correction.action == "same" else "no copies of each other"
    told = _told(correction.changes)
    return f"added: {told}" if correction.action == "add" else told


def in_words(correction: Correction) -> str:
    """One line: "machine said X; A.B. judged Y on DATE, because Z"."""
    said = machine_said(correction) or "nothing"
    return (
        f"machine said {said}; {correction.by} judged {was_judged(correction)} on "
        f"{correction.at[:10]}, because {correction.because}"
    )


def _told(values: Mapping[str, object]) -> str:
    parts = []
    for name, value in values.items():
        if name in {"ref", "other_ref", "left", "joins"}:
            continue
        parts.append(f"{_WORDS.get(name, name)} {_value(value)}")
    return "; ".join(parts)


def _value(value: Any) -> str:
    if value is None or value == "":
        return _NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return " … ".join(_value(item) for item in value) or _NONE
    if isinstance(value, Mapping):
        if "quote" in value:
            return f"“{' '.join(str(value['quote']).split())}”"
        if "name" in value:
            return str(value["name"] or _NONE)
        return ", ".join(f"{role}: {_value(part)}" for role, part in value.items()) or _NONE
    if isinstance(value, str) and value.startswith(("agency:", "state:", "body:")):
        return name_of(value)
    return str(value)
