"""What a person corrected: the machine's reading and the judgement side by side."""

from __future__ import annotations

from vedette.clean.anchors import locate
from vedette.clean.judgements import machine_said, was_judged
from vedette.reports.casebook import Casebook, basis
from vedette.reports.days import day_in_words
from vedette.reports.inputs import Judged
from vedette.reports.nouns import Footnote, Paragraph, Row, Section, Sentence, Table
from vedette.reports.wording import count, opened

COLUMNS = ("No.", "About", "The machine read", "A person judged", "By whom, when and why")
# “ ” promises words of a report at a footnote; here they are values both sides worked on.
_MARKS = str.maketrans('“”„«»"', "‘’‘‘’’")
_STATES = {"waiting": " Not carried through yet.", "adrift": " Its place is not found any more."}


def section(book: Casebook) -> Section | None:
    """One row a correction; no section where the dossier holds none."""
    made = [one for one in book.inputs.judged if book.is_about(one.correction)]
    if not made:
        return None
    about = book.say(
        f"{count(len(made), 'reading')} of these reports {'was' if len(made) == 1 else 'were'} "
        "corrected by a person. What the machine read is kept and stands beside the judgement; "
        "where the dossier uses a judged value, a footnote says so.",
        basis("judgement", [one.correction.correction_id for one in made]),
    )
    return Section(
        section_id="corrections",
        title="What a person corrected",
        blocks=(
            Paragraph((about,)),
            Table("Corrections", COLUMNS, tuple(_row(book, one) for one in made)),
        ),
    )


def _row(book: Casebook, one: Judged) -> Row:
    item = one.correction
    note = basis("judgement", [item.correction_id, *item.evidence], book.judgement(item))
    said = (machine_said(item) or "nothing").translate(_MARKS)
    judged = was_judged(item).translate(_MARKS)
    why = item.because.translate(_MARKS)
    where, *notes = _where(book, one)
    return Row(
        (
            book.say(str(item.number), note),
            book.say(f"{opened(item.thing)}{where}", *notes, note),
            book.say(opened(said), note, terms=[said, opened(said)]),
            book.say(opened(judged), note, terms=[judged, opened(judged)]),
            _who(book, one, why, note),
        )
    )


def _who(book: Casebook, one: Judged, why: str, note: Footnote) -> Sentence:
    item = one.correction
    text = (
        f"{item.by}, {day_in_words(item.at[:10])}: {why.rstrip('.')}.{_STATES.get(one.state, '')}"
    )
    return book.say(text, note, terms=[item.by, why.rstrip(".")])


def _where(book: Casebook, one: Judged) -> tuple[str, *tuple[Footnote, ...]]:
    """Which report it speaks of, and the words it stands at where they are still found."""
    anchor = one.correction.anchor
    assert anchor
    for bundle in book.bundles:
        source = book.inputs.sources[bundle.article.version_id]
        if anchor.blob_sha256 != source.sha256:
            continue
        told = f", {book.report(bundle.layer_id)}"
        place = locate(anchor, bundle.text, bundle.layer.text_sha256)
        if anchor.is_whole or place is None:
            return (told,)
        return told, book.note(book.span(bundle, *place), "where it was judged")
    return ("",)
