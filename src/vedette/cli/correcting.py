"""``vedette correct``: a person corrects what the machine read; both stay to be seen."""

from __future__ import annotations

import json as json_lib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vedette.cli.options import WORKSPACE, JsonOption, WorkspaceOption, reading, writing
from vedette.cli.output import PARTIAL, counted, emit, escape, out, progress, table, talk
from vedette.errors import UsageError

if TYPE_CHECKING:
    from vedette.api.corrections import CorrectionView
    from vedette.model.correction import Correction

PANEL = "Reports"
BecauseOption = Annotated[str, typer.Option("--because", help="What the judgement rests on.")]
EvidenceOption = Annotated[
    list[str] | None,
    typer.Option("--evidence", help="An address, document or words it rests on; repeatable."),
]
ByOption = Annotated[str | None, typer.Option("--by", help="Who judges; else who is logged in.")]
LaterOption = Annotated[
    bool, typer.Option("--later", help="Only keep it; the next run carries it through.")
]
TargetArgument = Annotated[str | None, typer.Argument(help="Its id, or the beginning of it.")]
InOption = Annotated[str | None, typer.Option("--in", help="The report: address, file name or id.")]
AtOption = Annotated[
    str | None, typer.Option("--words-at", help="Words of the report it stands at.")
]
NearOption = Annotated[
    int | None,
    typer.Option("--near", min=0, help="Of several places, the one nearest this character."),
]
DeleteOption = Annotated[bool, typer.Option("--delete", help="It is none.")]
AddOption = Annotated[bool, typer.Option("--add", help="The machine missed it.")]


def register(app: typer.Typer) -> None:
    """Add ``vedette correct``."""
    group = typer.Typer(
        help="Correct what the machine read. The reading stays beside the judgement; any can be undone.",
        no_args_is_help=True,
        rich_markup_mode="rich",
    )
    for name, command in (
        ("mention", mention),
        ("person", person),
        ("statement", statement),
        ("event", event),
        ("story", story),
        ("origin", origin),
        ("document", document),
        ("batch", batch),
        ("list", show_list),
        ("show", show),
        ("undo", undo),
        ("adrift", adrift),
        ("export", export),
    ):
        group.command(name)(command)
    app.add_typer(group, name="correct", rich_help_panel=PANEL)


def mention(
    because: BecauseOption,
    target: TargetArgument = None,
    report: InOption = None,
    words_at: AtOption = None,
    near: NearOption = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="state, person, organisation, vessel or place.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="The party's full name.")] = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Whom it names: a ref or a name.")
    ] = None,
    role: Annotated[str | None, typer.Option("--role", help="The office printed with it.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="The state it belongs to.")] = None,
    imo: Annotated[str | None, typer.Option("--imo", help="A ship's IMO number.")] = None,
    words: Annotated[str | None, typer.Option("--words", help="The words that name it.")] = None,
    delete: DeleteOption = False,
    add: AddOption = False,
    evidence: EvidenceOption = None,
    by: ByOption = None,
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Correct who or what is named: its words, kind or party; add one missed, delete one wrong."""
    values = _given(kind=kind, name=name, party=party, role=role, state=state, imo=imo, words=words)
    ask = _ask("mention", _action(delete, add, values), target, because, evidence, by, values)
    _correct(workspace, {**ask, "report": report, "words": words_at, "near": near}, later, json)


def person(
    target: Annotated[str, typer.Argument(help="A name or ref; see vedette people.")],
    because: BecauseOption,
    same_as: Annotated[str | None, typer.Option("--same-as", help="The person it is.")] = None,
    apart_in: Annotated[
        list[str] | None,
        typer.Option("--apart-in", help="A report or mention that names another; repeatable."),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", help="What the merged or other one is called.")
    ] = None,
    evidence: EvidenceOption = None,
    by: ByOption = None,
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Merge two persons into one, or split one off in some reports or mentions."""
    if (same_as is None) == (not apart_in):
        raise UsageError("person", "say one of the two", "--same-as PERSON, or --apart-in REPORT")
    action = "same" if same_as else "different"
    others = [same_as] if same_as else apart_in
    ask = _ask("person", action, target, because, evidence, by, _given(name=name))
    _correct(workspace, {**ask, "others": others or ()}, later, json)


def statement(
    because: BecauseOption,
    target: TargetArgument = None,
    report: InOption = None,
    words_at: AtOption = None,
    near: NearOption = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", help="Who said it: a name or ref; - for nobody told.")
    ] = None,
    manner: Annotated[
        str | None, typer.Option("--manner", help="direct, indirect or mixed.")
    ] = None,
    denial: Annotated[
        bool | None, typer.Option("--denial/--no-denial", help="Whether it denies something.")
    ] = None,
    saying: Annotated[
        bool | None, typer.Option("--saying/--no-saying", help="Said, or only thought or wanted.")
    ] = None,
    words: Annotated[str | None, typer.Option("--words", help="What was said, as printed.")] = None,
    cue: Annotated[str | None, typer.Option("--cue", help="The words that attribute.")] = None,
    said_on: Annotated[
        str | None, typer.Option("--said-on", help="Day (EDTF); - for none.")
    ] = None,
    delete: DeleteOption = False,
    add: AddOption = False,
    evidence: EvidenceOption = None,
    by: ByOption = None,
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Correct who said what, how and when; add a statement missed, delete what is none."""
    values = _given(
        speaker=speaker,
        manner=manner,
        denial=_yes(denial),
        saying=_yes(saying),
        words=words,
        cue=cue,
        said_on=said_on,
    )
    ask = _ask("statement", _action(delete, add, values), target, because, evidence, by, values)
    _correct(workspace, {**ask, "report": report, "words": words_at, "near": near}, later, json)


def event(
    because: BecauseOption,
    target: TargetArgument = None,
    report: InOption = None,
    words_at: AtOption = None,
    near: NearOption = None,
    kind: Annotated[str | None, typer.Option("--kind", help="For example veto.")] = None,
    modality: Annotated[
        str | None,
        typer.Option("--modality", help="asserted, alleged, denied, planned, negated, background."),
    ] = None,
    polarity: Annotated[
        bool | None, typer.Option("--happened/--did-not-happen", help="As the text tells it.")
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="Day or interval (EDTF); - for open.")
    ] = None,
    slot: Annotated[
        list[str] | None, typer.Option("--slot", help="ROLE=NAME, ROLE=- for none; repeatable.")
    ] = None,
    words: Annotated[str | None, typer.Option("--words", help="The clause that tells it.")] = None,
    delete: DeleteOption = False,
    add: AddOption = False,
    evidence: EvidenceOption = None,
    by: ByOption = None,
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Correct what is told to have happened, its parts and its day; add one, or delete one."""
    values = _given(
        kind=kind,
        modality=modality,
        polarity=_yes(polarity),
        on=on,
        slots="; ".join(slot) if slot else None,
        words=words,
    )
    ask = _ask("event", _action(delete, add, values), target, because, evidence, by, values)
    _correct(workspace, {**ask, "report": report, "words": words_at, "near": near}, later, json)


def story(
    target: Annotated[str, typer.Argument(help="A story's id, or the beginning of it.")],
    because: BecauseOption,
    same_as: Annotated[
        list[str] | None, typer.Option("--same-as", help="A story that is the same; repeatable.")
    ] = None,
    joins: Annotated[
        list[str] | None, typer.Option("--joins", help="A report that tells it too; repeatable.")
    ] = None,
    leaves: Annotated[
        list[str] | None,
        typer.Option("--leaves", help="A report that tells another; several leave together."),
    ] = None,
    evidence: EvidenceOption = None,
    by: ByOption = None,
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Merge stories, let a report join one, or let reports leave one for a story of their own."""
    if bool(leaves) == bool(same_as or joins):
        raise UsageError("story", "say one of the two", "--same-as or --joins, or --leaves")
    others = leaves or [*(same_as or ()), *(joins or ())]
    ask = _ask("story", "different" if leaves else "same", target, because, evidence, by, {})
    _correct(workspace, {**ask, "others": others}, later, json)


def origin(
    target: Annotated[str, typer.Argument(help="A report: address, file name or id.")],
    because: BecauseOption,
    copy_of: Annotated[
        str | None, typer.Option("--copy-of", help="A report of the same hand.")
    ] = None,
    not_copy_of: Annotated[
        str | None, typer.Option("--not-copy-of", help="A report of another hand.")
    ] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", help="The agency it comes from; - for none.")
    ] = None,
    evidence: EvidenceOption = None,
    by: ByOption = None,
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Say whose text a report is: a copy of another, none of it, or an agency's."""
    if sum(item is not None for item in (copy_of, not_copy_of, agency)) != 1:
        raise UsageError("origin", "say one of the three", "--copy-of, --not-copy-of or --agency")
    action = "set" if agency else "same" if copy_of else "different"
    others = [item for item in (copy_of, not_copy_of) if item]
    ask = _ask("origin", action, target, because, evidence, by, _given(agency=agency))
    _correct(workspace, {**ask, "others": others}, later, json)


def document(
    target: Annotated[str, typer.Argument(help="A report: address, file name or id.")],
    because: BecauseOption,
    title: Annotated[str | None, typer.Option("--title")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet")] = None,
    byline: Annotated[str | None, typer.Option("--byline")] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", help="Whom it credits; - for nobody.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", help="2024-03-29T16:50:00Z.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="en, ru, ko …")] = None,
    day: Annotated[str | None, typer.Option("--day", help="The day weekdays count from.")] = None,
    evidence: EvidenceOption = None,
    by: ByOption = None,
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Correct what a report says of itself; it is read again under it. - says there is none."""
    values = _given(
        title=title,
        outlet=outlet,
        byline=byline,
        agency=agency,
        published=published,
        language=language,
        day=day,
    )
    ask = _ask("document", "set", target, because, evidence, by, values)
    _correct(workspace, ask, later, json)


def batch(
    path: Annotated[
        Path, typer.Argument(help="CSV or JSON lines; - for JSON lines on standard input.")
    ],
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Keep corrections from a file, row by row; bad rows are told, the rest goes on."""
    from vedette.api.correction_batch import correct_batch

    stdin = str(path) == "-"
    data = sys.stdin.buffer.read() if stdin else path.read_bytes()
    with writing(workspace) as bench, progress("correct") as report:
        fates = correct_batch(bench.workspace, data, "-.jsonl" if stdin else path.name)
        kept = [fate.correction for fate in fates if fate.correction]
        if kept and not later:
            bench.run(report=report)
    bad = [fate for fate in fates if fate.error]

    def human() -> None:
        out.print(f"{counted(len(kept), 'corrections')} kept, {counted(len(bad), 'rows')} refused")
        for fate in bad:
            talk.print(f"[yellow]line {fate.line}[/] {escape(fate.error)}")

    payload = {
        "kept": [asdict(item) for item in kept],
        "refused": [{"line": fate.line, "error": fate.error} for fate in bad],
    }
    emit(payload, as_json=json, human=human)
    if bad:
        raise typer.Exit(PARTIAL)


def show_list(
    thing: Annotated[
        str | None, typer.Option("--thing", help="Only these: statement, event …")
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", help="applied, waiting, adrift or undone.")
    ] = None,
    as_known_at: Annotated[
        str | None, typer.Option("--as-known-at", help="As they stood at an instant (UTC).")
    ] = None,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Every correction: what the machine said, what was judged, by whom, and how it stands."""
    with reading(workspace) as bench:
        views = [
            view
            for view in bench.corrections(as_known_at=as_known_at)
            if (thing is None or view.correction.thing == thing)
            and (state is None or view.state == state)
        ]
    _say_views("Corrections", views, json)


def adrift(workspace: WorkspaceOption = WORKSPACE, json: JsonOption = False) -> None:
    """Corrections whose place is gone from the newest reading: a person has to look again."""
    with reading(workspace) as bench:
        views = [view for view in bench.corrections() if view.state == "adrift" or view.reasons]
    _say_views("Adrift", views, json)


def show(
    which: Annotated[str, typer.Argument(help="Its number or id.")],
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """One correction in full: its place, both readings, the reason, and the rows that carry it."""
    from vedette.api.corrections import find

    with reading(workspace) as bench:
        wanted = find(bench.workspace, which).correction_id
        chosen = [
            v for v in bench.corrections() if wanted in {v.correction.correction_id, v.undone_by}
        ]

    def human() -> None:
        for view in chosen:
            _say_one(view)

    payload = {"corrections": [_plain(view) for view in chosen]}
    emit(payload, as_json=json, human=human)


def undo(
    which: Annotated[str, typer.Argument(help="Its number or id.")],
    because: BecauseOption,
    by: ByOption = None,
    later: LaterOption = False,
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Take a correction back; it stays to be seen, and the taking back can be taken back."""
    from vedette.api.corrections import find

    with writing(workspace) as bench, progress("correct") as report:
        undone = find(bench.workspace, which)
        made = bench.undo_correction(which, because=because, by=by)
        if not later:
            bench.run(report=report)
    emit(
        {"correction": asdict(made)},
        as_json=json,
        human=lambda: out.print(
            f"correction {made.number}: correction {undone.number} is taken back"
        ),
    )


def export(
    path: Annotated[Path, typer.Argument(help="A file to write; - for standard output.")],
    workspace: WorkspaceOption = WORKSPACE,
    json: JsonOption = False,
) -> None:
    """Write the corrections that hold as a labelled set, one JSON object a line."""
    from vedette.api.corrections import labelled

    with reading(workspace) as bench:
        rows = list(labelled(bench.workspace))
    text = "".join(json_lib.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
    if str(path) == "-":
        if json:
            raise UsageError("-", "both forms were asked for on standard output", "Name a file")
        sys.stdout.write(text)
        return
    path.write_text(text)
    payload = {"path": str(path), "n_rows": len(rows)}
    human = f"{counted(len(rows), 'corrections')} written to {escape(path)}"
    emit(payload, as_json=json, human=lambda: out.print(human))


# -- shared ----------------------------------------------------------------------------------


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def _yes(flag: bool | None) -> str | None:
    return None if flag is None else "yes" if flag else "no"


def _action(delete: bool, add: bool, values: Mapping[str, str]) -> str:
    if delete and (add or values):
        raise UsageError("--delete", "what is deleted has no other values", "Give --delete alone")
    return "delete" if delete else "add" if add else "set"


def _ask(
    thing: str,
    action: str,
    target: str | None,
    because: str,
    evidence: Sequence[str] | None,
    by: str | None,
    values: Mapping[str, str],
) -> dict[str, Any]:
    return {
        "thing": thing,
        "action": action,
        "target": target,
        "because": because,
        "evidence": tuple(evidence or ()),
        "by": by,
        "values": dict(values),
    }


def _correct(path: Path, ask: Mapping[str, Any], later: bool, as_json: bool) -> None:
    """Keep one correction, carry it through, and say what it did."""
    from vedette.api.corrections import Ask, correct

    with writing(path) as bench, progress("correct") as report:
        made = correct(bench.workspace, Ask(**ask))
        if not later:
            bench.run(report=report)
        (view,) = [
            item
            for item in bench.corrections()
            if item.correction.correction_id == made.correction_id
        ]
    emit({"correction": _plain(view)}, as_json=as_json, human=lambda: _say_one(view))


def _plain(view: CorrectionView) -> dict[str, Any]:
    from vedette.clean.judgements import in_words

    return {**asdict(view), "in_words": in_words(view.correction)}


def _say_one(view: CorrectionView) -> None:
    from vedette.clean.judgements import in_words

    item = view.correction
    out.print(f"[bold]correction {item.number}[/] {item.thing}: {escape(in_words(item))}")
    if item.anchor and item.anchor.quote:
        out.print(f"  at characters {item.anchor.start}–{item.anchor.end}: {escape(_words(item))}")
    state = {"waiting": "waiting for: vedette run", "undone": "taken back"}.get(
        view.state, view.state
    )
    rows = f", in {counted(len(view.rows), 'rows')}" if view.rows else ""
    out.print(f"  {state}{rows}{''.join(f'; {escape(reason)}' for reason in view.reasons)}")
    if view.overruled_by:
        out.print(f"  correction {view.overruled_by} says otherwise later")
    for text in item.evidence:
        out.print(f"  evidence: {escape(text)}")


def _state(view: CorrectionView) -> str:
    return f"{view.state}, then {view.overruled_by}" if view.overruled_by else view.state


def _words(item: Correction) -> str:
    assert item.anchor
    flat = " ".join(item.anchor.quote.split())
    return f"“{flat if len(flat) <= 100 else flat[:99] + '…'}”"


def _say_views(title: str, views: Sequence[CorrectionView], as_json: bool) -> None:
    from vedette.clean.judgements import machine_said, was_judged

    def human() -> None:
        table(
            title,
            ("no.", "thing", "machine said", "judged", "by", "on", "because", "state"),
            (
                (
                    view.correction.number,
                    view.correction.thing,
                    machine_said(view.correction) or "nothing",
                    was_judged(view.correction),
                    view.correction.by,
                    view.correction.at[:10],
                    view.correction.because,
                    "; ".join((_state(view), *view.reasons)),
                )
                for view in views
            ),
        )

    emit({"corrections": [_plain(view) for view in views]}, as_json=as_json, human=human)
