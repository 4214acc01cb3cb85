"""One report with everything read out of it, as the later rooms receive it."""

from __future__ import annotations

from dataclasses import dataclass, field

from vedette.model.article import Article, Passage, PassageKind
from vedette.model.evidence import TextLayer
from vedette.model.reading import Event, Mention, Sentence, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A report's layer, text, parts and readings, together.

    All rows belong to ``layer.layer_id``; passages are in reading order.
    """

    article: Article
    layer: TextLayer
    text: str = field(repr=False)
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()

    @property
    def layer_id(self) -> str:
        return self.layer.layer_id

    def of(self, kind: PassageKind) -> tuple[Passage, ...]:
        """The passages of one kind, in reading order."""
        return tuple(passage for passage in self.passages if passage.kind == kind)
