"""Moments: as text in UTC, ISO 8601 with microseconds and a Z, so that they sort as they happened; and as days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE_TIME = ZoneInfo("Europe/Amsterdam")
"""The time that people of a deal live in."""


def utc_text(moment: datetime) -> str:
    """Return an aware datetime as `2026-11-23T20:00:00.000000Z`. Raises ValueError for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def office_day(moment: datetime) -> date:
    """Return the day in the Netherlands on which an aware moment falls."""
    return moment.astimezone(OFFICE_TIME).date()
