"""What the reports say: statements, events, stories, comparison, incidents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.cli.output import emit, escape, out, table
from vedette.errors import UnknownId
from vedette.model.reading import Event, Mention, Statement

PANEL = "Reports"
AsReadOption = Annotated[
    bool, typer.Option("--as-read", help="As the machine read it, whatever a person corrected.")
]
# Enough of an id to name a row by; the JSON form has all of it.
ID_CHARS = 11


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    for name, command in (
        ("mentions", mentions),
        ("people", people),
        ("statements", statements),
        ("events", events),
        ("stories", stories),
        ("compare", compare),
        ("incidents", incidents),
    ):
        app.command(name, rich_help_panel=PANEL)(command)


def mentions(
    workspace: WorkspaceOption = WORKSPACE,
    name: Annotated[
        str | None, typer.Option("--name", help="Only those whose name or words hold this.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="For example person.")] = None,
    report: Annotated[str | None, typer.Option("--in", help="Only those of one report.")] = None,
    as_read: AsReadOption = False,
    json: JsonOption = False,
) -> None:
    """Who and what the reports name, at which words, and whom that means."""
    with reading(workspace) as bench:
        layer = bench.article(report).layer_id if report else None
        wanted = (name or "").casefold()
        rows = [
            row
            for row in bench.table(Mention, as_read=as_read)
            if (kind is None or row.kind == kind)
            and (layer is None or row.layer_id == layer)
            and wanted in f"{row.name} {row.span.quote}".casefold()
        ]

    def human() -> None:
        table(
            "Mentions",
            ("id", "words", "kind", "names", "role", "state", "characters", "judged"),
            (
                (
                    row.mention_id[:ID_CHARS],
                    row.span.quote,
                    row.kind,
                    row.name,
                    row.role,
                    row.state,
                    f"{row.span.start}–{row.span.end}",
                    _mark(row),
                )
                for row in rows
            ),
        )

    emit({"mentions": [asdict(row) for row in rows]}, as_json=json, human=human)


def people(
    workspace: WorkspaceOption = WORKSPACE,
    name: Annotated[str | None, typer.Option("--name", help="Only whose name holds this.")] = None,
    json: JsonOption = False,
) -> None:
    """The persons the reports name: by which words, in how many reports."""
    with reading(workspace) as bench:
        rows = [row for row in bench.mentions() if row.kind == "person"]
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.ref, []).append(row)
    wanted = (name or "").casefold()
    persons = [
        {
            "ref": ref,
            "name": own[0].name,
            "words": sorted({" ".join(row.span.quote.split()) for row in own}),
            "roles": sorted({row.role for row in own if row.role}),
            "n_mentions": len(own),
            "layer_ids": sorted({row.layer_id for row in own}),
            "judged": sorted({name for row in own for name in row.judged}),
        }
        for ref, own in sorted(found.items())
        if any(wanted in row.name.casefold() for row in own)
    ]

    def human() -> None:
        table(
            "Persons",
            ("name", "ref", "words", "roles", "mentions", "reports", "judged"),
            (
                (
                    one["name"],
                    one["ref"],
                    "; ".join(one["words"]),
                    "; ".join(one["roles"]),
                    one["n_mentions"],
                    len(one["layer_ids"]),
                    "judged" if one["judged"] else "",
                )
                for one in persons
            ),
        )

    emit({"people": persons}, as_json=json, human=human)


def statements(
    workspace: WorkspaceOption = WORKSPACE,
    by: Annotated[
        str | None, typer.Option("--by", help="Only speakers whose name holds this.")
    ] = None,
    as_read: AsReadOption = False,
    json: JsonOption = False,
) -> None:
    """Who said what, in which manner, through which hands."""
    with reading(workspace) as bench:
        rows = [
            row
            for row in bench.table(Statement, as_read=as_read)
            if by is None or by.casefold() in (row.speaker_name or "").casefold()
        ]

    def human() -> None:
        table(
            "Statements",
            ("speaker", "role", "manner", "words", "chain", "said on", "headline", "judged", "id"),
            (
                (
                    row.speaker_name or "not told",
                    row.speaker_role,
                    row.manner,
                    " … ".join(span.quote for span in row.content),
                    " → ".join(link.name for link in row.chain),
                    row.said_on,
                    _headline(row.in_title, row.supported),
                    _mark(row),
                    row.statement_id[:ID_CHARS],
                )
                for row in rows
            ),
        )

    emit({"statements": [asdict(row) for row in rows]}, as_json=json, human=human)


def events(
    workspace: WorkspaceOption = WORKSPACE,
    kind: Annotated[str | None, typer.Option("--kind", help="For example veto.")] = None,
    as_read: AsReadOption = False,
    json: JsonOption = False,
) -> None:
    """What is told to have happened, how it is held, and when."""
    with reading(workspace) as bench:
        rows = [
            row for row in bench.table(Event, as_read=as_read) if kind is None or row.kind == kind
        ]

    def human() -> None:
        table(
            "Events",
            ("kind", "modality", "occurred", "who and what", "words", "judged", "id"),
            (
                (
                    row.kind,
                    row.modality,
                    row.occurred or "open",
                    "; ".join(f"{slot.role}: {slot.name}" for slot in row.slots),
                    row.span.quote,
                    _mark(row),
                    row.event_id[:ID_CHARS],
                )
                for row in rows
            ),
        )

    emit({"events": [asdict(row) for row in rows]}, as_json=json, human=human)


def stories(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """Events as told by one or more reports, with their independent origins."""
    with reading(workspace) as bench:
        rows = bench.stories()
        origins = bench.workspace.rows(_origin_type())
    named: dict[str, list[str]] = {}
    doubted: dict[str, int] = {}
    for origin in origins:
        named.setdefault(origin.story_id, []).append(origin.name)
        doubted[origin.story_id] = doubted.get(origin.story_id, 0) + bool(origin.possibly_of)

    def human() -> None:
        table(
            "Stories",
            ("story", "title", "reports", "independent origins", "from", "to"),
            (
                (
                    row.story_id,
                    row.title,
                    len(row.layer_ids),
                    _counted(named.get(row.story_id, []), doubted.get(row.story_id, 0)),
                    row.first_on,
                    row.last_on,
                )
                for row in rows
            ),
        )

    payload = {
        "stories": [
            {
                **asdict(row),
                "origins": named.get(row.story_id, []),
                "n_possibly_derived": doubted.get(row.story_id, 0),
            }
            for row in rows
        ]
    }
    emit(payload, as_json=json, human=human)


def _counted(names: Sequence[str], doubted: int) -> str:
    """How many origins, which, and how many of them may not be independent."""
    doubt = f" ({doubted} possibly translated from another)" if doubted else ""
    return f"{len(names)}{doubt}: {', '.join(names)}"


def compare(
    story: Annotated[str | None, typer.Argument(help="A story id or its beginning.")] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """What the reports of a story share, where they differ, what only one says."""
    with reading(workspace) as bench:
        rows: Sequence[Any] = bench.differences()
        known = [row.story_id for row in bench.stories()]
    if story is not None:
        wanted = [story_id for story_id in known if story_id.startswith(story)]
        if not wanted:
            raise UnknownId(story, "no story has this id", "See: vedette stories")
        rows = [row for row in rows if row.story_id in wanted]

    def human() -> None:
        table(
            "Comparison",
            ("kind", "what", "one report", "another", "said plainly"),
            (
                (
                    row.kind,
                    row.slot,
                    row.left.quote,
                    row.right.quote if row.right else "",
                    row.sentence,
                )
                for row in rows
            ),
        )

    emit({"differences": [asdict(row) for row in rows]}, as_json=json, human=human)


def incidents(
    incident: Annotated[str | None, typer.Argument(help="For example KP-2024-0001.")] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Alleged breaches: modality, status, engaged paragraphs, open questions."""
    with reading(workspace) as bench:
        rows: Sequence[Any] = bench.incidents()
    if incident is not None:
        rows = [row for row in rows if row.incident_id.casefold() == incident.casefold()]
        if not rows:
            raise UnknownId(incident, "no incident has this id", "See: vedette incidents")

    def human() -> None:
        table(
            "Incidents",
            ("incident", "title", "modality", "status", "law of", "engaged"),
            (
                (
                    row.incident_id,
                    row.title,
                    row.modality,
                    row.status,
                    row.law_on,
                    "; ".join(f"{m.symbol} para. {m.paragraph}" for m in row.measures),
                )
                for row in rows
            ),
        )
        if incident is not None:
            for row in rows:
                _say_incident(row)

    emit({"incidents": [asdict(row) for row in rows]}, as_json=json, human=human)


def _say_incident(row: Any) -> None:
    table(
        "Evidence",
        ("stance", "words", "why"),
        ((link.stance, link.span.quote, link.reason) for link in row.evidence),
    )
    out.print("[bold]Open questions[/]")
    for question in row.open_questions:
        out.print(f"  - {escape(question)}")


def _mark(row: Any) -> str:
    """Whether a person's judgement is laid over a row; `vedette correct list` tells which."""
    return "judged" if row.judged else ""


def _headline(in_title: bool, supported: bool | None) -> str:
    if not in_title:
        return ""
    words = {True: "quote in body", False: "quote NOT in body", None: "no quote"}
    return f"headline ({words[supported]})"


def _origin_type() -> Any:
    from vedette.model.story import OriginGroup

    return OriginGroup
