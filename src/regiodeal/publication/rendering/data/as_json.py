"""Tables as JSON: a list with an object per row, amounts in whole euro cents, and null where nobody knows."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from regiodeal.publication.rendering.data.columns import Row, Table


def written(table: Table, rows: Iterable[Row]) -> bytes:
    """Return rows as JSON, a line for each."""
    names = [column.name for column in table.columns]
    return listed("[", (dict(zip(names, row, strict=True)) for row in rows), "]")


def listed(opening: str, objects: Iterable[Mapping[str, Any]], closing: str) -> bytes:
    """Return JSON with an object on each line between what opens and closes the list; one is written at a time."""
    out = bytearray(opening.encode())
    for number, one in enumerate(objects):
        out += b",\n" if number else b"\n"
        out += line(one)
    out += f"\n{closing}\n".encode()
    return bytes(out)


def line(content: Mapping[str, Any]) -> bytes:
    """Return an object as one line of JSON, with its keys in the order that they have."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def document(content: Mapping[str, Any]) -> bytes:
    """Return an object as JSON that people read too."""
    return json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False).encode() + b"\n"
