"""A name as the index and the kernel take it: the forms of ``clean.forms``, cut for comparison."""

from __future__ import annotations

import re
from functools import lru_cache

from vedette.clean.forms import NameForm, read_forms

MAX_WORDS = 20
_DIGITS = re.compile(r"(?<=[a-z])(?=[0-9])|(?<=[0-9])(?=[a-z])")
_PREFIXES = frozenset(["mv", "mt", "ss", "ms", "mts", "lpgc", "lpg"])


@lru_cache(maxsize=65536)
def normal_forms(name: str, kind: str) -> tuple[NameForm, ...]:
    """The forms of one name, kept for the next time; see :func:`read_normal_forms`."""
    return read_normal_forms(name, kind)


def read_normal_forms(name: str, kind: str) -> tuple[NameForm, ...]:
    """The forms a name is screened in, the most faithful first; none where it has no letters.

    Args:
        name: As met, in any script.
        kind: ``person``, ``organisation`` or ``vessel``.
    """
    forms = read_forms(name, kind)
    if kind == "person":
        # Most are fit as they are: words of letters only, and few.
        letters = "".join([word for form in forms for word in form.tokens])
        if letters.isalpha() and max(len(form.tokens) for form in forms) <= MAX_WORDS:
            return forms
    return _all_cut(forms, kind)


def _all_cut(forms: tuple[NameForm, ...], kind: str) -> tuple[NameForm, ...]:
    found: dict[tuple[str, ...], NameForm] = {}
    for form in forms:
        words = _cut(form.tokens, kind)
        if words and words not in found:
            found[words] = (
                form
                if words == form.tokens
                else NameForm(words, form.script, form.how, form.surname)
            )
    return tuple(found.values())


def _cut(words: tuple[str, ...], kind: str) -> tuple[str, ...]:
    """Numbers apart from letters; single letters of an organisation together; no ship's prefix."""
    if not "".join(words).isalpha():
        words = tuple(_DIGITS.sub(" ", " ".join(words)).split())
    if kind != "person":
        words = _lone_letters_together(words)
    if kind == "vessel":
        words = _without_prefix(words)
    return words[:MAX_WORDS]


def _lone_letters_together(words: tuple[str, ...]) -> tuple[str, ...]:
    if sum(len(word) == 1 for word in words) < 2:
        return words
    found: list[str] = []
    was_lone = False
    for word in words:
        is_lone = len(word) == 1 and word.isalpha()
        if is_lone and was_lone:
            found[-1] += word
        else:
            found.append(word)
        was_lone = is_lone
    return tuple(found)


def _without_prefix(words: tuple[str, ...]) -> tuple[str, ...]:
    """M/V, MT, SS and their like say that it is a ship, which is known."""
    if len(words) > 1 and words[0] in _PREFIXES:
        return words[1:]
    if len(words) > 2 and words[:2] in {("motor", "vessel"), ("motor", "tanker")}:
        return words[2:]
    return words
