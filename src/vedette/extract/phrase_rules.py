"""Attributions by phrase and by place in the sentence: "according to X", "…, X said, …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vedette.extract.attribution import (
    SUBJECTS,
    Found,
    agent_of,
    child,
    inside,
    real,
    runs,
    subject_of_cue,
    verb_span,
)
from vedette.extract.cues import cue_words, idioms, phrases, verb_cue
from vedette.extract.parse import Parsed
from vedette.extract.quotes import Quotation

_COMMAS = frozenset({",", "--", "-", "–", "—"})
_REACH = 9
_WHEN = frozenset({"last", "this", "next", "earlier", "that", "each", "every", "so"})
_MIN_CLAUSE = 4
_NEW_CLAUSE = frozenset({"but", "and", "while", "although", "though", "yet", "so"})


def from_phrase(parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]) -> Iterator[Found]:
    """ "according to X", "in the words of X": the rest of the sentence is X's."""
    opening = _phrase_at(token)
    if opening is None or inside(token.idx, quotations):
        return
    last, speaker, phrase = opening
    head = token.head
    for above in (head, *head.ancestors):
        cue = verb_cue(above)
        if cue and cue.aside and cue.kind == "speech" and subject_of_cue(above) is not None:
            return  # a said something, according to b: b is the carrier, found with a's verb
    own = (
        {t.i for t in token.subtree}
        | {t.i for t in speaker.subtree}
        | set(range(token.i, last.i + 1))
    )
    stop = _goes_on(token, max(t.i for t in speaker.subtree))
    yield Found(
        parsed,
        runs(t for t in token.sent if t.i not in own and t.i < stop and t.text != '"'),
        (token.idx, last.idx + len(last)),
        phrase,
        speaker,
        "according-to",
        cue_token=token,
    )


def _goes_on(phrase: Any, last: int) -> int:
    """Where a clause of its own begins behind a phrase that ends another ("…, according to X, but …")."""
    doc, end = phrase.doc, phrase.sent.end
    if phrase.i - phrase.sent.start < _MIN_CLAUSE:
        return int(end)
    for index in range(last + 1, min(last + 3, end)):
        if doc[index].lower_ in _NEW_CLAUSE:
            has_subject = any(t.dep_ in SUBJECTS for t in doc[index:end])
            return index if has_subject else int(end)
    return int(end)


def _phrase_at(token: Any) -> tuple[Any, Any, str] | None:
    """Last word, speaker and name of a phrase that begins at a token."""
    doc = token.doc
    for phrase in phrases():
        if token.lower_ == phrase[0] and doc[
            token.i : token.i + len(phrase)
        ].text.lower() == " ".join(phrase):
            last = doc[token.i + len(phrase) - 1]
            speaker = child(last, "pobj")
            return (last, speaker, " ".join(phrase)) if speaker is not None else None
    if token.lower_ == "in" and token.dep_ == "prep":
        noun = child(token, "pobj")
        if noun is not None and noun.lemma_.casefold() in cue_words("phrase_nouns"):
            owner = child(noun, "poss")
            if owner is not None and noun.i + 1 < len(doc) and doc[noun.i + 1].text in {",", "."}:
                return noun, owner, f"in … {noun.lower_}"
    return None


def from_place(parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]) -> Iterator[Found]:
    """A cue with its speaker between commas, or set off at the end: the rest of the sentence.

    The parser often takes such a clause for the sentence's own, and what is said for a fragment; the
    commas say it better. "as X put it" is told the same way.
    """
    cue = verb_cue(token)
    idiom = token.lemma_.casefold() in idioms() and any(
        c.lower_ in idioms()[token.lemma_.casefold()] for c in token.children
    )
    plain = cue is not None and cue.aside
    if token.pos_ != "VERB" or not (plain or idiom) or inside(token.idx, quotations):
        return
    if token.tag_ == "VBN":
        yield from _as_reported(parsed, token)
    speaker = child(token, *SUBJECTS)
    if speaker is None or real(speaker) is not speaker or not _is_finite(token):
        return
    if abs(speaker.i - token.i) > _REACH * 2 or inside(speaker.idx, quotations):
        return
    bounds = _aside(token, speaker)
    if bounds is None:
        return
    start, end = bounds
    sent = token.sent
    as_clause = token.doc[start].lower_ == "as" or (
        start + 1 < end and token.doc[start + 1].lower_ == "as"
    )
    if idiom and not as_clause:
        return
    around = token.head.subtree if as_clause and token.dep_ == "advcl" else sent
    rest = [t for t in around if not start <= t.i < end]
    yield Found(
        parsed,
        runs(t for t in rest if not t.is_space and t.text not in {".", "?"}),
        verb_span(token),
        token.lemma_.casefold(),
        speaker,
        f"{cue.kind if cue and not idiom else 'speech'}:{'as' if as_clause else 'aside'}",
        cue_token=token,
        takes_quotation=True,
    )


def _as_reported(parsed: Parsed, token: Any) -> Iterator[Found]:
    """ "…, as first reported by X": the rest of the sentence is X's."""
    if not any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children):
        return
    if any(c.dep_ in SUBJECTS for c in token.children):
        return
    within = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "in"), None)
    speaker = agent_of(token) or (child(within, "pobj") if within is not None else None)
    if speaker is None:
        return
    own = {t.i for t in token.subtree}
    yield Found(
        parsed,
        runs(t for t in token.head.subtree if t.i not in own),
        verb_span(token),
        token.lemma_.casefold(),
        speaker,
        "report:as",
        cue_token=token,
    )


def _is_finite(token: Any) -> bool:
    if (
        token.tag_ == "VB"
    ):  # "advisers say": the tagger often takes a plural present for a bare form
        return child(token, "aux") is None
    return token.tag_ in {"VBD", "VBZ", "VBP", "VBN"}


def _aside(token: Any, speaker: Any) -> tuple[int, int] | None:
    """The tokens of a clause set off by commas that holds a cue and its speaker, or None."""
    doc, sent = token.doc, token.sent
    first = min(speaker.left_edge.i, token.i)
    while first - 1 >= sent.start and (
        (doc[first - 1].dep_ in {"aux", "advmod"} and doc[first - 1].head.i == token.i)
        or doc[first - 1].lower_ == "as"
    ):
        first -= 1
    if first == sent.start:
        if doc[first].lower_ != "as":
            return None
    elif doc[first - 1].text == '"' and doc[first - 2].text == "," and sent[0].text != '"':
        first -= 1  # the comma stands inside the quotation that ends before the cue
    elif doc[first - 1].text not in _COMMAS:
        return None
    last = max(token.i, speaker.right_edge.i if speaker.i > token.i else token.i)
    end = None
    for index in range(last + 1, min(last + 1 + _REACH, sent.end)):
        if doc[index].text in {*_COMMAS, ".", "?"} and doc[index].text != "-":
            end = index
            break
        if (
            doc[index].pos_ in {"VERB", "AUX"}
            or doc[index].lower_ in {"that", '"', ":"}
            or doc[index].text == '"'
        ):
            return None
    if end is None or _says_more(doc, token, speaker, end):
        return None
    if first > sent.start and doc[first - 2].text == '"' and sent[0].text == '"':
        return None  # '"…," X said, …': the quotation is the content
    closing = doc[end]
    if closing.text in _COMMAS and end + 1 < sent.end:
        following = doc[end + 1]
        if following.tag_ == "VBG" or following.text == '"' or following.lower_ in {"but", "and"}:
            return (first - 1, sent.end) if first > sent.start else None
    if not any(t.pos_ in {"VERB", "AUX"} for t in sent if not first <= t.i < end):
        return None
    return max(first - 1, sent.start), end + 1


def _says_more(doc: Any, cue: Any, speaker: Any, end: int) -> bool:
    """Whether what stands behind a cue and its speaker is said, not when or where it was said.

    "…, Ann Lund said her band, once of Oslo, wrote …" is no aside.
    """
    if speaker.i > cue.i or cue.lemma_.casefold() not in cue_words("objectless"):
        return False
    for word in doc[cue.i + 1 : end]:
        if word.dep_ == "prep" or word.ent_type_ in {"DATE", "TIME"} or word.is_punct:
            return False
        if word.pos_ in {"NOUN", "PROPN", "PRON", "DET", "NUM"} and word.dep_ != "npadvmod":
            return word.lower_ not in _WHEN
    return False


def from_hedge(parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]) -> Iterator[Found]:
    """What only seems so, to nobody one could name: "appears to …"."""
    if inside(token.idx, quotations):
        return
    if token.lemma_.casefold() not in cue_words("impersonal") or token.pos_ != "VERB":
        return
    clause = child(token, "xcomp", "ccomp")
    subject = child(token, *SUBJECTS, "expl")
    if clause is None or clause.i < token.i or token.dep_ in {"xcomp", "acl"}:
        return
    said = [*(subject.subtree if subject is not None else ()), *clause.subtree]
    yield Found(
        parsed,
        runs(said),
        (token.idx, token.idx + len(token)),
        token.lemma_.casefold(),
        None,
        "hearsay:hedge",
        cue_token=token,
    )
