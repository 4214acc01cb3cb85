"""What is still to be asked of a case, from a table of questions and the facts that raise them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from vedette.clean.data_files import load_yaml
from vedette.clean.gazetteer import name_of
from vedette.incidents.corpus import Corpus
from vedette.incidents.standing import Standing

_PROBE = re.compile(r"\b(?:probes?|investigations?|inquir(?:y|ies)|investigat\w+)\b", re.IGNORECASE)


def open_questions(standing: Standing, corpus: Corpus) -> tuple[str, ...]:
    """The questions the evidence leaves open, in the order of ``data/questions.yml``."""
    silent = _silent(standing)
    words = {
        "silent": " or ".join(name_of(ref) for ref in silent),
        "parties": ", ".join(name_of(ref) for ref in standing.case.parties),
        "origins": str(len(standing.origins)),
    }
    return tuple(ask.format(**words) for fact, ask in _table() if _FACTS[fact](standing, corpus))


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, str], ...]:
    rows = load_yaml("vedette.incidents", "questions.yml")["questions"]
    return tuple((row["fact"], row["ask"]) for row in rows)


def _silent(standing: Standing) -> tuple[str, ...]:
    """The parties of whom no word on the matter is found."""
    return tuple(party for party in standing.case.parties if party not in standing.replied)


def _probe_unnamed(standing: Standing, corpus: Corpus) -> bool:
    return not standing.has_claimant and any(
        _PROBE.search(corpus.sentence_text(deed.event)) for deed in standing.supporting
    )


def _moves(standing: Standing) -> bool:
    """Whether something went from one side to another, as opposed to one side acting alone."""
    return "party" in standing.table.kinds[standing.case.kind].parties


def _direction_open(standing: Standing, corpus: Corpus) -> bool:
    return _moves(standing) and not any(d.supplier or d.recipient for d in standing.members)


def _one_side_named(standing: Standing, corpus: Corpus) -> bool:
    return _moves(standing) and len(standing.case.parties) < 2


def _no_shipment(standing: Standing, corpus: Corpus) -> bool:
    of_goods = _moves(standing) and standing.case.kind != "labour_export"
    return of_goods and not (standing.tells("vessel") or standing.tells("place"))


def _goods_unspecific(standing: Standing, corpus: Corpus) -> bool:
    return standing.case.kind in {"arms_transfer", "shipment"} and not standing.tells("goods")


def _no_quantity(standing: Standing, corpus: Corpus) -> bool:
    return (
        standing.case.kind in {"arms_transfer", "shipment", "labour_export"}
        and standing.tells("goods")
        and not standing.tells("quantity")
    )


def _ballistic_open(standing: Standing, corpus: Corpus) -> bool:
    named = any("ballistic_missiles" in deed.goods for deed in standing.members)
    return standing.case.kind == "missile_launch" and not named


_FACTS: dict[str, Callable[[Standing, Corpus], bool]] = {
    "no_claimant": lambda s, c: not s.has_claimant,
    "probe_unnamed": _probe_unnamed,
    "undated": lambda s, c: s.case.when is None,
    "goods_unspecific": _goods_unspecific,
    "no_quantity": _no_quantity,
    "direction_open": _direction_open,
    "one_side_named": _one_side_named,
    "no_shipment": _no_shipment,
    "ballistic_open": _ballistic_open,
    "planned_only": lambda s, c: s.modality == "planned",
    "no_first_hand": lambda s, c: not s.first_hand_sources,
    "single_origin": lambda s, c: len(s.origins) == 1,
    "one_source_of_content": lambda s, c: len(s.origins) > 1 and len(s.sources) == 1,
    "no_reply": lambda s, c: bool(_silent(s)),
    "contradicted": lambda s, c: s.is_contradicted,
}
