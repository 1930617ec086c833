"""What the read API tells: a resource for each list of things, made from a table of the open data.

`web.api` answers by it; the page about the API and the catalogue of data tell of it.

A name in the API is that of the column, written as the design rules want it: `bijdrage_cent` becomes `bijdrageCent`.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regiodeal.partners.choices import OrganisationKind
from regiodeal.publication.rendering import languages
from regiodeal.publication.rendering.data import json_schema
from regiodeal.publication.rendering.data.addresses import Addresses
from regiodeal.publication.rendering.data.columns import Column, Kind, Table
from regiodeal.publication.rendering.data.content import chain, decisions, money, projects, sessions
from regiodeal.publication.rendering.languages import gettext_noop

VERSION = "1.0.0"
ROOT = "api/v1"
"""Where the API stands, from the root of the record."""
ITSELF = "openapi.json"
TOTALS = "totalen"
PAGE_SIZE = 50
LARGEST_PAGE = 500

Row = Mapping[str, Any]
Schema = dict[str, Any]


@dataclass(frozen=True)
class Filter:
    """A question about rows: those with this value in one of these columns. A year counts of a day or a moment."""

    name: str
    columns: tuple[str, ...]
    about: str

    def among(self, rows: list[Row], wanted: str) -> list[Row]:
        """Return the rows, of a table, that have the value."""
        has = _is_in_the_year if self.name == YEAR else _has
        if len(self.columns) == 1:
            column = self.columns[0]
            return [row for row in rows if has(row[column], wanted)]
        return [row for row in rows if any(has(row[column], wanted) for column in self.columns)]


def _has(value: Any, wanted: str) -> bool:
    return wanted in value if isinstance(value, list) else bool(value == wanted)


def _is_in_the_year(value: Any, wanted: str) -> bool:
    return value is not None and str(value)[:4] == wanted


YEAR = "jaar"
TEXT = "zoek"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A list of things, and each of them by its key.

    `one` names one of them, `key` are the columns with its address in the API (none where it has no page of its own),
    `text` those that are searched, and `only` says which rows of the table belong to it.
    """

    name: str
    one: str
    about: str
    table: Table
    key: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    text: tuple[str, ...] = ()
    only: Callable[[Row], bool] | None = None

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The columns of the table by their name in the API."""
        return {camel(column.name): column for column in self.table.columns}

    @cached_property
    def sortable(self) -> tuple[str, ...]:
        """By what can be sorted: all but lists."""
        return tuple(name for name, column in self.columns.items() if column.kind is not Kind.LIST)

    @cached_property
    def schema(self) -> Schema:
        """The JSON Schema of one of them. Nothing is required, since who asks can choose the fields."""
        with languages.speaking(languages.DUTCH):
            written: Schema = json.loads(json_schema.written(self.table, Addresses()))["items"]
        told = {camel(name): about for name, about in written["properties"].items()}
        for about in told.values():
            about.pop("x-csv", None)
        return {"type": "object", "description": self.table.about, "additionalProperties": False, "properties": told}

    def filter_schema(self, one: Filter) -> Schema:
        """Return what the value of a filter can be."""
        if one.name == YEAR:
            return {"type": "integer", "minimum": 1900, "maximum": 9999}
        codes = self.columns[camel(one.columns[0])].codes
        return {"type": "string", **({"enum": list(codes)} if codes else {"minLength": 1, "maxLength": 200})}

    def told(self, row: Row) -> dict[str, Any]:
        """Return a row of the table with the names of the API."""
        return {name: row[column.name] for name, column in self.columns.items()}


def address(*steps: str) -> str:
    """Return where something stands in the API, from the root of the record: `address("projecten", "iq-blvd")`."""
    return "/".join((ROOT, *steps))


def camel(name: str) -> str:
    """Return the name of a column as the API writes it."""
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


_YEAR_OF = "Alleen die van dit jaar: {}."
_PILLAR = "Alleen die van de pijler met deze code."
_PROJECT = "Alleen die van het project met deze code."
_MUNICIPALITY = "Alleen die in de gemeente met deze code."

PROJECTS = Resource(
    name="projecten", one="Project", about=gettext_noop("Projecten zoals de nieuwste editie ze vertelt"),
    table=projects.PROJECTS,
    key=("project",), text=("naam", "samenvatting", "project"),
    filters=(
        Filter("pijler", ("pijler",), _PILLAR),
        Filter("gemeente", ("gemeenten",), _MUNICIPALITY),
        Filter("partij", ("partijen",), "Alleen die waarin de partij met deze code meedoet."),
        Filter("stand", ("stand",), "Alleen die zo ver zijn."),
        Filter(YEAR, ("einddatum",), _YEAR_OF.format("het jaar van de einddatum")),
    ),
)  # fmt: skip
DECISIONS = Resource(
    name="besluiten", one="Besluit", about=gettext_noop("Besluiten van vastgestelde lijsten"),
    table=decisions.DECISIONS,
    key=("vergadering", "nummer"), text=("projectnaam", "orgaan", "reden", "besluit"),
    filters=(
        Filter("pijler", ("pijler",), _PILLAR),
        Filter("project", ("project",), _PROJECT),
        Filter("soort", ("soort",), "Alleen die waarin dit werd gevraagd."),
        Filter("uitkomst", ("uitkomst",), "Alleen die waarin dit werd besloten."),
        Filter(YEAR, ("datum",), _YEAR_OF.format("het jaar van de vergadering")),
    ),
)  # fmt: skip
TRANSFERS = Resource(
    name="boekingen", one="Boeking", about=gettext_noop("Boekingen in het grootboek"),
    table=money.TRANSFERS, key=("boeking",),
    text=("van", "naar", "grond_verwijzing"),
    filters=(
        Filter("pijler", ("van_pijler", "naar_pijler"), _PILLAR),
        Filter("project", ("van_project", "naar_project"), _PROJECT),
        Filter(YEAR, ("jaar",), _YEAR_OF.format("het jaar waarin de boeking telt")),
    ),
)  # fmt: skip
PARTIES = Resource(
    name="partijen", one="Partij", about=gettext_noop("Wie de deal sloot en wie meedoet"),
    table=projects.PARTIES, key=("partij",),
    text=("naam", "partij"), filters=(Filter("soort", ("soort",), "Alleen dit soort organisaties."),),
)  # fmt: skip
PLACES = Resource(
    name="plaatsen", one="Plaats", about=gettext_noop("Waar elk project werkt"),
    table=projects.PLACES, text=("plaats",),
    filters=(Filter("project", ("project",), _PROJECT), Filter("gemeente", ("gemeente",), _MUNICIPALITY)),
)  # fmt: skip
MUNICIPALITIES = Resource(
    name="gemeenten", one="Gemeente", about=gettext_noop("Gemeenten onder de partijen"),
    table=projects.PARTIES, key=("partij",),
    text=("naam", "partij"), only=lambda row: row["soort"] == OrganisationKind.MUNICIPALITY,
)  # fmt: skip
PILLARS = Resource(
    name="pijlers", one="Pijler", about=gettext_noop("Pijlers en waar hun geld is"),
    table=money.PILLARS, key=("pijler",),
    text=("naam",),
)  # fmt: skip
SESSIONS = Resource(
    name="sessies", one="Sessie", about=gettext_noop("Sessies van de Maand van de Regio"),
    table=sessions.SESSIONS, key=("maand", "sessie"),
    text=("titel", "locatie"),
    filters=(
        Filter("pijler", ("pijler",), _PILLAR),
        Filter("project", ("project",), _PROJECT),
        Filter("gemeente", ("gemeente",), _MUNICIPALITY),
        Filter("soort", ("soort",), "Alleen dit soort sessies."),
        Filter(YEAR, ("begin",), _YEAR_OF.format("het jaar waarin de sessie begint, in UTC")),
    ),
)  # fmt: skip
EDITIONS = Resource(
    name="edities", one="Editie", about=gettext_noop("Alle edities van de keten"),
    table=chain.EDITIONS, key=("editie",),
    text=("onderwerp", "reden"),
    filters=(
        Filter("soort", ("soort",), "Alleen die hierover gaan."),
        Filter("staat", ("staat",), "Alleen die zo openbaar zijn."),
        Filter(YEAR, ("gepubliceerd_op",), _YEAR_OF.format("het jaar van vastleggen, in UTC")),
    ),
)  # fmt: skip

ALL = (PROJECTS, DECISIONS, TRANSFERS, PARTIES, PLACES, MUNICIPALITIES, PILLARS, SESSIONS, EDITIONS)
BY_NAME = {resource.name: resource for resource in ALL}
