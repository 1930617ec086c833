"""Moments as text: UTC, ISO 8601 with microseconds and a Z, so that they sort as they happened."""

from datetime import UTC, datetime


def utc_text(moment: datetime) -> str:
    """Return an aware datetime as `2026-11-23T20:00:00.000000Z`. Raises ValueError for one without a time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
