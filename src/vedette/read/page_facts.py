"""What a page's markup says of the report it holds: headline, site, author, time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.model.article import PassageKind
from vedette.read.instants import iso_instant

_SPACE = re.compile(r"\s+")
_LINKED = {
    "title": "headline",
    "outlet": "publisher",
    "byline": "author",
    "published": "datePublished",
    "updated": "dateModified",
}
_MAX_FACT = 300
# An author is somebody with a name, not an address or a word of the page's own bookkeeping.
_NO_NAME = re.compile(r"^(?:https?://|@|www\.)|^[a-z\W\d_]*$")
_BY = re.compile(r"^by:?\s+", re.I)


def facts_of(tree: Any) -> dict[PassageKind, tuple[str, str | None]]:
    """What the markup says of the report: headline, site, author, times.

    Returns:
        By kind of passage, the words as the markup has them and, for times, their EDTF value.
    """
    metas = _metas(tree)
    linked = _linked_data(tree)
    names = load_yaml("vedette.read", "markup.yml")["facts"]

    def first(kind: str) -> Iterator[str]:
        told = [metas[name] for name in names[kind] if name in metas]
        own = [linked[kind]] if kind in linked else []
        # The publisher in linked data is often the agency; the site calls itself by its own name.
        yield from (*told, *own) if kind == "outlet" else (*own, *told)

    heading = next((_SPACE.sub(" ", "".join(h.itertext())).strip() for h in tree.iter("h1")), "")
    title = next(first("title"), None) or heading or _title(tree)
    if heading and title and folded(heading) in folded(title):
        title = heading
    site = next((_site(name) for name in first("outlet")), None)
    author = next((_author(name) for name in first("byline") if not _NO_NAME.match(name)), None)
    facts: dict[PassageKind, tuple[str, str | None]] = {}
    texts: tuple[tuple[PassageKind, str | None], ...] = (
        ("title", title),
        ("outlet", site),
        ("byline", author),
    )
    for kind, text in texts:
        if text:
            facts[kind] = (text[:_MAX_FACT], None)
    times: tuple[PassageKind, ...] = ("published", "updated")
    for kind in times:
        stamps = [*first(kind), *(_times(tree) if kind == "published" else ())]
        printed = next((stamp for stamp in stamps if iso_instant(stamp)), None)
        if printed:
            facts[kind] = (printed[:_MAX_FACT], iso_instant(printed))
    return facts


def _metas(tree: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in tree.iter("meta"):
        content = _SPACE.sub(" ", unescape(node.get("content") or "")).strip()
        for key in ("property", "name", "itemprop"):
            for name in (node.get(key) or "").split() if content else ():
                metas.setdefault(name.casefold(), content)
    return metas


def _times(tree: Any) -> Iterator[str]:
    """What is marked as the time of publication, then the one ``time`` of the page, if there is one."""
    stamps = [node.get("datetime") for node in tree.iter("time") if node.get("datetime")]
    for node in tree.iter("time", "span", "abbr"):
        marked = node.get("pubdate") is not None or "datePublished" in (node.get("itemprop") or "")
        if marked and (stamp := node.get("datetime") or node.get("content") or node.get("title")):
            yield stamp
    if len(set(stamps)) == 1:
        yield stamps[0]


def _site(name: str) -> str:
    """A site's name without its motto."""
    return re.split(r"\s+[|–—]\s+", name)[0].lstrip("@") or name


def _author(name: str) -> str:
    return _BY.sub("", name).strip(" -–—|,") or name


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
                    kind: text for kind, key in _LINKED.items() if (text := _name_of(item.get(key)))
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
    return _SPACE.sub(" ", unescape(value)).strip() or None if isinstance(value, str) else None


def folded(text: str) -> str:
    """A line's letters and digits alone, case folded: what two settings of one line share."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())
