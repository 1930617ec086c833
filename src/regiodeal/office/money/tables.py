"""Tables in which every figure leads to the transfers behind it; the same tables go to a spreadsheet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, overload

from regiodeal.web import sheets
from regiodeal.web.sheets import Sheet


@dataclass(frozen=True)
class Cell:
    """A figure in cents, with the address of what stands behind it and the heading above it."""

    cents: int
    href: str
    label: str


@dataclass(frozen=True)
class Row:
    """A row: its name with an address where it has a page of its own, what is said beside it, and its figures."""

    name: str
    cells: Sequence[Cell]
    href: str = ""
    about: str = ""


class OnDemand(Sequence[Row]):
    """Rows that are made when they are shown: a page of a long list costs no more than that page."""

    def __init__(self, things: Sequence[Any], make: Callable[[Any], Row]) -> None:
        self.things, self.make = things, make

    def __len__(self) -> int:
        return len(self.things)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        """Make one row, or those of a slice."""
        if isinstance(index, slice):
            return [self.make(thing) for thing in self.things[index]]
        return self.make(self.things[index])


@dataclass(frozen=True)
class Heading:
    """A heading; `order` is what to ask for to sort by it, `sorted` says whether and how it is sorted now."""

    label: str
    order: str = ""
    sorted: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of figures under headings, with a total where rows add up to one."""

    caption: str
    first: Heading
    headings: Sequence[Heading]
    rows: Sequence[Row]
    total: Row | None = None
    note: str = ""
    about: Heading | None = None


def cells(
    labels: Mapping[str, str], figures: Mapping[str, int], address: Callable[[str], str], together: str = ""
) -> list[Cell]:
    """Return a figure for each label, and their sum under the heading `together` where that is wanted."""
    found = [Cell(figures[key], address(key), label) for key, label in labels.items()]
    return [*found, Cell(sum(cell.cents for cell in found), address(""), together)] if together else found


def headings(labels: Iterable[str]) -> list[Heading]:
    """Return plain headings."""
    return [Heading(label) for label in labels]


def sheet(table: Table) -> Sheet:
    """Return a table as a sheet of a spreadsheet, the total as its last row."""
    about = [sheets.text(table.about.label)] if table.about else []
    columns = [sheets.text(table.first.label), *about, *(sheets.euros(one.label) for one in table.headings)]
    rows = [*table.rows, *([table.total] if table.total else [])]
    return Sheet(table.caption, columns, [_values(row, bool(about)) for row in rows])


def _values(row: Row, about: bool) -> list[Any]:
    return [row.name, *([row.about] if about else []), *(cell.cents for cell in row.cells)]
