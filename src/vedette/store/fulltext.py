"""The search index beside a workspace: a file made from the texts, thrown away without loss.

SQLite's FTS5 over terms that :mod:`vedette.clean.terms` cut, so that every script is searched by
the same rules. The index holds terms and no text. It is no evidence: it is left out of backups and
made anew when it is missing, damaged or of another version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from vedette.clean.queries import FIELDS, Group, Leaf, Near, Node
from vedette.clean.terms import terms

FILE = "search.db"
# A hit in a headline says more of what a report is about than one in its furniture.
_WEIGHTS = (4.0, 1.0, 0.7, 0.5, 0.1)
# Raised when terms are cut another way: an older file is made anew.
VERSION = 1
# Between passages stands a term no one can ask for, so that no phrase runs across.
_BREAK = "\ue000"
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Page:
    """What is indexed of one text layer: its passages by column.

    ``key`` changes when the layer is read another way.
    """

    layer_id: str
    key: str
    columns: Mapping[str, Sequence[str]]


class FullText:
    """An open index.

    Args:
        folder: The workspace's folder; None keeps the index in memory.
    """

    def __init__(self, folder: Path | None) -> None:
        self.path = folder / FILE if folder else None
        self._connection = self._open()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def known(self) -> dict[str, str]:
        """The key each layer was indexed under."""
        rows = self._connection.execute("SELECT layer_id, key FROM page ORDER BY rowid")
        return dict(rows.fetchall())

    def add(self, pages: Iterable[Page], report: Callable[[int], None] = lambda _done: None) -> int:
        """Index pages, in transactions of a few hundred; returns how many."""
        done = 0
        batch: list[Page] = []
        for page in pages:
            batch.append(page)
            if len(batch) >= _BATCH:
                done += self._insert(batch)
                batch = []
                report(done)
        return done + self._insert(batch)

    def find(self, node: Node, layers: Collection[str]) -> list[tuple[str, float]]:
        """Layers that hold what is asked, best first, each with its BM25 score (higher is better).

        Args:
            node: The search.
            layers: Only these.
        """
        weights = ", ".join(str(weight) for weight in _WEIGHTS)
        rows = self._connection.execute(
            f"SELECT page.layer_id, -bm25(terms, {weights}) FROM terms "
            "JOIN page ON page.rowid = terms.rowid WHERE terms MATCH ? ORDER BY 2 DESC, 1",
            (match_of(node),),
        )
        return [(layer_id, score) for layer_id, score in rows if layer_id in layers]

    def _insert(self, pages: Sequence[Page]) -> int:
        if not pages:
            return 0
        marks = ", ".join("?" * (len(FIELDS) + 1))
        names = ", ".join(("rowid", *FIELDS))
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            for page in pages:
                # A layer read anew gets a new row; the old one stays unreachable, since an index
                # without text cannot take single rows back.
                connection.execute("DELETE FROM page WHERE layer_id = ?", (page.layer_id,))
                row = connection.execute("SELECT coalesce(max(rowid), 0) + 1 FROM used").fetchone()
                connection.execute("INSERT INTO used VALUES (?)", row)
                connection.execute(
                    "INSERT INTO page (rowid, layer_id, key) VALUES (?, ?, ?)",
                    (*row, page.layer_id, page.key),
                )
                cut = [_cut(page.columns.get(name, ())) for name in FIELDS]
                connection.execute(f"INSERT INTO terms ({names}) VALUES ({marks})", (*row, *cut))
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        return len(pages)

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            return _prepared(":memory:")
        try:
            return _prepared(str(self.path))
        except sqlite3.DatabaseError:
            if not self.path.exists() or not _is_writable(self.path):
                return _prepared(":memory:")
            for name in (self.path, *self.path.parent.glob(f"{FILE}-*")):
                name.unlink(missing_ok=True)
            return _prepared(str(self.path))


def match_of(node: Node) -> str:
    """A search in the words of FTS5."""
    if isinstance(node, Leaf):
        return f"{{{' '.join(node.columns)}}} : {_quoted(node)}"
    if isinstance(node, Near):
        inner = f"{_quoted(node.left)} {_quoted(node.right)}"
        return f"{{{' '.join(node.left.columns)}}} : NEAR({inner}, {node.distance})"
    return _group(node)


def _group(node: Group) -> str:
    joined = f" {'OR' if node.how == 'any' else 'AND'} ".join(
        f"({match_of(part)})" for part in node.parts
    )
    for part in node.barred:
        joined = f"({joined}) NOT ({match_of(part)})"
    return joined


def _quoted(leaf: Leaf) -> str:
    # Terms hold letters and digits only, so that nothing in them ends the quotation.
    return f'"{" ".join(leaf.phrase.terms)}"' + (" *" if leaf.phrase.is_prefix else "")


def _cut(passages: Sequence[str]) -> str:
    return f" {_BREAK} ".join(
        " ".join(term.text for term in terms(passage)) for passage in passages
    )


def _prepared(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, isolation_level=None, timeout=20)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in {0, VERSION}:
            raise sqlite3.DatabaseError(f"version {version}")
        with closing(connection.cursor()) as cursor:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=NORMAL")
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS page "
                "(rowid INTEGER PRIMARY KEY, layer_id TEXT NOT NULL UNIQUE, key TEXT NOT NULL)"
            )
            cursor.execute("CREATE TABLE IF NOT EXISTS used (rowid INTEGER PRIMARY KEY)")
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS terms USING fts5({', '.join(FIELDS)}, "
                "content='', tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
            )
            cursor.execute(f"PRAGMA user_version={VERSION}")
            cursor.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_writable(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False
