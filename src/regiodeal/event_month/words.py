"""What refusals and the trail call the things of this room."""

from regiodeal.common.sentences import Named
from regiodeal.event_month.models import EventMonth, Session


def session(one: Session) -> Named:
    """Name a session by its title."""
    return Named(one.code, f"“{one.title}”")


def month_path(one: EventMonth) -> str:
    """Name a month in the trail."""
    return f"event-month/{one.code}"


def path(one: Session) -> str:
    """Name a session in the trail."""
    return f"session/{one.month.code}/{one.code}"
