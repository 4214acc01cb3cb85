"""Number the footnotes of a dossier in the order they are first cited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field

from vedette.reports.nouns import Dossier, Footnote, Sentence, SpanNote, Table, Timeline


@dataclass
class Numbering:
    """Footnote numbers, the same in every form of one dossier.

    The same words cited twice are one footnote; ``citations`` counts how often each is cited.
    """

    notes: list[Footnote] = field(default_factory=list)
    citations: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _by_key: dict[Hashable, int] = field(default_factory=dict)

    @classmethod
    def of(cls, dossier: Dossier) -> Numbering:
        """Number every footnote, in reading order."""
        numbering = cls()
        # Cells lean on their row's footnotes for checking; only their own are printed.
        for sentence in printed_sentences(dossier):
            for number in numbering.numbers(sentence):
                numbering.citations[number] += 1
        return numbering

    def numbers(self, sentence: Sentence) -> tuple[int, ...]:
        """The numbers of a sentence's own footnotes, rising."""
        return tuple(sorted({self._number(note) for note in sentence.footnotes}))

    def _number(self, note: Footnote) -> int:
        key: Hashable = note
        if isinstance(note, SpanNote):
            key = (note.document, note.span.start, note.span.end)
        if key not in self._by_key:
            self.notes.append(note)
            self._by_key[key] = len(self.notes)
        return self._by_key[key]


def printed_sentences(dossier: Dossier) -> list[Sentence]:
    """Every sentence as printed, in reading order, cells with their own footnotes only."""
    found = [dossier.title]
    for section in dossier.sections:
        for block in section.all_blocks():
            if isinstance(block, Table):
                found += [cell for row in block.rows for cell in row.cells]
            elif isinstance(block, Timeline):
                found += [cell for entry in block.entries for cell in entry.row.cells]
            else:
                found += block.all_sentences()
    return found
