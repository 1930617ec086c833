"""What a table of open data is: columns with a meaning and a unit, and rows made from the catalogue.

A row is a tuple in the order of the columns. What nobody knows is None: empty in CSV, null everywhere else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from regiodeal.publication.rendering.catalogue import Catalogue
from regiodeal.publication.rendering.data.addresses import Addresses, Thing

Value = str | int | float | tuple[str, ...] | None
Row = tuple[Value, ...]


class Kind(Enum):
    """What the values of a column are."""

    TEXT = "text"
    CODE = "code"
    LIST = "list"
    LINK = "link"
    DAY = "day"
    MOMENT = "moment"
    CENTS = "cents"
    NUMBER = "number"
    YEAR = "year"
    YES_NO = "yes or no"
    DEGREES = "degrees"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column. `about` is Dutch and marked for translation.

    `codes` are the values that it can have with what they mean, `thing` is what its codes are codes of, and `term`
    is its meaning in a vocabulary of others.
    """

    name: str
    kind: Kind
    about: str
    optional: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    thing: Thing | None = None
    term: str = ""

    @property
    def csv_name(self) -> str:
        """The name in CSV, where an amount is in euros: `bijdrage_cent` becomes `bijdrage_euro`."""
        return f"{self.name.removesuffix('cent')}euro" if self.kind is Kind.CENTS else self.name


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: what it is called, what a row of it is, and how its rows follow from the catalogue.

    `of` names what a row is, in linked data. `key` are the columns that together name a row. The file of each format is
    called after `name`.
    """

    name: str
    title: str
    about: str
    of: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Catalogue, Addresses], Iterable[Row]]

    def file(self, suffix: str) -> str:
        """Return the address of this table in a format, from the root of the record."""
        return f"data/{self.name}.{suffix}"

    @property
    def schema(self) -> str:
        """The address of the JSON Schema of this table, from the root of the record."""
        return f"data/schema/{self.name}.json"

    def anchor(self, column: Column) -> str:
        """Return the anchor on the page of open data that explains a column."""
        return f"{self.name}-{column.name}"
