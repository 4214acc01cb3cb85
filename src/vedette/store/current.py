"""What the current view is made of: which versions, layers and lists count now, or counted then."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from vedette.model.article import Article
from vedette.model.evidence import DocumentVersion
from vedette.store.schema import TABLES, activity, hiding

# A report's rows of the stage on the right give way to those of the stage on the left, where there
# are any: what a person judged is laid over what the machine read, which stays stored.
CORRECTING = {"correct-report": "read", "correct-reading": "extract"}


@dataclass(frozen=True, slots=True)
class CurrentUnits:
    """The newest version of every document that is not hidden, and the layers read from them."""

    versions: frozenset[str]
    layers: frozenset[str]

    def holds(self, unit: str) -> bool:
        """Whether what was given for a unit belongs to the current view.

        Units that are no version (``dv_…``) and no layer (``tl_…``) always do.
        """
        if unit.startswith("dv_"):
            return unit in self.versions
        return unit in self.layers if unit.startswith("tl_") else True


def current_units(
    engine: sa.Engine, *, as_known_at: str | None = None, include_hidden: bool = False
) -> CurrentUnits:
    """Work out the current view, as of now or of an earlier instant."""
    version = TABLES[DocumentVersion]
    article = TABLES[Article]
    limit = as_known_at or "9999"
    newest: dict[str, str] = {}
    with engine.connect() as connection:
        hidden = set() if include_hidden else _hidden(connection, limit)
        query = sa.select(version.c.document_id, version.c.version_id).where(
            version.c.recorded_at <= limit
        )
        for row in connection.execute(query.order_by(version.c.seq)):
            newest[row.document_id] = row.version_id
        versions = frozenset(
            found
            for document, found in newest.items()
            if document not in hidden and found not in hidden
        )
        latest = (
            sa.select(sa.func.max(activity.c.seq))
            .where(activity.c.stage == "read", activity.c.recorded_at <= limit)
            .group_by(activity.c.unit)
        )
        query = sa.select(article.c.layer_id, article.c.version_id).where(
            article.c.activity_seq.in_(latest)
        )
        layers = frozenset(
            row.layer_id for row in connection.execute(query) if row.version_id in versions
        )
    return CurrentUnits(versions, layers)


def corrected_layers(
    connection: sa.Connection, *, unit: str | None = None, as_known_at: str | None = None
) -> dict[str, frozenset[str]]:
    """For every stage that is corrected, the layers whose corrected rows take its place."""
    query = sa.select(activity.c.stage, activity.c.unit).distinct()
    query = query.where(activity.c.stage.in_(CORRECTING))
    if as_known_at:
        query = query.where(activity.c.recorded_at <= as_known_at)
    if unit:
        query = query.where(activity.c.unit == unit)
    found: dict[str, set[str]] = {stage: set() for stage in CORRECTING.values()}
    for row in connection.execute(query):
        found[CORRECTING[row.stage]].add(row.unit)
    return {stage: frozenset(layers) for stage, layers in found.items()}


def _hidden(connection: sa.Connection, limit: str) -> set[str]:
    states: dict[str, bool] = {}
    for row in connection.execute(
        sa.select(hiding).where(hiding.c.at <= limit).order_by(hiding.c.seq)
    ):
        states[row.object_id] = bool(row.is_hidden)
    return {object_id for object_id, is_hidden in states.items() if is_hidden}
