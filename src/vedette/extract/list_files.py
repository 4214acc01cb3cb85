"""Files on their way to becoming releases: unpacked from archives, and put together.

Called by path, in a bounded child: :func:`unpack`.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from vedette.errors import MalformedInput
from vedette.extract.lists.days import day_in_name
from vedette.extract.lists.formats import Recognised


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was recognised: where it is, and what it is."""

    key: str
    folder: str
    name: str
    recognised: Recognised


def arrange(found: Sequence[Found]) -> list[list[Found]]:
    """Put files that belong together into releases, the main file of each first.

    A part goes to the main file of its list and format in its folder; where there are several, to
    the one nearest in date; where its folder has none and there is one in all, to that. Parts left
    over stand alone, and are refused with the reason when they are read.
    """
    mains = [item for item in found if item.recognised.role == "main"]
    groups: dict[str, list[Found]] = {item.key: [item] for item in mains}
    lone: list[list[Found]] = []
    for item in found:
        if item.recognised.role == "main":
            continue
        fitting = [main for main in mains if main.recognised.fits(item.recognised)]
        near = [main for main in fitting if main.folder == item.folder]
        if not near and len(fitting) == 1:
            near = fitting
        free = [m for m in near if all(_role(o) != _role(item) for o in groups[m.key])]
        if free:
            groups[min(free, key=lambda main: _apart(main, item)).key].append(item)
        else:
            lone.append([item])
    return [*groups.values(), *lone]


def _role(item: Found) -> str:
    return item.recognised.role


def _apart(main: Found, part: Found) -> int:
    days = [day_in_name(item.name) for item in (main, part)]
    if not all(days):
        return 0 if days == [None, None] else 1 << 20
    first, second = (date.fromisoformat(day) for day in days if day)
    return abs((first - second).days)


MAX_MEMBERS = 200
MAX_UNPACKED = 1 << 30


def unpack(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """The files of a zip archive, bounded in number and size.

    Raises:
        MalformedInput: It is no archive, is damaged, or unpacks to too much.
    """
    found: list[tuple[str, bytes]] = []
    left = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) > MAX_MEMBERS:
                raise MalformedInput(
                    name, f"it holds {len(members)} files", f"At most {MAX_MEMBERS} are read"
                )
            for member in members:
                with archive.open(member) as stream:
                    body = stream.read(left + 1)
                left -= len(body)
                if left < 0:
                    raise MalformedInput(
                        name, "it unpacks to more than 1 GiB", "Unpack it and give what matters"
                    )
                found.append((member.filename, body))
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise MalformedInput(
            name, f"the archive cannot be read ({str(error)[:80]})", "Unpack it yourself"
        ) from error
    return found
