"""The shapes a name is compared in, whatever script it came in.

:func:`forms_of` is the one door. Each form is a row of ASCII lower-case words with the rule that made
it; the first is the most faithful, the others are readings a listed name may have been written by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vedette.clean import bodies, persons
from vedette.clean.fold import MAX_CHARS, latin_to_ascii, plain, script_of, scripts_of, unspoof
from vedette.clean.form_types import MAX_TOKENS, RULES, NameForm

MAX_FORMS = 12
# A syllable or a word each; no name is longer.
MAX_CJK = 128
_CJK = frozenset(["Hang", "Hani", "Kana", "Hira"])
# Names of one script in letters that are plain already: nothing to fold, count or unmask.
_WHOLE = {
    "Hang": re.compile(r"[가-힣 ]+"),
    "Hani": re.compile(r"[\u4e00-\u9fff ]+"),
    "Cyrl": re.compile(r"[А-Яа-яЁё .-]+"),
    "Arab": re.compile(r"[\u0621-\u063a\u0641-\u064aپچژکگیې .-]+"),
    "Deva": re.compile(r"[\u0904-\u0928\u092a-\u0930\u0932\u0933\u0935-\u0939\u093d-\u0950 ]+"),
}


@lru_cache(maxsize=131072)
def forms_of(name: str, kind: str = "person") -> tuple[NameForm, ...]:
    """The forms of one name, kept for the next time; see :func:`read_forms`."""
    return read_forms(name, kind)


def read_forms(name: str, kind: str = "person") -> tuple[NameForm, ...]:
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
    name = name[: MAX_CHARS * 2]
    if name.isascii():
        return _latin(name[:MAX_CHARS], kind)
    script = script_of(name[0])
    whole = _WHOLE.get(script)
    if whole is not None and len(name) <= MAX_CJK and whole.fullmatch(name):
        return _read(name, script, kind)
    short = latin_to_ascii(name[:MAX_CHARS])
    if short.isascii():
        return _latin(short, kind)
    return _read(*_told_apart(name), kind)


def _told_apart(name: str) -> tuple[str, str]:
    """A name of any letters in plain ones, and the script it is read in."""
    text = plain(name)
    counts = scripts_of(text)
    if len(counts) > 1 and not _CJK & counts.keys():
        text = " ".join(map(unspoof, text.split()))
        counts = scripts_of(text)
    # A Latin word beside a name in another script is a word, the rest decides.
    foreign = {script: n for script, n in counts.items() if script != "Latn"}
    script = max(foreign, key=lambda s: foreign[s], default="Latn")
    return text[:MAX_CJK] if script in _CJK else text, script


def _read(text: str, script: str, kind: str) -> Iterator[NameForm]:
    if kind == "vessel":
        return bodies.ship(text, script)
    if script == "Latn":
        return _latin(text, kind)
    if kind == "organisation":
        return _organisation(text, script)
    reader = persons.READERS.get(script)
    return reader(text) if reader else persons.other(text, script)


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


__all__ = ["MAX_FORMS", "MAX_TOKENS", "RULES", "NameForm", "forms_of", "read_forms"]
