"""A small record on disk with only the data that the API reads, and an application in front of it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from regiodeal.publication.rendering.data import resources
from regiodeal.publication.rendering.data.columns import Table
from regiodeal.web.api.server import ApiFirst
from regiodeal.web.public.shelf import Shelf
from tests.web.records import Reader

PROJECTS: list[dict[str, Any]] = [
    {"project": "iq-blvd", "naam": "IQ BLVD", "pijler": "werken", "partijen": ["emmen"], "gemeenten": ["emmen"],
     "stand": "decided", "einddatum": "2023-12-31", "bijdrage_cent": 75_000_000, "samenvatting": "Een straat voor ICT"},
    {"project": "beek", "naam": "De Beek", "pijler": "natuur", "partijen": [], "gemeenten": ["hoogeveen"],
     "stand": "announced", "einddatum": None, "bijdrage_cent": None, "samenvatting": "Water en één brug"},
    {"project": "café", "naam": "Café", "pijler": "werken", "partijen": [], "gemeenten": [],
     "stand": "decided", "einddatum": "2024-06-30", "bijdrage_cent": 100, "samenvatting": None},
]  # fmt: skip
TRANSFERS: list[dict[str, Any]] = [
    {"boeking": 1, "van_soort": "pledged", "naar_soort": "free", "cent": 1_000, "jaar": 2020},
    {"boeking": 2, "van_soort": "free", "naar_soort": "awarded", "cent": 300, "jaar": 2021, "naar_project": "iq-blvd"},
]
PARTIES: list[dict[str, Any]] = [
    {"partij": "emmen", "naam": "gemeente Emmen", "soort": "municipality"},
    {"partij": "rijk", "naam": "Rijk", "soort": "ministry"},
]


def write(folder: Path, number: int = 1, projects: Iterable[dict[str, Any]] = PROJECTS) -> None:
    """Write a generation of the record of the deal `veen`, and let readers see it."""
    told = [
        (resources.PROJECTS.table, projects),
        (resources.TRANSFERS.table, TRANSFERS),
        (resources.PARTIES.table, PARTIES),
        (resources.EDITIONS.table, [{"editie": 1, "staat": "public"}]),
    ]
    generation = folder / ".veen-generations" / str(number)
    for table, rows in told:
        file = generation / table.file("json")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([_full(table, row) for row in rows]))
    (folder / "hosts.json").write_text(json.dumps({"default": "veen", "hosts": {}}))
    (folder / "next").symlink_to(Path(generation.parent.name) / str(number))
    (folder / "next").replace(folder / "veen")


def _full(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {column.name: row.get(column.name) for column in table.columns}


def reader(folder: Path, seconds: list[float]) -> Reader:
    """Return who asks; `seconds` holds what the clock says."""
    return Reader(ApiFirst(Shelf(folder, clock=lambda: seconds[0]), behind))


def behind(_environ: dict[str, Any], start: Any) -> list[bytes]:
    """Answer for all that is not of the API."""
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"dossier"]
