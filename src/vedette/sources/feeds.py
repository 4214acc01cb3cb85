"""Feeds as lists of addresses: RSS, Atom, JSON Feed and sitemaps, from bytes.

A sitemap (sitemaps.org 0.9) lists pages, or further sitemaps; both are addresses to take.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from vedette.errors import MalformedInput

_XML_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.I)
_SITEMAP = re.compile(
    rb"<(?:urlset|sitemapindex)\b[^>]*sitemaps?\.org/schemas/sitemap|<sitemapindex\b"
)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https://jsonfeed\.org/')
MAX_ENTRIES = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: where the report is, its title, and whom the feed names as its source.

    ``source_link`` is where the source has it, ``authors`` who wrote it, as the feed says.
    """

    link: str
    title: str
    published: str | None
    source: str | None
    source_link: str | None = None
    authors: tuple[str, ...] = ()


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
        entries.append(_xml_entry(item, link))
    return Feed(str(parsed.feed.get("title", "")), tuple(entries), tuple(skipped))


def _xml_entry(item: Any, link: str) -> Entry:
    source = item.get("source") or {}
    authors = (_words(author.get("name")) for author in item.get("authors", ()))
    return Entry(
        link,
        str(item.get("title", "")),
        item.get("published"),
        _words(source.get("title")),
        _web(source.get("href") or source.get("link")),
        tuple(author for author in authors if author),
    )


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
        items = parsed["items"]
        if not isinstance(items, list):
            raise TypeError("its items are no list")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise MalformedInput(
            name, f"this is no JSON feed ({error})", "Look at the address"
        ) from error
    entries, skipped = [], []
    for number, item in enumerate(items[:MAX_ENTRIES], start=1):
        entry = _json_entry(item, parsed) if isinstance(item, dict) else None
        if entry is None:
            skipped.append(f"entry {number}: it has no address")
        else:
            entries.append(entry)
    return Feed(_words(parsed.get("title")) or "", tuple(entries), tuple(skipped))


def _json_entry(item: dict[str, Any], feed: dict[str, Any]) -> Entry | None:
    """An entry of a JSON Feed, or None without an address.

    An ``external_url`` is the page an entry is about, elsewhere; its host is then the source, as
    ``<source>`` is in RSS. Authors of the feed are those of an entry that names none.

    Source: JSON Feed 1.1 (jsonfeed.org), "Items"; ``author`` is how version 1 wrote ``authors``.
    """
    link, elsewhere = _web(item.get("url")), _web(item.get("external_url"))
    if link is None and elsewhere is None:
        return None
    return Entry(
        link or elsewhere or "",
        _words(item.get("title")) or "",
        _words(item.get("date_published")),
        _host(elsewhere) if elsewhere else None,
        elsewhere,
        _authors(item) or _authors(feed),
    )


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    listed = holder.get("authors") or [holder.get("author")]
    found = listed if isinstance(listed, list) else [listed]
    names = (_words(author.get("name")) for author in found if isinstance(author, dict))
    return tuple(name for name in names if name)


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _web(value: object) -> str | None:
    found = _words(value)
    return found if found and found.startswith(("http://", "https://")) else None


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
