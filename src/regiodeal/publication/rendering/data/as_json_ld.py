"""Tables as JSON-LD 1.1: what stands in the JSON, with an address for every name and for every thing."""

from collections.abc import Iterable, Iterator
from typing import Any

from regiodeal.publication.rendering.data import as_json
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.columns import Column, Kind, Row, Table, Value

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES = {
    Kind.DAY: f"{_XSD}date",
    Kind.MOMENT: f"{_XSD}dateTime",
    Kind.CENTS: f"{_XSD}integer",
    Kind.NUMBER: f"{_XSD}integer",
    Kind.YEAR: f"{_XSD}integer",
    Kind.YES_NO: f"{_XSD}boolean",
    Kind.DEGREES: f"{_XSD}double",
    Kind.LINK: "@id",
}
_OWN_ADDRESS = "adres"
"""The column that holds what a row is about."""


def written(table: Table, rows: Iterable[Row], addresses: Addresses) -> bytes:
    """Return rows as JSON-LD; `addresses` must have a root. What nobody knows is left out."""
    opening = as_json.line({"@context": context(table, addresses)})[:-1].decode()
    return as_json.listed(f'{opening},"@graph":[', _nodes(table, rows, addresses), "]}")


def context(table: Table, addresses: Addresses) -> dict[str, Any]:
    """Return what each name of a column means: a term of others, or its explanation on the page of open data."""
    named = {
        column.name: _term(column, addresses.data, table) for column in table.columns if column.name != _OWN_ADDRESS
    }
    return {"@version": 1.1, "soort_ding": "@type", _OWN_ADDRESS: "@id", **named}


def _term(column: Column, own: str, table: Table) -> dict[str, str]:
    term = {"@id": column.term or f"{own}#{table.anchor(column)}"}
    if column.thing is not None:
        return {**term, "@type": "@id"}
    return {**term, "@type": _TYPES[column.kind]} if column.kind in _TYPES else term


def _nodes(table: Table, rows: Iterable[Row], addresses: Addresses) -> Iterator[dict[str, Any]]:
    kind = f"{addresses.data}#{table.of}"
    for row in rows:
        told = zip(table.columns, row, strict=True)
        yield {
            "soort_ding": kind,
            **{column.name: _linked(column, value, addresses) for column, value in told if value not in (None, ())},
        }


def _linked(column: Column, value: Value, addresses: Addresses) -> Any:
    """Return a value, with the address of the thing where it is the code of one."""
    if column.thing is None:
        return value
    if isinstance(value, tuple):
        return [addresses.thing(column.thing, code) for code in value]
    return addresses.thing(column.thing, str(value))
