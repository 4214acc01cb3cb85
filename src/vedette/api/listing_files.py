"""List files on their way in: paths, folders and archives become groups of files of one release.

Nothing is parsed here: what a file is, and what is in an archive, is told by a bounded child.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from vedette.engine.bounded import BoundedCalls
from vedette.errors import ListRejected, VedetteError
from vedette.extract.list_files import Found, arrange
from vedette.sources.files import Refused, gather, read_file

# The largest list file seen is 30 MB (EU XML); datasets of OpenSanctions are larger.
MAX_LIST_BYTES = 256 * 1024 * 1024
# A child with 3 GiB reads a file of that size; it takes minutes only for the largest.
TIME_S = 300.0


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one release, the main one first: their keys, and how to get their bytes."""

    files: tuple[Found, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The files' names."""
        return tuple(item.name for item in self.files)

    @property
    def path(self) -> str:
        """The main file, for messages."""
        return self.files[0].key


@dataclass(frozen=True, slots=True)
class NoList:
    """A file that is no list, or could not be read. ``was_named``: the user named it itself."""

    path: str
    error: VedetteError
    was_named: bool


class Shelf:
    """The files a user named, sorted into releases.

    Args:
        child: The bounded child that touches their bytes.
    """

    def __init__(self, child: BoundedCalls) -> None:
        self._child = child
        self._unpacked: dict[str, bytes] = {}

    def sort(self, paths: Sequence[str | Path]) -> tuple[list[Group], list[NoList]]:
        """Find the lists among paths, folders and archives, older releases first."""
        found: list[Found] = []
        refused: list[NoList] = []
        for path in paths:
            for key, folder, was_named in self._files(Path(path), refused):
                try:
                    data = self.bytes_of(key)
                    name = key.rpartition("!")[2].rpartition("/")[2]
                    known = self._child.call(
                        "vedette.extract.listings:identify", data, name, name=name
                    )
                except VedetteError as error:
                    refused.append(NoList(key, error, was_named))
                    continue
                found.append(Found(key, folder, name, known))
        groups = [Group(tuple(items)) for items in arrange(found)]
        return sorted(groups, key=lambda group: _order(group)), refused

    def bytes_of(self, key: str) -> bytes:
        """The bytes of a file, or of a member of an archive (``archive.zip!member``)."""
        if key in self._unpacked:
            return self._unpacked[key]
        return read_file(Path(key).absolute().as_uri(), MAX_LIST_BYTES)

    def _files(self, path: Path, refused: list[NoList]) -> Iterator[tuple[str, str, bool]]:
        for item in gather([str(path)]):
            if isinstance(item, Refused):
                refused.append(NoList(str(path), item.error, True))
                continue
            own = _path_of(item.address)
            was_named = own == path.absolute()
            if own.suffix.casefold() != ".zip":
                yield str(own), str(own.parent), was_named
                continue
            try:
                members = self._unpack(own)
            except VedetteError as error:
                refused.append(NoList(str(own), error, was_named))
                continue
            for member in members:
                yield member, str(own), False

    def _unpack(self, path: Path) -> list[str]:
        data = read_file(path.as_uri(), MAX_LIST_BYTES)
        members = self._child.call(
            "vedette.extract.list_files:unpack", data, path.name, name=path.name
        )
        if not members:
            raise ListRejected(path.name, "the archive is empty", "Get it again")
        for name, body in members:
            self._unpacked[f"{path}!{name}"] = body
        return [f"{path}!{name}" for name, _ in members]


def _path_of(address: str) -> Path:
    from urllib.parse import unquote, urlsplit

    return Path(unquote(urlsplit(address).path))


def _order(group: Group) -> tuple[str, str]:
    """Files whose names carry a day go in its order, so that history grows forward."""
    from vedette.extract.lists.days import day_in_name

    return day_in_name(group.files[0].name) or "", group.path
