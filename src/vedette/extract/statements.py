"""Who said what: cue verbs and their subjects over the dependency tree, joined with quotations.

Each rule has an id that the statement carries: ``speech:ccomp``, ``according-to``, ``citing``,
``quote-alone`` … The approach, dependency rules
plus a quote scan, is the one that measured best among what can be installed
(evaluation/statements.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from vedette.clean.data_files import load_yaml
from vedette.extract.parse import Parsed
from vedette.extract.quotes import Quotation, find_quotations, quoted_share, with_twin_mark

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "you", "who", "which", "that", "this"])
_QUOTE_SHARE_DIRECT = 0.8


@dataclass
class Found:
    """One attribution in one passage, in the passage's character offsets, before names are tied.

    ``pieces`` are the stretches of content; ``via`` marks an agency the saying passed through.
    """

    parsed: Parsed
    pieces: list[tuple[int, int]]
    cue: tuple[int, int] | None
    cue_lemma: str
    speaker: Any | None
    rule: str
    manner: str = "indirect"
    via: list[Any] = field(default_factory=list)
    cue_token: Any | None = None


@lru_cache(maxsize=1)
def cue_table() -> tuple[dict[str, str], frozenset[str], frozenset[str], tuple[str, ...]]:
    """Cue class per lemma, lemmas that need a clause, gloss participles and phrases."""
    data = load_yaml("vedette.extract", "cues.yml")
    classes: dict[str, str] = {}
    for row in data["verbs"]:
        for lemma in row["lemmas"]:
            classes.setdefault(lemma, row["class"])
    return (
        classes,
        frozenset(data["needs_clause"]),
        frozenset(data["gloss_participles"]),
        tuple(data["gloss_phrases"]),
    )


def find_attributions(parsed: Parsed) -> list[Found]:
    """All attributions of one passage, in order of their content."""
    doc = parsed.doc
    quotations = find_quotations(doc.text)
    found: list[Found] = []
    for token in doc:
        found += _from_verb(parsed, token, quotations)
        found += _according_to(parsed, token, quotations)
    _claim_quotations(parsed, found, quotations)
    for item in found:
        item.pieces = _trimmed(doc, item.pieces, item)
        item.manner = _manner(doc.text, item.pieces, quotations)
    kept = _without_nested([item for item in found if item.pieces])
    return sorted(_without_doubles(kept), key=lambda item: item.pieces[0])


def _from_verb(parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]) -> Iterator[Found]:
    classes, needs_clause, _, _ = cue_table()
    kind = classes.get(token.lemma_.casefold())
    if kind is None or token.pos_ not in {"VERB", "AUX"} or _inside(token.idx, quotations):
        return
    if token.dep_ in {"aux", "amod"} or (token.tag_ == "VBN" and _is_passive_modifier(token)):
        return
    speaker = _main_speaker(token) if _is_added(token) else _subject(token)
    if speaker is not None and _inside(speaker.idx, quotations):
        # The parser took a word of the quotation for the one who says it.
        speaker = _beside(token, quotations)
    lemma = token.lemma_.casefold()
    clause = _content_clause(token, lemma, kind)
    if lemma == "cite":
        yield from _citing(parsed, token)
        return
    if clause is None and lemma in needs_clause and not _touches_quotation(token, quotations):
        return
    if speaker is None and clause is None:
        return
    pieces = _clause_pieces(token, clause) if clause is not None else []
    yield Found(
        parsed,
        pieces,
        _cue_span(token),
        lemma,
        speaker,
        f"{kind}:{clause.dep_ if clause is not None else 'quote'}",
        via=_via(token),
        cue_token=token,
    )


def _is_added(token: Any) -> bool:
    """Whether a cue is a participle hung on a saying after a comma ("…, adding that …")."""
    if token.tag_ != "VBG" or token.i == 0 or token.doc[token.i - 1].text not in {",", '"'}:
        return False
    return cue_table()[0].get(token.lemma_.casefold()) in {"speech", "accuse", "report"}


def _main_speaker(token: Any) -> Any | None:
    """The speaker of the saying a participle is hung on, however deep the parser put it."""
    classes, head = cue_table()[0], token
    fallback = None
    while head.head.i != head.i:
        head = head.head
        if head.pos_ not in {"VERB", "AUX"}:
            continue
        subject = next((c for c in head.children if c.dep_ in {"nsubj", "csubj"}), None)
        if subject is not None and subject.i != token.i:
            if classes.get(head.lemma_.casefold()) in {"speech", "accuse", "report", "deny"}:
                return _real(subject)
            fallback = _real(subject)
    return fallback


def _is_passive_modifier(token: Any) -> bool:
    return token.dep_ == "acl" and not any(child.dep_ == "agent" for child in token.children)


def _subject(token: Any) -> Any | None:
    """The subject of a cue verb: its own, its passive agent, or that of the clause it hangs on."""
    for child in token.children:
        if child.dep_ in {"nsubj", "csubj"}:
            return _real(child)
        if child.dep_ == "agent":
            return next((_real(obj) for obj in child.children if obj.dep_ == "pobj"), None)
    if any(child.dep_ == "nsubjpass" for child in token.children):
        return None
    if token.dep_ in {"conj", "advcl", "xcomp", "ccomp", "pcomp", "dep", "parataxis"}:
        head, steps = token.head, 0
        while steps < 4:
            for child in head.children:
                if child.dep_ in _SUBJECTS and child.i != token.i:
                    return _real(child)
            if head.dep_ not in {"conj", "advcl", "xcomp", "parataxis", "ccomp"}:
                break
            head, steps = head.head, steps + 1
    if token.dep_ in {"acl", "relcl"}:
        return _real(token.head)
    return None


def _beside(cue: Any, quotations: tuple[Quotation, ...]) -> Any | None:
    """The noun right before a cue, or right after it where the order is turned ("said X")."""
    for step, reach in ((-1, 4), (1, 4)):
        index = cue.i + step
        for _ in range(reach):
            if not 0 <= index < len(cue.doc) or _inside(cue.doc[index].idx, quotations):
                break
            token = cue.doc[index]
            if token.pos_ in {"PROPN", "PRON", "NOUN"}:
                following = index + 1
                while step > 0 and following < len(cue.doc) and cue.doc[following].pos_ == "PROPN":
                    token, following = cue.doc[following], following + 1
                return token
            if token.pos_ not in {"ADV", "AUX", "DET", "ADJ", "PART"}:
                break
            index += step
    return None


def _real(subject: Any) -> Any:
    """Who a relative pronoun stands for; anything else stays."""
    if subject.lower_ in {"who", "which", "that"} and subject.head.dep_ == "relcl":
        return subject.head.head
    return subject


def _content_clause(token: Any, lemma: str, kind: str) -> Any | None:
    children = list(token.children)
    for child in children:
        if child.dep_ == "ccomp" and child.i != token.i:
            return child
    for child in children:
        if child.dep_ in {"xcomp", "acl"} and child.pos_ in {"VERB", "AUX"} and kind != "report":
            return child
    for child in children:
        if child.dep_ == "parataxis" and child.i < token.i:
            return child
    if token.dep_ == "parataxis" and token.head.i < token.i:
        return token.head
    if kind in {"accuse", "deny"} or lemma in {
        "announce",
        "claim",
        "urge",
        "propose",
        "warn",
        "vow",
    }:
        for child in children:
            if child.dep_ in {"dobj", "prep", "oprd"}:
                return child
    return None


def _clause_pieces(cue: Any, clause: Any) -> list[tuple[int, int]]:
    """The stretches of a content clause's subtree, without the cue's own part of it."""
    if clause.dep_ in {"dobj", "prep", "oprd"}:
        parts = [
            child for child in cue.children if child.dep_ in {"dobj", "prep", "oprd", "dative"}
        ]
        tokens = sorted(
            (t for part in parts for t in part.subtree if part.i > cue.i), key=lambda t: t.i
        )
    elif clause.i == cue.head.i and cue.dep_ == "parataxis":
        own = {t.i for t in cue.subtree}
        tokens = [t for t in clause.subtree if t.i not in own]
    else:
        tokens = list(clause.subtree)
        # Clauses joined to the content by "and that …" hang on the cue in some parses.
        tokens += [
            t
            for child in cue.children
            if child.dep_ == "ccomp" and child.i != clause.i
            for t in child.subtree
        ]
    tokens = sorted({t.i: t for t in tokens if t.i != cue.i}.values(), key=lambda t: t.i)
    tokens = [t for t in tokens if t.i not in _speaker_tokens(cue)]
    return _runs(tokens)


def _speaker_tokens(cue: Any) -> set[int]:
    return {
        t.i
        for child in cue.children
        if child.dep_ in _SUBJECTS | {"agent", "aux", "auxpass"}
        for t in child.subtree
    }


def _runs(tokens: Sequence[Any]) -> list[tuple[int, int]]:
    runs: list[list[Any]] = []
    for token in tokens:
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return [
        (run[0].idx, run[-1].idx + len(run[-1])) for run in runs if any(t.is_alpha for t in run)
    ]


def _cue_span(token: Any) -> tuple[int, int]:
    first = token
    for child in token.lefts:
        if child.dep_ in {"aux", "auxpass", "neg"} and token.i - child.i <= 3:
            first = min(first, child, key=lambda t: t.i)
    return first.idx, token.idx + len(token)


def _via(cue: Any) -> list[Any]:
    """Agencies that carried it: "…, according to KCNA" hanging on the cue."""
    found = []
    for token in cue.sent if _is_added(cue) else cue.subtree:
        if token.lower_ == "according" and token.i != cue.i and token.sent == cue.sent:
            found += [obj for obj in token.subtree if obj.dep_ == "pobj"]
    return found[:1]


def _citing(parsed: Parsed, token: Any) -> Iterator[Found]:
    """ "X reported …, citing Y": what X reported was said by Y and came through X."""
    head = token.head
    speaker = next((child for child in token.children if child.dep_ in {"dobj", "obj"}), None)
    if speaker is None or head.i == token.i:
        return
    clause = _content_clause(head, head.lemma_.casefold(), "report")
    carrier = _subject(head)
    if clause is None:
        return
    yield Found(
        parsed,
        _clause_pieces(head, clause),
        _cue_span(token),
        "cite",
        speaker,
        "citing",
        via=[carrier] if carrier is not None else [],
        cue_token=head,
    )


def _according_to(parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]) -> Iterator[Found]:
    if token.lower_ != "according" or _inside(token.idx, quotations):
        return
    speaker = next((obj for obj in token.subtree if obj.dep_ == "pobj"), None)
    if speaker is None:
        return
    head = token.head
    phrase = {t.i for t in token.subtree}
    for above in (head, *head.ancestors):
        if cue_table()[0].get(above.lemma_.casefold()) == "speech" and _subject(above) is not None:
            return  # a said something, according to b: b is the carrier, found with a's verb
    tokens = [t for t in token.sent if t.i not in phrase]
    yield Found(
        parsed,
        _runs([t for t in tokens if t.text != '"']),
        (token.idx, token.idx + len("according to")),
        "according to",
        speaker,
        "according-to",
        cue_token=token,
    )


def _touches_quotation(token: Any, quotations: tuple[Quotation, ...]) -> bool:
    sent = token.sent
    return any(q.start < sent.end_char and sent.start_char < q.end for q in quotations)


def _inside(at: int, quotations: tuple[Quotation, ...]) -> bool:
    return any(q.start <= at < q.end for q in quotations)


def _claim_quotations(
    parsed: Parsed, found: list[Found], quotations: tuple[Quotation, ...]
) -> None:
    """Give every quotation to the attribution it belongs to.

    A quotation in a cue's own sentence, or in the same paragraph with no other cue between, is that
    cue's; a short quoted phrase inside indirect speech is part of that speech already.
    """
    doc = parsed.doc
    for quotation in quotations:
        if any(_covers(item, quotation) for item in found):
            continue
        n_words = len(doc.text[quotation.start : quotation.end].split())
        candidates = [
            (rank, item)
            for item in found
            if (rank := _quote_rank(doc, item, quotation)) is not None
        ]
        if not candidates:
            if n_words >= 5:
                found.append(
                    Found(parsed, [(quotation.start, quotation.end)], None, "", None, "quote-alone")
                )
            continue
        best = min(candidates, key=lambda pair: pair[0])[1]
        best.pieces = sorted([*_outside(best.pieces, quotation), (quotation.start, quotation.end)])


def _covers(item: Found, quotation: Quotation) -> bool:
    return any(start <= quotation.start and quotation.end <= end + 2 for start, end in item.pieces)


def _outside(pieces: list[tuple[int, int]], quotation: Quotation) -> list[tuple[int, int]]:
    return [(a, b) for a, b in pieces if b <= quotation.start or a >= quotation.end]


def _quote_rank(doc: Any, item: Found, quotation: Quotation) -> tuple[int, int] | None:
    """How near a cue stands to a quotation; None if it cannot own it."""
    if item.cue is None or item.rule.startswith("stance") or item.cue_token is None:
        return None
    sent = item.cue_token.sent
    overlaps = quotation.start < sent.end_char and sent.start_char < quotation.end
    distance = max(quotation.start - item.cue[1], item.cue[0] - quotation.end, 0)
    if overlaps:
        return 0, distance
    between = doc.text[item.cue[1] : quotation.start] if item.cue[1] < quotation.start else ""
    same_run = quotation.start > item.cue[1] and len(between) < 200 and item.pieces
    if same_run and any(_near_quote(doc, piece) for piece in item.pieces):
        return 1, distance
    return None


def _near_quote(doc: Any, piece: tuple[int, int]) -> bool:
    start, end = piece
    return '"' in doc.text[max(0, start - 2) : end + 3]


def _trimmed(doc: Any, pieces: list[tuple[int, int]], item: Found) -> list[tuple[int, int]]:
    """Cut the reporter's glosses, connecting words and punctuation off the content."""
    kept: list[tuple[int, int]] = []
    for start, end in pieces:
        for a, b in _without_glosses(doc, start, end):
            a, b = _bare(doc.text, a, b)
            if b - a >= 2 and any(ch.isalnum() for ch in doc.text[a:b]):
                kept.append((a, b))
    return _joined(doc.text, kept)


_LEADING = ("that ", "meanwhile, ", "meanwhile ", "but ", "and ", ", ", "; ", "; that ")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    changed = True
    while changed:
        changed = False
        while start < end and text[start] in ' ",;:—–-':
            start += 1
        for word in _LEADING:
            if text[start:end].casefold().startswith(word):
                start += len(word)
                changed = True
        while start < end and text[end - 1] in ' ",;:—–-':
            end -= 1
    return with_twin_mark(text, start, end)


def _without_glosses(doc: Any, start: int, end: int) -> Iterator[tuple[int, int]]:
    _, _, participles, phrases = cue_table()
    text = doc.text
    low = text.casefold()
    for phrase in phrases:
        at = low.find(f", {phrase}", start, end)
        if at >= 0:
            stop = _gloss_end(text, at + 2, end)
            yield from _without_glosses(doc, start, at)
            if stop < end:
                yield from _without_glosses(doc, stop, end)
            return
    for token in doc:
        inside = start < token.idx < end and token.i > 0 and doc[token.i - 1].text == ","
        if inside and (
            (token.tag_ == "VBG" and token.lower_ in participles)
            or _is_added(token)
            or (
                token.lower_ == "according"
                and token.i + 1 < len(doc)
                and doc[token.i + 1].lower_ == "to"
            )
        ):
            yield start, doc[token.i - 1].idx
            return
    yield start, end


def _gloss_end(text: str, start: int, end: int) -> int:
    """A gloss ends at the next comma that does not stand in a bracket, or with the stretch."""
    depth = 0
    for index in range(start, end):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if text[index] in ",;" and depth <= 0:
            return index
    return end


def _joined(text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if joined and start <= joined[-1][1] + 1 and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _manner(text: str, pieces: list[tuple[int, int]], quotations: tuple[Quotation, ...]) -> str:
    shares = [quoted_share(text, start, end, quotations) for start, end in pieces]
    sizes = [end - start for start, end in pieces]
    share = sum(a * b for a, b in zip(shares, sizes, strict=True)) / max(1, sum(sizes))
    if share >= _QUOTE_SHARE_DIRECT:
        return "direct"
    return "mixed" if share > 0.02 else "indirect"


def _without_nested(found: list[Found]) -> list[Found]:
    """Drop wanting, accusing and denying told inside another saying by the same or no speaker."""
    kept = []
    for item in found:
        weak = item.rule.split(":")[0] in {"stance", "accuse", "deny"} and not (
            item.cue_token is not None and _is_added(item.cue_token)
        )
        nameless = item.speaker is None or is_pronoun(item.speaker)
        size = sum(end - start for start, end in item.pieces)
        inside = any(
            other is not item and _shared(item.pieces, other.pieces) > 0.8 * size for other in found
        )
        if not (weak and ((nameless and inside) or item.speaker is None)):
            kept.append(item)
    return kept


def _without_doubles(found: list[Found]) -> list[Found]:
    """Of two attributions of the same words keep the one with the longer chain, then with a cue."""
    ranked = sorted(found, key=lambda item: (item.rule != "citing", item.cue is None))
    kept: list[Found] = []
    for item in ranked:
        size = sum(end - start for start, end in item.pieces)
        double = any(
            _shared(item.pieces, other.pieces) > 0.9 * size
            and _shared(item.pieces, other.pieces)
            > 0.9 * sum(end - start for start, end in other.pieces)
            for other in kept
        )
        if not double:
            kept.append(item)
    return kept


def _shared(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)


def is_pronoun(token: Any) -> bool:
    """Whether a speaker is a pronoun that has to be tied to somebody."""
    return token.lower_ in _PRONOUNS
