"""Where a cue keeps its content: each frame of ``data/cues.yml`` as a walk over the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from vedette.extract.attribution import child, is_passive, subtree
from vedette.extract.cues import Cue, Frame, cue_words

Words = list[Any]
_MARKS = frozenset({"that", "whether", "if", "how", "why", "what", "because"})
_STOPS = frozenset({'"', ":", ";", "that", "--", "—"})
_TAIL = frozenset({"prep", "dobj", "oprd", "xcomp", "acl", "relcl", "appos", "advcl"})
_REASONS = frozenset({"because", "if", "unless", "so", "since", "until"})
_VERBS = frozenset({"VERB", "AUX"})


def content_of(token: Any, cue: Cue) -> tuple[Words, Frame] | None:
    """The words of the first frame that a cue's sentence fills, and the frame; None if none."""
    for frame in (*cue.frames, *_bound_frames(token, cue)):
        if frame.name == "quote":
            continue
        words = _FRAMES[frame.name](token, frame.word)
        if words and frame.name == "clause":
            words = [*_lost_start(token, words), *words]
        if words:
            return [*words, *_tail(token, words)], frame
    return None


def _lost_start(token: Any, words: Words) -> Words:
    """The start of a clause without "that", where the parse gave it to a cue that takes no object.

    "said many of those examples failed": *many of those examples* is no object of *said*.
    """
    first = min(t.i for t in words)
    if token.lemma_.casefold() not in cue_words("objectless") or first <= token.i:
        return []
    start = _past_setting(token, token.i + 1, first)
    lost = list(token.doc[start:first])
    return [] if any(t.text in _STOPS for t in lost) else lost


def _past_setting(token: Any, start: int, end: int) -> int:
    """Behind the words that tell when, where and how something was said."""
    doc = token.doc
    index = start
    while index < end:
        word = doc[index]
        if (word.dep_ in {"prep", "agent"} and is_setting(word)) or (
            word.dep_ in {"advmod", "npadvmod"} and word.head.i == token.i
        ):
            index = word.right_edge.i + 1
        elif word.ent_type_ in {"DATE", "TIME"} or word.is_punct or word.dep_ == "prt":
            index += 1
        else:
            break
    return min(index, end)


def _tail(token: Any, words: Words) -> Words:
    """What follows content without a break and hangs on the cue only because the parse put it there."""
    if token.pos_ not in _VERBS or min(t.i for t in words) < token.i:
        return []
    last = max(t.i for t in words)
    found: Words = []
    for c in token.children:
        if c.i <= last or c.left_edge.i <= token.i:
            continue
        joined = c.dep_ in _TAIL or (c.dep_ == "conj" and c.pos_ not in _VERBS)
        if c.dep_ == "prep" and is_setting(c):
            joined = False
        if c.dep_ == "advcl" and not _is_reason(c):
            joined = False
        if c.is_punct or c.dep_ == "cc":
            continue
        if not joined:
            break
        found.append(c)
    return list(subtree(found))


def _bound_frames(token: Any, cue: Cue) -> Iterator[Frame]:
    """Frames that hold only for what a poll or a record shows, or only with a negation."""
    if cue.documents:
        subject = child(token, "nsubj", "nsubjpass")
        if subject is not None and subject.lemma_.casefold() in cue_words("document_nouns"):
            yield from cue.documents
    if cue.negated and child(token, "neg") is not None:
        yield from cue.negated
    clause = next((f for f in cue.frames if f.name == "clause"), None)
    if clause is not None and clause.kind == "speech":
        yield Frame("that", "", clause.kind)


def _clause(token: Any, _: str) -> Words:
    found = [c for c in token.children if c.dep_ == "ccomp" and c.i != token.i]
    if token.pos_ == "NOUN":
        found += [c for c in token.children if c.dep_ in {"acl", "relcl"} and _is_marked(c)]
        if not found and token.dep_ == "nsubj" and token.head.lemma_ == "be":
            found = [c for c in token.head.children if c.dep_ == "ccomp" and c.i > token.i]
        return list(subtree(found))
    if not found and token.pos_ in _VERBS:
        found = [c for c in token.children if c.dep_ == "parataxis" and c.i < token.i]
    if found:
        return list(subtree([*found, *_reasons(token, found)]))
    if token.pos_ in _VERBS and token.dep_ == "parataxis" and token.head.i < token.i:
        own = {t.i for t in token.subtree}
        return [t for t in token.head.subtree if t.i not in own]
    if token.pos_ == "ADJ" and token.dep_ == "acomp":
        above = (c for c in token.head.children if c.dep_ == "ccomp" and c.i > token.i)
        return list(subtree(above))
    return []


def _reasons(token: Any, clauses: Words) -> Words:
    """Clauses of reason or condition behind what is said, which some parses hang on the cue."""
    start = max(c.i for c in clauses)
    if start < token.i:
        return []
    return [c for c in token.children if c.i > start and (_is_reason(c) or _is_joined(c))]


def _is_reason(clause: Any) -> bool:
    if clause.dep_ != "advcl":
        return False
    lefts = list(clause.lefts)
    return any(m.lower_ in _REASONS for m in lefts) or (clause.tag_ == "VB" and not lefts)


def _is_joined(clause: Any) -> bool:
    """A second clause with a subject of its own, joined by "and" with no comma before it."""
    if clause.dep_ != "conj" or child(clause, "nsubj", "expl") is None:
        return False
    before = clause.doc[clause.left_edge.i - 1]
    comma = before.i > 0 and clause.doc[before.i - 1].text == ","
    return bool(before.lower_ == "and" and not comma)


def _that(token: Any, _: str) -> Words:
    """From a "that" close behind the cue to the end of the sentence, where the parse lost it."""
    if token.pos_ not in _VERBS:
        return []
    end = token.sent.end
    for word in token.doc[token.i + 1 : min(token.i + 9, end)]:
        if word.lower_ == "that" and word.dep_ in {"mark", "det", "nsubj", "advmod"}:
            before = word.nbor(-1)
            behind_noun = (
                before.pos_ in {"NOUN", "PROPN"}
                and word.dep_ != "mark"
                and not (before.dep_ in {"pobj", "npadvmod"} and is_when_or_where(before))
            )
            return [] if behind_noun else list(token.doc[word.i : end])
        if word.text in {".", '"', ";"}:
            return []
    return []


def _is_marked(clause: Any) -> bool:
    """Whether a clause on a noun says what the noun is ("the claim that …"), not which one."""
    if any(
        c.dep_ in {"nsubj", "nsubjpass", "dobj"} and c.lower_ == "that" for c in clause.children
    ):
        return False
    return any(
        c.lower_ in _MARKS and c.dep_ in {"mark", "advmod", "det"} and c.i < clause.i
        for c in clause.children
    )


def _infinitive(token: Any, _: str) -> Words:
    deps = {"xcomp", "acl", "advcl"} if token.pos_ in {"NOUN", "ADJ"} else {"xcomp"}
    found = [
        c
        for c in token.children
        if c.dep_ in deps and c.i > token.i and any(a.lower_ == "to" for a in c.lefts)
    ]
    if not found and token.pos_ == "ADJ" and token.dep_ == "acomp":
        found = [c for c in token.head.children if c.dep_ == "xcomp" and c.i > token.i]
    return list(subtree(found))


def _gerund(token: Any, _: str) -> Words:
    return list(subtree(c for c in token.children if c.dep_ == "xcomp" and c.tag_ == "VBG"))


def _small(token: Any, _: str) -> Words:
    """An object with what it is called; in the passive the subject with it."""
    predicates = [
        c for c in token.children if c.dep_ == "oprd" or (c.lower_ == "as" and c.dep_ == "prep")
    ]
    if not predicates:
        return []
    about = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}]
    things = [c.i for c in about if c.i > token.i]
    between = [
        c
        for c in token.children
        if things and min(things) < c.i < predicates[-1].i and c not in about
    ]
    return list(subtree([*about, *between, *predicates]))


def _object(token: Any, _: str) -> Words:
    thing = child(token, "dobj", "obj")
    if (
        thing is None
        or thing.i < token.i
        or (thing.pos_ == "PRON" and thing.lower_ in {"it", "me"})
    ):
        return []
    behind = [
        c
        for c in token.children
        if c.i > thing.i
        and ((c.dep_ == "prep" and not is_setting(c)) or c.dep_ in {"dative", "xcomp"})
    ]
    return list(subtree([thing, *behind]))


def _after_preposition(token: Any, word: str) -> Words:
    for c in token.children:
        if c.dep_ in {"prep", "prt", "advmod"} and c.lower_ == word and c.i > token.i:
            if is_setting(c):
                continue
            found = [o for o in c.children if o.dep_ in {"pobj", "pcomp"}]
            thing = (
                child(token, "dobj", "nsubjpass") if word in {"of", "for", "with", "as"} else None
            )
            if found and thing is not None and token.pos_ in _VERBS:
                found.append(thing)
            if found:
                return list(subtree(found))
    return []


def is_setting(prep: Any) -> bool:
    """Whether a prepositional phrase tells when or where something was said, not what."""
    if prep.lower_ not in {
        "in",
        "on",
        "at",
        "during",
        "after",
        "before",
        "by",
        "through",
        "via",
        "to",
    }:
        return False
    return any(obj.dep_ == "pobj" and is_when_or_where(obj) for obj in prep.children)


def is_when_or_where(noun: Any) -> bool:
    """Whether a noun tells the occasion of a saying: a day, a person told, an interview."""
    if noun.ent_type_ in {"DATE", "TIME", "PERSON", "GPE"}:
        return True
    return noun.lemma_.casefold() in cue_words("setting_nouns")


def passive_content(token: Any, cue: Cue) -> tuple[Words, Frame] | None:
    """ "X is said to …", "X was accused of …": the subject with its predicate."""
    if not is_passive(token):
        return None
    found = content_of(token, cue)
    if found is None:
        return None
    subject = child(token, "nsubjpass")
    words, frame = found
    if subject is None or subject.lower_ == "it":
        return words, frame
    return [*subject.subtree, *words], frame


_FRAMES: dict[str, Callable[[Any, str], Words]] = {
    "clause": _clause,
    "that": _that,
    "inf": _infinitive,
    "ing": _gerund,
    "small": _small,
    "obj": _object,
    "prep": _after_preposition,
}
