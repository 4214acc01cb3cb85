"""Older workspaces are brought up to the present format, and nothing they hold changes."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import vedette
from vedette.api import Workbench
from vedette.model.evidence import Span
from vedette.model.listing import Listing, ListRelease
from vedette.store.codec import fields_of
from vedette.store.schema import FORMAT, TABLES

SAMPLE = Path(vedette.__file__).parent / "sample" / "lists" / "un-consolidated-extract.xml"
NEW_TABLES = ("release_members", "identity_judgement", "correction", "correction_state")


def _make_old(folder: Path) -> None:
    """Take from a workspace what formats after the first added.

    With rows in it their hashes no longer hold, which is why only the empty one is verified.
    """
    database = sqlite3.connect(folder / "vedette.db")
    triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        database.execute(f'DROP TRIGGER "{name}"')
    for name in NEW_TABLES:
        database.execute(f'DROP TABLE "{name}"')
    for noun, table in TABLES.items():
        for field in () if noun is Span or table.name in NEW_TABLES else fields_of(noun):
            if field.since > 1:
                database.execute(f'ALTER TABLE "{table.name}" DROP COLUMN "{field.column}"')
    database.commit()
    database.close()
    about = folder / "workspace.json"
    about.write_text(json.dumps(json.loads(about.read_text()) | {"format": 1}))


def test_a_workspace_of_the_first_format_opens_and_verifies(tmp_path: Path) -> None:
    """Opened even for reading, it is brought up; its rows are those it held, and every hash holds."""
    folder = tmp_path / "old"
    with Workbench.create(folder) as bench:
        bench.workspace.log("note", "x", {})
        n_log = len(bench.workspace.log_rows(100))
    _make_old(folder)
    with Workbench.open(folder) as bench:
        assert json.loads((folder / "workspace.json").read_text())["format"] == FORMAT
        assert bench.verify().holds
        assert bench.workspace.rows(ListRelease) == []
        assert bench.workspace.rows(Listing) == []
        assert len(bench.workspace.log_rows(100)) == n_log + FORMAT - 1


def test_an_extract_of_the_first_format_is_still_an_extract(tmp_path: Path) -> None:
    """What format 1 took below its floor is partial, and a whole list added later is in force."""
    folder = tmp_path / "old"
    with Workbench.create(folder) as bench:
        bench.add_lists([SAMPLE], floor=0)
    _make_old(folder)
    with Workbench.open(folder) as bench:
        (kept,) = bench.list_releases()
        assert kept.release.format == ""
        assert kept.release.is_partial
        assert len(bench.workspace.rows(Listing)) == kept.release.n_listings


def test_a_column_that_came_later_leaves_old_hashes_alone() -> None:
    """A row that says nothing in a younger column hashes as it did before the column was there."""
    from vedette.store.codec import encode, hashed

    release = ListRelease(
        release_id="lr_1",
        list_id="UN-SC",
        title="A list",
        blob_sha256="0" * 64,
        generated_on=None,
        n_listings=0,
        counts={},
    )
    young = {field.column for field in fields_of(ListRelease) if field.since > 1}
    assert young
    assert not young & set(hashed(ListRelease, encode(release)))
