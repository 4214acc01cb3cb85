"""A dossier as JSON, with every span, hash and text, for programs and for the archive."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from vedette.reports.nouns import (
    BasisNote,
    Block,
    DocumentEntry,
    Dossier,
    Footnote,
    LawNote,
    ListingNote,
    Paragraph,
    Points,
    Row,
    Section,
    Sentence,
    SpanNote,
    Table,
    Timeline,
)
from vedette.reports.numbering import Numbering

_KINDS: dict[type, str] = {
    SpanNote: "span",
    LawNote: "law",
    ListingNote: "listing",
    BasisNote: "computed",
}


def render_json(dossier: Dossier) -> str:
    """Write a dossier as JSON text (schema ``vedette.dossier/1``), keys sorted.

    Sentences cite footnotes by number; ``footnotes`` holds each in full and ``documents`` each
    report's text, so that every quote can be checked against its offsets from this file alone. What
    is no part of the report (the page around it) is blanked in the text, so that offsets hold;
    ``text_sha256`` is of the text before that, which lies in the workspace.
    """
    numbering = Numbering.of(dossier)
    data = {
        "schema": dossier.schema,
        "title": _sentence(dossier.title, numbering),
        "scope": dossier.scope,
        "generated_on": dossier.generated_on,
        "knowledge_time": dossier.knowledge_time,
        "vedette_version": dossier.vedette_version,
        "regimes": [
            {"regime_id": key, "version": version, "sha256": sha256}
            for key, version, sha256 in dossier.regimes
        ],
        "sections": [_section(section, numbering) for section in dossier.sections],
        "footnotes": [_note(note, n) for n, note in enumerate(numbering.notes, start=1)],
        "documents": [
            {**asdict(document), "text": _blanked(document, numbering)}
            for document in dossier.documents
        ],
        "persons": [asdict(person) for person in dossier.persons],
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _blanked(document: DocumentEntry, numbering: Numbering) -> str:
    """A report's text with everything but its own parts and the words cited as white space."""
    spans = [
        (note.span.start, note.span.end)
        for note in numbering.notes
        if isinstance(note, SpanNote) and note.document == document.number
    ]
    shown = bytearray(len(document.text))
    for start, end in [*((part.start, part.end) for part in document.extracts), *spans]:
        shown[start:end] = b"\x01" * (end - start)
    return "".join(
        ch if keep or ch == "\n" else " " for ch, keep in zip(document.text, shown, strict=True)
    )


def _sentence(sentence: Sentence, numbering: Numbering) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "footnotes": numbering.numbers(sentence),
        "quotes": sentence.quotes,
        "modality": sentence.modality,
    }


def _section(section: Section, numbering: Numbering) -> dict[str, Any]:
    return {
        "id": section.section_id,
        "title": section.title,
        "blocks": [_block(block, numbering) for block in section.blocks],
        "subsections": [_section(inner, numbering) for inner in section.subsections],
    }


def _block(block: Block, numbering: Numbering) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {
            "kind": "paragraph",
            "sentences": [_sentence(s, numbering) for s in block.sentences],
        }
    if isinstance(block, Points):
        items = [[_sentence(s, numbering) for s in item] for item in block.items]
        return {"kind": "points", "items": items}
    if isinstance(block, Table):
        rows = [_row(row, numbering) for row in block.rows]
        return {"kind": "table", "caption": block.caption, "columns": block.columns, "rows": rows}
    assert isinstance(block, Timeline)
    entries = [
        {
            "kind": entry.kind,
            "label": entry.label,
            "earliest": entry.earliest,
            "latest": entry.latest,
            "reported": entry.reported,
            **_row(entry.row, numbering),
        }
        for entry in block.entries
    ]
    return {"kind": "timeline", "columns": block.columns, "entries": entries}


def _row(row: Row, numbering: Numbering) -> dict[str, Any]:
    return {"cells": [_sentence(cell, numbering) for cell in row.cells], "tone": row.tone}


def _note(note: Footnote, number: int) -> dict[str, Any]:
    return {"number": number, "kind": _KINDS[type(note)], **asdict(note)}
