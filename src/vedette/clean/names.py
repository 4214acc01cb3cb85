"""A name as plain text: for sorting and for setting two lists' names side by side.

What a name is compared *as* when it is screened is told by :func:`vedette.clean.forms.forms_of`.
"""

from __future__ import annotations

import re
import unicodedata

# Apostrophes of McCune-Reischauer mark breath, not a word's end: they are deleted, not turned to
# spaces.
_DELETED = re.compile(r"['’‘`ʼʻ´.]")


def fold(text: str) -> str:
    """Fold a name to plain lower case: marks off, apostrophes deleted, rest kept."""
    decomposed = unicodedata.normalize("NFKD", _DELETED.sub("", text))
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)).casefold()
