"""Typed results that become Arrow, Polars, pandas, JSON, or a table in a notebook.

A :class:`Table` is a sequence of nouns of one kind. Its columns are the noun's fields; a span
becomes three (``…_quote``, ``…_start``, ``…_end``), nested values become JSON text.
"""

from __future__ import annotations

import dataclasses
import html
import json
import types
import typing
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from vedette.errors import UsageError
from vedette.model.evidence import Span

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

T = TypeVar("T")
_SHOWN_ROWS = 20
_SHOWN_CHARS = 160


class Table(Sequence[T], Generic[T]):
    """Rows of one noun, in order.

    Args:
        noun: The dataclass of the rows; it gives the columns even when there are none.
        rows: The rows.
    """

    def __init__(self, noun: type[T], rows: Sequence[T]) -> None:
        self.noun = noun
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Table[T]: ...

    def __getitem__(self, index: int | slice) -> T | Table[T]:
        if isinstance(index, slice):
            return Table(self.noun, self._rows[index])
        return self._rows[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<Table of {len(self)} {self.noun.__name__}>"

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names, in order."""
        return tuple(name for name, _ in _columns(self.noun))

    def to_dicts(self) -> list[dict[str, Any]]:
        """One flat dict per row: scalars, and JSON text for nested values."""
        return [_flat(row) for row in self._rows]

    def to_json(self) -> str:
        """A JSON array of objects, nested values kept nested."""
        plain = [
            {spec.name: _plain(getattr(row, spec.name)) for spec in _fields(self.noun)}
            for row in self._rows
        ]
        return json.dumps(plain, ensure_ascii=False, default=str)

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table; column types follow the noun, also when there are no rows."""
        import pyarrow as pa

        types = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
        schema = pa.schema([(name, types[kind]) for name, kind in _columns(self.noun)])
        return pa.Table.from_pylist(self.to_dicts(), schema=schema)

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame (extra ``polars``)."""
        try:
            import polars
        except ImportError as error:
            raise _missing("polars") from error
        return polars.DataFrame(polars.from_arrow(self.to_arrow()))

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame (extra ``pandas``)."""
        try:
            import pandas  # noqa: F401  # to_pandas imports it itself, with a worse message
        except ImportError as error:
            raise _missing("pandas") from error
        return self.to_arrow().to_pandas()

    def _repr_html_(self) -> str:
        """What a notebook shows: the columns a reader wants, spans as their words, no empty ones."""
        rows = self._rows[:_SHOWN_ROWS]
        names = _shown_columns(self.noun)
        cells = {name: [_words(getattr(row, name)) for row in rows] for name in names}
        kept = [name for name in names if not rows or any(cells[name])]
        head = "".join(f"<th {_STYLE}>{html.escape(name.replace('_', ' '))}</th>" for name in kept)
        body = "".join(
            "<tr>"
            + "".join(f"<td {_STYLE}>{_cell(cells[name][index])}</td>" for name in kept)
            + "</tr>"
            for index in range(len(rows))
        )
        caption = f"{len(self)} {html.escape(self.noun.__name__)}, {len(rows)} shown, "
        caption += f"{len(kept)} of {len(self.columns)} columns; all: .to_arrow()"
        return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>"


_STYLE = 'style="text-align:left;vertical-align:top"'
# What only machines read: other rows' ids, hashes, rules and keys.
_MACHINE = ("_id", "_ids", "_ref", "_sha256", "_hash", "_version")


def _shown_columns(noun: type) -> list[str]:
    names = [spec.name for spec in dataclasses.fields(noun)]
    return [
        name
        for place, name in enumerate(names)
        if place == 0 or not (name.endswith(_MACHINE) or name in {"rule", "key"})
    ]


def _words(value: Any) -> str:
    """A value as a reader wants it: a span's words, the names of nouns, lists joined."""
    if value is None:
        return ""
    if isinstance(value, Span):
        return value.quote
    if isinstance(value, tuple):
        arrow = bool(value) and hasattr(value[0], "kind") and hasattr(value[0], "span")
        return (" → " if arrow else "; ").join(_words(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_words(item)}" for key, item in value.items())
    if dataclasses.is_dataclass(value):
        if hasattr(value, "role") and hasattr(value, "name"):
            return f"{value.role}: {value.name}"
        for name in ("name", "symbol", "value", "span", "reason"):
            if hasattr(value, name):
                extra = getattr(value, "paragraph", None)
                return _words(getattr(value, name)) + (f" para. {extra}" if extra else "")
    return str(value)


def _missing(extra: str) -> UsageError:
    return UsageError(extra, "it is not installed", f"Install it: pip install 'vedette[{extra}]'")


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    cut = text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
    return html.escape(cut)


def _bare(annotation: Any) -> Any:
    """The type of a field without its ``| None``."""
    if typing.get_origin(annotation) in {typing.Union, types.UnionType}:
        kept = [part for part in typing.get_args(annotation) if part is not type(None)]
        return kept[0] if len(kept) == 1 else str
    return annotation


def _fields(noun: type) -> list[dataclasses.Field[Any]]:
    """A noun's fields but those that are no column, as a field's metadata may say."""
    return [spec for spec in dataclasses.fields(noun) if spec.metadata.get("column", True)]


def _columns(noun: type) -> list[tuple[str, str]]:
    hints = typing.get_type_hints(noun)
    columns = []
    for spec in _fields(noun):
        kind = _bare(hints[spec.name])
        if kind is Span:
            columns += [
                (f"{spec.name}_quote", "str"),
                (f"{spec.name}_start", "int"),
                (f"{spec.name}_end", "int"),
            ]
        else:
            columns.append((spec.name, kind.__name__ if kind in {int, float, bool} else "str"))
    return columns


def _flat(row: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(type(row))
    flat: dict[str, Any] = {}
    for spec in _fields(type(row)):
        value = getattr(row, spec.name)
        if _bare(hints[spec.name]) is Span:
            flat[f"{spec.name}_quote"] = value.quote if value else None
            flat[f"{spec.name}_start"] = value.start if value else None
            flat[f"{spec.name}_end"] = value.end if value else None
        elif isinstance(value, tuple | dict) or dataclasses.is_dataclass(value):
            flat[spec.name] = json.dumps(_plain(value), ensure_ascii=False, default=str)
        else:
            flat[spec.name] = value
    return flat


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
