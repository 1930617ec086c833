"""Rows of a spreadsheet below their headings: found by name, in any order, with each fault at its cell."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from regiodeal.common.sentences import Sentence

Rows = Sequence[Sequence[object]]
"""A sheet as a program gives it, from A1."""

Choice = TypeVar("Choice")
"""What a value stands for."""

_MOST_ROWS_ABOVE = 10  # where a title can stand before the headings
_SHOWN = 60  # characters of a value in a message


@dataclass(frozen=True)
class Fault:
    """Something wrong: at a cell such as `B14`, or about the file where `cell` is empty."""

    cell: str
    what: Sentence


class Wrong(Exception):
    """A value that does not fit its column."""

    def __init__(self, what: Sentence) -> None:
        self.what = what
        super().__init__(what)


def rows_of_csv(content: bytes) -> Rows:
    """Return the rows of a text file, as Dutch and English programs write it: `;`, `,` or a tab between values."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text[:2000].partition("\n")[0]
    separator = max(";,\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator))
    except csv.Error:
        return []


def found(
    sheets: Sequence[Rows], headings: Mapping[str, set[str]], needed: str
) -> tuple[Rows, int, dict[str, int]] | None:
    """Return the first sheet with the column that is needed, the row of its headings from 0, and where each key stands.

    `headings` are the plain names under which each key is found; None where no sheet has the column.
    """
    for rows in sheets:
        for top, row in enumerate(rows[:_MOST_ROWS_ABOVE]):
            columns = _columns(row, headings)
            if needed in columns:
                return rows, top, columns
    return None


def says_nothing(row: Sequence[object]) -> bool:
    """Whether nothing stands in a row."""
    return not any(str(value).strip() for value in row if value is not None)


def written(value: object) -> str:
    """Return the text of a cell. Raises Wrong for a date, a formula without a value and the like."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            pass
        case int():
            return str(value)
        case float():
            return f"{value:.15g}"
    raise Wrong(Sentence("this cell holds no text; type what it should say"))


def plain(said: object) -> str:
    """Return what is written without what people vary in: capitals, spaces, hyphens and the like."""
    return re.sub(r"[\W_]+", "", str(said or "")).casefold()


def chosen(choices: Mapping[Choice, set[str]], said: str, told: Sentence) -> Choice:
    """Return the choice that goes by what is written. Raises Wrong, telling what can stand there."""
    looked_for = plain(said)
    for choice, names in choices.items():
        if looked_for in names:
            return choice
    raise refused(said, told)


def refused(said: str, told: Sentence) -> Wrong:
    """Return the fault of a value that cannot stand where it does."""
    shown = said.strip()[:_SHOWN]
    return Wrong(Sentence("“{value}” cannot stand here; {told}", value=shown, told=told) if shown else told)


def _columns(row: Sequence[object], headings: Mapping[str, set[str]]) -> dict[str, int]:
    """Return in which column each key stands; the first one counts."""
    columns: dict[str, int] = {}
    for index, heading in enumerate(row):
        for key, names in headings.items():
            if plain(heading) in names:
                columns.setdefault(key, index)
    return columns
