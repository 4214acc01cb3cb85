"""What a page's markup says of the report it holds: headline, site, author, time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from vedette.read.instants import iso_instant

_SPACE = re.compile(r"\s+")
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


def facts_of(tree: Any) -> dict[str, tuple[str, str | None]]:
    """What the markup says of the report: headline, site, author, time."""
    metas: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and node.get("content"):
            metas.setdefault(name.casefold(), _SPACE.sub(" ", node.get("content")).strip())
    linked = _linked_data(tree)
    heading = next((_SPACE.sub(" ", "".join(h.itertext())).strip() for h in tree.iter("h1")), "")
    title = linked.get("headline") or metas.get("og:title") or heading or _title(tree)
    if heading and title and folded(heading) in folded(title):
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


def folded(text: str) -> str:
    """A line's letters and digits alone, case folded: what two settings of one line share."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())
