"""One party on several lists: what each says, who may be whom, and what a person judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading, writing
from vedette.cli.output import emit, escape, out, table
from vedette.model.identity import IdentityVerdict

_WIDE = 400
LeftArgument = Annotated[str, typer.Argument(help="A party: UN-SC:KPi.033, or KPi.033.")]
RightArgument = Annotated[str, typer.Argument(help="The other party.")]
BecauseOption = Annotated[str, typer.Option("--because", help="What the judgement rests on.")]
EvidenceOption = Annotated[
    list[str] | None,
    typer.Option("--evidence", help="An id, address or document it rests on; may be repeated."),
]


def register(app: typer.Typer) -> None:
    """Add this file's commands to ``vedette lists``."""
    app.command("show")(show)
    app.command("candidates")(show_candidates)
    for verdict, says in _VERDICTS:
        app.command(verdict, help=says)(_judging(verdict))


_VERDICTS: tuple[tuple[IdentityVerdict, str], ...] = (
    ("same", "Judge that two listed parties are one. Reversible; nothing is merged."),
    ("different", "Judge that two listed parties are not one. Reversible."),
    ("unsure", "Judge that it is not known whether they are one; takes back what was judged."),
)


def _judging(verdict: IdentityVerdict) -> Callable[..., None]:
    def command(
        left: LeftArgument,
        right: RightArgument,
        because: BecauseOption,
        evidence: EvidenceOption = None,
        workspace: WorkspaceOption = WORKSPACE,
        json: JsonOption = False,
    ) -> None:
        with writing(workspace) as bench:
            made = bench.judge_identity(left, right, verdict, because, evidence or ())
        emit(
            {"judgement": asdict(made)},
            as_json=json,
            human=lambda: out.print(
                f"{escape(made.left)} and {escape(made.right)}: {made.verdict}, because "
                f"{escape(made.because)}"
            ),
        )

    return command


def show(
    party: LeftArgument, workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False
) -> None:
    """A party as every list says that is judged to have it; values that conflict stay apart."""
    with reading(workspace) as bench:
        found = bench.party(party)

    def human() -> None:
        for listing in found.listings:
            state = "listed" if found.is_listed[listing.party] else "[yellow]no longer listed[/]"
            out.print(f"[bold]{escape(listing.party)}[/] {escape(listing.name)}: {state}")
        table(
            "Side by side",
            ("field", "", *found.cluster.parties),
            (
                (
                    field.name,
                    {"differs": "≠", "same": "=", "one": ""}[field.agreement],
                    *(
                        "; ".join(field.values.get(name, ()))[:_WIDE]
                        for name in found.cluster.parties
                    ),
                )
                for field in found.fields
            ),
        )
        for judgement in found.judgements:
            out.print(
                f"judged {judgement.verdict}: {escape(judgement.left)} and "
                f"{escape(judgement.right)}, by {escape(judgement.by)} on {judgement.at[:10]}, "
                f"because {escape(judgement.because)}"
            )
        for left, right in found.cluster.conflicts:
            out.print(
                f"[red]conflict[/]: {escape(left)} and {escape(right)} are judged different and "
                "are tied together by other judgements"
            )
        for pair, reasons in found.reasons.items():
            for reason in reasons:
                out.print(f"{escape(pair)}: {reason.speaks}: {escape(reason.sentence)}")

    emit({"party": asdict(found)}, as_json=json, human=human)


def show_candidates(
    party: Annotated[
        str | None, typer.Argument(help="Only those of a party or of a list id.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Those already judged too.")] = False,
    first: Annotated[int, typer.Option("--first", help="How many to show; 0 for all.")] = 50,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Parties on different lists that may be one, with what speaks for and against each pair."""
    with reading(workspace) as bench:
        found = bench.identity_candidates(include_judged=every)
    if party:
        wanted = party.casefold()
        found = tuple(
            item
            for item in found
            if any(
                name.casefold() == wanted
                or name.casefold().endswith(f":{wanted}")
                or name.casefold().startswith(f"{wanted}:")
                for name in (item.left, item.right)
            )
        )
    shown = found[:first] if first else found

    def human() -> None:
        table(
            f"{len(shown)} of {len(found)} pairs that may be one party",
            ("party", "name", "party", "name", "for", "against", "judged"),
            (
                (
                    item.left,
                    item.left_name,
                    item.right,
                    item.right_name,
                    "; ".join(r.sentence for r in item.reasons if r.speaks != "against"),
                    "; ".join(r.sentence for r in item.reasons if r.speaks == "against"),
                    item.judged,
                )
                for item in shown
            ),
        )

    payload = {"candidates": [asdict(item) for item in shown], "n_candidates": len(found)}
    emit(payload, as_json=json, human=human)
