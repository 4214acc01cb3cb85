"""Read a saved page: every visible line becomes part of the text layer, the report is marked in it.

The extractor (trafilatura, precision mode) says which words are the report; they are looked up
among the page's own lines, so that each paragraph is a span of a layer that also holds the page
around it. Where the extractor finds little, the line scorer decides. Nothing on the page is run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vedette.errors import EmptyInput, InputTooLarge
from vedette.read.blocks import Block, blocks_of
from vedette.read.furniture import best_run, is_caption, score_blocks
from vedette.read.instants import iso_instant
from vedette.read.parts import Draft, read_body, read_head, read_tail

MAX_ELEMENTS = 200_000
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "head",
        "select",
        "option",
        "button",
        "form",
        "input",
        "textarea",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "ul",
    ]
)
_SPACE = re.compile(r"\s+")
_MIN_BODY_CHARS = 200
_PUBLISHED = (
    "article:published_time",
    "datePublished",
    "og:published_time",
    "publishdate",
    "pubdate",
    "date",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page as lines, with what its markup says of itself.

    The first lines of ``text`` are what stands in the markup only (headline, site, author, time),
    one each, so that they can be cited like everything else.
    """

    text: str
    head: dict[str, tuple[int, int, str | None]]
    body_start: int
    report: str
    site_name: str | None

    def fill(self, draft: Draft) -> None:
        """Mark the parts of the report among the page's lines."""
        for kind in ("title", "outlet", "byline", "published"):
            if kind in self.head:
                start, end, value = self.head[kind]
                draft.add(kind, start, end, "markup", value)
        blocks = [
            block for block in blocks_of(self.text, wrapped=False) if block.start >= self.body_start
        ]
        scores = score_blocks(blocks)
        chosen = self._chosen(blocks, draft)
        if not chosen:
            start, end = best_run(scores)
            chosen = set(range(start, end))
        first, last = (min(chosen), max(chosen)) if chosen else (0, -1)
        read_head(draft, blocks[:first])
        _as_furniture(
            draft, [b for i, b in enumerate(blocks[first:last], first) if i not in chosen]
        )
        kept = sorted(chosen)
        read_body(draft, [blocks[i] for i in kept], [max(scores[i], -1.9) for i in kept])
        read_tail(draft, blocks[last + 1 :])

    def _chosen(self, blocks: list[Block], draft: Draft) -> set[int]:
        """The lines that hold the words the extractor took for the report."""
        wanted = {_key(line) for line in self.report.split("\n") if line.strip()}
        if sum(map(len, wanted)) < _MIN_BODY_CHARS:
            return set()
        joined = " ".join(sorted(wanted))
        titles = {_key(passage.span.quote) for passage in draft.of("title")}
        found = set()
        for index, block in enumerate(blocks):
            key = _key(block.text)
            if key in titles or is_caption(block.text):
                continue
            inside = len(key) > 40 and key in joined
            around = len(key) > 80 and any(line in key for line in wanted if len(line) > 60)
            if key in wanted or inside or around:
                found.add(index)
        kept = _without_strays(found, blocks)
        covered = sum(len(_key(blocks[index].text)) for index in kept)
        if covered < 0.6 * sum(map(len, wanted)):
            return set()
        # Short lines that the extractor joined to a neighbour count only between kept ones.
        between = range(min(kept), max(kept)) if kept else ()
        keys = ((index, _key(blocks[index].text)) for index in between if index not in kept)
        return kept | {index for index, key in keys if len(key) > 12 and key in joined}


def page_of(markup: str, name: str) -> Page:
    """Take a page apart.

    Raises:
        EmptyInput: There is no text on it.
        InputTooLarge: More elements than a page has.
    """
    tree = _tree(markup, name)
    facts = _facts(tree)
    head_lines: list[str] = []
    head: dict[str, tuple[int, int, str | None]] = {}
    at = 0
    for kind, (line, value) in facts.items():
        head[kind] = (at, at + len(line), value)
        head_lines.append(line)
        at += len(line) + 1
    body = "\n".join(_lines(tree))
    if not body.strip():
        raise EmptyInput(
            name, "the page has no visible text", "It may be drawn by scripts; save it again"
        )
    prefix = "\n".join(head_lines) + ("\n\n" if head_lines else "")
    return Page(
        prefix + body, head, len(prefix), _extract(markup), facts.get("outlet", (None, None))[0]
    )


def _tree(markup: str, name: str) -> Any:
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


def _lines(tree: Any) -> Iterator[str]:
    """The visible lines of a page, one per block of the markup, white space folded."""
    current: list[str] = []

    def flush() -> Iterator[str]:
        line = _SPACE.sub(" ", "".join(current)).strip()
        current.clear()
        if line:
            yield line

    # An explicit stack: the depth of hostile markup must not become the depth of ours.
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else None
        if leaving:
            if tag in _BLOCKS:
                yield from flush()
            current.append(node.tail or "")
            continue
        if tag is None or tag in _SKIPPED or _is_hidden(node):
            current.append(node.tail or "")
            continue
        if tag in _BLOCKS:
            yield from flush()
        current.append(node.text or "")
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    yield from flush()


def _is_hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").casefold()
    return "display:none" in style or node.get("hidden") is not None


def _facts(tree: Any) -> dict[str, tuple[str, str | None]]:
    """What the markup says of the report: headline, site, author, time."""
    metas: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and node.get("content"):
            metas.setdefault(name.casefold(), _SPACE.sub(" ", node.get("content")).strip())
    linked = _linked_data(tree)
    heading = next((_SPACE.sub(" ", "".join(h.itertext())).strip() for h in tree.iter("h1")), "")
    title = linked.get("headline") or metas.get("og:title") or heading or _title(tree)
    if heading and title and _key(heading) in _key(title):
        title = heading
    site = metas.get("og:site_name") or linked.get("publisher")
    author = linked.get("author") or metas.get("author") or metas.get("article:author")
    stamps = [linked.get("datePublished"), *(metas.get(name.casefold()) for name in _PUBLISHED)]
    printed = next((stamp for stamp in stamps if iso_instant(stamp)), None)
    facts: dict[str, tuple[str, str | None]] = {}
    if title:
        facts["title"] = (title, None)
    if site:
        facts["outlet"] = (site, None)
    if author and not author.startswith("http"):
        facts["byline"] = (author, None)
    if printed:
        facts["published"] = (printed, iso_instant(printed))
    return facts


def _title(tree: Any) -> str:
    found = tree.find(".//title")
    text = _SPACE.sub(" ", found.text or "").strip() if found is not None else ""
    return max(re.split(r"\s+[|–—-]\s+", text), key=len) if text else ""


def _linked_data(tree: Any) -> dict[str, str]:
    """Headline, publisher, author and day from the page's JSON-LD, where it has one."""
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or ""):
            continue
        try:
            data = json.loads(node.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            if "headline" in item:
                return {
                    key: text
                    for key in ("headline", "publisher", "author", "datePublished")
                    if (text := _name_of(item.get(key)))
                }
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    items = data if isinstance(data, list) else [data]
    for item in items[:50]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            if isinstance(graph, list):
                yield from (inner for inner in graph[:50] if isinstance(inner, dict))


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return _SPACE.sub(" ", value).strip() or None if isinstance(value, str) else None


def _extract(markup: str) -> str:
    import trafilatura

    try:
        found = trafilatura.extract(
            markup, favor_precision=True, include_comments=False, include_tables=False, fast=False
        )
    except (RecursionError, ValueError, AssertionError):  # what its parsers raise on hostile markup
        return ""
    return found or ""


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def _without_strays(found: set[int], blocks: list[Block]) -> set[int]:
    """Drop a short line far from all others: a teaser that repeats words of the report."""
    ordered = sorted(found)
    kept = set()
    for place, index in enumerate(ordered):
        gap_before = index - ordered[place - 1] if place else 99
        gap_after = ordered[place + 1] - index if place + 1 < len(ordered) else 99
        lonely = min(gap_before, gap_after) > 15 and len(blocks[index].words) < 12
        if not lonely:
            kept.add(index)
    return kept


def _as_furniture(draft: Draft, blocks: list[Block]) -> None:
    for block in blocks:
        kind = "caption" if is_caption(block.text) else "furniture"
        draft.add(kind, block.start, block.end, "not-extracted")  # type: ignore[arg-type]
