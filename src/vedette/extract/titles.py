"""Headlines that say who said something, and whether the body holds what they quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vedette.model.article import Passage
from vedette.model.evidence import Span, span_of
from vedette.model.reading import Mention

_SAYS = re.compile(
    r"^(?P<speaker>[^:]{2,60}?)\s+(?P<cue>says?|said|claims?|warns?|denies|denied|insists?|accuses|vows?"
    r"|tells?|urges?|calls? (?:on|for)|demands?)\s+(?:that\s+)?(?P<content>.{8,})$",
    re.I,
)
_AFTER_COLON = re.compile(r"^(?P<content>.{8,}?)\s*(?P<cue>:)\s+(?P<speaker>[^:]{2,45})$")
_BEFORE_COLON = re.compile(r"^(?P<speaker>[^:]{2,45}?)\s*(?P<cue>:)\s+(?P<content>.{8,})$")
_QUOTED = re.compile(
    r"(?:‘(?P<a>[^’]{3,}?)’(?!\w)|“(?P<b>[^”]{3,}?)”|(?<!\w)'(?P<c>[^']{3,}?)'(?!\w)|\"(?P<d>[^\"]{3,}?)\")"
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


@dataclass(frozen=True, slots=True)
class TitleSaying:
    """A headline's attribution by spans; ``quoted`` are its quoted words, if any."""

    passage: Passage
    content: Span
    cue: Span
    speaker: Span
    mention: Mention
    quoted: tuple[Span, ...]


def find_title_sayings(
    titles: Sequence[Passage], mentions: Sequence[Mention]
) -> Iterator[TitleSaying]:
    """Headlines of the forms "X says …", "…: X" and "X: …", where X is a known party."""
    for passage in titles:
        text, base = passage.span.quote, passage.span.start
        for pattern in (_SAYS, _AFTER_COLON, _BEFORE_COLON):
            found = pattern.match(text)
            mention = _named(mentions, base, found) if found else None
            if found and mention:
                layer = passage.layer_id

                def at(group: str, found: re.Match[str] = found, base: int = base) -> Span:
                    inner = span_of("", found.string, found.start(group), found.end(group))
                    return Span(
                        layer_id=layer,  # noqa: B023  # used at once, inside this turn of the loop
                        start=base + inner.start,
                        end=base + inner.end,
                        quote=inner.quote,
                    )

                quoted = tuple(quoted_spans(passage))
                yield TitleSaying(passage, at("content"), at("cue"), at("speaker"), mention, quoted)
                break


def quoted_spans(passage: Passage) -> Iterator[Span]:
    """The words inside quotation marks in a headline; single marks count there."""
    for found in _QUOTED.finditer(passage.span.quote):
        group = next(name for name in "abcd" if found[name])
        base = passage.span.start
        yield Span(
            layer_id=passage.layer_id,
            start=base + found.start(group),
            end=base + found.end(group),
            quote=found[group],
        )


def find_support(quote: str, body: Sequence[Passage]) -> Span | None:
    """Where the body holds a headline's quoted words, in that order, case and marks aside."""
    wanted = [word.casefold().replace("’", "'") for word in _WORD.findall(quote)]
    if not wanted:
        return None
    for passage in body:
        marks = [
            (found.group().casefold().replace("’", "'"), found.start(), found.end())
            for found in _WORD.finditer(passage.span.quote)
        ]
        tokens = [word for word, _, _ in marks]
        for index in range(len(tokens) - len(wanted) + 1):
            if tokens[index : index + len(wanted)] == wanted:
                start, end = marks[index][1], marks[index + len(wanted) - 1][2]
                base = passage.span.start
                return Span(
                    layer_id=passage.layer_id,
                    start=base + start,
                    end=base + end,
                    quote=passage.span.quote[start:end],
                )
    return None


def _named(mentions: Sequence[Mention], base: int, found: re.Match[str]) -> Mention | None:
    start, end = base + found.start("speaker"), base + found.end("speaker")
    inside = [
        m
        for m in mentions
        if start <= m.span.start
        and m.span.end <= end
        and m.kind in {"state", "person", "organisation"}
    ]
    return inside[-1] if inside else None
