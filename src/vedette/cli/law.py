"""What the regime says: measures in force, mandates, votes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.options import JsonOption
from vedette.cli.output import emit, escape, out, table
from vedette.errors import UnknownId, UsageError

if TYPE_CHECKING:
    from vedette.model.law import Citation, Regime, Vote

RegimeOption = Annotated[
    str | None, typer.Option("--regime", "-r", help="Only this regime, for example UN-KP.")
]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.command("in-force", rich_help_panel="Law")(in_force)
    app.command("mandates", rich_help_panel="Law")(mandates)
    app.command("votes", rich_help_panel="Law")(votes)


def in_force(
    on: Annotated[
        str | None, typer.Option("--on", help="A day, YYYY-MM-DD; today if left out.")
    ] = None,
    regime: RegimeOption = None,
    kind: Annotated[str | None, typer.Option("--kind", help="For example arms_embargo.")] = None,
    direction: Annotated[
        str | None, typer.Option("--direction", help="to, from, both, within or vessels.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Measures in force on a day, with paragraph and verification flag."""
    from vedette.regimes.query import active_measures

    day = _day(on)
    found = [
        (law, measure)
        for law in _regimes(regime)
        for measure in active_measures(law, day, kind=kind, direction=direction)
    ]
    payload = {
        "on": day,
        "regimes": [_version(law) for law in _regimes(regime)],
        "measures": [{"regime_id": law.regime_id, **_plain(measure)} for law, measure in found],
    }

    def human() -> None:
        table(
            f"In force on {day}",
            ("regime", "measure", "verb", "direction", "paragraph", "since", "verification"),
            (
                (
                    law.regime_id,
                    f"{measure.kind}: {measure.subject}",
                    measure.verb,
                    measure.direction,
                    _cite(measure.citation),
                    measure.valid_from,
                    measure.citation.verification,
                )
                for law, measure in found
            ),
        )
        _say_versions(_regimes(regime))

    emit(payload, as_json=json, human=human)


def mandates(
    on: Annotated[str | None, typer.Option("--on", help="Only those that run on this day.")] = None,
    regime: RegimeOption = None,
    json: JsonOption = False,
) -> None:
    """Who was told to do what, until when, and what ended it."""
    day = _day(on) if on else None
    found = [
        (law, mandate)
        for law in _regimes(regime)
        for mandate in law.mandates
        if day is None
        or (
            mandate.valid_from <= day
            and (mandate.valid_until is None or day <= mandate.valid_until)
        )
    ]
    payload = {
        "on": day,
        "regimes": [_version(law) for law in _regimes(regime)],
        "mandates": [{"regime_id": law.regime_id, **_plain(mandate)} for law, mandate in found],
    }

    def human() -> None:
        table(
            f"Mandates on {day}" if day else "Mandates",
            ("regime", "body", "from", "last day", "by", "ended by", "verification"),
            (
                (
                    law.regime_id,
                    mandate.body,
                    mandate.valid_from,
                    mandate.valid_until or "open",
                    _cite(mandate.citation),
                    mandate.end_reason or mandate.ended_by,
                    mandate.citation.verification,
                )
                for law, mandate in found
            ),
        )
        _say_versions(_regimes(regime))

    emit(payload, as_json=json, human=human)


def votes(
    draft: Annotated[
        str | None, typer.Argument(help="A draft's symbol, for its roll call.")
    ] = None,
    regime: RegimeOption = None,
    json: JsonOption = False,
) -> None:
    """Votes, adopted or not; with a draft's symbol its roll call, rule and consequence."""
    found = [
        (law, vote)
        for law in _regimes(regime)
        for vote in law.votes
        if draft is None or draft.casefold() in {vote.draft.casefold(), vote.vote_id.casefold()}
    ]
    if draft and not found:
        known = ", ".join(vote.draft for law in _regimes(regime) for vote in law.votes)
        raise UnknownId(
            draft, "no vote on a draft of this symbol is in the data", f"Known: {known}"
        )
    payload = {
        "regimes": [_version(law) for law in _regimes(regime)],
        "votes": [{"regime_id": law.regime_id, **_plain(vote)} for law, vote in found],
    }

    def human() -> None:
        if draft:
            for law, vote in found:
                _roll_call(law, vote)
        else:
            table(
                "Votes",
                (
                    "regime",
                    "day",
                    "draft",
                    "subject",
                    "for",
                    "against",
                    "abstained",
                    "outcome",
                    "flag",
                ),
                (
                    (
                        law.regime_id,
                        vote.held_on,
                        vote.draft,
                        vote.subject,
                        vote.n_for,
                        vote.n_against,
                        vote.n_abstain,
                        vote.outcome,
                        vote.citation.verification,
                    )
                    for law, vote in found
                ),
            )
        _say_versions(_regimes(regime))

    emit(payload, as_json=json, human=human)


def _roll_call(law: Regime, vote: Vote) -> None:
    out.print(f"[bold]{escape(vote.draft)}[/] · {vote.held_on} · {escape(vote.subject)}")
    if vote.meeting:
        out.print(f"meeting {escape(vote.meeting)}")
    words = {"Y": "in favour", "N": "against", "A": "abstained", "X": "did not vote"}
    for position, label in words.items():
        members = [
            f"{code}{' (permanent)' if code in vote.permanent else ''}"
            for code, cast in sorted(vote.positions.items())
            if cast == position
        ]
        if members:
            out.print(f"{label:>13}: {len(members):>2}  {', '.join(members)}")
    out.print(
        f"         rule: Charter Art. 27(3): nine in favour and no permanent member against → "
        f"[bold]{vote.outcome}[/] (the record says: {escape(vote.recorded)})"
    )
    if vote.effect:
        out.print(f"  consequence: {escape(vote.effect)}")
    out.print(
        f"       source: {escape(_cite(vote.citation))} [{vote.citation.verification}]",
        markup=False,
    )
    out.print(f"       regime: {law.regime_id}")


def _day(text: str | None) -> str:
    if text is None:
        return datetime.now(UTC).date().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"--on {text}", f"this is no day ({error})", "Write YYYY-MM-DD") from error


def _regimes(wanted: str | None) -> tuple[Regime, ...]:
    from vedette.regimes.load import load_regimes

    regimes = load_regimes()
    if wanted is None:
        return regimes
    found = tuple(law for law in regimes if law.regime_id.casefold() == wanted.casefold())
    if not found:
        known = ", ".join(law.regime_id for law in regimes)
        raise UnknownId(wanted, "no regime has this id", f"Known: {known}")
    return found


def _plain(noun: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(noun)


def _version(law: Regime) -> dict[str, str]:
    return {
        "regime_id": law.regime_id,
        "data_version": law.data_version,
        "data_sha256": law.data_sha256,
    }


def _cite(citation: Citation) -> str:
    return (
        f"{citation.symbol} para. {citation.paragraph}" if citation.paragraph else citation.symbol
    )


def _say_versions(laws: Iterable[Regime]) -> None:
    for law in laws:
        out.print(
            f"[dim]{law.regime_id} data {law.data_version}, SHA-256 {law.data_sha256[:16]}…[/]"
        )
