"""What the regime says: measures in force, what changed, mandates, calendar, timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.options import JsonOption
from vedette.cli.output import PROBLEM, emit, escape, out, table, talk
from vedette.errors import UsageError

if TYPE_CHECKING:
    from vedette.api.law import LawDesk
    from vedette.model.law import Citation, Measure, Regime
    from vedette.regimes.query import Standing

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

    day = on or today()
    found = [
        (desk, standing)
        for desk in desks(regime, as_known_on)
        for standing in _standing(desk, day, goods, kind, direction, strict=regime is not None)
    ]
    asked = desks(regime, as_known_on)
    payload = {
        "on": day,
        "regimes": [version(desk.regime) for desk in asked],
        "measures": [
            {
                "regime_id": desk.regime.regime_id,
                **asdict(standing.measure),
                "before": standing.before.measure_id if standing.before else None,
                "after": standing.after.measure_id if standing.after else None,
                "winding_down": standing.winding_down,
                "amended_by": [measure.measure_id for measure in standing.amended_by],
            }
            for desk, standing in found
        ],
    }

    def human() -> None:
        out.print(f"[bold]In force on {escape(day)}[/]: {len(found)} measures")
        for desk, standing in found:
            print_standing(desk.regime, standing)
        say_versions(desk.regime for desk in asked)

    emit(payload, as_json=json, human=human)


def _standing(
    desk: LawDesk,
    day: str,
    goods: str | None,
    kind: str | None,
    direction: str | None,
    *,
    strict: bool,
) -> Iterable[Standing]:
    try:
        return desk.in_force(day, goods=goods, kind=kind, direction=direction)
    except UsageError as error:
        # Asked of all regimes, a kind or goods that only some know is no mistake.
        if strict or not error.where.startswith(("kind", "goods")):
            raise
        if goods and goods[:1].isdigit():
            raise
        return ()


def print_standing(law: Regime, standing: Standing) -> None:
    """Draw one measure with everything that qualifies it."""
    from vedette.regimes.words import cap_words

    measure = standing.measure
    force = "" if measure.binding else f" ({measure.verb.replace('_', ' ')})"
    out.print(
        f"\n[bold]{escape(measure.citation.words)}[/]{force} · {escape(measure.kind)} · "
        f"{_direction_words(measure, law)} · {flag(measure.citation)}"
    )
    out.print(f"  {escape(measure.subject)}")
    until = f" until before {measure.valid_until}" if measure.valid_until else ", no end"
    out.print(f"  in force from {measure.valid_from}{until}")
    for cap in measure.caps:
        out.print(f"  cap: {escape(cap_words(cap))}")
    if measure.wind_down:
        state = "running" if standing.winding_down else "over"
        out.print(
            f"  wind-down ({state}): contracts made before {measure.wind_down.contracts_before} "
            f"through {measure.wind_down.until}"
        )
    for span in measure.undecided:
        out.print(f"  open from {span.valid_from} until {span.valid_until}: {escape(span.why)}")
    for exemption in measure.exemptions:
        out.print(
            f"  exemption: {escape(exemption.what)} "
            f"[dim]({escape(exemption.by)}, {escape(exemption.mode.replace('_', ' '))}; "
            f"{escape(exemption.citation.words)})[/]"
        )
    if standing.before:
        out.print(
            f"  before: {escape(standing.before.citation.words)}: {escape(standing.before.subject)}"
        )
    if standing.after:
        out.print(
            f"  after: {escape(standing.after.citation.words)}: {escape(standing.after.subject)}"
        )
    for other in standing.amended_by:
        out.print(f"  amended by {escape(other.citation.words)}: {escape(other.subject)}")
    if measure.notes:
        out.print(f"  note: {escape(measure.notes)}")


def _direction_words(measure: Measure, law: Regime) -> str:
    target = law.target_code or "the target"
    return {
        "to": f"to {target}",
        "from": f"from {target}",
        "both": f"to and from {target}",
        "within": "within States",
        "vessels": "vessels and aircraft",
    }[measure.direction]


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
    if citation.verification == "unverified":
        return "[black on yellow] UNVERIFIED [/]"
    return f"[dim]{citation.verification}[/]"


def say_versions(laws: Iterable[Regime]) -> None:
    """Print the data version each answer stands on."""
    for law in laws:
        out.print(
            f"[dim]{law.regime_id} data {law.data_version}, SHA-256 {law.data_sha256[:16]}…[/]"
        )
