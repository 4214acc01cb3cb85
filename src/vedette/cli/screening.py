"""Screening: a name, a file, a text, what a change of the lists touches; decisions; the test."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from vedette.cli.default_command import means
from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading, writing
from vedette.cli.output import PARTIAL, PROBLEM, emit, escape, out, progress, table, talk
from vedette.errors import UnreadableInput, UnsupportedInput, UsageError, WorkspaceBusy
from vedette.model.listing import Identifier, PartyKind

if TYPE_CHECKING:
    from vedette.api import Workbench
    from vedette.model.screening import Found, Question
    from vedette.screen.settings import Settings


screen = typer.Typer(
    help="Screen a name (or: file, text, changed, decide, decisions, log, again, test).",
    no_args_is_help=True,
    cls=means("name"),
)

KindOption = Annotated[
    str | None,
    typer.Option("--kind", help="person, organisation, vessel or aircraft; any where not given."),
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", help="The lists as they stood on this day (YYYY-MM-DD).")
]
HitOption = Annotated[float, typer.Option("--hit", help="From this score on a name is a hit.")]
PossibleOption = Annotated[
    float, typer.Option("--possible", help="From this score on a name is possible.")
]
StoreOption = Annotated[
    bool, typer.Option("--store/--no-store", help="Keep the screening in the event log.")
]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.add_typer(screen, name="screen", rich_help_panel="Lists")


@screen.command("name")
def name_(
    name: Annotated[str, typer.Argument(help="A name as you met it, in any script.")],
    workspace: WorkspaceOption = WORKSPACE,
    kind: KindOption = None,
    birth: Annotated[
        str | None, typer.Option("--birth", help="Birth date: 1962-03-04, 1962-03, 1962.")
    ] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", help="Two-letter code; may be repeated.")
    ] = None,
    imo: Annotated[str | None, typer.Option("--imo", help="IMO ship number.")] = None,
    number: Annotated[
        list[str] | None,
        typer.Option("--id", help="An identifier: passport=P123, mmsi=…, call_sign=…, lei=…."),
    ] = None,
    ref: Annotated[str, typer.Option("--ref", help="What you call the party.")] = "",
    as_of: AsOfOption = None,
    hit: HitOption = 0.9,
    possible: PossibleOption = 0.78,
    store: StoreOption = True,
    json: JsonOption = False,
) -> None:
    """Screen one name against the lists in use; look-alikes say why they are not hits."""
    from vedette.api.decisions import Memory
    from vedette.api.screening import decision_on, record_answer

    question = _question(name, kind, birth, country or [], imo, number or [], ref)
    settings = _settings(hit, possible)
    with _maybe_writing(workspace, store) as bench:
        screener = bench.screener(settings=settings, as_of=_day(as_of))
        answer = screener.ask(question)
        memory = Memory(bench.workspace)
        decided = [decision_on(screener, memory, question, item) for item in answer.found]
        stored = None
        if store and bench.workspace.is_writable:
            stored = record_answer(bench.workspace, screener, answer)

    def human() -> None:
        _show_found(f"Screening {name}", answer.found, decided)
        out.print(escape(answer.coverage.sentence))
        if stored:
            talk.print(f"stored as {stored}")

    payload = {**asdict(answer), "decisions": decided, "screening_id": stored}
    emit(payload, as_json=json, human=human)
    still_open = [
        item
        for item, word in zip(answer.found, decided, strict=True)
        if item.verdict != "near_miss" and not word.startswith("different")
    ]
    if still_open:
        raise typer.Exit(PROBLEM)


@screen.command("file")
def file_(
    source: Annotated[Path, typer.Argument(help="CSV, Parquet or Arrow with a column of names.")],
    to: Annotated[Path, typer.Option("--to", help="Results: .csv, .jsonl or .parquet.")],
    workspace: WorkspaceOption = WORKSPACE,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", help="What a column is called: name=Customer, birth_on=DOB …."),
    ] = None,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    hit: HitOption = 0.9,
    possible: PossibleOption = 0.78,
    store: StoreOption = True,
    json: JsonOption = False,
) -> None:
    """Screen a file of parties; bad rows are written beside the results and the rest goes on."""
    _screen_file(workspace, source, to, column, kind, hit, possible, store, json, as_of=_day(as_of))


@screen.command("changed")
def changed(
    source: Annotated[Path, typer.Argument(help="Your parties: CSV, Parquet or Arrow.")],
    since: Annotated[str, typer.Option("--since", help="A day: listings new or changed since.")],
    to: Annotated[Path, typer.Option("--to", help="Results: .csv, .jsonl or .parquet.")],
    workspace: WorkspaceOption = WORKSPACE,
    column: Annotated[list[str] | None, typer.Option("--column", help="As in `file`.")] = None,
    kind: KindOption = None,
    hit: HitOption = 0.9,
    possible: PossibleOption = 0.78,
    store: StoreOption = True,
    json: JsonOption = False,
) -> None:
    """Which of your parties does a change of the lists touch: only what is new or changed is asked."""
    day = _day(since)
    assert day
    _screen_file(workspace, source, to, column, kind, hit, possible, store, json, since=day)


def _screen_file(
    workspace: Path,
    source: Path,
    to: Path,
    column: list[str] | None,
    kind: str | None,
    hit: float,
    possible: float,
    store: bool,
    json: bool,
    *,
    as_of: str | None = None,
    since: str | None = None,
) -> None:
    from vedette.api.decisions import Memory
    from vedette.api.screening import listed_since, record_file, screen_file

    columns = dict(_pair(item, "--column") for item in column or [])
    with _maybe_writing(workspace, store) as bench, progress("screening") as report:
        only = listed_since(bench.workspace, since) if since else None
        screener = bench.screener(settings=_settings(hit, possible), as_of=as_of, only=only)
        done = screen_file(
            screener,
            source,
            to,
            memory=Memory(bench.workspace),
            columns=columns,
            kind=_kind(kind),
            report=lambda rows, of: report("rows", rows, of),
        )
        stored = None
        if store and bench.workspace.is_writable:
            stored = record_file(
                bench.workspace, screener, source, done,
                columns=columns, kind=_kind(kind), only=only,
            )  # fmt: skip

    def human() -> None:
        if only is not None:
            out.print(f"{len(only)} listings are new or changed since {since}")
        out.print(
            f"{done.n_rows} rows: {done.n_alerts} with a hit or a possible one "
            f"({done.n_hits} hits), {done.n_decided} findings decided before, {done.n_bad} bad"
        )
        out.print(f"results: {escape(done.path)}")
        if done.bad_path:
            out.print(f"bad rows: {escape(done.bad_path)}")
        out.print(escape(done.coverage.sentence))

    payload = {
        **{
            key: str(value) if isinstance(value, Path) else value
            for key, value in asdict(done).items()
        },
        "screening_id": stored,
        "n_changed": None if only is None else len(only),
    }
    emit(payload, as_json=json, human=human)
    if done.n_bad:
        raise typer.Exit(PARTIAL)
    if done.n_alerts:
        raise typer.Exit(PROBLEM)


@screen.command("text")
def text_(
    source: Annotated[str, typer.Argument(help="A text file (UTF-8), or - for standard input.")],
    workspace: WorkspaceOption = WORKSPACE,
    kind: KindOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Find every listed party that a text names, with the place and the reasons."""
    from vedette.screen.freetext import find_in_text, text_coverage

    text = _read_text(source)
    with reading(workspace) as bench:
        screener = bench.screener(as_of=_day(as_of))
        named = find_in_text(screener, text, kind=_kind(kind))
        coverage = text_coverage(screener, text, named)

    def human() -> None:
        table(
            f"Listed parties named in {source}",
            ("place", "words", "verdict", "score", "listing", "listed name", "why"),
            (
                (
                    f"{item.start}-{item.end}",
                    item.quote,
                    item.found.verdict.replace("_", " "),
                    f"{item.found.score:.2f}",
                    f"{item.found.list_id} {item.found.list_ref}",
                    item.found.listed_name,
                    item.found.explanation,
                )
                for item in named
            ),
        )
        out.print(escape(coverage.sentence))

    payload = {"named": [asdict(item) for item in named], "coverage": asdict(coverage)}
    emit(payload, as_json=json, human=human)
    if named:
        raise typer.Exit(PROBLEM)


@screen.command("decide")
def decide_(
    ref: Annotated[str, typer.Argument(help="What you call the customer.")],
    party: Annotated[str, typer.Argument(help="The listed party: LIST:NUMBER, or its number.")],
    verdict: Annotated[str, typer.Argument(help="same, different or unsure.")],
    name: Annotated[str, typer.Option("--name", help="The customer's name as it is screened.")],
    because: Annotated[str, typer.Option("--because", help="The reason, in words.")],
    workspace: WorkspaceOption = WORKSPACE,
    kind: KindOption = None,
    birth: Annotated[str | None, typer.Option("--birth", help="Birth date.")] = None,
    country: Annotated[list[str] | None, typer.Option("--country", help="Code.")] = None,
    number: Annotated[list[str] | None, typer.Option("--id", help="SCHEME=VALUE.")] = None,
    evidence: Annotated[
        list[str] | None, typer.Option("--evidence", help="What it rests on; may be repeated.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Remember what was decided; it speaks until what either side tells changes."""
    from vedette.api.decisions import decide, listing_of
    from vedette.model.listing import Listing

    question = _question(name, kind, birth, country or [], None, number or [], ref)
    with writing(workspace) as bench:
        listing = listing_of(bench.workspace.rows(Listing), party)
        made = decide(
            bench.workspace,
            question,
            listing,
            verdict,  # type: ignore[arg-type]
            because,
            evidence or (),
        )

    def human() -> None:
        out.print(f"{escape(ref)} and {escape(made.party)}: {verdict}; {escape(because)}")

    emit(asdict(made), as_json=json, human=human)


@screen.command("decisions")
def decisions(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """What was decided, the newest of each customer and listed party."""
    from vedette.api.decisions import Memory

    with reading(workspace) as bench:
        rows = Memory(bench.workspace).all()

    def human() -> None:
        table(
            "Decisions",
            ("customer", "listed party", "decided", "on", "because"),
            ((r.ref, r.party, r.verdict, r.at[:10], r.because) for r in rows),
        )

    emit({"decisions": [asdict(row) for row in rows]}, as_json=json, human=human)


@screen.command("log")
def log(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """The screenings stored: when, what was asked, over which lists, by which engine."""
    from vedette.api.screening import screenings

    with reading(workspace) as bench:
        rows = screenings(bench.workspace)

    def human() -> None:
        table(
            "Screenings",
            ("id", "at", "asked", "found", "lists", "engine"),
            (
                (
                    key,
                    row["at"][:19],
                    row["question"]["name"] if "question" in row else row["source"]["name"],
                    len(row["found"]) if "question" in row else f"{row['alerts']} of {row['rows']}",
                    ", ".join(f"{r['list']} {r['dated']}" for r in row["releases"]),
                    row["engine"],
                )
                for key, row in rows
            ),
        )

    payload = {"screenings": [{"screening_id": key, **row} for key, row in rows]}
    emit(payload, as_json=json, human=human)


@screen.command("again")
def again_(
    screening_id: Annotated[str, typer.Argument(help="The id; see `vedette screen log`.")],
    workspace: WorkspaceOption = WORKSPACE,
    source: Annotated[
        Path | None, typer.Option("--source", help="Where the screened file lies now.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Do a stored screening again, over the same releases and settings, and compare."""
    from vedette.api.screening_again import again
    from vedette.api.workbench import expected_lists

    with reading(workspace) as bench:
        result = again(bench.workspace, screening_id, expected_lists(), source=source)

    def human() -> None:
        words = {True: "the same", False: "something else", None: "an answer not to be compared"}
        said = words[result["same"]]
        out.print(
            f"screened at {result['at'][:19]} by engine {result['engine_then']}; "
            f"engine {result['engine_now']} gives {said}"
        )
        if "source" in result:
            _show_file_again(result)
            return
        for when in ("then", "now"):
            for item in result[when]:
                out.print(
                    escape(f"  {when}: {item['party']} {item['verdict']} {item['score']:.2f}")
                )

    emit(result, as_json=json, human=human)
    if result["same"] is not True:
        raise typer.Exit(PROBLEM)


def _show_file_again(result: dict[str, Any]) -> None:
    then, now = result["then"], result["now"]
    out.print(
        f"{escape(result['source'])}: {now['rows']} rows, {now['findings']} findings now; then "
        f"{then['rows']} rows with {then['alerts']} alerts"
    )
    if result["n_different"] is None:
        out.print(
            "the results written then are gone or were changed; only the hashes of the findings "
            "were compared, so which rows differ cannot be told"
        )
    for word in ("gone", "new"):
        for row in result[word]:
            out.print(
                escape(
                    f"  {word}: row {row['row']} {row['list_id']}:{row['list_ref']} "
                    f"{row['listed_name']} {row['verdict']} {row['score']}"
                )
            )


@screen.command("test")
def measure(
    workspace: WorkspaceOption = WORKSPACE,
    hit: HitOption = 0.9,
    possible: PossibleOption = 0.78,
    n: Annotated[int, typer.Option("--names", min=10, help="Most names of each class.")] = 300,
    people: Annotated[
        int, typer.Option("--people", min=100, help="How many people of no list.")
    ] = 20_000,
    json: JsonOption = False,
) -> None:
    """Measure your configuration on your lists: recall by class of spoilt names, and alarm rate."""
    from vedette.screen.selftest import run_test

    settings = _settings(hit, possible)
    with reading(workspace) as bench:
        screener = bench.screener(settings=settings)
        result = run_test(screener, n=n, n_people=people)
        coverage = screener.coverage(0, 0)
    rates = [*result.classes, result.alarms, result.hits]

    def human() -> None:
        table(
            f"Screening test: hit from {hit}, possible from {possible}",
            ("class", "asked", "found", "share", "95 % interval"),
            (
                (r.name, r.n, r.n_found, f"{r.share:.4f}", "{:.4f} to {:.4f}".format(*r.interval))
                for r in rates
            ),
        )
        out.print("alarm and hit: of made-up people of no list; the rest: of listed names, spoilt")
        out.print(f"configuration {settings.settings_id}; lists {coverage.details}")

    payload = {
        "settings": asdict(settings),
        "settings_id": settings.settings_id,
        "releases": coverage.searched,
        "classes": [{**asdict(r), "share": r.share, "interval": r.interval} for r in rates],
    }
    emit(payload, as_json=json, human=human)


# -- options -----------------------------------------------------------------------------------


def _question(
    name: str,
    kind: str | None,
    birth: str | None,
    countries: Iterable[str],
    imo: str | None,
    numbers: Iterable[str],
    ref: str,
) -> Question:
    from vedette.clean.dates import first_day
    from vedette.clean.identifiers import is_imo_ship_number
    from vedette.model.screening import Question

    # An argument that was not UTF-8 comes with lone surrogates, which no one can store.
    name = name.encode("utf-8", "replace").decode()
    found = [Identifier(scheme=s, value=v) for s, v in (_pair(n, "--id") for n in numbers)]
    if imo:
        found.append(Identifier(scheme="imo", value=imo))
    for item in found:
        if item.scheme == "imo" and not is_imo_ship_number(item.value):
            raise UsageError(
                f"--imo {item.value}",
                "the check digit does not fit: no IMO ship number",
                "Check it; a company's IMO number is --id imo_company=NUMBER",
            )
    if birth and first_day(birth) is None:
        raise UsageError(f"--birth {birth}", "it is no date", "YYYY-MM-DD, YYYY-MM or YYYY")
    if not any(char.isalnum() for char in name) and not found:
        raise UsageError(repr(name[:40]), "it has no letter and no digit", "Give a name")
    return Question(
        name=name,
        kind=_kind(kind),
        birth_on=birth,
        countries=tuple(code.upper() for code in countries),
        identifiers=tuple(found),
        ref=ref,
    )


def _kind(kind: str | None) -> PartyKind | None:
    if kind is not None and kind not in get_args(PartyKind):
        raise UsageError(
            f"--kind {kind}", "unknown kind", "person, organisation, vessel or aircraft"
        )
    return kind  # type: ignore[return-value]


def _pair(text: str, option: str) -> tuple[str, str]:
    left, mark, right = text.partition("=")
    if not mark or not left or not right:
        raise UsageError(f"{option} {text}", "it is not NAME=VALUE", "Write it so")
    return left.strip(), right.strip()


def _day(text: str | None) -> str | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(text, "it is no day", "Write YYYY-MM-DD") from error


def _settings(hit: float, possible: float) -> Settings:
    from vedette.screen.settings import Settings

    return Settings(hit=hit, possible=possible)


def _maybe_writing(workspace: Path, store: bool) -> Workbench:
    """Open for writing where a screening is to be kept; an answer does not wait for a lock."""
    if not store:
        return reading(workspace)
    try:
        return writing(workspace)
    except WorkspaceBusy:
        talk.print("[yellow]not stored[/]: another process is writing in this workspace")
        return reading(workspace)


def _read_text(source: str) -> str:
    """A text as characters; bytes that are none are refused, since silence would read as no hit."""
    from vedette.read.sniff import decode, sniff

    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise UnreadableInput(source, str(error.strerror), "Name a text file") from error
    if sniff(data, source).media_type == "application/pdf":
        raise UnsupportedInput(source, "this is a PDF, not a text", "Take it in: vedette ingest")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data, source)[0]


def _show_found(title: str, found: Iterable[Found], decided: Iterable[str]) -> None:
    rows: list[tuple[Any, ...]] = []
    for item, word in zip(found, decided, strict=True):
        shown = (
            item.verdict.replace("_", " "),
            f"{item.score:.2f}",
            "" if item.alerts_per_10k is None else f"{item.alerts_per_10k:.0f}",
            f"{item.list_id} {item.list_ref}",
            item.listed_name,
            item.explanation,
            "; ".join(item.against),
            word,
        )
        rows.append(shown)
    table(
        title,
        ("verdict", "score", "alerts/10k", "listing", "listed name", "why", "against", "decided"),
        rows,
    )
