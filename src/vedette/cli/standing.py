"""How many hands stand behind a story or a claim, which they are, and what shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading
from vedette.cli.output import emit, escape, out, table
from vedette.errors import UnknownId

PANEL = "Reports"
_StoryArgument = Annotated[str | None, typer.Argument(help="A story id or its beginning.")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("origins", rich_help_panel=PANEL)(origins)
    app.command("claims", rich_help_panel=PANEL)(claims)


def _of_story(rows: Iterable[Any], known: Iterable[str], story: str | None) -> list[Any]:
    """The rows of the stories whose id begins so; all where none is asked for."""
    if story is None:
        return list(rows)
    wanted = {story_id for story_id in known if story_id.startswith(story)}
    if not wanted:
        raise UnknownId(story, "no story has this id", "See: vedette stories")
    return [row for row in rows if row.story_id in wanted]


def origins(
    story: _StoryArgument = None, workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False
) -> None:
    """From how many hands a story's reports come, which, and what shows it."""
    with reading(workspace) as bench:
        known = [row.story_id for row in bench.stories()]
        rows: Sequence[Any] = _of_story(bench.origins(), known, story)
        kin: Sequence[Any] = _of_story(bench.kin(), known, story)
        named = {row.layer_id: row.outlet or row.address for row in bench.articles()}

    def human() -> None:
        table(
            "Origins",
            ("story", "origin", "reports", "holds parts of it", "what shows it"),
            (
                (
                    row.story_id,
                    row.name,
                    ", ".join(named.get(layer, layer) for layer in row.layer_ids),
                    ", ".join(named.get(layer, layer) for layer in row.part_layer_ids),
                    row.reason,
                )
                for row in rows
            ),
        )
        table(
            "Texts that are related",
            ("how", "sure", "one report", "another", "what shows it"),
            (
                (
                    row.kind.replace("_", " "),
                    row.confidence,
                    f"{named.get(row.left_layer, row.left_layer)}: {_short(row.left.quote)}",
                    f"{named.get(row.right_layer, row.right_layer)}: {_short(row.right.quote)}",
                    row.reason,
                )
                for row in kin
            ),
        )

    payload = {"origins": [asdict(row) for row in rows], "kin": [asdict(row) for row in kin]}
    emit(payload, as_json=json, human=human)


def claims(
    story: _StoryArgument = None,
    workspace: WorkspaceOption = WORKSPACE,
    shared: Annotated[
        bool, typer.Option("--shared", help="Only what more than one origin reports.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """What is told, how many origins report it, and on how many voices its content rests."""
    with reading(workspace) as bench:
        known = [row.story_id for row in bench.stories()]
        rows: Sequence[Any] = [
            row
            for row in _of_story(bench.claims(), known, story)
            if not shared or row.n_origins_of_report > 1
        ]
        names = {row.origin_id: row.name for row in bench.origins()}
    rows = sorted(rows, key=lambda row: (row.story_id, -row.n_origins_of_report))
    by_story: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_story[row.story_id].append(row)

    def human() -> None:
        for story_id, told in by_story.items():
            table(
                f"Claims of {story_id}",
                ("kind", "what is told", "reported by", "content rests on", "said plainly"),
                (
                    (
                        row.kind,
                        row.text,
                        ", ".join(names.get(key, key) for key in row.witnesses),
                        row.n_origins_of_content,
                        row.sentence,
                    )
                    for row in told
                ),
            )
        if not by_story:
            out.print(escape("No claim is kept: nothing is told by anybody in the reports read."))

    emit({"claims": [asdict(row) for row in rows]}, as_json=json, human=human)


def _short(words: str, limit: int = 120) -> str:
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
