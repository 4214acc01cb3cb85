"""``vedette check``: one trade, or a whole customs file, against a regime."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.law_words import (
    PANEL,
    KnownOption,
    RegimeOption,
    say_versions,
    show_lines,
    version,
)
from vedette.cli.options import JsonOption
from vedette.cli.output import PARTIAL, emit, escape, out, progress, table, talk
from vedette.errors import UsageError

if TYPE_CHECKING:
    from vedette.api.law_rows import Answer


def register(app: typer.Typer) -> None:
    """Add this file's command."""
    app.command("check", rich_help_panel=PANEL)(check)


def check(
    file: Annotated[
        Path | None,
        typer.Argument(help="A .csv or .parquet file of trades; columns hs, on, direction, ..."),
    ] = None,
    hs: Annotated[str | None, typer.Option("--hs", help="A customs code, 2 to 10 digits.")] = None,
    direction: Annotated[
        str | None, typer.Option("--direction", help="to or from the target.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The day of the trade; all days if left out.")
    ] = None,
    quantity: Annotated[float | None, typer.Option("--quantity", help="How much.")] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="t, kg, bbl, m3, l, usd, ...")] = None,
    sender: Annotated[str | None, typer.Option("--from", help="Sending country, ISO 3166.")] = None,
    receiver: Annotated[
        str | None, typer.Option("--to", help="Receiving country, ISO 3166.")
    ] = None,
    origin: Annotated[
        str | None, typer.Option("--origin", help="Country of origin, ISO 3166.")
    ] = None,
    contracted_on: Annotated[
        str | None, typer.Option("--contracted-on", help="The day of the written contract.")
    ] = None,
    authority: Annotated[
        str | None, typer.Option("--authority", help="Only this authority's reading, such as EU.")
    ] = None,
    target: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where a file's rows go with verdicts.")
    ] = None,
    regime: RegimeOption = None,
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """Was this trade prohibited on that day? Without a day: on all days. With a file: row by row."""
    if file is not None:
        _check_file(file, target, authority, regime, as_known_on, json)
        return
    if hs is None:
        raise UsageError("check", "--hs is missing", "Give --hs and --on, or a .csv or .parquet")
    case: dict[str, str | None] = {
        "direction": direction,
        "sender": sender,
        "receiver": receiver,
        "origin": origin,
        "contracted_on": contracted_on,
        "authority": authority,
        "regime": regime,
        "as_known_on": as_known_on,
    }
    if on is None:
        _all_days(hs, case, json)
    else:
        _one_day(hs, on, quantity, unit, case, json)


def _one_day(
    hs: str,
    on: str,
    quantity: float | None,
    unit: str | None,
    case: dict[str, str | None],
    json: bool,
) -> None:
    from vedette import law
    from vedette.api.law import brief_desks
    from vedette.api.law_plain import plain_era, plain_verdict

    answers = law.check(hs=hs, on=on, quantity=quantity, unit=unit, **case)

    def plain(answer: Answer) -> dict[str, Any]:
        eras = [plain_era(era) for era in answer.history()]
        told = plain_verdict(answer.regime, answer.verdict)
        return {"regime_id": answer.regime_id, **told, "history": eras}

    told = [plain(answer) for answer in answers] if json else []
    versions = [version(answer.regime) for answer in answers]
    brief = (
        []
        if case["regime"]
        else brief_desks(case["sender"], case["receiver"], as_known_on=case["as_known_on"])
    )
    untold = [desk.regime.regime_id for desk in brief]
    # One regime's verdict stands at the top, as most callers ask one; several stand in a list.
    payload = {
        "regimes": versions,
        "regimes_without_measures": untold,
        **(told[0] if len(told) == 1 else {"verdicts": told}),
    }

    def human() -> None:
        for place, answer in enumerate(answers):
            if place:
                out.print()
            if len(answers) > 1:
                out.print(f"[bold]{answer.regime_id}[/] {escape(answer.regime.name)}")
            show_lines(answer.lines())
        for name in untold:
            out.print(f"\n{name} is touched too; the data tells it without its measures")
        say_versions(answer.regime for answer in answers)

    emit(payload, as_json=json, human=human)


def _all_days(hs: str, case: dict[str, str | None], json: bool) -> None:
    from dataclasses import asdict

    from vedette import law
    from vedette.api.law import trading_desks

    eras = law.history(hs=hs, **case)
    asked = [
        desk.regime
        for desk in trading_desks(
            case["regime"],
            sender=case["sender"],
            receiver=case["receiver"],
            as_known_on=case["as_known_on"],
        )
    ]
    payload = {
        "regimes": [version(regime) for regime in asked],
        "history": [asdict(era) for era in eras],
    }

    def human() -> None:
        table(
            f"HS {hs} on all days",
            ("regime", "way", "from", "through", "verdict", "by", "because", "verification"),
            (
                (
                    era.regime_id,
                    era.direction,
                    era.starts or "the beginning",
                    era.ends or "no end",
                    era.word,
                    "; ".join([*era.paragraphs, *(f"beside {other}" for other in era.beside)]),
                    era.qualifier,
                    era.verification,
                )
                for era in eras
            ),
        )
        say_versions(asked)

    emit(payload, as_json=json, human=human)


def _check_file(
    file: Path,
    target: Path | None,
    authority: str | None,
    regime: str | None,
    as_known_on: str | None,
    json: bool,
) -> None:
    from dataclasses import asdict

    from vedette.api.customs import check_file
    from vedette.api.law import trading_desks

    found = trading_desks(regime, as_known_on=as_known_on)
    law = found[0].regime
    goal = target or file.with_name(f"{file.stem}.checked{file.suffix}")
    with progress(f"checking {file.name}") as report:
        done = check_file(
            law,
            file,
            goal,
            authority=authority,
            report=lambda n_done, n_total: report(law.regime_id, n_done, n_total),
        )
    payload = {"regimes": [version(law)], **asdict(done)}

    def human() -> None:
        for word, n_rows in done.verdicts.items():
            out.print(f"{n_rows:>12,}  {escape(word)}")
        out.print(f"{done.n_rows - done.n_bad:>12,}  rows → {escape(done.path)}")
        if done.bad_path:
            out.print(
                f"{done.n_bad:>12,}  rows that could not be checked → {escape(done.bad_path)}"
            )
        say_versions([law])

    emit(payload, as_json=json, human=human)
    if done.n_bad:
        talk.print(f"{done.n_bad:,} rows could not be checked: {escape(done.bad_path)}")
        raise typer.Exit(PARTIAL)
