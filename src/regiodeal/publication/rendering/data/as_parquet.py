"""Tables as Parquet: typed columns, amounts in whole euro cents, moments in UTC, and null where nobody knows.

The same rows give the same bytes with the same version of the engine: one thread writes them in their order.
"""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from regiodeal.publication.rendering.data import as_json
from regiodeal.publication.rendering.data.columns import Kind, Row, Table

TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.CODE: "VARCHAR",
    Kind.LIST: "VARCHAR[]",
    Kind.LINK: "VARCHAR",
    Kind.DAY: "DATE",
    Kind.MOMENT: "TIMESTAMP",
    Kind.CENTS: "BIGINT",
    Kind.NUMBER: "BIGINT",
    Kind.YEAR: "SMALLINT",
    Kind.YES_NO: "BOOLEAN",
    Kind.DEGREES: "DOUBLE",
}
"""What each kind of column is in Parquet, by the names of DuckDB."""

ALONE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}
"""Settings with which the engine fetches nothing from anywhere."""

_MOST_MEMORY = "256MB"


def written(table: Table, rows: Iterable[Row]) -> bytes:
    """Return rows as Parquet. They pass through a file, one at a time."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _write_lines(folder / "rows.json", table, rows)
        target = folder / "rows.parquet"
        with duckdb.connect(config={**ALONE, "memory_limit": _MOST_MEMORY, "temp_directory": name}) as engine:
            read = engine.read_json(
                str(folder / "rows.json"),
                format="newline_delimited",
                columns={column.name: TYPES[column.kind] for column in table.columns},
            )
            read.write_parquet(str(target), compression="zstd")
        return target.read_bytes()


def _write_lines(path: Path, table: Table, rows: Iterable[Row]) -> None:
    names = [column.name for column in table.columns]
    with path.open("wb") as file:
        for row in rows:
            file.write(as_json.line(dict(zip(names, row, strict=True))) + b"\n")
