"""Amounts, dates and moments in the language of the reader."""

from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import get_language, gettext

from regiodeal.common.moments import OFFICE_TIME, office_day, utc_text
from regiodeal.publication.rendering.event_month import times
from regiodeal.publication.rendering.formatting import decimal_euros

_WHOLE = {"nl": "¤\xa0#,##0;¤\xa0-#,##0", "en": "¤#,##0;-¤#,##0"}
_WITH_CENTS = {"nl": "¤\xa0#,##0.00;¤\xa0-#,##0.00", "en": "¤#,##0.00;-¤#,##0.00"}
_MOMENT = {"nl": "d MMMM y 'om' HH.mm 'uur'", "en": "d MMMM y 'at' HH:mm"}
_TIME = {"nl": "HH.mm 'uur'", "en": "HH:mm"}
_HOUR = {"nl": "HH.mm", "en": "HH:mm"}
_WEEKDAY = "EEEE d MMMM y"


def euros(cents: int | None) -> str:
    """Return euro cents as an amount: "€ 374.800", "€ 0,50"; None is "niet bekend"."""
    return gettext("niet bekend") if cents is None else _euros(cents, _language())


def cents(value: int) -> str:
    """Return euro cents with the cents always shown, for a column in which others have them: "€ 374,00"."""
    language = _language()
    return format_currency(
        decimal_euros(value), "EUR", _WITH_CENTS[language], locale=_locale(language), currency_digits=False
    )


def day(value: date | None) -> str:
    """Return a day written out: "4 juni 2021"; None is "niet bekend"."""
    return gettext("niet bekend") if value is None else _day(value, _language())


def moment(value: datetime) -> str:
    """Return a moment in Dutch time: "23 november 2026 om 21.00 uur"."""
    return format_datetime(value, _MOMENT[_language()], tzinfo=OFFICE_TIME, locale=_locale(_language()))


def long_day(value: date) -> str:
    """Return a day with the day of the week: "dinsdag 6 oktober 2026"."""
    return times.weekday(value)


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Return on which day something is, and from when until when in Dutch time."""
    return f"{long_day(office_day(starts_at))}, {hours(starts_at, ends_at)}"


def hours(starts_at: datetime, ends_at: datetime) -> str:
    """Return from when until when something is in Dutch time, as the record says it: "9.30 – 11.00 uur"."""
    return times.hours(utc_text(starts_at), utc_text(ends_at))


def clock(value: time) -> str:
    """Return a time of the day: "14.00 uur"."""
    return format_time(value, _TIME[_language()], locale=_locale(_language()))


def hour(value: datetime) -> str:
    """Return the time of a moment in Dutch time, where a column says that it is one: "14.30"."""
    return format_datetime(value, _HOUR[_language()], tzinfo=OFFICE_TIME, locale=_locale(_language()))


def weekday(value: date) -> str:
    """Return a day with its name: "dinsdag 5 oktober 2021"; of a moment it is the day in Dutch time."""
    day = office_day(value) if isinstance(value, datetime) else value
    return format_date(day, _WEEKDAY, locale=_locale(_language()))


def score(value: float) -> str:
    """Return a score with one decimal: "4,3"."""
    return format_decimal(value, "0.0", locale=_locale(_language()))


def number(value: int) -> str:
    """Return a number with its separators: "1.200"."""
    return format_decimal(value, locale=_locale(_language()))


def share(part: int, whole: int) -> str:
    """Return a part of a whole as a percentage with one decimal: "25,0%". Nothing of nothing is "–"."""
    if not whole:
        return "–"
    return format_percent(part / whole, "#,##0.0%", locale=_locale(_language()))


def _language() -> str:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def _locale(language: str) -> str:
    return "en_GB" if language == "en" else "nl"


@lru_cache(maxsize=8192)
def _euros(cents: int, language: str) -> str:
    pattern = (_WITH_CENTS if cents % 100 else _WHOLE)[language]
    return format_currency(decimal_euros(cents), "EUR", pattern, locale=_locale(language), currency_digits=False)


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> str:
    return format_date(value, "d MMMM y", locale=_locale(language))
