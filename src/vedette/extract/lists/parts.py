"""The files one release is made of, as readers receive them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its name for messages, its bytes, and their hash."""

    name: str
    data: bytes
    sha256: str = ""


# By the part a file plays: ``main``, and ``alt``, ``add``, ``comments`` … where a list has several.
Parts = Mapping[str, Part]
