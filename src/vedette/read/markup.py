"""Take a page's markup apart: every visible line, with the place in the page it comes from.

Nothing is run and nothing is fetched. A line is what one block of the markup shows; what is linked
in it and which part of the page it stands in (a menu, a picture, the comments) say much about
whether it belongs to the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.errors import EmptyInput, InputTooLarge

MAX_ELEMENTS = 200_000
_SPACE = re.compile(r"\s+")
_ROW_CHARS = 400
_CELL_CHARS = 160
# A part of the page that holds most of its running text is no side part, whatever it is called.
_MAX_SIDE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line of a page.

    Args:
        text: Its words, white space folded; the cells of a table's row are parted by tabs.
        linked: Share of its letters that are a link, 0 to 1.
        zone: The side part of the page it stands in (``menu``, ``picture``, ``comments`` …), or "".
        tag: The element that holds it, lower case.
    """

    text: str
    linked: float
    zone: str
    tag: str


@dataclass(slots=True)
class _Open:
    """A line being gathered: its pieces, how many letters of it are linked, what comes after it."""

    pieces: list[str] = field(default_factory=list)
    n_linked: int = 0
    later: list[Line] = field(default_factory=list)
    zone: str = ""
    tag: str = ""

    def add(self, text: str | None, *, linked: bool) -> None:
        if text:
            self.pieces.append(_SPACE.sub(" ", text))
            if linked:
                self.n_linked += sum(map(str.isalnum, text))


@lru_cache(maxsize=1)
def _table() -> tuple[frozenset[str], frozenset[str], dict[str, str], dict[str, re.Pattern[str]]]:
    data = load_yaml("vedette.read", "markup.yml")
    return (
        frozenset(data["unseen"]),
        frozenset(data["blocks"]),
        {tag: zone["id"] for zone in data["zones"] for tag in zone["tags"]},
        {zone["id"]: re.compile("|".join(zone["names"]), re.I) for zone in data["zones"]},
    )


def tree_of(markup: str, name: str) -> Any:
    """Parse a page, leniently and with no network.

    Raises:
        EmptyInput: No page can be made of it.
        InputTooLarge: More elements than a page has.
    """
    from lxml import etree, html

    parser = html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    cleaned = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)
    try:
        tree = html.document_fromstring(cleaned, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise EmptyInput(
            name, f"no page could be made of it ({error})", "Save the page again"
        ) from error
    count = sum(1 for _ in zip(tree.iter(), range(MAX_ELEMENTS + 1), strict=False))
    if count > MAX_ELEMENTS:
        raise InputTooLarge(
            name,
            f"more than {MAX_ELEMENTS} elements on one page",
            "Save the report's own text instead",
        )
    return tree


def lines_of(tree: Any) -> list[Line]:
    """The visible lines of a page in reading order."""
    lines = list(_walk(tree, ""))
    weight: Counter[str] = Counter()
    for line in lines:
        if line.linked < 0.5 and len(line.text) > 60:
            weight[line.zone] += len(line.text)
    whole = max(1, sum(weight.values()))
    void = {zone for zone in weight if zone and weight[zone] / whole > _MAX_SIDE_SHARE}
    return [
        Line(line.text, line.linked, "", line.tag) if line.zone in void else line for line in lines
    ]


def _walk(root: Any, zone: str, *, in_popup: bool = False) -> Iterator[Line]:
    unseen, blocks, _, _ = _table()
    line = _Open(zone=zone)
    # An explicit stack: the depth of hostile markup must not become the depth of ours. An entry is
    # a node, whether it is being left, its zone, whether it is linked, and the cells of its row.
    stack: list[tuple[Any, bool, str, bool, bool]] = [(root, False, zone, False, False)]
    while stack:
        node, leaving, zone, linked, in_row = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        is_block = tag in blocks and not (in_row and tag != "tr")
        outer_link = linked and tag != "a"
        if leaving:
            if is_block:
                yield from _flush(line)
            elif in_row and tag in {"td", "th"}:
                line.pieces.append("\t")
            line.add(node.tail if node is not root else "", linked=outer_link)
            continue
        if not tag or tag in unseen or _is_hidden(node):
            line.add(node.tail if node is not root else "", linked=linked)
            continue
        inner_zone = _zone_of(node, tag, zone)
        if inner_zone == "popup" and zone != "popup" and not in_popup and not is_block:
            # What shows only when pointed at must not stand in the middle of a sentence.
            line.later.extend(_walk(node, "popup", in_popup=True))
            line.add(node.tail, linked=linked)
            continue
        if is_block:
            yield from _flush(line)
            line.zone, line.tag = inner_zone, tag
        in_row = in_row or (tag == "tr" and _is_row(node))
        linked = linked or tag == "a"
        line.add(node.text, linked=linked)
        stack.append((node, True, inner_zone, linked, in_row))
        stack.extend((child, False, inner_zone, linked, in_row) for child in reversed(node))
    yield from _flush(line)


def _flush(line: _Open) -> Iterator[Line]:
    cells = [_SPACE.sub(" ", cell).strip() for cell in "".join(line.pieces).split("\t")]
    text = "\t".join(cells).strip("\t")
    if text:
        n_letters = max(1, sum(map(str.isalnum, text)))
        yield Line(text, min(1.0, line.n_linked / n_letters), line.zone, line.tag)
    later = list(line.later)
    line.pieces.clear()
    line.later.clear()
    line.n_linked = 0
    yield from later


def _zone_of(node: Any, tag: str, outer: str) -> str:
    """The side part an element opens, or the one it stands in."""
    _, _, tags, names = _table()
    if outer or tag in {"html", "body", "main", "article"}:
        return outer
    if tag in tags:
        return tags[tag]
    words = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}".split()
    for word in words[:20]:
        for zone, pattern in names.items():
            if pattern.fullmatch(word):
                return zone
    return ""


def _is_row(row: Any) -> bool:
    """Whether a row is data, not layout: several short cells, nothing laid out inside them."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    laid_out = next(row.iter("table", "ul", "ol", "article", "h2"), None) is not None
    if laid_out or not 2 <= len(cells) <= 40:
        return False
    lengths = [len(_SPACE.sub(" ", "".join(cell.itertext())).strip()) for cell in cells]
    return max(lengths) <= _CELL_CHARS and sum(lengths) <= _ROW_CHARS


def _is_hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").casefold()
    return "display:none" in style or node.get("hidden") is not None
