"""Formats of JSON Schema that are checked and not only noted: days, moments and addresses."""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

from jsonschema import FormatChecker

CHECKED = FormatChecker(formats=())

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REFERENCE = re.compile(r"[!#-;=?-Z\[\]_a-z~]+|(?:[!#-;=?-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})+")


def is_moment(value: object) -> bool:
    """Tell whether a text is a moment with its zone (RFC 3339); what is no text is not asked."""
    if not isinstance(value, str):
        return True
    return bool(_MOMENT.fullmatch(value)) and _is_iso(value)


def is_day(value: object) -> bool:
    """Tell whether a text is a day as year, month and day."""
    if not isinstance(value, str):
        return True
    try:
        return bool(_DAY.fullmatch(value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def is_reference(value: object) -> bool:
    """Tell whether a text is an address, absolute or not (RFC 3986)."""
    return not isinstance(value, str) or bool(_REFERENCE.fullmatch(value))


def is_address(value: object) -> bool:
    """Tell whether a text is an absolute address: with a scheme, and a host where the scheme has them."""
    if not isinstance(value, str):
        return True
    parts = urlsplit(value)
    hosted = parts.scheme not in {"http", "https"} or bool(parts.netloc)
    return is_reference(value) and bool(parts.scheme) and hosted


def _is_iso(value: str) -> bool:
    try:
        return bool(datetime.fromisoformat(value))
    except ValueError:
        return False


for _name, _check in {
    "date": is_day, "date-time": is_moment, "uri": is_address, "uri-reference": is_reference,
}.items():  # fmt: skip
    CHECKED.checks(_name)(_check)
