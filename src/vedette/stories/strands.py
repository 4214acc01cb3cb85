"""A report may tell several events: cut its paragraphs where another one begins.

A cut needs a sign: an opener such as "Meanwhile", or a second headline whose words a later run of
paragraphs holds. Everything else stays one strand, background included.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from vedette.clean.data_files import load_yaml
from vedette.model.article import Passage
from vedette.model.bundle import Bundle
from vedette.model.ids import content_id
from vedette.model.story import Strand
from vedette.stories.words import content_words, thresholds

_MIN_AFTER = 1


def find_strands(bundle: Bundle) -> tuple[Strand, ...]:
    """The strands of one report, in order; a report without paragraphs has none."""
    paragraphs = bundle.of("paragraph")
    if not paragraphs:
        return ()
    cuts = _cuts(bundle, paragraphs)
    bounds = [0, *sorted(cuts), len(paragraphs)]
    return tuple(
        _strand(bundle, paragraphs[start:end], cuts.get(start, "the report's first event"))
        for start, end in pairwise(bounds)
        if end > start
    )


def refs_in(bundle: Bundle, start: int, end: int) -> list[str]:
    """Refs of the parties named between two offsets, in order."""
    return [m.ref for m in bundle.mentions if start <= m.span.start < end]


def title_of(bundle: Bundle, strand: Strand) -> Passage | None:
    """The headline that fits a strand: the main one for the first, the best match for others."""
    titles = bundle.of("title")
    if not titles:
        return None
    if 0 in strand.paragraphs:
        return titles[0]
    bodies = [bundle.of("paragraph")[index].span.quote for index in strand.paragraphs]
    words = set(content_words(" ".join(bodies)))
    ranked = [(len(words & set(content_words(t.span.quote))), -t.ordinal, t) for t in titles[1:]]
    best = max(ranked, default=None, key=lambda item: item[:2])
    return best[2] if best and best[0] >= 2 else None


def _cuts(bundle: Bundle, paragraphs: Sequence[Passage]) -> dict[int, str]:
    limit = thresholds()["cut_cohesion"]
    openers = tuple(load_yaml("vedette.stories", "stories.yml")["openers"])
    bags = [_bag(bundle, paragraph) for paragraph in paragraphs]
    cuts: dict[int, str] = {}
    for index in range(1, len(paragraphs) - _MIN_AFTER + 1):
        opens = paragraphs[index].span.quote.casefold().startswith(openers)
        # With an opener, less of the second headline has to be found from here on.
        headline = _second_headline(bundle, bags, index, 0.25 if opens else 0.5)
        if not (opens or headline):
            continue
        start = max([cut for cut in cuts if cut < index], default=0)
        cohesion = _cosine(_sum(bags[start:index]), _sum(bags[index:]))
        if cohesion < limit or (opens and headline):
            signs = [
                sign for sign, held in (("opener", opens), (headline or "", bool(headline))) if held
            ]
            cuts[index] = f"another event begins: {', '.join(signs)}; cohesion {cohesion:.2f}"
    return cuts


def _second_headline(
    bundle: Bundle, bags: Sequence[Counter[str]], index: int, share: float
) -> str | None:
    """A second headline whose own words the text from here on holds and the text before does not."""
    titles = bundle.of("title")
    if len(titles) < 2:
        return None
    main = set(content_words(titles[0].span.quote))
    after, before, here = _sum(bags[index:]), _sum(bags[:index]), bags[index]
    for title in titles[1:]:
        own = set(content_words(title.span.quote)) - main
        held = {word for word in own if after[word] and not before[word]}
        if len(own) >= 2 and len(held) >= share * len(own) and held & here.keys():
            return f"headline {title.span.quote!r}"
    return None


def _bag(bundle: Bundle, paragraph: Passage) -> Counter[str]:
    bag = Counter(content_words(paragraph.span.quote))
    bag.update(refs_in(bundle, paragraph.span.start, paragraph.span.end))
    return bag


def _sum(bags: Sequence[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for bag in bags:
        total.update(bag)
    return total


def _cosine(left: Counter[str], right: Counter[str]) -> float:
    dot = sum(count * right[word] for word, count in left.items())
    size = sqrt(sum(c * c for c in left.values())) * sqrt(sum(c * c for c in right.values()))
    return dot / size if size else 0.0


def _strand(bundle: Bundle, paragraphs: Sequence[Passage], reason: str) -> Strand:
    start, end = paragraphs[0].span.start, paragraphs[-1].span.end
    refs = [ref for ref, _ in Counter(refs_in(bundle, start, end)).most_common(12)]
    return Strand(
        strand_id=content_id("sr", bundle.layer_id, paragraphs[0].ordinal, paragraphs[-1].ordinal),
        layer_id=bundle.layer_id,
        paragraphs=tuple(paragraph.ordinal for paragraph in paragraphs),
        lead=paragraphs[0].span,
        refs=tuple(refs),
        reason=reason,
    )
