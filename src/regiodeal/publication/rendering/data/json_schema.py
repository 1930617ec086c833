"""A JSON Schema (draft 2020-12) for the JSON of each table: its columns with their meaning, unit and closed lists."""

from typing import Any

from django.utils.translation import gettext

from regiodeal.publication.rendering.data import as_json
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.columns import Column, Kind, Table

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.CODE: {"type": "string", "minLength": 1},
    Kind.LIST: {"type": "array", "items": {"type": "string", "minLength": 1}},
    Kind.LINK: {"type": "string", "format": "uri-reference", "minLength": 1},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.CENTS: {"type": "integer"},
    Kind.NUMBER: {"type": "integer", "minimum": 1},
    Kind.YEAR: {"type": "integer", "minimum": 1900, "maximum": 9999},
    Kind.YES_NO: {"type": "boolean"},
    Kind.DEGREES: {"type": "number", "minimum": -180, "maximum": 180},
}
_UNITS = {Kind.CENTS: "eurocent", Kind.DEGREES: "graden (WGS84)"}


def written(table: Table, addresses: Addresses) -> bytes:
    """Return the schema of a table, in the language that is spoken."""
    return as_json.document(
        {
            "$schema": DRAFT,
            **({"$id": addresses.file(table.schema)} if addresses.root else {}),
            "title": gettext(table.title),
            "description": gettext(table.about),
            "type": "array",
            "uniqueItems": True,
            "items": {
                "type": "object",
                "required": [column.name for column in table.columns],
                "additionalProperties": False,
                "properties": {column.name: _property(column) for column in table.columns},
            },
        }
    )


def _property(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"description": gettext(column.about), **_TYPES[column.kind]}
    if column.kind in _UNITS:
        told["x-unit"] = _UNITS[column.kind]
    if column.csv_name != column.name:
        told["x-csv"] = column.csv_name
    if column.codes:
        told["enum"] = [*column.codes, *([None] if column.optional else [])]
        told["x-labels"] = {code: str(label) for code, label in column.codes.items()}
    if column.optional:
        told["type"] = [told["type"], "null"]
    return told
