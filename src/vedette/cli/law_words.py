"""What the commands about the law share: options, desks, versions, flags."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from vedette.cli.output import escape, out, talk
from vedette.errors import UsageError

if TYPE_CHECKING:
    from vedette.api.law import LawDesk
    from vedette.model.law import Citation, Regime
    from vedette.regimes.tell import Line

_MOST_LINES = 3
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
    """Print the data version each answer stands on: a line each, or all on one where many."""
    asked = list(laws)
    if len(asked) > _MOST_LINES:
        told = ", ".join(f"{law.regime_id} {law.data_version}" for law in asked)
        out.print(f"[dim]data: {told} (SHA-256 with --json)[/]")
        return
    for law in asked:
        out.print(
            f"[dim]{law.regime_id} data {law.data_version}, SHA-256 {law.data_sha256[:16]}…[/]"
        )
