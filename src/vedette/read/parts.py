"""The parts of a report around and inside its body: titles, byline, credits, times, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from vedette.clean.gazetteer import agencies_in, agency_of, find_all
from vedette.model.article import Article, Passage, PassageKind
from vedette.model.evidence import TextLayer, span_of
from vedette.model.ids import content_id
from vedette.model.memory import LineMemory
from vedette.read.blocks import Block
from vedette.read.datelines import Dateline, find_dateline
from vedette.read.furniture import is_caption, is_opener
from vedette.read.instants import find_instant
from vedette.read.memory import remembered

_BY = re.compile(r"^by:?\s+(?P<name>[^\d|]{3,80})$", re.I)
_NAMED = re.compile(
    r"^(?P<name>(?:[A-Z][\w.'’-]*\s+){1,3}?[A-Z][\w'’-]+),?\s+(?P<agency>\(?[A-Z][\w .]{1,30}\)?)$"
)
_BEFORE_INSTANT = re.compile(
    r"^(?:by:?\s+)?(?P<name>[^\d|:]{2,60}?)\s*[|—–,·•-]?\s*"
    r"(?:(?:(?:last )?(?:published|posted|updated|modified)(?: on| at)?|on)\s*:?\s*)?$",
    re.I,
)
_LABEL_ONLY = re.compile(
    r"^(?:(?:last )?(?:published|posted|updated|modified|date|publication date|release date)"
    r"(?: on| at)?|on)\s*:?\s*$",
    re.I,
)
_TAIL_CREDIT = re.compile(
    r"^\W*(?:source|credit|via|agencies|with (?:input|inputs|reporting) from|\((?=[A-Z])|©"
    r"|copyright|courtesy)",
    re.I,
)
_COPYRIGHT = re.compile(
    r"(?:©|copyright|\(c\))\s*(?:(?:19|20)\d\d)?\s*(?P<name>[A-Z][^|.,\d]{2,50})", re.I
)
_TITLE_END = re.compile(r"[.;,:]$|\.{2,}[\"'”’]?$|…$")
_MAX_PARAGRAPH = 100_000


@dataclass
class Draft:
    """Passages being gathered for one layer, in any order."""

    layer: TextLayer
    text: str
    memory: LineMemory | None = None
    passages: list[Passage] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(
        self, kind: PassageKind, start: int, end: int, rule: str, value: str | None = None
    ) -> Passage:
        """Add one passage; its ordinal is its place among its kind."""
        span = span_of(self.layer.layer_id, self.text, start, end)
        ordinal = self.counts.get(kind, 0)
        self.counts[kind] = ordinal + 1
        passage = Passage(
            passage_id=content_id("pa", span.span_id, kind, ordinal),
            layer_id=self.layer.layer_id,
            kind=kind,
            ordinal=ordinal,
            span=span,
            value=value,
            rule=rule,
        )
        self.passages.append(passage)
        return passage

    def of(self, kind: PassageKind) -> list[Passage]:
        """The passages of one kind so far."""
        return [passage for passage in self.passages if passage.kind == kind]


def read_head(
    draft: Draft, head: Sequence[Block], *, headings: Collection[int] | None = None
) -> None:
    """Read what stands before the body: titles, byline, times, captions; the rest is furniture.

    Args:
        draft: What is being gathered.
        head: The blocks before the body.
        headings: Which of them may be titles, where the markup tells; None when any may.
    """
    titles = {_key(passage.span.quote) for passage in draft.of("title")}
    masthead = _masthead(head)
    for index, block in enumerate(head):
        if is_caption(block.text):
            _add_caption(draft, block)
        elif _read_instant(draft, block) or _read_byline(draft, block):
            continue
        elif block is masthead or _key(block.text) in titles or len(titles) >= 3:
            draft.add("furniture", block.start, block.end, "head-other")
        elif (headings is None or index in headings) and _looks_like_title(block):
            titles.add(_key(block.text))
            draft.add("title", block.start, block.end, "head-line")
        else:
            draft.add("furniture", block.start, block.end, "head-other")


def _masthead(head: Sequence[Block]) -> Block | None:
    """The paper's own name above the headline: a short line that a longer headline follows."""
    candidates = [block for block in head if _looks_like_title(block)]
    if len(candidates) > 1 and len(candidates[0].words) <= 4 and len(candidates[1].words) >= 6:
        return candidates[0]
    return None


def read_body(draft: Draft, body: Sequence[Block], scores: Sequence[float]) -> None:
    """Read the body's run of blocks: the dateline, paragraphs, captions and stray furniture."""
    titles = {_key(passage.span.quote) for passage in draft.of("title")}
    first = True
    for block, score in zip(body, scores, strict=True):
        if is_caption(block.text):
            _add_caption(draft, block)
        elif reason := remembered(draft.memory, block.text):
            draft.add("furniture", block.start, block.end, "outlet-memory", reason)
        elif _key(block.text) in titles:
            draft.add("furniture", block.start, block.end, "title-again")
        elif score < -2 or is_opener(block.text):
            draft.add("furniture", block.start, block.end, "line-score")
        else:
            start = block.start
            if first:
                start += _read_dateline(draft, block)
                first = False
            end = min(block.end, start + _MAX_PARAGRAPH)
            draft.add("paragraph", start, end, "body-run")


def read_tail(draft: Draft, tail: Sequence[Block]) -> None:
    """Read what stands after the body: credit lines near it; the rest is furniture."""
    for index, block in enumerate(tail):
        text = block.text
        if index < 4 and len(text) < 120:
            named = list(agencies_in(text))
            bare = re.fullmatch(r"[\W_]*[A-Z][\w./ -]{1,30}[\W_]*", text)
            if named and (_TAIL_CREDIT.match(text) or bare):
                draft.add("credit", block.start, block.end, "tail", named[0].ref)
                continue
        draft.add("furniture", block.start, block.end, "after-body")


def article_of(draft: Draft, *, address: str, outlet: str | None = None) -> Article:
    """Gather what the passages say into one row; what is not printed stays None."""
    # A page may print its day twice, once with the time: the fuller one counts.
    published = max((p.value or "" for p in draft.of("published")), key=len, default="") or None
    dateline = next((p.value for p in draft.of("dateline")), None)
    place, _, on = (dateline or "|").partition("|")
    credit = next(iter(draft.of("credit")), None)
    byline = next((p.span.quote for p in draft.of("byline")), None)
    printed = next((p.span.quote for p in draft.of("outlet")), None)
    return Article(
        layer_id=draft.layer.layer_id,
        version_id=draft.layer.version_id,
        address=address,
        language=draft.layer.language,
        titles=tuple(p.span.quote for p in draft.of("title")),
        byline=byline,
        outlet=printed or outlet,
        agency=credit.value if credit else None,
        agency_basis=credit.rule if credit else None,
        dateline_place=place or None,
        published=published,
        reference_on=on or (published[:10] if published else None),
        n_paragraphs=len(draft.of("paragraph")),
        n_furniture=len(draft.of("furniture")),
    )


def _key(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text).casefold().split())


def _looks_like_title(block: Block) -> bool:
    n_words = len(block.words)
    if not 3 <= n_words <= 30 or is_opener(block.text) or _TITLE_END.search(block.text):
        return False
    pieces = re.split(r"\s*[|•»›]\s*", block.text)
    if len(pieces) > 2 or (len(pieces) == 2 and max(len(piece.split()) for piece in pieces) < 4):
        return False  # a menu or a trail of sections
    return sum(ch.isalpha() for ch in block.text) > 0.6 * len(block.text.replace(" ", ""))


def _read_instant(draft: Draft, block: Block) -> bool:
    """A line that is a time, with or without a byline before it."""
    instant = find_instant(block.text)
    if instant is None or len(block.text) > 160:
        return False
    # "Published: …" opens like the page around a report, and is what is looked for here.
    if is_opener(block.text) and not instant.label:
        return False
    before = block.text[: instant.start]
    if len(block.text) - (instant.end - instant.start) > 90:
        return False
    is_led = "|" in block.text or before.casefold().startswith("by ")
    if not instant.label and before.strip() and not is_led and len(before.split()) > 6:
        return False
    kind: PassageKind = "updated" if instant.is_update else "published"
    draft.add(
        kind, block.start + instant.start, block.start + instant.end, "printed", instant.value
    )
    named = _BEFORE_INSTANT.match(before) if before.strip() else None
    if named and not _LABEL_ONLY.match(before) and named["name"].strip():
        name = named["name"].rstrip(" —–-|,·•")
        if re.search(r"[^\W\d_]{2}", name) and len(name.split()) <= 6 and name[:1].isupper():
            start = block.start + named.start("name")
            add_byline(draft, start, start + len(name), "before-time")
    return True


def _read_byline(draft: Draft, block: Block) -> bool:
    found = _BY.match(block.text)
    if found and not found["name"][:1].islower():
        add_byline(draft, block.start + found.start("name"), block.start + found.end("name"), "by")
        return True
    if _is_of_agency(block.text):
        add_byline(draft, block.start, block.end, "name-and-agency")
        return True
    return False


def _is_of_agency(text: str) -> bool:
    """A name with an agency behind it and nothing else ("Ann Lund, Associated Press")."""
    found = _NAMED.match(text)
    return bool(found and agency_of(found["agency"].strip(" ()")))


def add_byline(draft: Draft, start: int, end: int, rule: str) -> None:
    """Add who wrote it, and the agency credited in it, if any."""
    passage = draft.add("byline", start, end, rule)
    agency = next(iter(agencies_in(passage.span.quote)), None)
    if agency:
        draft.add("credit", start, end, "byline", agency.ref)


def _add_caption(draft: Draft, block: Block) -> None:
    draft.add("caption", block.start, block.end, "caption")
    tail = max(0, len(block.text) - 60)
    named = [find for find in find_all(block.text[tail:]) if find.entry.kind == "agency"]
    if named:
        start, end = (block.start + tail + at for at in (named[-1].start, named[-1].end))
        draft.add("photo_credit", start, end, "caption", named[-1].entry.ref)


def _read_dateline(draft: Draft, block: Block) -> int:
    """Add the dateline and what it credits; returns how far it reaches into the block."""
    published = next((p.value for p in draft.of("published")), None)
    found = find_dateline(block.text, published)
    if found is None:
        return 0
    value = f"{found.place or ''}|{found.on or ''}"
    draft.add("dateline", block.start, block.start + found.end, "before-sentence", value)
    if found.agency and found.agency_at:
        # The agency of a dateline outranks one of a byline.
        _first_credit(draft, block, found)
    if found.outlets:
        start, end = found.outlets[0][0], found.outlets[-1][1]
        draft.add("outlet", block.start + start, block.start + end, "dateline")
    return found.end


def _first_credit(draft: Draft, block: Block, found: Dateline) -> None:
    assert found.agency
    assert found.agency_at
    start, end = (block.start + at for at in found.agency_at)
    draft.add("credit", start, end, "dateline", found.agency.ref)
    credits = draft.of("credit")
    if credits[0] is not credits[-1]:
        draft.passages.remove(credits[-1])
        draft.passages.insert(0, credits[-1])


def outlet_lines(draft: Draft, blocks: Sequence[Block]) -> Iterator[Block]:
    """Copyright lines that name who publishes the page."""
    for block in blocks:
        found = _COPYRIGHT.search(block.text)
        if found and len(block.text) < 160 and not list(agencies_in(found["name"])):
            yield Block(
                block.start + found.start("name"), block.start + found.end("name"), found["name"]
            )
