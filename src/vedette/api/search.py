"""Search everything a workspace has read, and open at the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import quote

from vedette.clean.queries import Leaf, Node, leaves, parse
from vedette.clean.terms import Term, terms
from vedette.errors import UnknownId, UsageError
from vedette.model.article import Article, Passage
from vedette.model.evidence import Span, TextLayer
from vedette.model.search import Hit, Place, SearchResult
from vedette.store.fulltext import FullText, Page
from vedette.store.workspace import Workspace

COLUMN_OF = {"title": "title", "paragraph": "body", "caption": "caption", "furniture": "furniture"}
FACETS = ("outlet", "agency", "language", "month")
_CONTEXT_CHARS = 90
_MAX_PLACES = 3
SAVED = "search"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What a report must be besides holding the words; None leaves it open.

    Days are ISO 8601; a report without a printed day is left out when one is asked for.
    """

    outlet: str | None = None
    agency: str | None = None
    language: str | None = None
    since: str | None = None
    until: str | None = None

    def admits(self, article: Article) -> bool:
        """Whether a report passes."""
        day = (article.published or article.reference_on or "")[:10]
        return (
            _holds(article.outlet, self.outlet)
            and _holds(article.agency, self.agency)
            and (self.language is None or article.language == self.language)
            and (self.since is None or (bool(day) and day >= self.since))
            and (self.until is None or (bool(day) and day <= self.until))
        )


class Search:
    """An open search over one workspace; brings its index up to date first.

    Args:
        workspace: Open for reading or writing.
        report: Told about the indexing of new reports.
    """

    def __init__(
        self, workspace: Workspace, report: Progress = lambda _what, _done, _total: None
    ) -> None:
        self.workspace = workspace
        self.index = FullText(workspace.path)
        self._bring_up_to_date(report)

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def run(
        self,
        query: str,
        *,
        where: Filter | None = None,
        limit: int = 20,
        as_known_at: str | None = None,
    ) -> SearchResult:
        """Answer one search.

        Args:
            query: See :mod:`vedette.clean.queries`.
            where: What the reports must be besides.
            limit: The most reports to show; counts and facets are over all.
            as_known_at: Only what the workspace knew at that instant (ISO 8601, UTC).

        Raises:
            UsageError: The query cannot be read.
        """
        node = parse(query)
        admitted = {
            article.layer_id: article
            for article in self.workspace.rows(Article, as_known_at=as_known_at)
            if where is None or where.admits(article)
        }
        found = self.index.find(node, admitted)
        return SearchResult(
            query=query,
            n_found=len(found),
            n_searched=len(admitted),
            hits=tuple(
                self._hit(admitted[layer_id], score, node) for layer_id, score in found[:limit]
            ),
            facets=_facets(admitted[layer_id] for layer_id, _ in found),
        )

    def _hit(self, article: Article, score: float, node: Node) -> Hit:
        passages = self.workspace.rows(Passage, unit=article.version_id)
        asked = list(leaves(node))
        text = self.workspace.text(article.layer_id)
        places = [place for passage in passages for place in _places(passage, text, asked)]
        return Hit(
            layer_id=article.layer_id,
            version_id=article.version_id,
            address=article.address,
            link=_link(article.address, places),
            title=article.titles[0] if article.titles else "",
            outlet=article.outlet,
            agency=article.agency,
            language=article.language,
            published_on=(article.published or article.reference_on or "")[:10] or None,
            score=round(score, 4),
            n_places=len(places),
            places=tuple(places[:_MAX_PLACES]),
        )

    def _bring_up_to_date(self, report: Progress) -> None:
        layers = {layer.version_id: layer.layer_id for layer in self.workspace.rows(TextLayer)}
        wanted = {
            layers[version]: (version, row.rows_hash)
            for version, row in self.workspace.latest("read").items()
            if version in layers and row.n_rows
        }
        for layer, row in self.workspace.latest("correct-report").items():
            if layer in wanted:
                version, key = wanted[layer]
                wanted[layer] = version, key + row.rows_hash
        known = self.index.known()
        missing = [
            (layer, version, key)
            for layer, (version, key) in wanted.items()
            if known.get(layer) != key
        ]
        if not missing:
            return
        report("indexing", 0, len(missing))
        self.index.add(
            (self._page(*item) for item in missing),
            lambda done: report("indexing", done, len(missing)),
        )

    def _page(self, layer_id: str, version_id: str, key: str) -> Page:
        columns: dict[str, list[str]] = {}
        for passage in self.workspace.rows(Passage, unit=version_id):
            if passage.layer_id == layer_id:
                column = COLUMN_OF.get(passage.kind, "about")
                columns.setdefault(column, []).append(passage.span.quote)
        for article in self.workspace.rows(Article, unit=layer_id):
            # What a person judged is found too; it stands nowhere in the text, so no place opens.
            columns.setdefault("title", []).extend(article.titles[:1])
            about = (article.outlet, article.byline)
            columns.setdefault("about", []).extend(words for words in about if words)
        return Page(layer_id, key, columns)


def saved_searches(workspace: Workspace) -> dict[str, dict[str, object]]:
    """The searches kept under a name, the newest wording of each; an empty one was taken back."""
    kept: dict[str, dict[str, object]] = {}
    for name, detail in workspace.logged(SAVED):
        kept[name] = detail
    return {name: detail for name, detail in kept.items() if detail.get("query")}


def save_search(workspace: Workspace, name: str, query: str, where: Filter) -> None:
    """Keep a search under a name; the event log keeps every earlier wording.

    Raises:
        UsageError: The query cannot be read, or the name is empty.
    """
    if not name.strip():
        raise UsageError("name", "it is empty", "Give the search a name")
    parse(query)
    detail = {name: value for name, value in asdict(where).items() if value is not None}
    workspace.log(SAVED, name.strip(), {"query": query, "where": detail})


def forget_search(workspace: Workspace, name: str) -> None:
    """Take a saved search back; the log keeps that it was there.

    Raises:
        UnknownId: No search is kept under this name.
    """
    if name not in saved_searches(workspace):
        raise UnknownId(name, "no search is kept under this name", "See: vedette searches")
    workspace.log(SAVED, name, {"query": ""})


def _holds(value: str | None, wanted: str | None) -> bool:
    return wanted is None or wanted.casefold() in (value or "").casefold()


def _facets(articles: Iterable[Article]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for article in articles:
        day = article.published or article.reference_on or ""
        values = (article.outlet, article.agency, article.language, day[:7])
        for name, value in zip(FACETS, values, strict=True):
            counts[name][value or "not told"] += 1
    return {
        name: dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
        for name, counted in counts.items()
    }


def _places(passage: Passage, text: str, asked: Sequence[Leaf]) -> Iterator[Place]:
    column = COLUMN_OF.get(passage.kind, "about")
    wanted = [leaf for leaf in asked if column in leaf.columns]
    if not wanted:
        return
    words = passage.span.quote
    found = list(terms(words))
    reached = -1
    for at in range(len(found)):
        ends = [end for leaf in wanted if (end := _match_end(found, at, leaf)) is not None]
        if not ends or found[at].start < reached:
            continue
        reached = max(ends)
        start = passage.span.start + found[at].start
        end = passage.span.start + reached
        yield Place(
            span=Span(
                layer_id=passage.layer_id, start=start, end=end, quote=text[start:end]
            ).checked(text),
            passage_kind=passage.kind,
            ordinal=passage.ordinal,
            before=_cut_before(words[: found[at].start]),
            after=_cut_after(words[reached:]),
        )


def _match_end(found: Sequence[Term], at: int, leaf: Leaf) -> int | None:
    """Where the phrase that begins at a term ends in the text, or None."""
    asked = leaf.phrase.terms
    here = found[at : at + len(asked)]
    if len(here) < len(asked):
        return None
    *firm, last = asked
    if any(term.text != word for term, word in zip(here, firm, strict=False)):
        return None
    if here[-1].text == last:
        return here[-1].end
    if not leaf.phrase.is_prefix or not here[-1].text.startswith(last):
        return None
    # Of a bigram that only begins with the character asked for, the character is the hit.
    is_cjk = len(last) == 1 and not last.isascii() and len(here[-1].text) == 2
    return here[-1].start + 1 if is_cjk else here[-1].end


def _cut_before(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _CONTEXT_CHARS else "…" + flat[-_CONTEXT_CHARS:]


def _cut_after(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _CONTEXT_CHARS else flat[:_CONTEXT_CHARS] + "…"


def _link(address: str, places: Sequence[Place]) -> str:
    """The address with a text fragment, so that a browser opens at the words.

    Source: WICG, "URL Fragment Text Directives" (draft community group report, 2023).
    """
    if not places or not address.startswith(("http://", "https://")):
        return address
    words = quote(" ".join(places[0].span.quote.split()), safe="")
    return f"{address}{'' if '#' in address else '#'}:~:text={words.replace('-', '%2D')}"
