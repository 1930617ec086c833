"""The weeks of an event month, from Monday to Sunday, with how many sessions there are on each day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, ngettext

from regiodeal.publication.rendering.event_month import times
from regiodeal.publication.rendering.event_month.sessions import Row

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Day:
    """A day: its number, its month in full and, on the first day of one, short as well; empty where it need not be
    said. `number` of sessions that go on and `words` for them; `held` is whether there was to be one at all, `begins`
    whether one begins on it, and `inside` whether the day is in the period."""

    iso: str
    day: int
    month: str
    new_month: str
    number: int
    words: str
    held: bool
    begins: bool
    inside: bool


@dataclass(frozen=True)
class Week:
    """Seven days, with the number of the week (ISO 8601)."""

    name: str
    days: tuple[Day, ...]


def of(first: date, last: date, sessions: Sequence[Row]) -> tuple[Week, ...]:
    """Return the weeks of a period, and of the days outside it on which there is a session."""
    held = {on for row in sessions for on in row.days}
    number = Counter(on for row in sessions for on in row.days if not row.cancelled)
    begin, end = min([first, *held]), max([last, *held])
    monday = begin - timedelta(days=begin.weekday())
    starts = {row.day for row in sessions}
    mondays = [monday + _WEEK * after for after in range((end - monday).days // 7 + 1)]
    return tuple(
        Week(
            gettext("week %(number)s") % {"number": one.isocalendar().week},
            tuple(
                _day(on, number[on], held=on in held, begins=on in starts, inside=first <= on <= last)
                for on in _week(one)
            ),
        )
        for one in mondays
    )


def _week(monday: date) -> list[date]:
    return [monday + timedelta(days=after) for after in range(7)]


def _day(on: date, number: int, *, held: bool, begins: bool, inside: bool) -> Day:
    return Day(
        iso=on.isoformat(),
        day=on.day,
        month=times.month_name(on),
        new_month=times.short_day(on).partition(" ")[2] if on.day == 1 else "",
        number=number,
        words=ngettext("sessie", "sessies", number) if number else gettext("afgelast"),
        held=held,
        begins=begins,
        inside=inside,
    )
