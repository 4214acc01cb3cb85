"""Read a saved page: every visible line becomes part of the text layer, the report is marked in it.

Which lines are the report is asked of two: an extractor (trafilatura, precision mode) and the line
scorer, which here also knows what is linked and which part of the page a line stands in (see
:mod:`vedette.read.choice`). Nothing on the page is run.
"""

from __future__ import annotations

from dataclasses import dataclass

from vedette.errors import EmptyInput
from vedette.model.article import PassageKind
from vedette.read.blocks import Block, blocks_of
from vedette.read.choice import choose
from vedette.read.furniture import is_caption
from vedette.read.markup import Line, lines_of, tree_of
from vedette.read.page_facts import facts_of
from vedette.read.parts import Draft, add_byline, read_body, read_head, read_tail
from vedette.read.scoring import score_blocks


@dataclass(frozen=True, slots=True)
class Page:
    """A page as lines, with what its markup says of itself.

    The first lines of ``text`` are what stands in the markup only (headline, site, author, time),
    one each, so that they can be cited like everything else; ``lines`` are those after them.
    """

    text: str
    head: dict[PassageKind, tuple[int, int, str | None]]
    body_start: int
    lines: tuple[Line, ...]
    report: str
    site_name: str | None

    def fill(self, draft: Draft) -> None:
        """Mark the parts of the report among the page's lines."""
        for kind, (start, end, value) in self.head.items():
            if kind == "byline":
                add_byline(draft, start, end, "markup")
            else:
                draft.add(kind, start, end, "markup", value)
        blocks = [
            block for block in blocks_of(self.text, wrapped=False) if block.start >= self.body_start
        ]
        scores = score_blocks(blocks)
        titles = [passage.span.quote for passage in draft.of("title")]
        chosen = choose(blocks, self.lines, scores, self.report, titles)
        first, last = (min(chosen), max(chosen)) if chosen else (0, -1)
        headings = [at for at in range(first) if self._may_be_title(at, titles)]
        read_head(draft, blocks[:first], headings=headings)
        _as_furniture(
            draft, [b for i, b in enumerate(blocks[first:last], first) if i not in chosen]
        )
        kept = sorted(chosen)
        read_body(draft, [blocks[i] for i in kept], [max(scores[i], -1.9) for i in kept])
        read_tail(draft, blocks[last + 1 :])

    def _may_be_title(self, at: int, titles: list[str]) -> bool:
        """A first heading, or a line that says most of what a title of the markup says."""
        line = self.lines[at]
        if not titles:
            return line.zone == "" and line.linked < 0.5
        own = set(line.text.casefold().split())
        alike = any(
            len(own & set(title.casefold().split())) >= 0.6 * max(len(own), 4) for title in titles
        )
        return line.zone == "" and (line.tag == "h1" or (alike and line.linked < 0.5))


def page_of(markup: str, name: str) -> Page:
    """Take a page apart.

    Raises:
        EmptyInput: There is no text on it.
        InputTooLarge: More elements than a page has.
    """
    tree = tree_of(markup, name)
    facts = facts_of(tree)
    head_lines: list[str] = []
    head: dict[PassageKind, tuple[int, int, str | None]] = {}
    at = 0
    for kind, (line, value) in facts.items():
        head[kind] = (at, at + len(line), value)
        head_lines.append(line)
        at += len(line) + 1
    lines = tuple(lines_of(tree))
    if not lines:
        raise EmptyInput(
            name,
            "the page has no visible text",
            "It may be drawn by scripts, or its tags be nested too deep or never closed; "
            "save it again",
        )
    prefix = "\n".join(head_lines) + ("\n\n" if head_lines else "")
    return Page(
        text=prefix + "\n".join(line.text for line in lines),
        head=head,
        body_start=len(prefix),
        lines=lines,
        report=_extract(markup),
        site_name=facts.get("outlet", (None, None))[0],
    )


def _extract(markup: str) -> str:
    import trafilatura

    try:
        found = trafilatura.extract(
            markup, favor_precision=True, include_comments=False, fast=False
        )
    except (RecursionError, ValueError, AssertionError):  # what its parsers raise on hostile markup
        return ""
    return found or ""


def _as_furniture(draft: Draft, blocks: list[Block]) -> None:
    for block in blocks:
        kind = "caption" if is_caption(block.text) else "furniture"
        draft.add(kind, block.start, block.end, "not-extracted")  # type: ignore[arg-type]
