"""Words as a search meets them: what counts as one term of a text, and where it stands.

Scripts that write words with spaces give a term per word, folded in case, width and (for Latin)
accents. Chinese, Japanese and Korean do not, or join particles to the noun, so that a word of two
characters is found only if every pair of neighbours is a term of its own (character bigrams, the
usual way since Nie et al., "On the use of words and n-grams for Chinese information retrieval",
2000). The last character of a run stands alone, so that one character is found as the start of a
term wherever it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Han with extensions and compatibility forms, kana with half width, Hangul syllables and jamo.
_CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003134f"
)
_RUN = re.compile(
    rf"(?P<cjk>[{_CJK}]+)|(?P<word>(?![{_CJK}])[^\W_](?:(?![{_CJK}])[^\W_]|[\u0300-\u036f])*)"
)
_SIGNS = re.compile(f"[{_CJK}]+")
# A word longer than this is no word; its start is kept, so that no line of rubbish fills an index.
MAX_TERM_CHARS = 64


@dataclass(frozen=True, slots=True)
class Term:
    """One term and the characters it stands for: ``text[start:end]``."""

    text: str
    start: int
    end: int


def terms(text: str) -> Iterator[Term]:
    """The terms of a text, in order; bigrams of one run overlap by a character."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        if run.lastgroup == "word":
            yield Term(fold(run.group()), start, end)
            continue
        for at, pair in enumerate(sign_pairs(run.group()), start):
            yield Term(fold(pair), at, at + 2)
        yield Term(fold(text[end - 1]), end - 1, end)


def sign_pairs(run: str) -> list[str]:
    """The pairs of neighbours in a run of Chinese, Japanese or Korean signs; none in a single sign."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def without_spaces(word: str) -> list[str]:
    """A word as a comparison takes it: itself, or where it holds CJK signs their pairs and what stands between.

    A single sign stands for itself.
    """
    if word.isascii() or not _SIGNS.search(word):
        return [word]
    found: list[str] = []
    at = 0
    for run in _SIGNS.finditer(word):
        found += [word[at : run.start()], *(sign_pairs(run.group()) or [run.group()])]
        at = run.end()
    return [part for part in (*found, word[at:]) if part]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that must follow each other; with ``is_prefix`` the last one may go on."""

    terms: tuple[str, ...]
    is_prefix: bool = False


def phrase_of(words: str, *, is_prefix: bool = False) -> Phrase | None:
    """What a person's words ask for, or None where they hold nothing that can be searched.

    A run of CJK characters asks for its bigrams in a row; a single one for any term that begins
    with it.
    """
    wanted: list[str] = []
    open_ended = is_prefix
    for run in _RUN.finditer(words):
        text = run.group()
        last = run.end() == len(words.rstrip())
        if run.lastgroup == "word":
            wanted.append(fold(text))
            continue
        wanted.extend(map(fold, sign_pairs(text)))
        if not last or len(text) == 1:
            # Where something follows, the text's own run ends here too, with its single character.
            wanted.append(fold(text[-1]))
        # Only a term at the end of a phrase may be left open.
        open_ended = open_ended or (last and len(text) == 1)
    return Phrase(tuple(wanted), open_ended) if wanted else None


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word without the differences a search should not mind: case, width, Latin accents."""
    if word.isascii():
        return word.lower()[:MAX_TERM_CHARS]
    folded = unicodedata.normalize("NFKC", word).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    if "a" <= apart[:1] <= "z":
        folded = "".join(ch for ch in apart if not unicodedata.combining(ch))
    return folded[:MAX_TERM_CHARS]
