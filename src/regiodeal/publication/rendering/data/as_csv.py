"""Tables as CSV (RFC 4180, UTF-8): amounts in euros with a point and two decimals, lists with a semicolon between."""

from collections.abc import Iterable, Iterator

from regiodeal.publication.rendering import tables
from regiodeal.publication.rendering.data.columns import Column, Kind, Row, Table, Value
from regiodeal.publication.rendering.formatting import decimal_euros
from regiodeal.publication.rendering.tables import Cell

SEPARATOR = "; "


def written(table: Table, rows: Iterable[Row]) -> bytes:
    """Return rows as CSV; empty where nobody knows."""
    return tables.written([column.csv_name for column in table.columns], _cells(table, rows))


def _cells(table: Table, rows: Iterable[Row]) -> Iterator[list[Cell]]:
    for row in rows:
        yield [_cell(column, value) for column, value in zip(table.columns, row, strict=True)]


def _cell(column: Column, value: Value) -> Cell:
    match value:
        case bool():
            return "ja" if value else "nee"
        case int() if column.kind is Kind.CENTS:
            return decimal_euros(value)
        case tuple():
            return SEPARATOR.join(value)
        case float():
            return repr(value)
    return value
