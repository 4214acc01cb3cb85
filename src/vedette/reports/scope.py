"""Narrow a workspace's rows to what one dossier is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vedette.errors import UnknownId
from vedette.model.bundle import Bundle
from vedette.model.story import Story, Strand
from vedette.reports.inputs import DossierInputs


def narrowed(inputs: DossierInputs) -> DossierInputs:
    """Keep only the rows inside ``inputs.scope``.

    Raises:
        UnknownId: The workspace has no such story or incident.
    """
    kind, key = inputs.scope.kind, inputs.scope.key
    if kind == "all":
        return inputs
    if kind == "story":
        stories = [story for story in inputs.stories if story.story_id == key]
        if not stories:
            raise UnknownId(str(key), "no story has this id", "List them: vedette stories")
        return _of_stories(inputs, stories)
    incidents = [incident for incident in inputs.incidents if incident.incident_id == key]
    if not incidents:
        raise UnknownId(str(key), "no incident has this id", "List them: vedette incidents")
    told_in = {story_id for incident in incidents for story_id in incident.story_ids}
    stories = [story for story in inputs.stories if story.story_id in told_in]
    within = _of_stories(inputs, stories)
    finding_ids = {finding_id for incident in incidents for finding_id in incident.finding_ids}
    return replace(
        within,
        incidents=incidents,
        findings=[finding for finding in inputs.findings if finding.finding_id in finding_ids],
    )


def strands_by_layer(
    strands: Sequence[Strand], stories: Sequence[Story]
) -> Mapping[str, Mapping[int, str]]:
    """For each layer: paragraph ordinal to the id of the story it tells."""
    story_of = {
        strand_id: story.story_id for story in stories for strand_id in sorted(story.strand_ids)
    }
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for strand in strands:
        if strand.strand_id in story_of:
            for paragraph in strand.paragraphs:
                found[strand.layer_id][paragraph] = story_of[strand.strand_id]
    return found


def _of_stories(inputs: DossierInputs, stories: Sequence[Story]) -> DossierInputs:
    ids = {story.story_id for story in stories}
    paragraphs = strands_by_layer(inputs.strands, stories)
    layers = {layer_id for story in stories for layer_id in story.layer_ids}
    bundles = [
        _within(bundle, paragraphs.get(bundle.layer_id))
        for bundle in inputs.bundles
        if bundle.layer_id in layers
    ]
    kept = {
        (sentence.layer_id, sentence.span.start, sentence.span.end)
        for bundle in bundles
        for sentence in bundle.sentences
    }
    return replace(
        inputs,
        bundles=bundles,
        stories=stories,
        strands=[s for s in inputs.strands if any(s.strand_id in t.strand_ids for t in stories)],
        origins=[origin for origin in inputs.origins if origin.story_id in ids],
        claims=[claim for claim in inputs.claims if claim.story_id in ids],
        differences=[row for row in inputs.differences if row.story_id in ids],
        incidents=[row for row in inputs.incidents if ids & set(row.story_ids)],
        political_links=[row for row in inputs.political_links if ids & set(row.story_ids)],
        matches=[
            match
            for match in inputs.matches
            if any(
                layer == match.layer_id and start <= match.span.start and match.span.end <= end
                for layer, start, end in kept
            )
        ],
    )


def _within(bundle: Bundle, paragraphs: Mapping[int, str] | None) -> Bundle:
    """The bundle with only the readings of the paragraphs given; all of them if None is known.

    Headlines belong to what the report's first paragraph tells.
    """
    if not paragraphs:
        return bundle
    keeps_titles = 0 in paragraphs
    sentences = tuple(
        sentence
        for sentence in bundle.sentences
        if (keeps_titles if sentence.passage_kind == "title" else sentence.paragraph in paragraphs)
    )
    kept = {sentence.sentence_id for sentence in sentences}
    return replace(
        bundle,
        sentences=sentences,
        mentions=tuple(row for row in bundle.mentions if row.sentence_id in kept),
        statements=tuple(row for row in bundle.statements if row.sentence_id in kept),
        events=tuple(row for row in bundle.events if row.sentence_id in kept),
    )
