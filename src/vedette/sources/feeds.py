"""Feeds as lists of addresses: RSS, Atom, JSON Feed and sitemaps, from bytes.

A sitemap (sitemaps.org 0.9) lists pages, or further sitemaps; both are addresses to take.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from vedette.errors import MalformedInput

_XML_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.I)
_SITEMAP = re.compile(
    rb"<(?:urlset|sitemapindex)\b[^>]*sitemaps?\.org/schemas/sitemap|<sitemapindex\b"
)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https://jsonfeed\.org/')
MAX_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where the report is, its title, and whom the feed names as its source."""

    link: str
    title: str
    published: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's entries in its order; ``skipped`` says why others were left out."""

    title: str
    entries: tuple[Entry, ...]
    skipped: tuple[str, ...]


def is_feed(data: bytes) -> bool:
    """Whether bytes look like a feed."""
    head = data[:4096]
    return bool(
        _XML_FEED.search(head)
        or _SITEMAP.search(head)
        or (head.lstrip()[:1] == b"{" and _JSON_FEED.search(head))
    )


def read_feed(data: bytes, name: str) -> Feed:
    """Read a feed.

    Raises:
        MalformedInput: No entries can be read from it.
    """
    if data.lstrip()[:1] == b"{":
        return _json_feed(data, name)
    if _SITEMAP.search(data[:4096]):
        return _sitemap(data, name)
    import feedparser

    parsed = feedparser.parse(data)
    if parsed.bozo and not parsed.entries:
        raise MalformedInput(
            name, f"the feed cannot be read ({parsed.get('bozo_exception')})", "Look at the address"
        )
    entries, skipped = [], []
    for number, item in enumerate(parsed.entries[:MAX_ENTRIES], start=1):
        link = str(item.get("link") or "")
        if not link.startswith(("http://", "https://")):
            skipped.append(f"entry {number}: it has no address")
            continue
        source = item.get("source", {}).get("title") if item.get("source") else None
        entries.append(Entry(link, str(item.get("title", "")), item.get("published"), source))
    return Feed(str(parsed.feed.get("title", "")), tuple(entries), tuple(skipped))


def _sitemap(data: bytes, name: str) -> Feed:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise MalformedInput(
            name, f"the sitemap cannot be read ({error})", "Look at the address"
        ) from error
    found = []
    for row in root:
        if not isinstance(row.tag, str):
            continue
        values = {
            etree.QName(cell).localname: (cell.text or "").strip() for cell in row.iter("{*}*")
        }
        link = values.get("loc", "")
        if link.startswith(("http://", "https://")):
            found.append(Entry(link, values.get("title", ""), values.get("lastmod"), None))
    # The newest pages first, where the sitemap says when: it may list the whole of an outlet.
    found.sort(key=lambda entry: entry.published or "", reverse=True)
    skipped = (
        (f"{len(found) - MAX_ENTRIES} older pages were left out",)
        if len(found) > MAX_ENTRIES
        else ()
    )
    return Feed("", tuple(found[:MAX_ENTRIES]), skipped)


def _json_feed(data: bytes, name: str) -> Feed:
    try:
        parsed = json.loads(data)
        items = list(parsed["items"])[:MAX_ENTRIES]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MalformedInput(
            name, f"this is no JSON feed ({error})", "Look at the address"
        ) from error
    entries, skipped = [], []
    for number, item in enumerate(items, start=1):
        link = item.get("url") if isinstance(item, dict) else None
        if not isinstance(link, str) or not link.startswith(("http://", "https://")):
            skipped.append(f"entry {number}: it has no address")
            continue
        entries.append(Entry(link, str(item.get("title", "")), item.get("date_published"), None))
    return Feed(str(parsed.get("title", "")), tuple(entries), tuple(skipped))
