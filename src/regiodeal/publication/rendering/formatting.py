"""Amounts, dates and moments as a Dutch newspaper prints them."""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

LOCALE = "nl"
UNKNOWN = "niet bekend"
OFFICE_TIME = ZoneInfo("Europe/Amsterdam")

_WHOLE = "¤\xa0#,##0;¤\xa0-#,##0"
_WITH_CENTS = "¤\xa0#,##0.00;¤\xa0-#,##0.00"


@lru_cache(maxsize=4096)
def euros(cents: int | None) -> str:
    """Return an amount in euro cents as exact words: "€ 374.800", "€ 0,50", or "niet bekend" for None."""
    if cents is None:
        return UNKNOWN
    pattern = _WITH_CENTS if cents % 100 else _WHOLE
    return format_currency(decimal_euros(cents), "EUR", pattern, locale=LOCALE, currency_digits=False)


def decimal_euros(cents: int) -> Decimal:
    """Return euro cents as euros with two decimals, for files that machines read: 75000000 -> 750000.00."""
    return Decimal(cents).scaleb(-2)


@lru_cache(maxsize=1024)
def count(number: int, one: str, more: str) -> str:
    """Return a number with its noun: "1 besluit", "1.200 besluiten"."""
    return f"{format_decimal(number, locale=LOCALE)} {one if number == 1 else more}"


@lru_cache(maxsize=1024)
def day(iso: str | None) -> str:
    """Return an ISO date as "4 juni 2021", or "niet bekend" for None."""
    if iso is None:
        return UNKNOWN
    return format_date(date.fromisoformat(iso), "d MMMM y", locale=LOCALE)


@lru_cache(maxsize=1024)
def day_of(moment: str) -> str:
    """Return the day of an ISO moment, as people in the Netherlands lived it: "23 november 2026"."""
    return format_datetime(datetime.fromisoformat(moment), "d MMMM y", tzinfo=OFFICE_TIME, locale=LOCALE)


@lru_cache(maxsize=1024)
def moment_of(moment: str) -> str:
    """Return an ISO moment as "23 november 2026 om 21.00 uur", Dutch time."""
    return format_datetime(
        datetime.fromisoformat(moment), "d MMMM y 'om' HH.mm 'uur'", tzinfo=OFFICE_TIME, locale=LOCALE
    )


def listing(names: list[str]) -> str:
    """Return names as a Dutch enumeration: "a, b en c"."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "en"
        return "".join(names)
    return f"{', '.join(names[:-1])} en {names[-1]}"
