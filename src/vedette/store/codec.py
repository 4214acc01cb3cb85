"""One place that turns nouns into rows and back, read off their annotations.

A field of a scalar type is a column. A :class:`Span` is a foreign key into ``span``; everything
nested (tuples, dicts, other nouns) is canonical JSON, in which spans stand as their four parts.
Loading gives back an equal object.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin

from vedette.model.evidence import Span
from vedette.model.ids import canonical_json

Kind = Literal["text", "integer", "real", "bool", "span", "json"]
_SCALARS: dict[Any, Kind] = {str: "text", int: "integer", float: "real", bool: "bool"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a noun and the column it becomes."""

    name: str
    column: str
    kind: Kind
    nullable: bool
    annotation: Any
    since: int = 1
    default: Any = None


_FIELDS: dict[type, tuple[Field, ...]] = {}


def fields_of(noun: type) -> tuple[Field, ...]:
    """The columns a noun becomes, in the order its fields are written."""
    if noun not in _FIELDS:
        hints = typing.get_type_hints(noun)
        specs = dataclasses.fields(noun)
        _FIELDS[noun] = tuple(_dated(_field(spec.name, hints[spec.name]), spec) for spec in specs)
    return _FIELDS[noun]


def _dated(field: Field, spec: dataclasses.Field[Any]) -> Field:
    """A field younger than the first format keeps the value that stands for its absence."""
    since = spec.metadata.get("since", 1)
    if since == 1:
        return field
    made = spec.default_factory
    default = spec.default if made is dataclasses.MISSING else made()
    return dataclasses.replace(field, since=since, default=_to_column(field, default))


def _field(name: str, annotation: Any) -> Field:
    bare, nullable = _without_none(annotation)
    if get_origin(bare) is Literal:
        kind: Kind = "text"
    elif bare is Span:
        return Field(name, f"{name}_span_id", "span", nullable, bare)
    else:
        kind = _SCALARS.get(bare, "json")
    return Field(name, name, kind, nullable, bare)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in {Union, types.UnionType}:
        kept = [part for part in get_args(annotation) if part is not type(None)]
        if len(kept) == 1:
            return kept[0], True
    return annotation, False


def encode(row: Any) -> dict[str, Any]:
    """A noun as column values."""
    return {
        field.column: _to_column(field, getattr(row, field.name)) for field in fields_of(type(row))
    }


def hashed(noun: type, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The columns a row's hash is made of: younger fields count only where they say something.

    So a row written before a field existed keeps its hash when the column is added.
    """
    return {
        field.column: columns[field.column]
        for field in fields_of(noun)
        if field.since == 1 or columns[field.column] != field.default
    }


def _to_column(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "span":
        return value.span_id
    if field.kind == "bool":
        return int(value)
    return canonical_json(plain(value)) if field.kind == "json" else value


def plain(value: Any) -> Any:
    """A value as JSON can hold it: nouns as objects, tuples as lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {spec.name: plain(getattr(value, spec.name)) for spec in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def decode(noun: type, row: Mapping[str, Any], spans: Mapping[str, Span]) -> Any:
    """A noun from column values.

    Args:
        noun: The dataclass to build.
        row: Column name to stored value.
        spans: The spans its ``…_span_id`` columns name.
    """
    values: dict[str, Any] = {}
    for field in fields_of(noun):
        stored = row[field.column]
        if stored is None:
            values[field.name] = None
        elif field.kind == "span":
            values[field.name] = spans[stored]
        elif field.kind == "bool":
            values[field.name] = bool(stored)
        elif field.kind == "json":
            values[field.name] = rebuild(field.annotation, json.loads(stored))
        else:
            values[field.name] = stored
    return noun(**values)


@lru_cache(maxsize=256)
def _hints(noun: type) -> dict[str, Any]:
    return typing.get_type_hints(noun)


def rebuild(annotation: Any, value: Any) -> Any:
    """The value an annotation describes, from its plain JSON form."""
    annotation, _ = _without_none(annotation)
    if value is None:
        return None
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        hints = _hints(annotation)
        return annotation(**{key: rebuild(hints[key], item) for key, item in value.items()})
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(rebuild(arguments[0], item) for item in value)
        return tuple(rebuild(part, item) for part, item in zip(arguments, value, strict=True))
    if origin is dict:
        return {key: rebuild(arguments[1], item) for key, item in value.items()}
    return float(value) if annotation is float else value


def spans_in(value: Any) -> Iterator[Span]:
    """Every span a noun holds, however deep."""
    if isinstance(value, Span):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for spec in dataclasses.fields(value):
            yield from spans_in(getattr(value, spec.name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from spans_in(item)
