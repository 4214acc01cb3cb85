"""The workspace's own commands: make, feed, look after, keep safe."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading, writing
from vedette.cli.output import PARTIAL, PROBLEM, counted, emit, escape, out, progress, table, talk
from vedette.errors import NotAWorkspace, UsageError

if TYPE_CHECKING:
    from vedette.api import Workbench
    from vedette.api.crank import Turn
    from vedette.api.intake import Fate

PANEL = "Workspace"
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; it is kept.")]


def register(app: typer.Typer) -> None:
    """Add this file's commands."""
    for name, command in (
        ("init", init),
        ("ingest", ingest),
        ("run", run),
        ("status", status),
        ("retry", retry),
        ("documents", documents),
        ("hide", hide),
        ("unhide", unhide),
        ("verify", verify),
        ("backup", backup),
        ("restore", restore),
        ("log", log),
    ):
        app.command(name, rich_help_panel=PANEL)(command)


def init(
    path: Annotated[Path, typer.Argument(help="An empty folder, or one to make.")] = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Make a new workspace."""
    from vedette.api import Workbench

    with Workbench.create(path):
        pass
    emit({"workspace": str(path)}, as_json=json, human=lambda: out.print(f"made {escape(path)}"))


def ingest(
    inputs: Annotated[
        list[str] | None, typer.Argument(help="Files, folders, addresses; - for standard input.")
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    capture_only: Annotated[
        bool, typer.Option("--capture-only", help="Keep the bytes; read them later with: run.")
    ] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Fetch nothing.")] = False,
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="Child processes.")] = None,
    json: JsonOption = False,
) -> None:
    """Take reports in as evidence and read them. Makes the workspace if there is none.

    The same bytes give nothing new. Without inputs it goes on with what an earlier run left queued.
    """
    names = [name for name in inputs or [] if name != "-"]
    stdin = sys.stdin.buffer.read() if inputs and "-" in inputs else None
    with open_or_make(workspace) as bench, progress("ingest") as report:
        fates = bench.ingest(names, stdin=stdin, offline=offline, report=report)
        turn = None if capture_only else bench.run(n_workers=jobs, report=report)
    failed = [fate for fate in fates if fate.failure] + (turn.failed if turn else [])
    payload = {
        "inputs": [asdict(fate) for fate in fates],
        "failed": [asdict(fate) for fate in failed],
        "stages": stages_of(turn),
    }
    emit(payload, as_json=json, human=lambda: _say_fates(fates, failed, turn))
    if failed:
        raise typer.Exit(PARTIAL)


def run(
    workspace: WorkspaceOption = WORKSPACE,
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="Child processes.")] = None,
    json: JsonOption = False,
) -> None:
    """Bring everything up to date; only what changed is done again."""
    with writing(workspace) as bench, progress("run") as report:
        fates = bench.ingest([], report=report)
        turn = bench.run(n_workers=jobs, report=report)
    failed = [fate for fate in fates if fate.failure] + turn.failed
    payload = {"stages": stages_of(turn), "failed": [asdict(fate) for fate in failed]}
    emit(payload, as_json=json, human=lambda: _say_fates(fates, failed, turn))
    if failed:
        raise typer.Exit(PARTIAL)


def status(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """Say what came in, what failed and why, and what is loaded."""
    with reading(workspace) as bench:
        found = bench.status()

    def human() -> None:
        ledger = ", ".join(f"{count} {state}" for state, count in found.ledger.items())
        out.print(f"[bold]{escape(found.path)}[/]: inputs {ledger}")
        out.print(", ".join(counted(count, name) for name, count in found.rows.items()))
        if found.incidents:
            out.print(f"incidents: {', '.join(found.incidents)}")
        if found.corrections:
            told = ", ".join(f"{n} {state}" for state, n in sorted(found.corrections.items()))
            out.print(f"corrections: {told} (vedette correct list)")
        table(
            "Lists",
            ("list", "dated", "listings", "title"),
            ((r.list_id, r.generated_on, r.n_listings, r.title) for r in found.lists),
        )
        if found.missing_lists:
            out.print(
                f"[yellow]not loaded[/]: {', '.join(found.missing_lists)} (vedette lists add)"
            )
        if found.failures:
            table(
                "Failed",
                ("job", "kind", "why", "retry may help"),
                (
                    (job.job_id, job.failure, job.reason, "yes" if job.retryable else "no")
                    for job in found.failures
                ),
            )

    emit(asdict(found), as_json=json, human=human)


def retry(
    only: Annotated[str | None, typer.Argument(help="One failed input: job id or address.")] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Try failed inputs again, all or one."""
    with writing(workspace) as bench, progress("retry") as report:
        count = bench.retry(only)
        fates = bench.ingest([], report=report)
        turn = bench.run(report=report)
    failed = [fate for fate in fates if fate.failure] + turn.failed
    payload = {"retried": count, "failed": [asdict(fate) for fate in failed]}
    emit(payload, as_json=json, human=lambda: _say_fates(fates, failed, turn))
    if failed:
        raise typer.Exit(PARTIAL)


def documents(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """List the reports: address, outlet, agency, day, paragraphs, versions."""
    from vedette.model.evidence import Document, DocumentVersion

    with reading(workspace) as bench:
        rows = bench.articles()
        addresses = {doc.document_id: doc.address for doc in bench.table(Document)}
        versions: dict[str, list[DocumentVersion]] = {}
        for version in bench.table(DocumentVersion):
            versions.setdefault(addresses[version.document_id], []).append(version)

    def agency_name(ref: str | None) -> str:
        from vedette.clean.gazetteer import entry

        known = entry(ref) if ref else None
        return known.name if known else ref or ""

    def human() -> None:
        table(
            "Reports",
            (
                "title",
                "outlet",
                "agency",
                "published",
                "paragraphs",
                "furniture",
                "versions",
                "address",
            ),
            (
                (
                    row.titles[0] if row.titles else "",
                    row.outlet,
                    agency_name(row.agency),
                    (row.published or "").replace("T", " "),
                    row.n_paragraphs,
                    row.n_furniture,
                    len(versions.get(row.address, ())),
                    row.address,
                )
                for row in rows
            ),
        )

    payload = [
        {**asdict(row), "versions": [asdict(version) for version in versions.get(row.address, ())]}
        for row in rows
    ]
    emit({"documents": payload}, as_json=json, human=human)


def hide(
    target: Annotated[str, typer.Argument(help="A document's address, name or id.")],
    reason: ReasonOption,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Leave a document out of every view, with a reason. Nothing is deleted."""
    with writing(workspace) as bench:
        found = bench.hide(target, reason)
        bench.run()
    emit({"hidden": found}, as_json=json, human=lambda: out.print(f"hidden {found}"))


def unhide(
    target: Annotated[str, typer.Argument(help="A document's address, name or id.")],
    reason: ReasonOption,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Bring a hidden document back, with a reason."""
    with writing(workspace) as bench:
        found = bench.unhide(target, reason)
        bench.run()
    emit({"unhidden": found}, as_json=json, human=lambda: out.print(f"unhidden {found}"))


def verify(
    workspace: WorkspaceOption = WORKSPACE,
    head: Annotated[
        str | None, typer.Option("--head", help="The log's head as noted earlier; must be there.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Recompute every hash and name what changed. Exit code 1 when something did."""
    with reading(workspace) as bench:
        found = bench.verify(known_head=head)

    def human() -> None:
        checked = ", ".join(f"{count} {name}" for name, count in found.checked.items())
        out.print(f"checked {checked}")
        if found.orphans:
            out.print(f"[dim]{counted(len(found.orphans), 'blobs')} no row names (harmless)[/]")
        if found.holds:
            out.print("[green]everything holds[/]")
            out.print(
                f"head of the event log: {found.head} [dim](note it elsewhere; see --head)[/]"
            )
        for problem in found.problems:
            out.print(
                f"[bold red]{escape(problem.table)} {escape(problem.row)}[/]: {escape(problem.what)}"
            )

    emit({"holds": found.holds, **asdict(found)}, as_json=json, human=human)
    if not found.holds:
        raise typer.Exit(PROBLEM)


def backup(
    target: Annotated[Path, typer.Argument(help="A new file ending in .tar or .tar.gz.")],
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Write the whole workspace into one file."""
    from vedette.store.backup import backup as write_backup

    with reading(workspace) as bench:
        path = write_backup(bench.workspace, target)
    size = path.stat().st_size
    emit(
        {"backup": str(path), "size": size},
        as_json=json,
        human=lambda: out.print(f"wrote {escape(path)} ({size / 2**20:.1f} MiB)"),
    )


def restore(
    source: Annotated[Path, typer.Argument(help="A file made by backup.")],
    target: Annotated[Path, typer.Argument(help="An empty folder, or one to make.")],
    json: JsonOption = False,
) -> None:
    """Bring a workspace back from a backup, and verify it."""
    from vedette.store.backup import restore as read_backup

    read_backup(source, target)
    with reading(target) as bench:
        found = bench.verify()
    emit(
        {"workspace": str(target), "holds": found.holds},
        as_json=json,
        human=lambda: out.print(
            f"restored {escape(target)}: {'everything holds' if found.holds else 'it does not hold'}"
        ),
    )
    if not found.holds:
        raise typer.Exit(PROBLEM)


def log(
    workspace: WorkspaceOption = WORKSPACE,
    last: Annotated[int, typer.Option("--last", min=1, help="How many rows.")] = 20,
    json: JsonOption = False,
) -> None:
    """Show the end of the event log: what was done, when, by whom."""
    with reading(workspace) as bench:
        rows = bench.workspace.log_rows(last)

    def human() -> None:
        table(
            "Event log",
            ("seq", "at", "by", "action", "object", "hash"),
            (
                (r["seq"], r["at"], r["actor"], r["action"], r["object"], r["hash"][:12])
                for r in rows
            ),
        )

    emit({"log": rows}, as_json=json, human=human)


def open_or_make(path: Path) -> Workbench:
    from vedette.api import Workbench
    from vedette.store.workspace import can_be_made

    try:
        return writing(path)
    except NotAWorkspace:
        if not can_be_made(path):
            raise
    try:
        bench = Workbench.create(path)
    except UsageError:
        return writing(path)  # another process was quicker
    talk.print(f"made a new workspace: {escape(path)}")
    return bench


def stages_of(turn: Turn | None) -> dict[str, Any]:
    if turn is None:
        return {}
    return {
        name: {
            "ran": turn.ran[name],
            "skipped": turn.skipped[name],
            "seconds": round(turn.seconds[name], 3),
        }
        for name in turn.ran
    }


def _say_fates(fates: list[Fate], failed: list[Fate], turn: Turn | None) -> None:
    counts: dict[str, int] = {}
    for fate in fates:
        counts[fate.outcome] = counts.get(fate.outcome, 0) + 1
    words = ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "nothing new"
    out.print(f"inputs: {words}")
    for fate in fates:
        if fate.change:
            out.print(f"new version: {escape(fate.address)} ({fate.change})")
    if turn:
        ran = ", ".join(f"{name} {count}" for name, count in turn.ran.items() if count)
        out.print(f"stages run: {ran or 'none; everything is up to date'}")
    for fate in failed:
        where = escape(fate.reason or fate.address)
        talk.print(f"[bold yellow]failed[/] ({fate.failure}) {where}. {escape(fate.remedy or '')}")
    if failed:
        talk.print("the rest went on; see: vedette status")
