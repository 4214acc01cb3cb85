"""Files and folders as inputs: in a fixed order, loops and special files refused with reasons."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from vedette.errors import UnreadableInput

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://")
Kind = Literal["file", "stdin", "url", "feed"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One input that was named: its address and what kind it is. Nothing was read yet."""

    kind: Kind
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A path that cannot become an input, and why."""

    address: str
    error: UnreadableInput


def gather(paths: Sequence[str]) -> Iterator[Incoming | Refused]:
    """Turn what a person named into inputs: files, folders (recursively), addresses.

    Hidden files, links to folders and Vedette's own workspaces are left out of folders, but not
    when named themselves: a link may lead back to where the walk began.

    Args:
        paths: Paths or http(s) addresses.
    """
    for path in paths:
        if path.startswith(("http://", "https://")):
            yield Incoming("url", path, path)
        elif path.startswith("file://"):
            yield from gather([place_of(path)])
        elif _SCHEME.match(path) and not Path(path).exists():
            what = "only files and http or https addresses are taken"
            yield Refused(path, UnreadableInput(path, what, "Save it and give the file"))
        elif Path(path).is_dir():
            yield from _folder(Path(path))
        else:
            yield _file(Path(path))


def _folder(folder: Path, *, is_named: bool = True) -> Iterator[Incoming | Refused]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refused(folder.absolute().as_uri(), _unreadable(folder, error))
        return
    if {"workspace.json", "vedette.db"} <= {entry.name for entry in entries}:
        if is_named:
            what = "this is a Vedette workspace, not a folder of reports"
            yield _refused(folder, what, "Name the folders of reports themselves")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(path, is_named=False)
        elif entry.is_dir():
            what = f"this is a link to the folder {path.readlink()}; links are not followed"
            yield _refused(path, what, "Name the folder itself")
        else:
            yield _file(path)


def _refused(path: Path, what: str, remedy: str) -> Refused:
    return Refused(path.absolute().as_uri(), UnreadableInput(str(path), what, remedy))


def place_of(address: str) -> str:
    """An address as a person knows it: a file's path, else the address itself.

    Of what lies in a container its place there is kept (``mail.mbox#message:7``).
    """
    if not address.startswith("file:"):
        return address
    parts = urlsplit(address)
    inside = f"#{parts.fragment}" if parts.fragment else ""
    return unquote(parts.path + inside)


def _file(path: Path) -> Incoming | Refused:
    address = path.absolute().as_uri()
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Refused(address, _unreadable(path, error))
    if not stat.S_ISREG(mode):
        return _refused(path, "this is no regular file", "Name a file or a folder")
    return Incoming("file", address, path.name)


def read_file(address: str, limit: int) -> bytes:
    """The bytes of a ``file:`` address; refuses above ``limit`` bytes before reading.

    Raises:
        UnreadableInput: It cannot be opened, or vanished.
        InputTooLarge: It is above the limit.
    """
    from vedette.errors import InputTooLarge

    path = Path(place_of(address))
    try:
        size = path.stat().st_size
        if size > limit:
            raise InputTooLarge(
                str(path),
                f"{size / 2**20:.0f} MiB; the limit for one report is {limit / 2**20:.0f} MiB",
                "Split it, or give the part that matters",
            )
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> UnreadableInput:
    return UnreadableInput(
        str(path),
        f"it cannot be read ({error.strerror or error})",
        "Check that it exists and that you may read it, then: vedette retry",
    )
