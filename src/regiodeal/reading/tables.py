"""Tables of projects: one row each, with columns that their header names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from regiodeal.reading import amounts, decided, vocabulary
from regiodeal.reading.documents import Line
from regiodeal.reading.found import Found, FoundAmount, Kind
from regiodeal.reading.passages import Passage
from regiodeal.reading.sections import is_header
from regiodeal.reading.structure import Block, Shape

THOUSANDS = re.compile(r"x\s?(?:€|EUR|euro)?\s?1[.\s]?000|in duizend|\bk€|€\s?k\b|duizenden", re.IGNORECASE)
MILLIONS = re.compile(r"in (?:€ )?(?:miljoen|mln)|x\s?(?:€|EUR)?\s?1[.\s]?000[.\s]?000|\bM€|(?:€ )?mln", re.IGNORECASE)
MONEY_COLUMNS = {
    "total": Kind.TOTAL_COST,
    "contribution": Kind.CONTRIBUTION,
    "asked": Kind.UNCLASSIFIED,
    "others": Kind.UNCLASSIFIED,
    "reserved": Kind.UNCLASSIFIED,
}
ORDER = ("asked", "others", "total", "reserved", "parties", "contribution", "places")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of projects."""

    name: Found
    line: Line
    amounts: tuple[FoundAmount, ...]
    parties: tuple[Found, ...]
    places: tuple[Found, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a key of `vocabulary.COLUMN`, or nothing that we know."""

    header: str
    use: str | None


def projects_in(blocks: Sequence[Block]) -> tuple[list[Row], set[int]]:
    """Return the projects in the tables of a section, and the 1-based lines of their headers and totals."""
    found: list[Row] = []
    around: set[int] = set()
    columns: list[Column] = []
    for block in blocks:
        if block.shape is not Shape.ROW:
            columns = columns if block.shape is Shape.PARAGRAPH and len(block.text) < 4 else []  # noqa: PLR2004
            continue
        line = block.lines[0]
        if is_header(block):
            columns = _columns(line.cells)
            around.add(line.number)
        elif columns and (row := _row(line, columns)):
            found.append(row)
        elif columns:
            around.add(line.number)
    return found, around


def _columns(cells: Sequence[str]) -> list[Column]:
    columns: list[Column] = []
    named = False
    for cell in cells:
        if not named and vocabulary.COLUMN["name"].match(cell):
            columns.append(Column(cell, "name"))
            named = True
        else:
            columns.append(Column(cell, next((use for use in ORDER if vocabulary.COLUMN[use].search(cell)), None)))
    return columns


def _row(line: Line, columns: Sequence[Column]) -> Row | None:
    cells = list(zip(columns, line.cells, strict=False))
    name = next((cell for column, cell in cells if column.use == "name"), "").strip()
    if not name or vocabulary.SUMS.match(name) or not re.search(r"[^\W\d]", name):
        return None
    found = tuple(
        amount for column, cell in cells if column.use in MONEY_COLUMNS and (amount := _amount(line, column, cell))
    )
    if decided.turned_down(" | ".join(line.cells)):
        found = tuple(decided.asked_for(amount) for amount in found)
    rest = " ".join(cell for column, cell in cells if column.use is None and not re.fullmatch(r"[\d.,]*", cell))
    return Row(
        Found(name, line.number, name),
        line,
        found,
        tuple(_members(line, cells, "parties")),
        tuple(_members(line, cells, "places")),
        rest.strip(),
    )


def _amount(line: Line, column: Column, cell: str) -> FoundAmount | None:
    header = column.header
    factor = 10**6 if MILLIONS.search(header) else 1000 if THOUSANDS.search(header) else 1
    amount = amounts.in_column(cell, factor=factor)
    if amount is None:
        return None
    kind = MONEY_COLUMNS[column.use or "others"]
    if column.use == "reserved" and re.search(r"regio ?deal", header, re.IGNORECASE):
        kind = Kind.DEAL_RESERVATION
    words = cell[amount.start : amount.end]
    return FoundAmount(kind, amount.cents, line.number, words, amount.qualifier, f"{header}: {cell}")


def _uses(column: Column, cell: str) -> set[str | None]:
    """What a cell is for: under "Gemeente" stands either what municipalities pay or where the project is."""
    names_a_place = column.use == "others" and vocabulary.COLUMN["places"].search(column.header)
    return {"places"} if names_a_place and not amounts.find(cell) else {column.use}


def _members(line: Line, cells: Sequence[tuple[Column, str]], use: str) -> list[Found]:
    texts = [cell for column, cell in cells if use in _uses(column, cell) and re.search(r"[^\W\d]", cell)]
    return [
        Found(name.strip(), line.number, name.strip())
        for text in texts
        for name in re.split(r"[,;/]\s?|\sen\s(?=[A-Z])", text)
        if name.strip()
    ]


def as_passage(row: Row) -> Passage:
    """Return the words of a row as running text."""
    text = " | ".join(row.line.cells)
    return Passage(text, (row.line,), (0,))
