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
    versions = {row.version_id: row for row in workspace.rows(DocumentVersion)}
    found = []
    for article in workspace.rows(Article):
        version = versions[article.version_id]
        names = {article.address, article.layer_id, article.version_id}
        if target in {*names, version.document_id, version.name}:
            found.append(article)
    if len(found) != 1:
        what = "no report has this id or address" if not found else "several reports match"
        raise UnknownId(target, what, "See: vedette documents")
    return found[0]
