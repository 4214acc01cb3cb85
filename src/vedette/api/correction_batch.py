"""Corrections from a file: one a row, a bad row is reported and the rest goes on."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vedette.api.correction_ask import Ask
from vedette.api.correction_fields import FIELDS
from vedette.api.correction_places import Reports
from vedette.api.corrections import correct
from vedette.errors import MalformedInput, UsageError, VedetteError
from vedette.model.correction import Correction

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace

# What a row may say besides the fields of what it corrects.
COLUMNS = (
    "thing",
    "action",
    "target",
    "report",
    "words_at",
    "near",
    "others",
    "because",
    "evidence",
    "by",
)
_SEVERAL = "|"
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of one row of a batch; ``line`` counts from 1, the head included."""

    line: int
    correction: Correction | None
    error: str = ""


def correct_batch(workspace: Workspace, data: bytes, name: str) -> list[RowFate]:
    """Keep the corrections of a CSV or JSON-lines file, row by row.

    Args:
        workspace: Open for writing.
        data: The file's bytes, UTF-8. CSV has a head line; values of several (``others``,
            ``evidence``) are parted by ``|``; an empty cell says nothing, ``-`` says there is none.
        name: For messages; ``.jsonl``, ``.ndjson`` and ``.json`` are JSON lines.

    Raises:
        MalformedInput: The file as a whole cannot be read.
    """
    fates = []
    reports = Reports(workspace)
    for line, row in _rows(data, name):
        try:
            if isinstance(row, str):
                raise UsageError(f"line {line}", row, "Write one JSON object a line")
            fates.append(RowFate(line, correct(workspace, _ask(row), reports)))
        except VedetteError as error:
            fates.append(RowFate(line, None, str(error)))
    return fates


def _rows(data: bytes, name: str) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    if len(data) > MAX_BYTES:
        raise MalformedInput(name, f"it is larger than {MAX_BYTES} bytes", "Divide it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedInput(name, f"it is not UTF-8 ({error})", "Save it as UTF-8") from error
    if name.casefold().endswith((".jsonl", ".ndjson", ".json")):
        for line, words in enumerate(text.splitlines(), start=1):
            if words.strip():
                yield line, _json_row(words)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "thing" not in (reader.fieldnames or ()):
        raise MalformedInput(
            name, "its head names no column “thing”", f"Columns: {', '.join(COLUMNS)} and fields"
        )
    try:
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key and value}
    except csv.Error as error:
        raise MalformedInput(
            name, f"line {reader.line_num}: {error}", "Check its quotes"
        ) from error


def _json_row(words: str) -> Mapping[str, Any] | str:
    try:
        row = json.loads(words)
    except (json.JSONDecodeError, RecursionError) as error:
        return f"this is no JSON ({error})"
    return row if isinstance(row, dict) else "this is no JSON object"


def _ask(row: Mapping[str, Any]) -> Ask:
    told = {str(key).strip(): value for key, value in row.items() if value not in (None, "")}
    thing = str(told.pop("thing", ""))
    values = {key: str(told[key]) for key in told if key not in COLUMNS}
    known = {*FIELDS.get(thing, {}), "name"}
    unknown = sorted(set(values) - known)
    if unknown and thing in FIELDS:
        raise UsageError(
            ", ".join(unknown),
            f"a {thing} has no such field",
            f"One of: {', '.join(sorted(known))}",
        )
    near = told.get("near")
    if near is not None and not str(near).isdigit():
        raise UsageError(str(near), "near is no number", "A character of the text, from 0")
    return Ask(
        thing=thing,  # type: ignore[arg-type]  # checked by `correct`
        action=str(told.get("action", "set")),  # type: ignore[arg-type]  # the same
        target=_word(told, "target"),
        report=_word(told, "report"),
        words=_word(told, "words_at"),
        near=int(near) if near is not None else None,
        others=_several(told.get("others")),
        values=values,
        because=str(told.get("because", "")),
        evidence=_several(told.get("evidence")),
        by=_word(told, "by"),
    )


def _word(told: Mapping[str, Any], name: str) -> str | None:
    return str(told[name]) if name in told else None


def _several(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return tuple(part.strip() for part in str(value or "").split(_SEVERAL) if part.strip())
