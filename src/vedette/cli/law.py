"""What the regime says: measures in force, what changed, mandates, calendar, timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.options import JsonOption
from vedette.cli.output import PROBLEM, emit, escape, out, table, talk
from vedette.errors import UsageError

if TYPE_CHECKING:
    from vedette.api.law import LawDesk
    from vedette.model.law import Citation, Regime
    from vedette.regimes.query import Standing
    from vedette.regimes.tell import Line

RegimeOption = Annotated[
    str | None, typer.Option("--regime", "-r", help="Only this regime, for example UN-KP.")
]
KnownOption = Annotated[
    str | None,
    typer.Option(
        "--as-known-on", help="Answer from the data as it stood: a day, or a data version."
    ),
]
PANEL = "Law"


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("in-force", rich_help_panel=PANEL)(in_force)
    app.command("diff", rich_help_panel=PANEL)(diff)
    app.command("mandates", rich_help_panel=PANEL)(mandates)
    app.command("calendar", rich_help_panel=PANEL)(calendar)
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
    brief = [desk.regime.regime_id for desk in asked.values() if not desk.has_measures]
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

    measures = "measure" if len(found) == 1 else "measures"
    out.print(f"[bold]In force on {escape(day)}[/]: {len(found)} {measures}")
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


def show_lines(lines: Iterable[Line]) -> None:
    """Print lines of an answer; an unverified fact is seen."""
    for line in lines:
        text = escape(line.text)
        if line.style == "head":
            text = f"[bold]{text}[/]"
        elif line.style == "aside":
            text = f"[dim]{text}[/]"
        mark = f" {flag_words(line.flag)}" if line.flag else ""
        out.print(f"{'  ' * line.depth}{text}{mark}" if line.text else "")


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
        table(
            f"{desk.regime.regime_id}: what changed after {found.first} through {found.last}",
            ("day", "change", "measure", "paragraph", "verification"),
            (
                (
                    change.on,
                    change.what.replace("_", " "),
                    change.words,
                    change.citation.words,
                    change.citation.verification,
                )
                for change in found.changes
            ),
        )
        for title, rows in (("began", found.mandates_begun), ("ended", found.mandates_ended)):
            for mandate in rows:
                day = mandate.valid_from if title == "began" else mandate.valid_until
                out.print(f"mandate {title}: {escape(mandate.body)}, {day}")
        for vote in found.votes:
            out.print(f"vote: {vote.held_on} {escape(vote.draft)} {vote.outcome}")
        say_versions([desk.regime])

    emit(payload, as_json=json, human=human)


def mandates(
    on: Annotated[str | None, typer.Option("--on", help="Only those that run on this day.")] = None,
    regime: RegimeOption = None,
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """Who was told to monitor what, until when, and what ended it."""
    from dataclasses import asdict

    asked = desks(regime, as_known_on)
    found = [(desk.regime, mandate) for desk in asked for mandate in desk.mandates(on)]
    payload = {
        "on": on,
        "regimes": [
            {**version(desk.regime), "state": desk.regime.state, "committee": desk.regime.committee}
            for desk in asked
        ],
        "mandates": [{"regime_id": law.regime_id, **asdict(mandate)} for law, mandate in found],
    }

    def human() -> None:
        table(
            f"Mandates on {on}" if on else "Mandates",
            ("regime", "body", "form", "from", "last day", "by", "ended by", "verification"),
            (
                (
                    law.regime_id,
                    mandate.body
                    + (
                        f" (contested by {', '.join(mandate.contested_by)})"
                        if mandate.contested_by
                        else ""
                    ),
                    mandate.form.replace("_", " "),
                    mandate.valid_from,
                    mandate.valid_until or "open",
                    mandate.citation.words,
                    mandate.end_reason or mandate.ended_by,
                    mandate.citation.verification,
                )
                for law, mandate in found
            ),
        )
        for desk in asked:
            if desk.regime.state:
                out.print(f"{desk.regime.regime_id}: {escape(desk.regime.state)}")
        say_versions(desk.regime for desk in asked)

    emit(payload, as_json=json, human=human)


def calendar(
    first: Annotated[
        str | None, typer.Option("--from", help="First day; today if left out.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="Last day; a year after the first if left out.")
    ] = None,
    regime: RegimeOption = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", help="Write an iCalendar file; - for stdout.")
    ] = None,
    expiring: Annotated[
        int | None,
        typer.Option(
            "--expiring", min=0, help="Only terms ending within so many days; exit code 1 if any."
        ),
    ] = None,
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """What falls due: ends of terms, reports, duties of States, votes."""
    from dataclasses import asdict

    from vedette.regimes.inputs import iso_day

    begin = iso_day("--from", first or today())
    if last:
        end = iso_day("--to", last)
    else:
        n_days = 365 if expiring is None else expiring
        end = (date.fromisoformat(begin) + timedelta(days=n_days)).isoformat()
    asked = desks(regime, as_known_on)
    entries = sorted(
        (entry for desk in asked for entry in desk.calendar(begin, end)),
        key=lambda entry: (entry.on, entry.regime_id, entry.kind),
    )
    if expiring is not None:
        entries = [entry for entry in entries if entry.kind == "mandate_ends"]
    payload = {
        "from": begin,
        "to": end,
        "regimes": [version(desk.regime) for desk in asked],
        "entries": [asdict(entry) for entry in entries],
    }
    if ics is not None:
        _write_ics(entries, ics, asked)
        if str(ics) == "-":
            return

    def human() -> None:
        table(
            f"Calendar {begin} to {end}",
            ("day", "regime", "what", "entry", "by", "verification"),
            (
                (
                    entry.on,
                    entry.regime_id,
                    entry.kind.replace("_", " "),
                    entry.words,
                    entry.citation.words,
                    entry.citation.verification,
                )
                for entry in entries
            ),
        )
        say_versions(desk.regime for desk in asked)

    emit(payload, as_json=json, human=human)
    if expiring is not None and entries:
        raise typer.Exit(PROBLEM)


def _write_ics(entries: Iterable[Any], target: Path, asked: Iterable[LawDesk]) -> None:
    import sys

    from vedette.reports.ics import calendar_file

    data = calendar_file(entries, [desk.regime for desk in asked])
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    talk.print(f"wrote {escape(target)}")


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


def open_desk(regime_id: str, as_known_on: str | None = None) -> LawDesk:
    """One regime's desk."""
    from vedette.api.law import LawDesk

    return LawDesk.open(regime_id, as_known_on=as_known_on)


def desks(wanted: str | None, as_known_on: str | None = None) -> tuple[LawDesk, ...]:
    """The desks asked for: one regime, or all; with a past day those that had data then."""
    from vedette.regimes.load import regime_ids

    if wanted is not None:
        return (open_desk(wanted, as_known_on),)
    found = []
    for regime_id in regime_ids():
        try:
            found.append(open_desk(regime_id, as_known_on))
        except UsageError:
            if as_known_on is None:
                raise
            talk.print(f"{regime_id}: no data as known on {escape(as_known_on)}")
    return tuple(found)


def today() -> str:
    """The day it is, by UTC."""
    return datetime.now(UTC).date().isoformat()


def version(law: Regime) -> dict[str, str]:
    """What every answer says of the data it stands on."""
    return {
        "regime_id": law.regime_id,
        "data_version": law.data_version,
        "data_sha256": law.data_sha256,
    }


def flag(citation: Citation) -> str:
    """The verification flag, marked so that an unverified fact is seen."""
    return flag_words(citation.verification)


def flag_words(verification: str) -> str:
    """A flag as markup: the weakest stands out, without colour too."""
    if verification == "unverified":
        return "[black on yellow]\\[UNVERIFIED][/]"
    return f"[dim]\\[{verification}][/]"


def plain_flag(citation: Citation) -> str:
    """A flag for a table's cell; the weakest shouts."""
    found = citation.verification
    return found.upper() if found == "unverified" else found


def say_versions(laws: Iterable[Regime]) -> None:
    """Print the data version each answer stands on."""
    for law in laws:
        out.print(
            f"[dim]{law.regime_id} data {law.data_version}, SHA-256 {law.data_sha256[:16]}…[/]"
        )
