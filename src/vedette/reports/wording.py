"""Small turns of phrase the sections share, and the table of words from ``data/wording.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.reports.days import say_days

# Words in quotation marks, whatever marks; and a mark that is left over.
QUOTATION = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|«([^«»]*)»|„([^„“]*)“")
LOOSE_MARK = re.compile(r"[\"“”„«»]")
_SPACE = re.compile(r"\s+")
_OUTER = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words a dossier may not use of its own, for which modalities (empty: for any), and why."""

    refusal_id: str
    pattern: re.Pattern[str]
    modalities: frozenset[str]
    reason: str


def fold(text: str) -> str:
    """Text with runs of white space as one space, as a reader of a page sees it."""
    return _SPACE.sub(" ", text).strip()


def bare(text: str) -> str:
    """Folded text without a pair of quotation marks around the whole of it, and stray edges."""
    folded = fold(text).strip(",;: ")
    closing = _OUTER.get(folded[:1])
    inner = folded[1:-1]
    if closing and folded.endswith(closing) and folded[:1] not in inner and closing not in inner:
        return inner.strip(" ,")
    return folded


def count(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "no report", "1 report", "2 reports"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {plural or noun + 's'}" if number else f"no {noun}"


def listed(words: Iterable[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def named(speaker: str) -> str:
    """A speaker in a sentence: a name as it is, a description with its article."""
    return f"the {speaker}" if speaker[:1].islower() else speaker


def opened(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def closed(text: str) -> str:
    """The text, large at its beginning and ended by a stop if it has no end mark."""
    return stopped(opened(fold(text)))


def stopped(text: str) -> str:
    """The text ended by a stop, unless it or the quotation it ends with has an end mark."""
    return text if re.search(r"[.?!][”’\"']?$", text) else f"{text}."


def plain(term: str) -> str:
    """A term of the data as words: ``arms_transfer`` becomes "arms transfer"."""
    return term.replace("_", " ").replace("-", " ")


def modality_words(modality: str) -> str:
    """How the dossier words a modality."""
    table: dict[str, str] = _table()["modalities"]
    return table.get(modality, plain(modality))


def said_modality_words(modality: str, speaker: str) -> str:
    """How the dossier words a modality of an event that stands inside what somebody said."""
    table: dict[str, str] = _table()["modalities_said"]
    found = table.get(modality)
    return found.format(speaker=speaker) if found else f"{plain(modality)}, as {speaker} tells it"


def status_words(status: str) -> str:
    """A status of an incident with what it means."""
    table: dict[str, str] = _table()["statuses"]
    return table.get(status, opened(plain(status)))


def reading_words(value: str) -> str:
    """A value read out of compared words, as a reader says it."""
    table: dict[str, str] = _table()["readings"]
    return table.get(value, say_days(value))


def one_sided_words(slot: str) -> str:
    """How the dossier words a difference where one side gives nothing."""
    return str(_table()["one_sided"]).format(slot=slot_words(slot))


def told_words(modalities: Iterable[str]) -> str:
    """How an event held in these ways is introduced: "Alleged", "Denied / Alleged"."""
    table: dict[str, str] = _table()["told"]
    return " / ".join(table.get(one, opened(plain(one))) for one in modalities) or "Told"


def political_words(kind: str) -> str:
    """A political event of a kind, with its article: "a veto"."""
    table: dict[str, str] = _table()["political"]
    return table.get(kind, f"an event ({plain(kind)})")


def slot_words(slot: str) -> str:
    """How the dossier words what two reports were compared on."""
    table: dict[str, str] = _table()["slots"]
    return table.get(slot, plain(slot))


def is_plain_cue(lemma: str) -> bool:
    """Whether an attributing word says no more than that something was said."""
    return lemma in _table()["plain_cues"]


@lru_cache(maxsize=1)
def refusals() -> Sequence[Refusal]:
    """Every refusal of the table, in its order."""
    return tuple(
        Refusal(
            row["id"],
            _words(row["pattern"]),
            frozenset(() if row["modalities"] == "any" else row["modalities"]),
            row["reason"],
        )
        for row in _table()["refused"]
    )


@lru_cache(maxsize=8)
def hedge(modality: str | None) -> re.Pattern[str] | None:
    """The words one of which a sentence of this modality must hold, if any."""
    pattern = _table()["hedges"].get(modality)
    return _words(pattern) if pattern else None


@lru_cache(maxsize=1)
def scales() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Likelihood words and confidence words."""
    return _words(_table()["likelihood"]), _words(_table()["confidence"])


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.I)


def _table() -> Any:
    return load_yaml("vedette.reports", "wording.yml")
