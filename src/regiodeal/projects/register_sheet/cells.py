"""What stands in a cell, as plain text that means one thing: `2021-06-04`, `374.800,50`, `in_execution`."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any

from django.utils.text import Truncator

from regiodeal.common.money import MOST_CENTS, parse_euros, write_euros
from regiodeal.projects.register_sheet.faults import Problem
from regiodeal.projects.register_sheet.layout import CHOICES, Field, Kind


class Odd(Enum):
    """What a cell can hold beside a value."""

    NOT_CALCULATED = "a formula without a value"


class Unreadable(Exception):
    """A value that does not fit its column."""

    def __init__(self, problem: Problem, **values: Any) -> None:
        self.problem = problem
        self.values = values
        super().__init__(problem)


_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ERROR = re.compile(
    r"#(N/A|N/B|NULL!|LEEG!|DIV/0!|DEEL/0!|VALUE!|WAARDE!|REF!|VERW!|NAME\?|NAAM\?|NUM!|GETAL!|SPILL!|CALC!)|Err:\d+"
)


def plain(written: str) -> str:
    """Return text as a cell can hold it: no spaces around it, lines that end in one way, no signs that nobody sees."""
    return _NOT_TEXT.sub("", written.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


def is_empty(value: object) -> bool:
    """Return whether a person sees nothing in the cell."""
    return value is None or (isinstance(value, str) and not plain(value))


def read(value: object, field: Field) -> str | None:
    """Return what a cell says, None where it is empty. Raises Unreadable."""
    if value is Odd.NOT_CALCULATED:
        raise Unreadable(Problem.NOT_CALCULATED)
    if is_empty(value):
        return None
    if isinstance(value, str):
        value = plain(value)
        if _ERROR.fullmatch(value):
            raise Unreadable(Problem.ERROR_VALUE, value=value)
    return _READERS.get(field.kind, _text)(value, field)


def _text(value: object, _field: Field) -> str:
    match value:
        case str():
            return value
        case bool():
            return "WAAR" if value else "ONWAAR"
        case int() | float() | Decimal():
            return _spell(value)
        case _:
            raise Unreadable(Problem.NOT_TEXT, value=_show(value))


def _spell(value: float | Decimal) -> str:
    """Write a number as the person who typed it sees it: 2024, and 1,5."""
    return str(int(value)) if isfinite(value) and value == int(value) else str(value).replace(".", ",")


def _code(value: object, field: Field) -> str:
    return _text(value, field).lower()


_DAYS = re.compile(r"(?P<day>\d{1,2})(?P<sign>[-/. ])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})")
_WRITTEN_DAYS = re.compile(r"(?P<day>\d{1,2}) (?P<month>[a-z]{3,9})\.? (?P<year>\d{4})", re.IGNORECASE)
_MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def _day(value: object, _field: Field) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and (found := _written_day(value)):
        return found.isoformat()
    raise Unreadable(Problem.NOT_A_DAY, value=_show(value))


def _written_day(written: str) -> date | None:
    """Return the day in `2021-06-04`, `4-6-2021`, `04/06/2021` or `4 juni 2021`."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}( 00:00:00)?", written):
            return date.fromisoformat(written[:10])
        if match := _DAYS.fullmatch(written):
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match := _WRITTEN_DAYS.fullmatch(written):
            month = match["month"].lower().replace("mrt", "maa")[:3]
            return date(int(match["year"]), _MONTHS.index(month) + 1, int(match["day"]))
    except ValueError:
        return None
    return None


def _euros(value: object, _field: Field) -> str:
    try:
        if isinstance(value, str):
            cents = parse_euros(re.sub(r"[€\s\u00a0\u202f]|,[-–—]$", "", value))
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            cents = _whole(Decimal(str(value)) * 100)
        else:
            raise ValueError
    except (ValueError, ArithmeticError):
        raise Unreadable(Problem.NOT_AN_AMOUNT, value=_show(value)) from None
    if cents <= 0:
        raise Unreadable(Problem.NOT_MORE_THAN_NOTHING)
    return write_euros(cents)


_SLIP = Decimal("0.00001")  # what a sum in a spreadsheet is off, since it reckons in binary


def _whole(value: Decimal) -> int:
    if abs(value - round(value)) > _SLIP or abs(value) > MOST_CENTS:
        raise ValueError
    return round(value)


_MOST = 32_767  # what the database keeps in a small number


def _number(value: object, _field: Field) -> str:
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
            raise ValueError
        number = _whole(Decimal(str(value)))
    except (ValueError, ArithmeticError):
        raise Unreadable(Problem.NOT_A_NUMBER, value=_show(value)) from None
    if not 1 <= number <= _MOST:
        raise Unreadable(Problem.NOT_A_NUMBER, value=_show(value))
    return str(number)


def _choice(value: object, field: Field) -> str:
    """Accept what people read, and what the code says, in capitals or not."""
    choices = CHOICES[field.kind]
    written = _text(value, field).casefold()
    for choice in choices:
        if written in {str(choice.label).casefold(), str(choice.value)}:
            return str(choice.value)
    raise Unreadable(Problem.NOT_A_CHOICE, value=_show(value), choices=[str(choice.label) for choice in choices])


_SHOWN = 60  # characters of a value in a message


def _show(value: object) -> str:
    """Return a value as a person sees it in the cell, for a message about it."""
    match value:
        case datetime() | date():
            return value.strftime("%d-%m-%Y")
        case time() | timedelta():
            return str(value)
        case float() | Decimal():
            return _spell(value)
        case _:
            return Truncator(str(value)).chars(_SHOWN)


_READERS: dict[Kind, Callable[[Any, Field], str]] = {
    Kind.CODE: _code,
    Kind.PROJECT: _code,
    Kind.DAY: _day,
    Kind.EUROS: _euros,
    Kind.NUMBER: _number,
    Kind.STAGE: _choice,
    Kind.FIGURE_KIND: _choice,
    Kind.LINK_KIND: _choice,
}
