"""The dossier: sentences with footnotes, checked, then written as HTML, Markdown and JSON.

:func:`vedette.reports.dossier.build` puts a dossier together, :func:`vedette.reports.lint.lint`
refuses what it cannot show, :func:`vedette.reports.render.render` writes it.
"""
