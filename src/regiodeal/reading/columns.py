"""Cells of a table by where they stand: a row with an empty cell must not shift its figures to another column."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """Text between two edges, in any measure that is the same for all rows."""

    left: float
    right: float
    text: str


def in_columns(rows: Sequence[Sequence[Cell]]) -> list[tuple[str, ...]]:
    """Return the texts of neighbouring rows, with "" for the columns that a row leaves empty.

    The first row with the most cells shows where the columns are.
    """
    reference = max(rows, key=len)
    return [_placed(row, reference) for row in rows]


def _placed(row: Sequence[Cell], reference: Sequence[Cell]) -> tuple[str, ...]:
    if len(row) == len(reference):
        return tuple(cell.text for cell in row)
    texts = [""] * len(reference)
    for cell in row:
        column = min(range(len(reference)), key=lambda index: _distance(cell, reference[index]))
        texts[column] = f"{texts[column]} {cell.text}".strip()
    return tuple(texts)


def _distance(cell: Cell, other: Cell) -> float:
    return min(abs(cell.left - other.left), abs(cell.right - other.right))
