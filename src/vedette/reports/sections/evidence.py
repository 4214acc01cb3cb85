"""The reports this dossier stands on, with the hash of their bytes."""

from __future__ import annotations

from vedette.reports.casebook import Casebook, basis
from vedette.reports.days import instant_in_words
from vedette.reports.nouns import DocumentEntry, Paragraph, Row, Section, Table
from vedette.reports.wording import count, fold

COLUMNS = ("No.", "Report", "Captured", "Bytes")


def section(book: Casebook) -> Section:
    """One row per report."""
    about = book.say(
        "The text of each report, page furniture left out, stands in the appendix; the hash is "
        "of the bytes as captured.",
        basis("store.blobs", [entry.sha256 for entry in book.documents]),
    )
    return Section(
        section_id="evidence",
        title="Evidence",
        blocks=(
            Paragraph((about,)),
            Table("Reports", COLUMNS, tuple(_row(book, entry) for entry in book.documents)),
        ),
    )


def _row(book: Casebook, entry: DocumentEntry) -> Row:
    bundle = book.by_layer[entry.layer_id]
    title = fold(entry.title) if entry.title else None
    # A judged headline stands nowhere in the text, so it is no quotation.
    is_judged = bool(book.judged(bundle.article, "title"))
    marks = "‘{}’, as a person judged." if is_judged else "“{}”."
    head = marks.format(title) if title else "No headline."
    printed = [
        head,
        f"Outlet: {entry.outlet or 'not printed'}.",
        f"Credited to: {entry.agency or 'nobody'}.",
        f"Published: {instant_in_words(entry.published)}.",
    ]
    spans = [
        passage.span
        for kind in ("title", "outlet", "credit", "published")
        for passage in bundle.of(kind)[:1]
    ]
    captured = basis("capture", [entry.version_id], f"{entry.name}, {entry.captured_at}")
    read = basis("read", [entry.layer_id, f"text sha256 {entry.text_sha256}"], entry.extractor)
    return Row(
        (
            book.say(str(entry.number), captured),
            book.say(
                " ".join(printed),
                *book.notes(spans, "as printed"),
                *book.judged(bundle.article),
                quotes=[title] if title and not is_judged else [],
                terms=[entry.outlet, entry.agency, title if is_judged else None],
            ),
            book.say(
                f"{instant_in_words(entry.captured_at)}, from {entry.address}",
                captured,
                terms=[entry.address],
            ),
            book.say(
                f"SHA-256 {entry.sha256}; {entry.size} bytes; read by {entry.extractor}; "
                f"{count(entry.n_furniture, 'piece')} of page furniture left out",
                read,
                terms=[entry.extractor],
            ),
        )
    )
