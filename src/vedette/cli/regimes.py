"""``vedette regime``: the regimes Vedette knows, their data releases, and checking one's own."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from vedette.cli.law_words import PANEL, desks, open_desk, say_versions, version
from vedette.cli.options import JsonOption
from vedette.cli.output import PROBLEM, counted, emit, escape, out, table, talk
from vedette.errors import RegimeError
from vedette.model.law import VERIFICATIONS, Regime, Verification

regimes = typer.Typer(help="Regimes: list, releases, check one's own.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    app.add_typer(regimes, name="regime", rich_help_panel=PANEL)


@regimes.command("list")
def list_regimes(json: JsonOption = False) -> None:
    """The regimes in the data, what they stand at, and how far each fact was verified."""
    found = [desk.regime for desk in desks(None)]
    flags = {
        law.regime_id: Counter(measure.citation.verification for measure in law.measures)
        for law in found
    }
    payload = {
        "regimes": [
            {
                **version(law),
                "name": law.name,
                "target": law.target,
                "committee": law.committee,
                "coverage": law.coverage,
                "state": law.state,
                "n_measures": len(law.measures),
                "n_mandates": len(law.mandates),
                "n_votes": len(law.votes),
                "verification": flags[law.regime_id],
            }
            for law in found
        ]
    }

    def human() -> None:
        for law in found:
            _print_regime(law, flags[law.regime_id])

    emit(payload, as_json=json, human=human)


def _print_regime(law: Regime, flags: Counter[Verification]) -> None:
    told = ", ".join(
        f"{flags[name]} {name.upper() if name == 'unverified' else name}"
        for name in VERIFICATIONS
        if flags[name]
    )
    measures = f"{counted(len(law.measures), 'measures')} ({told})" if law.measures else "in brief"
    out.print(f"[bold]{law.regime_id}[/] {escape(law.name)} [dim]data {law.data_version}[/]")
    terms, held = counted(len(law.mandates), "terms"), counted(len(law.votes), "votes")
    out.print(f"  {measures}, {terms}, {held}")
    if law.state:
        out.print(f"  {escape(law.state)}")


@regimes.command("releases")
def list_releases(
    regime: Annotated[str, typer.Argument(help="A regime, for example UN-KP.")],
    json: JsonOption = False,
) -> None:
    """The data versions that --as-known-on can answer from."""
    desk = open_desk(regime)
    payload = {"regime_id": desk.regime.regime_id, "releases": list(desk.releases)}
    emit(
        payload,
        as_json=json,
        human=lambda: out.print("\n".join(desk.releases)),
    )


@regimes.command("keep")
def keep(
    regime: Annotated[str, typer.Argument(help="A regime, for example UN-KP.")],
    data: Annotated[
        Path | None, typer.Option(help="A folder of regimes; the package's own if left out.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Keep the data of a regime as a release that --as-known-on can answer from later."""
    from vedette.regimes.release import keep_release

    path = keep_release(regime, data)
    payload = {"kept": str(path), "n_bytes": path.stat().st_size}
    emit(payload, as_json=json, human=lambda: out.print(escape(f"kept {path}")))


@regimes.command("documents")
def list_documents(
    regime: Annotated[str, typer.Argument(help="A regime, for example UN-KP.")],
    json: JsonOption = False,
) -> None:
    """Reports, control lists and guidance of a regime's bodies, issued or held back."""
    law = open_desk(regime).regime
    found = sorted(law.documents, key=lambda document: document.dated_on)
    payload = {"regimes": [version(law)], "documents": [asdict(document) for document in found]}

    def human() -> None:
        table(
            f"Documents of {law.regime_id}",
            ("dated", "symbol", "kind", "title", "issued", "verification"),
            (
                (
                    document.dated_on,
                    document.symbol,
                    document.kind.replace("_", " "),
                    document.title,
                    "yes" if document.issued else "no",
                    document.citation.verification,
                )
                for document in found
            ),
        )
        say_versions([law])

    emit(payload, as_json=json, human=human)


@regimes.command("check")
def check(
    path: Annotated[Path, typer.Argument(help="One file with all sections, or a folder.")],
    json: JsonOption = False,
) -> None:
    """Read a regime of one's own and name every mistake with file, line and what was expected."""
    from vedette.regimes.load import load_file

    try:
        law = load_file(path)
    except RegimeError as error:
        mistakes = error.mistakes
        payload = {"ok": False, "mistakes": [asdict(mistake) for mistake in mistakes]}

        def complain() -> None:
            for mistake in mistakes:
                out.print(escape(mistake))
            talk.print(counted(len(mistakes), "mistakes"))

        emit(payload, as_json=json, human=complain)
        raise typer.Exit(PROBLEM) from error
    counts = {
        "measures": len(law.measures),
        "goods": len(law.goods),
        "mandates": len(law.mandates),
        "votes": len(law.votes),
        "documents": len(law.documents),
    }
    payload = {**version(law), **counts}

    def human() -> None:
        told = ", ".join(f"{n_rows} {name}" for name, n_rows in counts.items())
        out.print(f"{law.regime_id} holds: {told}")
        say_versions([law])

    emit(payload, as_json=json, human=human)
