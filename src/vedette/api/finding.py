"""Find a report by any of the names a person may know it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vedette.errors import UnknownId
from vedette.model.article import Article
from vedette.model.evidence import DocumentVersion

if TYPE_CHECKING:
    from vedette.store.workspace import Workspace


def article_named(workspace: Workspace, target: str) -> Article:
    """One report as read, by its address, file name, document, version or layer id.

    Raises:
        UnknownId: No report has it, or several do.
    """
    found = articles_by_name(workspace).get(target, ())
    if len(found) != 1:
        raise unknown(target, len(found))
    return found[0]


def articles_by_name(workspace: Workspace) -> dict[str, list[Article]]:
    """The reports of the current view under every name they have."""
    versions = {row.version_id: row for row in workspace.rows(DocumentVersion)}
    found: dict[str, list[Article]] = {}
    for article in workspace.rows(Article):
        version = versions[article.version_id]
        names = (article.address, article.layer_id, article.version_id)
        for name in {*names, version.document_id, version.name}:
            found.setdefault(name, []).append(article)
    return found


def unknown(target: str, n_found: int) -> UnknownId:
    """No report, or more than one, is called so."""
    what = "several reports match" if n_found else "no report has this id or address"
    return UnknownId(target, what, "See: vedette documents")
