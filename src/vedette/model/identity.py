"""One party seen by several lists: what a person judged, what speaks for it, and who goes together.

A judgement joins two *listed parties* (``UN-SC:KPi.033`` and ``US-SDN:9876``), never their rows:
what each list says stays beside what the other says. Judgements are appended; the newest one on a
pair holds, so that every one of them can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

IdentityVerdict = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityJudgement:
    """What a person decided about two listed parties, and why.

    Args:
        left, right: ``list_id:list_ref``, the smaller one left.
        because: The reason in words.
        evidence: Ids, addresses or documents it rests on.
        by: Who decided. ``at`` is the instant, UTC.
    """

    judgement_id: str
    left: str
    right: str
    verdict: IdentityVerdict
    because: str
    evidence: tuple[str, ...]
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityReason:
    """One thing two listings share or differ in, with both values as the lists have them.

    ``speaks`` is ``for``, ``against``, or ``weak`` for what alone proves nothing.
    """

    kind: str
    speaks: Literal["for", "against", "weak"]
    left: str
    right: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCandidate:
    """Two listed parties that may be one, proposed by the machine and decided by nobody yet."""

    left: str
    right: str
    left_name: str
    right_name: str
    reasons: tuple[IdentityReason, ...]
    judged: IdentityVerdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCluster:
    """Parties that judgements hold for one.

    Args:
        parties: ``list_id:list_ref`` of each, sorted.
        conflicts: Pairs inside it that were judged different; a person has to look.
    """

    parties: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...] = ()
