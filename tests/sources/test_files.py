"""Files, folders and feeds become inputs in a fixed order, and what cannot is named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vedette.errors import InputTooLarge, MalformedInput, UnreadableInput
from vedette.sources.feeds import is_feed, read_feed
from vedette.sources.files import Incoming, Refused, gather, read_file

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Ships</title>
<item><title>One</title><link>https://a.example/1</link><source url="https://b.example">B</source></item>
<item><title>No link</title></item>
<item><title>Two</title><link>https://a.example/2</link></item></channel></rss>"""


def test_folders_are_walked_in_order_and_links_are_not_followed(tmp_path: Path) -> None:
    """Names come sorted, hidden ones are left out, a link back to a parent is refused."""
    for name in ("b.txt", "a.txt", ".hidden"):
        (tmp_path / name).write_text("x")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.txt").write_text("x")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    found = list(gather([str(tmp_path)]))
    taken = [item.name for item in found if isinstance(item, Incoming)]
    assert taken == ["a.txt", "b.txt", "c.txt"]
    (refused,) = [item for item in found if isinstance(item, Refused)]
    assert "not followed" in refused.error.what


def test_a_workspace_is_no_folder_of_reports(tmp_path: Path) -> None:
    """A workspace inside a folder is left out of it; named itself, it is refused."""
    (tmp_path / "a.txt").write_text("x")
    inner = tmp_path / "w"
    inner.mkdir()
    for name in ("workspace.json", "vedette.db", "note.txt"):
        (inner / name).write_text("x")
    assert [item.address for item in gather([str(tmp_path)])] == [(tmp_path / "a.txt").as_uri()]
    (refused,) = gather([str(inner)])
    assert isinstance(refused, Refused)
    assert "workspace" in refused.error.what


def test_an_unreadable_folder_is_refused_alone(tmp_path: Path) -> None:
    """A folder that may not be listed is one refusal; what stands beside it comes in."""
    (tmp_path / "a.txt").write_text("x")
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read everything")
    found = list(gather([str(tmp_path)]))
    locked.chmod(0o700)
    assert [type(item) for item in found] == [Incoming, Refused]


def test_what_cannot_be_an_input_is_refused_with_a_reason(tmp_path: Path) -> None:
    """A missing path and a pipe are refused one by one; an address is passed on."""
    os.mkfifo(tmp_path / "pipe")
    found = list(gather([str(tmp_path / "none"), str(tmp_path / "pipe"), "https://a.example/x"]))
    assert [type(item) for item in found] == [Refused, Refused, Incoming]
    assert all(item.error.remedy for item in found if isinstance(item, Refused))


def test_other_kinds_of_address_are_refused_as_such(tmp_path: Path) -> None:
    """An ftp address is no missing file; a file address is its file."""
    (tmp_path / "a b.txt").write_text("x")
    refused, taken = gather(["ftp://a.example/x", (tmp_path / "a b.txt").as_uri()])
    assert isinstance(refused, Refused)
    assert "http" in refused.error.what
    assert isinstance(taken, Incoming)
    assert taken.name == "a b.txt"


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    """A sparse file of gigabytes is refused by its size alone; a vanished one is unreadable."""
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(5 * 2**30)
    with pytest.raises(InputTooLarge, match="5120 MiB"):
        read_file(path.as_uri(), 2**20)
    with pytest.raises(UnreadableInput):
        read_file((tmp_path / "gone").as_uri(), 2**20)


def test_a_feed_gives_its_links_and_says_what_it_skipped() -> None:
    """Entries keep their source; one without an address is skipped with a reason."""
    assert is_feed(RSS)
    feed = read_feed(RSS, "feed")
    assert [entry.link for entry in feed.entries] == ["https://a.example/1", "https://a.example/2"]
    assert feed.entries[0].source == "B"
    assert len(feed.skipped) == 1


def test_a_json_feed_is_read_and_a_broken_one_refused() -> None:
    """JSON Feed gives the same; malformed JSON has a clear error."""
    good = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://a.example/1"}]}'
    assert is_feed(good)
    assert len(read_feed(good, "feed").entries) == 1
    with pytest.raises(MalformedInput):
        read_feed(b'{"version": "https://jsonfeed.org/version/1", "items": [', "feed")
