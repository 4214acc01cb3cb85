"""Ask tables questions in SQL, in memory; write them to Parquet.

No DuckDB file is ever kept: files of one version cannot be read by an older one, and one writer
shuts out every reader. Nothing here touches the network.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vedette.engine.tables import Table

if TYPE_CHECKING:
    import pyarrow

_CONFIG = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def query(sql: str, tables: Mapping[str, Table[Any]]) -> pyarrow.Table:
    """Run one SQL question over named tables.

    Args:
        sql: DuckDB SQL; table names are the keys of ``tables``.
        tables: What can be asked.

    Returns:
        The answer as an Arrow table.
    """
    import duckdb

    connection = duckdb.connect(":memory:", config=_CONFIG)
    try:
        for name, table in tables.items():
            connection.register(name, table.to_arrow())
        return connection.sql(sql).to_arrow_table()
    finally:
        connection.close()


def export(tables: Mapping[str, Table[Any]], folder: Path) -> tuple[Path, ...]:
    """Write each table to ``folder/NAME.parquet``; returns the paths."""
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        path = folder / f"{name}.parquet"
        pq.write_table(table.to_arrow(), path)
        written.append(path)
    return tuple(written)
