"""``vedette check``: one trade, or a whole customs file, against a regime."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.law import PANEL, KnownOption, flag, open_desk, say_versions, version
from vedette.cli.options import JsonOption
from vedette.cli.output import PARTIAL, emit, escape, out, progress, talk
from vedette.errors import UsageError

if TYPE_CHECKING:
    from vedette.api.law import LawDesk
    from vedette.regimes.verdict import Verdict


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
    on: Annotated[str | None, typer.Option("--on", help="The day of the trade.")] = None,
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
    regime: Annotated[str, typer.Option("--regime", "-r", help="The regime.")] = "UN-KP",
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """Was this trade prohibited on that day? With a file: the same rows out, with verdicts."""
    desk = open_desk(regime, as_known_on)
    if file is not None:
        _check_file(desk, file, target, authority, json)
        return
    if hs is None or on is None:
        raise UsageError("check", "--hs and --on are needed", "Or name a .csv or .parquet file")
    verdict = desk.check(
        hs=hs,
        on=on,
        direction=direction,
        sender=sender,
        receiver=receiver,
        quantity=quantity,
        unit=unit,
        origin=origin,
        contracted_on=contracted_on,
        authority=authority,
    )
    from vedette.api.law import plain_verdict

    payload = {"regimes": [version(desk.regime)], **plain_verdict(verdict)}
    emit(payload, as_json=json, human=lambda: _print(desk, verdict))


def _print(desk: LawDesk, verdict: Verdict) -> None:
    from vedette.regimes.verdict import UNDECIDED
    from vedette.regimes.words import cap_words

    target = desk.regime.target_code or "the target"
    out.print(
        f"HS {verdict.code} {verdict.direction} {target} on {verdict.on}: "
        f"[bold]{verdict.word.upper()}[/]"
        + (f" (at least: {verdict.at_least})" if verdict.word == UNDECIDED else "")
    )
    if verdict.qualifier:
        out.print(f"  because: {escape(verdict.qualifier)}")
    for ground in verdict.grounds:
        measure = ground.measure
        sure = ground.word if ground.certain else f"perhaps {ground.word}"
        out.print(
            f"\n  [bold]{escape(measure.citation.words)}[/] · {sure} · {flag(measure.citation)}"
        )
        out.print(f"    {escape(measure.subject)}")
        if ground.cap:
            out.print(f"    cap: {escape(cap_words(ground.cap))}")
            if ground.cap.factor_source:
                out.print(f"    conversion: {escape(ground.cap.factor_source)}")
        for exemption in ground.exemptions:
            out.print(
                f"    exemption: {escape(exemption.what)} [dim]({escape(exemption.by)}, "
                f"{escape(exemption.mode.replace('_', ' '))}; {escape(exemption.citation.words)})[/]"
            )
        for duty in ground.measure.duties:
            out.print(f"    duty: {escape(duty.who)}: {escape(duty.what)}")
        if measure.notes:
            out.print(f"    note: {escape(measure.notes)}")
    if verdict.share_of_cap is not None:
        out.print(
            f"\n  this quantity is {verdict.share_of_cap:.2%} of the cap; "
            "what else went in the period is not counted"
        )
    if verdict.readings:
        told = "; ".join(f"{name}: {word}" for name, word in verdict.readings.items())
        out.print(f"\n  by reading of the goods: {escape(told)}")
    for measure in verdict.routes:
        out.print(f"  general route: {escape(measure.citation.words)}: {escape(measure.subject)}")
    if verdict.remaining:
        cited = ", ".join(measure.citation.words for measure in verdict.remaining)
        out.print(f"  to weigh besides, by use and end user, whatever the code: {escape(cited)}")
    say_versions([desk.regime])


def _check_file(
    desk: LawDesk, file: Path, target: Path | None, authority: str | None, json: bool
) -> None:
    from dataclasses import asdict

    from vedette.api.customs import check_file

    goal = target or file.with_name(f"{file.stem}.checked{file.suffix}")
    with progress(f"checking {file.name}") as report:
        done = check_file(
            desk.regime,
            file,
            goal,
            authority=authority,
            report=lambda n_rows: report("rows", n_rows, n_rows),
        )
    payload = {"regimes": [version(desk.regime)], **asdict(done)}

    def human() -> None:
        for word, n_rows in done.verdicts.items():
            out.print(f"{n_rows:>12,}  {escape(word)}")
        out.print(f"{done.n_rows:>12,}  rows → {escape(done.path)}")
        say_versions([desk.regime])

    emit(payload, as_json=json, human=human)
    if done.n_bad:
        talk.print(f"{done.n_bad:,} rows could not be checked: {escape(done.bad_path)}")
        raise typer.Exit(PARTIAL)
