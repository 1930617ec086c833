"""Follow a chain of numbered rows, in which each row carries the hash of the one before it."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from regiodeal.common.hashing import GENESIS
from regiodeal.common.rows import UNREADABLE, each

Row = TypeVar("Row", bound=Model)


def faults(
    rows: "QuerySet[Row]", key: str, name: Callable[[int], str], own: Callable[[Row], str | None]
) -> Iterator[str]:
    """Yield a sentence for each row that was changed, removed or inserted.

    `key` is the field that numbers the rows from 1, `name` says what a row is called, and `own` tells what is wrong
    with a row by itself, so that its hash does not fit its content.
    """
    previous, expected = GENESIS, 0
    for number, row in each(rows, key):
        expected += 1
        if number != expected:
            yield f"{name(expected)} is missing"
            expected = number
        if row is None:
            yield f"{name(number)} was changed: it cannot be read any more"
            previous = ""
            continue
        link: Any = row
        if previous and link.previous != previous:
            yield f"{name(number)} does not follow the one before it"
        wrong = _looked_at(row, own)
        if wrong:
            yield f"{name(number)} was changed: {wrong}"
        previous = link.sha256


def _looked_at(row: Row, own: Callable[[Row], str | None]) -> str | None:
    try:
        return own(row)
    except UNREADABLE:
        return "it cannot be read any more"
