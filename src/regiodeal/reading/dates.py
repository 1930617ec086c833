"""Dutch dates in running text."""

import re
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januari", "jan"),
            ("februari", "feb"),
            ("maart", "mrt"),
            ("april", "apr"),
            ("mei",),
            ("juni", "jun"),
            ("juli", "jul"),
            ("augustus", "aug"),
            ("september", "sept", "sep"),
            ("oktober", "okt"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:e)?\s(?P<month>{MONTH})\.?(?:\s(?P<year>(?:19|20)\d\d))?\b"
    r"|\b(?P<d>\d{1,2})[-/](?P<m>\d{1,2})[-/](?P<y>(?:19|20)\d\d)\b"
    r"|\b(?P<iso_y>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)\b",
    re.IGNORECASE,
)


def iso(match: re.Match[str]) -> str | None:
    """Return the ISO date of a match of `DATE`; None when the year is missing or there is no such day."""
    named = match.groupdict()
    year = named["year"] or named["y"] or named["iso_y"]
    month = MONTHS[named["month"].lower()] if named["month"] else int(named["m"] or named["iso_m"])
    day = named["day"] or named["d"] or named["iso_d"]
    if not year or not day:
        return None
    try:
        return date(int(year), month, int(day)).isoformat()
    except ValueError:
        return None
