"""Feeds give addresses, and keep whom they name as the source of each."""

from __future__ import annotations

import json

import pytest

from vedette.errors import MalformedInput
from vedette.sources.feeds import Entry, is_feed, read_feed

VERSION = "https://jsonfeed.org/version/1.1"
PAGE = "https://blog.example/1"


def _json(*items: object, **feed: object) -> bytes:
    return json.dumps({"version": VERSION, "title": "F", "items": items, **feed}).encode()


def test_a_json_feed_keeps_the_page_an_entry_is_about_and_its_authors() -> None:
    """An external_url is the source, as RSS names one; authors stand by name."""
    item = {
        "url": PAGE,
        "title": "T",
        "date_published": "2024-03-15T10:00:00Z",
        "external_url": "https://agency.example/report",
        "authors": [{"name": " Ann Example "}, {"url": "https://a.example"}, {"name": "Bo"}],
    }
    data = _json(item)
    assert is_feed(data)
    (entry,) = read_feed(data, "f").entries
    assert entry == Entry(
        PAGE,
        "T",
        "2024-03-15T10:00:00Z",
        "agency.example",
        "https://agency.example/report",
        ("Ann Example", "Bo"),
    )


def test_authors_of_a_json_feed_are_those_of_an_entry_without_any() -> None:
    """The feed's authors stand in, the single author of version 1 too; an entry's own go before."""
    bare, own = {"url": PAGE}, {"url": PAGE, "author": {"name": "Own"}}
    feed = read_feed(_json(bare, own, authors=[{"name": "House"}]), "f")
    assert [entry.authors for entry in feed.entries] == [("House",), ("Own",)]
    assert [entry.source for entry in feed.entries] == [None, None]


def test_a_json_entry_that_only_points_elsewhere_is_taken_from_there() -> None:
    """Without a url of its own an entry is the page it is about."""
    (entry,) = read_feed(_json({"external_url": "https://agency.example/r"}), "f").entries
    assert (entry.link, entry.source) == ("https://agency.example/r", "agency.example")


@pytest.mark.parametrize(
    "item",
    [
        {},
        7,
        None,
        [],
        {"url": 7},
        {"url": "ftp://a.example/"},
        {"url": None, "external_url": "javascript:alert(1)"},
    ],
)
def test_a_json_entry_without_an_address_is_named_and_the_rest_taken(item: object) -> None:
    """What cannot be fetched is left out by number; the entry after it is taken."""
    feed = read_feed(_json(item, {"url": PAGE}), "f")
    assert feed.skipped == ("entry 1: it has no address",)
    assert [entry.link for entry in feed.entries] == [PAGE]


@pytest.mark.parametrize("odd", [7, "Ann", [7], [None], {"name": 7}, [{"name": " "}]])
def test_odd_values_in_a_json_feed_name_nobody(odd: object) -> None:
    """Values of another kind than JSON Feed has are left, never told as a name."""
    item = {"url": PAGE, "authors": odd, "title": 7, "date_published": 7}
    (entry,) = read_feed(_json(item, title=7), "f").entries
    assert entry == Entry(PAGE, "", None, None)


def test_rss_and_atom_keep_their_source_and_authors() -> None:
    """The source's name and address stand beside the entry, whichever way XML writes them."""
    rss = (
        f"<rss version='2.0'><channel><title>F</title><item><title>A</title><link>{PAGE}</link>"
        "<author>desk@example.org (Ann Example)</author>"
        "<source url='https://agency.example/rss'>Agency</source></item></channel></rss>"
    )
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><title>A</title>"
        f"<link href='{PAGE}'/><author><name>Ann Example</name></author>"
        "<source><title>Agency</title><link href='https://agency.example/atom'/></source>"
        "</entry></feed>"
    )
    (of_rss,) = read_feed(rss.encode(), "f").entries
    (of_atom,) = read_feed(atom.encode(), "f").entries
    assert (of_rss.source, of_rss.source_link) == ("Agency", "https://agency.example/rss")
    assert (of_atom.source, of_atom.source_link) == ("Agency", "https://agency.example/atom")
    assert of_rss.authors == of_atom.authors == ("Ann Example",)


@pytest.mark.parametrize("rest", ["7}", "[}", '"x"}', "null}"])
def test_a_json_feed_without_a_list_of_items_is_refused(rest: str) -> None:
    """Items that are no list, and JSON cut short, are told as what they are."""
    with pytest.raises(MalformedInput, match="no JSON feed"):
        read_feed(f'{{"version": "{VERSION}", "items": {rest}'.encode(), "f")
