"""Persons in a parsed passage: where the model is right, where it must be mended, what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.clean.gazetteer import find_all
from vedette.extract.cues import verb_cue

# Family names that are also common words; alone they say nothing.
_COMMON = frozenset(
    ["no", "so", "an", "to", "ok", "won", "oh", "son", "ha", "im", "ma", "min", "song"]
)
_TITLE_DOT = re.compile(r"\.$")


@lru_cache(maxsize=1)
def words() -> dict[str, frozenset[str]]:
    """The word lists of ``data/names.yml``, by name."""
    data = load_yaml("vedette.extract", "names.yml")
    return {key: frozenset(str(item) for item in items) for key, items in data.items()}


@dataclass(frozen=True, slots=True)
class Person:
    """A person named in a passage by character offsets, with the office printed beside the name."""

    start: int
    end: int
    name: str
    role: tuple[int, int] | None
    state: str | None
    voters: tuple[str, ...]
    rule: str


def find_people(doc: Any, taken: set[int]) -> Iterator[Person]:
    """Persons the model or the patterns see.

    Args:
        doc: A parsed passage.
        taken: Indexes of tokens that gazetteers or ship patterns hold already.
    """
    seen: set[int] = set()
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        tokens = _trimmed(list(ent), taken)
        tokens = _extended(doc, tokens, taken)
        if tokens and _is_name(tokens) and not seen & {token.i for token in tokens}:
            seen |= {token.i for token in tokens}
            voters = ("model", "pattern") if _is_patterned(doc, tokens) else ("model",)
            yield _person(doc, tokens, voters, "model-person")
    for rule, runs in (
        ("role-then-name", _after_roles(doc, taken | seen)),
        ("korean-name", _korean_names(doc, taken | seen)),
    ):
        for tokens in runs:
            if not seen & {token.i for token in tokens}:
                seen |= {token.i for token in tokens}
                yield _person(doc, tokens, ("pattern",), rule)


def _is_patterned(doc: Any, tokens: list[Any]) -> bool:
    """Whether something besides the model says that words name a person.

    An office before or behind, the make of a Korean name, an initial, or being the one who says
    something: what a ship, a firm or a place seldom has.
    """
    if _role_before(doc, tokens[0]) or _role_after(doc, tokens[-1]) or _is_korean(tokens):
        return True
    if len(tokens) > 1 and any(len(t.text) == 2 and t.text.endswith(".") for t in tokens[:-1]):
        return True
    root = doc[tokens[0].i : tokens[-1].i + 1].root
    cue = verb_cue(root.head) if root.dep_ == "nsubj" and root.head.pos_ == "VERB" else None
    return (
        cue is not None and cue.kind in {"speech", "deny", "accuse", "stance"} and len(tokens) > 1
    )


def _is_korean(tokens: list[Any]) -> bool:
    """A family name and two syllables, apart or hyphened: Choe Son Hui, Moon Seoung-hyun."""
    if tokens[0].lower_ not in words()["korean_surnames"]:
        return False
    given = [t.text for t in tokens[1:] if t.text != "-"]
    hyphened = len(tokens) >= 2 and ("-" in tokens[1].text or any(t.text == "-" for t in tokens))
    short = all(part.isalpha() and len(part) <= 8 for text in given for part in text.split("-"))
    return short and (hyphened or (len(tokens) == 3 and all(len(t) <= 6 for t in tokens[1:])))


def _korean_names(doc: Any, taken: set[int]) -> Iterator[list[Any]]:
    """Three capitalised words that make a Korean name, which the model did not see."""
    for token in doc[: max(0, len(doc) - 2)]:
        surname = token.lower_ in words()["korean_surnames"] and token.lower_ not in _COMMON
        run = list(doc[token.i : token.i + 3])
        if not surname or any(t.i in taken or not t.text[:1].isupper() for t in run):
            continue
        longer = token.i + 3 < len(doc) and doc[token.i + 3].text[:1].isupper()
        before = token.i > token.sent.start and doc[token.i - 1].pos_ == "PROPN"
        if _is_korean(run) and all(t.pos_ == "PROPN" for t in run) and not longer and not before:
            yield run


def _trimmed(tokens: list[Any], taken: set[int]) -> list[Any]:
    """Cut titles, offices, possessives and known places off both ends of a model's person."""
    lists = words()
    while tokens and (
        _TITLE_DOT.sub("", tokens[0].lower_) in lists["titles"] | lists["role_nouns"]
        or tokens[0].i in taken
        or not tokens[0].text[:1].isupper()
    ):
        tokens = tokens[1:]
    while tokens and (
        tokens[-1].i in taken or tokens[-1].lower_ in {"'s", "’s", "'"} or tokens[-1].is_punct
    ):
        tokens = tokens[:-1]
    return tokens


def _extended(doc: Any, tokens: list[Any], taken: set[int]) -> list[Any]:
    """Give a Korean name back the syllables the model cut off (Choe Son | Hui)."""
    if not tokens or tokens[0].lower_ not in words()["korean_surnames"]:
        return tokens
    while len(tokens) < 3 and tokens[-1].i + 1 < len(doc):
        following = doc[tokens[-1].i + 1]
        syllable = following.text[:1].isupper() and following.text.isalpha() and len(following) <= 6
        if not syllable or following.i in taken:
            break
        tokens = [*tokens, following]
    return tokens


def _is_name(tokens: list[Any]) -> bool:
    text = " ".join(token.text for token in tokens)
    lists = words()
    if text.casefold() in lists["never"] or not re.search(r"[^\W\d_]{2}", text):
        return False
    if any(ch.isdigit() for ch in text) or len(tokens) > 6:
        return False
    return not (len(tokens) == 1 and (tokens[0].is_upper and len(tokens[0]) > 3))


def _after_roles(doc: Any, taken: set[int]) -> Iterator[list[Any]]:
    """Runs of capitalised words right after an office word, which the model did not see."""
    roles = words()["role_nouns"]
    for token in doc:
        if token.lower_ not in roles or token.i + 1 >= len(doc):
            continue
        run = []
        for following in doc[token.i + 1 : token.i + 5]:
            named = following.text[:1].isupper() and following.text.replace("-", "").isalpha()
            if not named or following.i in taken or following.lower_ in roles:
                break
            run.append(following)
        if 2 <= len(run) <= 4 and run[0].pos_ in {"PROPN", "NOUN", "ADJ", "X"}:
            yield run


def _person(doc: Any, tokens: list[Any], voters: tuple[str, ...], rule: str) -> Person:
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    role = _role_before(doc, tokens[0]) or _role_after(doc, tokens[-1])
    state = None
    if role:
        state = next(
            (
                find.entry.state
                for find in find_all(doc.text[role[0] : role[1]])
                if find.entry.state
            ),
            None,
        )
    name = " ".join(doc.text[start:end].split())
    return Person(start, end, name, role, state, voters, rule)


def _role_before(doc: Any, first: Any) -> tuple[int, int] | None:
    """The office right before a name: "Russian Foreign Ministry spokeswoman" [Maria …]."""
    roles = words()["role_nouns"]
    titles = words()["titles"]
    index = first.i - 1
    if index < 0 or doc[index].lower_ not in roles | titles or doc[index].sent != first.sent:
        return None
    last = doc[index]
    while index >= 0 and first.i - index <= 9:
        token = doc[index]
        inner = token.pos_ in {"PROPN", "NOUN", "ADJ", "PART"} or token.lower_ in {
            "of",
            "for",
            "the",
        }
        hyphen = token.text == "-" or token.tag_ == "HYPH"
        if not (inner or hyphen) or token.sent != first.sent:
            break
        index -= 1
    tokens = list(doc[index + 1 : last.i + 1])
    while tokens and tokens[0].lower_ in {"the", "of", "for", "'s", "-", "a", "an"}:
        tokens = tokens[1:]
    return (tokens[0].idx, last.idx + len(last)) if tokens else None


def _role_after(doc: Any, last: Any) -> tuple[int, int] | None:
    """The office in apposition after a name: [Maria …], "the ministry's spokeswoman", ….

    Only a short apposition between commas that holds an office word counts.
    """
    if last.i + 2 >= len(doc) or doc[last.i + 1].text != ",":
        return None
    tokens: list[Any] = []
    for token in doc[last.i + 2 : last.i + 16]:
        if (
            token.text in {",", ".", ";", ":"}
            or token.pos_ in {"VERB", "AUX"}
            or token.sent != last.sent
        ):
            break
        tokens.append(token)
    has_role = any(token.lower_ in words()["role_nouns"] for token in tokens[:8])
    if not has_role or not tokens:
        return None
    if tokens[0].lower_ in {"the", "a", "an"}:
        tokens = tokens[1:]
    return (tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else None
