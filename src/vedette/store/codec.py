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
from collections.abc import Callable, Iterator, Mapping
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
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    names = _names(type(value))  # type: ignore[arg-type]  # a class is hashable
    if names is not None:
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    return value


@lru_cache(maxsize=256)
def _names(kind: type) -> tuple[str, ...] | None:
    """The fields of a noun, or None for what is no noun."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple(spec.name for spec in dataclasses.fields(kind))


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


def rebuild(annotation: Any, value: Any) -> Any:
    """The value an annotation describes, from its plain JSON form."""
    return _builder(annotation)(value)


@lru_cache(maxsize=1024)
def _builder(annotation: Any) -> Callable[[Any], Any]:
    """What turns plain JSON into what an annotation describes; made once for each annotation."""
    annotation, _ = _without_none(annotation)
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        return _noun_builder(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return _tuple_builder(arguments)
    if origin is dict:
        inner = _builder(arguments[1])
        return _or_none(lambda value: {key: inner(item) for key, item in value.items()})
    return _or_none(float) if annotation is float else _same


def _noun_builder(noun: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(noun)
    builders = {name: made for name in hints if (made := _builder(hints[name])) is not _same}
    if not builders:
        return _or_none(lambda value: noun(**value))

    def build(value: Mapping[str, Any]) -> Any:
        made = dict(value)
        for name, builder in builders.items():
            if name in made:
                made[name] = builder(made[name])
        return noun(**made)

    return _or_none(build)


def _tuple_builder(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        inner = _builder(arguments[0])
        if inner is _same:
            return _or_none(tuple)
        return _or_none(lambda value: tuple(inner(item) for item in value))
    parts = [_builder(part) for part in arguments]
    return _or_none(
        lambda value: tuple(part(item) for part, item in zip(parts, value, strict=True))
    )


def _same(value: Any) -> Any:
    return value


def _or_none(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else build(value)


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
