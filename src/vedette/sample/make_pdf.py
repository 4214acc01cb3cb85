"""Write the sample report that is a PDF: ``python -m vedette.sample.make_pdf``.

Needs reportlab, which the ``test`` extra brings; the file it writes is part of the package. The
same text gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

# Short lines, so that a reader of the text layer sees where each ends.
NOTICES = (
    "Written for the Vedette demonstration.",
    "The outlet is invented; facts and sources: facts.md.",
)
TITLE = "Think tank follows two ships from Rajin to Dunai"
PARAGRAPHS = (
    "LONDON, Oct 17 - Two Russian ships made at least five round trips between the North Korean "
    "port of Rajin and the Russian port of Dunai from mid-August to October 14, the Royal United "
    "Services Institute said in a report published on Tuesday.",
    "The ships are the Angara (IMO 9179842) and the Maria (IMO 8517839). Both have stopped "
    "broadcasting their positions, the institute said, and satellite images show them loading "
    "containers at Rajin.",
    "The institute said that the cargo was likely North Korean munitions, and that containers of "
    "the same size and colour arrived by rail at a depot near Tikhoretsk, in southwestern Russia.",
    'The Kremlin rejected the reports. "They report this all the time, without providing any '
    'proof," Kremlin spokesman Dmitry Peskov told Russian news agencies on Tuesday.',
    "The White House said on Friday that North Korea had delivered more than 1,000 containers of "
    "military equipment and munitions to Russia.",
    "It is impossible to see from above what the containers hold, the institute said.",
)


def write(path: Path) -> None:
    """Write the report to a path."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer  # type: ignore[import-untyped]

    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=8)
    head = ParagraphStyle("head", parent=body, fontName="Times-Bold", fontSize=17, leading=21)
    small = ParagraphStyle("small", parent=body, fontName="Helvetica", fontSize=8, leading=11)
    story = [
        *(Paragraph(text, small) for text in NOTICES),
        Spacer(1, 14),
        Paragraph(TITLE, head),
        Spacer(1, 6),
        Paragraph("Published: October 17, 2023 17:20", small),
        *(Paragraph(text, body) for text in PARAGRAPHS),
        Paragraph("© 2023 Vedette Sample Ship Desk", small),
    ]
    document = SimpleDocTemplate(
        str(path), pagesize=A4, invariant=1, title=TITLE, author="Vedette demonstration"
    )
    document.build(story)


if __name__ == "__main__":
    write(Path(__file__).parent / "reports" / "03-sample-ship-desk.pdf")
