"""The shapes a name is compared in, whatever script it came in.

:func:`forms_of` is the one door. Each form is a row of ASCII lower-case words with the rule that made
it; the first is the most faithful, the others are readings a listed name may have been written by.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vedette.clean import bodies, persons
from vedette.clean.fold import MAX_CHARS, latin_to_ascii, plain, scripts_of, unspoof
from vedette.clean.form_types import MAX_TOKENS, RULES, NameForm

MAX_FORMS = 12
# A syllable or a word each; no name is longer.
MAX_CJK = 128
_CJK = frozenset(["Hang", "Hani", "Kana", "Hira"])


@lru_cache(maxsize=131072)
def forms_of(name: str, kind: str = "person") -> tuple[NameForm, ...]:
    """The forms of one name; never raises, and bounded for any input.

    Args:
        name: A name in any script; only its first 512 characters are read.
        kind: ``person``, ``organisation`` or ``vessel``.

    Returns:
        At most :data:`MAX_FORMS` forms, the most faithful first; empty for a name without letters
        or digits.
    """
    found: dict[tuple[str, ...], NameForm] = {}
    for form in _forms(name, kind):
        if form.tokens and form.tokens not in found:
            if len(form.tokens) > MAX_TOKENS:
                form = NameForm(form.tokens[:MAX_TOKENS], form.script, form.how, form.surname)
            found.setdefault(form.tokens, form)
            if len(found) == MAX_FORMS:
                break
    return tuple(found.values())


def _forms(name: str, kind: str) -> Iterator[NameForm]:
    if name.isascii():
        yield from _latin(name[:MAX_CHARS], kind)
        return
    short = latin_to_ascii(name[:MAX_CHARS])
    if short.isascii():
        yield from _latin(short, kind)
        return
    text = plain(name)
    counts = scripts_of(text)
    if len(counts) > 1 and not _CJK & counts.keys():
        text = " ".join(map(unspoof, text.split()))
        counts = scripts_of(text)
    # A Latin word beside a name in another script is a word, the rest decides.
    foreign = {script: n for script, n in counts.items() if script != "Latn"}
    script = max(foreign, key=lambda s: foreign[s], default="Latn")
    if script in _CJK:
        text = text[:MAX_CJK]
    if kind == "vessel":
        yield from bodies.ship(text, script)
    elif script == "Latn":
        yield from _latin(text, kind)
    elif kind == "organisation":
        yield from _organisation(text, script)
    else:
        yield from (
            persons.READERS[script](text)
            if script in persons.READERS
            else persons.other(text, script)
        )


def _latin(text: str, kind: str) -> Iterator[NameForm]:
    if kind == "person":
        return persons.latin(text)
    if kind == "vessel":
        return bodies.ship(text, "Latn")
    return bodies.organisation(text)


def _organisation(text: str, script: str) -> Iterator[NameForm]:
    if script in _CJK:
        return bodies.asian_organisation(text, script)
    if script == "Cyrl":
        return bodies.russian_organisation(text)
    if script == "Arab":
        return bodies.arabic_organisation(text)
    return persons.other(text, script)


__all__ = ["MAX_FORMS", "MAX_TOKENS", "RULES", "NameForm", "forms_of"]
