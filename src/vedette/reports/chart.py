"""The timeline of a regime as a picture: measures as bars, resolutions and votes as marks.

Fills, hatches and shapes carry the meaning, never colour alone: it reads the same in black and
white.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.errors import UsageError
from vedette.model.law import Measure, Regime

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_KINDS = {".svg", ".png", ".pdf"}
# What a segment is: face, hatch, line and legend. Dots as hatch would make the SVG tenfold.
_STYLES = {
    "ban": ("0.45", "", "-", "binding"),
    "ban_next": ("0.72", "", "-", "binding, next paragraph or term"),
    "cap": ("1.0", "////", "-", "allowed up to a cap"),
    "wind_down": ("1.0", "xxxx", "-", "older contracts only"),
    "open": ("1.0", "---", "-", "the text leaves it open"),
    "call": ("1.0", "", (0, (1.5, 1.5)), "called upon, not binding"),
}
_MARKS: dict[str, tuple[dict[str, Any], str]] = {
    "adopted": ({"marker": "v", "color": "black", "ms": 4}, "resolution"),
    "vetoed": ({"marker": "X", "color": "black", "ms": 6}, "vetoed"),
    "failed": ({"marker": "o", "color": "black", "mfc": "none", "ms": 9}, "failed by the count"),
}
# Kinds that ask for reports and reviews, or only change other measures: no bar of their own.
_NO_LANE = frozenset({"national_report", "designations", "review", "monitoring", "exemption_route"})


@dataclass(frozen=True)
class Segment:
    """A bar from a day until a day (exclusive), with a style and a mark of its source."""

    starts: date
    ends: date
    style: str
    source: str


@dataclass
class Lane:
    """A line of the picture."""

    section: str
    label: str
    segments: list[Segment] = field(default_factory=list)


def draw_timeline(
    regime: Regime, path: Path, *, first: str | None = None, last: str | None = None
) -> Path:
    """Draw a regime and write it.

    Args:
        regime: The regime.
        path: ``.svg``, ``.png`` or ``.pdf``; folders are made.
        first: First day drawn; a little before the first act when None.
        last: Last day drawn; the day of the data version when None.

    Raises:
        UsageError: The ending is none of the three, or the days run backwards.
    """
    if path.suffix.casefold() not in _KINDS:
        raise UsageError(str(path), "this is no picture", "Name a .svg, .png or .pdf file")
    begin, end = _window(regime, first, last)
    lanes = [lane for lane in timeline_lanes(regime, end) if _visible(lane, begin, end)]
    if not lanes:
        raise UsageError(f"{begin} to {end}", "nothing was in force", "Give other days")
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(
        {"svg.fonttype": "none", "svg.hashsalt": "vedette", "font.size": 8, "hatch.linewidth": 0.5}
    ):
        height = 2.4 + 0.215 * (len(lanes) + 1.6 * len({lane.section for lane in lanes}))
        figure = Figure(figsize=(13, height), layout="constrained")
        axes = figure.add_subplot()
        _draw(axes, regime, lanes, begin, end)
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn = io.BytesIO()
        kind = path.suffix.casefold()
        metadata = {".svg": {"Date": None, "Title": regime.name}, ".pdf": {"CreationDate": None}}
        figure.savefig(drawn, dpi=150, format=kind[1:], metadata=metadata.get(kind))
    data = drawn.getvalue()
    path.write_bytes(_smaller(data) if kind == ".svg" else data)
    return path


def _smaller(svg: bytes) -> bytes:
    """The same picture with hundredths of a point and without line breaks inside paths."""
    text = re.sub(r"(\d+\.\d\d)\d+", r"\1", svg.decode())
    text = re.sub(r'd="([^"]*)"', lambda found: f'd="{" ".join(found[1].split())}"', text)
    return re.sub(r"\n +", "\n", text).encode()


def _window(regime: Regime, first: str | None, last: str | None) -> tuple[date, date]:
    from vedette.regimes.inputs import iso_day

    days = [item.adopted_on for item in regime.instruments]
    begin = (
        date.fromisoformat(iso_day("--from", first))
        if first
        else date.fromisoformat(min(days)) - timedelta(days=120)
    )
    end = date.fromisoformat(iso_day("--to", last) if last else regime.data_version[:10])
    if end <= begin:
        raise UsageError(f"{begin} to {end}", "the days run backwards", "Put the earlier first")
    return begin, end


def timeline_lanes(regime: Regime, end: date) -> list[Lane]:
    """The lines of the picture: goods one by one, other measures by kind, bodies by term."""
    lanes = [*_goods_lanes(regime, end), *_kind_lanes(regime, end), *_body_lanes(regime, end)]
    return [lane for lane in lanes if lane.segments]


def _goods_lanes(regime: Regime, end: date) -> Iterator[Lane]:
    groups: dict[str, list[Measure]] = {}
    for measure in regime.measures:
        if measure.goods:
            way = "both ways" if measure.direction == "both" else measure.direction
            names = [goods.name for goods in regime.goods if goods.goods_id in measure.goods]
            label = f"{', '.join(names)} ({way})"
            groups.setdefault(measure.chain or label, []).append(measure)
    target = regime.target_code or "the target"
    lanes = []
    for measures in groups.values():
        ordered = sorted(measures, key=lambda measure: measure.valid_from)
        names = [goods.name for goods in regime.goods if goods.goods_id in ordered[-1].goods]
        way = ordered[-1].direction
        sides = "to and from" if way == "both" else way
        lane = Lane(f"goods {sides} {target}", _short(", ".join(names)))
        for place, measure in enumerate(ordered):
            lane.segments.extend(_measure_segments(measure, end, place))
        lanes.append(lane)
    yield from sorted(lanes, key=lambda lane: (lane.section, lane.segments[0].starts))


def _measure_segments(measure: Measure, end: date, place: int) -> Iterator[Segment]:
    starts = date.fromisoformat(measure.valid_from)
    ends = date.fromisoformat(measure.valid_until) if measure.valid_until else end
    mark = _mark(measure)
    if not measure.binding:
        yield Segment(starts, ends, "call", mark)
        return
    pieces: list[tuple[date, date, str]] = []
    for cap in measure.caps:
        until = date.fromisoformat(cap.ends) + timedelta(days=1) if cap.ends else ends
        pieces.append((date.fromisoformat(cap.starts), min(until, ends), "cap"))
    for span in measure.undecided:
        until = date.fromisoformat(span.valid_until) if span.valid_until else ends
        pieces.append((date.fromisoformat(span.valid_from), until, "open"))
    if measure.wind_down:
        until = date.fromisoformat(measure.wind_down.until) + timedelta(days=1)
        pieces.append((starts, min(until, ends), "wind_down"))
    at = starts
    for begin, until, style in sorted(pieces):
        if begin > at:
            yield Segment(at, begin, "ban", mark)
        yield Segment(begin, until, style, mark)
        at = max(at, until)
    if at < ends:
        yield Segment(at, ends, "ban" if place % 2 == 0 else "ban_next", mark)


def _kind_lanes(regime: Regime, end: date) -> Iterator[Lane]:
    kinds: dict[str, list[Measure]] = {}
    for measure in regime.measures:
        if not measure.goods and measure.verb != "clarifies":
            kinds.setdefault(measure.kind, []).append(measure)
    for kind, measures in kinds.items():
        if kind in _NO_LANE:
            continue
        lane = Lane("other measures", kind.replace("_", " ").replace("wmd", "WMD"))
        days = sorted(
            {date.fromisoformat(measure.valid_from) for measure in measures}
            | {date.fromisoformat(item.valid_until) for item in measures if item.valid_until}
            | {end}
        )
        for place, (begin, until) in enumerate(pairwise(days)):
            running = [measure for measure in measures if measure.holds(begin.isoformat())]
            if not running:
                continue
            binding = any(measure.binding for measure in running)
            style = ("ban" if place % 2 == 0 else "ban_next") if binding else "call"
            mark = "+".join(
                dict.fromkeys(
                    _mark(measure) for measure in running if measure.valid_from == begin.isoformat()
                )
            )
            lane.segments.append(Segment(begin, until, style, mark))
        yield lane


def _body_lanes(regime: Regime, end: date) -> Iterator[Lane]:
    bodies: dict[str, list[Any]] = {}
    for mandate in regime.mandates:
        bodies.setdefault(mandate.body_id, []).append(mandate)
    for mandates in bodies.values():
        ordered = sorted(mandates, key=lambda mandate: mandate.valid_from)
        outside = f" (outside the {regime.issuer})" if ordered[-1].form == "outside" else ""
        lane = Lane("who monitors", f"{ordered[-1].body}{outside}")
        for place, mandate in enumerate(ordered):
            starts = date.fromisoformat(mandate.valid_from)
            until = (
                date.fromisoformat(mandate.valid_until) + timedelta(days=1)
                if mandate.valid_until
                else end
            )
            style = "ban" if place % 2 == 0 else "ban_next"
            by = _number(mandate.instrument or "")
            lane.segments.append(Segment(starts, min(until, max(end, starts)), style, by))
        yield lane


def _mark(measure: Measure) -> str:
    """``2397-5`` for S/RES/2397 (2017) paragraph 5."""
    paragraph = measure.citation.paragraph.partition(" (")[0]
    return f"{_number(measure.citation.symbol)}-{paragraph}"


def _number(symbol: str) -> str:
    """``2397`` of S/RES/2397 (2017)."""
    return symbol.removeprefix("S/RES/").partition(" ")[0]


def _short(text: str, most: int = 58) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]} …"


def _visible(lane: Lane, begin: date, end: date) -> bool:
    return any(item.starts < end and item.ends > begin for item in lane.segments)


def _draw(axes: Axes, regime: Regime, lanes: Sequence[Lane], begin: date, end: date) -> None:
    import matplotlib.dates as mdates

    ticks: list[float] = []
    labels: list[str] = []
    at, section = 0.0, ""
    for lane in lanes:
        if lane.section != section:
            at += 0.6
            axes.text(
                mdates.date2num(begin), at, f" {lane.section.upper()}", va="center", weight="bold"
            )
            section = lane.section
            at += 1.0
        for segment in lane.segments:
            _bar(axes, segment, at, begin, end)
        ticks.append(at)
        labels.append(lane.label)
        at += 1.0
    _acts(axes, regime, begin, end, at)
    axes.set_yticks(ticks, labels)
    axes.set_ylim(at + 0.2, -3.4)
    axes.set_xlim(mdates.date2num(begin), mdates.date2num(end))
    axes.xaxis.set_major_locator(mdates.YearLocator())
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.set_title(regime.name, loc="left", weight="bold", fontsize=11)
    axes.set_title(f"Vedette, data {regime.data_version}", loc="right", fontsize=8)
    _legend(axes, regime, lanes, at)


def _bar(axes: Axes, segment: Segment, at: float, begin: date, end: date) -> None:
    import matplotlib.dates as mdates

    starts, ends = max(segment.starts, begin), min(segment.ends, end)
    if ends <= starts:
        return
    face, hatch, line, _ = _STYLES[segment.style]
    left, right = mdates.date2num(starts), mdates.date2num(ends)
    axes.barh(
        at,
        right - left,
        left=left,
        height=0.74,
        color=face,
        hatch=hatch,
        edgecolor="0.15",
        lw=0.6,
        ls=line,
        clip_on=False,
    )
    n_days = (end - begin).days
    if segment.source and (ends - starts).days > n_days * 0.011 * len(segment.source) * 0.62:
        dark = segment.style == "ban"
        axes.text(
            left + n_days * 0.002,
            at,
            segment.source,
            va="center",
            fontsize=5.5,
            color="white" if dark else "black",
            bbox=None
            if dark or segment.style == "ban_next"
            else {"facecolor": "white", "edgecolor": "none", "pad": 0.4},
        )


def _acts(axes: Axes, regime: Regime, begin: date, end: date, depth: float) -> None:
    """Resolutions and votes as marks above, with a hair line through the bars."""
    import matplotlib.dates as mdates

    grounds: set[str | None] = {measure.citation.symbol for measure in regime.measures}
    # A regime told in brief has no measures: then the acts that made its bodies are marked.
    grounds = grounds or {mandate.instrument for mandate in regime.mandates}
    marks = [
        (act.adopted_on, _number(act.symbol), "adopted")
        for act in regime.instruments
        if act.symbol in grounds
    ]
    marks += [
        (vote.held_on, f"{vote.outcome} {vote.held_on}", vote.outcome)
        for vote in regime.votes
        if vote.outcome != "adopted"
    ]
    taken: list[tuple[float, float, int]] = []
    letter = (end - begin).days * 0.0068
    for told, words, outcome in sorted(marks):
        day = date.fromisoformat(told)
        if not begin <= day <= end:
            continue
        x, half = mdates.date2num(day), letter * len(words) / 2
        style: dict[str, Any] = (
            {"color": "0.6", "lw": 0.4}
            if outcome == "adopted"
            else {"color": "black", "lw": 0.6, "ls": (0, (2, 2))}
        )
        axes.plot([x, x], [-0.6, depth], zorder=0, **style)
        axes.plot(x, -0.8, **_MARKS[outcome][0], clip_on=False)
        row = next(
            level
            for level in range(99)
            if all(abs(x - other) > half + wide or level != used for other, wide, used in taken)
        )
        taken.append((x, half, row))
        axes.text(x, -1.25 - 0.62 * row, words, ha="center", va="bottom", fontsize=6.5)


def _caption(lanes: Iterable[Lane]) -> str:
    """How to read the marks on bars, by one that is drawn."""
    sources = [segment.source for lane in lanes for segment in lane.segments]
    shown = next((source for source in sources if re.fullmatch(r"\d+-\d+", source)), None)
    act, _, paragraph = (shown or "").partition("-")
    read = f"{shown} on a bar: resolution {act}, paragraph {paragraph}. " if shown else ""
    return f"{read}A bar that reaches the right edge had no end by then."


def _legend(axes: Axes, regime: Regime, lanes: Sequence[Lane], depth: float) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    used = {segment.style for lane in lanes for segment in lane.segments}
    handles: list[Any] = [
        Patch(facecolor=face, hatch=hatch, edgecolor="0.15", ls=line, label=words)
        for name, (face, hatch, line, words) in _STYLES.items()
        if name in used
    ]
    handles.extend(
        Line2D([], [], ls="", label=words, **mark)
        for outcome, (mark, words) in _MARKS.items()
        if outcome == "adopted" or any(vote.outcome == outcome for vote in regime.votes)
    )
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, -1.6 / (depth + 3.6)),
        ncols=5,
        frameon=False,
        title=_caption(lanes),
        alignment="left",
    )
