"""Load a YAML data file that ships beside the code, once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@lru_cache(maxsize=64)
def load_yaml(package: str, name: str) -> Any:
    """The content of ``package/data/name``; treat it as read-only."""
    text = (files(package) / "data" / name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
