"""Who said what: cues over the dependency tree, joined with the quotations.

Each rule has an id that the statement carries: the class of the cue and the frame that held the
content (``speech:clause``, ``stance:inf``), or the name of a rule of its own (``according-to``,
``citing``, ``quote-alone`` …). The words and their frames are a table, ``data/cues.yml``. The
approach, dependency rules plus a quote scan, is the one that measured best among what can be
installed (evaluation/statements.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from vedette.extract.across import announced
from vedette.extract.attribution import Found, Run, is_added, is_pronoun, shared
from vedette.extract.cue_rules import from_adjective, from_idiom, from_noun, from_verb
from vedette.extract.parse import Parsed
from vedette.extract.phrase_rules import from_hedge, from_phrase, from_place
from vedette.extract.quote_claims import claim_quotations
from vedette.extract.quotes import Quotation, find_quotations, quoted_share
from vedette.extract.trimming import continued, trimmed

__all__ = ["Found", "find_all_attributions", "find_attributions", "is_pronoun"]

_QUOTE_SHARE_DIRECT = 0.8
_GOES_ON = frozenset({"speech", "report"})
_WEAK = frozenset({"stance", "topic", "hearsay", "accuse", "deny"})
_UNSAID = frozenset({"stance", "topic", "hearsay"})

Rule = Callable[[Parsed, Any, tuple[Quotation, ...]], Iterator[Found]]
RULES: tuple[Rule, ...] = (
    from_place,
    from_verb,
    from_idiom,
    from_noun,
    from_adjective,
    from_phrase,
    from_hedge,
)


def find_all_attributions(parsed: Sequence[Parsed]) -> list[list[Found]]:
    """All attributions of each passage of a report, those over the end of a paragraph included."""
    found = [find_attributions(item) for item in parsed]
    announced(parsed, found)
    return found


def find_attributions(parsed: Parsed) -> list[Found]:
    """All attributions of one passage, in order of their content."""
    doc = parsed.doc
    quotations = find_quotations(doc.text)
    found = [item for token in doc for rule in RULES for item in rule(parsed, token, quotations)]
    found = _one_per_cue(found)
    cues = [item.cue[0] for item in found if item.cue]
    for item in found:
        if item.kind in _GOES_ON and item.rule.endswith(":clause"):
            item.pieces = continued(doc, item.pieces, cues)
    claim_quotations(parsed, found, quotations)
    for item in found:
        item.pieces = trimmed(doc, item.pieces)
        item.manner = _manner(doc.text, item.pieces, quotations)
    kept = _without_nested([item for item in found if item.pieces])
    return sorted(_without_doubles(kept), key=lambda item: item.pieces[0])


def _one_per_cue(found: list[Found]) -> list[Found]:
    """Of what several rules found on one cue, the one with the most content."""
    best: dict[int, Found] = {}
    for item in found:
        at = item.cue[1] if item.cue else -1
        if at not in best or item.size > best[at].size:
            best[at] = item
    return list(best.values())


def _manner(text: str, pieces: list[Run], quotations: tuple[Quotation, ...]) -> str:
    shares = [quoted_share(text, start, end, quotations) for start, end in pieces]
    sizes = [end - start for start, end in pieces]
    share = sum(a * b for a, b in zip(shares, sizes, strict=True)) / max(1, sum(sizes))
    if share >= _QUOTE_SHARE_DIRECT:
        return "direct"
    return "mixed" if share > 0.02 else "indirect"


def _without_nested(found: list[Found]) -> list[Found]:
    """Drop what is wanted or thought inside another saying, and what nobody new denies there."""
    kept: list[Found] = []
    # The wider first, so that of two that hold each other one stays.
    for item in sorted(found, key=lambda item: -item.size):
        weak = item.kind in _WEAK and not (item.cue_token is not None and is_added(item.cue_token))
        nameless = item.speaker is None or is_pronoun(item.speaker)
        within = any(shared(item.pieces, other.pieces) > 0.8 * item.size for other in kept)
        unsaid = item.kind in _UNSAID or ":noun-" in item.rule
        if not (within and ((weak and nameless) or unsaid)):
            kept.append(item)
    return kept


def _without_doubles(found: list[Found]) -> list[Found]:
    """Of two attributions of the same words keep the one with the longer chain, then with a cue."""
    ranked = sorted(found, key=lambda item: (item.rule != "citing", item.cue is None))
    kept: list[Found] = []
    for item in ranked:
        double = any(
            (common := shared(item.pieces, other.pieces)) > 0.9 * item.size
            and common > 0.9 * other.size
            for other in kept
        )
        if not double:
            kept.append(item)
    return kept
