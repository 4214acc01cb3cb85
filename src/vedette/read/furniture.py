"""Tell the report from the page around it, line by line; no peer reads copies like these.

Every line gets a sum of weights (``data/furniture.yml``); the body is the run of lines whose sums
add up highest. Source of the approach: line scoring with a best contiguous block, measured at F1
.896 on 181 pages turned into lines, where general extractors stay at .81 or below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from vedette.clean.data_files import load_yaml
from vedette.read.blocks import Block

_CLOSED = re.compile(r"[.!?。！？][\"'”’»)\]」』]*$")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")
_CUT = re.compile(r"(?:(?<!\.)\.\.|…|\.\.\.)\s*[\"'”’]?$")
_AGO = re.compile(
    r"\b(?:\d+|an?|one|two)\s+(?:sec|second|min|minute|hour|hr|day|week|month)s?\s+ago\b", re.I
)
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w+")
_SPEECH = re.compile(r"[\"“”]|\b(?:said|told|added|according to)\b")
_BARS = re.compile(r"[|•»›·]|\s/\s")
_MAX_OPENER_WORDS = 60
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, float], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = load_yaml("vedette.read", "furniture.yml")
    weights = {row["id"]: float(row["weight"]) for row in data["weights"]}
    openers = re.compile("|".join(f"(?:{row})" for row in data["openers"]), re.I)
    captions = re.compile("|".join(f"(?:{row})" for row in data["captions"]))
    return weights, openers, captions, frozenset(data["function_words"])


def is_opener(text: str) -> bool:
    """Whether a line opens like page furniture (share, related, copyright …)."""
    inner = text.strip()
    return len(inner.split()) <= _MAX_OPENER_WORDS and bool(_table()[1].match(inner))


@lru_cache(maxsize=1)
def _caption_pattern() -> re.Pattern[str]:
    rows = load_yaml("vedette.read", "furniture.yml")["captions"]
    return re.compile("|".join(f"(?:{row})" for row in rows), re.I)


def is_caption(text: str) -> bool:
    """Whether a line belongs to a picture."""
    return len(text) < 400 and bool(_caption_pattern().search(text.strip()))


def line_features(text: str, *, repeated: bool = False, is_english: bool = True) -> Iterator[str]:
    """The ids of the weights that apply to one line; the function words are English ones."""
    words = text.split()
    # Chinese and Japanese do not put spaces between words; two signs are about one word.
    n_words = max(len(words), len(_CJK.findall(text)) // 2)
    yield next(
        name
        for limit, name in (
            (3, "words-0-3"),
            (7, "words-4-7"),
            (14, "words-8-14"),
            (29, "words-15-29"),
            (10**9, "words-30-plus"),
        )
        if n_words <= limit
    )
    share = _function_share(text)
    if share >= 0.3:
        yield "function-words"
    elif is_english and share < 0.12 and len(_LATIN.findall(text)) > len(text) // 2:
        yield "no-function-words"
    if _CUT.search(text):
        yield "cut"
    else:
        yield "closed" if _CLOSED.search(text) else "not-closed"
    if _AGO.search(text) and len(words) < 30:
        yield "time-ago"
    if is_opener(text):
        yield "opener"
    if _BARS.search(text) and len(words) < 40:
        yield "pipes"
    letters = [word for word in words if word[:1].isalpha()]
    capitals = sum(word[:1].isupper() for word in letters) / max(1, len(letters))
    if text.isupper():
        yield "all-caps"
    elif capitals > 0.6 and len(words) > 2 and not _CLOSED.search(text):
        yield "title-case"
    if repeated:
        yield "repeated"
    if _ADDRESS.search(text):
        yield "address"
    if _SPEECH.search(text) and len(words) > 7:
        yield "speech"


def score_blocks(blocks: Sequence[Block]) -> list[float]:
    """The sum of weights of each block, knowing which stand twice on the page."""
    weights = _table()[0]
    repeated = _repeated(blocks)
    is_english = _is_english(blocks)
    return [
        sum(
            weights[name]
            for name in line_features(block.text, repeated=index in repeated, is_english=is_english)
        )
        for index, block in enumerate(blocks)
    ]


def _function_share(text: str) -> float:
    words = [word.casefold() for word in _WORD.findall(text)]
    return sum(word in _table()[3] for word in words) / max(1, len(words))


def _is_english(blocks: Sequence[Block]) -> bool:
    """Whether the page's running text is held together by English function words.

    Where it is not, their absence says nothing about a line.
    """
    running = [block.text for block in blocks if len(block.words) >= 12]
    return not running or _function_share(" ".join(running)[:20_000]) >= 0.15


def _repeated(blocks: Sequence[Block]) -> set[int]:
    """Blocks that stand twice, or whose cut form does; long paragraphs never count."""
    keys = [_key(block.text) for block in blocks]
    counts = Counter(keys)
    cut = {key for key, block in zip(keys, blocks, strict=True) if _CUT.search(block.text)}
    starts = Counter(key[:24] for key in keys)
    found = set()
    for index, (key, block) in enumerate(zip(keys, blocks, strict=True)):
        if len(block.words) > 25:
            continue
        near_cut = starts[key[:24]] > 1 and any(
            other != key and len(other) > 12 and key.startswith(other) for other in cut
        )
        if counts[key] > 1 or near_cut:
            found.add(index)
    return found


def _key(text: str) -> str:
    return " ".join(re.sub(r"[.…]+$", "", text).casefold().split())


# A stray line inside a report (a picture's credit, a pull quote) must not cut it in two, so no line
# counts below FLOOR. Comments and notices come after the report, so what is good counts less the
# further down it stands, down to LAST_SHARE at the end of the page. Both were chosen on the
# development half of the marked pages: F1 .876 without them, .916 with them.
FLOOR = -1.5
LAST_SHARE = 0.6


def best_run(scores: Sequence[float], *, start: int | None = None) -> tuple[int, int]:
    """The half-open run of blocks with the highest sum; empty (0, 0) when none is above zero.

    Args:
        scores: One per block.
        start: Where the run must begin (a dateline), if known.
    """
    n_blocks = max(1, len(scores))
    worth = [
        score * LAST_SHARE ** (index / n_blocks) if score > 0 else max(score, FLOOR)
        for index, score in enumerate(scores)
    ]
    best, found, total, begin = 0.0, (0, 0), 0.0, start or 0
    for index in range(begin, len(worth)):
        if total <= 0 and start is None:
            total, begin = 0.0, index
        total += worth[index]
        if total > best:
            best, found = total, (begin, index + 1)
    return found
