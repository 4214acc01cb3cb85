"""What an outlet repeats is found out over its reports, and later readings use it and say so."""

from __future__ import annotations

import json
from pathlib import Path

import sqlalchemy as sa

from vedette.api import Workbench
from vedette.model.article import Passage

PROMISE = "The Sample Post tells the port and its people what happens there since 1911."


def page(n: int) -> str:
    own = [
        f"The harbour office counted {n * 7} calls in week {n}, fewer than in any week before it.",
        f"Two ships that had called at quay {n} did not come at all, the office said in notice {n}.",
        f"The operator of terminal {n} said the figures were incomplete and gave none of its own.",
        f"A union said that {n * 3} dockers had been sent home from quay {n} in the same week.",
    ]
    inner = "".join(f"<p>{line}</p>" for line in [*own[:2], PROMISE, *own[2:]])
    return (
        f"<html><head><title>Calls fall in week {n}</title>"
        f'<meta property="og:site_name" content="Sample Post"></head><body>{inner}</body></html>'
    )


def kinds(bench: Workbench, as_known_at: str | None = None) -> list[tuple[str, str | None]]:
    rows = bench.workspace.rows(Passage, as_known_at=as_known_at)
    return [(row.kind, row.value) for row in rows if row.span.quote == PROMISE]


def test_a_repeated_line_is_furniture_from_then_on(tmp_path: Path) -> None:
    """With five reports the line is the page's: said why, as known before unchanged, repeatable."""
    for n in range(1, 6):
        (tmp_path / f"{n}.html").write_text(page(n))
    with Workbench.create(tmp_path / "w") as bench:
        bench.ingest([str(tmp_path / f"{n}.html") for n in range(1, 4)])
        bench.run(n_workers=1)
        assert kinds(bench) == [("paragraph", None)] * 3
        before = bench.workspace.last_recorded_at()
        bench.ingest([str(tmp_path / f"{n}.html") for n in (4, 5)])
        bench.run(n_workers=1)
        reason = "seen in 5 of 5 reports of this outlet"
        assert kinds(bench) == [("furniture", reason)] * 5
        assert kinds(bench, before) == [("paragraph", None)] * 3
        with bench.workspace.engine.connect() as connection:
            rows = connection.execute(sa.text("SELECT params FROM activity WHERE stage = 'read'"))
            params = [found for (text,) in rows if "memory" in (found := json.loads(text))]
        assert {found["outlet"] for found in params} == {"sample post"}
        assert len({found["memory"] for found in params}) == 1
        kept = json.loads(bench.workspace.blob(params[0]["memory"]))
        assert kept[0] == "sample post"
        again = bench.run(n_workers=1)
        assert again.ran["read"] == 0
        assert bench.verify().holds
