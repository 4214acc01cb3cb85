"""What a report says of itself, as a person judged it; read before anything is drawn from its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vedette.correct.desk import marked
from vedette.model.article import Article, Passage
from vedette.model.correction import Correction, CorrectionState, Given, state_of

_FIELDS = ("outlet", "byline", "agency", "published", "language", "reference_on")


def correct_report(
    article: Article, passages: Sequence[Passage], given: Given
) -> tuple[Article | CorrectionState, ...]:
    """Lay corrections of a document over the report read from it.

    A correction made on other bytes of the same document holds only while these are misread in the
    same way: where a newer version says something else, a person has to look again.
    """
    states = []
    for correction in given.corrections:
        if correction.thing != "document":
            continue
        assert correction.anchor
        moved = _moved(article, correction, given)
        if moved:
            states.append(state_of(correction.correction_id, article.layer_id, adrift=moved))
            continue
        article = marked(replace(article, **_values(article, passages, correction)), correction)
        states.append(state_of(correction.correction_id, article.layer_id, [article.layer_id]))
    return (article, *states)


def _moved(article: Article, correction: Correction, given: Given) -> str:
    assert correction.anchor
    if correction.anchor.blob_sha256 == given.blob_sha256:
        return ""
    for name, said in correction.machine.items():
        now = (
            article.titles[0]
            if name == "title" and article.titles
            else getattr(article, name, None)
        )
        if now not in (said, correction.changes.get(name)):
            return f"a newer version of the document gives another {name} ({now}): look again"
    return ""


def _values(
    article: Article, passages: Sequence[Passage], correction: Correction
) -> dict[str, Any]:
    changes: dict[str, Any] = correction.changes
    values = {name: changes[name] for name in _FIELDS if name in changes}
    if "title" in changes:
        rest = [title for title in article.titles[1:] if title != changes["title"]]
        values["titles"] = (*([changes["title"]] if changes["title"] else []), *rest)
    if "agency" in changes:
        values["agency_basis"] = "judged" if changes["agency"] else None
    if "published" in changes and "reference_on" not in changes:
        # Weekdays count from the day the dateline prints; the page's time only where it prints none.
        dateline = next((p.value for p in passages if p.kind == "dateline"), None)
        on = (dateline or "|").partition("|")[2]
        values["reference_on"] = on or ((changes["published"] or "")[:10] or None)
    return values
