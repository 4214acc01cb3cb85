"""An index with what its rows stand for, in memory or mapped from a file.

The file begins with one JSON line (format, engine, what it was made from, where each array lies),
then the arrays as they lie in memory. Opening it is mapping it: processes share one copy, and a
listing is read only when somebody asks for it.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, overload

import numpy as np

from vedette.errors import MalformedInput, UnreadableInput
from vedette.model.listing import CountryTie, Identifier, ListedName, Listing
from vedette.screen.facts import plain_number
from vedette.screen.index import Arrays, IndexedName, build_arrays
from vedette.screen.index_check import damaged
from vedette.screen.normal import normal_forms
from vedette.screen.rules import FORM_TRUST
from vedette.screen.settings import ENGINE_VERSION

_MAGIC = "vedette-index"
_FORMAT = 3
_ALIGN = 64
_MAX_HEADER = 1 << 20


@dataclass(frozen=True, slots=True)
class Index:
    """The arrays, the listings they stand for, and which name of which listing each row is.

    ``key`` names what it was made from; an index of another key answers for other lists.
    """

    arrays: Arrays
    listings: Sequence[Listing]
    key: str = ""


class StaleIndex(UnreadableInput):
    """An index file was made by another engine or from other lists."""


def build_index(listings: Sequence[Listing], key: str = "") -> Index:
    """Index every form of every name of these listings, and every number."""
    names: list[IndexedName] = []
    which: list[int] = []
    numbers: list[tuple[int, int]] = []
    for party, listing in enumerate(listings):
        for number, name in enumerate(listing.names):
            for form in normal_forms(name.value, listing.kind):
                trust = FORM_TRUST.get(form.how, 1000)
                may_join = form.how not in {"words", "translated-name"}
                names.append(IndexedName(party, listing.kind, form.tokens, trust, may_join))
                which.append(number)
        numbers += [(number_key(i.scheme, i.value), party) for i in listing.identifiers]
    arrays = build_arrays(names)
    arrays["name_which"] = np.array(which, dtype=np.int32)
    numbers.sort()
    arrays["number_key"] = np.array([key for key, _ in numbers], dtype=np.int64)
    arrays["number_party"] = np.array([party for _, party in numbers], dtype=np.int32)
    return Index(arrays, listings, key)


def number_key(scheme: str, value: str) -> int:
    """A key of an identifier, of 62 bits; the value without spaces and hyphens."""
    text = f"{scheme}:{plain_number(value)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big") >> 2


def save_index(index: Index, path: Path) -> None:
    """Write an index to a file; it appears only when complete."""
    texts = [json.dumps(asdict(item), ensure_ascii=False).encode() for item in index.listings]
    at = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum([len(text) for text in texts], out=at[1:])
    arrays = dict(index.arrays)
    arrays["listing_at"] = at
    arrays["listing_text"] = np.frombuffer(b"".join(texts) or b" ", dtype=np.uint8)
    places, offset = [], 0
    for name, array in arrays.items():
        places.append([name, array.dtype.str, len(array), offset])
        offset += -(-array.nbytes // _ALIGN) * _ALIGN
    header = {
        "what": _MAGIC,
        "format": _FORMAT,
        "engine": ENGINE_VERSION,
        "key": index.key,
        "n_listings": len(texts),
        "bytes": offset,
        "arrays": places,
    }
    line = json.dumps(header).encode() + b"\n"
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary.open("wb") as file:
        file.write(line + b" " * (-len(line) % _ALIGN))
        for array in arrays.values():
            data = np.ascontiguousarray(array).tobytes()
            file.write(data + b"\0" * (-len(data) % _ALIGN))
    temporary.replace(path)


def open_index(path: Path, key: str) -> Index:
    """Map an index file.

    Args:
        path: The file.
        key: What it must have been made from.

    Raises:
        StaleIndex: It was made by another engine or from other lists; build it anew.
        MalformedInput: It is no index, or cut.
    """
    with path.open("rb") as file:
        line = file.readline(_MAX_HEADER)
        header = _header(line, path)
        if header["form"] != _FORMAT or header["engine"] != ENGINE_VERSION:
            raise StaleIndex(
                str(path),
                f"it is of format {header['form']} and engine {header['engine']}, "
                f"not {_FORMAT} and {ENGINE_VERSION}",
                "It is built anew",
            )
        if header["key"] != key:
            raise StaleIndex(str(path), "it was made from other lists", "It is built anew")
        start = -(-len(line) // _ALIGN) * _ALIGN
        size = os.fstat(file.fileno()).st_size
        if size < start + header["bytes"]:
            raise MalformedInput(str(path), "it is cut", "Delete it; it is built anew")
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        arrays = {
            str(name): np.frombuffer(mapped, np.dtype(dtype), int(count), start + int(offset))
            for name, dtype, count, offset in header["arrays"]
            if count >= 0 and offset >= 0
        }
    except (ValueError, TypeError, SyntaxError) as error:
        raise _damaged(path, "its table of arrays is damaged") from error
    wrong = damaged(arrays)
    if wrong:
        raise _damaged(path, f"its array {wrong} is damaged")
    listings = MappedListings(arrays.pop("listing_at"), arrays.pop("listing_text"))
    return Index(arrays, listings, key)


def _header(line: bytes, path: Path) -> dict[str, Any]:
    """The first line, its fields of the types they have to be of."""
    try:
        header = json.loads(line)
        if header["what"] != _MAGIC:
            raise ValueError(header["what"])
        return {
            "form": header["format"],
            "engine": header["engine"],
            "key": header["key"],
            "bytes": int(header["bytes"]),
            "arrays": list(header["arrays"]),
        }
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged(path, "it is no index") from error


def _damaged(path: Path, what: str) -> MalformedInput:
    return MalformedInput(str(path), what, "Delete it; it is built anew")


class MappedListings(Sequence[Listing]):
    """Listings read one by one out of a mapped file."""

    def __init__(self, at: Any, text: Any) -> None:
        self._at, self._text = at, text

    def __len__(self) -> int:
        return len(self._at) - 1

    @overload
    def __getitem__(self, index: int) -> Listing: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Listing]: ...
    def __getitem__(self, index: int | slice) -> Listing | Sequence[Listing]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        index %= len(self)
        try:
            return _listing(json.loads(bytes(self._text[self._at[index] : self._at[index + 1]])))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise MalformedInput(
                "the index of screening",
                f"its listing {index} is damaged",
                "Delete the folder index in the workspace; it is built anew",
            ) from error

    def __iter__(self) -> Iterator[Listing]:
        return (self[i] for i in range(len(self)))


def _listing(values: dict[str, Any]) -> Listing:
    nested: dict[str, type] = {
        "names": ListedName,
        "identifiers": Identifier,
        "countries": CountryTie,
    }
    taken: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
    }
    for field, noun in nested.items():
        taken[field] = tuple(noun(**row) for row in values[field])
    taken["details"] = {key: tuple(value) for key, value in values["details"].items()}
    return Listing(**taken)
