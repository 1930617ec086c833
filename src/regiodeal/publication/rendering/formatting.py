"""Amounts, dates and moments as a newspaper prints them, in the language that is spoken."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext

from regiodeal.common.moments import OFFICE_TIME
from regiodeal.publication.rendering import languages
from regiodeal.publication.rendering.languages import Language

_WHOLE = {"nl": "¤\xa0#,##0;¤\xa0-#,##0", "en": "¤#,##0;-¤#,##0"}
_WITH_CENTS = {"nl": "¤\xa0#,##0.00;¤\xa0-#,##0.00", "en": "¤#,##0.00;-¤#,##0.00"}
_DAY = "d MMMM y"
_MOMENT = {"nl": "d MMMM y 'om' HH.mm 'uur'", "en": "d MMMM y 'at' HH:mm"}


def unknown() -> str:
    """Return what stands where nobody knows: "niet bekend", never a zero."""
    return gettext("niet bekend")


def euros(cents: int | None) -> str:
    """Return an amount in euro cents as exact words: "€ 374.800", "€ 0,50", or "niet bekend" for None."""
    return unknown() if cents is None else _euros(cents, languages.active())


def decimal_euros(cents: int) -> Decimal:
    """Return euro cents as euros with two decimals, for files that machines read: 75000000 -> 750000.00."""
    return Decimal(cents).scaleb(-2)


def number(value: int) -> str:
    """Return a number with its separators: "1.200"."""
    return format_decimal(value, locale=languages.active().locale)


def count(value: int, words: str) -> str:
    """Return a number in its words, which `ngettext` chose: "1 besluit", "1.200 besluiten"; `%(number)s` holds it."""
    return words % {"number": number(value)}


def day(iso: str | None) -> str:
    """Return an ISO date as "4 juni 2021", or "niet bekend" for None."""
    return unknown() if iso is None else _day(iso, languages.active())


def day_of(moment: str) -> str:
    """Return the day of an ISO moment, as people in the Netherlands lived it: "23 november 2026"."""
    return _moment(moment, _DAY, languages.active())


def moment_of(moment: str) -> str:
    """Return an ISO moment as "23 november 2026 om 21.00 uur", Dutch time."""
    language = languages.active()
    return _moment(moment, _MOMENT[language.code], language)


def listing(names: Sequence[str]) -> str:
    """Return names as an enumeration: "a, b en c"."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "en"
        return "".join(names)
    return gettext("%(names)s en %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


@lru_cache(maxsize=4096)
def _euros(cents: int, language: Language) -> str:
    pattern = (_WITH_CENTS if cents % 100 else _WHOLE)[language.code]
    return format_currency(decimal_euros(cents), "EUR", pattern, locale=language.locale, currency_digits=False)


@lru_cache(maxsize=1024)
def _day(iso: str, language: Language) -> str:
    return format_date(date.fromisoformat(iso), _DAY, locale=language.locale)


@lru_cache(maxsize=1024)
def _moment(moment: str, pattern: str, language: Language) -> str:
    return format_datetime(datetime.fromisoformat(moment), pattern, tzinfo=OFFICE_TIME, locale=language.locale)
