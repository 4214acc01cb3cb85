"""What the workspace remembers of its outlets, and which readings that changes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from vedette.model.article import Article, Passage
from vedette.model.memory import LineMemory
from vedette.read.memory import is_of_use, memory_of
from vedette.store.workspace import Workspace

# So many of an outlet's newest reports are looked at: its pages change, and memory stays flat.
MAX_REPORTS = 200


def readings_to_mend(
    workspace: Workspace, just_read: Collection[str]
) -> Iterator[tuple[str, LineMemory]]:
    """Versions of which a paragraph is a line their outlet repeats, with the memory that tells so.

    Args:
        workspace: Where the reports lie; only the current view counts.
        just_read: Versions read in this turn; other outlets' memories have not changed.
    """
    by_outlet: dict[str, list[Article]] = {}
    for article in workspace.rows(Article, as_read=True):
        outlet = outlet_key(article)
        if outlet:
            by_outlet.setdefault(outlet, []).append(article)
    for outlet, articles in sorted(by_outlet.items()):
        newest = articles[-MAX_REPORTS:]
        if any(article.version_id in just_read for article in articles):
            yield from _of_outlet(workspace, outlet, newest)


def outlet_key(article: Article) -> str | None:
    """What an outlet's reports have in common: the host of their addresses, else its printed name."""
    address = urlsplit(article.address)
    if address.scheme in {"http", "https"} and address.hostname:
        return address.hostname.removeprefix("www.")
    return " ".join(article.outlet.casefold().split()) if article.outlet else None


def _of_outlet(
    workspace: Workspace, outlet: str, articles: list[Article]
) -> Iterator[tuple[str, LineMemory]]:
    pages: list[list[str]] = []
    bodies: list[list[str]] = []
    for article in articles:
        passages = workspace.rows(Passage, unit=article.version_id, as_read=True)
        pages.append([p.span.quote for p in passages if p.kind not in {"title", "dateline"}])
        bodies.append([p.span.quote for p in passages if p.kind == "paragraph"])
    memory = memory_of(outlet, pages, bodies)
    if memory is None:
        return
    for article, body in zip(articles, bodies, strict=True):
        if is_of_use(memory, body):
            yield article.version_id, memory
