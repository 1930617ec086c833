"""Amounts, dates and moments in the language of the reader."""

from datetime import date, datetime, time
from functools import lru_cache

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from django.utils.translation import get_language, gettext

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.publication.rendering.formatting import decimal_euros

_WHOLE = {"nl": "¤\xa0#,##0;¤\xa0-#,##0", "en": "¤#,##0;-¤#,##0"}
_WITH_CENTS = {"nl": "¤\xa0#,##0.00;¤\xa0-#,##0.00", "en": "¤#,##0.00;-¤#,##0.00"}
_MOMENT = {"nl": "d MMMM y 'om' HH.mm 'uur'", "en": "d MMMM y 'at' HH:mm"}
_TIME = {"nl": "HH.mm 'uur'", "en": "HH:mm"}


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


def clock(value: time) -> str:
    """Return a time of the day: "14.00 uur"."""
    return format_time(value, _TIME[_language()], locale=_locale(_language()))


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
