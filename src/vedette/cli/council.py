"""Who monitors and what falls due: mandates and the calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.law_words import (
    PANEL,
    KnownOption,
    RegimeOption,
    desks,
    plain_flag,
    say_versions,
    today,
    version,
)
from vedette.cli.options import JsonOption
from vedette.cli.output import PROBLEM, counted, emit, escape, out, table, talk

if TYPE_CHECKING:
    from vedette.api.law import LawDesk
    from vedette.model.law import Mandate, Regime
    from vedette.regimes.changes import Entry


_EXPIRIES = frozenset({"mandate_ends", "measure_ends"})


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("mandates", rich_help_panel=PANEL)(mandates)
    app.command("calendar", rich_help_panel=PANEL)(calendar)


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
        for desk in asked:
            _print_monitors(desk.regime, on or today())
        out.print()
        table(
            f"Mandates on {on}" if on else "Mandates, term by term",
            ("regime", "body", "from", "last day", "by", "ended", "verification"),
            (
                (
                    law.regime_id,
                    _body_words(mandate),
                    mandate.valid_from,
                    mandate.valid_until or "no end",
                    mandate.citation.words,
                    mandate.end_reason or mandate.ended_by,
                    plain_flag(mandate.citation),
                )
                for law, mandate in found
            ),
        )
        say_versions(desk.regime for desk in asked)

    emit(payload, as_json=json, human=human)


def _print_monitors(law: Regime, day: str) -> None:
    """Who monitors a regime on a day, and which of its bodies are no more."""
    running = [mandate for mandate in law.mandates if mandate.runs(day)]
    told = "; ".join(
        f"{_body_words(mandate)}, "
        + (f"through {mandate.valid_until}" if mandate.valid_until else "no end")
        for mandate in running
    )
    out.print(f"[bold]{law.regime_id}[/] {escape(law.name)}")
    out.print(f"  on {day}: {escape(told) or 'nobody'}")
    for mandate in law.lapsed(day):
        why = f": {mandate.end_reason}" if mandate.end_reason else ""
        out.print(f"  lapsed: {escape(f'{mandate.body}, last day {mandate.valid_until}{why}')}")
    if law.state:
        out.print(f"  {escape(law.state)}")


def _body_words(mandate: Mandate) -> str:
    notes = []
    if mandate.form == "outside":
        notes.append("outside the issuer")
    if mandate.contested_by:
        notes.append(f"contested by {', '.join(mandate.contested_by)}")
    return f"{mandate.body} ({'; '.join(notes)})" if notes else mandate.body


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
            "--expiring",
            min=0,
            help="Only terms and measures ending within so many days; exit code 1 if any.",
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
        entries = [entry for entry in entries if entry.kind in _EXPIRIES]
    lapsed = [(desk.regime, mandate) for desk in asked for mandate in desk.regime.lapsed(begin)]
    payload = {
        "from": begin,
        "to": end,
        "regimes": [version(desk.regime) for desk in asked],
        "entries": [asdict(entry) for entry in entries],
        "lapsed": [
            {
                "regime_id": law.regime_id,
                "mandate_id": mandate.mandate_id,
                "body": mandate.body,
                "last_day": mandate.valid_until,
                "why": mandate.end_reason,
            }
            for law, mandate in lapsed
        ],
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
                    words,
                    entry.citation.words,
                    plain_flag(entry.citation),
                )
                for entry, words in _once(entries)
            ),
        )
        if lapsed:
            out.print()
            table(
                f"Lapsed before {begin}, and not renewed",
                ("last day", "regime", "body", "why", "verification"),
                (
                    (
                        mandate.valid_until,
                        law.regime_id,
                        mandate.body,
                        mandate.end_reason,
                        plain_flag(mandate.citation),
                    )
                    for law, mandate in lapsed
                ),
            )
        for entry in entries:
            if entry.kind in _EXPIRIES and expiring is not None:
                n_days = (date.fromisoformat(entry.on) - date.fromisoformat(begin)).days
                out.print(f"[bold]expires in {counted(n_days, 'days')}[/]: {escape(entry.words)}")
        say_versions(desk.regime for desk in asked)

    emit(payload, as_json=json, human=human)
    if expiring is not None and entries:
        raise typer.Exit(PROBLEM)


def _once(entries: Sequence[Entry]) -> Iterator[tuple[Entry, str]]:
    """A duty that recurs stands once, on its next day, with how often it comes again."""
    again = Counter(_series(entry) for entry in entries)
    told: set[tuple[str, ...]] = set()
    for entry in entries:
        series = _series(entry)
        if entry.kind != "recurring_duty":
            yield entry, entry.words
        elif series not in told:
            told.add(series)
            more = f"; {again[series] - 1} more in this calendar" if again[series] > 1 else ""
            yield entry, f"{entry.words}{more}"


def _series(entry: Entry) -> tuple[str, ...]:
    return (entry.regime_id, entry.kind, entry.words, entry.entry_id.partition("#")[0])


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
