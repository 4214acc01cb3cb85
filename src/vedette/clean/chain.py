"""The hands every saying of a report passed: the credited agency, then whoever printed it."""

from __future__ import annotations

from collections.abc import Sequence

from vedette.clean.gazetteer import entry
from vedette.model.article import Article, Passage
from vedette.model.reading import ChainLink

# The last hand of every chain is whoever printed it, also where the copy does not say who.
UNNAMED_OUTLET = "outlet not named"


def publication(article: Article, passages: Sequence[Passage]) -> tuple[ChainLink, ...]:
    """The last links of every chain of a report: its agency if one is credited, its outlet."""
    links = []
    credit = next((p for p in passages if p.kind == "credit" and p.value == article.agency), None)
    if article.agency:
        known = entry(article.agency)
        name = known.name if known else article.agency
        links.append(
            ChainLink(
                kind="agency", name=name, ref=article.agency, span=credit.span if credit else None
            )
        )
    printed = next((p for p in passages if p.kind == "outlet"), None)
    name = article.outlet or UNNAMED_OUTLET
    ref = "outlet:" + (" ".join(name.casefold().split()) if article.outlet else "")
    links.append(
        ChainLink(kind="outlet", name=name, ref=ref, span=printed.span if printed else None)
    )
    return tuple(links)
