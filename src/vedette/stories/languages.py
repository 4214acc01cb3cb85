"""What reports in different languages have in common: concepts, states, names, numbers.

No text is translated. A report becomes the concepts of ``data/concepts.yml`` and the states its
words name, the numbers it prints and, where the script is an alphabet, its proper names in Latin
letters. Reports of one event meet there; what they say about it is not compared.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.clean.forms import forms_of
from vedette.stories.words import numbers

LANGUAGES = ("en", "ru", "ko", "zh", "ja", "es", "fr")
_UNSPACED = frozenset({"ko", "zh", "ja"})
# How much a kind of concept says about which event a report tells.
_KIND_WEIGHTS = {"state": 0.5, "body": 0.8, "place": 1.0, "name": 2.0}
_CYRILLIC_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[А-ЯЁ][а-яё]{3,}")
_LATIN_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÀ-Þ][a-zà-ÿ]{3,}")
_ENDINGS = re.compile(r"(ами|ями|ого|ому|ыми|ими|ой|ый|ий|ом|ем|ым|им|ах|ях|у|ю|а|я|е|ы|и|о)$")
_VOWELS = re.compile(r"[aeiouy]")


def interlingual(text: str, language: str | None) -> dict[str, float]:
    """The features of a text that do not depend on its language, weighed.

    Empty for a language the tables do not know.
    """
    if language not in LANGUAGES:
        return {}
    bag: dict[str, float] = {}
    folded = text.casefold().replace("’", "'")
    for concept, pattern, weight in _patterns(language):
        found = len(pattern.findall(folded))
        if found:
            bag[f"~{concept}"] = weight * min(found, 4)
    for number in numbers(text):
        if len(number) > 1:
            bag[f"#{number}"] = 1.5
    for name in _names(text, language):
        bag[f"@{name}"] = 1.5
    return bag


@lru_cache(maxsize=16)
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str], float], ...]:
    table: dict[str, dict[str, Any]] = load_yaml("vedette.stories", "concepts.yml")["concepts"]
    made = []
    for concept, row in table.items():
        terms = [str(term).casefold() for term in row.get(language, ())]
        if terms:
            weight = _KIND_WEIGHTS.get(row.get("kind", ""), 1.0)
            made.append((concept, _pattern(terms, language), weight))
    return tuple(made)


def _pattern(terms: list[str], language: str) -> re.Pattern[str]:
    if language in _UNSPACED:
        return re.compile("|".join(re.escape(term) for term in terms))
    written = [re.escape(term).replace(r"\*", r"\w*") for term in terms]
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)")


def _names(text: str, language: str) -> set[str]:
    """Capitalised words inside sentences as consonant skeletons, which survive transcription."""
    if language in _UNSPACED:
        found = set(re.findall(r"[A-Z][A-Za-z]{3,}", text))
    elif language == "ru":
        words = {_ENDINGS.sub("", word) for word in _CYRILLIC_NAME.findall(text)}
        found = {
            token
            for word in words
            for form in forms_of(word, "person")[:1]
            for token in form.tokens
        }
        found |= set(re.findall(r"[A-Z][A-Za-z]{3,}", text))
    else:
        found = set(_LATIN_NAME.findall(text))
    skeletons = {_skeleton(word) for word in found}
    return {skeleton for skeleton in skeletons if len(skeleton) >= 3}


def _skeleton(word: str) -> str:
    latin = forms_of(word, "person")
    token = "".join(latin[0].tokens) if latin else word.casefold()
    for written, sound in (
        ("sch", "s"),
        ("kh", "h"),
        ("ch", "c"),
        ("sh", "s"),
        ("ts", "c"),
        ("ph", "f"),
    ):
        token = token.replace(written, sound)
    return _VOWELS.sub("", token)
