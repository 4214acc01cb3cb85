"""What the attribution rules share: the thing they find, and walks over the dependency tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vedette.extract.cues import verb_cue
from vedette.extract.parse import Parsed
from vedette.extract.quotes import Quotation

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PRONOUNS = frozenset(
    [
        *["he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "this", "his"],
        *["her", "their", "its", "him", "them", "my", "our"],
    ]
)
_RELATIVES = frozenset({"who", "which", "that"})
_CLIMBS = frozenset({"conj", "advcl", "xcomp", "ccomp", "pcomp", "dep", "parataxis", "prep"})

Run = tuple[int, int]


@dataclass
class Found:
    """One attribution in one passage, in the passage's character offsets, before names are tied.

    ``pieces`` are the stretches of content; ``via`` marks an agency the saying passed through;
    ``takes_quotation`` says whether a quotation beside it can be its content; ``speaker_in`` is the
    passage that names the speaker, where it is another one.
    """

    parsed: Parsed
    pieces: list[Run]
    cue: Run | None
    cue_lemma: str
    speaker: Any | None
    rule: str
    manner: str = "indirect"
    via: list[Any] = field(default_factory=list)
    cue_token: Any | None = None
    takes_quotation: bool = False
    speaker_in: Parsed | None = None

    @property
    def kind(self) -> str:
        """The class of its cue: the first part of the rule."""
        return self.rule.partition(":")[0]

    @property
    def size(self) -> int:
        """Characters of content."""
        return sum(end - start for start, end in self.pieces)


def shared(left: Iterable[Run], right: Iterable[Run]) -> int:
    """Characters two sets of stretches have in common."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def is_pronoun(token: Any) -> bool:
    """Whether a speaker is a pronoun that has to be tied to somebody."""
    return token.lower_ in _PRONOUNS


def inside(at: int, quotations: Iterable[Quotation]) -> bool:
    """Whether a character stands inside a quotation."""
    return any(q.start <= at < q.end for q in quotations)


def runs(tokens: Iterable[Any]) -> list[Run]:
    """Neighbouring tokens joined to stretches; stretches without a letter or digit are left out."""
    found: list[list[Any]] = []
    for token in sorted({t.i: t for t in tokens}.values(), key=lambda t: t.i):
        if found and token.i == found[-1][-1].i + 1:
            found[-1].append(token)
        else:
            found.append([token])
    return [
        (run[0].idx, run[-1].idx + len(run[-1]))
        for run in found
        if any(t.is_alpha or t.like_num for t in run)
    ]


def child(token: Any, *deps: str) -> Any | None:
    """The first child in one of some relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def is_passive(token: Any) -> bool:
    """Whether a verb has a passive subject or auxiliary."""
    return any(c.dep_ in {"nsubjpass", "auxpass"} for c in token.children)


def agent_of(token: Any) -> Any | None:
    """The "by" phrase of a passive."""
    by = child(token, "agent")
    return child(by, "pobj") if by is not None else None


def real(subject: Any) -> Any:
    """Who a relative pronoun stands for; anything else stays."""
    if subject.lower_ in _RELATIVES and subject.head.dep_ == "relcl":
        return subject.head.head
    return subject


def subject_of_cue(token: Any) -> Any | None:
    """The subject of a cue verb: its own, its passive agent, or that of the clause it hangs on."""
    own = child(token, "nsubj", "csubj")
    if own is not None:
        return real(own)
    by = agent_of(token)
    if by is not None:
        return by
    if child(token, "nsubjpass") is not None:
        return None
    head, steps = token, 0
    while head.dep_ in _CLIMBS and head.head.i != head.i and steps < 5:
        head, steps = head.head, steps + 1
        if head.pos_ not in {"VERB", "AUX"}:
            continue
        above = next((c for c in head.children if c.dep_ in SUBJECTS and c.i != token.i), None)
        if above is not None:
            return real(above)
    if head.dep_ in {"acl", "relcl"} and head.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return _holder(head)
    return None


def _holder(clause: Any) -> Any:
    """Who does what a clause on a noun tells: the noun, or who holds it ("his plan to ask …")."""
    noun = clause.head
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)
    owner = child(noun, "poss") if infinitive else None
    return owner if owner is not None else noun


def is_added(token: Any) -> bool:
    """Whether a cue is a participle hung on a saying after a comma ("…, adding that …")."""
    if token.tag_ != "VBG" or token.i == 0 or token.doc[token.i - 1].text not in {",", '"'}:
        return False
    cue = verb_cue(token)
    return cue is not None and cue.kind in {"speech", "accuse", "report"}


def main_speaker(token: Any) -> Any | None:
    """The speaker of the saying a participle is hung on, however deep the parser put it."""
    head, fallback = token, None
    while head.head.i != head.i:
        head = head.head
        if head.pos_ not in {"VERB", "AUX"}:
            continue
        subject = child(head, "nsubj", "csubj")
        if subject is not None and subject.i != token.i:
            cue = verb_cue(head)
            if cue is not None and cue.kind in {"speech", "accuse", "report", "deny"}:
                return real(subject)
            fallback = real(subject)
    return fallback


def verb_span(token: Any) -> Run:
    """A cue verb with its auxiliaries and negation."""
    first = token
    for left in token.lefts:
        if left.dep_ in {"aux", "auxpass", "neg"} and token.i - left.i <= 3:
            first = min(first, left, key=lambda t: t.i)
    return first.idx, token.idx + len(token)


def carriers(cue: Any) -> list[Any]:
    """Agencies that carried a saying: "…, according to KCNA" hanging on the cue."""
    found = []
    for token in cue.sent if is_added(cue) else cue.subtree:
        if token.lower_ == "according" and token.i != cue.i and token.sent == cue.sent:
            found += [obj for obj in token.subtree if obj.dep_ == "pobj"]
    return found[:1]


def subtree(tokens: Iterable[Any]) -> Iterator[Any]:
    """All words under some words."""
    for token in tokens:
        yield from token.subtree
