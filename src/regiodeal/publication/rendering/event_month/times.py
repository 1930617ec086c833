"""When sessions are, as people in the Netherlands live it, in the language that is spoken."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime
from django.utils.translation import gettext

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.publication.rendering import languages

_HOUR = {"nl": "H.mm", "en": "H:mm"}
_A_MOMENT = timedelta(microseconds=1)


def local(moment: str) -> datetime:
    """Return an ISO moment as Dutch time."""
    return datetime.fromisoformat(moment).astimezone(OFFICE_TIME)


def days(starts_at: str, ends_at: str) -> tuple[date, ...]:
    """Return the days on which something is: what ends at midnight is not on the day that begins then."""
    first, last = local(starts_at).date(), (local(ends_at) - _A_MOMENT).date()
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


def hours(starts_at: str, ends_at: str) -> str:
    """Return from when until when something is: "9.30 – 11.00 uur"; with both days where they differ."""
    if len(days(starts_at, ends_at)) == 1:
        return gettext("%(start)s – %(end)s uur") % {"start": _hour(starts_at), "end": _hour(ends_at)}
    return gettext("%(start)s uur tot %(day)s %(end)s uur") % {
        "start": _hour(starts_at),
        "day": short_day(local(ends_at).date()),
        "end": _hour(ends_at),
    }


def weekday(on: date) -> str:
    """Return a day with its name: "maandag 4 oktober 2027"."""
    return format_date(on, "EEEE d MMMM y", locale=languages.active().locale)


def weekday_without_year(on: date) -> str:
    """Return a day with its name, where the year is clear: "maandag 4 oktober"."""
    return format_date(on, "EEEE d MMMM", locale=languages.active().locale)


def short_day(on: date) -> str:
    """Return a day as in "4 okt"."""
    return format_date(on, "d MMM", locale=languages.active().locale).rstrip(".")


def month_name(on: date) -> str:
    """Return the month of a day: "oktober"."""
    return format_date(on, "MMMM", locale=languages.active().locale)


def period(first: date, last: date) -> str:
    """Return a period as people say it: "1 tot en met 31 oktober 2027"; a single day as that day."""
    locale = languages.active().locale
    if first == last:
        return format_date(first, "d MMMM y", locale=locale)
    if first.year != last.year:
        begin = format_date(first, "d MMMM y", locale=locale)
    elif first.month != last.month:
        begin = format_date(first, "d MMMM", locale=locale)
    else:
        begin = str(first.day)
    return gettext("%(first)s tot en met %(last)s") % {
        "first": begin,
        "last": format_date(last, "d MMMM y", locale=locale),
    }


def names_of_weekdays() -> tuple[tuple[str, str], ...]:
    """Return the days of a week from Monday, each short and in full."""
    monday = date(2024, 1, 1)
    week = [monday + timedelta(days=number) for number in range(7)]
    locale = languages.active().locale
    return tuple((format_date(on, "EEEEEE", locale=locale), format_date(on, "EEEE", locale=locale)) for on in week)


def _hour(moment: str) -> str:
    language = languages.active()
    return format_datetime(local(moment), _HOUR[language.code], locale=language.locale)
