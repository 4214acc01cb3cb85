"""The tables of a workspace, made from the nouns, and the triggers that guard them.

Format 4 (1: a list's newest file alone was its list; 2: releases share their listings; 3: corrections,
and the code on the event; 4: how texts are related). Evidence rows and interpretation rows are insert-only: triggers refuse ``UPDATE`` and
``DELETE`` in the database itself. Only the ledger (``job``) changes.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from vedette.model.article import Article, Passage
from vedette.model.correction import Correction, CorrectionState
from vedette.model.evidence import Blob, Capture, Document, DocumentVersion, Span, TextLayer
from vedette.model.identity import IdentityJudgement
from vedette.model.incident import Finding, Incident, PoliticalLink
from vedette.model.listing import Coverage, Listing, ListRelease, Match, ReleaseMembers
from vedette.model.reading import Event, Mention, Sentence, Statement
from vedette.model.story import Claim, Difference, OriginGroup, Story, Strand, TextKin
from vedette.store.codec import Field, Kind, fields_of

FORMAT = 4
METADATA = sa.MetaData()
_TYPES: dict[Kind, type[sa.types.TypeEngine[Any]]] = {
    "text": sa.Text,
    "integer": sa.Integer,
    "real": sa.REAL,
    "bool": sa.Integer,
    "span": sa.Text,
    "json": sa.Text,
}

# Noun, table, primary key. Evidence is known by its id alone.
EVIDENCE: tuple[tuple[type, str, str], ...] = (
    (Blob, "blob", "sha256"),
    (Capture, "capture", "capture_id"),
    (Document, "document", "document_id"),
    (DocumentVersion, "document_version", "version_id"),
    (TextLayer, "text_layer", "layer_id"),
    (IdentityJudgement, "identity_judgement", "judgement_id"),
    (Correction, "correction", "correction_id"),
)
# Interpretation is known by its id and the activity that gave it: a re-run may find it again.
INTERPRETATION: tuple[tuple[type, str, str], ...] = (
    (Passage, "passage", "passage_id"),
    (Article, "article", "layer_id"),
    (Sentence, "sentence", "sentence_id"),
    (Mention, "mention", "mention_id"),
    (Statement, "statement", "statement_id"),
    (Event, "event", "event_id"),
    (ListRelease, "list_release", "release_id"),
    (ReleaseMembers, "release_members", "release_id"),
    (Listing, "listing", "listing_id"),
    (Match, "match", "match_id"),
    (Coverage, "coverage", "coverage_id"),
    (Strand, "strand", "strand_id"),
    (Story, "story", "story_id"),
    (OriginGroup, "origin_group", "origin_id"),
    (TextKin, "text_kin", "kin_id"),
    (Claim, "claim", "claim_id"),
    (Difference, "difference", "difference_id"),
    (Finding, "finding", "finding_id"),
    (Incident, "incident", "incident_id"),
    (PoliticalLink, "political_link", "link_id"),
    (CorrectionState, "correction_state", "state_id"),
)
_REFERENCES = {
    ("capture", "blob_sha256"): "blob.sha256",
    ("document_version", "document_id"): "document.document_id",
    ("document_version", "blob_sha256"): "blob.sha256",
    ("document_version", "capture_id"): "capture.capture_id",
    ("text_layer", "version_id"): "document_version.version_id",
    ("text_layer", "text_sha256"): "blob.sha256",
    ("passage", "layer_id"): "text_layer.layer_id",
    ("article", "layer_id"): "text_layer.layer_id",
    ("sentence", "layer_id"): "text_layer.layer_id",
    ("mention", "layer_id"): "text_layer.layer_id",
    ("statement", "layer_id"): "text_layer.layer_id",
    ("event", "layer_id"): "text_layer.layer_id",
    ("match", "layer_id"): "text_layer.layer_id",
    ("strand", "layer_id"): "text_layer.layer_id",
    ("list_release", "blob_sha256"): "blob.sha256",
}

activity = sa.Table(
    "activity",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("activity_id", sa.Text, nullable=False, unique=True),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("stage_version", sa.Text, nullable=False),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("input_hash", sa.Text, nullable=False),
    sa.Column("params", sa.Text, nullable=False),
    sa.Column("inputs", sa.Text, nullable=False),
    sa.Column("rows_hash", sa.Text, nullable=False),
    sa.Column("n_rows", sa.Integer, nullable=False),
    sa.Column("vedette_version", sa.Text, nullable=False),
    sa.Column("agent", sa.Text, nullable=False),
    sa.Column("started_at", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
    sa.Index("activity_by_unit", "stage", "unit", "seq"),
    sqlite_strict=True,
)
span = sa.Table(
    "span",
    METADATA,
    sa.Column("span_id", sa.Text, primary_key=True),
    sa.Column("layer_id", sa.Text, sa.ForeignKey("text_layer.layer_id"), nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.CheckConstraint('"start" >= 0 AND "start" < "end"', name="span_order"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
event_log = sa.Table(
    "event_log",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("object", sa.Text, nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("prev_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False, unique=True),
    sqlite_strict=True,
)
hiding = sa.Table(
    "hiding",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("object_id", sa.Text, nullable=False),
    sa.Column("is_hidden", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sqlite_strict=True,
)
incident_number = sa.Table(
    "incident_number",
    METADATA,
    sa.Column("incident_id", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("prefix", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.UniqueConstraint("prefix", "year", "number"),
    sqlite_strict=True,
)
job = sa.Table(
    "job",
    METADATA,
    sa.Column("job_id", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("blob_sha256", sa.Text, nullable=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("outcome", sa.Text, nullable=True),
    sa.Column("failure", sa.Text, nullable=True),
    sa.Column("reason", sa.Text, nullable=True),
    sa.Column("retryable", sa.Integer, nullable=True),
    sa.Column("version_id", sa.Text, nullable=True),
    sa.Column("queued_at", sa.Text, nullable=False),
    sa.Column("ended_at", sa.Text, nullable=True),
    sa.Index("job_by_state", "state", "seq"),
    sa.Index("job_by_version", "version_id"),
    sqlite_strict=True,
)


def _server_default(field: Field) -> Any:
    """What stands in the rows that were there before the column was."""
    if field.since == 1 or field.default is None:
        return None
    return (
        sa.text("'" + str(field.default).replace("'", "''") + "'")
        if isinstance(field.default, str)
        else sa.text(str(field.default))
    )


def _noun_table(noun: type, name: str, key: str, *, derived: bool) -> sa.Table:
    columns: list[Any] = []
    for field in fields_of(noun):
        column_type = _TYPES[field.kind]
        target = "span.span_id" if field.kind == "span" else _REFERENCES.get((name, field.column))
        extra = [sa.ForeignKey(target)] if target else []
        columns.append(
            sa.Column(
                field.column,
                column_type,
                *extra,
                nullable=field.nullable,
                primary_key=field.column == key,
                server_default=_server_default(field),
            )
        )
    if derived:
        columns.append(
            sa.Column(
                "activity_seq",
                sa.Integer,
                sa.ForeignKey("activity.seq"),
                nullable=False,
                primary_key=True,
            )
        )
        columns.append(sa.Column("position", sa.Integer, nullable=False))
        columns.append(sa.Index(f"{name}_by_activity", "activity_seq"))
    columns.append(sa.Column("row_hash", sa.Text, nullable=False))
    columns.append(sa.Column("recorded_at", sa.Text, nullable=False))
    return sa.Table(name, METADATA, *columns, sqlite_strict=True)


TABLES: dict[type, sa.Table] = {
    **{noun: _noun_table(noun, name, key, derived=False) for noun, name, key in EVIDENCE},
    **{noun: _noun_table(noun, name, key, derived=True) for noun, name, key in INTERPRETATION},
    Span: span,
}
KEYS: dict[type, str] = {noun: key for noun, _, key in (*EVIDENCE, *INTERPRETATION)}
DERIVED: frozenset[type] = frozenset(noun for noun, _, _ in INTERPRETATION)
NOUN_BY_TABLE: dict[str, type] = {table.name: noun for noun, table in TABLES.items()}
FROZEN_TABLES: tuple[str, ...] = tuple(
    table.name for table in METADATA.sorted_tables if table.name != "job"
)


def guards() -> list[str]:
    """The triggers that make evidence and interpretation insert-only (SQLite)."""
    statements = []
    for name in FROZEN_TABLES:
        for verb in ("UPDATE", "DELETE"):
            statements.append(
                f'CREATE TRIGGER IF NOT EXISTS "{name}_refuses_{verb.lower()}" '
                f'BEFORE {verb} ON "{name}" '
                f"BEGIN SELECT RAISE(ABORT, '{name} is insert-only: {verb} refused'); END"
            )
    return statements
