"""Find what a correction speaks of: a row by its id or its words, a person, a report, a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from vedette.api.correction_fields import Place
from vedette.api.finding import articles_by_name, unknown
from vedette.api.judged import THINGS, Grounds, corrections_of, givens, grounds, touched_by
from vedette.clean.anchors import anchor_at
from vedette.correct.desk import Held, id_of, overlap
from vedette.correct.reading import laid
from vedette.correct.report import correct_report
from vedette.errors import UnknownId, UsageError
from vedette.model.article import Article, Passage
from vedette.model.bundle import Bundle
from vedette.model.correction import Anchor, Correction, CorrectionState, standing
from vedette.model.reading import Event, Mention, Sentence, Statement
from vedette.model.story import Story, Strand
from vedette.store.schema import TABLES

if TYPE_CHECKING:
    from vedette.api.correction_ask import Ask
    from vedette.store.workspace import Workspace

NOUNS: dict[str, type[Any]] = {"mention": Mention, "statement": Statement, "event": Event}
_MIN_ID_CHARS = 4


@dataclass
class Reports:
    """The reports of a workspace as corrections kept so far leave them, those not yet run too.

    Open one for a batch: what does not change while correcting is read once.
    """

    workspace: Workspace
    made: list[Correction] = field(default_factory=list)
    _n_looked: int | None = None

    def __post_init__(self) -> None:
        self.made = list(corrections_of(self.workspace))

    @cached_property
    def known(self) -> Grounds:
        """The reports of the current view."""
        return grounds(self.workspace)

    def article(self, target: str | None) -> Article:
        """A report by any name a person may know it by."""
        if not target:
            raise UsageError(
                "report", "no report is named", "Name it with --in; see vedette documents"
            )
        found = self._by_name.get(target, ())
        if len(found) != 1:
            raise unknown(target, len(found))
        return found[0]

    @cached_property
    def _by_name(self) -> dict[str, list[Article]]:
        return articles_by_name(self.workspace)

    def place(self, layer_id: str) -> Place:
        """A report with every correction that holds laid over it."""
        ground = self.known[layer_id]
        given = {
            name: givens(
                self.workspace, things, [layer_id], known=self.known, made=self.made, only=layer_id
            )[layer_id]
            for name, things in THINGS.items()
        }
        version_id = ground.layer.version_id
        passages = tuple(self.workspace.rows(Passage, unit=version_id))
        read = self.as_read(layer_id)
        article = correct_report(read, passages, given["correct-report"])[0]
        assert isinstance(article, Article)
        text = self.workspace.text(layer_id)

        def rows(noun: type[Any]) -> tuple[Any, ...]:
            return tuple(self.workspace.rows(noun, unit=layer_id, as_read=True))

        bundle = Bundle(
            article=article,
            layer=ground.layer,
            text=text,
            passages=passages,
            sentences=rows(Sentence),
            mentions=rows(Mention),
            statements=rows(Statement),
            events=rows(Event),
        )
        desk, _ = laid(bundle, given["correct-reading"])
        return Place(ground, text, desk)

    def as_read(self, layer_id: str) -> Article:
        """A report as the machine read it."""
        unit = self.known[layer_id].layer.version_id
        rows = self.workspace.rows(Article, unit=unit, as_read=True)
        return next(row for row in rows if row.layer_id == layer_id)

    def row(self, ask: Ask) -> tuple[Place, Held]:
        """The row an ask speaks of: by id, or by words of a report.

        Raises:
            UnknownId: There is none, or several are meant.
            UsageError: It is not said which one, or its words are not in the report.
        """
        if ask.target is None:
            return self._row_at(ask)
        if len(ask.target) < _MIN_ID_CHARS:
            raise UnknownId(ask.target, "too few characters of an id", "Give four at least")
        found = [
            (place, held)
            for place in (self.place(layer) for layer in sorted(self._layers_with(ask)))
            for held in place.desk.rows[ask.thing]  # type: ignore[index]
            if id_of(held.row).startswith(ask.target)
        ]
        if len(found) != 1:
            what = f"no {ask.thing} has this id" if not found else f"{len(found)} begin with this"
            raise UnknownId(ask.target, what, f"See: vedette {ask.thing}s")
        return found[0]

    def _layers_with(self, ask: Ask) -> set[str]:
        """Layers that hold, or held, a row of that id, and those with rows not yet run."""
        assert ask.target
        table = TABLES[NOUNS[ask.thing]]
        column = table.c[f"{ask.thing}_id"]
        query = sa.select(table.c.layer_id).distinct()
        # A range, not LIKE: only so does SQLite use the index.
        query = query.where(column >= ask.target, column < ask.target + "\uffff")
        with self.workspace.engine.connect() as connection:
            layers = {row.layer_id for row in connection.execute(query)} & set(self.known)
        if not layers:
            adding = [item for item in standing(self.made) if item.action == "add"]
            layers = {
                layer for item in adding if item.anchor for layer in self.known.at(item.anchor)
            }
        return layers

    def _row_at(self, ask: Ask) -> tuple[Place, Held]:
        if not ask.words:
            raise UsageError(
                ask.thing,
                "it is not said which one",
                "Give its id, or --in REPORT --words-at WORDS",
            )
        place = self.place(self.article(ask.report).layer_id)
        anchor = place.words(ask.words, ask.near)
        rows = place.desk.rows[ask.thing]  # type: ignore[index]
        shares = [(overlap(held.place, (anchor.start, anchor.end)), held) for held in rows]
        most = max((share for share, _ in shares), default=0.0)
        best = [held for share, held in shares if share == most > 0]
        if len(best) != 1:
            what = f"no {ask.thing} is read at these words"
            if best:
                what = f"{len(best)} are read there: {', '.join(id_of(held.row) for held in best)}"
            raise UnknownId(ask.words[:80], what, f"See: vedette {ask.thing}s --json")
        return place, best[0]

    def whole(self, layer_id: str) -> Anchor:
        """The anchor of a report as a whole."""
        ground = self.known[layer_id]
        return Anchor(
            document_id=ground.document_id,
            blob_sha256=ground.blob_sha256,
            text_sha256=ground.layer.text_sha256,
        )

    def anchor(self, layer_id: str, start: int, end: int) -> Anchor:
        """The anchor of a place in a report."""
        ground = self.known[layer_id]
        return anchor_at(
            self.workspace.text(layer_id),
            start,
            end,
            document_id=ground.document_id,
            blob_sha256=ground.blob_sha256,
            text_sha256=ground.layer.text_sha256,
        )

    def people(self) -> list[Mention]:
        """Every mention as the corrections kept so far leave it."""
        for layer in sorted(self._changed_since_looked()):
            self._mentions[layer] = [held.row for held in self.place(layer).desk.rows["mention"]]
        return [row for rows in self._mentions.values() for row in rows]

    @cached_property
    def _mentions(self) -> dict[str, list[Mention]]:
        found: dict[str, list[Mention]] = {}
        for row in self.workspace.rows(Mention):
            found.setdefault(row.layer_id, []).append(row)
        return found

    def _changed_since_looked(self) -> set[str]:
        """The reports whose mentions the last run, or the last look, did not give as they stand now."""
        if self._n_looked is None:
            laid_down = {row.correction_id for row in self.workspace.rows(CorrectionState)}
            holding = {item.correction_id for item in standing(self.made)}
            fresh = [item for item in self.made if item.correction_id in holding ^ laid_down]
        else:
            fresh = self.made[self._n_looked :]
        self._n_looked = len(self.made)
        by_id = {item.correction_id: item for item in self.made}
        return {
            layer
            for item in (_spoken_of(one, by_id) for one in fresh)
            if item.thing in THINGS["correct-reading"]
            for layer in touched_by(self.workspace, item, self.known)
        }

    def story(self, start: str) -> Story:
        """A story by its id or the beginning of it."""
        found = [row for row in self.workspace.rows(Story) if row.story_id.startswith(start)]
        if len(found) != 1:
            what = "no story has this id" if not found else f"{len(found)} stories begin with this"
            raise UnknownId(start, what, "See: vedette stories")
        return found[0]

    def leads(self, story: Story, layers: set[str] | None = None) -> list[Anchor]:
        """The leads of a story's strands, all or of some reports."""
        strands = {row.strand_id: row for row in self.workspace.rows(Strand)}
        return [
            self.anchor(strand.layer_id, strand.lead.start, strand.lead.end)
            for strand in (strands[strand_id] for strand_id in story.strand_ids)
            if layers is None or strand.layer_id in layers
        ]


def _spoken_of(item: Correction, by_id: Mapping[str, Correction]) -> Correction:
    """What a correction takes back in the end, however often that was taken back; else itself."""
    while item.undoes:
        item = by_id[item.undoes]
    return item


def the_person(people: Sequence[Mention], text: str) -> Mention:
    """The one person of a ref or name: a mention of them.

    Raises:
        UnknownId: Nobody, or several, are called so.
    """
    folded = text.casefold()
    found: dict[str, Mention] = {}
    for row in people:
        if folded in {row.ref.casefold(), row.name.casefold()}:
            found.setdefault(row.ref, row)
    if len(found) != 1:
        what = "nobody is called so" if not found else f"several are: {', '.join(found)}"
        raise UnknownId(text, what, "See: vedette people")
    return next(iter(found.values()))
