"""Find the words: search, saved searches, and a report opened at a place."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading, writing
from vedette.cli.output import PARTIAL, counted, emit, escape, out, progress, table, talk
from vedette.errors import UnknownId, UsageError, VedetteError

if TYPE_CHECKING:
    from vedette.api.search import Filter, Search
    from vedette.model.article import Passage
    from vedette.model.search import Hit, SearchResult

PANEL = "Reports"


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    for name, command in (("search", search), ("searches", searches), ("text", text)):
        app.command(name, rich_help_panel=PANEL)(command)


def search(
    query: Annotated[
        str | None,
        typer.Argument(help='Words, "phrases", word*, AND OR NOT ( ), a NEAR/5 b, title:word.'),
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    outlet: Annotated[str | None, typer.Option("--outlet", help="Its name holds this.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="The credited agency.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="ISO 639-1: en, ko …")] = None,
    since: Annotated[str | None, typer.Option("--since", help="First day, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Last day, YYYY-MM-DD.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="Reports shown.")] = 20,
    as_known_at: Annotated[
        str | None, typer.Option("--as-known-at", help="Only what was known at this instant.")
    ] = None,
    save: Annotated[str | None, typer.Option("--save", help="Keep it under this name.")] = None,
    saved: Annotated[str | None, typer.Option("--saved", help="Run the one so named.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="A file with one search a line.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Find reports by their words, in any script; hits open at the words."""
    from vedette.api.search import Filter, Search, save_search, saved_searches

    if sum(given is not None for given in (query, saved, batch)) != 1:
        raise UsageError("search", "give one of: a query, --saved NAME, --batch FILE", "See --help")
    where = Filter(
        outlet=outlet,
        agency=agency,
        language=language,
        since=_day("--since", since),
        until=_day("--until", until),
    )
    if save is not None:
        with writing(workspace) as bench:
            save_search(bench.workspace, save, query or "", where)
        talk.print(f"kept as {escape(save)}")
    with reading(workspace) as bench:
        with progress("search") as report:
            engine = Search(bench.workspace, report)
        try:
            if batch is not None:
                _batch(engine, batch, where, as_known_at, as_json=json)
                return
            if saved is not None:
                query, where = _saved(saved_searches(bench.workspace), saved)
            found = engine.run(query or "", where=where, limit=limit, as_known_at=as_known_at)
        finally:
            engine.close()
    emit(asdict(found), as_json=json, human=lambda: _say(found))


def searches(
    forget: Annotated[str | None, typer.Option("--forget", help="Take this one back.")] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """The searches kept under a name."""
    from vedette.api.search import forget_search, saved_searches

    if forget is not None:
        with writing(workspace) as bench:
            forget_search(bench.workspace, forget)
    with reading(workspace) as bench:
        kept = saved_searches(bench.workspace)

    def human() -> None:
        rows = (
            (name, detail["query"], ", ".join(f"{k}: {v}" for k, v in _where(detail).items()))
            for name, detail in kept.items()
        )
        table("Searches", ("name", "query", "where"), rows)

    emit({"searches": kept}, as_json=json, human=human)


def text(
    document: Annotated[str, typer.Argument(help="Address, name, document or layer id.")],
    at: Annotated[
        int | None, typer.Option("--at", min=0, help="Open at this character of the text.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Furniture too: all of the page's text.")
    ] = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """A report's text as it is kept, part by part, with its offsets."""
    from vedette.model.article import Passage

    with reading(workspace) as bench:
        article = bench.article(document)
        passages = [
            passage
            for passage in bench.workspace.rows(Passage, unit=article.version_id)
            if everything or passage.kind != "furniture"
        ]
    passages.sort(key=lambda passage: (passage.span.start, passage.span.end))
    if at is not None:
        here = [p for p in passages if p.span.start <= at < p.span.end]
        if not here:
            raise UnknownId(f"--at {at}", "no part of the report stands there", "Try --all")
        first = passages.index(here[0])
        passages = passages[max(0, first - 1) : first + 2]
    rows = [
        {
            "kind": passage.kind,
            "start": passage.span.start,
            "end": passage.span.end,
            "text": passage.span.quote,
        }
        for passage in passages
    ]
    payload = {"address": article.address, "layer_id": article.layer_id, "passages": rows}
    emit(payload, as_json=json, human=lambda: _say_text(article.address, passages, at))


def _say_text(address: str, passages: list[Passage], at: int | None) -> None:
    out.print(f"[dim]{escape(address)}[/]")
    for passage in passages:
        span = passage.span
        out.print(f"[dim]{passage.kind} {span.start}-{span.end}[/]")
        if at is not None and span.start <= at < span.end:
            cut = at - span.start
            out.print(f"{escape(span.quote[:cut])}[bold]▸{escape(span.quote[cut:])}[/]")
        else:
            out.print(escape(span.quote))


def _batch(
    engine: Search, path: Path, where: Filter, as_known_at: str | None, *, as_json: bool
) -> None:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(str(path), f"it cannot be read ({error})", "A UTF-8 text file") from error
    rows: list[dict[str, object]] = []
    failed = 0
    for number, line in enumerate(lines, start=1):
        query = line.strip()
        if not query or query.startswith("#"):
            continue
        try:
            found = engine.run(query, where=where, as_known_at=as_known_at)
        except VedetteError as error:
            failed += 1
            talk.print(f"[red]{escape(path)}:{number}[/] {escape(error)}")
            rows.append({"line": number, "query": query, "error": str(error)})
            continue
        rows.append({"line": number, **asdict(found)})

    def human() -> None:
        shown = ((row["line"], row["query"], row.get("n_found", "unread")) for row in rows)
        table("Searches", ("line", "query", "reports found"), shown)

    emit({"searches": rows, "failed": failed}, as_json=as_json, human=human)
    if failed:
        raise typer.Exit(PARTIAL)


def _saved(kept: dict[str, dict[str, object]], name: str) -> tuple[str, Filter]:
    from vedette.api.search import Filter

    if name not in kept:
        raise UnknownId(name, "no search is kept under this name", "See: vedette searches")
    return str(kept[name]["query"]), Filter(**_where(kept[name]))


def _where(detail: dict[str, object]) -> dict[str, str]:
    where = detail.get("where")
    return {str(k): str(v) for k, v in where.items()} if isinstance(where, dict) else {}


def _day(option: str, day: str | None) -> str | None:
    from datetime import date

    if day is None:
        return None
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise UsageError(f"{option} {day}", f"this is no day ({error})", "YYYY-MM-DD") from error


def _say(found: SearchResult) -> None:
    if not found.hits:
        searched = counted(found.n_searched, "reports")
        out.print(f"[bold]{found.n_found} found[/] in {searched}")
    else:
        out.print(f"[bold]{counted(found.n_found, 'reports')}[/] of {found.n_searched}")
    for hit in found.hits:
        _say_hit(hit)
    for name, counts in found.facets.items():
        if len(counts) > 1:
            shown = ", ".join(f"{escape(value)} {n}" for value, n in list(counts.items())[:8])
            more = f" and {len(counts) - 8} more" if len(counts) > 8 else ""
            out.print(f"[dim]{name}:[/] {shown}{more}")


def _say_hit(hit: Hit) -> None:
    about = ", ".join(part for part in (hit.outlet, hit.published_on, hit.language) if part)
    out.print(f"\n[bold]{escape(hit.title or 'without a title')}[/] ({escape(about)})")
    for place in hit.places:
        words = f"{escape(place.before)} [bold]{escape(place.span.quote)}[/]{escape(place.after)}"
        out.print(f"  {place.passage_kind} {place.ordinal + 1}, at {place.span.start}: {words}")
    if hit.n_places > len(hit.places):
        out.print(f"  and {counted(hit.n_places - len(hit.places), 'more places')}")
    out.print(f"  [dim]{escape(hit.link)}[/]")
