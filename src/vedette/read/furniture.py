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
from vedette.read.instants import find_instant

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
_MIN_THREAD_MARKS = 5
_THREAD_REACH = 8
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


_ROW = re.compile(
    r"^\W{0,3}(?:\d+(?:[.,/:]\d+)*\b|[½¼¾⅓⅔]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b)|^[*•▪◦‣-]\s+\S|\S(?:\t| {2,})\S.*\S(?:\t| {2,})\S",
    re.I,
)
_TWEET = re.compile(r"^[—–-]\s?.{1,60}\(@\w+\)")
_BYLINE = re.compile(r"^\W?by:?\s+[A-Z]\S+(?:\s\S+){1,12}$", re.I)


@lru_cache(maxsize=8)
def _patterns(name: str) -> re.Pattern[str]:
    rows = load_yaml("vedette.read", "furniture.yml")[name]
    return re.compile("|".join(f"(?:{row})" for row in rows), 0 if name == "bios" else re.I)


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


def line_features(text: str, *, is_english: bool = True) -> Iterator[str]:
    """The ids of the weights that a line has from its own words; the function words are English."""
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
    if len(words) <= 40 and _patterns("prompts").search(text):
        yield "prompt"
    if len(words) <= 60 and _patterns("bios").search(text):
        yield "bio"
    if is_byline(text):
        yield "byline"
    if _TWEET.match(text):
        yield "tweet"
    if _ADDRESS.search(text):
        yield "address"
    if _SPEECH.search(text) and len(words) > 7:
        yield "speech"


def score_blocks(blocks: Sequence[Block]) -> list[float]:
    """The sum of weights of each block, knowing what stands beside it and what stands twice."""
    weights = _table()[0]
    is_english = _is_english(blocks)
    context = {"repeated": _repeated(blocks), "thread": _threads(blocks), "row": _rows(blocks)}
    scores = []
    for index, block in enumerate(blocks):
        names = [*line_features(block.text, is_english=is_english)]
        names += [name for name, found in context.items() if index in found]
        scores.append(sum(weights[name] for name in names))
    return scores


def is_byline(text: str) -> bool:
    """Whether a line is the writer or the moment of a report and no sentence."""
    if len(text) > 160 or len(text.split()) > 20:
        return False
    instant = find_instant(text)
    if _BYLINE.match(text):
        return instant is not None or not _CLOSED.search(text)
    return instant is not None and instant.end - instant.start > len(text) // 2


def bylines_of(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks that name the writer or the moment of a report."""
    return frozenset(index for index, block in enumerate(blocks) if is_byline(block.text))


def _rows(blocks: Sequence[Block]) -> set[int]:
    """Lines that begin with a number, a day or a bullet beside others that do."""
    alike = [
        3 <= len(block.words) <= 40
        and bool(_ROW.search(block.text))
        and not _AGO.search(block.text)
        and not is_byline(block.text)
        for block in blocks
    ]
    return {
        index
        for index in range(len(blocks))
        if alike[index] and sum(alike[max(0, index - 2) : index + 3]) >= 3
    }


def _threads(blocks: Sequence[Block]) -> set[int]:
    """Lines within reach of marks of a comment thread, where there are many such marks."""
    marks = [
        index
        for index, block in enumerate(blocks)
        if len(block.words) <= 12
        and (_patterns("thread_marks").search(block.text) or _is_stamp(block.text))
    ]
    near = {
        index
        for place, index in enumerate(marks)
        for other in marks[place + 1 : place + 2]
        if other - index <= _THREAD_REACH
        for index in range(index, other + 1)
    }
    return near if len(marks) >= _MIN_THREAD_MARKS else set()


def _is_stamp(text: str) -> bool:
    """A line that is a moment and hardly anything else."""
    ago = _AGO.search(text)
    if ago:
        return ago.end() - ago.start() > len(text) // 2
    instant = find_instant(text)
    return instant is not None and instant.end - instant.start > 0.6 * len(text)


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
    """Blocks that stand twice, or whose cut form does; long ones that stand three times."""
    keys = [_key(block.text) for block in blocks]
    counts = Counter(keys)
    cut = {key for key, block in zip(keys, blocks, strict=True) if _CUT.search(block.text)}
    starts = Counter(key[:24] for key in keys)
    found = set()
    for index, (key, block) in enumerate(zip(keys, blocks, strict=True)):
        if len(block.words) > 25:
            if counts[key] > 2 or (index and key == keys[index - 1]):
                found.add(index)
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
# A list of links or an advertisement may cut a report in two. A paragraph that can be nothing else is
# taken in across so many lines before the run, and fewer after it, where other reports begin.
# Development half: F1 .954 without, .960 with.
STRONG, REACH_BEFORE, REACH_AFTER = 2.0, 5, 3
HEAD = 4


def best_run(
    scores: Sequence[float], *, start: int | None = None, bylines: frozenset[int] = frozenset()
) -> tuple[int, int]:
    """The half-open run of blocks with the highest sum; empty (0, 0) when none is above zero.

    Args:
        scores: One per block.
        start: Where the run must begin (a dateline), if known.
        bylines: Blocks that name the writer or the moment: a report begins after them.
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
    first, last = found
    if last:
        last = _reached(scores, last, REACH_AFTER)
    if last and start is None:
        first = len(scores) - _reached(scores[::-1], len(scores) - first, REACH_BEFORE)
        under = [at for at in bylines if first <= at < min(found[0] + HEAD, last - 1)]
        first = max(under) + 1 if under else first
    return first, last


def _reached(scores: Sequence[float], end: int, reach: int) -> int:
    """How far a run that ends before ``end`` goes on across short gaps to strong lines."""
    index = end
    while index < min(len(scores), end + reach + 1):
        if scores[index] >= STRONG:
            end = index + 1
            while end < len(scores) and scores[end] > 0:
                end += 1
            index = end
        else:
            index += 1
    return end
