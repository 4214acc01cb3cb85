"""What the regime says: measures in force on a day, what changed, and the picture of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.law_words import (
    PANEL,
    KnownOption,
    RegimeOption,
    open_desk,
    say_versions,
    show_lines,
    today,
    version,
)
from vedette.cli.options import JsonOption
from vedette.cli.output import counted, emit, escape, out

if TYPE_CHECKING:
    from vedette.model.law import Regime
    from vedette.regimes.query import Standing


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("in-force", rich_help_panel=PANEL)(in_force)
    app.command("diff", rich_help_panel=PANEL)(diff)
    app.command("timeline", rich_help_panel=PANEL)(timeline)


def in_force(
    on: Annotated[
        str | None, typer.Option("--on", help="A day, YYYY-MM-DD; today if left out.")
    ] = None,
    regime: RegimeOption = None,
    goods: Annotated[
        str | None, typer.Option("--goods", help="A customs code or a name, such as 6203 or coal.")
    ] = None,
    kind: Annotated[str | None, typer.Option("--kind", help="For example arms_embargo.")] = None,
    direction: Annotated[
        str | None, typer.Option("--direction", help="to, from, both, within or vessels.")
    ] = None,
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """Measures in force on a day, with paragraph, cap, exemptions, and what came before and after."""
    from dataclasses import asdict

    from vedette import law
    from vedette.api.law import open_desks
    from vedette.regimes.query import standing

    rows = law.in_force(
        on, goods=goods, kind=kind, direction=direction, regime=regime, as_known_on=as_known_on
    )
    asked = {desk.regime.regime_id: desk for desk in open_desks(regime, as_known_on=as_known_on)}
    brief = [desk.regime.regime_id for desk in asked.values() if desk.is_brief]
    day = rows[0].on if rows else on or law.today()
    found = [
        (asked[row.regime_id].regime, standing(asked[row.regime_id].regime, row.measure, row.on))
        for row in rows
    ]
    payload = {
        "on": day,
        "regimes": [version(desk.regime) for desk in asked.values()],
        "regimes_without_measures": brief,
        "measures": [
            {
                "regime_id": own.regime_id,
                **asdict(item.measure),
                "before": item.before.measure_id if item.before else None,
                "after": item.after.measure_id if item.after else None,
                "winding_down": item.winding_down,
                "amended_by": [measure.measure_id for measure in item.amended_by],
            }
            for own, item in found
        ],
    }

    def human() -> None:
        _print_in_force(day, found)
        if brief:
            out.print(f"\ntold in brief, without their measures: {', '.join(brief)}")
        told = {own.regime_id: own for own, _ in found}
        say_versions(told.values() if told else [desk.regime for desk in asked.values()])

    emit(payload, as_json=json, human=human)


def _print_in_force(day: str, found: Sequence[tuple[Regime, Standing]]) -> None:
    from vedette.regimes.tell import standing_lines, weakest_words

    out.print(f"[bold]In force on {escape(day)}[/]: {counted(len(found), 'measures')}")
    shown = ""
    for law, standing in found:
        if law.regime_id != shown:
            shown = law.regime_id
            out.print(f"\n[bold reverse] {shown} [/] {escape(law.name)}")
        out.print()
        show_lines(standing_lines(law, standing, day))
    warning = weakest_words(item.measure.citation.verification for _, item in found)
    if warning:
        out.print(f"\n[black on yellow] {warning} [/]")


def diff(
    regime: Annotated[str, typer.Argument(help="A regime, for example UN-KP.")],
    first: Annotated[str, typer.Option("--from", help="The law as of this day.")],
    last: Annotated[
        str | None, typer.Option("--to", help="... and of this; today if left out.")
    ] = None,
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """What changed in law between two days."""
    from dataclasses import asdict

    desk = open_desk(regime, as_known_on)
    found = desk.diff(first, last or today())
    payload = {
        "from": found.first,
        "to": found.last,
        "regimes": [version(desk.regime)],
        "changes": [asdict(change) for change in found.changes],
        "mandates_begun": [asdict(mandate) for mandate in found.mandates_begun],
        "mandates_ended": [asdict(mandate) for mandate in found.mandates_ended],
        "votes": [asdict(vote) for vote in found.votes],
    }

    def human() -> None:
        from vedette.regimes.tell_changes import difference_lines

        show_lines(difference_lines(found))
        say_versions([desk.regime])

    emit(payload, as_json=json, human=human)


def timeline(
    regime: Annotated[str, typer.Argument(help="A regime, for example UN-KP.")],
    target: Annotated[
        Path | None, typer.Option("--out", "-o", help="A .svg, .png or .pdf file.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", help="First day drawn.")] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="Last day drawn; today if left out.")
    ] = None,
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """Draw a regime: measures as bars, resolutions and votes as marks; readable without colour."""
    desk = open_desk(regime, as_known_on)
    path = desk.timeline(
        target or Path(f"{desk.regime.regime_id}.svg"), first=first, last=last or today()
    )
    emit(
        {"path": str(path), "regimes": [version(desk.regime)]},
        as_json=json,
        human=lambda: out.print(escape(path)),
    )
