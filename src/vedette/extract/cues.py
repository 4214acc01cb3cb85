"""The table of attribution cues, loaded: verbs, nouns and adjectives with their frames."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a cue keeps content (``name``, with ``word`` for prepositions), and as what (``kind``)."""

    name: str
    word: str
    kind: str

    @property
    def key(self) -> str:
        """As the table writes it: ``clause``, ``prep:of``."""
        return f"{self.name}:{self.word}" if self.word else self.name


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue word; its frames are tried in order (see ``data/cues.yml``).

    ``documents`` and ``negated`` are the frames that hold only for a subject that is a document, or
    only with a negation.
    """

    lemma: str
    frames: tuple[Frame, ...]
    documents: tuple[Frame, ...] = ()
    negated: tuple[Frame, ...] = ()
    passive: bool = False
    aside: bool = False
    by_somebody: bool = False

    @property
    def kind(self) -> str:
        """The class of its first frame."""
        return next(frame.kind for frame in (*self.frames, *self.negated, *self.documents))

    @property
    def takes_quotation(self) -> bool:
        """Whether words in quotation marks near it can be what it attributes."""
        return any(frame.name == "quote" for frame in self.frames)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return dict(load_yaml("vedette.extract", "cues.yml"))


def _frames(row: dict[str, Any], key: str) -> tuple[Frame, ...]:
    split = ((text.partition(":")[0], text.partition(":")[2]) for text in row.get(key, ()))
    return tuple(Frame(name, word, row["class"]) for name, word in split)


def _table(section: str) -> dict[str, Cue]:
    """Cues by lemma; a lemma on several rows has the frames of all, in the order of the rows."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in _data()[section]:
        for lemma in row["lemmas"]:
            rows.setdefault(lemma, []).append(row)
    return {lemma: _joined(lemma, found) for lemma, found in rows.items()}


def _joined(lemma: str, rows: list[dict[str, Any]]) -> Cue:
    def frames(key: str) -> tuple[Frame, ...]:
        first: dict[str, Frame] = {}
        for row in rows:
            for frame in _frames(row, key):
                first.setdefault(frame.key, frame)
        return tuple(first.values())

    def flag(key: str) -> bool:
        return any(row.get(key) for row in rows)

    return Cue(
        lemma,
        frames("frames"),
        frames("documents"),
        frames("negated"),
        flag("passive"),
        lemma in cue_words("aside_verbs"),
        lemma in cue_words("by_somebody"),
    )


@lru_cache(maxsize=1)
def cue_verbs() -> dict[str, Cue]:
    """Verbs that attribute, by dictionary form."""
    return _table("verbs")


@lru_cache(maxsize=1)
def _misread() -> dict[str, str]:
    return dict(_data()["misread"])


def verb_cue(token: Any) -> Cue | None:
    """The cue a verb token is, or None; mends dictionary forms the tagger gets wrong."""
    lemma = token.lemma_.casefold()
    return cue_verbs().get(_misread().get(lemma, lemma))


@lru_cache(maxsize=1)
def cue_nouns() -> dict[str, Cue]:
    """Nouns that attribute, by dictionary form."""
    return _table("nouns")


@lru_cache(maxsize=1)
def cue_adjectives() -> dict[str, Cue]:
    """Adjectives that attribute, by dictionary form."""
    return _table("adjectives")


@lru_cache(maxsize=1)
def idioms() -> dict[str, frozenset[str]]:
    """Verbs that tell something when one of some words is their object ("put it")."""
    return {row["lemma"]: frozenset(row["object"]) for row in _data()["idioms"]}


@lru_cache(maxsize=1)
def phrases() -> tuple[tuple[str, ...], ...]:
    """Fixed phrases before a speaker, as words ("according to")."""
    return tuple(tuple(phrase.split()) for phrase in _data()["phrases"])


@lru_cache(maxsize=16)
def cue_words(section: str) -> frozenset[str]:
    """One of the plain word lists of ``data/cues.yml``, by its key."""
    return frozenset(str(word) for word in _data()[section])


def gloss_phrases() -> tuple[str, ...]:
    """What follows a comma and explains a name, as printed."""
    return tuple(_data()["gloss_phrases"])
