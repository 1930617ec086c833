"""The rows behind the API: the JSON files of the record that a host name shows, read once for each generation."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regiodeal.publication.rendering.data.columns import Table
from regiodeal.publication.rendering.data.resources import Resource, Row
from regiodeal.web.public.copies import Found
from regiodeal.web.public.shelf import Shelf

_TRIES = 3


@dataclass(frozen=True)
class Rows:
    """The rows of a table, and when its file was made, in seconds since 1970."""

    all: list[Row]
    modified: int

    def of(self, resource: Resource) -> list[Row]:
        """Return those that belong to a resource."""
        return self.all if resource.only is None else [row for row in self.all if resource.only(row)]


class Tables:
    """The tables of each deal as they are on the disk now, in memory."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._kept: dict[tuple[str, str], tuple[tuple[Any, ...], Any]] = {}

    def rows(self, deal: str, table: Table) -> Rows | None:
        """Return the rows of a table; None where the record of the deal does not have it."""
        found = self._read(deal, table.file("json"))
        return None if found is None else Rows(*found)

    def catalogue(self, deal: str) -> Any:
        """Return the catalogue of the data as JSON-LD; None where there is none."""
        found = self._read(deal, "data/catalogus.jsonld")
        return None if found is None else found[0]

    def _read(self, deal: str, path: str) -> tuple[Any, int] | None:
        for attempt in range(_TRIES):
            found = self._shelf.find(deal, f"/{path}")
            if not isinstance(found, Found):
                return None
            state = (found.plain.path, found.state[0])
            kept = self._kept.get((deal, path))
            if kept is None or kept[0] != state:
                try:
                    content = json.loads(found.plain.content or Path(found.plain.path).read_bytes())
                except FileNotFoundError:  # a build has removed the generation meanwhile
                    if attempt == _TRIES - 1:
                        raise
                    continue
                kept = self._kept[deal, path] = (state, content)
            return kept[1], found.plain.modified
        return None
