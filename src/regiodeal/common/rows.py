"""Read rows that somebody may have tampered with."""

from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import DatabaseError
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
UNREADABLE = (DatabaseError, ValueError, TypeError, AttributeError, OverflowError, KeyError)
"""What a changed byte can lead to: text that is no UTF-8, a day that does not exist, JSON that does not close."""


def each(rows: "QuerySet[Row]", key: str) -> Iterator[tuple[int, Row | None]]:
    """Yield each row with its number under `key`, in order; None for one whose values cannot be read any more."""
    try:
        whole: list[Row] = list(rows.order_by(key))
    except UNREADABLE:
        yield from _one_by_one(rows, key)
        return
    yield from ((getattr(row, key), row) for row in whole)


def _one_by_one(rows: "QuerySet[Row]", key: str) -> Iterator[tuple[int, Row | None]]:
    numbers: Any = rows.values_list(key, flat=True).order_by(key)
    for number in list(numbers):
        try:
            yield number, rows.get(**{key: number})
        except UNREADABLE:
            yield number, None
