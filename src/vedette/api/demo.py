"""The demonstration: the whole line on the sample case, ending with what it found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vedette.api.workbench import Report, Workbench
from vedette.errors import NotAWorkspace
from vedette.model.incident import PoliticalLink
from vedette.model.story import OriginGroup


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demonstration found, in sentences, and where it lies."""

    lines: tuple[str, ...]
    workspace: Path
    files: tuple[Path, ...]


def run_demo(folder: Path, report: Report) -> DemoResult:
    """Run the line on the sample case in a folder; a second run finds everything up to date."""
    from vedette.reports.render import write_dossier
    from vedette.sample import sample_case

    case = sample_case()
    try:
        bench = Workbench.open(folder, write=True)
    except NotAWorkspace:
        bench = Workbench.create(folder)
    with bench:
        # The sample lists are extracts, so their floor is lifted here and nowhere else.
        bench.add_lists(case.lists, floor=0)
        bench.ingest([str(path) for path in case.reports], report=report)
        bench.run(report=report)
        files = write_dossier(bench.dossier(), folder / "dossier")
        return DemoResult((case.note, *_found(bench)), folder, files)


def _found(bench: Workbench) -> list[str]:
    articles, stories = bench.articles(), bench.stories()
    origins = bench.workspace.rows(OriginGroup)
    lines = [
        f"{len(articles)} reports read: {sum(a.n_paragraphs for a in articles)} paragraphs kept, "
        f"{sum(a.n_furniture for a in articles)} lines of page furniture set aside.",
        f"{len(bench.statements())} statements, {len(bench.events())} events.",
    ]
    for story in stories:
        own = [origin.name for origin in origins if origin.story_id == story.story_id]
        lines.append(
            f"Story: {story.title} ({_n(len(story.layer_ids), 'report')}, "
            f"{_n(len(own), 'independent origin')}: {', '.join(own)})."
        )
    for incident in bench.incidents():
        paragraphs = ", ".join(f"{m.symbol} para. {m.paragraph}" for m in incident.measures)
        lines.append(
            f"Incident {incident.incident_id}: {incident.title} (status {incident.status}); "
            f"engages {paragraphs or 'no measure'}."
        )
    lines += [_political(bench, link) for link in bench.political_links()]
    hits = [match for match in bench.matches() if match.verdict != "near_miss"]
    lines += [f"List {match.verdict}: {match.explanation}" for match in hits[:5]]
    return lines


def _political(bench: Workbench, link: PoliticalLink) -> str:
    """A political event: the vote it is tied to, and the mandate that vote ended."""
    votes = (vote for law in bench.regimes for vote in law.votes if vote.vote_id == link.vote_id)
    vote = next(votes, None)
    words = f"Vote of {vote.held_on} on {vote.draft} ({vote.outcome})" if vote else link.vote_id
    if link.mandate_body:
        words += f"; last day of the mandate of the {link.mandate_body}: {link.mandate_ended_on}"
    return f"{words}; told in {_n(len(link.spans), 'place')} of the reports."


def _n(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
