"""How text and days stand in a snapshot."""

import re
from datetime import date

from babel.dates import format_date


def paragraphs(text: str) -> list[str]:
    """Split a text at its blank lines; line breaks inside a paragraph are white space like any other."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]


def day(value: date | None) -> str | None:
    """Return a day as ISO 8601, and None for one that is not known."""
    return value.isoformat() if value else None


def dutch_day(value: date) -> str:
    """Return a day as a Dutch title writes it: 4 juni 2021."""
    return format_date(value, "d MMMM y", locale="nl")
