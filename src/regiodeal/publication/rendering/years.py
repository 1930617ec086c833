"""Long lists, divided by year so that each year can be linked to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

MANY = 12
"""Rows that still read as one list: those of a few years of meetings."""

Row = TypeVar("Row")


@dataclass(frozen=True)
class Year(Generic[Row]):
    """The rows of a year, with the anchor of its heading. Of a short list all are in one, without a name."""

    name: str
    rows: tuple[Row, ...]

    @property
    def anchor(self) -> str:
        """The anchor of the year on its page."""
        return f"jaar-{self.name}"


def by_year(rows: Iterable[Row], iso_day: Callable[[Row], str]) -> tuple[Year[Row], ...]:
    """Return rows, given in the order of their days (ISO 8601), by year where they are many."""
    found = tuple(rows)
    if len(found) <= MANY:
        return (Year("", found),) if found else ()
    return tuple(Year(name, tuple(own)) for name, own in groupby(found, lambda row: iso_day(row)[:4]))
