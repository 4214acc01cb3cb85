"""Attributions by cue verbs, nouns and adjectives: the cue, its content by frame, its speaker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vedette.extract.attribution import (
    SUBJECTS,
    Found,
    agent_of,
    carriers,
    child,
    inside,
    is_added,
    is_passive,
    main_speaker,
    real,
    runs,
    subject_of_cue,
    subtree,
    verb_span,
)
from vedette.extract.cues import (
    Frame,
    cue_adjectives,
    cue_nouns,
    cue_words,
    idioms,
    verb_cue,
)
from vedette.extract.frames import Words, content_of, passive_content
from vedette.extract.parse import Parsed
from vedette.extract.people import words
from vedette.extract.quotes import Quotation

_VERBS = frozenset({"VERB", "AUX"})
# Kinds of which a bare noun phrase with nobody to say it is no attribution.
_NOBODY = frozenset({"nobody", "none", "anyone", "anybody", "nothing"})
_DUTIES = frozenset({"should", "must", "can", "could", "may", "might", "ought"})
_OWNED = frozenset({"stance", "topic", "accuse", "deny"})


def from_verb(parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]) -> Iterator[Found]:
    """What a cue verb attributes."""
    cue = verb_cue(token)
    if cue is None or token.pos_ not in _VERBS or inside(token.idx, quotations):
        return
    if token.dep_ in {"aux", "amod", "compound", "auxpass"}:
        return
    if token.tag_ == "VBN" and token.dep_ == "acl" and child(token, "agent", "ccomp") is None:
        return
    if cue.lemma == "cite" and token.dep_ == "advcl" and token.tag_ == "VBG":
        cited = list(_citing(parsed, token))
        if cited:
            yield from cited
            return
    near_quote = cue.takes_quotation and _touches_quotation(token, quotations)
    speaker = _speaker(token, quotations)
    if is_passive(token):
        if not cue.passive:
            return
        content = passive_content(token, cue)
    else:
        content = content_of(token, cue)
    if content is None and not near_quote:
        return
    if speaker is None and (content is None or not _may_be_nobodys(token, content[1])):
        return
    if cue.by_somebody and speaker is not None and not _can_speak(speaker):
        return  # "the move underscored …": the reporter's own reading
    if speaker is not None and _is_nobody(speaker):
        return
    if speaker is None and _is_readers(token):
        return  # "it should be noted that …": the reporter's own word
    said, frame = content or ([], None)
    yield Found(
        parsed,
        runs(_without_speaker(token, said)),
        verb_span(token),
        cue.lemma,
        speaker,
        f"{frame.kind}:{frame.key}" if frame else f"{cue.kind}:quote",
        via=carriers(token),
        cue_token=token,
        takes_quotation=cue.takes_quotation,
    )


def _is_nobody(speaker: Any) -> bool:
    """Whether a subject is nobody ("no group has claimed …"); "no one" is left to the table."""
    return speaker.lower_ in _NOBODY or any(
        c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in speaker.children
    )


def _is_readers(token: Any) -> bool:
    """Whether a cue with no speaker tells the reader what may or should be said."""
    modal = any(c.dep_ == "aux" and c.lower_ in _DUTIES for c in token.children)
    if modal and is_passive(token):
        return True
    head = token.head
    while head.dep_ in {"acomp", "xcomp", "conj"} and head.head.i != head.i and head.pos_ != "ADJ":
        head = head.head
    return bool(token.dep_ in {"xcomp", "advcl", "ccomp", "pcomp"} and head.pos_ == "ADJ")


def _can_speak(speaker: Any) -> bool:
    """Whether words can name somebody who speaks: a name, a person, or a document."""
    if speaker.pos_ in {"PROPN", "PRON"} and speaker.lower_ not in {"this", "that", "which"}:
        return True
    if speaker.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}:
        return True
    lemma = speaker.lemma_.casefold()
    known = words()["role_nouns"] | cue_words("document_nouns") | cue_words("collective_nouns")
    return lemma in known


def _may_be_nobodys(token: Any, frame: Frame) -> bool:
    """Whether an attribution may stand without a speaker: a passive, or a clause of saying."""
    if is_passive(token):
        return True
    return frame.kind not in _OWNED and frame.key in {"clause", "that"}


def _speaker(token: Any, quotations: tuple[Quotation, ...]) -> Any | None:
    speaker = main_speaker(token) if is_added(token) else subject_of_cue(token)
    if speaker is not None and inside(speaker.idx, quotations):
        # The parser took a word of the quotation for the one who says it.
        return _beside(token, quotations)
    return speaker


def _without_speaker(token: Any, said: Words) -> Words:
    """Content without the cue and, in the active voice, without its subject."""
    own = {token.i}
    if not is_passive(token):
        deps = SUBJECTS | {"agent", "aux", "auxpass"}
        own |= {t.i for t in subtree(c for c in token.children if c.dep_ in deps)}
    else:
        own |= {
            t.i for t in subtree(c for c in token.children if c.dep_ in {"agent", "auxpass", "aux"})
        }
    return [t for t in said if t.i not in own]


def _beside(cue: Any, quotations: tuple[Quotation, ...]) -> Any | None:
    """The noun right before a cue, or right after it where the order is turned ("said X")."""
    for step, reach in ((-1, 4), (1, 4)):
        index = cue.i + step
        for _ in range(reach):
            if not 0 <= index < len(cue.doc) or inside(cue.doc[index].idx, quotations):
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


def _touches_quotation(token: Any, quotations: tuple[Quotation, ...]) -> bool:
    sent = token.sent
    return any(q.start < sent.end_char and sent.start_char < q.end for q in quotations)


def _citing(parsed: Parsed, token: Any) -> Iterator[Found]:
    """ "X reported …, citing Y": what X reported was said by Y and came through X."""
    head = token.head
    speaker = child(token, "dobj", "obj")
    cue = verb_cue(head)
    if speaker is None or cue is None or head.i == token.i:
        return
    content = content_of(head, cue)
    carrier = subject_of_cue(head)
    if content is None or content[1].key != "clause":
        return
    yield Found(
        parsed,
        runs(_without_speaker(head, content[0])),
        verb_span(token),
        "cite",
        speaker,
        "citing",
        via=[carrier] if carrier is not None else [],
        cue_token=head,
    )


def from_idiom(parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]) -> Iterator[Found]:
    """ "made it clear that …", "made clear …": the object of a plain verb makes it a cue."""
    wanted = idioms().get(token.lemma_.casefold())
    if wanted is None or token.pos_ != "VERB" or inside(token.idx, quotations):
        return
    near = [c for c in token.subtree if c.lower_ in wanted and 0 < c.i - token.i <= 3]
    if not near:
        return
    said = [
        c
        for c in [*token.children, *(g for w in near for g in w.children)]
        if c.dep_ in {"ccomp", "xcomp", "advcl", "acl"} and c.i > near[0].i
    ]
    speaker = subject_of_cue(token)
    if speaker is None or not (said or _touches_quotation(token, quotations)):
        return
    yield Found(
        parsed,
        runs(t for t in subtree(said[:1]) if t.i not in {w.i for w in near}),
        (token.idx, near[-1].idx + len(near[-1])),
        f"{token.lemma_.casefold()} {near[-1].lower_}",
        speaker,
        "speech:idiom",
        cue_token=token,
        takes_quotation=True,
    )


def from_noun(parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]) -> Iterator[Found]:
    """What a noun attributes: "the claim that …", "his support for …"."""
    cue = cue_nouns().get(token.lemma_.casefold()) if token.pos_ == "NOUN" else None
    if cue is None or inside(token.idx, quotations):
        return
    content = content_of(token, cue)
    if content is None:
        return
    found, frame = content
    speaker = _owner(token)
    if speaker is None and frame.key != "clause":
        return
    yield Found(
        parsed,
        runs(found),
        (token.idx, token.idx + len(token)),
        cue.lemma,
        speaker,
        f"{frame.kind}:noun-{frame.key}",
        cue_token=token,
    )


def _owner(noun: Any) -> Any | None:
    """Who holds or utters what a noun names."""
    owner = child(noun, "poss", "nsubj")
    if owner is not None:
        return owner
    for prep in noun.children:
        if prep.dep_ in {"prep", "agent"} and prep.lower_ in {"by", "from", "among"}:
            return child(prep, "pobj")
    head = noun
    while head.dep_ in {"conj", "pobj", "prep"} and head.head.i != head.i:
        head = head.head
    if head.dep_ in {"dobj", "attr", "pobj"} and head.head.pos_ in _VERBS:
        verb = head.head
        if verb.lemma_.casefold() in cue_words("light_verbs"):
            return subject_of_cue(verb)
    if head is not noun and head.pos_ in _VERBS:
        return subject_of_cue(head)
    if head.dep_ == "nsubjpass":
        return agent_of(head.head)
    describing = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}]
    return next((c for c in describing if c.text[:1].isupper() and c.i > noun.sent.start), None)


def from_adjective(
    parsed: Parsed, token: Any, quotations: tuple[Quotation, ...]
) -> Iterator[Found]:
    """What an adjective attributes to its subject: "is confident that …"."""
    cue = cue_adjectives().get(token.lower_)
    if cue is None or token.pos_ not in {"ADJ", "VERB"} or token.dep_ == "amod":
        return
    if inside(token.idx, quotations):
        return
    content = content_of(token, cue)
    if content is None:
        return
    speaker = _feeler(token)
    if speaker is None:
        return
    yield Found(
        parsed,
        runs(content[0]),
        (token.idx, token.idx + len(token)),
        token.lower_,
        speaker,
        f"{content[1].kind}:adjective-{content[1].key}",
        cue_token=token,
    )


def _feeler(adjective: Any) -> Any | None:
    own = child(adjective, "nsubj", "nsubjpass")
    if own is not None:
        return real(own)
    head = adjective.head
    if (
        adjective.dep_ in {"acomp", "oprd", "conj", "advcl", "ccomp", "xcomp"}
        and head.pos_ in _VERBS
    ):
        subject = child(head, *SUBJECTS)
        return real(subject) if subject is not None else subject_of_cue(head)
    if adjective.dep_ in {"amod", "acl", "relcl"}:
        return head
    return None
