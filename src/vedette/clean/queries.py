"""A search as a person writes it, read into a tree.

Grammar, loosest first::

    any      = all { "OR" all }
    all      = { ["AND"] part }            words beside each other are all wanted
    part     = ["NOT" | "-"] atom [ "NEAR/n" atom ]
    atom     = "(" any ")" | [field ":"] ( word | word"*" | "a phrase" | "(" any ")" )

``AND``, ``OR``, ``NOT`` and ``NEAR`` are operators in capitals only. Fields: :data:`FIELDS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vedette.clean.terms import Phrase, phrase_of
from vedette.errors import UsageError

# A field is a column of the index; without one, all but the furniture are searched.
FIELDS = ("title", "body", "caption", "about", "furniture")
EVERYWHERE = FIELDS[:-1]
MAX_CHARS = 2000
MAX_PARTS = 200
NEAR_TERMS = 10


@dataclass(frozen=True, slots=True)
class Leaf:
    """A phrase in some columns."""

    phrase: Phrase
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two phrases with at most ``distance`` terms between them, either first."""

    left: Leaf
    right: Leaf
    distance: int


@dataclass(frozen=True, slots=True)
class Group:
    """``all`` or ``any`` of the parts; for ``all`` also none of the ``barred``."""

    how: str
    parts: tuple[Node, ...]
    barred: tuple[Node, ...] = ()


Node = Leaf | Near | Group

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>\() | (?P<close>\))
    | (?P<near>NEAR(?:/(?P<distance>\d{1,3}))?(?=[\s(]|$))
    | (?P<word_operator>AND|OR|NOT)(?=[\s()]|$)
    | (?P<minus>-)(?=[^\s-])
    | (?P<field>title|body|caption|about|furniture):
    | ["\u201c\u201d](?P<phrase>[^"\u201c\u201d]*)["\u201c\u201d](?P<phrase_star>\*)?
    | (?P<quote>["\u201c\u201d])
    | (?P<word>[^\s()"\u201c\u201d*]+)(?P<star>\*)?
    | (?P<stray>\*)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int
    is_prefix: bool = False


def parse(text: str) -> Node:
    """Read a search.

    Raises:
        UsageError: It cannot be read; says where.
    """
    if len(text) > MAX_CHARS:
        raise UsageError("query", f"it has {len(text)} characters", f"At most {MAX_CHARS}")
    reader = _Reader(text, list(_tokens(text)))
    node = reader.any_of(())
    if reader.peek() is not None:
        raise reader.complaint("a closing parenthesis without an opening one")
    return node


def leaves(node: Node) -> Iterator[Leaf]:
    """The phrases a hit may show: all but those barred by NOT."""
    if isinstance(node, Leaf):
        yield node
    elif isinstance(node, Near):
        yield from (node.left, node.right)
    else:
        for part in node.parts:
            yield from leaves(part)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise UsageError(f"query, character {at + 1}", "this cannot be read", "See docs/cli.md")
        at = found.end()
        kind = next(name for name, value in found.groupdict().items() if value is not None)
        start = found.start(kind) + 1
        if kind == "quote":
            raise UsageError(
                f"query, character {start}", "a quotation mark is not closed", "Close it"
            )
        if kind == "stray":
            raise UsageError(
                f"query, character {start}", "* stands alone", "Put it at the end of a word"
            )
        if kind == "near":
            yield _Token(kind, found["distance"] or str(NEAR_TERMS), start)
        else:
            is_prefix = bool(found["star"] or found["phrase_star"])
            yield _Token(kind, found[kind], start, is_prefix)


class _Reader:
    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        if len(tokens) > MAX_PARTS:
            raise UsageError("query", f"it has {len(tokens)} parts", f"At most {MAX_PARTS}")

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> _Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def complaint(self, what: str) -> UsageError:
        token = self.peek()
        where = f"character {token.at}" if token else "at the end"
        return UsageError(f"query, {where}", what, 'Words, "phrases", AND OR NOT, ( ), word*')

    def any_of(self, columns: tuple[str, ...]) -> Node:
        self.depth += 1
        if self.depth > 30:
            raise self.complaint("parentheses are nested too deep")
        parts = [self.all_of(columns)]
        while (token := self.peek()) and token.kind == "word_operator" and token.text == "OR":
            self.take()
            parts.append(self.all_of(columns))
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Group("any", tuple(parts))

    def all_of(self, columns: tuple[str, ...]) -> Node:
        wanted: list[Node] = []
        barred: list[Node] = []
        while (token := self.peek()) and token.kind != "close":
            if token.kind == "word_operator" and token.text == "OR":
                break
            if token.kind == "word_operator" and token.text == "AND":
                self.take()
                continue
            negated = token.kind == "minus" or (
                token.text == "NOT" and token.kind == "word_operator"
            )
            if negated:
                self.take()
            part = self.part(columns)
            if part is not None:
                (barred if negated else wanted).append(part)
        if not wanted:
            raise self.complaint("nothing to find" + (", only to leave out" if barred else ""))
        if len(wanted) == 1 and not barred:
            return wanted[0]
        return Group("all", tuple(wanted), tuple(barred))

    def part(self, columns: tuple[str, ...]) -> Node | None:
        left = self.atom(columns)
        token = self.peek()
        if token is None or token.kind != "near":
            return left
        self.take()
        right = self.atom(columns)
        if not isinstance(left, Leaf) or not isinstance(right, Leaf):
            raise self.complaint("NEAR stands between two words or phrases")
        if left.columns != right.columns:
            raise self.complaint("NEAR joins words of one field")
        return Near(left, right, int(token.text))

    def atom(self, columns: tuple[str, ...]) -> Node | None:
        token = self.peek()
        if token is None:
            raise self.complaint("a word is missing")
        if token.kind == "field":
            self.take()
            return self.atom((token.text,))
        if token.kind == "open":
            self.take()
            node = self.any_of(columns)
            closing = self.peek()
            if closing is None or closing.kind != "close":
                raise self.complaint("a parenthesis is not closed")
            self.take()
            return node
        if token.kind not in {"word", "phrase"}:
            raise self.complaint("a word is missing")
        self.take()
        phrase = phrase_of(token.text, is_prefix=token.is_prefix)
        return Leaf(phrase, columns or EVERYWHERE) if phrase else None
