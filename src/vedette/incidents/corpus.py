"""The reports with their indexes: which story a sentence tells, which hand a report comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from vedette.clean.gazetteer import entry
from vedette.model.bundle import Bundle
from vedette.model.listing import Match
from vedette.model.reading import Event, Sentence, Statement
from vedette.model.story import Claim, OriginGroup, Story, Strand

_Told = TypeVar("_Told", Event, Statement)


class Corpus:
    """Everything :func:`vedette.incidents.assess.assess` is given, findable.

    Args:
        bundles: The reports, with their readings.
        strands: Runs of paragraphs, which tie sentences to stories.
    """

    def __init__(
        self,
        bundles: Sequence[Bundle],
        stories: Sequence[Story],
        strands: Sequence[Strand],
        origins: Sequence[OriginGroup],
        claims: Sequence[Claim],
        matches: Sequence[Match],
    ) -> None:
        self.bundles = tuple(sorted(bundles, key=lambda bundle: bundle.layer_id))
        self.stories, self.strands = tuple(stories), tuple(strands)
        self.claims, self.matches = tuple(claims), tuple(matches)
        self._origins = {
            (origin.story_id, layer_id): origin
            for origin in origins
            for layer_id in origin.layer_ids
        }

    @cached_property
    def sentences(self) -> Mapping[str, Sentence]:
        """Sentences by id."""
        return {row.sentence_id: row for bundle in self.bundles for row in bundle.sentences}

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Statements by id."""
        return {row.statement_id: row for bundle in self.bundles for row in bundle.statements}

    @cached_property
    def by_layer(self) -> Mapping[str, Bundle]:
        """Reports by layer."""
        return {bundle.layer_id: bundle for bundle in self.bundles}

    @cached_property
    def _story_of(self) -> Mapping[tuple[str, int], str]:
        strands = {strand.strand_id: strand for strand in self.strands}
        return {
            (strands[one].layer_id, paragraph): story.story_id
            for story in sorted(self.stories, key=lambda story: story.story_id)
            for one in story.strand_ids
            if one in strands
            for paragraph in strands[one].paragraphs
        }

    def story_of(self, sentence_id: str) -> str | None:
        """The story a sentence tells; a headline tells what the first paragraph tells."""
        sentence = self.sentences.get(sentence_id)
        if sentence is None:
            return None
        paragraph = sentence.paragraph if sentence.passage_kind == "paragraph" else 0
        return self._story_of.get((sentence.layer_id, paragraph))

    def origin_of(self, story_id: str | None, layer_id: str) -> OriginGroup | None:
        """The hand a report of a story comes from, if it was told apart."""
        return self._origins.get((story_id or "", layer_id))

    @cached_property
    def statements_of(self) -> Mapping[str, Sequence[Statement]]:
        """Statements by the story they are told in."""
        said = (row for bundle in self.bundles for row in bundle.statements if row.is_said)
        return _by_story(self, said)

    @cached_property
    def events_of(self) -> Mapping[str, Sequence[Event]]:
        """Events by the story they are told in."""
        return _by_story(self, (row for bundle in self.bundles for row in bundle.events))

    @cached_property
    def events(self) -> Mapping[str, Event]:
        """Events by id."""
        return {row.event_id: row for bundle in self.bundles for row in bundle.events}

    @cached_property
    def matches_in(self) -> Mapping[str, Sequence[Match]]:
        """Screening results by report."""
        found: dict[str, list[Match]] = defaultdict(list)
        for match in self.matches:
            found[match.layer_id].append(match)
        return found

    def origin_key(self, story_id: str | None, layer_id: str) -> str:
        """What stands for independence: the hand, the same in every story, else the report."""
        origin = self.origin_of(story_id, layer_id)
        return origin.ref if origin else layer_id

    def sentence_text(self, event: Event | Statement) -> str:
        """The words of the sentence that tells an event or holds a statement."""
        sentence = self.sentences.get(event.sentence_id)
        if sentence:
            return sentence.span.quote
        return event.span.quote if isinstance(event, Event) else event.content[0].quote

    @cached_property
    def _states(self) -> Mapping[tuple[str, str], str]:
        """The state a report ties a party to, by report and the party's ref."""
        return {
            (bundle.layer_id, mention.ref): mention.state
            for bundle in self.bundles
            for mention in bundle.mentions
            if mention.state
        }

    def state_of(self, layer_id: str, ref: str | None) -> str | None:
        """The state behind a party's ref: itself, the one its report or the gazetteer gives."""
        if ref is None:
            return None
        if ref.startswith("state:"):
            return ref
        printed = self._states.get((layer_id, ref))
        if printed:
            return printed
        known = entry(ref)
        return f"state:{known.state}" if known and known.state else None


def _by_story(corpus: Corpus, rows: Iterable[_Told]) -> Mapping[str, Sequence[_Told]]:
    found: dict[str, list[_Told]] = defaultdict(list)
    for row in rows:
        story_id = corpus.story_of(row.sentence_id)
        if story_id:
            found[story_id].append(row)
    return found
