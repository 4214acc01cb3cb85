"""Regime files as rows with their line numbers, and the list of what is wrong with them.

YAML is parsed once into nodes and turned into values here, because every mistake must name its
line, and because two traps of YAML 1.1 would change law silently: a key written twice, and a
customs code such as ``0303`` read as an octal number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from vedette.errors import Mistake

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a PyYAML built without its C part reads the same, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 20_000_000
MAX_DEPTH = 30
_TAG = "tag:yaml.org,2002:"


class Keyed(dict[str, Any]):
    """A mapping that knows the line it starts on."""

    line: int = 1


@dataclass(frozen=True)
class Row:
    """One row of a file with the line it starts on."""

    path: str
    line: int
    values: dict[str, Any]

    @property
    def begins(self) -> date:
        """Its first day."""
        found: date = self.values["from"]
        return found

    @property
    def ends(self) -> date | None:
        """Its ``until``, whatever that means for its kind; None if it has no end."""
        found: date | None = self.values.get("until")
        return found


@dataclass
class Checker:
    """Collects mistakes, so that a file's author sees all of them at once."""

    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, row: Row, what: str, expected: str) -> None:
        """Note a mistake and go on."""
        self.mistakes.append(Mistake(row.path, row.line, what, expected))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint for a name that is not known: the one it may be meant for, or nothing."""
    found = get_close_matches(word, list(known), 1, 0.75)
    return f"; {found[0]}?" if found else ""


def read_sections(
    path: Path, data: bytes, checker: Checker, known: Sequence[str]
) -> dict[str, list[Row]]:
    """The top-level sections of a file, each a list of rows (``regime``: one row).

    Args:
        path: Where the bytes came from; mistakes name its folder and name.
        data: YAML, at most :data:`MAX_BYTES` bytes and :data:`MAX_DEPTH` levels, without aliases.
        checker: Takes the mistakes.
        known: The sections there may be; any other is a mistake, an empty one too.
    """
    shown = f"{path.parent.name}/{path.name}"
    if len(data) > MAX_BYTES:
        checker.mistakes.append(
            Mistake(shown, 1, f"{len(data)} bytes", f"at most {MAX_BYTES} bytes")
        )
        return {}
    try:
        node = yaml.compose(data, Loader=_Loader) if _shallow(data) else None
        if node is None:
            checker.mistakes.append(Mistake(shown, 1, "nothing, or too deeply nested", "rows"))
            return {}
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = getattr(mark, "line", 0) + 1
        problem = str(getattr(error, "problem", None) or error).splitlines()[0]
        checker.mistakes.append(Mistake(shown, line, f"not YAML ({problem})", "valid YAML"))
        return {}
    if not isinstance(node, yaml.MappingNode):
        checker.mistakes.append(Mistake(shown, 1, "no sections", "sections such as measures:"))
        return {}
    return dict(_sections(node, _Builder(shown, checker), known))


def _sections(
    node: yaml.MappingNode, build: _Builder, known: Sequence[str]
) -> Iterator[tuple[str, list[Row]]]:
    if "regime_id" in _keys(node):
        yield "regime", [Row(build.path, 1, build.mapping(node))]
        return
    for repeated in _repeated(node):
        build.note(node, f"section {repeated!r} twice", "every section once")
    for (key, value), name in zip(node.value, _keys(node), strict=True):
        if name not in known:
            build.note(key, f"unknown section {name!r}", f"one of {', '.join(known)}")
        elif name == "regime":
            if isinstance(value, yaml.MappingNode):
                yield "regime", [Row(build.path, value.start_mark.line + 1, build.mapping(value))]
            else:
                build.note(value, "'regime' has no keys", "a mapping")
        elif isinstance(value, yaml.SequenceNode):
            yield name, list(_rows(value, build))
        else:
            build.note(key, f"section {name!r} is no list", "a list of rows")


def _rows(node: yaml.SequenceNode, build: _Builder) -> Iterator[Row]:
    for item in node.value:
        if isinstance(item, yaml.MappingNode):
            yield Row(build.path, item.start_mark.line + 1, build.mapping(item))
        else:
            build.note(item, "a row of no keys", "a mapping")


@dataclass
class _Builder:
    path: str
    checker: Checker
    seen: set[int] = field(default_factory=set)

    def note(self, node: yaml.Node, what: str, expected: str) -> None:
        line = node.start_mark.line + 1
        self.checker.mistakes.append(Mistake(self.path, line, what, expected))

    def mapping(self, node: yaml.MappingNode) -> Keyed:
        for repeated in _repeated(node):
            self.note(node, f"key {repeated!r} twice", "every key once")
        made = Keyed()
        made.line = node.start_mark.line + 1
        for name, (_, value) in zip(_keys(node), node.value, strict=True):
            # An unquoted NO is the state Norway to an author and False to YAML 1.1.
            made[name] = self.value(value)
        return made

    def value(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node.tag.removeprefix(_TAG), node.value)
        if id(node) in self.seen:
            self.note(node, "an alias", "every row written out")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node)
        return [self.value(item) for item in node.value]


def _scalar(kind: str, text: str) -> Any:
    if kind == "null":
        return None
    if kind == "bool":
        # Y, N and NO are votes and Norway before they are truth values.
        return {"true": True, "false": False}.get(text.casefold(), text)
    if kind == "int":
        return int(text) if text == "0" or (text.isdecimal() and text[0] != "0") else text
    if kind == "float":
        try:
            return float(text.replace("_", ""))
        except ValueError:
            return text
    if kind == "timestamp":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _keys(node: yaml.MappingNode) -> list[str]:
    """The keys as written; a list or mapping as a key is no key here and gets a name none has."""
    return [
        str(key.value) if isinstance(key, yaml.ScalarNode) else "a list or mapping as key"
        for key, _ in node.value
    ]


def _repeated(node: yaml.MappingNode) -> list[str]:
    """Keys written twice in one row; YAML would silently keep the last."""
    keys = _keys(node)
    return (
        sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else []
    )


def _shallow(data: bytes) -> bool:
    """Whether nesting stays within bounds; a parser written in C would overrun its stack."""
    depth = 0
    for mark in re.sub(rb"[^\[\]{}]", b"", data):
        depth = depth + 1 if mark in b"[{" else max(0, depth - 1)
        if depth > MAX_DEPTH:
            return False
    longest = max((len(line) - len(line.lstrip(b" -?:")) for line in data.splitlines()), default=0)
    return longest < 4 * MAX_DEPTH
