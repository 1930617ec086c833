"""Take the sheets of a register apart, cell by cell. Nothing of the register itself is needed here."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from regiodeal.projects.register_sheet import cells
from regiodeal.projects.register_sheet.cells import Unreadable
from regiodeal.projects.register_sheet.faults import Fault, Problem
from regiodeal.projects.register_sheet.layout import EXPLANATION, HEAD, LAYOUTS, Field, Layout

MOST_ROWS = 20_000
"""In one sheet. The largest register known has forty projects with two hundred facts."""
_MOST_ROWS_ABOVE = 10  # where a title can stand before the headings


@dataclass(frozen=True)
class Grid:
    """A sheet as a program gives it: the rows from A1, and what a reader should know about them.

    A value is text, a number, a date, `Odd`, or None or "" where there is nothing. `merged` holds ranges such as
    `A1:C1`.
    """

    title: str
    rows: list[list[Any]]
    hidden: bool = False
    merged: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row that says something: its number in the sheet, and the plain values by the key of their column."""

    number: int
    values: dict[str, str | None]


@dataclass(frozen=True)
class SheetRead:
    """The rows of a sheet, and in which column each key stands, from 0."""

    columns: dict[str, int]
    rows: list[Row]


@dataclass
class Reading:
    """What was read, by the part of a project entry that it is; all that is wrong; and what was left alone.

    `unusable` names the parts of which there is a sheet that cannot be read as a whole.
    """

    sheets: dict[str, SheetRead] = dataclasses.field(default_factory=dict)
    unusable: set[str] = dataclasses.field(default_factory=set)
    faults: list[Fault] = dataclasses.field(default_factory=list)
    notes: list[Fault] = dataclasses.field(default_factory=list)


def read(grids: Iterable[Grid]) -> Reading:
    """Read all sheets that belong to a register."""
    reading = Reading()
    known = {_key(layout.title): layout for layout in LAYOUTS}
    others: list[Grid] = []
    for grid in grids:
        layout = known.get(_key(grid.title))
        if layout is None:
            others.append(grid)
        elif layout.part in reading.sheets or layout.part in reading.unusable:
            reading.faults.append(Fault(Problem.SHEET_TWICE, grid.title))
        else:
            _read_sheet(grid, layout, reading)
    missing = [layout.title for layout in LAYOUTS if layout.part not in {*reading.sheets, *reading.unusable}]
    for grid in others:
        _tell_about(grid, missing, reading)
    if not reading.sheets and not reading.faults:
        reading.faults.append(Fault(Problem.NO_SHEETS, values={"sheets": [layout.title for layout in LAYOUTS]}))
    return reading


def _tell_about(grid: Grid, missing: list[str], reading: Reading) -> None:
    """Say that a sheet is not read; one whose name is nearly that of a missing sheet is a fault."""
    meant = get_close_matches(grid.title.strip().capitalize(), missing, n=1, cutoff=0.75)
    if meant:
        reading.faults.append(Fault(Problem.MISSPELT_SHEET, grid.title, values={"meant": meant[0]}))
    elif _key(grid.title) != _key(EXPLANATION) and any(map(_says_something, grid.rows)):
        reading.notes.append(Fault(Problem.SHEET_NOT_READ, grid.title))


def _read_sheet(grid: Grid, layout: Layout, reading: Reading) -> None:
    top = _row_of_headings(grid, layout)
    before = len(reading.faults)
    sheet = SheetRead({}, [])
    if grid.hidden:
        reading.faults.append(Fault(Problem.HIDDEN_SHEET, layout.title))
    elif top is None:
        reading.faults.append(Fault(Problem.NO_HEADINGS, layout.title, values={"headings": _headings(layout)}))
    else:
        faults = [Fault(Problem.MERGED, layout.title, values={"range": merged}) for merged in _merged(grid, top)]
        reading.faults += faults or _columns(grid.rows[top], top + 1, layout, sheet, reading.notes)
    if top is None or len(reading.faults) > before:
        reading.unusable.add(layout.part)  # with a column that is missing or misspelt, every row would be wrong
        return
    reading.sheets[layout.part] = sheet
    below = [(number, row) for number, row in enumerate(grid.rows[top + 1 :], start=top + 2) if _says_something(row)]
    if len(below) > MOST_ROWS:
        reading.faults.append(Fault(Problem.TOO_MANY_ROWS, layout.title, values={"most": MOST_ROWS}))
        return
    for number, row in below:
        _read_row(number, row, layout, sheet, reading.faults)


def _row_of_headings(grid: Grid, layout: Layout) -> int | None:
    """Return the row in which most headings stand: the first, or one below a title."""
    wanted = {_key(field.heading) for field in layout.fields}
    counts = [len({_key(str(value)) for value in row} & wanted) for row in grid.rows[:_MOST_ROWS_ABOVE]]
    return counts.index(max(counts)) if any(counts) else None


def _headings(layout: Layout) -> list[str]:
    return [field.heading for field in layout.read]


_RANGE = re.compile(r"[A-Z]+(\d+):[A-Z]+(\d+)")


def _merged(grid: Grid, top: int) -> Iterator[str]:
    """Yield the merged cells that touch the headings or the rows below them; a title above may be merged."""
    for merged in grid.merged:
        match = _RANGE.fullmatch(merged)
        if match and int(match[2]) > top:
            yield merged


def _columns(headings: list[Any], number: int, layout: Layout, sheet: SheetRead, notes: list[Fault]) -> list[Fault]:
    """Find in which column each key stands; return what is wrong with the headings."""
    known = {_key(field.heading): field for field in layout.fields}
    faults: list[Fault] = []
    others: list[tuple[int, str]] = []
    for index, value in enumerate(headings):
        field = known.get(_key(str(value)))
        if field is None:
            others += [(index, cells.plain(value))] if isinstance(value, str) and not cells.is_empty(value) else []
        elif field.read_only:
            notes += [Fault(Problem.MONEY_NOT_READ, layout.title, values={"heading": field.heading})]
        elif field.key in sheet.columns:
            faults.append(Fault(Problem.COLUMN_TWICE, layout.title, number, index, {"heading": field.heading}))
        else:
            sheet.columns[field.key] = index
    missing = [field for field in layout.read if field.key not in sheet.columns]
    for index, heading in others:
        meant = get_close_matches(heading.capitalize(), [field.heading for field in missing], n=1, cutoff=0.75)
        values = {"heading": heading, **({"meant": meant[0]} if meant else {})}
        if meant:
            faults.append(Fault(Problem.MISSPELT_COLUMN, layout.title, number, index, values))
            missing = [field for field in missing if field.heading != meant[0]]
        else:
            notes.append(Fault(Problem.COLUMN_NOT_READ, layout.title, number, index, values))
    return faults + [
        Fault(Problem.MISSING_COLUMN, layout.title, number, values={"heading": field.heading})
        for field in missing
        if _must_be_there(field, layout)
    ]


def _must_be_there(field: Field, layout: Layout) -> bool:
    """On the first sheet a column can be left out: what it says then stays. Rows of the others are read whole."""
    return layout.part != HEAD or field.key == "code"


def _read_row(number: int, row: list[Any], layout: Layout, sheet: SheetRead, faults: list[Fault]) -> None:
    """Keep the plain values that can be read; the faults of the others are noted at their cells."""
    values: dict[str, str | None] = {}
    for field in layout.read:
        index = sheet.columns.get(field.key)
        if index is None:
            continue
        try:
            values[field.key] = cells.read(row[index] if index < len(row) else None, field)
        except Unreadable as error:
            faults.append(Fault(error.problem, layout.title, number, index, error.values))
    if not any(values.values()) and len(values) == len(sheet.columns):
        return  # something stands in a column that is not read
    sheet.rows.append(Row(number, values))
    faults += [
        Fault(Problem.EMPTY, layout.title, number, sheet.columns[field.key], {"heading": field.heading})
        for field in layout.read
        if field.required and field.key in values and values[field.key] is None
    ]


def _says_something(row: list[Any]) -> bool:
    return not all(cells.is_empty(value) for value in row)


def _key(written: str) -> str:
    """Return a heading or a title without what people vary in: capitals, spaces, straight or curly apostrophes."""
    return re.sub(r"[\s_’'*:.()-]+", "", written).casefold()
