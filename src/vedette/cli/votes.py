"""``vedette votes``: every vote, adopted or not, and the roll call of one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.law_words import (
    PANEL,
    KnownOption,
    RegimeOption,
    desks,
    flag,
    flag_words,
    plain_flag,
    say_versions,
    version,
)
from vedette.cli.options import JsonOption
from vedette.cli.output import emit, escape, out, table
from vedette.errors import UnknownId

if TYPE_CHECKING:
    from vedette.model.law import Draft, Regime, Vote

votes = typer.Typer(help="Votes, adopted or not; show prints a roll call.")


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.add_typer(votes, name="votes", rich_help_panel=PANEL)


@votes.callback(invoke_without_command=True)
def list_votes(
    context: typer.Context,
    regime: RegimeOption = None,
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """Every vote on a regime and its mandates, and drafts never put to one."""
    if context.invoked_subcommand:
        return
    asked = desks(regime, as_known_on)
    found = [(desk.regime, vote) for desk in asked for vote in desk.votes()]
    drafts = [(desk.regime, draft) for desk in asked for draft in desk.regime.drafts]
    payload = {
        "regimes": [version(desk.regime) for desk in asked],
        "votes": [{"regime_id": law.regime_id, **asdict(vote)} for law, vote in found],
        "drafts": [{"regime_id": law.regime_id, **asdict(draft)} for law, draft in drafts],
    }

    def human() -> None:
        table(
            "Votes",
            (
                "regime",
                "day",
                "draft",
                "resolution",
                "subject",
                "for-against-abstained",
                "outcome",
                "verification",
            ),
            (
                (
                    law.regime_id,
                    vote.held_on,
                    vote.draft,
                    vote.resolution,
                    vote.subject,
                    f"{vote.n_for}-{vote.n_against}-{vote.n_abstain}",
                    vote.outcome,
                    plain_flag(vote.citation),
                )
                for law, vote in found
            ),
        )
        if drafts:
            table(
                "Drafts never put to a vote",
                ("regime", "day", "draft", "by", "subject", "what became of it", "verification"),
                (
                    (
                        law.regime_id,
                        draft.circulated_on,
                        draft.symbol,
                        ", ".join(draft.sponsors),
                        draft.subject,
                        draft.outcome,
                        plain_flag(draft.citation),
                    )
                    for law, draft in drafts
                ),
            )
        say_versions(desk.regime for desk in asked)

    emit(payload, as_json=json, human=human)


@votes.command("show")
def show(
    draft: Annotated[str, typer.Argument(help="A symbol, such as S/2024/255 or S/RES/2397.")],
    regime: RegimeOption = None,
    as_known_on: KnownOption = None,
    json: JsonOption = False,
) -> None:
    """The roll call of a vote, the rule that decided it, and the consequence."""
    asked = desks(regime, as_known_on)
    found: list[tuple[Regime, Vote | Draft]] = [
        (desk.regime, item) for desk in asked for item in desk.find_votes(draft)
    ]
    if not found:
        known = ", ".join(vote.draft for desk in asked for vote in desk.votes())
        raise UnknownId(draft, "no vote on this is in the data", f"Known: {known}")
    payload = {
        "regimes": [version(law) for law, _ in found],
        "votes": [{"regime_id": law.regime_id, **asdict(item)} for law, item in found],
    }

    def human() -> None:
        from vedette.model.law import Vote

        for law, item in found:
            if isinstance(item, Vote):
                _print_vote(law, item)
            else:
                _print_draft(law, item)
        say_versions(law for law, _ in found)

    emit(payload, as_json=json, human=human)


def _print_vote(law: Regime, vote: Vote) -> None:
    out.print(f"[bold]{escape(vote.draft)}[/] · {vote.held_on} · {escape(vote.subject)}")
    if vote.meeting:
        out.print(f"meeting {escape(vote.meeting)}")
    if vote.sponsors:
        out.print(f"sponsors: {', '.join(vote.sponsors)}")
    words = {"Y": "in favour", "N": "against", "A": "abstained", "X": "did not vote"}
    for position, label in words.items():
        members = [
            f"{code}{' (permanent)' if code in vote.permanent else ''}"
            for code, cast in sorted(vote.positions.items())
            if cast == position
        ]
        if members:
            out.print(f"{label:>13}: {len(members):>2}  {', '.join(members)}")
    if vote.derived:
        out.print("               (from the unanimous record and the membership of that year)")
    out.print(
        f"         rule: Charter Art. 27(3): {_rule_words(vote)} → [bold]{vote.outcome}[/] "
        f"(the record says: {escape(vote.recorded)})"
    )
    if vote.resolution:
        out.print(f"   resolution: {escape(vote.resolution)}")
    if vote.effect:
        out.print(f"  consequence: {escape(vote.effect)}")
    ended = next((item for item in law.mandates if item.mandate_id == vote.mandate_id), None)
    if ended:
        out.print(f"  it ended: {escape(ended.body)}, last day {ended.valid_until}")
    for said in vote.explanations:
        out.print(f"  {said.state} said: {escape(said.sense)} {flag_words(said.verification)}")
    if vote.notes:
        out.print(f"         note: {escape(vote.notes)}")
    out.print(f"       source: {escape(vote.citation.source)} {flag(vote.citation)}")


def _rule_words(vote: Vote) -> str:
    """How the rule meets this count."""
    from vedette.regimes.query import NEEDED_VOTES

    against = [code for code in vote.permanent if vote.positions.get(code) == "N"]
    abstained = [code for code in vote.permanent if vote.positions.get(code) == "A"]
    told = f"{vote.n_for} in favour, {NEEDED_VOTES} needed; "
    told += f"permanent members against: {', '.join(against) or 'none'}"
    if abstained:
        told += f" (an abstention is no veto: {', '.join(abstained)})"
    return told


def _print_draft(law: Regime, draft: Draft) -> None:
    out.print(
        f"[bold]{escape(draft.symbol or draft.draft_id)}[/] · circulated {draft.circulated_on} by "
        f"{', '.join(draft.sponsors)} · {escape(draft.subject)}"
    )
    out.print(f"  {escape(draft.outcome)}")
    out.print(f"  source: {escape(draft.citation.source)} {flag(draft.citation)}")
    out.print(f"  regime: {law.regime_id}")
